//! The vocabulary of a table: surface tokens as they are printed, and the folded words that they consist of.

use crate::container::Reader;
use crate::order::sorted;
#[cfg(any(feature = "write", test))]
use crate::words::words;
use crate::words::{each_ascii_word, each_word};
use crate::Error;
use std::ops::Range;

#[cfg(any(feature = "write", test))]
/// The sort key of surface tokens: folded words first, so that a token's first words come out in order.
pub(crate) fn dict_order(token: &str) -> (Vec<String>, &str) {
    (words(token).into_iter().map(|w| w.text).collect(), token)
}

/// Texts one behind the other.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    #[inline(always)]
    fn get(&self, i: usize) -> &str {
        let end = self.ends.get(i).map_or(0, |e| *e as usize);
        let before = i.checked_sub(1).and_then(|i| self.ends.get(i));
        let start = before.map_or(0, |e| *e as usize);
        self.text.get(start..end).unwrap_or("")
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    /// Appends a range of `other`.
    fn append(&mut self, other: &Strings, range: Range<usize>) {
        let start = |i: usize| i.checked_sub(1).map_or(0, |i| other.ends[i]);
        let (from, to) = (start(range.start), start(range.end));
        let here = self.text.len() as u32;
        self.text.push_str(&other.text[from as usize..to as usize]);
        self.ends
            .extend(other.ends[range].iter().map(|e| e - from + here));
    }

    /// How many of these texts, which are in order, come before `text`; with `and_below`, before it or begin with it.
    fn before(&self, text: &str, and_below: bool) -> usize {
        let (mut lo, mut hi) = (0, self.len());
        while lo < hi {
            let mid = (lo + hi) / 2;
            let at = self.get(mid);
            if at < text || (and_below && at.starts_with(text)) {
                lo = mid + 1;
            } else {
                hi = mid;
            }
        }
        lo
    }
}

/// Tokens and words, both numbered; words in alphabetical order, so a prefix is a range of numbers.
pub(crate) struct Lexicon {
    tokens: Strings,
    words: Strings,
    /// The word of each token; for one that is several words ("non-ST") or none ("-"), the number of words plus its place
    /// among the compounds.
    word_of: Vec<u16>,
    compounds: super::Lists<u16>,
    weights: Vec<u8>,
}

/// Tokens and words have 16-bit numbers, of which the last means none.
const MAX_NUMBER: usize = u16::MAX as usize;

/// A lexicon while its tokens are read.
struct Reading {
    text: Vec<u8>,
    ends: Vec<u32>,
    /// The first words of the tokens, each once. They come in order, see [`dict_order`].
    firsts: Vec<u8>,
    first_ends: Vec<u32>,
    /// The number of each token's first word; of a token without words, `u16::MAX`.
    first_of: Vec<u16>,
    /// The tokens that are not one word, how many they are, and their words but the first.
    compounds: Vec<u16>,
    counts: Vec<u8>,
    inner: Strings,
    scratch: String,
}

