//! Words one edit away: a Levenshtein automaton over the sorted words.
//!
//! Sorted words are a trie: the words that share a beginning are a range, and the letters that may follow part it. The
//! automaton walks those ranges, so a beginning that is already two edits off costs one step however many words it has.
//! (An fst of the words would do the same walk, but would have to be built at every start or carried in every download;
//! see DESIGN.md.)
//!
//! The automaton is the bit-parallel one of Wu and Manber with one error (insertion, deletion, substitution, and the
//! transposition of neighbours), run in prefix mode: it accepts every word that *begins* with something at most one edit
//! away from what was typed. Its state is three machine words, so nothing is built per query.

use crate::table::Lexicon;
use std::ops::Range;

/// Accepts words that begin within one edit of a pattern.
pub(crate) struct OneEdit {
    /// For each letter or digit, the positions of the pattern where it stands.
    masks: [u64; 36],
    len: u32,
    /// The first letter stands as typed; the search then walks a thirtieth of the words.
    first_stands: bool,
}

/// Positions reached without and with an edit; bit i means that the first i letters were read.
#[derive(Clone, Copy)]
pub(crate) struct State {
    clean: u64,
    edited: u64,
    /// One letter was read ahead: its partner of a transposition must come next.
    swapping: u64,
}

fn slot(b: u8) -> Option<usize> {
    match b {
        b'a'..=b'z' => Some(usize::from(b - b'a')),
        b'0'..=b'9' => Some(usize::from(b - b'0') + 26),
        _ => None,
    }
}

impl OneEdit {
    /// `None` for a pattern that is empty, over 60 letters, or not made of letters and digits.
    #[allow(clippy::indexing_slicing)] // `slot` gives a place of the masks.
    pub(crate) fn new(pattern: &str, first_stands: bool) -> Option<OneEdit> {
        let len = u32::try_from(pattern.len())
            .ok()
            .filter(|n| (1..=60).contains(n))?;
        let mut masks = [0; 36];
        for (i, b) in pattern.bytes().enumerate() {
            masks[slot(b)?] |= 1 << i;
        }
        Some(OneEdit {
            masks,
            len,
            first_stands,
        })
    }

    fn accepts(&self, s: &State) -> bool {
        (s.clean | s.edited) >> self.len & 1 == 1
    }

    fn start(&self) -> State {
        // Before anything is read, the first letter of the pattern may already be taken as left out.
        State {
            clean: 1,
            edited: if self.first_stands { 0 } else { 0b10 },
            swapping: 0,
        }
    }

    fn is_dead(&self, s: &State) -> bool {
        (s.clean | s.edited | s.swapping) == 0
    }

    #[allow(clippy::indexing_slicing)] // `slot` gives a place of the masks.
    fn accept(&self, s: &State, byte: u8) -> State {
        let here = slot(byte).map_or(0, |i| self.masks[i]);
        let clean = (s.clean & here) << 1;
        if self.first_stands && s.clean & 1 == 1 {
            return State {
                clean,
                edited: clean << 1,
                swapping: 0,
            };
        }
        let edited = (s.edited & here) << 1 // the letter fits
            | s.clean // an extra letter was typed into the word
            | s.clean << 1 // another letter stands there
            | clean << 1 // the next letter of the pattern is left out
            | (s.swapping & here) << 2; // the second half of a transposition
        let ahead = s.clean & here >> 1;
        let in_pattern = (1u64 << (self.len + 1)) - 1;
        State {
            clean: clean & in_pattern,
            edited: edited & in_pattern,
            swapping: ahead,
        }
    }
}

