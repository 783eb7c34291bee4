//! Bad input, identifying values, and the option `at`.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::{json, Value};
use superbill::formats::json as reader;
use superbill::rules::{self, Options};
use superbill::{Catalog, Date, ErrorCode};

fn options() -> Options {
    Options::new().today(Date::new(2026, 11, 20))
}

fn report(claim: &Value, tables: &Catalog, options: &Options) -> superbill::Report {
    rules::validate_json(claim.to_string().as_bytes(), tables, options)
        .expect("any JSON value gets a report")
}

/// Every place of a JSON value, as pointers.
fn places(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => map
            .iter()
            .for_each(|(k, v)| places(v, format!("{at}/{k}"), out)),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(i, v)| places(v, format!("{at}/{i}"), out)),
        _ => {}
    }
    out.push(at);
}

/// A claim with every field that rules read.
fn full_claim() -> Value {
    let mut claim = support::clean_claim();
    claim["dependent"] = json!({
        "memberId": "X", "firstName": "SAM", "lastName": "EXAMPLE", "gender": "M", "dateOfBirth": "20100101",
        "relationshipToSubscriberCode": "19",
        "address": {"address1": "1 EXAMPLE ST", "city": "COLUMBUS", "state": "OH", "postalCode": "432151234"},
    });
    let provider = claim["billing"].clone();
    for role in ["ordering", "supervising"] {
        claim[role] = provider.clone();
    }
    claim["billing"]["ssn"] = json!("123456789");
    claim["providers"] = json!([provider]);
    claim["providers"][0]["providerType"] = json!("SupervisingProvider");
    let info = &mut claim["claimInformation"];
    info["serviceFacilityLocation"] = provider.clone();
    info["relatedCausesCode"] = json!(["AA"]);
    info["autoAccidentStateCode"] = json!("OH");
    info["autoAccidentCountryCode"] = json!("US");
    info["delayReasonCode"] = json!("7");
    info["pregnancyIndicator"] = json!("Y");
    info["deathDate"] = json!("20261110");
    info["patientAmountPaid"] = json!("5.00");
    info["claimDateInformation"] = json!({
        "accidentDate": "20261101", "symptomDate": "20261101", "initialTreatmentDate": "20261101",
        "lastSeenDate": "20261101", "lastMenstrualPeriodDate": "20260901", "admissionDate": "20261101",
        "dischargeDate": "20261102", "disabilityBeginDate": "20261101", "disabilityEndDate": "20261102",
    });
    info["claimSupplementalInformation"]["claimControlNumber"] = json!("ICN1");
    info["claimSupplementalInformation"]["priorAuthorizationNumber"] = json!("AUTH1");
    info["claimSupplementalInformation"]["referralNumber"] = json!("REF1");
    let line = &mut info["serviceLines"][1];
    line["serviceDateEnd"] = json!("20261103");
    line["professionalService"]["placeOfServiceCode"] = json!("11");
    line["drugIdentification"] =
        json!({"serviceIdQualifier": "N4", "nationalDrugCode": "00002143380"});
    line["serviceLineReferenceInformation"] =
        json!({"clinicalLaboratoryImprovementAmendmentNumber": "36D1234567"});
    for role in [
        "renderingProvider",
        "orderingProvider",
        "referringProvider",
        "supervisingProvider",
    ] {
        line[role] = provider.clone();
    }
    claim
}

const WRONG: [&str; 12] = [
    "null",
    "true",
    "[]",
    "{}",
    "\"\"",
    "\"zzz\"",
    "-1",
    "1e300",
    "[[1]]",
    "{\"a\": [null]}",
    "\"2026-02-30\"",
    "\"\\ud800\"",
];

