//! A value as it stood in the input: missing, read, or not to be read.

use super::amount::{Cents, Quantity};
use crate::date::Date;
use crate::scan::json::Kind;
use std::borrow::Cow;

/// A field as the caller gave it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value<'a, T> {
    /// Absent, `null`, or only blanks.
    #[default]
    Missing,
    /// There and readable.
    Read(T),
    /// There, but the text is not a `T`. Never repeated in a message: it could be anything, a patient's name too.
    Invalid(Cow<'a, str>),
    /// There, but an object, a list or a boolean where one value belongs.
    WrongKind(Kind),
}

impl<'a, T> Value<'a, T> {
    /// The value, where it was readable.
    pub fn get(&self) -> Option<&T> {
        match self {
            Value::Read(t) => Some(t),
            _ => None,
        }
    }

    /// Whether nothing was given.
    pub fn is_missing(&self) -> bool {
        matches!(self, Value::Missing)
    }

    /// Whether something was given that is not a `T`.
    pub fn is_invalid(&self) -> bool {
        matches!(self, Value::Invalid(_))
    }
}

impl Value<'_, Cow<'_, str>> {
    /// The text, or `""` where there is none.
    pub fn text(&self) -> &str {
        match self {
            Value::Read(t) => t,
            _ => "",
        }
    }
}

/// A text.
pub type Text<'a> = Value<'a, Cow<'a, str>>;
/// A calendar date.
pub type Day<'a> = Value<'a, Date>;
/// An amount of money.
pub type Money<'a> = Value<'a, Cents>;
/// A number of units.
pub type Units<'a> = Value<'a, Quantity>;
/// A diagnosis pointer: 1 is the first diagnosis.
pub type Pointer<'a> = Value<'a, u32>;

/// Oddities of an object of the input itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape<'a> {
    /// Another kind of value stood where the object belongs.
    pub wrong: Option<Kind>,
    /// Unknown keys that look like a known one: the key, the known name.
    pub near: Vec<(Cow<'a, str>, &'static str)>,
}

/// A list of the input.
#[derive(Clone, Debug, PartialEq)]
pub struct List<T> {
    /// The items; `null`s included, as missing values, so that positions stay the caller's.
    pub items: Vec<T>,
    /// Another kind of value stood where the list belongs.
    pub wrong: Option<Kind>,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        List {
            items: Vec::new(),
            wrong: None,
        }
    }
}

impl<T> std::ops::Deref for List<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.items
    }
}
