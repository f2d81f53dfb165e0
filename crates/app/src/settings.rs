//! The profile's own settings, kept inside its encrypted database.

use crate::{Book, Error, Topic};
use chrono::NaiveDate;
use ledger::{
    Code, Currency, DecimalMark, Field, Problems, StepKind, StepLabel, day::DayOrder,
    draft::Writing,
};
use serde::{Deserialize, Serialize};
use store::{Connection, Step};

const SETTINGS: &str = "settings";
const EMAIL: &str = "email";
/// Longest time without a lock, in minutes: a day.
const LONGEST_IDLE: u16 = 24 * 60;

/// What a person can choose for their profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// The currency of reports and of new accounts.
    pub currency: Currency,
    pub locale: Locale,
    /// ISO 3166 alpha-2, upper case; empty when unknown. Narrows the brands that a payee is
    /// looked up in, and says whether the month stands before the day.
    pub country: String,
    /// Idle minutes before the profile locks itself; 0 is never.
    pub auto_lock_minutes: u16,
    /// Whether reports count a row that waits for a decision under the category suggested for it.
    pub count_suggestions: bool,
    /// The user has shown that they wrote the recovery code down.
    pub recovery_confirmed: bool,
}

/// The languages that the app speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Locale {
    En,
    De,
}

impl Settings {
    /// Of a new profile. `system_locale` is such as `de_AT.UTF-8` or `en-GB`.
    pub(crate) fn new(currency: Currency, locale: Locale, system_locale: &str) -> Self {
        let country = region(system_locale).or_else(|| country_of(currency, locale));
        Self {
            currency,
            locale,
            country: country.unwrap_or_default(),
            auto_lock_minutes: 5,
            count_suggestions: false,
            recovery_confirmed: false,
        }
    }

    /// What stands before the decimals.
    pub fn decimal_mark(&self) -> DecimalMark {
        match self.locale {
            Locale::En => DecimalMark::Point,
            Locale::De => DecimalMark::Comma,
        }
    }

    /// How this person writes numbers and days.
    pub fn writing(&self, today: NaiveDate) -> Writing {
        let day_order = match (self.locale, self.country.as_str()) {
            (Locale::En, "US") => DayOrder::MonthFirst,
            _ => DayOrder::DayFirst,
        };
        Writing { decimal_mark: self.decimal_mark(), day_order, today }
    }

    fn check(&self) -> Result<(), Problems> {
        let mut problems = Problems::none();
        let is_code =
            self.country.len() == 2 && self.country.bytes().all(|b| b.is_ascii_uppercase());
        if !self.country.is_empty() && !is_code {
            problems.add(Field::Locale, Code::Unknown);
        }
        if self.auto_lock_minutes > LONGEST_IDLE {
            problems.add(Field::Setting, Code::OutOfRange);
        }
        problems.into_result()
    }
}

/// The country of a POSIX or BCP 47 locale: `AT` of `de_AT.UTF-8`, `GB` of `en-GB`.
pub fn region(locale: &str) -> Option<String> {
    locale
        .split(['_', '-', '.', '@'])
        .skip(1)
        .find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase()))
        .map(str::to_owned)
}

/// The system's language, where it is spoken here.
pub fn locale_of(system_locale: &str) -> Locale {
    match system_locale.split(['_', '-', '.']).next() {
        Some("de") => Locale::De,
        _ => Locale::En,
    }
}

/// What is paid with where the system is, for a new profile to begin with.
pub fn currency_of(system_locale: &str) -> Option<Currency> {
    Currency::of_country(&region(system_locale)?)
}

/// The first two letters of a currency are its country's (ISO 4217), but for the euro and the
/// currencies of several countries, which begin with X.
fn country_of(currency: Currency, locale: Locale) -> Option<String> {
    match (currency.code(), locale) {
        ("EUR", Locale::De) => Some("DE".to_owned()),
        ("EUR", Locale::En) => Some("IE".to_owned()),
        (code, _) if code.starts_with('X') => None,
        (code, _) => Some(code[..2].to_owned()),
    }
}

/// Saves them; the answer is what was saved.
///
/// # Errors
/// [`Error::Invalid`] for a country that is no ISO 3166 code or more than a day without lock.
pub async fn set(book: &Book, settings: Settings) -> Result<Settings, Error> {
    change(book, |kept| *kept = settings).await
}

