//! Batches: one answer per claim, and duplicates between claims.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use superbill::rules::{service_keys, Batch, Checked, Options};
use superbill::Date;

fn run(claims: &[serde_json::Value]) -> Vec<Checked> {
    let lines: Vec<String> = claims.iter().map(|c| c.to_string()).collect();
    many(lines.join("\n").as_bytes())
}

fn many(bytes: &[u8]) -> Vec<Checked> {
    let options = Options::new().today(Date::new(2026, 11, 20));
    Batch::new(options)
        .check_lines(bytes, &support::tables())
        .collect()
}

fn rules(c: &Checked) -> Vec<(&str, &str)> {
    let report = c.report.as_ref().expect("the claim can be read");
    report
        .findings
        .iter()
        .map(|f| (f.rule, f.path.as_str()))
        .collect()
}

const FIRST_CODE: &str = "/claimInformation/serviceLines/0/professionalService/procedureCode";

#[test]
fn the_same_claim_twice_is_found_in_the_second() {
    let claim = support::clean_claim();
    let mut other = claim.clone();
    other["claimInformation"]["patientControlNumber"] = "A101".into();
    let got = run(&[claim, other]);
    assert_eq!(rules(&got[0]), []);
    assert_eq!(rules(&got[1]).len(), 2);
    assert_eq!(rules(&got[1])[0], ("dup.claim", FIRST_CODE));
    assert_eq!(
        (
            got[1].index.unwrap(),
            got[1].patient_control_number.as_deref()
        ),
        (1, Some("A101"))
    );
}

#[test]
fn another_patient_date_provider_repeat_modifier_or_a_replacement_is_no_duplicate() {
    let claim = support::clean_claim();
    for patch in [
        r#"[{"op": "replace", "path": "/subscriber/memberId", "value": "1EG4TE5MK72"}]"#,
        r#"[{"op": "replace", "path": "/billing/npi", "value": "1245319599"}]"#,
        r#"[{"op": "replace", "path": "/claimInformation/serviceLines/0/serviceDate", "value": "20261104"},
            {"op": "replace", "path": "/claimInformation/serviceLines/1/serviceDate", "value": "20261104"}]"#,
        r#"[{"op": "add", "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers", "value": ["76"]},
            {"op": "replace", "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers", "value": ["QW", "91"]}]"#,
        r#"[{"op": "replace", "path": "/claimInformation/claimFrequencyCode", "value": "7"}]"#,
    ] {
        let mut other = claim.clone();
        support::patch(&mut other, &serde_json::from_str(patch).unwrap());
        let got = run(&[claim.clone(), other]);
        assert!(rules(&got[1]).iter().all(|r| r.0 != "dup.claim"), "{patch}");
    }
}

#[test]
fn a_line_that_is_not_json_is_one_answer_and_the_rest_goes_on() {
    let claim = support::clean_claim().to_string();
    let got = many(format!("{claim}\n\n{{not json\n\u{feff}\n{claim}\r\n").as_bytes());
    assert_eq!(
        got.iter().filter_map(|c| c.index).collect::<Vec<_>>(),
        [0, 1, 2, 3]
    );
    assert_eq!(
        got[1].error.as_ref().map(|e| e.code),
        Some(superbill::ErrorCode::BadInput)
    );
    assert!(got[3].report.is_some());
}

/// Lines that `dup.claim` names are those whose key an earlier claim has, over every claim of the project's cases, each twice.
#[test]
fn keys_tell_the_same_as_the_rule() {
    let tables = support::tables();
    let rows = ["right.jsonl", "right-own.jsonl", "faulty.jsonl"].map(support::cases);
    let rows = rows.iter().flatten();
    let mut claims: Vec<String> = rows.map(|case| case["claim"].to_string()).collect();
    claims.extend(claims.clone());
    let all = claims.join("\n");
    let mut found = Vec::new();
    for checked in many(all.as_bytes()) {
        let report = checked.report.expect("a case can be read");
        let same = report.findings.iter().filter(|f| f.rule == "dup.claim");
        found.extend(same.map(|f| (checked.index.unwrap(), f.line.unwrap())));
    }
    let mut first = std::collections::HashMap::new();
    let mut by_key = Vec::new();
    for service in service_keys(all.as_bytes(), &tables) {
        let claim = first.entry(service.key).or_insert(service.claim);
        if *claim != service.claim {
            by_key.push((service.claim, service.line));
        }
    }
    assert!(found.len() > 500, "{}", found.len());
    assert_eq!(found, by_key);
    // A claim alone has the keys that it has among others.
    let alone = service_keys(claims[0].as_bytes(), &tables);
    assert!(!alone.is_empty() && alone.iter().all(|s| first.contains_key(&s.key)));
    assert!(service_keys(b"junk", &tables).is_empty());
}
