//! Inpatient rehabilitation: the payment code of the stay and its assessment.

use super::hipps::{is_rehabilitation, payment_lines};
use super::taxonomy::{kind, Kind};
use super::CHAPTER_3;
use crate::field::Field;
use crate::rules::{leaves, predicts, prose, Rule};

/// A rehabilitation bill whose payment code (HIPPS) is missing or wrong.
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
    fix: "copy the HIPPS code that the grouper made of the assessment, with the qualifier HP",
    check: |cx, out| {
        let Some(bill) = cx.bill().filter(|b| b.facility == 11) else {
            return;
        };
        let Some(severity) = bill.medicare() else {
            return;
        };
        let code = (24, is_rehabilitation as fn(&str) -> bool, "rehabilitation");
        let lines = payment_lines(bill, out, severity, code);
        for i in lines.iter().skip(1) {
            out.add(
                Field::RevenueCode.line(*i),
                "a second line 0024; a stay has one payment code",
            )
            .severity(severity);
        }
        if lines.is_empty() && kind(bill) == Kind::Rehabilitation && !bill.is_no_pay() {
            out.add(
                Field::RevenueCode.line(bill.lines.len()),
                "no line 0024 has the payment code of the stay",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// A rehabilitation bill that does not say when its assessment was sent.
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
    fix: "give the day on which the assessment was sent",
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
