//! JSON text for what is written at every keystroke: serde_json would look for something to escape in every key of every
//! object, byte by byte.
//!
//! A `key` here is all that goes before a value: the comma, the name in its quotes, the colon.

use crate::date::Date;
use crate::scan::json::plain_bytes;

#[inline(never)]
pub(crate) fn push_text(out: &mut String, key: &str, text: &str) {
    // Keys are short, and in WebAssembly a copy of a length that the compiler does not know is a call out of the module.
    key.chars().for_each(|c| out.push(c));
    if plain_bytes(text.as_bytes()) < text.len() {
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    } else {
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
}

/// An absent date is an empty text.
pub(crate) fn push_date(out: &mut String, key: &str, date: Option<Date>) {
    match date {
        Some(date) => date.with_text(|text| push_text(out, key, text)),
        None => push_text(out, key, ""),
    }
}

pub(crate) fn push_number(out: &mut String, n: u32) {
    let digit = |n: u32| char::from(b'0' + (n % 10) as u8);
    if n >= 100 {
        push_number(out, n / 100);
    }
    if n >= 10 {
        out.push(digit(n / 10));
    }
    out.push(digit(n));
}

/// Of a number that JavaScript can hold, so below 2^53. Longer divisions take longer, so there are few of them.
pub(crate) fn push_whole(out: &mut String, n: u64) {
    const PART: u64 = 100_000_000;
    if n < PART {
        return push_number(out, n as u32);
    }
    push_whole(out, n / PART);
    let start = out.len();
    // A digit before it keeps the zeros that it begins with.
    push_number(out, (n % PART + PART) as u32);
    out.remove(start);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are() {
        for n in [0, 1, 9, 10, 99, 100, 4_294_967_295, (1 << 53) - 1, u64::MAX] {
            let mut text = String::from("x");
            push_whole(&mut text, n);
            assert_eq!(text, format!("x{n}"));
        }
    }
}
