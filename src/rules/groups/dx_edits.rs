//! Group 6, the part that needs the official edits: which diagnoses fit the patient.

use crate::code_set::CodeSet;
use crate::date::Date;
use crate::edits::{DxEdit, DxEdits};
use crate::field::Field;
use crate::report::{Edit, Severity};
use crate::rules::context::{Context, DiagnosisFacts};
use crate::rules::{leaves, predicts, prose, Need, Rule};
use crate::table::{side, CodeStatus};

const MCE: (&str, &str) = (
    "CMS Medicare Code Editor and I/OCE, definitions of edits",
    "https://www.cms.gov/medicare/payment/\
     prospective-payment-systems/acute-inpatient-pps/ms-drg-classifications-and-software",
);

/// A manifestation before its disease.
pub static MANIFESTATION_FIRST: Rule = Rule {
    id: "dx.manifestation-first",
    title: "the first diagnosis is a manifestation",
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::DxEdits],
    edit: Some(Edit {
        system: "I/OCE",
        code: "086",
    }),
    predicts: predicts("A7:254", "16", "MA63"),
    source: MCE,
    what: prose!(
        "The first diagnosis is not a manifestation code: one that shows another \
        disease, which is coded before it."
    ),
    why: "A manifestation is never principal; the claim is returned.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "F0280"}]"#
    ),
    fix: "put the underlying disease first and the manifestation after it",
    check: |cx, out| {
        let (Some(table), Some(first)) = (&cx.tables.edits().dx, cx.diagnoses().first()) else {
            return;
        };
        if edits_of(cx, table, first).is_some_and(|e| e.manifestation) {
            out.add(
                Field::DiagnosisCode.item(0),
                format!(
                    "{} is how another disease shows, and that disease is coded before it (box \
                    21A)",
                    written(cx, &first.code)
                ),
            );
        }
    },
    ..Rule::BASE
};

/// Not at that age.
pub static AGE: Rule = Rule {
    id: "dx.age-conflict",
    title: "a diagnosis does not fit the patient's age",
    severity: Severity::Warning,
    fields: &[Field::DiagnosisCode, Field::BirthDate, Field::ServiceDate],
    snip: 5,
    needs: &[Need::DxEdits],
    edit: Some(Edit {
        system: "I/OCE",
        code: "002",
    }),
    predicts: predicts("", "9", ""),
    source: MCE,
    what: prose!(
        "The patient's age on the date of service is within the ages that the \
        official edits give for the diagnosis: newborn (0), pediatric (0-17), maternity \
        (9-64), adult (15-124)."
    ),
    why: "Payers deny diagnoses that do not fit the age; mostly the code or the date of birth \
        is wrong.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "O2250"}]"#
    ),
    fix: "check the diagnosis and the date of birth",
    check: |cx, out| {
        let Some(table) = &cx.tables.edits().dx else {
            return;
        };
        let (Some(birth), Some(on)) = (cx.claim.patient().date_of_birth.get(), cx.first_date())
        else {
            return;
        };
        let Some(age) = on.years_since(*birth) else {
            return;
        };
        for (i, d) in cx.diagnoses().iter().enumerate() {
            let outside = |e: &DxEdit| {
                age < u32::from(e.age_lo) || (e.age_hi < 124 && age > u32::from(e.age_hi))
            };
            if let Some(e) = edits_of(cx, table, d).filter(outside) {
                let code = written(cx, &d.code);
                out.add(
                    Field::DiagnosisCode.item(i),
                    format!(
                        "{code} is for ages {} to {}, and the patient is {age} on {on}",
                        e.age_lo, e.age_hi
                    ),
                )
                .related(Field::BirthDate.of(cx.patient()), "the date of birth");
            }
        }
    },
    ..Rule::BASE
};

