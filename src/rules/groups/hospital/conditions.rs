//! Condition codes: known, given once, and on bills that can have them.

use super::codes::{condition, Known};
use super::{CHAPTER_1, CHAPTER_25};
use crate::claim::Value;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, words, Bill, Rule};

const AT: Field = Field::ConditionCode;

/// A condition code that nobody sends.
pub static UNKNOWN: Rule = Rule {
    id: "bill.condition-unknown",
    title: "a condition code is not one that a provider gives",
    fields: &[AT],
    snip: 5,
    predicts: predicts("A7:460", "16", "M44"),
    source: CHAPTER_25,
    what: prose!(
        "Condition codes are assigned; those that payers set for themselves, and \
        retired ones, are not sent."
    ),
    leaves_alone: leaves![
        "M1 with the administration of a vaccine (0771): CMS's list says that providers who \
            immunize by roster bill with it"
    ],
    why: "A code that is not assigned is returned.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"HI*ABF:I10~\n": "HI*ABF:I10~\nHI*BG:62~\n"}}"#
    ),
    fix: "take it out, or look for the code that was meant",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (i, given) in bill.hospital.conditions.iter().enumerate() {
            let Value::Read(code) = &given.code else {
                continue;
            };
            let at = AT.item(i);
            match condition(code) {
                Known::Yes => {}
                Known::Payers if &**code == "M1" && bill.has_revenue(|c| c == 771) => {}
                Known::Payers => {
                    out.add(at, format!("condition code {code} is set by payers alone"));
                }
                _ => drop(out.add(
                    at,
                    format!(
                        "{} is not assigned as a condition code",
                        words::code(code, 3)
                    ),
                )),
            }
        }
    },
    ..Rule::BASE
};

/// A condition code twice.
pub static DUPLICATE: Rule = Rule {
    id: "bill.condition-duplicate",
    title: "a condition code stands twice",
    fields: &[AT],
    predicts: predicts("A7:460", "16", "M44"),
    source: CHAPTER_25,
    what: prose!("Each condition code stands once."),
    why: "A repeated code takes the place of another, and clearinghouses reject it.",
    example: prose!(r#"{"bill": "iop", "replace": {"HI*BG:92~\n": "HI*BG:92*BG:92~\n"}}"#),
    fix: "take one of them out",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let all = &bill.hospital.conditions;
        for (i, given) in all.iter().enumerate() {
            let code = given.code.text();
            if !code.is_empty() && all.iter().take(i).any(|c| c.code.text() == code) {
                out.add(
                    AT.item(i),
                    format!("condition code {} stands twice", words::code(code, 3)),
                );
            }
        }
    },
    ..Rule::BASE
};

/// Reason why a condition code is wrong on a bill of that kind; `None` when it is not.
fn misplaced(bill: &Bill<'_>, code: &str) -> Option<&'static str> {
    let outpatient = matches!(bill.facility, 12..=14 | 22 | 23 | 34 | 71..=79 | 83..=87);
    let same_day = bill.through.is_some() && bill.through == bill.admitted.or(bill.from);
    Some(match code {
        "44" if !matches!(bill.facility, 13 | 85) => {
            "44 says that an admission was changed to an outpatient stay; it stands on the \
                outpatient's bill"
        }
        "41" if !matches!(bill.facility, 13 | 76 | 85) => {
            "41 is partial hospitalization, which hospitals and community mental health \
                centers give"
        }
        "41" if bill.has_condition("92") => {
            "partial hospitalization (41) and intensive \
            outpatient care (92) exclude each other"
        }
        "92" if !matches!(bill.facility, 13 | 71 | 76 | 77 | 85) => {
            "92 is intensive outpatient care, which hospitals, clinics and community mental \
                health centers give"
        }
        "40" if outpatient => "40 is the transfer of an inpatient on the day of admission",
        "40" if bill.is_hospital_stay() && !same_day => {
            "40 says that the patient was transferred on the day of admission, and the stay is \
                longer"
        }
        "47" | "54" if !bill.is_home_health() => "47 and 54 are of home health bills",
        "52" | "85" | "H2" if !bill.is_hospice() => "52, 85 and H2 are of hospices' bills",
        "71" | "72" | "73" | "74" | "76" | "80" | "84" | "87"
            if !matches!(bill.facility, 72 | 13 | 85) =>
        {
            "71 to 87 say how dialysis was given"
        }
        "68" if bill.has_condition("67") => {
            "67 and 68 contradict each other about the lifetime reserve days"
        }
        _ => return None,
    })
}

/// A condition code of another kind of bill.
pub static MISPLACED: Rule = Rule {
    id: "bill.condition-misplaced",
    title: "a condition code does not fit the bill",
    fields: &[AT, Field::BillType],
    snip: 4,
    predicts: predicts("A8:460", "16", "M44"),
    source: CHAPTER_1,
    what: prose!(
        "44 stands on outpatient bills alone; 41 on those of hospitals and community mental \
            health centers; 92 on those and clinics'; 40 on stays that end on the day of \
            admission; 47 and 54 on home health, 52, 85 and H2 on hospice bills; those of \
            dialysis on bills for it. 41 and 92, and 67 and 68, exclude each other."
    ),
    leaves_alone: leaves!["payers other than Medicare"],
    why: "The code changes how the bill is paid for; on another kind of bill it is returned.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"HI*BE:80:::4~\n": "HI*BG:44~\nHI*BE:80:::4~\n"}}"#
    ),
    fix: "take the code out, or correct the type of bill",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        for (i, given) in bill.hospital.conditions.iter().enumerate() {
            if let Some(why) = misplaced(bill, given.code.text()) {
                out.add(AT.item(i), why).severity(severity);
            }
        }
    },
    ..Rule::BASE
};

