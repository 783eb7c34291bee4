//! One reading of a query against the documents of a table: what matches, what it costs, which rows it stands for.

use super::denied::Denied;
use super::query;
use super::query_word::{QueryWord, Says, FUNCTION_WORD, SIDES};
use super::table_search::Search;
use super::top_k::{Candidate, TopK};
use crate::sort_permutation::sort_permutation;
use crate::table::{CodeId, CodeTable, Feature};
use std::cell::OnceCell;

/// The words that seventh characters bring to one variant: per extension set, extension by extension, what each query word
/// takes off the cost (`None`: the extension lacks it). Filled when a set is first met.
type ExtMatches = Vec<OnceCell<Vec<Option<i32>>>>;

/// Weight of a word of which `ranking.tsv` says nothing.
const ORDINARY: u8 = 16;

/// One variant against the documents of one table. The small functions are inlined by name: the release
/// inlines little by itself, and these run for every candidate.
pub(super) struct Matcher<'s, 'a> {
    search: &'s Search<'a>,
    table: &'a CodeTable,
    v: usize,
    words: &'s [QueryWord],
    /// Query words in the order in which documents are asked for them: the rarest first.
    pub(super) order: Vec<usize>,
    /// The most that all words together can take off a cost.
    pub(super) most: i32,
    exts: ExtMatches,
    /// "Without" and "with" as words of the table, and what goes on with what they say of.
    polar: [Option<u16>; 2],
    /// "Not" and "non" in titles of diagnoses, which say so of the next word alone ("not intractable", "non-dominant").
    not: [Option<u16>; 2],
    /// Those of these words beside which a title may say the opposite of the query.
    marks: [u16; 4],
    joining: [Option<u16>; 2],
    /// The words typed behind "non", or joined with it.
    denied: Denied<'a>,
    /// Something was typed behind "without".
    negated: bool,
    /// Of what is done or supplied, a text that names what was denied is another one, whether it says "with" or not.
    strict: bool,
}

impl<'s, 'a> Matcher<'s, 'a> {
    // `v` is a reading of the search, and the order is one of its words.
    #[allow(clippy::indexing_slicing)]
    pub(super) fn new(search: &'s Search<'a>, v: usize) -> Matcher<'s, 'a> {
        let words = &search.variants[v].words[..];
        let order = sort_permutation(words.len(), &mut |a, b| {
            words[a].postings < words[b].postings
        });
        let bonus = search.table.feature(Feature::FirstWord).min(0);
        let most = words.iter().map(|w| w.most).sum::<i32>() - bonus;
        // Only a word that the document lacks is looked for in what seventh characters add.
        let asked = words.iter().any(|q| q.in_exts());
        let sets = 0..if asked {
            search.table.ext_sets.len()
        } else {
            0
        };
        let exts = sets.map(|_| OnceCell::new()).collect();
        let marks = &search.table.lexicon.marks;
        let polar = [marks.without, marks.with];
        let joining = [marks.and, marks.or];
        let negated = words.iter().any(|q| q.says == Says::Without);
        let strict = negated && query::is_strict(search.table);
        let not = [marks.not, marks.non];
        let not = not.map(|w| w.filter(|_| !query::is_strict(search.table)));
        let [without, with] = polar;
        let with = with.filter(|_| negated);
        // A table has fewer words.
        let marks = [without, with, not[0], not[1]].map(|w| w.unwrap_or(u16::MAX));
        Matcher {
            search,
            table: search.table,
            v,
            words,
            order,
            most,
            exts,
            polar,
            not,
            marks,
            joining,
            denied: Denied::new(search.table, words),
            negated,
            strict,
        }
    }

    /// Whether something was typed behind "without".
    pub(super) fn negated(&self) -> bool {
        self.negated
    }

    /// The cost of a document before anything of it is matched.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // `v` is a reading of the search.
    pub(super) fn base(&self, doc: usize) -> i32 {
        let own = self
            .search
            .table
            .docs
            .cost
            .get(doc)
            .map_or(0, |c| i32::from(*c));
        self.search.variants[self.v].cost + self.search.set_cost + own
    }

    /// Most that a document's own cost may be for one of its rows to get in.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // `v` is a reading of the search.
    pub(super) fn cost_budget(&self, top: &TopK) -> i32 {
        let fixed = self.search.variants[self.v].cost + self.search.set_cost - self.most;
        top.threshold().saturating_sub(fixed)
    }

    /// No row of this document can cost less.
    #[inline(always)]
    pub(super) fn least(&self, doc: usize) -> i32 {
        self.base(doc) - self.most
    }

