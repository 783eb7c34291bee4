//! Order files of several releases: each is a whole one, so together they give codes their days.

use super::{file_name, text};
use crate::sources::{order_file, Expected, SetSource, Store};
use crate::spans::{day_after, row_spans, Days};
use anyhow::{ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use superbill::table::rows::{Row, TableInput};
use superbill::Date;

/// The fiscal year of a day: from October on it is the next one's.
pub(super) fn fiscal_year(day: Date) -> u32 {
    let (year, month, _) = day.parts();
    year + u32::from(month >= 10)
}

/// ICD-10 is published for 1 October and, with changes, for 1 April: what is known from `day` on is known until then.
pub(super) fn half_year_end(day: Date) -> Date {
    let (year, month, _) = day.parts();
    let end = if month >= 10 {
        Date::new(year + 1, 3, 31)
    } else {
        Date::new(year, 9, 30)
    };
    end.unwrap_or(Date::MAX)
}

pub(super) fn of_the_year(path: &Path, year: u32, newest: Date) -> Result<()> {
    ensure!(
        year == fiscal_year(newest),
        "{} says that it is of {year}, but the newest order file is of {}: put files of one \
            year there",
        file_name(path),
        fiscal_year(newest)
    );
    Ok(())
}

/// The rows of several order files, and what the table says of itself. `last` begins the last codes of the set. Headers are
/// rows of ICD-10-CM; those of ICD-10-PCS are the operations of body systems, which no code is below.
pub(super) fn releases(
    files: &BTreeMap<Date, PathBuf>,
    expect: &[Expected],
    last: &str,
    headers: bool,
) -> Result<(Vec<Row>, SetSource)> {
    let starts: Vec<Date> = files.keys().copied().collect();
    let years: BTreeSet<u32> = starts.iter().map(|d| fiscal_year(*d)).collect();
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    let mut days: BTreeMap<String, (Days, Days)> = BTreeMap::new();
    let mut from = Date::MIN;
    for (i, (start, path)) in files.iter().enumerate() {
        let name = file_name(path);
        let to = starts
            .get(i + 1)
            .map_or(Date::MAX, |next| next.day_before());
        let mut lines = order_file::read(&name, &text(path)?)?;
        lines.retain(|l| l.billable || headers);
        // Chapter 22 (U) stands behind chapter 21 (Z), so it need not be the last line.
        let reaches = lines.iter().any(|l| l.code.starts_with(last));
        ensure!(
            reaches,
            "{name} does not reach the codes that begin with {last}: it is cut \
            short; take it from the agency's zip again"
        );
        let counts = (lines.len(), lines.iter().filter(|l| l.billable).count());
        let known = expect.iter().filter(|e| {
            e.date()
                .is_ok_and(|d| *start <= d && d <= half_year_end(*start))
        });
        let mut checked = false;
        for e in known {
            checked = true;
            ensure!(
                counts == (e.rows, e.billable),
                "{name} has {} rows, {} billable; that release has {} and {}: it is altered or \
                    of another year",
                counts.0,
                counts.1,
                e.rows,
                e.billable
            );
        }
        if !checked {
            eprintln!(
                "{name}: sources.toml has no official counts of that release to compare with"
            );
        }
        for line in lines {
            let (billable, header) = days.entry(line.code.clone()).or_default();
            if line.billable {
                billable.add(from, to)
            } else {
                header.add(from, to)
            }
            titles.insert(line.code, line.title);
        }
        from = day_after(to);
    }
    let (first, newest) = starts
        .first()
        .copied()
        .zip(starts.last().copied())
        .context("no order file")?;
    let whole = (fiscal_year(first)..=fiscal_year(newest)).all(|y| years.contains(&y));
    ensure!(
        whole,
        "the order files have a year missing between {} and {}",
        fiscal_year(first),
        fiscal_year(newest)
    );
    let rows = titles.into_iter().map(|(code, title)| {
        let (billable, header) = days.remove(&code).unwrap_or_default();
        Row {
            code,
            title,
            spans: row_spans(&billable, &header),
        }
    });
    let source = SetSource {
        release: format!("FY{}", fiscal_year(newest)),
        from: first,
        to: half_year_end(newest),
        source: format!(
            "the agency's order files of {} releases from {first} on",
            starts.len()
        ),
        expect: Vec::new(),
    };
    Ok((rows.collect(), source))
}

/// The billable codes that began below a code on the day on which it ended or became a header.
pub(super) fn replaced(rows: &[Row]) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (i, row) in rows.iter().enumerate() {
        let Some(end) = row
            .spans
            .iter()
            .filter(|s| s.billable && s.to != Date::MAX)
            .map(|s| s.to)
            .next_back()
        else {
            continue;
        };
        let below = rows
            .iter()
            .skip(i + 1)
            .take_while(|r| r.code.starts_with(row.code.as_str()));
        let began = below.filter(|r| {
            r.spans
                .iter()
                .any(|s| s.billable && s.from == day_after(end))
        });
        out.insert(row.code.clone(), began.map(|r| r.code.clone()).collect());
    }
    out
}

/// The default table of a set, for what it knows of the days before the oldest order file. `None` when days lie between them, or
/// when its sources are not there.
pub(super) fn default_table(
    store: &Store,
    set: &str,
    first: Date,
    make: impl FnOnce() -> Result<TableInput>,
) -> Option<TableInput> {
    let known = store.set(set).ok()?;
    if known.from >= first || known.to < first.day_before() {
        return None;
    }
    let made = make();
    if let Err(error) = &made {
        eprintln!("{set}: nothing is known of the days before {first}: {error:#}");
    }
    made.ok()
}

/// The rows, with those of the default table on the days before.
pub(super) fn with_history(
    known: &TableInput,
    rows: &[Row],
    source: &mut SetSource,
) -> Result<Vec<Row>> {
    let first = source.from;
    let mut all: BTreeMap<String, (String, Days, Days)> = BTreeMap::new();
    let (before, after) = ((Date::MIN, first.day_before()), (first, Date::MAX));
    let both = [(known.rows.as_slice(), before), (rows, after)];
    for (rows, (from, to)) in both {
        for row in rows {
            let mut parts = [true, false].map(|billable| {
                let mut days = Days::default();
                for span in row.spans.iter().filter(|s| s.billable == billable) {
                    days.add(span.from, span.to);
                }
                days.within(from, to)
            });
            if parts.iter().all(Days::is_empty) {
                continue;
            }
            let [billable, header] = &mut parts;
            let entry = all.entry(row.code.clone()).or_default();
            // The agency's title is the newer one.
            entry.0.clone_from(&row.title);
            entry.1.add_all(billable);
            entry.2.add_all(header);
        }
    }
    source.from = known.info.from;
    source.source = format!("{}; before that {}", source.source, known.info.source);
    let row = |(code, (title, billable, header)): (String, (String, Days, Days))| Row {
        code,
        title,
        spans: row_spans(&billable, &header),
    };
    Ok(all.into_iter().map(row).collect())
}
