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
        // Where a character is called differently within an operation, each code has its own name: `XNS4032.3`. Only tables of
        // the agency's own file have such names.
        let own = [b'.', b'0' + level as u8];
        let named = self.chapters().iter().find(|c| {
            let rest = c.first.strip_prefix(code);
            c.first == pattern || rest.is_some_and(|rest| rest.as_bytes() == own)
        });
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

/// Name of a character's axis, which depends on the section (CMS, ICD-10-PCS reference manual).
pub(crate) fn axis_name(section: char, level: usize) -> &'static str {
    match (section, level) {
        (_, 0) => "section",
        ('F', 1) => "section qualifier",
        ('G' | 'H', 1) => "body system",
        ('2', 1) => "anatomical region",
        ('4' | '5' | '6', 1) => "physiological system",
        ('7' | '9', 1) => "anatomical region",
        (_, 1) => "body system",
        ('B' | 'C' | 'F' | 'G' | 'H', 2) => "type",
        ('D', 2) => "modality",
        (_, 2) => "operation",
        ('D', 3) => "treatment site",
        ('F', 3) => "body system and region",
        ('G' | 'H', 3) => "qualifier",
        ('2' | '7' | '8' | '9', 3) => "body region",
        ('3', 3) => "body system or region",
        (_, 3) => "body part",
        ('B', 4) => "contrast",
        ('C', 4) => "radionuclide",
        ('D', 4) => "modality qualifier",
        ('F', 4) => "type qualifier",
        ('G' | 'H', 4) => "qualifier",
        ('5' | '6', 4) => "duration",
        (_, 4) => "approach",
        ('3', 5) => "substance",
        ('4' | '5', 5) => "function",
        ('7' | '8' | '9', 5) => "method",
        ('D', 5) => "isotope",
        ('F', 5) => "equipment",
        ('X', 5) => "device, substance or technology",
        ('B' | 'C' | 'G' | 'H' | '6', 5) => "qualifier",
        (_, 5) => "device",
        _ => "qualifier",
    }
}
