//! A hospital's claim as a FHIR Bundle: what FHIR R4 and the shapes of CARIN and PAS have an element for.

use super::super::{at, list};
use super::bundle::{concept, day, filled, number, Bundle};
use super::parts::member;
use serde_json::{json, Value};

const CATEGORY: &str = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType";
const HL7: &str = "http://terminology.hl7.org/CodeSystem/claiminformationcategory";
const NUBC: &str = "https://www.nubc.org/CodeSystem";
const DIAGNOSIS: &str = "http://terminology.hl7.org/CodeSystem/ex-diagnosistype";
const HCPCS: &str = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets";

/// What is there, or nothing.
fn of(text: &str, value: Value) -> Value {
    match text.is_empty() {
        true => Value::Null,
        false => value,
    }
}

/// The clearinghouses' JSON of an institutional claim as FHIR.
pub fn hospital(claim: &Value) -> Value {
    let info = &claim["claimInformation"];
    let mut bundle = Bundle(Vec::new());
    let patient = bundle.person("patient", &claim["subscriber"], "");
    let payer_id = at(claim, "/tradingPartnerServiceId");
    let payer = bundle.add(
        "Organization",
        "payer",
        &[
            ("identifier", of(&payer_id, json!([{ "value": payer_id }]))),
            ("name", claim["tradingPartnerName"].clone()),
        ],
    );
    let coverage = coverage(&mut bundle, claim, &patient, &payer);
    let billing = bundle.provider("billing", &claim["billing"], "");
    let mut team = Vec::new();
    for (key, code) in [
        ("attending", "attending"),
        ("operating", "operating"),
        ("otherOperating", "otheroperating"),
        ("rendering", "performing"),
        ("referring", "referring"),
    ] {
        if let Some(party) = claim.get(key).filter(|p| !p.is_null()) {
            let who = bundle.provider(key, party, "");
            team.push(member(team.len() + 1, who, code));
        }
    }
    let lines = list(info, "/serviceLines").iter().enumerate();
    let items: Vec<Value> = lines.map(|(i, line)| item(line, i + 1)).collect();
    let control = at(info, "/patientControlNumber");
    let charge = at(info, "/claimChargeAmount");
    let days = |key: &str| json!(day(&at(info, &format!("/claimDateInformation/{key}"))));
    bundle.add(
        "Claim",
        "claim",
        &[
            ("identifier", of(&control, json!([{ "value": control }]))),
            ("status", json!("active")),
            (
                "type",
                concept(
                    "http://terminology.hl7.org/CodeSystem/claim-type",
                    "institutional",
                ),
            ),
            ("use", json!("claim")),
            ("patient", patient),
            ("created", json!("2026-11-04")),
            (
                "billablePeriod",
                filled(&[
                    ("start", days("statementBeginDate")),
                    ("end", days("statementEndDate")),
                ]),
            ),
            ("insurer", payer),
            ("provider", billing),
            ("related", related(info)),
            ("careTeam", json!(team)),
            ("supportingInfo", supporting(info)),
            ("diagnosis", json!(diagnoses(info))),
            ("procedure", json!(procedures(info))),
            ("insurance", json!([coverage])),
            ("item", json!(items)),
            (
                "total",
                of(
                    &charge,
                    json!({ "value": number(&charge), "currency": "USD" }),
                ),
            ),
        ],
    );
    json!({ "resourceType": "Bundle", "type": "collection", "entry": bundle.0 })
}

fn coverage(bundle: &mut Bundle, claim: &Value, patient: &Value, payer: &Value) -> Value {
    let info = &claim["claimInformation"];
    let filing = at(info, "/claimFilingCode");
    let coverage = bundle.add(
        "Coverage",
        "coverage",
        &[
            (
                "type",
                of(
                    &filing,
                    concept("https://codesystem.x12.org/005010/1032", &filing),
                ),
            ),
            ("subscriberId", json!(at(claim, "/subscriber/memberId"))),
            ("subscriber", patient.clone()),
            ("beneficiary", patient.clone()),
            (
                "relationship",
                concept("https://codesystem.x12.org/005010/1069", "18"),
            ),
            ("payor", json!([payer])),
        ],
    );
    let prior = at(
        info,
        "/claimSupplementalInformation/priorAuthorizationNumber",
    );
    let rank = at(claim, "/subscriber/paymentResponsibilityLevelCode");
    let rank = "PSTABCDEFGH".find(&rank).map_or(1, |n| n + 1);
    filled(&[
        ("sequence", json!(rank)),
        ("focal", json!(true)),
        ("coverage", coverage),
        ("preAuthRef", of(&prior, json!([prior]))),
    ])
}

