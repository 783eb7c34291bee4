//! Which guide a transaction follows, as GS08 and ST03 say.

use super::guide::Kind;

/// Meaning of a version identifier (GS08, ST03).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version {
    /// Which claims it is for, where it says so.
    pub(super) kind: Option<Kind>,
    /// Whether our tables are those of this guide.
    pub(super) known: bool,
    /// Whether it is the edition that HIPAA names (45 CFR 162.1102).
    pub(super) adopted: bool,
}

/// The meaning of a version identifier.
pub(super) fn version(text: &[u8]) -> Version {
    let starts = |list: &[&str]| list.iter().any(|s| text.starts_with(s.as_bytes()));
    let kind = if starts(&["005010X222", "005010X291", "005010X298", "004010X098"]) {
        Some(Kind::Professional)
    } else if starts(&["005010X223", "005010X292", "005010X299", "004010X096"]) {
        Some(Kind::Institutional)
    } else if starts(&["005010X224", "005010X293", "005010X300", "004010X097"]) {
        Some(Kind::Dental)
    } else {
        None
    };
    Version {
        kind,
        known: starts(&["005010X222", "005010X223", "005010X224"]),
        adopted: [&b"005010X222A1"[..], b"005010X223A2", b"005010X224A2"].contains(&text),
    }
}
