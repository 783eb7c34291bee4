//! What findings say: the value, the line or the box, and the choice.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::{json, Value};
use superbill::report::Finding;
use superbill::rules::{self, Batch, Options};
use superbill::Date;

/// The messages of one rule on the clean claim with that patch.
fn said(rule: &str, patch: Value) -> Vec<String> {
    let mut claim = support::clean_claim();
    support::patch(&mut claim, &patch);
    let bytes = serde_json::to_vec(&claim).expect("a value is JSON");
    let options = Options::new().today(Date::new(2026, 11, 20));
    let report = rules::validate_json(&bytes, &support::tables(), &options);
    let findings = report.expect("the claim can be read").findings;
    let own = findings.into_iter().filter(|f| f.rule == rule);
    own.map(|f| f.message).collect()
}

fn diagnosis(code: &str) -> Value {
    json!([{"op": "replace", "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode", "value": code}])
}

#[test]
fn an_unknown_code_that_lacks_its_7th_character_lists_them() {
    assert_eq!(
        said("dx.unknown", diagnosis("S134XX")),
        ["S134XX (box 21A) needs a 7th character: A, D or S"]
    );
    assert_eq!(
        said("dx.unknown", diagnosis("E11X0")),
        ["E11X0 (box 21A) is not an ICD-10-CM code"],
        "a code that nothing is added to"
    );
}

#[test]
fn a_header_says_how_many_characters_it_lacks() {
    let rule = "dx.header-not-billable";
    assert_eq!(
        said(rule, diagnosis("E11")),
        ["E11 (box 21A) is not billable: it needs 1 to 4 more characters (4 to 7 in all)"]
    );
    assert_eq!(
        said(rule, diagnosis("S134")),
        ["S13.4 (box 21A) is not billable: it needs a 7th character: A, D or S"]
    );
}

#[test]
fn a_part_of_an_address_is_named() {
    let part = |name: &str| json!([{"op": "remove", "path": format!("/billing/address/{name}")}]);
    let rule = "provider.address-missing";
    for (field, name) in [
        ("address1", "street"),
        ("city", "city"),
        ("postalCode", "ZIP code"),
    ] {
        assert_eq!(
            said(rule, part(field)),
            [format!(
                "the billing provider's address has no {name} (box 33)"
            )]
        );
    }
}

#[test]
fn a_role_is_named_by_what_it_is() {
    let wrong = json!([{"op": "add", "path": "/referring", "value":
        {"firstName": "PAT", "lastName": "EXAMPLE", "npi": "123"}}]);
    assert_eq!(
        said("id.npi-format", wrong),
        ["the NPI of the referring provider has 3 digits (box 17b); an NPI is ten digits"]
    );
}

#[test]
fn an_indicator_is_named_with_what_goes_there() {
    let wrong = json!([{"op": "replace", "path": "/claimInformation/releaseInformationCode", "value": "N"}]);
    assert_eq!(
        said("claim.indicator-unknown", wrong),
        ["N does not say whether the patient released the information (box 12); I or Y does"]
    );
}

/// No text of a rule is British or says what nobody can act on.
#[test]
fn texts_are_american_and_say_what_to_do() {
    for rule in rules::all() {
        let text = [
            rule.id,
            rule.title,
            rule.what,
            &rule.leaves_alone.join(" "),
            rule.why,
            rule.fix,
        ]
        .join(" ");
        let text = text.to_lowercase();
        for word in [
            "anaesth",
            "colour",
            "centre",
            "paediatric",
            "haem",
            "licence",
            "organisation",
            "programme",
            "recognise",
            "behaviour",
            "tumour",
            "judgement",
            "cancelled",
            "misspelt",
        ] {
            assert!(!text.contains(word), "{}: {word}", rule.id);
        }
    }
}

/// A name such as `memberId`: small letters, then a capital, which no word of a biller has.
fn is_key(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.contains(|c: char| c.is_ascii_uppercase())
}

#[test]
fn a_key_of_several_words_is_told_by_its_capitals() {
    let declared = String::from_utf8(support::read("pkg-template/claim.d.ts")).expect("text");
    let keys = declared.lines().filter_map(|line| {
        let (key, _) = line.strip_prefix("  ")?.split_once("?:")?;
        Some(key.to_owned())
    });
    let long: Vec<String> = keys.filter(|key| key.len() > 20).collect();
    assert!(long.len() > 50, "{} long keys", long.len());
    for key in long {
        assert!(is_key(&key), "{key}");
    }
    assert!(!is_key("NPIs") && !is_key("ICD"));
}

