//! One code set, open for reading. **This comment is the byte format.**
//!
//! A table keeps *entries*, not rows: half of ICD-10-CM is one title with a seventh character behind it ("..., initial
//! encounter", "..., sequela"), so an entry is a code with its own title plus the number of an *extension set* that lists
//! the seventh characters which may follow it and the words that each adds. A [`RowId`] names an entry or one of its
//! extensions; everything the outside sees is rows.
//!
//! Sections of the [`crate::container`] (all planes have one value per entry, in code order):
//!
//! | tag | content |
//! |---|---|
//! | `DICT` | surface tokens (what stands between spaces in titles and terms), front-coded: count, shared-prefix plane (u8), the rests joined by `\n`. Sorted by [`dict_order`], so their words come out sorted too. |
//! | `WGHT` | one u8 per word of the [`Lexicon`]: what the word costs in the ranking when it was not typed, in sixteenths |
//! | `CODE` | `fst::Set` of the entries' codes without dot. An entry's ordinal is its place in code order, so the fst needs no outputs, which would be a third of it. |
//! | `TEXT` | token lists of the entries' titles (see [`read_texts`]) |
//! | `EXTS` | extension sets: count, then each: count, then each: character u8, token count u8, tokens u16 |
//! | `EXTO` | u8 per entry: number of its extension set + 1, or 0 |
//! | `HIST` | histories: count, then each: span count u8, then each: from u32, to u32 (`yyyymmdd`), billable u8; then per entry a varint history number; then extension patterns: count, then each: length u8, varint history numbers; then per entry with extensions a varint pattern number |
//! | `COST` | i8 per entry: its prior in the ranking, in sixteenths |
//! | `FEAT` | i16 per [`Feature`] |
//! | `ALIA` | other names: count, kind plane (u8), target count plane (u8), targets (varint zigzag difference of the first to the previous first, then varint rows), rewrite lengths (u8), rewrite tokens (u16), token lists |
//! | `SUCC` | successions: count, then each: from row varint, target count u8, target rows varint |
//! | `CHAP` | chapters: UTF-8 lines `level TAB first TAB last TAB title` |
//!
//! Postings (word -> the titles and terms that have it) are not stored: they are made at open in two linear passes,
//! which costs a few milliseconds once and saves a quarter of the bytes.

mod fst_check;
mod lexicon;
#[cfg(any(feature = "write", test))]
pub mod write;

use crate::container::{Container, Reader, TableInfo};
use crate::date::Date;
use crate::rows::{AliasKind, Chapter, CodeSet, Span};
use crate::Error;
#[cfg(any(feature = "write", test))]
pub(crate) use lexicon::dict_order;
pub(crate) use lexicon::Lexicon;
use std::borrow::Cow;

/// An entry or one of its seventh-character extensions: `entry << 5 | extension`, extension 0 being the entry itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId(pub(crate) u32);

impl RowId {
    pub(crate) fn new(entry: usize, ext: usize) -> RowId {
        RowId((entry << 5 | ext) as u32)
    }
    pub(crate) fn entry(self) -> usize {
        (self.0 >> 5) as usize
    }
    pub(crate) fn ext(self) -> usize {
        (self.0 & 31) as usize
    }
}

/// What a code is on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeStatus {
    /// Billable on that date.
    Valid,
    /// In the table on that date, but more characters are needed.
    Header,
    /// It was valid before; the date is its last day.
    Ended(Date),
    /// It will be valid; the date is its first day.
    NotYet(Date),
    /// Never in the data.
    Unknown,
}

/// Features of a row that cost or help in the ranking; their values are data (`ranking.tsv`), in sixteenths of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// The row is not billable.
    Header,
    /// The row has ended.
    Ended,
    /// Matched through an inclusion term.
    Inclusion,
    /// Matched through an Alphabetic Index term.
    Index,
    /// Matched through our own everyday term.
    Everyday,
    /// The second and later codes of a term, each.
    LaterCode,
    /// A word was typed in part and is not the last one.
    PartWord,
    /// The last word is typed in part.
    PartLastWord,
    /// The first word typed is the first word of the title or term.
    FirstWord,
    /// A typed word was replaced by what it stands for.
    Rewrite,
    /// One edit was needed.
    Edit,
    /// A whole set: HCPCS and CPT and PCS against ICD-10-CM when all are searched.
    Set,
}

