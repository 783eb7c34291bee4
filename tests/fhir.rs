//! FHIR Claims and ExplanationOfBenefits: what is read of them, what is found, and where.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::{json, Value};
use superbill::report::{Finding, Severity};
use superbill::rules::{validate_bytes, Batch, Checked, Options};
use superbill::{Catalog, ErrorCode};

const SAMPLES: [&str; 5] = [
    "claim-bundle.json",
    "claim-contained.json",
    "eob-professional.json",
    "eob-inpatient.json",
    "pas-bundle.json",
];

fn sample(name: &str) -> String {
    let bytes = support::read(&format!("tests/fhir/{name}"));
    String::from_utf8(bytes).expect("a sample is text")
}

fn check(text: &[u8], tables: &Catalog) -> Vec<Checked> {
    Batch::new(Options::default())
        .check_bytes(text, tables)
        .collect()
}

fn findings(all: &[Checked]) -> Vec<&Finding> {
    let reports = all.iter().filter_map(|c| c.report.as_ref());
    reports.flat_map(|r| &r.findings).collect()
}

/// Rule and FHIRPath of what is no mere information.
fn told(all: &[Checked]) -> Vec<(&'static str, String)> {
    let loud = findings(all)
        .into_iter()
        .filter(|f| f.severity != Severity::Info);
    loud.map(|f| (f.rule, f.locations().fhir_path)).collect()
}

/// How many values a FHIRPath of the simple kind selects: names, and numbers in brackets. Choices have their type in JSON.
fn selected<'v>(root: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut steps = path.split('.');
    let kind = steps.next().unwrap_or_default();
    if root["resourceType"] != kind {
        return Vec::new();
    }
    let mut at = vec![root];
    for step in steps {
        let (name, index) = match step.split_once('[') {
            Some((name, rest)) => (name, rest.trim_end_matches(']').parse::<usize>().ok()),
            None => (step, None),
        };
        let typed = |key: &str| {
            let rest = key.strip_prefix(name);
            rest.is_some_and(|r| {
                r.is_empty()
                    || matches!(
                        r,
                        "Date"
                            | "Period"
                            | "CodeableConcept"
                            | "DateTime"
                            | "Reference"
                            | "Address"
                            | "String"
                    )
            })
        };
        let mut next = Vec::new();
        for value in at {
            let Some(object) = value.as_object() else {
                continue;
            };
            for (_, found) in object.iter().filter(|(k, _)| typed(k)) {
                match found {
                    Value::Array(items) => next.extend(items),
                    other => next.push(other),
                }
            }
        }
        at = match index {
            Some(i) => next.into_iter().skip(i).take(1).collect(),
            None => next,
        };
        at.retain(|value| !value.is_null());
    }
    at
}

/// Every finding's path selects one value, that of its pointer and of its bytes.
fn paths_hold(text: &str, all: &[Checked]) {
    let root: Value = serde_json::from_str(text).expect("it is JSON");
    for finding in findings(all) {
        let places = finding.locations();
        let found = selected(&root, &places.fhir_path);
        assert_eq!(found.len(), 1, "{} {}", finding.rule, places.fhir_path);
        // A list in the place of one value is pointed to; the path is that of what holds it.
        let mut at = finding.path.as_str();
        while let Some(Value::Array(_)) = root.pointer(at) {
            at = at.rsplit_once('/').map_or("", |(above, _)| above);
        }
        let pointed = root.pointer(at);
        assert_eq!(pointed, Some(found[0]), "{}", finding.path);
        let [from, to] = places.bytes.expect("a finding in FHIR has bytes");
        let there: Value = serde_json::from_str(&text[from..to]).expect("bytes hold a value");
        assert_eq!(&there, found[0]);
        for related in &finding.related {
            assert!(root.pointer(&related.path).is_some(), "{}", related.path);
        }
    }
}

#[test]
fn right_samples_have_no_alarm() {
    let tables = support::tables();
    for name in SAMPLES {
        let all = check(sample(name).as_bytes(), &tables);
        assert_eq!((told(&all), all.len()), (vec![], 1), "{name}");
        assert!(all[0].report.as_ref().is_some_and(|r| r.valid), "{name}");
    }
}

