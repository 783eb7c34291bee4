//! What lies above, below and beside a row.

use super::*;

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
            .filter(|a| self.alias_targets.get(*a).contains(&row.0))
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

    pub(crate) fn in_chapter(&self, row: CodeId, chapter: &Chapter) -> bool {
        chapter_holds(chapter, &self.code(row))
    }

    /// ICD-10-PCS is built axis by axis: the values that the character behind `prefix` may have. What a value means is
    /// read off the titles: the words that all codes with it share and that the other values lack.
    pub(crate) fn axis(&self, prefix: &str, on: Option<Date>) -> Vec<crate::lookup::Branch> {
        use crate::lookup::Branch;
        let n = prefix.len();
        let mut out: Vec<(u8, CodeId, usize, Vec<u16>)> = Vec::new();
        for row in self.descendants(prefix) {
            let alive = self
                .span(row, on)
                .is_some_and(|s| on.is_some() || s.to == Date::MAX);
            let Some(next) = self.codes.get(row.entry()).and_then(|c| c.character(n)) else {
                continue;
            };
            if !alive {
                continue;
            }
            let words = self.docs.tokens.get(row.entry());
            match out.last_mut() {
                Some((b, _, count, shared)) if *b == next => {
                    *count += 1;
                    shared.retain(|t| words.contains(t));
                }
                _ => out.push((next, row, 1, words.to_vec())),
            }
        }
        let everywhere: Vec<u16> = match out.split_first() {
            Some((first, rest)) if !rest.is_empty() => first
                .3
                .iter()
                .copied()
                .filter(|t| rest.iter().all(|o| o.3.contains(t)))
                .collect(),
            _ => Vec::new(),
        };
        out.into_iter()
            .map(|(next, row, count, shared)| {
                let code = format!("{prefix}{}", char::from(next));
                let whole = code.len() == 7;
                let own: Vec<u16> = shared
                    .iter()
                    .copied()
                    .filter(|t| !everywhere.contains(t))
                    .collect();
                let display = if whole {
                    self.row_title(row)
                } else {
                    self.tokens_text(if own.is_empty() { &shared } else { &own })
                        .trim_matches(|c: char| c == ',' || c == ' ')
                        .to_string()
                };
                Branch {
                    code,
                    display,
                    billable: whole,
                    has_children: !whole && count > 0,
                }
            })
            .collect()
    }
}