impl Feature {
    /// All of them with their names in `ranking.tsv`.
    pub const ALL: [(Feature, &'static str); 12] = [
        (Feature::Header, "header"),
        (Feature::Ended, "ended"),
        (Feature::Inclusion, "inclusion"),
        (Feature::Index, "index"),
        (Feature::Everyday, "everyday"),
        (Feature::LaterCode, "later-code"),
        (Feature::PartWord, "part-word"),
        (Feature::PartLastWord, "part-last-word"),
        (Feature::FirstWord, "first-word"),
        (Feature::Rewrite, "rewrite"),
        (Feature::Edit, "edit"),
        (Feature::Set, "set"),
    ];
}

/// One seventh character that may follow an entry.
#[derive(Debug)]
pub(crate) struct Ext {
    pub(crate) letter: u8,
    pub(crate) tokens: Vec<u16>,
    pub(crate) words: Vec<u16>,
    pub(crate) cost: i32,
}

/// Lists of numbers of varying length, flat.
#[derive(Debug, Default)]
pub(crate) struct Lists<T> {
    flat: Vec<T>,
    ends: Vec<u32>,
}

impl<T: Copy> Lists<T> {
    fn reserve(&mut self, lists: usize, items: usize) {
        self.ends.reserve_exact(lists);
        self.flat.reserve_exact(items);
    }
    pub(crate) fn push(&mut self, items: impl IntoIterator<Item = T>) {
        self.flat.extend(items);
        self.ends.push(self.flat.len() as u32);
    }
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
    #[inline(always)]
    pub(crate) fn get(&self, i: usize) -> &[T] {
        let end = self.ends.get(i).map_or(0, |e| *e as usize);
        let start = if i == 0 {
            0
        } else {
            self.ends.get(i - 1).map_or(0, |e| *e as usize)
        };
        self.flat.get(start..end).unwrap_or(&[])
    }
}

/// A code set, verified and ready for lookup and search.
pub struct Table {
    info: TableInfo,
    set: CodeSet,
    code_list: Vec<Code>,
    pub(crate) lexicon: Lexicon,
    /// Surface tokens of every document: the entries' titles first, then the other names.
    tokens: Lists<u16>,
    /// Words of every document.
    pub(crate) doc_words: Lists<u16>,
    /// What a document costs with nothing of it typed: its words, its kind, its entry's prior.
    pub(crate) doc_cost: Vec<i16>,
    pub(crate) postings: Vec<u32>,
    /// Where each word's postings begin; one more than words.
    pub(crate) posting_starts: Vec<u32>,
    pub(crate) ext_sets: Vec<Vec<Ext>>,
    pub(crate) ext_of: Vec<u8>,
    /// The other names of entries that have extensions.
    pub(crate) ext_names: Vec<u32>,
    /// How many entries each extension set has.
    pub(crate) ext_entries: Vec<u32>,
    histories: Vec<Vec<Span>>,
    history_of: Vec<u16>,
    ext_patterns: Vec<Vec<u16>>,
    ext_pattern_of: Vec<u16>,
    pub(crate) features: [i32; Feature::ALL.len()],
    alias_kinds: Vec<AliasKind>,
    alias_targets: Lists<u32>,
    /// Terms that stand for words: (words of the term, words that replace them), sorted by the first.
    rewrites: Vec<(Vec<u16>, Vec<u16>)>,
    /// The words that seventh characters add, sorted, and the extension sets (bits) that have them.
    pub(crate) ext_words: Vec<(u16, u64)>,
    successions: Vec<(RowId, Vec<RowId>)>,
    chapters: Vec<Chapter>,
}

#[derive(Clone, Copy)]
struct Code {
    bytes: [u8; 7],
    len: u8,
}

impl Code {
    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

/// More than three times what the longest code set has (ICD-10-PCS); a crafted table could otherwise ask for gigabytes.
const MAX_TOKENS: usize = 4_000_000;

fn odd(what: &str) -> Error {
    Error::bad_table(what)
}

/// Texts are stored against the text before, so few bytes can stand for very many words; real tables have under two million.
const MAX_WORDS: usize = 8_000_000;

/// Token lists: shared-head plane, shared-tail plane (u8, against the list before), new-token count plane (u8), then the
/// new tokens (u16). Brotli likes the two bytes of a token side by side: apart they weigh a quarter more.
fn read_texts(bytes: &[u8], count: usize, dict: usize, into: &mut Lists<u16>) -> Result<(), Error> {
    let mut r = Reader::new(bytes);
    let (head, tail, new) = (r.bytes(count)?, r.bytes(count)?, r.bytes(count)?);
    // Exactly the room that is needed: memory that a WebAssembly instance once had it never gives back.
    let planes = head.iter().chain(tail).chain(new);
    let total: usize = planes.map(|n| usize::from(*n)).sum();
    if total > MAX_TOKENS {
        return Err(odd("its titles are longer than any code set's"));
    }
    into.reserve(count, total);
    let (mut before, mut now) = (Vec::<u16>::new(), Vec::<u16>::new());
    for i in 0..count {
        let (h, t, n) = (
            usize::from(head[i]),
            usize::from(tail[i]),
            usize::from(new[i]),
        );
        if h + t > before.len() {
            return Err(odd("a title refers to words that are not there"));
        }
        now.clear();
        now.extend_from_slice(&before[..h]);
        for pair in r.bytes(2 * n)?.chunks_exact(2) {
            let token = u16::from_le_bytes([pair[0], pair[1]]);
            if usize::from(token) >= dict {
                return Err(odd("a title refers to a word that is not there"));
            }
            now.push(token);
        }
        now.extend_from_slice(&before[before.len() - t..]);
        into.push(now.iter().copied());
        if into.flat.len() > MAX_WORDS {
            return Err(odd("its texts are longer than a table can hold"));
        }
        std::mem::swap(&mut now, &mut before);
    }
    Ok(())
}

impl Table {
    /// Opens a code table: envelope and structure are verified, nothing in `bytes` can make it panic then or later.
    ///
    /// # Errors
    /// [`ErrorCode::BadTable`](crate::ErrorCode::BadTable) with what is wrong.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Table, Error> {
        let bytes = bytes.into();
        Table::read(&Container::open(&bytes)?)
    }

