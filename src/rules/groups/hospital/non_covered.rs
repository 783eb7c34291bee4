//! Notices given to the patient beforehand: modifiers GA, GX, GY, GZ and what goes with them.

use super::CHAPTER_1;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Rule};

/// A notice without its day.
pub static NOTICE: Rule = Rule {
    id: "bill.notice-date-missing",
    title: "a notice was given to the patient, and the bill does not say when",
    fields: &[Field::Occurrences, Field::OccurrenceCode, Field::Modifier],
    snip: 4,
    predicts: predicts("A6:461", "16", "M45"),
    source: CHAPTER_1,
    what: prose!(
        "A line with modifier GA (notice of liability on file) on a bill to Medicare \
        needs occurrence code 32, the day of the notice."
    ),
    leaves_alone: leaves!["payers other than Medicare"],
    why: "Without it the bill is returned, or the provider is held liable.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036*": "HC:83036:GA*"}}"#),
    fix: "give occurrence code 32 with the day on which the patient signed",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        if bill.has_occurrence("32") {
            return;
        }
        if let Some(i) = cx.lines().iter().position(|l| l.has("GA")) {
            out.add(
                Field::Occurrences.of_claim(),
                format!(
                    "modifier GA on line {} needs occurrence code 32, the day of the notice",
                    i + 1
                ),
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// A service that is said not to be covered, with a covered charge.
pub static CHARGE: Rule = Rule {
    id: "bill.excluded-service-covered",
    title: "a service that is said not to be covered has a covered charge",
    fields: &[Field::NotCovered, Field::Modifier],
    snip: 4,
    predicts: predicts("A8:178", "16", "M79"),
    source: CHAPTER_1,
    what: prose!(
        "The charge of a line to Medicare with modifier GY (excluded by law) or GX \
        (voluntary notice) is one that is not covered; of GZ (denial expected, no notice) a \
        warning."
    ),
    leaves_alone: leaves!["lines without a charge"],
    why: "The line says that it is not covered, and asks for payment; it is returned or denied.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036*": "HC:83036:GY*"}}"#),
    fix: "put the charge into the charges that are not covered (SV207)",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        if bill.has_condition("21") {
            return;
        }
        for (facts, (i, line, revenue)) in cx.lines().iter().zip(bill.each_line()) {
            let Some((_, modifier)) = facts.any_of(&["GY", "GX", "GZ"]) else {
                continue;
            };
            let Some(charge) = line.service.charge.get().filter(|c| c.0 > 0) else {
                continue;
            };
            if revenue.not_covered.get().is_none_or(|n| n < charge) {
                let message = format!(
                    "modifier {modifier} says that the service is not \
                    covered, and its charge is a covered one"
                );
                let severity = if modifier == "GZ" {
                    Severity::Warning
                } else {
                    severity
                };
                out.add(Field::NotCovered.line(i), message)
                    .severity(severity);
            }
        }
    },
    ..Rule::BASE
};
