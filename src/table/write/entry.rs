//! Rows folded into entries with their seventh characters.

use crate::table::rows::{Row, Span};
use std::collections::HashMap;

/// An entry: a row that keeps its own title, with the rows that only add a seventh character to it.
pub(super) struct Entry<'a> {
    pub(super) row: &'a Row,
    pub(super) exts: Vec<(u8, &'a str, &'a [Span])>,
}

/// Reason why the encoder cannot write a table; the message names the row.
#[derive(Debug, PartialEq, Eq)]
pub struct WriteError(pub String);

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WriteError {}

/// Folds rows such as `S72.001A` "..., initial encounter" into the entry `S72.001`.
pub(super) fn entries(rows: &[Row]) -> Result<Vec<Entry<'_>>, WriteError> {
    let mut out: Vec<Entry<'_>> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    if let Some(w) = rows.windows(2).find(|w| w[0].code >= w[1].code) {
        return Err(WriteError(format!(
            "{} is there twice or out of order",
            w[1].code
        )));
    }
    for row in rows {
        if row.spans.is_empty() {
            return Err(WriteError(format!("{} has no span", row.code)));
        }
        if row.code.len() == 7 {
            let mut stem = &row.code[..6];
            let above = loop {
                match index.get(stem) {
                    Some(at) => break Some(*at),
                    None if stem.len() > 3 && stem.ends_with('X') => stem = &stem[..stem.len() - 1],
                    None => break None,
                }
            };
            if let Some(at) = above {
                let rest = row.title.strip_prefix(out[at].row.title.as_str());
                if let Some(words) = rest.and_then(|r| r.strip_prefix(", ")) {
                    out[at]
                        .exts
                        .push((row.code.as_bytes()[6], words, &row.spans));
                    continue;
                }
            }
        }
        index.insert(&row.code, out.len());
        out.push(Entry {
            row,
            exts: Vec::new(),
        });
    }
    Ok(out)
}