/// A condition that does not say since when.
pub static WORK: Rule = Rule {
    id: "bill.accident-date-missing",
    title: "an injury that another insurer answers for has no day",
    fields: &[Field::Occurrences, AT, Field::Filing, Field::ValueCode],
    snip: 4,
    predicts: predicts("A6:461", "16", "M45"),
    source: CHAPTER_25,
    what: prose!(
        "With condition code 02 (related to employment), and on a claim to workers' compensation \
            (WC), the bill has occurrence code 04, the day of the accident, or 11, that of the \
            onset; on a claim to a car or liability insurer (AM, LM) one of 01, 02, 03 and 05. \
            So has a bill to Medicare after workers' compensation (value code 15), and after \
            no-fault or liability insurance (14, 47; contractors' tables of the codes that go \
            together). A warning, since a disease has no such day."
    ),
    why: "Workers' compensation decides by the day of the accident.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"HI*ABF:I10~\n": "HI*ABF:I10~\nHI*BG:02~\n"}}"#
    ),
    fix: "give occurrence code 04 with the day of the accident",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let filing = cx.claim.info.filing.text();
        let has = |codes: &[&str]| codes.iter().any(|c| bill.has_occurrence(c));
        let value = |code| bill.medicare().is_some() && bill.has_value(code);
        let work = bill.has_condition("02") || filing == "WC" || value("15");
        let accident = matches!(filing, "AM" | "LM") || value("14") || value("47");
        let message = if work && !has(&["04", "11"]) {
            "an injury of work has its day in occurrence code 04"
        } else if accident && !has(&["01", "02", "03", "05", "11"]) {
            "an accident has its day in occurrence code 01, 02, 03 or 05"
        } else {
            return;
        };
        let at = Field::Occurrences.of_claim();
        out.add(at, message).severity(Severity::Warning);
    },
    ..Rule::BASE
};

/// Partial hospitalization without its code.
pub static MENTAL_HEALTH: Rule = Rule {
    id: "bill.mental-health-program",
    title: "a community mental health center's bill does not say which program it is for",
    fields: &[Field::ConditionCodes, AT, Field::BillType],
    snip: 4,
    predicts: predicts("A6:460", "16", "M44"),
    source: super::CHAPTER_4,
    what: prose!(
        "A bill of type 76 to Medicare has condition code 41 (partial \
        hospitalization) or 92 (intensive outpatient)."
    ),
    why: "A community mental health center is paid for these two programs alone.",
    example: prose!(r#"{"bill": "php", "replace": {"HI*BG:41~\n": ""}}"#),
    fix: "give the condition code of the program",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        if bill.facility == 76 && !bill.has_condition("41") && !bill.has_condition("92") {
            out.add(
                Field::ConditionCodes.of_claim(),
                "neither condition code 41 nor 92 says which program it is",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};
