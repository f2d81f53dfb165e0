//! Profiles from the outside: what there is before anybody is logged in.

use crate::{
    Book, Error, Now, Secret, Settings, demo,
    error::password_code,
    settings::{self, Locale},
};
use ledger::{Code, Currency, Field, Problems, problem::line, problem::required_line};
use serde::{Deserialize, Serialize};
use std::{path::Path, time::Instant};
use store::Db;
use tokio::task::spawn_blocking;
use vault::{Cost, MAX_NAME_CHARS, PasswordWarning, ProfileId, Unlocked};

/// The database inside a profile's folder.
const DATABASE: &str = "ledger.db";
/// Longest e-mail address (RFC 5321, 4.5.3.1.3, without the brackets).
const MAX_EMAIL: usize = 254;

/// A profile as the lock screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ProfileSummary {
    pub id: String,
    /// Of a damaged one, its id.
    pub name: String,
    pub state: ProfileState,
    /// Milliseconds since 1970 UTC; empty for a damaged one.
    pub created_ms: String,
}

/// Whether a profile can be opened now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum ProfileState {
    Ready,
    Damaged,
    /// In this window or in another program.
    OpenElsewhere,
    /// Made by a later version of the app.
    Newer,
}

/// How good a password is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Strength {
    /// 0 to 4, as zxcvbn defines it.
    pub score: u8,
    pub acceptable: bool,
    /// Why it is not.
    pub problem: Option<Code>,
    /// What makes it easy to guess.
    pub warning: Option<Warning>,
}

/// What makes a password easy to guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Warning {
    Keys,
    Repeats,
    Sequence,
    Date,
    Common,
    Word,
    Name,
}

/// A profile as typed.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct NewProfile {
    pub name: String,
    /// Empty for none.
    pub email: String,
    pub password: Secret,
    /// ISO 4217 code.
    pub currency: String,
    pub locale: Locale,
}

/// All profiles in the data directory, the oldest first, without a demo. What a crash left of one
/// is swept away.
pub async fn list(data_dir: &Path) -> Result<Vec<ProfileSummary>, Error> {
    demo::sweep(&demo::folder(data_dir)).await?;
    let data_dir = data_dir.to_owned();
    let found = spawn_blocking(move || vault::list(&data_dir)).await??;
    Ok(found
        .into_iter()
        .map(|profile| ProfileSummary {
            id: profile.id.to_string(),
            name: profile.name,
            state: match profile.state {
                vault::State::Ready => ProfileState::Ready,
                vault::State::InUse => ProfileState::OpenElsewhere,
                vault::State::Damaged => ProfileState::Damaged,
                vault::State::NewerVersion => ProfileState::Newer,
            },
            created_ms: profile.created_ms.map_or_else(String::new, |ms| ms.to_string()),
        })
        .collect())
}

/// Judges a password; `inputs` are what an attacker would try first: name, e-mail address.
pub fn password_strength(password: &Secret, inputs: &[String]) -> Strength {
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    let judged = vault::strength(password.text(), &inputs);
    Strength {
        score: judged.score,
        acceptable: judged.problem.is_none(),
        problem: judged.problem.map(password_code),
        warning: judged.warning.map(|warning| match warning {
            PasswordWarning::Keys => Warning::Keys,
            PasswordWarning::Repeats => Warning::Repeats,
            PasswordWarning::Sequence => Warning::Sequence,
            PasswordWarning::Date => Warning::Date,
            PasswordWarning::Common => Warning::Common,
            PasswordWarning::Word => Warning::Word,
            PasswordWarning::Name => Warning::Name,
        }),
    }
}

impl NewProfile {
    /// E-mail address and currency, or everything that is wrong; whether the name is free is for
    /// the vault to say.
    fn parse(&self) -> Result<(String, Currency), Problems> {
        let mut problems = Problems::none();
        problems.take(Field::Name, required_line(&self.name, MAX_NAME_CHARS));
        let email = line(&self.email, MAX_EMAIL).and_then(|email| {
            let looks_right = email.is_empty() || email.trim_matches('@').contains('@');
            if looks_right { Ok(email) } else { Err(Code::Wrong) }
        });
        let email = problems.take(Field::Email, email);
        let strength = password_strength(&self.password, &[self.name.clone(), self.email.clone()]);
        if let Some(code) = strength.problem {
            problems.add(Field::Password, code);
        }
        let currency = self.currency.parse::<Currency>().map_err(|_| Code::Unknown);
        let currency = problems.take(Field::Currency, currency);
        match (email, currency) {
            (Some(email), Some(currency)) => problems.into_result().map(|()| (email, currency)),
            _ => Err(problems),
        }
    }
}

