//! The corpus of claims, natively. The files under `tests/corpus` are JSON, so that every engine runs the same ones.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::Value;
use superbill::report::Report;
use superbill::rules::{self, Options};
use superbill::{Catalog, Date};

fn options(case: &Value) -> Options {
    let given = &case["options"];
    let date = |key: &str| {
        given[key]
            .as_str()
            .map(|d| Date::parse(d).expect("an option is a date"))
    };
    let today = if given.get("today") == Some(&Value::Null) {
        None
    } else {
        date("today").or(Date::new(2026, 11, 20))
    };
    let mut options = Options::new().on(date("on")).today(today);
    options.field = given["field"].as_str().map(str::to_owned);
    options.timely_filing_days = given["timelyFilingDays"].as_u64().map(|n| n as u32);
    options
}

fn run(claim: &Value, tables: &Catalog, options: &Options) -> Report {
    let bytes = serde_json::to_vec(claim).expect("a value is JSON");
    rules::validate_json(&bytes, tables, options).expect("a claim of the corpus can be read")
}

fn found(report: &Report) -> Vec<(String, String)> {
    report
        .findings
        .iter()
        .map(|f| (f.rule.to_owned(), f.path.clone()))
        .collect()
}

/// Every case finds exactly what it says, at the paths that it says.
#[test]
fn every_case_finds_exactly_what_it_says() {
    let tables = support::tables();
    let clean = support::clean_claim();
    let mut cases = 0;
    let mut failures = Vec::new();
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .expect("tests/corpus")
        .flatten()
        .map(|e| e.path())
        .collect();
    files.sort();
    for file in files
        .iter()
        .filter(|f| f.file_name().is_some_and(|n| n != "base.json"))
    {
        let text = std::fs::read(file).expect("a corpus file can be read");
        let list: Value =
            serde_json::from_slice(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        for case in list.as_array().expect("a corpus file is a list of cases") {
            let mut claim = case.get("claim").unwrap_or(&clean).clone();
            if let Some(patch) = case.get("patch") {
                support::patch(&mut claim, patch);
            }
            let report = run(&claim, &tables, &options(case));
            let mut got = found(&report);
            let expect = case["expect"].as_array().expect("a case has expect");
            let mut wanted: Vec<(String, String)> = expect
                .iter()
                .map(|e| {
                    (
                        e["rule"].as_str().unwrap_or("").to_owned(),
                        e["path"].as_str().unwrap_or("").to_owned(),
                    )
                })
                .collect();
            got.sort();
            wanted.sort();
            cases += 1;
            if got != wanted {
                failures.push(format!(
                    "{} in {}\n  wanted {wanted:?}\n  got    {got:?}",
                    case["name"],
                    file.display()
                ));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {cases} cases differ\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(cases > 50, "only {cases} cases were found");
}

/// The clean claim has nothing to say about it, so that the examples of the rules show only their own rule at work.
#[test]
fn the_clean_claim_is_clean() {
    let report = run(
        &support::clean_claim(),
        &support::tables(),
        &options(&Value::Null),
    );
    assert_eq!(found(&report), []);
}

/// The example in the documentation of every rule shows that rule. It is a patch on the clean claim, which shows none.
#[test]
fn every_example_shows_its_rule() {
    let tables = support::tables();
    let (mut unanswered, mut silent) = (Vec::new(), Vec::new());
    for rule in rules::professional() {
        let patch: Value =
            serde_json::from_str(rule.example).unwrap_or_else(|e| panic!("{}: {e}", rule.id));
        let mut claim = support::clean_claim();
        support::patch(&mut claim, &patch);
        let report = run(&claim, &tables, &options(&Value::Null));
        // What shows between claims is shown by the tests of batches, what shows in files by those of files.
        let elsewhere = rule.id == "dup.claim" || rule.id.starts_with("x12.");
        if report.findings.iter().any(|f| f.rule == rule.id) || elsewhere {
            continue;
        }
        match report.not_checked.iter().any(|n| n.rule == rule.id) {
            true => unanswered.push(rule.id),
            false => silent.push((rule.id, found(&report))),
        }
    }
    assert!(
        silent.is_empty(),
        "examples that do not show their rule: {silent:#?}"
    );
    // Units and the fee schedule's indicators are only in CMS's own files, which nobody can pin; `codesets/tests/quarterly.rs` reads made-up ones.
    assert_eq!(unanswered, ["units.over-mue", "mod.not-in-fee-schedule",]);
}
