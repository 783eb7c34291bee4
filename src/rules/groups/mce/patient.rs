//! Edits of the patient against the codes of a stay, and of the patient's own data.

use super::reading::stay;
use super::{at, edit, shown, MCE};
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::edits::mce::{dx, procedure};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::context::Context;
use crate::rules::stay::{Found, Stay};
use crate::rules::{leaves, predicts, prose, Need, Rule};

/// The oldest age that the editor knows.
const OLDEST: u32 = 124;

/// Not at that age.
pub static AGE: Rule = Rule {
    id: "mce.age-conflict",
    title: "a diagnosis of a stay does not fit the patient's age",
    fields: &[
        Field::DiagnosisCode,
        Field::AdmittingDiagnosis,
        Field::BirthDate,
        Field::AdmissionDate,
    ],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("4"),
    predicts: predicts("A7:475", "9", ""),
    source: MCE,
    what: prose!(
        "The patient's age at admission is within the ages that the editor gives for each \
            diagnosis: newborn (0), pediatric (0-17), maternity (9-64), adult (15-124). At the \
            admitting diagnosis only a warning, as the editor does not count it."
    ),
    why: "Mostly the code or the date of birth is wrong; Medicare returns the claim.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"ABF:J9601": "ABF:N470"}}"#),
    fix: "check the diagnosis and the date of birth",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        let Some(age) = stay.age else { return };
        let mut judge = |d: &Found<'_>, severity| {
            let table = cx.tables.edits().mce.as_ref();
            let mut ranges = table.into_iter().flat_map(|t| t.ages(d.bits, stay.on));
            if let Some((youngest, oldest)) = ranges.find(|(lo, hi)| age < *lo || *hi < age) {
                let code = shown(cx, d);
                let message = format!(
                    "{code} is for ages {youngest} to {oldest}, and the patient is \
                        {age}"
                );
                out.add(d.at, message)
                    .severity(severity)
                    .related(Field::BirthDate.of(cx.patient()), "the date of birth");
            }
        };
        stay.diagnoses.iter().for_each(|d| judge(d, stay.severity));
        let admitting = stay.admitting.iter();
        admitting.for_each(|d| judge(d, Severity::Warning));
    },
    ..Rule::BASE
};

/// Not of that sex.
pub static SEX: Rule = Rule {
    id: "mce.sex-conflict",
    title: "a code of a stay does not fit the patient's sex",
    fields: &[
        Field::DiagnosisCode,
        Field::AdmittingDiagnosis,
        Field::InpatientProcedure,
        Field::Gender,
    ],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("5"),
    predicts: predicts("A7:474", "10", ""),
    source: MCE,
    what: prose!(
        "Diagnoses and procedures that the editor gives for one sex fit the patient's, for \
            discharges to 2024-09-30: on that day the edit ended for all but a few codes. A sex \
            that is not known fits no such code. At the admitting diagnosis only a warning."
    ),
    leaves_alone: leaves![
        "bills with condition code 45, which says that the sex is as it should be"
    ],
    why: "Mostly the code or the sex is wrong; Medicare returned the claim.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"ABF:J9601": "ABF:N400",
                "RD8*20261018-20261022": "RD8*20240818-20240822",
                "DT*202610181530": "DT*202408181530"}}"#
    ),
    fix: "check the code and the sex; condition code 45 says that both are right",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        if cx.bill().is_some_and(|b| b.has_condition("45")) {
            return;
        }
        let mut judge = |f: &Found<'_>, of: (u32, u32), severity| {
            let (male, female) = of;
            let who = match stay.sex {
                _ if stay.sex != "F" && f.is(female) => "female",
                _ if stay.sex != "M" && f.is(male) => "male",
                _ => return,
            };
            let code = shown(cx, f);
            out.add(f.at, format!("{code} is for {who} patients"))
                .severity(severity)
                .related(Field::Gender.of(cx.patient()), "the sex code");
        };
        let of_diagnosis = (dx::MALE, dx::FEMALE);
        for d in &stay.diagnoses {
            judge(d, of_diagnosis, stay.severity);
        }
        if let Some(d) = &stay.admitting {
            judge(d, of_diagnosis, Severity::Warning);
        }
        for p in &stay.procedures {
            judge(p, (procedure::MALE, procedure::FEMALE), stay.severity);
        }
    },
    ..Rule::BASE
};

