//! The line protocol on standard input and output:
//!
//!     ../shared/labels/score.py target/release/examples/classify FILE.tsv
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut session = classifier::wire::Session::default();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", classifier::wire::answer(&line?, &mut session)?)?;
    }
    out.flush()
}
