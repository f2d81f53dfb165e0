//! Statements taken in: what would happen, making it happen, and taking it back.

mod abroad;
mod amounts;
mod bank_ids;
mod carried;
mod commit;
mod done;
mod draft;
mod file;
mod list;
mod parts;
mod paths;
mod plan;
mod preview;
mod proof;
mod ruled;
mod targets;
mod texts;

pub use carried::{CarriedView, PlaceView};
pub use commit::{Action, Decision, ImportResult, commit};
pub use draft::{Draft, prepare};
pub use file::{FileProblem, Upload};
pub use list::{ImportView, edited, list, undo};
pub use plan::{Pile, RowProblem, Why};
pub use preview::{
    Beside, Counts, Preview, PreviewPage, PreviewRow, Sample, StatementPreview, Unasked, proofs,
    rows,
};
pub use proof::RowProof;
pub use targets::Target;
