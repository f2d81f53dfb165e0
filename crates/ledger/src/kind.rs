//! The closed vocabularies of the ledger.

use serde::{Deserialize, Serialize};

/// Declares an enum that is kept in the database and sent as the same snake_case word.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),* }

        impl $name {
            /// Every one, in the order in which a person is offered them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];
            /// The word that the database keeps.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
            /// The one that a word names.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    )*};
}

words! {
    /// What kind of place an account is for money.
    AccountKind {
        /// Current account, giro.
        Checking = "checking",
        /// Savings, deposit.
        Savings = "savings",
        /// Purse or wallet.
        Cash = "cash",
        /// Credit card; its balance is what is owed, negative.
        CreditCard = "credit_card",
        /// Loan or mortgage.
        Loan = "loan",
    }

    /// Whether a category is for money out or money in.
    CategoryKind {
        /// Money out; a refund lowers it.
        Expense = "expense",
        /// Money in.
        Income = "income",
    }

    /// Which way an unsigned typed amount goes.
    Direction {
        /// Money out.
        Expense = "expense",
        /// Money in.
        Income = "income",
    }

    /// How far a transaction is known to the bank.
    Status {
        /// Not booked yet, or typed by hand.
        Pending = "pending",
        /// Seen on a statement.
        Cleared = "cleared",
        /// Held against the bank's balance; closed to change without a warning.
        Reconciled = "reconciled",
    }

    /// A column that the register can be sorted by.
    SortColumn {
        Date = "date",
        Amount = "amount",
        Payee = "payee",
        Category = "category",
    }

    /// Whether the register shows the legs of transfers.
    Transfers {
        Include = "include",
        Exclude = "exclude",
        Only = "only",
    }

    /// What changed many rows in one go without the user looking at each.
    RunSource {
        /// A statement was taken in.
        Import = "import",
        /// A rule was applied to what was there.
        Rule = "rule",
        /// The classifier filed what it was sure of.
        Classifier = "classifier",
        /// A language model filed or proposed.
        Assistant = "assistant",
    }

    /// What an undoable step did.
    StepKind {
        AddTransaction = "addTransaction",
        EditTransaction = "editTransaction",
        DeleteTransactions = "deleteTransactions",
        Categorise = "categorise",
        SetPayee = "setPayee",
        RenamePayee = "renamePayee",
        MergePayees = "mergePayees",
        ForgetPayeeAlias = "forgetPayeeAlias",
        SetDate = "setDate",
        SetTags = "setTags",
        AcceptSuggestions = "acceptSuggestions",
        /// A language model proposed categories.
        Suggest = "suggest",
        LinkTransfer = "linkTransfer",
        UnlinkTransfer = "unlinkTransfer",
        AddAccount = "addAccount",
        EditAccount = "editAccount",
        CloseAccount = "closeAccount",
        DeleteAccount = "deleteAccount",
        AddCategory = "addCategory",
        EditCategory = "editCategory",
        DeleteCategory = "deleteCategory",
        Import = "import",
        UndoImport = "undoImport",
        HideInsight = "hideInsight",
        ShowInsight = "showInsight",
        Reconcile = "reconcile",
        AddRule = "addRule",
        EditRule = "editRule",
        DeleteRule = "deleteRule",
        ReorderRules = "reorderRules",
        ImportRules = "importRules",
        ApplyRules = "applyRules",
        RevertRun = "revertRun",
        Reclassify = "reclassify",
        EnterSchedules = "enterSchedules",
        SkipSchedule = "skipSchedule",
        PauseSchedule = "pauseSchedule",
        ResumeSchedule = "resumeSchedule",
        DeleteSchedule = "deleteSchedule",
        /// A change of settings; it can not be undone, since nobody expects Ctrl+Z to change the
        /// language.
        Settings = "settings",
    }
}

/// An undoable step in words that the UI can say: "3 transactions deleted", "Account Giro added".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StepLabel {
    pub kind: StepKind,
    /// How many things it was about.
    pub count: u32,
    /// The name of the thing when there is one; else empty.
    pub name: String,
}

#[expect(clippy::derivable_impls, reason = "the words macro has no place for a default")]
impl Default for Transfers {
    fn default() -> Self {
        Self::Include
    }
}
