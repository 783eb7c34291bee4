//! Which code? Prefix search by code and by words over the loaded code tables.
//!
//! **What a query means.** It is cut to its first [`MAX_QUERY`] bytes and [`MAX_WORDS`] words. A query that is a code or
//! the beginning of one ("e11.6", "E116") brings that code, then what lies below it, shorter codes first. Otherwise every
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
//! read as a title. When that finds nothing either, one typo, all words still wanted: a mistyped word is tried as a few
//! whole words one edit away, and words of four letters or more as beginnings one edit away. The rows that match the rarest
//! words fill what is left. None of it is ever tried when the words as typed find anything.

mod fallback;
pub(crate) mod fuzzy;
mod hits;
mod matcher;
pub(crate) mod pasted;
mod query;
#[cfg(all(test, feature = "embedded"))]
mod reference_search;

use crate::code_set::CodeSet;
use crate::date::Date;
use crate::table::{chapter_holds, CodeId, CodeTable, Feature};
pub(crate) use hits::note;
pub use hits::Hit;
use matcher::Matcher;
use query::{Interpretation, QueryWord};

/// Longest query that is looked at, in bytes; the rest is ignored.
pub const MAX_QUERY: usize = 256;
/// Most words of a query that are looked at.
pub const MAX_WORDS: usize = 12;
/// Most hits that one call returns.
pub const MAX_LIMIT: usize = 500;

/// Most words that stand for nothing in a query that is still put right.
const MOST_MISTYPED: usize = 4;

/// Of the readings of a query, those of which words may be missing: as typed, and with all terms replaced.
const PARTIAL: usize = 2;

/// More than any row costs that the words as typed find: what fills the room below them.
const BELOW: i32 = 100_000;

/// Before every word match.
const FIRST: i32 = -1_000_000;

/// What to search in and what to leave out.
#[derive(Clone, Debug)]
pub struct Options {
    /// The sets to search; all loaded ones when empty.
    pub sets: Vec<CodeSet>,
    /// Most hits to return, at most [`MAX_LIMIT`].
    pub limit: usize,
    /// Only rows in the table on that day. Without it, ended codes come last.
    pub on: Option<Date>,
    /// Only billable (`true`) or only header rows (`false`).
    pub billable: Option<bool>,
    /// Only rows below this code, or within the chapter or block that begins with it.
    pub within: Option<String>,
    /// Other readings, one typo and best-subset answers when the exact search finds nothing.
    pub fallback: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            sets: Vec::new(),
            limit: 10,
            on: None,
            billable: None,
            within: None,
            fallback: true,
        }
    }
}

/// A row that was found, how, and at what cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    cost: i32,
    table: u8,
    row: CodeId,
    /// The document (title or other name) that matched; the entry itself for a code match.
    doc: u32,
    variant: u8,
}

/// The best rows so far, at most one per row, sorted by (cost, table, row).
struct TopK {
    limit: usize,
    found: Vec<Candidate>,
}

impl TopK {
    fn new(limit: usize) -> TopK {
        TopK {
            limit,
            found: Vec::with_capacity(limit.min(64) + 1),
        }
    }

    /// Nothing that costs more than this can get in.
    #[inline(always)]
    fn threshold(&self) -> i32 {
        if self.found.len() < self.limit {
            i32::MAX
        } else {
            self.found.last().map_or(i32::MIN, |f| f.cost)
        }
    }

    fn offer(&mut self, f: Candidate) {
        let key = |f: &Candidate| (f.cost, f.table, f.row);
        if self.found.len() == self.limit && self.found.last().is_none_or(|l| key(l) <= key(&f)) {
            return;
        }
        let same = |o: &Candidate| o.row == f.row && o.table == f.table;
        let mut at = match self.found.iter().position(same) {
            Some(at) if self.found[at].cost <= f.cost => return,
            Some(at) => at,
            None if self.found.len() == self.limit => self.limit - 1,
            None => {
                self.found.push(f);
                self.found.len() - 1
            }
        };
        // They are few, and most that get in get in at the end.
        while at > 0 && key(&f) < key(&self.found[at - 1]) {
            self.found[at] = self.found[at - 1];
            at -= 1;
        }
        self.found[at] = f;
    }
}

