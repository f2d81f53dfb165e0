//! The category tree.

use crate::{Book, Error, Topic, rules};
/// What becomes of the rows of a category that is deleted.
pub use ledger::CategoryChoice as MoveTo;
use ledger::{CategoryId, StepKind, StepLabel, draft::CategoryDraft};
pub use store::categories::Category as CategoryView;
use store::{Step, categories::NewCategory};

/// All categories in tree order.
pub async fn list(book: &Book) -> Result<Vec<CategoryView>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    Ok(store::categories::list(&mut conn).await?)
}

/// Adds a category.
///
/// # Errors
/// [`Error::Invalid`] for a name that is empty, too long or taken, and a parent that does not fit.
pub async fn create(book: &Book, draft: &CategoryDraft) -> Result<CategoryView, Error> {
    let new = parse(draft)?;
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::AddCategory, &new.name)).await?;
    let id = store::categories::create(&mut step, &new).await?;
    let category = get(&mut step, id).await?;
    book.cache().forget();
    book.commit(step, &[Topic::Categories]).await?;
    Ok(category)
}

/// Renames or moves a category.
///
/// # Errors
/// As [`create`].
pub async fn update(
    book: &Book,
    id: CategoryId,
    draft: &CategoryDraft,
) -> Result<CategoryView, Error> {
    let new = parse(draft)?;
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::EditCategory, &new.name)).await?;
    store::categories::update(&mut step, id, &new).await?;
    let category = get(&mut step, id).await?;
    book.cache().forget();
    book.commit(step, &[Topic::Categories, Topic::Transactions]).await?;
    Ok(category)
}

/// Deletes a category with those below it. When it is used, `move_to` has to say where its rows go:
/// what was learned goes there too, and so do the rules that name it. Without another category, a
/// rule that files under it rests.
///
/// # Errors
/// [`Error::Invalid`] (category, in use) without `move_to`.
pub async fn delete(book: &Book, id: CategoryId, move_to: Option<MoveTo>) -> Result<(), Error> {
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::DeleteCategory, "")).await?;
    step.label.name = get(&mut step, id).await?.name;
    let gone = store::categories::delete(&mut step, id, move_to).await?;
    let to = match move_to {
        Some(MoveTo::Category { id }) => Some(id),
        Some(MoveTo::Uncategorised) | None => None,
    };
    rules::refile(&mut step, &gone, to).await?;
    book.cache().forget();
    let topics = [Topic::Categories, Topic::Transactions, Topic::Suggestions, Topic::Rules];
    book.commit(step, &topics).await
}

fn parse(draft: &CategoryDraft) -> Result<NewCategory, Error> {
    let name = draft.parse_name()?;
    Ok(NewCategory { name, kind: draft.kind, parent: draft.parent, colour: None })
}

async fn get(step: &mut Step<'_>, id: CategoryId) -> Result<CategoryView, Error> {
    let all = store::categories::list(step).await?;
    all.into_iter().find(|category| category.id == id).ok_or(Error::NotFound)
}

fn label(kind: StepKind, name: &str) -> StepLabel {
    StepLabel { kind, count: 1, name: name.to_owned() }
}
