//! Oddities of the input itself: values of the wrong kind, and keys that look misspelled.

use super::scalar::Scalar;
use crate::claim::*;
use std::fmt::Write;

/// One oddity of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// Another kind of value stands where `wanted` belongs.
    WrongKind {
        /// Kind of value that stands there.
        found: Kind,
        /// Description of the value that belongs there.
        wanted: &'static str,
    },
    /// An unknown key that looks like this known one.
    NearMiss(&'static str),
}

/// Calls `see` with the JSON Pointer and the kind of every oddity of a claim that came from JSON.
pub fn oddities(claim: &Claim<'_>, mut see: impl FnMut(String, Oddity)) {
    if claim.regular {
        return;
    }
    claim.walk(&Path::ROOT, &mut |path, oddity| {
        see(path.to_string(), oddity)
    });
}

/// Where the walk is. Made on the stack as it goes down, written out only when there is something to say.
pub(super) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

enum Step<'p> {
    Root,
    Key(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    const ROOT: Path<'static> = Path {
        parent: None,
        step: Step::Root,
    };

    pub(super) fn key(&'p self, key: &'p str) -> Path<'p> {
        Path {
            parent: Some(self),
            step: Step::Key(key),
        }
    }

    pub(super) fn index(&'p self, index: usize) -> Path<'p> {
        Path {
            parent: Some(self),
            step: Step::Index(index),
        }
    }
}

impl std::fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Index(i) => write!(f, "/{i}"),
            Step::Key(key) => {
                f.write_char('/')?;
                key.chars().try_for_each(|c| match c {
                    '~' => f.write_str("~0"),
                    '/' => f.write_str("~1"),
                    c => f.write_char(c),
                })
            }
        }
    }
}

pub(super) type See<'s> = &'s mut dyn FnMut(&Path<'_>, Oddity);

/// A part of a claim that can be looked over.
pub(super) trait Walk {
    fn walk(&self, at: &Path<'_>, see: See<'_>);
}

impl<'a, T: Scalar<'a>> Walk for Value<'a, T> {
    fn walk(&self, at: &Path<'_>, see: See<'_>) {
        if let Value::WrongKind(found) = self {
            see(
                at,
                Oddity::WrongKind {
                    found: *found,
                    wanted: T::WANTED,
                },
            );
        }
    }
}

impl<T: Walk> Walk for List<T> {
    fn walk(&self, at: &Path<'_>, see: See<'_>) {
        if let Some(found) = self.wrong {
            see(
                at,
                Oddity::WrongKind {
                    found,
                    wanted: "an array",
                },
            );
        }
        for (i, item) in self.iter().enumerate() {
            item.walk(&at.index(i), see);
        }
    }
}

impl<T: Walk> Walk for Option<Box<T>> {
    fn walk(&self, at: &Path<'_>, see: See<'_>) {
        if let Some(inner) = self {
            inner.walk(at, see);
        }
    }
}

impl Walk for Vec<Provider<'_>> {
    /// Those of the `providers` array; the others stand under a key of their own.
    fn walk(&self, at: &Path<'_>, see: See<'_>) {
        for p in self {
            match (p.listed, p.role, p.shape.wrong) {
                (Some(i), ..) => p.walk(&at.index(i), see),
                // What stands in place of the array is kept as one provider without an index.
                (None, Role::Other, Some(found)) => see(
                    at,
                    Oddity::WrongKind {
                        found,
                        wanted: "an array",
                    },
                ),
                _ => {}
            }
        }
    }
}

/// Looks over an object: itself, then its parts in the order of their keys.
pub(super) fn walk_parts(
    shape: &Shape<'_>,
    keys: &[&str],
    parts: &[&dyn Walk],
    at: &Path<'_>,
    see: See<'_>,
) {
    shape.walk(at, see);
    for (key, part) in keys.iter().zip(parts) {
        part.walk(&at.key(key), see);
    }
}

impl Walk for Shape<'_> {
    fn walk(&self, at: &Path<'_>, see: See<'_>) {
        if let Some(found) = self.wrong {
            see(
                at,
                Oddity::WrongKind {
                    found,
                    wanted: "an object",
                },
            );
        }
        for (key, known) in &self.near {
            see(&at.key(key), Oddity::NearMiss(known));
        }
    }
}
