//! The rows above, below and beside a row.

use super::code::Code;
use super::{CodeId, CodeTable};
use crate::date::Date;

impl CodeTable {
    /// The row above: the longest code in the table that this one extends.
    pub(crate) fn parent(&self, row: CodeId) -> Option<CodeId> {
        if row.ext() > 0 {
            return Some(CodeId::new(row.entry(), 0));
        }
        let code = self.code(row);
        (3..code.len()).rev().find_map(|n| {
            let head = code.get(..n)?;
            self.entry(head).map(|e| CodeId::new(e, 0))
        })
    }

    /// Direct children of `code` that are in the table on `on`, without dots.
    pub fn children(&self, code: &str, on: Date) -> Vec<String> {
        let Some(row) = self.find(code) else {
            return Vec::new();
        };
        self.child_rows(row)
            .filter(|r| self.span(*r, Some(on)).is_some())
            .map(|r| self.code(r))
            .collect()
    }

    pub(crate) fn child_rows(&self, row: CodeId) -> impl Iterator<Item = CodeId> + '_ {
        let code = self.codes.get(row.entry()).filter(|_| row.ext() == 0);
        // Behind all of them: below a seventh character there is nothing.
        let code = code.unwrap_or(Code::BEHIND_ALL);
        let entries = self.codes.beginning(code).skip(1);
        let exts = if row.ext() == 0 {
            self.exts(row.entry()).len()
        } else {
            0
        };
        let mut last: Option<Code> = None;
        let below = entries
            .filter(move |entry| self.is_outermost(*entry, &mut last))
            .map(|entry| CodeId::new(entry, 0));
        (1..=exts)
            .map(move |x| CodeId::new(row.entry(), x))
            .chain(below)
    }

    /// The other names of a row.
    pub(crate) fn synonyms(&self, row: CodeId) -> Vec<String> {
        let mut names: Vec<String> = (0..self.alias_targets.len())
            .filter(|a| self.alias_targets.get(*a).contains(&row))
            .map(|a| self.text(self.entry_count() + a))
            .collect();
        names.dedup();
        names
    }

    /// The entries that extend no other entry.
    pub(crate) fn top_rows(&self) -> impl Iterator<Item = CodeId> + '_ {
        let mut last: Option<Code> = None;
        (0..self.codes.len())
            .filter(move |entry| self.is_outermost(*entry, &mut last))
            .map(|entry| CodeId::new(entry, 0))
    }

    /// Whether an entry does not extend the `last` one that did not; of entries asked for in order.
    fn is_outermost(&self, entry: usize, last: &mut Option<Code>) -> bool {
        let code = self.codes.get(entry);
        let nested = code.zip(*last).is_some_and(|(c, l)| c.begins_with(l));
        if !nested {
            *last = code;
        }
        !nested
    }

    /// All rows whose code begins with `prefix`, in code order; an entry comes before its extensions.
    pub(crate) fn descendants<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = CodeId> + 'a {
        // What no code begins with would stand behind all of them.
        let begin = Code::of(prefix).unwrap_or(Code::BEHIND_ALL);
        let entries = self.codes.beginning(begin);
        let below =
            entries.flat_map(move |e| (0..=self.exts(e).len()).map(move |x| CodeId::new(e, x)));
        // A prefix that reaches into placeholders and seventh characters ("S72001A", "T148X") has no entry of its own.
        let stem = prefix
            .get(..prefix.len().min(6))
            .unwrap_or("")
            .trim_end_matches('X');
        let partial = (prefix.len() > stem.len() || prefix.len() == 7)
            .then(|| self.entry(stem))
            .flatten()
            .into_iter()
            .flat_map(move |e| (1..=self.exts(e).len()).map(move |x| CodeId::new(e, x)))
            .filter(move |row| self.code(*row).starts_with(prefix));
        below.chain(partial)
    }

    /// Rows below `prefix`, as [`descendants`](CodeTable::descendants), whose code has `len`
    /// characters.
    pub(crate) fn descendants_of_len<'a>(
        &'a self,
        prefix: &'a str,
        len: usize,
    ) -> impl Iterator<Item = CodeId> + 'a {
        self.descendants(prefix).filter(move |row| {
            let own = self.codes.get(row.entry()).map_or(0, |c| c.len());
            len == if row.ext() > 0 { 7 } else { own }
        })
    }

    /// Up to `limit` codes under `code` that are billable on `on`, in code order, without dots.
    pub fn billable_below(&self, code: &str, on: Date, limit: usize) -> Vec<String> {
        let mut codes: Vec<String> = self
            .descendants(code)
            .filter(|r| self.span(*r, Some(on)).is_some_and(|s| s.billable))
            .take(limit)
            .map(|r| self.code(r))
            .filter(|c| c != code)
            .collect();
        codes.dedup();
        codes
    }
}
