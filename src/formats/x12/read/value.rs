//! Elements to values: what an element says, or the text of it where it cannot be read.

use crate::claim::{decimal, Cents, Day, List, Money, Quantity, Text, Units, Value};
use crate::date::Date;
use crate::scan::x12::Segment;
use std::borrow::Cow;

/// A text without the blanks around it. What is not UTF-8 keeps its place but not its letters.
pub(super) fn text(bytes: &[u8]) -> Text<'_> {
    let bytes = bytes.trim_ascii();
    if bytes.is_empty() {
        return Value::Missing;
    }
    Value::Read(letters(bytes))
}

fn letters(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

fn read<T>(bytes: &[u8], parse: impl FnOnce(&str) -> Option<T>) -> Value<'_, T> {
    match text(bytes) {
        Value::Read(text) => match parse(&text) {
            Some(value) => Value::Read(value),
            None => Value::Invalid(text),
        },
        _ => Value::Missing,
    }
}

/// A day.
pub(super) fn date(bytes: &[u8]) -> Day<'_> {
    read(bytes, |t| Date::parse(t).filter(|_| t.len() == 8))
}

/// First and last day of what a date qualifier says; the day alone where there is a time behind it.
pub(super) fn dates<'a>(format: &[u8], bytes: &'a [u8]) -> (Day<'a>, Day<'a>) {
    match format {
        b"RD8" => match bytes.iter().position(|b| *b == b'-') {
            Some(hyphen) => {
                let (from, to) = bytes.split_at(hyphen);
                (date(from), date(to.get(1..).unwrap_or_default()))
            }
            None => (date(bytes), Value::Missing),
        },
        b"DT" => (date(bytes.get(..8).unwrap_or(bytes)), Value::Missing),
        _ => (date(bytes), Value::Missing),
    }
}

/// An amount.
pub(super) fn money(bytes: &[u8]) -> Money<'_> {
    read(bytes, |t| decimal(t, 2).map(Cents))
}

/// A quantity.
pub(super) fn units(bytes: &[u8]) -> Units<'_> {
    read(bytes, |t| decimal(t, 3).map(Quantity))
}

/// The elements from that one on, as far as they are filled.
pub(super) fn texts<'a>(segment: &Segment<'a>, from: usize) -> List<Text<'a>> {
    list(segment.elements().skip(from))
}

/// A list of what is not empty.
pub(super) fn list<'a>(parts: impl Iterator<Item = &'a [u8]>) -> List<Text<'a>> {
    List {
        items: parts.map(text).filter(|t| !t.is_missing()).collect(),
        wrong: None,
    }
}
