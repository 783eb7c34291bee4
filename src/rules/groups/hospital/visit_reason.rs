//! Why an outpatient came, and what an inpatient was admitted for.

use super::CHAPTER_25;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Bill, Rule, TR3_HOSPITAL};

/// Whether the bill must say why the patient came unplanned.
fn is_asked(bill: &Bill<'_>) -> bool {
    let urgent = matches!(bill.hospital.admission_type.text(), "1" | "2" | "5");
    let unplanned = |code: u16| matches!(code, 450..=459 | 516 | 526 | 762);
    matches!(bill.facility, 13 | 78 | 85) && urgent && bill.has_revenue(unplanned)
}

/// No reason for the visit.
pub static MISSING: Rule = Rule {
    id: "bill.visit-reason-missing",
    title: "an unplanned outpatient visit does not say why the patient came",
    fields: &[Field::VisitReason, Field::AdmissionType, Field::RevenueCode],
    snip: 4,
    predicts: predicts("A6:673", "16", "M64"),
    source: CHAPTER_25,
    what: prose!(
        "A bill of type 13, 78 or 85 with priority 1, 2 or 5 and revenue code 045x, 0516, 0526 \
            or 0762 (emergency room, urgent care, observation) has the patient's reason for the \
            visit."
    ),
    leaves_alone: leaves!["planned visits", "other types of bill"],
    why: "Medicare returns the bill without it.",
    example: prose!(r#"{"bill": "emergency", "replace": {"HI*APR:R079~\n": ""}}"#),
    fix: "code what the patient complained of (HI APR)",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        if is_asked(bill) && bill.hospital.visit_reasons.is_empty() {
            out.add(
                Field::VisitReason.of_claim(),
                "the reason for the visit is missing",
            );
        }
    },
    ..Rule::BASE
};

/// A reason for the visit where none belongs.
pub static MISPLACED: Rule = Rule {
    id: "bill.visit-reason-misplaced",
    title: "a reason for the visit stands on a bill that has none",
    fields: &[Field::VisitReason, Field::BillType],
    snip: 2,
    predicts: predicts("A8:673", "16", "M64"),
    source: CHAPTER_25,
    what: prose!(
        "The reason for the visit stands on bills of type 13, 78 and 85 alone: on a \
        stay it is an error, on others a warning."
    ),
    why: "The diagnosis that an inpatient was admitted for has a place of its own.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"HI*ABJ:R0602": "HI*APR:R0602~\nHI*ABJ:R0602"}}"#
    ),
    fix: "take it out; on a stay the admitting diagnosis (ABJ) says it",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        if bill.hospital.visit_reasons.is_empty() || matches!(bill.facility, 0 | 13 | 78 | 85) {
            return;
        }
        let finding = out.add(
            Field::VisitReason.of_claim(),
            format!("type of bill {} has no reason for the visit", bill.facility),
        );
        if !bill.is_inpatient() {
            finding.severity(Severity::Warning);
        }
    },
    ..Rule::BASE
};

/// No admitting diagnosis.
pub static ADMITTING: Rule = Rule {
    id: "bill.admitting-diagnosis",
    title: "the admitting diagnosis is missing, or stands on an outpatient's bill",
    fields: &[Field::AdmittingDiagnosis, Field::BillType],
    snip: 2,
    predicts: predicts("A6:232", "16", "MA65"),
    source: TR3_HOSPITAL,
    what: prose!(
        "A hospital's or nursing facility's stay (11, 18, 21, 41) has an admitting \
        diagnosis; an outpatient bill of a hospital (13, 14, 85) with one is a warning."
    ),
    leaves_alone: leaves!["Part B bills for inpatients (12)"],
    why: "The 837I requires it of every inpatient admission.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"HI*ABJ:R0602~\n": ""}}"#),
    fix: "code what the patient was admitted for (HI ABJ)",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let at = Field::AdmittingDiagnosis.of_claim();
        let given = !bill.hospital.admitting.is_empty();
        if !given && matches!(bill.facility, 11 | 18 | 21 | 41) && !bill.is_notice() {
            let finding = out.add(at, "the admitting diagnosis is missing");
            if !bill.is_hospital_stay() {
                finding.severity(Severity::Warning);
            }
        } else if given && matches!(bill.facility, 13 | 14 | 85) {
            out.add(at, "an outpatient has no admitting diagnosis")
                .severity(Severity::Warning);
        }
    },
    ..Rule::BASE
};
