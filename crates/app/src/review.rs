//! What the classifier was not sure of, and waits for the user: by merchant, with what each may be.

use crate::{
    Book, Error, Now, Topic,
    classify::Judge,
    transactions::{PayeeName, ROWS, Row, SuggestionView, ensure_payee},
};
use chrono::NaiveDate;
use ledger::{
    AccountId, CategoryId, Code, Field, Money, Problems, RunSource, StepKind, StepLabel,
    TransactionId, Window,
    draft::{Known, MAX_NAME},
    problem::line,
};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, ops::ControlFlow, sync::Arc};
use store::{
    Step,
    review::{self, Asked, Merchant},
    suggestions::{self, State},
};

/// Most alternatives that a merchant is offered with.
const ALTERNATIVES: usize = 5;
/// Rows that are classified between two looks at whether the user gave up.
const PORTION: usize = 2_000;
/// What a decision may touch.
const DECIDED: &[Topic] =
    &[Topic::Transactions, Topic::Categories, Topic::Payees, Topic::Suggestions];

/// A window of the merchants with rows that wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ReviewPage {
    /// Merchants.
    pub total: u32,
    pub offset: u32,
    /// Those with most rows first.
    pub merchants: Vec<MerchantView>,
}

/// Rows that are decided alike: of one payee (or one text), in one direction and currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MerchantView {
    /// Names it for the other commands.
    pub key: String,
    pub payee: Option<PayeeName>,
    /// What the bank wrote in one of its rows.
    pub text: String,
    pub count: u32,
    pub sum: Money,
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// What most of its rows have suggested; none where nothing was.
    pub suggestion: Option<SuggestionView>,
    /// Rows that have just that suggested.
    pub alike: u32,
    /// At most five, the likeliest first, without the suggested one.
    pub alternatives: Vec<CategoryId>,
}

/// Which rows a decision is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Which {
    /// All that wait of a merchant.
    Merchant { key: String },
    /// These.
    Rows { ids: Vec<TransactionId> },
}

/// What a decision did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Decided {
    /// Rows filed as decided.
    pub filed: u32,
    /// Further rows of the payee that the classifier is sure of now.
    pub alike: u32,
    /// One of the filed rows, which a rule may be proposed from.
    pub example: Option<TransactionId>,
}

/// What accepting all suggestions from a confidence on would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Confident {
    pub rows: u32,
    /// The most first.
    pub categories: Vec<CategoryCount>,
}

/// How many rows would be filed under a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct CategoryCount {
    pub category: CategoryId,
    pub rows: u32,
}

/// Rows with an open suggestion or without a category; transfers left out.
pub async fn count(book: &Book) -> Result<u32, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    Ok(suggestions::waiting(&mut conn).await?)
}

/// A window of the merchants whose rows wait.
pub async fn merchants(book: &Book, window: Window) -> Result<ReviewPage, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let judge = book.judge(&mut conn).await?;
    let (total, merchants) = review::merchants(&mut conn, window).await?;
    let samples: Vec<TransactionId> = merchants.iter().map(|merchant| merchant.sample).collect();
    let samples = review::asked(&mut conn, &samples).await?;
    let merchants = merchants.into_iter().zip(samples);
    let merchants = merchants.map(|(merchant, sample)| view(merchant, sample, &judge));
    Ok(ReviewPage { total, offset: window.offset, merchants: merchants.collect::<Result<_, _>>()? })
}

fn view(merchant: Merchant, sample: Asked, judge: &Judge) -> Result<MerchantView, Error> {
    let suggestion = merchant.suggestion.map(SuggestionView::try_from).transpose()?;
    let suggested = suggestion.as_ref().and_then(|suggestion| suggestion.category);
    let others = judge.alternatives(&sample).filter(|id| Some(*id) != suggested);
    Ok(MerchantView {
        alternatives: others.take(ALTERNATIVES).collect(),
        key: merchant.key,
        payee: merchant.payee.map(|(id, name)| PayeeName { id, name }),
        text: sample.text,
        count: merchant.count,
        sum: merchant.sum,
        first: merchant.first,
        last: merchant.last,
        suggestion,
        alike: merchant.alike,
    })
}

