//! A reader of single-claim 837P files that is good enough for the labelled oracle, and for nothing else: it makes the
//! JSON of the interfaces out of the segments, so that the claim goes through the same reader as everybody's.

use serde_json::{json, Map, Value};

fn put(to: &mut Value, path: &[&str], value: &str) {
    if value.is_empty() {
        return;
    }
    let mut at = to;
    for key in path {
        at = at
            .as_object_mut()
            .expect("the parts of a path are objects")
            .entry((*key).to_owned())
            .or_insert_with(|| Value::Object(Map::new()));
    }
    *at = Value::String(value.to_owned());
}

/// The claim of a file.
pub fn claim(edi: &str) -> Value {
    let mut claim =
        json!({"claimInformation": {"healthCareCodeInformation": [], "serviceLines": []}});
    let (mut level, mut owner, mut line) = ("", "", None::<usize>);
    for segment in edi.split('~').map(str::trim).filter(|s| !s.is_empty()) {
        let e: Vec<&str> = segment.split('*').collect();
        let at = |i: usize| e.get(i).copied().unwrap_or("");
        let part = |i: usize, j: usize| at(i).split(':').nth(j).unwrap_or("").to_owned();
        match at(0) {
            "HL" => {
                level = match at(3) {
                    "20" => "billing",
                    "22" => "subscriber",
                    _ => "dependent",
                }
            }
            "PRV" if at(1) == "BI" => put(&mut claim, &["billing", "taxonomyCode"], at(3)),
            "PRV" => put(&mut claim, &[owner, "taxonomyCode"], at(3)),
            "NM1" => {
                owner = match at(1) {
                    "41" => "submitter",
                    "40" => "receiver",
                    "85" => "billing",
                    "IL" => "subscriber",
                    "QC" => "dependent",
                    "82" => "rendering",
                    "DN" => "referring",
                    "PR" => "payer",
                    _ => "other",
                };
                if owner == "payer" {
                    put(&mut claim, &["tradingPartnerName"], at(3));
                    put(&mut claim, &["tradingPartnerServiceId"], at(9));
                    continue;
                }
                if at(2) == "2" {
                    put(&mut claim, &[owner, "organizationName"], at(3));
                } else {
                    put(&mut claim, &[owner, "lastName"], at(3));
                    put(&mut claim, &[owner, "firstName"], at(4));
                }
                put(
                    &mut claim,
                    &[owner, if at(8) == "XX" { "npi" } else { "memberId" }],
                    at(9),
                );
            }
            "N3" => put(&mut claim, &[owner, "address", "address1"], at(1)),
            "N4" => {
                put(&mut claim, &[owner, "address", "city"], at(1));
                put(&mut claim, &[owner, "address", "state"], at(2));
                put(&mut claim, &[owner, "address", "postalCode"], at(3));
            }
            "REF" if at(1) == "EI" => put(&mut claim, &["billing", "employerId"], at(2)),
            "REF" if at(1) == "F8" => {
                put(
                    &mut claim,
                    &[
                        "claimInformation",
                        "claimSupplementalInformation",
                        "claimControlNumber",
                    ],
                    at(2),
                );
            }
            "SBR" => {
                put(
                    &mut claim,
                    &["subscriber", "paymentResponsibilityLevelCode"],
                    at(1),
                );
                put(
                    &mut claim,
                    &["subscriber", "relationshipToSubscriberCode"],
                    at(2),
                );
                put(&mut claim, &["claimInformation", "claimFilingCode"], at(9));
            }
            "PAT" => put(&mut claim, &[level, "relationshipToSubscriberCode"], at(1)),
            "DMG" => {
                put(&mut claim, &[owner, "dateOfBirth"], at(2));
                put(&mut claim, &[owner, "gender"], at(3));
            }
            "CLM" => {
                put(
                    &mut claim,
                    &["claimInformation", "patientControlNumber"],
                    at(1),
                );
                put(
                    &mut claim,
                    &["claimInformation", "claimChargeAmount"],
                    at(2),
                );
                put(
                    &mut claim,
                    &["claimInformation", "placeOfServiceCode"],
                    &part(5, 0),
                );
                put(
                    &mut claim,
                    &["claimInformation", "claimFrequencyCode"],
                    &part(5, 2),
                );
                put(
                    &mut claim,
                    &["claimInformation", "signatureIndicator"],
                    at(6),
                );
                put(
                    &mut claim,
                    &["claimInformation", "planParticipationCode"],
                    at(7),
                );
                put(
                    &mut claim,
                    &[
                        "claimInformation",
                        "benefitsAssignmentCertificationIndicator",
                    ],
                    at(8),
                );
                put(
                    &mut claim,
                    &["claimInformation", "releaseInformationCode"],
                    at(9),
                );
                if !at(11).is_empty() {
                    claim["claimInformation"]["relatedCausesCode"] = json!([part(11, 0)]);
                    put(
                        &mut claim,
                        &["claimInformation", "autoAccidentStateCode"],
                        &part(11, 3),
                    );
                }
            }
            "DTP" => {
                let key = match at(1) {
                    "435" => "admissionDate",
                    "439" => "accidentDate",
                    _ => "symptomDate",
                };
                match line {
                    Some(i) => {
                        claim["claimInformation"]["serviceLines"][i]["serviceDate"] = json!(at(3))
                    }
                    None => put(
                        &mut claim,
                        &["claimInformation", "claimDateInformation", key],
                        at(3),
                    ),
                }
            }
            "HI" => {
                for i in 1..e.len() {
                    let diagnosis =
                        json!({"diagnosisTypeCode": part(i, 0), "diagnosisCode": part(i, 1)});
                    let list =
                        claim["claimInformation"]["healthCareCodeInformation"].as_array_mut();
                    list.expect("made above").push(diagnosis);
                }
            }
            "LX" => {
                let lines = claim["claimInformation"]["serviceLines"]
                    .as_array_mut()
                    .expect("made above");
                lines.push(json!({"assignedNumber": at(1)}));
                line = Some(lines.len() - 1);
            }
            "SV1" => {
                let modifiers: Vec<String> = at(1).split(':').skip(2).map(str::to_owned).collect();
                let pointers: Vec<&str> = at(7).split(':').filter(|p| !p.is_empty()).collect();
                let i = line.expect("SV1 comes after LX");
                claim["claimInformation"]["serviceLines"][i]["professionalService"] = json!({
                    "procedureIdentifier": part(1, 0),
                    "procedureCode": part(1, 1),
                    "procedureModifiers": modifiers,
                    "lineItemChargeAmount": at(2),
                    "measurementUnit": at(3),
                    "serviceUnitCount": at(4),
                    "placeOfServiceCode": at(5),
                    "compositeDiagnosisCodePointers": {"diagnosisCodePointers": pointers},
                });
            }
            _ => {}
        }
    }
    claim
}
