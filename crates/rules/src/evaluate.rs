//! All rules against one row.
//!
//! However many rules there are, a row's texts are read once: one automaton finds all texts that
//! some rule wants contained, one set of expressions all that match.

use crate::{
    draft::Matching,
    effects::{Effects, Filing, Given},
    rule::{Action, AmountTest, Condition, Rule, TextSubject, TextTest},
    split::split,
    text::plain,
};
use aho_corasick::AhoCorasick;
use chrono::NaiveDate;
use ledger::{AccountId, Money, RuleId};
use regex::{RegexSet, RegexSetBuilder, SetMatches};
use rust_decimal::Decimal;
use std::cell::OnceCell;

/// Cache of the set of expressions while it runs; beyond it, it starts anew.
const EXPRESSIONS_CACHE: usize = 16 << 20;

/// What rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub payee: &'a str,
    /// What the bank wrote, or payee and memo as typed.
    pub text: &'a str,
    /// Name of the imported file; empty for what was typed.
    pub file: &'a str,
    pub amount: Money,
    pub account: AccountId,
    pub date: NaiveDate,
}

/// All rules, made ready once for many rows.
#[derive(Debug)]
pub struct Compiled {
    rules: Vec<Ready>,
    payee: Wanted,
    text: Wanted,
    file: Wanted,
}

#[derive(Debug)]
struct Ready {
    id: RuleId,
    matching: Matching,
    /// The cheap ones first.
    conditions: Vec<Check>,
    actions: Vec<Action>,
}

/// A condition with its texts replaced by their numbers in [`Wanted`].
#[derive(Debug)]
enum Check {
    Contains(TextSubject, usize),
    Is(TextSubject, String),
    StartsWith(TextSubject, String),
    Regex(TextSubject, usize),
    Amount(AmountTest, bool),
    Account(AccountId),
    Date(Option<NaiveDate>, Option<NaiveDate>),
}

/// What the rules want to find in one of the texts.
#[derive(Debug, Default)]
struct Wanted {
    texts: Vec<String>,
    patterns: Vec<String>,
    literals: Option<AhoCorasick>,
    expressions: Option<RegexSet>,
}

impl Compiled {
    /// Of the user's rules in their order; those that are put aside are left out.
    pub fn new<'a>(rules: impl IntoIterator<Item = (RuleId, &'a Rule)>) -> Self {
        let mut all = Self {
            rules: Vec::new(),
            payee: Wanted::default(),
            text: Wanted::default(),
            file: Wanted::default(),
        };
        for (id, rule) in rules.into_iter().filter(|(_, rule)| rule.enabled) {
            let mut conditions: Vec<Check> =
                rule.conditions.iter().map(|condition| all.check(condition)).collect();
            conditions.sort_by_key(Check::cost);
            let (matching, actions) = (rule.matching, rule.actions.clone());
            all.rules.push(Ready { id, matching, conditions, actions });
        }
        for wanted in [&mut all.payee, &mut all.text, &mut all.file] {
            wanted.finish();
        }
        all
    }

    fn check(&mut self, condition: &Condition) -> Check {
        match condition {
            Condition::Amount { test, signed } => Check::Amount(*test, *signed),
            Condition::Account(id) => Check::Account(*id),
            Condition::Date { from, until } => Check::Date(*from, *until),
            Condition::Text { subject, test } => {
                let wanted = match subject {
                    TextSubject::Payee => &mut self.payee,
                    TextSubject::Text => &mut self.text,
                    TextSubject::File => &mut self.file,
                };
                match test {
                    TextTest::Contains(text) => {
                        Check::Contains(*subject, number(&mut wanted.texts, text.as_str()))
                    }
                    TextTest::Is(text) => Check::Is(*subject, text.as_str().to_owned()),
                    TextTest::StartsWith(text) => {
                        Check::StartsWith(*subject, text.as_str().to_owned())
                    }
                    TextTest::Regex(pattern) => {
                        Check::Regex(*subject, number(&mut wanted.patterns, pattern))
                    }
                }
            }
        }
    }

    /// Whether there is anything to evaluate.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// What the rules do to a row.
    pub fn evaluate(&self, row: &Row<'_>) -> Effects {
        let mut effects = Effects::default();
        let text = Reading::new(row.text, &self.text);
        let file = Reading::new(row.file, &self.file);
        let mut payee = Reading::new(row.payee, &self.payee);
        for rule in &self.rules {
            let holds = |check: &Check| check.holds(row, &payee, &text, &file);
            let matches = match rule.matching {
                Matching::All => rule.conditions.iter().all(holds),
                Matching::Any => rule.conditions.iter().any(holds),
            };
            if !matches {
                continue;
            }
            let renames = effects.payee.is_none();
            if effects.take(rule.id, &rule.actions, row) {
                effects.rules.push(rule.id);
            }
            if renames && let Some(name) = rule.actions.iter().find_map(Action::payee) {
                payee = Reading::new(name, &self.payee);
            }
        }
        effects
    }
}

/// The number of a text in the list, added when it is new.
fn number(list: &mut Vec<String>, text: &str) -> usize {
    list.iter().position(|known| known == text).unwrap_or_else(|| {
        list.push(text.to_owned());
        list.len() - 1
    })
}

