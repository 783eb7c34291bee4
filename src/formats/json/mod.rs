//! The JSON that the clearinghouses' interfaces share for the 837P, read leniently.
//!
//! Whatever stands in a field is either read or kept as unreadable for a rule to report; only bytes that are not JSON, or
//! beyond a limit, are an [`Error`]. Unknown fields are ignored, except that a key very like a known one is noted.

use crate::claim::Claim;
use crate::error::{Error, ErrorCode};
use serde::Deserialize;
use std::borrow::Cow;

mod objects;
pub(crate) mod read;
mod walk;

pub use walk::{oddities, Oddity};

/// The most bytes that one claim may have.
pub const MAX_BYTES: usize = 16 << 20;
/// The most items that one list of a claim may have. The 837P itself allows 50 service lines and 12 diagnoses.
pub const MAX_ITEMS: usize = 1_000;

/// Reads a claim.
pub fn parse(bytes: &[u8]) -> Result<Claim<'_>, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(over_limit());
    }
    serde_json::from_slice(bytes).map_err(|e| match e.classify() {
        serde_json::error::Category::Data => over_limit(),
        _ => Error::new(
            ErrorCode::BadInput,
            format!("the claim is not JSON (line {}, column {}); pass UTF-8 JSON text", e.line(), e.column()),
        ),
    })
}

/// Reads a claim that is already a JSON value.
pub fn parse_value(value: &serde_json::Value) -> Result<Claim<'_>, Error> {
    Claim::deserialize(value).map_err(|_| over_limit())
}

fn over_limit() -> Error {
    Error::new(
        ErrorCode::BadInput,
        format!("the claim is too large: at most {MAX_ITEMS} items in a list and {} MB in all; an 837P claim has at most 50 service lines", MAX_BYTES >> 20),
    )
}

/// The same JSON with every escaped half of a surrogate pair (`\ud800`) replaced, which JavaScript strings may hold and
/// JSON readers refuse.
pub fn well_formed(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Cow::Borrowed(bytes);
    let mut i = 0;
    while let Some(step) = bytes.get(i..).and_then(|rest| rest.iter().position(|b| *b == b'\\')) {
        let at = i + step;
        let unit = |at: usize| -> Option<u32> {
            let hex = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
            u32::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()
        };
        match (unit(at), unit(at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => i = at + 12,
            (Some(0xd800..=0xdfff), _) => {
                if let Some(place) = out.to_mut().get_mut(at..at + 6) {
                    place.copy_from_slice(b"\\ufffd");
                }
                i = at + 6;
            }
            _ => i = at + 2,
        }
    }
    out
}

