//! Runs: what was changed in one go without the user looking at each row. Any of them can be taken
//! back later, as long as the history holds what it changed; what the user has changed since stays.

use crate::{Connection, Error, Result, Step, history, imports, read};
use ledger::{RunId, RunSource};
use sqlx::{QueryBuilder, Sqlite, raw_sql};

/// A run as the list of automatic changes shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub id: RunId,
    pub source: RunSource,
    /// The file, the rule or the model.
    pub name: String,
    /// Transactions that it changed.
    pub count: u32,
    /// ms UTC.
    pub made_ms: i64,
    /// ms UTC; none while it stands.
    pub reverted_ms: Option<i64>,
    /// Whether the history still holds what it changed.
    pub revertible: bool,
}

/// Notes that this step is a run: `count` transactions were changed by a source of that name. The
/// step's own images say what it was, so there is nothing to add for taking it back. `made_ms` is
/// the time now.
pub async fn record(
    step: &mut Step<'_>,
    source: RunSource,
    name: &str,
    count: u32,
    made_ms: i64,
) -> Result<()> {
    insert(step, source, name, count, made_ms, None).await
}

/// As [`record`], of an import, which the history holds apart.
pub(crate) async fn insert(
    step: &mut Step<'_>,
    source: RunSource,
    name: &str,
    count: u32,
    made_ms: i64,
    import: Option<i64>,
) -> Result<()> {
    let (source, id) = (source.as_str(), step.id);
    sqlx::query!(
        "INSERT INTO run (source, name, count, made_ms, step_id, import_id)
        VALUES (?, ?, ?, ?, ?, ?)",
        source,
        name,
        count,
        made_ms,
        id,
        import
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// All runs, the latest first.
pub async fn list(conn: &mut Connection) -> Result<Vec<Run>> {
    let rows = sqlx::query!(
        r#"SELECT id, source, name, count, made_ms, reverted_ms,
            import_id IS NOT NULL OR step_id IN (SELECT id FROM history_step WHERE undone = 0)
                AS "revertible!: bool"
        FROM run ORDER BY made_ms DESC, id DESC"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Run {
                id: row.id.into(),
                source: read::word(RunSource::from_word(&row.source))?,
                name: row.name,
                count: read::count(row.count),
                made_ms: row.made_ms,
                reverted_ms: row.reverted_ms,
                revertible: row.revertible,
            })
        })
        .collect()
}

/// Takes a run back, as a part of this step; how many transactions that changed. What has been
/// changed since stays: of a transaction its categories, its tags and the rest count apart. Of
/// an import the transactions go that the user has not edited ([`imports::undo`]). `reverted_ms` is the time now.
///
/// # Errors
/// [`Error::NotFound`] when it is not there, was taken back, or is older than the history.
pub async fn revert(step: &mut Step<'_>, id: RunId, reverted_ms: i64) -> Result<u32> {
    let all = list(step).await?;
    let run = all.iter().find(|run| run.id == id);
    let run = run.filter(|run| run.reverted_ms.is_none() && run.revertible);
    let source = run.ok_or(Error::NotFound)?.source;
    let row = id.row();
    let made = sqlx::query!("SELECT step_id, import_id FROM run WHERE id = ?", row)
        .fetch_one(&mut **step)
        .await?;
    sqlx::query!("UPDATE run SET reverted_ms = ? WHERE id = ?", reverted_ms, row)
        .execute(&mut **step)
        .await?;
    match (made.import_id, source) {
        (None, _) => lay_back(step, made.step_id).await,
        (Some(import), RunSource::Import) => {
            let kept = imports::edited(step, import.into()).await?;
            imports::undo(step, import.into(), &kept, reverted_ms).await
        }
        (Some(import), _) => unfile(step, import).await,
    }
}

/// Takes the categories away that were set while a statement came in, where they still stand; the
/// rows wait in review then.
async fn unfile(step: &mut Step<'_>, import: i64) -> Result<u32> {
    sqlx::query!(
        "UPDATE split SET category_id = NULL FROM suggestion s
        JOIN import_row r ON r.txn_id = s.txn_id AND r.import_id = ?
        WHERE s.state = 'applied' AND split.txn_id = s.txn_id AND split.category_id = s.category_id",
        import
    )
    .execute(&mut **step)
    .await?;
    let done = sqlx::query!(
        "UPDATE suggestion SET state = 'open'
        WHERE state = 'applied' AND txn_id IN (SELECT txn_id FROM import_row WHERE import_id = ?)",
        import
    )
    .execute(&mut **step)
    .await?;
    Ok(u32::try_from(done.rows_affected()).unwrap_or(u32::MAX))
}