    pub(crate) fn read(c: &Container<'_>) -> Result<Table, Error> {
        let set = CodeSet::from_name(&c.info.set).ok_or_else(|| odd("it is not a code set"))?;
        let code_list = read_codes(c.section(b"CODE")?)?;
        let n = code_list.len();
        let lexicon = Lexicon::read(c.section(b"DICT")?, c.section(b"WGHT")?)?;
        let dict = lexicon.token_count();
        let mut tokens = Lists::default();
        read_texts(c.section(b"TEXT")?, n, dict, &mut tokens)?;

        let (ext_sets, ext_of) = read_exts(c.section(b"EXTS")?, c.section(b"EXTO")?, n, &lexicon)?;
        let mut r = Reader::new(c.section(b"HIST")?);
        let count = r.varint()? as usize;
        let mut histories = Vec::new();
        for _ in 0..count {
            let spans = (0..r.u8()?)
                .map(|_| {
                    let (from, to) = (r.u32()?, r.u32()?);
                    let date = |n| Date::from_number(n).ok_or_else(|| odd("a span has no date"));
                    Ok(Span {
                        from: if from == 0 { Date::MIN } else { date(from)? },
                        to: date(to)?,
                        billable: r.u8()? != 0,
                    })
                })
                .collect::<Result<Vec<_>, Error>>()?;
            histories.push(spans);
        }
        let number = |r: &mut Reader<'_>, max: usize| {
            let v = r.varint()? as usize;
            (v < max && v < 65_536)
                .then_some(v as u16)
                .ok_or_else(|| odd("a history is not there"))
        };
        let history_of = (0..n)
            .map(|_| number(&mut r, count))
            .collect::<Result<Vec<_>, _>>()?;
        let patterns = r.varint()? as usize;
        let mut ext_patterns = Vec::new();
        for _ in 0..patterns {
            let len = r.u8()?;
            ext_patterns.push(
                (0..len)
                    .map(|_| number(&mut r, count))
                    .collect::<Result<Vec<_>, _>>()?,
            );
        }
        let mut ext_pattern_of = vec![0; n];
        for (entry, set) in ext_of.iter().enumerate().filter(|(_, set)| **set > 0) {
            let p = number(&mut r, patterns)?;
            if ext_patterns[usize::from(p)].len() != ext_sets[usize::from(*set) - 1].len() {
                return Err(odd("an extension has no history"));
            }
            ext_pattern_of[entry] = p;
        }

        let mut features = [0; Feature::ALL.len()];
        let mut r = Reader::new(c.section(b"FEAT")?);
        for f in &mut features {
            *f = i32::from(r.u16()? as i16);
        }

        let mut table = Table {
            info: c.info.clone(),
            set,
            code_list,
            lexicon,
            tokens,
            doc_words: Lists::default(),
            doc_cost: Vec::new(),
            postings: Vec::new(),
            posting_starts: Vec::new(),
            ext_sets,
            ext_of,
            ext_names: Vec::new(),
            ext_entries: Vec::new(),
            histories,
            history_of,
            ext_patterns,
            ext_pattern_of,
            features,
            alias_kinds: Vec::new(),
            alias_targets: Lists::default(),
            rewrites: Vec::new(),
            ext_words: Vec::new(),
            successions: Vec::new(),
            chapters: Vec::new(),
        };
        table.read_aliases(c.section(b"ALIA")?)?;
        table.read_successions(c.section(b"SUCC")?)?;
        table.read_chapters(c.section(b"CHAP")?)?;
        table.index(c.section(b"COST")?)?;
        Ok(table)
    }

    fn row(&self, n: u32) -> Result<RowId, Error> {
        let row = RowId(n);
        let exts = self.exts(row.entry()).len();
        if row.entry() < self.code_list.len() && row.ext() <= exts {
            Ok(row)
        } else {
            Err(odd("a name refers to a code that is not there"))
        }
    }

