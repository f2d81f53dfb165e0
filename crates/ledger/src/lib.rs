//! The domain: money, days and periods, drafts and what is wrong with them.
//!
//! Pure: no files, no clock, no async, no network, no randomness. "Today" is an argument.

pub mod amount;
pub mod ask;
pub mod builtin;
pub mod coverage;
pub mod currency;
pub mod day;
pub mod draft;
pub mod filter;
pub mod id;
pub mod insight;
pub mod kind;
pub mod money;
pub mod period;
pub mod problem;
pub mod proof;
pub mod quick;
pub mod recurrence;
pub mod report;
pub mod shape;

pub use amount::DecimalMark;
pub use currency::Currency;
pub use filter::{CategoryChoice, Filter, Sort, Window};
pub use id::{
    AccountId, CategoryId, ImportId, PayeeId, RuleId, RunId, ScheduleId, StepId, TagId,
    TransactionId, TransferId,
};
pub use kind::{
    AccountKind, CategoryKind, Direction, RunSource, SortColumn, Status, StepKind, StepLabel,
    Transfers,
};
pub use money::Money;
pub use period::{Month, Period};
pub use problem::{Code, Field, Problem, Problems};
pub use recurrence::Recurrence;
