//! The data directory, the password, and the book they open.

use crate::{args::Args, failure::Failure};
use app::{Book, Secret, profiles};
use std::{io, path::PathBuf};

/// Where the desktop app keeps its data: Tauri's `app_data_dir`, which is `dirs::data_dir` with
/// the app's identifier.
pub(crate) fn data_dir(args: &Args) -> Result<PathBuf, Failure> {
    match &args.data_dir {
        Some(dir) => Ok(dir.clone()),
        None => Ok(dirs::data_dir().ok_or(Failure::NoDataDir)?.join(app::IDENTIFIER)),
    }
}

/// Does the work with the book of the profile that is meant, and locks it however the work ends:
/// a database left open is still being closed, on its thread, while the process goes away under
/// it.
pub(crate) async fn with<T>(
    args: &Args,
    work: impl AsyncFnOnce(&Book) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let book = open(args).await?;
    let done = work(&book).await;
    book.lock().await;
    done
}

/// Opens the profile that is meant.
async fn open(args: &Args) -> Result<Book, Failure> {
    let dir = data_dir(args)?;
    let profiles = profiles::list(&dir).await?;
    let names = || profiles.iter().map(|profile| profile.name.clone()).collect::<Vec<_>>();
    let profile = match (&args.profile, profiles.as_slice()) {
        (Some(name), all) => all
            .iter()
            .find(|profile| profile.name.to_lowercase() == name.to_lowercase())
            .ok_or_else(|| Failure::Unknown {
                what: "profile",
                name: name.clone(),
                known: names(),
            })?,
        (None, [only]) => only,
        (None, []) => {
            let name = dir.display().to_string();
            return Err(Failure::Unknown { what: "profile in", name, known: Vec::new() });
        }
        (None, _) => return Err(Failure::Choose { option: "--profile", known: names() }),
    };
    let password = password(args, "Password: ")?;
    Ok(profiles::unlock(&dir, &profile.id, password).await?)
}

/// Asks for the password, or takes the first line of the input.
pub(crate) fn password(args: &Args, prompt: &str) -> Result<Secret, Failure> {
    let failed = |error| Failure::Io { what: "read the password", error };
    if !args.password_stdin {
        return rpassword::prompt_password(prompt).map(Secret::from).map_err(failed);
    }
    let mut line = String::new();
    io::stdin().read_line(&mut line).map_err(failed)?;
    Ok(Secret::from(line.trim_end_matches(['\r', '\n'])))
}