    /// Cost that query word `q` takes off when it is among `have`; `None` when it is not.
    #[inline(always)]
    pub(super) fn discount(&self, q: &QueryWord, have: &[u16]) -> Option<i32> {
        const NONE: i32 = i32::MIN;
        let mut best = NONE;
        // Most documents lack the word, so the loop that finds that out is the one to be short.
        if q.is_plain() {
            // Copied, or it would be read again for every word.
            let begins = q.begins;
            for w in have.iter().filter(|w| begins.has(**w)) {
                let part = q.part_cost(*w).unwrap_or(0);
                best = best.max(i32::from(self.table.lexicon.weight(*w)) - part);
            }
        } else {
            for w in have {
                if let Some(part) = q.part_cost(*w) {
                    best = best.max(i32::from(self.table.lexicon.weight(*w)) - part);
                }
            }
        }
        (best != NONE).then_some(best)
    }

    #[inline(always)]
    pub(super) fn first_word(&self, have: &[u16]) -> i32 {
        let starts = have
            .first()
            .zip(self.words.first())
            .is_some_and(|(h, q)| q.part_cost(*h).is_some());
        if starts {
            -self.table.feature(Feature::FirstWord)
        } else {
            0
        }
    }

    /// Offers the rows of a document that has all words; gives the cost that the next one may have at most.
    #[inline(never)]
    pub(super) fn consider(&self, doc: u32, cost_budget: i32, top: &mut TopK) -> i32 {
        let doc = doc as usize;
        match self.all(doc) {
            None => cost_budget,
            Some((missing, discount)) => {
                let opposite = self.opposite(doc);
                if self.strict && opposite > 0 {
                    return cost_budget;
                }
                let cost = self.base(doc) - discount + opposite;
                // Seventh characters and later codes only add to it, unless a word is missing that they have.
                if missing == 0 && cost > top.threshold() {
                    return cost_budget;
                }
                self.offer_doc(doc, cost, missing, top);
                self.cost_budget(top)
            }
        }
    }

    /// Cost of a document that says "with" of what was typed with "without", the other way round,
    /// or denies what was typed.
    #[inline(always)]
    pub(super) fn opposite(&self, doc: usize) -> i32 {
        let have = self.table.docs.words.get(doc);
        let [a, b, c, d] = self.marks;
        let marked = |w: &u16| (*w == a) | (*w == b) | (*w == c) | (*w == d);
        if self.strict || have.iter().any(marked) {
            self.contradicts(have)
        } else {
            0
        }
    }

    /// Whether a word is a function word that does not go on with what was said before it, or a side, which is of something else
    /// ("without foreign body, right knee").
    fn parts(&self, w: u16) -> bool {
        let lexicon = &self.table.lexicon;
        lexicon.weight(w) <= FUNCTION_WORD && !self.joining.contains(&Some(w))
            // Sides weigh more than other words do.
            || lexicon.weight(w) > ORDINARY && SIDES.contains(&lexicon.word(w))
    }

    #[inline(never)]
    fn contradicts(&self, have: &[u16]) -> i32 {
        let mut says = Says::Nothing;
        // Of each query word a bit: whether it stands where a title says the same of it, and where the opposite.
        let (mut same, mut other, mut one) = (0u32, 0u32, false);
        let mut named = true;
        for w in have {
            match self.polar.iter().position(|m| *m == Some(*w)) {
                // Of "with and without contrast" neither is said.
                Some(0) if self.strict && !named => says = Says::Nothing,
                Some(0) => says = Says::Without,
                None if self.strict && query::denies(self.table.lexicon.word(*w)) => {
                    says = Says::Without;
                }
                None if self.not.contains(&Some(*w)) => {
                    says = Says::Without;
                    one = true;
                    continue;
                }
                Some(_) => (says, named) = (Says::With, false),
                None if self.joining.contains(&Some(*w)) => {}
                // "Without foreign body of the hand" has a hand.
                None if self.parts(*w) => says = Says::Nothing,
                None => {
                    named = true;
                    for (i, q) in self.words.iter().enumerate() {
                        let asked = q.says != Says::Nothing && q.part_cost(*w).is_some();
                        match (q.says, says) {
                            _ if !asked => {}
                            (Says::Without, Says::Nothing) if self.strict => other |= 1 << i,
                            (Says::Without, Says::With)
                            | (Says::With | Says::Named, Says::Without) => other |= 1 << i,
                            _ => same |= 1 << i,
                        }
                    }
                }
            }
            if std::mem::take(&mut one) {
                says = Says::Nothing;
            }
        }
        let against = |(i, _): &(usize, &QueryWord)| (other & !same) >> i & 1 == 1;
        let denied = self.words.iter().enumerate().filter(against);
        let whole = self.table.feature(Feature::Opposite);
        let cost = |q: &QueryWord| whole / if q.says == Says::Named { 4 } else { 1 };
        denied.map(|(_, q)| cost(q)).max().unwrap_or(0)
    }

