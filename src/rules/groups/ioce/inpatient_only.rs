//! Edits of procedures that Medicare pays for only of inpatients.

use super::{edit, say, Said, LINE, MODIFIERS, OCE};
use crate::rules::{predicts, prose, Rule};

/// Medicare pays for a procedure only of inpatients.
pub static PROCEDURE: Rule = Rule {
    id: "oce.inpatient-only",
    title: "Medicare pays for a procedure only of inpatients",
    fields: LINE,
    edit: edit("018"),
    predicts: predicts("", "96", "N425"),
    what: prose!(
        "No line of an outpatient is a procedure that Medicare pays for only of inpatients."
    ),
    why: "The line and everything else of that day is denied.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:33533"}}"#),
    fix: "check the code; if the patient was admitted, bill the stay (three-day window); \
        modifier CA is for patients who died or were transferred",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                ("018", "Medicare pays for {} only of inpatients"),
                (
                    "045",
                    "{} is only for inpatients, and part of another procedure of the day",
                ),
            ],
        );
    },
    ..OCE
};

/// A service is on the day of a procedure for inpatients only.
pub static DAY: Rule = Rule {
    id: "oce.inpatient-only-day",
    title: "a service is on the day of a procedure for inpatients only",
    fields: LINE,
    edit: edit("049"),
    predicts: predicts("", "96", "N425"),
    what: prose!("No line is on the day of a procedure that Medicare pays for only of inpatients."),
    why: "The whole day is denied with the procedure.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:33533"}}"#),
    fix: "correct the procedure, or bill the stay",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[(
                "049",
                "{} is on the day of a procedure that Medicare pays for only of inpatients",
            )],
        );
    },
    ..OCE
};

/// Modifier CA without what it says.
pub static DIED: Rule = Rule {
    id: "oce.died-modifier",
    title: "modifier CA without what it says",
    fields: MODIFIERS,
    edit: edit("060"),
    what: prose!(
        "Modifier CA, for a patient who died or was transferred during an emergency \
            procedure, is at one procedure of one unit, and the patient status says the \
            same."
    ),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:33533:CA"}}"#),
    fix: "correct the patient status, or take the modifier off",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "060",
                    "modifier CA stands for one procedure, and is at several",
                ),
                (
                    "070",
                    "modifier CA says that the patient died or was transferred, and the \
                    patient status does not",
                ),
                (
                    "121",
                    "{} is not covered beside the procedure that modifier CA is at",
                ),
            ],
        );
    },
    ..OCE
};
