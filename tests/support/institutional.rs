//! A hospital's claim, as it was read from an 837I, as the clearinghouses' JSON.
#![allow(dead_code)]

use crate::support;
use serde_json::{json, Value};
use superbill::claim::{Claim, Coded, Day, Provider, Role, Text, Value as Unread};
use superbill::formats::x12::{claims, Item};

fn set(out: &mut Value, key: &str, text: &Text<'_>) {
    if let Some(text) = text.get() {
        out[key] = json!(text);
    }
}

fn days(day: &Day<'_>) -> Value {
    match day {
        Unread::Read(day) => json!(day.to_string().replace('-', "")),
        Unread::Invalid(text) => json!(text),
        _ => Value::Null,
    }
}

fn provider(one: &Provider<'_>) -> Value {
    let mut out = json!({});
    set(&mut out, "npi", &one.npi);
    set(&mut out, "taxonomyCode", &one.taxonomy);
    set(&mut out, "employerId", &one.employer_id);
    set(&mut out, "organizationName", &one.organization_name);
    set(&mut out, "lastName", &one.last_name);
    set(&mut out, "firstName", &one.first_name);
    out["address"] = address(&one.address);
    out
}

fn address(of: &superbill::claim::Address<'_>) -> Value {
    let mut out = json!({});
    set(&mut out, "address1", &of.address1);
    set(&mut out, "city", &of.city);
    set(&mut out, "state", &of.state);
    set(&mut out, "postalCode", &of.postal_code);
    out
}

fn coded(one: &Coded<'_>, code: &str, day: &str) -> Value {
    let mut out = json!({});
    set(&mut out, "qualifierCode", &one.qualifier);
    set(&mut out, code, &one.code);
    set(
        &mut out,
        "presentOnAdmissionIndicator",
        &one.present_on_admission,
    );
    if !day.is_empty() {
        out[day] = days(&one.from);
    }
    out
}

