//! How long a row takes, over the lines of standard input; and the first one, which reads the
//! lists.
use std::io::{self, Read};
use std::time::Instant;

use classifier::{Classifier, Memory, Query, clean};

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
    let start = Instant::now();
    let cleaned: usize = lines.iter().map(|line| clean(line).key.len()).sum();
    println!("clean: {:?} a row ({cleaned} bytes)", start.elapsed() / rows);
    let start = Instant::now();
    let sure = lines.iter().filter(|line| ask(line)).count();
    println!("clean and classify: {:?} a row ({sure} sure)", start.elapsed() / rows);
    Ok(())
}