/// Which rows a search may answer with.
pub(crate) struct Filter<'a> {
    on: Option<Date>,
    billable: Option<bool>,
    within: Vec<Within>,
    table: &'a CodeTable,
}

enum Within {
    Prefix(String),
    Chapter(usize),
    Nothing,
}

impl<'a> Filter<'a> {
    fn new(table: &'a CodeTable, options: &Options) -> Filter<'a> {
        let mut f = Filter {
            on: options.on,
            billable: options.billable,
            within: Vec::new(),
            table,
        };
        if let Some(code) = &options.within {
            f.add_within(code);
        }
        f
    }

    /// A code, the beginning of codes, or a chapter's or block's range ("A00-B99") or first code when no code is meant.
    fn add_within(&mut self, code: &str) {
        let plain = query::plain_code(code);
        let range = |c: &crate::rows::Chapter| format!("{}{}", c.first, c.last) == plain;
        self.within.push(
            if let Some(at) = self.table.chapters().iter().position(range) {
                Within::Chapter(at)
            } else if !plain.is_empty() && self.table.descendants(&plain).next().is_some() {
                Within::Prefix(plain)
            } else {
                Within::Nothing
            },
        );
    }

    /// The cost that the row's state adds, or `None` when it is left out.
    fn cost(&self, row: CodeId) -> Option<i32> {
        let span = self.table.span(row, self.on)?;
        if self.billable.is_some_and(|b| b != span.billable) {
            return None;
        }
        if !self.within.is_empty() {
            let code = self.table.code(row);
            let inside = |w: &Within| match w {
                Within::Prefix(p) => code.starts_with(p.as_str()),
                Within::Chapter(at) => chapter_holds(&self.table.chapters()[*at], &code),
                Within::Nothing => false,
            };
            if !self.within.iter().all(inside) {
                return None;
            }
        }
        let header = if span.billable {
            0
        } else {
            self.table.feature(Feature::Header)
        };
        let ended = self.on.is_none() && span.to != Date::MAX;
        Some(
            header
                + if ended {
                    self.table.feature(Feature::Ended)
                } else {
                    0
                },
        )
    }
}

/// Searches `tables` (in order of preference).
pub fn search(tables: &[&CodeTable], text: &str, options: &Options) -> Vec<Hit> {
    let text = pasted::plain(query::cut(text));
    let (set, within, text) = query::own_filter(&text, tables);
    let sets = set.as_ref().map_or(&options.sets[..], std::slice::from_ref);
    let limit = options.limit.min(MAX_LIMIT);
    if limit == 0 {
        return Vec::new();
    }
    let wanted = |table: &CodeTable| sets.is_empty() || sets.contains(&table.set());
    let several = tables.iter().filter(|t| wanted(t)).count() > 1;
    let mut top = TopK::new(limit);
    let mut searches: Vec<Search<'_>> = Vec::with_capacity(tables.len());
    for (n, table) in (0u8..).zip(tables).filter(|(_, t)| wanted(t)) {
        let mut filter = Filter::new(table, options);
        if let Some(code) = &within {
            filter.add_within(code);
        }
        searches.push(Search::new(n, table, filter, text, several));
    }
    for s in &mut searches {
        s.by_code(text, &mut top);
    }
    let mut complete = !top.found.is_empty();
    let asked: Vec<&CodeTable> = searches.iter().map(|s| s.table).collect();
    let pasted = if complete {
        pasted::Pasted::default()
    } else {
        pasted::read(&asked, text)
    };
    if !pasted.doubtful {
        codes(&searches, &pasted.codes, pasted.alone, &mut top);
    }
    let code_like = pasted::is_icd9(text) || pasted::code_like(text);
    // What is nothing but codes is no words.
    if !(pasted.alone && !top.found.is_empty() && !complete) {
        for s in searches.iter_mut().filter(|_| !pasted::is_icd9(text)) {
            s.exact(&mut top);
        }
    }
    complete |= !top.found.is_empty();
    if !complete {
        codes(&searches, &pasted.codes, pasted.alone, &mut top);
        if top.found.is_empty() && options.fallback && text.bytes().any(|b| b.is_ascii_digit()) {
            let behind = text.contains(char::is_whitespace) && !code_like;
            if !behind {
                codes(&searches, &pasted::mended(&asked, text), true, &mut top);
            }
        }
        // What looks like a code is never answered with whatever has its digits.
        complete = !top.found.is_empty() || code_like;
    }
    let read = pasted.alone && !pasted.codes.is_empty() || code_like;
    if options.fallback && top.found.len() < limit && !read {
        for s in &mut searches {
            s.fallback(complete, &mut top);
        }
    }
    if options.fallback && !complete {
        if top.found.is_empty() {
            for s in &mut searches {
                s.with_edits(&mut top);
            }
        }
        for s in &mut searches {
            s.subset(&mut top);
        }
    }
    let hit = |found: &Candidate| {
        let search = searches.iter().find(|s| s.number == found.table)?;
        Some(search.hit(found, options.on))
    };
    top.found.iter().filter_map(hit).collect()
}

/// Offers codes in their order before all words; one that stands alone brings what is below it.
fn codes(searches: &[Search<'_>], codes: &[pasted::Meant], alone: bool, top: &mut TopK) {
    for (at, meant) in codes.iter().enumerate() {
        let Some(search) = searches.get(meant.table) else {
            continue;
        };
        if alone && codes.len() == 1 {
            search.below(&meant.code, top);
        } else {
            search.offer_code(&meant.code, at as i32, top);
        }
    }
}

/// One table's part of a search.
pub(crate) struct Search<'a> {
    number: u8,
    table: &'a CodeTable,
    filter: Filter<'a>,
    typed: Vec<String>,
    /// The variants of which some words may be missing when nothing has them all.
    partial: Vec<usize>,
    /// The query as typed, then as rewritten; the same with edits are appended when they are tried.
    variants: Vec<Interpretation>,
    set_cost: i32,
}

impl<'a> Search<'a> {
    fn new(
        number: u8,
        table: &'a CodeTable,
        mut filter: Filter<'a>,
        text: &str,
        several: bool,
    ) -> Search<'a> {
        let typed = query::typed(table, text, &mut |code| filter.add_within(code));
        let mut variants = Vec::new();
        query::readings(table, &typed, 0, &mut variants);
        let set_cost = if several {
            table.feature(Feature::Set)
        } else {
            0
        };
        Search {
            number,
            table,
            filter,
            typed,
            partial: (0..variants.len().min(PARTIAL)).collect(),
            variants,
            set_cost,
        }
    }

