//! Options of a search besides its query.

use crate::code_set::CodeSet;
use crate::date::Date;

/// Most hits that one call returns.
pub const MAX_LIMIT: usize = 500;

/// Options of a search: sets, day, place in the hierarchy, how many hits.
#[derive(Clone, Debug)]
#[non_exhaustive]
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

impl Options {
    /// Ten hits of all loaded sets, with all readings.
    pub fn new() -> Options {
        Options::default()
    }

    /// Searches these sets only.
    #[must_use]
    pub fn sets(mut self, sets: impl Into<Vec<CodeSet>>) -> Options {
        self.sets = sets.into();
        self
    }

    /// Returns at most so many hits.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Options {
        self.limit = limit;
        self
    }

    /// Only rows that are in the table on that day; `None` for any day.
    #[must_use]
    pub fn on(mut self, day: impl Into<Option<Date>>) -> Options {
        self.on = day.into();
        self
    }

    /// Only billable or only header rows; `None` for both.
    #[must_use]
    pub fn billable(mut self, billable: impl Into<Option<bool>>) -> Options {
        self.billable = billable.into();
        self
    }

    /// Only rows below that code, or within the chapter or block that begins with it.
    #[must_use]
    pub fn within(mut self, code: impl Into<String>) -> Options {
        self.within = Some(code.into());
        self
    }

    /// Whether other readings are tried when the exact search finds nothing.
    #[must_use]
    pub fn fallback(mut self, fallback: bool) -> Options {
        self.fallback = fallback;
        self
    }
}
