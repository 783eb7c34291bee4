//! From a found row to what the caller sees.

use super::query_word::QueryWord;
use super::table_search::Search;
use super::top_k::Candidate;
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::table::{axis_name, note, CodeTable};
use crate::tokenizer::words;
use serde::Serialize;
use std::ops::Range;

/// One answer of a search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Hit {
    /// `icd10cm`, `icd10pcs`, `hcpcs` or `cpt`.
    pub set: CodeSet,
    /// In its written form, e.g. `E11.40`.
    pub code: String,
    /// Title: the official one; of HCPCS and CPT codes in our own plain words.
    pub display: String,
    /// Whether the code can be billed on the day asked for (without one: in its newest span).
    pub billable: bool,
    /// First day of that span; `None` (null) when the source does not reach back to its beginning.
    pub from: Option<Date>,
    /// Last day of that span; absent while it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Parts of `display` that matched: start and end of each in UTF-16 code units.
    pub matches: Vec<[u32; 2]>,
    /// The other name that matched, when the title does not say all that was typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matched_name: Option<String>,
    /// The modifiers that were typed behind a procedure code ("99213-25").
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub modifiers: Vec<String>,
    /// For a code that ended or became a header: since when, and what it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Search<'_> {
    /// The hit that the caller sees of a found row.
    pub(super) fn hit(&self, f: &Candidate, on: Option<Date>) -> Hit {
        let table = self.table;
        let now = table.span(f.row, on);
        let span = now.or(table.spans(f.row).last());
        let doc = f.doc as usize;
        let (matches, said) = self.matches(f);
        Hit {
            set: table.set(),
            code: table.formatted_row(f.row),
            display: table.row_title(f.row),
            billable: now.is_some_and(|s| s.billable),
            from: span.map(|s| s.from).filter(|d| *d != Date::MIN),
            to: span.map(|s| s.to).filter(|d| *d != Date::MAX),
            matches,
            // Names stand behind the entries. Of "knee pain" the title says all that the name "bilateral knee pain" does.
            matched_name: (doc >= table.entry_count() && !said).then(|| table.text(doc)),
            modifiers: Vec::new(),
            note: note(table, f.row, on),
        }
    }

    /// The part of the tree of ICD-10-PCS that a name stands for, when it leaves characters open: a header, to be opened.
    /// A name says no more than the body part; what its codes share beyond may be chance, as it has the first of them only. Who
    /// searches below a code has chosen a part already.
    pub(super) fn part_of_tree(&self, f: &Candidate) -> Option<Hit> {
        const NAMED: usize = 4;
        const OPERATION: usize = 3;
        let table = self.table;
        if table.set() != CodeSet::Icd10pcs {
            return None;
        }
        let mut codes = table.targets(f.doc as usize)?.iter();
        let mut code = table.code(*codes.next()?);
        let several = codes.len() > 0;
        code.truncate(NAMED);
        for other in codes.map(|row| table.code(*row)) {
            let same = code.bytes().zip(other.bytes()).take_while(|(a, b)| a == b);
            code.truncate(same.count());
        }
        if !several || code.len() < OPERATION || !self.filter.within.is_empty() {
            return None;
        }
        let section = code.chars().next()?;
        let said: Vec<String> = (1..code.len())
            .filter_map(|level| table.axis_title(&code, level))
            .collect();
        let open: Vec<&str> = (code.len()..7)
            .map(|level| axis_name(section, level))
            .collect();
        Some(Hit {
            set: table.set(),
            display: format!("{} (open: {})", said.join(", "), open.join(", ")),
            code,
            billable: false,
            from: None,
            to: None,
            matches: Vec::new(),
            matched_name: Some(table.text(f.doc as usize)),
            modifiers: Vec::new(),
            note: None,
        })
    }

    /// The parts of the row's title that the query words matched: start and end of each, in UTF-16 code units; and
    /// whether the title has all of the words. Ten titles are marked at every keystroke: that a token is a single known
    /// word spares making and folding its text.
    fn matches(&self, f: &Candidate) -> (Vec<[u32; 2]>, bool) {
        let mut marks = Marks::default();
        let variant = self.variants.get(usize::from(f.variant));
        let query = variant.map_or(&[][..], |v| &v.words);
        let lexicon = &self.table.lexicon;
        let mut at = 0;
        self.table.each_token(f.row, |between, token| {
            at += between.len();
            let Some((word, before, around)) = lexicon.shape(token) else {
                at = mark_words(self.table, query, lexicon.literal(token), at, &mut marks);
                return;
            };
            let length = lexicon.word_len(word);
            if let Some(typed) = marks.typed_part(word, query) {
                let start = at + before;
                marks.push(typed, start..start + length);
            }
            at += around + length;
        });
        (marks.parts, marks.said.count_ones() as usize == query.len())
    }
}

/// Marks the matched parts of a token that is not one plain word and begins `at`; gives where it
/// ends.
#[inline(never)]
fn mark_words(
    table: &CodeTable,
    query: &[QueryWord],
    text: &str,
    at: usize,
    marks: &mut Marks,
) -> usize {
    let utf16 = |to: usize| at + text.get(..to).map_or(0, |s| s.encode_utf16().count());
    for w in words(text) {
        let word = table.lexicon.find(&w.text);
        if let Some(typed) = word.and_then(|word| marks.typed_part(word, query)) {
            // Only the typed part, when the folded word is letter for letter what is displayed ("œ" is two letters).
            let shown = text.get(w.range.clone()).unwrap_or("");
            let plain = shown.is_ascii() && shown.len() == w.text.len();
            let typed = if plain { typed } else { Typed::Whole };
            marks.push(typed, utf16(w.range.start)..utf16(w.range.end));
        }
    }
    utf16(text.len())
}

/// The parts of a title that were typed.
#[derive(Default)]
struct Marks {
    parts: Vec<[u32; 2]>,
    /// The query words that the title has, a bit each.
    said: u32,
}

impl Marks {
    fn push(&mut self, typed: Typed, word: Range<usize>) {
        let end = match typed {
            Typed::Bytes(n) => (word.start + n).min(word.end),
            Typed::Whole => word.end,
        };
        self.parts.push([word.start as u32, end as u32]);
    }

    #[inline(always)]
    fn typed_part(&mut self, word: u16, query: &[QueryWord]) -> Option<Typed> {
        let mut most = None;
        for (i, q) in query.iter().enumerate() {
            let typed = if q.begins.has(word) {
                most.max(Some(Typed::Bytes(q.text.len())))
            } else if q.is_near(word) {
                Some(Typed::Whole)
            } else {
                continue;
            };
            most = typed;
            self.said |= 1 << i;
        }
        most
    }
}

/// How much of a word was typed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Typed {
    /// Its first so many bytes.
    Bytes(usize),
    /// It was typed with an edit, so all of it counts.
    Whole,
}
