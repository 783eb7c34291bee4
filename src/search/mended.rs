//! Codes with a slip in them, put right: letters for digits, a character too many or too few, two swapped, a placeholder left
//! out.

use super::amounts;
use super::given::{
    is_icd9, known, placeholders, wrapping, Meant, LONGEST, MOST_CODES, MOST_TYPED,
};
use super::pieces::{name_at, pieces};
use crate::code_set::CodeSet;
use crate::table::CodeTable;

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
    if is_icd9(tables, text) || amounts::is_amount_alone(text) {
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
        let pointed = typed.contains('.');
        if is_other(tables, &plain, pointed) {
            continue;
        }
        let found = mend(tables, &plain, pointed);
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

/// Whether a text is complete as something else: a dental code, where other sets are asked, too, or a day ("110426",
/// "20261104"), which is no code with digits too many.
fn is_other(tables: &[&CodeTable], plain: &str, pointed: bool) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let dental = plain.strip_prefix('D');
    let dental = dental.is_some_and(|d| d.len() == 4 && digits(d));
    let part = |at: usize| plain.get(at..at + 2).unwrap_or("");
    let day =
        |month, day| ("01"..="12").contains(&part(month)) && ("01"..="31").contains(&part(day));
    (dental && !pointed && tables.len() > 1) || (is_numeric(plain) && (day(0, 2) || day(4, 6)))
}

/// Six or eight digits.
fn is_numeric(plain: &str) -> bool {
    matches!(plain.len(), 6 | 8) && plain.bytes().all(|b| b.is_ascii_digit())
}

/// The codes that a text becomes by putting one thing right, the likeliest first.
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
    let without = |at: usize| {
        let mut less = b.to_vec();
        less.remove(at);
        text(&less)
    };
    // Letters for digits, as few as will do, or all of them.
    for other in look_alikes(b) {
        add(&text(&other));
        placeholders(&other, &mut add);
    }
    placeholders(b, &mut add);
    below(tables, plain, &mut add);
    let digit = |(at, b): (usize, &u8)| match b {
        b'O' if at > 0 => b'0',
        b'I' | b'L' if at > 0 => b'1',
        b => *b,
    };
    let digits: Vec<u8> = b.iter().enumerate().map(digit).collect();
    add(&text(&digits));
    let icd =
        b.first().is_some_and(u8::is_ascii_alphabetic) && b.get(1).is_some_and(u8::is_ascii_digit);
    // A digit before the letter that a code begins with is no part of it.
    if matches!(b, [b'0'..=b'9', b'A'..=b'Z', _, _, ..]) {
        add(&text(&b[1..]));
    }
    // One character that slipped in.
    for at in (1..b.len()).rev().filter(|_| b.len() > 3) {
        let letter = |i: usize| b.get(i).is_some_and(u8::is_ascii_alphabetic);
        // A digit too many is doubled; a letter among digits may be anything.
        if b.get(at) == b.get(at - 1) || letter(at) {
            add(&without(at));
        }
    }
    // Some that slipped in at the end.
    for end in (3..b.len()).rev() {
        let five = end == 5 && !pointed;
        if (icd && (end > 3 || b.len() <= 5 || pointed)) || five {
            add(&text(&b[..end]));
            add(&text(&digits[..end]));
        }
    }
    // Two that were swapped, the first ones last.
    for at in (1..b.len() - 1).chain([0]) {
        let mut swapped = b.to_vec();
        swapped.swap(at, at + 1);
        add(&text(&swapped));
    }
    // A digit too many that stands beside the one that it is the double of ("710146"); any other would be a guess.
    let numeric = is_numeric(plain);
    for at in (2..b.len()).filter(|at| numeric && b.get(*at) == b.get(at - 2)) {
        add(&without(at));
    }
    out.truncate(MOST_CODES);
    out
}

/// Adds the usual code and the first ones below one that was typed with its seventh character, but without what stands between.
fn below(tables: &[&CodeTable], plain: &str, add: &mut dyn FnMut(&str)) {
    const MOST: usize = 4;
    let head = plain.get(..plain.len() - 1).unwrap_or("");
    let Some(seventh) = plain
        .strip_prefix(head)
        .filter(|s| ["A", "D", "S"].contains(s))
    else {
        return;
    };
    let icd =
        |t: &&&CodeTable| t.set() == CodeSet::Icd10cm && (4..LONGEST - 1).contains(&head.len());
    for table in tables.iter().filter(icd) {
        // The one that is billed when no more is said comes first.
        let header = table.find(head);
        let usual = header.and_then(|row| table.default_below(row, &|_| true));
        let usual = usual.map(|row| table.code(row));
        let usual = usual.and_then(|c| Some(format!("{}{seventh}", c.get(..LONGEST - 1)?)));
        let codes = table
            .descendants_of_len(head, LONGEST)
            .map(|row| table.code(row));
        let codes = codes.filter(|c| c.ends_with(seventh));
        usual
            .into_iter()
            .chain(codes)
            .take(MOST)
            .for_each(|c| add(&c));
    }
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