    /// Rows whose code begins with the whole query: shorter codes first, so the typed one leads and its children follow.
    fn by_code(&self, text: &str, top: &mut TopK) {
        let code = query::plain_code(text);
        let pointed = text.contains('.') && self.table.set() != CodeSet::Icd10cm;
        if !code.is_empty() && code.len() <= 7 && !pointed && query::looks_like_code(text, &code) {
            self.below(&code, top);
        }
    }

    /// One code that was given whole, shown even when it is not valid on the day asked for; `at` is its place.
    fn offer_code(&self, code: &str, at: i32, top: &mut TopK) {
        if let Some(row) = self.table.find(code) {
            top.offer(Candidate {
                cost: FIRST + at,
                table: self.number,
                row,
                doc: row.entry() as u32,
                variant: u8::MAX,
            });
        }
    }

    #[inline(never)]
    fn below(&self, code: &str, top: &mut TopK) {
        let exact = self.table.find(code);
        for len in code.len()..=7 {
            for row in self.table.descendants_of_len(code, len) {
                if self.filter.cost(row).is_some() {
                    top.offer(Candidate {
                        cost: FIRST + len as i32 + self.set_cost,
                        table: self.number,
                        row,
                        doc: row.entry() as u32,
                        variant: u8::MAX,
                    });
                    if top.found.len() == top.limit && top.threshold() <= FIRST + len as i32 {
                        return;
                    }
                }
            }
        }
        // A code typed whole is shown even when it was not valid on the day asked for: that is what the person must see.
        if let Some(row) = exact.filter(|r| self.filter.cost(*r).is_none()) {
            let any_day = Filter {
                on: None,
                billable: self.filter.billable,
                within: Vec::new(),
                table: self.table,
            };
            if any_day.cost(row).is_some() {
                top.offer(Candidate {
                    cost: FIRST,
                    table: self.number,
                    row,
                    doc: row.entry() as u32,
                    variant: u8::MAX,
                });
            }
        }
    }

