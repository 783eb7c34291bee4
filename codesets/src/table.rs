//! Steps that all sets share: assembling, counting, naming codes in messages.

use crate::ranking::ranking;
use crate::sources::mce::Change;
use crate::sources::{Expected, SetSource};
use anyhow::{ensure, Result};
use std::collections::{BTreeMap, BTreeSet};
use superbill::container::TableInfo;
use superbill::table::rows::{Alias, Chapter, Row, Span, Succession, TableInput};
use superbill::CodeSet;
use superbill::Date;

/// The span of `row` that holds the day `on`.
pub fn span_on(row: &Row, on: Date) -> Option<&Span> {
    row.spans.iter().find(|s| s.from <= on && on <= s.to)
}

/// Rows and billable rows on a day.
pub fn count(rows: &[Row], on: Date) -> (usize, usize) {
    let valid = rows.iter().filter_map(|r| span_on(r, on));
    valid.fold((0, 0), |(n, billable), s| {
        (n + 1, billable + usize::from(s.billable))
    })
}

/// The official counts, or an error that says both.
pub fn expect_counts(set: &str, rows: &[Row], expected: &[Expected]) -> Result<()> {
    for e in expected {
        let (n, billable) = count(rows, e.date()?);
        ensure!(
            (n, billable) == (e.rows, e.billable),
            "{set} has {n} rows, {billable} billable on {}; sources.toml expects {} and {}",
            e.on,
            e.rows,
            e.billable
        );
    }
    Ok(())
}

/// CMS's conversions for codes that ended or became headers on the day of the change, and those already `known`.
pub fn successions(
    rows: &[Row],
    changes: &BTreeSet<Change>,
    known: BTreeMap<String, BTreeSet<String>>,
) -> Vec<Succession> {
    let by_code: BTreeMap<&str, &Row> = rows.iter().map(|r| (r.code.as_str(), r)).collect();
    let mut to = known;
    for (old, new, day) in changes {
        let last = day.day_before();
        let ended = by_code
            .get(old.as_str())
            .is_some_and(|r| r.spans.iter().any(|s| s.billable && s.to == last));
        if ended && by_code.contains_key(new.as_str()) {
            to.entry(old.clone()).or_default().insert(new.clone());
        }
    }
    to.retain(|_, to| !to.is_empty());
    to.into_iter()
        .map(|(from, to)| Succession {
            from,
            to: to.into_iter().collect(),
        })
        .collect()
}

/// The parts of a table put together, with what it says of itself.
pub fn assemble(
    set: CodeSet,
    source: &SetSource,
    rows: Vec<Row>,
    aliases: Vec<Alias>,
    successions: Vec<Succession>,
    chapters: Vec<Chapter>,
) -> Result<TableInput> {
    ensure!(
        rows.windows(2).all(|w| w[0].code < w[1].code),
        "the rows of {} are not sorted",
        set.as_str()
    );
    let newest = source
        .expect
        .last()
        .map_or(Ok(0), |e| e.date().map(|d| count(&rows, d).0))?;
    let info = TableInfo {
        set: set.as_str().into(),
        release: source.release.clone(),
        rows: u32::try_from(newest)?,
        from: source.from,
        to: source.to,
        source: source.source.clone(),
    };
    Ok(TableInput {
        set,
        info,
        rows,
        aliases,
        successions,
        defaults: Vec::new(),
        former: Vec::new(),
        chapters,
        ranking: ranking(set)?,
    })
}

/// The first codes of a list, for a message.
pub fn some(codes: &[&str]) -> String {
    const SHOWN: usize = 40;
    let shown = codes
        .iter()
        .take(SHOWN)
        .copied()
        .collect::<Vec<_>>()
        .join(" ");
    match codes.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => format!("{} codes: {shown} and {more} more", codes.len()),
        _ => format!("{} codes: {shown}", codes.len()),
    }
}
