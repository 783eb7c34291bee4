//! Visits at home: the department of a line is that of who came.

use super::CHAPTER_10;
use crate::field::Field;
use crate::rules::{leaves, predicts, prose, Rule};

/// The department (revenue codes without the last digit) of the visits that a code is for.
fn department(code: &str) -> Option<u16> {
    Some(match code {
        "G0151" | "G0157" | "G0159" | "G2168" => 42,
        "G0152" | "G0158" | "G0160" | "G2169" => 43,
        "G0153" | "G0161" => 44,
        "G0162" | "G0299" | "G0300" | "G0493" | "G0494" | "G0495" | "G0496" => 55,
        "G0155" => 56,
        "G0156" => 57,
        _ => return None,
    })
}

/// A visit of one discipline under the revenue code of another.
pub static DEPARTMENT: Rule = Rule {
    id: "home.visit-department",
    title: "a visit at home stands under the revenue code of another discipline",
    fields: &[Field::RevenueCode, Field::ProcedureCode],
    snip: 5,
    predicts: predicts("A8:455", "16", "M50"),
    source: CHAPTER_10,
    what: prose!(
        "On Medicare's bill of home health or hospice the code of a visit stands under the \
            revenue code of who made it: 042x physical, 043x occupational therapy, 044x speech, \
            055x nursing, 056x social work, 057x aide (sections 40.2; for hospice chapter 11, \
            30.3)."
    ),
    leaves_alone: leaves![
        "codes that belong to no discipline: the place of the visits, telehealth"
    ],
    why: "Visits are counted by both codes; where they contradict each other the bill is returned.",
    example: prose!(
        r#"{"bill": "home-health", "replace": {"SV2*0421*HC:G0151": "SV2*0551*HC:G0151"}}"#
    ),
    fix: "correct the revenue code, or the code of the visit",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        if !bill.is_home_health() && !bill.is_hospice() {
            return;
        }
        for (i, line, revenue) in bill.each_line() {
            let given = revenue.number() / 10;
            let code = line.service.code.text();
            let other = department(code).filter(|own| *own != given);
            if let Some(own) = other.filter(|_| matches!(given, 42..=44 | 55..=57)) {
                out.add(
                    Field::RevenueCode.line(i),
                    format!("{code} is a visit of 0{own}x, not of 0{given}x"),
                )
                .severity(severity);
            }
        }
    },
    ..Rule::BASE
};
