//! Lists of words, each as one text.

/// Whether a word is one of a list's, which blanks part.
pub(super) fn is(word: &str, all: &str) -> bool {
    all.split(' ').any(|other| word.eq_ignore_ascii_case(other))
}