    /// Every word of a variant matches.
    fn exact(&mut self, top: &mut TopK) {
        self.match_from(0, top);
    }

    /// The same in other words of the same meaning.
    #[inline(never)]
    fn fallback(&mut self, found: bool, top: &mut TopK) {
        let first = self.variants.len();
        fallback::other_readings(
            self.table,
            &self.typed,
            found,
            if found { BELOW } else { 0 },
            &mut self.variants,
        );
        self.partial
            .extend((first..self.variants.len()).take(PARTIAL));
        self.match_from(first, top);
    }

    /// The same with one typo.
    #[inline(never)]
    fn with_edits(&mut self, top: &mut TopK) {
        let first = self.variants.len();
        let as_typed = self.variants.first().map_or(&[][..], |v| &v.words);
        let unknown = as_typed.iter().filter(|w| w.is_unmatched()).count();
        // A note that was pasted, not a query with a typo; putting each of its words right would take milliseconds.
        if unknown > MOST_MISTYPED {
            return;
        }
        let unknown = unknown > 0;
        let mut edited = query::with_edits(&self.variants, self.table);
        let corrected = fallback::corrected(self.table, &self.typed, as_typed);
        let cost = self.table.feature(Feature::Edit);
        if unknown && !edited.is_empty() {
            self.partial = Vec::new();
        }
        for typed in &corrected {
            let from = self.variants.len();
            query::readings(self.table, typed, cost, &mut self.variants);
            if unknown {
                self.partial
                    .extend(from..self.variants.len().min(from + PARTIAL));
            }
            fallback::other_readings(self.table, typed, false, cost, &mut self.variants);
        }
        // The beginnings of words are the weaker guess where a whole word fits.
        if !corrected.is_empty() {
            edited.iter_mut().for_each(|v| v.cost += 2 * cost);
        }
        if self.partial.is_empty() {
            self.partial = (self.variants.len()..self.variants.len() + edited.len()).collect();
        }
        self.variants.extend(edited);
        self.match_from(first, top);
    }

    fn match_from(&mut self, first: usize, top: &mut TopK) {
        for v in first..self.variants.len() {
            self.all_words(v, top);
        }
    }

