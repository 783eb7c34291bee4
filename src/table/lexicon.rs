//! The vocabulary of a table: surface tokens as they are printed, and the folded words that they consist of.

use super::fst_check;
use crate::container::Reader;
use crate::words::words;
use crate::Error;

pub(crate) use fst_check::verify as verify_fst;

#[cfg(any(feature = "write", test))]
/// The sort key of surface tokens: folded words first, so that a token's first words come out in order.
pub(crate) fn dict_order(token: &str) -> (Vec<String>, &str) {
    (words(token).into_iter().map(|w| w.text).collect(), token)
}

/// Tokens and words, both numbered; words in alphabetical order, so a prefix is a range of numbers.
pub(crate) struct Lexicon {
    token_text: String,
    token_ends: Vec<u32>,
    token_words: super::Lists<u16>,
    word_text: String,
    word_ends: Vec<u32>,
    weights: Vec<u8>,
}

#[inline(always)]
fn slice<'a>(text: &'a str, ends: &[u32], i: usize) -> &'a str {
    let end = ends.get(i).map_or(0, |e| *e as usize);
    let start = if i == 0 {
        0
    } else {
        ends.get(i - 1).map_or(0, |e| *e as usize)
    };
    text.get(start..end).unwrap_or("")
}

/// Front-coded sorted texts: count, plane of shared lengths, the rests joined by line feeds.
fn read_dict(bytes: &[u8]) -> Result<(String, Vec<u32>), Error> {
    let mut r = Reader::new(bytes);
    let count = r.varint()? as usize;
    let shared = r.bytes(count)?;
    let rest = r.rest();
    let mut text: Vec<u8> = Vec::with_capacity(rest.len() * 2);
    let (mut ends, mut start) = (Vec::with_capacity(count), 0usize);
    let mut rests = rest.split(|b| *b == b'\n');
    for n in shared {
        let rest = rests
            .next()
            .ok_or_else(|| Error::bad_table("its words are cut short"))?;
        let head = start..start + usize::from(*n);
        if head.end > text.len() {
            return Err(Error::bad_table(
                "a word refers to letters that are not there",
            ));
        }
        start = text.len();
        text.extend_from_within(head);
        text.extend_from_slice(rest);
        ends.push(text.len() as u32);
    }
    let text = String::from_utf8(text).map_err(|_| Error::bad_table("its words are not text"))?;
    if ends.iter().any(|e| !text.is_char_boundary(*e as usize)) {
        return Err(Error::bad_table("its words are not text"));
    }
    Ok((text, ends))
}

/// Appends the folded words of `token`. Nearly all tokens are one ASCII word with a capital or a comma, which needs no
/// allocation; [`words`] is the judge of the others, and a test holds the two together.
fn fold_token(token: &str, folded: &mut String, ends: &mut Vec<u32>) {
    let b = token.as_bytes();
    let alnum = |c: &u8| c.is_ascii_alphanumeric();
    let start = b.iter().position(alnum).unwrap_or(b.len());
    let end = b.iter().rposition(alnum).map_or(start, |i| i + 1);
    if b.is_ascii() && b[start..end].iter().all(alnum) {
        if start < end {
            folded.extend(
                b[start..end]
                    .iter()
                    .map(|c| char::from(c.to_ascii_lowercase())),
            );
            ends.push(folded.len() as u32);
        }
    } else {
        for w in words(token) {
            folded.push_str(&w.text);
            ends.push(folded.len() as u32);
        }
    }
}

impl Lexicon {
    pub(crate) fn read(dict: &[u8], weights: &[u8]) -> Result<Lexicon, Error> {
        let (token_text, token_ends) = read_dict(dict)?;
        let mut lexicon = Lexicon::from_tokens(token_text, token_ends)?;
        if weights.len() != lexicon.word_count() {
            return Err(Error::bad_table("its word weights do not fit its words"));
        }
        lexicon.weights = weights.to_vec();
        Ok(lexicon)
    }

