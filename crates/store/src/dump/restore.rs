//! Rows of an export into an empty book, all of them or none.

use super::{Fields, Table, table, tables};
use crate::{Connection, Db, Error, Result, Revision, Step, read, rollup};
use ledger::{Code, Currency, Field, Money, Problems, StepKind, StepLabel};
use serde_json::Value;
use sqlx::{AssertSqlSafe, QueryBuilder, Sqlite, raw_sql};
use std::collections::HashMap;

/// A book being filled. Nothing is kept until [`Restoring::finish`].
pub struct Restoring<'db> {
    step: Step<'db>,
    tables: Vec<Table>,
    paused: rollup::Paused,
}

/// Begins to fill a book. The default categories go, since the export brings its own; so does
/// what could be undone.
///
/// # Errors
/// [`Error::Invalid`] (account, in use) when there are accounts, payees or the like already.
pub async fn begin(db: &Db) -> Result<Restoring<'_>> {
    let label = StepLabel { kind: StepKind::Settings, count: 0, name: String::new() };
    let mut step = db.begin_unrecorded(label).await?;
    let tables = tables(&mut step, true).await?;
    for table in &tables {
        let is_new = matches!(table.name.as_str(), "category" | "setting")
            || table.name.starts_with("history_");
        if !is_new && super::count(&mut step, table).await? > 0 {
            return Err(Problems::one(Field::Account, Code::InUse).into());
        }
    }
    raw_sql(
        "PRAGMA defer_foreign_keys = ON; DELETE FROM category; DELETE FROM history_row;
        DELETE FROM history_step",
    )
    .execute(&mut *step)
    .await?;
    let paused = rollup::pause(&mut step).await?;
    Ok(Restoring { step, tables, paused })
}

impl Restoring<'_> {
    /// The tables and columns that this version of the program has.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Adds rows. What refers to an account or a transaction has to come after it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown table, [`Error::Damaged`] for rows that no book has.
    pub async fn lay(&mut self, name: &str, mut rows: Vec<Fields>) -> Result<()> {
        let table = self.tables.iter().find(|table| table.name == name).ok_or(Error::NotFound)?;
        if table.money().next().is_some() {
            let currencies = Currencies::of(&mut self.step, table, &rows).await?;
            for row in &mut rows {
                let currency = currencies.get(row).ok_or(Error::Damaged)?;
                for name in table.money() {
                    let minor = minor(row.remove(table::plain(name)), currency)?;
                    row.insert(name.to_owned(), minor);
                }
            }
        }
        let rows = serde_json::to_string(&rows).map_err(|_| Error::Damaged)?;
        let mut laid = QueryBuilder::<Sqlite>::new(table.lay_sql());
        match laid.build().bind(rows).execute(&mut *self.step).await {
            Ok(_) => Ok(()),
            // A constraint; anything else is a fault of the computer.
            Err(sqlx::Error::Database(error))
                if error.code().is_some_and(|code| is_constraint(&code)) =>
            {
                Err(Error::Damaged)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps the book, if it is one: parts add up to their transactions, transfers have two legs,
    /// and what is referred to exists.
    pub async fn finish(mut self) -> Result<Revision> {
        rollup::merge(&mut self.step, self.paused, i64::MIN, i64::MAX).await?;
        if !is_sound(&mut self.step).await? {
            return Err(Error::Damaged);
        }
        self.step.commit().await
    }
}

async fn is_sound(conn: &mut Connection) -> Result<bool> {
    let broken = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM txn LEFT JOIN split ON split.txn_id = txn.id
                GROUP BY txn.id HAVING ifnull(sum(split.amount_minor), 0) <> txn.amount_minor)
            OR EXISTS (SELECT 1 FROM transfer LEFT JOIN txn ON txn.transfer_id = transfer.id
                GROUP BY transfer.id HAVING count(txn.id) <> 2)
            OR EXISTS (SELECT 1 FROM pragma_foreign_key_check) AS "broken!: bool""#
    );
    Ok(!broken.fetch_one(conn).await?)
}

/// Which currency the amounts of some rows are in.
struct Currencies {
    /// The column that says it: the code itself, or the id of what the amount belongs to.
    column: &'static str,
    by_id: HashMap<i64, Currency>,
}

impl Currencies {
    async fn of(conn: &mut Connection, table: &Table, rows: &[Fields]) -> Result<Self> {
        let Some(owner) = table.owner() else {
            return Ok(Self { column: "currency", by_id: HashMap::new() });
        };
        let column = owner.column;
        let ids = rows.iter().filter_map(|row| row.get(column)?.as_i64());
        let sql = format!(
            "SELECT id, currency FROM ({}) WHERE id IN (SELECT value FROM json_each(?))",
            owner.currencies
        );
        let found = sqlx::query_as::<_, (i64, String)>(AssertSqlSafe(sql));
        let mut by_id = HashMap::new();
        for (id, code) in found.bind(read::id_list(ids)).fetch_all(conn).await? {
            by_id.insert(id, read::currency(&code)?);
        }
        Ok(Self { column, by_id })
    }

    fn get(&self, row: &Fields) -> Option<Currency> {
        match row.get(self.column)? {
            Value::String(code) => code.parse().ok(),
            id => self.by_id.get(&id.as_i64()?).copied(),
        }
    }
}

/// A decimal string in minor units; what is not there stays so.
fn minor(amount: Option<Value>, currency: Currency) -> Result<Value> {
    match amount {
        None | Some(Value::Null) => Ok(Value::Null),
        Some(Value::String(text)) => {
            let amount = text.parse().ok().and_then(|amount| Money::exact(amount, currency).ok());
            Ok(amount.ok_or(Error::Damaged)?.minor().into())
        }
        Some(_) => Err(Error::Damaged),
    }
}

/// SQLITE_CONSTRAINT (19) and SQLITE_MISMATCH (20), with their extended codes (low byte).
fn is_constraint(code: &str) -> bool {
    matches!(code.parse::<u32>().map(|code| code & 0xff), Ok(19 | 20))
}
