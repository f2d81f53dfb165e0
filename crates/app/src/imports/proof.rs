//! Whether a statement's own balances prove it complete.

use rust_decimal::Decimal;
use statements::Row;

/// What the balances beside the rows say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Proof {
    /// Every balance follows from the one before it.
    Complete { rows: u32 },
    /// At this line it does not: something is missing, or was read wrongly.
    Breaks { line: u32 },
}

/// Holds each balance against the one beside it, oldest or newest first as the file runs. None
/// without two balances in a row.
pub(super) fn prove(rows: &[Row]) -> Option<Proof> {
    let follows = |before: Option<Decimal>, amount: Decimal, after: Option<Decimal>| {
        before?.checked_add(amount).map(|sum| after == Some(sum))
    };
    let run = |step: &dyn Fn(&Row, &Row) -> Option<bool>| {
        let steps = rows.windows(2).filter(|pair| pair[0].account == pair[1].account);
        let held = steps.filter_map(|pair| Some((pair[1].line, step(&pair[0], &pair[1])?)));
        let held: Vec<(u32, bool)> = held.collect();
        let wrong = held.iter().filter(|(_, holds)| !holds).count();
        (wrong, held.len(), held.into_iter().find(|(_, holds)| !holds))
    };
    let has_both = |a: &Row, b: &Row| a.balance.is_some() && b.balance.is_some();
    let down =
        run(&|a, b| has_both(a, b).then(|| follows(a.balance, b.amount, b.balance)).flatten());
    let up = run(&|a, b| has_both(a, b).then(|| follows(b.balance, a.amount, a.balance)).flatten());
    let (_, steps, broken) = if up.0 < down.0 { up } else { down };
    if steps == 0 {
        return None;
    }
    let rows = rows.iter().filter(|row| row.balance.is_some()).count();
    Some(match broken {
        Some((line, _)) => Proof::Breaks { line },
        None => Proof::Complete { rows: u32::try_from(rows).unwrap_or(u32::MAX) },
    })
}
