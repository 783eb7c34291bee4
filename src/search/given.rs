//! One code as it is given, however that was written: what reading and mending a pasted text share.

use crate::code_set::CodeSet;
use crate::table::CodeTable;
use crate::tokenizer::is_in_word;

/// Codes have at most seven characters; up to three more may have slipped in.
pub(super) const LONGEST: usize = 7;
pub(super) const MOST_TYPED: usize = LONGEST + 3;
/// Most codes that one text brings.
pub(super) const MOST_CODES: usize = 12;
/// A code that a text means, in the form that tables have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meant {
    /// The number of its table among those that were asked.
    pub(crate) table: usize,
    pub(crate) code: String,
    /// The modifiers behind a procedure code.
    pub(crate) modifiers: Vec<String>,
}

/// Whether a text is an ICD-9-CM code, or the beginning of one, in a form that no other set has: three digits and a point.
pub(crate) fn is_icd9(tables: &[&CodeTable], text: &str) -> bool {
    let text = text.trim();
    let Some((head, tail)) = text.split_once('.') else {
        return false;
    };
    let digits = |s: &str, n: std::ops::RangeInclusive<usize>| {
        n.contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())
    };
    let code = format!("{head}{tail}");
    let known = |t: &&CodeTable| t.set() != CodeSet::Icd10cm || t.category_became(&code).is_some();
    digits(head, 3..=3) && digits(tail, 0..=2) && (tail.len() < 2 || tables.iter().all(known))
}

/// The table that has the code, the first of those asked.
pub(crate) fn known(tables: &[&CodeTable], code: &str, pointed: bool) -> Option<Meant> {
    let has = |t: &&CodeTable| (!pointed || t.set() == CodeSet::Icd10cm) && t.find(code).is_some();
    let table = tables.iter().position(has)?;
    Some(Meant {
        table,
        code: code.to_string(),
        modifiers: Vec::new(),
    })
}

/// Whether a character may stand around codes without being part of one.
pub(crate) fn wrapping(c: char) -> bool {
    !is_in_word(c)
}

/// Adds the code with the placeholders X that its seventh character wants before it, or without one
/// X too many.
#[allow(clippy::indexing_slicing)] // `rposition` gives a place of the list.
pub(super) fn placeholders(b: &[u8], add: &mut dyn FnMut(&str)) {
    let Some((last, head)) = b.split_last() else {
        return;
    };
    if !last.is_ascii_alphabetic() || head.first().is_none_or(|f| !f.is_ascii_alphabetic()) {
        return;
    }
    let bare: Vec<u8> = match head.iter().rposition(|c| *c != b'X') {
        Some(at) => head[..=at].to_vec(),
        None => return,
    };
    if (3..LONGEST).contains(&bare.len()) {
        let mut padded = bare;
        padded.resize(LONGEST - 1, b'X');
        padded.push(*last);
        add(&String::from_utf8_lossy(&padded));
    }
    // One X that was left out before the end ("S06.00A").
    for at in (3..b.len()).filter(|_| b.len() == LONGEST - 1) {
        let mut whole = b.to_vec();
        whole.insert(at, b'X');
        add(&String::from_utf8_lossy(&whole));
    }
}
