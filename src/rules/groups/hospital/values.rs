//! Value codes: known, with their amounts, once each, and of the form that the code asks.

use super::codes::{value, Known};
use super::CHAPTER_25;
use crate::claim::Value;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{predicts, prose, words, Rule};

/// A value code that does not exist.
pub static UNKNOWN: Rule = Rule {
    id: "bill.value-unknown",
    title: "a value code is not known",
    fields: &[Field::ValueCode],
    snip: 5,
    predicts: predicts("A7:463", "16", "M49"),
    source: CHAPTER_25,
    what: prose!(
        "Value codes are among those that public manuals name, and not of those that \
        payers set; either is a warning."
    ),
    why: "A code that is not assigned is returned; the list itself is not public.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"HI*BE:80:::4": "HI*BE:80:::4*BE:K9:::1"}}"#
    ),
    fix: "look the code up in the UB-04 manual",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (i, given) in bill.hospital.values.iter().enumerate() {
            let Value::Read(code) = &given.code else {
                continue;
            };
            let at = Field::ValueCode.item(i);
            let shown = words::code(code, 3);
            match value(code) {
                Known::Yes => {}
                Known::Never => drop(out.add(at, format!("{shown} cannot be a value code"))),
                Known::Payers => {
                    out.add(at, format!("value code {shown} is set by payers alone"))
                        .severity(Severity::Warning);
                }
                Known::No => {
                    out.add(
                        at,
                        format!("no public manual names {shown} as a value code"),
                    )
                    .severity(Severity::Warning);
                }
            }
        }
    },
    ..Rule::BASE
};

/// Value codes that count days.
fn counts(code: &str) -> bool {
    matches!(code, "80" | "81" | "82" | "83" | "37" | "38" | "39" | "45")
}

/// The least number that the amount of a value code can be which is a place of five digits; `None` of other value codes.
/// Areas (61, G8) begin at 10100, counties (85) at 01001, ZIP codes (A0) at 00501; a zero in front may be lost.
fn least_place(code: &str) -> Option<i64> {
    match code {
        "61" | "G8" => Some(10_000),
        "85" => Some(1_001),
        "A0" => Some(501),
        _ => None,
    }
}

/// A value code whose amount is missing or impossible.
pub static AMOUNT: Rule = Rule {
    id: "bill.value-amount",
    title: "a value code has no amount, or one that it cannot have",
    fields: &[Field::ValueAmount],
    snip: 2,
    predicts: predicts("A7:463", "16", "M49"),
    source: CHAPTER_25,
    what: prose!(
        "A value code has its amount, which is not negative; days, pints and hours (80 to 83, 37 \
            to 39, 45) are whole numbers; county, area and ZIP (85, 61, G8, A0) are numbers of \
            five digits, of which a county and a ZIP code may lose zeros in front; weight and \
            height (A8, A9) are not zero."
    ),
    why: "The code says nothing without its amount.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"HI*BE:80:::4": "HI*BE:80"}}"#),
    fix: "give the amount, the number of days, or the code of the place",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (i, given) in bill.hospital.values.iter().enumerate() {
            let code = given.code.text();
            let at = Field::ValueAmount.item(i);
            let shown = words::code(code, 3);
            match &given.amount {
                Value::Missing if !code.is_empty() => {
                    out.add(at, format!("value code {shown} has no amount"));
                }
                Value::Invalid(_) => drop(out.add(
                    at,
                    format!("the amount of value code {shown} is not a number"),
                )),
                Value::Read(amount) => {
                    let whole = amount.0 % 100 == 0;
                    let least = least_place(code);
                    if amount.0 == 0 && matches!(code, "A8" | "A9") {
                        out.add(at, format!("nobody measures 0 ({shown})"));
                    } else if amount.0 < 0 {
                        out.add(at, format!("the amount of value code {shown} is negative"));
                    } else if (counts(code) || least.is_some()) && !whole {
                        out.add(
                            at,
                            format!("the amount of value code {shown} is not a whole number"),
                        );
                    } else if least.is_some_and(|l| !(l..=99_999).contains(&(amount.0 / 100))) {
                        out.add(
                            at,
                            format!("value code {shown} holds a code of five digits"),
                        );
                    }
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// A value code that stands twice.
pub static DUPLICATE: Rule = Rule {
    id: "bill.value-duplicate",
    title: "a value code stands twice",
    fields: &[Field::ValueCode],
    predicts: predicts("A7:463", "16", "M49"),
    source: CHAPTER_25,
    what: prose!("Each value code stands once."),
    why: "Two amounts of one code contradict each other, and clearinghouses reject them.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"HI*BE:80:::4": "HI*BE:80:::4*BE:80:::4"}}"#
    ),
    fix: "take one of them out",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let all = &bill.hospital.values;
        for (i, given) in all.iter().enumerate() {
            let code = given.code.text();
            if !code.is_empty() && all.iter().take(i).any(|c| c.code.text() == code) {
                out.add(
                    Field::ValueCode.item(i),
                    format!("value code {} stands twice", words::code(code, 3)),
                );
            }
        }
    },
    ..Rule::BASE
};
