//! The vocabulary of a table: words in folded form, and the surface tokens of titles and terms as they are printed.
//!
//! Nearly every token is one word in one of a few forms ("Fracture", "fracture,", "(fracture)"), so the word is stored once
//! and the token is its number and that of the form. The others ("non-ST", "Crohn's", "-") are literals, with their words.

use super::chunked::{parts, PART};
use super::string_pool::{Stored, StringPool};
use super::JaggedArray;
use crate::container::Reader;
use crate::error::Error;
use crate::tokenizer::each_word;
use std::ops::Range;

#[cfg(any(feature = "write", test))]
mod build;
#[cfg(any(feature = "write", test))]
pub(crate) use build::dict_order;

/// Tokens and words have 16-bit numbers, of which the last means none.
const MAX_NUMBER: usize = u16::MAX as usize;
/// A literal stands in many texts, so a very long one would multiply (see `MAX_WORDS` of the documents).
const MAX_LITERAL_WORDS: usize = 64;
/// Values of the plane of tokens in place of a form: a literal, or that the word is no token's
/// first one.
const LITERAL: u8 = 126;
const NO_TOKEN: u8 = 127;
/// Added to the byte where the next word begins.
const NEXT_WORD: u8 = 128;

/// How a word is printed as a token.
#[derive(Clone, Copy)]
struct Form {
    /// How many of its letters are capitals, from the first on.
    capitals: u8,
    /// How many bytes of the form's text stand before the word; the others stand behind it.
    before: u8,
    /// How many there are.
    around: u8,
}

/// Words and tokens, both numbered; words in alphabetical order, so a prefix is a range of numbers, and tokens by their first
/// words.
#[derive(Default)]
pub(crate) struct Lexicon {
    words: StringPool,
    /// The word of each token; for a literal of several words or none, the number of words plus its place among the literals.
    word_of: Vec<u16>,
    form_of: Vec<u8>,
    forms: Vec<Form>,
    form_texts: StringPool,
    /// The tokens that are literals, in order, and what those are.
    literal_tokens: Vec<u16>,
    literals: StringPool,
    literal_words: JaggedArray<u16>,
    weights: Vec<u8>,
    pub(crate) marks: Marks,
}

/// The words on whose presence a meaning turns, where the table has them.
#[derive(Default)]
pub(crate) struct Marks {
    pub(crate) with: Option<u16>,
    pub(crate) without: Option<u16>,
    pub(crate) and: Option<u16>,
    pub(crate) or: Option<u16>,
    pub(crate) not: Option<u16>,
    pub(crate) non: Option<u16>,
    pub(crate) other: Option<u16>,
    pub(crate) unspecified: Option<u16>,
}

fn odd(what: &str) -> Error {
    Error::bad_table(what)
}

impl Lexicon {
    /// Of the sections `DICT` and `WGHT`.
    #[inline(never)]
    pub(crate) fn read(dict: &[u8], weights: &[u8]) -> Result<Lexicon, Error> {
        let mut r = Reader::new(dict);
        let [words, plane, literals, letters] =
            [r.varint()?, r.varint()?, r.varint()?, r.varint()?].map(|n| n as usize);
        if words + literals > MAX_NUMBER || plane > words + MAX_NUMBER {
            return Err(odd("it has more words than a table can hold"));
        }
        if weights.len() != words {
            return Err(odd("its word weights do not fit its words"));
        }
        let (mut forms, mut form_texts) = (Vec::with_capacity(128), StringPool::default());
        for _ in 0..r.u8()? {
            let [capitals, before, length] = [r.u8()?, r.u8()?, r.u8()?];
            let text = std::str::from_utf8(r.bytes(length.into())?).ok();
            let text = text.filter(|t| t.is_ascii() && before <= length);
            form_texts.push(text.ok_or_else(|| odd("the form of a word is not text"))?);
            forms.push(Form {
                capitals,
                before,
                around: length,
            });
        }
        let [shared, rests, plane] = [r.bytes(words)?, r.bytes(letters)?, r.bytes(plane)?];
        // What they share with each other is ASCII when the rest is.
        let words = Stored { shared, rests }.read(true);
        let words = words.filter(|_| rests.is_ascii());
        let mut lexicon = Lexicon {
            words: words.ok_or_else(|| odd("its words are not in order"))?,
            word_of: Vec::with_capacity(plane.len()),
            form_of: Vec::with_capacity(plane.len()),
            forms,
            form_texts,
            literal_tokens: Vec::with_capacity(literals),
            literals: StringPool::default(),
            literal_words: JaggedArray::default(),
            weights: weights.to_vec(),
            marks: Marks::default(),
        };
        let words = [
            "with",
            "without",
            "and",
            "or",
            "not",
            "non",
            "other",
            "unspecified",
        ];
        let [with, without, and, or, not, non, other, unspecified] = words.map(|w| lexicon.find(w));
        lexicon.marks = Marks {
            with,
            without,
            and,
            or,
            not,
            non,
            other,
            unspecified,
        };
        let mut begun = 0;
        for part in parts(plane.len()) {
            begun = lexicon.read_tokens(plane.get(part).unwrap_or_default(), begun)?;
        }
        if begun != lexicon.words.len() || lexicon.literal_tokens.len() != literals {
            return Err(odd("its words are not those of its tokens"));
        }
        let (shared, rests) = (r.bytes(literals)?, r.rest());
        let literals = Stored { shared, rests }.read(false);
        lexicon.literals = literals.ok_or_else(|| odd("its words are not text"))?;
        for part in parts(lexicon.literal_tokens.len()) {
            lexicon.read_literals(part)?;
        }
        Ok(lexicon)
    }

