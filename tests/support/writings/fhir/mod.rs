//! The claim as a FHIR Bundle.

pub mod bundle;
pub mod hospital;
mod parts;

use super::{at, list};
use bundle::{concept, filled, number, Bundle};
use parts::{accident, diagnosis, item, member, related, supporting};
use serde_json::{json, Value};

/// The claim as a FHIR Bundle.
pub fn fhir(claim: &Value) -> Value {
    let info = &claim["claimInformation"];
    let mut bundle = Bundle(Vec::new());
    let death = at(info, "/deathDate");
    let (insured, dependent) = (&claim["subscriber"], &claim["dependent"]);
    let subscriber = bundle.person(
        "subscriber",
        insured,
        if dependent.is_null() { &death } else { "" },
    );
    let patient = match dependent.is_null() {
        true => subscriber.clone(),
        false => bundle.person("patient", dependent, &death),
    };
    let payer = bundle.add(
        "Organization",
        "payer",
        &[
            (
                "identifier",
                match at(claim, "/tradingPartnerServiceId").as_str() {
                    "" => Value::Null,
                    id => json!([{ "value": id }]),
                },
            ),
            ("name", claim["tradingPartnerName"].clone()),
        ],
    );
    let relation = match dependent.is_null() {
        true => "18".to_owned(),
        false => at(dependent, "/relationshipToSubscriberCode"),
    };
    let filing = at(info, "/claimFilingCode");
    let group = at(insured, "/groupNumber");
    let coverage = bundle.add(
        "Coverage",
        "coverage",
        &[
            ("type", if filing.is_empty() { Value::Null } else { concept("https://codesystem.x12.org/005010/1032", &filing) }),
            ("subscriberId", json!(at(insured, "/memberId"))),
            ("subscriber", subscriber),
            ("beneficiary", patient.clone()),
            ("relationship", if relation.is_empty() { Value::Null } else { concept("https://codesystem.x12.org/005010/1069", &relation) }),
            ("payor", json!([payer.clone()])),
            ("class", if group.is_empty() { Value::Null } else {
                json!([{ "type": concept("http://terminology.hl7.org/CodeSystem/coverage-class", "group"), "value": group }])
            }),
        ],
    );
    let laboratory = at(info, "/claimSupplementalInformation/cliaNumber");
    let facility = info.get("serviceFacilityLocation").filter(|f| !f.is_null());
    let billing = match claim["billing"].is_null() {
        true => Value::Null,
        false => bundle.provider(
            "billing",
            &claim["billing"],
            if facility.is_none() { &laboratory } else { "" },
        ),
    };
    let place = facility.map_or(Value::Null, |f| bundle.provider("facility", f, &laboratory));
    let mut team = Vec::new();
    for (key, code) in [
        ("rendering", "rendering"),
        ("referring", "referring"),
        ("supervising", "supervising"),
        ("ordering", "ordering"),
    ] {
        if let Some(party) = claim.get(key).filter(|p| !p.is_null()) {
            let who = bundle.provider(key, party, "");
            team.push(member(team.len() + 1, who, code));
        }
    }
    let mut items = Vec::new();
    for (i, line) in list(claim, "/claimInformation/serviceLines")
        .iter()
        .enumerate()
    {
        let mut own = Vec::new();
        for (key, code) in [
            ("renderingProvider", "rendering"),
            ("orderingProvider", "ordering"),
        ] {
            if let Some(party) = line.get(key).filter(|p| !p.is_null()) {
                let who = bundle.provider(&format!("{key}-{i}"), party, "");
                team.push(member(team.len() + 1, who, code));
                own.push(team.len());
            }
        }
        items.push(item(info, line, i + 1, &own));
    }
    let diagnoses = list(info, "/healthCareCodeInformation").iter().enumerate();
    let diagnoses: Vec<Value> = diagnoses.map(|(i, d)| diagnosis(d, i + 1)).collect();
    let order = |code: &str| {
        "PSTABCDEFGH"
            .find(code)
            .filter(|_| code.len() == 1)
            .map_or(1, |n| n + 1)
    };
    let main = order(&at(insured, "/paymentResponsibilityLevelCode"));
    let prior = at(
        info,
        "/claimSupplementalInformation/priorAuthorizationNumber",
    );
    let prior: Vec<String> = [prior].into_iter().filter(|p| !p.is_empty()).collect();
    let mut insurance = vec![filled(&[
        ("sequence", json!(main)),
        ("focal", json!(true)),
        ("coverage", coverage),
        ("preAuthRef", json!(prior)),
    ])];
    for (i, other) in list(info, "/otherSubscriberInformation").iter().enumerate() {
        let name = |key: &str| at(other, &format!("/otherPayerName/otherPayer{key}"));
        let payer = bundle.add(
            "Organization",
            &format!("payer-{i}"),
            &[
                ("identifier", json!([{ "value": name("Identifier") }])),
                ("name", json!(name("OrganizationName"))),
            ],
        );
        let relation = at(other, "/individualRelationshipCode");
        let coverage = bundle.add(
            "Coverage",
            &format!("coverage-{i}"),
            &[
                (
                    "subscriberId",
                    json!(at(other, "/otherSubscriberName/otherInsuredIdentifier")),
                ),
                (
                    "relationship",
                    concept("https://codesystem.x12.org/005010/1069", &relation),
                ),
                ("payor", json!([payer])),
            ],
        );
        let sequence = order(&at(other, "/paymentResponsibilityLevelCode"));
        insurance.push(json!({ "sequence": sequence, "focal": false, "coverage": coverage }));
    }
    let control = at(info, "/patientControlNumber");
    let benefits = at(info, "/benefitsAssignmentCertificationIndicator");
    let payee = match benefits.as_str() {
        "Y" => {
            json!({ "type": concept("http://terminology.hl7.org/CodeSystem/payeetype", "provider") })
        }
        "N" => {
            json!({ "type": concept("http://terminology.hl7.org/CodeSystem/payeetype", "subscriber") })
        }
        _ => Value::Null,
    };
    let charge = at(info, "/claimChargeAmount");
    bundle.add(
        "Claim",
        "claim",
        &[
            (
                "identifier",
                if control.is_empty() {
                    Value::Null
                } else {
                    json!([{ "value": control }])
                },
            ),
            ("status", json!("active")),
            (
                "type",
                concept(
                    "http://terminology.hl7.org/CodeSystem/claim-type",
                    "professional",
                ),
            ),
            ("use", json!("claim")),
            ("patient", patient),
            ("created", json!("2026-11-04")),
            ("insurer", payer),
            ("provider", billing),
            ("related", related(info)),
            ("payee", payee),
            ("facility", place),
            ("careTeam", json!(team)),
            ("supportingInfo", supporting(info)),
            ("diagnosis", json!(diagnoses)),
            ("insurance", json!(insurance)),
            ("accident", accident(info)),
            ("item", json!(items)),
            (
                "total",
                if charge.is_empty() {
                    Value::Null
                } else {
                    json!({ "value": number(&charge), "currency": "USD" })
                },
            ),
        ],
    );
    json!({ "resourceType": "Bundle", "type": "collection", "entry": bundle.0 })
}