#[test]
fn the_parts_of_a_claim_are_read_from_wherever_they_stand() {
    for name in ["claim-bundle.json", "claim-contained.json"] {
        let text = sample(name);
        let document =
            superbill::formats::fhir::Document::read(text.as_bytes()).expect("it can be read");
        let claim = document.claims().next().expect("it has one").claim;
        assert_eq!(claim.subscriber.member_id.text(), "1EG4TE5MK73", "{name}");
        assert_eq!(claim.subscriber.last_name.text(), "EXAMPLE");
        assert_eq!(
            (claim.info.filing.text(), claim.payer_id.text()),
            ("MB", "00435")
        );
        let roles: Vec<_> = claim
            .providers
            .iter()
            .map(|p| (p.role.name(), p.npi.text(), p.taxonomy.text()))
            .collect();
        let expected = [
            ("billing provider", "1234567893", ""),
            ("rendering provider", "1245319599", "207Q00000X"),
            ("referring provider", "1245319599", ""),
        ];
        assert_eq!(roles, expected);
        assert_eq!(claim.info.numbers.clia.text(), "36D1234567");
        assert_eq!(claim.info.lines.len(), 2);
        let pointers = claim.info.lines[0].service.pointers.list.iter();
        assert_eq!(
            pointers
                .filter_map(|p| p.get().copied())
                .collect::<Vec<u32>>(),
            [1, 2, 3]
        );
    }
    let text = sample("eob-inpatient.json");
    let document =
        superbill::formats::fhir::Document::read(text.as_bytes()).expect("it can be read");
    let claim = document.claims().next().expect("it has one").claim;
    let hospital = claim.institutional.expect("it is a hospital's");
    assert_eq!(
        (hospital.facility_type.text(), claim.info.frequency.text()),
        ("11", "1")
    );
    assert_eq!(
        (hospital.drg.text(), hospital.patient_status.text()),
        ("291", "01")
    );
    assert_eq!(
        (
            hospital.diagnoses.len(),
            hospital.admitting.len(),
            hospital.procedures.len()
        ),
        (2, 1, 1)
    );
    assert_eq!(hospital.diagnoses[0].present_on_admission.text(), "Y");
    assert_eq!(hospital.revenue[0].code.text(), "0120");
}

/// What is changed in a sample, and the rule and the path that come of it.
const FAULTS: &[(&str, &str, &str, &str, &str)] = &[
    (
        "claim-bundle.json",
        "E11.40",
        "E11",
        "dx.header-not-billable",
        "Bundle.entry[0].resource.diagnosis[0].diagnosis.coding[0].code",
    ),
    (
        "claim-contained.json",
        "I10",
        "I1",
        "dx.format",
        "Claim.diagnosis[1].diagnosis.coding[0].code",
    ),
    (
        "claim-bundle.json",
        "\"1234567893\"",
        "\"1234567890\"",
        "id.npi-check-digit",
        "Bundle.entry[4].resource.identifier[0].value",
    ),
    (
        "claim-contained.json",
        "\"1234567893\"",
        "\"1234567890\"",
        "id.npi-check-digit",
        "Claim.contained[3].identifier[0].value",
    ),
    (
        "eob-professional.json",
        "\"1245319599\"",
        "\"1245319590\"",
        "id.npi-check-digit",
        "ExplanationOfBenefit.careTeam[0].provider.identifier.value",
    ),
    (
        "claim-bundle.json",
        "\"99213\"",
        "\"99999\"",
        "proc.unknown",
        "Bundle.entry[0].resource.item[0].productOrService.coding[0].code",
    ),
    (
        "claim-bundle.json",
        "\"QW\"",
        "\"Q?\"",
        "mod.format",
        "Bundle.entry[0].resource.item[1].modifier[0].coding[0].code",
    ),
    (
        "claim-bundle.json",
        "\"value\": 150.0",
        "\"value\": 151.0",
        "money.total-differs",
        "Bundle.entry[0].resource.total.value",
    ),
    (
        "claim-bundle.json",
        "\"servicedDate\": \"2026-11-03\"",
        "\"servicedDate\": \"2026-13-03\"",
        "date.impossible",
        "Bundle.entry[0].resource.item[0].serviced",
    ),
    (
        "claim-bundle.json",
        "\"birthDate\": \"1950-06-15\",",
        "",
        "member.birth-date-missing",
        "Bundle.entry[3].resource",
    ),
    (
        "claim-bundle.json",
        "\"subscriberId\": \"1EG4TE5MK73\",",
        "\"subscriberId\": \"1EG4TE5MK7I\",",
        "member.mbi-format",
        "Bundle.entry[2].resource.subscriberId",
    ),
    (
        "eob-professional.json",
        "\"end\": \"2026-11-03\"\n   },\n   \"locationC",
        "\"end\": \"2026-11-02\"\n   },\n   \"locationC",
        "date.end-before-start",
        "ExplanationOfBenefit.item[0].serviced.end",
    ),
    (
        "claim-bundle.json",
        "\"female\"",
        "\"lady\"",
        "member.gender-unknown-code",
        "Bundle.entry[3].resource.gender",
    ),
    (
        "claim-bundle.json",
        "\"net\": {\n       \"value\": 120.0,",
        "\"net\": {\n       \"value\": [120.0],",
        "input.wrong-type",
        "Bundle.entry[0].resource.item[0].net",
    ),
    (
        "claim-bundle.json",
        "\"state\": \"OH\"",
        "\"state\": \"OX\"",
        "address.state-unknown",
        "Bundle.entry[3].resource.address[0].state",
    ),
];