    /// Appends tokens, as if literals were their first words; so many words have begun before, and how many then.
    #[inline(never)]
    fn read_tokens(&mut self, plane: &[u8], mut begun: usize) -> Result<usize, Error> {
        let (mut words, mut forms, mut count) = ([0; PART], [0; PART], 0);
        for byte in plane {
            begun += usize::from(byte / NEXT_WORD);
            let form = byte % NEXT_WORD;
            if form == NO_TOKEN {
                continue;
            }
            let word = begun.wrapping_sub(1);
            if form == LITERAL {
                self.literal_tokens
                    .push((self.word_of.len() + count) as u16);
            } else if word >= self.words.len() || usize::from(form) >= self.forms.len() {
                return Err(odd("a word is in no form"));
            }
            if let (Some(a_word), Some(a_form)) = (words.get_mut(count), forms.get_mut(count)) {
                (*a_word, *a_form) = (word as u16, form);
            }
            count += 1;
        }
        self.word_of.extend(words.iter().take(count));
        self.form_of.extend(forms.iter().take(count));
        Ok(begun)
    }

    /// Finds the words of some literals, which their texts tell.
    #[inline(never)]
    fn read_literals(&mut self, places: Range<usize>) -> Result<(), Error> {
        let (mut folded, mut found) = (String::new(), Vec::new());
        for place in places {
            let token = self.literal_tokens.get(place).copied();
            let number = self.word_of.get(usize::from(token.unwrap_or(0)));
            // Tokens stand in the order of their words, so that the first one is known.
            let mut first = number.copied();
            let mut missing = false;
            found.clear();
            each_word(self.literals.get(place), &mut folded, &mut |word, _| {
                let known = first.take().filter(|n| self.word(*n) == word);
                match known.or_else(|| self.find(word)) {
                    Some(number) => found.push(number),
                    None => missing = true,
                }
            });
            if missing || found.len() > MAX_LITERAL_WORDS {
                return Err(odd(
                    "a word of it is too long or refers to one that is not there",
                ));
            }
            if let Some(number) = self.word_of.get_mut(usize::from(token.unwrap_or(0))) {
                *number = match found.as_slice() {
                    [only] => *only,
                    _ => (self.words.len() + place) as u16,
                };
            }
            self.literal_words.flat.extend(&found);
            self.literal_words.end();
        }
        Ok(())
    }

    /// Appends a token as it is printed.
    pub(crate) fn push_token(&self, token: u16, out: &mut String) {
        let number = self.form_of.get(usize::from(token)).copied();
        let number = usize::from(number.unwrap_or(LITERAL));
        let Some(form) = self.forms.get(number) else {
            return out.push_str(self.literal(token));
        };
        let text = self.form_texts.get(number);
        let (before, behind) = text.split_at(usize::from(form.before).min(text.len()));
        out.push_str(before);
        let start = out.len();
        out.push_str(self.word(self.word_of(token)));
        let end = out.len().min(start + usize::from(form.capitals));
        if let Some(capitals) = out.get_mut(start..end) {
            capitals.make_ascii_uppercase();
        }
        out.push_str(behind);
    }

    /// Of a token that is a word in a form: the word, how many bytes stand before it, and how many around it. All of them are
    /// ASCII.
    #[inline(always)]
    pub(crate) fn shape(&self, token: u16) -> Option<(u16, usize, usize)> {
        let number = usize::from(*self.form_of.get(usize::from(token))?);
        let form = self.forms.get(number)?;
        Some((self.word_of(token), form.before.into(), form.around.into()))
    }

    /// The text of a token that is none.
    pub(crate) fn literal(&self, token: u16) -> &str {
        let place = self.literal_tokens.binary_search(&token);
        place.map_or("", |place| self.literals.get(place))
    }

    /// Appends a token as an everyday term is shown: small, and without the punctuation that a title has around it.
    pub(crate) fn push_plain(&self, token: u16, out: &mut String) {
        let form = self.form_of.get(usize::from(token)).copied();
        if form.is_some_and(|f| usize::from(f) < self.forms.len()) {
            return out.push_str(self.word(self.word_of(token)));
        }
        let literal = self.literal(token);
        let plain = literal.trim_matches(|c: char| c.is_ascii_punctuation());
        out.extend(plain.chars().map(|c| c.to_ascii_lowercase()));
    }

    /// A letter of a word.
    #[inline(always)]
    pub(crate) fn letter(&self, word: u32, at: usize) -> Option<u8> {
        self.words.byte(word as usize, at)
    }

    /// How many bytes a word has.
    #[inline(always)]
    pub(crate) fn word_len(&self, word: u16) -> usize {
        self.words.len_of(word.into())
    }

    /// The number of a token's word; of one that is not one word, or not there, a number that no word has.
    #[inline(always)]
    pub(super) fn word_of(&self, token: u16) -> u16 {
        let word = self.word_of.get(usize::from(token)).copied();
        word.unwrap_or(u16::MAX)
    }

    /// The words of a token; `None` when there is no such token.
    #[inline(always)]
    pub(crate) fn words_of(&self, token: u16) -> Option<&[u16]> {
        let word = self.word_of.get(usize::from(token))?;
        let place = usize::from(*word).checked_sub(self.words.len());
        Some(place.map_or(std::slice::from_ref(word), |at| self.literal_words.get(at)))
    }

    pub(crate) fn word_count(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn word(&self, i: u16) -> &str {
        self.words.get(usize::from(i))
    }

    pub(super) fn weights(&self) -> &[u8] {
        &self.weights
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
        let range = self.words.beginning(prefix);
        range.start as u32..range.end as u32
    }

    /// The number of an exact word.
    pub(crate) fn find(&self, word: &str) -> Option<u16> {
        let at = self.words.first_from(word);
        (self.words.get(at) == word).then_some(at as u16)
    }
}
