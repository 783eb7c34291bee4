//! The other shapes of claim JSON: institutional claims, which have the findings of the same claim as an 837I, and the flat
//! shape of the CMS-1500 form.
#![cfg(not(target_arch = "wasm32"))]
#![recursion_limit = "256"]

mod support;

use serde_json::{json, Value};
use std::collections::BTreeSet;
use superbill::claim::{Claim, Coded, Day, Provider, Role, Text, Value as Unread};
use superbill::formats::x12::{claims, Item};
use superbill::report::{Finding, Report, Severity};
use superbill::rules::{validate_bytes, Batch, Options};
use superbill::Catalog;

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

fn said(report: &Report) -> BTreeSet<(&'static str, String, Option<usize>, usize)> {
    let all = report.findings.iter();
    let all = all.filter(|f| !f.rule.starts_with("x12.") && !f.rule.starts_with("input."));
    all.map(|f| {
        (
            f.rule,
            format!("{:?}", f.position.field.field),
            f.position.field.line,
            f.position.field.item,
        )
    })
    .collect()
}

#[test]
fn a_hospitals_claim_has_the_same_findings_as_json() {
    let tables = support::tables();
    let mut all: Vec<(String, String)> = Vec::new();
    for name in ["right", "right-own", "faulty", "faulty-own"] {
        let text = support::read(&format!("tests/hospital/{name}.jsonl"));
        for row in String::from_utf8(text)
            .expect("cases are text")
            .lines()
            .filter(|l| !l.trim().is_empty())
        {
            let row: Value = serde_json::from_str(row).expect("a case is JSON");
            all.push((row["id"].to_string(), support::hospital::bytes(&row)));
        }
    }
    let (mut wrong, mut seen, mut compared) = (Vec::new(), 0, 0);
    for (name, edi) in &all {
        let found: Vec<_> = claims(edi.as_bytes())
            .filter_map(|i| match i {
                Item::Claim(claim) => Some(claim),
                Item::File(_) | Item::Passed => None,
            })
            .collect();
        // What the writing here does not carry: other payers, dependents, places, notes.
        let [only] = found.as_slice() else { continue };
        let (claim, info) = (&only.claim, &only.claim.info);
        let more = claim.dependent.is_some()
            || !info.other_subscribers.is_empty()
            || info.facility.is_some()
            || info.note.is_some()
            || info.lines.iter().any(|l| !l.providers.is_empty());
        let (Some(json), false) = (institutional(claim), more) else {
            continue;
        };
        let mut batch = Batch::new(Options::default());
        let Some(x12) = batch
            .check_bytes(edi.as_bytes(), &tables)
            .find_map(|c| c.report.filter(|_| c.index.is_some()))
        else {
            continue;
        };
        let report = validate_bytes(json.to_string().as_bytes(), &tables, &Options::default())
            .expect("it can be read");
        let (a, b) = (said(&x12), said(&report));
        seen += a.len();
        compared += 1;
        if a != b {
            let (more, less): (Vec<_>, Vec<_>) =
                (b.difference(&a).collect(), a.difference(&b).collect());
            wrong.push(format!("{name}: JSON lacks {less:?}, has besides {more:?}"));
        }
        // The path of a finding about a diagnosis leads to what is there, or to the object that lacks it.
        for finding in report
            .findings
            .iter()
            .filter(|f| f.path.contains("Diagnosis"))
        {
            let above = |p: &str| {
                p.rsplit_once('/')
                    .map_or(String::new(), |(above, _)| above.to_owned())
            };
            let holder = above(&finding.path);
            let there = [finding.path.as_str(), &holder, &above(&holder)];
            assert!(
                there.iter().any(|p| json.pointer(p).is_some()),
                "{name} {}",
                finding.path
            );
        }
    }
    println!("{compared} of {} claims, {seen} findings", all.len());
    assert!(
        compared > 50 && seen > 20,
        "{compared} claims, {seen} findings"
    );
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A right claim in the flat shape.
fn flat() -> Value {
    json!({
        "claim_form": "1500", "payerid": "00435", "payer_name": "EXAMPLE PAYER", "pcn": "A100", "payer_order": "primary",
        "pat_name_l": "EXAMPLE", "pat_name_f": "JANE", "pat_dob": "1950-06-15", "pat_sex": "F", "pat_rel": "18",
        "pat_addr_1": "1 EXAMPLE ST", "pat_city": "COLUMBUS", "pat_state": "OH", "pat_zip": "432151234",
        "ins_number": "XYZ123456789", "ins_name_l": "EXAMPLE", "ins_name_f": "JANE", "accept_assign": "Y",
        "total_charge": "150.00", "diag_1": "E1140", "diag_2": "I10", "diag_3": "Z794", "clia_number": "36D1234567",
        "bill_name": "EXAMPLE CLINIC", "bill_npi": "1234567893", "bill_taxid": "123456789", "bill_taxid_type": "E",
        "bill_taxonomy": "207Q00000X", "bill_addr_1": "2 EXAMPLE ST", "bill_city": "COLUMBUS", "bill_state": "OH", "bill_zip": "432151234",
        "prov_name_l": "EXAMPLE", "prov_name_f": "ALEX", "prov_npi": "1245319599", "prov_taxonomy": "207Q00000X",
        "ref_name_l": "EXAMPLE", "ref_name_f": "ALEX", "ref_npi": "1245319599",
        "auto_accident": "N", "employment_related": "N", "other_accident": "N",
        "charge": [
            {"from_date": "2026-11-03", "thru_date": "2026-11-03", "place_of_service": "11", "proc_code": "99213", "diag_ref": "ABC",
                "charge": "120.00", "units": "1"},
            {"from_date": "11/03/2026", "thru_date": "11/03/2026", "place_of_service": "11", "proc_code": "83036", "mod1": "QW",
                "diag_ref": "A", "charge": 30, "units": 1}
        ]
    })
}

fn loud(claim: &Value, tables: &Catalog) -> Vec<(&'static str, String)> {
    let mut batch = Batch::new(Options::default());
    let all: Vec<_> = batch
        .check_bytes(claim.to_string().as_bytes(), tables)
        .collect();
    let reports = all.iter().filter_map(|c| c.report.as_ref());
    let loud = |f: &&Finding| f.severity != Severity::Info;
    reports
        .flat_map(|r| {
            r.findings
                .iter()
                .filter(loud)
                .map(|f| (f.rule, f.path.clone()))
        })
        .collect()
}

#[test]
fn the_flat_shape_of_the_form_is_read() {
    let tables = support::tables();
    assert_eq!(loud(&flat(), &tables), []);
    let faults = [
        ("/diag_1", json!("E11"), "dx.header-not-billable"),
        ("/bill_npi", json!("1234567890"), "id.npi-check-digit"),
        ("/charge/0/proc_code", json!("99999"), "proc.unknown"),
        ("/charge/1/mod1", json!("Q?"), "mod.format"),
        (
            "/charge/0/from_date",
            json!("2026-02-30"),
            "date.impossible",
        ),
        ("/total_charge", json!("151.00"), "money.total-differs"),
        ("/pat_dob", Value::Null, "member.birth-date-missing"),
        ("/charge/0/diag_ref", json!("D"), "dx.pointer-out-of-range"),
        ("/pat_state", json!("OX"), "address.state-unknown"),
    ];
    for (path, value, rule) in faults {
        let mut claim = flat();
        *claim.pointer_mut(path).expect("the claim has it") = value;
        let told = loud(&claim, &tables);
        assert!(
            told.contains(&(rule, path.to_owned())),
            "{rule} at {path}; but {told:?}"
        );
        // The same in a file of several, as such clearinghouses take it.
        let file = json!({"fileid": "1", "claim": [flat(), claim]});
        let told = loud(&file, &tables);
        assert!(
            told.contains(&(rule, format!("/claim/1{path}"))),
            "{rule}; but {told:?}"
        );
    }
}

#[test]
fn shapes_are_told_apart_line_by_line() {
    let tables = Catalog::empty();
    let hospital = json!({"claimInformation": {"serviceLines": [{"institutionalService": {"serviceLineRevenueCode": "0120"}}]}});
    let lines = format!("{}\n{}\n", hospital, flat());
    let mut batch = Batch::new(Options::default());
    let all: Vec<_> = batch.check_lines(lines.as_bytes(), &tables).collect();
    let paths = |i: usize| -> Vec<String> {
        let report = all.get(i).and_then(|c| c.report.as_ref());
        report
            .map(|r| r.findings.iter().map(|f| f.path.clone()).collect())
            .unwrap_or_default()
    };
    assert_eq!(all.len(), 2);
    assert!(
        paths(0).iter().any(|p| p.contains("claimCodeInformation")),
        "{:?}",
        paths(0)
    );
    assert!(
        !paths(1).iter().any(|p| p.contains("claimInformation")),
        "{:?}",
        paths(1)
    );
}
