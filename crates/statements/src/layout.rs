//! How the columns of a file are to be read; each guess can be changed by the user and passed back.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::amount::DecimalMark;
use crate::date::DateOrder;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Date,
    ValueDate,
    Amount,
    Debit,
    Credit,
    /// Says for each row whether the amount is money in or out.
    DebitCreditMarker,
    Balance,
    Payee,
    Memo,
    Currency,
    BankId,
    /// The user's own account.
    Account,
    /// IBAN or number of the account on the other side.
    CounterAccount,
    /// Several are read as a path, the outermost category first.
    Category,
    Tags,
    /// The bank's kind of entry, such as "card payment".
    Type,
    /// Booked, pending, declined.
    Status,
    Ignore,
}

impl Role {
    /// The names of all columns' roles, as questions have them.
    pub(crate) fn list(roles: &[Role]) -> String {
        roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(",")
    }

    /// The name used in questions and on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Role::Date => "date",
            Role::ValueDate => "value_date",
            Role::Amount => "amount",
            Role::Debit => "debit",
            Role::Credit => "credit",
            Role::DebitCreditMarker => "debit_credit_marker",
            Role::Balance => "balance",
            Role::Payee => "payee",
            Role::Memo => "memo",
            Role::Currency => "currency",
            Role::BankId => "bank_id",
            Role::Account => "account",
            Role::CounterAccount => "counter_account",
            Role::Category => "category",
            Role::Tags => "tags",
            Role::Type => "type",
            Role::Status => "status",
            Role::Ignore => "ignore",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Column {
    /// The header's word; empty where there is no header.
    pub name: String,
    pub role: Role,
}

/// What an amount without a word beside it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// Plus is money in; a debit column is money out.
    PlusIsIn,
    /// Plus is money out, as many credit cards write it; a debit column is money in.
    PlusIsOut,
}

impl Sign {
    /// The name used in questions and on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Sign::PlusIsIn => "plus_is_in",
            Sign::PlusIsOut => "plus_is_out",
        }
    }
}

/// What was understood of a file with columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Layout {
    pub delimiter: char,
    /// Physical line of the header, from 1.
    pub header_line: Option<u32>,
    pub columns: Vec<Column>,
    pub date_order: DateOrder,
    /// For amounts such as `1.234` that could be read both ways; the others speak for themselves.
    pub decimal_mark: DecimalMark,
    pub sign: Sign,
}
