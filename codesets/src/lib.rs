//! How superbill's tables are made: published files, each pinned by sha256, become rows; rows become `.tbl` bytes.
//!
//! [`sources`] holds one reader per published format, one module per code set turns what they read into rows, and
//! everything that a source lacks or has wrong is a line in `addenda/`, so that a release is a reviewable diff.
#![forbid(unsafe_code)]

pub mod addenda;
pub mod build;
pub mod codes;
pub mod compare;
pub mod cpt;
pub mod cpt_names;
pub mod defaults;
pub mod edits;
pub mod everyday;
pub mod former;
pub mod hcpcs;
pub mod hcpcs_texts;
pub mod icd10cm;
pub mod ioce;
pub mod official;
pub mod official_files;
pub mod pcs;
pub mod pcs_names;
pub mod prune;
pub mod ranking;
pub mod sources;
pub mod spans;
pub mod table;
