//! From a found row to what the caller sees.

use super::query::QueryWord;
use super::{Found, Search};
use crate::append::push_ascii;
use crate::date::Date;
use crate::json_text::{push_number, push_text};
use crate::rows::CodeSet;
use crate::table::{RowId, Table};
use crate::words::words;
use serde::Serialize;
use std::ops::Range;

/// One answer of a search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// `icd10cm`, `icd10pcs`, `hcpcs` or `cpt`.
    pub set: CodeSet,
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

impl Hit {
    pub(super) fn blank() -> Hit {
        Hit {
            set: CodeSet::Icd10cm,
            code: String::with_capacity(8),
            display: String::with_capacity(96),
            billable: false,
            from: None,
            to: None,
            matches: Vec::with_capacity(8),
            via: None,
            note: None,
        }
    }
}

/// Hits as they cross to JavaScript: values without names in one flat JSON list, of which the loader (`api.js`) makes objects.
/// The set is its number among [`CodeSet::ALL`](crate::rows::CodeSet::ALL) and days are `yyyymmdd`: `JSON.parse` takes longer for
/// a text than for a number. What is absent is 0.
///
/// ```text
/// [set, code, display, billable, from, to, via, note, [start, end, ... of each match], ... of each hit]
/// ```
pub(super) struct Row(String);

impl Row {
    pub(super) fn new() -> Row {
        Row(String::from("["))
    }

    /// Makes room for so many hits.
    pub(super) fn reserve(&mut self, hits: usize) {
        self.0.reserve(192 * hits);
    }

    pub(super) fn push(&mut self, hit: &Hit) {
        let out = &mut self.0;
        if out.len() > 1 {
            out.push(',');
        }
        push_number(out, hit.set as u32);
        push_text(out, ",", &hit.code);
        push_text(out, ",", &hit.display);
        out.push_str(if hit.billable { ",1," } else { ",0," });
        push_number(out, hit.from.map_or(0, Date::number));
        out.push(',');
        push_number(out, hit.to.map_or(0, Date::number));
        for text in [&hit.via, &hit.note] {
            match text {
                Some(text) => push_text(out, ",", text),
                None => out.push_str(",0"),
            }
        }
        out.push_str(",[");
        for (i, place) in hit.matches.as_flattened().iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            push_number(out, *place);
        }
        out.push(']');
    }

    pub(super) fn end(mut self) -> String {
        self.0.push(']');
        self.0
    }
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
    /// Makes of `hit` what was found; its texts are those of the hit before, whose memory serves again.
    pub(super) fn fill(&self, hit: &mut Hit, f: &Found, on: Option<Date>) {
        let table = self.table;
        let now = table.span(f.row, on);
        let span = now.or_else(|| table.span(f.row, None));
        let variant = self.variants.get(usize::from(f.variant));
        let doc = f.doc as usize;
        hit.set = table.set();
        table.put_written(f.row, &mut hit.code);
        hit.display.clear();
        hit.matches.clear();
        let query = variant.map_or(&[][..], |v| &v.words);
        mark_title(table, f.row, query, &mut hit.display, &mut hit.matches);
        hit.billable = now.is_some_and(|s| s.billable);
        hit.from = span.map(|s| s.from).filter(|d| *d != Date::MIN);
        hit.to = span.map(|s| s.to).filter(|d| *d != Date::MAX);
        hit.via = (doc >= table.entry_count()).then(|| table.text(doc));
        hit.note = note(table, f.row, on);
    }
}

