//! Undo and redo. Every step keeps images of the rows that it changed, written by triggers;
//! taking it back lays the images before, doing it again the images after.
//!
//! The triggers are temporary ones, made at each open from the columns that the tables have: a
//! column that a later migration adds is in the images without anybody remembering to. The rows of
//! an import are not written one by one: what an undone import removed is imaged when it is undone.

mod table;

use crate::{Connection, Db, Result, Step, read};
use ledger::{StepKind, StepLabel};
use sqlx::{AssertSqlSafe, Row, raw_sql};
use table::Column;
pub(crate) use table::Table;

/// Steps kept; older ones can no longer be undone.
const KEPT_STEPS: i64 = 10_000;

/// What a person can change. Absent: settings (nobody expects Ctrl+Z to change the language), the
/// rollup (it follows) and the history.
const TRACKED: [&str; 23] = [
    "account",
    "payee",
    "payee_alias",
    "category",
    "tag",
    "import",
    "stated_balance",
    "reconciliation",
    "run",
    "transfer",
    "txn",
    "split",
    "txn_tag",
    "import_row",
    "import_sighting",
    "suggestion",
    "memory",
    "rule",
    "schedule",
    "budget",
    "goal",
    "attachment",
    "insight_hidden",
];

/// What hangs on an import's transactions and its column with their id, each after what refers to
/// it, so that the rows are laid again in the reverse order.
const IMPORTED: [(&str, &str); 6] = [
    ("attachment", "txn_id"),
    ("suggestion", "txn_id"),
    ("import_row", "txn_id"),
    ("txn_tag", "txn_id"),
    ("split", "txn_id"),
    ("txn", "id"),
];

/// What can be undone and redone next.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
pub struct Peek {
    pub undo: Option<StepLabel>,
    pub redo: Option<StepLabel>,
}

/// The next step in each direction.
pub async fn peek(conn: &mut Connection) -> Result<Peek> {
    let undo = next(conn, Way::Back).await?.map(|step| step.label);
    let redo = next(conn, Way::Forth).await?.map(|step| step.label);
    Ok(Peek { undo, redo })
}

/// Takes the last step back; `None` when there is none.
pub async fn undo(db: &Db) -> Result<Option<StepLabel>> {
    replay(db, Way::Back).await
}

/// Does the last step that was taken back again; `None` when there is none.
pub async fn redo(db: &Db) -> Result<Option<StepLabel>> {
    replay(db, Way::Forth).await
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Forth,
}

struct Kept {
    id: i64,
    imports: Option<(i64, i64)>,
    label: StepLabel,
}

