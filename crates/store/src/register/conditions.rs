//! A filter as SQL conditions on the transaction `t`; what comes from outside is always bound.

use super::Tally;
use crate::{Connection, Result, categories, read};
use ledger::{CategoryChoice, Direction, Filter, Sort, SortColumn, Transfers, Window};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use sqlx::{QueryBuilder, Row, Sqlite};
use std::collections::BTreeMap;

pub(super) struct Conditions<'f> {
    filter: &'f Filter,
    /// The category asked for and those below it, as a JSON list.
    categories: String,
    /// The transactions that contain the text, as a JSON list; none without a text. Looked up
    /// once, since the tally and the window both need them.
    with_text: Option<String>,
    amounts: Vec<Amounts>,
}

/// What the filter's amounts are in minor units, on accounts whose currency has as many places.
struct Amounts {
    /// Their ids as a JSON list.
    accounts: String,
    min: i64,
    max: i64,
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
        let amounts = amounts(conn, filter).await?;
        Ok(Self { filter, categories, with_text, amounts })
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
        for (tag, is) in [(filter.tag, " IN "), (filter.without_tag, " NOT IN ")] {
            if let Some(tag) = tag {
                query.push(" AND t.id").push(is);
                query.push("(SELECT txn_id FROM txn_tag WHERE tag_id = ");
                query.push_bind(tag.row()).push(")");
            }
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
        for (index, amounts) in self.amounts.iter().enumerate() {
            query.push(if index == 0 { " AND (" } else { " OR " });
            query.push("abs(t.amount_minor) BETWEEN ").push_bind(amounts.min);
            query.push(" AND ").push_bind(amounts.max);
            query.push(" AND t.account_id IN (SELECT value FROM json_each(");
            query.push_bind(amounts.accounts.clone()).push("))");
        }
        if !self.amounts.is_empty() {
            query.push(")");
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
            query.push(" AND t.transfer_id IS NULL AND t.id IN (SELECT txn_id FROM unsettled)");
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

/// The filter's amounts as each currency's minor units; none when it has no amounts. A bound
/// between two minor units is moved to the one inside.
async fn amounts(conn: &mut Connection, filter: &Filter) -> Result<Vec<Amounts>> {
    if filter.amount_min.is_none() && filter.amount_max.is_none() {
        return Ok(Vec::new());
    }
    let mut by_places: BTreeMap<u32, Vec<i64>> = BTreeMap::new();
    for account in sqlx::query!("SELECT id, currency FROM account").fetch_all(conn).await? {
        let places = read::currency(&account.currency)?.exponent();
        by_places.entry(places).or_default().push(account.id);
    }
    let minor = |bound: Decimal, places: u32, whole: fn(&Decimal) -> Decimal| {
        let scaled = bound.checked_mul(Decimal::from(10_i64.checked_pow(places)?))?;
        whole(&scaled).to_i64()
    };
    // What is beyond every amount lets none through from below, and all from above.
    let bound = |bound: Option<Decimal>, places, whole, none| {
        bound.map_or(none, |bound| minor(bound, places, whole).unwrap_or(i64::MAX))
    };
    let of = |(places, ids): (u32, Vec<i64>)| Amounts {
        accounts: read::id_list(ids),
        min: bound(filter.amount_min, places, Decimal::ceil, 0),
        max: bound(filter.amount_max, places, Decimal::floor, i64::MAX),
    };
    Ok(by_places.into_iter().map(of).collect())
}
