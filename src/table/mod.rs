//! One code set, open for reading. **This comment is the byte format.**
//!
//! A table keeps *entries*, not rows: half of ICD-10-CM is one title with a seventh character behind it ("..., initial
//! encounter", "..., sequela"), so an entry is a code with its own title plus the number of an *extension set* that lists
//! the seventh characters which may follow it and the words that each adds. A [`CodeId`] names an entry or one of its
//! extensions; everything the outside sees is rows.
//!
//! Sections of the [`crate::container`] (all planes have one value per entry, in code order):
//!
//! | tag | content |
//! |---|---|
//! | `DICT` | words and surface tokens (what stands between spaces in titles and terms): varints for the number of words, the length of the plane of tokens, the number of literals and the bytes of the words' rests; forms: count u8, then each: capitals u8, length of what stands before the word u8, of that and what stands behind it u8, both; words in order, front-coded: shared-prefix plane (u8), the rests joined by `\n`; the plane of tokens, a u8 for each: its form, 126 for a literal, 127 for a word that no token begins with, plus 128 where the next word begins; literals: word count plane (u8), their words but the first (u16), then front-coded as the words are |
//! | `WGHT` | one u8 per word of the `Lexicon`: what the word costs in the ranking when it was not typed, in sixteenths |
//! | `CODE` | `fst::Set` of the entries' codes without dot. An entry's ordinal is its place in code order, so the fst needs no outputs, which would be a third of it. |
//! | `BLCK` | varint per block of codes, which are those that share their first two characters: how many there are |
//! | `TEXT` | token lists of the entries' titles (see `docs`) |
//! | `EXTS` | extension sets: count, then each: count, then each: character u8, token count u8, tokens u16 |
//! | `EXTO` | u8 per entry: number of its extension set + 1, or 0 |
//! | `HIST` | histories: count, then each: span count u8, then each: from u32, to u32 (`yyyymmdd`), billable u8; then history numbers of the entries (see `BytePlanes`: count of planes u8, planes); then extension patterns: count, then each: length u8, history numbers u16; then pattern numbers of the entries, as before; then varint how many entries each extension set has |
//! | `COST` | i8 per entry: its prior in the ranking, in sixteenths |
//! | `FEAT` | i16 per [`Feature`] |
//! | `ALIA` | other names: count, kind plane (u8), target count plane (u8), targets (varint zigzag difference of the first to the previous first, then varint rows), then what names stand for: count, then each: varint difference of its name to the one before, word count u8, words u16; then the names' token lists |
//! | `SUCC` | successions: count, then each: from row varint, target count u8, target rows varint |
//! | `CHAP` | chapters: UTF-8 lines `level TAB first TAB last TAB title` |
//!
//! Postings (word -> the titles and terms that have it) are not stored: they are made at open in a few linear passes,
//! which costs a few milliseconds once and keeps them out of every download.

mod aliases;
mod chunked;
mod code;
mod codes;
mod fst_check;
mod hierarchy;
mod inverted_index;
mod jagged_array;
mod lexicon;
mod read;
mod string_pool;
#[cfg(any(feature = "write", test))]
pub mod write;

use crate::code_set::CodeSet;
use crate::container::{Container, Reader, TableInfo};
use crate::date::Date;
use crate::rows::{AliasKind, Chapter, Span};
use crate::Error;
use aliases::{Rewrite, Rewrites};
use code::Code;
use codes::Codes;
pub(crate) use inverted_index::InvertedIndex;
use jagged_array::BytePlanes;
pub(crate) use jagged_array::JaggedArray;
#[cfg(any(feature = "write", test))]
pub(crate) use lexicon::dict_order;
pub(crate) use lexicon::Lexicon;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// An entry or one of its seventh-character extensions: `entry << 5 | extension`, extension 0 being the entry itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodeId(pub(crate) u32);

