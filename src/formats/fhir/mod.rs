//! FHIR R4 Claim and ExplanationOfBenefit: resources to claims, each field with its place.
//!
//! ```text
//! document   what holds claims: a resource, a Bundle, Parameters, a list of resources
//! reference  from a reference to its resource
//! read       a Claim or ExplanationOfBenefit to the claim model
//! places     where each field stands, or why it does not        path       a node as FHIRPath
//! ```
//!
//! The shapes are those of the base resources, of CARIN's Blue Button profiles and of Da Vinci's prior authorization. What
//! FHIR has no element for (who signed, who accepts assignment) is not missing: a rule that asks for it is not checked.

mod document;
mod path;
mod places;
mod read;
mod reference;

use crate::claim::Kind;
use crate::scan::json::{Scanner, Token};

pub use crate::scan::tree::Node;
pub use document::{Document, MAX_BYTES};
pub use places::{Place, Places, Presence};
pub use read::{ClaimInFhir, Fault, Standing};

/// Whether a JSON text is a FHIR resource: an object that says its `resourceType`, or a list that begins with one.
///
/// The claim JSON of clearinghouses begins with one of its own keys, so that only its first key is looked at.
pub fn is_fhir(bytes: &[u8], own: impl Fn(&str) -> bool) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        // The fault will be named by whoever reads it; what comes before may still say what it is.
        Err(e) => std::str::from_utf8(bytes.get(..e.valid_up_to()).unwrap_or_default())
            .unwrap_or_default(),
    };
    let mut scanner = Scanner::new(text);
    let Ok(mut token) = scanner.value() else {
        return false;
    };
    if token.kind() == Some(Kind::List) {
        match scanner.more(b']', true) {
            Ok(true) => {}
            _ => return false,
        }
        let Ok(first) = scanner.value() else {
            return false;
        };
        token = first;
    }
    let Token::Object = token else {
        return false;
    };
    let mut first = true;
    while let Ok(true) = scanner.more(b'}', first) {
        let Ok(key) = scanner.key() else {
            return false;
        };
        if key == "resourceType" {
            return true;
        }
        if first && own(&key) {
            return false;
        }
        first = false;
        let Ok(value) = scanner.value() else {
            return false;
        };
        if scanner.skip(value).is_err() {
            return false;
        }
    }
    false
}
