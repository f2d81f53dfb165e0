//! Made-up texts in the style of several countries' banks: how many are right, and how many of the
//! sure ones. They are no exam: names in them are in the lists. They show when a change breaks what
//! banks write around a name, or what the lists know.

use std::collections::BTreeMap;

use classifier::wire::{Session, answer};

#[derive(Default)]
struct Tally {
    rows: usize,
    right: usize,
    sure: usize,
    sure_and_right: usize,
}

#[test]
fn the_banks_of_each_country_are_understood() {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for line in include_str!("banks.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [country, amount, text, expect] =
            line.split('\t').collect::<Vec<_>>().try_into().expect("four columns");
        let amount = (amount != "-").then_some(amount);
        let asked = serde_json::json!({"text": text, "amount": amount, "country": country});
        let said = answer(&asked.to_string(), &mut Session::default()).expect("a line");
        let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        let (right, sure) = (said["category"] == expect, said["sure"] == true);
        if !right {
            println!("{country} {text}: {expect}, but {said}");
        }
        let tally = tallies.entry(country).or_default();
        tally.rows += 1;
        tally.right += usize::from(right);
        tally.sure += usize::from(sure);
        tally.sure_and_right += usize::from(sure && right);
    }
    for (country, tally) in &tallies {
        let Tally { rows, right, sure, sure_and_right } = tally;
        println!("{country}: {right} of {rows} right, {sure_and_right} of {sure} sure ones");
    }
    for country in ["us", "nz", "gb"] {
        let tally = &tallies[country];
        assert!(tally.rows >= 100, "{country}");
        assert!(tally.right * 100 >= tally.rows * 95, "{country}");
        assert!(tally.sure * 100 >= tally.rows * 65, "{country}");
    }
    let sum = |of: fn(&Tally) -> usize| tallies.values().map(of).sum::<usize>();
    assert!(sum(|tally| tally.sure_and_right) * 100 >= sum(|tally| tally.sure) * 99);
}
