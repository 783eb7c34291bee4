//! Codes as they are pasted and mistyped: wrapped in punctuation, parted by spaces, several in a row, with the name of
//! their set before or words behind, with O for 0, without the placeholder, too long.
//!
//! Nothing here is a guess at words: every answer is a code of a loaded table. Search, and whoever suggests a code for
//! one that does not exist, read a text alike.

use super::amounts;
pub(crate) use super::given::{is_icd9, known, wrapping, Meant};
use super::given::{placeholders, LONGEST, MOST_CODES, MOST_TYPED};
use super::mended::mended;
use super::pieces::{has_two_digits, name_at, pieces, Piece};
use crate::code_set::CodeSet;
use crate::table::CodeTable;
use std::borrow::Cow;

/// Most pieces of a text that one code is put together from ("E 11 . 9").
const MOST_PIECES: usize = 4;

/// A pasted text, read as codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pasted {
    /// Codes that stand in it, in order.
    pub(crate) codes: Vec<Meant>,
    /// Nothing else stands in it, but for modifiers and the names of sets.
    pub(crate) alone: bool,
    /// The codes could also be words: what the words find is better.
    pub(crate) doubtful: bool,
    /// It is a code of ICD-9-CM, which no set has.
    pub(crate) icd9: bool,
}

/// Latin letters, each before those of Cyrillic and Greek that look like it: codes have them from lists made on other keyboards.
const ALIKE: [&str; 17] = [
    "AАаΑ",
    "BВвΒ",
    "CСс",
    "EЕеΕ",
    "HНнΗ",
    "IІіΙι",
    "JЈј",
    "KКкΚκ",
    "MМмΜ",
    "NΝ",
    "OОоΟο",
    "PРрΡρ",
    "SЅѕ",
    "TТтΤτ",
    "XХхΧχ",
    "YУуΥ",
    "ZΖ",
];

