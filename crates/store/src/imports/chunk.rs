//! The rows of a statement, a few thousand at a time.

use super::{NewImport, NewRow};
use crate::{Connection, Result, suggestions::Suggestion};
use ledger::{CategoryId, PayeeId, Status};
use sqlx::{QueryBuilder, Sqlite};

/// Rows of one INSERT; SQLite binds at most 32,766 values, and the widest table takes eight a row.
pub(super) const CHUNK: usize = 2_000;

/// One statement a table: at some 20 microseconds a statement, one a row would be most of the
/// time. All full chunks share one text, and so one prepared statement.
pub(super) async fn insert(
    conn: &mut Connection,
    new: &NewImport,
    import: i64,
    chunk: &[(i64, NewRow)],
) -> Result<()> {
    let (account, created) = (new.account.row(), new.imported_ms);
    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO txn (id, account_id, date, payee_id, memo, amount_minor, status, created_ms) ",
    );
    query.push_values(chunk, |mut values, (id, row)| {
        values.push_bind(*id).push_bind(account).push_bind(row.date);
        values.push_bind(row.payee.map(PayeeId::row)).push_bind(row.memo.as_str());
        values.push_bind(row.amount.minor()).push_bind(status(row)).push_bind(created);
    });
    query.build().execute(&mut *conn).await?;

    let parts: Vec<Part<'_>> = chunk.iter().flat_map(|(id, row)| parts(*id, row)).collect();
    for parts in parts.chunks(CHUNK) {
        let mut query = QueryBuilder::<Sqlite>::new(
            "INSERT INTO split (txn_id, position, category_id, amount_minor, note) ",
        );
        query.push_values(parts, |mut values, part| {
            values.push_bind(part.id).push_bind(part.position).push_bind(part.category);
            values.push_bind(part.minor).push_bind(part.note);
        });
        query.build().execute(&mut *conn).await?;
    }

    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO import_row (txn_id, import_id, line, bank_id, identity, text, raw) ",
    );
    query.push_values(chunk, |mut values, (id, row)| {
        values.push_bind(*id).push_bind(import).push_bind(row.line);
        values.push_bind(row.bank_id.as_deref()).push_bind(row.identity);
        values.push_bind(row.text.as_str()).push_bind(row.raw.as_str());
    });
    query.build().execute(&mut *conn).await?;
    insert_suggestions(conn, chunk).await
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

async fn insert_suggestions(conn: &mut Connection, chunk: &[(i64, NewRow)]) -> Result<()> {
    let suggested: Vec<(i64, &Suggestion)> =
        chunk.iter().filter_map(|(id, row)| Some((*id, row.suggestion.as_ref()?))).collect();
    if suggested.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO suggestion (txn_id, category_id, source, confidence_permille, reason, state) ",
    );
    query.push_values(&suggested, |mut values, (id, said)| {
        values.push_bind(*id).push_bind(said.category.map(CategoryId::row));
        values.push_bind(said.source.as_str()).push_bind(said.confidence_permille);
        values.push_bind(said.reason.as_str()).push_bind(said.state.as_str());
    });
    query.build().execute(conn).await?;
    Ok(())
}
