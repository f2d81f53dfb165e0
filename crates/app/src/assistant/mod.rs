//! The language model, for those who want one: off until it is switched on, asked only what the
//! user has seen, answering only in suggestions.

mod collect;
mod plan;
mod requests;
mod run;
mod settings;
mod trouble;

pub use collect::Scope;
pub use plan::{AskPreview, preview};
pub use requests::{RequestView, bodies, delete, list};
pub(crate) use run::Runner;
pub use run::{Progress, RunState, after_import, cancel, pause, progress, resume, start};
pub use settings::{
    AssistantSettings, AssistantView, Preset, TrialView, get, models, set, set_key, try_out,
};
pub use store::assistant::{Bodies, Purpose};
pub use trouble::Trouble;
