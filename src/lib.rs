//! superbill: offline medical code search and field-level claim validation.
//!
//! Two questions, no I/O, no network, no clock:
//!
//! - **Which code?** [`Catalog::search`] finds ICD-10-CM, ICD-10-PCS, HCPCS and CPT codes by the beginning of a code or of
//!   words; [`Catalog::lookup`] and [`Catalog::browse`] say what is known of one and what lies around it. Time is in the
//!   tables: a row is a code during spans, so one table answers for any date of service.
//! - **Is this claim clean?** [`rules::validate`] checks a [`claim::Claim`], [`rules::validate_json`] its JSON. It never
//!   fails on a bad claim: the [`Report`] lists findings, each at its field, and what could not be checked, each with the
//!   reason. [`rules::all`] lists the rules.
//!
//! [`Catalog`] holds what is loaded: the embedded tables, and whatever was passed to [`Catalog::load`]. Bytes from outside
//! are verified before use. An [`Error`] means that a *call* could not be done; nothing in this crate panics on input.
//!
//! Where to read on: [`table`] and [`container`] are the byte formats, [`search`] what a query means, [`rules`] the
//! checks, [`edits`] the official edit tables behind them.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
// Nothing panics on input; the encoders, which are not shipped, may. Files that still index say so at their top; a new one may not.
#![cfg_attr(
    not(any(test, feature = "write")),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used
    )
)]

pub mod browse;
pub mod catalog;
pub mod claim;
mod code_key;
pub mod code_set;
pub mod container;
pub mod date;
pub mod edits;
pub mod error;
pub mod field;
pub mod formats;
pub mod lists;
pub mod lookup;
pub mod report;
pub mod rules;
mod scan;
pub mod search;
mod sort_permutation;
pub mod table;
pub mod tokenizer;
#[cfg(all(feature = "js", target_arch = "wasm32"))]
pub mod wasm;

pub use catalog::Catalog;
pub use date::Date;
pub use error::{Error, ErrorCode};
pub use report::Report;

/// The programs of the README, so that they are compiled and run.
#[cfg(all(doctest, feature = "embedded"))]
#[doc = include_str!("../README.md")]
struct Readme;
