//! Terms that stand for other words of the table.

use super::JaggedArray;

/// Terms that stand for words.
#[derive(Default)]
pub(super) struct Rewrites {
    pub(super) all: Vec<Rewrite>,
    /// The words that each term stands for.
    pub(super) words: JaggedArray<u16>,
    /// The last one of those that begin with each word, counted from one.
    pub(super) by_word: Vec<u32>,
}

pub(super) struct Rewrite {
    pub(super) doc: u32,
    /// The one before it that begins with the same word, counted from one.
    pub(super) next: u32,
}
