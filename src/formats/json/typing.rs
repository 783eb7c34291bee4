//! A claim that is read again at every keystroke, of which only the text of one field has changed.

use super::read::{place_of, trim, Slot};
use super::{parse_owned, Stop, MAX_BYTES};
use crate::claim::{Claim, Text};
use crate::error::Error;
use crate::scan::json::{plain_bytes, same, Scanner, Token};
use std::borrow::Cow;
use std::ops::Range;

/// A longer text in a field is read with the whole claim, which may be too long by it.
const MAX_RETYPED: usize = 1024;

/// The steps to the deepest field of a claim, and one to spare: `find` calls itself for each.
const MAX_STEPS: usize = 11;

/// The memory of [`Typing::read`]: the claim that it has read last, and what the caller has worked out from the pointer.
///
/// What is kept is never trusted to be what the caller has now: the bytes are compared, all but those of the field.
#[derive(Debug)]
pub struct Typing<P>(Option<Box<Typed<P>>>);

#[derive(Debug)]
struct Typed<P> {
    claim: Claim<'static>,
    /// What it was read from; empty when it was changed since.
    bytes: Vec<u8>,
    /// The field, as a JSON Pointer.
    at: String,
    of_pointer: P,
    /// The field's text in `bytes`, without its quotes; `None` when it is no plain text, or there is more than one.
    text: Option<Range<usize>>,
    /// What the caller calls the claim, whatever the text is; 0 when it has no name.
    number: u32,
}

impl<P> Default for Typing<P> {
    fn default() -> Typing<P> {
        Typing::new()
    }
}

impl<P> Typing<P> {
    /// Without a claim yet.
    pub const fn new() -> Typing<P> {
        Typing(None)
    }

    /// Reads a claim in which the field at this JSON Pointer is typed: what [`parse`](super::parse) gives, and what
    /// `of_pointer` makes of the pointer, which is asked when it is another one.
    ///
    /// # Errors
    /// Those of [`parse`](super::parse).
    pub fn read(
        &mut self,
        bytes: &[u8],
        at: &str,
        of_pointer: impl Fn(&str) -> P,
    ) -> Result<(&Claim<'static>, &P), Error> {
        // Nothing is kept of a claim that cannot be read.
        let last = self.0.take().map(|last| last.moved(at, &of_pointer));
        let typed = match last.and_then(|last| last.updated(bytes)) {
            Some(typed) => typed,
            None => Box::new(Typed {
                claim: parse_owned(bytes)?,
                bytes: bytes.to_vec(),
                at: at.to_owned(),
                of_pointer: of_pointer(at),
                text: place(bytes, at),
                number: 0,
            }),
        };
        let typed = self.0.insert(typed);
        Ok((&typed.claim, &typed.of_pointer))
    }

    /// Gives the claim that was read last a number, see [`retype`](Typing::retype). 0 is none.
    pub fn name(&mut self, number: u32) {
        if let Some(typed) = &mut self.0 {
            typed.number = number;
        }
    }

    /// What [`read`](Typing::read) gives for the claim of that number when only the text of the field is another one. The
    /// caller answers for that; `None` when the claim is not here, the field is another one, or JSON could say something else.
    pub fn retype(&mut self, text: &str, at: &str, number: u32) -> Option<(&Claim<'static>, &P)> {
        let known =
            |t: &&mut Box<Typed<P>>| t.number == number && same(t.at.as_bytes(), at.as_bytes());
        let typed = self.0.as_mut().filter(known).filter(|_| number != 0)?;
        // A half of a surrogate pair has become the replacement character on its way here.
        if text.len() > MAX_RETYPED || text.contains('\u{fffd}') || typed.text.is_none() {
            return None;
        }
        set(&mut typed.claim, at, trim(Cow::Owned(text.to_owned())))?;
        // They are of the claim no more.
        typed.bytes.clear();
        Some((&typed.claim, &typed.of_pointer))
    }
}

