//! Edits of rural health clinics and federally qualified health centers.

use super::{edit, say, Said, LINE, MODIFIERS, OCE};
use crate::rules::{predicts, prose, Rule};

/// A day of a health center has no payment code.
pub static PAYMENT_CODE: Rule = Rule {
    id: "oce.health-center-payment",
    title: "a day of a health center has no payment code",
    fields: LINE,
    edit: edit("088"),
    what: prose!(
        "A day of a federally qualified health center has a payment code (G0466 to \
            G0470), if it has a visit."
    ),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "fqhc", "replace": {"HC:G0467": "HC:99212"}}"#),
    fix: "add the payment code for the kind of visit",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[(
                "088",
                "a day of visits has no payment code (G0466 to G0470)",
            )],
        );
    },
    ..OCE
};

/// A payment code has no visit that qualifies for it, or the wrong revenue code.
pub static VISIT: Rule = Rule {
    id: "oce.health-center-visit",
    title: "a payment code has no visit that qualifies for it, or the wrong revenue code",
    fields: LINE,
    edit: edit("089"),
    what: prose!(
        "A payment code of a health center has a service of the same day that \
            qualifies for it, and stands under revenue code 0519 or 052x, of mental \
            health under 0519 or 0900."
    ),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "fqhc", "replace": {"HC:99213": "HC:36415"}}"#),
    fix: "add the visit, or use the payment code that fits it",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "089",
                    "{} is a payment code, and no service of the day qualifies for it",
                ),
                ("090", "{} does not go with this revenue code"),
            ],
        );
    },
    ..OCE
};

/// Modifier CG at a service that the all-inclusive rate is not for.
pub static ALL_INCLUSIVE: Rule = Rule {
    id: "oce.clinic-modifier",
    title: "modifier CG at a service that the all-inclusive rate is not for",
    fields: MODIFIERS,
    edit: edit("104"),
    predicts: predicts("", "4", "N519"),
    what: prose!(
        "A rural health clinic's modifier CG stands at a visit, and at no service \
            that the all-inclusive rate is not for."
    ),
    why: "The line is rejected.",
    example: prose!(r#"{"bill": "rhc", "replace": {"HC:99213:CG": "HC:36415:CG"}}"#),
    fix: "put CG at the visit",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[("104", "modifier CG is not for {}")],
        );
    },
    ..OCE
};
