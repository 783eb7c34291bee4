//! How one value of the input becomes one field: lenient in kind, strict in content.

use super::MAX_ITEMS;
use crate::claim::*;
use crate::date::Date;
use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// The visits of a [`Visitor`] that are neither a map nor a list: `null` is nothing given, the rest is the wrong kind.
macro_rules! other_kinds {
    (|$kind:ident| $made:expr) => {
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            let $kind = None;
            Ok($made)
        }
        fn visit_none<E>(self) -> Result<Self::Value, E> {
            let $kind = None;
            Ok($made)
        }
        fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
            Deserialize::deserialize(d)
        }
        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
            let $kind = Some(Kind::Text);
            Ok($made)
        }
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            let $kind = Some(Kind::Boolean);
            Ok($made)
        }
        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            let $kind = Some(Kind::Number);
            Ok($made)
        }
        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            let $kind = Some(Kind::Number);
            Ok($made)
        }
        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            let $kind = Some(Kind::Number);
            Ok($made)
        }
    };
}
pub(super) use other_kinds;

/// A value that a text can be read as.
pub(crate) trait Scalar<'a>: Sized {
    /// What belongs there, for the message when another kind of value stands there.
    const WANTED: &'static str;
    /// Reads a text that is not empty.
    fn read(text: Cow<'a, str>) -> Given<'a, Self>;
}

impl<'a> Scalar<'a> for Cow<'a, str> {
    const WANTED: &'static str = "a string";
    fn read(text: Cow<'a, str>) -> Given<'a, Self> {
        Given::Read(text)
    }
}

fn or_unread<'a, T>(read: Option<T>, text: Cow<'a, str>) -> Given<'a, T> {
    read.map_or(Given::Unread(text), Given::Read)
}

impl<'a> Scalar<'a> for Date {
    const WANTED: &'static str = "a date, YYYYMMDD";
    fn read(text: Cow<'a, str>) -> Given<'a, Self> {
        or_unread(Date::parse(&text), text)
    }
}

impl<'a> Scalar<'a> for Cents {
    const WANTED: &'static str = "an amount like \"120.50\"";
    fn read(text: Cow<'a, str>) -> Given<'a, Self> {
        or_unread(decimal(&text, 2).map(Cents), text)
    }
}

impl<'a> Scalar<'a> for Quantity {
    const WANTED: &'static str = "a number of units like \"1\"";
    fn read(text: Cow<'a, str>) -> Given<'a, Self> {
        or_unread(decimal(&text, 3).map(Quantity), text)
    }
}

impl<'a> Scalar<'a> for u32 {
    const WANTED: &'static str = "the number of a diagnosis, \"1\" to \"12\"";
    fn read(text: Cow<'a, str>) -> Given<'a, Self> {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        or_unread(text.parse().ok().filter(|_| digits), text)
    }
}

/// Reads a text into a field: blanks around it do not count, and blanks alone are nothing.
pub(crate) fn read_text<'a, T: Scalar<'a>>(text: Cow<'a, str>) -> Given<'a, T> {
    let text = match text {
        Cow::Borrowed(s) => Cow::Borrowed(s.trim()),
        Cow::Owned(s) if s.trim().len() == s.len() => Cow::Owned(s),
        Cow::Owned(s) => Cow::Owned(s.trim().to_owned()),
    };
    if text.is_empty() {
        return Given::Missing;
    }
    T::read(text)
}

/// `0.1 + 0.2` as a person would write it: a number that is within rounding of cents has cents.
fn number_text(n: f64) -> String {
    let cents = (n * 100.0).round();
    if n.is_finite() && n.abs() < 1e12 && (n * 100.0 - cents).abs() < 1e-6 {
        return format!("{}", cents / 100.0);
    }
    format!("{n}")
}

pub(super) fn drain_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<(), A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}

pub(super) fn drain_seq<'de, A: SeqAccess<'de>>(mut seq: A) -> Result<(), A::Error> {
    while seq.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

impl<'de: 'a, 'a, T: Scalar<'a>> Deserialize<'de> for Given<'a, T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V<'a, T>(PhantomData<(&'a (), T)>);
        impl<'de: 'a, 'a, T: Scalar<'a>> Visitor<'de> for V<'a, T> {
            type Value = Given<'a, T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(T::WANTED)
            }
            fn visit_borrowed_str<E>(self, s: &'de str) -> Result<Self::Value, E> {
                Ok(read_text(Cow::Borrowed(s)))
            }
            fn visit_str<E>(self, s: &str) -> Result<Self::Value, E> {
                Ok(read_text(Cow::Owned(s.to_owned())))
            }
            fn visit_string<E>(self, s: String) -> Result<Self::Value, E> {
                Ok(read_text(Cow::Owned(s)))
            }
            fn visit_u64<E>(self, n: u64) -> Result<Self::Value, E> {
                Ok(read_text(Cow::Owned(n.to_string())))
            }
            fn visit_i64<E>(self, n: i64) -> Result<Self::Value, E> {
                Ok(read_text(Cow::Owned(n.to_string())))
            }
            fn visit_f64<E>(self, n: f64) -> Result<Self::Value, E> {
                Ok(read_text(Cow::Owned(number_text(n))))
            }
            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(Given::WrongKind(Kind::Boolean))
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Given::Missing)
            }
            fn visit_none<E>(self) -> Result<Self::Value, E> {
                Ok(Given::Missing)
            }
            fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
                Given::deserialize(d)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                drain_seq(seq)?;
                Ok(Given::WrongKind(Kind::List))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                drain_map(map)?;
                Ok(Given::WrongKind(Kind::Object))
            }
        }
        d.deserialize_any(V(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for V<T> {
            type Value = List<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    if items.len() == MAX_ITEMS {
                        return Err(de::Error::custom("too many items"));
                    }
                    items.push(item);
                }
                Ok(List { items, wrong: None })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                drain_map(map)?;
                Ok(List { items: Vec::new(), wrong: Some(Kind::Object) })
            }
            other_kinds!(|kind| List { items: Vec::new(), wrong: kind });
        }
        d.deserialize_any(V(PhantomData))
    }
}


/// A key of an object, borrowed where the input has it unescaped.
pub(super) struct Key<'a>(pub(super) Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, s: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(s)))
            }
            fn visit_str<E>(self, s: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(s.to_owned())))
            }
        }
        d.deserialize_str(V)
    }
}
