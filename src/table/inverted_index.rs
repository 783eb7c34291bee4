//! The documents of a table: the entries' titles first, then the other names. Their tokens, words, costs and postings are
//! made when the table is opened: tokens from the stored texts, words from tokens, then costs, counts and postings from words.

use super::chunked::{copy, parts, CHUNK, PART};
use super::*;
use std::ops::Range;

/// More than three times what the longest code set has (ICD-10-PCS); a crafted table could otherwise ask for gigabytes.
const MAX_TOKENS: usize = 4_000_000;

/// Texts are stored against the text before, so few bytes can stand for very many words; real tables have under two million.
const MAX_WORDS: usize = 8_000_000;

/// A document's cost within the bounds that sums of costs rely on.
fn cost(cost: i32) -> i16 {
    cost.clamp(-20_000, 20_000) as i16
}

/// Tokens, words, costs and postings of every document (a title or another name).
#[derive(Default)]
pub(crate) struct InvertedIndex {
    /// Surface tokens.
    pub(super) tokens: JaggedArray<u16>,
    pub(crate) words: JaggedArray<u16>,
    /// Cost of each document with nothing of it typed: its words, its kind, its entry's prior.
    pub(crate) cost: Vec<i16>,
    /// Where each word's postings begin; one more than words.
    starts: Vec<u32>,
    /// Half of the memory of an index, made when a search first asks: who validates claims never does.
    postings: OnceLock<Vec<u32>>,
}

/// Token lists. Each has its head and its tail from the list before, and new tokens between: how many of each are its shape.
/// The bytes: varints for how many tokens they have together and how many lists are of a rare shape; the usual shapes, first how many
/// (u8, each three u8: head, tail, new); a plane of the lists' shapes (u8, 255 for a rare one); the rare shapes, in order; then the new tokens
/// (u16). Brotli likes the two bytes of a token side by side: apart they weigh a quarter more. Shapes are a quarter less than planes of heads,
/// tails and new tokens.
pub(super) struct Texts<'a> {
    usual: &'a [u8],
    shapes: &'a [u8],
    rare: &'a [u8],
    new: &'a [u8],
    /// Tokens in all lists together.
    total: usize,
}

impl<'a> Texts<'a> {
    pub(super) fn new(bytes: &'a [u8], count: usize) -> Result<Texts<'a>, Error> {
        let mut r = Reader::new(bytes);
        let [total, rare] = [r.varint()?, r.varint()?].map(|n| n as usize);
        if total > MAX_TOKENS || rare > count {
            return Err(odd("its titles are longer than any code set's"));
        }
        let usual = r.u8()?;
        Ok(Texts {
            usual: r.bytes(3 * usize::from(usual))?,
            shapes: r.bytes(count)?,
            rare: r.bytes(3 * rare)?,
            new: r.rest(),
            total,
        })
    }

    fn len(&self) -> usize {
        self.shapes.len()
    }
}

/// Costs of documents beside those of their words.
pub(super) struct Priors<'a> {
    /// Of each entry, as signed bytes.
    pub(super) entries: &'a [u8],
    /// Of each kind of name.
    pub(super) kinds: [i32; 3],
    pub(super) kind_of: &'a [u8],
    /// Rows that each name stands for: a name has the prior of the first one's entry.
    pub(super) targets: &'a JaggedArray<CodeId>,
}

impl Priors<'_> {
    #[inline(always)]
    fn of(&self, doc: usize) -> i32 {
        let prior = |entry: usize| self.entries.get(entry).map(|p| i32::from(*p as i8));
        prior(doc).unwrap_or_else(|| {
            let name = doc - self.entries.len();
            let kind = self.kind_of.get(name).map_or(0, |k| usize::from(*k));
            let first = self.targets.get(name).first();
            let entry = first.and_then(|row| prior(row.entry()));
            self.kinds.get(kind).map_or(0, |k| *k) + entry.unwrap_or(0)
        })
    }
}

/// How far the reading of texts has come.
#[derive(Default)]
struct Progress {
    /// The next token's place, that of the next byte of new tokens, and that of the next rare shape.
    token: usize,
    new: usize,
    rare: usize,
    /// Where the tokens of the document before lie.
    before: Range<usize>,
}

/// Where the cost of a word begins: the upper eight bits; the lower ones count its postings.
const COUNT_BITS: u32 = 24;

/// An index in the making, some documents a step.
#[derive(Default)]
pub(super) struct Indexing {
    docs: InvertedIndex,
    at: Progress,
    /// How many texts of either kind have been read.
    done: [usize; 2],
    counts: Vec<u32>,
    postings: Vec<u32>,
    posted: usize,
}

/// Documents that a step of [`Indexing`] takes: a few milliseconds of a slow phone.
const DOCS_A_STEP: usize = 16 * 512;

