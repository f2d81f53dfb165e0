//! A file that the user gave, and what it says.

use crate::Error;
use sha2::{Digest, Sha256};
use statements::{Options, Problem, ProblemCode, Statement};
use std::{mem, ops::ControlFlow, sync::Arc};
use tokio::task::spawn_blocking;

/// A file that the user gave.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Without its folder.
    pub name: String,
    pub bytes: Arc<[u8]>,
}

/// A file that was read.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: String,
    /// SHA-256 of its bytes.
    pub(super) digest: [u8; 32],
    /// What it was read with.
    pub(super) options: Options,
    /// At least one.
    pub(super) statements: Vec<Statement>,
}

/// Reads a file on a thread of its own. `progress` is told the permille done.
pub(super) async fn read<P>(
    upload: Upload,
    options: Options,
    mut progress: P,
) -> Result<(File, P), Error>
where
    P: FnMut(u16) -> ControlFlow<()> + Send + 'static,
{
    let read = spawn_blocking(move || {
        let mut told = |done: u64, all: u64| {
            progress(u16::try_from(done.saturating_mul(1000) / all.max(1)).unwrap_or(1000))
        };
        let mut statements = statements::read(&upload.bytes, &options, &mut told)?;
        for statement in &mut statements {
            statement.rows = statements::apart(mem::take(&mut statement.rows));
        }
        let digest = Sha256::digest(&upload.bytes).into();
        Ok((File { name: upload.name, digest, options, statements }, progress))
    });
    read.await?
}

/// By which a layout is known again, as the database keeps it.
pub(super) fn fingerprint(statement: &Statement) -> i64 {
    statement.fingerprint.cast_signed()
}

/// The account as the file writes it; empty where it does not.
pub(super) fn named(statement: &Statement) -> &str {
    statement.account.as_deref().unwrap_or_default()
}

/// A part of the file that was not taken in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
pub struct FileProblem {
    /// Physical line of the file, from 1.
    pub line: u32,
    pub code: ProblemCode,
    /// The beginning of it.
    pub excerpt: String,
}

impl From<&Problem> for FileProblem {
    fn from(problem: &Problem) -> Self {
        Self { line: problem.line, code: problem.code, excerpt: problem.excerpt.clone() }
    }
}
