//! One table's part of a search: the readings of the query, and what they cost there.

use super::asides;
use super::denied;
use super::fallback;
use super::filter::Filter;
use super::fuzzy::Near;
use super::query::{self, Interpretation};
use super::query_word::QueryWord;
use super::services::is_harm;
use super::typed;
use crate::code_set::CodeSet;
use crate::table::{CodeTable, Feature};

/// Of the readings of a query, those of which words may be missing: as typed, and with all terms replaced.
pub(super) const PARTIAL: usize = 2;

/// How much later services are shown where it is told what somebody has: more than any name costs there.
const HARM: i32 = 5_000;

/// One table's part of a search.
pub(crate) struct Search<'a> {
    pub(super) number: u8,
    pub(super) table: &'a CodeTable,
    pub(super) filter: Filter<'a>,
    pub(super) typed: Vec<String>,
    pub(super) text: &'a str,
    /// The variants of which some words may be missing when nothing has them all.
    pub(super) partial: Vec<usize>,
    /// The query as typed, then as rewritten; the same with edits are appended when they are tried.
    pub(super) variants: Vec<Interpretation>,
    pub(super) set_cost: i32,
    /// Several sets are asked for what names a service.
    pub(super) service: bool,
    /// The words near to those typed.
    pub(super) near: Near<'a>,
}

/// The readings of a query as typed, and how many of them leave nothing out.
pub(super) fn as_typed(table: &CodeTable, typed: &[String]) -> (Vec<Interpretation>, usize) {
    let mut variants = Vec::new();
    query::readings(table, typed, 0, &mut variants);
    let whole = variants.len();
    if let Some(other) = denied::with_non(table, typed, true).filter(|o| o != typed) {
        query::readings(table, &other, 0, &mut variants);
    }
    fallback::begun(table, typed, 0, 0..1, &mut variants);
    asides::without_degree(table, typed, &mut variants);
    asides::without_unsaid(table, typed, &mut variants);
    (variants, whole)
}

impl<'a> Search<'a> {
    pub(super) fn new(
        number: u8,
        table: &'a CodeTable,
        mut filter: Filter<'a>,
        text: &'a str,
        several: bool,
        service: bool,
    ) -> Search<'a> {
        let typed = typed::typed(table, text, &mut |code| filter.add_within(code));
        let (variants, whole) = as_typed(table, &typed);
        let set_cost = match table.set() {
            _ if !several => 0,
            // "Broken heel" is what somebody has; the display of its treatment has more words than these.
            CodeSet::Cpt if is_harm(text) => table.feature(Feature::Set) + HARM,
            _ => table.feature(Feature::Set),
        };
        Search {
            number,
            table,
            filter,
            typed,
            text,
            partial: (0..whole.min(PARTIAL)).collect(),
            variants,
            set_cost,
            service,
            near: Near::new(&table.lexicon),
        }
    }

    /// The words as typed.
    pub(super) fn words(&self) -> &[QueryWord] {
        self.variants.first().map_or(&[][..], |v| &v.words)
    }

    /// Those that are words of the table, and more than another way to write one.
    pub(super) fn whole_words(&self) -> impl Iterator<Item = String> + '_ {
        let is_word = |w: u16| {
            let texts = self.table.docs.having_word(w);
            texts.len() > 1 || self.table.rewrite(&[w]).is_none()
        };
        let whole = self.words().iter();
        let whole = whole.filter(move |w| w.exact.is_some_and(is_word));
        whole.map(|w| w.text.clone())
    }

    /// Whether one of some words was typed that stands for nothing here.
    pub(super) fn lacks(&self, known: &[String]) -> bool {
        let lacking = self.words().iter().filter(|w| w.is_unmatched());
        lacking.into_iter().any(|w| known.contains(&w.text))
    }
}
