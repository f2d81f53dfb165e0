//! The order of the sources, and what each of them is worth.

use rust_decimal::Decimal;

use crate::Category;
use crate::answer::{Answer, Choice, Movement, Reason, Source};
use crate::brand::{self, Strength};
use crate::clean::Payee;
use crate::fold::fold;
use crate::keyword::{self, Keyword};
use crate::leaning;
use crate::memory::Memory;
use crate::model::Guess;
use crate::recalled::{paid_back, purchased_from, remembered};
use crate::words::{self, Found, Meaning};
use ledger::CategoryKind;

/// From this confidence on an answer may stand unseen.
pub const SURE_FROM_PERMILLE: u16 = 850;
/// What a brand that people book in more than one way comes to at most, if nothing else in the text
/// says which one it is.
const MIXED_PERMILLE: u16 = 780;

/// Knows the user's country; all lists are shared and read on first use.
#[derive(Debug, Clone)]
pub struct Classifier {
    country: Option<String>,
}

/// What is known of a transaction.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// The bank's text as it came.
    pub text: &'a str,
    /// The same through [`clean`](crate::clean).
    pub payee: &'a Payee,
    /// Negative goes out, positive comes in.
    pub amount: Option<Decimal>,
}

impl Query<'_> {
    /// Whether money came in; where no amount is known it went out.
    pub(crate) fn incoming(&self) -> bool {
        self.amount.is_some_and(|amount| amount.is_sign_positive() && !amount.is_zero())
    }
}

/// A finding, before memory and without the caller's own categories.
struct Finding {
    category: Option<Category>,
    permille: u16,
    /// How much of the confidence, in percent, does not depend on the model seeing it so, too.
    stands: u16,
    source: Source,
    reason: Reason,
}

impl Finding {
    /// What the lists and the model say together. Measured: a keyword that the model agrees with
    /// is right twice as often as one that it does not.
    fn weighed(self, guess: &Guess) -> Finding {
        let agreement = self.category.map_or(0, |category| guess.permille(category));
        let share =
            u32::from(self.stands) * 10 + u32::from(100 - self.stands) * u32::from(agreement) / 100;
        let permille = u32::from(self.permille) * share / 1000;
        let weighed = Finding { permille: u16::try_from(permille).unwrap_or(0), ..self };
        let guessed = Finding::guessed(guess);
        if guessed.permille > weighed.permille { guessed } else { weighed }
    }

    fn of_keyword(keyword: Keyword) -> Finding {
        Finding {
            category: Some(keyword.category),
            permille: keyword.permille,
            stands: keyword.stands,
            source: Source::Keyword,
            reason: Reason::Keyword { word: keyword.word, kind: keyword.category },
        }
    }

    /// What a shop sells beside everything else: a supermarket's pump, pharmacy or insurance.
    fn of_department(keyword: Keyword) -> Finding {
        let permille = if keyword.is_department() { 900 } else { 700 };
        Finding { permille, stands: 80, ..Finding::of_keyword(keyword) }
    }

    fn guessed(guess: &Guess) -> Finding {
        let (category, permille) = guess.best();
        Finding {
            category,
            // Measured: far from the names it learned, the model is less right than it thinks.
            permille: 150 + permille * 9 / 20,
            stands: 100,
            source: Source::Model,
            reason: Reason::Looks { kind: category },
        }
    }
}

impl Classifier {
    /// For a user in that country (ISO 3166, two letters, either case).
    pub fn new(country: Option<&str>) -> Classifier {
        Classifier { country: country.map(str::to_ascii_lowercase) }
    }

    /// The category of one transaction: what the user decided for this payee in this direction of
    /// money (of money that a shop pays back: for what was bought there), else what the bank's words,
    /// the brand lists, the keywords, the model and the sign of the amount say; `docs/classifier.md`
    /// has the order.
    pub fn classify<K: Clone + Eq>(&self, query: &Query<'_>, memory: &Memory<K>) -> Answer<K> {
        let incoming = query.incoming();
        let key = &query.payee.key;
        let either = || memory.recall(key, true).filter(|_| query.amount.is_none());
        if let Some(recall) = memory.recall(key, incoming).or_else(either) {
            return remembered(query.payee, recall, 1000);
        }
        let finding = self.find(query);
        if incoming
            && let Some(recall) = memory.recall(&purchased_from(key), false)
            && let Some(most) = paid_back(finding.category, &finding.reason, query.text)
        {
            return remembered(query.payee, recall, most);
        }
        Answer {
            category: finding.category.map(Choice::Builtin),
            confidence_permille: finding.permille,
            sure: finding.permille >= SURE_FROM_PERMILLE,
            source: finding.source,
            reason: finding.reason,
        }
    }

