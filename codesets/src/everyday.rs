//! Our own list of everyday terms: abbreviations, lay words, shorthand, spellings. Every entry is checked: its codes
//! exist and are in force, and each word that it stands for is a word of some title.

use crate::{addenda, codes, table};
use anyhow::{ensure, Result};
use std::collections::{BTreeMap, BTreeSet};
use superbill::table::rows::{Alias, AliasKind, Row};
use superbill::CodeSet;
use superbill::Date;

const TERMS: &str = "everyday-terms.tsv";

/// The terms for one set; an entry that does not fit its rows is an error that names the line.
pub fn terms(set: CodeSet, rows: &[Row], on: Date) -> Result<Vec<Alias>> {
    let (terms, faults) = fitting(set, rows, on)?;
    let shown = faults
        .iter()
        .take(30)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n  ");
    ensure!(
        faults.is_empty(),
        "{} faults in addenda/{TERMS}, of which\n  {shown}",
        faults.len()
    );
    Ok(terms)
}

/// The terms that people type, as against those that they look up in an index or a list of diseases.
pub fn typed() -> Result<BTreeSet<String>> {
    let text = addenda::read_optional(TERMS)?.unwrap_or_default();
    let rows = addenda::rows(TERMS, &text, &["term", "kind"])?;
    let typed = rows
        .iter()
        .filter(|r| !matches!(r.get("kind"), "index" | "disease" | "epon"));
    Ok(typed.map(|r| r.get("term").to_string()).collect())
}

/// The terms for one set that fit its rows, and what is wrong with the others.
pub fn fitting(set: CodeSet, rows: &[Row], on: Date) -> Result<(Vec<Alias>, Vec<String>)> {
    match addenda::read_optional(TERMS)? {
        Some(text) => read(&text, set, rows, on),
        None => Ok((Vec::new(), Vec::new())),
    }
}

/// Which set an entry belongs to shows in how its codes are written: `E11.9` and `I10` are ICD-10-CM, `J1885` HCPCS,
/// `99213` CPT. An entry without codes only rewrites words and belongs to every set that has the words; it must be one
/// at least, which the check of ICD-10-CM sees to, of words for supplies that of HCPCS. What is said of procedures only ("ed" is
/// something else in a diagnosis) belongs to CPT alone.
fn read(text: &str, set: CodeSet, rows: &[Row], on: Date) -> Result<(Vec<Alias>, Vec<String>)> {
    let span = |r: &Row| table::span_on(r, on).is_some();
    let current: BTreeMap<&str, bool> = rows.iter().map(|r| (r.code.as_str(), span(r))).collect();
    let words: BTreeSet<String> = rows.iter().flat_map(|r| words(&r.title)).collect();
    let (mut out, mut faults) = (Vec::new(), Vec::new());
    for row in addenda::rows(TERMS, text, &["term", "codes", "words", "kind"])? {
        let codes: Vec<&str> = row.get("codes").split_whitespace().collect();
        let (term, rewrite) = (row.get("term"), row.get("words"));
        if codes.iter().any(|c| written_in(c) != set) {
            if codes.iter().any(|c| written_in(c) == set) {
                faults.push(format!("{}: the codes are of several sets", row.at));
            }
            continue;
        }
        let missing: Vec<String> = self::words(rewrite)
            .filter(|w| !words.contains(w))
            .collect();
        let checked_for = match row.get("kind") {
            "supply" => CodeSet::Hcpcs,
            "procedure" if set != CodeSet::Cpt => continue,
            "procedure" => CodeSet::Cpt,
            _ => CodeSet::Icd10cm,
        };
        if codes.is_empty() && !missing.is_empty() && set != checked_for {
            continue;
        }
        let before = faults.len();
        if term.is_empty() || (codes.is_empty() && rewrite.is_empty()) {
            faults.push(format!("{}: no term, or neither codes nor words", row.at));
        }
        for word in missing {
            faults.push(format!("{}: no title has the word {word:?}", row.at));
        }
        let codes: Vec<String> = codes.iter().map(|c| c.replace('.', "")).collect();
        for code in &codes {
            match current.get(code.as_str()) {
                None => faults.push(format!("{}: there is no code {code}", row.at)),
                Some(false) => faults.push(format!("{}: {code} is not in force on {on}", row.at)),
                Some(true) => {}
            }
        }
        if faults.len() == before {
            let (term, rewrite) = (term.into(), rewrite.into());
            out.push(Alias {
                term,
                codes,
                rewrite,
                kind: AliasKind::Everyday,
            });
        }
    }
    Ok((out, faults))
}

/// The set whose codes are written so.
fn written_in(code: &str) -> CodeSet {
    if codes::is_level_ii(code) {
        CodeSet::Hcpcs
    } else if codes::is_cpt(code) {
        CodeSet::Cpt
    } else {
        CodeSet::Icd10cm
    }
}

/// The words of a text, lower case.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use superbill::table::rows::Span;

    #[test]
    fn entries_that_do_not_fit_are_named_and_left_out() {
        let row = |code: &str, title: &str, to| {
            let spans = vec![Span {
                from: Date::MIN,
                to,
                billable: true,
            }];
            Row {
                code: code.into(),
                title: title.into(),
                spans,
            }
        };
        let on = Date::new(2026, 11, 1).unwrap();
        let rows = [
            row("A000", "Red fever", Date::MAX),
            row("A001", "Green fever", Date::new(2020, 1, 1).unwrap()),
        ];
        let list = "term\tcodes\twords\tkind\n\
                    rf\tA00.0\tred fever\tabbr\n\
                    gf\tA00.1\t\tabbr\n\
                    bf\tA00.2\t\tabbr\n\
                    blue\t\tblue\tlay\n\
                    nothing\t\t\tlay\n\
                    drug\tJ0001\t\tlay\n\
                    mixed\tA00.0 99213\t\tlay\n";
        let (terms, faults) = read(list, CodeSet::Icd10cm, &rows, on).unwrap();
        assert_eq!(terms.len(), 1);
        assert_eq!(
            (terms[0].term.as_str(), terms[0].codes[0].as_str()),
            ("rf", "A000")
        );
        let lines: Vec<&str> = faults
            .iter()
            .filter_map(|f| f.split(':').next()?.split(' ').nth(2))
            .collect();
        assert_eq!(lines, ["3", "4", "5", "6", "8"], "{faults:?}");
        let (terms, faults) = read(list, CodeSet::Hcpcs, &rows, on).unwrap();
        assert!(terms.is_empty() && faults.len() == 2, "{faults:?}");
    }
}
