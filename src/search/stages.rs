//! The stages of a search, from codes and exact words to guesses; `search` says which are tried when.

use super::amounts;
use super::fallback;
use super::filter::Filter;
use super::fuzzy::Near;
use super::matcher::Matcher;
use super::measured;
use super::names::sided;
use super::query;
use super::query_word::{says_little, QueryWord, SIDES};
use super::table_search::{Search, PARTIAL};
use super::top_k::{Candidate, TopK};
use super::typed;
use crate::code_set::CodeSet;
use crate::table::{CodeId, CodeTable, Feature};

/// Most words that stand for nothing in a query that is still put right, and most words of one that all stand for something.
const MOST_MISTYPED: usize = 6;
const MOST_DOUBTED: usize = 12;

/// More than any row costs that the words as typed find: what fills the room below them.
const BELOW: i32 = 100_000;

/// How much more a strength says than nothing, and a way to give a drug.
const AMOUNT: i32 = 40;

/// More than an everyday code is put before others.
pub(super) const OTHER_STRENGTH: i32 = 8;

/// More than the prior of any row.
const MOST_PRIOR: i32 = 48;

/// Before every word match.
pub(super) const FIRST: i32 = -1_000_000;

/// How the words of a query are spaced otherwise.
type Spaced = fn(&CodeTable, &[String], &[QueryWord], &mut Near<'_>) -> Option<Vec<String>>;

impl Search<'_> {
    /// Rows whose code begins with the whole query: shorter codes first, so the typed one leads and its children follow.
    pub(super) fn by_code(&self, text: &str, top: &mut TopK) {
        let code = query::plain_code(text);
        let pointed = text.contains('.') && self.table.set() != CodeSet::Icd10cm;
        if !code.is_empty() && code.len() <= 7 && !pointed && query::looks_like_code(text, &code) {
            self.below(&code, top);
        }
    }

    /// One code that was given whole, shown even when it is not valid on the day asked for; `at` is its place.
    pub(super) fn offer_code(&self, code: &str, at: i32, top: &mut TopK) {
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
    pub(super) fn below(&self, code: &str, top: &mut TopK) {
        let exact = self.table.find(code);
        // "G0439" is a procedure as it is written, and a diagnosis without its point.
        let procedure =
            matches!(self.table.set(), CodeSet::Hcpcs | CodeSet::Cpt) && exact.is_some();
        for len in code.len()..=7 {
            let more = if procedure { -1 } else { self.set_cost };
            for row in self.table.descendants_of_len(code, len) {
                if self.filter.cost(row).is_some() {
                    top.offer(Candidate {
                        cost: FIRST + len as i32 + more,
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

    /// Finds titles and names that say what was typed and no more, whatever begins with it.
    #[allow(clippy::indexing_slicing)] // `v` is a reading of the search.
    #[inline(never)]
    fn whole(&self, v: usize, top: &mut TopK) {
        let words = &self.variants[v].words;
        let table = self.table;
        // "Without" is a filler of titles, but what has it is something else; of services "with" is told from "with and without".
        let marks = &table.lexicon.marks;
        let with = marks.with.filter(|_| query::is_strict(table));
        let says =
            |w: &u16| !says_little(table, Some(*w)) || [marks.without, with].contains(&Some(*w));
        let typed: Vec<&QueryWord> = words
            .iter()
            .filter(|q| q.whole_word().is_none_or(|w| says(&w)))
            .collect();
        if typed.iter().any(|q| q.whole_word().is_none()) {
            return;
        }
        let texts = |q: &&&QueryWord| {
            q.whole_words()
                .map(|w| table.docs.having(w).len())
                .sum::<usize>()
        };
        // A name with a side stands for that side of its code.
        let is_side = |q: &QueryWord| SIDES.contains(&q.text.as_str());
        let side = typed.iter().find(|q| is_side(q));
        let side = side.filter(|_| table.set() == CodeSet::Icd10cm);
        let side = side.and_then(|q| q.whole_word());
        let named = |q: &&&QueryWord| side.is_none() || !is_side(q);
        let names = typed.iter().filter(named).count();
        let Some(lead) = typed.iter().filter(named).min_by_key(texts) else {
            return;
        };
        // What costs more says more than was typed.
        let weight = |q: &&QueryWord| q.most.max(16);
        let most = typed.iter().map(weight).sum::<i32>() + MOST_PRIOR;
        let matcher = Matcher::new(self, v);
        for doc in lead.whole_words().flat_map(|w| table.docs.having(w)) {
            let doc = *doc as usize;
            if table
                .docs
                .cost
                .get(doc)
                .is_none_or(|own| i32::from(*own) > most)
            {
                continue;
            }
            let have = table.docs.words.get(doc);
            let saying = || have.iter().filter(|w| says(w));
            if saying().count() < names || !saying().all(|w| typed.iter().any(|q| q.is_whole(*w))) {
                continue;
            }
            let is_there = |q: &&&QueryWord| saying().any(|w| q.is_whole(*w));
            // What a title says twice is said once.
            let once = |(at, w): &(usize, &u16)| {
                says(w) && !have.get(..*at).is_some_and(|before| before.contains(w))
            };
            let count = have.iter().enumerate().filter(once).count();
            if (count == typed.len() || count == names)
                && typed.iter().filter(is_there).count() == count
            {
                let discount = matcher.some(doc, u32::MAX);
                // A strength that was typed and is not that of the code; only what says little may be missing.
                let number = |q: &&QueryWord| q.text.bytes().all(|b| b.is_ascii_digit());
                let missing = words.iter().filter(number);
                let missing = missing.filter(|q| matcher.discount(q, have).is_none());
                let other = missing.count() as i32 * OTHER_STRENGTH;
                let cost = matcher.base(doc) - discount + table.feature(Feature::Whole) + other;
                match side.filter(|_| count < typed.len()) {
                    None => matcher.offer_doc(doc, cost, 0, top),
                    Some(side) => {
                        let row = table.targets(doc).and_then(|rows| rows.first());
                        if let Some(row) = row.and_then(|row| sided(table, *row, side)) {
                            matcher.offer_row(doc, row, cost, top);
                        }
                    }
                }
            }
        }
    }

    /// Fills the room below a name that stands for one code with those beside it, in their order.
    pub(super) fn family(&self, top: &mut TopK) {
        let Some(first) = top
            .found
            .first()
            .copied()
            .filter(|f| f.table == self.number)
        else {
            return;
        };
        let room = top.limit.saturating_sub(top.found.len());
        if room == 0 || first.cost < FIRST / 2 || self.table.set() != CodeSet::Icd10cm {
            return;
        }
        let Some(parent) = self.table.parent(first.row) else {
            return;
        };
        let at = top.found.last().map_or(first.cost, |f| f.cost);
        let beside: Vec<CodeId> = self
            .table
            .child_rows(parent)
            .filter(|row| self.filter.cost(*row).is_some())
            .filter(|row| {
                !top.found
                    .iter()
                    .any(|f| f.table == self.number && f.row == *row)
            })
            .take(room)
            .collect();
        for row in beside {
            top.found.push(Candidate {
                cost: at,
                row,
                doc: row.entry() as u32,
                ..first
            });
        }
    }

    /// Fills the room below what HCPCS has as typed with what shares its first telling word, then that of the title: other salts,
    /// strengths and makers of a drug, sizes of a supply, the code before or behind one that ended.
    #[inline(never)]
    pub(super) fn relatives(&mut self, top: &mut TopK) {
        /// A word that more texts have names no one thing.
        const MOST: usize = 60;
        const FULL: u8 = 16;
        let table = self.table;
        let first = top.found.first().filter(|f| f.table == self.number);
        let Some(first) = first.filter(|f| f.cost > FIRST / 2 && table.set() == CodeSet::Hcpcs)
        else {
            return;
        };
        let tells = |w: &u16| {
            let number = || table.lexicon.word(*w).bytes().all(|b| b.is_ascii_digit());
            table.lexicon.weight(*w) >= FULL && !number()
        };
        let mut typed = self.words().iter().filter_map(QueryWord::whole_word);
        let typed = typed.find(tells);
        let title = table.docs.words.get(first.row.entry());
        let title = title.iter().copied().find(tells);
        for word in [typed, title].into_iter().flatten() {
            let id = u32::from(word);
            if top.found.len() < top.limit && table.docs.having(id..id + 1).len() <= MOST {
                let from = self.variants.len();
                let word = [table.lexicon.word(word).to_string()];
                query::readings(table, &word, 2 * BELOW, &mut self.variants);
                if let Some(word) = self
                    .variants
                    .get_mut(from)
                    .and_then(|v| v.words.first_mut())
                {
                    word.no_beginning(table);
                }
                self.match_from(from, top);
            }
        }
    }

    /// Every word of a variant matches.
    pub(super) fn exact(&mut self, top: &mut TopK) {
        self.match_from(0, top);
    }

    /// Matches the query in other words of the same meaning.
    #[inline(never)]
    pub(super) fn fallback(&mut self, found: bool, top: &mut TopK) {
        let first = self.variants.len();
        let cost = if found { BELOW } else { 0 };
        if self.table.set() == CodeSet::Hcpcs {
            let mut more = cost;
            for name in amounts::without(&amounts::apart(self.text)) {
                let typed = typed::typed(self.table, &name, &mut |_| {});
                query::readings(self.table, &typed, more, &mut self.variants);
                more += AMOUNT;
            }
        }
        if !found {
            let mut more = cost;
            for words in measured::without(self.table, self.text) {
                more += measured::LEFT_OUT;
                query::readings(self.table, &words, more, &mut self.variants);
                fallback::other_readings(self.table, &words, found, more, &mut self.variants);
            }
        }
        fallback::other_readings(self.table, &self.typed, found, cost, &mut self.variants);
        self.partial.extend(first..self.variants.len());
        self.match_from(first, top);
    }

    /// Matches the query with words run together parted and split words joined.
    pub(super) fn respaced(&mut self, top: &mut TopK) {
        self.spaced(fallback::respaced, top);
    }

    /// Matches the query with a split word joined in which there is a typo.
    pub(super) fn joined_with_edits(&mut self, top: &mut TopK) {
        self.spaced(fallback::joined_with_edits, top);
    }

    /// Matches the query with words run together parted, one of which has a typo.
    pub(super) fn parted_with_edits(&mut self, top: &mut TopK) {
        self.spaced(fallback::parted_with_edits, top);
    }

    #[inline(never)]
    fn spaced(&mut self, spaced: Spaced, top: &mut TopK) {
        let first = self.variants.len();
        let as_typed = self.variants.first().map_or(&[][..], |v| &v.words);
        let Some(typed) = spaced(self.table, &self.typed, as_typed, &mut self.near) else {
            return;
        };
        let cost = self.table.feature(Feature::Edit);
        query::readings(self.table, &typed, cost, &mut self.variants);
        self.match_from(first, top);
        if top.found.is_empty() {
            fallback::other_readings(self.table, &typed, false, cost, &mut self.variants);
            self.match_from(first, top);
        }
        self.partial
            .extend((first..self.variants.len()).take(PARTIAL));
    }

    /// Matches the query with one typo.
    #[inline(never)]
    pub(super) fn with_edits(&mut self, top: &mut TopK) {
        let first = self.variants.len();
        let as_typed = self.variants.first().map_or(&[][..], |v| &v.words);
        let unknown = as_typed.iter().filter(|w| w.is_unmatched()).count();
        // A note that was pasted, not a query with a typo; putting each of its words right would take milliseconds.
        if unknown > MOST_MISTYPED || unknown == 0 && as_typed.len() > MOST_DOUBTED {
            return;
        }
        let unknown = unknown > 0;
        let mut edited = query::with_edits(&self.variants, self.table, &mut self.near);
        let corrected = fallback::corrected(self.table, &self.typed, as_typed, &mut self.near);
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

    #[allow(clippy::indexing_slicing)] // `v` is a reading of the search.
    fn match_from(&mut self, first: usize, top: &mut TopK) {
        for v in first..self.variants.len() {
            if self.variants[v].plain {
                self.whole(v, top);
            }
            self.all_words(v, top);
        }
    }

    // `v` is a reading of the search, and words are numbered within it.
    #[allow(clippy::indexing_slicing)]
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
        let within = self.filter.entries_within();
        let affordable = |doc: u32, cost_budget: i32| {
            let own = cost.get(doc as usize);
            own.is_some_and(|own| i32::from(*own) <= cost_budget)
                && within
                    .as_ref()
                    .is_none_or(|w| self.table.stands_within(doc as usize, w))
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
                if affordable(*doc, cost_budget) && matcher.exts_have(lead.ext_sets, *doc as usize)
                {
                    cost_budget = matcher.consider(*doc, cost_budget, top);
                }
            }
        }
    }
}
