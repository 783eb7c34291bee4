//! Time: when a row is a code, what it is on a day, and what came before and after it.

use super::{CodeId, CodeTable};
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::successors;
use crate::table::rows::Span;

/// State of a code on a date: valid, ended, not yet valid, a header, unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeStatus {
    /// Billable on that date.
    Valid,
    /// In the table on that date, but more characters are needed.
    Header,
    /// Valid before; the date is the last day on which it was.
    Ended(Date),
    /// Valid later; the date is the first day.
    NotYet(Date),
    /// Never in the data.
    Unknown,
}

impl CodeTable {
    /// The spans of a row, oldest first.
    #[inline(always)]
    pub(crate) fn spans(&self, row: CodeId) -> &[Span] {
        let entry = row.entry();
        let history = match row.ext().checked_sub(1) {
            None => self.history_of.get(entry),
            Some(ext) => {
                let pattern = self.ext_patterns.get(self.ext_pattern_of.get(entry));
                pattern.get(ext).map_or(usize::MAX, |h| usize::from(*h))
            }
        };
        self.histories.get(history)
    }

    /// The span in force on `on`, or the newest one when no date is asked for.
    pub(crate) fn span(&self, row: CodeId, on: Option<Date>) -> Option<&Span> {
        let spans = self.spans(row);
        match on {
            None => spans.last(),
            Some(on) => spans.iter().find(|s| s.from <= on && on <= s.to),
        }
    }

    pub(crate) fn row_status(&self, row: CodeId, on: Date) -> CodeStatus {
        match self.span(row, Some(on)) {
            Some(s) if s.billable => CodeStatus::Valid,
            Some(_) => CodeStatus::Header,
            None => {
                let spans = self.spans(row);
                match spans.iter().rev().find(|s| s.to < on) {
                    Some(s) => CodeStatus::Ended(s.to),
                    None => spans
                        .first()
                        .map_or(CodeStatus::Unknown, |s| CodeStatus::NotYet(s.from)),
                }
            }
        }
    }

    /// State of `code` (without dot, upper case) on the day `on`.
    pub fn status(&self, code: &str, on: Date) -> CodeStatus {
        self.find(code)
            .map_or(CodeStatus::Unknown, |row| self.row_status(row, on))
    }

    fn successions(&self) -> impl Iterator<Item = (CodeId, &[CodeId])> {
        let all = (0..self.successions.len()).map(|i| self.successions.get(i));
        all.filter_map(|rows| rows.split_first().map(|(from, to)| (*from, to)))
    }

    /// Codes that replaced `code`, where known, without dots.
    pub fn successors(&self, code: &str) -> Vec<String> {
        let row = self.find(code);
        let own = self.successions().filter(|(from, _)| Some(*from) == row);
        let own = own.flat_map(|(_, to)| to).map(|r| self.code(*r));
        let procedures = matches!(self.set(), CodeSet::Cpt | CodeSet::Hcpcs);
        let listed = procedures.then(|| successors::of(code)).flatten();
        own.chain(
            listed
                .into_iter()
                .flat_map(|s| s.codes().map(str::to_owned)),
        )
        .collect()
    }

    /// Codes that `code` replaced, where known, without dots.
    pub fn predecessors(&self, code: &str) -> Vec<String> {
        let Some(row) = self.find(code) else {
            return Vec::new();
        };
        let own = self.successions().filter(|(_, to)| to.contains(&row));
        own.map(|(from, _)| self.code(from)).collect()
    }
}

const STARTS: &str = "starts";

/// The event that makes a row not, no longer or not yet billable, and on which day.
fn event(spans: &[Span], now: Option<&Span>, on: Option<Date>) -> Option<(&'static str, Date)> {
    Some(match now {
        None => match spans.first() {
            Some(first) if on.is_some_and(|on| first.from > on) => (STARTS, first.from),
            _ => ("ended", spans.last()?.to),
        },
        Some(s) if s.to != Date::MAX && on.is_none() => ("ended", s.to),
        Some(s) if !s.billable => {
            let before = spans.iter().rev().find(|b| b.billable && b.to < s.from)?;
            ("billable until", before.to)
        }
        Some(_) => return None,
    })
}

/// "ended 2026-09-30, now I42.00 I42.01 I42.09", for rows that something happens to.
pub(crate) fn note(table: &CodeTable, row: CodeId, on: Option<Date>) -> Option<String> {
    let (what, day) = event(table.spans(row), table.span(row, on), on)?;
    let mut note = format!("{what} {day}");
    let now = if what == STARTS {
        Vec::new()
    } else {
        table.successors(&table.code(row))
    };
    if !now.is_empty() {
        note.push_str(", now");
        for code in now.iter().take(12) {
            note.push(' ');
            note.push_str(&table.formatted(code));
        }
        if now.len() > 12 {
            note.push_str(" ...");
        }
    }
    Some(note)
}
