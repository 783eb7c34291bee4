//! How large a claim may be.

/// The most bytes that one claim may have.
pub const MAX_BYTES: usize = 16 << 20;
/// The most items that one list of a claim may have. The 837P itself allows 50 service lines and 12 diagnoses.
pub const MAX_ITEMS: usize = 1_000;
