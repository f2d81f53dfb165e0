//! `eiq classify`: a line of JSON in, a line of JSON out.

use crate::failure::Failure;
use classifier::wire::{Session, answer};
use std::io::{self, BufRead, BufWriter, Write};

pub(crate) fn run() -> Result<(), Failure> {
    let mut session = Session::default();
    let mut out = BufWriter::new(io::stdout().lock());
    let written = |error| Failure::Io { what: "write the answer", error };
    for (index, line) in io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|error| Failure::Io { what: "read the input", error })?;
        if line.trim().is_empty() {
            continue;
        }
        let said = answer(&line, &mut session)
            .map_err(|error| Failure::Line { number: index + 1, error })?;
        writeln!(out, "{said}").map_err(written)?;
    }
    out.flush().map_err(written)
}
