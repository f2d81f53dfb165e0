//! The language model, for those who want one: off until it is switched on, asked only what the
//! user has seen, answering only in suggestions.

mod alone;
mod collect;
mod facts;
mod notes;
mod plan;
mod questions;
mod requests;
mod run;
mod settings;
mod trouble;

pub use alone::OnePreview;
pub use collect::Scope;
pub use notes::{NoteView, note, note_delete, note_kept, note_preview};
pub use plan::{AskPreview, preview};
pub use questions::{question, question_preview};
pub use requests::{RequestView, bodies, delete, list};
pub(crate) use run::Runner;
pub use run::{Progress, RunState, after_import, cancel, pause, progress, resume, start};
pub(crate) use settings::is_of_assistant;
pub use settings::{
    AssistantSettings, AssistantView, Preset, TrialView, get, models, set, set_key, try_out,
};
pub use store::assistant::{Bodies, Purpose};
pub use trouble::Trouble;
