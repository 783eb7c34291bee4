//! One word of a query, and the words of a table that it may stand for.

use super::fuzzy::{Near, SQUEEZED};
use crate::sort_permutation::sort_permutation;
use crate::table::{CodeTable, Feature};
use std::ops::Range;

/// Sides stand anywhere in what people type ("fx r hip"); read last, they do not part a term. ("lt" is also long term.)
pub(super) const SIDES: [&str; 6] = ["left", "right", "bilateral", "l", "r", "rt"];

/// Most that function words weigh, and fillers of titles (see `ranking.tsv`). "Without" is a filler
/// of titles, but when it was typed it was meant.
pub(super) const FUNCTION_WORD: u8 = 3;
const FILLER: u8 = 4;

/// Whether a query asks for a word, with it, or without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// Nothing that a title could contradict.
    Nothing,
    /// Named without more: a title that denies it is hardly meant.
    Named,
    /// "With" it.
    With,
    /// "Without" it.
    Without,
}

/// The words of a table that begin alike, whose numbers follow each other.
#[derive(Clone, Copy)]
pub(super) struct Beginning {
    first: u32,
    count: u32,
}

impl Beginning {
    #[inline(always)]
    pub(super) fn has(self, word: u16) -> bool {
        u32::from(word).wrapping_sub(self.first) < self.count
    }

    /// The words that begin with one, or that one itself.
    pub(super) fn of(table: &CodeTable, word: &str, whole: bool) -> Beginning {
        let range = table.lexicon.prefix_range(word);
        Beginning {
            first: range.start,
            count: match whole {
                true => u32::from(table.lexicon.find(word).is_some()),
                false => range.end.saturating_sub(range.start),
            },
        }
    }

    #[inline(always)]
    fn range(self) -> Range<u32> {
        self.first..self.first + self.count
    }
}

/// One word of a query: the words of the table that it may stand for.
#[derive(Clone)]
pub(crate) struct QueryWord {
    pub(super) text: String,
    /// The words that begin with it.
    pub(super) begins: Beginning,
    /// Those that are one edit away, in their order.
    pub(super) near: Vec<Range<u32>>,
    /// It is the last one of the query: still being typed.
    pub(super) last: bool,
    pub(super) exact: Option<u16>,
    /// The singular of what was typed, where that is a word.
    singular: Option<u16>,
    /// Whether "with" or "without" was typed before it.
    pub(super) says: Says,
    /// Cost of the beginning of a word, and of a word that is one edit away.
    pub(super) part: i16,
    edit: i16,
    /// The most that a match can take off a cost: the heaviest word it may stand for.
    pub(super) most: i32,
    /// How often documents have it.
    pub(super) postings: usize,
    /// In which extension sets (bits) seventh characters satisfy it, and how many entries have those.
    pub(super) ext_sets: u64,
    pub(super) ext_entries: usize,
}

impl QueryWord {
    pub(super) fn new(table: &CodeTable, text: &str, last: bool) -> QueryWord {
        let exact = table.lexicon.find(text);
        let singular = singular(table, text);
        // The words that begin as the singular and the plural do.
        let stem = singular.map_or(text, |w| alike(text, table.lexicon.word(w)));
        // One letter is an abbreviation rather than the beginning of a word, once another word follows.
        let part = table.feature(match (last, text.len()) {
            (true, _) => Feature::PartLastWord,
            (false, 1) => Feature::Short,
            (false, _) => Feature::PartWord,
        });
        let near = same(table, text);
        let edit = table.feature(match near[..] {
            [] => Feature::Edit,
            _ => Feature::Rewrite,
        });
        let mut word = QueryWord {
            near,
            text: text.to_string(),
            begins: Beginning::of(table, stem, false),
            last,
            exact,
            singular,
            says: Says::Nothing,
            part: part as i16,
            edit: edit as i16,
            most: 0,
            postings: 0,
            ext_sets: 0,
            ext_entries: 0,
        };
        word.measure(table);
        word
    }

