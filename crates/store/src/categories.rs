//! The category tree.

use crate::{Connection, Error, Result, Step, read};
use ledger::{CategoryChoice, CategoryId, CategoryKind, Code, Field, Problems};

/// Most levels of the tree.
pub const MAX_DEPTH: usize = 5;

/// A category in its place.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Category {
    pub id: CategoryId,
    /// None at the top.
    pub parent: Option<CategoryId>,
    pub kind: CategoryKind,
    pub name: String,
    /// Names a built-in category, as the classifier does; the user's own have none.
    pub key: Option<String>,
    /// Which of the palette's colours.
    pub colour: u8,
    /// Splits in this very category, transfers left out.
    pub transactions: u32,
    /// Whether any split is in it or below it, transfers counted: deleting it asks where they go.
    pub used: bool,
}

/// All categories in tree order: each before those below it, siblings by position.
pub async fn list(conn: &mut Connection) -> Result<Vec<Category>> {
    let rows = sqlx::query!(
        r#"WITH RECURSIVE tree (id, path) AS (
            SELECT id, kind || printf('/%08d.%d', position, id) FROM category
            WHERE parent_id IS NULL
            UNION ALL
            SELECT child.id, tree.path || printf('/%08d.%d', child.position, child.id)
            FROM tree JOIN category child ON child.parent_id = tree.id
        ),
        counted (id, count) AS (SELECT category_id, sum(count) FROM month_total GROUP BY 1)
        SELECT c.id AS "id!: i64", c.parent_id, c.kind AS "kind!", c.name AS "name!", c.key,
            c.colour AS "colour!: u8", ifnull(counted.count, 0) AS "count!: i64",
            EXISTS (SELECT 1 FROM split WHERE category_id = c.id) AS "used!: bool"
        FROM tree JOIN category c ON c.id = tree.id LEFT JOIN counted ON counted.id = c.id
        ORDER BY tree.path"#
    )
    .fetch_all(conn)
    .await?;
    let mut list = Vec::with_capacity(rows.len());
    for row in rows {
        list.push(Category {
            id: row.id.into(),
            parent: row.parent_id.map(CategoryId::new),
            kind: read::word(CategoryKind::from_word(&row.kind))?,
            name: row.name,
            key: row.key,
            colour: row.colour,
            transactions: read::count(row.count),
            used: row.used,
        });
    }
    // Backwards, each category passes its use on to its parent, which stands before it.
    for index in (0..list.len()).rev() {
        let Some(parent) = list[index].parent.filter(|_| list[index].used) else { continue };
        if let Some(parent) = list.iter_mut().find(|category| category.id == parent) {
            parent.used = true;
        }
    }
    Ok(list)
}

/// A category's place in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCategory {
    pub name: String,
    pub kind: CategoryKind,
    pub parent: Option<CategoryId>,
    /// None: the parent's, or that of "Other" at the top.
    pub colour: Option<u8>,
}

/// Adds a category at the end of its siblings.
pub async fn create(step: &mut Step<'_>, new: &NewCategory) -> Result<CategoryId> {
    let tree = list(step).await?;
    check_parent(&tree, new, None)?;
    let colour = new.colour.or_else(|| find(&tree, new.parent?).map(|parent| parent.colour));
    let (colour, parent, kind) = (colour.unwrap_or(7), new.parent.map(CategoryId::row), new.kind);
    let kind = kind.as_str();
    let id = sqlx::query_scalar!(
        r#"INSERT INTO category (parent_id, kind, name, colour, position)
        VALUES (?1, ?2, ?3, ?4, (SELECT ifnull(max(position), 0) + 1 FROM category)) RETURNING id AS "id!""#,
        parent,
        kind,
        new.name,
        colour
    )
    .fetch_one(&mut **step)
    .await?;
    Ok(id.into())
}

