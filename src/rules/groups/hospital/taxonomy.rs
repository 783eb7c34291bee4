//! Kind of hospital that bills, as far as its taxonomy code tells.

use crate::rules::Bill;

/// Kinds of hospitals whose rules differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Acute care, paid for by the stay.
    Acute,
    /// Critical access.
    CriticalAccess,
    /// Children's.
    Children,
    /// Psychiatric: a hospital or a unit of one.
    Psychiatric,
    /// Rehabilitation: a hospital or a unit of one.
    Rehabilitation,
    /// Long-term care.
    LongTerm,
    /// Not said, or another.
    Unknown,
}

/// The kind of hospital by the billing provider's taxonomy code (NUCC's list; the kinds are CMS's).
pub(super) fn kind(bill: &Bill<'_>) -> Kind {
    match bill.taxonomy {
        "282N00000X" | "282NR1301X" | "282NW0100X" => Kind::Acute,
        "282NC0060X" => Kind::CriticalAccess,
        "282NC2000X" => Kind::Children,
        "283Q00000X" | "273R00000X" => Kind::Psychiatric,
        "283X00000X" | "273Y00000X" | "283XC2000X" => Kind::Rehabilitation,
        "282E00000X" => Kind::LongTerm,
        _ => Kind::Unknown,
    }
}