/// No age of a human being.
pub static INVALID_AGE: Rule = Rule {
    id: "mce.age-invalid",
    title: "the patient of a stay would be older than anybody, or not born yet",
    fields: &[Field::BirthDate, Field::AdmissionDate, Field::StatementFrom],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("14"),
    predicts: predicts("A7:158:QC", "16", "MA61"),
    source: MCE,
    what: prose!(
        "By the date of birth the patient is born by the admission, and at most 124 years old."
    ),
    why: "The editor takes no other age; the date of birth is wrong.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"D8*19551007": "D8*18551007"}}"#),
    fix: "correct the date of birth",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        if let Some(age) = stay.age.filter(|age| *age > OLDEST) {
            let message = format!("the patient would be {age} years old at admission");
            out.add(Field::BirthDate.of(cx.patient()), message)
                .severity(stay.severity);
        }
        let born = cx.claim.patient().date_of_birth.get();
        let admitted = cx.bill().and_then(|b| b.admitted.or(b.from));
        if born.zip(admitted).is_some_and(|(born, on)| *born > on) {
            let message = "by the date of birth the patient was not born yet at admission";
            out.add(Field::BirthDate.of(cx.patient()), message)
                .severity(stay.severity);
        }
    },
    ..Rule::BASE
};

/// Neither male nor female, while the editor asked.
pub static INVALID_SEX: Rule = Rule {
    id: "mce.sex-invalid",
    title: "the patient's sex is not known on a stay to 2024-09-30",
    fields: &[Field::Gender, Field::StatementTo],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("15"),
    predicts: predicts("A7:157:QC", "16", "MA39"),
    source: MCE,
    what: prose!("For discharges to 2024-09-30 the patient's sex is male or female."),
    leaves_alone: leaves!["later discharges: the editor takes any sex since 2024-10-01"],
    why: "The editor asked for it, since it held codes against it.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"D8*19551007*F": "D8*19551007*U",
                "RD8*20261018-20261022": "RD8*20240818-20240822",
                "DT*202610181530": "DT*202408181530"}}"#
    ),
    fix: "give M or F as Medicare's file has it",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        if asks_sex(stay) {
            out.add(
                Field::Gender.of(cx.patient()),
                "Medicare's editor takes M or F for discharges to 2024-09-30",
            )
            .severity(stay.severity);
        }
    },
    ..Rule::BASE
};

/// Whether [`INVALID_SEX`] is said of the patient.
pub(in crate::rules) fn says_sex(cx: &Context<'_>) -> bool {
    stay(cx).is_some_and(asks_sex)
}

fn asks_sex(stay: &Stay<'_>) -> bool {
    let ended = Date::new(2024, 10, 1).is_some_and(|day| stay.on >= day);
    !ended && !matches!(stay.sex, "M" | "F")
}

/// A status that nobody can have.
pub static STATUS: Rule = Rule {
    id: "mce.status-invalid",
    title: "the patient status of a stay is not one of that day",
    fields: &[Field::PatientStatus, Field::StatementTo],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("16"),
    predicts: predicts("A7:234", "16", "MA43"),
    source: MCE,
    what: prose!(
        "The patient status of an inpatient bill is one that Medicare's editor takes on the day \
            of discharge; hospice's own (40 to 42) are none of a hospital's."
    ),
    why: "The status decides transfer payments; an invalid one is returned.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"CL1*1*1*01": "CL1*1*1*08"}}"#),
    fix: "use the status that says where the patient went",
    check: |cx, out| {
        let (Some(stay), Some(bill)) = (stay(cx), cx.bill()) else {
            return;
        };
        let status = bill.hospital.patient_status.text();
        let number = status.parse().ok().filter(|_| status.len() == 2);
        let Some((table, number)) = cx.tables.edits().mce.as_ref().zip(number) else {
            return;
        };
        if !table.has_status(number, stay.on) {
            let message = format!("{status} is no patient status of a stay on {}", stay.on);
            out.add(Field::PatientStatus.of_claim(), message)
                .severity(stay.severity);
        }
    },
    ..Rule::BASE
};

/// A delivery without what came of it.
pub static DELIVERY: Rule = Rule {
    id: "mce.delivery-outcome-missing",
    title: "a delivery has no diagnosis of its outcome",
    fields: &[Field::InpatientProcedure, Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::Mce, Need::Codes(CodeSet::Icd10pcs)],
    edit: edit("8"),
    predicts: predicts("A7:255", "16", "M64"),
    source: MCE,
    what: prose!(
        "A vaginal delivery or a cesarean section on an inpatient bill has another diagnosis \
            that says how the delivery ended (Z37)."
    ),
    why: "Without it the editor doubts the obstetric admission.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"HI*BE:80:::4~":
            "HI*BBR:10D00Z0:D8:20261019~HI*BE:80:::4~"}}"#
    ),
    fix: "add the outcome of the delivery: Z37.0 for a single live birth",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        if stay.others().any(|d| d.is(dx::DELIVERY_OUTCOME)) {
            return;
        }
        for p in stay.procedures.iter().filter(|p| p.is(procedure::DELIVERY)) {
            let message = format!(
                "{} delivers a child, and no diagnosis says how it ended",
                p.code
            );
            at(out, stay, p, message);
        }
    },
    ..Rule::BASE
};
