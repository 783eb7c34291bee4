//! Claims from practice, in `tests/cases`: right ones, which get neither an error nor a warning; faulty ones, whose fault
//! is reported at its field; and calls out of public reports. All of them run with every table.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::Value;
use superbill::report::{Report, Severity};
use superbill::rules::{self, Options};
use superbill::{Catalog, Date};

fn run(claim: &Value, today: &Value, tables: &Catalog) -> Report {
    let options = Options::new().today(today.as_str().and_then(Date::parse));
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
        for case in support::cases(file) {
            let alarms = alarms(&run(&case["claim"], &case["today"], &tables));
            if !alarms.is_empty() {
                wrong.push((name(&case), alarms.join("\n    ")));
            }
        }
    }
    for case in support::cases("faulty.jsonl") {
        let report = run(&case["claim"], &case["today"], &tables);
        wrong.extend(unseen(&case, &report).map(|why| (name(&case), why)));
    }
    for case in support::cases("reports.jsonl") {
        let input = &case["input"];
        let report = run(&input["claim"], &input["options"]["today"], &tables);
        wrong.extend(unlike(&case["expect"], &report).map(|why| (name(&case), why)));
    }
    for (id, why) in &wrong {
        println!("{id}\n    {why}");
    }
    let wrong: Vec<&str> = wrong.iter().map(|(id, _)| &**id).collect();
    assert!(wrong.is_empty(), "not answered as it should be: {wrong:?}");
}

/// The claims of the cases and of the corpus, each with its day.
fn claims() -> Vec<(Value, Value)> {
    let mut all = Vec::new();
    for file in ["right.jsonl", "right-own.jsonl", "faulty.jsonl"] {
        all.extend(
            support::cases(file)
                .into_iter()
                .map(|c| (c["claim"].clone(), c["today"].clone())),
        );
    }
    let input = |c: Value| {
        (
            c["input"]["claim"].clone(),
            c["input"]["options"]["today"].clone(),
        )
    };
    all.extend(support::cases("reports.jsonl").into_iter().map(input));
    let clean = support::clean_claim();
    for row in support::read("tests/exceptions.jsonl").split(|b| *b == b'\n') {
        let Ok(row) = serde_json::from_slice::<Value>(row) else {
            continue;
        };
        for patch in ["fires", "alone"] {
            let mut claim = clean.clone();
            support::patch(&mut claim, &row["patch"]);
            support::patch(&mut claim, &row[patch]);
            // A row on FHIR has a resource in its place.
            if claim.get("resourceType").is_none() {
                all.push((claim, "2026-11-20".into()));
            }
        }
    }
    for file in ["examples.json", "diagnosis.json", "exceptions.json"] {
        let text = support::read(&format!("tests/corpus/{file}"));
        let cases: Vec<Value> = serde_json::from_slice(&text).expect("a corpus file is a list");
        for case in cases {
            let mut claim = case.get("claim").unwrap_or(&clean).clone();
            if let Some(patch) = case.get("patch") {
                support::patch(&mut claim, patch);
            }
            all.push((claim, "2026-11-20".into()));
        }
    }
    all
}

/// Modifiers that certify a fact, which only the provider knows.
const CERTIFY: &[&str] = &[
    "JW", "JZ", "AT", "KX", "KS", "GA", "GX", "GY", "GZ", "24", "25", "57", "59", "76", "77", "91",
    "XE", "XP", "XS", "XU", "GN", "GO", "GP", "QW", "RR", "NU", "UE",
];

