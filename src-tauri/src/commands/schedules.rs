use crate::{clock::now, error::Answer, session::Session};
use app::schedules::{self, ScheduleView};
use ledger::ScheduleId;
use tauri::State;

#[tauri::command]
#[specta::specta]
pub(crate) async fn schedule_list(session: State<'_, Session>) -> Answer<Vec<ScheduleView>> {
    let book = session.book()?;
    book.answer(schedules::list(&book, now()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn schedules_enter(
    session: State<'_, Session>,
    ids: Vec<ScheduleId>,
) -> Answer<u32> {
    let book = session.book()?;
    book.answer(schedules::enter(&book, &ids, now()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn schedule_skip(session: State<'_, Session>, id: ScheduleId) -> Answer<()> {
    let book = session.book()?;
    book.answer(schedules::skip(&book, id).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn schedule_pause(
    session: State<'_, Session>,
    id: ScheduleId,
    paused: bool,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(schedules::pause(&book, id, paused).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn schedule_delete(session: State<'_, Session>, id: ScheduleId) -> Answer<()> {
    let book = session.book()?;
    book.answer(schedules::delete(&book, id).await)
}