    /// Takes it as the word that it is, not as the beginning of others.
    pub(super) fn no_beginning(&mut self, table: &CodeTable) {
        if let Some(word) = self.exact {
            (self.begins.first, self.begins.count) = (word.into(), 1);
            self.measure(table);
        }
    }

    /// Measures the words that it may stand for: the heaviest, their postings, their extension
    /// sets.
    pub(super) fn measure(&mut self, table: &CodeTable) {
        let (mut most, mut sets, mut postings) = (0, 0, 0);
        for range in self.ranges() {
            sets |= table.ext_sets_having(&range);
            postings += table.docs.having(range.clone()).len();
            most = most.max(table.lexicon.heaviest(range));
        }
        self.most = most.into();
        self.postings = postings;
        self.ext_sets = sets;
        if self.in_exts() {
            let sets = table.ext_entries.iter().zip(1..);
            let own = sets.filter(|(_, set)| self.in_set(*set));
            self.ext_entries = own.map(|(entries, _)| *entries as usize).sum();
        }
    }

    /// Numbers of the words that begin with it, and behind them of those that are one edit away.
    pub(super) fn ranges(&self) -> impl Iterator<Item = Range<u32>> + '_ {
        std::iter::once(self.begins.range()).chain(self.near.iter().cloned())
    }

    /// It stands for nothing but the words that begin with it.
    #[inline(always)]
    pub(super) fn is_plain(&self) -> bool {
        self.near.is_empty()
    }

    /// Cost of this query word standing for table word `w`; `None` when it does not.
    #[inline(always)]
    pub(super) fn part_cost(&self, w: u16) -> Option<i32> {
        if self.begins.has(w) {
            return Some(if self.exact == Some(w) {
                0
            } else if self.singular == Some(w) {
                1
            } else {
                self.part.into()
            });
        }
        self.is_near(w).then_some(self.edit.into())
    }

    /// The words of the table that it is, as typed and in the singular.
    pub(super) fn whole_words(&self) -> impl Iterator<Item = Range<u32>> {
        let both = [self.exact, self.singular].into_iter().flatten();
        both.map(|w| u32::from(w)..u32::from(w) + 1)
    }

    pub(super) fn is_whole(&self, w: u16) -> bool {
        self.exact == Some(w) || self.singular == Some(w)
    }

    pub(super) fn whole_word(&self) -> Option<u16> {
        self.exact.or(self.singular)
    }

    /// Whether a table word is one edit away.
    #[inline(always)]
    pub(super) fn is_near(&self, w: u16) -> bool {
        let w = u32::from(w);
        let at = self.near.partition_point(|r| r.end <= w);
        self.near.get(at).is_some_and(|r| r.start <= w)
    }

    /// Whether seventh characters can satisfy it.
    #[inline(always)]
    pub(super) fn in_exts(&self) -> bool {
        self.ext_sets != 0
    }

    /// Whether a seventh character of that extension set (numbered from 1, 0 is none) has it.
    #[inline(always)]
    pub(super) fn in_set(&self, set: u8) -> bool {
        self.ext_sets >> set.min(63) & 1 == 1
    }

    pub(super) fn is_unmatched(&self) -> bool {
        self.begins.count == 0 && self.near.is_empty()
    }

    /// Whether the query word is no word of the table, only the beginning of words.
    pub(super) fn is_part(&self) -> bool {
        self.exact.is_none()
    }

    /// How much the word tells, in bits times four: the rarer, the more. The first letters of a word tell little. What this
    /// table has not tells most: another one may have it.
    pub(super) fn rarity(&self, documents: usize) -> i32 {
        let bits = (documents as f32 / self.postings.max(1) as f32).max(1.0);
        let bits = bits.log2();
        let short = if self.text.len() < 3 && self.is_part() {
            0.3
        } else {
            1.0
        };
        (bits * 4.0 * short) as i32 + 1
    }

    /// The words one edit away, as ranges. Of a word that stands for something as typed, the first letter is not doubted;
    /// one that stands for nothing may have letters left out or, when it is long, two typos.
    pub(super) fn words_near(&self, all: &mut Near<'_>) -> Vec<Range<u32>> {
        let known = !self.is_unmatched();
        let mut near = all.words(&self.text, 1, known);
        near.retain(|r| !self.begins.range().contains(&r.start));
        if known {
            return near;
        }
        if near.is_empty() && self.text.len() >= LONG {
            near = all.words(&self.text, 2, true);
        }
        if self.text.len() > 2 {
            near.extend(all.words(&self.text, SQUEEZED, true));
        }
        in_order(&near)
    }
}

