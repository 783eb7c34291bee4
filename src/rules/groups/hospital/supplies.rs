//! Blood, ambulance and devices: what their lines need elsewhere on the bill.

use super::{CHAPTER_15, CHAPTER_3, CHAPTER_4};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::context::LineFacts;
use crate::rules::{leaves, predicts, prose, Rule};

/// Pints of blood.
pub static BLOOD: Rule = Rule {
    id: "blood.pints",
    title: "the pints of blood do not add up",
    fields: &[Field::ValueCodes, Field::ValueAmount, Field::RevenueCode],
    snip: 4,
    predicts: predicts("A6:463", "16", "M49"),
    source: CHAPTER_3,
    what: prose!(
        "A bill to Medicare with bought blood (038x) counts the pints (value code 37); those \
            that the patient owes (38) and those that were replaced (39) are together not \
            more, and the patient owes at most three."
    ),
    leaves_alone: leaves!["blood that was only processed (039x)"],
    why: "The patient's first three pints of a year are not paid.",
    example: prose!(
        r#"{"bill": "blood", "replace": {"HI*BE:37:::2*BE:38:::2": "HI*BE:37:::2*BE:38:::3"}}"#
    ),
    fix: "count the pints by value code: 37 all, 38 owed, 39 replaced",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        let count = |code| bill.value(code).map_or(0, |(_, n)| n.0 / 100);
        let at = |code| bill.value(code).map(|(i, _)| Field::ValueAmount.item(i));
        if bill.has_revenue(|c| matches!(c, 380..=389)) && !bill.has_value("37") {
            out.add(
                Field::ValueCodes.of_claim(),
                "blood is billed, and value code 37 does not count the pints",
            )
            .severity(severity);
        } else if let Some(at) = at("38")
            .or(at("39"))
            .filter(|_| count("38") + count("39") > count("37"))
        {
            out.add(
                at,
                format!(
                    "{} pints are owed or replaced of {}",
                    count("38") + count("39"),
                    count("37")
                ),
            )
            .severity(severity);
        } else if let Some(at) = at("38").filter(|_| count("38") > 3) {
            out.add(
                at,
                format!("{} pints are owed; it is three at most", count("38")),
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// Whether a code is a trip or its miles.
fn is_trip(code: &str) -> bool {
    matches!(code, "A0425" | "A0435" | "A0436") || ("A0426"..="A0434").contains(&code)
}

/// Where the ambulance came.
pub static AMBULANCE: Rule = Rule {
    id: "ambulance.zip-missing",
    title: "an ambulance trip does not say where it began, or on whose behalf",
    fields: &[
        Field::ValueCodes,
        Field::ValueCode,
        Field::RevenueCode,
        Field::Modifiers,
    ],
    snip: 4,
    predicts: predicts("A6:463", "16", "M49"),
    source: CHAPTER_15,
    what: prose!(
        "A bill to Medicare with an ambulance trip (054x) on lines of its own has the ZIP code \
            where it began (value code A0), and each trip of a hospital's bill has modifier QM \
            or QN."
    ),
    leaves_alone: leaves!["stays, on which the ambulance is part of the payment"],
    why: "The payment depends on the place, and who went on the modifier; the bill is returned.",
    example: prose!(r#"{"bill": "ambulance", "replace": {"HI*BE:A0:::55802~\n": ""}}"#),
    fix: "give the five-digit ZIP code of the pick-up with value code A0, and with the trip \
        modifier QM when it was made under arrangement, QN when by the provider itself",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        if bill.is_inpatient() || !bill.has_revenue(|c| matches!(c, 540..=549)) {
            return;
        }
        if !bill.has_value("A0") {
            out.add(
                Field::ValueCodes.of_claim(),
                "value code A0, the ZIP code where the trip began, is missing",
            )
            .severity(severity);
        }
        for (i, line) in cx.lines().iter().enumerate() {
            if is_trip(&line.code)
                && !line
                    .modifiers
                    .iter()
                    .any(|m| matches!(m.as_ref(), "QM" | "QN"))
            {
                let message = format!("{} has neither QM nor QN", line.code);
                out.add(Field::Modifiers.line(i), message)
                    .severity(severity);
            }
        }
    },
    ..Rule::BASE
};

/// Miles of no trip.
pub static MILEAGE: Rule = Rule {
    id: "ambulance.miles-without-trip",
    title: "miles of an ambulance stand without a trip, or a trip without miles",
    severity: Severity::Warning,
    fields: &[
        Field::ProcedureCode,
        Field::ServiceDate,
        Field::Modifiers,
        Field::Modifier,
        Field::BillType,
        Field::Filing,
    ],
    snip: 5,
    predicts: predicts("A7:454", "107", ""),
    source: CHAPTER_15,
    what: prose!(
        "Miles (A0425 by road, A0435 and A0436 by air) stand beside a trip of the same day \
            (A0426 to A0434), and a trip to Medicare beside miles (section 30.2.1)."
    ),
    leaves_alone: leaves![
        "a patient who died before the ambulance could take them (QL)",
        "a paramedic who joins another's ambulance (A0432)"
    ],
    why: "Miles are paid with the trip that they belong to.",
    example: prose!(r#"{"bill": "ambulance", "replace": {"HC:A0429:": "HC:A0382:"}}"#),
    fix: "bill the trip and its miles, each on a line of its own",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let asks = bill.medicare().filter(|_| !bill.is_inpatient());
        let lines = cx.lines();
        for (i, line) in lines.iter().enumerate() {
            let is_trip = |l: &LineFacts<'_>| ("A0426"..="A0434").contains(&l.code.as_ref());
            let is_miles =
                |l: &LineFacts<'_>| matches!(l.code.as_ref(), "A0425" | "A0435" | "A0436");
            let same = |l: &&LineFacts<'_>| l.date == line.date;
            let rides = is_trip(line) && line.code != "A0432" && !line.has("QL");
            let alone = rides && !lines.iter().filter(same).any(is_miles);
            if let Some(severity) = asks.filter(|_| alone) {
                out.add(
                    Field::ProcedureCode.line(i),
                    "the trip stands without miles of that day",
                )
                .severity(severity);
            }
            if is_miles(line) && !lines.iter().filter(same).any(is_trip) {
                out.add(
                    Field::ProcedureCode.line(i),
                    "the miles stand without a trip of that day",
                );
            }
        }
    },
    ..Rule::BASE
};

/// A device that cost nothing or less.
pub static DEVICE: Rule = Rule {
    id: "device.credit-missing",
    title: "the credit of a device and its reason do not stand together",
    fields: &[
        Field::ValueCodes,
        Field::ConditionCode,
        Field::ConditionCodes,
        Field::ValueCode,
    ],
    snip: 4,
    predicts: predicts("A6:463", "16", "M49"),
    source: CHAPTER_4,
    what: prose!(
        "With condition code 49 or 50 (device replaced early or recalled) a bill to \
        Medicare has value code FD, the credit of the manufacturer; and with FD it has 49, 50 or \
        53 (first device, of a trial or a sample), which says why (chapter 4, 61.3; chapter 3, \
        100.8)."
    ),
    leaves_alone: leaves!["devices of a trial or given free (condition code 53)"],
    why: "Medicare takes the credit off the payment, and asks for it.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"HI*ABF:I10~\n": "HI*ABF:I10~\nHI*BG:50~\n"}}"#
    ),
    fix: "give the credit with value code FD; take the condition code out where there was none of \
        half the cost or more",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let replaced = bill.has_condition("49") || bill.has_condition("50");
        let credited = bill.value("FD").is_some_and(|(_, n)| n.0 > 0);
        let Some(severity) = bill.medicare() else {
            return;
        };
        if replaced && !bill.has_value("FD") {
            out.add(
                Field::ValueCodes.of_claim(),
                "condition code 49 or 50 says that a device \
                was replaced, and value code FD gives no credit",
            )
            .severity(severity);
        } else if credited && !replaced && !bill.has_condition("53") {
            out.add(
                Field::ConditionCodes.of_claim(),
                "value code FD gives a credit for a device, and no condition code (49, 50, 53) \
                says why",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};
