//! The labelled 837 oracle: professional and institutional files with one known fault each, or none, read as files.
//!
//! The oracle is not part of the project; without it the test says so and proves nothing.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::collections::BTreeMap;
use superbill::report::{Finding, Severity};
use superbill::rules::{Batch, Options};
use superbill::Date;

/// Types of SNIP that each kind of claim is judged by, and how much of them must be found at the label: the rules of
/// hospitals' claims are not part of this.
const GOALS: [(&str, std::ops::RangeInclusive<u64>, usize); 4] = [
    ("837P", 1..=2, 97),
    ("837I", 1..=2, 97),
    ("837I", 3..=5, 97),
    ("837P", 3..=5, 99),
];

#[test]
fn labelled_faults_are_found_where_they_are_and_clean_files_have_no_error() {
    let Some(rows) = support::oracle("x837.labelled.jsonl.gz") else {
        return;
    };
    let tables = support::tables();
    let options = Options::new().today(Date::new(2026, 11, 1));
    let mut per_fault = BTreeMap::<(&str, u64, &str), (usize, usize)>::new();
    let mut on_clean = BTreeMap::<(&str, &str), usize>::new();
    let (mut clean, mut missed, mut wrong) = (0, Vec::new(), Vec::new());
    for row in &rows {
        let kind = row["type"].as_str().expect("a row has a type");
        let edi = row["edi"].as_str().expect("a row has edi");
        let mut batch = Batch::new(options.clone());
        let findings: Vec<Finding> = batch
            .check_bytes(edi.as_bytes(), &tables)
            .flat_map(|c| c.report.map(|r| r.findings).unwrap_or_default())
            .collect();
        let Some(fault) = row["fault"].as_str() else {
            clean += 1;
            for f in &findings {
                *on_clean.entry((kind, f.rule)).or_default() += 1;
                if f.severity == Severity::Error {
                    wrong.push(format!("{}: {} {}", row["id"], f.rule, f.message));
                }
            }
            continue;
        };
        let snip = row["snip"].as_u64().expect("a fault has its type");
        let label = |key: &str| row["expect"][key].as_str();
        let is_at_label = |f: &&Finding| {
            let x12 = f.locations().x12;
            label("loop").is_none_or(|l| l == x12.in_loop)
                && label("segment") == Some(&x12.segment)
                && label("element").is_none_or(|e| e == x12.element)
        };
        let found = findings.iter().any(|f| is_at_label(&f));
        let entry = per_fault.entry((kind, snip, fault)).or_default();
        entry.0 += 1;
        entry.1 += usize::from(found);
        if !found {
            let all: Vec<_> = findings
                .iter()
                .map(|f| (f.rule, f.locations().x12))
                .map(|(r, x)| format!("{r} {} {} {}", x.in_loop, x.segment, x.element))
                .collect();
            missed.push(format!("{} {kind} {snip} {fault}: {all:?}", row["id"]));
        }
    }
    println!(
        "{:<7}{:>5} {:<28}{:>7}{:>7}",
        "type", "SNIP", "fault", "files", "found"
    );
    for ((kind, snip, fault), (files, found)) in &per_fault {
        println!("{kind:<7}{snip:>5} {fault:<28}{files:>7}{found:>7}");
    }
    println!("on {clean} clean files: {on_clean:?}");
    for m in missed.iter().take(30) {
        println!("missed: {m}");
    }
    assert!(
        clean > 500 && rows.len() > 2000,
        "the oracle is not the one this test knows"
    );
    assert!(wrong.is_empty(), "errors on clean files: {wrong:#?}");
    for (kind, snips, percent) in GOALS {
        let (files, found) = per_fault
            .iter()
            .filter(|((k, snip, _), _)| *k == kind && snips.contains(snip))
            .fold((0, 0), |(a, b), (_, (files, found))| (a + files, b + found));
        println!("{kind} SNIP {snips:?}: {found} of {files}");
        assert!(
            found * 100 >= files * percent,
            "{kind} SNIP {snips:?}: {found} of {files}"
        );
    }
}