/// Changes some of them.
pub(crate) async fn change(
    book: &Book,
    change: impl FnOnce(&mut Settings),
) -> Result<Settings, Error> {
    let mut settings = book.session().settings;
    change(&mut settings);
    settings.check()?;
    let db = book.db().await?;
    let mut step = db.begin(label()).await?;
    save(&mut step, &settings).await?;
    book.commit(step, &[Topic::Settings]).await?;
    let session = book.set_session(|session| session.settings = settings);
    book.cache().forget_habits();
    Ok(session.settings)
}

/// The history keeps no settings, so this label is seen by nobody.
pub(crate) fn label() -> StepLabel {
    StepLabel { kind: StepKind::Settings, count: 1, name: String::new() }
}

pub(crate) async fn save(step: &mut Step<'_>, settings: &Settings) -> Result<(), Error> {
    Ok(store::settings::set(step, SETTINGS, &serde_json::to_string(settings)?).await?)
}

pub(crate) async fn save_email(step: &mut Step<'_>, email: &str) -> Result<(), Error> {
    Ok(store::settings::set(step, EMAIL, &serde_json::to_string(email)?).await?)
}

pub(crate) async fn load(conn: &mut Connection) -> Result<Settings, Error> {
    let json = store::settings::get(conn, SETTINGS).await?.ok_or(Error::Damaged)?;
    Ok(serde_json::from_str(&json)?)
}

/// Takes over the settings of another profile, rows of whose table these are, but for what is true
/// of this one's keys; `None` when they are none.
pub(crate) fn adopt(book: &Book, rows: &mut [store::dump::Fields]) -> Option<(Settings, String)> {
    let email = serde_json::from_str(value(rows, EMAIL)?.as_str()?).ok()?;
    let kept = value(rows, SETTINGS)?;
    let mut settings: Settings = serde_json::from_str(kept.as_str()?).ok()?;
    settings.check().ok()?;
    settings.recovery_confirmed = book.session().settings.recovery_confirmed;
    *kept = serde_json::to_string(&settings).ok()?.into();
    Some((settings, email))
}

fn value<'r>(rows: &'r mut [store::dump::Fields], key: &str) -> Option<&'r mut serde_json::Value> {
    let row = rows.iter_mut().find(|row| row.get("key").is_some_and(|found| found == key))?;
    row.get_mut("value")
}

pub(crate) async fn email(conn: &mut Connection) -> Result<String, Error> {
    let json = store::settings::get(conn, EMAIL).await?.ok_or(Error::Damaged)?;
    Ok(serde_json::from_str(&json)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_comes_from_the_system_or_else_from_the_currency() {
        let check = |currency: &str, locale, system: &str, expect: &str| {
            let settings = Settings::new(currency.parse().unwrap(), locale, system);
            assert_eq!(settings.country, expect, "{currency} {system}");
        };
        check("EUR", Locale::De, "de_AT.UTF-8", "AT");
        check("EUR", Locale::En, "en-GB", "GB");
        check("EUR", Locale::En, "zh-Hant-TW", "TW");
        check("EUR", Locale::De, "C.UTF-8", "DE");
        check("EUR", Locale::En, "", "IE");
        check("ZAR", Locale::En, "en", "ZA");
        check("XOF", Locale::En, "POSIX", "");
    }

    #[test]
    fn the_language_comes_from_the_system() {
        for (system, expect) in [
            ("de_AT.UTF-8", Locale::De),
            ("de", Locale::De),
            ("den_CA", Locale::En),
            ("en-GB", Locale::En),
            ("fr_FR.UTF-8", Locale::En),
            ("", Locale::En),
        ] {
            assert_eq!(locale_of(system), expect, "{system}");
        }
    }

    #[test]
    fn the_currency_comes_from_the_system() {
        let check = |system: &str, expect: Option<&str>| {
            assert_eq!(currency_of(system).map(Currency::code), expect, "{system}");
        };
        check("de_AT.UTF-8", Some("EUR"));
        check("de-CH", Some("CHF"));
        check("en_US.UTF-8", Some("USD"));
        check("en-GB", Some("GBP"));
        check("ja_JP", Some("JPY"));
        check("C.UTF-8", None);
        check("de_XX", None);
    }

    #[test]
    fn settings_are_checked() {
        let good = Settings::new(Currency::EUR, Locale::De, "");
        assert!(good.check().is_ok());
        let bad = Settings { country: "de".into(), auto_lock_minutes: 1441, ..good };
        assert_eq!(bad.check().unwrap_err().as_slice().len(), 2);
    }
}
