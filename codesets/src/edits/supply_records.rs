//! CMS's records of HCPCS Level II codes: what they say besides the titles.

use super::quarterly::info;
use super::Made;
use crate::sources::hcpcs_record::{self, Record};
use crate::{addenda, codes};
use anyhow::{ensure, Context, Result};
use std::collections::BTreeMap;
use std::path::Path;
use superbill::edits::pcs_terms::{encode, Term};
use superbill::Date;

/// Our words for the indicators, by the code lists of CMS's record layout.
const WORDS: &str = "hcpcs-indicators.tsv";

/// Makes the table `hcpcs-records` of a quarter's file.
pub fn table(path: &Path, quarter: Date) -> Result<Made> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let records = hcpcs_record::read(&name, &hcpcs_record::text(bytes))?;
    let text = addenda::read(WORDS)?;
    let mut words = BTreeMap::new();
    for row in addenda::rows(WORDS, &text, &["kind", "code", "meaning"])? {
        words.insert((row.get("kind"), row.get("code")), row.get("meaning"));
    }
    let mut lines: Vec<Term> = records
        .iter()
        .filter(|r| codes::is_level_ii(&r.code))
        .map(|r| Term {
            section: 'H',
            axis: 0,
            title: r.code.clone(),
            definition: said(r, &words),
            explanation: String::new(),
        })
        .collect();
    ensure!(!lines.is_empty(), "{name} has no codes of Level II");
    lines.sort();
    let from = records.iter().map(|r| r.from).min().unwrap_or(quarter);
    let source = format!("CMS, HCPCS contractor records ({name})");
    let info = info("hcpcs-records", quarter, from, lines.len(), source)?;
    Ok(("hcpcs-records", encode(&info, &lines)))
}

/// The parts of a record, with `|` between. An indicator for which we have no words stands alone.
fn said(record: &Record, words: &BTreeMap<(&str, &str), &str>) -> String {
    let mut parts = Vec::new();
    let mut each = |kind: &str, shown: &str, codes: &[String]| {
        for code in codes.iter().filter(|c| !c.is_empty()) {
            parts.push(match words.get(&(kind, code.as_str())) {
                Some(meaning) => format!("{shown} {code}: {meaning}"),
                None => format!("{shown} {code}"),
            });
        }
    };
    each(
        "coverage",
        "coverage",
        std::slice::from_ref(&record.coverage),
    );
    each("pricing", "pricing", &record.pricing);
    each("service", "type of service", &record.services);
    each("betos", "BETOS", std::slice::from_ref(&record.betos));
    for (what, day) in [
        ("added", record.from),
        ("changed", record.changed),
        ("ended", record.to),
    ] {
        if day != Date::MAX {
            parts.push(format!("{what} {day}"));
        }
    }
    parts.join("|")
}