fn related(info: &Value) -> Value {
    let frequency = at(info, "/claimFrequencyCode");
    let number = at(info, "/claimSupplementalInformation/claimControlNumber");
    let relationship = match frequency.as_str() {
        "7" | "8" => concept("https://codesystem.x12.org/005010/1325", &frequency),
        _ => concept(
            "http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship",
            "prior",
        ),
    };
    match frequency.as_str() {
        "7" | "8" | "Q" | "F" | "G" | "H" | "I" | "J" | "K" | "M" => json!([filled(&[
            ("relationship", relationship),
            ("reference", of(&number, json!({ "value": number }))),
        ])]),
        _ => Value::Null,
    }
}

fn supporting(info: &Value) -> Value {
    let mut all = Vec::new();
    let mut add = |category: Value, code: &str, more: &[(&str, Value)]| {
        let coded = of(code, concept(NUBC, code));
        let own = [
            &[
                ("sequence", json!(all.len() + 1)),
                ("category", category),
                ("code", coded),
            ],
            more,
        ]
        .concat();
        all.push(filled(&own));
    };
    let kind = at(info, "/placeOfServiceCode");
    let frequency = at(info, "/claimFrequencyCode");
    if !kind.is_empty() {
        add(
            concept(CATEGORY, "typeofbill"),
            &format!("0{kind}{frequency}"),
            &[],
        );
    }
    for (category, key) in [
        ("admtype", "admissionTypeCode"),
        ("pointoforigin", "admissionSourceCode"),
        ("discharge-status", "patientStatusCode"),
    ] {
        let code = at(info, &format!("/claimCodeInformation/{key}"));
        if !code.is_empty() {
            add(concept(CATEGORY, category), &code, &[]);
        }
    }
    let drg = at(info, "/diagnosisRelatedGroup");
    if !drg.is_empty() {
        add(concept(CATEGORY, "drg"), &drg, &[]);
    }
    let admitted = at(info, "/claimDateInformation/admissionDateAndHour");
    if let Some(admitted) = admitted.get(..8) {
        let start = filled(&[("start", json!(day(admitted)))]);
        add(concept(HL7, "hospitalized"), "", &[("timingPeriod", start)]);
    }
    json!(all)
}

/// The lists of diagnoses: where they stand, the key of their code, and what FHIR calls them.
const DIAGNOSES: [(&str, &str, &str); 4] = [
    (
        "/otherDiagnosisInformationList/0",
        "otherDiagnosisCode",
        "secondary",
    ),
    (
        "/patientReasonForVisits",
        "patientReasonForVisitCode",
        "patientreasonforvisit",
    ),
    (
        "/externalCauseOfInjuries",
        "externalCauseOfInjury",
        "externalcauseofinjury",
    ),
    ("/admittingDiagnosis", "admittingDiagnosisCode", "admitting"),
];

