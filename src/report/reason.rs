//! A text that is the same in report after report, so that they share it.

use serde::{Serialize, Serializer};
use std::ops::Deref;
use std::sync::Arc;

/// Why a rule could not be answered, in words; reads as a `&str`.
#[derive(Clone, Debug)]
pub struct Reason(Text);

#[derive(Clone, Debug)]
enum Text {
    Fixed(&'static str),
    Shared(Arc<str>),
}

impl Deref for Reason {
    type Target = str;
    fn deref(&self) -> &str {
        match &self.0 {
            Text::Fixed(text) => text,
            Text::Shared(text) => text,
        }
    }
}

/// Mostly it is the very same text, which need not be compared letter by letter.
pub(crate) fn is_same(a: &str, b: &str) -> bool {
    std::ptr::eq(a, b) || a == b
}

impl PartialEq for Reason {
    fn eq(&self, other: &Reason) -> bool {
        is_same(self, other)
    }
}

impl Eq for Reason {}

impl From<&'static str> for Reason {
    fn from(text: &'static str) -> Reason {
        Reason(Text::Fixed(text))
    }
}

impl From<String> for Reason {
    fn from(text: String) -> Reason {
        Reason(Text::Shared(text.into()))
    }
}

impl From<Arc<str>> for Reason {
    fn from(text: Arc<str>) -> Reason {
        Reason(Text::Shared(text))
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}
