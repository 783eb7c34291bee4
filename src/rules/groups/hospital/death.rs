//! Death: patient status and occurrence code 55 belong together.

use super::{place, CHAPTER_25};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Rule};

/// No day of death.
pub static MISSING: Rule = Rule {
    id: "bill.death-date-missing",
    title: "the patient died, and the bill does not say when",
    fields: &[
        Field::Occurrences,
        Field::OccurrenceCode,
        Field::PatientStatus,
    ],
    snip: 4,
    predicts: predicts("A6:461", "16", "M45"),
    source: CHAPTER_25,
    what: prose!(
        "With patient status 20, 40, 41 or 42 the bill has occurrence code 55, the \
        day of death. A warning for payers other than Medicare, and where a stay is not billed \
        with the rooms of all its days, so that it may be a part of one."
    ),
    why: "Medicare returns the bill (Change Request 7792).",
    example: prose!(r#"{"bill": "inpatient", "replace": {"CL1*1*1*01": "CL1*1*1*20"}}"#),
    fix: "give occurrence code 55 with the day of death, or correct the patient status",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let status = bill.hospital.patient_status.text();
        let whole = !bill.is_hospital_stay() || bill.has_its_rooms();
        let medicare = bill.medicare().filter(|_| whole);
        if matches!(status, "20" | "40" | "41" | "42") && !bill.has_occurrence("55") {
            out.add(
                Field::Occurrences.of_claim(),
                format!("patient status {status} needs occurrence code 55, the day of death"),
            )
            .severity(medicare.unwrap_or(Severity::Warning));
        }
    },
    ..Rule::BASE
};

/// A day of death that does not fit.
pub static DATE: Rule = Rule {
    id: "bill.death-date-misplaced",
    title: "the day of death does not fit the bill",
    fields: &[
        Field::OccurrenceDate,
        Field::StatementTo,
        Field::PatientStatus,
    ],
    snip: 4,
    predicts: predicts("A8:461", "16", "M45"),
    source: CHAPTER_25,
    what: prose!(
        "The day of death (occurrence code 55) lies in the statement; of an inpatient \
        who died it is the last day of it (else a warning). Without a patient status that says \
        death, 55 is a warning."
    ),
    leaves_alone: leaves![
        "voids and replacements of bills whose status is corrected by condition code E0"
    ],
    why: "One of the two is wrong, and the bill is returned.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {
            "CL1*1*1*01": "CL1*1*1*20",
            "HI*BE:80:::4~\n": "HI*BH:55:D8:20261025~\nHI*BE:80:::4~\n"}}"#
    ),
    fix: "check the day of death, the last day of the statement and the patient status",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(i) = place(&bill.hospital.occurrences, "55") else {
            return;
        };
        let died = matches!(
            bill.hospital.patient_status.text(),
            "20" | "40" | "41" | "42"
        );
        if !died {
            if !bill.has_condition("E0") {
                out.add(
                    Field::OccurrenceCode.item(i),
                    "55 is the day of death, and the patient status says of none",
                )
                .severity(Severity::Warning);
            }
            return;
        }
        let day = bill
            .hospital
            .occurrences
            .get(i)
            .and_then(|o| o.from.get().copied());
        let (Some(day), Some(from), Some(through)) = (day, bill.from, bill.through) else {
            return;
        };
        let at = Field::OccurrenceDate.item(i);
        if day < from || day > through {
            out.add(
                at,
                format!("the day of death, {day}, is outside the statement, {from} to {through}"),
            );
        } else if day < through && bill.is_inpatient() {
            out.add(
                at,
                format!("the day of death, {day}, is before the end of the stay, {through}"),
            )
            .severity(Severity::Warning);
        }
    },
    ..Rule::BASE
};
