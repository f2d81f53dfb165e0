//! The memory of a program with all that it started.

use std::{collections::HashMap, fs};

/// Sum over a process and its descendants of the proportional set size in KiB (shared pages are
/// divided among those who share them; `man 5 proc`, smaps_rollup), and the root's own share.
pub(crate) fn memory_kib(root: u32) -> (u64, u64) {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        if let Some(parent) = parent(id) {
            children.entry(parent).or_default().push(id);
        }
    }
    let mut all = 0;
    let mut left = vec![root];
    while let Some(id) = left.pop() {
        all += pss_kib(id);
        left.extend(children.get(&id).into_iter().flatten());
    }
    (all, pss_kib(root))
}

fn parent(id: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name, in parentheses, may itself contain spaces and parentheses.
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn pss_kib(id: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap_or_default();
    text.lines()
        .find_map(|line| line.strip_prefix("Pss:")?.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
