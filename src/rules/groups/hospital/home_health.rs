//! Home health under a plan of care: the period's payment code, and what goes with it.

use super::hipps::{is_home_health, payment_lines};
use super::{place, CHAPTER_10};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Bill, Context, Rule};

/// Medicare's bill of a period of home health care, and how bad a breach is.
fn period<'a, 'c>(cx: &'a Context<'c>) -> Option<(&'a Bill<'c>, Severity)> {
    let bill = cx.bill()?;
    let severity = bill.medicare()?;
    let paid = matches!(bill.frequency, b'7' | b'9' | b'Q');
    (bill.is_home_health() && paid).then_some((bill, severity))
}

/// The payment code of the period.
pub static PAYMENT_CODE: Rule = Rule {
    id: "home.payment-code",
    title: "the payment code of a home health period is missing or not one",
    fields: &[
        Field::RevenueCode,
        Field::ProcedureCode,
        Field::ProcedureQualifier,
    ],
    snip: 5,
    predicts: predicts("A7:454", "16", "M20"),
    source: CHAPTER_10,
    what: prose!(
        "Medicare's bill of a home health period has one line with revenue code 0023, whose \
            code is one of the payment model of 2020 (1 to 4, A to L, A to C, 1 to 3, 1) under \
            the qualifier HP."
    ),
    leaves_alone: leaves![
        "services not under a plan of care (type of bill 34), which have no such line"
    ],
    why: "The period is paid by this code; without it the bill is returned.",
    example: prose!(r#"{"bill": "home-health", "replace": {"HP:1HB21": "HC:1HB21"}}"#),
    fix: "copy the HIPPS code that the grouper made of the assessment, with the qualifier HP",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        let code = (23, is_home_health as fn(&str) -> bool, "home health");
        let lines = payment_lines(bill, out, severity, code);
        for i in lines.iter().skip(1) {
            out.add(
                Field::RevenueCode.line(*i),
                "a second line 0023; a period has one payment code",
            )
            .severity(severity);
        }
        if let (Some((_, severity)), true) = (period(cx), lines.is_empty()) {
            out.add(
                Field::RevenueCode.line(bill.lines.len()),
                "no line 0023 has the payment code of the period",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// Where the patient lives.
pub static PLACE: Rule = Rule {
    id: "home.place-missing",
    title: "a home health bill does not say where the patient lives",
    fields: &[Field::ValueCodes, Field::ValueCode],
    snip: 4,
    predicts: predicts("A6:463", "16", "M49"),
    source: CHAPTER_10,
    what: prose!(
        "Medicare's bill of a home health period has value code 61 (area) and value \
        code 85 (county)."
    ),
    leaves_alone: leaves!["notices of admission"],
    why: "Payment differs by area, and the rural add-on by county; the bill is returned.",
    example: prose!(r#"{"bill": "home-health", "replace": {"*BE:85:::27137": ""}}"#),
    fix: "give the code of the area (CBSA) with value code 61 and that of the county (FIPS) with \
        85",
    check: |cx, out| {
        let Some((bill, severity)) = period(cx) else {
            return;
        };
        for (code, what) in [("61", "area"), ("85", "county")] {
            if !bill.has_value(code) {
                out.add(
                    Field::ValueCodes.of_claim(),
                    format!("value code {code}, the {what} where the patient lives, is missing"),
                )
                .severity(severity);
            }
        }
    },
    ..Rule::BASE
};

/// When the patient was assessed.
pub static ASSESSMENT: Rule = Rule {
    id: "home.assessment-missing",
    title: "a home health bill does not say when the patient was assessed",
    fields: &[Field::Occurrences, Field::OccurrenceCode],
    snip: 4,
    predicts: predicts("A6:461", "16", "M45"),
    source: CHAPTER_10,
    what: prose!(
        "Medicare's bill of a home health period has occurrence code 50, the day on \
        which the assessment was completed."
    ),
    why: "Medicare looks the assessment up by that day, and pays nothing without it.",
    example: prose!(r#"{"bill": "home-health", "replace": {"HI*BH:50:D8:20250305~\n": ""}}"#),
    fix: "give the day of item M0090 of the assessment",
    check: |cx, out| {
        let Some((bill, severity)) = period(cx) else {
            return;
        };
        if !bill.has_occurrence("50") {
            out.add(
                Field::Occurrences.of_claim(),
                "occurrence code 50, the day of the assessment, is missing",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// The discharge before the period.
pub static DISCHARGE: Rule = Rule {
    id: "home.discharge-date",
    title: "the discharge before a home health period is too long ago, or after it began",
    fields: &[Field::OccurrenceDate, Field::StatementFrom],
    snip: 4,
    predicts: predicts("A8:461", "16", "M45"),
    source: CHAPTER_10,
    what: prose!(
        "Of Medicare's home health bill, occurrence code 61 (discharge from a \
        hospital) or 62 (from another facility) is a day at most 14 days before the first of \
        the period; one of the two is given."
    ),
    leaves_alone: leaves!["a discharge on the first day of the period"],
    why: "A period after a stay is paid higher; the claim shows the stay by that day.",
    example: prose!(
        r#"{"bill": "home-health", "replace": {
            "HI*BH:50:D8:20250305": "HI*BH:50:D8:20250305*BH:61:D8:20250110"}}"#
    ),
    fix: "take the occurrence out, or correct its day",
    check: |cx, out| {
        let Some((bill, severity)) = period(cx) else {
            return;
        };
        let Some(from) = bill.from else { return };
        let all = &bill.hospital.occurrences;
        for (i, given) in all.iter().enumerate() {
            let code = given.code.text();
            let Some(day) = given.from.get().filter(|_| matches!(code, "61" | "62")) else {
                continue;
            };
            if *day > from || from.days_since(*day) > 14 {
                out.add(
                    Field::OccurrenceDate.item(i),
                    format!(
                        "{day} is not in the 14 days before the period, which begins on {from}"
                    ),
                )
                .severity(severity);
            }
        }
        if let (Some(_), Some(i)) = (place(all, "61"), place(all, "62")) {
            out.add(
                Field::OccurrenceCode.item(i),
                "61 and 62 exclude each other: the last stay counts",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// A home health visit without its G code, or a bill without the Q code of the place of the visits.
pub static VISITS: Rule = Rule {
    id: "home.visit-code-missing",
    title: "a home health bill does not say what was done at a visit, or where",
    fields: &[Field::Service, Field::ProcedureCode, Field::RevenueCode],
    snip: 4,
    predicts: predicts("A6:454", "16", "M20"),
    source: CHAPTER_10,
    what: prose!(
        "On Medicare's home health bill each line for a visit (042x to 044x, 055x to 057x) has \
            a HCPCS code, and one line says by Q5001, Q5002 or Q5009 where the visits were \
            made."
    ),
    why: "Visits are counted by these codes; the bill is returned.",
    example: prose!(r#"{"bill": "home-health", "replace": {"SV2*0421*HC:G0151*": "SV2*0421**"}}"#),
    fix: "give the G code of the discipline, and the Q code of the place with the first visit",
    check: |cx, out| {
        let Some((bill, severity)) = period(cx) else {
            return;
        };
        let mut visits = false;
        let visit = |code: u16| matches!(code, 420..=449 | 550..=579);
        for (i, line, revenue) in bill.each_line() {
            if !visit(revenue.number()) {
                continue;
            }
            visits = true;
            if line.service.code.is_missing() {
                out.add(
                    Field::Service.line(i),
                    "the visit does not say by a HCPCS code what was done",
                )
                .severity(severity);
            }
        }
        let said = bill
            .lines
            .iter()
            .any(|l| matches!(l.service.code.text(), "Q5001" | "Q5002" | "Q5009"));
        if visits && !said {
            out.add(
                Field::ProcedureCode.line(0),
                "no line says where the visits were made (Q5001, Q5002, Q5009)",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};
