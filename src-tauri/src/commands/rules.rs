use crate::{
    clock::now,
    dialogs,
    error::{Answer, CommandError},
    files,
    session::Session,
};
use app::rules::{
    self, Proposal, RuleChoice, RuleDraft, RulePreview, RuleView, RulesImported, Tried,
};
use ledger::{CategoryId, Code, Field, Problems, RuleId, TransactionId, Window};
use tauri::{AppHandle, Manager, Runtime, State};

#[tauri::command]
#[specta::specta]
pub(crate) async fn rule_list(session: State<'_, Session>) -> Answer<Vec<RuleView>> {
    let book = session.book()?;
    book.answer(rules::list(&book).await)
}

/// Adds a rule behind the others, or replaces what the one with this id says.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rule_save(
    session: State<'_, Session>,
    id: Option<RuleId>,
    draft: RuleDraft,
) -> Answer<RuleView> {
    let book = session.book()?;
    book.answer(rules::save(&book, id, &draft, now()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rule_delete(session: State<'_, Session>, id: RuleId) -> Answer<()> {
    let book = session.book()?;
    book.answer(rules::delete(&book, id).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rules_reorder(session: State<'_, Session>, ids: Vec<RuleId>) -> Answer<()> {
    let book = session.book()?;
    book.answer(rules::reorder(&book, &ids).await)
}

/// What rules would change of what is there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rules_preview(
    session: State<'_, Session>,
    choice: RuleChoice,
    keep_mine: bool,
    window: Window,
) -> Answer<RulePreview> {
    let book = session.book()?;
    book.answer(rules::preview(&book, &choice, keep_mine, window, now()).await)
}

/// Changes it; how many transactions.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rules_apply(
    session: State<'_, Session>,
    choice: RuleChoice,
    keep_mine: bool,
) -> Answer<u32> {
    let book = session.book()?;
    book.answer(rules::apply(&book, &choice, keep_mine, now()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rules_try(
    session: State<'_, Session>,
    draft: Option<RuleDraft>,
    text: String,
    amount: String,
) -> Answer<Tried> {
    let book = session.book()?;
    book.answer(rules::try_on(&book, draft.as_ref(), &text, &amount, now()).await)
}

/// The rule to propose after the user filed a transaction under a category.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rule_propose(
    session: State<'_, Session>,
    id: TransactionId,
    category: CategoryId,
) -> Answer<Option<Proposal>> {
    let book = session.book()?;
    book.answer(rules::propose(&book, id, category).await)
}

/// Never proposes a rule for this payee again, or does so as for others.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rule_mute(
    session: State<'_, Session>,
    payee: String,
    mute: bool,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(rules::mute(&book, &payee, mute).await)
}

/// Lets the user say where, and writes all rules there; `false` when they think better of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rules_export<R: Runtime>(app: AppHandle<R>, name: String) -> Answer<bool> {
    let session = app.state::<Session>();
    let book = session.book()?;
    let json = book.answer(rules::export(&book).await)?;
    dialogs::save(&app, &name, json.as_bytes()).await
}

/// Lets the user choose a file of rules and takes it in; none when they think better of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rules_import<R: Runtime>(app: AppHandle<R>) -> Answer<Option<RulesImported>> {
    let session = app.state::<Session>();
    let book = session.book()?;
    let dialog = dialogs::dialog(&app).add_filter("JSON", &["json"]);
    let Some(path) = dialogs::path(|answer| dialog.pick_file(answer)).await else {
        return Ok(None);
    };
    let bytes = files::read(&path).ok();
    let unread = || CommandError::from(Problems::one(Field::File, Code::Unknown));
    book.answer(rules::import(&book, &bytes.ok_or_else(unread)?).await).map(Some)
}
