//! Why a *call* could not be done: bad bytes, an option of the wrong type, input that is not JSON.
//!
//! A claim with faults is not an error; it gets a [`Report`](crate::Report). Every error has a code that does not change
//! between versions and a message that says how to repair it. No message repeats the caller's input: it could be a
//! patient's.

use serde::{Serialize, Serializer};
use std::fmt;

/// A failed call: a stable code and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    code: ErrorCode,
    message: String,
    place: Option<TextPlace>,
    limit: Option<usize>,
    byte: Option<usize>,
}

/// Where in a text reading stopped; lines and columns count from 1, columns in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// Line of the input, counted from 1.
    pub line: usize,
    /// Column, in bytes.
    pub column: usize,
}

/// The stable names of [`Error`]s; JavaScript sees them as `error.code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorCode {
    /// The bytes are not a superbill table, are cut short, altered, or of another schema.
    BadTable,
    /// An option has the wrong type or an impossible value.
    BadOption,
    /// A date is not `YYYY-MM-DD` or does not exist.
    BadDate,
    /// A code set name is none of `icd10cm icd10pcs hcpcs cpt`, or its table is not loaded.
    UnknownSet,
    /// No rule and no group of rules has the name that an option gives.
    UnknownRule,
    /// The input cannot be read at all: not JSON, or over a stated limit.
    BadInput,
}

impl ErrorCode {
    /// The name that JavaScript sees.
    pub const fn as_str(self) -> &'static str {
        match self {
            ErrorCode::BadTable => "bad-table",
            ErrorCode::BadOption => "bad-option",
            ErrorCode::BadDate => "bad-date",
            ErrorCode::UnknownSet => "unknown-set",
            ErrorCode::UnknownRule => "unknown-rule",
            ErrorCode::BadInput => "bad-input",
        }
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl Error {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Error {
        Error {
            code,
            message: message.into(),
            place: None,
            limit: None,
            byte: None,
        }
    }

    /// The input stops being readable there.
    pub(crate) fn at(mut self, line: usize, column: usize) -> Error {
        self.place = Some(TextPlace { line, column });
        self
    }

    /// Adds the byte of the input, counted from 0, at which it stops being readable.
    pub(crate) fn at_byte(mut self, byte: usize) -> Error {
        self.byte = Some(byte);
        self
    }

    /// The input is over that many bytes.
    pub(crate) fn over(mut self, limit: usize) -> Error {
        self.limit = Some(limit);
        self
    }

    /// On its own, so that no function that reads a table carries the making of a message.
    #[cold]
    #[inline(never)]
    pub(crate) fn bad_table(what: &str) -> Error {
        Error::new(
            ErrorCode::BadTable,
            format!(
                "this is not a usable superbill table: {what}; build or download it again \
                and pass the whole file"
            ),
        )
    }

    /// Error of a call that takes one claim and was given none, or more than one.
    pub(crate) fn several_claims() -> Error {
        Error::new(
            ErrorCode::BadInput,
            "there is not exactly one claim in this; `validateMany` takes any number of them",
        )
    }

    pub(crate) fn bad_date(option: &str) -> Error {
        Error::new(
            ErrorCode::BadDate,
            format!("`{option}` must be an existing day written YYYY-MM-DD, like \"2026-10-01\""),
        )
    }

    /// The stable code.
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// Where the input stops being readable, for [`ErrorCode::BadInput`] of a text.
    pub fn place(&self) -> Option<TextPlace> {
        self.place
    }

    /// The most bytes that are read at once, when the input has more.
    pub fn limit(&self) -> Option<usize> {
        self.limit
    }

    /// The byte of the input, counted from 0, at which reading ended; absent where no one byte is to blame.
    pub fn byte_offset(&self) -> Option<usize> {
        self.byte
    }

    /// Description of what went wrong and how to repair it; never with a value of a claim.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
