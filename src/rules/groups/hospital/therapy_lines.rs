//! Therapy under Part B: the discipline twice, by revenue code and by modifier, and when its plan began.

use super::{CHAPTER_25, CHAPTER_5};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Bill, Context, Rule};

/// Disciplines: first revenue code, modifier, and the occurrence codes of plan and start.
const DISCIPLINES: [(u16, &str, &str, &str); 3] = [
    (420, "GP", "29", "35"),
    (430, "GO", "17", "44"),
    (440, "GN", "30", "45"),
];

/// Medicare's bill of outpatient therapy that is no part of a program, and how bad a breach is.
fn bill<'a, 'c>(cx: &'a Context<'c>) -> Option<(&'a Bill<'c>, Severity)> {
    let bill = cx.bill()?;
    let severity = bill.medicare()?;
    let program = bill.has_condition("41") || bill.has_condition("92");
    let outpatient = matches!(bill.facility, 12 | 13 | 22 | 23 | 74 | 75 | 85);
    (outpatient && !program).then_some((bill, severity))
}

fn discipline(revenue: u16) -> Option<&'static (u16, &'static str, &'static str, &'static str)> {
    DISCIPLINES.iter().find(|d| revenue / 10 * 10 == d.0)
}

/// Modifier and revenue code of the discipline.
pub static MODIFIER: Rule = Rule {
    id: "therapy.discipline-modifier",
    title: "a therapy line does not say of which discipline it is, or says two",
    fields: &[
        Field::Modifiers,
        Field::Modifier,
        Field::RevenueCode,
        Field::ConditionCode,
    ],
    snip: 5,
    predicts: predicts("A7:453", "4", "N519"),
    source: CHAPTER_5,
    what: prose!(
        "On Medicare's outpatient bills a line for physical, occupational or speech therapy \
            (042x, 043x, 044x) has the modifier of that discipline: GP, GO or GN."
    ),
    leaves_alone: leaves![
        "partial hospitalization and intensive outpatient programs (condition codes 41, 92)"
    ],
    why: "The yearly threshold is counted by the modifier; the line is returned.",
    example: prose!(
        r#"{"bill": "therapy", "replace": {"SV2*0424*HC:97162:GP*": "SV2*0424*HC:97162:GO*"}}"#
    ),
    fix: "use GP with revenue code 042x, GO with 043x, GN with 044x",
    check: |cx, out| {
        let Some((bill, severity)) = bill(cx) else {
            return;
        };
        for (facts, (i, _, revenue)) in cx.lines().iter().zip(bill.each_line()) {
            let Some(of) = discipline(revenue.number()).filter(|_| !facts.code.is_empty()) else {
                continue;
            };
            if let Some((j, other)) = facts
                .any_of(&["GP", "GO", "GN"])
                .filter(|(_, m)| *m != of.1)
            {
                let message = format!(
                    "revenue code {} is of {}, the modifier says {other}",
                    revenue.code.text(),
                    of.1
                );
                out.add(Field::Modifier.line_item(i, j), message)
                    .severity(severity);
            } else if !facts.has(of.1) {
                let message = format!(
                    "the therapy line lacks {}, the modifier of its discipline",
                    of.1
                );
                out.add(Field::Modifiers.line(i), message)
                    .severity(severity);
            }
        }
    },
    ..Rule::BASE
};

/// Plan and start of therapy.
pub static DATES: Rule = Rule {
    id: "therapy.plan-date-missing",
    title: "a bill for therapy does not say when the plan was made or the therapy began",
    severity: Severity::Warning,
    fields: &[
        Field::Occurrences,
        Field::OccurrenceCode,
        Field::RevenueCode,
    ],
    snip: 4,
    predicts: predicts("A6:461", "16", "M45"),
    source: CHAPTER_25,
    what: prose!(
        "Medicare's outpatient bill with therapy has the occurrence codes for the plan of the \
            discipline (29 physical, 17 occupational, 30 speech) and for its start (35, 44, \
            45)."
    ),
    why: "Contractors return a bill for therapy without these days.",
    example: prose!(r#"{"bill": "therapy", "replace": {"*BH:29:D8:20250401": ""}}"#),
    fix: "give both days",
    check: |cx, out| {
        let Some((bill, _)) = bill(cx) else { return };
        for of in &DISCIPLINES {
            if !bill.has_revenue(|c| c / 10 * 10 == of.0) {
                continue;
            }
            for code in [of.2, of.3] {
                if !bill.has_occurrence(code) {
                    let message =
                        format!("therapy is billed, and occurrence code {code} is missing");
                    out.add(Field::Occurrences.of_claim(), message);
                }
            }
        }
    },
    ..Rule::BASE
};
