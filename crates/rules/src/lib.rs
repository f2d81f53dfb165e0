//! The user's own rules: conditions on a transaction, and what they do to it.
//!
//! Pure: a [`RuleDraft`] of plain strings is parsed into a [`Rule`]; all rules together are compiled
//! once, and [`Compiled::evaluate`] is a function of them and one row. The rules stand in the user's
//! order: of each thing that can be set, the first rule that matches and sets it wins, and a payee
//! that one gave is what the later ones see.

mod draft;
mod effects;
mod evaluate;
mod parse;
mod rule;
mod split;
mod text;

pub use draft::{ActionDraft, ConditionDraft, Matching, PartDraft, RuleDraft, Subject, Test, Verb};
pub use effects::{Effects, Filing, Given};
pub use evaluate::{Compiled, Row};
pub use parse::{MAX_ACTIONS, MAX_CONDITIONS, MAX_PATTERN, MAX_TEXT};
pub use rule::{Action, Condition, Part, Rule, Share, TextSubject, TextTest};