impl Wanted {
    fn finish(&mut self) {
        if !self.texts.is_empty() {
            // It fails beyond 2^31 states only; a rule's texts are short, and there are few.
            self.literals = AhoCorasick::new(&self.texts).ok();
        }
        if !self.patterns.is_empty() {
            // Each of them has been compiled within its own limit before.
            let set = RegexSetBuilder::new(&self.patterns)
                .case_insensitive(true)
                .size_limit(usize::MAX)
                .dfa_size_limit(EXPRESSIONS_CACHE)
                .build();
            self.expressions = set.ok();
        }
    }
}

/// A text of a row, read as far as somebody asked.
struct Reading<'a> {
    text: &'a str,
    wanted: &'a Wanted,
    plain: OnceCell<String>,
    /// Which of the wanted texts are in it, a bit each.
    found: OnceCell<Vec<u64>>,
    matched: OnceCell<Option<SetMatches>>,
}

impl<'a> Reading<'a> {
    fn new(text: &'a str, wanted: &'a Wanted) -> Self {
        let (plain, found, matched) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { text, wanted, plain, found, matched }
    }

    fn plain(&self) -> &str {
        self.plain.get_or_init(|| plain(self.text))
    }

    fn contains(&self, number: usize) -> bool {
        let found = self.found.get_or_init(|| {
            let mut bits = vec![0_u64; self.wanted.texts.len().div_ceil(64)];
            let hits = self.wanted.literals.iter();
            for hit in hits.flat_map(|literals| literals.find_overlapping_iter(self.plain())) {
                let number = hit.pattern().as_usize();
                bits[number / 64] |= 1 << (number % 64);
            }
            bits
        });
        found[number / 64] & (1 << (number % 64)) != 0
    }

    fn matches(&self, number: usize) -> bool {
        let matched = self.matched.get_or_init(|| {
            let line = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.wanted.expressions.as_ref().map(|set| set.matches(&line))
        });
        matched.as_ref().is_some_and(|matched| matched.matched(number))
    }
}

impl Check {
    /// Their order within a rule: what costs little is asked first.
    fn cost(&self) -> u8 {
        match self {
            Self::Account(_) | Self::Date(..) => 0,
            Self::Contains(..) | Self::Is(..) | Self::StartsWith(..) => 1,
            Self::Amount(..) => 2,
            Self::Regex(..) => 3,
        }
    }

    fn holds(
        &self,
        row: &Row<'_>,
        payee: &Reading<'_>,
        text: &Reading<'_>,
        file: &Reading<'_>,
    ) -> bool {
        let of = |subject: &TextSubject| match subject {
            TextSubject::Payee => payee,
            TextSubject::Text => text,
            TextSubject::File => file,
        };
        match self {
            Self::Contains(subject, number) => of(subject).contains(*number),
            Self::Is(subject, text) => of(subject).plain() == text,
            Self::StartsWith(subject, text) => of(subject).plain().starts_with(text.as_str()),
            Self::Regex(subject, number) => of(subject).matches(*number),
            Self::Amount(test, signed) => {
                let amount = row.amount.decimal();
                test.holds(if *signed { amount } else { amount.abs() })
            }
            Self::Account(id) => row.account == *id,
            Self::Date(from, until) => {
                from.is_none_or(|from| row.date >= from)
                    && until.is_none_or(|until| row.date <= until)
            }
        }
    }
}

impl Action {
    fn payee(&self) -> Option<&str> {
        match self {
            Self::Payee(name) => Some(name),
            _ => None,
        }
    }
}

impl AmountTest {
    fn holds(self, amount: Decimal) -> bool {
        match self {
            Self::Is(value) => amount == value,
            Self::Under(value) => amount < value,
            Self::Over(value) => amount > value,
            Self::Between(least, most) => (least..=most).contains(&amount),
        }
    }
}

impl Effects {
    /// Takes what nobody said before; whether there was anything.
    fn take(&mut self, rule: RuleId, actions: &[Action], row: &Row<'_>) -> bool {
        let mut took = false;
        for action in actions {
            took |= match action {
                Action::Payee(name) => give(&mut self.payee, rule, || Some(name.clone())),
                Action::Memo(memo) => give(&mut self.memo, rule, || Some(memo.clone())),
                Action::Category(id) => {
                    give(&mut self.filing, rule, || Some(Filing::Category(*id)))
                }
                Action::Split(parts) => {
                    give(&mut self.filing, rule, || split(row.amount, parts).map(Filing::Splits))
                }
                Action::Transfer(account) => give(&mut self.filing, rule, || {
                    (*account != row.account).then_some(Filing::Transfer(*account))
                }),
                Action::Reviewed => !std::mem::replace(&mut self.reviewed, true),
                Action::Tags(tags) => self.add_tags(tags),
            };
        }
        took
    }

    fn add_tags(&mut self, tags: &[String]) -> bool {
        let before = self.tags.len();
        for tag in tags {
            if !self.tags.iter().any(|known| known.to_lowercase() == tag.to_lowercase()) {
                self.tags.push(tag.clone());
            }
        }
        self.tags.len() > before
    }
}

fn give<T>(place: &mut Option<Given<T>>, rule: RuleId, value: impl FnOnce() -> Option<T>) -> bool {
    if place.is_some() {
        return false;
    }
    *place = value().map(|value| Given { value, rule });
    place.is_some()
}