impl CodeId {
    pub(crate) fn new(entry: usize, ext: usize) -> CodeId {
        CodeId((entry << 5 | ext) as u32)
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

/// What a title may say of a side, as bits.
pub(crate) mod side {
    pub(crate) const RIGHT: usize = 1;
    pub(crate) const LEFT: usize = 2;
    pub(crate) const UNSPECIFIED: usize = 4;
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
#[derive(Clone, Copy, Debug)]
pub(crate) struct SeventhCharacter {
    pub(crate) letter: u8,
    /// Its place in the table's `ext_tokens` and `ext_texts`.
    text: usize,
    pub(crate) cost: i32,
}

/// A code set, verified and ready for lookup and search.
pub struct CodeTable {
    info: TableInfo,
    /// First and last day that the table answers for.
    coverage: (Date, Date),
    set: CodeSet,
    codes: Codes,
    pub(crate) lexicon: Lexicon,
    pub(crate) docs: InvertedIndex,
    pub(crate) ext_sets: JaggedArray<SeventhCharacter>,
    /// What seventh characters add to titles, in tokens and in words.
    ext_tokens: JaggedArray<u16>,
    ext_texts: JaggedArray<u16>,
    pub(crate) ext_of: Vec<u8>,
    /// The other names of entries that have extensions.
    pub(crate) ext_names: Vec<u32>,
    /// How many entries each extension set has.
    pub(crate) ext_entries: Vec<u32>,
    /// Which those are, made when a search first asks.
    ext_lists: OnceLock<JaggedArray<u32>>,
    histories: JaggedArray<Span>,
    history_of: BytePlanes,
    ext_patterns: JaggedArray<u16>,
    ext_pattern_of: BytePlanes,
    pub(crate) features: [i32; Feature::ALL.len()],
    /// As numbers, see `alias_kind`.
    alias_kinds: Vec<u8>,
    alias_targets: JaggedArray<u32>,
    rewrites: Rewrites,
    /// The words that seventh characters add, sorted, and the extension sets (bits) that have them.
    pub(crate) ext_words: Vec<(u16, u64)>,
    /// Rows that were replaced, and by which rows each.
    succeeded: Vec<CodeId>,
    successors: JaggedArray<CodeId>,
    /// The section as it is, and what it says once it is asked for: a search seldom asks.
    chapter_lines: String,
    chapters: OnceLock<Vec<Chapter>>,
}

fn odd(what: &str) -> Error {
    Error::bad_table(what)
}

impl CodeTable {
    /// Opens a code table: envelope and structure are verified, nothing in `bytes` can make it panic then or later.
    ///
    /// # Errors
    /// [`ErrorCode::BadTable`](crate::ErrorCode::BadTable) with what is wrong.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<CodeTable, Error> {
        let bytes = bytes.into();
        CodeTable::read(&Container::open(&bytes)?)
    }

    /// What the table says of itself.
    pub fn info(&self) -> &TableInfo {
        &self.info
    }

    /// First and last day that the table answers for.
    pub fn coverage(&self) -> (Date, Date) {
        self.coverage
    }

    /// Which set it is.
    pub fn set(&self) -> CodeSet {
        self.set
    }

    pub(crate) fn entry_count(&self) -> usize {
        self.codes.len()
    }

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

    /// The same as it is printed.
    pub(crate) fn ext_title(&self, ext: &SeventhCharacter) -> String {
        self.tokens_text(self.ext_tokens.get(ext.text))
    }

    pub(crate) fn feature(&self, f: Feature) -> i32 {
        self.features[f as usize]
    }

    fn entry(&self, code: &str) -> Option<usize> {
        self.codes.find(Code::of(code)?)
    }

    /// The row of a code without dot, in upper case.
    pub fn find(&self, code: &str) -> Option<CodeId> {
        if let Some(entry) = self.entry(code) {
            return Some(CodeId::new(entry, 0));
        }
        let (letter, head) = code.as_bytes().split_last().filter(|_| code.len() == 7)?;
        let stem = std::str::from_utf8(head).ok()?;
        let mut len = 6;
        loop {
            if let Some(entry) = self.entry(&stem[..len]) {
                let at = self.exts(entry).iter().position(|e| e.letter == *letter)?;
                return Some(CodeId::new(entry, at + 1));
            }
            if len <= 3 || !stem[..len].ends_with('X') {
                return None;
            }
            len -= 1;
        }
    }

    /// The code of a row, without dot.
    pub fn code(&self, row: CodeId) -> String {
        let mut code = String::with_capacity(8);
        self.code_of(row).push(&mut code);
        code
    }

    fn code_of(&self, row: CodeId) -> Code {
        let own = self.codes.get(row.entry()).unwrap_or(Code::EMPTY);
        let ext = row.ext().checked_sub(1);
        match ext.and_then(|i| self.exts(row.entry()).get(i)) {
            Some(ext) => own.with_seventh(ext.letter),
            None => own,
        }
    }

    /// A code in its written form: `E1140` becomes `E11.40`; other sets are written as they are.
    pub fn formatted(&self, code: &str) -> String {
        let mut code = code.to_owned();
        self.dot(&mut code);
        code
    }

    /// A row's code in its written form.
    pub(crate) fn formatted_row(&self, row: CodeId) -> String {
        let mut code = self.code(row);
        self.dot(&mut code);
        code
    }

    fn dot(&self, code: &mut String) {
        if self.set == CodeSet::Icd10cm && code.len() > 3 && code.is_char_boundary(3) {
            code.insert(3, '.');
        }
    }

    /// Calls `see` with the tokens of a row's title, in order, each with what stands between it and the one before.
    #[inline(always)]
    pub(crate) fn each_token(&self, row: CodeId, mut see: impl FnMut(&'static str, u16)) {
        let ext = row.ext().checked_sub(1);
        let ext = ext.and_then(|i| self.exts(row.entry()).get(i));
        let ext = ext.map_or(&[][..], |ext| self.ext_tokens.get(ext.text));
        for (mut between, tokens) in [("", self.docs.tokens.get(row.entry())), (", ", ext)] {
            for token in tokens {
                see(between, *token);
                between = " ";
            }
        }
    }

    pub(crate) fn row_title(&self, row: CodeId) -> String {
        let mut title = String::with_capacity(96);
        self.each_token(row, |between, token| {
            title.push_str(between);
            self.lexicon.push_token(token, &mut title);
        });
        title
    }

    /// A document's text: an entry's title or another name.
    pub(crate) fn text(&self, doc: usize) -> String {
        let tokens = self.docs.tokens.get(doc);
        if self.alias_kind(doc) != Some(AliasKind::Everyday) {
            return self.tokens_text(tokens);
        }
        // Everyday terms share the titles' tokens, which may be capitalised or carry a comma.
        let mut text = String::with_capacity(40);
        for token in tokens {
            let end = text.len();
            if end > 0 {
                text.push(' ');
            }
            let start = text.len();
            self.lexicon.push_plain(*token, &mut text);
            if text.len() == start {
                text.truncate(end);
            }
        }
        text
    }

    pub(crate) fn tokens_text(&self, tokens: &[u16]) -> String {
        let mut text = String::with_capacity(80);
        for (i, t) in tokens.iter().enumerate() {
            if i > 0 {
                text.push(' ');
            }
            self.lexicon.push_token(*t, &mut text);
        }
        text
    }

    /// The official title of a code (undotted); for CPT the section of its range.
    pub fn title(&self, code: &str) -> Option<String> {
        self.find(code).map(|row| self.row_title(row))
    }

    /// What the title of a code says of a side, see [`side`]; none for a code that is not there.
    pub(crate) fn laterality(&self, code: &str) -> usize {
        let Some(row) = self.find(code) else {
            return 0;
        };
        let title = self.row_title(row);
        let small = title.to_ascii_lowercase();
        let bit = |says: bool, bit: usize| if says { bit } else { 0 };
        // With a capital it stands for the whole: "Unspecified injury of right wrist".
        bit(small.contains("right"), side::RIGHT)
            | bit(small.contains("left"), side::LEFT)
            | bit(title.contains("unspecified"), side::UNSPECIFIED)
    }

    /// The spans of a row, oldest first.
    #[inline(always)]
    pub(crate) fn spans(&self, row: CodeId) -> &[Span] {
        let entry = row.entry();
        let history = match row.ext().checked_sub(1) {
            None => self.history_of.get(entry),
            Some(ext) => {
                let pattern = self.ext_patterns.get(self.ext_pattern_of.get(entry));
                pattern.get(ext).map_or(usize::MAX, |h| usize::from(*h))
            }
        };
        self.histories.get(history)
    }

    /// The span in force on `on`, or the newest one when no date is asked for.
    pub(crate) fn span(&self, row: CodeId, on: Option<Date>) -> Option<&Span> {
        let spans = self.spans(row);
        match on {
            None => spans.last(),
            Some(on) => spans.iter().find(|s| s.from <= on && on <= s.to),
        }
    }

    pub(crate) fn row_status(&self, row: CodeId, on: Date) -> CodeStatus {
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
    pub(crate) fn descendants<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = CodeId> + 'a {
        // What no code begins with would stand behind all of them.
        let begin = Code::of(prefix).unwrap_or(Code::BEHIND_ALL);
        let entries = self.codes.beginning(begin);
        let below =
            entries.flat_map(move |e| (0..=self.exts(e).len()).map(move |x| CodeId::new(e, x)));
        // A prefix that reaches into placeholders and seventh characters ("S72001A", "T148X") has no entry of its own.
        let stem = prefix
            .get(..prefix.len().min(6))
            .unwrap_or("")
            .trim_end_matches('X');
        let partial = (prefix.len() > stem.len() || prefix.len() == 7)
            .then(|| self.entry(stem))
            .flatten()
            .into_iter()
            .flat_map(move |e| (1..=self.exts(e).len()).map(move |x| CodeId::new(e, x)))
            .filter(move |row| self.code(*row).starts_with(prefix));
        below.chain(partial)
    }

    /// The same rows, only those whose code has `len` characters.
    pub(crate) fn descendants_of_len<'a>(
        &'a self,
        prefix: &'a str,
        len: usize,
    ) -> impl Iterator<Item = CodeId> + 'a {
        self.descendants(prefix).filter(move |row| {
            let own = self.codes.get(row.entry()).map_or(0, |c| c.len());
            len == if row.ext() > 0 { 7 } else { own }
        })
    }

    /// Up to `limit` codes under `code` that are billable on `on`, in code order, without dots.
    pub fn billable_below(&self, code: &str, on: Date, limit: usize) -> Vec<String> {
        let mut codes: Vec<String> = self
            .descendants(code)
            .filter(|r| self.span(*r, Some(on)).is_some_and(|s| s.billable))
            .take(limit)
            .map(|r| self.code(r))
            .filter(|c| c != code)
            .collect();
        codes.dedup();
        codes
    }

    fn successions(&self) -> impl Iterator<Item = (CodeId, &[CodeId])> {
        let from = self.succeeded.iter().enumerate();
        from.map(|(i, from)| (*from, self.successors.get(i)))
    }

    /// What replaced `code`, where known, without dots.
    pub fn successors(&self, code: &str) -> Vec<String> {
        let row = self.find(code);
        let own = self.successions().filter(|(from, _)| Some(*from) == row);
        own.flat_map(|(_, to)| to).map(|r| self.code(*r)).collect()
    }

    /// What `code` replaced, where known, without dots.
    pub fn predecessors(&self, code: &str) -> Vec<String> {
        let Some(row) = self.find(code) else {
            return Vec::new();
        };
        let own = self.successions().filter(|(_, to)| to.contains(&row));
        own.map(|(from, _)| self.code(from)).collect()
    }

    /// Chapters and blocks, in order.
    pub fn chapters(&self) -> &[Chapter] {
        self.chapters
            .get_or_init(|| self.chapter_lines.lines().filter_map(chapter).collect())
    }

    /// The chapter and the block that `code` lies in.
    pub fn chapters_of(&self, code: &str) -> impl Iterator<Item = &Chapter> + '_ {
        let code = code.to_string();
        self.chapters()
            .iter()
            .filter(move |c| chapter_holds(c, &code))
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

/// A line of the section `CHAP`.
fn chapter(line: &str) -> Option<Chapter> {
    let mut fields = line.split('\t');
    Some(Chapter {
        level: u8::from(fields.next()? != "0"),
        first: fields.next()?.into(),
        last: fields.next()?.into(),
        title: fields.next()?.into(),
    })
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
