//! superbill: offline medical code search and field-level claim validation.
//!
//! Two questions, no I/O, no network, no clock:
//!
//! - **Which code?** [`Catalog::search`] finds ICD-10-CM, ICD-10-PCS, HCPCS and CPT codes by the beginning of a code or of
//!   words; [`Catalog::lookup`] and [`Catalog::browse`] say what is known of one and what lies around it. Time is in the
//!   tables: a row is a code during spans, so one table answers for any date of service.
//! - **Is this claim clean?** [`rules::validate_bytes`] checks a claim of any format, [`rules::Batch`] a file of them,
//!   [`rules::validate`] a [`claim::Claim`]. It never fails on a bad claim: the [`Report`] lists findings, each at its
//!   field, and what could not be checked, each with the reason. [`rules::all`] lists the rules.
//!
//! [`Catalog`] holds what is loaded: the embedded tables, and whatever was passed to [`Catalog::load`]. Bytes from outside
//! are verified before use. An [`Error`] means that a *call* could not be done; nothing in this crate panics on input.
//!
//! Where to read on: [`table`] and [`container`] are the byte formats, [`search`] what a query means, [`rules`] the
//! checks, [`edits`] the official edit tables behind them.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
// Nothing panics on input; the encoders, which are not shipped, may. A function that indexes says above it why no place is missed.
#![cfg_attr(
    not(any(test, feature = "write")),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used
    )
)]

mod browse;
mod catalog;
pub mod claim;
mod code_key;
mod code_set;
mod date;
mod error;
pub mod field;
pub mod formats;
mod lists;
mod lookup;
mod lookup_stays;
pub mod report;
pub mod rules;
mod scan;
pub mod search;
mod sort_permutation;
mod successors;
#[cfg(all(feature = "js-codes", target_arch = "wasm32"))]
#[doc(hidden)]
pub mod wasm;

// The inside of table files is open to what makes and tests them (the feature `write`), and to nobody else: it may change with
// any release.
#[cfg(not(feature = "write"))]
mod container;
#[cfg(feature = "write")]
#[doc(hidden)]
pub mod container;
#[cfg(not(feature = "write"))]
#[allow(dead_code, unused_imports)] // Flags and rows that only the encoders name.
mod edits;
#[cfg(feature = "write")]
#[doc(hidden)]
pub mod edits;
#[cfg(not(feature = "write"))]
#[allow(dead_code, unused_imports)] // The same.
mod table;
#[cfg(feature = "write")]
#[doc(hidden)]
pub mod table;
#[cfg(not(feature = "write"))]
mod tokenizer;
#[cfg(feature = "write")]
#[doc(hidden)]
pub mod tokenizer;

pub use browse::Branch;
pub use catalog::{Catalog, Loading};
pub use code_set::CodeSet;
pub use container::TableInfo;
pub use date::Date;
pub use edits::{Complication, NoteKind};
pub use error::{Error, ErrorCode, TextPlace};
pub use lookup::{CodeInfo, CodeTitle, NoteInfo, Seventh, SpanInfo, Status};
pub use lookup_stays::{Axis, Drg};
pub use report::Report;

/// The programs of the README, so that they are compiled and run.
#[cfg(all(doctest, feature = "embedded"))]
#[doc = include_str!("../README.md")]
struct Readme;