async fn next(conn: &mut Connection, way: Way) -> Result<Option<Kept>> {
    let back = way == Way::Back;
    let row = sqlx::query!(
        r#"SELECT id, kind, count, name, first_import, last_import FROM history_step WHERE id = CASE WHEN ?
            THEN (SELECT max(id) FROM history_step WHERE undone = 0)
            ELSE (SELECT min(id) FROM history_step WHERE undone = 1) END"#,
        back
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let kind = read::word(StepKind::from_word(&row.kind))?;
    let label = StepLabel { kind, count: read::count(row.count), name: row.name };
    Ok(Some(Kept { id: row.id, imports: row.first_import.zip(row.last_import), label }))
}

async fn replay(db: &Db, way: Way) -> Result<Option<StepLabel>> {
    let Some(kept) = next(&mut *db.read().await, way).await? else { return Ok(None) };
    let mut step = db.begin_unrecorded(kept.label.clone()).await?;
    // Between two images a row may refer to one that is not laid yet.
    raw_sql("PRAGMA defer_foreign_keys = ON").execute(&mut *step).await?;
    apply(&mut step, db.tables(), kept.id, way).await?;
    if let Some(imports) = kept.imports {
        match way {
            Way::Back => image_imports(&mut step, db.tables(), kept.id, imports).await?,
            Way::Forth => drop_import_images(&mut step, kept.id).await?,
        }
    }
    let undone = way == Way::Back;
    sqlx::query!("UPDATE history_step SET undone = ? WHERE id = ?", undone, kept.id)
        .execute(&mut *step)
        .await?;
    step.commit().await?;
    Ok(Some(kept.label))
}

/// Lays a step's images. Consecutive changes of one kind to one table go in one statement; the
/// order between these runs is kept, so every state on the way is one that has been before. Changes
/// whose number is in `history_left` are left alone.
async fn apply(conn: &mut Connection, tables: &[Table], step: i64, way: Way) -> Result<()> {
    let back = way == Way::Back;
    let mut runs = sqlx::query!(
        r#"SELECT tbl AS "tbl!", gone AS "gone!: bool", min(seq) AS "first!: i64", max(seq) AS "last!: i64"
        FROM (
            SELECT seq, tbl, gone, seq - row_number() OVER (PARTITION BY tbl, gone ORDER BY seq) AS run
            FROM (
                SELECT seq, tbl, CASE WHEN ?1 THEN before IS NULL ELSE after IS NULL END AS gone
                FROM history_row WHERE step_id = ?2
            )
        )
        GROUP BY tbl, gone, run ORDER BY 3"#,
        back,
        step
    )
    .fetch_all(&mut *conn)
    .await?;
    if back {
        runs.reverse();
    }
    for run in runs {
        let table = read::word(tables.iter().find(|table| table.name == run.tbl))?;
        let sql = if run.gone { table.remove(way) } else { table.lay(way) };
        sqlx::QueryBuilder::<sqlx::Sqlite>::new(sql)
            .build()
            .bind(step)
            .bind(run.first)
            .bind(run.last)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Lays a step's images of before as a part of another step, but for the changes whose numbers are
/// in `history_left`, which is empty afterwards.
pub(crate) async fn lay_back(step: &mut Step<'_>, of: i64) -> Result<()> {
    raw_sql("PRAGMA defer_foreign_keys = ON").execute(&mut **step).await?;
    let db = step.db;
    apply(step, db.tables(), of, Way::Back).await?;
    raw_sql("DELETE FROM history_left").execute(&mut **step).await?;
    Ok(())
}

/// Writes the images of the imports' rows and removes them. They get the numbers below all others,
/// since in the step they were added first.
async fn image_imports(
    conn: &mut Connection,
    tables: &[Table],
    step: i64,
    (first, last): (i64, i64),
) -> Result<()> {
    for (name, key) in IMPORTED {
        let table = read::word(tables.iter().find(|table| table.name == name))?;
        sqlx::QueryBuilder::<sqlx::Sqlite>::new(table.image_imports(key))
            .build()
            .bind(step)
            .bind(first)
            .bind(last)
            .execute(&mut *conn)
            .await?;
    }
    let ids = sqlx::query_scalar!(
        "SELECT txn_id FROM import_row WHERE import_id BETWEEN ? AND ?",
        first,
        last
    )
    .fetch_all(&mut *conn)
    .await?;
    crate::transactions::remove(conn, &read::id_list(ids)).await?;
    Ok(())
}

async fn drop_import_images(conn: &mut Connection, step: i64) -> Result<()> {
    sqlx::query!("DELETE FROM history_row WHERE step_id = ? AND seq < 0", step)
        .execute(conn)
        .await?;
    Ok(())
}

/// Opens the gate for the triggers; the number of the step that begins.
pub(crate) async fn start(conn: &mut Connection) -> Result<i64> {
    let row = raw_sql(
        "UPDATE history_gate SET step_id = (SELECT ifnull(max(id), 0) + 1 FROM history_step)
        RETURNING step_id",
    )
    .fetch_one(conn)
    .await?;
    Ok(row.try_get(0)?)
}

/// Puts the triggers on added rows aside while an import's rows go in, until [`resume`].
pub(crate) async fn pause(step: &mut Step<'_>) -> Result<()> {
    let drops = IMPORTED.map(|(name, _)| format!("DROP TRIGGER {name}_kept_add;")).concat();
    raw_sql(AssertSqlSafe(drops)).execute(&mut **step).await?;
    Ok(())
}

/// Lets the triggers go on.
pub(crate) async fn resume(step: &mut Step<'_>) -> Result<()> {
    let paused = |table: &&Table| IMPORTED.iter().any(|(name, _)| *name == table.name);
    let triggers: String = step.tables().iter().filter(paused).map(Table::keep_added).collect();
    raw_sql(AssertSqlSafe(triggers)).execute(&mut **step).await?;
    Ok(())
}

/// Closes the gate and, when something was changed, enters the step: what was undone before it
/// can no longer be redone, and the oldest one beyond the limit goes.
pub(crate) async fn finish(step: &mut Step<'_>) -> Result<()> {
    raw_sql("UPDATE history_gate SET step_id = NULL").execute(&mut **step).await?;
    let id = step.id;
    let changed = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM history_row WHERE step_id = ?) AS "changed: bool""#,
        id
    )
    .fetch_one(&mut **step)
    .await?;
    if !changed {
        return Ok(());
    }
    let oldest = id - KEPT_STEPS;
    sqlx::query!("DELETE FROM history_step WHERE undone = 1",).execute(&mut **step).await?;
    sqlx::query!("DELETE FROM history_step WHERE id <= ?", oldest).execute(&mut **step).await?;
    let (kind, count, name) = (step.label.kind.as_str(), step.label.count, step.label.name.clone());
    let (first, last) = step.imports.unzip();
    sqlx::query!(
        "INSERT INTO history_step (id, kind, count, name, first_import, last_import)
        VALUES (?, ?, ?, ?, ?, ?)",
        id,
        kind,
        count,
        name,
        first,
        last
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// Makes the triggers on a connection just opened.
pub(crate) async fn watch(conn: &mut Connection) -> Result<Vec<Table>, sqlx::Error> {
    let mut tables = Vec::with_capacity(TRACKED.len());
    let mut sql = "CREATE TEMP TABLE history_gate (step_id INTEGER);
        INSERT INTO history_gate VALUES (NULL);
        CREATE TEMP TABLE history_left (seq INTEGER PRIMARY KEY);"
        .to_owned();
    for name in TRACKED {
        // The macro cannot check a table-valued pragma.
        let columns = sqlx::query_as::<_, (String, bool, bool)>(
            "SELECT name, type = 'BLOB', pk > 0 FROM pragma_table_info(?)",
        );
        let columns = columns.bind(name).fetch_all(&mut *conn).await?;
        let columns =
            columns.into_iter().map(|(name, bytes, key)| Column { name, bytes, key }).collect();
        let table = Table { name, columns };
        sql.push_str(&table.triggers());
        tables.push(table);
    }
    raw_sql(AssertSqlSafe(sql)).execute(conn).await?;
    Ok(tables)
}
