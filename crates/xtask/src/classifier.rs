//! The classifier is made from open lists and measured with labelled texts, both outside of the
//! repository; what comes of them is in it.

use std::process::Command;

use crate::{
    paths::{self, cargo, command, root},
    steps::{Steps, Stop},
};

const LABELS: &str = "../shared/labels";

/// Labelled texts and the country of their banks.
const EXAMS: [(&str, &str); 2] = [("south_africa", "za"), ("birmingham_cards", "gb")];

/// Derives the lists from their sources, where these are there, and trains the model.
pub(crate) fn train(steps: &mut Steps) -> Result<(), Stop> {
    let build = ["build", "--locked", "--release", "--package", "classifier", "--bins"];
    steps.must("Trainer", cargo(&build))?;
    let sources = format!("{LABELS}/gazetteer");
    if root().join(&sources).is_dir() {
        let mut gather = program("gather");
        gather.arg(&sources);
        steps.must("Lists", gather)?;
    } else {
        println!("\nThe sources of the lists are not in {sources}: the lists stay as they are.");
    }
    steps.must("Model", program("train"))
}

/// Prints the tables of `docs/classifier.md`: accuracy, macro-F1 and sure answers, accuracy by the
/// number of corrections, and the calibration error.
pub(crate) fn exam(steps: &mut Steps) -> Result<(), Stop> {
    let score = format!("{LABELS}/score.py");
    if !root().join(&score).is_file() {
        println!("The labelled texts are not in {LABELS}: there is nothing to measure with.");
        return Ok(());
    }
    let build = ["build", "--locked", "--release", "--package", "classifier", "--examples"];
    steps.must("Build", cargo(&build))?;
    let classify = paths::built("release").join("examples/classify");
    let classify = classify.to_string_lossy();
    for (set, country) in EXAMS {
        let file = format!("{LABELS}/{set}.tsv");
        if !root().join(&file).is_file() {
            println!("\n{file} is not there.");
            continue;
        }
        let asked = [score.as_str(), &classify, &file, "--country", country];
        steps.check(set, command("python3", &asked));
        let learning = [&asked[..], &["--learn"]].concat();
        steps.check(&format!("{set}, learning"), command("python3", &learning));
        let mut calibration = program("examples/calibration");
        calibration.args([&file, country]);
        steps.check(&format!("{set}, calibration"), calibration);
    }
    Ok(())
}

/// One of the classifier's own programs, built for release.
fn program(name: &str) -> Command {
    let mut command = Command::new(paths::built("release").join(name));
    command.current_dir(root());
    command
}
