//! Words one edit away: a Levenshtein automaton over the sorted words.
//!
//! Sorted words are a trie: the words that share a beginning are a range, and the letters that may follow part it. The
//! automaton walks those ranges, so a beginning that is already two edits off costs one step however many words it has.
//! (An fst of the words would do the same walk, but would have to be built at every start or carried in every download;
//! see DESIGN.md.)
//!
//! The automaton is the bit-parallel one of Wu and Manber with one error or two (insertion, deletion, substitution, and the
//! transposition of neighbors), run in prefix mode: it accepts every word that *begins* with something so many edits
//! away from what was typed. Its state is five machine words, so nothing is built per query.

use crate::table::Lexicon;
use std::ops::Range;

/// The most edits that are looked for.
pub(crate) const MOST_EDITS: usize = 2;

/// Accepts words that begin within some edits of a pattern.
pub(crate) struct Edits<'p> {
    pattern: &'p [u8],
    /// For each letter or digit, the positions of the pattern where it stands.
    masks: [u64; 36],
    len: u32,
    /// How many edits are allowed.
    most: usize,
    /// The first letter stands as typed; the search then walks a thirtieth of the words.
    first_stands: bool,
}

/// Positions reached with so many edits; bit i means that the first i letters were read.
#[derive(Clone, Copy, Default)]
pub(crate) struct State {
    after: [u64; MOST_EDITS + 1],
    /// One letter was read ahead: its partner of a transposition must come next.
    swapping: [u64; MOST_EDITS],
}

fn slot(b: u8) -> Option<usize> {
    match b {
        b'a'..=b'z' => Some(usize::from(b - b'a')),
        b'0'..=b'9' => Some(usize::from(b - b'0') + 26),
        _ => None,
    }
}

impl<'p> Edits<'p> {
    /// `None` for a pattern that is empty, over 60 letters, or not made of letters and digits.
    #[allow(clippy::indexing_slicing)] // `slot` gives a place of the masks.
    pub(crate) fn new(pattern: &'p str, most: usize, first_stands: bool) -> Option<Edits<'p>> {
        let len = u32::try_from(pattern.len())
            .ok()
            .filter(|n| (1..=60).contains(n))?;
        let mut masks = [0; 36];
        for (i, b) in pattern.bytes().enumerate() {
            masks[slot(b)?] |= 1 << i;
        }
        Some(Edits {
            pattern: pattern.as_bytes(),
            masks,
            len,
            most: most.min(MOST_EDITS),
            first_stands,
        })
    }

    #[allow(clippy::indexing_slicing)] // `most` is at most as many as there are places.
    fn reached(&self, s: &State) -> u64 {
        s.after[..=self.most].iter().fold(0, |all, a| all | a)
    }

    fn accepts(&self, s: &State) -> bool {
        self.reached(s) >> self.len & 1 == 1
    }

    fn start(&self) -> State {
        // Before anything is read, the first letters of the pattern may already be taken as left out.
        let after = match self.first_stands {
            true => [1, 0, 0],
            false => [1, 0b10, 0b100],
        };
        State {
            after,
            ..State::default()
        }
    }

    #[allow(clippy::indexing_slicing)] // `most` is at most as many as there are places.
    fn is_dead(&self, s: &State) -> bool {
        let swapping = s.swapping[..self.most].iter().fold(0, |all, a| all | a);
        (self.reached(s) | swapping) == 0
    }

    /// The first letter from `byte` on that leads anywhere: when no edit is left, one of the pattern, if there is one.
    #[allow(clippy::indexing_slicing)] // `most` is at most as many as there are places.
    fn next_letter(&self, s: &State, byte: u8) -> u8 {
        let edits_left = s.after[..self.most].iter().any(|a| *a != 0);
        if edits_left || self.most == 0 {
            return byte;
        }
        let at = s.after[self.most] | s.swapping[self.most - 1];
        let mut next = u8::MAX;
        for (i, letter) in self.pattern.iter().enumerate() {
            if at >> i & 1 == 1 && *letter >= byte {
                next = next.min(*letter);
            }
        }
        next
    }

    #[allow(clippy::indexing_slicing)] // `slot` gives a place, `n` is an edit.
    fn accept(&self, s: &State, byte: u8) -> State {
        let here = slot(byte).map_or(0, |i| self.masks[i]);
        let in_pattern = (1u64 << (self.len + 1)) - 1;
        let mut next = State::default();
        next.after[0] = (s.after[0] & here) << 1 & in_pattern;
        let first = self.first_stands && s.after[0] & 1 == 1;
        for n in 1..=self.most {
            let left_out = next.after[n - 1] << 1; // the next letter of the pattern
            let other = if first {
                0
            } else {
                (s.after[n] & here) << 1 // the letter fits
                    | s.after[n - 1] // an extra letter was typed into the word
                    | s.after[n - 1] << 1 // another letter stands there
                    | (s.swapping[n - 1] & here) << 2 // the second half of a transposition
            };
            next.after[n] = (left_out | other) & in_pattern;
            if !first {
                next.swapping[n - 1] = s.after[n - 1] & here >> 1;
            }
        }
        next
    }
}

/// In place of a number of edits, asks for the words of which a pattern is some letters ([`squeezed`]).
pub(crate) const SQUEEZED: usize = MOST_EDITS + 1;

/// The words near to what was asked before, in one lexicon: one search asks for the same words in several of its stages.
pub(crate) struct Near<'t> {
    lexicon: &'t Lexicon,
    known: Vec<(String, usize, bool, Vec<Range<u32>>)>,
}

