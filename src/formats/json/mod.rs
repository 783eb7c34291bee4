//! The JSON that the clearinghouses' interfaces share for the 837P and the 837I, and the flat shape of the CMS-1500 form; read
//! leniently.
//!
//! Whatever stands in a field is either read or kept as unreadable for a rule to report; only bytes that are not JSON, or
//! beyond a limit, are an [`Error`]. Unknown fields are ignored, except that a key very like a known one is noted.

use crate::claim::Claim;
use crate::error::{Error, ErrorCode};
use crate::scan::json::{Scanner, Stop};
use crate::scan::tree::Tree;
use read::{Object, Slot};

mod flat;
mod hospital;
mod limits;
mod near;
mod objects;
mod paths;
pub(crate) mod read;
pub(crate) mod scalar;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod typescript;
mod values;
mod walk;

pub use limits::{MAX_BYTES, MAX_ITEMS};
pub use paths::Paths;
pub use values::values;
pub use walk::{oddities, Oddity};

/// Reads a claim. Half of a surrogate pair (`\ud800`), which JavaScript's strings may hold, is an unknown character.
pub fn parse(bytes: &[u8]) -> Result<Claim<'_>, Error> {
    let first = read(bytes)?.into_iter().next();
    Ok(first.map(|(claim, _)| claim).unwrap_or_default())
}

/// The claims of a JSON text with the pointers of the fields that stand elsewhere than in a professional claim: a hospital's,
/// or claims in the flat shape of the CMS-1500 form, of which a text may hold a list.
pub fn read(bytes: &[u8]) -> Result<Vec<(Claim<'_>, Paths)>, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(over_limit());
    }
    let text = std::str::from_utf8(bytes).map_err(|e| not_json(bytes, e.valid_up_to()))?;
    let mut scanner = Scanner::new(text);
    let mut claim = Claim::default();
    match read::read(&mut scanner, Slot::Object(&mut claim)).and_then(|()| scanner.end()) {
        Ok(()) => claim.regular = !scanner.odd,
        Err(Stop::NotJson) => return Err(not_json(bytes, scanner.at())),
        Err(Stop::TooLarge) => return Err(over_limit()),
    }
    let mut all = Vec::new();
    // What a professional claim does not have is an oddity of its JSON, so that a regular one is none of these.
    if claim.regular {
        all.push((claim, Paths::default()));
    } else if hospital::is_institutional(text) {
        let tree = Tree::new(text).ok();
        let paths = tree.map(|tree| hospital::fill(&mut claim, &tree));
        all.push((claim, paths.unwrap_or_default()));
    } else {
        let nothing = claim.info.lines.is_empty() && claim.providers.is_empty();
        if let Some(tree) = Tree::new(text).ok().filter(|_| nothing) {
            let flat = flat::claims(&tree);
            all.extend(flat.into_iter().map(|node| flat::read(&tree, node)));
        }
        if all.is_empty() {
            all.push((claim, Paths::default()));
        }
    }
    Ok(all)
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
