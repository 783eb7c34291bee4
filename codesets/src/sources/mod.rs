//! Published files: fetching, checking, opening, and one reader per format.

pub mod conversion;
pub mod hcpcs_record;
pub mod index;
pub mod lmdb;
pub mod marshal;
pub mod mce;
pub mod order_file;
pub mod pcs_index;
pub mod pcs_tables;
pub mod release;
pub mod sheet;
pub mod sqlite;
pub mod tabular;
pub mod text;
mod wheels;

pub use wheels::{cache_root, sha256, EditSource, Expected, Manifest, OfficialSource, SetSource};
pub use wheels::{Store, Wheel};