    /// Other categories that the transaction may have, the likeliest first: what the user chose for
    /// this payee, what the answer was without that, what the words say, and what the model thinks.
    pub fn alternatives<K: Clone + Eq>(
        &self,
        query: &Query<'_>,
        memory: &Memory<K>,
    ) -> Vec<Choice<K>> {
        let key = &query.payee.key;
        let incoming = query.incoming();
        let word = self.best_keyword(&words::find(key), key).map(|keyword| keyword.category);
        let known = self.find(query).category.into_iter().chain(word);
        let all = known.chain(guess(query).ranked(incoming)).map(Choice::Builtin);
        memory.choices(key, incoming).map(Choice::Own).chain(all).collect()
    }

    fn find(&self, query: &Query<'_>) -> Finding {
        let folded = fold(query.text);
        let direction = query.amount.map(|_| query.incoming());
        let in_text = words::find(&folded);
        let movement = movement(&in_text, direction);
        let guess = guess(query);
        let business = self.business(&query.payee.key, &folded, &in_text);
        let business = business.map(|finding| finding.weighed(&guess));
        decide(&folded, movement, business, &guess, direction)
    }

    fn best_keyword(&self, found: &[Found], text: &str) -> Option<Keyword> {
        let country = self.country.as_deref().unwrap_or_default();
        let mut best = keyword::best(found, text, keyword::is_head_last(country))?;
        if best.category.key() == "travel.lodging" && keyword::drinks_at_hotels(country) {
            best.permille = best.permille.min(MIXED_PERMILLE);
        }
        Some(best)
    }

    /// What the payee sells, by its name.
    fn business(&self, key: &str, folded: &str, in_text: &[Found]) -> Option<Finding> {
        let country = self.country.as_deref();
        let whole = brand::find(key, country).or_else(|| brand::find(folded, country));
        let brand = whole
            .or_else(|| brand::find_cut_off(key, country))
            .or_else(|| brand::find_cut_off(folded, country));
        let keyword = match self.best_keyword(&words::find(key), key) {
            Some(keyword) => Some(keyword),
            // The cleaned name says nothing: perhaps what was cleaned away does.
            None if brand.is_none() => self.best_keyword(in_text, folded),
            None => None,
        };
        let Some(hit) = brand else { return keyword.map(Finding::of_keyword) };
        let mut category = hit.brand.category;
        let (mut permille, stands) = match (hit.strength, hit.start == 0) {
            (Strength::Strong, true) if hit.brand.own => (950, 90),
            (Strength::Strong, true) => (940, 80),
            (Strength::Strong, false) => (910, 78),
            (Strength::Fair, true) => (860, 70),
            (Strength::Fair, false) => (800, 60),
            (Strength::Weak, _) => (750, 70),
        };
        let keyword =
            keyword.filter(|keyword| hit.brand.ordinary || !keyword.is_inside(hit.brand.name));
        let agrees = keyword.as_ref().is_some_and(|word| word.category.top() == category.top());
        if hit.brand.mixed && !agrees {
            permille = permille.min(MIXED_PERMILLE);
        }
        if let Some(keyword) = keyword {
            if hit.brand.ordinary || (hit.strength < Strength::Strong && !hit.brand.own) {
                let mut finding = Finding::of_keyword(keyword);
                // `Marathon` alone: the race or the filling station.
                if !agrees && hit.start == 0 && hit.end == key.len() {
                    finding.permille = finding.permille.min(MIXED_PERMILLE);
                }
                return Some(finding);
            }
            if agrees {
                permille += 30;
                if category.is_top() {
                    category = keyword.category;
                }
            } else if keyword.is_generic() {
                // Where it is or how it is paid for, not what it is.
            } else if keyword.weight > 2 && sells_everything(category) {
                return Some(Finding::of_department(keyword));
            } else {
                permille -= 120;
            }
        }
        let reason = Reason::Brand { name: hit.brand.name.to_owned(), kind: category };
        let permille = permille.min(960);
        Some(Finding { category: Some(category), permille, stands, source: Source::Brand, reason })
    }
}

/// Supermarkets and department stores sell fuel, insurance, telephone contracts and flights, too.
fn sells_everything(category: Category) -> bool {
    matches!(category.key(), "food.groceries" | "shopping" | "shopping.online_marketplaces")
}

/// What the model thinks of the payee, and who passed the payment on.
fn guess(query: &Query<'_>) -> Guess {
    let guess = Guess::new(&query.payee.key);
    leaning::of(query.text).iter().fold(guess, |guess, (top, odds)| guess.leaning(*top, *odds))
}