/// Not for that sex.
pub static SEX: Rule = Rule {
    id: "dx.sex-conflict",
    title: "a diagnosis does not fit the patient's sex",
    severity: Severity::Warning,
    fields: &[Field::DiagnosisCode, Field::Gender],
    snip: 5,
    needs: &[Need::DxEdits],
    edit: Some(Edit {
        system: "I/OCE",
        code: "003",
    }),
    predicts: predicts("A8:86", "10", ""),
    source: MCE,
    what: prose!(
        "A diagnosis that the official edits give for one sex only stands on the \
        claim of a patient of that sex. Medicare ended most of these edits on 2024-09-30; for \
        other payers they hold on."
    ),
    leaves_alone: leaves![
        "condition code 45, which says that it is meant",
        "KX on a line, which says that it is meant",
        "the sex code U",
        "Medicare from 2024-10-01, for the edits that it ended then",
    ],
    why: "Payers deny diagnoses that do not fit the sex on their file.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "N400"}, {"op": "replace",
            "path": "/claimInformation/serviceLines/0/serviceDate", "value": "20240603"}]"#
    ),
    fix: "check the diagnosis and the sex code; add modifier KX where both are right",
    check: |cx, out| {
        let Some(table) = &cx.tables.edits().dx else {
            return;
        };
        let sex = cx.claim.patient().gender.text();
        let meant = cx.lines().iter().any(|l| l.has("KX")) || cx.has_condition("45");
        if !matches!(sex, "F" | "M") || meant {
            return;
        }
        for (i, d) in cx.diagnoses().iter().enumerate() {
            let now = edits_of(cx, table, d).and_then(|e| e.sex);
            if let Some(only) = now
                .or_else(|| retired_sex(cx, table, d))
                .filter(|s| !sex.starts_with(*s))
            {
                let who = if only == 'F' { "female" } else { "male" };
                out.add(
                    Field::DiagnosisCode.item(i),
                    format!("{} is for {who} patients", written(cx, &d.code)),
                )
                .related(Field::Gender.of(cx.patient()), "the sex code");
            }
        }
    },
    ..Rule::BASE
};

/// A side is not said where it could be.
pub static LATERALITY: Rule = Rule {
    id: "dx.side-unspecified",
    title: "a diagnosis leaves the side open where the list knows it",
    severity: Severity::Info,
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::Codes(CodeSet::Icd10cm)],
    predicts: predicts("", "", ""),
    source: (
        "ICD-10-CM Official Guidelines, section I.B.13 (laterality)",
        "https://www.cms.gov/medicare/coding-billing/icd-10-codes",
    ),
    what: prose!(
        "A diagnosis whose title says \"unspecified\" and that has siblings for the \
        right and the left side is pointed out."
    ),
    leaves_alone: leaves!["codes that have no siblings for both sides",],
    why: "Payers ask back or deny unspecified sides more and more often, since the record \
        nearly always has the side.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "M25569"}]"#
    ),
    fix: "use the code of the side that the record names",
    check: |cx, out| {
        let Some(table) = cx.tables.codes(CodeSet::Icd10cm) else {
            return;
        };
        for (i, d) in cx.diagnoses().iter().enumerate() {
            let Some((on, _)) = d.on.first() else {
                continue;
            };
            // The digit that leaves the side open is 0 or 9, in the 5th or 6th place.
            for at in [4, 5] {
                let open = d
                    .code
                    .as_bytes()
                    .get(at)
                    .is_some_and(|b| matches!(b, b'0' | b'9'));
                let (Some(stem), Some(rest), true) = (d.code.get(..at), d.code.get(at + 1..), open)
                else {
                    continue;
                };
                let sided = |digit: char, side: usize| {
                    let code = format!("{stem}{digit}{rest}");
                    (table.laterality(&code) & side != 0).then_some(code)
                };
                let Some(right) = sided('1', side::RIGHT) else {
                    continue;
                };
                let Some(left) = sided('2', side::LEFT) else {
                    continue;
                };
                if table.laterality(&d.code) & side::UNSPECIFIED != 0 {
                    out.add(
                        Field::DiagnosisCode.item(i),
                        format!(
                            "{} does not say the side: right or left",
                            table.formatted(&d.code)
                        ),
                    )
                    .options(
                        [right, left]
                            .iter()
                            .filter(|c| table.status(c, *on) == CodeStatus::Valid)
                            .map(|c| cx.for_field(table, c)),
                    );
                    break;
                }
            }
        }
    },
    ..Rule::BASE
};

/// The official edits of a diagnosis on its date of service. The table answers for codes that exist.
fn edits_of(cx: &Context<'_>, table: &DxEdits, d: &DiagnosisFacts<'_>) -> Option<DxEdit> {
    if d.code.is_empty()
        || d.on
            .first()
            .is_some_and(|(_, status)| *status == CodeStatus::Unknown)
    {
        return None;
    }
    table.on(&d.code, d.on.first().map(|o| o.0).or(cx.first_date())?)
}

/// The sex that Medicare's editor asked for until 2024-09-30. Other payers kept the edit, as its reason had not changed.
fn retired_sex(cx: &Context<'_>, table: &DxEdits, d: &DiagnosisFacts<'_>) -> Option<char> {
    if cx.is_medicare() || d.code.is_empty() {
        return None;
    }
    table.on(&d.code, Date::new(2024, 9, 30)?)?.sex
}

/// A code as it is written, with its point.
pub(super) fn written(cx: &Context<'_>, code: &str) -> String {
    cx.tables
        .codes(CodeSet::Icd10cm)
        .map_or_else(|| code.to_owned(), |t| t.formatted(code))
}