/// A window of a merchant's rows, the newest first.
pub async fn rows(book: &Book, merchant: &str, window: Window) -> Result<Vec<Row>, Error> {
    let window = Window { limit: window.limit.min(ledger::filter::MAX_WINDOW), ..window };
    let db = book.db().await?;
    let mut conn = db.read().await;
    let ids = review::ids(&mut conn, merchant, window).await?;
    let rows = store::register::rows(&mut conn, &ids).await?;
    rows.into_iter().map(Row::try_from).collect()
}

/// Files rows under a category, and under another payee's name if one is given; both are
/// remembered for the payee, and what else waits of it is looked at again: what is sure now is
/// filed too. All of it is one change that can be undone.
///
/// # Errors
/// [`Error::Invalid`] for a category that is not there, or a name that is too long or empty.
pub async fn decide(
    book: &Book,
    which: &Which,
    category: CategoryId,
    payee: Option<&str>,
) -> Result<Decided, Error> {
    let name = match payee {
        Some(name) => Some(line(name, MAX_NAME).map_err(|code| Problems::one(Field::Payee, code))?),
        None => None,
    };
    if name.as_ref().is_some_and(String::is_empty) {
        return Err(Error::invalid(Field::Payee, Code::Required));
    }
    let db = book.db().await?;
    let label = StepLabel { kind: StepKind::Categorise, count: 0, name: String::new() };
    let mut step = db.begin(label).await?;
    let lookup = book.lookup(&mut step).await?;
    if !lookup.has(category) {
        return Err(Error::invalid(Field::Category, Code::Unknown));
    }
    let ids = meant(&mut step, which).await?;
    store::transactions::file_open(&mut step, &ids, category).await?;
    store::memory::learn(&mut step, &ids, category).await?;
    let mut again = review::alike(&mut step, &ids).await?;
    if let Some(name) = name {
        let payee = ensure_payee(&mut step, &name).await?;
        store::transactions::set_payee(&mut step, &ids, payee, true).await?;
        store::memory::learn(&mut step, &ids, category).await?;
        again.extend(review::alike(&mut step, &ids).await?);
    }
    let habits = store::memory::list(&mut step).await?;
    let lessons = review::lessons(&mut step).await?;
    let aliases = store::payees::aliases(&mut step).await?;
    let country = book.session().settings.country;
    let judge = Arc::new(Judge::new(&country, &lookup, habits, &lessons, aliases));
    let alike = classify(&mut step, &judge, &again).await?;
    let filed = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    step.label.count = filed + alike;
    // It takes long to make, and the inbox asks for it next.
    book.cache().keep_judge(judge);
    let kept = book.commit(step, DECIDED).await;
    if kept.is_err() {
        book.cache().forget_habits();
    }
    kept.map(|()| Decided { filed, alike, example: ids.first().copied() })
}

/// Makes rows transfers with another account: each is linked with what is there of the opposite
/// amount within three days, or else with a new row on that account. How many rows.
///
/// # Errors
/// [`Error::Invalid`] for an account that is closed, of another currency, or the rows' own.
pub async fn transfer(
    book: &Book,
    which: &Which,
    account: AccountId,
    now: Now,
) -> Result<u32, Error> {
    let db = book.db().await?;
    let label = StepLabel { kind: StepKind::LinkTransfer, count: 0, name: String::new() };
    let mut step = db.begin(label).await?;
    let lookup = book.lookup(&mut step).await?;
    let problem = |code| Error::invalid(Field::Account, code);
    let (currency, closed) = lookup.account(account).ok_or_else(|| problem(Code::Unknown))?;
    if closed {
        return Err(problem(Code::Closed));
    }
    let ids = meant(&mut step, which).await?;
    for row in store::register::rows(&mut step, &ids).await? {
        if row.account == account || row.amount.currency() != currency {
            return Err(problem(Code::Wrong));
        }
        store::transfers::make(&mut step, row.id, account, now.ms).await?;
        step.label.count += 1;
    }
    let made = step.label.count;
    book.commit(step, ROWS).await?;
    Ok(made)
}

async fn meant(step: &mut Step<'_>, which: &Which) -> Result<Vec<TransactionId>, Error> {
    match which {
        Which::Rows { ids } => Ok(ids.clone()),
        Which::Merchant { key } => {
            let all = Window { offset: 0, limit: u32::MAX };
            Ok(review::ids(step, key, all).await?)
        }
    }
}

