//! Edits of days between two quarters.

use super::{edit, say, Said, LINE, MODIFIERS, OCE};
use crate::rules::{predicts, prose, Rule};

/// A service is dated before Medicare pays for its code, or after.
pub static DAYS: Rule = Rule {
    id: "oce.day-not-paid",
    title: "a service is dated before Medicare pays for its code, or after",
    fields: LINE,
    edit: edit("067"),
    predicts: predicts("", "181", "N56"),
    what: prose!(
        "Each service lies on a day for which Medicare pays for its code: codes begin \
            and end between two quarters too."
    ),
    why: "The line is denied or rejected.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"20250225": "20230715", "HC:83036": "HC:90480"}}"#
    ),
    fix: "check code and date: another code may have been right on that day",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                ("067", "{} is dated before its approval by the FDA"),
                ("068", "{} is dated before its national coverage began"),
                (
                    "069",
                    "{} is dated outside of the days for which it is approved",
                ),
                ("083", "{} is dated after its national coverage ended"),
                ("110", "{} is dated before it came on the market"),
                (
                    "134",
                    "{} is dated outside of the days for which it is approved",
                ),
                ("136", "{} is dated before it was recommended"),
            ],
        );
    },
    ..OCE
};

/// A code or modifier ended with the public health emergency.
pub static EMERGENCY: Rule = Rule {
    id: "oce.emergency-ended",
    title: "a code or modifier ended with the public health emergency",
    fields: MODIFIERS,
    edit: edit("123"),
    what: prose!(
        "Codes and the modifier CS that were for the public health emergency are \
            dated no later than 2023-05-11."
    ),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:83036:CS"}}"#),
    fix: "take the code or the modifier off",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "123",
                    "modifier CS ended with the public health emergency on 2023-05-11",
                ),
                (
                    "124",
                    "{} ended with the public health emergency on 2023-05-11",
                ),
            ],
        );
    },
    ..OCE
};

/// Modifier CS at a service whose coinsurance is not waived.
pub static COINSURANCE: Rule = Rule {
    id: "oce.coinsurance-waiver",
    title: "modifier CS at a service whose coinsurance is not waived",
    fields: MODIFIERS,
    edit: edit("114"),
    what: prose!(
        "Modifier CS stands with services that lead to a test for COVID-19, in 2020 to 2022."
    ),
    why: "The claim is returned.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"20250225": "20210225",
                "HC:83036": "HC:83036:CS"}}"#
    ),
    fix: "take the modifier off",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[(
                "114",
                "modifier CS waives coinsurance, which is not waived for {}",
            )],
        );
    },
    ..OCE
};
