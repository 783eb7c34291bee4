//! The seventh characters of entries: which may follow, and what each adds to the title.

use super::{CodeTable, JaggedArray};
use std::ops::Range;

/// One seventh character that may follow an entry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SeventhCharacter {
    pub(crate) letter: u8,
    /// Index in the table's `ext_tokens` and `ext_texts`.
    pub(super) text: usize,
    pub(crate) cost: i32,
}

impl CodeTable {
    #[inline(always)]
    pub(crate) fn exts(&self, entry: usize) -> &[SeventhCharacter] {
        match self.ext_of.get(entry) {
            Some(n) if *n > 0 => self.ext_sets.get(usize::from(*n) - 1),
            _ => &[],
        }
    }

    /// The entries that have this extension set, of which 0 is the first one here.
    pub(crate) fn entries_with(&self, set: usize) -> &[u32] {
        let make = || {
            let mut next: Vec<usize> = Vec::with_capacity(self.ext_entries.len());
            let (mut ends, mut end) = (Vec::with_capacity(next.capacity()), 0);
            for entries in &self.ext_entries {
                next.push(end as usize);
                end += entries;
                ends.push(end);
            }
            let mut flat = vec![0; end as usize];
            for (entry, set) in (0..).zip(&self.ext_of) {
                let set = usize::from(*set).checked_sub(1);
                let Some(next) = set.and_then(|set| next.get_mut(set)) else {
                    continue;
                };
                if let Some(place) = flat.get_mut(*next) {
                    (*place, *next) = (entry, *next + 1);
                }
            }
            JaggedArray { flat, ends }
        };
        self.ext_lists.get_or_init(make).get(set)
    }

    /// The words that a seventh character adds.
    pub(crate) fn ext_words_of(&self, ext: &SeventhCharacter) -> &[u16] {
        self.ext_texts.get(ext.text)
    }

    /// The text that a seventh character adds to a title, as it is printed.
    pub(crate) fn ext_title(&self, ext: &SeventhCharacter) -> String {
        self.tokens_text(self.ext_tokens.get(ext.text))
    }

    /// The extension sets (bits) of which a seventh character has a word of that range.
    pub(crate) fn ext_sets_having(&self, words: &Range<u32>) -> u64 {
        let start = self
            .ext_words
            .partition_point(|(w, _)| u32::from(*w) < words.start);
        let having = self.ext_words.iter().skip(start);
        having
            .take_while(|(w, _)| u32::from(*w) < words.end)
            .fold(0, |m, (_, sets)| m | sets)
    }
}
