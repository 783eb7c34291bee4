//! JSON text for what is written at every keystroke: serde_json would look for something to escape in every key of every
//! object, byte by byte.
//!
//! A `key` here is all that goes before a value: the comma, the name in its quotes, the colon.

use crate::date::Date;
use crate::formats::json::plain_bytes;

#[inline(never)]
pub(crate) fn push_text(out: &mut String, key: &str, text: &str) {
    out.push_str(key);
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
    if n > 9 {
        push_number(out, n / 10);
    }
    out.push(char::from(b'0' + (n % 10) as u8));
}
