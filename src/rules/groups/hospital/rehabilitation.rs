//! Inpatient rehabilitation: the payment code of the stay and its assessment.

use super::hipps::is_rehabilitation;
use super::taxonomy::{kind, Kind};
use super::CHAPTER_3;
use crate::field::Field;
use crate::rules::{leaves, predicts, prose, words, Rule};

/// Payment code.
pub static PAYMENT_CODE: Rule = Rule {
    id: "rehab.payment-code",
    title: "the payment code of a rehabilitation stay is missing or not one",
    fields: &[
        Field::RevenueCode,
        Field::ProcedureCode,
        Field::ProcedureQualifier,
        Field::Taxonomy,
    ],
    snip: 5,
    predicts: predicts("A7:454", "16", "M20"),
    source: CHAPTER_3,
    what: prose!(
        "Medicare's bill of a stay in a rehabilitation hospital or unit (by its taxonomy code) \
            has one line with revenue code 0024, whose code is a tier (A to D) and a group of \
            four digits, under the qualifier HP."
    ),
    leaves_alone: leaves!["stays in other hospitals"],
    why: "The stay is paid by this code; without it the bill is returned.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"PXC*282N00000X": "PXC*283X00000X"}}"#),
    fix: "copy the code that the grouper made of the assessment, with the qualifier HP",
    check: |cx, out| {
        let Some(bill) = cx.bill().filter(|b| b.facility == 11) else {
            return;
        };
        let Some(severity) = bill.medicare() else {
            return;
        };
        let mut lines = 0;
        for (i, line, revenue) in bill.each_line() {
            if revenue.number() != 24 {
                continue;
            }
            lines += 1;
            let code = line.service.code.text();
            if !is_rehabilitation(code) {
                let message = format!(
                    "{} is not a payment code of rehabilitation",
                    words::code(code, 5)
                );
                out.add(Field::ProcedureCode.line(i), message)
                    .severity(severity);
            } else if line.service.qualifier.text() != "HP" {
                out.add(
                    Field::ProcedureQualifier.line(i),
                    "a payment code stands under the qualifier HP",
                )
                .severity(severity);
            } else if lines > 1 {
                out.add(
                    Field::RevenueCode.line(i),
                    "a second line 0024; a stay has one payment code",
                )
                .severity(severity);
            }
        }
        if lines == 0 && kind(bill) == Kind::Rehabilitation && !bill.is_no_pay() {
            out.add(
                Field::Lines.of_claim(),
                "no line 0024 has the payment code of the stay",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// Assessment.
pub static ASSESSMENT: Rule = Rule {
    id: "rehab.assessment-missing",
    title: "a rehabilitation stay does not say when its assessment was sent",
    fields: &[
        Field::Occurrences,
        Field::OccurrenceCode,
        Field::RevenueCode,
    ],
    snip: 4,
    predicts: predicts("A6:461", "16", "M45"),
    source: CHAPTER_3,
    what: prose!(
        "Medicare's bill with a line 0024 has occurrence code 50, the day on which \
        the patient assessment was sent."
    ),
    why: "A late assessment lowers the payment, and without the day the bill is returned.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {
            "SV2*0250**1840*UN*1~\n": "SV2*0250**1840*UN*1~\nLX*5~\nSV2*0024*HP:A0604*0*UN*1~\n"}}"#
    ),
    fix: "give the day of transmission",
    check: |cx, out| {
        let Some(bill) = cx.bill().filter(|b| b.facility == 11) else {
            return;
        };
        let Some(severity) = bill.medicare() else {
            return;
        };
        if bill.has_revenue(|c| c == 24) && !bill.has_occurrence("50") {
            out.add(
                Field::Occurrences.of_claim(),
                "occurrence code 50, the day of the assessment, is missing",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};