/// Makes a profile and opens it; the string is its recovery code, shown once. `system_locale`
/// such as `de_AT.UTF-8` or `en-GB` tells the country.
///
/// The profile is there when its database is complete on the disk: what is left of an attempt
/// that was interrupted is swept away by the next [`list`].
///
/// # Errors
/// [`Error::Invalid`] with everything that is wrong with it.
pub async fn create(
    data_dir: &Path,
    new: NewProfile,
    system_locale: &str,
    cost: Cost,
    now: Now,
) -> Result<(Book, String), Error> {
    let (email, currency) = new.parse()?;
    let settings = Settings::new(currency, new.locale, system_locale);
    let data_dir = data_dir.to_owned();
    let draft = spawn_blocking(move || {
        vault::create(&data_dir, &new.name, new.password.text(), cost, now.ms)
    })
    .await??;
    let unlocked = draft.unlocked();
    let path = unlocked.dir.join(DATABASE);
    let db = Db::create(&path, unlocked.keys.db_key(), unlocked.vault_id, now.ms).await?;
    let mut step = db.begin(settings::label()).await?;
    settings::save(&mut step, &settings).await?;
    settings::save_email(&mut step, &email).await?;
    step.commit().await?;
    let (unlocked, code) = spawn_blocking(move || draft.finish()).await??;
    Ok((Book::open(db, unlocked).await?, code.to_string()))
}

/// Opens a profile.
///
/// # Errors
/// [`Error::WrongPassword`], also when there is no such profile, after the same work;
/// [`Error::Throttled`], [`Error::InUse`], [`Error::Damaged`], [`Error::Newer`].
pub async fn unlock(data_dir: &Path, id: &str, password: Secret) -> Result<Book, Error> {
    let data_dir = data_dir.to_owned();
    let id = id.parse().unwrap_or(ProfileId::NONE);
    let unlocked =
        spawn_blocking(move || vault::unlock(&data_dir, id, password.text(), Instant::now()))
            .await??;
    open(unlocked).await
}

/// Opens a profile by its recovery code and sets a new password; the string is the new code.
///
/// # Errors
/// [`Error::Invalid`] when the code is mistyped or wrong, or the password too weak;
/// [`Error::InUse`], [`Error::Damaged`], [`Error::Newer`].
pub async fn recover(
    data_dir: &Path,
    id: &str,
    code: Secret,
    new_password: Secret,
) -> Result<(Book, String), Error> {
    let data_dir = data_dir.to_owned();
    let id = id.parse().unwrap_or(ProfileId::NONE);
    let (unlocked, code) =
        spawn_blocking(move || vault::recover(&data_dir, id, code.exposed(), new_password.text()))
            .await??;
    let book = open(unlocked).await?;
    settings::change(&book, |settings| settings.recovery_confirmed = false).await?;
    Ok((book, code.to_string()))
}

async fn open(unlocked: Unlocked) -> Result<Book, Error> {
    let path = unlocked.dir.join(DATABASE);
    let db = Db::open(&path, unlocked.keys.db_key(), unlocked.vault_id).await?;
    Book::open(db, unlocked).await
}

/// Deletes a profile for good, the keys first. `typed_name` has to be its name.
///
/// # Errors
/// [`Error::NotFound`], [`Error::InUse`]; [`Error::Invalid`] for another name.
pub async fn delete(data_dir: &Path, id: &str, typed_name: &str) -> Result<(), Error> {
    let (data_dir, typed_name) = (data_dir.to_owned(), typed_name.to_owned());
    let id = id.parse().map_err(|_| Error::NotFound)?;
    Ok(spawn_blocking(move || vault::delete(&data_dir, id, &typed_name)).await??)
}
