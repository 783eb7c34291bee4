//! Which rows a search may answer with.

use super::options::Options;
use super::query;
use crate::date::Date;
use crate::table::{chapter_holds, CodeId, CodeTable, Feature};
use std::ops::Range;

/// Which rows a search may answer with.
pub(crate) struct Filter<'a> {
    pub(super) on: Option<Date>,
    pub(super) billable: Option<bool>,
    pub(super) within: Vec<Within>,
    pub(super) table: &'a CodeTable,
}

pub(super) enum Within {
    Prefix(String),
    Chapter(usize),
    Nothing,
}

impl<'a> Filter<'a> {
    pub(super) fn new(table: &'a CodeTable, options: &Options) -> Filter<'a> {
        let mut f = Filter {
            on: options.on,
            billable: options.billable,
            within: Vec::new(),
            table,
        };
        if let Some(code) = &options.within {
            f.add_within(code);
        }
        f
    }

    /// A code, the beginning of codes, or a chapter's or block's range ("A00-B99") or first code when no code is meant.
    pub(super) fn add_within(&mut self, code: &str) {
        let plain = query::plain_code(code);
        let range = |c: &crate::table::rows::Chapter| format!("{}{}", c.first, c.last) == plain;
        self.within.push(
            if let Some(at) = self.table.chapters().iter().position(range) {
                Within::Chapter(at)
            } else if !plain.is_empty() && self.table.descendants(&plain).next().is_some() {
                Within::Prefix(plain)
            } else {
                Within::Nothing
            },
        );
    }

    /// The entries that are not left out, where they follow each other: what lies below one code.
    pub(super) fn entries_within(&self) -> Option<Range<usize>> {
        let prefix = self.within.iter().find_map(|w| match w {
            Within::Prefix(p) => Some(p),
            _ => None,
        })?;
        let mut entries = self.table.descendants(prefix).map(CodeId::entry);
        let first = entries.next()?;
        Some(first..entries.last().unwrap_or(first) + 1)
    }

    /// The cost that the row's state adds, or `None` when it is left out.
    #[allow(clippy::indexing_slicing)] // A chapter is remembered by its place in the list.
    pub(super) fn cost(&self, row: CodeId) -> Option<i32> {
        let span = self.table.span(row, self.on)?;
        if self.billable.is_some_and(|b| b != span.billable) {
            return None;
        }
        if !self.within.is_empty() {
            let code = self.table.code(row);
            let inside = |w: &Within| match w {
                Within::Prefix(p) => code.starts_with(p.as_str()),
                Within::Chapter(at) => chapter_holds(&self.table.chapters()[*at], &code),
                Within::Nothing => false,
            };
            if !self.within.iter().all(inside) {
                return None;
            }
        }
        let header = if span.billable {
            0
        } else {
            self.table.feature(Feature::Header)
        };
        let ended = self.on.is_none() && span.to != Date::MAX;
        Some(
            header
                + if ended {
                    self.table.feature(Feature::Ended)
                } else {
                    0
                },
        )
    }
}
