//! Everyday names of CPT codes and plain displays for their families, in our own words; none is the AMA's.

use crate::{addenda, codes, table};
use anyhow::{ensure, Result};
use std::collections::{BTreeMap, BTreeSet};
use superbill::table::rows::{Alias, AliasKind, Row};
use superbill::Date;

const NAMES: &str = "cpt-names.tsv";

/// Names of CPT codes in the addendum, in words of our own.
#[derive(Default)]
pub struct Names {
    /// Text to show for each code.
    pub displays: BTreeMap<String, String>,
    /// Names, each with its codes in the order in which they are offered.
    names: Vec<(String, Vec<String>)>,
}

/// Reads the addendum; a code with two displays and a name that is there twice are errors.
pub fn read() -> Result<Names> {
    parse(&addenda::read(NAMES)?)
}

fn parse(text: &str) -> Result<Names> {
    let mut out = Names::default();
    let mut seen = BTreeSet::new();
    for row in addenda::rows(NAMES, text, &["codes", "display", "names", "origin"])? {
        let codes: Vec<String> = row.get("codes").split(' ').map(str::to_string).collect();
        ensure!(
            codes.iter().all(|c| codes::is_cpt(c)) && !row.get("origin").is_empty(),
            "{}: not CPT codes, or no origin",
            row.at
        );
        let choices = row.get("display").matches('|').count() + 1;
        ensure!(
            choices == 1 || choices == codes.len(),
            "{}: {choices} choices for {} codes",
            row.at,
            codes.len()
        );
        for (n, code) in codes.iter().enumerate() {
            let display = filled(row.get("display"), n);
            let known = !display.is_empty() && out.displays.contains_key(code);
            ensure!(!known, "{}: {code} has another display", row.at);
            if !display.is_empty() {
                out.displays.insert(code.clone(), display);
            }
        }
        let names = row.get("names").split(';').map(str::trim);
        for name in names.filter(|n| !n.is_empty()) {
            ensure!(
                seen.insert(name.to_string()),
                "{}: {name} is there twice",
                row.at
            );
            out.names.push((name.into(), codes.clone()));
        }
    }
    Ok(out)
}

/// A display in which `{2}` stands for a number that counts up from code to code, and `{a|b}` for what each has in turn.
fn filled(display: &str, n: usize) -> String {
    let parts = display.split_once('{');
    let Some((before, (held, behind))) =
        parts.and_then(|(b, rest)| Some((b, rest.split_once('}')?)))
    else {
        return display.into();
    };
    let own = match held.parse::<usize>() {
        Ok(first) => (first + n).to_string(),
        Err(_) => held.split('|').nth(n).unwrap_or_default().into(),
    };
    format!("{before}{own}{behind}")
}

impl Names {
    /// The names as other names of the rows; a code that is not in force is an error.
    pub fn aliases(self, rows: &[Row], on: Date) -> Result<Vec<Alias>> {
        let current: BTreeSet<&str> = rows
            .iter()
            .filter(|r| table::span_on(r, on).is_some())
            .map(|r| r.code.as_str())
            .collect();
        let codes = self
            .names
            .iter()
            .flat_map(|n| &n.1)
            .chain(self.displays.keys());
        let unknown: BTreeSet<&str> = codes
            .map(String::as_str)
            .filter(|c| !current.contains(c))
            .collect();
        ensure!(
            unknown.is_empty(),
            "addenda/{NAMES} has codes that are not in force: {}",
            table::some(&unknown.into_iter().collect::<Vec<_>>())
        );
        let alias = |(term, codes): (String, Vec<String>)| Alias {
            term,
            codes,
            rewrite: String::new(),
            kind: AliasKind::Everyday,
        };
        Ok(self.names.into_iter().map(alias).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displays_count_and_faults_are_named() {
        let head = "codes\tdisplay\tnames\torigin\n";
        let read = |line: &str| parse(&format!("{head}{line}\n"));
        let names = read("00001 00002\tMade up, level {2} of 3\ta name; another\town").unwrap();
        assert_eq!(names.displays["00001"], "Made up, level 2 of 3");
        assert_eq!(names.displays["00002"], "Made up, level 3 of 3");
        assert_eq!(names.names[1].0, "another");
        let names = read("00001 00002\tMade up, {up to 2|over 2} cm\t\town").unwrap();
        assert_eq!(names.displays["00002"], "Made up, over 2 cm");
        for bad in [
            "1\tx\ty\town",
            "00001\tx\ty\t",
            "00001\tx\ty; y\town",
            "00001 00001\tx\ty\town",
            "00001 00002\tx {a|b|c}\ty\town",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
