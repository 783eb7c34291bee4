//! Edits of what belongs together: blood, devices, drugs, products.

use super::{edit, say, Said, CHARGE, LINE, MODIFIERS, OCE};
use crate::rules::{predicts, prose, Rule};

/// Nothing on the claim is paid by itself.
pub static PACKAGED: Rule = Rule {
    id: "oce.nothing-paid",
    title: "nothing on the claim is paid by itself",
    fields: LINE,
    edit: edit("027"),
    predicts: predicts("", "97", "M15"),
    what: prose!(
        "A claim of an outpatient has a service that is paid by itself, not only such \
            as are paid within another."
    ),
    why: "The claim is rejected: what the services belong to is missing.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"HC:G0463": "HC:00222", "HC:83036": "HC:00222",
                "HC:36415": "HC:00222"}}"#
    ),
    fix: "add the service that they belong to",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "027",
                    "all services of the claim are part of others, which are missing",
                ),
                (
                    "047",
                    "{} is paid within another service, and none is left that is paid",
                ),
            ],
        );
    },
    ..OCE
};

/// Blood is not billed as Medicare wants it.
pub static BLOOD: Rule = Rule {
    id: "oce.blood",
    title: "blood is not billed as Medicare wants it",
    fields: LINE,
    edit: edit("043"),
    what: prose!(
        "A transfusion has a blood product; a product that is bought stands under \
            038x and 039x with modifier BL and the same units, one that is only \
            processed under 039x without BL; red cells (0381) and whole blood (0382) \
            under their own revenue codes."
    ),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "blood", "replace": {"P9016:BL*300*UN*2": "P9016:BL*300*UN*1"}}"#),
    fix: "add the blood product where it is missing; bring its lines to the same units and \
        modifiers; leave only red cells under 0381 and only whole blood under 0382",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "043",
                    "{} transfuses blood, and no blood product is on the claim",
                ),
                (
                    "073",
                    "{}: lines of bought and of processed blood do not fit together",
                ),
                ("079", "{} is no product of this revenue code"),
            ],
        );
    },
    ..OCE
};

/// A procedure and its device do not fit together.
pub static DEVICE: Rule = Rule {
    id: "oce.device-missing",
    title: "a procedure and its device do not fit together",
    fields: LINE,
    edit: edit("038"),
    what: prose!(
        "A procedure that implants a device has a device on its day, and a device has \
            a procedure."
    ),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:33249"}}"#),
    fix: "add the device that was used; a procedure that was stopped has modifier 52, 73 or 74",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                ("038", "{} is an implant, and no procedure implants it"),
                ("092", "{} implants a device, and no device is on its day"),
                ("098", "{} is a device, and no service uses it"),
                ("135", "{} needs a certain device, which is not on its day"),
                (
                    "137",
                    "{} is one device too many: two that spare opioids are paid",
                ),
            ],
        );
    },
    ..OCE
};

/// A drug is billed without a service.
pub static DRUG: Rule = Rule {
    id: "oce.drug-alone",
    title: "a drug is billed without a service",
    fields: LINE,
    edit: edit("099"),
    what: prose!("A drug or biological has a service beside it that the outpatient system pays."),
    why: "The claim is returned.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"HC:G0463": "HC:J9035", "HC:83036": "HC:J9035"}}"#
    ),
    fix: "add the administration of the drug",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "099",
                    "{} is a drug, and no service of the claim is paid by the outpatient \
                    system",
                ),
                (
                    "138",
                    "{} is one drug too many: three that spare opioids are paid",
                ),
                (
                    "122",
                    "modifier JG is not for {}, which is paid by pass-through",
                ),
            ],
        );
    },
    ..OCE
};

/// A service and its product do not fit together.
pub static PRODUCT: Rule = Rule {
    id: "oce.product-missing",
    title: "a service and its product do not fit together",
    fields: LINE,
    edit: edit("087"),
    what: prose!(
        "Skin substitutes, corneas and stem cells of donors have procedure and \
            product on one claim."
    ),
    why: "The claim is returned or the line rejected.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:V2785"}}"#),
    fix: "add the line of the product or of the procedure that is missing",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "087",
                    "{} applies a skin substitute, and no product of its kind is on its day",
                ),
                (
                    "093",
                    "{} is the processing of a cornea, and no transplant is on its day",
                ),
                (
                    "100",
                    "{} transplants stem cells of a donor, whose revenue code (0815) is \
                    missing",
                ),
                ("111", "{} is part of what is paid for a biological"),
            ],
        );
    },
    ..OCE
};

/// A charge is a token, or should be.
pub static TOKEN: Rule = Rule {
    id: "oce.token-charge",
    title: "a charge is a token, or should be",
    fields: CHARGE,
    edit: edit("082"),
    what: prose!(
        "C9898, an implant that was put in during a stay, is charged a token of at \
            most 1.00; drugs are not."
    ),
    why: "The claim is returned or the line rejected.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:C9898"}}"#),
    fix: "correct the charge",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                ("082", "{} is charged a token only, at most 1.00"),
                ("117", "{} is a drug, and its charge is only a token"),
            ],
        );
    },
    ..OCE
};

/// Modifier PT without a screening for colorectal cancer.
pub static SCREENING: Rule = Rule {
    id: "oce.screening-modifier",
    title: "modifier PT without a screening for colorectal cancer",
    fields: MODIFIERS,
    edit: edit("120"),
    what: prose!(
        "Modifier PT, a screening that became a treatment, is on a day with a \
            colorectal service."
    ),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:64721:PT"}}"#),
    fix: "take the modifier off",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[(
                "120",
                "modifier PT is for screenings of colorectal cancer, and none is on \
                    the day of {}",
            )],
        );
    },
    ..OCE
};

/// Modifier PN at a service that a department off campus does not report so.
pub static OFF_CAMPUS: Rule = Rule {
    id: "oce.off-campus",
    title: "modifier PN at a service that a department off campus does not report so",
    fields: MODIFIERS,
    edit: edit("101"),
    what: prose!(
        "Modifier PN stands at no emergency visit, and at no day of a community \
            mental health center's program."
    ),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:99283:PN"}}"#),
    fix: "use PO or no modifier: emergency departments are not under section 603",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[("101", "modifier PN is not for {} here")],
        );
    },
    ..OCE
};

/// A modifier of telehealth at a service that is none.
pub static TELEHEALTH: Rule = Rule {
    id: "oce.telehealth-modifier",
    title: "a modifier of telehealth at a service that is none",
    fields: MODIFIERS,
    edit: edit("126"),
    what: prose!("Modifiers of telehealth stand at services that may be given at a distance."),
    why: "The claim is returned.",
    example: prose!(r#"{"bill": "cah", "replace": {"HC:81001": "HC:81001:GT"}}"#),
    fix: "take the modifier off",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[(
                "126",
                "{} is no service at a distance, and a modifier says that it was",
            )],
        );
    },
    ..OCE
};
