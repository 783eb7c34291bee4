//! superbill: offline medical code search and field-level claim validation.
#![forbid(unsafe_code)]

pub mod container;
pub mod date;
pub mod edits;
pub mod error;
pub mod rows;

pub use date::Date;
pub use error::{Error, ErrorCode};