struct Said {
    movement: Movement,
    start: usize,
    end: usize,
}

/// What the bank says about the movement itself; `incoming` is the sign of the amount, if known.
fn movement(found: &[Found], incoming: Option<bool>) -> Option<Said> {
    let refunded = found.iter().any(Found::is_refund);
    let fits = |movement: Movement| match movement {
        Movement::Fee => incoming != Some(true) || refunded,
        Movement::Salary | Movement::Income | Movement::Refund => incoming != Some(false),
        Movement::Cash | Movement::Loan => incoming != Some(true),
        _ => true,
    };
    let rank = |movement: Movement| match movement {
        Movement::Fee => 9,
        Movement::CardPayment => 8,
        Movement::Cash => 7,
        Movement::Salary => 6,
        Movement::Interest => 5,
        Movement::Loan => 4,
        Movement::Income => 3,
        Movement::Refund => 2,
        Movement::Transfer => 1,
    };
    found
        .iter()
        .filter_map(|hit| match hit.meaning {
            Meaning::Movement(movement) if fits(movement) => {
                Some(Said { movement, start: hit.start, end: hit.end })
            }
            _ => None,
        })
        .max_by_key(|said| (rank(said.movement), said.end - said.start))
}

fn decide(
    folded: &str,
    movement: Option<Said>,
    business: Option<Finding>,
    guess: &Guess,
    incoming: Option<bool>,
) -> Finding {
    let refunded = movement.as_ref().is_some_and(|said| said.movement == Movement::Refund);
    if let Some(said) = movement {
        let word = folded[said.start..said.end].to_owned();
        let clear = word.contains(' ') || business.is_none();
        // What the payee sells says more than that money was sent to it, if that is clear at all.
        let yields = matches!(
            said.movement,
            Movement::Transfer | Movement::Loan | Movement::Refund | Movement::Income
        );
        let known = business.as_ref().is_some_and(|finding| finding.permille >= 550);
        if !(yields && known) {
            return moved(said.movement, word, clear, incoming);
        }
    }
    match (business, incoming) {
        (Some(finding), Some(true)) => money_back(finding, refunded),
        (Some(finding), _) => finding,
        (None, Some(true)) => Finding {
            category: Some(Category::OTHER_INCOME),
            permille: 600,
            stands: 100,
            source: Source::Sign,
            reason: Reason::MoneyIn,
        },
        (None, _) if folded.is_empty() => Finding {
            category: None,
            permille: 0,
            stands: 100,
            source: Source::Nothing,
            reason: Reason::Nothing,
        },
        (None, _) => Finding::guessed(guess),
    }
}

/// Money from a shop is a purchase taken back; from anybody else it is income.
fn money_back(finding: Finding, refunded: bool) -> Finding {
    let shop = finding.source == Source::Brand
        && finding.category.is_some_and(|category| category.kind() == CategoryKind::Expense);
    if refunded || shop {
        return Finding {
            permille: finding.permille.min(if refunded { 800 } else { 600 }),
            ..finding
        };
    }
    Finding {
        category: Some(Category::OTHER_INCOME),
        permille: 550,
        stands: 100,
        source: Source::Sign,
        reason: Reason::MoneyIn,
    }
}

/// `Transfer to savings` is one; `app payment` says how something was paid, and `wise` may be a name.
fn is_plain_transfer(word: &str) -> bool {
    let paid = word.contains("pay") || word.contains("pmt") || word.contains("order");
    !paid && (word.contains(' ') || word.starts_with("transf"))
}

fn moved(movement: Movement, word: String, clear: bool, incoming: Option<bool>) -> Finding {
    let (category, permille) = match movement {
        Movement::Transfer => (None, if is_plain_transfer(&word) { 870 } else { 800 }),
        Movement::CardPayment => (None, 900),
        Movement::Loan => (Category::from_key("bills"), 650),
        Movement::Cash => (Some(Category::CASH), 920),
        Movement::Fee => (Category::from_key("bills.bank_fees"), 900),
        Movement::Interest if incoming == Some(false) => {
            (Category::from_key("bills.bank_fees"), 850)
        }
        Movement::Interest | Movement::Income => (Some(Category::OTHER_INCOME), 850),
        Movement::Salary => (Some(Category::SALARY), 930),
        Movement::Refund => (None, 500),
    };
    let permille = if clear { permille } else { permille.min(700) };
    Finding {
        category,
        permille,
        stands: 100,
        source: Source::Pattern,
        reason: Reason::Pattern { word, movement },
    }
}
