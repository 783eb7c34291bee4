//! The JSON that the clearinghouses' interfaces share for the 837P, read leniently.
//!
//! Whatever stands in a field is either read or kept as unreadable for a rule to report; only bytes that are not JSON, or
//! beyond a limit, are an [`Error`]. Unknown fields are ignored, except that a key very like a known one is noted.

use crate::claim::Claim;
use crate::error::{Error, ErrorCode};
use crate::scan::json::{Scanner, Stop};
use read::{Object, Slot};

mod limits;
mod near;
mod objects;
pub(crate) mod read;
pub(crate) mod scalar;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod typescript;
mod values;
mod walk;

pub use limits::{MAX_BYTES, MAX_ITEMS};
pub use values::values;
pub use walk::{oddities, Oddity};

/// Reads a claim. Half of a surrogate pair (`\ud800`), which JavaScript's strings may hold, is an unknown character.
pub fn parse(bytes: &[u8]) -> Result<Claim<'_>, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(over_limit());
    }
    let text = std::str::from_utf8(bytes).map_err(|e| not_json(bytes, e.valid_up_to()))?;
    let mut scanner = Scanner::new(text);
    let mut claim = Claim::default();
    match read::read(&mut scanner, Slot::Object(&mut claim)).and_then(|()| scanner.end()) {
        Ok(()) => {
            claim.regular = !scanner.odd;
            Ok(claim)
        }
        Err(Stop::NotJson) => Err(not_json(bytes, scanner.at())),
        Err(Stop::TooLarge) => Err(over_limit()),
    }
}

/// Whether a key is one that a claim of clearinghouses has at its top.
pub(crate) fn is_own(key: &str) -> bool {
    let keys = Object::keys(&Claim::default());
    keys.read.contains(&key) || keys.unread.contains(&key)
}

fn not_json(bytes: &[u8], at: usize) -> Error {
    let before = bytes.get(..at).unwrap_or(bytes);
    let line = 1 + before.iter().filter(|b| **b == b'\n').count();
    let column = 1 + before.iter().rev().take_while(|b| **b != b'\n').count();
    Error::new(
        ErrorCode::BadInput,
        format!("the claim is not JSON (line {line}, column {column}); pass UTF-8 JSON text"),
    )
    .at(line, column)
    .at_byte(at)
}

fn over_limit() -> Error {
    Error::new(
        ErrorCode::BadInput,
        format!(
            "the claim is too large: at most {MAX_ITEMS} items in a list and {} MB in all; \
            an 837P claim has at most 50 service lines",
            MAX_BYTES >> 20
        ),
    )
    .over(MAX_BYTES)
}