    fn read_aliases(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut r = Reader::new(bytes);
        let count = r.varint()? as usize;
        let kinds = r.bytes(count)?;
        let targets = r.bytes(count)?;
        let mut first = 0i64;
        for n in targets {
            let mut rows = Vec::with_capacity(usize::from(*n));
            for k in 0..*n {
                let v = r.varint()?;
                let row = if k == 0 {
                    first += i64::from(v >> 1) ^ -i64::from(v & 1);
                    u32::try_from(first)
                        .map_err(|_| odd("a name refers to a code that is not there"))?
                } else {
                    v
                };
                rows.push(self.row(row)?.0);
            }
            self.alias_targets.push(rows);
        }
        let lengths = r.bytes(count)?;
        let mut rewrites = Vec::new();
        let dict = self.lexicon.token_count();
        for (i, n) in lengths.iter().enumerate().filter(|(_, n)| **n > 0) {
            let mut words = Vec::new();
            for _ in 0..*n {
                let token = r.u16()?;
                if usize::from(token) >= dict {
                    return Err(odd("a rewrite refers to a word that is not there"));
                }
                words.extend_from_slice(self.lexicon.words_of(token));
            }
            rewrites.push((i, words));
        }
        let rest = r.rest();
        read_texts(rest, count, dict, &mut self.tokens)?;
        let n = self.code_list.len();
        self.rewrites = rewrites
            .into_iter()
            .map(|(i, to)| {
                let from = self.tokens.get(n + i);
                (
                    from.iter()
                        .flat_map(|t| self.lexicon.words_of(*t))
                        .copied()
                        .collect(),
                    to,
                )
            })
            .collect();
        self.rewrites.sort();
        for k in kinds {
            self.alias_kinds.push(match k {
                0 => AliasKind::Inclusion,
                1 => AliasKind::Index,
                2 => AliasKind::Everyday,
                _ => return Err(odd("a name is of an unknown kind")),
            });
        }
        Ok(())
    }

    fn read_successions(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut r = Reader::new(bytes);
        for _ in 0..r.varint()? {
            let n = r.varint()?;
            let from = self.row(n)?;
            let count = r.u8()?;
            let mut to = Vec::with_capacity(usize::from(count));
            for _ in 0..count {
                let n = r.varint()?;
                to.push(self.row(n)?);
            }
            self.successions.push((from, to));
        }
        Ok(())
    }

    fn read_chapters(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let text = std::str::from_utf8(bytes).map_err(|_| odd("chapters are not text"))?;
        for line in text.lines() {
            let mut f = line.split('\t');
            let (Some(level), Some(first), Some(last), Some(title)) =
                (f.next(), f.next(), f.next(), f.next())
            else {
                return Err(odd("a chapter is incomplete"));
            };
            self.chapters.push(Chapter {
                first: first.into(),
                last: last.into(),
                title: title.into(),
                level: u8::from(level != "0"),
            });
        }
        Ok(())
    }

    /// Makes words, costs and postings of every document.
    fn index(&mut self, priors: &[u8]) -> Result<(), Error> {
        let n = self.code_list.len();
        if priors.len() != n {
            return Err(odd("the priors do not fit the codes"));
        }
        let lexicon = &self.lexicon;
        let mut counts = vec![0u32; lexicon.word_count() + 1];
        let words = self
            .tokens
            .flat
            .iter()
            .map(|t| lexicon.words_of(*t).len())
            .sum();
        self.doc_words.reserve(self.tokens.len(), words);
        self.doc_cost.reserve_exact(self.tokens.len());
        for doc in 0..self.tokens.len() {
            let tokens = self.tokens.get(doc);
            let start = self.doc_words.flat.len();
            for t in tokens {
                self.doc_words.flat.extend_from_slice(lexicon.words_of(*t));
            }
            self.doc_words.ends.push(self.doc_words.flat.len() as u32);
            if self.doc_words.flat.len() > MAX_WORDS {
                return Err(odd("its texts are longer than a table can hold"));
            }
            let mut cost = 0i32;
            for w in &self.doc_words.flat[start..] {
                cost += i32::from(lexicon.weight(*w));
                counts[usize::from(*w) + 1] += 1;
            }
            let (entry, kind) = match doc.checked_sub(n) {
                None => (doc, 0),
                Some(alias) => {
                    let entry = self
                        .alias_targets
                        .get(alias)
                        .first()
                        .map(|r| RowId(*r).entry());
                    let kind = match self.alias_kinds[alias] {
                        AliasKind::Inclusion => Feature::Inclusion,
                        AliasKind::Index => Feature::Index,
                        AliasKind::Everyday => Feature::Everyday,
                    };
                    (entry.unwrap_or(usize::MAX), self.features[kind as usize])
                }
            };
            let prior = priors.get(entry).map_or(0, |p| i32::from(*p as i8));
            self.doc_cost
                .push((cost + kind + prior).clamp(-20_000, 20_000) as i16);
        }
        let mut ext_words = std::collections::BTreeMap::<u16, u64>::new();
        for (n, set) in self.ext_sets.iter().enumerate() {
            for w in set.iter().flat_map(|e| &e.words) {
                // Sets beyond the 64th share a bit: it only says where to look.
                *ext_words.entry(*w).or_default() |= 1 << n.min(63);
            }
        }
        self.ext_words = ext_words.into_iter().collect();
        let extended = |r: &u32| {
            RowId(*r).ext() == 0 && self.ext_of.get(RowId(*r).entry()).is_some_and(|s| *s > 0)
        };
        self.ext_names = (0..self.alias_targets.len())
            .filter(|a| self.alias_targets.get(*a).iter().any(extended))
            .map(|a| (n + a) as u32)
            .collect();
        self.ext_entries = vec![0; self.ext_sets.len()];
        for set in self.ext_of.iter().filter(|n| **n > 0) {
            self.ext_entries[usize::from(*set) - 1] += 1;
        }
        for i in 1..counts.len() {
            counts[i] += counts[i - 1];
        }
        self.posting_starts = counts.clone();
        self.postings = vec![0; self.doc_words.flat.len()];
        for doc in 0..self.doc_words.len() {
            for w in self.doc_words.get(doc) {
                let at = &mut counts[usize::from(*w)];
                self.postings[*at as usize] = doc as u32;
                *at += 1;
            }
        }
        Ok(())
    }