impl Reading {
    /// Appends tokens, each of which shares so many bytes with the one before; `rests` are their other bytes, in lines.
    #[inline(never)]
    fn some<'a>(
        &mut self,
        shared: &[u8],
        mut rests: Option<&'a [u8]>,
    ) -> Result<Option<&'a [u8]>, Error> {
        for shared in shared {
            let lines = rests.ok_or_else(|| Error::bad_table("its words are cut short"))?;
            let end = lines
                .iter()
                .position(|b| *b == b'\n')
                .unwrap_or(lines.len());
            rests = lines.get(end + 1..);
            let start = self.text.len();
            let before = self.ends.len().checked_sub(2);
            let before = before.map_or(0, |i| self.ends[i] as usize);
            let shared = before..before + usize::from(*shared);
            if shared.end > start {
                return Err(Error::bad_table(
                    "a word refers to letters that are not there",
                ));
            }
            for i in shared {
                self.text.push(self.text[i]);
            }
            for b in &lines[..end] {
                self.text.push(*b);
            }
            self.ends.push(self.text.len() as u32);
            self.fold(start)?;
        }
        Ok(rests)
    }

    /// Takes the words of the last token, which begins at `start`. Nearly all tokens are one ASCII word with a capital or a
    /// comma, which needs no allocation; [`each_word`] is the judge of the others, and a test holds the two together.
    #[inline(always)]
    fn fold(&mut self, start: usize) -> Result<(), Error> {
        let token = &self.text[start..];
        let at = self.firsts.len();
        let (mut ended, mut simple) = (false, true);
        for b in token {
            if b.is_ascii_alphanumeric() {
                simple &= !ended;
                self.firsts.push(b.to_ascii_lowercase());
            } else {
                simple &= b.is_ascii();
                ended = self.firsts.len() > at;
            }
        }
        simple &= self.firsts.len() > at;
        if !simple {
            self.fold_compound(start, at)?;
        }
        if self.firsts.len() == at {
            self.first_of.push(u16::MAX);
            return Ok(());
        }
        let last = self.first_ends.len().checked_sub(2);
        let last = last.map_or(0, |i| self.first_ends[i] as usize);
        match self.firsts[last..at].cmp(&self.firsts[at..]) {
            std::cmp::Ordering::Less => self.first_ends.push(self.firsts.len() as u32),
            std::cmp::Ordering::Equal if !self.first_ends.is_empty() => self.firsts.truncate(at),
            _ => return Err(Error::bad_table("its words are not in order")),
        }
        self.first_of.push((self.first_ends.len() - 1) as u16);
        Ok(())
    }

    #[inline(never)]
    fn fold_compound(&mut self, start: usize, at: usize) -> Result<(), Error> {
        let token = std::str::from_utf8(&self.text[start..])
            .map_err(|_| Error::bad_table("its words are not text"))?;
        self.firsts.truncate(at);
        let (firsts, inner, mut count) = (&mut self.firsts, &mut self.inner, 0usize);
        let mut take = |word: &str| {
            if count == 0 {
                firsts.extend_from_slice(word.as_bytes());
            } else {
                inner.push(word);
            }
            count += 1;
        };
        if token.is_ascii() {
            each_ascii_word(token, &mut self.scratch, &mut |word, _| take(word));
        } else {
            each_word(token, &mut self.scratch, &mut |word, _| take(word));
        }
        // A token stands in many texts, so a very long one would multiply (see `MAX_WORDS` of the documents).
        if count > 64 {
            return Err(Error::bad_table("a word of it is too long"));
        }
        self.compounds.push(self.first_of.len() as u16);
        self.counts.push(count as u8);
        Ok(())
    }

    /// Puts the inner words of compounds, most of which are first words too, among the first words, and numbers them all.
    #[inline(never)]
    fn finish(self) -> Result<Lexicon, Error> {
        let string = |bytes| {
            String::from_utf8(bytes).map_err(|_| Error::bad_table("its words are not text"))
        };
        let firsts = Strings {
            text: string(self.firsts)?,
            ends: self.first_ends,
        };
        // Where each inner word stands, or would stand, among the first words.
        let inner = || (0..self.inner.len()).map(|i| self.inner.get(i));
        let places: Vec<usize> = inner().map(|w| firsts.before(w, false)).collect();
        let is_fresh = |(w, place): &(&str, &usize)| firsts.get(**place) != *w;
        let mut fresh = Vec::with_capacity(places.len());
        fresh.extend(inner().zip(&places).filter(is_fresh));
        let mut fresh = sorted(fresh, |a, b| a.0 < b.0);
        fresh.dedup();
        let mut words = Strings {
            text: String::with_capacity(firsts.text.len() + self.inner.text.len()),
            ends: Vec::with_capacity(firsts.len() + fresh.len()),
        };
        // A first word moves by as many words as come between the first words before it.
        let mut inserted = Vec::with_capacity(fresh.len() + 1);
        let mut from = 0;
        for (w, to) in &fresh {
            words.append(&firsts, from..**to);
            words.push(w);
            inserted.push(**to);
            from = **to;
        }
        words.append(&firsts, from..firsts.len());
        inserted.push(usize::MAX);
        if words.len() + self.compounds.len() > MAX_NUMBER {
            return Err(Error::bad_table("it has more words than a table can hold"));
        }
        let (mut word_of, mut moved) = (self.first_of, 0);
        for part in super::docs::parts(word_of.len()) {
            moved = move_some(&mut word_of[part], &inserted, moved);
        }
        let mut compounds = super::Lists::default();
        compounds.reserve(
            self.compounds.len(),
            self.compounds.len() + self.inner.len(),
        );
        // As many as come before it among the first words and among the fresh ones.
        let number = |(w, place): (&str, &usize)| {
            let before = match firsts.get(*place) == w {
                true => inserted.partition_point(|to| to <= place),
                false => fresh.partition_point(|f| f.0 < w),
            };
            (place + before) as u16
        };
        let mut numbers = inner().zip(&places).map(number);
        for (at, (token, count)) in self.compounds.iter().zip(&self.counts).enumerate() {
            let first = &mut word_of[usize::from(*token)];
            let others = usize::from(*count).saturating_sub(1);
            let others = numbers.by_ref().take(others);
            compounds.push((*count > 0).then_some(*first).into_iter().chain(others));
            *first = (words.len() + at) as u16;
        }
        Ok(Lexicon {
            tokens: Strings {
                text: string(self.text)?,
                ends: self.ends,
            },
            weights: vec![16; words.len()],
            words,
            word_of,
            compounds,
        })
    }
}

/// Moves numbers of first words by as many as were inserted before them; `moved` were, before the first of these.
#[inline(never)]
fn move_some(firsts: &mut [u16], inserted: &[usize], mut moved: usize) -> usize {
    for first in firsts {
        while inserted[moved] <= usize::from(*first) && *first != u16::MAX {
            moved += 1;
        }
        *first = first.saturating_add(moved as u16);
    }
    moved
}

impl Lexicon {
    pub(crate) fn read(dict: &[u8], weights: &[u8]) -> Result<Lexicon, Error> {
        let mut lexicon = Lexicon::from_dict(dict)?;
        if weights.len() != lexicon.word_count() {
            return Err(Error::bad_table("its word weights do not fit its words"));
        }
        lexicon.weights = weights.to_vec();
        Ok(lexicon)
    }

