//! Dialysis: measures of the patient and of the treatment, by value code.

use super::CHAPTER_8;
use crate::claim::Cents;
use crate::date::Date;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Bill, Context, Rule};

/// Medicare's bill of a facility for chronic dialysis, and how bad a breach is.
fn month<'a, 'c>(cx: &'a Context<'c>) -> Option<(&'a Bill<'c>, Severity)> {
    let bill = cx.bill()?;
    let severity = bill.medicare()?;
    // Acute kidney injury (84) has none of the measures.
    (bill.is_dialysis() && !bill.has_condition("84") && !bill.is_no_pay())
        .then_some((bill, severity))
}

/// Amounts that a value code has when nothing was measured.
const NOT_MEASURED: [Cents; 2] = [Cents(999), Cents(888)];

/// A dialysis bill without the measures that Medicare asks for.
pub static MEASURES: Rule = Rule {
    id: "dialysis.measure-missing",
    title: "a dialysis bill lacks a measure of the patient or of the treatment",
    fields: &[Field::ValueCodes, Field::ValueCode, Field::RevenueCode],
    snip: 4,
    predicts: predicts("A6:463", "16", "M49"),
    source: CHAPTER_8,
    what: prose!(
        "Medicare's dialysis bill has the patient's weight and height (value codes A8 and A9), \
            hemoglobin or hematocrit (48 or 49; 99.99 where there is no reading), the adequacy \
            of the dialysis (D5), and since 2025 for hemodialysis in the facility (082x) the \
            minutes of treatment (D6)."
    ),
    leaves_alone: leaves!["acute kidney injury (condition code 84)"],
    why: "Payment is adjusted by these; the bill is returned.",
    example: prose!(r#"{"bill": "dialysis", "replace": {"HI*BE:A8:::71.4*": "HI*"}}"#),
    fix: "give this value code with the measurement of the month",
    check: |cx, out| {
        let Some((bill, severity)) = month(cx) else {
            return;
        };
        let at = Field::ValueCodes.of_claim();
        let mut miss = |what: &str| {
            out.add(at, format!("{what} is missing")).severity(severity);
        };
        for (code, what) in [
            ("A8", "value code A8, the weight,"),
            ("A9", "value code A9, the height,"),
            ("D5", "value code D5, the adequacy of the dialysis,"),
        ] {
            if !bill.has_value(code) {
                miss(what);
            }
        }
        if !bill.has_value("48") && !bill.has_value("49") {
            miss("value code 48 or 49, hemoglobin or hematocrit,");
        }
        let since = Date::new(2025, 1, 1);
        let recent = bill.from.is_some_and(|f| since.is_some_and(|s| f >= s));
        let in_center = bill.has_condition("71") || bill.has_condition("72");
        if recent
            && in_center
            && bill.has_revenue(|c| matches!(c, 820..=829))
            && !bill.has_value("D6")
        {
            miss("value code D6, the minutes of hemodialysis,");
        }
    },
    ..Rule::BASE
};

/// When the adequacy was measured.
pub static TEST: Rule = Rule {
    id: "dialysis.test-date-missing",
    title: "a dialysis bill does not say when its adequacy was measured",
    fields: &[
        Field::Occurrences,
        Field::OccurrenceCode,
        Field::ValueAmount,
    ],
    snip: 4,
    predicts: predicts("A6:461", "16", "M45"),
    source: CHAPTER_8,
    what: prose!(
        "With a reading in value code D5, Medicare's dialysis bill has occurrence \
        code 51, the day of the last test."
    ),
    leaves_alone: leaves!["D5 with 9.99 or 8.88, which say that there was no test"],
    why: "The reading counts for a quality program by its day; the bill is returned.",
    example: prose!(r#"{"bill": "dialysis", "replace": {"HI*BH:51:D8:20250522~\n": ""}}"#),
    fix: "give the day of the test, or 9.99 where there was none",
    check: |cx, out| {
        let Some((bill, severity)) = month(cx) else {
            return;
        };
        let tested = bill
            .value("D5")
            .is_some_and(|(_, n)| !NOT_MEASURED.contains(&n));
        if tested && !bill.has_occurrence("51") {
            out.add(
                Field::Occurrences.of_claim(),
                "value code D5 has a reading, and occurrence code 51, its day, is missing",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// How the dialysis was given.
pub static SETTING: Rule = Rule {
    id: "dialysis.setting-missing",
    title: "a dialysis bill does not say how the dialysis was given",
    fields: &[Field::ConditionCodes, Field::ConditionCode],
    snip: 4,
    predicts: predicts("A6:460", "16", "M44"),
    source: CHAPTER_8,
    what: prose!(
        "Medicare's dialysis bill with treatments (082x to 085x) has a condition code \
        for the setting: 71 full care, 72 self-care, 73 or 87 training, 74 at home, 76 \
        back-up, 80 at home in a nursing facility, 84 acute kidney injury."
    ),
    why: "The setting decides the payment; the bill is returned.",
    example: prose!(r#"{"bill": "dialysis", "replace": {"HI*BG:71~\n": ""}}"#),
    fix: "give the condition code of the setting",
    check: |cx, out| {
        let Some((bill, severity)) = month(cx) else {
            return;
        };
        let settings = ["71", "72", "73", "74", "76", "80", "84", "87"];
        let treated = bill.has_revenue(|c| matches!(c, 820..=859));
        if treated && !settings.iter().any(|s| bill.has_condition(s)) {
            out.add(
                Field::ConditionCodes.of_claim(),
                "no condition code says how the dialysis was given (71 to 76, 80, 87)",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// How the blood was reached, and how well it was cleaned.
pub static MODIFIERS: Rule = Rule {
    id: "dialysis.modifier-missing",
    title: "a bill for hemodialysis lacks the modifiers of access and of adequacy",
    severity: Severity::Warning,
    fields: &[Field::Modifiers, Field::Modifier, Field::RevenueCode],
    snip: 5,
    predicts: predicts("A7:453", "4", "N519"),
    source: CHAPTER_8,
    what: prose!(
        "On Medicare's bill for hemodialysis in the facility (0821) one line at least has the \
            modifier of the vascular access (V5, V6 or V7) and one that of the urea reduction \
            (G1 to G6)."
    ),
    leaves_alone: leaves!["dialysis at home"],
    why: "Both are reported once a month for the quality program; the bill is returned.",
    example: prose!(r#"{"bill": "dialysis", "replace": {"HC:90999:V7:G4": "HC:90999:G4"}}"#),
    fix: "put the modifier on the line of the last treatment of the month",
    check: |cx, out| {
        let Some((bill, _)) = month(cx) else { return };
        let in_center = bill.has_condition("71") || bill.has_condition("72");
        let mut lines = bill.each_line().filter(|(_, _, r)| r.number() == 821);
        let Some((first, _, _)) = lines.next().filter(|_| in_center) else {
            return;
        };
        let has = |set: &[&str]| cx.lines().iter().any(|l| l.any_of(set).is_some());
        let at = Field::Modifiers.line(first);
        if !has(&["V5", "V6", "V7"]) {
            out.add(at, "no line says by V5, V6 or V7 how the blood was reached");
        }
        if !has(&["G1", "G2", "G3", "G4", "G5", "G6"]) {
            out.add(at, "no line says by G1 to G6 how far the urea was reduced");
        }
    },
    ..Rule::BASE
};
