//! What a rule leaves alone is tested: for each exception that it states, `tests/exceptions.jsonl` has two claims which
//! differ in it. Both are patches on the clean claim: `patch` is common to them, with `fires` the rule speaks, with `alone` it
//! does not. Those of hospitals' claims are in `tests/hospital/exceptions.jsonl`: replacements in a right claim.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::Value;
use superbill::rules::{self, Batch, Options, Rule};
use superbill::{Catalog, Date};

fn rows() -> Vec<Value> {
    let mut rows = Vec::new();
    for file in ["tests/exceptions.jsonl", "tests/hospital/exceptions.jsonl"] {
        let text = String::from_utf8(support::read(file)).expect("UTF-8");
        let parse = |l: &str| serde_json::from_str(l).unwrap_or_else(|e| panic!("{l}: {e}"));
        rows.extend(text.lines().map(parse).collect::<Vec<Value>>());
    }
    rows
}

/// Rules whose tables nobody can pin: the library's own tests run their rows on made-up ones.
const MADE_UP: [&str; 3] = ["ncci.ptp", "units.over-mue", "mod.not-in-fee-schedule"];

/// Whether the rule of a row speaks of its claim with that patch.
fn speaks(row: &Value, patch: &str, tables: &Catalog) -> bool {
    if row["bill"].is_string() {
        return speaks_of_hospital(row, patch, tables);
    }
    let mut claim = support::clean_claim();
    support::patch(&mut claim, &row["patch"]);
    let bytes = |claim: &Value| serde_json::to_vec(claim).expect("a value is JSON");
    let first = bytes(&claim);
    support::patch(&mut claim, &row[patch]);
    let mut batch = Batch::new(Options::new().today(Date::new(2026, 11, 20)));
    let rule = row["rule"].as_str().expect("a row names its rule");
    // What shows between two claims needs one that came before.
    if rule == "dup.claim" {
        batch.check_json(&first, tables);
    }
    let text = bytes(&claim);
    let checked = batch.check_bytes(&text, tables).next();
    let report = checked.and_then(|c| c.report);
    let report = report.expect("a claim of the rows can be read");
    report.findings.iter().any(|f| f.rule == rule)
}

/// The same of a hospital's claim: `patch` and then the other are replacements in its text.
fn speaks_of_hospital(row: &Value, patch: &str, tables: &Catalog) -> bool {
    let bill = row["bill"].as_str().expect("a bill is named");
    let claim = support::hospital::changed(bill, &[&row["patch"], &row[patch]]);
    let mut batch = Batch::new(Options::new().today(Date::new(2026, 11, 20)));
    let mut checked = batch.check_bytes(claim.as_bytes(), tables);
    let report = checked.next().and_then(|c| c.report);
    let report = report.expect("a claim of the rows can be read");
    report.findings.iter().any(|f| f.rule == row["rule"])
}

#[test]
fn every_exception_is_left_alone_and_its_sibling_is_not() {
    let tables = support::tables();
    let mut wrong = Vec::new();
    for row in rows() {
        let rule = row["rule"].as_str().expect("a row names its rule");
        if MADE_UP.contains(&rule) {
            continue;
        }
        if !speaks(&row, "fires", &tables) {
            wrong.push(format!("{rule} does not speak: {}", row["leaves_alone"]));
        }
        if speaks(&row, "alone", &tables) {
            wrong.push(format!("{rule} speaks: {}", row["leaves_alone"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rows and stated exceptions are the same.
#[test]
fn every_stated_exception_has_its_row() {
    let mut tested: Vec<(String, String)> = rows()
        .iter()
        .map(|r| {
            let text = |key: &str| r[key].as_str().expect("a row has rule and exception");
            (text("rule").to_owned(), text("leaves_alone").to_owned())
        })
        .collect();
    let stated = |r: &&'static Rule| {
        let all = r.leaves_alone.iter();
        let all = all.map(|text| (r.id.to_owned(), (*text).to_owned()));
        all.collect::<Vec<_>>()
    };
    let mut stated: Vec<_> = rules::all().iter().flat_map(stated).collect();
    tested.sort();
    stated.sort();
    for s in &stated {
        assert!(
            tested.contains(s),
            "no row in tests/exceptions.jsonl: {s:?}"
        );
    }
    assert_eq!(tested, stated, "a row tests what no rule states");
}

/// What reads like an exception stands among the exceptions, not in what the rule checks.
#[test]
fn no_exception_hides_in_the_prose() {
    for rule in rules::all() {
        let what = rule.what.to_lowercase();
        for words in [
            "left alone",
            "left out",
            "leaves alone",
            "not asked",
            "asked neither",
            "nothing is said",
            "is said not to",
            "unless",
            "except",
            "none is said",
        ] {
            let hides = what.contains(words);
            assert!(!hides, "{} says {words:?} in what it checks", rule.id);
        }
    }
}
