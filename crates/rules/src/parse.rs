//! From what was typed to a rule, or everything that is wrong with it.

use crate::{
    draft::{ActionDraft, ConditionDraft, PartDraft, RuleDraft, Subject, Test, Verb},
    rule::{Action, AmountTest, Condition, Part, Rule, Share, TextSubject, TextTest},
    text::{Plain, plain},
};
use chrono::NaiveDate;
use ledger::{
    AccountId, CategoryId, Code, DecimalMark, Field, Problems,
    amount::{self, AmountError},
    day::{self, DayOrder},
    draft::{Known, MAX_MEMO, MAX_NAME, MAX_SPLITS, Writing, tags},
    problem::{line, required_line},
};
use regex::RegexBuilder;
use rust_decimal::Decimal;

/// Most conditions of a rule.
pub const MAX_CONDITIONS: usize = 50;
/// Most actions of a rule.
pub const MAX_ACTIONS: usize = 20;
/// Longest text to compare with, in characters.
pub const MAX_TEXT: usize = 200;
/// Largest compiled regular expression, in bytes. What compiles runs in linear time.
pub const MAX_PATTERN: usize = 64 * 1024;

/// How drafts that are kept or carried in a file are written: a decimal point and ISO days, whoever
/// reads them.
const KEPT: Writing = Writing {
    decimal_mark: DecimalMark::Point,
    day_order: DayOrder::DayFirst,
    today: NaiveDate::MIN,
};

impl RuleDraft {
    /// The rule, or everything that is wrong with the draft: the problems of a condition or an
    /// action carry its number.
    pub fn parse(&self, writing: Writing, known: &impl Known) -> Result<Rule, Problems> {
        let mut problems = Problems::none();
        let name = problems.take(Field::Name, required_line(&self.name, MAX_NAME));
        if self.conditions.is_empty() || self.conditions.len() > MAX_CONDITIONS {
            problems.add(Field::Condition, count_code(&self.conditions));
        }
        if self.actions.is_empty() || self.actions.len() > MAX_ACTIONS {
            problems.add(Field::Action, count_code(&self.actions));
        }
        let mut conditions = Vec::with_capacity(self.conditions.len());
        for (at, draft) in self.conditions.iter().enumerate() {
            let parsed = condition(draft, writing, known);
            conditions.extend(problems.take_at(Field::Condition, at, parsed));
        }
        let mut actions = Vec::with_capacity(self.actions.len());
        for (at, draft) in self.actions.iter().enumerate() {
            let parsed = action(draft, writing, known).and_then(|action| {
                // Where it is filed can be said once.
                let files = |verb| matches!(verb, Verb::Category | Verb::Split | Verb::Transfer);
                let same = |other: &ActionDraft| {
                    other.verb == draft.verb || (files(other.verb) && files(draft.verb))
                };
                if self.actions[..at].iter().any(same) { Err(Code::Taken) } else { Ok(action) }
            });
            actions.extend(problems.take_at(Field::Action, at, parsed));
        }
        problems.into_result()?;
        Ok(Rule {
            name: name.unwrap_or_default(),
            enabled: self.enabled,
            matching: self.matching,
            conditions,
            actions,
        })
    }

    /// As [`RuleDraft::parse`], of a draft as it is kept ([`Rule::draft`]).
    pub fn parse_kept(&self, known: &impl Known) -> Result<Rule, Problems> {
        self.parse(KEPT, known)
    }
}

fn count_code<T>(list: &[T]) -> Code {
    if list.is_empty() { Code::Required } else { Code::TooLong }
}

fn condition(
    draft: &ConditionDraft,
    writing: Writing,
    known: &impl Known,
) -> Result<Condition, Code> {
    let text = |subject| {
        let test = text_test(draft.test, &draft.value)?;
        Ok(Condition::Text { subject, test })
    };
    match draft.subject {
        Subject::Payee => text(TextSubject::Payee),
        Subject::Text => text(TextSubject::Text),
        Subject::File => text(TextSubject::File),
        Subject::Amount => amount_test(draft, writing),
        Subject::Account if draft.test == Test::Is => {
            Ok(Condition::Account(account(&draft.value, known)?))
        }
        Subject::Account => Err(Code::Wrong),
        Subject::Date => {
            let day = |text: &str| day::parse(text, writing.today, writing.day_order);
            let first = day(&draft.value)?;
            let (from, until) = match draft.test {
                Test::Is => (Some(first), Some(first)),
                Test::From => (Some(first), None),
                Test::Until => (None, Some(first)),
                Test::Between => {
                    let second = day(&draft.to)?;
                    (Some(first.min(second)), Some(first.max(second)))
                }
                _ => return Err(Code::Wrong),
            };
            Ok(Condition::Date { from, until })
        }
    }
}

