//! Other people's 837 files, read whole: the published samples, and the cases of this project that are written as files.
//!
//! They are not part of the project; without them the tests say so and prove nothing. What is found in each sample is a
//! committed snapshot of names alone (`UPDATE=1` writes it again).
#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;
use superbill::formats::x12::{self, Item};
use superbill::report::Severity;
use superbill::rules::{Batch, Checked, Options};
use superbill::Date;

fn read(bytes: &[u8], tables: &superbill::Catalog) -> Vec<Checked> {
    let options = Options::new().today(Date::new(2026, 11, 1));
    Batch::new(options).check_bytes(bytes, tables).collect()
}

#[test]
fn every_sample_is_read_whole() {
    let Some(dir) = support::shared("corpora/x12") else {
        return;
    };
    let manifest = std::fs::read_to_string(dir.join("MANIFEST.tsv")).expect("there is a manifest");
    let (mut snapshot, mut files, mut miscounted) = (String::new(), 0, Vec::new());
    for row in manifest.lines().filter(|l| l.starts_with("837")) {
        let cells: Vec<&str> = row.split('\t').collect();
        let bytes = std::fs::read(dir.join(cells[0])).expect("the manifest names files");
        let (mut claims, mut found) = (0, BTreeMap::<String, usize>::new());
        for item in x12::claims(&bytes) {
            let faults = match item {
                Item::Claim(claim) => {
                    claims += 1;
                    claim.faults
                }
                Item::File(faults) => faults,
                Item::Passed => continue,
            };
            for fault in faults {
                let at = &fault.spot;
                let place = format!("{} {} {}", at.in_loop, at.segment, at.element_name());
                let severity = if fault.lenient { "warning" } else { "error" };
                let line = format!("{severity} {:?} {}", fault.kind, place.trim());
                *found.entry(line).or_default() += 1;
            }
        }
        if claims.to_string() != cells[5] {
            miscounted.push(format!("{}: {claims} for {}", cells[0], cells[5]));
        }
        files += 1;
        writeln!(snapshot, "{} ({claims})", cells[0]).unwrap();
        for (line, times) in found {
            writeln!(snapshot, "    {line} x{times}").unwrap();
        }
    }
    assert!(files > 80, "the corpus is not the one this test knows");
    assert_eq!(miscounted, [] as [String; 0]);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/x12_corpus.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &snapshot).expect("a generated file can be written");
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == snapshot,
        "findings changed; run with UPDATE=1 and read the diff"
    );
}

#[test]
fn right_institutional_claims_are_written_right() {
    let Some(rows) = support::shared_lines("cases/institutional-right.jsonl") else {
        return;
    };
    let tables = support::tables();
    let mut wrong = Vec::new();
    for row in &rows {
        for answer in read(row["edi"].as_str().unwrap().as_bytes(), &tables) {
            for f in answer.report.unwrap().findings {
                if f.rule.starts_with("x12.") {
                    wrong.push(format!(
                        "{} {:?} {} {:?}: {}",
                        row["id"],
                        f.severity,
                        f.rule,
                        f.locations().x12,
                        f.message
                    ));
                }
            }
        }
    }
    assert!(rows.len() > 50 && wrong.is_empty(), "{wrong:#?}");
}

/// Their faults are of what they say, not of how it is written.
#[test]
fn faulty_institutional_claims_and_denied_claims_are_read() {
    let (Some(faulty), Some(denials)) = (
        support::shared_lines("cases/institutional-faulty.jsonl"),
        support::shared_lines("cases/denials.jsonl"),
    ) else {
        return;
    };
    let tables = support::tables();
    let mut wrong = Vec::new();
    let texts = faulty.iter().map(|r| (r, &r["edi"]));
    for (row, edi) in texts.chain(denials.iter().map(|r| (r, &r["claim837"]))) {
        let Some(edi) = edi.as_str() else { continue };
        let answers = read(edi.as_bytes(), &tables);
        assert!(answers.iter().any(|a| a.index.is_some()), "{}", row["id"]);
        for f in answers.into_iter().flat_map(|a| a.report.unwrap().findings) {
            if f.rule.starts_with("x12.") && f.severity == Severity::Error {
                wrong.push(format!(
                    "{} {} {} {:?}",
                    row["id"],
                    row["fault"],
                    f.rule,
                    f.locations().x12
                ));
            }
        }
    }
    // These seven are faults of the writing.
    let writing = [
        "fac-qualifier",
        "date-impossible",
        "line-date-missing",
        "occ-bad-date",
        "units-missing",
        "c03-999",
        "c10-999",
    ];
    wrong.retain(|w: &String| !writing.iter().any(|name| w.contains(name)));
    assert!(wrong.is_empty(), "{wrong:#?}");
}
