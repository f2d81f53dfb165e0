//! A filter as SQL conditions on the transaction `t`; what comes from outside is always bound.

use super::Tally;
use crate::{Connection, Result, categories, read};
use ledger::{CategoryChoice, Direction, Filter, Sort, SortColumn, Transfers, Window};
use sqlx::{QueryBuilder, Row, Sqlite};

pub(super) struct Conditions<'f> {
    filter: &'f Filter,
    /// The category asked for and those below it, as a JSON list.
    categories: String,
    /// The transactions that contain the text, as a JSON list; none without a text. Looked up
    /// once, since the tally and the window both need them.
    with_text: Option<String>,
}

impl<'f> Conditions<'f> {
    pub(super) async fn of(conn: &mut Connection, filter: &'f Filter) -> Result<Self> {
        let categories = match filter.category {
            Some(CategoryChoice::Category { id }) => {
                let tree = categories::list(conn).await?;
                categories::descendants(&tree, id)
            }
            _ => Vec::new(),
        };
        let categories = read::id_list(categories.into_iter().map(|id| id.row()));
        let with_text = match filter.text.trim() {
            "" => None,
            text => Some(with_text(conn, text).await?),
        };
        Ok(Self { filter, categories, with_text })
    }

    /// How many transactions meet them, and their sums.
    pub(super) async fn tally(&self, conn: &mut Connection) -> Result<Tally> {
        let mut query = QueryBuilder::new(
            "SELECT t.account_id, count(*), sum(t.amount_minor) FROM txn t WHERE ",
        );
        self.push(&mut query);
        query.push(" GROUP BY t.account_id");
        let mut tally = Tally::default();
        for row in query.build().fetch_all(conn).await? {
            tally.add(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        }
        Ok(tally)
    }

    /// The ids of a window of them.
    pub(super) async fn ids(
        &self,
        conn: &mut Connection,
        sort: Sort,
        window: Window,
    ) -> Result<Vec<i64>> {
        let mut query = QueryBuilder::new("SELECT t.id FROM txn t WHERE ");
        self.push(&mut query);
        let way = if sort.descending { "DESC" } else { "ASC" };
        let column = match sort.column {
            SortColumn::Date => "",
            SortColumn::Amount => "t.amount_minor",
            SortColumn::Payee => "(SELECT name FROM payee WHERE id = t.payee_id) COLLATE NOCASE",
            SortColumn::Category => {
                "(SELECT c.name FROM split s JOIN category c ON c.id = s.category_id
                WHERE s.txn_id = t.id ORDER BY s.position LIMIT 1) COLLATE NOCASE"
            }
        };
        query.push(" ORDER BY ");
        if !column.is_empty() {
            query.push(format_args!("{column} {way}, "));
        }
        query.push(format_args!("t.date {way}, t.id {way} LIMIT "));
        query.push_bind(window.limit).push(" OFFSET ").push_bind(window.offset);
        Ok(query.build_query_scalar().fetch_all(conn).await?)
    }

    fn push(&self, query: &mut QueryBuilder<Sqlite>) {
        let filter = self.filter;
        query.push("1");
        if let Some(period) = filter.period {
            query.push(" AND t.date BETWEEN ").push_bind(period.from);
            query.push(" AND ").push_bind(period.to);
        }
        if let Some(account) = filter.account {
            query.push(" AND t.account_id = ").push_bind(account.row());
        }
        if let Some(payee) = filter.payee {
            query.push(" AND t.payee_id = ").push_bind(payee.row());
        }
        if let Some(import) = filter.import {
            query.push(" AND t.id IN (SELECT txn_id FROM import_row WHERE import_id = ");
            query.push_bind(import.row()).push(")");
        }
        match filter.category {
            None => {}
            Some(CategoryChoice::Uncategorised) => {
                query.push(" AND t.id IN (SELECT txn_id FROM split WHERE category_id IS NULL)");
            }
            Some(CategoryChoice::Category { .. }) => {
                query.push(" AND t.id IN (SELECT txn_id FROM split WHERE category_id IN ");
                query.push("(SELECT value FROM json_each(");
                query.push_bind(self.categories.clone()).push(")))");
            }
        }
        match filter.direction {
            None => {}
            Some(Direction::Expense) => {
                query.push(" AND t.amount_minor < 0");
            }
            Some(Direction::Income) => {
                query.push(" AND t.amount_minor > 0");
            }
        }
        match filter.transfers {
            Transfers::Include => {}
            Transfers::Exclude => {
                query.push(" AND t.transfer_id IS NULL");
            }
            Transfers::Only => {
                query.push(" AND t.transfer_id IS NOT NULL");
            }
        }
        if filter.review {
            query.push(
                " AND t.transfer_id IS NULL AND t.id IN (
                    SELECT txn_id FROM split WHERE category_id IS NULL
                    UNION SELECT txn_id FROM suggestion WHERE state = 'open')",
            );
        }
        if let Some(ids) = &self.with_text {
            query.push(" AND t.id IN (SELECT value FROM json_each(");
            query.push_bind(ids.clone()).push("))");
        }
    }
}

/// The transactions with a text in payee, memo or the bank's own text. A union rather than an OR:
/// so each of the three places is looked through once, by the index where there is one.
async fn with_text(conn: &mut Connection, text: &str) -> Result<String> {
    // SQLite folds the case of ASCII only: others are looked for as typed, and in both cases.
    let cases = [text.to_owned(), text.to_lowercase(), text.to_uppercase()];
    let distinct = if text.is_ascii() { &cases[..1] } else { &cases };
    let mut patterns: Vec<String> = distinct.iter().map(|text| read::containing(text)).collect();
    patterns.dedup();
    let like = |query: &mut QueryBuilder<Sqlite>, column: &str| {
        for (index, pattern) in patterns.iter().enumerate() {
            query.push(if index == 0 { "(" } else { " OR " }).push(column);
            query.push(" LIKE ").push_bind(pattern.clone()).push(r" ESCAPE '\'");
        }
        query.push(")");
    };
    let mut query = QueryBuilder::new(
        "SELECT json_group_array(id) FROM (
            SELECT id FROM txn WHERE payee_id IN (SELECT id FROM payee WHERE ",
    );
    like(&mut query, "name");
    query.push(") UNION SELECT id FROM txn WHERE memo <> '' AND ");
    like(&mut query, "memo");
    query.push(" UNION SELECT txn_id FROM import_row WHERE ");
    like(&mut query, "text");
    query.push(")");
    Ok(query.build_query_scalar().fetch_one(conn).await?)
}
