//! The same claim has the same findings in the clearinghouses' JSON, as an 837P and as FHIR, where each can carry the field:
//! the claims of `tests/cases` and `tests/corpus`, each in three writings. And so have the hospitals' claims of `tests/hospital`
//! as an 837I and as FHIR; their JSON is compared in `json_shapes.rs`.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/institutional.rs"]
mod institutional;
mod support;
#[path = "support/writings/mod.rs"]
mod writings;

use serde_json::Value;
use std::collections::BTreeSet;
use superbill::claim::Format;
use superbill::report::{Finding, Report};
use superbill::rules::{validate_bytes, Options};
use superbill::{Catalog, Date};

/// What a finding says: its rule and its field, of which line and item.
type Said = (&'static str, String, Option<usize>, usize);

fn said(finding: &Finding) -> Said {
    let at = finding.position.field;
    // The 837 has who ordered on every line, the others once.
    let ordered = finding.rule.starts_with("order.");
    let line = at.line.filter(|_| !ordered);
    (finding.rule, format!("{:?}", at.field), line, at.item)
}

/// Rules about what an 837 has no room for: a fifth modifier, a number in the place of a list of documents.
const NOT_IN_837: &[&str] = &["mod.too-many", "claim.attachment-number-missing"];
/// Rules about what the base resources of FHIR have no element or other codes for; it writes diagnoses with their point.
const NOT_IN_FHIR: &[&str] = &[
    "claim.attachment-number-missing",
    "claim.frequency-unknown",
    "claim.original-reference-on-first",
    "date.pregnancy",
    "dup.line-control-number",
    "dx.decimal-point",
    "dx.qualifier",
    "money.adjudication-differs",
    "money.paid-over-total",
    "payer.adjudication-payer-unknown",
    "payer.responsibility-unknown",
    "proc.qualifier-unknown",
];

fn findings(report: &Report) -> BTreeSet<Said> {
    let all = report.findings.iter();
    all.filter(|f| !f.rule.starts_with("x12.") && !f.rule.starts_with("input."))
        .map(said)
        .collect()
}

fn check(text: &[u8], format: Format, today: Option<Date>, tables: &Catalog) -> Report {
    let options = Options::new().today(today).format(format);
    validate_bytes(text, tables, &options).expect("every writing can be read")
}

/// The claims, each with its name and the day on which it is checked.
fn corpus() -> Vec<(String, Value, Option<Date>)> {
    let mut all = Vec::new();
    for name in ["right", "right-own", "faulty"] {
        for row in support::cases(&format!("{name}.jsonl")) {
            let id = row["id"].as_str().unwrap_or_default().to_owned();
            all.push((
                id,
                row["claim"].clone(),
                row["today"].as_str().and_then(Date::parse),
            ));
        }
    }
    for name in ["diagnosis", "examples"] {
        let text = support::read(&format!("tests/corpus/{name}.json"));
        let cases: Vec<Value> = serde_json::from_slice(&text).expect("the corpus is JSON");
        for case in cases {
            let mut claim = support::clean_claim();
            if let Some(patch) = case.get("patch") {
                support::patch(&mut claim, patch);
            } else {
                continue;
            }
            let name = case["name"].as_str().unwrap_or_default().to_owned();
            // What is wrong with the JSON itself cannot be said in another writing.
            if name.contains("input.") {
                continue;
            }
            all.push((name, claim, Date::new(2026, 11, 20)));
        }
    }
    all
}

#[test]
fn the_same_claim_has_the_same_findings_in_three_writings() {
    let tables = support::tables();
    let (mut wrong, mut in_x12, mut in_fhir) = (Vec::new(), 0, 0);
    let all = corpus();
    for (name, claim, today) in &all {
        let json = findings(&check(
            claim.to_string().as_bytes(),
            Format::Json,
            *today,
            &tables,
        ));
        let x12 = findings(&check(
            writings::x12(claim).as_bytes(),
            Format::X12,
            *today,
            &tables,
        ));
        in_x12 += x12.len();
        let room = |s: &&Said| !NOT_IN_837.contains(&s.0);
        let a: Vec<_> = json.difference(&x12).filter(room).collect();
        let b: Vec<_> = x12.difference(&json).collect();
        if !a.is_empty() || !b.is_empty() {
            wrong.push(format!("{name}: 837 lacks {a:?}, has besides {b:?}"));
        }
        let report = check(
            writings::fhir(claim).to_string().as_bytes(),
            Format::Fhir,
            *today,
            &tables,
        );
        let fhir = findings(&report);
        in_fhir += fhir.len();
        let unasked: BTreeSet<&str> = report.not_checked.iter().map(|n| n.rule).collect();
        let a: Vec<_> = json
            .difference(&fhir)
            .filter(|s| !unasked.contains(s.0) && !NOT_IN_FHIR.contains(&s.0))
            .collect();
        let b: Vec<_> = fhir.difference(&json).collect();
        if !a.is_empty() || !b.is_empty() {
            wrong.push(format!("{name}: FHIR lacks {a:?}, has besides {b:?}"));
        }
    }
    println!(
        "{} claims, {in_x12} findings in 837, {in_fhir} in FHIR",
        all.len()
    );
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Rules about what the FHIR of a hospital's claim has no element for: condition, occurrence, span and value codes, the hour of
/// discharge, charges not covered, remarks.
const NOT_IN_HOSPITAL_FHIR: &[&str] = &[
    "bill.accident-after-services",
    "bill.change-reason-misplaced",
    "bill.change-remark-missing",
    "bill.condition-duplicate",
    "bill.condition-misplaced",
    "bill.condition-unknown",
    "bill.death-date-misplaced",
    "bill.denial-with-covered-charges",
    "bill.discharge-hour",
    "bill.hour-impossible",
    "bill.not-covered-over-charge",
    "bill.occurrence-date",
    "bill.occurrence-duplicate",
    "bill.occurrence-unknown",
    "bill.span-unknown",
    "bill.value-amount",
    "bill.value-duplicate",
    "home.discharge-date",
    "hospice.election-dates",
    "nursing.payment-days",
];

#[test]
fn a_hospitals_claim_has_the_same_findings_as_fhir() {
    let tables = support::tables();
    let (all, cases) = institutional::cases();
    let (mut wrong, mut same) = (Vec::new(), 0);
    for (name, edi, json) in &cases {
        let x12 = findings(&check(edi.as_bytes(), Format::X12, None, &tables));
        let text = writings::hospital(json).to_string();
        let report = check(text.as_bytes(), Format::Fhir, None, &tables);
        let fhir = findings(&report);
        same += x12.intersection(&fhir).count();
        let unasked: BTreeSet<&str> = report.not_checked.iter().map(|n| n.rule).collect();
        let room = |s: &&Said| !unasked.contains(s.0) && !NOT_IN_HOSPITAL_FHIR.contains(&s.0);
        let a: Vec<_> = x12.difference(&fhir).filter(room).collect();
        let b: Vec<_> = fhir.difference(&x12).collect();
        if !a.is_empty() || !b.is_empty() {
            wrong.push(format!("{name}: FHIR lacks {a:?}, has besides {b:?}"));
        }
    }
    println!("{} of {all} claims, {same} findings in both", cases.len());
    assert!(
        cases.len() > 50 && same > 20,
        "{} claims, {same}",
        cases.len()
    );
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
