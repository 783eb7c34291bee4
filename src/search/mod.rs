//! Which code? Prefix search by code and by words over the loaded code tables.
//!
//! **What a query means.** It is cut to its first [`MAX_QUERY`] bytes and [`MAX_WORDS`] words. A query that is a code or
//! the beginning of one ("e11.6", "E116") brings that code, then what lies below it, shorter codes first; codes that were
//! pasted or mistyped are read as what they mean, and what looks like a code is never answered with its digits. Otherwise every
//! word is the beginning of a word of the title, of one other name of the code (inclusion terms, everyday terms), or of
//! what the seventh character adds; in any order. Terms such as "htn" or "copd" are also read as the words that they
//! stand for.
//!
//! **Order.** Each row has a cost; the lowest is shown first, ties in code order. The cost is that of the words of the
//! title or name that were *not* typed (each has a weight: "unspecified" is nearly free, "sequela" dear), plus a prior of
//! the code and of features such as "is a header". All these numbers are data: `codesets/addenda/ranking.tsv`.
//!
//! **When there is room below** what the words as typed find: a name in them read as the title of its code, so that "retinal
//! tear left" also brings the retinal breaks of the left eye.
//!
//! **When not all words match**: first the same words otherwise, in the singular, without function words and with a name
//! read as a title. When that finds nothing either, words run together are parted and split ones joined; then one typo, all
//! words still wanted: a mistyped word is tried as a few
//! whole words one edit away, and words of four letters or more as beginnings one edit away. The rows that match the rarest
//! words fill what is left. None of it is ever tried when the words as typed find anything.

mod amounts;
mod asides;
mod asked;
mod denied;
mod fallback;
mod filter;
pub(crate) mod fuzzy;
mod given;
mod hits;
pub(crate) mod icd9;
mod in_place;
mod matcher;
pub(crate) mod meant;
mod measured;
mod mended;
mod names;
mod options;
pub(crate) mod pasted;
mod pieces;
mod query;
mod query_word;
#[cfg(all(test, feature = "embedded"))]
mod reference_search;
mod services;
mod stages;
mod subset;
mod table_search;
mod top_k;
mod typed;
mod units;
mod word_list;
mod wording;

use crate::catalog::Catalog;
use crate::code_set::CodeSet;
use crate::error::Error;
use crate::table::CodeTable;
use filter::Filter;
pub use hits::Hit;
pub use options::{Options, MAX_LIMIT};
pub use query::MAX_QUERY;
use table_search::Search;
use top_k::{Candidate, TopK};
pub use typed::MAX_WORDS;
use word_list::is;

impl Catalog {
    /// Searches the loaded code tables, see [the module](crate::search).
    ///
    /// ```
    /// # #[cfg(feature = "embedded")] {
    /// use superbill::{search::Options, Catalog};
    ///
    /// let catalog = Catalog::embedded()?;
    /// let hits = catalog.search("type 2 diab neurop", &Options::new().limit(3).fallback(false))?;
    /// assert_eq!(hits.len(), 3);
    /// assert!(hits.iter().all(|hit| hit.code.starts_with("E11")), "{hits:?}");
    /// # }
    /// # Ok::<(), superbill::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`UnknownSet`](crate::ErrorCode::UnknownSet) when an asked-for set is not loaded, or none is at all: no answer would say that
    /// there is no such code.
    pub fn search(&self, query: &str, options: &Options) -> Result<Vec<Hit>, Error> {
        let tables = self.wanted(query, options)?;
        if tables.is_empty() && !query.is_empty() {
            self.loaded(CodeSet::Icd10cm)?;
        }
        let hits = search(&tables, query, options);
        Ok(icd9::converted(&tables, query, options, hits))
    }

    fn wanted(&self, query: &str, options: &Options) -> Result<Vec<&CodeTable>, Error> {
        for set in &options.sets {
            self.loaded(*set)?;
        }
        // A query with a colon may ask for another set itself.
        let all = options.sets.is_empty() || query.contains(':');
        let wanted = CodeSet::ALL
            .iter()
            .filter(|set| all || options.sets.contains(set));
        Ok(wanted.filter_map(|set| self.codes(*set)).collect())
    }
}

/// Where all sets are asked an inpatient procedure that has more words than were typed costs more than this: it is shown, but
/// whoever types so may mean a diagnosis that lacks a word. It lies between what any other name costs and the cost of that set
/// (`set` of icd10pcs in `ranking.tsv`).
const UNASKED: i32 = 5_000;