impl<'t> Near<'t> {
    pub(crate) fn new(lexicon: &'t Lexicon) -> Near<'t> {
        let known = Vec::new();
        Near { lexicon, known }
    }

    /// The words that begin within `most` edits of `pattern`, as ranges in order, neighbors joined; for [`SQUEEZED`] those that
    /// `pattern` is short for.
    pub(crate) fn words(
        &mut self,
        pattern: &str,
        most: usize,
        first_stands: bool,
    ) -> Vec<Range<u32>> {
        let same = |(p, m, f, _): &&(String, usize, bool, _)| {
            p == pattern && (*m, *f) == (most, first_stands)
        };
        if let Some((.., words)) = self.known.iter().find(same) {
            return words.clone();
        }
        let words = match most {
            SQUEEZED => squeezed(self.lexicon, pattern),
            _ => near(self.lexicon, pattern, most, first_stands),
        };
        self.known
            .push((pattern.to_string(), most, first_stands, words.clone()));
        words
    }
}

#[allow(clippy::indexing_slicing)] // The list only grows behind `first`.
fn near(lexicon: &Lexicon, pattern: &str, most: usize, first_stands: bool) -> Vec<Range<u32>> {
    let Some(automaton) = Edits::new(pattern, most, first_stands) else {
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
            let wanted = automaton.next_letter(&state, byte);
            if wanted != byte {
                at = end_of(at, words.end, |i| letter(i) < Some(wanted));
                continue;
            }
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

/// The words of which a pattern has the first letter and some others in their order: "elctv" for "elective".
fn squeezed(lexicon: &Lexicon, pattern: &str) -> Vec<Range<u32>> {
    // What is longer is no longer recognized by whoever reads it.
    const LONGEST: usize = 3;
    let mut out: Vec<Range<u32>> = Vec::new();
    for word in lexicon.prefix_range(pattern.get(..1).unwrap_or("")) {
        let text = lexicon.word(word as u16);
        let mut letters = text.bytes();
        let has = |b: u8| letters.any(|l| l == b);
        if text.len() > pattern.len()
            && text.len() <= LONGEST * pattern.len()
            && pattern.bytes().all(has)
        {
            match out.last_mut().filter(|r| r.end == word) {
                Some(range) => range.end += 1,
                None => out.push(word..word + 1),
            }
        }
    }
    out
}

/// The words in which one letter of a pattern stands elsewhere, but for the first: "crohns" for "chrons".
pub(crate) fn moved(lexicon: &Lexicon, pattern: &str) -> Vec<u32> {
    let one_moved = |text: &str| {
        let (a, b) = (pattern.as_bytes(), text.as_bytes());
        let differ = |(x, y): (&u8, &u8)| x != y;
        let first = a.iter().zip(b).position(differ).unwrap_or(0);
        let last = a.iter().zip(b).rposition(differ).unwrap_or(0);
        match (a.get(first..=last), b.get(first..=last)) {
            (Some([x, a @ ..]), Some([b @ .., y])) if x == y && a == b => true,
            (Some([a @ .., x]), Some([y, b @ ..])) => x == y && a == b,
            _ => false,
        }
    };
    let alike = lexicon.prefix_range(pattern.get(..1).unwrap_or(""));
    let same = |w: &u32| {
        let text = lexicon.word(*w as u16);
        text.len() == pattern.len() && text != pattern && one_moved(text)
    };
    alike.filter(same).collect()
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
    fn near_naive(pattern: &[u8], word: &[u8], most: usize) -> bool {
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
        d[pattern.len()].iter().any(|n| *n <= most)
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
            for (most, first_stands) in [(1, false), (1, true), (2, false), (2, true)] {
                let found: Vec<String> = near(&lexicon, pattern, most, first_stands)
                    .into_iter()
                    .flatten()
                    .map(|i| lexicon.word(i as u16).to_string())
                    .collect();
                let (p, first) = (pattern.as_bytes(), &pattern[..1]);
                let naive: Vec<String> = words
                    .iter()
                    .filter(|w| match first_stands {
                        false => near_naive(p, w.as_bytes(), most),
                        true => {
                            w.starts_with(first) && near_naive(&p[1..], &w.as_bytes()[1..], most)
                        }
                    })
                    .cloned()
                    .collect();
                assert_eq!(found, naive, "{pattern} {most} {first_stands}");
            }
        }
    }

    #[test]
    fn letters_left_out_anywhere_but_at_the_beginning() {
        let mut words = ["elective", "election", "evictive", "elevated", "elctv"].map(String::from);
        words.sort();
        let lexicon = Lexicon::of(&words).unwrap();
        let found = |pattern: &str| -> Vec<String> {
            let words = squeezed(&lexicon, pattern).into_iter().flatten();
            words.map(|w| lexicon.word(w as u16).into()).collect()
        };
        assert_eq!(found("elctv"), ["elective"]);
        assert_eq!(found("elct"), ["elctv", "election", "elective"]);
        assert!(found("lctv").is_empty() && found("").is_empty());
    }

    #[test]
    fn odd_patterns_are_refused() {
        assert!(Edits::new("", 1, false).is_none() && Edits::new("é", 1, false).is_none());
        assert!(
            Edits::new(&"a".repeat(61), 2, true).is_none()
                && Edits::new(&"a".repeat(60), 2, true).is_some()
        );
    }
}
