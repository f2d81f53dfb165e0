//! Answers from the memory: how far they are trusted, and when those of money out hold for money in.

use std::borrow::Cow;

use crate::Category;
use crate::answer::{Answer, Choice, Movement, Reason, Source};
use crate::classify::SURE_FROM_PERMILLE;
use crate::clean::Payee;
use crate::fold::fold;
use crate::memory::Recall;
use crate::words::{self, Found};
use ledger::CategoryKind;

/// What the user chose for the payee, with at most that confidence, in thousandths.
pub(crate) fn remembered<K>(payee: &Payee, recall: Recall<K>, most: u16) -> Answer<K> {
    let permille = remembered_permille(recall.times, recall.of).min(most);
    Answer {
        category: Some(Choice::Own(recall.choice)),
        confidence_permille: permille,
        sure: permille >= SURE_FROM_PERMILLE,
        source: Source::Memory,
        reason: Reason::Memory { payee: payee.name.clone(), times: recall.times, of: recall.of },
    }
}

/// The key of a payee without the words that say that it pays back: `lidl` of `lidl refund`.
pub(crate) fn purchased_from(key: &str) -> Cow<'_, str> {
    let refunds: Vec<Found> = words::find(key).into_iter().filter(Found::is_refund).collect();
    if refunds.is_empty() {
        return key.into();
    }
    let said = |at: usize| refunds.iter().any(|hit| (hit.start..hit.end).contains(&at));
    let left: String =
        key.char_indices().filter(|(at, _)| !said(*at)).map(|(_, letter)| letter).collect();
    left.split_whitespace().collect::<Vec<_>>().join(" ").into()
}

/// Whether money that came in, of which the lists say this, is a purchase taken back, so that what
/// was chosen for purchases holds for it, and how far that is to be trusted at most, in thousandths:
/// the bank says so, or it comes from a known shop. A salary is none, and neither is money from
/// somebody of whom nothing is known.
pub(crate) fn paid_back(category: Option<Category>, reason: &Reason, text: &str) -> Option<u16> {
    let moved = match reason {
        Reason::Pattern { movement, .. } => *movement != Movement::Refund,
        _ => false,
    };
    let said = words::find(&fold(text)).iter().any(Found::is_refund);
    let expense = category.is_some_and(|category| category.kind() == CategoryKind::Expense);
    match (moved, said, expense) {
        (true, ..) | (false, false, false) => None,
        (false, true, _) => Some(1000),
        (false, false, true) => Some(600),
    }
}

/// How far a memory is trusted: once is a lot, always is nearly all.
fn remembered_permille(times: u32, of: u32) -> u16 {
    // (times + 3) / (of + 3.4): one of one is 909, two of three 781, many of many 990.
    let permille = (u64::from(times) + 3) * 10_000 / (u64::from(of) * 10 + 34);
    u16::try_from(permille.min(990)).unwrap_or(990)
}