    /// What the table says of itself.
    pub fn info(&self) -> &TableInfo {
        &self.info
    }

    /// Which set it is.
    pub fn set(&self) -> CodeSet {
        self.set
    }

    pub(crate) fn entry_count(&self) -> usize {
        self.code_list.len()
    }

    pub(crate) fn exts(&self, entry: usize) -> &[Ext] {
        match self.ext_of.get(entry) {
            Some(n) if *n > 0 => &self.ext_sets[usize::from(*n) - 1],
            _ => &[],
        }
    }

    pub(crate) fn feature(&self, f: Feature) -> i32 {
        self.features[f as usize]
    }

    fn entry(&self, code: &str) -> Option<usize> {
        self.code_list
            .binary_search_by(|c| c.as_bytes().cmp(code.as_bytes()))
            .ok()
    }

    /// The row of a code without dot, in upper case.
    pub fn find(&self, code: &str) -> Option<RowId> {
        if let Some(entry) = self.entry(code) {
            return Some(RowId::new(entry, 0));
        }
        let (letter, head) = code.as_bytes().split_last().filter(|_| code.len() == 7)?;
        let stem = std::str::from_utf8(head).ok()?;
        let mut len = 6;
        loop {
            if let Some(entry) = self.entry(&stem[..len]) {
                let at = self.exts(entry).iter().position(|e| e.letter == *letter)?;
                return Some(RowId::new(entry, at + 1));
            }
            if len <= 3 || !stem[..len].ends_with('X') {
                return None;
            }
            len -= 1;
        }
    }

    /// The code of a row, without dot.
    pub fn code(&self, row: RowId) -> String {
        let mut code: String = self
            .code_list
            .get(row.entry())
            .map_or("", |c| {
                std::str::from_utf8(c.as_bytes()).unwrap_or_default()
            })
            .into();
        if let Some(ext) = row
            .ext()
            .checked_sub(1)
            .and_then(|i| self.exts(row.entry()).get(i))
        {
            while code.len() < 6 {
                code.push('X');
            }
            code.push(char::from(ext.letter));
        }
        code
    }

    /// A code in its written form: `E1140` becomes `E11.40`; other sets are written as they are.
    pub fn written(&self, code: &str) -> String {
        let dotted = self.set == CodeSet::Icd10cm && code.len() > 3 && code.is_char_boundary(3);
        let (head, tail) = code.split_at(if dotted { 3 } else { code.len() });
        let mut out = String::with_capacity(code.len() + 1);
        out.push_str(head);
        if dotted {
            out.push('.');
            out.push_str(tail);
        }
        out
    }

    pub(crate) fn row_title(&self, row: RowId) -> String {
        let mut title = self.text(row.entry());
        if let Some(ext) = row
            .ext()
            .checked_sub(1)
            .and_then(|i| self.exts(row.entry()).get(i))
        {
            title.push(',');
            for t in &ext.tokens {
                title.push(' ');
                title.push_str(self.lexicon.token(*t));
            }
        }
        title
    }

    /// A document's text: an entry's title or another name.
    pub(crate) fn text(&self, doc: usize) -> String {
        let text = self.tokens_text(self.tokens.get(doc));
        match self.alias_kind(doc) {
            // Everyday terms share the titles' tokens, which may be capitalised or carry a comma.
            Some(AliasKind::Everyday) => {
                let words = text
                    .split(' ')
                    .map(|w| w.trim_matches(|c: char| c.is_ascii_punctuation()));
                words
                    .filter(|w| !w.is_empty())
                    .collect::<Vec<_>>()
                    .join(" ")
                    .to_ascii_lowercase()
            }
            _ => text,
        }
    }

