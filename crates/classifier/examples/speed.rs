//! How long a row takes, over the lines of standard input; and the first one, which reads the
//! lists.
use std::io::{self, Read};
use std::time::{Duration, Instant};

use classifier::{Classifier, Memory, Query, clean, fold::fold};

fn main() -> io::Result<()> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let lines: Vec<&str> = text.lines().collect();
    let rows = u32::try_from(lines.len().max(1)).unwrap_or(u32::MAX);
    let memory = Memory::<u32>::default();
    let classifier = Classifier::new(Some("gb"));
    let ask = |text: &str| {
        let payee = clean(text);
        classifier.classify(&Query { text, payee: &payee, amount: None }, &memory).sure
    };
    let start = Instant::now();
    ask("first");
    println!("first row: {:?}", start.elapsed());
    // What no classifier can be faster than: each text read and written anew in one spelling. The
    // machine's speed and load are in both, so that their ratio can be held against other runs.
    let start = Instant::now();
    let folded: usize = lines.iter().map(|line| fold(line).len()).sum();
    let least = start.elapsed();
    println!("fold: {:?} a row ({folded} bytes)", least / rows);
    let times = |spent: Duration| spent.as_nanos() / least.as_nanos().max(1);
    let start = Instant::now();
    let cleaned: usize = lines.iter().map(|line| clean(line).key.len()).sum();
    let spent = start.elapsed();
    println!("clean: {:?} a row, {} folds ({cleaned} bytes)", spent / rows, times(spent));
    let start = Instant::now();
    let sure = lines.iter().filter(|line| ask(line)).count();
    let spent = start.elapsed();
    println!("clean and classify: {:?} a row, {} folds ({sure} sure)", spent / rows, times(spent));
    Ok(())
}