#[test]
fn any_json_value_in_any_field_gets_a_report() {
    let (tables, claim) = (support::tables(), full_claim());
    let mut all = Vec::new();
    places(&claim, String::new(), &mut all);
    assert!(all.len() > 150, "only {} fields", all.len());
    for place in &all {
        for text in WRONG {
            // A lone half of a surrogate pair cannot be made with serde_json, so it goes in as text.
            let mut bad = claim.clone();
            *bad.pointer_mut(place).expect("a place of this claim") = json!("@@");
            let bytes = bad.to_string().replace("\"@@\"", text);
            let report = rules::validate_json(bytes.as_bytes(), &tables, &options());
            let report = report.unwrap_or_else(|e| panic!("{text} at {place}: {e}"));
            // A list or an object in place of one value, and the other way round, is reported where it is.
            let is_value = !matches!(
                claim.pointer(place),
                Some(Value::Object(_) | Value::Array(_))
            );
            let known = report
                .findings
                .iter()
                .any(|f| f.rule == "input.wrong-type" && f.path == *place);
            let read = !(place.ends_with("/contactInformation")
                || UNREAD
                    .iter()
                    .any(|u| place.ends_with(u) || place.contains(&format!("{u}/"))));
            if read
                && ((is_value && matches!(text, "{}" | "[]" | "true"))
                    || (!is_value && matches!(text, "true" | "-1" | "\"zzz\"")))
            {
                assert!(
                    known,
                    "{text} at {place} is not reported: {:?}",
                    report
                        .findings
                        .iter()
                        .map(|f| (f.rule, &f.path))
                        .collect::<Vec<_>>()
                );
            }
        }
    }
}

/// Fields of the test's claim that no rule reads.
const UNREAD: [&str; 5] = [
    "controlNumber",
    "assignedNumber",
    "contactInformation",
    "phoneNumber",
    "providerType",
];

#[test]
fn what_is_no_claim_at_all_is_an_error_that_says_what_to_do() {
    let tables = Catalog::empty();
    for bad in [
        &b""[..],
        b"{",
        b"not json",
        b"\"\xff\"",
        b"{\"a\":1}}",
        b"[1,",
    ] {
        let error = rules::validate_json(bad, &tables, &options()).expect_err("this is not JSON");
        assert_eq!(error.code(), ErrorCode::BadInput);
        assert!(error.message().contains("JSON"), "{error}");
    }
    for odd in ["null", "[]", "7", "\"claim\"", "{}", "[{}]"] {
        let report = rules::validate_json(odd.as_bytes(), &tables, &options()).expect("JSON");
        assert!(!report.valid && !report.findings.is_empty(), "{odd}");
    }
    let deep = "[".repeat(100_000);
    assert!(rules::validate_json(deep.as_bytes(), &tables, &options()).is_err());
}

#[test]
fn a_million_lines_are_refused_by_a_limit_that_is_named() {
    let lines = vec!["{}"; 1_000_000].join(",");
    let claim = format!("{{\"claimInformation\": {{\"serviceLines\": [{lines}]}}}}");
    let error = rules::validate_json(claim.as_bytes(), &Catalog::empty(), &options())
        .expect_err("over the limit");
    assert_eq!(error.code(), ErrorCode::BadInput);
    assert!(
        error.message().contains("1000") && error.message().contains("50"),
        "{error}"
    );
    let huge = vec![b' '; reader::MAX_BYTES + 1];
    assert!(rules::validate_json(&huge, &Catalog::empty(), &options()).is_err());
}