impl<P> Typed<P> {
    /// With another field.
    fn moved(mut self: Box<Self>, at: &str, of_pointer: impl Fn(&str) -> P) -> Box<Self> {
        if !same(self.at.as_bytes(), at.as_bytes()) {
            self.text = place(&self.bytes, at);
            self.of_pointer = of_pointer(at);
            self.at = at.to_owned();
        }
        self
    }

    /// With the field's new text; `None` when anything else may differ.
    fn updated(mut self: Box<Self>, bytes: &[u8]) -> Option<Box<Self>> {
        if self.bytes.is_empty() {
            return None;
        }
        // Without a text that could have changed, nothing may have.
        let old = self.text.clone().unwrap_or(0..0);
        let (before, behind) = (self.bytes.get(..old.start)?, self.bytes.get(old.end..)?);
        let end = bytes.len().checked_sub(behind.len())?;
        let new = bytes.get(old.start..end)?;
        let unchanged = same(bytes.get(..old.start)?, before) && same(bytes.get(end..)?, behind);
        if !unchanged || plain_bytes(new) < new.len() || bytes.len() > MAX_BYTES {
            return None;
        }
        if !same(new, self.bytes.get(old)?) {
            self.text.as_mut()?.end = end;
            let text = trim(Cow::Owned(std::str::from_utf8(new).ok()?.to_owned()));
            set(&mut self.claim, &self.at, text)?;
            self.bytes.clear();
            self.bytes.extend_from_slice(bytes);
        }
        Some(self)
    }
}

/// Puts a text into the field at a JSON Pointer; `None` when the claim keeps no single value there.
fn set(claim: &mut Claim<'static>, at: &str, text: Text<'static>) -> Option<()> {
    let mut slot = Slot::Object(claim);
    for step in at.split('/').skip(1) {
        if let Slot::Maybe(object) = slot {
            slot = object.fill();
        }
        slot = match slot {
            Slot::Object(object) => object.place(place_of(step, object.keys().read)?)?,
            Slot::List(list) => list.item(step.parse().ok()?)?,
            _ => return None,
        };
        if let Slot::Provider(all, role) = slot {
            slot = Slot::Object(
                all.iter_mut()
                    .find(|p| p.role == role && p.listed.is_none())?,
            );
        }
    }
    let Slot::Value(value) = slot else {
        return None;
    };
    value.set(text);
    Some(())
}

/// Where the text at a JSON Pointer stands, if it is there once and nothing in it is escaped.
fn place(bytes: &[u8], at: &str) -> Option<Range<usize>> {
    let mut scanner = Scanner::new(std::str::from_utf8(bytes).ok()?);
    let steps: Vec<&str> = at.split('/').skip(1).take(MAX_STEPS + 1).collect();
    if steps.len() > MAX_STEPS {
        return None;
    }
    find(&mut scanner, &steps).ok().flatten()
}

/// The same for the next value of the scanner, behind which it then stands.
fn find(scanner: &mut Scanner<'_, '_>, steps: &[&str]) -> Result<Option<Range<usize>>, Stop> {
    let value = scanner.value()?;
    let (close, step, rest) = match (&value, steps.split_first()) {
        (Token::Object, Some((step, rest))) => (b'}', *step, rest),
        (Token::List, Some((step, rest))) => (b']', *step, rest),
        (Token::Text(Cow::Borrowed(text)), None) => {
            let end = scanner.at() - 1;
            return Ok(Some(end - text.len()..end));
        }
        _ => return scanner.skip(value).map(|()| None),
    };
    let (mut found, mut times, mut index) = (None, 0, 0);
    while scanner.more(close, index == 0)? {
        let here = match close {
            b'}' => scanner.key()? == step,
            _ => step.parse() == Ok(index),
        };
        index += 1;
        if here {
            found = find(scanner, rest)?;
            times += 1;
        } else {
            let value = scanner.value()?;
            scanner.skip(value)?;
        }
    }
    // Of two equal keys the last one counts; the first one may be anything.
    Ok(found.filter(|_| times == 1))
}