#[test]
fn each_fault_is_found_at_its_place() {
    let tables = support::tables();
    for (name, from, to, rule, path) in FAULTS {
        let text = sample(name);
        assert!(text.contains(from), "{name} has no {from}");
        let text = text.replace(from, to);
        let all = check(text.as_bytes(), &tables);
        paths_hold(&text, &all);
        let told = told(&all);
        assert!(
            told.iter().any(|(r, p)| r == rule && p == path),
            "{rule} at {path}; but {told:?}"
        );
    }
}

#[test]
fn what_the_document_need_not_say_is_not_missing() {
    let tables = support::tables();
    // Nobody but the claim: whom it refers to is not known here.
    let bundle: Value = serde_json::from_str(&sample("claim-bundle.json")).expect("it is JSON");
    let alone = bundle["entry"][0]["resource"].to_string();
    let all = check(alone.as_bytes(), &tables);
    assert_eq!(told(&all), []);
    let report = all[0].report.as_ref().expect("it can be read");
    let unasked: Vec<_> = report.not_checked.iter().map(|n| n.rule).collect();
    assert!(
        unasked.contains(&"member.birth-date-missing") && unasked.contains(&"id.npi-missing"),
        "{unasked:?}"
    );
    // Where the patient is there, a birth date that is not is missing.
    let mut with: Value = bundle.clone();
    with["entry"][3]["resource"]
        .as_object_mut()
        .expect("a patient")
        .remove("birthDate");
    let all = check(with.to_string().as_bytes(), &tables);
    assert_eq!(
        told(&all),
        [(
            "member.birth-date-missing",
            "Bundle.entry[3].resource".to_owned()
        )]
    );
}