fn names_no_key(rule: &str, text: &str) {
    let word = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .find(|w| is_key(w));
    assert_eq!(word, None, "{rule}: {text}");
}

/// Examples of the rules, and files in which each segment was left out, doubled, or lost its last element.
fn examples() -> Vec<String> {
    let professional = rules::professional();
    let mut texts = Vec::new();
    for rule in professional {
        // A key that is misspelled is answered with a key.
        if rule.id == "input.unknown-field" {
            continue;
        }
        let mut claim = support::clean_claim();
        let patch = serde_json::from_str(rule.example).expect("an example is JSON");
        support::patch(&mut claim, &patch);
        texts.push(claim.to_string());
    }
    for rule in rules::hospital() {
        if !professional.iter().any(|p| p.id == rule.id) {
            let example = serde_json::from_str(rule.example).expect("an example is JSON");
            texts.push(support::hospital::bytes(&example));
        }
    }
    for name in ["x12/professional", "x12/dental", "hospital/outpatient"] {
        let file = String::from_utf8(support::read(&format!("tests/{name}.edi"))).expect("text");
        let segments: Vec<&str> = file.split_inclusive('~').collect();
        for (at, segment) in segments.iter().enumerate() {
            let kept = segment.rsplit_once('*').map_or("", |(kept, _)| kept);
            for other in [String::new(), segment.repeat(2), format!("{kept}~")] {
                let (before, after) = (segments[..at].concat(), segments[at + 1..].concat());
                texts.push(format!("{before}{other}{after}"));
            }
        }
    }
    texts
}

fn findings() -> Vec<Finding> {
    let (tables, options) = (
        support::tables(),
        Options::new().today(Date::new(2026, 11, 20)),
    );
    let mut all = Vec::new();
    for text in examples() {
        let mut batch = Batch::new(options.clone());
        let answers = batch.check_bytes(text.as_bytes(), &tables);
        all.extend(answers.filter_map(|a| a.report).flat_map(|r| r.findings));
    }
    all
}

/// A finding is read beside a form, an 837 or a FHIR claim as well: its texts name fields in the words of whoever bills, not by
/// the keys of one format. Only a key that is misspelled is answered with a key.
#[test]
fn no_text_of_a_rule_names_a_key() {
    for rule in rules::all() {
        for text in [rule.title, rule.what, rule.why, rule.fix] {
            names_no_key(rule.id, text);
        }
        rule.leaves_alone
            .iter()
            .for_each(|text| names_no_key(rule.id, text));
    }
    let all = findings();
    for finding in &all {
        names_no_key(finding.rule, &finding.message);
        names_no_key(finding.rule, &finding.fix.description);
        finding
            .related
            .iter()
            .for_each(|r| names_no_key(finding.rule, &r.message));
    }
    for group in ["x12.", "bill.", "hospice.", "dx.", "oce."] {
        assert!(all.iter().any(|f| f.rule.starts_with(group)), "{group}");
    }
}

/// A place directly behind a procedure code is read as the code's own.
#[test]
fn a_procedure_code_is_said_to_stand_in_no_box_of_another_field() {
    let is_procedure = |word: &str| {
        let shaped = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase();
        word.len() == 5 && word.chars().all(shaped) && word.contains(|c: char| c.is_ascii_digit())
    };
    let (mut beside, mut wrong) = (0, Vec::new());
    for finding in findings() {
        let (first, rest) = finding.message.split_once(' ').unwrap_or_default();
        if !is_procedure(first) {
            continue;
        }
        let form = finding.locations().form;
        beside += usize::from(form == "24B" || form == "FL 42");
        // Box 24 is the whole line.
        let own = ["24", "24D", "FL 44"];
        let place = rest.strip_prefix('(').and_then(|r| r.split_once(')'));
        let place = place.map_or("", |(place, _)| place);
        let named = place.find("box ").map(|at| &place[at + 4..]);
        let named = named.or_else(|| place.find("FL ").map(|at| &place[at..]));
        let is_diagnosis = |named: &str| named.starts_with("21") || named.starts_with("FL 67");
        if named.is_some_and(|named| !own.contains(&named) && !is_diagnosis(named)) {
            wrong.push(format!("{}: {}", finding.rule, finding.message));
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert!(
        beside > 0,
        "no code was named at a place of service or a revenue code"
    );
}