fn diagnoses(info: &Value) -> Vec<Value> {
    let mut all: Vec<(String, &str, String)> = Vec::new();
    let mut take = |one: &Value, key: &str, kind: &'static str| {
        let present = at(one, "/presentOnAdmissionIndicator");
        all.push((at(one, &format!("/{key}")), kind, present));
    };
    if let Some(principal) = info.get("principalDiagnosis") {
        take(principal, "principalDiagnosisCode", "principal");
    }
    for (pointer, key, kind) in DIAGNOSES {
        match info.pointer(pointer) {
            Some(Value::Array(list)) => list.iter().for_each(|one| take(one, key, kind)),
            Some(one @ Value::Object(_)) => take(one, key, kind),
            _ => {}
        }
    }
    let each = all.iter().enumerate();
    each.map(|(i, (code, kind, present))| {
        let pointed = match code.len() > 3 && code.is_ascii() && !code.contains('.') {
            true => format!("{}.{}", &code[..3], &code[3..]),
            false => code.clone(),
        };
        filled(&[
            ("sequence", json!(i + 1)),
            (
                "diagnosisCodeableConcept",
                of(code, concept("http://hl7.org/fhir/sid/icd-10-cm", &pointed)),
            ),
            ("type", json!([concept(DIAGNOSIS, kind)])),
            (
                "onAdmission",
                of(
                    present,
                    concept(
                        "https://www.nubc.org/CodeSystem/PresentOnAdmissionIndicator",
                        present,
                    ),
                ),
            ),
        ])
    })
    .collect()
}

fn procedures(info: &Value) -> Vec<Value> {
    let others = list(info, "/otherProcedureInformationList/0").iter();
    let principal = info.get("principalProcedureInformation").into_iter();
    let named = principal
        .map(|p| (p, "principal"))
        .chain(others.map(|p| (p, "other")));
    let each = named.enumerate().map(|(i, (one, key))| {
        let code = at(one, &format!("/{key}ProcedureCode"));
        filled(&[
            ("sequence", json!(i + 1)),
            (
                "date",
                json!(day(&at(one, &format!("/{key}ProcedureDate")))),
            ),
            (
                "procedureCodeableConcept",
                of(
                    &code,
                    concept("http://www.cms.gov/Medicare/Coding/ICD10", &code),
                ),
            ),
        ])
    });
    each.collect()
}

fn item(line: &Value, sequence: usize) -> Value {
    let service = &line["institutionalService"];
    let field = |key: &str| at(service, &format!("/{key}"));
    let (from, to) = (
        day(&at(line, "/serviceDate")),
        day(&at(line, "/serviceDateEnd")),
    );
    let (code, charge, units) = (
        field("procedureCode"),
        field("lineItemChargeAmount"),
        field("serviceUnitCount"),
    );
    let revenue = field("serviceLineRevenueCode");
    let modifiers = list(service, "/procedureModifiers").iter();
    let modifiers: Vec<Value> = modifiers
        .map(|m| concept(HCPCS, m.as_str().unwrap_or_default()))
        .collect();
    let period = of(&to, json!({ "start": from, "end": to }));
    let day = if to.is_empty() {
        json!(from)
    } else {
        Value::Null
    };
    let system = match field("procedureIdentifier").as_str() {
        "HP" => "https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/ProspMedicareFeeSvcPmtGen/HIPPSCodes",
        _ => HCPCS,
    };
    let mut procedure = of(&code, concept(system, &code));
    let description = field("description");
    if !description.is_empty() && !procedure.is_null() {
        procedure["text"] = json!(description);
    }
    let ndc = at(line, "/drugIdentification/nationalDrugCode");
    let drug = json!([filled(&[
        ("sequence", json!(1)),
        (
            "productOrService",
            concept("http://hl7.org/fhir/sid/ndc", &ndc)
        ),
        (
            "quantity",
            filled(&[
                (
                    "value",
                    number(&at(line, "/drugIdentification/nationalDrugUnitCount"))
                ),
                (
                    "unit",
                    json!(at(line, "/drugIdentification/measurementUnitCode"))
                ),
            ]),
        ),
    ])]);
    filled(&[
        ("sequence", json!(sequence)),
        (
            "revenue",
            of(
                &revenue,
                concept("https://www.nubc.org/CodeSystem/RevenueCodes", &revenue),
            ),
        ),
        ("productOrService", procedure),
        ("modifier", json!(modifiers)),
        ("servicedDate", day),
        ("servicedPeriod", period),
        (
            "quantity",
            filled(&[
                ("value", of(&units, number(&units))),
                ("unit", json!(field("measurementUnit"))),
            ]),
        ),
        (
            "net",
            of(
                &charge,
                json!({ "value": number(&charge), "currency": "USD" }),
            ),
        ),
        ("detail", of(&ndc, drug)),
    ])
}
