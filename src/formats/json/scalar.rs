//! The kinds of single values that a text is read as.

use crate::claim::{decimal, Cents, Quantity, Value};
use crate::date::Date;
use std::borrow::Cow;

/// A value that a text can be read as.
pub(crate) trait Scalar<'a>: Sized {
    /// Description of the value that belongs there, for the message when another kind stands there.
    const WANTED: &'static str;
    /// Reads a text that is not empty.
    fn read(text: Cow<'a, str>) -> Value<'a, Self>;
}

impl<'a> Scalar<'a> for Cow<'a, str> {
    const WANTED: &'static str = "a string";
    fn read(text: Cow<'a, str>) -> Value<'a, Self> {
        Value::Read(text)
    }
}

fn or_invalid<'a, T>(read: Option<T>, text: Cow<'a, str>) -> Value<'a, T> {
    read.map_or(Value::Invalid(text), Value::Read)
}

impl<'a> Scalar<'a> for Date {
    const WANTED: &'static str = "a date, YYYYMMDD";
    fn read(text: Cow<'a, str>) -> Value<'a, Self> {
        or_invalid(Date::parse(&text), text)
    }
}

impl<'a> Scalar<'a> for Cents {
    const WANTED: &'static str = "an amount like \"120.50\"";
    fn read(text: Cow<'a, str>) -> Value<'a, Self> {
        or_invalid(decimal(&text, 2).map(Cents), text)
    }
}

impl<'a> Scalar<'a> for Quantity {
    const WANTED: &'static str = "a number of units like \"1\"";
    fn read(text: Cow<'a, str>) -> Value<'a, Self> {
        or_invalid(decimal(&text, 3).map(Quantity), text)
    }
}

impl<'a> Scalar<'a> for u32 {
    const WANTED: &'static str = "the number of a diagnosis, \"1\" to \"12\"";
    fn read(text: Cow<'a, str>) -> Value<'a, Self> {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        or_invalid(text.parse().ok().filter(|_| digits), text)
    }
}