impl Indexing {
    /// Before the first step.
    #[inline(never)]
    pub(super) fn of(texts: &[Texts<'_>; 2], lexicon: &Lexicon) -> Indexing {
        let lists = texts.iter().map(Texts::len).sum();
        let total: usize = texts.iter().map(|t| t.total).sum();
        // The room that is needed and, for tokens that are several words, little more: memory that a WebAssembly instance
        // once had it never gives back.
        let docs = InvertedIndex {
            tokens: JaggedArray::zeroed(lists, total + CHUNK),
            words: JaggedArray::zeroed(lists, total + total / 32 + CHUNK),
            cost: Vec::with_capacity(lists),
            starts: Vec::new(),
            postings: OnceLock::new(),
        };
        let weight = |w: &u8| u32::from(*w) << COUNT_BITS;
        Indexing {
            docs,
            at: Progress::default(),
            done: [0; 2],
            counts: lexicon.weights().iter().map(weight).collect(),
            postings: Vec::new(),
            posted: 0,
        }
    }

    /// Goes on, with the texts that it began with; `false` when nothing is left but the postings.
    #[inline(never)]
    pub(super) fn step(
        &mut self,
        texts: &[Texts<'_>; 2],
        lexicon: &Lexicon,
        priors: &Priors<'_>,
    ) -> Result<bool, Error> {
        let kinds = texts.iter().zip(&mut self.done);
        if let Some((texts, done)) = kinds.into_iter().find(|(t, done)| **done < t.len()) {
            if *done == 0 {
                self.at = Progress {
                    token: self.docs.tokens.end_of_all(),
                    ..Progress::default()
                };
            }
            let to = texts.len().min(*done + DOCS_A_STEP);
            for part in parts(to - *done) {
                let part = part.start + *done..part.end + *done;
                self.docs
                    .unpack_some(texts, part.clone(), &mut self.at)
                    .and_then(|()| {
                        let counts = &mut self.counts;
                        self.docs.words_some(part.len(), counts, lexicon, priors)
                    })
                    .ok_or_else(|| odd("a title refers to words that are not there"))?;
                if self.docs.words.end_of_all() > MAX_WORDS {
                    return Err(odd("its texts are longer than a table can hold"));
                }
            }
            *done = to;
            return Ok(true);
        }
        self.count(texts)?;
        Ok(false)
    }

    /// Goes on with the postings; `false` when they are whole. They need not be asked for, see [`InvertedIndex::having`].
    pub(super) fn post(&mut self) -> bool {
        let lists: usize = self.done.iter().sum();
        let to = lists.min(self.posted + DOCS_A_STEP);
        self.postings.resize(self.docs.words.flat.len(), 0);
        for part in parts(to - self.posted) {
            let part = part.start + self.posted..part.end + self.posted;
            let (counts, postings) = (&mut self.counts, &mut self.postings);
            self.docs.post_some(part, counts, postings);
        }
        self.posted = to;
        to < lists
    }

    /// From counts to the places of postings.
    fn count(&mut self, texts: &[Texts<'_>; 2]) -> Result<(), Error> {
        let total: usize = texts.iter().map(|t| t.total).sum();
        let docs = &mut self.docs;
        if docs.tokens.end_of_all() != total {
            return Err(odd("its titles are not as long as they should be"));
        }
        docs.tokens.flat.truncate(total);
        docs.words.flat.truncate(docs.words.end_of_all());
        docs.starts = starts(&mut self.counts);
        Ok(())
    }

    /// After the last step.
    pub(super) fn done(mut self) -> InvertedIndex {
        if self.posted > 0 {
            self.docs.postings = self.postings.into();
        }
        self.docs
    }
}

impl InvertedIndex {
    /// Appends documents' tokens; `None` when they refer to what is not there.
    #[inline(never)]
    fn unpack_some(
        &mut self,
        texts: &Texts<'_>,
        docs: Range<usize>,
        at: &mut Progress,
    ) -> Option<()> {
        let tokens = &mut self.tokens.flat[..];
        let (mut to, mut before) = (at.token, at.before.clone());
        let mut bytes = texts.new.get(at.new..)?;
        let (shapes, mut ends) = (texts.shapes.get(docs)?, [0; PART]);
        let mut rare = texts.rare.get(at.rare..)?;
        for (shape, end) in shapes.iter().zip(&mut ends) {
            let usual = texts.usual.get(3 * usize::from(*shape)..);
            let shape = usual.and_then(<[u8]>::first_chunk::<3>).or_else(|| {
                let (own, others) = rare.split_first_chunk()?;
                rare = others;
                Some(own)
            });
            let [head, tail, new] = shape?.map(usize::from);
            if head + tail > before.len() {
                return None;
            }
            let start = to;
            copy(tokens, before.start, to, head)?;
            to += head;
            let (own, others) = bytes.split_at_checked(2 * new)?;
            for (token, bytes) in tokens.get_mut(to..)?.iter_mut().zip(own.chunks_exact(2)) {
                *token = u16::from_le_bytes(bytes.try_into().unwrap_or_default());
            }
            to += new;
            copy(tokens, before.end - tail, to, tail)?;
            to += tail;
            bytes = others;
            before = start..to;
            *end = to as u32;
        }
        self.tokens
            .ends
            .extend_from_slice(ends.get(..shapes.len())?);
        *at = Progress {
            token: to,
            new: texts.new.len() - bytes.len(),
            rare: texts.rare.len() - rare.len(),
            before,
        };
        Some(())
    }

    /// Appends the words of the next documents, of as many as have tokens already; counts and weighs them. `None` when they
    /// refer to what is not there.
    #[inline(never)]
    fn words_some(
        &mut self,
        docs: usize,
        counts: &mut [u32],
        lexicon: &Lexicon,
        priors: &Priors<'_>,
    ) -> Option<()> {
        let first = self.words.len();
        let mut to = self.words.end_of_all();
        let mut start = first.checked_sub(1).map_or(0, |i| self.tokens.end_at(i));
        let (tokens, words) = (&self.tokens, &mut self.words.flat);
        let own_ends = tokens.ends.get(first..first + docs)?;
        let (mut ends, mut costs) = ([0; PART], [0; PART]);
        let places = ends.iter_mut().zip(&mut costs);
        for ((doc, end), (own_end, own_cost)) in (first..).zip(own_ends).zip(places) {
            let own = tokens.flat.get(start..*end as usize)?;
            start = *end as usize;
            let mut cost = 0;
            make_room(words, to + own.len());
            for token in own {
                let word = lexicon.word_of(*token);
                match (counts.get_mut(usize::from(word)), words.get_mut(to)) {
                    (Some(count), Some(place)) => {
                        cost += *count >> COUNT_BITS;
                        *count += 1;
                        *place = word;
                        to += 1;
                    }
                    // It is several words or none, or those before were and there is no room left.
                    _ => {
                        let several = lexicon.words_of(*token)?;
                        make_room(words, to + several.len());
                        for word in several {
                            let count = counts.get_mut(usize::from(*word))?;
                            cost += *count >> COUNT_BITS;
                            *count += 1;
                            *words.get_mut(to)? = *word;
                            to += 1;
                        }
                    }
                }
            }
            *own_end = to as u32;
            *own_cost = self::cost(cost as i32 + priors.of(doc));
        }
        self.words.ends.extend_from_slice(ends.get(..docs)?);
        self.cost.extend_from_slice(costs.get(..docs)?);
        Some(())
    }

    /// Puts documents into the postings of their words; `next` is where each word's next one belongs.
    #[inline(never)]
    fn post_some(&self, docs: Range<usize>, next: &mut [u32], postings: &mut [u32]) {
        let mut start = docs
            .start
            .checked_sub(1)
            .map_or(0, |i| self.words.end_at(i));
        let ends = self.words.ends.get(docs.clone()).unwrap_or_default();
        for (doc, end) in docs.zip(ends) {
            let own = self.words.flat.get(start..*end as usize);
            start = *end as usize;
            for word in own.unwrap_or_default() {
                let Some(place) = next.get_mut(usize::from(*word)) else {
                    continue;
                };
                if let Some(posting) = postings.get_mut(*place as usize) {
                    *posting = doc as u32;
                }
                *place += 1;
            }
        }
    }

    /// The postings, made now if no search has needed them yet.
    #[inline(always)]
    pub(crate) fn post(&self) -> &[u32] {
        self.postings.get_or_init(|| self.all_postings())
    }

    /// The documents that have a word of that range, word by word.
    #[inline(always)]
    pub(crate) fn having(&self, words: Range<u32>) -> &[u32] {
        let start = |w: u32| self.starts.get(w as usize).map_or(0, |n| *n as usize);
        self.post()
            .get(start(words.start)..start(words.end))
            .unwrap_or(&[])
    }

    /// The documents that have a word.
    #[inline(always)]
    pub(crate) fn having_word(&self, word: u16) -> &[u32] {
        self.having(u32::from(word)..u32::from(word) + 1)
    }

    #[cold]
    #[inline(never)]
    fn all_postings(&self) -> Vec<u32> {
        let (mut next, mut postings) = (self.starts.clone(), vec![0; self.words.flat.len()]);
        for part in parts(self.words.len()) {
            self.post_some(part, &mut next, &mut postings);
        }
        postings
    }
}

/// Makes of counts where each word's postings begin, and one more; the counts become the same.
#[inline(never)]
fn starts(counts: &mut [u32]) -> Vec<u32> {
    let mut starts = vec![0; counts.len() + 1];
    let mut sum = 0;
    for (count, start) in counts.iter_mut().zip(&mut starts) {
        let own = *count << (32 - COUNT_BITS) >> (32 - COUNT_BITS);
        (*count, *start) = (sum, sum);
        sum += own;
    }
    if let Some(end) = starts.last_mut() {
        *end = sum;
    }
    starts
}

/// Texts of many words that are one token each need more room than was thought.
#[inline(always)]
fn make_room(words: &mut Vec<u16>, upto: usize) {
    if words.len() < upto {
        grow(words, upto);
    }
}

#[cold]
#[inline(never)]
fn grow(words: &mut Vec<u16>, upto: usize) {
    words.resize(upto + upto / 8, 0);
}