    #[inline(never)]
    fn from_dict(dict: &[u8]) -> Result<Lexicon, Error> {
        let mut r = Reader::new(dict);
        let count = r.varint()? as usize;
        if count > MAX_NUMBER {
            return Err(Error::bad_table("it has more words than a table can hold"));
        }
        let shared = r.bytes(count)?;
        let rests = r.rest();
        let mut reading = Reading {
            text: Vec::with_capacity(rests.len() + rests.len() / 2),
            ends: Vec::with_capacity(count),
            firsts: Vec::with_capacity(rests.len()),
            first_ends: Vec::with_capacity(count),
            first_of: Vec::with_capacity(count),
            // One in eight or so is no single word.
            compounds: Vec::with_capacity(count / 4),
            counts: Vec::with_capacity(count / 4),
            inner: Strings {
                text: String::with_capacity(2 * count),
                ends: Vec::with_capacity(count / 4),
            },
            scratch: String::new(),
        };
        let mut rests = Some(rests);
        for part in super::docs::parts(count) {
            rests = reading.some(&shared[part], rests)?;
        }
        reading.finish()
    }

    pub(crate) fn token(&self, i: u16) -> &str {
        self.tokens.get(usize::from(i))
    }

    /// The word of a token that is one ASCII word, with a capital or a comma at most.
    #[inline(always)]
    pub(crate) fn only_word(&self, token: u16) -> Option<u16> {
        let word = self.word_of.get(usize::from(token)).copied();
        word.filter(|w| usize::from(*w) < self.words.len())
    }

    /// The words of a token; `None` when there is no such token.
    #[inline(always)]
    pub(crate) fn words_of(&self, token: u16) -> Option<&[u16]> {
        let word = self.word_of.get(usize::from(token))?;
        let compound = usize::from(*word).checked_sub(self.words.len());
        Some(compound.map_or(std::slice::from_ref(word), |at| self.compounds.get(at)))
    }

    pub(crate) fn word_count(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn word(&self, i: u16) -> &str {
        self.words.get(usize::from(i))
    }

    #[inline(always)]
    pub(crate) fn weight(&self, word: u16) -> u8 {
        self.weights.get(usize::from(word)).copied().unwrap_or(16)
    }

    /// The greatest weight of a range of words.
    pub(crate) fn heaviest(&self, words: Range<u32>) -> u8 {
        let range = words.start as usize..words.end as usize;
        self.weights
            .get(range)
            .and_then(|w| w.iter().max())
            .copied()
            .unwrap_or(0)
    }

    /// The numbers of the words that begin with `prefix`: a range.
    pub(crate) fn prefix_range(&self, prefix: &str) -> Range<u32> {
        let start = self.words.before(prefix, false) as u32;
        let end = self.words.before(prefix, true) as u32;
        start..end
    }

    /// The number of an exact word.
    pub(crate) fn find(&self, word: &str) -> Option<u16> {
        let at = self.prefix_range(word).start as u16;
        (self.word(at) == word).then_some(at)
    }
}

#[cfg(any(feature = "write", test))]
impl Lexicon {
    /// The lexicon of `tokens`, which must be sorted by [`dict_order`] and unique, and its `DICT` section.
    pub(crate) fn build(tokens: &[String]) -> Result<(Lexicon, Vec<u8>), Error> {
        let (mut shared, mut rests, mut before) = (Vec::new(), Vec::new(), "");
        for t in tokens {
            let same = before.bytes().zip(t.bytes()).take_while(|(a, b)| a == b);
            let mut n = same.count().min(255);
            while !t.is_char_boundary(n) {
                n -= 1;
            }
            shared.push(n as u8);
            rests.push(&t[n..]);
            before = t;
        }
        let mut section = Vec::new();
        crate::container::push_varint(&mut section, tokens.len() as u32);
        section.extend(shared);
        section.extend(rests.join("\n").as_bytes());
        Ok((Lexicon::from_dict(&section)?, section))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_tokens_the_short_way_agrees_with_words() {
        let odd = [
            "Fracture,",
            "(acute)",
            "non-ST",
            "Crohn's",
            "É",
            "Ménière's",
            "--",
            "",
            "a.b",
            "B12.",
            "[x]y",
            "'n'",
            "µg",
        ];
        let mut odd: Vec<String> = odd.map(String::from).to_vec();
        odd.sort_by(|a, b| dict_order(a).cmp(&dict_order(b)));
        let (lexicon, _) = Lexicon::build(&odd).unwrap();
        for (i, token) in odd.iter().enumerate() {
            let got = lexicon
                .words_of(i as u16)
                .unwrap()
                .iter()
                .map(|w| lexicon.word(*w));
            let want = words(token).into_iter().map(|w| w.text);
            assert_eq!(got.collect::<Vec<_>>(), want.collect::<Vec<_>>(), "{token}");
            assert_eq!(lexicon.token(i as u16), token);
        }
    }
}
