//! The last stage of a search: what has only some of the words.

use super::amounts;
use super::denied::NON;
use super::matcher::Matcher;
use super::query::{self, LONGEST_ABBREVIATION};
use super::query_word::{polar, says_little, QueryWord, Says, LONG, SIDES};
use super::table_search::Search;
use super::top_k::TopK;
use crate::code_set::CodeSet;
use crate::table::Feature;
use crate::tokenizer;

/// Words of lists of codes.
const LISTED: [&str; 11] = [
    "site",
    "sites",
    "region",
    "parts",
    "unspecified",
    "specified",
    "classified",
    "other",
    "multiple",
    "excluding",
    "nodes",
];

impl Search<'_> {
    /// Documents that match only some words: those that match the rarest words come first. Some words are `known` as such, here or
    /// in another table.
    #[inline(never)]
    // As above, and postings name documents of the table only (checked when it is opened).
    #[allow(clippy::indexing_slicing)]
    pub(super) fn subset(&self, known: &[String], top: &mut TopK) {
        // Candidates come from the rarest words only: "of" alone would touch a quarter of the table and tell nothing.
        const MOST_POSTINGS: usize = 5_000;
        const MISSED: i32 = 40_000;
        const BEGUN: i32 = 12;
        // A procedure or a supply that lacks a word yields to a diagnosis that lacks as much, less far where its whole name was typed.
        // An inpatient one yields to a diagnosis that lacks up to a quarter of the words more: titles of that set have the same few
        // words, so that one of them is always there.
        let (further, named) = match self.table.set() {
            // Where a service is named it is the other way round.
            CodeSet::Icd10cm if self.service => (MISSED / 8, MISSED / 8),
            CodeSet::Cpt if self.service => (0, 0),
            CodeSet::Cpt | CodeSet::Hcpcs if self.set_cost > 0 => (MISSED / 8, MISSED / 40),
            CodeSet::Icd10pcs if self.set_cost > 0 => (MISSED / 4, MISSED / 20),
            _ => (0, 0),
        };
        let inpatient = self.table.set() == CodeSet::Icd10pcs;
        let services = self.table.set() == CodeSet::Cpt;
        let diagnoses = self.table.set() == CodeSet::Icd10cm;
        let opposite_cost = self.table.feature(Feature::Opposite).max(1);
        let lexicon = &self.table.lexicon;
        // Which words of a reading (bits) a word of the table may stand for.
        let mut asked = vec![0u32; lexicon.word_count()];
        let listed = if diagnoses {
            self.behind_comma()
        } else {
            Vec::new()
        };
        let mut whole = None;
        let mut most_postings = MOST_POSTINGS;
        for v in self.partial.iter().copied() {
            let words = &self.variants[v].words;
            if words.len() < 2 {
                continue;
            }
            let matcher = Matcher::new(self, v);
            let rarity = self.rarities(words, &listed);
            let every = rarity.iter().sum::<i32>();
            // What is missing is a share of what was typed, however many words a name's title has.
            let whole = *whole.get_or_insert(every.max(1));
            let share = |missing: u32| {
                let (mut missed, mut bits) = (0, missing);
                while bits != 0 {
                    missed += rarity
                        .get(bits.trailing_zeros() as usize)
                        .copied()
                        .unwrap_or(0);
                    bits &= bits - 1;
                }
                missed * MISSED / whole
            };
            let bits = |is: fn(&QueryWord) -> bool| {
                let those = words.iter().enumerate().filter(|(_, w)| is(w));
                those.fold(0u32, |bits, (i, _)| bits | 1 << i)
            };
            // What the table lacks every document misses.
            let lacking = bits(QueryWord::is_unmatched);
            let in_exts = bits(QueryWord::in_exts);
            let all = bits(|_| true);
            // Known words, of which what only begins with them is another thing. Not the last, which is still being typed, nor a long one,
            // which may be put right with two typos; of short ones diagnoses have the abbreviations.
            let known = words.iter().enumerate().fold(0u32, |bits, (i, q)| {
                let long = q.text.len() > LONGEST_ABBREVIATION;
                let known = if long {
                    known.contains(&q.text)
                } else {
                    diagnoses
                };
                let known = known && !q.last && q.text.len() < LONG;
                bits | u32::from(known) << i
            });
            asked.fill(0);
            for (i, word) in words.iter().enumerate() {
                for range in word.ranges() {
                    let range = range.start as usize..range.end as usize;
                    for bits in asked.get_mut(range).unwrap_or_default() {
                        *bits |= 1 << i;
                    }
                }
            }
            let (mut work, mut passed) = (0, lacking);
            // What the words that a document lacks cannot take off its cost.
            let mut lost = 0;
            let slack = if in_exts == 0 { 0 } else { matcher.most };
            for i in matcher
                .order
                .iter()
                .copied()
                // "Non" alone tells nothing.
                .filter(|i| !words[*i].is_unmatched() && words[*i].text != NON)
            {
                work += words[i].postings;
                if work > most_postings && passed != lacking {
                    break;
                }
                // What only later words bring lacks all the words before, so this is the least it can miss.
                // Words that a seventh character may add are not counted.
                let least = share(passed & !in_exts) + lost - slack;
                let before = passed;
                passed |= 1 << i;
                if in_exts >> i & 1 == 0 {
                    lost += words[i].most;
                }
                for range in words[i].ranges() {
                    for doc in self.table.docs.having(range) {
                        let at = *doc as usize;
                        let have = self.table.docs.words.get(at);
                        let bits = |w: &u16| asked.get(usize::from(*w)).copied().unwrap_or(0);
                        let typed = |w: &u16| bits(w) != 0 || says_little(self.table, Some(*w));
                        let in_full = || have.iter().all(typed);
                        // Of the procedures that a name stands for, the other words choose; of services where it was typed in full.
                        let chosen = inpatient || services && !matcher.negated();
                        let rows = self.table.targets(at);
                        let rows = rows.filter(|_| chosen && (inpatient || in_full()));
                        if rows.is_none() && least + matcher.least(at) > top.threshold() {
                            continue;
                        }
                        let present = have.iter().fold(0, |bits_of, w| bits_of | bits(w));
                        if present & before != 0 {
                            continue;
                        }
                        let missing = all & !present;
                        for (k, row) in rows.into_iter().flatten().enumerate() {
                            let title = self.table.docs.words.get(row.entry());
                            let said = title.iter().fold(0, |said, w| said | bits(w)) & missing;
                            if said != 0 {
                                let own = matcher.base(at) - matcher.some(at, present) + k as i32;
                                let cost = named + share(missing & !said) + own;
                                matcher.offer_row(at, *row, cost, top);
                            }
                        }
                        // Words that a seventh character would add are asked of it only when it has them all.
                        let wanted = missing & in_exts;
                        let sets = words.iter().enumerate();
                        let sets = sets.filter(|(i, _)| wanted >> i & 1 == 1);
                        let sets = sets.fold(u64::MAX, |sets, (_, w)| sets & w.ext_sets);
                        let some_have = wanted != 0 && matcher.exts_have(sets, at);
                        let wanted = if some_have { wanted } else { 0 };
                        let kept = share(missing & !wanted);
                        let more = if wanted == 0 { 0 } else { matcher.most };
                        if kept - more + matcher.least(at) > top.threshold() {
                            continue;
                        }
                        let own = matcher.base(at) - matcher.some(at, present);
                        if kept - more + own > top.threshold() {
                            continue;
                        }
                        let further = if further != named && in_full() {
                            named
                        } else {
                            further
                        };
                        // What only begins with a word is hardly it: "Laron" is no beginning of a drug's name.
                        let mut begun = known & present;
                        for w in have.iter().filter(|_| known & present != 0) {
                            for (i, q) in words.iter().enumerate() {
                                if q.is_whole(*w) || q.is_near(*w) {
                                    begun &= !(1 << i);
                                }
                            }
                        }
                        let own = own + further + share(begun) / BEGUN;
                        // Worse than to lack the word is to say the opposite of it.
                        let own = own + matcher.opposite(at) * MISSED / opposite_cost;
                        if wanted != 0 {
                            matcher.offer_doc(at, kept + own, wanted, top);
                        }
                        matcher.offer_doc(at, share(missing) + own, 0, top);
                    }
                }
            }
            // Other readings add less and less.
            most_postings /= 4;
        }
    }

    /// How rare each word is, which is how much it tells; less of those that say little of what is ordered, or are only `listed`.
    fn rarities(&self, words: &[QueryWord], listed: &[String]) -> Vec<i32> {
        let documents = self.table.docs.cost.len();
        let mut rarity: Vec<i32> = words.iter().map(|w| w.rarity(documents)).collect();
        let amount = |w: &QueryWord| w.text.bytes().all(|b| b.is_ascii_digit());
        match self.table.set() {
            // What is ordered is named first, then what kind of thing it is, unless an amount tells more.
            CodeSet::Hcpcs if !words.iter().any(amount) => {
                if let Some(first) = rarity.first_mut() {
                    *first = *first * 8 / 5;
                }
            }
            // How long a service takes tells less than what it is.
            CodeSet::Cpt => {
                let is_unit = |at: usize| words.get(at).is_some_and(|w| amounts::is_time(&w.text));
                for (i, rarity) in rarity.iter_mut().enumerate() {
                    if is_unit(i) || words.get(i).is_some_and(amount) && is_unit(i + 1) {
                        *rarity = (*rarity / 4).max(1);
                    }
                }
            }
            _ => {
                for (word, rarity) in words.iter().zip(&mut rarity) {
                    if listed.contains(&word.text) {
                        *rarity = (*rarity * 5 / 8).max(1);
                    }
                }
            }
        }
        // Nor need a title say what it is not.
        let mut non = false;
        for (word, rarity) in words.iter().zip(&mut rarity) {
            let denied = std::mem::replace(&mut non, word.text == NON);
            if non || denied {
                *rarity = (*rarity / 4).max(1);
            }
        }
        // What was denied may as well not be named, where no diagnosis is asked that says it.
        if self.set_cost == 0 && query::is_strict(self.table) {
            let mut denied = false;
            for (word, rarity) in words.iter().zip(&mut rarity) {
                let denies = query::denies(&word.text) || polar(&word.text) == Some(false);
                if denies || denied && word.says == Says::Without {
                    *rarity = 1;
                }
                denied |= denies;
            }
        }
        rarity
    }

    /// Words behind the first comma, which tell less than those before it, where they are worded as lists of codes are ("other
    /// specified sites") and not as somebody tells one thing after another. A side tells as much there.
    fn behind_comma(&self) -> Vec<String> {
        let Some((head, tail)) = self.text.split_once(", ") else {
            return Vec::new();
        };
        let tail = tokenizer::words(tail);
        if !tail.iter().any(|w| LISTED.contains(&w.text.as_str())) {
            return Vec::new();
        }
        let head = tokenizer::words(head);
        let mut listed: Vec<String> = tail.into_iter().map(|w| w.text).collect();
        listed.retain(|w| !SIDES.contains(&w.as_str()) && !head.iter().any(|h| h.text == *w));
        listed
    }
}
