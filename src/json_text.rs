//! JSON text as serde_json would write it (tests hold the two together), for what is written at every keystroke: serde_json
//! would look for something to escape in every key of every object.
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

/// The same for a text that is left out when it is empty.
#[inline(never)]
pub(crate) fn push_some(out: &mut String, key: &str, text: &str) {
    if !text.is_empty() {
        push_text(out, key, text);
    }
}

#[inline(never)]
pub(crate) fn push_date(out: &mut String, key: &str, date: Option<Date>) {
    if let Some(date) = date {
        date.with_text(|text| push_text(out, key, text));
    }
}

pub(crate) fn push_number(out: &mut String, n: u32) {
    if n > 9 {
        push_number(out, n / 10);
    }
    out.push(char::from(b'0' + (n % 10) as u8));
}

pub(crate) fn push_list<T>(out: &mut String, key: &str, list: &[T], each: fn(&mut String, &T)) {
    out.push_str(key);
    for (i, item) in list.iter().enumerate() {
        out.push(if i == 0 { '[' } else { ',' });
        each(out, item);
    }
    out.push_str(if list.is_empty() { "[]" } else { "]" });
}