/// An option of a finding is a value that ends it: with it in the field the finding is gone, and nothing new of the same
/// or a higher severity stands there. What certifies a fact is no option.
#[test]
fn a_fix_never_makes_a_finding() {
    let tables = support::tables();
    let (mut tried, mut wrong) = (0, Vec::new());
    for (claim, today) in claims() {
        let before = run(&claim, &today, &tables);
        for f in &before.findings {
            for option in &f.fix.options {
                assert!(!CERTIFY.contains(&&**option), "{}: {option}", f.rule);
                let mut fixed = claim.clone();
                let (parent, key) = f.path.rsplit_once('/').expect("a path has a step");
                let Some(parent) = fixed.pointer_mut(parent) else {
                    wrong.push(format!(
                        "{}: nothing to put {option} into at {}",
                        f.rule, f.path
                    ));
                    continue;
                };
                match (parent, key.parse::<usize>()) {
                    // Here the option is the name that the key should have.
                    (Value::Object(map), _) if f.rule == "input.unknown-field" => {
                        let value = map.remove(key).unwrap_or_default();
                        map.insert(option.clone(), value);
                    }
                    (Value::Array(items), Ok(i)) if i < items.len() => {
                        items[i] = option.as_str().into()
                    }
                    (Value::Object(map), _) => drop(map.insert(key.into(), option.as_str().into())),
                    _ => continue,
                }
                tried += 1;
                let after = run(&fixed, &today, &tables);
                let here = |g: &&superbill::report::Finding| g.path == f.path;
                let count = |r: &Report, rule: &str| {
                    r.findings
                        .iter()
                        .filter(here)
                        .filter(|g| g.rule == rule)
                        .count()
                };
                if count(&after, f.rule) >= count(&before, f.rule) {
                    wrong.push(format!("{} stays with {option} at {}", f.rule, f.path));
                }
                for new in after.findings.iter().filter(here) {
                    if new.severity <= f.severity && count(&before, new.rule) == 0 {
                        wrong.push(format!(
                            "{} makes {} with {option}: {}",
                            f.rule, new.rule, new.message
                        ));
                    }
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(tried > 100, "only {tried} options were tried");
    assert!(
        wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Every provider of a claim and of a line is judged as what it is, at its own place.
#[test]
fn a_provider_is_judged_in_its_own_role() {
    let tables = support::tables();
    let line = "/claimInformation/serviceLines/0";
    for (path, in_loop, form) in [
        ("/billing".to_owned(), "2010AA", "33a"),
        ("/rendering".to_owned(), "2310B", "24J"),
        ("/referring".to_owned(), "2310A", "17b"),
        ("/ordering".to_owned(), "2420E", "17b"),
        ("/supervising".to_owned(), "2310D", "17b"),
        (
            "/claimInformation/serviceFacilityLocation".to_owned(),
            "2310C",
            "32a",
        ),
        (format!("{line}/renderingProvider"), "2420A", "24J"),
        (format!("{line}/purchasedServiceProvider"), "2420B", ""),
        (format!("{line}/serviceFacilityLocation"), "2420C", "32a"),
        (format!("{line}/supervisingProvider"), "2420D", "17b"),
        (format!("{line}/orderingProvider"), "2420E", "17b"),
        (format!("{line}/referringProvider"), "2420F", "17b"),
    ] {
        let mut claim = support::clean_claim();
        let (parent, key) = path.rsplit_once('/').expect("a path");
        let parent = claim.pointer_mut(parent).expect("a place");
        if parent.get(key).is_none() {
            parent[key] = serde_json::json!({"organizationName": "EXAMPLE", "lastName": "EXAMPLE"});
        }
        parent[key]["npi"] = "1234567890".into();
        let report = run(&claim, &"2026-11-20".into(), &tables);
        let found = report
            .findings
            .iter()
            .filter(|f| f.rule == "id.npi-check-digit");
        let found: Vec<_> = found.collect();
        assert_eq!(found.len(), 1, "{path}");
        let places = found[0].locations();
        assert_eq!(found[0].path, format!("{path}/npi"));
        assert_eq!(places.x12.in_loop, in_loop, "{path}");
        if !form.is_empty() {
            assert_eq!(places.form, form, "{path}");
        }
    }
    // A facility is no billing provider, and needs no number.
    let mut claim = support::clean_claim();
    claim.as_object_mut().expect("an object").remove("billing");
    claim["claimInformation"]["serviceFacilityLocation"] =
        serde_json::json!({"organizationName": "EXAMPLE"});
    let report = run(&claim, &"2026-11-20".into(), &tables);
    let missing = report
        .findings
        .iter()
        .filter(|f| f.rule == "id.npi-missing");
    let missing: Vec<&str> = missing.map(|f| f.path.as_str()).collect();
    assert_eq!(missing, ["/billing/npi"]);
}

/// Which "code first" notes oblige and which ask for something only where it is there, by the note's own words.
#[test]
fn notes_oblige_or_have_a_condition() {
    let tables = support::tables();
    let warned = |codes: &[&str]| {
        let mut claim = support::clean_claim();
        let list = codes
            .iter()
            .map(|c| serde_json::json!({"diagnosisTypeCode": "ABF", "diagnosisCode": c}));
        claim["claimInformation"]["healthCareCodeInformation"] = list.collect();
        let report = run(&claim, &"2026-11-20".into(), &tables);
        report
            .findings
            .iter()
            .any(|f| f.rule == "dx.code-first" && f.severity != Severity::Info)
    };
    for code in [
        "D630", "D631", "T20411A", "J1282", "M1A10X0", "I7092", "H2623", "I680", "R054", "G460",
        "Z3A30", "Z91128",
    ] {
        assert!(
            warned(&["I10", code]),
            "{code} has something that goes first"
        );
    }
    for code in [
        "Z8501", "Z853", "Z86010", "Z87891", "C460", "N641", "L97411", "L89150", "N183", "I509",
        "I480", "I8290", "H5410", "Y900", "F0280", "E0800", "D6481", "J13", "B20", "M05A", "J9600",
    ] {
        assert!(
            !warned(&["I10", code]),
            "{code} asks for something only where it is there"
        );
    }
    for before in ["Z3483", "Z369", "O700", "O80", "O0993"] {
        assert!(
            !warned(&[before, "Z3A30"]),
            "{before} is followed by weeks of gestation"
        );
    }
    assert!(!warned(&["N183", "D631"]) && !warned(&["C509", "D630"]));
}

/// What a form sends of fields that nobody filled in is not there.
#[test]
fn an_object_of_empty_values_is_absent() {
    let tables = support::tables();
    let mut claim = support::clean_claim();
    claim["dependent"] = serde_json::json!({"firstName": "", "address": {"city": " "}});
    claim["ordering"] = serde_json::json!({"npi": null});
    claim["claimInformation"]["serviceFacilityLocation"] = serde_json::json!({"address": {}});
    let report = run(&claim, &"2026-11-20".into(), &tables);
    assert_eq!(report.findings, []);
}

/// Codes and places that began or ended between two quarters have their real days; outside of a table's days its rules
/// warn at most and are listed as not checked.
#[test]
fn tables_answer_for_their_own_days() {
    let tables = support::tables();
    let on = |code: &str, place: &str, day: &str| {
        let mut claim = support::clean_claim();
        claim["claimInformation"]["placeOfServiceCode"] = place.into();
        let lines = claim["claimInformation"]["serviceLines"].as_array_mut();
        let lines = lines.expect("lines");
        lines.truncate(1);
        lines[0]["serviceDate"] = day.into();
        lines[0]["professionalService"]["procedureCode"] = code.into();
        run(&claim, &"2026-11-20".into(), &tables)
    };
    for (code, first, last) in [
        ("0001A", "20201211", "20231031"),
        ("91300", "20201211", "20231031"),
        ("91304", "20220713", "20260601"),
        ("90480", "20230911", "20260601"),
        ("91318", "20230911", "20260601"),
        ("M0239", "20201110", "20210416"),
        ("U0003", "20200414", "20230511"),
    ] {
        let day = |d: &str| Date::parse(d).expect("a day");
        let before = day(first).day_before().number().to_string();
        let wrong = |d: &str| {
            let report = on(code, "11", d);
            report
                .findings
                .iter()
                .any(|f| f.rule == "proc.not-valid-on-date")
        };
        assert!(wrong(&before) && !wrong(first) && !wrong(last), "{code}");
    }
    let place = |p: &str, d: &str| {
        on("99213", p, d)
            .findings
            .iter()
            .any(|f| f.rule == "pos.unknown")
    };
    assert!(place("10", "20211231") && !place("10", "20220101"));
    assert!(place("27", "20230930") && !place("27", "20231001"));
    // The add-on table ends on 2026-06-30.
    let late = on("90472", "11", "20261102");
    let add_on = "ncci.add-on-without-primary";
    let found: Vec<_> = late.findings.iter().filter(|f| f.rule == add_on).collect();
    assert!(found
        .iter()
        .all(|f| f.severity != Severity::Error && f.message.contains("April 2026")));
    assert_eq!(found.len(), 1);
    let entry = late.not_checked.iter().find(|n| n.rule == add_on);
    assert!(entry.is_some_and(|n| n.reason.contains("2026-06-30")));
}