/// Searches `tables` (in order of preference); the tests compare it with a naive reading of the same tables.
#[doc(hidden)]
pub fn search(tables: &[&CodeTable], text: &str, options: &Options) -> Vec<Hit> {
    let text = asked::unmarked(pasted::plain(query::cut(text)));
    let (set, within, text) = query::own_filter(&text, tables);
    let (named, text) = asked::bare(text);
    let asked = |set: &CodeSet| options.sets.is_empty() || options.sets.contains(set);
    let loaded = |set: &CodeSet| tables.iter().any(|t| t.set() == *set);
    let set = set.or(named.filter(|set| asked(set) && loaded(set)));
    let sets = set.as_ref().map_or(&options.sets[..], std::slice::from_ref);
    let limit = options.limit.min(MAX_LIMIT);
    if limit == 0 {
        return Vec::new();
    }
    let past = had(text) && tables.iter().any(|t| t.set() == CodeSet::Icd10cm);
    let wanted = |table: &CodeTable| match sets {
        [] => table.set() == CodeSet::Icd10cm || !past,
        sets => sets.contains(&table.set()),
    };
    let several = tables.iter().filter(|t| wanted(t)).count() > 1;
    let service = several && services::is_named(text);
    let mut top = TopK::new(limit);
    let mut searches: Vec<Search<'_>> = Vec::with_capacity(tables.len());
    for (n, table) in (0u8..).zip(tables).filter(|(_, t)| wanted(t)) {
        let mut filter = Filter::new(table, options);
        if let Some(code) = &within {
            filter.add_within(code);
        }
        searches.push(Search::new(n, table, filter, text, several, service));
    }
    // A full stop behind five characters is no point of a code.
    let whole = text.strip_suffix('.').filter(|t| t.len() == 5);
    for s in &mut searches {
        s.by_code(whole.unwrap_or(text), &mut top);
    }
    let answered = |top: &TopK| top.found.first().is_some_and(|f| f.cost < UNASKED);
    let mut complete = answered(&top);
    let asked: Vec<&CodeTable> = searches.iter().map(|s| s.table).collect();
    let pasted = if complete {
        pasted::Pasted::default()
    } else {
        pasted::read(&asked, text)
    };
    if !pasted.doubtful {
        codes(&searches, &pasted.codes, pasted.alone, &mut top);
    }
    let code_like = pasted.icd9 || pasted::code_like(text);
    // What is nothing but codes is no words.
    let only_codes = pasted.alone && !top.found.is_empty() && !complete;
    if !only_codes && !pasted.icd9 {
        for s in &mut searches {
            s.exact(&mut top);
        }
    }
    complete |= answered(&top);
    if !complete {
        codes(&searches, &pasted.codes, pasted.alone, &mut top);
        // A code with words behind it was read before; here are those with a slip in them.
        let one = code_like || !text.contains(char::is_whitespace);
        let digits = text.bytes().any(|b| b.is_ascii_digit()) || text.find('.') == Some(3);
        if top.found.is_empty() && options.fallback && one && digits {
            codes(&searches, &mended::mended(&asked, text), true, &mut top);
        }
        // What looks like a code is never answered with whatever has its digits.
        complete = answered(&top) || code_like;
    }
    let read = pasted.alone && !pasted.codes.is_empty() || code_like;
    // A name of a procedure that says more than was typed is no better than a diagnosis in other words.
    let more = top.found.first().filter(|f| f.cost > 0).map(|f| f.table);
    let unsure = |s: &Search<'_>| s.set_cost == 0 && more.is_some_and(|table| table != s.number);
    let room = top.found.len() < limit;
    if options.fallback && !read {
        for s in searches.iter_mut().filter(|s| room || unsure(s)) {
            s.fallback(complete && !unsure(s), &mut top);
        }
    }
    if options.fallback && !complete {
        if top.found.is_empty() {
            for s in &mut searches {
                s.respaced(&mut top);
            }
        }
        // What one set has as a word was not mistyped, though another has not got it.
        let known: Vec<String> = searches.iter().flat_map(Search::whole_words).collect();
        for guess in [
            Search::joined_with_edits,
            Search::with_edits,
            Search::parted_with_edits,
        ] {
            if top.found.is_empty() {
                for s in searches.iter_mut().filter(|s| !s.lacks(&known)) {
                    guess(s, &mut top);
                }
            }
        }
        for s in &mut searches {
            s.subset(&known, &mut top);
        }
    }
    let open = text.ends_with(['-', '*']);
    for s in &mut searches {
        s.defaults(open, &mut top);
        s.later(&mut top);
        s.measured(&mut top);
        if options.fallback && complete && !read {
            s.family(&mut top);
            s.relatives(&mut top);
        }
    }
    let hit = |found: &Candidate| {
        let search = searches.iter().find(|s| s.number == found.table)?;
        let mut hit = search.hit(found, options.on);
        let typed = |m: &&pasted::Meant| {
            let same_set = asked.get(m.table).is_some_and(|t| t.set() == hit.set);
            same_set && m.code == search.table.code(found.row)
        };
        if let Some(meant) = pasted.codes.iter().find(typed) {
            hit.modifiers.clone_from(&meant.modifiers);
        }
        Some(hit)
    };
    let mut hits: Vec<Hit> = top.found.iter().filter_map(hit).collect();
    if options.billable != Some(true) {
        add_part_of_tree(&searches, &top, &mut hits);
    }
    hits
}

/// Whether it begins with the shorthand for what somebody had, which is no procedure to be done. (The words written out are in
/// titles of diagnoses.)
#[inline(never)]
fn had(text: &str) -> bool {
    text.split(' ').next().is_some_and(|w| is(w, "s/p h/o"))
}

/// Puts behind the first answer, when that is of a procedure's name, the part of the tree that the name stands for, so that the
/// rest of it can be chosen.
fn add_part_of_tree(searches: &[Search<'_>], top: &TopK, hits: &mut Vec<Hit>) {
    let first = top.found.first();
    let search = |found: &Candidate| searches.iter().find(|s| s.number == found.table);
    let part = first.and_then(|found| search(found)?.part_of_tree(found));
    if let Some(part) = part.filter(|_| !hits.is_empty()) {
        hits.insert(1, part);
        hits.truncate(top.limit);
    }
}

/// Offers codes in their order before all words; one that stands alone brings what is below it.
fn codes(searches: &[Search<'_>], codes: &[pasted::Meant], alone: bool, top: &mut TopK) {
    let pointed = searches.iter().any(|s| s.text.contains('.'));
    for (at, meant) in codes.iter().enumerate() {
        let Some(search) = searches.get(meant.table) else {
            continue;
        };
        if alone && codes.len() == 1 {
            // Another set may have it as well ("G0439").
            for other in searches
                .iter()
                .filter(|s| !pointed || s.number == search.number)
            {
                other.below(&meant.code, top);
            }
        } else {
            search.offer_code(&meant.code, at as i32, top);
        }
    }
}
