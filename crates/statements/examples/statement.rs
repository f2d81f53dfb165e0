//! Prints what is read from a bank file as JSON: `statement --json FILE [--date-order dmy|mdy|ymd] [--flip-sign]`.

use std::error::Error;
use std::ops::ControlFlow;
use std::process::ExitCode;

use statements::{DateOrder, ErrorReport, Options, Report};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut options = Options::default();
    let mut file = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "statement" | "--json" => {}
            "--flip-sign" => options.flip_sign = Some(true),
            "--date-order" => {
                options.date_order = match arguments.next().as_deref() {
                    Some("dmy") => Some(DateOrder::Dmy),
                    Some("mdy") => Some(DateOrder::Mdy),
                    _ => Some(DateOrder::Ymd),
                };
            }
            _ => file = Some(argument),
        }
    }
    let bytes = std::fs::read(file.ok_or("which file?")?)?;
    match statements::read(&bytes, &options, &mut |_, _| ControlFlow::Continue(())) {
        Ok(statements) => {
            println!("{}", serde_json::to_string_pretty(&Report::of(&statements))?);
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            println!("{}", serde_json::to_string_pretty(&ErrorReport::from(error))?);
            Ok(ExitCode::FAILURE)
        }
    }
}
