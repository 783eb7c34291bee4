//! Clinical trials: the condition code, the diagnosis and the number that tell Medicare of one.

use super::CHAPTER_32;
use crate::field::Field;
use crate::rules::{leaves, predicts, prose, Bill, Context, Rule};

/// Whether a diagnosis says that somebody takes part in a trial.
fn is_examined(bill: &Bill<'_>) -> bool {
    let mut all = bill.hospital.diagnoses.iter().map(|d| d.code.text());
    all.any(|c| matches!(c, "Z006" | "Z00.6"))
}

/// Whether a number is of the form of a trial's: eight digits, of a registry whose numbers all begin with NCT.
fn is_trial(number: &str) -> bool {
    number.len() == 8 && number.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a line is marked as a service of a trial.
fn is_marked(cx: &Context<'_>) -> bool {
    cx.lines().iter().any(|l| l.has("Q0") || l.has("Q1"))
}

/// A clinical trial that is not told as one.
pub static TRIAL: Rule = Rule {
    id: "bill.clinical-trial",
    title: "a clinical trial lacks its condition code, its diagnosis or its number",
    severity: crate::report::Severity::Warning,
    fields: &[
        Field::ConditionCode,
        Field::ConditionCodes,
        Field::DiagnosisCode,
        Field::ValueCodes,
        Field::Demonstration,
        Field::Modifier,
    ],
    snip: 4,
    predicts: predicts("A8:460", "16", "M44"),
    source: CHAPTER_32,
    what: prose!(
        "A bill to Medicare with condition code 30 (qualifying clinical trial) has the diagnosis \
            Z00.6 and the number of the trial, eight digits: in an 837I under REF P4, on paper and \
            by direct entry as value code D4 (CMS change request 8401); either is taken. A bill \
            with Z00.6 and such a number, or with a line of a trial (modifier Q0, Q1), has \
            condition code 30."
    ),
    leaves_alone: leaves!["payers other than Medicare"],
    why: "Medicare tells the trial by the three together, and returns the bill.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"HI*ABF:I10~\n": "HI*ABF:I10~\nHI*BG:30~\n"}}"#
    ),
    fix: "give condition code 30, Z00.6 as a further diagnosis, and the trial's eight digits",
    check: |cx, out| {
        let Some(bill) = cx.bill().filter(|b| b.medicare().is_some()) else {
            return;
        };
        let number = cx.claim.info.numbers.demonstration.text();
        let numbered = bill.has_value("D4") || is_trial(number);
        if !bill.has_condition("30") {
            if is_examined(bill) && (numbered || is_marked(cx)) {
                out.add(
                    Field::ConditionCodes.of_claim(),
                    "the bill is of a clinical trial, and condition code 30 is missing",
                );
            }
            return;
        }
        if !is_examined(bill) {
            out.add(
                Field::Diagnoses.of_claim(),
                "condition code 30 says a clinical trial, and Z00.6 is missing",
            );
        }
        if numbered {
            return;
        }
        if number.is_empty() {
            out.add(
                Field::ValueCodes.of_claim(),
                "condition code 30 says a clinical trial, and its number is missing (REF P4, or \
                value code D4)",
            );
        } else {
            out.add(
                Field::Demonstration.of_claim(),
                "condition code 30 says a clinical trial, whose number has eight digits",
            );
        }
    },
    ..Rule::BASE
};
