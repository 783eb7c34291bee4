//! Edits of the principal diagnosis.

use super::reading::stay;
use super::{at, edit, review, shown, MCE};
use crate::edits::mce::dx;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{predicts, prose, Need, Rule};

/// How an injury came about is not why a patient stays.
pub static EXTERNAL_CAUSE: Rule = Rule {
    id: "mce.external-cause-principal",
    title: "the principal diagnosis of a stay is an external cause",
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("2"),
    predicts: predicts("A7:254", "16", "MA63"),
    source: MCE,
    what: prose!(
        "The principal diagnosis of an inpatient bill is not a code of chapter 20, which says \
            how an injury came about."
    ),
    why: "An external cause is never why a patient was admitted; the claim is returned.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"ABK:J189": "ABK:W109XXA"}}"#),
    fix: "put the injury first; the external cause has its own field (FL 72)",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        if let Some(d) = stay.principal().filter(|d| d.is(dx::EXTERNAL_CAUSE)) {
            let code = shown(cx, d);
            let message = format!("{code} says how an injury came about: it is never principal");
            at(out, stay, d, message);
        }
    },
    ..Rule::BASE
};

/// A manifestation before its disease.
pub static MANIFESTATION: Rule = Rule {
    id: "mce.manifestation-principal",
    title: "the principal diagnosis of a stay is a manifestation",
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("6"),
    predicts: predicts("A7:254", "16", "MA63"),
    source: MCE,
    what: prose!(
        "The principal diagnosis of an inpatient bill is not a manifestation, which shows \
            another disease and is coded after it."
    ),
    why: "The underlying disease is sequenced first; the claim is returned.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"ABK:J189": "ABK:F0280"}}"#),
    fix: "put the underlying disease first and the manifestation after it",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        if let Some(d) = stay.principal().filter(|d| d.is(dx::MANIFESTATION)) {
            let code = shown(cx, d);
            let message = format!("{code} shows another disease, which is coded before it");
            at(out, stay, d, message);
        }
    },
    ..Rule::BASE
};

/// No reason for a stay.
pub static UNACCEPTABLE: Rule = Rule {
    id: "mce.unacceptable-principal",
    title: "the principal diagnosis is none that Medicare accepts for a stay",
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("9"),
    predicts: predicts("A7:254", "16", "MA63"),
    source: MCE,
    what: prose!(
        "The principal diagnosis of an inpatient bill is no code that describes a circumstance \
            and no current illness or injury, as the editor lists them."
    ),
    why: "Such codes influence a patient's health and are no illness; the claim is returned.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"ABK:J189": "ABK:Z87891", "*ABF:Z87891": ""}}"#
    ),
    fix: "put the illness or injury first that caused the admission after study",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        let unacceptable = stay
            .principal()
            .filter(|d| d.is(dx::UNACCEPTABLE) && !d.is(dx::REQUIRES_SECONDARY));
        if let Some(d) = unacceptable {
            let code = shown(cx, d);
            // Clean files of others have such stays, so a biller is asked, not told.
            review(
                out,
                d,
                format!(
                    "{code} alone is no reason for a stay: Medicare takes it as another \
                    diagnosis only"
                ),
            );
        }
    },
    ..Rule::BASE
};

/// Principal only beside another.
pub static NEEDS_SECONDARY: Rule = Rule {
    id: "mce.secondary-required",
    title: "the principal diagnosis needs another diagnosis beside it",
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("9"),
    predicts: predicts("A7:254", "16", "M64"),
    source: MCE,
    what: prose!(
        "A principal diagnosis that the editor accepts only together with another one \
            (aftercare, Z51.89) has another one beside it."
    ),
    why: "Without the condition that is cared for the claim is returned.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"ABK:J189": "ABK:Z5189",
            "HI*ABF:J9601:::::::Y*ABF:I10:::::::Y*ABF:Z87891~": ""}}"#
    ),
    fix: "add the condition that the care was for",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        let alone = stay.others().next().is_none();
        if let Some(d) = stay
            .principal()
            .filter(|d| alone && d.is(dx::REQUIRES_SECONDARY))
        {
            let code = shown(cx, d);
            let message = format!("{code} is principal only together with another diagnosis");
            at(out, stay, d, message);
        }
    },
    ..Rule::BASE
};

/// Mostly treated without a stay.
pub static QUESTIONABLE: Rule = Rule {
    id: "mce.admission-questionable",
    title: "the principal diagnosis is mostly treated without a stay",
    severity: Severity::Warning,
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("8"),
    predicts: predicts("", "", ""),
    source: MCE,
    what: prose!(
        "The principal diagnosis of an inpatient bill is not one of those for which the editor \
            doubts that an admission was needed."
    ),
    why: "Medicare reviews the record of such a stay before it pays.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"ABK:J189": "ABK:E119"}}"#),
    fix: "check that the record shows why the patient had to be admitted",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        if let Some(d) = stay
            .principal()
            .filter(|d| d.is(dx::QUESTIONABLE_ADMISSION))
        {
            let code = shown(cx, d);
            let message = format!("{code} is mostly treated without a stay: Medicare reviews it");
            review(out, d, message);
        }
    },
    ..Rule::BASE
};
