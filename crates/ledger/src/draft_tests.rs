use super::*;
use proptest::prelude::*;

struct Book;
impl Known for Book {
    fn account(&self, id: AccountId) -> Option<(Currency, bool)> {
        match id.row() {
            1 => Some((Currency::EUR, false)),
            2 => Some((Currency::EUR, true)),
            _ => None,
        }
    }
    fn category(&self, id: CategoryId) -> Option<CategoryKind> {
        (id.row() == 7).then_some(CategoryKind::Expense)
    }
}

fn writing() -> Writing {
    Writing {
        decimal_mark: DecimalMark::Point,
        day_order: DayOrder::DayFirst,
        today: "2026-03-10".parse().unwrap(),
    }
}

fn coffee() -> TransactionDraft {
    TransactionDraft {
        account: "1".into(),
        date: "today".into(),
        payee: "Café".into(),
        amount: "3.50".into(),
        category: "7".into(),
        ..TransactionDraft::default()
    }
}

fn problems(draft: &TransactionDraft) -> Vec<(Field, Code)> {
    match draft.parse(writing(), &Book) {
        Ok(_) => Vec::new(),
        Err(found) => found.as_slice().iter().map(|p| (p.field, p.code)).collect(),
    }
}

#[test]
fn an_expense_is_an_outflow() {
    let got = coffee().parse(writing(), &Book).unwrap();
    assert_eq!(got.amount.to_string(), "-3.50");
    assert_eq!(got.splits[0].category, Some(CategoryId::new(7)));
    let income = TransactionDraft { direction: Some(Direction::Income), ..coffee() };
    assert_eq!(income.parse(writing(), &Book).unwrap().amount.to_string(), "3.50");
    let refund = TransactionDraft { amount: "+3.50".into(), ..coffee() };
    assert_eq!(refund.parse(writing(), &Book).unwrap().amount.to_string(), "3.50");
}

#[test]
fn each_check_has_its_field_and_code() {
    let check = |change: &dyn Fn(&mut TransactionDraft), expect: &[(Field, Code)]| {
        let mut draft = coffee();
        change(&mut draft);
        assert_eq!(problems(&draft), expect, "{draft:?}");
    };
    check(&|_| (), &[]);
    check(&|d| d.amount = "0".into(), &[(Field::Amount, Code::Zero)]);
    check(&|d| d.amount = "12-12".into(), &[(Field::Amount, Code::Zero)]);
    check(&|d| d.amount = "1.005".into(), &[(Field::Amount, Code::TooPrecise)]);
    check(&|d| d.amount = "1e5".into(), &[(Field::Amount, Code::NotANumber)]);
    check(&|d| d.amount = "10000000000".into(), &[(Field::Amount, Code::OutOfRange)]);
    check(&|d| d.date = "30/2/2026".into(), &[(Field::Date, Code::NotADate)]);
    check(&|d| d.payee = "x".repeat(121), &[(Field::Payee, Code::TooLong)]);
    check(&|d| d.memo = "x".repeat(1001), &[(Field::Memo, Code::TooLong)]);
    check(&|d| d.category = "8".into(), &[(Field::Category, Code::Unknown)]);
    check(&|d| d.account = "2".into(), &[(Field::Account, Code::Closed)]);
    check(&|d| d.account = String::new(), &[(Field::Account, Code::Required)]);
    check(
        &|d| {
            d.date = String::new();
            d.amount = String::new();
        },
        &[(Field::Date, Code::Required), (Field::Amount, Code::Required)],
    );
}

#[test]
fn splits_must_add_up() {
    let split = |amount: &str| SplitDraft { amount: amount.into(), ..SplitDraft::default() };
    let mut draft = TransactionDraft { splits: vec![split("1.50"), split("2")], ..coffee() };
    assert_eq!(problems(&draft), []);
    draft.splits[1].amount = "2.01".into();
    assert_eq!(problems(&draft), [(Field::Split, Code::SumDiffers)]);
}

#[test]
fn an_account_needs_a_name_and_a_currency() {
    let draft = AccountDraft {
        name: " ".into(),
        kind: AccountKind::Cash,
        currency: "XXZ".into(),
        opening_balance: "1.234".into(),
        opened_on: String::new(),
        iban: "de 12 3".into(),
    };
    let found = draft.parse(writing()).unwrap_err();
    let found: Vec<_> = found.as_slice().iter().map(|p| (p.field, p.code)).collect();
    assert_eq!(
        found,
        [
            (Field::Name, Code::Required),
            (Field::Currency, Code::Unknown),
            (Field::OpeningBalance, Code::TooPrecise),
        ]
    );
}

proptest! {
    #[test]
    fn a_parsed_transaction_always_adds_up(amount in "[0-9.,+-]{1,12}", a in "[0-9.,-]{1,6}", b in "[0-9.,-]{1,6}") {
        let split = |amount: &String| SplitDraft { amount: amount.clone(), ..SplitDraft::default() };
        let draft = TransactionDraft { amount, splits: vec![split(&a), split(&b)], ..coffee() };
        if let Ok(got) = draft.parse(writing(), &Book) {
            prop_assert_eq!(got.splits.iter().map(|s| s.amount.minor()).sum::<i64>(), got.amount.minor());
            prop_assert_ne!(got.amount.minor(), 0);
        }
    }
}