/// Words of titles that say the same as one: which of them a title has is chance.
fn same(table: &CodeTable, text: &str) -> Vec<Range<u32>> {
    let other = match text {
        "disease" | "diseases" => "disorder",
        "disorder" | "disorders" => "disease",
        _ => return Vec::new(),
    };
    vec![table.lexicon.prefix_range(other)]
}

/// Puts ranges in their order and joins those that overlap.
fn in_order(ranges: &[Range<u32>]) -> Vec<Range<u32>> {
    let start = |at: usize| ranges.get(at).map_or(0, |r| r.start);
    let order = sort_permutation(ranges.len(), &mut |a, b| start(a) < start(b));
    let mut out: Vec<Range<u32>> = Vec::with_capacity(ranges.len());
    for range in order.into_iter().filter_map(|at| ranges.get(at)) {
        match out.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => out.push(range.clone()),
        }
    }
    out
}

/// From how many letters on a word may have two typos.
pub(super) const LONG: usize = 7;

/// The beginning that two words share.
fn alike<'t>(text: &'t str, other: &str) -> &'t str {
    let same = text.bytes().zip(other.bytes()).take_while(|(a, b)| a == b);
    text.get(..same.count()).unwrap_or(text)
}

/// The singular of a word, where the table has it as a word.
pub(super) fn singular(table: &CodeTable, word: &str) -> Option<u16> {
    const SHORTEST: usize = 3;
    let stem = word.strip_suffix('s').filter(|w| w.len() >= SHORTEST)?;
    let find = |w: &str| table.lexicon.find(w);
    let other = |end: &str, to: &str| {
        let stem = word.strip_suffix(end).filter(|w| w.len() >= SHORTEST)?;
        find(&format!("{stem}{to}"))
    };
    find(stem)
        .or_else(|| other("ies", "y"))
        // "Hives" are none of HIV.
        .or_else(|| other("es", "").filter(|_| !word.ends_with("ves")))
        .or_else(|| other("ses", "sis"))
}

/// How many texts have a word.
pub(super) fn texts_of(table: &CodeTable, word: &str) -> usize {
    let id = table.lexicon.find(word);
    id.map_or(0, |id| table.docs.having_word(id).len())
}

/// Whether a word says that the next is there, or that it is not.
pub(super) fn polar(word: &str) -> Option<bool> {
    match word {
        "with" => Some(true),
        "without" => Some(false),
        _ => None,
    }
}

/// Whether a word is a function word or filler of titles: "of", "site", "unspecified" above all.
pub(super) fn says_little(table: &CodeTable, word: Option<u16>) -> bool {
    weighs_at_most(table, word, FILLER)
}

/// Whether a word says nothing of which code is meant; "with" only parts what is there from what is
/// not.
pub(super) fn is_function_word(table: &CodeTable, word: Option<u16>) -> bool {
    weighs_at_most(table, word, FUNCTION_WORD)
}

fn weighs_at_most(table: &CodeTable, word: Option<u16>, most: u8) -> bool {
    let with = table.lexicon.marks.with;
    word.is_some_and(|w| table.lexicon.weight(w) <= most || with == word)
}