    pub(crate) fn tokens_text(&self, tokens: &[u16]) -> String {
        let mut text = String::with_capacity(80);
        for (i, t) in tokens.iter().enumerate() {
            if i > 0 {
                text.push(' ');
            }
            text.push_str(self.lexicon.token(*t));
        }
        text
    }

    /// The official title of a code (undotted); for CPT the section of its range.
    pub fn title(&self, code: &str) -> Option<String> {
        self.find(code).map(|row| self.row_title(row))
    }

    /// The spans of a row, oldest first.
    pub(crate) fn spans(&self, row: RowId) -> &[Span] {
        let entry = row.entry();
        let history = match row.ext().checked_sub(1) {
            None => self.history_of.get(entry),
            Some(ext) => self
                .ext_pattern_of
                .get(entry)
                .and_then(|p| self.ext_patterns.get(usize::from(*p)))
                .and_then(|p| p.get(ext)),
        };
        history
            .and_then(|h| self.histories.get(usize::from(*h)))
            .map_or(&[], |h| &h[..])
    }

    /// The span in force on `on`, or the newest one when no date is asked for.
    pub(crate) fn span(&self, row: RowId, on: Option<Date>) -> Option<Span> {
        let spans = self.spans(row);
        match on {
            None => spans.last().copied(),
            Some(on) => spans.iter().find(|s| s.from <= on && on <= s.to).copied(),
        }
    }

    pub(crate) fn row_status(&self, row: RowId, on: Date) -> CodeStatus {
        match self.span(row, Some(on)) {
            Some(s) if s.billable => CodeStatus::Valid,
            Some(_) => CodeStatus::Header,
            None => {
                let spans = self.spans(row);
                match spans.iter().rev().find(|s| s.to < on) {
                    Some(s) => CodeStatus::Ended(s.to),
                    None => spans
                        .first()
                        .map_or(CodeStatus::Unknown, |s| CodeStatus::NotYet(s.from)),
                }
            }
        }
    }

    /// What `code` (without dot, upper case) is on `on`.
    pub fn status(&self, code: &str, on: Date) -> CodeStatus {
        self.find(code)
            .map_or(CodeStatus::Unknown, |row| self.row_status(row, on))
    }

