use crate::{Folder, KeyCost, clock::now, error::Answer, lock, session::Session};
use app::{
    Secret, demo,
    profiles::{self, NewProfile, ProfileSummary, Strength},
    settings::Locale,
};
use serde::Serialize;
use tauri::{AppHandle, Manager, Runtime, State};
use uuid::Uuid;

/// A profile just opened, with a recovery code that is shown once.
#[derive(Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Created {
    session: app::Session,
    recovery_code: String,
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_list(folder: State<'_, Folder>) -> Answer<Vec<ProfileSummary>> {
    Ok(profiles::list(&folder.0).await?)
}

/// Judges a password; `inputs` are what an attacker would try first: name, e-mail address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn password_strength(password: Secret, inputs: Vec<String>) -> Answer<Strength> {
    Ok(profiles::password_strength(&password, &inputs))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_create<R: Runtime>(
    app: AppHandle<R>,
    profile: NewProfile,
) -> Answer<Created> {
    let locale = sys_locale::get_locale().unwrap_or_default();
    let (folder, cost) = (app.state::<Folder>(), app.state::<KeyCost>());
    let creating =
        async { profiles::create(&folder.0, profile, &locale, cost.get().await, now()).await };
    let (session, recovery_code) = lock::open(&app, creating).await?;
    Ok(Created { session, recovery_code })
}

/// A profile with two made-up years, thrown away when it is locked.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_demo<R: Runtime>(
    app: AppHandle<R>,
    locale: Locale,
) -> Answer<app::Session> {
    let system = sys_locale::get_locale().unwrap_or_default();
    let folder = app.state::<Folder>();
    // Two random numbers of 122 bits, which nobody is told.
    let password = Secret::from(format!("{}{}", Uuid::new_v4(), Uuid::new_v4()));
    let making =
        async { Ok((demo::create(&folder.0, password, locale, &system, now()).await?, ())) };
    Ok(lock::open(&app, making).await?.0)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_unlock<R: Runtime>(
    app: AppHandle<R>,
    id: String,
    password: Secret,
) -> Answer<app::Session> {
    let folder = app.state::<Folder>();
    let unlocking = async { Ok((profiles::unlock(&folder.0, &id, password).await?, ())) };
    Ok(lock::open(&app, unlocking).await?.0)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_recover<R: Runtime>(
    app: AppHandle<R>,
    id: String,
    code: Secret,
    new_password: Secret,
) -> Answer<Created> {
    let folder = app.state::<Folder>();
    let recovering = profiles::recover(&folder.0, &id, code, new_password);
    let (session, recovery_code) = lock::open(&app, recovering).await?;
    Ok(Created { session, recovery_code })
}

/// Deletes a profile for good; when it is the one that is open it is locked before.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_delete<R: Runtime>(
    app: AppHandle<R>,
    id: String,
    typed_name: String,
) -> Answer<()> {
    let open = app.state::<Session>().view().map(|open| open.profile);
    // With another name nothing is deleted, and nothing locked.
    if open.is_some_and(|open| open.id == id && open.name == typed_name.trim()) {
        lock::lock(&app).await;
    }
    Ok(profiles::delete(&app.state::<Folder>().0, &id, &typed_name).await?)
}