/// Classifies rows anew; how many are filed by that.
async fn classify(step: &mut Step<'_>, judge: &Judge, rows: &[Asked]) -> Result<u32, Error> {
    let said = rows.iter().map(|row| Ok((row.id, judge.judge(row).suggestion()?)));
    let said: Vec<_> = said.collect::<Result<_, Error>>()?;
    suggestions::put_all(step, &said).await?;
    let filed = said.iter().filter(|(_, suggestion)| suggestion.state == State::Applied).count();
    Ok(u32::try_from(filed).unwrap_or(u32::MAX))
}

/// Takes the suggested categories of these transactions, and remembers them for their payees.
pub async fn accept(book: &Book, ids: &[TransactionId]) -> Result<(), Error> {
    let db = book.db().await?;
    let label = StepLabel { kind: StepKind::AcceptSuggestions, count: 0, name: String::new() };
    let mut step = db.begin(label).await?;
    let mut taken: HashMap<CategoryId, Vec<TransactionId>> = HashMap::new();
    for row in store::register::rows(&mut step, ids).await? {
        let open = row.suggestion.filter(|suggestion| suggestion.state == State::Open);
        if let Some(category) = open.and_then(|suggestion| suggestion.category) {
            taken.entry(category).or_default().push(row.id);
        }
    }
    step.label.count = suggestions::accept(&mut step, ids).await?;
    for (category, ids) in taken {
        store::memory::learn(&mut step, &ids, category).await?;
    }
    book.cache().forget_habits();
    book.commit(step, &[Topic::Transactions, Topic::Categories, Topic::Suggestions]).await
}

/// What [`accept_confident`] would do.
pub async fn confident(book: &Book, permille: u16) -> Result<Confident, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let rows = suggestions::at_or_above(&mut conn, permille).await?;
    let mut counts: HashMap<CategoryId, u32> = HashMap::new();
    rows.iter().for_each(|(_, category)| *counts.entry(*category).or_default() += 1);
    let mut categories: Vec<CategoryCount> =
        counts.into_iter().map(|(category, rows)| CategoryCount { category, rows }).collect();
    categories.sort_by_key(|one| (std::cmp::Reverse(one.rows), one.category));
    Ok(Confident { rows: u32::try_from(rows.len()).unwrap_or(u32::MAX), categories })
}

/// Accepts all suggestions of at least this confidence, in thousandths; how many. Nobody looked at
/// each, so that it teaches nothing, and can be taken back later as an automatic change.
pub async fn accept_confident(book: &Book, permille: u16, now: Now) -> Result<u32, Error> {
    let db = book.db().await?;
    let label = StepLabel { kind: StepKind::AcceptSuggestions, count: 0, name: String::new() };
    let mut step = db.begin(label).await?;
    let rows = suggestions::at_or_above(&mut step, permille).await?;
    let ids: Vec<TransactionId> = rows.into_iter().map(|(id, _)| id).collect();
    let count = suggestions::accept(&mut step, &ids).await?;
    step.label.count = count;
    if count > 0 {
        let name = format!("\u{2265} {} %", permille / 10);
        store::runs::record(&mut step, RunSource::Classifier, &name, count, now.ms).await?;
    }
    book.commit(step, DECIDED).await?;
    Ok(count)
}

/// Asks the classifier again of everything that waits, with what it has learned since; how many
/// rows that files. They can be taken back later as one automatic change.
///
/// # Errors
/// [`Error::Cancelled`] when `progress` (told the permille done) breaks; nothing is changed then.
pub async fn classify_again(
    book: &Book,
    now: Now,
    mut progress: impl FnMut(u16) -> ControlFlow<()> + Send,
) -> Result<u32, Error> {
    let db = book.db().await?;
    let label = StepLabel { kind: StepKind::Reclassify, count: 0, name: String::new() };
    let mut step = db.begin(label).await?;
    let judge = book.judge(&mut step).await?;
    let ids = review::all(&mut step).await?;
    let (mut done, mut filed) = (0, 0);
    for portion in ids.chunks(PORTION) {
        if progress(u16::try_from(done * 1000 / ids.len()).unwrap_or(1000)).is_break() {
            return Err(Error::Cancelled);
        }
        let rows = review::asked(&mut step, portion).await?;
        filed += classify(&mut step, &judge, &rows).await?;
        done += portion.len();
    }
    step.label.count = filed;
    if filed > 0 {
        store::runs::record(&mut step, RunSource::Classifier, "", filed, now.ms).await?;
    }
    book.commit(step, DECIDED).await?;
    Ok(filed)
}