    /// All rows whose code begins with `prefix`, in code order; an entry comes before its extensions.
    pub(crate) fn rows_below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = RowId> + 'a {
        let start = self
            .code_list
            .partition_point(|c| c.as_bytes() < prefix.as_bytes());
        let below = self.code_list[start..]
            .iter()
            .take_while(move |c| c.as_bytes().starts_with(prefix.as_bytes()))
            .enumerate()
            .flat_map(move |(i, _)| {
                (0..=self.exts(start + i).len()).map(move |x| RowId::new(start + i, x))
            });
        // A prefix that reaches into placeholders and seventh characters ("S72001A", "T148X") has no entry of its own.
        let stem = prefix
            .get(..prefix.len().min(6))
            .unwrap_or("")
            .trim_end_matches('X');
        let partial = (prefix.len() > stem.len() || prefix.len() == 7)
            .then(|| self.entry(stem))
            .flatten()
            .into_iter()
            .flat_map(move |e| (1..=self.exts(e).len()).map(move |x| RowId::new(e, x)))
            .filter(move |row| self.code(*row).starts_with(prefix));
        below.chain(partial)
    }

    /// The same rows, only those whose code has `len` characters.
    pub(crate) fn rows_below_of_len<'a>(
        &'a self,
        prefix: &'a str,
        len: usize,
    ) -> impl Iterator<Item = RowId> + 'a {
        self.rows_below(prefix).filter(move |row| {
            let own = self
                .code_list
                .get(row.entry())
                .map_or(0, |c| usize::from(c.len));
            len == if row.ext() > 0 { 7 } else { own }
        })
    }

    /// The documents that have a word of that range, word by word.
    #[inline(always)]
    pub(crate) fn posting_slice(&self, words: std::ops::Range<u32>) -> &[u32] {
        let start = |w: u32| {
            self.posting_starts
                .get(w as usize)
                .map_or(0, |n| *n as usize)
        };
        self.postings
            .get(start(words.start)..start(words.end))
            .unwrap_or(&[])
    }

    /// The row above: the longest code in the table that this one extends.
    pub(crate) fn parent(&self, row: RowId) -> Option<RowId> {
        if row.ext() > 0 {
            return Some(RowId::new(row.entry(), 0));
        }
        let code = self.code(row);
        (3..code.len()).rev().find_map(|n| {
            let head = code.get(..n)?;
            self.entry(head).map(|e| RowId::new(e, 0))
        })
    }

    /// Direct children of `code` that are in the table on `on`, without dots.
    pub fn children(&self, code: &str, on: Date) -> Vec<String> {
        let Some(row) = self.find(code) else {
            return Vec::new();
        };
        self.child_rows(row)
            .filter(|r| self.span(*r, Some(on)).is_some())
            .map(|r| self.code(r))
            .collect()
    }

    pub(crate) fn child_rows(&self, row: RowId) -> impl Iterator<Item = RowId> + '_ {
        let code = if row.ext() == 0 {
            self.code(row)
        } else {
            "~".into()
        };
        let start = self
            .code_list
            .partition_point(|c| c.as_bytes() <= code.as_bytes());
        let exts = if row.ext() == 0 {
            self.exts(row.entry()).len()
        } else {
            0
        };
        let mut last: Option<Code> = None;
        let below = self.code_list[start..]
            .iter()
            .enumerate()
            .take_while(move |(_, c)| c.as_bytes().starts_with(code.as_bytes()))
            .filter(move |(_, c)| {
                let nested = last.is_some_and(|l| c.as_bytes().starts_with(l.as_bytes()));
                if !nested {
                    last = Some(**c);
                }
                !nested
            })
            .map(move |(i, _)| RowId::new(start + i, 0));
        (1..=exts)
            .map(move |x| RowId::new(row.entry(), x))
            .chain(below)
    }

    /// Up to `limit` codes under `code` that are billable on `on`, in code order, without dots.
    pub fn billable_below(&self, code: &str, on: Date, limit: usize) -> Vec<String> {
        let mut codes: Vec<String> = self
            .rows_below(code)
            .filter(|r| self.span(*r, Some(on)).is_some_and(|s| s.billable))
            .take(limit)
            .map(|r| self.code(r))
            .filter(|c| c != code)
            .collect();
        codes.dedup();
        codes
    }

    /// What replaced `code`, where known, without dots.
    pub fn successors(&self, code: &str) -> Vec<String> {
        let Some(row) = self.find(code) else {
            return Vec::new();
        };
        self.successions
            .iter()
            .filter(|(from, _)| *from == row)
            .flat_map(|(_, to)| to)
            .map(|r| self.code(*r))
            .collect()
    }

    /// What `code` replaced, where known, without dots.
    pub fn predecessors(&self, code: &str) -> Vec<String> {
        let Some(row) = self.find(code) else {
            return Vec::new();
        };
        self.successions
            .iter()
            .filter(|(_, to)| to.contains(&row))
            .map(|(from, _)| self.code(*from))
            .collect()
    }

    /// Chapters and blocks, in order.
    pub fn chapters(&self) -> &[Chapter] {
        &self.chapters
    }

    /// The chapter and the block that `code` lies in.
    pub fn chapters_of(&self, code: &str) -> impl Iterator<Item = &Chapter> + '_ {
        let code = code.to_string();
        self.chapters
            .iter()
            .filter(move |c| chapter_holds(c, &code))
    }

    /// The rows that a document stands for: an entry's own rows, or the targets of another name.
    #[inline(always)]
    pub(crate) fn targets(&self, doc: usize) -> Option<&[u32]> {
        doc.checked_sub(self.entry_count())
            .map(|alias| self.alias_targets.get(alias))
    }

    pub(crate) fn alias_kind(&self, doc: usize) -> Option<AliasKind> {
        doc.checked_sub(self.entry_count())
            .and_then(|a| self.alias_kinds.get(a))
            .copied()
    }

    /// The other names of a row.
    pub(crate) fn synonyms(&self, row: RowId) -> Vec<String> {
        let mut names: Vec<String> = (0..self.alias_targets.len())
            .filter(|a| self.alias_targets.get(*a).contains(&row.0))
            .map(|a| self.text(self.entry_count() + a))
            .collect();
        names.dedup();
        names
    }

    /// The entries that extend no other entry.
    pub(crate) fn top_rows(&self) -> impl Iterator<Item = RowId> + '_ {
        let mut last: Option<Code> = None;
        self.code_list.iter().enumerate().filter_map(move |(i, c)| {
            let nested = last.is_some_and(|l| c.as_bytes().starts_with(l.as_bytes()));
            if !nested {
                last = Some(*c);
            }
            (!nested).then(|| RowId::new(i, 0))
        })
    }

    pub(crate) fn in_chapter(&self, row: RowId, chapter: &Chapter) -> bool {
        chapter_holds(chapter, &self.code(row))
    }

    /// ICD-10-PCS is built axis by axis: the values that the character behind `prefix` may have. What a value means is
    /// read off the titles: the words that all codes with it share and that the other values lack.
    pub(crate) fn axis(&self, prefix: &str, on: Option<Date>) -> Vec<crate::lookup::Branch> {
        use crate::lookup::Branch;
        let n = prefix.len();
        let mut out: Vec<(u8, RowId, usize, Vec<u16>)> = Vec::new();
        for row in self.rows_below(prefix) {
            let alive = self
                .span(row, on)
                .is_some_and(|s| on.is_some() || s.to == Date::MAX);
            let Some(next) = self
                .code_list
                .get(row.entry())
                .and_then(|c| c.as_bytes().get(n).copied())
            else {
                continue;
            };
            if !alive {
                continue;
            }
            let words = self.tokens.get(row.entry());
            match out.last_mut() {
                Some((b, _, count, shared)) if *b == next => {
                    *count += 1;
                    shared.retain(|t| words.contains(t));
                }
                _ => out.push((next, row, 1, words.to_vec())),
            }
        }
        let everywhere: Vec<u16> = match out.split_first() {
            Some((first, rest)) if !rest.is_empty() => first
                .3
                .iter()
                .copied()
                .filter(|t| rest.iter().all(|o| o.3.contains(t)))
                .collect(),
            _ => Vec::new(),
        };
        out.into_iter()
            .map(|(next, row, count, shared)| {
                let code = format!("{prefix}{}", char::from(next));
                let whole = code.len() == 7;
                let own: Vec<u16> = shared
                    .iter()
                    .copied()
                    .filter(|t| !everywhere.contains(t))
                    .collect();
                let display = if whole {
                    self.row_title(row)
                } else {
                    self.tokens_text(if own.is_empty() { &shared } else { &own })
                        .trim_matches(|c: char| c == ',' || c == ' ')
                        .to_string()
                };
                Branch {
                    code,
                    display,
                    billable: whole,
                    more: !whole && count > 0,
                }
            })
            .collect()
    }

    /// What a run of words stands for, when a term says so.
    pub(crate) fn rewrite(&self, words: &[u16]) -> Option<&[u16]> {
        let at = self
            .rewrites
            .binary_search_by(|(from, _)| from.as_slice().cmp(words))
            .ok()?;
        self.rewrites.get(at).map(|(_, to)| &to[..])
    }
}

