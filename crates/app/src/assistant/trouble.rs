//! Why the model is not asked, or has not answered.

use assistant::{EndpointProblem, Failure, Refusal};

/// As far as the user can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Failed(#[from] Failure),
    /// No merchant that may be sent: all are persons, transfers, or have a category.
    #[error("nothing to send")]
    NothingToSend,
    /// The month's tokens are used up.
    #[error("over budget")]
    OverBudget,
    /// After three failures in a row it rests for ten minutes.
    #[error("resting")]
    Resting,
}

impl Trouble {
    /// Its name on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Refused(Refusal::Off) => "off",
            Self::Refused(Refusal::OfflineOnly) => "offlineOnly",
            Self::Refused(Refusal::Address(EndpointProblem::NotAnAddress)) => "notAnAddress",
            Self::Refused(Refusal::Address(EndpointProblem::NotEncrypted)) => "notEncrypted",
            Self::Refused(Refusal::Address(EndpointProblem::TooMuch)) => "tooMuch",
            Self::Refused(Refusal::NoModel) => "noModel",
            Self::Refused(Refusal::NoConsent) => "noConsent",
            Self::Failed(failure) => failure.code(),
            Self::NothingToSend => "nothingToSend",
            Self::OverBudget => "overBudget",
            Self::Resting => "resting",
        }
    }
}

impl From<Refusal> for crate::Error {
    fn from(refusal: Refusal) -> Self {
        Trouble::from(refusal).into()
    }
}

impl From<Failure> for crate::Error {
    fn from(failure: Failure) -> Self {
        Trouble::from(failure).into()
    }
}
