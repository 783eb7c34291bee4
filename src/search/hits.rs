//! From a found row to what the caller sees.

use super::query::QueryWord;
use super::{Found, Search};
use crate::date::Date;
use crate::table::{RowId, Table};
use crate::words::{each_ascii_word, words};
use serde::Serialize;

/// One answer of a search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// `icd10cm`, `icd10pcs`, `hcpcs` or `cpt`.
    pub set: &'static str,
    /// In its written form, e.g. `E11.40`.
    pub code: String,
    /// The official title; for CPT the section of the code's range.
    pub display: String,
    /// Whether it can be billed on the day asked for (without one: in its newest span).
    pub billable: bool,
    /// First day of that span; `None` (null) when the source does not reach back to its beginning.
    pub from: Option<Date>,
    /// Last day of that span; absent while it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// What matched in `display`: start and end in UTF-16 code units.
    pub matches: Vec<[u32; 2]>,
    /// The other name that matched, when the title did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// For a code that ended or became a header: since when, and what it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// "ended 2026-09-30, now I42.00 I42.01 I42.09", for rows that are not, or no longer, billable.
pub(crate) fn note(table: &Table, row: RowId, on: Option<Date>) -> Option<String> {
    let spans = table.spans(row);
    let (what, to) = match table.span(row, on) {
        None => match on {
            Some(on) if spans.first().is_some_and(|s| s.from > on) => {
                return spans.first().map(|s| format!("starts {}", s.from));
            }
            _ => ("ended", spans.last()?.to),
        },
        Some(s) if s.to != Date::MAX && on.is_none() => ("ended", s.to),
        Some(s) if !s.billable => {
            let before = spans.iter().rev().find(|b| b.billable && b.to < s.from)?;
            ("billable until", before.to)
        }
        Some(_) => return None,
    };
    let mut note = format!("{what} {to}");
    let now = table.successors(&table.code(row));
    if !now.is_empty() {
        note.push_str(", now");
        for code in now.iter().take(12) {
            note.push(' ');
            note.push_str(&table.written(code));
        }
        if now.len() > 12 {
            note.push_str(" ...");
        }
    }
    Some(note)
}

impl Search<'_> {
    pub(super) fn hit(&self, f: &Found, on: Option<Date>) -> Hit {
        let table = self.table;
        let display = table.row_title(f.row);
        let span = table.span(f.row, on).or_else(|| table.span(f.row, None));
        let variant = self.variants.get(usize::from(f.variant));
        let matches = variant.map_or_else(Vec::new, |v| marks(table, &display, &v.words));
        let doc = f.doc as usize;
        let via = (doc >= table.entry_count()).then(|| table.text(doc));
        Hit {
            set: table.set().as_str(),
            code: table.written(&table.code(f.row)),
            billable: span.is_some_and(|s| s.billable) && table.span(f.row, on).is_some(),
            from: span.map(|s| s.from).filter(|d| *d != Date::MIN),
            to: span.map(|s| s.to).filter(|d| *d != Date::MAX),
            matches,
            via,
            note: note(table, f.row, on),
            display,
        }
    }
}

/// The parts of `display` that the query words matched, in UTF-16 code units.
fn marks(table: &Table, display: &str, query: &[QueryWord]) -> Vec<[u32; 2]> {
    let mut out = Vec::new();
    if display.is_ascii() {
        // Ten titles are marked for every keystroke, and nearly all are ASCII: no word of theirs is allocated.
        each_ascii_word(
            display,
            &mut String::with_capacity(32),
            &mut |folded, at| {
                if let Some(n) = typed_part(table, folded, query) {
                    let plain = at.len() == folded.len();
                    let end = if plain && n < folded.len() {
                        at.start + n
                    } else {
                        at.end
                    };
                    out.push([at.start as u32, end as u32]);
                }
            },
        );
        return out;
    }
    let utf16 = |at: usize| {
        display
            .get(..at)
            .map_or(0, |s| s.encode_utf16().count() as u32)
    };
    for w in words(display) {
        if let Some(n) = typed_part(table, &w.text, query) {
            // Only the typed part, when the folded word is letter for letter what is displayed ("œ" is two letters).
            let plain = display
                .get(w.range.clone())
                .is_some_and(|d| d.is_ascii() && d.len() == w.text.len());
            let end = if plain {
                w.range.start + n
            } else {
                w.range.end
            };
            out.push([utf16(w.range.start), utf16(end)]);
        }
    }
    out
}

/// How much of a folded word was typed, in bytes; the whole word when it was typed with an edit.
fn typed_part(table: &Table, word: &str, query: &[QueryWord]) -> Option<usize> {
    let part = |q: &QueryWord| {
        if word.starts_with(&q.text) {
            Some(q.text.len())
        } else if q.ranges.len() > 1 {
            q.part_cost(table.lexicon.find(word)?).map(|_| word.len())
        } else {
            None
        }
    };
    query.iter().filter_map(part).max()
}
