//! Edits of partial hospitalization and intensive outpatient programs.

use super::{edit, say, Said, CONDITIONS, DIAGNOSES, LINE, OCE};
use crate::report::Severity;
use crate::rules::{predicts, prose, Rule};

/// A program of mental health without a mental disorder.
pub static DIAGNOSIS: Rule = Rule {
    id: "oce.program-diagnosis",
    title: "a program of mental health without a mental disorder",
    fields: DIAGNOSES,
    edit: edit("029"),
    what: prose!(
        "The principal diagnosis of partial hospitalization (condition code 41) or \
            intensive outpatient care (92) is a mental disorder, or, where another \
            disease is coded first, the next one."
    ),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "php", "replace": {"ABK:F250": "ABK:I10"}}"#),
    fix: "put the mental disorder first",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "029",
                    "the principal diagnosis of a partial hospitalization or intensive \
                    program is a mental disorder",
                ),
                (
                    "109",
                    "behind a principal diagnosis that is coded first, the next diagnosis \
                    is a mental disorder",
                ),
            ],
        );
    },
    ..OCE
};

/// A day of a program has too few services.
pub static SERVICES: Rule = Rule {
    id: "oce.program-services",
    title: "a day of a program has too few services",
    fields: LINE,
    edit: edit("030"),
    predicts: predicts("", "96", "N179"),
    what: prose!(
        "A day of partial hospitalization or intensive outpatient care has at least \
            three of its services."
    ),
    why: "The day is denied, or paid less; since 2024 the editor only marks it.",
    example: prose!(
        r#"{"bill": "iop",
                "replace": {"SV2*0942*HC:G0177*120*UN*1": "SV2*0300*HC:80053*120*UN*1"}}"#
    ),
    fix: "check that all services of the day are on the bill",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "030",
                    "{}: the day has fewer than three services of partial \
                    hospitalization, or none of its main ones",
                ),
                (
                    "128",
                    "{}: the day has fewer than three services of intensive outpatient care",
                ),
                (
                    "131",
                    "{}: the day has fewer than three services of partial hospitalization",
                ),
                ("035", "{}: the day has nothing but training"),
            ],
        );
    },
    ..OCE
};

/// A week of a program has too few hours.
pub static HOURS: Rule = Rule {
    id: "oce.program-hours",
    title: "a week of a program has too few hours",
    severity: Severity::Warning,
    fields: LINE,
    edit: edit("095"),
    what: prose!(
        "A week of partial hospitalization has 20 hours, one of intensive outpatient \
            care 9; the first and the last week of a series may have fewer. A warning: \
            the editor marks it and pays."
    ),
    why: "The certification says that the patient needs as many; such weeks are reviewed.",
    example: prose!(r#"{"bill": "php", "replace": {"SV2*0942*HC:G0177": "SV2*0300*HC:80053"}}"#),
    fix: "check the units and days",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Reviewed,
            &[
                (
                    "095",
                    "{}: the week has fewer than 20 hours of partial hospitalization",
                ),
                (
                    "129",
                    "{}: the week has fewer than 9 hours of intensive outpatient care",
                ),
            ],
        );
    },
    ..OCE
};

/// A day of a program has no main service.
pub static PRIMARY: Rule = Rule {
    id: "oce.program-main-service",
    title: "a day of a program has no main service",
    fields: LINE,
    edit: edit("190"),
    what: prose!("A day of a program has one of its main services, such as psychotherapy."),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "iop", "replace": {"HC:90853": "HC:G0177"}}"#),
    fix: "add the main service, if it was given",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "190",
                    "a day of intensive outpatient care has none of its main services",
                ),
                (
                    "191",
                    "a day of partial hospitalization has none of its main services",
                ),
            ],
        );
    },
    ..OCE
};

/// A service is not one of the program.
pub static NOT_THERE: Rule = Rule {
    id: "oce.program-not-service",
    title: "a service is not one of the program",
    fields: LINE,
    edit: edit("080"),
    what: prose!(
        "A bill of a community mental health center's program has only services of \
            the program."
    ),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "php", "replace": {"HC:90834": "HC:90865"}}"#),
    fix: "take the line off",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                ("080", "{} is not a service of partial hospitalization"),
                ("132", "{} is not a service of intensive outpatient care"),
                (
                    "130",
                    "modifier CG is at the main service of intensive outpatient care, and \
                    {} is none",
                ),
            ],
        );
    },
    ..OCE
};

/// A service belongs to a program that the claim is not for.
pub static OUTSIDE: Rule = Rule {
    id: "oce.outside-program",
    title: "a service belongs to a program that the claim is not for",
    fields: CONDITIONS,
    edit: edit("081"),
    what: prose!(
        "Services that exist only within partial hospitalization or intensive \
            outpatient care are on a bill with condition code 41 or 92."
    ),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:G0410"}}"#),
    fix: "add the condition code, if the patient is in the program",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "081",
                    "{} is a service of partial hospitalization, and condition code 41 is \
                    missing",
                ),
                (
                    "133",
                    "{} is a service of a program, and condition code 41 or 92 is missing",
                ),
            ],
        );
    },
    ..OCE
};
