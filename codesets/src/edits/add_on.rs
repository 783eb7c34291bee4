//! Add-on codes and their primaries, from CMS's outpatient code editor as pyoce keeps it, or from the agency's own file.

use super::quarterly;
use super::{info, ptp, Made};
use crate::ioce;
use crate::sources::lmdb::Lmdb;
use crate::sources::sheet;
use crate::sources::{marshal, Store};
use crate::spans::quarter_end;
use anyhow::{bail, ensure, Context, Result};
use std::collections::BTreeSet;
use std::path::Path;
use superbill::edits::add_on::{encode, AddOnType};
use superbill::Date;

/// Makes the table `addon`.
pub fn table(store: &Store, editor: &Lmdb) -> Result<Made> {
    let versions = ioce::versions(editor)?;
    let first = *versions.keys().next().context("no versions")?;
    let mut entries = BTreeSet::new();
    for (name, kind) in [
        ("map_addon_type1", AddOnType::One),
        // Drug administration is listed apart, but its add-ons get the edit of type 1.
        ("map_addon_drug_admin", AddOnType::One),
        ("map_addon_type2", AddOnType::Two),
        ("map_addon_type3", AddOnType::Three),
    ] {
        for (key, value) in editor.table(name)? {
            let value = marshal::read(value)?;
            let add_on = std::str::from_utf8(key)?
                .split('|')
                .next()
                .unwrap_or_default();
            let primary = if kind == AddOnType::Two {
                add_on
            } else {
                value.str("addon_primary")?
            };
            let (from, to) = ioce::days(&versions, &value)?;
            // What the first version has already is older than the source can say.
            let from = if value.int("lo_version")? == first {
                Date::MIN
            } else {
                from
            };
            entries.insert((add_on.to_string(), kind, primary.to_string(), from, to));
        }
    }
    Ok((
        "addon",
        encode(&info(store, "addon", entries.len())?, &entries),
    ))
}

/// The quarter that what follows `aoc_v` in a file's name says: `2026q2-mcr`.
pub fn quarter(release: &str) -> Option<Date> {
    let (year, rest) = release.split_once('q')?;
    let quarter: u32 = rest.get(..1)?.parse().ok()?;
    let known = (1..=4).contains(&quarter);
    Date::new(year.parse().ok()?, 3 * quarter.checked_sub(1)? + 1, 1).filter(|_| known)
}

/// Where the columns are, by their headings, which differ in blanks and in "(Julian)".
struct Columns {
    add_on: usize,
    primary: usize,
    kind: usize,
    from: usize,
    /// The days on which the edit, the add-on code and the primary end.
    ends: [usize; 3],
}

impl Columns {
    fn of(cells: &[String]) -> Result<Columns> {
        let squeezed = |text: &String| -> String {
            let plain = text.chars().filter(|c| c.is_ascii_alphanumeric());
            plain.map(|c| c.to_ascii_lowercase()).collect()
        };
        let column = |name: &str| {
            let at = cells.iter().position(|c| squeezed(c).starts_with(name));
            at.with_context(|| format!("there is no column that begins with {name}"))
        };
        Ok(Columns {
            add_on: column("addoncode")?,
            primary: column("primarycode")?,
            kind: column("aocedittype")?,
            from: column("aocediteffd")?,
            ends: [
                column("aoceditdeld")?,
                column("aocdeld")?,
                column("primarycodedeld")?,
            ],
        })
    }
}

/// Makes the table `addon` of the agency's file, in which type 2 has `CCCCC` for primaries that contractors define.
pub fn official(path: &Path, quarter: Date) -> Result<Made> {
    let (mut entries, mut columns) = (BTreeSet::new(), None);
    sheet::each(path, |cells| {
        let Some(columns) = &columns else {
            columns = Columns::of(cells).ok();
            return Ok(());
        };
        if cells.iter().all(String::is_empty) {
            return Ok(());
        }
        let cell = |at: usize| cells.get(at).map_or("", String::as_str);
        let add_on = cell(columns.add_on);
        ptp::code(add_on)?;
        let kind = match cell(columns.kind) {
            "1" => AddOnType::One,
            "2" => AddOnType::Two,
            "3" => AddOnType::Three,
            other => bail!("{other:?} is not a type of add-on codes: 1, 2 or 3"),
        };
        let primary = match cell(columns.primary) {
            "CCCCC" => {
                let two = kind == AddOnType::Two;
                ensure!(
                    two,
                    "{add_on} has contractors' primaries and is not of type 2"
                );
                add_on
            }
            primary => {
                ptp::code(primary)?;
                primary
            }
        };
        let primary = if kind == AddOnType::Two {
            add_on
        } else {
            primary
        };
        let from = day(cell(columns.from))?.context("an edit begins on no day")?;
        let mut to = Date::MAX;
        for at in columns.ends {
            to = to.min(day(cell(at))?.unwrap_or(Date::MAX));
        }
        if from <= to {
            entries.insert((add_on.to_string(), kind, primary.to_string(), from, to));
        }
        Ok(())
    })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    ensure!(
        columns.is_some(),
        "{name} has no line of headings with the columns of add-on codes"
    );
    for kind in [AddOnType::One, AddOnType::Two, AddOnType::Three] {
        ensure!(
            entries.iter().any(|e| e.1 == kind),
            "{name} has no add-on codes of type {}: it is cut short or altered",
            kind as u8
        );
    }
    let newest = entries.iter().map(|e| e.3).max().unwrap_or(Date::MIN);
    ensure!(
        newest <= quarter_end(quarter)?,
        "{name} has edits that begin after its quarter"
    );
    let from = entries.iter().map(|e| e.3).min().unwrap_or(quarter);
    let source = "CMS, NCCI add-on code edits, quarterly file".to_string();
    let info = quarterly::info("addon", quarter, from, entries.len(), source)?;
    Ok(("addon", encode(&info, &entries)))
}

/// A day written as its year and its number in it (2013091 is the first of April), or as year, month and day. `None` for none.
fn day(text: &str) -> Result<Option<Date>> {
    if text.is_empty() || text == "*" {
        return Ok(None);
    }
    let found = match (text.len(), text.parse::<u32>()) {
        (7, Ok(number)) => {
            let (year, days) = (number / 1000, number % 1000);
            let mut on = Date::new(year, 1, 1);
            for _ in 1..days {
                on = on.map(crate::spans::day_after);
            }
            on.filter(|d| days > 0 && d.parts().0 == year)
        }
        _ => Date::parse(text),
    };
    found
        .map(Some)
        .with_context(|| format!("{text:?} is not a day written YYYYDDD"))
}
