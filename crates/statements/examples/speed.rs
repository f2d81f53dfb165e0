//! Reads one file and prints how long that took: `speed FILE`.

use std::error::Error;
use std::ops::ControlFlow;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let bytes = std::fs::read(std::env::args().nth(1).ok_or("which file?")?)?;
    let start = Instant::now();
    let statements = statements::read(&bytes, &statements::Options::default(), &mut |_, _| {
        ControlFlow::Continue(())
    })?;
    let rows: usize = statements.iter().map(|statement| statement.rows.len()).sum();
    println!("{rows} rows in {} ms", start.elapsed().as_millis());
    Ok(())
}