/// Sentinels in every field that could identify somebody; then every rule's example on top, and every kind of damage.
/// None of them may be in any answer.
#[test]
fn no_answer_repeats_an_identifying_value() {
    let tables = support::tables();
    let identifying = [
        "firstName",
        "lastName",
        "middleName",
        "organizationName",
        "memberId",
        "ssn",
        "dateOfBirth",
        "address1",
        "city",
        "postalCode",
        "phoneNumber",
        "patientControlNumber",
        "claimControlNumber",
        "priorAuthorizationNumber",
        "referralNumber",
        "npi",
        "employerId",
        "cliaNumber",
        "clinicalLaboratoryImprovementAmendmentNumber",
        "deathDate",
    ];
    let mut fired = std::collections::BTreeSet::new();
    for rule in rules::professional() {
        let patch: Value = serde_json::from_str(rule.example).expect("an example is JSON");
        let mut claim = full_claim();
        support::patch(&mut claim, &patch);
        let mut all = Vec::new();
        places(&claim, String::new(), &mut all);
        let mut sentinels = Vec::new();
        for (i, place) in all.iter().enumerate() {
            let key = place.rsplit('/').next().unwrap_or("");
            let value = claim.pointer_mut(place).expect("a place of this claim");
            if identifying.contains(&key) && value.is_string() {
                // Of the form of a name, of a number, and of a date before the service, in turn.
                let sentinel = match (key, i % 2) {
                    ("dateOfBirth" | "deathDate", 0) => {
                        format!("19{:02}0{}1{}", 31 + i % 60, 1 + i % 9, i % 10)
                    }
                    (_, 0) => format!("QZSENTINEL{i}"),
                    _ => format!("7{:09}", 123_456 + i),
                };
                *value = json!(sentinel);
                sentinels.push(sentinel);
            }
        }
        let report = report(&claim, &tables, &options());
        fired.extend(report.findings.iter().map(|f| f.rule));
        let answer = serde_json::to_string(&report).expect("a report is JSON");
        for sentinel in &sentinels {
            let dashed = Date::parse(sentinel).map(|d| d.to_string());
            assert!(
                !answer.contains(sentinel),
                "{}: {sentinel} is in {answer}",
                rule.id
            );
            assert!(
                dashed.is_none_or(|d| !answer.contains(&d)),
                "{}: {sentinel} is in {answer}",
                rule.id
            );
        }
    }
    assert!(
        fired.len() > 60,
        "only {} rules fired: {fired:?}",
        fired.len()
    );
}

#[test]
fn unreadable_values_are_never_repeated() {
    let tables = support::tables();
    let mut all = Vec::new();
    let claim = full_claim();
    places(&claim, String::new(), &mut all);
    for place in &all {
        // As a sentence, and as short as a code.
        for sentinel in ["QZSENTINEL JANE", "QZVX", "qzvxy"] {
            let mut bad = claim.clone();
            *bad.pointer_mut(place).expect("a place") = json!(sentinel);
            let answer = serde_json::to_string(&report(&bad, &tables, &options()))
                .expect("a report is JSON");
            assert!(
                !answer.to_uppercase().contains(&sentinel.to_uppercase()),
                "{place}: {answer}"
            );
        }
    }
}

/// The note at E11 names Z79.84 for oral antidiabetic and for oral hypoglycemic drugs.
#[test]
fn a_code_that_a_note_names_twice_is_said_once() {
    let mut claim = support::clean_claim();
    claim["claimInformation"]["healthCareCodeInformation"][2]["diagnosisCode"] = json!("J069");
    let report = report(&claim, &support::tables(), &options());
    let mut findings = report.findings.iter();
    let said = findings.find(|f| f.rule == "dx.use-additional");
    let said = said.map(|f| f.message.matches("Z79.84").count());
    assert_eq!(said, Some(1));
}

