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
//! | `DICT` | words and surface tokens (what stands between spaces in titles and terms): varints for the number of words, the length of the plane of tokens, the number of literals and the bytes of the words' rests; forms: count u8, then each: capitals u8, length of what stands before the word u8, of that and what stands behind it u8, both; words in order, front-coded: shared-prefix plane (u8), the rests joined by `\n`; the plane of tokens, a u8 for each: its form, 126 for a literal, 127 for a word that no token begins with, plus 128 where the next word begins; literals, front-coded as the words are; their words are found when the table is opened |
//! | `WGHT` | one u8 per word of the `Lexicon`: what the word costs in the ranking when it was not typed, in sixteenths |
//! | `CODE` | `fst::Set` of the entries' codes without dot. An entry's ordinal is its place in code order, so the fst needs no outputs, which would be a third of it. |
//! | `BLCK` | varint per block of codes, which are those that share their first two characters: how many there are |
//! | `TEXT` | token lists of the entries' titles (see `docs`) |
//! | `EXTS` | extension sets: count, then each: count, then each: character u8, token count u8, tokens u16 |
//! | `EXTO` | u8 per entry: number of its extension set + 1, or 0 |
//! | `HIST` | histories: count, then each: span count u8, then each: from u32, to u32 (`yyyymmdd`), billable u8; then history numbers of the entries (see `BytePlanes`: count of planes u8, planes); then extension patterns: count, then each: length u8, history numbers u16; then pattern numbers of the entries, as before; then varint how many entries each extension set has |
//! | `COST` | i8 per entry: its prior in the ranking, in sixteenths |
//! | `FEAT` | i16 per [`Feature`] |
//! | `ALIA` | other names: count, kind plane (u8), target count plane (u8), targets (see `RowLists`), then what names stand for: count, plane of how many words each is (u8), varint differences of their names to the ones before, words (u16); then the names' token lists |
//! | `SUCC` | successions: count, plane of how many rows each is (u8), and those: the row that was replaced, and by which (see `RowLists`) |
//! | `FORM` | not in every table: codes of the revision before, without point, in order: varints for the number of codes and the bytes of their letters; planes of what is shared with the code before and of further letters (four bits each), and of rows (u8); letters, the first of each code as the difference to what stands there in the code before; rows (see `RowLists`) |
//! | `DFLT` | not in every table: headers with the row below each that is its default, where the titles do not say it (`defaults`): count, then varints for each: the header, as a difference to the one before, and for the row, as a difference to the header |
//! | `CHAP` | chapters: UTF-8 lines `level TAB first TAB last TAB title` |
//!
//! Postings (word -> the titles and terms that have it) are not stored: they are made at open in a few linear passes,
//! which costs a few milliseconds once and keeps them out of every download.

mod aliases;
mod axis;
mod chapters;
mod chunked;
mod code;
mod code_id;
mod codes;
mod defaults;
mod feature;
mod find;
mod former;
mod fst_check;
mod hierarchy;
mod inverted_index;
mod jagged_array;
mod lexicon;
mod read;
mod rewrites;
mod row_lists;
pub mod rows;
mod seventh;
mod string_pool;
mod title;
mod validity;
#[cfg(any(feature = "write", test))]
pub mod write;

use crate::code_set::CodeSet;
use crate::container::{Container, Reader, TableInfo};
use crate::date::Date;
use crate::error::Error;
pub(crate) use axis::{axis_name, AxisValue};
pub(crate) use chapters::chapter_holds;
pub use code_id::CodeId;
use codes::Codes;
pub use feature::Feature;
use former::Former;
pub(crate) use inverted_index::InvertedIndex;
use jagged_array::BytePlanes;
pub(crate) use jagged_array::JaggedArray;
#[cfg(any(feature = "write", test))]
pub(crate) use lexicon::dict_order;
pub(crate) use lexicon::Lexicon;
pub(crate) use read::Reading;
use rewrites::{Rewrite, Rewrites};
use row_lists::RowLists;
use rows::{Chapter, Span};
pub(crate) use seventh::SeventhCharacter;
use std::borrow::Cow;
use std::sync::OnceLock;
pub(crate) use title::side;
pub(crate) use validity::note;
pub use validity::CodeStatus;

/// A code set, verified and ready for lookup and search.
pub struct CodeTable {
    info: TableInfo,
    set: CodeSet,
    codes: Codes,
    pub(crate) lexicon: Lexicon,
    pub(crate) docs: InvertedIndex,
    pub(crate) ext_sets: JaggedArray<SeventhCharacter>,
    /// The texts that seventh characters add to titles, in tokens and in words.
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
    /// Kinds of the other names, as numbers: see `alias_kind`.
    alias_kinds: Vec<u8>,
    alias_targets: JaggedArray<CodeId>,
    rewrites: Rewrites,
    /// The words that seventh characters add, sorted, and the extension sets (bits) that have them.
    pub(crate) ext_words: Vec<(u16, u64)>,
    /// Rows that were replaced, each with those that replaced it.
    successions: JaggedArray<CodeId>,
    /// Headers whose default is another row than their titles say.
    defaults: Vec<(CodeId, CodeId)>,
    /// Codes of the revision before, with what they became.
    former: Former,
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

    /// The description of the table in its own header: set, release, source, days.
    pub fn info(&self) -> &TableInfo {
        &self.info
    }

    /// First and last day that the table answers for.
    pub fn coverage(&self) -> (Date, Date) {
        (self.info.from, self.info.to)
    }

    /// Code set of the table.
    pub fn set(&self) -> CodeSet {
        self.set
    }

    pub(crate) fn entry_count(&self) -> usize {
        self.codes.len()
    }

    pub(crate) fn feature(&self, f: Feature) -> i32 {
        // There is one a feature.
        self.features.get(f as usize).copied().unwrap_or(0)
    }
}