    fn all_words(&self, v: usize, top: &mut TopK) {
        let words = &self.variants[v].words;
        if words.is_empty() || words.iter().any(QueryWord::is_unmatched) {
            return;
        }
        let mut matcher = Matcher::new(self, v);
        // The word that leads to the fewest documents leads; seventh characters add those of their entries.
        let documents = |i: &usize| words[*i].postings + words[*i].ext_entries;
        let Some(lead) = matcher.order.iter().copied().min_by_key(documents) else {
            return;
        };
        // Which is then asked last: all documents that are looked at have it.
        matcher.order.rotate_left(1);
        let mut cost_budget = matcher.cost_budget(top);
        // Four in five cost too much before anything of them is looked at.
        let cost = &self.table.docs.cost[..];
        let affordable = |doc: u32, cost_budget: i32| {
            let own = cost.get(doc as usize);
            own.is_some_and(|own| i32::from(*own) <= cost_budget)
        };
        let lead = &words[lead];
        for range in lead.ranges() {
            for doc in self.table.docs.having(range) {
                if affordable(*doc, cost_budget) {
                    cost_budget = matcher.consider(*doc, cost_budget, top);
                }
            }
        }
        if lead.in_exts() {
            for set in 0..self.table.ext_sets.len() {
                // Entries number them from 1.
                if !lead.in_set(set as u8 + 1) {
                    continue;
                }
                for entry in self.table.entries_with(set) {
                    if affordable(*entry, cost_budget) {
                        cost_budget = matcher.consider(*entry, cost_budget, top);
                    }
                }
            }
            for doc in &self.table.ext_names {
                if affordable(*doc, cost_budget) && matcher.exts_have(lead, *doc as usize) {
                    cost_budget = matcher.consider(*doc, cost_budget, top);
                }
            }
        }
    }

    /// Documents that match only some words: those that match the rarest words come first.
    #[inline(never)]
    fn subset(&self, top: &mut TopK) {
        // Candidates come from the rarest words only: "of" alone would touch a quarter of the table and tell nothing.
        const MOST_POSTINGS: usize = 8_000;
        const MISSED: i32 = 40_000;
        let documents = self.table.docs.cost.len();
        let mut seen = Vec::new();
        let mut whole = None;
        let mut most_postings = MOST_POSTINGS;
        for v in self.partial.iter().copied() {
            let words = &self.variants[v].words;
            if words.len() < 2 {
                continue;
            }
            let matcher = Matcher::new(self, v);
            let rarity: Vec<i32> = words.iter().map(|w| w.rarity(documents)).collect();
            // What is missing is a share of what was typed, however many words a name's title has.
            let whole = *whole.get_or_insert_with(|| rarity.iter().sum::<i32>().max(1));
            let share = |missing: u32| {
                let missed: i32 = rarity
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| missing >> i & 1 == 1)
                    .map(|(_, r)| r)
                    .sum();
                missed * MISSED / whole
            };
            // What the table lacks every document misses.
            let lacking = (0..words.len()).filter(|i| words[*i].is_unmatched());
            let lacking = lacking.fold(0u32, |m, i| m | 1 << i);
            let (mut work, mut passed) = (0, lacking);
            seen.clear();
            seen.resize(documents, false);
            for i in matcher
                .order
                .iter()
                .copied()
                .filter(|i| !words[*i].is_unmatched())
            {
                work += words[i].postings;
                if work > most_postings && passed != lacking {
                    break;
                }
                // What only later words bring lacks all the words before, so this is the least it can miss.
                let least = share(passed);
                passed |= 1 << i;
                for range in words[i].ranges() {
                    for doc in self.table.docs.having(range) {
                        let at = *doc as usize;
                        if std::mem::replace(&mut seen[at], true)
                            || least + matcher.least(at) > top.threshold()
                        {
                            continue;
                        }
                        let (missing, discount) = matcher.some(at);
                        let cost = share(missing) + matcher.base(at) - discount;
                        // Words that a seventh character would add are asked of it only when it has them all.
                        let wanted = (0..words.len())
                            .filter(|i| missing >> i & 1 == 1 && words[*i].in_exts())
                            .fold(0, |m, i| m | 1 << i);
                        if wanted != 0 {
                            let cost = share(missing & !wanted) + matcher.base(at) - discount;
                            matcher.offer_doc(at, cost, wanted, top);
                        }
                        matcher.offer_doc(at, cost, 0, top);
                    }
                }
            }
            // Other readings add less and less.
            most_postings /= 4;
        }
    }
}
