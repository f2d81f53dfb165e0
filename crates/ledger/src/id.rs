//! One identifier type per table, so that a payee is never looked up by an account's number.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, num::ParseIntError, str::FromStr};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        ///
        /// On the wire a decimal string: JavaScript's numbers end at 2^53.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, specta::Type)]
        #[specta(type = String)]
        pub struct $name(i64);

        impl $name {
            /// Wraps a row id read from the database.
            pub const fn new(row: i64) -> Self { Self(row) }
            /// The row id, for binding.
            pub const fn row(self) -> i64 { self.0 }
        }
        impl From<i64> for $name {
            fn from(row: i64) -> Self { Self(row) }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl FromStr for $name {
            type Err = ParseIntError;
            fn from_str(text: &str) -> Result<Self, ParseIntError> { text.parse().map(Self) }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// A bank account, cash purse, card or loan.
    AccountId
    /// A category of the user's tree.
    CategoryId
    /// One statement taken in.
    ImportId
    /// Who was paid or who paid.
    PayeeId
    /// Conditions with actions.
    RuleId
    /// What was changed in one go without the user looking at each row.
    RunId
    /// A transaction that is expected to come again.
    ScheduleId
    /// One undoable change.
    StepId
    /// A free label.
    TagId
    /// One movement on one account.
    TransactionId
    /// The link between a transfer's two legs.
    TransferId
}
