//! Hospitals' claims: right ones as facilities bill them, faulty ones with one fault each, and the example of every rule.
//!
//! `tests/hospital/*.edi` are right claims of one setting each; the own cases are replacements in them.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::Value;
use superbill::report::{Finding, Report, Severity};
use superbill::rules::{self, Batch, Options};
use superbill::search;
use superbill::{Catalog, CodeSet, Complication, Date};
use support::hospital::bytes;

fn rows(name: &str) -> Vec<Value> {
    let text = support::read(&format!("tests/hospital/{name}"));
    let text = String::from_utf8(text).expect("cases are text");
    let parse = |l: &str| serde_json::from_str(l).unwrap_or_else(|e| panic!("{name}: {e}: {l}"));
    text.lines()
        .filter(|l| !l.trim().is_empty())
        .map(parse)
        .collect()
}

fn run(edi: &str, today: &Value, tables: &Catalog) -> Report {
    let options = Options::new().today(today.as_str().and_then(Date::parse));
    let mut batch = Batch::new(options);
    let reports: Vec<Report> = batch
        .check_bytes(edi.as_bytes(), tables)
        .filter_map(|c| c.report)
        .collect();
    let [report] = <[Report; 1]>::try_from(reports).expect("one claim, no fault of the file");
    report
}

fn place(f: &Finding) -> String {
    let x12 = f.locations().x12;
    format!(
        "{:?} {} {} {} #{} line {:?}: {}",
        f.severity,
        f.rule,
        x12.in_loop,
        if x12.element.is_empty() {
            x12.segment
        } else {
            x12.element
        },
        x12.segment_number.unwrap_or(0),
        f.line,
        f.message
    )
}

fn alarms(report: &Report) -> Vec<String> {
    let alarms = report.findings.iter();
    let alarms = alarms.filter(|f| f.severity != Severity::Info);
    alarms.map(place).collect()
}

/// Whether a finding is at one of the places that a case names.
fn fits(expect: &Value, f: &Finding) -> bool {
    let x12 = f.locations().x12;
    let text = |key: &str| expect[key].as_str();
    let number = x12.segment_number.map(u64::from);
    let main = text("loop").is_none_or(|l| l == x12.in_loop)
        && text("segment") == Some(&x12.segment)
        && text("element").is_none_or(|e| e == x12.element)
        && (expect["missing"] == true
            || expect["seg_no"].as_u64().is_none_or(|n| Some(n) == number))
        && expect["line"]
            .as_u64()
            .is_none_or(|n| f.line == Some(n as usize));
    main || alternatives(expect, f)
}

/// The equally good places, of the case or of what it expects: an element, a segment, or both with a loop or qualifier before
/// them.
fn alternatives(places: &Value, f: &Finding) -> bool {
    let x12 = f.locations().x12;
    places["alt"]
        .as_array()
        .into_iter()
        .flatten()
        .any(|alt| match alt {
            Value::String(text) => {
                let last = text.rsplit(' ').next().unwrap_or_default();
                let line = text.strip_prefix("line ").and_then(|n| n.parse().ok());
                last == x12.element
                    || text == &x12.segment
                    || text.starts_with(&format!("{} ", x12.segment))
                    || line.is_some_and(|n| f.line == Some(n))
            }
            _ => alt["segment"].as_str() == Some(&x12.segment),
        })
}

/// A warning that is arguable on a right claim, by its note.
const GRANTED: &[&str] = &["ir-204"];