    fn from_tokens(token_text: String, token_ends: Vec<u32>) -> Result<Lexicon, Error> {
        let n = token_ends.len();
        // Folded words of every token, flat; almost always one.
        let (mut folded, mut folded_ends, mut counts) = (String::new(), Vec::new(), Vec::new());
        for i in 0..n {
            let token = slice(&token_text, &token_ends, i);
            let before = folded_ends.len();
            fold_token(token, &mut folded, &mut folded_ends);
            // A token stands in many texts, so a very long one would multiply (see `MAX_WORDS` in the table).
            if folded_ends.len() - before > 64 {
                return Err(Error::bad_table("a word of it is too long"));
            }
            counts.push(folded_ends.len() - before);
        }
        let text = |i: usize| slice(&folded, &folded_ends, i);
        // First words are in order already (see `dict_order`); only the inner words of compounds need sorting.
        let (mut firsts, mut others, mut at) = (Vec::new(), Vec::new(), 0);
        for count in &counts {
            for k in 0..*count {
                if k == 0 { &mut firsts } else { &mut others }.push(text(at + k));
            }
            at += count;
        }
        firsts.dedup();
        if !firsts.windows(2).all(|w| w[0] < w[1]) {
            return Err(Error::bad_table("its words are not in order"));
        }
        others.sort_unstable();
        others.dedup();
        let mut all = Vec::with_capacity(firsts.len() + others.len());
        let (mut a, mut b) = (firsts.into_iter().peekable(), others.into_iter().peekable());
        loop {
            match (a.peek(), b.peek()) {
                (Some(x), Some(y)) if x == y => {
                    a.next();
                }
                (Some(x), Some(y)) if x < y => all.extend(a.next()),
                (_, Some(_)) => all.extend(b.next()),
                (Some(_), None) => all.extend(a.next()),
                (None, None) => break,
            }
        }
        if n > 65_535 || all.len() > 65_535 {
            return Err(Error::bad_table("it has more words than a table can hold"));
        }
        let (mut token_words, mut at, mut cursor) = (super::Lists::default(), 0, 0);
        for count in &counts {
            let ids: Vec<u16> = (0..*count)
                .map(|k| {
                    let w = text(at + k);
                    if k == 0 {
                        while all[cursor] < w {
                            cursor += 1;
                        }
                        cursor as u16
                    } else {
                        all.partition_point(|x| *x < w) as u16
                    }
                })
                .collect();
            token_words.push(ids);
            at += count;
        }
        let (mut word_text, mut word_ends) = (String::with_capacity(folded.len()), Vec::new());
        for w in &all {
            word_text.push_str(w);
            word_ends.push(word_text.len() as u32);
        }
        let weights = vec![16; word_ends.len()];
        Ok(Lexicon {
            token_text,
            token_ends,
            token_words,
            word_text,
            word_ends,
            weights,
        })
    }

    pub(crate) fn token_count(&self) -> usize {
        self.token_ends.len()
    }

    pub(crate) fn token(&self, i: u16) -> &str {
        slice(&self.token_text, &self.token_ends, usize::from(i))
    }

    #[inline(always)]
    pub(crate) fn words_of(&self, token: u16) -> &[u16] {
        self.token_words.get(usize::from(token))
    }

    pub(crate) fn word_count(&self) -> usize {
        self.word_ends.len()
    }

    pub(crate) fn word(&self, i: u16) -> &str {
        slice(&self.word_text, &self.word_ends, usize::from(i))
    }

    #[inline(always)]
    pub(crate) fn weight(&self, word: u16) -> u8 {
        self.weights.get(usize::from(word)).copied().unwrap_or(16)
    }

    /// The greatest weight of a range of words.
    pub(crate) fn heaviest(&self, words: std::ops::Range<u32>) -> u8 {
        let range = words.start as usize..words.end as usize;
        self.weights
            .get(range)
            .and_then(|w| w.iter().max())
            .copied()
            .unwrap_or(0)
    }

    /// The numbers of the words that begin with `prefix`: a range.
    pub(crate) fn prefix_range(&self, prefix: &str) -> std::ops::Range<u32> {
        let n = self.word_count();
        let find = |after: &dyn Fn(&str) -> bool| {
            let (mut lo, mut hi) = (0, n);
            while lo < hi {
                let mid = (lo + hi) / 2;
                if after(slice(&self.word_text, &self.word_ends, mid)) {
                    hi = mid;
                } else {
                    lo = mid + 1;
                }
            }
            lo as u32
        };
        let start = find(&|w| w >= prefix);
        let end = find(&|w| w > prefix && !w.starts_with(prefix));
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
        let (mut text, mut ends) = (String::new(), Vec::new());
        let (mut shared, mut rests, mut before) = (Vec::new(), Vec::new(), "");
        for t in tokens {
            text.push_str(t);
            ends.push(text.len() as u32);
            let mut n = before
                .bytes()
                .zip(t.bytes())
                .take_while(|(a, b)| a == b)
                .count()
                .min(255);
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
        Ok((Lexicon::from_tokens(text, ends)?, section))
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
        for token in odd {
            let (mut folded, mut ends) = (String::new(), Vec::new());
            fold_token(token, &mut folded, &mut ends);
            let got: Vec<String> = (0..ends.len())
                .map(|i| slice(&folded, &ends, i).to_string())
                .collect();
            let want: Vec<String> = words(token).into_iter().map(|w| w.text).collect();
            assert_eq!(got, want, "{token}");
        }
    }
}
