//! The rows of a statement, a few thousand at a time.

use super::{NewImport, NewRow};
use crate::{Connection, Result, suggestions::Suggestion};
use ledger::{CategoryId, PayeeId, Status, TransactionId};
use sqlx::{QueryBuilder, Sqlite};

/// Rows of one INSERT; SQLite binds at most 32,766 values, and the widest table takes eight a row.
pub(super) const CHUNK: usize = 2_000;

/// Some rows on their way into the tables.
pub(super) struct Chunk {
    /// One statement a table: at some 20 microseconds a statement, one a row would be most of the
    /// time. All full chunks share one text, and so one prepared statement.
    inserts: Vec<QueryBuilder<Sqlite>>,
    pub(super) len: u32,
    /// Of those with a category that the classifier is sure of.
    pub(super) filed: u32,
    /// The rows that are one leg of a transfer, with the other.
    pub(super) legs: Vec<(i64, TransactionId)>,
}

impl Chunk {
    /// Of at most [`CHUNK`] rows with their ids.
    pub(super) fn of(new: &NewImport, import: i64, rows: &[(i64, NewRow)]) -> Self {
        let sure =
            rows.iter().filter(|(_, row)| row.category.and(row.suggestion.as_ref()).is_some());
        let mut inserts = vec![transactions(new, rows)];
        let parts: Vec<Part<'_>> = rows.iter().flat_map(|(id, row)| parts(*id, row)).collect();
        inserts.extend(parts.chunks(CHUNK).map(splits));
        inserts.push(import_rows(import, rows));
        inserts.extend(suggestions(rows));
        Self {
            inserts,
            len: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            filed: u32::try_from(sure.count()).unwrap_or(u32::MAX),
            legs: rows.iter().filter_map(|(id, row)| Some((*id, row.counterpart?))).collect(),
        }
    }

    pub(super) async fn insert(&mut self, conn: &mut Connection) -> Result<()> {
        for insert in &mut self.inserts {
            insert.build().execute(&mut *conn).await?;
        }
        Ok(())
    }
}

fn transactions(new: &NewImport, rows: &[(i64, NewRow)]) -> QueryBuilder<Sqlite> {
    let (account, created) = (new.account.row(), new.imported_ms);
    let mut query = QueryBuilder::new(
        "INSERT INTO txn (id, account_id, date, payee_id, memo, amount_minor, status, created_ms) ",
    );
    query.push_values(rows, |mut values, (id, row)| {
        values.push_bind(*id).push_bind(account).push_bind(row.date);
        values.push_bind(row.payee.map(PayeeId::row)).push_bind(row.memo.as_str());
        values.push_bind(row.amount.minor()).push_bind(status(row)).push_bind(created);
    });
    query
}

fn splits(parts: &[Part<'_>]) -> QueryBuilder<Sqlite> {
    let mut query =
        QueryBuilder::new("INSERT INTO split (txn_id, position, category_id, amount_minor, note) ");
    query.push_values(parts, |mut values, part| {
        values.push_bind(part.id).push_bind(part.position).push_bind(part.category);
        values.push_bind(part.minor).push_bind(part.note);
    });
    query
}

fn import_rows(import: i64, rows: &[(i64, NewRow)]) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new(
        "INSERT INTO import_row (txn_id, import_id, line, bank_id, identity, text, raw) ",
    );
    query.push_values(rows, |mut values, (id, row)| {
        values.push_bind(*id).push_bind(import).push_bind(row.line);
        values.push_bind(row.bank_id.as_deref()).push_bind(row.identity);
        values.push_bind(row.text.as_str()).push_bind(row.raw.as_str());
    });
    query
}

/// None when nothing is suggested for any of them.
fn suggestions(rows: &[(i64, NewRow)]) -> Option<QueryBuilder<Sqlite>> {
    let suggested: Vec<(i64, &Suggestion)> =
        rows.iter().filter_map(|(id, row)| Some((*id, row.suggestion.as_ref()?))).collect();
    if suggested.is_empty() {
        return None;
    }
    let mut query = QueryBuilder::new(
        "INSERT INTO suggestion (txn_id, category_id, source, confidence_permille, reason, state) ",
    );
    query.push_values(&suggested, |mut values, (id, said)| {
        values.push_bind(*id).push_bind(said.category.map(CategoryId::row));
        values.push_bind(said.source.as_str()).push_bind(said.confidence_permille);
        values.push_bind(said.reason.as_str()).push_bind(said.state.as_str());
    });
    Some(query)
}

fn status(row: &NewRow) -> &'static str {
    if row.pending { Status::Pending } else { Status::Cleared }.as_str()
}

/// A row of the table of splits.
struct Part<'a> {
    id: i64,
    position: i64,
    category: Option<i64>,
    minor: i64,
    note: &'a str,
}

fn parts(id: i64, row: &NewRow) -> impl Iterator<Item = Part<'_>> {
    let whole = row.splits.is_empty().then(|| Part {
        id,
        position: 0,
        category: row.category.map(CategoryId::row),
        minor: row.amount.minor(),
        note: "",
    });
    let split = (0..).zip(&row.splits).map(move |(position, split)| Part {
        id,
        position,
        category: split.category.map(CategoryId::row),
        minor: split.amount.minor(),
        note: split.note.as_str(),
    });
    whole.into_iter().chain(split)
}
