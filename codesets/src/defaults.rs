//! The default code of a header: what is billed when nothing more is said than its title.
//!
//! The official list says it where a code below has the header's title with "NOS" (not otherwise specified) as a term. What the
//! official index says beside that is `addenda/defaults.tsv`, each line with its origin. For the other headers the titles below
//! tell (`src/table/defaults.rs`), which is our own reading; a table carries only what they do not give.

use crate::addenda;
use crate::sources::tabular::Tabular;
use anyhow::{ensure, Result};
use std::collections::BTreeSet;
use superbill::table::rows::Row;
use superbill::tokenizer::words;
use superbill::Date;

/// Headers, each with the code that is its default; without points.
pub type Defaults = Vec<(String, String)>;

const DEFAULTS: &str = "defaults.tsv";

/// Headers that are in force with their defaults, those of the addendum first; a line of it that does not fit the codes is an
/// error.
pub fn defaults(list: &Tabular, rows: &[Row]) -> Result<Defaults> {
    let (out, faults) = fitting(list, rows)?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(out)
}

/// Headers with their defaults, and the faults of the lines of the addendum that do not fit the codes and are left out.
pub fn fitting(list: &Tabular, rows: &[Row]) -> Result<(Defaults, Vec<String>)> {
    let in_force = |r: &&Row| r.spans.last().is_some_and(|s| s.to == Date::MAX);
    let codes: BTreeSet<&str> = rows.iter().filter(in_force).map(|r| &*r.code).collect();
    let there = |code: &str| codes.contains(code);
    let (mut out, mut faults) = (Vec::new(), Vec::new());
    let text = addenda::read(DEFAULTS)?;
    for row in addenda::rows(DEFAULTS, &text, &["header", "code", "origin"])? {
        let plain = |column: &str| row.get(column).replace('.', "");
        let (header, code) = (plain("header"), plain("code"));
        ensure!(!row.get("origin").is_empty(), "{}: no origin", row.at);
        if there(&header) && there(&code) && code.starts_with(&header) && code != header {
            out.push((header, code));
        } else {
            faults.push(format!(
                "{}: {code} is no code in force below {header}",
                row.at
            ));
        }
    }
    let named = named(list).into_iter();
    out.extend(named.filter(|(header, code)| there(header) && there(code)));
    Ok((out, faults))
}

/// Defaults that the official list names: "Concussion NOS" below "Concussion".
fn named(list: &Tabular) -> Defaults {
    let mut out = Vec::new();
    for entry in &list.codes {
        let terms = entry
            .notes
            .iter()
            .filter(|n| matches!(&*n.kind, "inclusionTerm" | "includes"));
        for term in terms.filter(|n| words(&n.text).iter().any(|w| w.text == "nos")) {
            let meant = [said(&term.text), said(&plain(&term.text))];
            let mut above = entry.parent.and_then(|p| list.codes.get(p));
            while let Some(header) = above {
                if meant.contains(&said(&header.title)) {
                    out.push((header.code.clone(), entry.code.clone()));
                }
                above = header.parent.and_then(|p| list.codes.get(p));
            }
        }
    }
    out
}

/// A term without what may be there or not, which stands in parentheses.
fn plain(term: &str) -> String {
    let mut depth = 0;
    let outside = |c: &char| {
        depth += i32::from(*c == '(');
        let outside = depth == 0;
        depth -= i32::from(*c == ')');
        outside
    };
    term.chars().filter(outside).collect()
}

/// The words of a title that tell what it is about, whatever their order and number.
pub fn said(title: &str) -> BTreeSet<String> {
    const LITTLE: [&str; 12] = [
        "a",
        "and",
        "by",
        "due",
        "in",
        "nos",
        "of",
        "or",
        "the",
        "to",
        "unspecified",
        "with",
    ];
    let words = words(title).into_iter().map(|w| w.text);
    let saying = words.filter(|w| !LITTLE.contains(&w.as_str()));
    saying
        .map(|w| w.trim_end_matches('s').to_string())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::tabular;
    use std::path::Path;
    use superbill::search::{search, Options};
    use superbill::table::CodeTable;

    #[test]
    fn a_term_not_otherwise_specified_names_the_default_of_each_header_that_says_the_same() {
        let list = "<ICD10CM.tabular><version>2027</version><chapter><desc>One (A00-A09)</desc><section><desc>Two \
            (A00-A09)</desc><diag><name>A00</name><desc>Obstetric hiccups</desc><diag><name>A00.1</name><desc>Loud \
            hiccups</desc></diag><diag><name>A00.2</name><desc>Soft hiccups</desc><inclusionTerm><note>Obstetric \
            (evening) hiccup NOS</note><note>Obstetric sneeze NOS</note></inclusionTerm></diag></diag></section></chapter></ICD10CM.tabular>";
        let list = tabular::read(list).unwrap();
        assert_eq!(named(&list), [("A00".to_string(), "A002".to_string())]);
    }

    #[test]
    fn lines_of_the_addendum_that_a_release_lacks_are_faults_of_the_pinned_one_alone() {
        let list = "<ICD10CM.tabular><version>2027</version><chapter><desc>One (A00-A09)</desc><section><desc>Two \
            (A00-A09)</desc><diag><name>A00</name><desc>Hiccups</desc></diag></section></chapter></ICD10CM.tabular>";
        let list = tabular::read(list).unwrap();
        let (fitting, faults) = fitting(&list, &[]).unwrap();
        assert!(fitting.is_empty());
        let lines = addenda::read(DEFAULTS).unwrap();
        let lines = addenda::rows(DEFAULTS, &lines, &["header", "code", "origin"]).unwrap();
        assert_eq!(faults.len(), lines.len());
        assert_eq!(defaults(&list, &[]).is_err(), !faults.is_empty());
    }

    #[test]
    fn main_terms_agree_with_the_defaults_of_headers_that_say_the_same() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/embedded/icd10cm.tbl");
        let table = CodeTable::open(std::fs::read(file).expect("the tables are built")).unwrap();
        let one = Options::new().limit(1);
        let title = |code: &str| Some(search(&[&table], code, &one).pop()?.display);
        let text = addenda::read("everyday-terms.tsv").unwrap();
        let rows = addenda::rows("everyday-terms.tsv", &text, &["term", "codes", "kind"]).unwrap();
        let (mut agreeing, mut others) = (0, Vec::new());
        for row in rows.iter().filter(|r| r.get("kind") == "index") {
            let code = row
                .get("codes")
                .split(' ')
                .next()
                .unwrap_or("")
                .replace('.', "");
            for n in 3..code.len() {
                let header = &code[..n];
                let Some(title) = title(header) else {
                    continue;
                };
                // One of two things that a title joins is not what it says.
                if title.contains(" and ") || said(&title) != said(row.get("term")) {
                    continue;
                }
                match table.default_of(header) {
                    Some(default) if default.starts_with(&code) => agreeing += 1,
                    default => {
                        others.push((row.get("term"), code.clone(), header.to_string(), default))
                    }
                }
            }
        }
        assert!(
            others.is_empty() && agreeing > 500,
            "{agreeing} agree, not {others:?}"
        );
        for (header, default) in [
            ("G40", "G40909"),
            ("K80", "K8020"),
            ("B27", "B2790"),
            ("M545", "M5450"),
            ("S060", "S060XAA"),
        ] {
            assert_eq!(table.default_of(header).as_deref(), Some(default));
        }
    }
}
