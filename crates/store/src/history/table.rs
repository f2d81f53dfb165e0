//! The SQL that lays and removes the images of a table.

use super::Way;

/// A table of the history with the SQL that its columns make.
#[derive(Debug)]
pub(crate) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: Vec<Column>,
}

#[derive(Debug)]
pub(crate) struct Column {
    pub(super) name: String,
    /// JSON has no bytes: these stand in hexadecimal.
    pub(super) bytes: bool,
    pub(super) key: bool,
}

/// SQL from the names of our own columns; values are only ever bound.
impl Table {
    fn join(&self, separator: &str, each: impl Fn(&Column) -> String) -> String {
        self.columns.iter().map(each).collect::<Vec<_>>().join(separator)
    }

    fn keys(&self) -> String {
        let keys: Vec<&str> =
            self.columns.iter().filter(|c| c.key).map(|c| c.name.as_str()).collect();
        keys.join(", ")
    }

    /// A row as a JSON object; `row` is OLD, NEW or the table's name.
    fn image(&self, row: &str) -> String {
        let fields = self.join(", ", |c| match c.bytes {
            true => format!("'{0}', hex({row}.{0})", c.name),
            false => format!("'{0}', {row}.{0}", c.name),
        });
        format!("json_object({fields})")
    }

    pub(super) fn triggers(&self) -> String {
        let (old, new) = (self.image("OLD"), self.image("NEW"));
        let differs = self.join(" OR ", |c| format!("OLD.{0} IS NOT NEW.{0}", c.name));
        [
            self.keep_added(),
            self.trigger("kept_remove", "DELETE", "", &old, "NULL"),
            self.trigger("kept_change", "UPDATE", &format!("AND ({differs})"), &old, &new),
        ]
        .concat()
    }

    pub(super) fn keep_added(&self) -> String {
        self.trigger("kept_add", "INSERT", "", "NULL", &self.image("NEW"))
    }

    fn trigger(&self, what: &str, event: &str, when: &str, before: &str, after: &str) -> String {
        let name = self.name;
        format!(
            "CREATE TEMP TRIGGER {name}_{what} AFTER {event} ON main.{name}
            WHEN (SELECT step_id FROM history_gate) IS NOT NULL {when}
            BEGIN
                INSERT INTO history_row SELECT step_id,
                    (SELECT ifnull(max(seq), 0) + 1 FROM history_row
                        WHERE history_row.step_id = history_gate.step_id),
                    '{name}', {before}, {after}
                FROM history_gate;
            END;"
        )
    }

    /// Removes the rows that a run of changes (step, first, last bound) leaves gone.
    pub(super) fn remove(&self, way: Way) -> String {
        let side = match way {
            Way::Back => "after",
            Way::Forth => "before",
        };
        let keys = self.keys();
        let values: Vec<String> =
            self.columns.iter().filter(|c| c.key).map(|c| c.value(side)).collect();
        format!(
            "DELETE FROM {} WHERE ({keys}) IN (SELECT {} FROM history_row
            WHERE step_id = ?1 AND seq BETWEEN ?2 AND ?3
                AND seq NOT IN (SELECT seq FROM history_left))",
            self.name,
            values.join(", ")
        )
    }

    /// Adds or changes the rows of a run to their images, in order.
    pub(super) fn lay(&self, way: Way) -> String {
        let (side, order) = match way {
            Way::Back => ("before", "DESC"),
            Way::Forth => ("after", "ASC"),
        };
        let changes: Vec<String> = self
            .columns
            .iter()
            .filter(|c| !c.key)
            .map(|c| format!("{0} = excluded.{0}", c.name))
            .collect();
        let conflict = match changes.as_slice() {
            [] => "NOTHING".to_owned(),
            changes => format!("UPDATE SET {}", changes.join(", ")),
        };
        format!(
            "INSERT INTO {} ({}) SELECT {} FROM history_row
            WHERE step_id = ?1 AND seq BETWEEN ?2 AND ?3
                AND seq NOT IN (SELECT seq FROM history_left) ORDER BY seq {order}
            ON CONFLICT ({}) DO {conflict}",
            self.name,
            self.join(", ", |c| c.name.clone()),
            self.join(", ", |c| c.value(side)),
            self.keys(),
        )
    }

    /// Images of what imports (step, first, last bound) added; `key` is the transaction's id.
    pub(super) fn image_imports(&self, key: &str) -> String {
        format!(
            "INSERT INTO history_row SELECT ?1,
                (SELECT min(ifnull(min(seq), 0), 0) FROM history_row WHERE step_id = ?1)
                    - row_number() OVER (ORDER BY {key} DESC),
                '{0}', NULL, {1}
            FROM {0} WHERE {key} IN (SELECT txn_id FROM import_row WHERE import_id BETWEEN ?2 AND ?3)",
            self.name,
            self.image(self.name),
        )
    }
}

impl Column {
    /// Its value in an image.
    fn value(&self, side: &str) -> String {
        let field = format!("{side} ->> '$.{}'", self.name);
        if self.bytes { format!("unhex({field})") } else { field }
    }
}
