//! Rows, names and chapters of a code table before it is bytes: the hand-over from `codesets` to
//! the encoder.

use crate::code_set::CodeSet;
use crate::date::Date;

/// A time during which a code stood in the table in one state. Both ends are inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First day; `Date::MIN` when the source does not reach back to the beginning.
    pub from: Date,
    /// Last day; `Date::MAX` while it is in force.
    pub to: Date,
    /// Billable during this span; a header (needs more characters) otherwise.
    pub billable: bool,
}

/// One code with its newest title and its whole history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Without dot, upper case.
    pub code: String,
    /// The official long title; for CPT the plain-words section (never an AMA descriptor in the default build).
    pub title: String,
    /// Sorted, not overlapping, at least one.
    pub spans: Vec<Span>,
}

/// Where another name is from; decides how much it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AliasKind {
    /// An inclusion term or "includes" note of the official tabular list.
    Inclusion,
    /// A term of the official Alphabetic Index.
    Index,
    /// An entry of our own `everyday-terms.tsv`.
    Everyday,
}

/// Another name for one or more codes, or a rewrite of words, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The name as people type it or as the official list prints it.
    pub term: String,
    /// Undotted codes; the first is the default one. Empty for a pure rewrite.
    pub codes: Vec<String>,
    /// Words of official titles that the term stands for inside a longer query; empty when none.
    pub rewrite: String,
    /// Origin of the name: official, index or everyday.
    pub kind: AliasKind,
}

/// A code that was replaced: `from` ended, `to` began (possibly several, possibly none known).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succession {
    /// The code that ended or became a header, without dot.
    pub from: String,
    /// Successors of the code, without dot.
    pub to: Vec<String>,
}

/// A chapter or section of the set: a range of codes with a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// First code of the range, e.g. `A00`.
    pub first: String,
    /// Last code (prefix) of the range, e.g. `B99`.
    pub last: String,
    /// Title in words.
    pub title: String,
    /// 0 for a chapter, 1 for a block within one.
    pub level: u8,
}

/// One line of `codesets/addenda/ranking.tsv`: how much a word, a code range or a feature costs a row in the ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ranking {
    /// Cost of a title word that was not typed, in sixteenths of an ordinary word.
    Word(String, i16),
    /// Cost of every code that begins so; the longest prefix counts.
    Code(String, i16),
    /// Cost of every code in whose title these words stand, in small letters; those of several are added.
    Phrase(String, i16),
    /// Cost of a named feature, see [`crate::table::Feature`].
    Feature(String, i16),
}

/// Everything that `crate::table::write::encode` turns into bytes.
#[derive(Clone, Debug)]
pub struct TableInput {
    /// Code set of the table.
    pub set: CodeSet,
    /// See [`crate::container::TableInfo`]; `rows` is counted by `codesets` for the newest release.
    pub info: crate::container::TableInfo,
    /// Sorted by code, unique.
    pub rows: Vec<Row>,
    /// In any order.
    pub aliases: Vec<Alias>,
    /// In any order.
    pub successions: Vec<Succession>,
    /// Headers, each with the code below it that is meant when no more is said; those that the titles say anyway are left out of
    /// the table. Of two for one header the first holds.
    pub defaults: Vec<(String, String)>,
    /// Codes of the revision before without point, sorted, each with the codes that it became.
    pub former: Vec<(String, Vec<String>)>,
    /// Chapters and blocks, in order.
    pub chapters: Vec<Chapter>,
    /// The lines of `ranking.tsv` that concern this set.
    pub ranking: Vec<Ranking>,
}
