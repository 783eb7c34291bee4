//! Demands of the form on a hospital's diagnoses; whether they exist is another group's.

use super::CHAPTER_25;
use crate::claim::Value;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::groups::mce::stay;
use crate::rules::{leaves, predicts, prose, words, Rule};

/// A further diagnosis twice.
pub static REPEATED: Rule = Rule {
    id: "bill.diagnosis-repeated",
    title: "a diagnosis stands twice",
    severity: Severity::Warning,
    fields: &[Field::DiagnosisCode],
    snip: 5,
    predicts: predicts("A7:255", "16", "M64"),
    source: CHAPTER_25,
    what: prose!("No diagnosis stands twice, as principal or among the others."),
    leaves_alone: leaves![
        "the principal diagnosis of a stay once more, which Medicare's code editor reports"
    ],
    why: "The second one takes the place of another, and clearinghouses reject the claim.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"*ABF:I10:::::::Y": "*ABF:J9601:::::::Y"}}"#
    ),
    fix: "leave the second one out",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let all = &bill.hospital.diagnoses;
        for (i, given) in all.iter().enumerate() {
            let code = given.code.text();
            let earlier = all.iter().take(i).position(|d| d.code.text() == code);
            let Some(earlier) = earlier.filter(|_| !code.is_empty()) else {
                continue;
            };
            if earlier > 0 || stay(cx).is_none() {
                let code = words::code(code, 8);
                out.add(Field::DiagnosisCode.item(i), format!("{code} stands twice"));
            }
        }
    },
    ..Rule::BASE
};

/// A diagnosis in the place of an external cause.
pub static EXTERNAL_CAUSE: Rule = Rule {
    id: "bill.external-cause-misplaced",
    title: "a code that is no external cause stands in the place of one",
    severity: Severity::Warning,
    fields: &[Field::ExternalCause],
    snip: 5,
    predicts: predicts("A7:509", "16", "M76"),
    source: (
        "ICD-10-CM Official Guidelines for Coding and Reporting, section I.C.20",
        "https://www.cms.gov/medicare/coding-billing/icd-10-codes",
    ),
    what: prose!(
        "An external cause (HI ABN, FL 72) is a code of chapter 20 of ICD-10-CM, V00 to Y99."
    ),
    leaves_alone: leaves!["external causes in ICD-9-CM (qualifier BN)"],
    why: "It says how, where and in what activity something happened; no diagnosis is read there.",
    example: prose!(r#"{"bill": "work", "replace": {"ABN:Y990": "ABN:I10"}}"#),
    fix: "put the diagnosis among the others (HI ABF)",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (i, given) in bill.hospital.external_causes.iter().enumerate() {
            let code = given.code.text();
            let cause = matches!(code.as_bytes().first(), Some(b'V'..=b'Y' | b'v'..=b'y') | None);
            if !cause && given.qualifier.text() == "ABN" {
                let code = words::code(code, 8);
                out.add(
                    Field::ExternalCause.item(i),
                    format!("{code} is no external cause (V00 to Y99)"),
                );
            }
        }
    },
    ..Rule::BASE
};

/// The group of the stay.
pub static DRG: Rule = Rule {
    id: "bill.drg-form",
    title: "the diagnosis related group is not three digits",
    fields: &[Field::Drg],
    snip: 5,
    predicts: predicts("A7:256", "16", "N208"),
    source: CHAPTER_25,
    what: prose!(
        "A diagnosis related group that is given has three digits, of the refined systems of \
            some states four."
    ),
    why: "Payers that pay by the group reject another form.",
    example: prose!(
        r#"{"bill": "commercial", "replace": {"HI*ABJ:R1031~\n": "HI*ABJ:R1031~\nHI*DR:34A~\n"}}"#
    ),
    fix: "write the number with its leading zeros",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        if let Value::Read(drg) = &bill.hospital.drg {
            let digits = drg.bytes().all(|b| b.is_ascii_digit());
            if !digits || !matches!(drg.len(), 3 | 4) {
                out.add(
                    Field::Drg.of_claim(),
                    "a diagnosis related group has three digits",
                );
            }
        }
    },
    ..Rule::BASE
};
