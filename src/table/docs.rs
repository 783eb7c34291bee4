//! The documents of a table: the entries' titles first, then the other names. Their tokens, words, costs and postings are
//! made when the table is opened: tokens from the stored texts, words from tokens, then costs, counts and postings from words.

use super::*;
use std::ops::Range;

/// More than three times what the longest code set has (ICD-10-PCS); a crafted table could otherwise ask for gigabytes.
const MAX_TOKENS: usize = 4_000_000;

/// Texts are stored against the text before, so few bytes can stand for very many words; real tables have under two million.
const MAX_WORDS: usize = 8_000_000;

/// A document's cost within the bounds that sums of costs rely on.
pub(super) fn cost(cost: i32) -> i16 {
    cost.clamp(-20_000, 20_000) as i16
}

/// A long pass in parts, each for a call of its own. A WebAssembly engine runs code that it has just met unoptimised and
/// exchanges it for optimised code only from one call to the next, so one call over a whole table would never profit.
pub(super) fn parts(count: usize) -> impl Iterator<Item = Range<usize>> {
    (0..count)
        .step_by(512)
        .map(move |from| from..count.min(from + 512))
}

/// The greatest of a plane of bytes.
#[inline(never)]
pub(super) fn highest(plane: &[u8]) -> u8 {
    plane.iter().copied().max().unwrap_or(0)
}

/// The sum of a plane of bytes.
#[inline(never)]
pub(super) fn sum(plane: &[u8]) -> usize {
    plane.iter().map(|n| usize::from(*n)).sum()
}

/// What is known of every document.
#[derive(Default)]
pub(crate) struct Docs {
    /// Surface tokens.
    pub(super) tokens: Lists<u16>,
    pub(crate) words: Lists<u16>,
    /// What a document costs with nothing of it typed: its words, its kind, its entry's prior.
    pub(crate) cost: Vec<i16>,
    /// Where each word's postings begin; one more than words.
    starts: Vec<u32>,
    postings: Vec<u32>,
}

/// Token lists: shared-head plane, shared-tail plane (u8, against the list before), new-token count plane (u8), then the
/// new tokens (u16). Brotli likes the two bytes of a token side by side: apart they weigh a quarter more.
pub(super) struct Texts<'a> {
    planes: [&'a [u8]; 3],
    new: &'a [u8],
    /// Tokens in all lists together.
    total: usize,
}

impl<'a> Texts<'a> {
    pub(super) fn new(bytes: &'a [u8], count: usize) -> Result<Texts<'a>, Error> {
        let mut r = Reader::new(bytes);
        let planes = [r.bytes(count)?, r.bytes(count)?, r.bytes(count)?];
        let total = planes.into_iter().map(sum).sum();
        if total > MAX_TOKENS {
            return Err(odd("its titles are longer than any code set's"));
        }
        Ok(Texts {
            planes,
            new: r.rest(),
            total,
        })
    }

    fn len(&self) -> usize {
        self.planes[0].len()
    }
}

/// How far the reading of texts has come.
#[derive(Default)]
struct At {
    /// The next token's place, and that of the next byte of new tokens.
    token: usize,
    new: usize,
    /// Where the tokens of the document before lie.
    before: Range<usize>,
}

impl Docs {
    /// Reads all of these texts.
    pub(super) fn read(texts: [Texts<'_>; 2], lexicon: &Lexicon) -> Result<Docs, Error> {
        let lists = texts.iter().map(Texts::len).sum();
        let total = texts.iter().map(|t| t.total).sum();
        // The room that is needed and, for tokens that are several words, little more: memory that a WebAssembly instance
        // once had it never gives back.
        let mut docs = Docs {
            tokens: Lists::zeroed(lists, total),
            words: Lists::default(),
            cost: Vec::with_capacity(lists),
            // A word's count stands where the next word's postings begin, so that sums make beginnings of them.
            starts: vec![0; lexicon.word_count() + 1],
            postings: Vec::new(),
        };
        docs.words.reserve(lists, total + total / 32);
        let mut at = At::default();
        for texts in &texts {
            (at.new, at.before) = (0, 0..0);
            for part in parts(texts.len()) {
                docs.read_some(texts, part, &mut at, lexicon)?;
            }
        }
        let mut sum = 0;
        for start in &mut docs.starts {
            sum += *start;
            *start = sum;
        }
        let mut next = docs.starts.clone();
        let mut postings = vec![0; docs.words.flat.len()];
        for part in parts(lists) {
            docs.post_some(part, &mut next, &mut postings);
        }
        docs.postings = postings;
        Ok(docs)
    }

    /// Appends documents' tokens and the words of those, counts and weighs them.
    #[inline(never)]
    fn read_some(
        &mut self,
        texts: &Texts<'_>,
        docs: Range<usize>,
        at: &mut At,
        lexicon: &Lexicon,
    ) -> Result<(), Error> {
        let absent = || odd("a title refers to words that are not there");
        let [heads, tails, news] = texts
            .planes
            .map(|p| p.get(docs.clone()).unwrap_or_default());
        let tokens = &mut self.tokens.flat[..];
        let words = &mut self.words.flat;
        let counts = self.starts.get_mut(1..).unwrap_or_default();
        let (mut token_at, mut new_at, mut before) = (at.token, at.new, at.before.clone());
        for ((head, tail), new) in heads.iter().zip(tails).zip(news) {
            let [head, tail, new] = [head, tail, new].map(|n| usize::from(*n));
            if head + tail > before.len() {
                return Err(absent());
            }
            let (start, tail_from) = (token_at, before.end.wrapping_sub(head + new + tail));
            let mut cost = 0;
            for k in 0..head + new + tail {
                let token = if k.wrapping_sub(head) < new {
                    let bytes = texts.new.get(new_at..new_at + 2).ok_or_else(absent)?;
                    new_at += 2;
                    u16::from_le_bytes([bytes[0], bytes[1]])
                } else {
                    tokens[k.wrapping_add(if k < head { before.start } else { tail_from })]
                };
                tokens[token_at] = token;
                token_at += 1;
                let own = lexicon.words_of(token).ok_or_else(absent)?;
                for word in own {
                    words.push(*word);
                    counts[usize::from(*word)] += 1;
                    cost += i32::from(lexicon.weight(*word));
                }
            }
            before = start..token_at;
            self.tokens.ends.push(token_at as u32);
            self.words.ends.push(words.len() as u32);
            self.cost.push(super::docs::cost(cost));
        }
        if words.len() > MAX_WORDS {
            return Err(odd("its texts are longer than a table can hold"));
        }
        *at = At {
            token: token_at,
            new: new_at,
            before,
        };
        Ok(())
    }

    /// Puts documents into the postings of their words; `next` is where each word's next one belongs.
    #[inline(never)]
    fn post_some(&self, docs: Range<usize>, next: &mut [u32], postings: &mut [u32]) {
        for doc in docs {
            for word in self.words.get(doc) {
                let place = &mut next[usize::from(*word)];
                postings[*place as usize] = doc as u32;
                *place += 1;
            }
        }
    }

    /// The documents that have a word of that range, word by word.
    #[inline(always)]
    pub(crate) fn having(&self, words: Range<u32>) -> &[u32] {
        let start = |w: u32| self.starts.get(w as usize).map_or(0, |n| *n as usize);
        self.postings
            .get(start(words.start)..start(words.end))
            .unwrap_or(&[])
    }
}
