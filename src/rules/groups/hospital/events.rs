//! Occurrence codes and occurrence span codes: known, with their days, once each.

use super::codes::{occurrence, span, Known};
use super::CHAPTER_25;
use crate::claim::{Coded, Value};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, words, Findings, Rule};

/// Says what is not known of the codes of a list.
fn known(list: &[Coded<'_>], field: Field, name: &str, of: fn(&str) -> Known, out: &mut Findings) {
    for (i, given) in list.iter().enumerate() {
        let Value::Read(code) = &given.code else {
            continue;
        };
        let at = field.item(i);
        let shown = words::code(code, 3);
        match of(code) {
            Known::Yes => {}
            Known::Payers => {
                out.add(at, format!("{name} code {shown} is set by payers alone"));
            }
            Known::Never => drop(out.add(at, format!("{shown} cannot be an {name} code"))),
            Known::No => drop(
                out.add(
                    at,
                    format!("no public manual names {shown} as an {name} code"),
                )
                .severity(Severity::Warning),
            ),
        }
    }
}

/// An occurrence code that does not exist.
pub static OCCURRENCE_UNKNOWN: Rule = Rule {
    id: "bill.occurrence-unknown",
    title: "an occurrence code is not known",
    fields: &[Field::OccurrenceCode],
    snip: 5,
    predicts: predicts("A7:461", "16", "M45"),
    source: CHAPTER_25,
    what: prose!(
        "Occurrence codes are among those that public manuals name; another one is a \
        warning. 70 to 99 and M0 to Z9 are occurrence spans, which are an error here, like \
        those that payers set."
    ),
    why: "A code that is not assigned is returned; the list itself is not public.",
    example: prose!(r#"{"bill": "therapy", "replace": {"BH:11:": "BH:K9:"}}"#),
    fix: "look the code up in the UB-04 manual",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        known(
            &bill.hospital.occurrences,
            Field::OccurrenceCode,
            "occurrence",
            occurrence,
            out,
        );
    },
    ..Rule::BASE
};

/// Occurrence span codes.
pub static SPAN_UNKNOWN: Rule = Rule {
    id: "bill.span-unknown",
    title: "an occurrence span code is not known",
    fields: &[Field::SpanCode],
    snip: 5,
    predicts: predicts("A7:462", "16", "M46"),
    source: CHAPTER_25,
    what: prose!(
        "Occurrence span codes are among those that public manuals name; another one \
        between 70 and 99 or M0 and Z9 is a warning, one outside an error, like 79, which \
        payers set."
    ),
    why: "A code that is not assigned is returned; the list itself is not public.",
    example: prose!(r#"{"bill": "snf", "replace": {"BI:70:RD8": "BI:Y9:RD8"}}"#),
    fix: "look the code up in the UB-04 manual",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        known(
            &bill.hospital.spans,
            Field::SpanCode,
            "occurrence span",
            span,
            out,
        );
    },
    ..Rule::BASE
};

/// A code without its day, or a span that is not whole.
pub static DATES: Rule = Rule {
    id: "bill.occurrence-date",
    title: "an occurrence has no day, or a span runs backward",
    fields: &[Field::OccurrenceDate, Field::SpanDates],
    snip: 4,
    predicts: predicts("A6:461", "16", "M45"),
    source: CHAPTER_25,
    what: prose!(
        "An occurrence code has its day. An occurrence span code has its first and \
        its last day, in that order."
    ),
    why: "The code says nothing without its days.",
    example: prose!(r#"{"bill": "snf", "replace": {"20250306-20250310": "20250310-20250306"}}"#),
    fix: "give the day; of a span the first and the last",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (i, given) in bill.hospital.occurrences.iter().enumerate() {
            if given.from.is_missing() && !given.code.is_missing() {
                out.add(Field::OccurrenceDate.item(i), "the occurrence has no day");
            }
        }
        for (i, given) in bill.hospital.spans.iter().enumerate() {
            let at = Field::SpanDates.item(i);
            match (given.from.get(), given.to.get()) {
                (Some(from), Some(to)) if to < from => {
                    out.add(at, format!("the span is from {from} to {to}"));
                }
                _ if given.from.is_missing() || given.to.is_missing() => {
                    out.add(at, "the span lacks its first or last day");
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// An occurrence or span code that stands twice with one day.
pub static DUPLICATE: Rule = Rule {
    id: "bill.occurrence-duplicate",
    title: "an occurrence stands twice",
    fields: &[Field::OccurrenceCode, Field::SpanCode],
    predicts: predicts("A7:461", "16", "M45"),
    source: CHAPTER_25,
    what: prose!(
        "No occurrence code stands twice with the same day, and no occurrence span \
        code twice with the same days."
    ),
    leaves_alone: leaves!["the same code with another day"],
    why: "A repeated occurrence takes the place of another, and clearinghouses reject it.",
    example: prose!(
        r#"{"bill": "therapy", "replace": {"HI*BH:11:D8:20250310*": "HI*BH:35:D8:20250401*"}}"#
    ),
    fix: "take one of them out",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (list, field) in [
            (&bill.hospital.occurrences, Field::OccurrenceCode),
            (&bill.hospital.spans, Field::SpanCode),
        ] {
            for (i, given) in list.iter().enumerate() {
                let same = |c: &Coded<'_>| {
                    c.code == given.code && c.from == given.from && c.to == given.to
                };
                if !given.code.is_missing() && list.iter().take(i).any(same) {
                    let code = words::code(given.code.text(), 3);
                    out.add(
                        field.item(i),
                        format!("{code} stands twice with the same day"),
                    );
                }
            }
        }
    },
    ..Rule::BASE
};

/// A day of the future.
pub static FUTURE: Rule = Rule {
    id: "bill.occurrence-in-future",
    title: "an occurrence is dated after today",
    fields: &[Field::OccurrenceDate],
    snip: 4,
    needs: &[crate::rules::Need::Today],
    predicts: predicts("A7:461", "16", "M45"),
    source: CHAPTER_25,
    what: prose!("No occurrence is dated after today."),
    leaves_alone: leaves![
        "40 and 43, days for which something is or was planned",
        "22 and 25 to 27, days on which something ends or begins"
    ],
    why: "What an occurrence code tells has happened.",
    example: prose!(
        r#"{"bill": "therapy", "replace": {"BH:11:D8:20250310": "BH:11:D8:20301231"}}"#
    ),
    fix: "correct the day",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(today) = cx.options.today else {
            return;
        };
        for (i, given) in bill.hospital.occurrences.iter().enumerate() {
            let planned = matches!(given.code.text(), "22" | "25" | "26" | "27" | "40" | "43");
            if let Some(day) = given.from.get().filter(|d| **d > today && !planned) {
                out.add(
                    Field::OccurrenceDate.item(i),
                    format!("{day} is after today"),
                );
            }
        }
    },
    ..Rule::BASE
};

/// An accident or onset after the services.
pub static AFTER: Rule = Rule {
    id: "bill.accident-after-services",
    title: "an accident or an onset is dated after the services",
    fields: &[Field::OccurrenceDate, Field::StatementTo],
    snip: 4,
    predicts: predicts("A8:461", "16", "M45"),
    source: CHAPTER_25,
    what: prose!(
        "An accident (occurrence codes 01 to 06) is not after the last day of the statement; an \
            onset (11) after it is a warning."
    ),
    why: "What is treated happened before; one of the days is wrong.",
    example: prose!(
        r#"{"bill": "emergency", "replace": {
            "HI*APR:R079~\n": "HI*APR:R079~\nHI*BH:05:D8:20250120~\n"}}"#
    ),
    fix: "correct the day",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(through) = bill.through else { return };
        for (i, given) in bill.hospital.occurrences.iter().enumerate() {
            let code = given.code.text();
            let before = matches!(code, "01" | "02" | "03" | "04" | "05" | "06" | "11");
            let Some(day) = given.from.get().filter(|d| before && **d > through) else {
                continue;
            };
            let message = format!("{day} is after the services, which end on {through}");
            let finding = out.add(Field::OccurrenceDate.item(i), message);
            if code == "11" {
                finding.severity(Severity::Warning);
            }
        }
    },
    ..Rule::BASE
};