    /// The query words that a document leaves to its seventh characters (as bits) and what the others take off its
    /// cost; `None` when a word is missing for good.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // The order is one of the words.
    fn all(&self, doc: usize) -> Option<(u32, i32)> {
        let have = self.table.docs.words.get(doc);
        let (mut missing, mut discount) = (0u32, 0);
        for i in &self.order {
            let q = &self.words[*i];
            match self.discount(q, have) {
                Some(n) => discount += n,
                None if q.in_exts() && self.exts_have(q.ext_sets, doc) => missing |= 1 << i,
                None => return None,
            }
        }
        Some((missing, discount + self.first_word(have)))
    }

    /// The sum that some query words (bits) take off the cost of a document, as far as it has them.
    pub(super) fn some(&self, doc: usize, of: u32) -> i32 {
        let have = self.table.docs.words.get(doc);
        let words = self.words.iter().enumerate();
        let asked = words.filter(|(i, _)| of >> i & 1 == 1);
        let taken = asked.filter_map(|(_, q)| self.discount(q, have));
        taken.sum::<i32>() + self.first_word(have)
    }

    /// Whether one of the document's entries has one of some extension sets (bits).
    pub(super) fn exts_have(&self, sets: u64, doc: usize) -> bool {
        let table = self.table;
        let entry_has = |entry: usize| {
            let set = table.ext_of.get(entry).map_or(0, |set| (*set).min(63));
            sets >> set & 1 == 1
        };
        match table.targets(doc) {
            None => entry_has(doc),
            Some(rows) => rows.iter().any(|r| r.ext() == 0 && entry_has(r.entry())),
        }
    }

    /// Offers the rows that a document stands for; the words in `missing` must come from the seventh character.
    pub(super) fn offer_doc(&self, doc: usize, cost: i32, missing: u32, top: &mut TopK) {
        let table = self.table;
        match table.targets(doc) {
            None => self.offer_entry(doc, doc, cost, missing, top),
            Some(rows) => {
                for (k, row) in rows.iter().copied().enumerate() {
                    let cost = cost + k as i32 * table.feature(Feature::LaterCode);
                    if row.ext() == 0 {
                        self.offer_entry(doc, row.entry(), cost, missing, top);
                    } else if missing == 0 {
                        self.offer_row(doc, row, cost, top);
                    }
                }
            }
        }
    }

    pub(super) fn offer_entry(
        &self,
        doc: usize,
        entry: usize,
        cost: i32,
        missing: u32,
        top: &mut TopK,
    ) {
        let table = self.table;
        let exts = table.exts(entry);
        if missing == 0 {
            self.offer_row(doc, CodeId::new(entry, 0), cost, top);
            for (x, ext) in exts.iter().enumerate() {
                self.offer_row(doc, CodeId::new(entry, x + 1), cost + ext.cost, top);
            }
            return;
        }
        let Some(cell) = table
            .ext_of
            .get(entry)
            .and_then(|n| self.exts.get(usize::from(*n).wrapping_sub(1)))
        else {
            return;
        };
        let matches = cell.get_or_init(|| {
            let mut matches = Vec::with_capacity(exts.len() * self.words.len());
            for ext in exts {
                let have = table.ext_words_of(ext);
                matches.extend(self.words.iter().map(|q| self.discount(q, have)));
            }
            matches
        });
        let matches = matches.chunks(self.words.len().max(1));
        'exts: for (x, (ext, matches)) in exts.iter().zip(matches).enumerate() {
            let mut cost = cost + ext.cost;
            for (i, discount) in matches.iter().enumerate() {
                match discount {
                    _ if missing >> i & 1 == 0 => {}
                    Some(discount) => cost -= discount,
                    None => continue 'exts,
                }
            }
            self.offer_row(doc, CodeId::new(entry, x + 1), cost, top);
        }
    }

    #[inline(always)]
    pub(super) fn offer_row(&self, doc: usize, row: CodeId, cost: i32, top: &mut TopK) {
        // Looking at the row's dates costs more than this comparison.
        if cost > top.threshold() {
            return;
        }
        // A name may leave out what the title says.
        if self.denied.is_said(doc) || self.denied.is_said(row.entry()) {
            return;
        }
        if let Some(more) = self.search.filter.cost(row) {
            top.offer(Candidate {
                cost: cost + more,
                table: self.search.number,
                row,
                doc: doc as u32,
                variant: self.v.min(usize::from(u8::MAX)) as u8,
            });
        }
    }
}