/// A hospital's claim as the clearinghouses' JSON.
fn institutional(claim: &Claim<'_>) -> Option<Value> {
    let hospital = claim.institutional.as_deref()?;
    let info = &claim.info;
    let mut out = json!({"subscriber": {"address": address(&claim.subscriber.address)}, "claimInformation": {}});
    set(&mut out, "tradingPartnerServiceId", &claim.payer_id);
    set(&mut out, "tradingPartnerName", &claim.payer_name);
    let person = &mut out["subscriber"];
    set(person, "memberId", &claim.subscriber.member_id);
    set(
        person,
        "paymentResponsibilityLevelCode",
        &claim.subscriber.payer_responsibility,
    );
    set(
        person,
        "relationshipToSubscriberCode",
        &claim.subscriber.relationship,
    );
    set(person, "lastName", &claim.subscriber.last_name);
    set(person, "firstName", &claim.subscriber.first_name);
    set(person, "gender", &claim.subscriber.gender);
    person["dateOfBirth"] = days(&claim.subscriber.date_of_birth);
    for one in &claim.providers {
        let key = match one.role {
            Role::Billing => "billing",
            Role::Attending => "attending",
            Role::Operating => "operating",
            Role::OtherOperating => "otherOperating",
            Role::Rendering => "rendering",
            Role::Referring => "referring",
            _ => continue,
        };
        out[key] = provider(one);
    }
    let into = &mut out["claimInformation"];
    set(into, "claimFilingCode", &info.filing);
    set(into, "patientControlNumber", &info.patient_control_number);
    set(into, "placeOfServiceCode", &hospital.facility_type);
    set(into, "facilityCodeQualifier", &hospital.facility_qualifier);
    set(into, "claimFrequencyCode", &info.frequency);
    set(into, "planParticipationCode", &info.accept_assignment);
    set(
        into,
        "benefitsAssignmentCertificationIndicator",
        &info.benefits_assigned,
    );
    set(into, "releaseInformationCode", &info.release);
    into["claimChargeAmount"] = json!(info.charge.get().map(ToString::to_string));
    into["claimCodeInformation"] = json!({});
    let codes = &mut into["claimCodeInformation"];
    set(codes, "admissionTypeCode", &hospital.admission_type);
    set(codes, "admissionSourceCode", &hospital.admission_source);
    set(codes, "patientStatusCode", &hospital.patient_status);
    let admission = info.dates.admission.get().map(|d| {
        format!(
            "{}{}00",
            d.to_string().replace('-', ""),
            hospital.admission_hour.text()
        )
    });
    into["claimDateInformation"] = json!({
        "statementBeginDate": days(&hospital.statement_from),
        "statementEndDate": days(&hospital.statement_to),
        "admissionDateAndHour": admission,
        "dischargeHour": hospital.discharge_hour.get(),
    });
    let numbers = &mut json!({});
    set(
        numbers,
        "claimControlNumber",
        &info.numbers.claim_control_number,
    );
    set(
        numbers,
        "priorAuthorizationNumber",
        &info.numbers.prior_authorization,
    );
    set(
        numbers,
        "demoProjectIdentifier",
        &info.numbers.demonstration,
    );
    into["claimSupplementalInformation"] = numbers.clone();
    let mut diagnoses = hospital.diagnoses.iter();
    if let Some(principal) = diagnoses.next() {
        into["principalDiagnosis"] = coded(principal, "principalDiagnosisCode", "");
    }
    let list = |all: Vec<Value>| json!([all]);
    into["otherDiagnosisInformationList"] = list(
        diagnoses
            .map(|d| coded(d, "otherDiagnosisCode", ""))
            .collect(),
    );
    if let Some(admitting) = hospital.admitting.first() {
        into["admittingDiagnosis"] = coded(admitting, "admittingDiagnosisCode", "");
    }
    let each = |all: &[Coded<'_>], code: &str, day: &str| -> Vec<Value> {
        all.iter().map(|c| coded(c, code, day)).collect()
    };
    into["patientReasonForVisits"] = json!(each(
        &hospital.visit_reasons,
        "patientReasonForVisitCode",
        ""
    ));
    into["externalCauseOfInjuries"] =
        json!(each(&hospital.external_causes, "externalCauseOfInjury", ""));
    let mut procedures = hospital.procedures.iter();
    if let Some(principal) = procedures.next() {
        into["principalProcedureInformation"] = coded(
            principal,
            "principalProcedureCode",
            "principalProcedureDate",
        );
    }
    into["otherProcedureInformationList"] = list(
        procedures
            .map(|p| coded(p, "otherProcedureCode", "otherProcedureDate"))
            .collect(),
    );
    into["conditionCodesList"] = list(each(&hospital.conditions, "conditionCode", ""));
    into["occurrenceInformationList"] = list(each(
        &hospital.occurrences,
        "occurrenceSpanCode",
        "occurrenceSpanCodeDate",
    ));
    into["treatmentCodeInformationList"] = list(each(&hospital.treatments, "treatmentCode", ""));
    let mut spans = each(
        &hospital.spans,
        "occurrenceSpanCode",
        "occurrenceSpanCodeStartDate",
    );
    for (span, given) in spans.iter_mut().zip(&hospital.spans) {
        span["occurrenceSpanCodeEndDate"] = days(&given.to);
    }
    into["occurrenceSpanInformations"] = list(spans);
    let mut values = each(&hospital.values, "valueCode", "");
    for (value, given) in values.iter_mut().zip(&hospital.values) {
        value["valueCodeAmount"] = json!(given.amount.get().map(ToString::to_string));
    }
    into["valueInformationList"] = list(values);
    set(into, "diagnosisRelatedGroup", &hospital.drg);
    if !hospital.drg.is_missing() {
        into["diagnosisRelatedGroupInformation"] =
            json!({"drugRelatedGroupCode": hospital.drg.text()});
    }
    let lines = info.lines.iter().zip(&hospital.revenue);
    into["serviceLines"] = lines
        .map(|(line, revenue)| {
            let mut service = json!({});
            set(&mut service, "serviceLineRevenueCode", &revenue.code);
            set(&mut service, "procedureIdentifier", &line.service.qualifier);
            set(&mut service, "procedureCode", &line.service.code);
            set(&mut service, "measurementUnit", &line.service.unit);
            set(&mut service, "description", &line.service.description);
            service["lineItemChargeAmount"] =
                json!(line.service.charge.get().map(ToString::to_string));
            service["nonCoveredChargeAmount"] =
                json!(revenue.not_covered.get().map(ToString::to_string));
            service["serviceUnitCount"] = json!(line.service.units.get().map(ToString::to_string));
            let modifiers: Vec<&str> = line.service.modifiers.iter().map(Text::text).collect();
            service["procedureModifiers"] = json!(modifiers);
            let drug = line.drug.as_deref().map(|d| {
                let mut drug = json!({});
                set(&mut drug, "serviceIdQualifier", &d.qualifier);
                set(&mut drug, "nationalDrugCode", &d.ndc);
                set(&mut drug, "measurementUnitCode", &d.unit);
                drug["nationalDrugUnitCount"] = json!(d.units.get().map(ToString::to_string));
                drug
            });
            json!({"institutionalService": service, "drugIdentification": drug,
                "serviceDate": days(&line.from), "serviceDateEnd": days(&line.to)})
        })
        .collect();
    Some(out)
}

/// The hospitals' cases: name, 837I, and JSON, of those that the writing here can carry.
pub fn cases() -> (usize, Vec<(String, String, Value)>) {
    let (mut all, mut out) = (0, Vec::new());
    for name in ["right", "right-own", "faulty", "faulty-own"] {
        let text = support::read(&format!("tests/hospital/{name}.jsonl"));
        let text = String::from_utf8(text).expect("cases are text");
        for row in text.lines().filter(|l| !l.trim().is_empty()) {
            let row: Value = serde_json::from_str(row).expect("a case is JSON");
            let edi = support::hospital::bytes(&row);
            all += 1;
            let json = {
                let found = claims(edi.as_bytes()).filter_map(|i| match i {
                    Item::Claim(claim) => Some(claim),
                    Item::File(_) | Item::Passed => None,
                });
                let found: Vec<_> = found.collect();
                let [only] = found.as_slice() else { continue };
                carried(&only.claim)
            };
            if let Some(json) = json {
                out.push((row["id"].to_string(), edi, json));
            }
        }
    }
    (all, out)
}

/// The claim, if it has nothing that the writing here leaves out: other payers, dependents, places, notes.
fn carried(claim: &Claim<'_>) -> Option<Value> {
    let info = &claim.info;
    let more = claim.dependent.is_some()
        || !info.other_subscribers.is_empty()
        || info.facility.is_some()
        || info.note.is_some()
        || info.lines.iter().any(|l| !l.providers.is_empty());
    institutional(claim).filter(|_| !more)
}
