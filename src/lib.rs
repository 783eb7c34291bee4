//! superbill: offline medical code search and field-level claim validation.
#![forbid(unsafe_code)]

pub mod claim;
pub mod container;
pub mod date;
pub mod edits;
pub mod error;
pub mod finding;
pub mod formats;
pub mod lookup;
pub mod rows;
pub mod rules;
pub mod search;
pub mod table;
pub mod tables;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
pub mod words;

pub use date::Date;
pub use error::{Error, ErrorCode};
pub use finding::Report;
pub use tables::Tables;
