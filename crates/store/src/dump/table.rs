//! A table of the book as its schema says it is. SQL is made of our own names only; values are
//! always bound.

use crate::{Connection, Result};

/// What is made anew from the rest, or belongs to one very file.
const LEFT_OUT: [&str; 5] =
    ["vault_meta", "month_total", "account_month", "insight_told", "_sqlx_migrations"];
/// Undo and redo, and the runs, which name their steps.
const HISTORY: [&str; 3] = ["run", "history_step", "history_row"];

/// What an amount may belong to: the column with its id, and ids with their currencies.
pub(super) struct Owner {
    pub(super) column: &'static str,
    pub(super) currencies: &'static str,
}

const OWNERS: [Owner; 3] = [
    Owner { column: "account_id", currencies: "SELECT id, currency FROM account" },
    Owner {
        column: "txn_id",
        currencies: "SELECT t.id, currency FROM txn t JOIN account ON account.id = account_id",
    },
    Owner {
        column: "import_id",
        currencies: "SELECT i.id, currency FROM import i JOIN account ON account.id = account_id",
    },
];

/// The settings that may leave the profile (see [`crate::settings`]).
pub(super) const NOT_SECRET: &str = "key NOT LIKE '%.key'";

/// A table of the book.
#[derive(Debug)]
pub struct Table {
    pub name: String,
    pub(super) columns: Vec<Column>,
}

#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    /// JSON has no bytes: these stand in hexadecimal.
    pub(super) bytes: bool,
    pub(super) key: bool,
}

/// All tables in the order in which they were made, so that rows come after what they refer to;
/// those of the history only when asked for.
pub async fn tables(conn: &mut Connection, history: bool) -> Result<Vec<Table>> {
    // The macro cannot check table-valued pragmas.
    let names = sqlx::query_scalar::<_, String>(
        "SELECT s.name FROM sqlite_schema s JOIN pragma_table_list l ON l.name = s.name
        WHERE s.type = 'table' AND l.schema = 'main' AND l.type = 'table'
            AND s.name NOT LIKE 'sqlite~_%' ESCAPE '~'
        ORDER BY s.rowid",
    );
    let mut tables = Vec::new();
    for name in names.fetch_all(&mut *conn).await? {
        let is_history = HISTORY.contains(&name.as_str());
        if LEFT_OUT.contains(&name.as_str()) || (is_history && !history) {
            continue;
        }
        let columns = sqlx::query_as::<_, (String, bool, bool)>(
            "SELECT name, type = 'BLOB', pk > 0 FROM pragma_table_info(?)",
        );
        let columns = columns.bind(&name).fetch_all(&mut *conn).await?;
        let columns =
            columns.into_iter().map(|(name, bytes, key)| Column { name, bytes, key }).collect();
        tables.push(Table { name, columns });
    }
    Ok(tables)
}

/// What a column in minor units is called outside of the database.
pub(super) fn plain(name: &str) -> &str {
    name.strip_suffix("_minor").unwrap_or(name)
}

impl Table {
    /// Names of the columns, as an export has them.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| plain(&column.name))
    }

    /// The columns in minor units.
    pub(super) fn money(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str()).filter(|n| n.ends_with("_minor"))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    /// A row's currency: its own, or that of the account that it belongs to.
    fn currency(&self) -> String {
        let name = &self.name;
        match self.owner() {
            _ if self.money().next().is_none() => "NULL".to_owned(),
            None => format!("{name}.currency"),
            Some(owner) => {
                let (column, source) = (owner.column, owner.currencies);
                format!("(SELECT currency FROM ({source}) WHERE id = {name}.{column})")
            }
        }
    }

    /// What says the currency of its amounts, where they do not stand beside it.
    pub(super) fn owner(&self) -> Option<&'static Owner> {
        let owner = OWNERS.iter().find(|owner| self.has(owner.column));
        owner.filter(|_| !self.has("currency"))
    }

    /// A page of rows (how many: ?1) as JSON, with their key as a JSON array and their currency;
    /// those behind the row with the key ?2.
    pub(super) fn page_sql(&self, behind: bool) -> String {
        let name = &self.name;
        let fields = self.join(", ", |c| match c.bytes {
            true => format!("'{0}', hex({name}.{0})", c.name),
            false => format!("'{0}', {name}.{0}", c.name),
        });
        let keys: Vec<&str> =
            self.columns.iter().filter(|c| c.key).map(|c| c.name.as_str()).collect();
        let last: Vec<String> = (0..keys.len()).map(|at| format!("?2 ->> {at}")).collect();
        let (keys, last) = (keys.join(", "), last.join(", "));
        let secret = if name == "setting" { NOT_SECRET } else { "1" };
        let condition =
            if behind { format!("({keys}) > ({last})") } else { "?2 IS NULL".to_owned() };
        format!(
            "SELECT json_object({fields}), json_array({keys}), {} FROM {name}
            WHERE {condition} AND {secret} ORDER BY {keys} LIMIT ?1",
            self.currency()
        )
    }

    /// Adds rows (?1: a JSON array of objects by column). Only settings are there already.
    pub(super) fn lay_sql(&self) -> String {
        let values = self.join(", ", |c| {
            let field = format!("value ->> '$.{}'", c.name);
            if c.bytes { format!("unhex({field})") } else { field }
        });
        let insert = if self.name == "setting" { "INSERT OR REPLACE" } else { "INSERT" };
        format!(
            "{insert} INTO {} ({}) SELECT {values} FROM json_each(?1)",
            self.name,
            self.join(", ", |c| c.name.clone()),
        )
    }

    fn join(&self, separator: &str, each: impl Fn(&Column) -> String) -> String {
        self.columns.iter().map(each).collect::<Vec<_>>().join(separator)
    }
}
