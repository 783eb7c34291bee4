//! No identifier in any answer: made-up names, numbers, birth dates and addresses stand in the claims that the examples of all
//! rules make, in every format, and no finding, no place and no segment that is shown has one of them.
#![cfg(not(target_arch = "wasm32"))]

mod support;
#[path = "support/writings/mod.rs"]
mod writings;

use serde_json::Value;
use std::collections::BTreeSet;
use superbill::rules::{self, Batch, Options};
use superbill::{Catalog, Date};

/// The keys of JSON whose values say who somebody is.
const KEYS: [&str; 24] = [
    "firstName",
    "lastName",
    "middleName",
    "organizationName",
    "memberId",
    "ssn",
    "dateOfBirth",
    "deathDate",
    "address1",
    "address2",
    "city",
    "postalCode",
    "phoneNumber",
    "policyNumber",
    "groupName",
    "patientControlNumber",
    "claimControlNumber",
    "priorAuthorizationNumber",
    "referralNumber",
    "medicalRecordNumber",
    "npi",
    "employerId",
    "cliaNumber",
    "additionalInformation",
];

/// The elements of X12 that do.
const ELEMENTS: [(&str, &[usize]); 10] = [
    ("NM1", &[3, 4, 5, 9]),
    ("N3", &[1, 2]),
    ("N4", &[1, 3]),
    ("DMG", &[2]),
    ("PER", &[2, 4]),
    ("REF", &[2]),
    ("CLM", &[1]),
    ("SBR", &[3, 4]),
    ("NTE", &[2]),
    ("PWK", &[6]),
];

/// A made-up value: by turns of the form of a name and of a number; a day where the value is one.
fn sentinel(number: usize, value: &str) -> String {
    let is_day = value.len() == 8 && Date::parse(value).is_some();
    match number % 2 {
        _ if is_day => format!(
            "19{:02}0{}1{}",
            31 + number % 60,
            1 + number % 9,
            number % 10
        ),
        0 => format!("QZSENTINEL{number}"),
        _ => format!("7{:09}", 123_456 + number),
    }
}

/// Puts sentinels into a claim's JSON.
fn fill(value: &mut Value, key: &str, all: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter_mut().for_each(|(k, v)| fill(v, k, all)),
        Value::Array(items) => items.iter_mut().for_each(|v| fill(v, key, all)),
        Value::String(text) if KEYS.contains(&key) && !text.is_empty() => {
            let new = sentinel(all.len(), text);
            *text = new.clone();
            all.push(new);
        }
        _ => {}
    }
}

/// Puts sentinels into the segments of a file.
fn filled(text: &str, all: &mut Vec<String>) -> String {
    let segment = |segment: &str| {
        let mut elements: Vec<String> = segment.split('*').map(str::to_owned).collect();
        let name = elements[0].trim().to_owned();
        for (_, places) in ELEMENTS.iter().filter(|(id, _)| *id == name) {
            for place in *places {
                if let Some(element) = elements.get_mut(*place).filter(|e| !e.is_empty()) {
                    *element = sentinel(all.len(), element);
                    all.push(element.clone());
                }
            }
        }
        elements.join("*")
    };
    text.split('~').map(segment).collect::<Vec<_>>().join("~")
}

/// No answer on these bytes has one of the sentinels; gives the rules that spoke.
fn stays_silent(what: &str, bytes: &[u8], all: &[String], tables: &Catalog) -> Vec<&'static str> {
    let mut batch = Batch::new(Options::new().today(Date::new(2026, 11, 20)));
    let mut spoke = Vec::new();
    for answer in batch.check_bytes(bytes, tables) {
        spoke.extend(
            answer
                .report
                .iter()
                .flat_map(|r| &r.findings)
                .map(|f| f.rule),
        );
        let text = match (&answer.report, &answer.error) {
            (Some(report), _) => serde_json::to_string(report),
            (_, error) => serde_json::to_string(error),
        };
        let text = text.expect("an answer is JSON");
        for sentinel in all {
            let dashed = Date::parse(sentinel).map(|d| d.to_string());
            let is_said = text.contains(sentinel) || dashed.is_some_and(|d| text.contains(&d));
            assert!(!is_said, "{what}: {sentinel} is in {text}");
        }
    }
    spoke
}

#[test]
fn the_example_of_no_rule_repeats_who_it_is_about() {
    let tables = support::tables();
    let mut spoke = BTreeSet::new();
    for rule in rules::professional() {
        let patch: Value = serde_json::from_str(rule.example).expect("an example is JSON");
        let mut claim = support::clean_claim();
        support::patch(&mut claim, &patch);
        let mut all = Vec::new();
        fill(&mut claim, "", &mut all);
        assert!(all.len() > 10, "{} sentinels", all.len());
        let mut check = |format: &str, bytes: &[u8]| {
            let what = format!("{} in {format}", rule.id);
            spoke.extend(stays_silent(&what, bytes, &all, &tables));
        };
        check("JSON", claim.to_string().as_bytes());
        // What is wrong with the JSON itself cannot be said in another writing.
        if !rule.id.starts_with("input.") {
            check("837", writings::x12(&claim).as_bytes());
            check("FHIR", writings::fhir(&claim).to_string().as_bytes());
        }
    }
    assert!(spoke.len() > 60, "{} rules spoke: {spoke:?}", spoke.len());
}

#[test]
fn no_example_of_a_hospitals_rule_does() {
    let tables = support::tables();
    let professional = |id: &str| rules::professional().iter().any(|r| r.id == id);
    let mut spoke = BTreeSet::new();
    for rule in rules::hospital().iter().filter(|r| !professional(r.id)) {
        let example: Value = serde_json::from_str(rule.example).expect("an example is JSON");
        let mut all = Vec::new();
        let text = filled(&support::hospital::bytes(&example), &mut all);
        assert!(all.len() > 10, "{} sentinels", all.len());
        spoke.extend(stays_silent(rule.id, text.as_bytes(), &all, &tables));
    }
    assert!(spoke.len() > 100, "{} rules spoke: {spoke:?}", spoke.len());
}

/// What is wrong with the writing is said of every element of every sample, dental claims among them.
#[test]
fn no_fault_of_the_writing_does() {
    let tables = Catalog::empty();
    for path in [
        "x12/professional",
        "x12/dental",
        "hospital/secondary",
        "hospital/work",
    ] {
        let text = support::read(&format!("tests/{path}.edi"));
        let mut all = Vec::new();
        let text = filled(
            &String::from_utf8(text).expect("a sample is text"),
            &mut all,
        );
        let ends: Vec<usize> = text
            .match_indices(['*', '~', ':'])
            .map(|(i, _)| i)
            .collect();
        for pair in ends.windows(2) {
            for extra in ["\u{e9}", "*", "~", "~ZZ*", ":", "^", "\n"] {
                let mut other = text.clone();
                other.insert_str((pair[0] + 1 + pair[1]) / 2, extra);
                // A sentinel that is cut in two still stands whole in the list, and its parts are not looked for.
                stays_silent(path, other.as_bytes(), &all, &tables);
            }
            // Whole ones that move: a separator too many before an element, and one that is missing.
            let mut other = text.clone();
            other.insert(pair[0] + 1, '*');
            stays_silent(path, other.as_bytes(), &all, &tables);
            other = text.clone();
            other.remove(pair[0]);
            stays_silent(path, other.as_bytes(), &all, &tables);
        }
    }
}
