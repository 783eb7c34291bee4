//! Edits of coverage: what Medicare does not pay for, not here, or not by this code.

use super::{edit, say, say_where, Said, LINE, OCE, REVENUE};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::edited::Place;
use crate::rules::groups::hospital::revenue::lacks_procedure;
use crate::rules::{leaves, predicts, prose, Context, Rule};

/// Those of a line, and whether it asks for the denial itself.
const COVERED: &[Field] = &[
    Field::ProcedureCode,
    Field::RevenueCode,
    Field::Units,
    Field::ServiceDate,
    Field::StatementFrom,
    Field::BillType,
    Field::Modifiers,
    Field::Modifier,
    Field::LineCharge,
    Field::NotCovered,
];

/// Whether a line asks for the denial: excluded by its modifier, and nothing of its charge covered.
fn says_itself(cx: &Context<'_>, place: Place) -> bool {
    let Place::Line(i) = place else { return false };
    let (Some(bill), Some(facts)) = (cx.bill(), cx.lines().get(i)) else {
        return false;
    };
    let not_covered = bill
        .hospital
        .revenue
        .get(i)
        .and_then(|r| r.not_covered.get());
    let charge = bill.lines.get(i).and_then(|l| l.service.charge.get());
    facts.has("GY") && not_covered.zip(charge).is_some_and(|(n, c)| n >= c)
}

/// Medicare does not cover a service.
pub static NOT_COVERED: Rule = Rule {
    id: "oce.not-covered",
    title: "Medicare does not cover a service",
    fields: COVERED,
    edit: edit("009"),
    predicts: predicts("", "96", "N425"),
    what: prose!("No line is one that the editor lists as not covered or as excluded by law."),
    leaves_alone: leaves![
        "a line that says so itself: modifier GY, and its whole charge not covered (Claims \
            Processing Manual, chapter 1, 60.4)"
    ],
    why: "A line that is not covered is denied; one that the law excludes is returned, \
        unless the patient asked for the bill.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:92015"}}"#),
    fix: "bill the patient, or another payer; for a denial that another payer wants, \
        condition code 21 and the charge as not covered",
    check: |cx, out| {
        say_where(
            cx,
            out,
            Said::Returned,
            &[
                ("009", "Medicare does not cover {}"),
                ("050", "{} is excluded from Medicare by law"),
            ],
            |place| !says_itself(cx, place),
        );
    },
    ..OCE
};

/// A service is covered in some circumstances only.
pub static QUESTIONABLE: Rule = Rule {
    id: "oce.questionable",
    title: "a service is covered in some circumstances only",
    severity: Severity::Warning,
    fields: LINE,
    edit: edit("012"),
    what: prose!(
        "Services that Medicare covers in some circumstances only are pointed out: \
            the claim is suspended and reviewed."
    ),
    why: "The contractor asks for the record, or for the prior authorization of the \
        outpatient department program.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:15823"}}"#),
    fix: "check that the record shows the medical need, and give the authorization number \
        where there is one",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Reviewed,
            &[(
                "012",
                "Medicare covers {} in some circumstances only, and reviews it",
            )],
        );
    },
    ..OCE
};

/// A drug has no price of its own.
pub static MANUAL: Rule = Rule {
    id: "oce.manual-price",
    title: "a drug has no price of its own",
    severity: Severity::Warning,
    fields: LINE,
    edit: edit("066"),
    what: prose!(
        "C9399, a drug without a code of its own, is pointed out: the claim is \
            suspended for a price."
    ),
    why: "The contractor prices the drug by its NDC.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:C9399"}}"#),
    fix: "give the NDC and the quantity",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Reviewed,
            &[(
                "066",
                "{} stands for a drug without a code: the contractor prices it",
            )],
        );
    },
    ..OCE
};

/// Medicare wants another code for a service.
pub static NOT_RECOGNIZED: Rule = Rule {
    id: "oce.not-recognized",
    title: "Medicare wants another code for a service",
    fields: LINE,
    edit: edit("028"),
    predicts: predicts("", "181", "M20"),
    what: prose!(
        "No line has a code that Medicare, or its payment system for outpatients, \
            does not recognize although it is valid."
    ),
    why: "The line is rejected or the claim returned, although another code might be paid.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:0501F"}}"#),
    fix: "use the HCPCS code that Medicare wants for it",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "028",
                    "Medicare does not recognize {}: another code describes the service",
                ),
                (
                    "062",
                    "{} is not recognized for hospitals paid by the outpatient system",
                ),
                ("013", "{} is not paid when it is of an outpatient"),
            ],
        );
    },
    ..OCE
};

