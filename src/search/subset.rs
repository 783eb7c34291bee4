//! The last stage of a search: what has only some of the words.

use super::matcher::Matcher;
use super::table_search::Search;
use super::top_k::TopK;
use crate::code_set::CodeSet;
use crate::table::Feature;

impl Search<'_> {
    /// Documents that match only some words: those that match the rarest words come first.
    #[inline(never)]
    // As above, and postings name documents of the table only (checked when it is opened).
    #[allow(clippy::indexing_slicing)]
    pub(super) fn subset(&self, top: &mut TopK) {
        // Candidates come from the rarest words only: "of" alone would touch a quarter of the table and tell nothing.
        const MOST_POSTINGS: usize = 5_000;
        const MISSED: i32 = 40_000;
        // A procedure that lacks a word yields to a diagnosis that lacks as much, an inpatient one to any.
        let further = match self.table.set() {
            CodeSet::Cpt if self.set_cost > 0 => MISSED / 8,
            CodeSet::Icd10pcs if self.set_cost > 0 => MISSED,
            _ => 0,
        };
        let documents = self.table.docs.cost.len();
        let opposite_cost = self.table.feature(Feature::Opposite).max(1);
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
                let (mut missed, mut bits) = (0, missing);
                while bits != 0 {
                    missed += rarity
                        .get(bits.trailing_zeros() as usize)
                        .copied()
                        .unwrap_or(0);
                    bits &= bits - 1;
                }
                further + missed * MISSED / whole
            };
            // What the table lacks every document misses.
            let lacking = (0..words.len()).filter(|i| words[*i].is_unmatched());
            let lacking = lacking.fold(0u32, |m, i| m | 1 << i);
            let (mut work, mut passed) = (0, lacking);
            // What the words that a document lacks cannot take off its cost.
            let mut lost = 0;
            let in_exts = (0..words.len()).filter(|i| words[*i].in_exts());
            let in_exts = in_exts.fold(0u32, |m, i| m | 1 << i);
            let slack = if in_exts == 0 { 0 } else { matcher.most };
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
                // Words that a seventh character may add are not counted.
                let least = share(passed & !in_exts) + lost - slack;
                passed |= 1 << i;
                if in_exts >> i & 1 == 0 {
                    lost += words[i].most;
                }
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
                        let gained = share(missing) - share(missing & !wanted);
                        let most = if wanted == 0 {
                            0
                        } else {
                            gained + matcher.most
                        };
                        if cost - most > top.threshold() {
                            continue;
                        }
                        // Worse than to lack the word is to say the opposite of it.
                        let cost = cost + matcher.opposite(at) * MISSED / opposite_cost;
                        if wanted != 0 {
                            matcher.offer_doc(at, cost - gained, wanted, top);
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