/// Whether `code` lies in the range of `chapter`.
pub(crate) fn chapter_holds(chapter: &Chapter, code: &str) -> bool {
    let head = |n: usize| code.get(..n.min(code.len())).unwrap_or("");
    // A CPT code's last letter sets its category apart: 0042T does not lie between 00400 and 00474.
    let category = |c: &str| c.chars().next_back().filter(|c| c.is_ascii_alphabetic());
    let cpt = chapter.first.len() == 5 && chapter.first.starts_with(|c: char| c.is_ascii_digit());
    head(chapter.first.len()) >= chapter.first.as_str()
        && head(chapter.last.len()) <= chapter.last.as_str()
        && (!cpt || category(code) == category(&chapter.first))
}

fn read_codes(bytes: &[u8]) -> Result<Vec<Code>, Error> {
    lexicon::verify_fst(bytes)?;
    let set = fst::Set::new(bytes).map_err(|_| odd("the codes are not readable"))?;
    let mut list = Vec::with_capacity(set.len().min(200_000));
    let mut stream = set.stream();
    while let Some(code) = fst::Streamer::next(&mut stream) {
        let plain = code
            .iter()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        // The row number of the last code must fit 32 bits.
        if !plain || code.is_empty() || code.len() > 7 || list.len() >= 1 << 26 {
            return Err(odd("a code is malformed"));
        }
        let mut bytes = [0; 7];
        bytes[..code.len()].copy_from_slice(code);
        list.push(Code {
            bytes,
            len: code.len() as u8,
        });
    }
    Ok(list)
}

fn read_exts(
    sets: &[u8],
    of: &[u8],
    entries: usize,
    lexicon: &Lexicon,
) -> Result<(Vec<Vec<Ext>>, Vec<u8>), Error> {
    let mut r = Reader::new(sets);
    let count = r.varint()? as usize;
    let mut out = Vec::new();
    for _ in 0..count {
        let mut set = Vec::new();
        for _ in 0..r.u8()? {
            let letter = r.u8()?;
            let mut ext = Ext {
                letter,
                tokens: Vec::new(),
                words: Vec::new(),
                cost: 0,
            };
            for _ in 0..r.u8()? {
                let token = r.u16()?;
                if usize::from(token) >= lexicon.token_count() {
                    return Err(odd("an extension refers to a word that is not there"));
                }
                ext.tokens.push(token);
                ext.words.extend_from_slice(lexicon.words_of(token));
            }
            ext.cost = ext
                .words
                .iter()
                .map(|w| i32::from(lexicon.weight(*w)))
                .sum();
            set.push(ext);
        }
        if set.len() > 31 || !set.iter().all(|e| e.letter.is_ascii_alphanumeric()) {
            return Err(odd("an extension set is malformed"));
        }
        out.push(set);
    }
    if of.len() != entries || of.iter().any(|n| usize::from(*n) > out.len()) {
        return Err(odd("the extensions do not fit the codes"));
    }
    Ok((out, of.to_vec()))
}