/// A service is not billed by this kind of provider, or to this contractor.
pub static WRONG_PLACE: Rule = Rule {
    id: "oce.wrong-provider",
    title: "a service is not billed by this kind of provider, or to this contractor",
    fields: &[
        Field::ConditionCode,
        Field::ProcedureCode,
        Field::RevenueCode,
        Field::ServiceDate,
        Field::StatementFrom,
        Field::BillType,
    ],
    edit: edit("055"),
    predicts: predicts("", "170", "N95"),
    what: prose!(
        "No line has a code that another kind of provider reports, or that another \
            contractor pays: codes of hospitals on other types of bill, equipment, \
            physicians' services, opioid treatment programs, what clinics and health \
            centers have not."
    ),
    why: "The claim is returned, or the line rejected.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:A4238"}}"#),
    fix: "bill it where it belongs, or use the code for this setting",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[
                (
                    "055",
                    "{} is reported by hospitals paid by the outpatient system alone",
                ),
                (
                    "061",
                    "{} is billed to the contractor for medical equipment",
                ),
                ("072", "{} is not billed to this contractor"),
                ("116", "{} is billed by opioid treatment programs alone"),
                ("091", "{} is not a service of this clinic or health center"),
            ],
        );
    },
    ..OCE
};

/// A code is for information only.
pub static INFORMATIONAL: Rule = Rule {
    id: "oce.informational",
    title: "a code is for information only",
    fields: LINE,
    edit: edit("112"),
    predicts: predicts("", "246", "N620"),
    what: prose!("No line has a code that only informs, such as those of performance measures."),
    why: "The line is rejected.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"HC:83036": "HC:0505F"}}"#),
    fix: "take the line off a bill of Medicare",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[("112", "{} is for information and not paid")],
        );
    },
    ..OCE
};

/// Part B does not pay for a service of an inpatient.
pub static PART_B: Rule = Rule {
    id: "oce.not-part-b",
    title: "Part B does not pay for a service of an inpatient",
    fields: LINE,
    edit: edit("127"),
    predicts: predicts("", "96", "N425"),
    what: prose!(
        "Each service on a bill of an inpatient under Part B (012x) is one that Part \
            B pays for there: tests, imaging, therapies, implants and some more. With \
            condition code W2 (a stay found not to be necessary) everything is."
    ),
    why: "The line is rejected.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"13:A:1": "12:A:1"}}"#),
    fix: "bill what Part B pays for, or use condition code W2 for a stay that was not \
        necessary",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[(
                "127",
                "Part B does not pay for {} while the patient is an inpatient",
            )],
        );
    },
    ..OCE
};

/// Medicare does not recognize a revenue code.
pub static REVENUE_CODE: Rule = Rule {
    id: "oce.revenue-not-recognized",
    title: "Medicare does not recognize a revenue code",
    fields: REVENUE,
    edit: edit("065"),
    predicts: predicts("", "16", "M50"),
    what: prose!("No line has a revenue code that Medicare does not recognize although it exists."),
    why: "The line is rejected.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"SV2*0301*HC:83036": "SV2*0500*HC:83036"}}"#
    ),
    fix: "use the revenue code of the department that gave the service",
    check: |cx, out| {
        say(
            cx,
            out,
            Said::Returned,
            &[("065", "Medicare does not recognize revenue code {}")],
        );
    },
    ..OCE
};

/// A line does not say what was done.
pub static PROCEDURE_MISSING: Rule = Rule {
    id: "oce.procedure-missing",
    title: "a line of an outpatient has a revenue code that asks for a procedure, and has none",
    fields: REVENUE,
    edit: edit("048"),
    predicts: predicts("A6:454", "16", "M20"),
    what: prose!(
        "A line whose revenue code is not for supplies, drugs, rooms and the like has a \
            procedure code."
    ),
    why: "What was done decides the payment; the claim is returned.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"SV2*0301*HC:83036*": "SV2*0960**"}}"#),
    fix: "give the HCPCS or CPT code",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        say_where(
            cx,
            out,
            Said::Returned,
            &[("048", "revenue code {} needs a procedure code")],
            |place| {
                let mut lines = bill.each_line();
                let said = |(i, line, revenue)| {
                    place == Place::Line(i) && lacks_procedure(bill, line, revenue)
                };
                !lines.any(said)
            },
        );
    },
    ..OCE
};
