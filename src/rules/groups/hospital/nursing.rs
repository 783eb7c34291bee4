//! Skilled nursing facilities and swing beds: payment codes, assessment, and the stay before.

use super::hipps::{is_nursing, payment_lines};
use super::taxonomy::{kind, Kind};
use super::CHAPTER_6;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Bill, Context, Rule};

/// Medicare's bill of a nursing stay that is to be paid by the payment model, and how bad a breach is. (The swing beds of a
/// critical access hospital are paid by cost.)
fn stay<'a, 'c>(cx: &'a Context<'c>) -> Option<(&'a Bill<'c>, Severity)> {
    let bill = cx.bill()?;
    let severity = bill.medicare()?;
    let by_cost = bill.facility == 18
        && match kind(bill) {
            Kind::CriticalAccess => true,
            // A swing bed whose hospital the taxonomy does not tell: a payment code says that it is paid by the model.
            Kind::Unknown => !bill.has_revenue(|c| c == 22),
            _ => false,
        };
    (bill.is_nursing_stay() && !by_cost && !bill.is_no_pay()).then_some((bill, severity))
}

/// A nursing bill whose payment codes (HIPPS) are missing or wrong.
pub static PAYMENT_CODE: Rule = Rule {
    id: "nursing.payment-code",
    title: "the payment code of a nursing stay is missing or not one",
    fields: &[
        Field::RevenueCode,
        Field::ProcedureCode,
        Field::ProcedureQualifier,
    ],
    snip: 5,
    predicts: predicts("A7:454", "16", "M20"),
    source: CHAPTER_6,
    what: prose!(
        "Medicare's bill of a nursing stay has a line with revenue code 0022, whose code is one \
            of the payment model of October 2019 or the default ZZZZZ, under the qualifier HP."
    ),
    leaves_alone: leaves![
        "bills that ask for no payment",
        "swing beds of critical access hospitals"
    ],
    why: "The days are paid by this code; without it the bill is returned.",
    example: prose!(r#"{"bill": "snf", "replace": {"HP:HBHC1": "HC:HBHC1"}}"#),
    fix: "copy the HIPPS code of the assessment, with the qualifier HP",
    check: |cx, out| {
        let Some((bill, severity)) = stay(cx) else {
            return;
        };
        let code = (22, is_nursing as fn(&str) -> bool, "a nursing facility");
        if payment_lines(bill, out, severity, code).is_empty() {
            out.add(
                Field::RevenueCode.line(bill.lines.len()),
                "no line 0022 has a payment code",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// Days of the payment codes.
pub static DAYS: Rule = Rule {
    id: "nursing.payment-days",
    title: "the days of the payment codes are not the covered days",
    fields: &[Field::Units, Field::ValueAmount, Field::RevenueCode],
    snip: 4,
    predicts: predicts("A8:476", "16", "M53"),
    source: CHAPTER_6,
    what: prose!("The units of the lines 0022 are together the covered days (value code 80)."),
    why: "Each covered day is paid under one code; the bill is returned.",
    example: prose!(r#"{"bill": "snf", "replace": {"HP:HBHC1*0*UN*21": "HP:HBHC1*0*UN*23"}}"#),
    fix: "count the covered days of each code",
    check: |cx, out| {
        let Some((bill, severity)) = stay(cx) else {
            return;
        };
        let Some((_, covered)) = bill.value("80") else {
            return;
        };
        let mut last = None;
        let mut sum = 0;
        for (i, line, revenue) in bill.each_line() {
            if let Some(units) = line.service.units.get().filter(|_| revenue.number() == 22) {
                sum += units.0;
                last = Some(i);
            }
        }
        if let Some(i) = last.filter(|_| sum * 100 != covered.0 * 1000) {
            let message = format!(
                "the payment codes have {} days, value code 80 counts {}",
                sum / 1000,
                covered.0 / 100
            );
            out.add(Field::Units.line(i), message).severity(severity);
        }
    },
    ..Rule::BASE
};

/// A nursing bill without the day of its assessment.
pub static ASSESSMENT: Rule = Rule {
    id: "nursing.assessment-missing",
    title: "a nursing stay does not say when the patient was assessed",
    fields: &[Field::Occurrences, Field::OccurrenceCode],
    snip: 4,
    predicts: predicts("A6:461", "16", "M45"),
    source: CHAPTER_6,
    what: prose!(
        "Medicare's bill of a nursing stay has occurrence code 50, the reference day \
        of the assessment."
    ),
    leaves_alone: leaves!["the default code ZZZZZ, which no assessment is behind"],
    why: "The payment code is looked up by that day; the bill is returned.",
    example: prose!(r#"{"bill": "snf", "replace": {"HI*BH:50:D8:20250315~\n": ""}}"#),
    fix: "give occurrence code 50 with the assessment's reference day",
    check: |cx, out| {
        let Some((bill, severity)) = stay(cx) else {
            return;
        };
        let coded = bill
            .each_line()
            .any(|(_, l, r)| r.number() == 22 && l.service.code.text() != "ZZZZZ");
        if coded && !bill.has_occurrence("50") {
            out.add(
                Field::Occurrences.of_claim(),
                "occurrence code 50, the day of the assessment, is missing",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// The hospital stay before.
pub static STAY_BEFORE: Rule = Rule {
    id: "nursing.hospital-stay",
    title: "a nursing stay does not show the hospital stay before it",
    fields: &[
        Field::Spans,
        Field::SpanCode,
        Field::SpanDates,
        Field::ConditionCode,
    ],
    snip: 4,
    predicts: predicts("A6:462", "16", "M46"),
    source: CHAPTER_6,
    what: prose!(
        "Medicare's bill of a nursing stay has occurrence span code 70, a hospital \
        stay of at least three days that ended before the admission."
    ),
    leaves_alone: leaves![
        "patients for whom the stay is waived: condition codes DR and 58",
        "bills that ask for no payment"
    ],
    why: "Without a stay of three days Medicare pays for no nursing stay.",
    example: prose!(r#"{"bill": "snf", "replace": {"HI*BI:70:RD8:20250306-20250310~\n": ""}}"#),
    fix: "give the days of the hospital stay with occurrence span code 70, or the condition code \
        of the waiver",
    check: |cx, out| {
        let Some((bill, severity)) = stay(cx) else {
            return;
        };
        if bill.has_condition("DR") || bill.has_condition("58") {
            return;
        }
        let Some(i) = super::place(&bill.hospital.spans, "70") else {
            out.add(
                Field::Spans.of_claim(),
                "occurrence span code 70, the hospital stay before, is missing",
            )
            .severity(severity);
            return;
        };
        let Some(span) = bill.hospital.spans.get(i) else {
            return;
        };
        let (Some(from), Some(to)) = (span.from.get(), span.to.get()) else {
            return;
        };
        let at = Field::SpanDates.item(i);
        let days = to.days_since(*from);
        if (0..3).contains(&days) {
            out.add(
                at,
                format!("the hospital stay has fewer than three days: {days}"),
            )
            .severity(severity);
        } else if bill.admitted.is_some_and(|a| *to > a) {
            out.add(
                at,
                format!("the hospital stay ends on {to}, after the admission"),
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};
