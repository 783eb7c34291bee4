//! Which codes someone meant who gave one that does not exist: what search shows for it, for whoever has only a code.

use super::mended::mended;
use super::pasted::{known, plain, read, Meant};
use super::query::plain_code;
use crate::table::CodeTable;

/// Most codes that are suggested.
const MOST: usize = 6;

/// The codes, without dot, that `text` probably means in one of the tables: as they stand in it, else as it can be mended.
pub(crate) fn meant(tables: &[&CodeTable], text: &str) -> Vec<String> {
    let text = plain(text);
    if let Some(meant) = known(tables, &plain_code(&text), text.contains('.')) {
        return vec![meant.code];
    }
    let mut found = read(tables, &text).codes;
    if found.is_empty() {
        found = mended(tables, &text);
    }
    found.truncate(MOST);
    found.into_iter().map(|meant: Meant| meant.code).collect()
}

/// The one code that a text is, whatever wraps it: "(E11.9)", "dx E11.9".
pub(crate) fn wrapped(table: &CodeTable, text: &str) -> Option<String> {
    let pasted = read(&[table], &plain(text));
    match &pasted.codes[..] {
        [one] if pasted.alone => Some(one.code.clone()),
        _ => None,
    }
}
