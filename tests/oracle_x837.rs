//! The professional claims of the labelled 837 oracle: one known fault each, or none.
//!
//! The oracle is not part of the project; without it the test is skipped, and counted so.
#![cfg(not(target_arch = "wasm32"))]

mod support;
#[path = "support/x837.rs"]
mod x837;

use std::collections::BTreeMap;
use superbill::claim::Format;
use superbill::formats::json;
use superbill::report::Severity;
use superbill::rules::{self, Options};
use superbill::Date;

/// Faults of the envelope and of the writing of segments: they are gone once a claim is JSON, and belong to the X12 reader.
const SYNTAX: [&str; 8] = [
    "extra_element",
    "hl_parent",
    "lower_qual",
    "lx_skip",
    "order_swapped",
    "se_count",
    "too_long_name",
    "unknown_segment",
];

#[test]
fn labelled_faults_are_found_where_they_are_and_clean_claims_have_no_error() {
    let Some(rows) = support::oracle("x837.labelled.jsonl.gz") else {
        return;
    };
    let tables = support::tables();
    let options = Options {
        today: Date::new(2026, 11, 1),
        ..Options::default()
    };
    let (mut per_fault, mut per_rule) = (
        BTreeMap::<&str, (u32, u32, u32)>::new(),
        BTreeMap::<&str, [u32; 3]>::new(),
    );
    let (mut clean, mut missed) = (0, Vec::new());
    for row in rows.iter().filter(|r| r["type"] == "837P") {
        let text = x837::claim(row["edi"].as_str().expect("a row has edi")).to_string();
        let mut claim = json::parse(text.as_bytes()).expect("an adapted claim can be read");
        claim.format = Format::X12;
        let report = rules::validate(&claim, &tables, &options);
        let Some(fault) = row["fault"].as_str() else {
            clean += 1;
            for f in &report.findings {
                assert_ne!(
                    f.severity,
                    Severity::Error,
                    "{}: {} at {}: {}",
                    row["id"],
                    f.rule,
                    f.path,
                    f.message
                );
                per_rule.entry(f.rule).or_default()[2] += 1;
            }
            continue;
        };
        if SYNTAX.contains(&fault) {
            continue;
        }
        let label = |key: &str| row["expect"][key].as_str();
        let at_label = |f: &&superbill::report::Finding| {
            label("loop").is_none_or(|l| l == f.locations().x12.in_loop)
                && label("segment") == Some(&f.locations().x12.segment)
                && label("element").is_none_or(|e| e == f.locations().x12.element)
        };
        let hits: Vec<_> = report.findings.iter().filter(at_label).collect();
        let entry = per_fault.entry(fault).or_default();
        entry.0 += 1;
        entry.1 += u32::from(!hits.is_empty());
        entry.2 += u32::from(hits.iter().any(|f| f.severity == Severity::Error));
        if hits.is_empty() {
            missed.push(format!(
                "{} {fault}: {:?}",
                row["id"],
                report
                    .findings
                    .iter()
                    .map(|f| (f.rule, f.locations().x12))
                    .collect::<Vec<_>>()
            ));
        }
        for f in report
            .findings
            .iter()
            .filter(|f| f.severity == Severity::Error)
        {
            per_rule.entry(f.rule).or_default()[usize::from(!at_label(&f))] += 1;
        }
    }
    println!(
        "{:<28}{:>7}{:>7}{:>9}",
        "fault", "claims", "found", "as error"
    );
    for (fault, (claims, found, errors)) in &per_fault {
        println!("{fault:<28}{claims:>7}{found:>7}{errors:>9}");
    }
    println!(
        "\n{:<36}{:>10}{:>10}{:>11}{:>18}",
        "rule (errors)", "at label", "elsewhere", "precision", "on clean claims*"
    );
    for (rule, [at, elsewhere, on_clean]) in &per_rule {
        let precision = match at + elsewhere {
            0 => "-".to_owned(),
            all => format!("{:.1} %", 100.0 * f64::from(*at) / f64::from(all)),
        };
        println!("{rule:<36}{at:>10}{elsewhere:>10}{precision:>11}{on_clean:>18}");
    }
    println!("* warnings and infos; the {clean} clean claims have no error");
    println!("not judged here, being faults of X12 itself: {SYNTAX:?}");
    let (claims, found) = per_fault
        .values()
        .fold((0, 0), |(c, f), v| (c + v.0, f + v.1));
    println!("found at the labelled element: {found} of {claims}");
    for m in missed.iter().take(20) {
        println!("missed: {m}");
    }
    assert!(
        clean > 300 && claims > 500,
        "the oracle is not the one this test knows"
    );
    assert!(found * 100 >= claims * 95, "{found} of {claims}");
}
