//! What findings say: the value, the line or the box, and the choice.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::{json, Value};
use superbill::rules::{self, Options};
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

#[test]
fn a_procedure_code_is_said_to_stand_in_no_box_of_another_field() {
    let trip = json!([{"op": "replace", "value": "A0429",
        "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"}]);
    assert_eq!(
        said("pos.procedure-conflict", trip),
        ["A0429 in place of service 11 (line 1, box 24B): an ambulance's place is the ambulance (41, 42)"]
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

fn names_no_key(rule: &str, text: &str) {
    let word = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .find(|w| is_key(w));
    assert_eq!(word, None, "{rule}: {text}");
}

/// A finding is read beside a form, an 837 or a FHIR claim as well: its texts name fields in the words of whoever bills, not by
/// the keys of one format. Only a key that is misspelled is answered with a key.
#[test]
fn no_text_of_a_rule_names_a_key() {
    assert!(is_key("tradingPartnerServiceId") && !is_key("NPIs") && !is_key("ICD"));
    let options = Options::new().today(Date::new(2026, 11, 20));
    for rule in rules::all() {
        for text in [rule.title, rule.what, rule.why, rule.fix] {
            names_no_key(rule.id, text);
        }
        rule.leaves_alone
            .iter()
            .for_each(|text| names_no_key(rule.id, text));
    }
    let mut read = 0;
    for rule in rules::professional()
        .iter()
        .filter(|r| r.id != "input.unknown-field")
    {
        let mut claim = support::clean_claim();
        support::patch(
            &mut claim,
            &serde_json::from_str(rule.example).expect("an example is JSON"),
        );
        let bytes = serde_json::to_vec(&claim).expect("a value is JSON");
        let report = rules::validate_json(&bytes, &support::tables(), &options);
        for finding in report.expect("an example can be read").findings {
            read += 1;
            names_no_key(finding.rule, &finding.message);
            names_no_key(finding.rule, &finding.fix.description);
            finding
                .related
                .iter()
                .for_each(|r| names_no_key(finding.rule, &r.message));
        }
    }
    assert!(read > 100, "{read} findings were read");
}