/// A text as people paste it, in plain characters: full-width forms and letters that look alike folded, what has no width left out, dashes plain.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let alike = |c: char| ALIKE.iter().find(|a| a.contains(c))?.chars().next();
    let one = |c: char| match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => Some(' '),
        '\u{2018}' | '\u{2019}' => Some('\''),
        '\u{201c}' | '\u{201d}' => Some('"'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        c => alike(c).or(Some(c)),
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
    let text = without_modifiers(text);
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

/// A procedure code with one letter among its digits, of which modifiers stand behind it ("2061O RT"); else the text as it is.
fn without_modifiers(text: &str) -> &str {
    let Some((code, behind)) = text.split_once(' ') else {
        return text;
    };
    let letters = code.bytes().filter(u8::is_ascii_uppercase).count();
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let modifiers = behind.split([' ', ',', '-']).all(|m| m.len() == 2);
    if (letters, digits) == (1, 4) && code.len() == 5 && modifiers {
        code
    } else {
        text
    }
}

/// The codes that stand in a text as they are, but for what parts and wraps them.
pub(crate) fn read(tables: &[&CodeTable], text: &str) -> Pasted {
    let mut out = Pasted {
        alone: true,
        ..Pasted::default()
    };
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return out;
    }
    out.icd9 = is_icd9(tables, text.trim_matches(wrapping));
    if out.icd9 {
        return out;
    }
    let pieces = pieces(text);
    let Some((mut at, before)) = first_code(tables, text, &pieces) else {
        out.alone = false;
        return out;
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
                let nothing = pieces.get(at).is_some_and(is_nothing);
                words |= !modifier && !nothing && !pieces.get(at).is_some_and(|p| p.label);
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
    // A header alone with a seventh character behind it: more is left out than the placeholder ("S52.5 A").
    let seventh = pieces.len() > 1 && pieces.last().is_some_and(Piece::is_seventh);
    let header = matches!(&out.codes[..], [one] if !is_whole(tables, one));
    if header && seventh && code_like(text) {
        let found = mended(tables, text);
        if !found.is_empty() {
            (out.codes, out.alone, out.doubtful) = (found, true, false);
        }
    }
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
    // A seventh character may stand apart.
    let seventh = pieces
        .get(at + n - 1)
        .is_some_and(|p| p.text.len() == 1 && p.apart);
    let n = n - usize::from(n > 1 && seventh);
    match table.set() {
        CodeSet::Icd10cm if n > 1 => n == 2 && pointed,
        // "HLA-B27", "p53".
        CodeSet::Icd10cm => {
            let hyphened = text.contains(&format!("-{}", piece.text));
            !hyphened && !piece.small && has_two_digits(&piece.text) && is_whole(tables, &meant)
        }
        CodeSet::Icd10pcs => n == 1 && meant.code.len() == LONGEST,
        // Not "25000 units".
        _ => n == 1 && !meant.code.ends_with("000"),
    }
}

/// Whether a code says all that is wanted on a claim.
fn is_whole(tables: &[&CodeTable], meant: &Meant) -> bool {
    tables.get(meant.table).is_some_and(|table| {
        let row = table.find(&meant.code);
        row.is_some_and(|row| table.is_billable(row))
    })
}

/// Whether a piece is a letter or number with which the next of a list begins ("A. S52.501 B. I10").
fn begins_item(pieces: &[Piece], at: usize) -> bool {
    let mark = |p: &Piece| p.apart && p.label && p.text.len() == 1;
    pieces.get(at).is_some_and(mark) && pieces.get(at + 1).is_some_and(|p| !p.pointed)
}

/// Modifiers that only visits have (CMS, Global Surgery Booklet: unrelated, separate, or the decision for surgery).
const VISITS: [&str; 3] = ["24", "25", "57"];

/// Whether a piece is the decimals that a sheet puts behind a number.
fn is_nothing(piece: &Piece) -> bool {
    piece.pointed && ["0", "00"].contains(&piece.text.as_str())
}

/// The longest code that is put together from the pieces at `at`, and of how many.
fn code_at(
    tables: &[&CodeTable],
    text: &str,
    pieces: &[Piece],
    at: usize,
) -> Option<(Meant, usize)> {
    let (meant, n) = longest_at(tables, text, pieces, at)?;
    // What stands behind a point is a part of the code, unless that was a number of a sheet ("99215.0") or is a visit with its
    // modifier ("99214.25"). Anything else is money ("11042.50").
    let behind = pieces.get(at + n..).unwrap_or_default();
    let visit = ("99202"..="99499").contains(&meant.code.as_str());
    let of_sheet = |p: &Piece| is_nothing(p) || visit && VISITS.contains(&p.text.as_str());
    let last = behind.len() == 1 && meant.code.len() == 5 && n == 1;
    let icd = |t: &&CodeTable| t.set() == CodeSet::Icd10cm;
    let goes_on = |p: &Piece| {
        p.pointed && !(last && of_sheet(p) && !tables.get(meant.table).is_some_and(icd))
    };
    if behind.first().is_some_and(goes_on) || amounts::is_amount(&meant.code, behind) {
        return None;
    }
    Some(match with_seventh(tables, &meant, pieces, at + n) {
        Some(whole) => (whole, n + 1),
        None => (meant, n),
    })
}

fn longest_at(
    tables: &[&CodeTable],
    text: &str,
    pieces: &[Piece],
    at: usize,
) -> Option<(Meant, usize)> {
    let (mut joined, mut best) = (String::new(), None);
    for (n, piece) in pieces.iter().skip(at).take(MOST_PIECES).enumerate() {
        let long = joined.len() + piece.text.len() > LONGEST;
        if n > 0 && (piece.parted || long || begins_item(pieces, at + n)) {
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
    best
}

/// A code with the seventh character that stands apart behind it, where the placeholder before it was left out ("S80.01 A").
fn with_seventh(
    tables: &[&CodeTable],
    meant: &Meant,
    pieces: &[Piece],
    at: usize,
) -> Option<Meant> {
    let last = at + 1 == pieces.len();
    let seventh = pieces
        .get(at)
        .filter(|p| p.text.len() == 1 && !p.parted)
        .filter(|p| last || !p.small && !begins_item(pieces, at))?;
    let (typed, mut whole) = (format!("{}{}", meant.code, seventh.text), None);
    placeholders(typed.as_bytes(), &mut |code| {
        whole = whole.take().or_else(|| known(tables, code, true));
    });
    whole
}