#[test]
fn right_claims_are_left_alone() {
    let tables = support::tables();
    let mut wrong = Vec::new();
    for case in rows("right.jsonl")
        .into_iter()
        .chain(rows("right-own.jsonl"))
        .chain(rows("right-settings.jsonl"))
    {
        let id = case["id"].as_str().unwrap_or_default().to_owned();
        let report = run(&bytes(&case), &case["today"], &tables);
        let mut said = alarms(&report);
        if GRANTED.contains(&&*id) {
            said.retain(|a| a.starts_with("Error"));
        }
        if !said.is_empty() {
            wrong.push(format!(
                "{id} {}\n    {}",
                case["note"],
                said.join("\n    ")
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} right claims:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What is found of the faulty claims of a file, of how many; what is missed is printed.
fn found(file: &str) -> (usize, usize) {
    let tables = support::tables();
    let (mut found, mut all) = (0, 0);
    for case in rows(file) {
        let report = run(&bytes(&case), &case["today"], &tables);
        let error = case["level"] != "warning";
        let at = |f: &&Finding| {
            f.severity != Severity::Info
                && (!error || f.severity == Severity::Error)
                && (fits(&case["expect"], f) || alternatives(&case, f))
        };
        all += 1;
        match report.findings.iter().find(at) {
            Some(_) => found += 1,
            None => println!(
                "{} {} ({}): {} at {}\n    {}",
                case["id"].as_str().unwrap_or_default(),
                case["fault"],
                case["edit"],
                case["why"],
                case["expect"],
                alarms(&report).join("\n    ")
            ),
        }
    }
    (found, all)
}

#[test]
fn faults_are_found_where_they_are() {
    let (seen, all) = found("faulty.jsonl");
    println!("{seen} of {all}");
    assert!(seen * 100 >= all * 95, "{seen} of {all}");
}

#[test]
fn faults_of_our_own_are_all_found() {
    for file in ["faulty-own.jsonl", "faulty-settings.jsonl"] {
        let (seen, all) = found(file);
        assert_eq!(seen, all, "{file}");
    }
}

/// The example in the documentation of a rule that only hospitals' claims have is a right claim with replacements.
#[test]
fn every_example_shows_its_rule() {
    let tables = support::tables();
    let mut silent = Vec::new();
    let professional = |id: &str| rules::professional().iter().any(|r| r.id == id);
    for rule in rules::hospital().iter().filter(|r| !professional(r.id)) {
        let example: Value =
            serde_json::from_str(rule.example).unwrap_or_else(|e| panic!("{}: {e}", rule.id));
        println!("{}", rule.id);
        let report = run(&bytes(&example), &"2026-11-20".into(), &tables);
        if !report.findings.iter().any(|f| f.rule == rule.id) {
            silent.push(format!("{}: {:?}", rule.id, alarms(&report)));
        }
    }
    assert!(
        silent.is_empty(),
        "examples that do not show their rule: {silent:#?}"
    );
}

/// A name that leaves the approach open brings the codes below the body part as something to be opened, and only then.
#[test]
fn a_procedures_name_brings_its_part_of_the_tree() {
    let tables = support::tables();
    if tables.codes(CodeSet::Icd10pcs).is_none() {
        support::skip("the table of ICD-10-PCS is not built");
        return;
    }
    let options = search::Options::new().sets([CodeSet::Icd10pcs]);
    let hits =
        |typed: &str, options: &search::Options| tables.search(typed, options).expect("loaded");
    let found = hits("cholecystectomy", &options);
    let part = found.get(1).expect("the part of the tree stands second");
    assert_eq!((&*part.code, part.billable), ("0FT4", false), "{found:?}");
    assert!(part
        .display
        .contains("Gallbladder (open: approach, device, qualifier)"));
    let below = tables.browse(CodeSet::Icd10pcs, Some(&part.code), None);
    let below = below.expect("loaded");
    assert!(!below.is_empty() && below.iter().all(|b| b.has_children));
    assert!(found.len() <= 10 && found.iter().all(|h| h.code.starts_with("0FT4")));
    let billable = options.clone().billable(Some(true));
    assert!(hits("cholecystectomy", &billable)
        .iter()
        .all(|h| h.billable));
    let whole = hits("resection of gallbladder, open approach", &options);
    assert!(whole.iter().all(|h| h.billable), "{whole:?}");
}

/// What is replaced in whole or in part is not taken out; a side in brackets is one behind what has sides.
#[test]
fn a_joint_is_replaced_in_whole_or_in_part() {
    let tables = support::tables();
    if tables.codes(CodeSet::Icd10pcs).is_none() {
        support::skip("the table of ICD-10-PCS is not built");
        return;
    }
    let options = search::Options::new().sets([CodeSet::Icd10pcs]);
    for (typed, code) in [
        ("total knee replacement", "0SRC0J9"),
        ("partial knee replacement", "0SRC0L9"),
        ("total hip", "0SR9019"),
        ("total hip replacement", "0SR9019"),
        ("total shoulder replacement", "0RRJ0JZ"),
        ("partial nephrectomy", "0TB00ZZ"),
        ("total nephrectomy", "0TT00ZZ"),
        ("total ankle replacement", "0SRF0J9"),
        ("knee(R) replacement", "0SRC069"),
        ("knee(L) replacement", "0SRD069"),
    ] {
        let hits = tables.search(typed, &options).expect("loaded");
        assert_eq!(hits[0].code, code, "{typed}: {hits:?}");
    }
}

/// The mark behind the name of a device is no side; and an inpatient procedure that lacks less than a diagnosis stands before it.
#[test]
fn a_named_device_stands_before_diagnoses_with_a_word_of_it() {
    let tables = support::tables();
    if tables.codes(CodeSet::Icd10pcs).is_none() {
        support::skip("the table of ICD-10-PCS is not built");
        return;
    }
    for (typed, code) in [
        ("Attain Ability(R) lead", "02H"),
        ("EXCLUDER(R) AAA Endoprosthesis", "04V"),
        ("knee pain (R)", "M25.561"),
    ] {
        let hits = tables
            .search(typed, &search::Options::default())
            .expect("loaded");
        assert!(
            hits.iter().take(3).any(|h| h.code.starts_with(code)),
            "{typed}: {hits:?}"
        );
    }
}

/// Facts of CMS's tables of groups and of its procedure codes, as `lookup` gives them.
#[test]
fn stays_are_looked_up() {
    let tables = support::tables();
    if tables.edits().ms_drg.is_none() || tables.codes(CodeSet::Icd10pcs).is_none() {
        support::skip("the tables of stays are not built");
        return;
    }
    let info = |set, code| {
        let found = tables.lookup(set, code, Date::new(2026, 10, 20));
        found.expect("the set is loaded").expect("the code exists")
    };
    let complications = [
        ("J96.01", Complication::Mcc),
        ("N17.9", Complication::Cc),
        ("I10", Complication::None),
    ];
    for (code, complication) in complications {
        let found = info(CodeSet::Icd10cm, code).complication;
        assert_eq!(found, Some(complication), "{code}");
    }
    let joint = tables.drg("470", None).expect("a group in force");
    assert!(joint.display.to_lowercase().contains("hip and knee joint"));
    assert_eq!(
        tables.drg("999", None).map(|d| d.code).as_deref(),
        Some("999")
    );
    assert!(tables.drg("120", Date::new(2026, 10, 20)).is_none());
    let axes = info(CodeSet::Icd10pcs, "0DTJ4ZZ").axes;
    let spelled: Vec<(&str, char)> = axes.iter().map(|a| (a.name, a.character)).collect();
    let names = [
        ("section", '0'),
        ("body system", 'D'),
        ("operation", 'T'),
        ("body part", 'J'),
        ("approach", '4'),
        ("device", 'Z'),
        ("qualifier", 'Z'),
    ];
    assert_eq!(spelled, names);
    assert_eq!(axes.get(2).map(|a| &*a.display), Some("Resection"));
    assert_eq!(axes.get(3).map(|a| &*a.display), Some("Appendix"));
    let defined = axes.get(2).and_then(|a| a.definition.as_deref());
    assert!(
        defined.is_some_and(|d| d.contains("all of a body part")),
        "{defined:?}"
    );
}
