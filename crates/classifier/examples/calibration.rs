//! Whether confidence means what it says, as tables for `docs/classifier.md`:
//!
//!     calibration FILE.tsv [country]
//!
//! The file has a heading and the columns `text` and `category`; a text that comes twice counts
//! once.
#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a measurement; nothing of it is money"
)]

use std::collections::BTreeMap;
use std::error::Error;

use classifier::wire::{Session, answer};

const BINS: usize = 10;

/// Answers with a confidence of one tenth.
#[derive(Clone, Copy, Default)]
struct Bin {
    rows: usize,
    right: usize,
    confidence: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("calibration FILE.tsv [country]")?;
    let country = arguments.next();
    let list = std::fs::read_to_string(file)?;
    let rows = labelled(&list).ok_or("no columns text and category")?;
    let mut by_source: BTreeMap<String, [Bin; BINS]> = BTreeMap::new();
    for (text, category) in &rows {
        let asked = serde_json::json!({"text": text, "country": country});
        let said: serde_json::Value =
            serde_json::from_str(&answer(&asked.to_string(), &mut Session::default())?)?;
        let confidence = said["confidence"].as_f64().unwrap_or(0.0);
        let at = (0..BINS - 1).find(|at| confidence * 10.0 < (at + 1) as f64).unwrap_or(BINS - 1);
        let source = said["source"].as_str().unwrap_or_default().to_owned();
        let bin = &mut by_source.entry(source).or_default()[at];
        bin.rows += 1;
        bin.right += usize::from(said["category"] == *category);
        bin.confidence += confidence;
    }
    let mut all = [Bin::default(); BINS];
    for bins in by_source.values() {
        for (sum, bin) in all.iter_mut().zip(bins) {
            sum.rows += bin.rows;
            sum.right += bin.right;
            sum.confidence += bin.confidence;
        }
    }
    // Expected calibration error: the mean distance of the tenths, by their rows
    // (<https://doi.org/10.1609/aaai.v29i1.9602>).
    let distance: f64 = all.iter().map(|bin| (bin.confidence - bin.right as f64).abs()).sum();
    println!("calibration error {:.3}", distance / rows.len().max(1) as f64);
    println!("| | {} |", (0..BINS).map(tenth).collect::<Vec<_>>().join(" | "));
    println!("| --- |{}", " --- |".repeat(BINS));
    for (source, bins) in &by_source {
        println!("| {source} | {} |", bins.map(cell).join(" | "));
    }
    println!("| all | {} |", all.map(cell).join(" | "));
    Ok(())
}

fn labelled(list: &str) -> Option<BTreeMap<&str, &str>> {
    let mut lines = list.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let heading = lines.next()?;
    let column = |name| heading.iter().position(|column| *column == name);
    let (text, category) = (column("text")?, column("category")?);
    Some(lines.filter_map(|line| Some((*line.get(text)?, *line.get(category)?))).collect())
}

fn tenth(at: usize) -> String {
    format!("0.{at}-{}.{}", (at + 1) / BINS, (at + 1) % BINS)
}

fn cell(bin: Bin) -> String {
    match bin.rows {
        0 => String::new(),
        rows => format!("{rows}: {:.2}", bin.right as f64 / rows as f64),
    }
}
