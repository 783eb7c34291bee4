//! Codes as they are pasted and mistyped: wrapped in punctuation, parted by spaces, several in a row, with the name of
//! their set before or words behind, with O for 0, without the placeholder, too long.
//!
//! Nothing here is a guess at words: every answer is a code of a loaded table. Search, and whoever suggests a code for
//! one that does not exist, read a text alike.

use super::pieces::{has_two_digits, name_at, pieces, Piece};
use crate::code_set::CodeSet;
use crate::table::CodeTable;
use crate::tokenizer::is_in_word;
use std::borrow::Cow;

/// Codes have at most seven characters; one or two more may have slipped in.
const LONGEST: usize = 7;
const MOST_TYPED: usize = LONGEST + 3;
/// Most codes that one text brings.
const MOST_CODES: usize = 12;
/// Most pieces of a text that one code is put together from ("E 11 . 9").
const MOST_PIECES: usize = 4;

/// A code that a text means, in the form that tables have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meant {
    /// The number of its table among those that were asked.
    pub(crate) table: usize,
    pub(crate) code: String,
    /// The modifiers behind a procedure code.
    pub(crate) modifiers: Vec<String>,
}

/// A pasted text, read as codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pasted {
    /// Codes that stand in it, in order.
    pub(crate) codes: Vec<Meant>,
    /// Nothing else stands in it, but for modifiers and the names of sets.
    pub(crate) alone: bool,
    /// The codes could also be words: what the words find is better.
    pub(crate) doubtful: bool,
}

/// A text as people paste it, in plain characters: full-width forms folded, what has no width left out, dashes plain.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let one = |c: char| match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => Some(' '),
        '\u{2018}' | '\u{2019}' => Some('\''),
        '\u{201c}' | '\u{201d}' => Some('"'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        c => Some(c),
    };
    Cow::Owned(text.chars().filter_map(one).collect())
}

/// Whether a text looks like a code and like no word: a letter and digits in the places that codes have them.
pub(crate) fn code_like(text: &str) -> bool {
    let count = |is: fn(&u8) -> bool| text.bytes().filter(is).count();
    // A drug's package number is no query either.
    let numbers = text
        .split(' ')
        .filter(|w| w.bytes().any(|b| b.is_ascii_digit()));
    if count(u8::is_ascii_digit) >= 10
        && count(u8::is_ascii_alphabetic) <= 3
        && (numbers.count() == 1 || count(u8::is_ascii_alphabetic) == 0)
    {
        return true;
    }
    let shape: Vec<u8> = text.bytes().filter(u8::is_ascii_alphanumeric).collect();
    let odd = text
        .bytes()
        .any(|b| !b.is_ascii_alphanumeric() && !b".-, ".contains(&b));
    let digits = shape.iter().filter(|b| b.is_ascii_digit()).count();
    let (first, rest) = shape.split_first().unwrap_or((&b'a', &[]));
    let second = rest.first().is_some_and(u8::is_ascii_digit);
    let long_enough = (3..=MOST_TYPED).contains(&shape.len());
    let letters = text
        .split(' ')
        .all(|w| w.bytes().filter(u8::is_ascii_alphabetic).count() <= 2);
    !odd && long_enough
        && second
        && digits * 2 >= shape.len()
        && (letters || !text.contains(' '))
        && (first.is_ascii_alphabetic() || digits + 1 >= shape.len())
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
pub(super) fn known(tables: &[&CodeTable], code: &str, pointed: bool) -> Option<Meant> {
    let has = |t: &&CodeTable| (!pointed || t.set() == CodeSet::Icd10cm) && t.find(code).is_some();
    let table = tables.iter().position(has)?;
    Some(Meant {
        table,
        code: code.to_string(),
        modifiers: Vec::new(),
    })
}

/// The codes that stand in a text as they are, but for what parts and wraps them.
pub(crate) fn read(tables: &[&CodeTable], text: &str) -> Pasted {
    let mut out = Pasted {
        alone: true,
        ..Pasted::default()
    };
    if !text.bytes().any(|b| b.is_ascii_digit()) || is_icd9(tables, text.trim_matches(wrapping)) {
        return out;
    }
    let pieces = pieces(text);
    let Some((mut at, before)) = first_code(tables, text, &pieces) else {
        return Pasted::default();
    };
    let mut words = false;
    while at < pieces.len() && out.codes.len() < MOST_CODES {
        let named = name_at(&pieces, at);
        if named > 0 && !words {
            at += named;
            continue;
        }
        match (!words)
            .then(|| code_at(tables, text, &pieces, at))
            .flatten()
        {
            Some((meant, n)) => {
                let bare = n == 1 && meant.code.len() < 4;
                let wordy = pieces.get(at).is_some_and(|p| p.small);
                out.doubtful |= out.codes.is_empty() && (bare || n > 1) && wordy;
                if !out.codes.contains(&meant) {
                    out.codes.push(meant);
                }
                at += n;
            }
            None => {
                let modifier = pieces.get(at).is_some_and(|p| p.text.len() == 2);
                words |= !modifier && !pieces.get(at).is_some_and(|p| p.label);
                let procedure = |m: &&mut Meant| {
                    let set = tables.get(m.table).map(|t| t.set());
                    matches!(set, Some(CodeSet::Cpt | CodeSet::Hcpcs))
                };
                let last = out.codes.last_mut().filter(|_| modifier && !words);
                if let (Some(meant), Some(piece)) = (last.filter(procedure), pieces.get(at)) {
                    meant.modifiers.push(piece.text.clone());
                }
                at += 1;
            }
        }
    }
    out.alone = !words && !before;
    out.doubtful &= words && !before;
    out
}

/// Where the codes begin, and whether words stand before them: behind names of sets, numbers and labels ("Dx 1:"), or behind
/// words, where nothing else has the form of what stands there ("pt has E11.9").
fn first_code(tables: &[&CodeTable], text: &str, pieces: &[Piece]) -> Option<(usize, bool)> {
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let named = name_at(pieces, at);
        let number = piece.text.len() <= 2 && piece.text.bytes().all(|b| b.is_ascii_digit());
        if named > 0 {
            at += named;
        } else if code_at(tables, text, pieces, at).is_some() {
            return Some((at, false));
        } else if piece.label && !pieces.get(at + 1).is_some_and(|p| p.pointed)
            || number
            || piece.text.len() == 1
        {
            at += 1;
        } else {
            let sure = |at: &usize| is_sure(tables, text, pieces, *at);
            return Some(((at + 1..pieces.len()).find(sure)?, true));
        }
    }
    None
}

