//! Edits of the patient and the bill: age, principal diagnosis, conditions, type of bill.

use super::{edit, say, Said, BILL, BIRTH, CONDITIONS, DIAGNOSES, LINE, OCE};
use crate::report::Severity;
use crate::rules::{predicts, prose, Rule};

/// A diagnosis does not fit the age of an outpatient.
pub static DIAGNOSIS_AGE: Rule = Rule {
    id: "oce.dx-age",
    title: "a diagnosis does not fit the age of an outpatient",
    fields: DIAGNOSES,
    edit: edit("002"),
    what: prose!(
        "The patient's age on the first day of the statement is within the ages that \
            the outpatient code editor gives for each diagnosis."
    ),
    why: "Mostly the code or the date of birth is wrong; Medicare returns the claim.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"ABF:I10": "ABF:O34539"}}"#),
    fix: "check the diagnosis and the date of birth",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[("002", "{} is not for patients of this age")],
        );
    },
    ..OCE
};

/// The principal diagnosis of an outpatient claim cannot be one.
pub static PRINCIPAL: Rule = Rule {
    id: "oce.principal-diagnosis",
    title: "the principal diagnosis of an outpatient claim cannot be one",
    fields: DIAGNOSES,
    edit: edit("005"),
    what: prose!(
        "The principal diagnosis of an outpatient claim is no external cause, no \
            manifestation, and none that the editor does not accept as principal."
    ),
    why: "Medicare returns such a claim.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"ABK:E1165": "ABK:W109XXA"}}"#),
    fix: "put the condition first that was treated",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "005",
                    "{} says how an injury came about: it is never principal",
                ),
                ("086", "{} shows another disease, which is coded before it"),
                ("113", "{} is not accepted as a principal diagnosis"),
            ],
        );
    },
    ..OCE
};

/// A procedure does not fit the age of an outpatient.
pub static PROCEDURE_AGE: Rule = Rule {
    id: "oce.procedure-age",
    title: "a procedure does not fit the age of an outpatient",
    fields: LINE,
    edit: edit("007"),
    predicts: predicts("", "6", ""),
    what: prose!(
        "The patient's age is within the ages that the editor gives for each \
            procedure: vaccines and visits of children, mostly."
    ),
    why: "Medicare rejects the line.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:36450"}}"#),
    fix: "check the code and the date of birth",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[("007", "{} is not for patients of this age")],
        );
    },
    ..OCE
};

/// An outpatient would be older than anybody.
pub static AGE: Rule = Rule {
    id: "oce.age-invalid",
    title: "an outpatient would be older than anybody",
    fields: BIRTH,
    edit: edit("025"),
    what: prose!(
        "By the date of birth the patient is alive on the first day of the statement and at \
            most 124 years old."
    ),
    why: "The editor takes no greater age; the date of birth is wrong.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"D8*19530930": "D8*18530930"}}"#),
    fix: "correct the date of birth",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[(
                "025",
                "the patient's age cannot be told from the date of birth, or is more \
                    than 124",
            )],
        );
    },
    ..OCE
};

/// A condition code asks for denial or review.
pub static ASKED: Rule = Rule {
    id: "oce.asked-for",
    title: "a condition code asks for denial or review",
    severity: Severity::Info,
    fields: CONDITIONS,
    edit: edit("010"),
    what: prose!(
        "Bills with condition code 20 (review asked for by the beneficiary), and to \
            2020 with 21 (denial for another payer), are pointed out: information."
    ),
    why: "That is what these codes are for: the claim is not paid as it is.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"HI*ABF:I10~": "HI*ABF:I10~HI*BG:20~"}}"#
    ),
    fix: "leave it when that is meant; otherwise take the condition code off",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Asked,
            &[
                ("010", "condition code 21 asks that the claim be denied"),
                (
                    "011",
                    "condition code 20 asks for a review of what is not covered",
                ),
            ],
        );
    },
    ..OCE
};

/// Partial hospitalization on a bill type that has none.
pub static CONDITION_41: Rule = Rule {
    id: "oce.condition-41",
    title: "partial hospitalization on a bill type that has none",
    fields: CONDITIONS,
    edit: edit("046"),
    what: prose!(
        "Condition code 41, partial hospitalization, stands on no bill of types 012x, \
            014x and 043x."
    ),
    why: "Medicare returns the claim.",
    example: prose!(
        r#"{"bill": "laboratory", "replace": {"HI*ABK:E119~": "HI*ABK:E119~HI*BG:41~",
                "20250321": "20230321"}}"#
    ),
    fix: "take the condition code off, or use type 013x",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[(
                "046",
                "condition code 41 does not go with this type of bill",
            )],
        );
    },
    ..OCE
};

/// The outpatient code editor does not take this type of bill.
pub static BILL_TYPE: Rule = Rule {
    id: "oce.bill-type",
    title: "the outpatient code editor does not take this type of bill",
    fields: BILL,
    edit: edit("118"),
    what: prose!(
        "The type of bill is one that Medicare's outpatient code editor takes: from \
            providers paid by its system for outpatients (OPPS) or from others, as the \
            option `opps` says or the type itself. A community mental health center's \
            (076x) has condition code 41 or 92 since 2024, bills of types 012x and 014x \
            have no 41."
    ),
    why: "Medicare returns the claim.",
    example: prose!(r#"{"bill": "php", "replace": {"HI*BG:41~": "HI*BG:C1~"}}"#),
    fix: "use the type of bill for the setting, and condition code 41 or 92 for a day of a \
        program",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[(
                "118",
                "Medicare's outpatient code editor does not take this type of bill",
            )],
        );
    },
    ..OCE
};
