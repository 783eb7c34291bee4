//! What a search is asked for besides its query.

use crate::code_set::CodeSet;
use crate::date::Date;

/// Most hits that one call returns.
pub const MAX_LIMIT: usize = 500;

/// What to search in and what to leave out.
#[derive(Clone, Debug)]
pub struct Options {
    /// The sets to search; all loaded ones when empty.
    pub sets: Vec<CodeSet>,
    /// Most hits to return, at most [`MAX_LIMIT`].
    pub limit: usize,
    /// Only rows in the table on that day. Without it, ended codes come last.
    pub on: Option<Date>,
    /// Only billable (`true`) or only header rows (`false`).
    pub billable: Option<bool>,
    /// Only rows below this code, or within the chapter or block that begins with it.
    pub within: Option<String>,
    /// Other readings, one typo and best-subset answers when the exact search finds nothing.
    pub fallback: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            sets: Vec::new(),
            limit: 10,
            on: None,
            billable: None,
            within: None,
            fallback: true,
        }
    }
}
