//! `eiq profile`.

use crate::{
    args::{Args, NewProfileArgs},
    failure::Failure,
    now, output, session,
};
use app::profiles::{self, NewProfile, ProfileState};
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Created {
    id: String,
    name: String,
    recovery_code: String,
}

pub(crate) async fn create(args: &Args, new: &NewProfileArgs) -> Result<(), Failure> {
    let password = session::password(args, "Password: ")?;
    if !args.password_stdin && session::password(args, "Again: ")? != password {
        return Err(Failure::PasswordsDiffer);
    }
    let system = sys_locale::get_locale().unwrap_or_default();
    let currency = new
        .currency
        .clone()
        .or_else(|| app::settings::currency_of(&system).map(|currency| currency.code().to_owned()));
    let new = NewProfile {
        name: new.name.clone(),
        email: new.email.clone(),
        password,
        currency: currency.unwrap_or_else(|| "EUR".to_owned()),
        locale: new.locale.map_or_else(|| app::settings::locale_of(&system), Into::into),
    };
    let cost = app::Cost::calibrate(app::Cost::measure);
    let dir = session::data_dir(args)?;
    let (book, recovery_code) = profiles::create(&dir, new, &system, cost, now()).await?;
    let profile = book.session().profile;
    book.lock().await;
    if args.json {
        return output::json(&Created { id: profile.id, name: profile.name, recovery_code });
    }
    output::print(&format!(
        "Profile \"{}\" is ready.\n\nRecovery code: {recovery_code}\n\n\
        Write it down now: it is shown only this once, and without it and the password nobody \
        can open the profile.",
        profile.name
    ))
}

pub(crate) async fn list(args: &Args) -> Result<(), Failure> {
    let profiles = profiles::list(&session::data_dir(args)?).await?;
    if args.json {
        return output::json(&profiles);
    }
    let rows = profiles.into_iter().map(|profile| {
        let state = match profile.state {
            ProfileState::Ready => "ready",
            ProfileState::Damaged => "damaged",
            ProfileState::OpenElsewhere => "open elsewhere",
            ProfileState::Newer => "made by a newer version",
        };
        vec![profile.name, state.to_owned()]
    });
    output::table(&["Name", "State"], &[], rows)
}
