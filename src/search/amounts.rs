//! Amounts as they are written on forms ("250ml", "1,000cc", "5U"), read as the texts of HCPCS have them: a number and its
//! unit are two words there. What is an amount is no code.

use super::pieces::{pieces, Piece};
use super::word_list::is;
use crate::tokenizer::is_in_word;
use std::borrow::Cow;

/// Units that are written right behind a number: of strengths, and others.
const STRENGTHS: &str = "mg mcg gm g ml cc u iu unit units meq mci";
const OTHERS: &str = "min mins hr hrs cm sq";

/// Whether a word is the unit of an amount.
fn is_unit(word: &str) -> bool {
    is_strength(word) || is(word, OTHERS)
}

/// Whether a word is the unit of a strength.
pub(super) fn is_strength(word: &str) -> bool {
    is(word, STRENGTHS)
}

/// Whether a word is what the length of a service is counted in.
pub(super) fn is_time(word: &str) -> bool {
    is(word, "min mins minute minutes")
}

/// Whether five digits are how much of what stands behind them: any of a strength ("12500 mg"), round ones of units, which
/// procedures are counted in, too.
pub(super) fn is_amount(code: &str, behind: &[Piece]) -> bool {
    let mut behind = behind.iter().map(|p| p.text.as_str());
    let unit = behind.find(|p| *p != "USP").unwrap_or("");
    let amount = match unit {
        "U" | "UNIT" | "UNITS" => code.ends_with("000"),
        // One letter may be that of the next in a list.
        _ => unit.len() > 1 && is_strength(unit),
    };
    amount && code.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text is how much of something and no more ("36,000 u").
pub(super) fn is_amount_alone(text: &str) -> bool {
    let mut pieces = pieces(text);
    let digits = |p: &Piece| p.text.bytes().all(|b| b.is_ascii_digit());
    let behind = pieces.iter().take_while(|p| digits(p)).count();
    let behind = pieces.split_off(behind);
    let number: String = pieces.iter().map(|p| p.text.as_str()).collect();
    !number.is_empty() && is_amount(&number, &behind)
}

/// `text` with a blank between each number and the unit behind it, and without commas in thousands.
pub(super) fn apart(text: &str) -> Cow<'_, str> {
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let mut out = String::new();
    let mut done = 0;
    for (at, c) in text.char_indices() {
        let after_digit = at.checked_sub(1).is_some_and(digit);
        let thousands = c == ',' && (1..4).all(|n| digit(at + n)) && !digit(at + 4);
        if !after_digit || !(thousands || c.is_ascii_alphabetic()) {
            continue;
        }
        let word = text.get(at..).unwrap_or("");
        let word = word
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or("");
        let first = text.get(..at).unwrap_or("");
        let letters =
            first.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        // "b12mg" is a name, "12mg" an amount.
        let number = !letters.ends_with(is_in_word);
        if thousands {
            out.push_str(text.get(done..at).unwrap_or(""));
            done = at + 1;
        } else if number && is_unit(word) {
            out.push_str(text.get(done..at).unwrap_or(""));
            out.push(' ');
            done = at;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(done..).unwrap_or(""));
    Cow::Owned(out)
}

/// Packages of a drug: its code is the same in all.
const FORMS: &str = "vial syringe pfs sdv mdv ampule";
/// Ways to give a drug, which few codes tell apart.
const ROUTES: &str = "inj iv im sc sq subq";

/// `text`, of which [`apart`] was taken, without the units of its amounts, without the amounts and what the drug comes in, and
/// without how it is given: a strength says less than a name. None where it has no amount, or nothing else.
pub(super) fn without(text: &str) -> Vec<String> {
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%');
    let mut out: [String; 3] = Default::default();
    let mut amounts = false;
    let words = text.split([' ', '/', '(', ')']);
    let mut words = words.filter(|w| !w.is_empty()).peekable();
    while let Some(word) = words.next() {
        let unit = word.chars().all(number)
            && (word.ends_with('%') || words.next_if(|next| is_strength(next)).is_some());
        amounts |= unit;
        let stays = match () {
            () if unit => 1,
            () if is(word, FORMS) => 0,
            () if is(word, ROUTES) => 2,
            () => 3,
        };
        for text in out.iter_mut().take(stays) {
            text.push_str(word);
            text.push(' ');
        }
    }
    let mut out = Vec::from(out);
    if !amounts || out.iter().any(String::is_empty) {
        return Vec::new();
    }
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::{apart, without};

    #[test]
    fn a_name_is_left_of_a_strength() {
        for (typed, read) in [
            ("Drug 100 mg/4 mL vial", &["Drug 100 4 ", "Drug "][..]),
            (
                "drug-abcd 5% iv",
                &["drug-abcd 5% iv ", "drug-abcd iv ", "drug-abcd "],
            ),
            ("b12 1,000 mcg", &["b12 1,000 ", "b12 "]),
            ("drug vial", &[]),
            ("500 mg", &[]),
            ("100 mg vial", &[]),
            ("wound 4 cm", &[]),
            ("tens unit 2 lead", &[]),
        ] {
            assert_eq!(without(typed), read);
        }
    }

    #[test]
    fn a_number_and_its_unit_are_two_words() {
        for (typed, read) in [
            ("saline 250ml", "saline 250 ml"),
            ("d5w 1,000Cc", "d5w 1000 Cc"),
            ("heparin 0.5Mg, 10U", "heparin 0.5 Mg, 10 U"),
            ("3-way 24mm tube", "3-way 24mm tube"),
            ("vitamin b12 a1c", "vitamin b12 a1c"),
            ("tc99m 1,5", "tc99m 1,5"),
            ("é5u", "é5u"),
            ("45min", "45 min"),
        ] {
            assert_eq!(apart(typed), read);
        }
    }
}
