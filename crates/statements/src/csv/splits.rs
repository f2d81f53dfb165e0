//! Rows that are the parts of one transaction become that transaction.

use rust_decimal::Decimal;

use crate::statement::{Row, Split};

/// Parts with a number in their memo: `Split (1/2) …` as YNAB writes it, `(SPLIT 1 OF 2) …` as Actual does, which
/// puts a row without an amount, `(SPLIT INTO 2) …`, before them.
pub(crate) fn by_mark(rows: Vec<Row>) -> Vec<Row> {
    let mut whole: Vec<Row> = Vec::with_capacity(rows.len());
    let (mut head, mut parts): (Option<Row>, Vec<Row>) = (None, Vec::new());
    for mut row in rows {
        let found = mark(&row.memo);
        let goes_on = matches!(found, Some((Mark::Part(_), _)))
            && parts
                .first()
                .is_none_or(|first| first.account == row.account && first.date == row.date);
        if !goes_on {
            // Parts that are not complete stay rows of their own.
            whole.extend(head.take());
            whole.append(&mut parts);
        }
        match found {
            Some((Mark::Head, memo)) if row.amount.is_zero() => {
                row.memo = memo;
                head = Some(row);
            }
            Some((Mark::Part(count), memo)) => {
                row.memo = memo;
                parts.push(row);
                if parts.len() == count {
                    whole.push(joined(head.take(), std::mem::take(&mut parts)));
                }
            }
            _ => whole.push(row),
        }
    }
    whole.extend(head);
    whole.append(&mut parts);
    whole
}

/// Parts that follow each other under one number of the app's, on one account.
pub(crate) fn by_id(rows: Vec<Row>) -> Vec<Row> {
    let mut whole: Vec<Row> = Vec::with_capacity(rows.len());
    let mut parts: Vec<Row> = Vec::new();
    for row in rows {
        let is_next = |first: &Row| {
            first.bank_id.is_some() && first.bank_id == row.bank_id && first.account == row.account
        };
        if !parts.first().is_none_or(is_next) {
            whole.push(joined(None, std::mem::take(&mut parts)));
        }
        parts.push(row);
    }
    if !parts.is_empty() {
        whole.push(joined(None, parts));
    }
    whole
}

enum Mark {
    /// Before the parts.
    Head,
    /// One of so many.
    Part(usize),
}

/// The mark at the start of a memo, and the memo without it.
fn mark(memo: &str) -> Option<(Mark, String)> {
    let (is_actual, rest) = match memo.strip_prefix("(SPLIT ") {
        Some(rest) => (true, rest),
        None => (false, memo.strip_prefix("Split (")?),
    };
    let (numbers, rest) = rest.split_once(')')?;
    let rest = rest.trim().to_owned();
    if is_actual && let Some(count) = numbers.strip_prefix("INTO ") {
        return count.parse::<usize>().is_ok().then_some((Mark::Head, rest));
    }
    let (place, count) = numbers.split_once(if is_actual { " OF " } else { "/" })?;
    let (place, count): (usize, usize) = (place.parse().ok()?, count.parse().ok()?);
    (1..=count).contains(&place).then_some((Mark::Part(count), rest))
}

/// One row of its parts; a single part stays as it is.
fn joined(head: Option<Row>, mut parts: Vec<Row>) -> Row {
    if parts.len() == 1 && head.is_none() {
        return parts.swap_remove(0);
    }
    let amount = parts.iter().fold(Decimal::ZERO, |sum, part| sum.saturating_add(part.amount));
    let raws: Vec<&str> = head.iter().chain(&parts).map(|row| row.raw.as_str()).collect();
    let raw = raws.join("\n");
    let splits = parts.iter().map(|part| Split {
        amount: part.amount,
        category: part.category.clone(),
        transfer: part.transfer.clone(),
        memo: part.memo.clone(),
    });
    let splits = splits.collect();
    // A part may be a transfer; the payee of the whole stands at one that is none.
    let named = parts.iter().position(|part| part.transfer.is_none()).unwrap_or(0);
    let first = head.unwrap_or_else(|| Row { memo: String::new(), ..parts.swap_remove(named) });
    Row { amount, splits, raw, category: Vec::new(), transfer: None, ..first }
}