/// Whether a code stands at `at` that can be no word among words.
fn is_sure(tables: &[&CodeTable], text: &str, pieces: &[Piece], at: usize) -> bool {
    let (Some((meant, n)), Some(piece)) = (code_at(tables, text, pieces, at), pieces.get(at))
    else {
        return false;
    };
    let pointed = pieces.get(at + 1).is_some_and(|p| p.pointed);
    let Some(table) = tables.get(meant.table) else {
        return false;
    };
    let whole = || {
        table
            .find(&meant.code)
            .is_some_and(|row| table.is_billable(row))
    };
    match table.set() {
        CodeSet::Icd10cm if n > 1 => n == 2 && pointed,
        // "HLA-B27", "p53".
        CodeSet::Icd10cm => {
            let hyphened = text.contains(&format!("-{}", piece.text));
            !hyphened && !piece.small && has_two_digits(&piece.text) && whole()
        }
        CodeSet::Icd10pcs => n == 1 && meant.code.len() == LONGEST,
        // Not "25000 units".
        _ => n == 1 && !meant.code.ends_with("000"),
    }
}

/// Whether a character may stand around codes without being part of one.
pub(crate) fn wrapping(c: char) -> bool {
    !is_in_word(c)
}

/// The longest code that is put together from the pieces at `at`, and of how many.
#[allow(clippy::indexing_slicing)] // Callers count through the pieces.
fn code_at(
    tables: &[&CodeTable],
    text: &str,
    pieces: &[Piece],
    at: usize,
) -> Option<(Meant, usize)> {
    let mut joined = String::new();
    let mut best = None;
    for (n, piece) in pieces[at..].iter().take(MOST_PIECES).enumerate() {
        if n > 0 && (piece.parted || joined.len() + piece.text.len() > LONGEST) {
            break;
        }
        joined.push_str(&piece.text);
        // Not a number alone: "10 weeks".
        let digit = joined.bytes().take(2).any(|b| b.is_ascii_digit());
        if joined.len() < 3 || !digit {
            continue;
        }
        let pointed = n == 1 && text.contains('.') && !piece.apart;
        if let Some(meant) = known(tables, &joined, pointed) {
            best = Some((meant, n + 1));
        }
    }
    // What stands behind a point is a part of the code.
    best.filter(|(_, n)| pieces.get(at + n).is_none_or(|p| !p.pointed))
}

/// The letters and digits that are taken for each other.
fn alike(b: u8) -> &'static [u8] {
    match b {
        b'O' | b'Q' => b"0",
        b'0' => b"O",
        b'I' => b"1",
        b'L' => b"1I",
        b'1' => b"IL",
        b'S' => b"5",
        b'5' => b"S",
        b'B' => b"8",
        b'8' => b"B",
        b'Z' => b"2",
        b'2' => b"Z",
        b'G' => b"6",
        b'6' => b"G",
        _ => b"",
    }
}