/// The words of `lexicon` that begin within one edit of `pattern`, as ranges in order, neighbours joined.
#[allow(clippy::indexing_slicing)] // The list only grows behind `first`.
pub(crate) fn near(lexicon: &Lexicon, pattern: &str, first_stands: bool) -> Vec<Range<u32>> {
    let Some(automaton) = OneEdit::new(pattern, first_stands) else {
        return Vec::new();
    };
    let mut out: Vec<Range<u32>> = Vec::new();
    let whole = 0..lexicon.word_count() as u32;
    let mut open = vec![(whole, 0usize, automaton.start())];
    while let Some((words, depth, state)) = open.pop() {
        if automaton.accepts(&state) {
            match out.last_mut() {
                Some(last) if last.end == words.start => last.end = words.end,
                _ => out.push(words),
            }
            continue;
        }
        let letter = |i: u32| lexicon.letter(i, depth);
        // Words that end here come first and have no letter to read.
        let mut at = words.start;
        while at < words.end && letter(at).is_none() {
            at += 1;
        }
        let first = open.len();
        while let Some(byte) = (at < words.end).then(|| letter(at)).flatten() {
            let end = end_of(at, words.end, |i| letter(i) == Some(byte));
            let next = automaton.accept(&state, byte);
            if !automaton.is_dead(&next) {
                open.push((at..end, depth + 1, next));
            }
            at = end;
        }
        // The last in is the next out, and answers come in order.
        open[first..].reverse();
    }
    out
}

/// Where a run that holds at `start` ends, by doubling steps and then halving them.
fn end_of(start: u32, end: u32, holds: impl Fn(u32) -> bool) -> u32 {
    let mut step = 1;
    let mut known = start;
    while known + step < end && holds(known + step) {
        known += step;
        step *= 2;
    }
    let (mut lo, mut hi) = (known + 1, (known + step).min(end));
    while lo < hi {
        let mid = lo + (hi - lo) / 2;
        if holds(mid) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    lo
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The naive twin: Damerau (optimal string alignment) distance of the pattern to every prefix of the word.
    fn near_naive(pattern: &[u8], word: &[u8]) -> bool {
        let mut d = vec![vec![0usize; word.len() + 1]; pattern.len() + 1];
        for i in 0..=pattern.len() {
            for j in 0..=word.len() {
                d[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let same = usize::from(pattern[i - 1] != word[j - 1]);
                    let mut v = (d[i - 1][j - 1] + same)
                        .min(d[i - 1][j] + 1)
                        .min(d[i][j - 1] + 1);
                    if i > 1
                        && j > 1
                        && pattern[i - 1] == word[j - 2]
                        && pattern[i - 2] == word[j - 1]
                    {
                        v = v.min(d[i - 2][j - 2] + 1);
                    }
                    v
                };
            }
        }
        d[pattern.len()].iter().any(|n| *n <= 1)
    }

    #[test]
    fn agrees_with_the_distance_over_all_short_words() {
        let mut words = vec![String::new()];
        for at in 0..364 {
            if words.len() > 364 {
                break;
            }
            for c in ["a", "b", "c"] {
                words.push(format!("{}{c}", words[at]));
            }
        }
        words.sort();
        words.dedup();
        let words: Vec<String> = words.into_iter().filter(|w| !w.is_empty()).collect();
        let lexicon = Lexicon::of(&words).unwrap();
        for pattern in words.iter().filter(|w| (1..=4).contains(&w.len())) {
            for first_stands in [false, true] {
                let found: Vec<String> = near(&lexicon, pattern, first_stands)
                    .into_iter()
                    .flatten()
                    .map(|i| lexicon.word(i as u16).to_string())
                    .collect();
                let (p, first) = (pattern.as_bytes(), &pattern[..1]);
                let naive: Vec<String> = words
                    .iter()
                    .filter(|w| match first_stands {
                        false => near_naive(p, w.as_bytes()),
                        true => w.starts_with(first) && near_naive(&p[1..], &w.as_bytes()[1..]),
                    })
                    .cloned()
                    .collect();
                assert_eq!(found, naive, "{pattern} {first_stands}");
            }
        }
    }

    #[test]
    fn odd_patterns_are_refused() {
        assert!(OneEdit::new("", false).is_none() && OneEdit::new("é", false).is_none());
        assert!(
            OneEdit::new(&"a".repeat(61), true).is_none()
                && OneEdit::new(&"a".repeat(60), true).is_some()
        );
    }
}
