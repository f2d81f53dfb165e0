//! Transfers that are parts of an entry.

use rust_decimal::Decimal;

use crate::statement::Row;

/// The rows with each part that goes to another account of the user's as a row of its own: such a part is one leg of a
/// transfer, which the whole is not. The sum of the rows stays what it was.
pub fn apart(rows: Vec<Row>) -> Vec<Row> {
    let is_mixed = |row: &Row| row.splits.iter().any(|split| split.transfer.is_some());
    if !rows.iter().any(is_mixed) {
        return rows;
    }
    let cut = |row| if is_mixed(&row) { taken_apart(row) } else { vec![row] };
    rows.into_iter().flat_map(cut).collect()
}

fn taken_apart(mut row: Row) -> Vec<Row> {
    let (transfers, parts): (Vec<_>, Vec<_>) =
        std::mem::take(&mut row.splits).into_iter().partition(|split| split.transfer.is_some());
    // The balance is that after the last of them.
    let balance = row.balance.take();
    let mut left = row.amount;
    let mut rows = Vec::with_capacity(transfers.len() + 1);
    for split in transfers {
        left = left.saturating_sub(split.amount);
        let memo = if split.memo.is_empty() { row.memo.clone() } else { split.memo };
        rows.push(Row {
            amount: split.amount,
            transfer: split.transfer,
            category: Vec::new(),
            memo,
            ..row.clone()
        });
    }
    match <[_; 1]>::try_from(parts) {
        Ok([only]) => {
            row.category = only.category;
            if !only.memo.is_empty() {
                row.memo = only.memo;
            }
        }
        Err(parts) => row.splits = parts,
    }
    rows.insert(0, Row { amount: left, ..row });
    rows.retain(|row| row.amount != Decimal::ZERO);
    if let Some(last) = rows.last_mut() {
        last.balance = balance;
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::statement::Split;

    fn split(amount: i64, transfer: bool) -> Split {
        let transfer = transfer.then(|| "Cash".to_owned());
        let category = if transfer.is_some() { Vec::new() } else { vec!["Food".to_owned()] };
        Split { amount: amount.into(), transfer, category, memo: String::new() }
    }

    #[test]
    fn a_shop_with_cashback_is_two_rows() {
        let splits = vec![split(-30, false), split(-50, true)];
        let row = Row { amount: (-80).into(), splits, balance: Some(5.into()), ..Row::default() };
        let [shop, cash] = &apart(vec![row])[..] else { panic!() };
        assert_eq!((shop.amount, shop.category.len(), shop.balance), ((-30).into(), 1, None));
        assert_eq!((cash.amount, cash.transfer.as_deref()), ((-50).into(), Some("Cash")));
        assert_eq!(cash.balance, Some(5.into()));
    }

    proptest! {
        #[test]
        fn no_money_is_lost(
            amount in -1_000i64..1_000,
            parts in proptest::collection::vec((-1_000i64..1_000, any::<bool>()), 0..6)
        ) {
            let splits = parts.into_iter().map(|(amount, transfer)| split(amount, transfer));
            let row = Row { amount: amount.into(), splits: splits.collect(), ..Row::default() };
            let sum: Decimal = apart(vec![row]).iter().map(|row| row.amount).sum();
            prop_assert_eq!(sum, amount.into());
        }
    }
}
