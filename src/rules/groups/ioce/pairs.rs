//! Edits of pairs: NCCI, add-on codes, modifiers.

use super::{edit, say, Said, LINE, MODIFIERS, OCE};
use crate::rules::{predicts, prose, Rule};

/// Two services of a day are not paid together.
pub static NCCI: Rule = Rule {
    id: "oce.ncci-pair",
    title: "two services of a day are not paid together",
    fields: LINE,
    edit: edit("020"),
    predicts: predicts("", "236", ""),
    what: prose!(
        "No line is the second code of a pair of the National Correct Coding \
            Initiative, hospital edition, with the first on the same day. Where the pair \
            allows it, a modifier such as 59 or 25 tells the services apart."
    ),
    why: "The line is rejected.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:80053", "HC:36415": "HC:80048"}}"#
    ),
    fix: "take the line off, or say by a modifier that the services were distinct, if they \
        were",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "020",
                    "{} is part of another service of the day; no modifier helps",
                ),
                ("040", "{} is part of another service of the day"),
            ],
        );
    },
    ..OCE
};

/// An add-on code without the service that it adds to.
pub static ADD_ON: Rule = Rule {
    id: "oce.add-on-alone",
    title: "an add-on code without the service that it adds to",
    fields: LINE,
    edit: edit("106"),
    predicts: predicts("", "107", "N122"),
    what: prose!(
        "Each add-on code has the code that it adds to: for hospitals that are not \
            paid by the outpatient system by CMS's list, on the day or the day before; \
            for others where the editor asks for it."
    ),
    why: "The line is denied.",
    example: prose!(r#"{"bill": "cah", "replace": {"HC:81001": "HC:99292"}}"#),
    fix: "add the primary service, if it was given",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "106",
                    "{} is an add-on code, and what it adds to is missing",
                ),
                (
                    "107",
                    "{} is an add-on code, whose primary the contractor defines",
                ),
                (
                    "108",
                    "{} is an add-on code, and none of its primaries is there",
                ),
                (
                    "115",
                    "{} is added to a test for COVID-19, and the test is missing",
                ),
            ],
        );
    },
    ..OCE
};

/// A service is part of the planning of radiation therapy.
pub static RADIATION: Rule = Rule {
    id: "oce.imrt-plan",
    title: "a service is part of the planning of radiation therapy",
    fields: LINE,
    edit: edit("125"),
    what: prose!(
        "Beside the planning of intensity-modulated radiation therapy (77301) no line \
            is part of it."
    ),
    why: "The claim is returned.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:77301", "HC:36415": "HC:77280"}}"#
    ),
    fix: "take the line off",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[("125", "{} is part of 77301, which is on the claim")],
        );
    },
    ..OCE
};

/// Two modifiers of a line exclude each other.
pub static MODIFIERS_EXCLUDED: Rule = Rule {
    id: "oce.modifiers-exclude",
    title: "two modifiers of a line exclude each other",
    fields: MODIFIERS,
    edit: edit("102"),
    what: prose!("No line has two modifiers that the editor says exclude each other."),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:71250:CT:FX"}}"#),
    fix: "keep the one that is right",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[("102", "two modifiers of {} exclude each other")],
        );
    },
    ..OCE
};