fn text_test(test: Test, value: &str) -> Result<TextTest, Code> {
    let value = required_line(value, MAX_TEXT)?;
    if test == Test::Regex {
        return match regex(&value).build() {
            Ok(_) => Ok(TextTest::Regex(value)),
            Err(_) => Err(Code::BadPattern),
        };
    }
    if plain(&value).is_empty() {
        return Err(Code::Required);
    }
    let text = Plain::new(&value);
    match test {
        Test::Contains => Ok(TextTest::Contains(text)),
        Test::Is => Ok(TextTest::Is(text)),
        Test::StartsWith => Ok(TextTest::StartsWith(text)),
        _ => Err(Code::Wrong),
    }
}

/// A pattern within the limits.
fn regex(pattern: &str) -> RegexBuilder {
    let mut builder = RegexBuilder::new(pattern);
    builder.case_insensitive(true).size_limit(MAX_PATTERN).nest_limit(32);
    builder
}

fn amount_test(draft: &ConditionDraft, writing: Writing) -> Result<Condition, Code> {
    let first = typed_amount(&draft.value, writing)?;
    let (test, signed) = match draft.test {
        Test::Is => (AmountTest::Is(first.value), first.signed),
        Test::Under => (AmountTest::Under(first.value), first.signed),
        Test::Over => (AmountTest::Over(first.value), first.signed),
        Test::Between => {
            let second = typed_amount(&draft.to, writing)?;
            let (least, most) = (first.value.min(second.value), first.value.max(second.value));
            (AmountTest::Between(least, most), first.signed || second.signed)
        }
        _ => return Err(Code::Wrong),
    };
    Ok(Condition::Amount { test, signed })
}

fn typed_amount(text: &str, writing: Writing) -> Result<amount::Typed, Code> {
    amount::parse(text, writing.decimal_mark).map_err(|error| match error {
        AmountError::Empty => Code::Required,
        AmountError::NotANumber => Code::NotANumber,
        AmountError::Range => Code::OutOfRange,
    })
}

fn account(text: &str, known: &impl Known) -> Result<AccountId, Code> {
    let id: AccountId = match text.trim() {
        "" => return Err(Code::Required),
        text => text.parse().map_err(|_| Code::Unknown)?,
    };
    known.account(id).map(|_| id).ok_or(Code::Unknown)
}

fn category(text: &str, known: &impl Known) -> Result<CategoryId, Code> {
    let id: CategoryId = match text.trim() {
        "" => return Err(Code::Required),
        text => text.parse().map_err(|_| Code::Unknown)?,
    };
    known.category(id).map(|_| id).ok_or(Code::Unknown)
}

fn action(draft: &ActionDraft, writing: Writing, known: &impl Known) -> Result<Action, Code> {
    match draft.verb {
        Verb::Category => Ok(Action::Category(category(&draft.value, known)?)),
        Verb::Payee => Ok(Action::Payee(required_line(&draft.value, MAX_NAME)?)),
        Verb::Memo => Ok(Action::Memo(required_line(&draft.value, MAX_MEMO)?)),
        Verb::Transfer => Ok(Action::Transfer(account(&draft.value, known)?)),
        Verb::Reviewed => Ok(Action::Reviewed),
        Verb::Tags => {
            let tags = tags(&draft.tags)?;
            if tags.is_empty() { Err(Code::Required) } else { Ok(Action::Tags(tags)) }
        }
        Verb::Split => Ok(Action::Split(parts(&draft.parts, writing, known)?)),
    }
}

fn parts(drafts: &[PartDraft], writing: Writing, known: &impl Known) -> Result<Vec<Part>, Code> {
    let Some((last, first)) = drafts.split_last().filter(|(_, first)| !first.is_empty()) else {
        return Err(Code::Required);
    };
    if drafts.len() > MAX_SPLITS {
        return Err(Code::TooLong);
    }
    if !last.share.trim().is_empty() {
        return Err(Code::SumDiffers);
    }
    let part = |draft: &PartDraft, share| {
        let category = match draft.category.trim() {
            "" => None,
            id => Some(category(id, known)?),
        };
        Ok(Part { category, share, note: line(&draft.note, MAX_MEMO)? })
    };
    let mut parts = Vec::with_capacity(drafts.len());
    let mut percents = Decimal::ZERO;
    for draft in first {
        let share = share(&draft.share, writing)?;
        if let Share::Percent(percent) = share {
            percents += percent;
        }
        parts.push(part(draft, share)?);
    }
    if percents >= Decimal::ONE_HUNDRED {
        return Err(Code::OutOfRange);
    }
    parts.push(part(last, Share::Rest)?);
    Ok(parts)
}

fn share(text: &str, writing: Writing) -> Result<Share, Code> {
    let text = text.trim();
    let percent = text.strip_suffix('%');
    let value = typed_amount(percent.unwrap_or(text), writing)?.value;
    if value <= Decimal::ZERO {
        return Err(Code::Zero);
    }
    match percent {
        Some(_) if value >= Decimal::ONE_HUNDRED => Err(Code::OutOfRange),
        Some(_) => Ok(Share::Percent(value)),
        None => Ok(Share::Amount(value)),
    }
}