/// Renames, moves or recolours a category; its kind follows its new parent only if it says so.
pub async fn update(step: &mut Step<'_>, id: CategoryId, new: &NewCategory) -> Result<()> {
    let tree = list(step).await?;
    let old = find(&tree, id).ok_or(Error::NotFound)?;
    check_parent(&tree, new, Some(id))?;
    if old.kind != new.kind && tree.iter().any(|category| category.parent == Some(id)) {
        return Err(Problems::one(Field::Kind, Code::InUse).into());
    }
    let (parent, kind) = (new.parent.map(CategoryId::row), new.kind.as_str());
    let (colour, id) = (new.colour.unwrap_or(old.colour), id.row());
    sqlx::query!(
        "UPDATE category SET parent_id = ?, kind = ?, name = ?, colour = ? WHERE id = ?",
        parent,
        kind,
        new.name,
        colour,
        id
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// Deletes a category and those below it, and says which those are. Splits in them go where
/// `move_to` says; without it they must have none ([`Code::InUse`]). Schedules, suggestions and what
/// was learned go to another category too, or else with them, as what is budgeted for them does.
pub async fn delete(
    step: &mut Step<'_>,
    id: CategoryId,
    move_to: Option<CategoryChoice>,
) -> Result<Vec<CategoryId>> {
    let tree = list(step).await?;
    let category = find(&tree, id).ok_or(Error::NotFound)?;
    let doomed = descendants(&tree, id);
    let target = match move_to {
        None if category.used => {
            return Err(Problems::one(Field::Category, Code::InUse).into());
        }
        None | Some(CategoryChoice::Uncategorised) => None,
        Some(CategoryChoice::Category { id: target }) => {
            let known = find(&tree, target).ok_or(Error::NotFound)?;
            if doomed.contains(&target) {
                return Err(Problems::one(Field::Category, Code::Circular).into());
            }
            Some(known.id.row())
        }
    };
    let ids = read::id_list(doomed.iter().map(|id| id.row()));
    sqlx::query!(
        "UPDATE split SET category_id = ? WHERE category_id IN (SELECT value FROM json_each(?))",
        target,
        ids
    )
    .execute(&mut **step)
    .await?;
    sqlx::query!(
        "UPDATE schedule SET category_id = ? WHERE category_id IN (SELECT value FROM json_each(?))",
        target,
        ids
    )
    .execute(&mut **step)
    .await?;
    if let Some(target) = target {
        hand_over(step, &ids, target).await?;
    }
    // The lowest first: each delete leaves a tree.
    for id in doomed.iter().rev().map(|id| id.row()) {
        sqlx::query!("DELETE FROM category WHERE id = ?", id).execute(&mut **step).await?;
    }
    Ok(doomed)
}

/// Gives another category what was learned and suggested for a JSON list of them.
async fn hand_over(step: &mut Step<'_>, ids: &str, target: i64) -> Result<()> {
    sqlx::query!(
        "INSERT INTO memory (payee_key, incoming, category_id, times)
        SELECT payee_key, incoming, ?1, sum(times) FROM memory
        WHERE category_id IN (SELECT value FROM json_each(?2)) GROUP BY 1, 2
        ON CONFLICT DO UPDATE SET times = times + excluded.times",
        target,
        ids
    )
    .execute(&mut **step)
    .await?;
    sqlx::query!(
        "UPDATE suggestion SET category_id = ?
        WHERE category_id IN (SELECT value FROM json_each(?))",
        target,
        ids
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// A category and all below it, each before those below it. `tree` is what [`list`] gave.
pub fn descendants(tree: &[Category], id: CategoryId) -> Vec<CategoryId> {
    let mut found = vec![id];
    for category in tree {
        if category.parent.is_some_and(|parent| found.contains(&parent)) {
            found.push(category.id);
        }
    }
    found
}

fn find(tree: &[Category], id: CategoryId) -> Option<&Category> {
    tree.iter().find(|category| category.id == id)
}

/// The parent exists, is of the same kind, does not lie below the category itself, and the tree
/// stays within [`MAX_DEPTH`].
fn check_parent(tree: &[Category], new: &NewCategory, moved: Option<CategoryId>) -> Result<()> {
    let Some(parent) = new.parent else { return Ok(()) };
    let wrong = |code| Err(Problems::one(Field::Parent, code).into());
    let Some(parent) = find(tree, parent) else { return wrong(Code::Unknown) };
    if parent.kind != new.kind {
        return Err(Problems::one(Field::Kind, Code::Wrong).into());
    }
    let above = 1 + depth(tree, parent);
    let below = match moved {
        None => 1,
        Some(id) => {
            let own = descendants(tree, id);
            if own.contains(&parent.id) {
                return wrong(Code::Circular);
            }
            let depths = own.iter().filter_map(|id| find(tree, *id)).map(|c| depth(tree, c));
            let (lowest, top) = (depths.clone().max(), depths.min());
            lowest.zip(top).map_or(1, |(lowest, top)| lowest - top + 1)
        }
    };
    if above + below > MAX_DEPTH { wrong(Code::Circular) } else { Ok(()) }
}

/// How many categories stand above it.
fn depth(tree: &[Category], category: &Category) -> usize {
    let mut depth = 0;
    let mut above = category.parent;
    while let Some(parent) = above.and_then(|id| find(tree, id)) {
        depth += 1;
        above = parent.parent;
    }
    depth
}
