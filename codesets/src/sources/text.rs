//! Tab-separated addenda with a header line.

use anyhow::{ensure, Context, Result};
use std::collections::BTreeMap;

/// The rows of a tab-separated text, each a map from column to value, with their line numbers. Lines that begin with
/// `#` are comments.
pub fn tsv<'a>(name: &str, text: &'a str, columns: &[&str]) -> Result<Vec<Row<'a>>> {
    let mut lines = text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
    let (_, head) = lines.next().with_context(|| format!("{name} is empty"))?;
    let head: Vec<&str> = head.split('\t').collect();
    for column in columns {
        ensure!(
            head.contains(column),
            "{name}: no column {column} in the header line"
        );
    }
    let mut rows = Vec::new();
    for (i, line) in lines {
        let values: Vec<&str> = line.split('\t').collect();
        ensure!(
            values.len() == head.len(),
            "{name} line {}: {} columns, expected {}",
            i + 1,
            values.len(),
            head.len()
        );
        let values = head.iter().copied().zip(values).collect();
        rows.push(Row {
            at: format!("{name} line {}", i + 1),
            values,
        });
    }
    Ok(rows)
}

/// One row of a [`tsv`].
pub struct Row<'a> {
    /// File and line, for messages.
    pub at: String,
    values: BTreeMap<&'a str, &'a str>,
}

impl<'a> Row<'a> {
    /// The value in a column; empty when there is no such column.
    pub fn get(&self, column: &str) -> &'a str {
        self.values.get(column).copied().unwrap_or("")
    }
}

/// `text` with every run of white space as one blank, none at the ends.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