/// Days away that are no days of the bill.
pub static SPAN_OUTSIDE: Rule = Rule {
    id: "bill.span-outside-statement",
    title: "days of leave or without coverage are not days of the bill",
    fields: &[
        Field::SpanDates,
        Field::SpanCode,
        Field::Spans,
        Field::RevenueCode,
        Field::StatementFrom,
        Field::StatementTo,
    ],
    snip: 4,
    predicts: predicts("A8:462", "16", "M46"),
    source: CHAPTER_25,
    what: prose!(
        "Spans of days that are not covered (74, 76, 77) lie in the statement; the leave days \
            (018x) of a stay that Medicare pays for are told by span 74."
    ),
    why: "These days are taken off the days of this bill.",
    example: prose!(
        r#"{"bill": "snf", "replace": {
            "-20250310~": "-20250310*BI:74:RD8:20250402-20250403~"}}"#
    ),
    fix: "correct the days of the span",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let (Some(from), Some(through)) = (bill.from, bill.through) else {
            return;
        };
        for (i, given) in bill.hospital.spans.iter().enumerate() {
            let (Some(first), Some(last)) = (given.from.get(), given.to.get()) else {
                continue;
            };
            let of_bill = matches!(given.code.text(), "74" | "76" | "77");
            if of_bill && (*first < from || *last > through) {
                let message =
                    format!("{first} to {last} are not days of the bill, {from} to {through}");
                out.add(Field::SpanDates.item(i), message);
            }
        }
        let leave = bill.has_revenue(|c| matches!(c, 180..=189)) && bill.is_inpatient();
        let said = bill.hospital.spans.iter().any(|s| s.code.text() == "74");
        if let Some(severity) = bill.medicare().filter(|_| leave && !said) {
            let message = "leave days are billed, and no span 74 says which";
            let severity = match bill.is_no_pay() {
                true => Severity::Warning,
                false => severity,
            };
            out.add(Field::Spans.of_claim(), message).severity(severity);
        }
    },
    ..Rule::BASE
};