/// Codes that a text which looks like a code and is none was probably meant to be, the likeliest
/// first.
pub(crate) fn mended(tables: &[&CodeTable], text: &str) -> Vec<Meant> {
    let text = text.trim_matches(wrapping);
    if is_icd9(tables, text) {
        return Vec::new();
    }
    // The first run without white space, unless all of it is one code.
    let whole = without_names(text);
    let first = text
        .split(|c: char| c.is_whitespace() || ";/|".contains(c))
        .next();
    for typed in [whole.as_str(), first.unwrap_or("")] {
        let plain: String = typed
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let digits = plain.bytes().filter(u8::is_ascii_digit).count();
        let digits = digits + usize::from(text.find('.') == Some(3));
        if plain.len() < 3 || plain.len() > MOST_TYPED || digits == 0 || !plain.is_ascii() {
            continue;
        }
        let found = mend(tables, &plain, typed.contains('.'));
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The text behind the names of sets that it begins with.
#[allow(clippy::indexing_slicing)] // At most the number of pieces.
fn without_names(text: &str) -> String {
    let pieces = pieces(text);
    let mut at = 0;
    while at < pieces.len() && name_at(&pieces, at) > 0 {
        at += name_at(&pieces, at);
    }
    let mut out: String = pieces[at.min(pieces.len())..]
        .iter()
        .map(|p| p.text.as_str())
        .collect();
    if text.contains('.') {
        out.push('.');
    }
    out
}

#[allow(clippy::indexing_slicing)] // Ends are below the length.
fn mend(tables: &[&CodeTable], plain: &str, pointed: bool) -> Vec<Meant> {
    let mut out: Vec<Meant> = Vec::new();
    let mut add = |code: &str| {
        if let Some(meant) = known(tables, code, pointed) {
            if !out.contains(&meant) {
                out.push(meant);
            }
        }
    };
    let b = plain.as_bytes();
    let text = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
    // Where other sets are asked, too, it may be a dental code.
    let dental = plain
        .strip_prefix('D')
        .filter(|_| !pointed && tables.len() > 1);
    if dental.is_some_and(|d| d.len() == 4 && d.bytes().all(|b| b.is_ascii_digit())) {
        return Vec::new();
    }
    // Letters for digits, as few as will do, or all of them.
    for other in look_alikes(b) {
        add(&text(&other));
        placeholders(&other, &mut add);
    }
    placeholders(b, &mut add);
    let digit = |(at, b): (usize, &u8)| match b {
        b'O' if at > 0 => b'0',
        b'I' | b'L' if at > 0 => b'1',
        b => *b,
    };
    let digits: Vec<u8> = b.iter().enumerate().map(digit).collect();
    add(&text(&digits));
    // Characters that slipped in: one anywhere, or some at the end.
    let icd =
        b.first().is_some_and(u8::is_ascii_alphabetic) && b.get(1).is_some_and(u8::is_ascii_digit);
    for at in (1..b.len()).rev().filter(|_| b.len() > 3) {
        let letter = |i: usize| b.get(i).is_some_and(u8::is_ascii_alphabetic);
        // A digit too many is doubled; a letter among digits may be anything.
        if b.get(at) == b.get(at - 1) || letter(at) {
            let mut less = b.to_vec();
            less.remove(at);
            add(&text(&less));
        }
    }
    for end in (3..b.len()).rev() {
        let five = end == 5 && !pointed;
        if (icd && (end > 3 || b.len() <= 5 || pointed)) || five {
            add(&text(&b[..end]));
            add(&text(&digits[..end]));
        }
    }
    for at in 1..b.len().saturating_sub(1) {
        let mut swapped = b.to_vec();
        swapped.swap(at, at + 1);
        add(&text(&swapped));
    }
    if b.len() >= 2 {
        let mut swapped = b.to_vec();
        swapped.swap(0, 1);
        add(&text(&swapped));
    }
    out.truncate(MOST_CODES);
    out
}

/// A code's text with one to three characters replaced by those that look alike, the fewest first.
#[allow(clippy::indexing_slicing)] // Places are below the length, which no change alters.
fn look_alikes(b: &[u8]) -> Vec<Vec<u8>> {
    const MOST: usize = 400;
    let mut out: Vec<Vec<u8>> = Vec::new();
    let mut from: Vec<(Vec<u8>, usize)> = vec![(b.to_vec(), 0)];
    for _ in 0..3 {
        let mut next = Vec::new();
        for (text, first) in &from {
            for at in *first..text.len() {
                for other in alike(text[at]) {
                    let mut changed = text.clone();
                    changed[at] = *other;
                    next.push((changed, at + 1));
                }
            }
        }
        out.extend(next.iter().map(|n| n.0.clone()));
        if out.len() > MOST {
            break;
        }
        from = next;
    }
    out.truncate(MOST);
    out
}

/// Adds the code with the placeholders X that its seventh character wants before it, or without one
/// X too many.
#[allow(clippy::indexing_slicing)] // `rposition` gives a place of the list.
fn placeholders(b: &[u8], add: &mut dyn FnMut(&str)) {
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
}
