//! The claim as a FHIR Bundle.

use super::{at, list, text};
use serde_json::{json, Map, Value};

fn concept(system: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code }] })
}

/// A day as FHIR writes it; what is no day stays as it is.
fn day(text: &str) -> String {
    match text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        true => format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]),
        false => text.to_owned(),
    }
}

/// An object of what is not empty.
fn filled(all: &[(&str, Value)]) -> Value {
    let mut out = Map::new();
    for (key, value) in all {
        let empty = match value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(inner) => inner.is_empty(),
            _ => false,
        };
        if !empty {
            out.insert((*key).to_owned(), value.clone());
        }
    }
    Value::Object(out)
}

/// A number as it is written; what is no number as a text.
fn number(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(Value::Number(number)) => Value::Number(number),
        _ => json!(text),
    }
}

fn address(party: &Value) -> Value {
    let of = |key: &str| at(party, &format!("/address/{key}"));
    let street = of("address1");
    let lines: Vec<String> = [street].into_iter().filter(|l| !l.is_empty()).collect();
    filled(&[
        ("line", json!(lines)),
        ("city", json!(of("city"))),
        ("state", json!(of("state"))),
        ("postalCode", json!(of("postalCode"))),
        ("country", json!(of("countryCode"))),
    ])
}

fn name(party: &Value) -> Value {
    let first: Vec<String> = [at(party, "/firstName")]
        .into_iter()
        .filter(|f| !f.is_empty())
        .collect();
    filled(&[
        ("family", json!(at(party, "/lastName"))),
        ("given", json!(first)),
    ])
}

/// What stands in the bundle so far.
struct Bundle(Vec<Value>);

impl Bundle {
    /// Adds a resource; gives the reference to it.
    fn add(&mut self, kind: &str, id: &str, parts: &[(&str, Value)]) -> Value {
        let mut resource = filled(parts);
        resource["resourceType"] = json!(kind);
        resource["id"] = json!(id);
        let full = format!("urn:uuid:{id}");
        self.0
            .push(json!({ "fullUrl": full, "resource": resource }));
        json!({ "reference": full })
    }

    fn person(&mut self, id: &str, person: &Value, death: &str) -> Value {
        let organization = at(person, "/organizationName");
        if !organization.is_empty() {
            return self.add(
                "Organization",
                id,
                &[
                    ("name", json!(organization)),
                    ("address", one(address(person))),
                ],
            );
        }
        let gender = match at(person, "/gender").as_str() {
            "M" => "male".to_owned(),
            "F" => "female".to_owned(),
            "U" => "unknown".to_owned(),
            other => other.to_owned(),
        };
        self.add(
            "Patient",
            id,
            &[
                ("name", one(name(person))),
                ("gender", json!(gender)),
                ("birthDate", json!(day(&at(person, "/dateOfBirth")))),
                ("deceasedDateTime", json!(day(death))),
                ("address", one(address(person))),
            ],
        )
    }

    fn provider(&mut self, id: &str, party: &Value, clia: &str) -> Value {
        let identifier = |system: &str, key: &str| {
            let value = at(party, key);
            (!value.is_empty()).then(|| json!({ "system": system, "value": value }))
        };
        let mut numbers: Vec<Value> = [
            identifier("http://hl7.org/fhir/sid/us-npi", "/npi"),
            identifier("urn:oid:2.16.840.1.113883.4.4", "/employerId"),
            identifier("http://hl7.org/fhir/sid/us-ssn", "/ssn"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !clia.is_empty() {
            numbers.push(json!({ "system": "urn:oid:2.16.840.1.113883.4.7", "value": clia }));
        }
        let taxonomy = at(party, "/taxonomyCode");
        let specialty = match taxonomy.is_empty() {
            true => Value::Null,
            false => json!([concept("http://nucc.org/provider-taxonomy", &taxonomy)]),
        };
        let organization = at(party, "/organizationName");
        let who = match organization.is_empty() {
            true => self.add(
                "Practitioner",
                id,
                &[
                    ("identifier", json!(numbers)),
                    ("name", one(name(party))),
                    ("address", one(address(party))),
                ],
            ),
            false => self.add(
                "Organization",
                id,
                &[
                    ("identifier", json!(numbers)),
                    ("name", json!(organization)),
                    ("address", one(address(party))),
                ],
            ),
        };
        if specialty.is_null() {
            return who;
        }
        let part = if organization.is_empty() {
            "practitioner"
        } else {
            "organization"
        };
        self.add(
            "PractitionerRole",
            &format!("{id}-role"),
            &[(part, who), ("specialty", specialty)],
        )
    }
}

fn one(value: Value) -> Value {
    match value.as_object().is_some_and(Map::is_empty) {
        true => Value::Null,
        false => json!([value]),
    }
}

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

fn member(sequence: usize, who: Value, code: &str) -> Value {
    let system = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimCareTeamRole";
    json!({ "sequence": sequence, "provider": who, "role": concept(system, code) })
}

fn diagnosis(given: &Value, sequence: usize) -> Value {
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

fn related(info: &Value) -> Value {
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

fn supporting(info: &Value) -> Value {
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

fn accident(info: &Value) -> Value {
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

fn item(info: &Value, line: &Value, sequence: usize, team: &[usize]) -> Value {
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