/// Images of transactions by what they are about; a suggestion goes with the splits it is for.
const IMAGES: &str = "SELECT step_id, seq, tbl, before, after,
        CASE tbl WHEN 'suggestion' THEN 'split' ELSE tbl END AS aspect,
        ifnull(after, before) ->> CASE tbl WHEN 'txn' THEN '$.id' ELSE '$.txn_id' END AS txn_id
    FROM history_row WHERE tbl IN ('txn', 'split', 'suggestion', 'txn_tag')";

/// What of a step stays when it is taken back later: what another step touched since, a transaction
/// that it added and that was touched at all, what would refer to something that has gone or whose
/// id has been given away, and everything that only served (payees, the memory).
const LEFT: &str = "
    later AS MATERIALIZED (
        SELECT image.* FROM image JOIN history_step h ON h.id = image.step_id
        WHERE h.id > ?1 AND h.undone = 0),
    touched AS MATERIALIZED (SELECT DISTINCT txn_id, aspect FROM later),
    whole AS MATERIALIZED (
        SELECT txn_id FROM later WHERE tbl = 'txn' AND (before IS NULL OR after IS NULL)
        UNION SELECT txn_id FROM image
        WHERE step_id = ?1 AND tbl = 'txn' AND before IS NULL
            AND txn_id IN (SELECT txn_id FROM touched)),
    gone AS MATERIALIZED (
        SELECT tbl, before ->> '$.id' AS id
        FROM history_row r JOIN history_step h ON h.id = r.step_id
        WHERE h.id > ?1 AND h.undone = 0 AND after IS NULL AND tbl IN ('category', 'payee', 'tag')
        UNION SELECT tbl, before ->> '$.id' FROM history_row
        WHERE step_id = ?1 AND after IS NULL AND CASE tbl
            WHEN 'tag' THEN EXISTS (SELECT 1 FROM tag WHERE id = before ->> '$.id'
                OR name = before ->> '$.name' COLLATE NOCASE)
            WHEN 'transfer' THEN before ->> '$.id' IN (SELECT id FROM transfer) END),
    dangling AS MATERIALIZED (
        SELECT txn_id, aspect FROM image JOIN gone
            ON gone.id = image.before ->> ('$.' || gone.tbl || '_id')
        WHERE image.step_id = ?1)
    INSERT INTO history_left
    SELECT seq FROM image WHERE step_id = ?1 AND (txn_id IN whole
        OR (txn_id, aspect) IN touched OR (txn_id, aspect) IN dangling)
    UNION ALL
    SELECT seq FROM history_row WHERE step_id = ?1 AND CASE
        WHEN tbl IN ('tag', 'transfer') THEN before IS NULL OR (tbl, before ->> '$.id') IN gone
        ELSE tbl NOT IN ('txn', 'split', 'suggestion', 'txn_tag') END";

async fn lay_back(step: &mut Step<'_>, of: i64) -> Result<u32> {
    let left = format!("WITH image AS ({IMAGES}), {LEFT}");
    QueryBuilder::<Sqlite>::new(left).build().bind(of).execute(&mut **step).await?;
    let changed = format!(
        "SELECT count(DISTINCT txn_id) FROM ({IMAGES})
        WHERE step_id = ? AND seq NOT IN (SELECT seq FROM history_left)"
    );
    let mut changed = QueryBuilder::<Sqlite>::new(changed);
    let changed: i64 = changed.build_query_scalar().bind(of).fetch_one(&mut **step).await?;
    history::lay_back(step, of).await?;
    // Links that lost a leg, and tags that nobody has any more.
    raw_sql(
        "DELETE FROM transfer WHERE (SELECT count(*) FROM txn WHERE transfer_id = transfer.id) < 2;
        DELETE FROM tag WHERE id NOT IN (SELECT tag_id FROM txn_tag)",
    )
    .execute(&mut **step)
    .await?;
    Ok(read::count(changed))
}