/// Appends a row's title, and its parts that the query words matched, in UTF-16 code units. Ten titles are made for every
/// keystroke: that a token is a single known word spares folding it again.
fn mark_title(
    table: &Table,
    row: RowId,
    query: &[QueryWord],
    display: &mut String,
    marks: &mut Vec<[u32; 2]>,
) {
    let mut at = 0;
    table.each_token(row, |between, token| {
        push_ascii(display, between.as_bytes());
        at += between.len();
        let from = display.len();
        let only = table.lexicon.push_word(token, display);
        match only {
            Some((word, start)) => {
                if let Some(typed) = typed_part(word, query) {
                    let start = at + start;
                    marks.push(mark(typed, start..start + table.lexicon.word_len(word)));
                }
                at += display.len() - from;
            }
            None => at = mark_words(table, query, &display[from..], at, marks),
        }
    });
}

/// The same for a text that is not one plain word, which begins `at`; gives where it ends.
#[inline(never)]
fn mark_words(
    table: &Table,
    query: &[QueryWord],
    text: &str,
    at: usize,
    marks: &mut Vec<[u32; 2]>,
) -> usize {
    let utf16 = |to: usize| at + text.get(..to).map_or(0, |s| s.encode_utf16().count());
    for w in words(text) {
        let word = table.lexicon.find(&w.text);
        if let Some(typed) = word.and_then(|word| typed_part(word, query)) {
            // Only the typed part, when the folded word is letter for letter what is displayed ("œ" is two letters).
            let shown = text.get(w.range.clone()).unwrap_or("");
            let plain = shown.is_ascii() && shown.len() == w.text.len();
            let typed = if plain { typed } else { Typed::Whole };
            marks.push(mark(typed, utf16(w.range.start)..utf16(w.range.end)));
        }
    }
    utf16(text.len())
}

fn mark(typed: Typed, word: Range<usize>) -> [u32; 2] {
    let end = match typed {
        Typed::Bytes(n) => word.start + n,
        Typed::Whole => word.end,
    };
    [word.start as u32, end as u32]
}

/// How much of a word was typed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Typed {
    /// Its first so many bytes.
    Bytes(usize),
    /// It was typed with an edit, so all of it counts.
    Whole,
}

#[inline(always)]
fn typed_part(word: u16, query: &[QueryWord]) -> Option<Typed> {
    let mut most = None;
    for q in query {
        if q.begins().contains(&word.into()) {
            most = most.max(Some(Typed::Bytes(q.text.len())));
        } else if q.is_near(word) {
            most = Some(Typed::Whole);
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json, Value};

    #[test]
    fn a_row_holds_what_the_hits_say() {
        let hit = |display: &str, via: Option<&str>, from: Option<Date>, to: Option<Date>| Hit {
            set: CodeSet::Hcpcs,
            code: "E11.40".into(),
            display: display.into(),
            billable: from.is_some(),
            from,
            to,
            matches: vec![[0, 4], [10, 199]][..display.len() % 3].to_vec(),
            via: via.map(String::from),
            note: to.map(|to| format!("ended {to}")),
        };
        let day = Date::new(2015, 10, 1);
        let hits = [
            hit("Type 2 diabetes", None, day, None),
            hit(
                "a \"quoted\" \\ one\n\u{1}",
                Some("Ménière's \u{7f}"),
                None,
                day,
            ),
            hit("", Some("\t"), day, Some(Date::MAX)),
            hit("ab", None, None, None),
        ];
        for n in 0..=hits.len() {
            let values = hits[..n].iter().flat_map(|h| {
                let day = |date: Option<Date>| date.map_or(0, Date::number);
                let text = |text: &Option<String>| text.as_ref().map_or(json!(0), |t| json!(t));
                [
                    json!(2),
                    json!(h.code),
                    json!(h.display),
                    json!(u8::from(h.billable)),
                    json!(day(h.from)),
                    json!(day(h.to)),
                    text(&h.via),
                    text(&h.note),
                    json!(h.matches.as_flattened()),
                ]
            });
            let mut row = Row::new();
            hits[..n].iter().for_each(|hit| row.push(hit));
            let row: Value = serde_json::from_str(&row.end()).unwrap();
            assert_eq!(row, values.collect::<Value>());
        }
    }
}