/// At every place of every example, and at places that are not there: the findings and what was not checked are those of
/// the whole report that belong to the rules that ran.
#[test]
fn at_finds_what_the_whole_report_finds_of_the_rules_that_ran() {
    let tables = support::tables();
    let mut checked = 0;
    for rule in rules::professional() {
        let mut claim = support::clean_claim();
        support::patch(
            &mut claim,
            &serde_json::from_str(rule.example).expect("an example is JSON"),
        );
        let whole = report(&claim, &tables, &options());
        let mut all = vec!["/nowhere".to_owned(), "/dependent/gender".to_owned()];
        places(&claim, String::new(), &mut all);
        all.extend(whole.findings.iter().map(|f| f.path.clone()));
        for place in all {
            let at = options().field(place.clone());
            let part = report(&claim, &tables, &at);
            let ran = part
                .rules_run
                .expect("with `field` the report says what ran");
            let of_ran = |rule: &str| ran.contains(&rule);
            let findings: Vec<_> = whole.findings.iter().filter(|f| of_ran(f.rule)).collect();
            assert!(part.findings.iter().eq(findings), "{} at {place}", rule.id);
            let open: Vec<_> = whole
                .not_checked
                .iter()
                .filter(|n| of_ran(n.rule))
                .collect();
            assert!(part.not_checked.iter().eq(open), "{} at {place}", rule.id);
            let leaf = claim.pointer(&place).is_some_and(Value::is_string);
            assert!(
                !leaf || ran.len() < rules::professional().len() / 2,
                "{} rules ran at {place}",
                ran.len()
            );
            checked += 1;
        }
        // A rule that finds something runs at the field where it finds it.
        for finding in whole
            .findings
            .iter()
            .filter(|f| !f.rule.starts_with("input."))
        {
            let at = options().field(finding.path.clone());
            let ran = report(&claim, &tables, &at).rules_run.unwrap_or_default();
            assert!(
                ran.contains(&finding.rule),
                "{} did not run at {}",
                finding.rule,
                finding.path
            );
        }
    }
    assert!(checked > 5_000, "only {checked} places");
}

#[test]
fn without_tables_nothing_passes_silently() {
    let report = report(
        &support::clean_claim(),
        &Catalog::empty(),
        &Options::default(),
    );
    let silent: Vec<&str> = report.not_checked.iter().map(|n| n.rule).collect();
    for rule in rules::professional().iter().filter(|r| !r.needs.is_empty()) {
        assert!(
            silent.contains(&rule.id),
            "{} is not among what was not checked",
            rule.id
        );
    }
    assert!(silent.contains(&"proc.unknown") && silent.contains(&"proc.not-valid-on-date"));
    assert!(report
        .not_checked
        .iter()
        .all(|n| !n.reason.is_empty() && !n.remedy.is_empty()));
}

#[test]
fn findings_stand_in_the_same_order_every_time() {
    let tables = support::tables();
    let mut claim = full_claim();
    claim["claimInformation"]["serviceLines"][0]["professionalService"] =
        json!({"procedureCode": "9921"});
    claim["billing"]["npi"] = json!("1");
    let first = report(&claim, &tables, &options());
    for _ in 0..3 {
        assert_eq!(first, report(&claim, &tables, &options()));
    }
    let lines: Vec<usize> = first.findings.iter().map(|f| f.line.unwrap_or(0)).collect();
    assert!(lines.windows(2).all(|w| w[0] <= w[1]), "{lines:?}");
}

/// A diagnosis in ICD-9-CM is named as one, with the codes that a search for it shows.
#[test]
fn a_diagnosis_of_icd9_is_named_with_what_it_became() {
    let tables = support::tables();
    for (code, written) in [("25000", "250.00"), ("4019", "401.9"), ("V5869", "V58.69")] {
        let mut claim = support::clean_claim();
        let at = "/claimInformation/healthCareCodeInformation/0/diagnosisCode";
        *claim.pointer_mut(at).expect("the first diagnosis") = json!(code);
        let report = report(&claim, &tables, &options());
        let mut findings = report.findings.iter();
        let finding = findings.find(|f| ["dx.format", "dx.unknown"].contains(&f.rule));
        let finding = finding.unwrap_or_else(|| panic!("{code}: {:?}", report.findings));
        let says = format!("{written} (box 21A) is not an ICD-10-CM code: it is ICD-9-CM");
        assert!(finding.message.starts_with(&says), "{}", finding.message);

        let hits = tables.search(written, &superbill::search::Options::new());
        let shown: Vec<String> = hits
            .expect("a search")
            .into_iter()
            .filter(|h| h.note.as_deref().is_some_and(|n| n.contains("ICD-9-CM")))
            .map(|h| h.code.replace('.', ""))
            .collect();
        assert!(!shown.is_empty(), "{code}");
        assert_eq!(finding.fix.options, shown, "{code}");
    }
}