#[test]
fn claims_beside_each_other_are_read_each_for_itself() {
    let tables = support::tables();
    let one = |text: String| {
        serde_json::from_str::<Value>(&text)
            .expect("it is JSON")
            .to_string()
    };
    let right = one(sample("claim-bundle.json"));
    let faulty = one(sample("eob-professional.json").replace("99213", "99999"));
    let other = json!({"resourceType": "Patient", "id": "x"}).to_string();
    let deep = format!(
        "{{\"resourceType\": \"Claim\", \"item\": {}",
        "[".repeat(5000)
    );
    let lines = [
        right.as_str(),
        &other,
        &deep,
        "{\"resourceType\": \"Claim\",",
        &faulty,
    ]
    .join("\n");
    let all = check(lines.as_bytes(), &tables);
    assert_eq!(all.len(), 5);
    let errors: Vec<_> = all
        .iter()
        .map(|c| c.error.as_ref().map(|e| e.byte_offset))
        .collect();
    let offset = |e: &Option<Option<usize>>| e.as_ref().is_some_and(|o| o.is_some());
    assert!(
        errors[0].is_none() && errors[4].is_none() && errors[1..4].iter().all(offset),
        "{errors:?}"
    );
    assert_eq!(told(&all[4..])[0].0, "proc.unknown");
    // The same in a list, and a Bundle with two claims and things of other types.
    let list = format!("[{right},\n{faulty}]");
    assert_eq!(check(list.as_bytes(), &tables).len(), 2);
    let value = |text: &str| serde_json::from_str::<Value>(text).expect("it is JSON");
    let bundle = json!({"resourceType": "Bundle", "entry": [
        {"resource": {"resourceType": "Horse", "legs": 4}}, {"resource": 5}, 7, {"search": {}},
        {"resource": value(&right)}, {"resource": value(&faulty)}]});
    let all = check(bundle.to_string().as_bytes(), &tables);
    assert_eq!(all.len(), 2);
    paths_hold(&bundle.to_string(), &all);
    assert!(
        told(&all)[0]
            .1
            .starts_with("Bundle.entry[5].resource.item[0]"),
        "{:?}",
        told(&all)
    );
}

#[test]
fn validate_takes_one_claim_of_any_format() {
    let tables = support::tables();
    let run = |text: &str, options: &Options| validate_bytes(text.as_bytes(), &tables, options);
    let usual = Options::default();
    for name in SAMPLES {
        assert!(run(&sample(name), &usual).is_ok_and(|r| r.valid), "{name}");
    }
    let two = json!({"resourceType": "Bundle", "entry": [
        {"resource": {"resourceType": "Claim"}}, {"resource": {"resourceType": "Claim"}}]});
    let error = run(&two.to_string(), &usual).expect_err("two are too many");
    assert_eq!(error.code(), ErrorCode::BadInput);
    // A field of the FHIR resource runs the rules that read it.
    let faulty = sample("claim-bundle.json")
        .replace("E11.40", "E11")
        .replace("\"99213\"", "\"99999\"");
    let field = Options::new().field("/entry/0/resource/diagnosis/0");
    let report = run(&faulty, &field).expect("it can be read");
    assert!(report
        .findings
        .iter()
        .any(|f| f.rule == "dx.header-not-billable"));
    assert!(!report.findings.iter().any(|f| f.rule == "proc.unknown"));
    assert!(report
        .rules_run
        .is_some_and(|r| r.contains(&"dx.unknown") && !r.contains(&"proc.unknown")));
    // A format that is named is not guessed.
    let named = Options::new().format(superbill::claim::Format::Fhir);
    let error = run("{\"claimInformation\": {}}", &named).expect_err("it is no resource");
    assert_eq!(error.byte_offset(), Some(0));
}

#[test]
fn no_identifier_stands_in_any_message() {
    let tables = support::tables();
    let hide = |text: String| {
        let text = text
            .replace("EXAMPLE", "SENTINEL")
            .replace("JANE", "SENTINELA")
            .replace("ALEX", "SENTINELB");
        text.replace("1EG4TE5MK73", "SENTINEL1")
            .replace("1950-06-15", "SENTINEL2")
            .replace("123456789\"", "SENTINEL3\"")
            .replace("432151234", "SENTINEL4")
            .replace("A100", "SENTINEL5")
    };
    for name in SAMPLES {
        for checked in check(hide(sample(name)).as_bytes(), &tables) {
            for finding in checked.report.iter().flat_map(|r| &r.findings) {
                let said = format!(
                    "{} {:?} {:?}",
                    finding.message, finding.related, finding.fix
                );
                assert!(!said.contains("SENTINEL"), "{} {said}", finding.rule);
            }
        }
    }
}

