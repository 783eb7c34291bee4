//! How findings speak: the field by its role and its box of the claim form, and values only where they are codes.

use crate::claim::Form;
use crate::field::{Field, FieldRef};

/// The box of the CMS-1500 in brackets, to stand behind the name of the field; nothing where that form has none for it. On claims
/// of other forms `in_locator` replaces it.
pub(super) fn in_box(at: FieldRef) -> String {
    match at.form_box() {
        form if form.is_empty() => String::new(),
        form => format!(" (box {form})"),
    }
}

/// A rule that other claims share speaks of boxes of the CMS-1500; on a hospital's it is the locator of the UB-04, on a dental
/// one nothing.
pub(super) fn in_locator(mut message: String, at: FieldRef) -> String {
    while let Some(from) = message.find(" (box ") {
        let Some(length) = message.get(from..).and_then(|rest| rest.find(')')) else {
            break;
        };
        let locator = match at.form_box() {
            form if form.is_empty() => form,
            form => format!(" ({form})"),
        };
        message.replace_range(from..=from + length, &locator);
    }
    message
}

/// The message with line and box, of a dental claim the line alone, where it does not name them itself: behind the code that it
/// begins with, else behind its first clause.
pub(super) fn placed(mut message: String, at: FieldRef) -> String {
    let form = at.form_box();
    let unplaced = form.is_empty() && at.form != Form::Dental;
    if unplaced || holds(&message, b"box ") || holds(&message, b"(FL ") {
        return message;
    }
    let line = at.line.map(|i| format!("line {}", i + 1));
    let line = line.filter(|l| !message.contains(l.as_str()));
    let form = match form {
        form if form.starts_with("FL") => form,
        form => format!("box {form}"),
    };
    let place = match (line, at.form) {
        (Some(line), Form::Dental) => format!(" ({line})"),
        (None, Form::Dental) => return message,
        (Some(line), _) => format!(" ({line}, {form})"),
        (None, _) => format!(" ({form})"),
    };
    let (first, rest) = message.split_once(' ').unwrap_or_default();
    let plain = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || c == '.';
    // A procedure code has a box of its own, which these are not.
    let beside = first.len() == 5 && is_beside(at.field);
    let code = first.len() > 1 && first.chars().all(plain) && !rest.starts_with("units") && !beside;
    let clause = [": ", "; "].iter().filter_map(|c| message.find(c)).min();
    let end = match code {
        true => first.len(),
        false => clause.unwrap_or(message.len()),
    };
    message.insert_str(end, &place);
    message
}

/// Whether it is a field of a service line beside that of its procedure code.
fn is_beside(field: Field) -> bool {
    matches!(
        field,
        Field::PlaceOfService
            | Field::LinePlaceOfService
            | Field::Unit
            | Field::Units
            | Field::RevenueCode
    )
}

/// Whether a message has these few letters. Every message is asked, and the search of the standard library, made for long texts,
/// takes longer to prepare than this to finish.
fn holds(message: &str, letters: &[u8; 4]) -> bool {
    message.as_bytes().windows(4).any(|four| four == letters)
}

/// A code as it was given, where it is as short as such codes are; what is longer may be a name or a number in the wrong
/// field, and is not repeated.
pub(super) fn code(value: &str, longest: usize) -> &str {
    let short = (1..=longest).contains(&value.len());
    if short && value.bytes().all(|b| b.is_ascii_alphanumeric()) {
        value
    } else {
        "this value"
    }
}

/// Alternatives as they are read: `A, B or C`.
pub(super) fn any_of(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_short_codes_are_repeated() {
        assert_eq!(code("XZ", 3), "XZ");
        for hidden in ["", "EXAMPLE", "X Z", "é"] {
            assert_eq!(code(hidden, 3), "this value");
        }
    }

    #[test]
    fn alternatives_are_read_with_or() {
        let items = |n: usize| {
            ["A", "D", "S"]
                .iter()
                .take(n)
                .map(|i| (*i).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(any_of(&items(3)), "A, D or S");
        assert_eq!(any_of(&items(1)), "A");
        assert_eq!(any_of(&[]), "");
    }
}
