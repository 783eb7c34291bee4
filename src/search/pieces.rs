//! A pasted text in runs of letters and digits, and what stands around those: separators, labels, names of sets.

use super::word_list::is;

/// Names of sets that stand before a code; they say nothing of which code it is.
const NAMES: &str =
    "DX NDC ICD10CODE ICD ICD10 ICD10CM ICD10PCS CM PCS CPT CPT4 HCPCS CODE CODES PX DIAGNOSIS \
    PROCEDURE DIAG NO NR POA AND";

/// A run of letters and digits, in capitals.
pub(super) struct Piece {
    pub(super) text: String,
    /// It begins with a small letter.
    pub(super) small: bool,
    /// White space, or what parts codes, stands before it.
    pub(super) apart: bool,
    /// A point alone stands before it: it goes with what is before the point.
    pub(super) pointed: bool,
    /// A separator stands before it: codes are never joined across it.
    pub(super) parted: bool,
    /// A sign stands right behind it that numbers or names what follows: "1)", "Assessment:", "HI*".
    pub(super) label: bool,
}

impl Piece {
    /// It is a seventh character of most injuries.
    pub(super) fn is_seventh(&self) -> bool {
        matches!(self.text.as_str(), "A" | "D" | "S")
    }
}

/// Names of sets that run into the code behind them ("CPT99213").
const RUN_IN: [&str; 4] = ["ICD10", "HCPCS", "CPT", "DX"];

/// The runs of letters and digits of a text.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let (mut apart, mut parted, mut inside, mut pointed) = (false, false, false, false);
    let mut broken = false;
    for c in text.chars() {
        if !c.is_ascii_alphanumeric() {
            apart |= c.is_whitespace();
            // A line that ends in the point of a code goes on in the next one.
            broken = inside && c == '.' || broken && c.is_whitespace();
            parted |= matches!(c, ';' | '/' | '|' | '&' | '+' | '\t') || c == '\n' && !broken;
            let label = inside && matches!(c, ':' | '#' | '=' | '*' | '|' | ')' | ']' | '.' | '\t');
            if let Some(piece) = out.last_mut().filter(|_| label) {
                piece.label = true;
            }
            pointed = inside && c == '.';
            inside = false;
            continue;
        }
        match out.last_mut().filter(|_| inside) {
            Some(piece) => piece.text.push(c.to_ascii_uppercase()),
            None => out.push(Piece {
                text: c.to_ascii_uppercase().to_string(),
                small: c.is_ascii_lowercase(),
                apart: std::mem::take(&mut apart) || parted,
                pointed: std::mem::take(&mut pointed),
                parted: std::mem::take(&mut parted),
                label: false,
            }),
        }
        inside = true;
    }
    for piece in &mut out {
        let behind = RUN_IN.iter().find_map(|n| piece.text.strip_prefix(n));
        if let Some(code) = behind.filter(|c| c.len() >= 3 && has_two_digits(c)) {
            piece.text = code.to_string();
        }
    }
    out
}

/// Whether two of its characters are digits.
pub(super) fn has_two_digits(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() > 1
}

/// Whether the name of a set, or a number that belongs to one ("ICD-10"), begins at `at`; gives how many pieces it has.
pub(super) fn name_at(pieces: &[Piece], at: usize) -> usize {
    let text = |i: usize| pieces.get(at + i).map_or("", |p| p.text.as_str());
    match (text(0), text(1), text(2)) {
        ("ICD", "10", "CM" | "PCS") => 3,
        ("ICD", "10", _) => 2,
        ("10", "CM" | "PCS", _) => 2,
        // HL7's segment of a diagnosis names the set behind its number; without that, I10 is the code.
        ("DG1", _, "I10") if matches!(text(3).as_bytes(), [b'A'..=b'Z', b'0'..=b'9', ..]) => 3,
        (name, _, _) if is(name, NAMES) => 1,
        _ => 0,
    }
}
