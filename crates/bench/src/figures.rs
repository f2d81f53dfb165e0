//! Measured figures, and the table that they are printed as.

use std::{fmt::Write as _, time::Duration};

/// What a figure should be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Goal {
    /// At most this long.
    Within(Duration),
    /// At most so many times what it is held against.
    Most(f64),
    /// At most so many bytes.
    Bytes(u64),
}

/// What was measured.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value {
    Time(Duration),
    Bytes(u64),
}

/// One line of the table.
#[derive(Debug)]
pub(crate) struct Figure {
    what: &'static str,
    rows: Option<u32>,
    value: Value,
    /// The same by plain SQLite, or the bare window's.
    floor: Option<Value>,
    goal: Option<Goal>,
}

impl Figure {
    /// A time beside the floor's.
    pub(crate) fn against(
        what: &'static str,
        rows: u32,
        took: Duration,
        floor: Duration,
        goal: Goal,
    ) -> Self {
        Self {
            what,
            rows: Some(rows),
            value: Value::Time(took),
            floor: Some(Value::Time(floor)),
            goal: Some(goal),
        }
    }

    /// A time with nothing to hold it against.
    pub(crate) fn alone(what: &'static str, rows: u32, took: Duration, goal: Goal) -> Self {
        Self { what, rows: Some(rows), value: Value::Time(took), floor: None, goal: Some(goal) }
    }

    /// Bytes, of memory or of a file.
    pub(crate) fn bytes(
        what: &'static str,
        rows: Option<u32>,
        bytes: u64,
        floor: Option<u64>,
        goal: Goal,
    ) -> Self {
        let floor = floor.map(Value::Bytes);
        Self { what, rows, value: Value::Bytes(bytes), floor, goal: Some(goal) }
    }

    fn ratio(&self) -> Option<f64> {
        Some(number(self.value) / number(self.floor?))
    }

    fn reached(&self) -> Option<bool> {
        Some(match self.goal? {
            Goal::Within(limit) => number(self.value) <= limit.as_secs_f64(),
            Goal::Most(times) => self.ratio()? <= times,
            Goal::Bytes(limit) => number(self.value) <= number(Value::Bytes(limit)),
        })
    }
}

/// The middle one; nothing of nothing.
pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The table of docs/benchmarks.md.
pub(crate) fn table(figures: &[Figure]) -> String {
    let mut text = String::from(
        "| what | rows | ours | floor | ratio | goal | reached |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |\n",
    );
    for figure in figures {
        let rows = figure.rows.map_or_else(String::new, grouped);
        let floor = figure.floor.map_or_else(|| "–".into(), shown);
        let ratio = figure.ratio().map_or_else(|| "–".into(), |ratio| format!("{ratio:.2}"));
        let goal = match figure.goal {
            None => "–".into(),
            Some(Goal::Within(limit)) => shown(Value::Time(limit)),
            Some(Goal::Bytes(limit)) => shown(Value::Bytes(limit)),
            Some(Goal::Most(times)) => format!("{times} ×"),
        };
        let reached = match figure.reached() {
            None => "",
            Some(true) => "yes",
            Some(false) => "no",
        };
        let _ = writeln!(
            text,
            "| {} | {rows} | {} | {floor} | {ratio} | {goal} | {reached} |",
            figure.what,
            shown(figure.value)
        );
    }
    text
}

fn number(value: Value) -> f64 {
    match value {
        Value::Time(time) => time.as_secs_f64(),
        #[expect(clippy::cast_precision_loss, reason = "bytes of a file or of memory, for a ratio")]
        Value::Bytes(bytes) => bytes as f64,
    }
}

fn shown(value: Value) -> String {
    match value {
        Value::Time(time) if time >= Duration::from_secs(1) => {
            format!("{:.2} s", time.as_secs_f64())
        }
        Value::Time(time) if time >= Duration::from_millis(1) => {
            format!("{:.1} ms", time.as_secs_f64() * 1e3)
        }
        Value::Time(time) => format!("{:.0} µs", time.as_secs_f64() * 1e6),
        Value::Bytes(_) => format!("{:.1} MB", number(value) / 1e6),
    }
}

fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
