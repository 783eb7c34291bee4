//! The formats a claim comes in: bytes to [`Claim`](crate::claim::Claim), and the way back from a field to the place
//! where each format keeps it.

pub mod fhir;
pub mod json;
pub mod x12;

use crate::claim::Format;

/// Which of the formats in JSON a text is of, unless its caller has said it.
pub fn of_json(bytes: &[u8], said: Option<Format>) -> Format {
    match said {
        Some(format) => format,
        None if fhir::is_fhir(bytes, json::is_own) => Format::Fhir,
        None => Format::Json,
    }
}
