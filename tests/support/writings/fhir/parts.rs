//! Diagnoses, lines and what else a claim holds.

use super::super::{at, list, text};
use super::bundle::{concept, day, filled, number};
use serde_json::{json, Value};

pub fn member(sequence: usize, who: Value, code: &str) -> Value {
    let system = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimCareTeamRole";
    json!({ "sequence": sequence, "provider": who, "role": concept(system, code) })
}

pub fn diagnosis(given: &Value, sequence: usize) -> Value {
    let code = at(given, "/diagnosisCode");
    // FHIR writes the point that the 837 leaves out.
    let code = match code.len() > 3 && !code.contains('.') && code.is_ascii() {
        true => format!("{}.{}", &code[..3], &code[3..]),
        false => code,
    };
    filled(&[
        ("sequence", json!(sequence)),
        (
            "diagnosisCodeableConcept",
            if code.is_empty() {
                Value::Null
            } else {
                concept("http://hl7.org/fhir/sid/icd-10-cm", &code)
            },
        ),
    ])
}

pub fn related(info: &Value) -> Value {
    let frequency = at(info, "/claimFrequencyCode");
    if !matches!(frequency.as_str(), "7" | "8") {
        return Value::Null;
    }
    let number = at(info, "/claimSupplementalInformation/claimControlNumber");
    json!([filled(&[
        (
            "relationship",
            concept("https://codesystem.x12.org/005010/1325", &frequency)
        ),
        (
            "reference",
            if number.is_empty() {
                Value::Null
            } else {
                json!({ "value": number })
            }
        ),
    ])])
}

pub fn supporting(info: &Value) -> Value {
    let of = |key: &str| day(&at(info, &format!("/claimDateInformation/{key}")));
    let mut all = Vec::new();
    let system = "http://terminology.hl7.org/CodeSystem/claiminformationcategory";
    let onset = of("symptomDate");
    if !onset.is_empty() {
        all.push(
            json!({ "sequence": 1, "category": concept(system, "onset"), "timingDate": onset }),
        );
    }
    let stay = filled(&[
        ("start", json!(of("admissionDate"))),
        ("end", json!(of("dischargeDate"))),
    ]);
    if stay.as_object().is_some_and(|s| !s.is_empty()) {
        all.push(json!({ "sequence": 2, "category": concept(system, "hospitalized"), "timingPeriod": stay }));
    }
    json!(all)
}

pub fn accident(info: &Value) -> Value {
    let cause = list(info, "/relatedCausesCode")
        .first()
        .map(text)
        .unwrap_or_default();
    let kind = match cause.as_str() {
        "" => Value::Null,
        "AA" => concept("http://terminology.hl7.org/CodeSystem/v3-ActCode", "MVA"),
        "EM" => concept("http://terminology.hl7.org/CodeSystem/v3-ActCode", "WPA"),
        other => concept("https://codesystem.x12.org/005010/1362", other),
    };
    let state = at(info, "/autoAccidentStateCode");
    filled(&[
        (
            "date",
            json!(day(&at(info, "/claimDateInformation/accidentDate"))),
        ),
        ("type", kind),
        ("locationAddress", filled(&[("state", json!(state))])),
    ])
}

pub fn item(info: &Value, line: &Value, sequence: usize, team: &[usize]) -> Value {
    let service = &line["professionalService"];
    let of = |key: &str| at(service, &format!("/{key}"));
    let (from, to) = (
        day(&at(line, "/serviceDate")),
        day(&at(line, "/serviceDateEnd")),
    );
    let period = match to.is_empty() {
        true => Value::Null,
        false => filled(&[("start", json!(from)), ("end", json!(to))]),
    };
    let pointers = list(
        service,
        "/compositeDiagnosisCodePointers/diagnosisCodePointers",
    )
    .iter();
    let pointers: Vec<Value> = pointers.map(|p| number(&text(p))).collect();
    let place = match of("placeOfServiceCode").as_str() {
        "" => at(info, "/placeOfServiceCode"),
        own => own.to_owned(),
    };
    let hcpcs = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets";
    let code = of("procedureCode");
    let mut procedure = match code.is_empty() {
        true => json!({}),
        false => concept(hcpcs, &code),
    };
    let description = of("description");
    if !description.is_empty() {
        procedure["text"] = json!(description);
    }
    let modifiers = list(service, "/procedureModifiers").iter();
    let modifiers: Vec<Value> = modifiers.map(|m| concept(hcpcs, &text(m))).collect();
    let quantity = filled(&[
        (
            "value",
            match of("serviceUnitCount").as_str() {
                "" => Value::Null,
                units => number(units),
            },
        ),
        ("unit", json!(of("measurementUnit"))),
    ]);
    let charge = of("lineItemChargeAmount");
    let drug = line.get("drugIdentification").map_or(Value::Null, |drug| {
        json!([filled(&[
            ("sequence", json!(1)),
            (
                "productOrService",
                concept(
                    "http://hl7.org/fhir/sid/ndc",
                    &at(drug, "/nationalDrugCode")
                )
            ),
            (
                "quantity",
                filled(&[
                    ("value", number(&at(drug, "/nationalDrugUnitCount"))),
                    ("unit", json!(at(drug, "/measurementUnitCode"))),
                ])
            ),
        ])])
    });
    filled(&[
        ("sequence", json!(sequence)),
        ("careTeamSequence", json!(team)),
        ("diagnosisSequence", json!(pointers)),
        ("productOrService", procedure),
        ("modifier", json!(modifiers)),
        (
            "servicedDate",
            if period.is_null() {
                json!(from)
            } else {
                Value::Null
            },
        ),
        ("servicedPeriod", period),
        (
            "locationCodeableConcept",
            if place.is_empty() {
                Value::Null
            } else {
                concept("https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set", &place)
            },
        ),
        ("quantity", quantity),
        (
            "net",
            if charge.is_empty() {
                Value::Null
            } else {
                json!({ "value": number(&charge), "currency": "USD" })
            },
        ),
        ("detail", drug),
    ])
}
