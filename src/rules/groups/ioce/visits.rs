//! Edits of visits, observation and both sides of the body.

use super::{edit, say, Said, CONDITIONS, LINE, MODIFIERS, OCE};
use crate::rules::{predicts, prose, Rule};

/// A visit on the day of a procedure without modifier 25.
pub static WITH_PROCEDURE: Rule = Rule {
    id: "oce.visit-without-25",
    title: "a visit on the day of a procedure without modifier 25",
    fields: MODIFIERS,
    edit: edit("021"),
    what: prose!(
        "A visit on a day with a procedure or another significant service has modifier 25."
    ),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "emergency", "replace": {"99284:25": "99284"}}"#),
    fix: "add modifier 25 where the visit was a service of its own",
    check: |cx, out| {
        say(
            cx,
            out,
            // Whether the visit was a service of its own is in the record, not on the claim.
            Said::Reviewed,
            &[(
                "021",
                "{} is a visit on the day of a procedure, without modifier 25",
            )],
        );
    },
    ..OCE
};

/// Several visits of a day under one revenue code.
pub static SEVERAL: Rule = Rule {
    id: "oce.visits-of-day",
    title: "several visits of a day under one revenue code",
    fields: CONDITIONS,
    edit: edit("042"),
    what: prose!(
        "Several visits of a day under one revenue code have condition code G0, which \
            says that they were distinct."
    ),
    why: "The claim is returned.",
    example: prose!(
        r#"{"bill": "outpatient",
                "replace": {"SV2*0510*HC:G0463*280*UN*1": "SV2*0510*HC:G0463*280*UN*2"}}"#
    ),
    fix: "add condition code G0, if the visits were distinct",
    check: |cx, out| {
        say(
            cx,
            out,
            // Whether they were distinct is in the record, not on the claim.
            Said::Reviewed,
            &[(
                "042",
                "{} is not the only visit of the day under its revenue code",
            )],
        );
    },
    ..OCE
};

/// Observation is not billed as Medicare wants it.
pub static OBSERVATION: Rule = Rule {
    id: "oce.observation",
    title: "observation is not billed as Medicare wants it",
    fields: LINE,
    edit: edit("044"),
    what: prose!(
        "Observation (0762) has its hours (G0378) on one line, and a direct referral \
            (G0379) has hours on its day."
    ),
    why: "The claim is returned; for New Year's Day it is suspended.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"SV2*0301*HC:83036": "SV2*0762*HC:83036"}}"#
    ),
    fix: "add G0378 with the hours, all of them on the day on which observation began",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "044",
                    "revenue code 0762 is for observation, and {} is none",
                ),
                (
                    "051",
                    "{}: observation by the hour is on one line for the whole claim",
                ),
                ("053", "{} is not reported on this type of bill"),
                (
                    "057",
                    "{}: observation on New Year's Day has no visit on its day",
                ),
                ("058", "{} refers to observation, whose hours are missing"),
            ],
        );
    },
    ..OCE
};

/// A trauma response without critical care.
pub static TRAUMA: Rule = Rule {
    id: "oce.trauma",
    title: "a trauma response without critical care",
    fields: LINE,
    edit: edit("076"),
    predicts: predicts("", "107", ""),
    what: prose!("G0390 has a line of revenue code 068x and critical care (99291) on its day."),
    why: "The line is rejected.",
    example: prose!(r#"{"bill": "emergency", "replace": {"HC:71046": "HC:G0390"}}"#),
    fix: "add critical care of at least 30 minutes, if it was given",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[(
                "076",
                "{} is the response of a trauma team: it needs revenue code 068x and \
                    critical care",
            )],
        );
    },
    ..OCE
};

/// Both sides of the body are not billed as Medicare wants it.
pub static TWO_SIDES: Rule = Rule {
    id: "oce.both-sides",
    title: "both sides of the body are not billed as Medicare wants it",
    fields: LINE,
    edit: edit("017"),
    what: prose!(
        "A procedure on both sides is on one line with modifier 50 and one unit; a \
            code that means both sides is there once; a discontinued procedure (52, 73) \
            neither twice nor on both sides."
    ),
    why: "The claim is returned or the line rejected.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"HC:83036*75*UN*1": "HC:64721:50*75*UN*2"}}"#
    ),
    fix: "bill one line with modifier 50 and one unit",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                ("017", "{} means both sides: once a day"),
                ("037", "{} was stopped: it is on one side, and once"),
                ("074", "{} with modifier 50 has one unit"),
            ],
        );
    },
    ..OCE
};