#[test]
fn samples_cut_and_flipped_anywhere_are_read_or_refused() {
    // Without tables it is the reading and not the rules that take the time.
    let tables = Catalog::empty();
    for name in SAMPLES {
        // Blanks are not worth a run each.
        let text = serde_json::from_str::<Value>(&sample(name))
            .expect("it is JSON")
            .to_string();
        let whole = text.as_bytes();
        let other = sample("eob-professional.json");
        let other = serde_json::from_str::<Value>(&other)
            .expect("it is JSON")
            .to_string();
        for at in 0..whole.len() {
            let mut cut = whole[..at].to_vec();
            let refused = check(&cut, &tables);
            assert!(
                refused.iter().all(|c| c.error.is_some()),
                "{name} cut at {at}"
            );
            // What follows on the next line is read nevertheless.
            if at % 16 == 0 {
                cut.push(b'\n');
                cut.extend_from_slice(other.as_bytes());
                let last = check(&cut, &tables).pop().expect("there is an answer");
                assert!(last.report.is_some(), "{name} cut at {at}");
            }
            let mut flipped = whole.to_vec();
            for bit in [0x01, 0x80] {
                flipped[at] ^= bit;
                for checked in check(&flipped, &tables) {
                    assert!(checked.report.is_some() != checked.error.is_some());
                    if let (Some(report), Ok(text)) =
                        (&checked.report, std::str::from_utf8(&flipped))
                    {
                        let root: Value = serde_json::from_str(text).unwrap_or_default();
                        let placed = report
                            .findings
                            .iter()
                            .filter(|f| f.locations().bytes.is_some());
                        for finding in placed.take(4) {
                            assert!(
                                root.is_null() || root.pointer(&finding.path).is_some(),
                                "{name} {at} {}",
                                finding.path
                            );
                        }
                    }
                }
                flipped[at] ^= bit;
            }
        }
    }
}

/// JSON Pointers to everything within a value but the types of resources.
fn pointers(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(k, v)| pointers(v, format!("{at}/{k}"), out)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(i, v)| pointers(v, format!("{at}/{i}"), out)),
        _ => {}
    }
    if !at.is_empty() && !at.ends_with("/resourceType") {
        out.push(at);
    }
}

#[test]
fn anything_in_any_value_is_answered_at_its_place() {
    let tables = support::tables();
    let mut count = 0;
    for name in SAMPLES {
        let whole: Value = serde_json::from_str(&sample(name)).expect("it is JSON");
        let mut places = Vec::new();
        pointers(&whole, String::new(), &mut places);
        let puts = [
            json!("X1?"),
            json!(0),
            json!([]),
            json!({}),
            json!(true),
            Value::Null,
            json!([["x"]]),
        ];
        for (i, place) in places.iter().enumerate() {
            let mut changed = whole.clone();
            *changed.pointer_mut(place).expect("it is there") = puts[i % puts.len()].clone();
            let text = changed.to_string();
            let all = check(text.as_bytes(), &tables);
            paths_hold(&text, &all);
            count += findings(&all).len();
        }
    }
    assert!(count > 500, "{count} findings");
}

#[test]
fn published_resources_are_read_whole() {
    let Some(lines) = support::shared_lines("corpora/fhir/hccinfhir/sample_eob_first_100.ndjson")
    else {
        return;
    };
    let tables = support::tables();
    let text = lines
        .iter()
        .map(Value::to_string)
        .collect::<Vec<_>>()
        .join("\n");
    let all = check(text.as_bytes(), &tables);
    assert_eq!(
        (all.len(), all.iter().filter(|c| c.report.is_some()).count()),
        (100, 100)
    );
    for (line, checked) in lines.iter().zip(&all) {
        paths_hold(&line.to_string(), std::slice::from_ref(checked));
    }
    let Some(root) = support::shared("corpora/fhir/bfd") else {
        return;
    };
    let mut claims = 0;
    for entry in std::fs::read_dir(root).expect("it is there") {
        let path = entry.expect("it is there").path();
        let text = std::fs::read_to_string(&path).expect("it is text");
        let all = check(text.as_bytes(), &tables);
        paths_hold(&text, &all);
        claims += all.iter().filter(|c| c.report.is_some()).count();
    }
    assert_eq!(
        claims, 19,
        "claims and explanations in the samples of CMS's data server"
    );
}
