//! ICD-10-PCS is built axis by axis: what the next character of a code may be.

use super::{CodeId, CodeTable};
use crate::date::Date;

/// One value that a character of an ICD-10-PCS code may have.
pub(crate) struct AxisValue {
    /// The characters so far, this one included.
    pub(crate) code: String,
    /// Meaning of the value; the title where the code is whole.
    pub(crate) display: String,
    /// Whether the code is whole.
    pub(crate) billable: bool,
    /// Whether further characters follow.
    pub(crate) has_children: bool,
}

impl CodeTable {
    /// Meaning of one character of an ICD-10-PCS code, counted from 0: as the official tables name
    /// it, and else as the titles of the codes tell.
    pub(crate) fn axis_title(&self, code: &str, level: usize) -> Option<String> {
        let kept = if level > 3 { 3 } else { level };
        let pattern: String = code
            .chars()
            .take(level + 1)
            .enumerate()
            .map(|(i, c)| if i < kept || i == level { c } else { '.' })
            .collect();
        let named = self.chapters().iter().find(|c| c.first == pattern);
        if let Some(chapter) = named {
            return Some(chapter.title.clone());
        }
        let (prefix, whole) = (code.get(..level)?, code.get(..=level)?);
        let values = self.axis(prefix, None);
        let value = values.into_iter().find(|v| v.code == whole && level < 6);
        value.map(|v| v.display).filter(|d| !d.is_empty())
    }

    /// ICD-10-PCS is built axis by axis: the values that the character behind `prefix` may have. What a value means is
    /// read off the titles: the words that all codes with it share and that the other values lack.
    pub(crate) fn axis(&self, prefix: &str, on: Option<Date>) -> Vec<AxisValue> {
        let n = prefix.len();
        let mut out: Vec<(u8, CodeId, usize, Vec<u16>)> = Vec::new();
        for row in self.descendants(prefix) {
            let alive = self
                .span(row, on)
                .is_some_and(|s| on.is_some() || s.to == Date::MAX);
            let Some(next) = self.codes.get(row.entry()).and_then(|c| c.character(n)) else {
                continue;
            };
            if !alive {
                continue;
            }
            let words = self.docs.tokens.get(row.entry());
            match out.last_mut() {
                Some((b, _, count, shared)) if *b == next => {
                    *count += 1;
                    shared.retain(|t| words.contains(t));
                }
                _ => out.push((next, row, 1, words.to_vec())),
            }
        }
        let everywhere: Vec<u16> = match out.split_first() {
            Some((first, rest)) if !rest.is_empty() => first
                .3
                .iter()
                .copied()
                .filter(|t| rest.iter().all(|o| o.3.contains(t)))
                .collect(),
            _ => Vec::new(),
        };
        out.into_iter()
            .map(|(next, row, count, shared)| {
                let code = format!("{prefix}{}", char::from(next));
                let whole = code.len() == 7;
                let own: Vec<u16> = shared
                    .iter()
                    .copied()
                    .filter(|t| !everywhere.contains(t))
                    .collect();
                let display = if whole {
                    self.row_title(row)
                } else {
                    self.tokens_text(if own.is_empty() { &shared } else { &own })
                        .trim_matches(|c: char| c == ',' || c == ' ')
                        .to_string()
                };
                AxisValue {
                    code,
                    display,
                    billable: whole,
                    has_children: !whole && count > 0,
                }
            })
            .collect()
    }
}
