//! Edits of all codes of a stay: they exist on the day of discharge, are there once, and say the side.

use super::reading::stay;
use super::{at, edit, review, shown, MCE};
use crate::claim::Coded;
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::edits::mce::dx;
use crate::field::{Field, FieldRef};
use crate::report::Severity;
use crate::rules::context::{is_diagnosis_shaped, plain, Context};
use crate::rules::{answers, leaves, predicts, prose, Findings, Need, Rule};
use crate::table::CodeStatus;

/// A diagnosis beside principal and others that is none.
pub static OTHER_DIAGNOSIS: Rule = Rule {
    id: "dx.hospital-invalid",
    title: "an admitting diagnosis, reason for visit or external cause is not valid",
    fields: &[
        Field::AdmittingDiagnosis,
        Field::VisitReason,
        Field::ExternalCause,
        Field::StatementFrom,
        Field::StatementTo,
    ],
    snip: 5,
    needs: &[Need::Codes(CodeSet::Icd10cm)],
    edit: edit("1"),
    predicts: answers::DIAGNOSIS,
    source: MCE,
    what: prose!(
        "Admitting diagnosis, reasons for the visit and external causes are billable ICD-10-CM \
            codes on the day that chooses the codes of the bill: its last for a stay, its first \
            for outpatients."
    ),
    why: "A code that is not valid is returned, whichever diagnosis it is.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"ABJ:R0602": "ABJ:R060"}}"#),
    fix: "use a billable code of that day",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let (hospital, dates) = (bill.hospital, cx.diagnosis_dates());
        for (field, list) in [
            (Field::AdmittingDiagnosis, &hospital.admitting),
            (Field::VisitReason, &hospital.visit_reasons),
            (Field::ExternalCause, &hospital.external_causes),
        ] {
            for (i, coded) in list.iter().enumerate() {
                judge(cx, out, field.item(i), coded, &dates);
            }
        }
    },
    ..Rule::BASE
};

/// Says what is wrong with a code that is valid on none of these days.
fn judge(cx: &Context<'_>, out: &mut Findings, field: FieldRef, coded: &Coded<'_>, dates: &[Date]) {
    let Some(table) = cx.tables.codes(CodeSet::Icd10cm) else {
        return;
    };
    if coded.code.is_missing() {
        return;
    }
    let code = plain(&coded.code);
    if !is_diagnosis_shaped(&code) {
        out.add(field, "this is not an ICD-10-CM code");
        return;
    }
    let status = |on: &Date| cx.status(CodeSet::Icd10cm, &code, *on).map(|s| (*on, s));
    let found: Vec<(Date, CodeStatus)> = dates.iter().filter_map(status).collect();
    if found.iter().any(|(_, s)| *s == CodeStatus::Valid) {
        return;
    }
    let Some((on, status)) = found.first() else {
        return;
    };
    let shown = table.formatted(&code);
    let severity = match cx.outdated(CodeSet::Icd10cm, &code, *on) {
        Some(_) => Severity::Warning,
        None => Severity::Error,
    };
    let message = match status {
        CodeStatus::Unknown => format!("{shown} is not an ICD-10-CM code"),
        CodeStatus::Header => format!("{shown} is a heading: a code below it says more"),
        _ => format!("{shown} is not valid on {on}"),
    };
    out.add(field, message).severity(severity);
}

/// The principal diagnosis again.
pub static DUPLICATE: Rule = Rule {
    id: "mce.principal-repeated",
    title: "the principal diagnosis is also among the others",
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("3"),
    predicts: predicts("A7:254", "16", "M64"),
    source: MCE,
    what: prose!("No other diagnosis of an inpatient bill is the principal one once more."),
    leaves_alone: leaves![
        "other diagnoses that repeat each other: the editor does not mind \
        them"
    ],
    why: "Repeated, the code could count as its own complication; the editor returns the claim.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"ABF:J9601": "ABF:J189"}}"#),
    fix: "take the second one out",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        let Some(principal) = stay.principal().filter(|d| !d.code.is_empty()) else {
            return;
        };
        for d in stay.others().filter(|d| d.code == principal.code) {
            let code = shown(cx, d);
            at(
                out,
                stay,
                d,
                format!("{code} is the principal diagnosis already"),
            );
        }
    },
    ..Rule::BASE
};

/// The side left open.
pub static SIDE: Rule = Rule {
    id: "mce.side-unspecified",
    title: "a diagnosis of a stay leaves the side open",
    fields: &[Field::DiagnosisCode, Field::ClaimNote],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("20"),
    predicts: predicts("A7:255", "16", "M76"),
    source: MCE,
    what: prose!(
        "No diagnosis of an inpatient bill leaves the side open where the editor asks for it: \
            complications and major complications that have a code for each side."
    ),
    leaves_alone: leaves![
        "claims whose billing note says UNABLE TO DET LAT, as CMS asks where \
        the record does not tell"
    ],
    why: "Medicare returns such a claim since April 2022, unless a note says that the side \
        cannot be determined.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"ABF:J9601": "ABF:S72009A"}}"#),
    fix: "use the code of the side, or add the note UNABLE TO DET LAT 1 (record) or 2 \
        (provider)",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        let note = cx.claim.info.note.as_ref();
        let told = |text: &str| text.to_ascii_uppercase().contains("UNABLE TO DET LAT");
        if note.is_some_and(|n| told(n.additional.text())) {
            return;
        }
        for d in stay.diagnoses.iter().filter(|d| d.is(dx::UNSPECIFIED_SIDE)) {
            let code = shown(cx, d);
            at(
                out,
                stay,
                d,
                format!("{code} leaves the side open, and Medicare asks for it"),
            );
        }
    },
    ..Rule::BASE
};

/// A wrong operation.
pub static WRONG_PROCEDURE: Rule = Rule {
    id: "mce.wrong-procedure",
    title: "the claim says that a wrong procedure was performed",
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("18"),
    predicts: predicts("", "233", ""),
    source: MCE,
    what: prose!(
        "No diagnosis of an inpatient bill is Y65.51, Y65.52 or Y65.53: a wrong operation, \
            patient or side."
    ),
    why: "Medicare does not pay for a surgical error: the stay is denied, and a bill without \
        payment (0110) is asked for.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"ABF:J9601": "ABF:Y6551"}}"#),
    fix: "bill the erroneous surgery apart, as a bill that asks for no payment",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        for d in stay.diagnoses.iter().filter(|d| d.is(dx::WRONG_PROCEDURE)) {
            let code = shown(cx, d);
            let message = format!(
                "{code} reports a wrong procedure, which Medicare does not \
                pay"
            );
            match cx.bill().is_some_and(|b| b.is_no_pay()) {
                true => review(out, d, message),
                false => at(out, stay, d, message),
            }
        }
    },
    ..Rule::BASE
};
