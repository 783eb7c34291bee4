//! Claims from practice, in `tests/cases`: right ones, which get neither an error nor a warning; faulty ones, whose fault
//! is reported at its field; and calls out of public reports. All of them run with every table.
//!
//! `open.txt` lists the cases that are not answered as they should be yet, with the reason behind the name where one is
//! argued. A case that fails and is not listed fails the test; so does a listed one that has come right.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::Value;
use std::collections::BTreeSet;
use superbill::report::{Report, Severity};
use superbill::rules::{self, Options};
use superbill::{Catalog, Date};

fn rows(name: &str) -> Vec<Value> {
    let text = support::read(&format!("tests/cases/{name}"));
    let text = String::from_utf8(text).expect("cases are text");
    let parse = |l: &str| serde_json::from_str(l).unwrap_or_else(|e| panic!("{name}: {e}"));
    text.lines().map(parse).collect()
}

fn run(claim: &Value, today: &Value, tables: &Catalog) -> Report {
    let options = Options {
        today: today.as_str().and_then(Date::parse),
        ..Options::default()
    };
    let bytes = serde_json::to_vec(claim).expect("a value is JSON");
    rules::validate_json(&bytes, tables, &options).expect("a case can be read")
}

/// The alarms of a report, one a line.
fn alarms(report: &Report) -> Vec<String> {
    let alarms = report.findings.iter();
    let alarms = alarms.filter(|f| f.severity != Severity::Info);
    alarms
        .map(|f| format!("{:?} {} {}: {}", f.severity, f.rule, f.path, f.message))
        .collect()
}

/// What is wrong with the report of a faulty claim.
fn unseen(case: &Value, report: &Report) -> Option<String> {
    let fields = case["expect"]["field"].as_str().unwrap_or_default();
    let fields: Vec<String> = fields.split('|').map(str::to_lowercase).collect();
    let found = report.findings.iter().any(|f| {
        let path = f.path.to_lowercase();
        f.severity != Severity::Info && fields.iter().any(|x| path.contains(x))
    });
    (!found).then(|| {
        format!(
            "nothing at {}; but {:?}",
            fields.join(" or "),
            alarms(report)
        )
    })
}

/// What is wrong with the report of a public complaint.
fn unlike(expect: &Value, report: &Report) -> Option<String> {
    let matches = |want: &Value| {
        report.findings.iter().find(|f| {
            let rule = want["rule"].as_str();
            rule.map_or(f.severity != Severity::Info, |r| f.rule == r)
                && want["path"].as_str().is_none_or(|p| f.path.starts_with(p))
                && want["line"]
                    .as_u64()
                    .is_none_or(|n| f.line == Some(n as usize))
        })
    };
    let list = |key: &str| expect[key].as_array().cloned().unwrap_or_default();
    let present = list("present");
    if let Some(want) = present.iter().find(|w| matches(w).is_none()) {
        return Some(format!("nothing like {want}; but {:?}", alarms(report)));
    }
    if let Some(found) = list("absent").iter().find_map(matches) {
        return Some(format!(
            "{} at {}: {}",
            found.rule, found.path, found.message
        ));
    }
    let valid = expect["valid"].as_bool();
    let differs = valid.is_some_and(|v| v != report.valid);
    differs.then(|| format!("valid is {}: {:?}", report.valid, alarms(report)))
}

#[test]
fn claims_from_practice_are_answered_as_a_biller_would() {
    let tables = support::tables();
    let mut wrong: Vec<(String, String)> = Vec::new();
    let name = |case: &Value| case["id"].as_str().unwrap_or_default().to_owned();
    for file in ["right.jsonl", "right-own.jsonl"] {
        for case in rows(file) {
            let alarms = alarms(&run(&case["claim"], &case["today"], &tables));
            if !alarms.is_empty() {
                wrong.push((name(&case), alarms.join("\n    ")));
            }
        }
    }
    for case in rows("faulty.jsonl") {
        let report = run(&case["claim"], &case["today"], &tables);
        wrong.extend(unseen(&case, &report).map(|why| (name(&case), why)));
    }
    for case in rows("reports.jsonl") {
        let input = &case["input"];
        let report = run(&input["claim"], &input["options"]["today"], &tables);
        wrong.extend(unlike(&case["expect"], &report).map(|why| (name(&case), why)));
    }
    for (id, why) in &wrong {
        println!("{id}\n    {why}");
    }
    let open = String::from_utf8(support::read("tests/cases/open.txt")).expect("a text");
    let open: BTreeSet<&str> = open
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_whitespace().next())
        .collect();
    let wrong: BTreeSet<&str> = wrong.iter().map(|(id, _)| &**id).collect();
    let new: Vec<_> = wrong.difference(&open).collect();
    let solved: Vec<_> = open.difference(&wrong).collect();
    assert!(new.is_empty(), "not answered as it should be: {new:?}");
    // While the list shrinks from several sides, a solved case is told and not yet held.
    println!("to be taken from tests/cases/open.txt: {solved:?}");
}
