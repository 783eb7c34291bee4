//! More than one payer: who comes first, and what the others have decided.

use crate::claim::Value;
use crate::field::{Field, Owner};
use crate::lists::has;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, words, Context, Rule, TR3};

const MSP: (&str, &str) = (
    "CMS Medicare Secondary Payer Manual, chapter 3; ASC X12N 837P implementation guide, SBR05",
    "https://www.cms.gov/regulations-and-guidance/guidance/manuals/internet-only-manuals-ioms-\
        items/cms019017",
);

/// Why Medicare is secondary: values of SBR05, in our words. Sorted.
const MSP_TYPES: &[(&str, &str)] = &[
    ("12", "working aged, or the spouse of one"),
    ("13", "kidney failure, within the coordination period"),
    ("14", "no-fault insurance"),
    ("15", "workers' compensation"),
    ("16", "Public Health Service or other federal agency"),
    ("41", "black lung"),
    ("42", "Veterans Affairs"),
    ("43", "disabled under 65, large group plan"),
    ("47", "liability insurance"),
];

/// Whether the claim is not the first one.
fn is_secondary(cx: &Context<'_>) -> bool {
    matches!(
        cx.claim.subscriber.payer_responsibility.text(),
        "S" | "T" | "A" | "B" | "C" | "D" | "E" | "F" | "G" | "H"
    )
}

/// A second payer without the first.
pub static MISSING: Rule = Rule {
    id: "payer.other-payer-missing",
    title: "a claim to a later payer does not name the one before",
    fields: &[Field::PayerResponsibility, Field::OtherSubscribers],
    snip: 4,
    predicts: predicts("A6:171", "16", "MA04"),
    source: TR3,
    what: prose!(
        "A claim whose payer is not the first (payment responsibility S, T, A to H) names the \
            other payers."
    ),
    why: "A later payer pays what the earlier one left: without that payer and its decision the \
        claim is rejected.",
    example: prose!(
        r#"[{"op": "replace", "path": "/subscriber/paymentResponsibilityLevelCode", "value": "S"},
            {"op": "add", "path": "/subscriber/insuranceTypeCode", "value": "12"}]"#
    ),
    fix: "add the earlier payer with what it paid and its adjustments; where this payer is the \
        first, use P",
    check: |cx, out| {
        if is_secondary(cx) && cx.claim.info.other_subscribers.is_empty() {
            let rank = cx.claim.subscriber.payer_responsibility.text();
            out.add(
                Field::PayerResponsibility.of(cx.subscriber()),
                format!(
                    "this payer is not the first ({rank}), and the claim names no other \
                    payer"
                ),
            )
            .related(Field::OtherSubscribers.of_claim(), "the other payers");
        }
    },
    ..Rule::BASE
};

/// Medicare after another payer, without the reason.
pub static MSP_TYPE: Rule = Rule {
    id: "payer.medicare-secondary-type",
    title: "Medicare is secondary, and the insurance type does not say why",
    fields: &[
        Field::InsuranceType,
        Field::PayerResponsibility,
        Field::Filing,
    ],
    snip: 4,
    predicts: predicts("A7:578", "16", "MA83"),
    source: MSP,
    what: prose!(
        "On a claim to Medicare (MA, MB) as secondary payer the insurance type code is one of 12, \
            13, 14, 15, 16, 41, 42, 43, 47."
    ),
    leaves_alone: leaves!["payers other than Medicare Part A and B",],
    why: "Medicare pays second for a reason that the law names; without it the claim is \
        rejected.",
    example: prose!(
        r#"[{"op": "replace", "path": "/subscriber/paymentResponsibilityLevelCode", "value": "S"},
            {"op": "add", "path": "/claimInformation/otherSubscriberInformation", "value":
            [{"paymentResponsibilityLevelCode": "P", "individualRelationshipCode": "18",
            "claimFilingIndicatorCode": "CI", "payerPaidAmount": "80.00"}]}]"#
    ),
    fix: "use the type that the Medicare questionnaire gives: 12 working aged (or spouse), 13 \
        kidney failure, 14 no-fault, 15 workers' compensation, 16 federal agency, 41 black lung, \
        42 veterans, 43 disabled with a large group plan, 47 liability",
    check: |cx, out| {
        if !cx.is_medicare() || !is_secondary(cx) {
            return;
        }
        let at = Field::InsuranceType.of(cx.subscriber());
        let related = Field::PayerResponsibility.of(cx.subscriber());
        let message = match &cx.claim.subscriber.insurance_type {
            Value::Missing => {
                "Medicare is secondary, and the insurance type, which says why, is missing"
                    .to_owned()
            }
            Value::Read(kind) if !has(MSP_TYPES, kind) => format!(
                "insurance type {} does not say why Medicare is secondary",
                words::code(kind, 2)
            ),
            _ => return,
        };
        out.add(at, message)
            .related(related, "who pays first")
            .options(MSP_TYPES.iter().map(|t| t.0.to_owned()));
    },
    ..Rule::BASE
};

/// Medicare insures no families.
pub static MEDICARE_DEPENDENT: Rule = Rule {
    id: "member.dependent-with-medicare",
    title: "a claim to Medicare has a dependent",
    fields: &[Field::Relationship, Field::Filing],
    snip: 4,
    predicts: predicts("", "31", ""),
    source: (
        "42 CFR 407 (each person is entitled for himself); CMS 837P companion guide for Medicare \
            Part B, loop 2000C",
        "https://www.cms.gov/medicare/coding-billing/electronic-billing/\
            electronic-healthcare-claims",
    ),
    what: prose!(
        "On a claim to Medicare Part A or B (MA, MB) the patient is the subscriber: \
        there is no dependent."
    ),
    leaves_alone: leaves![
        "payers other than Medicare Part A and B, Medicare Advantage (16) among them",
    ],
    why: "Medicare insures each person under an own number; a claim with a patient apart from \
        the subscriber is rejected.",
    example: prose!(
        r#"[{"op": "add", "path": "/dependent", "value": {"firstName": "SAM",
            "lastName": "EXAMPLE", "gender": "M", "dateOfBirth": "19500101",
            "relationshipToSubscriberCode": "01", "address": {"address1": "1 EXAMPLE ST",
            "city": "COLUMBUS", "state": "OH", "postalCode": "432151234"}}}]"#
    ),
    fix: "make the patient the subscriber, with the patient's own Medicare number, and leave the \
        dependent out",
    check: |cx, out| {
        if cx.is_medicare() && cx.claim.dependent.is_some() {
            out.add(
                Field::Relationship.of(Owner::Dependent),
                "the claim is to Medicare and has a dependent: with Medicare the patient is \
                    always the subscriber",
            )
            .related(Field::Filing.of_claim(), "the payer");
        }
    },
    ..Rule::BASE
};

/// Another payer that has decided nothing.
pub static UNDECIDED: Rule = Rule {
    id: "payer.other-payer-undecided",
    title: "an earlier payer is named without what it paid",
    severity: Severity::Warning,
    fields: &[
        Field::OtherPaid,
        Field::Adjudications,
        Field::PayerResponsibility,
    ],
    snip: 4,
    predicts: predicts("A6:286", "16", "MA04"),
    source: TR3,
    what: prose!(
        "On a claim to a later payer one of the earlier payers has a paid amount, \
        zero included, or adjustments, on the claim or on a line."
    ),
    leaves_alone: leaves![
        "a non-covered amount, which says that the earlier payer was not \
        asked",
    ],
    why: "The later payer works out its share from what the earlier one paid and left.",
    example: prose!(
        r#"[{"op": "replace", "path": "/subscriber/paymentResponsibilityLevelCode", "value": "S"},
            {"op": "add", "path": "/subscriber/insuranceTypeCode", "value": "12"},
            {"op": "add", "path": "/claimInformation/otherSubscriberInformation", "value":
            [{"paymentResponsibilityLevelCode": "P", "individualRelationshipCode": "18",
            "claimFilingIndicatorCode": "CI"}]}]"#
    ),
    fix: "copy paid amount, adjustments and date from the earlier payer's remittance",
    check: |cx, out| {
        let info = &cx.claim.info;
        let others = &info.other_subscribers;
        let decided = others.iter().any(|o| {
            !o.paid.is_missing() || !o.not_covered.is_missing() || !o.adjustments.is_empty()
        }) || info.lines.iter().any(|l| !l.adjudications.is_empty());
        if is_secondary(cx) && !others.is_empty() && !decided {
            out.add(
                Field::OtherPaid.item(0),
                "the earlier payer is named, but not what it paid or did not pay",
            );
        }
    },
    ..Rule::BASE
};

/// Two first payers.
pub static ORDER: Rule = Rule {
    id: "secondary.payer-order",
    title: "two payers have the same place in the order of payers",
    fields: &[Field::PayerResponsibility, Field::OtherResponsibility],
    snip: 4,
    predicts: predicts("A8:116", "16", "N48"),
    source: TR3,
    what: prose!(
        "The payer of the claim and the other payers have each a place of its own in \
        the order of payers, and a hospital's claim to a second or third payer (S, T) names \
        another one; of other claims `payer.other-payer-missing` says it. Two payers in one place \
        are a warning on a professional claim."
    ),
    leaves_alone: leaves!["payers whose place is not known (U)"],
    why: "The payer cannot tell who pays first, and sends the claim back.",
    example: prose!(
        r#"[{"op": "add", "path": "/claimInformation/otherSubscriberInformation", "value":
            [{"paymentResponsibilityLevelCode": "P", "individualRelationshipCode": "18",
            "claimFilingIndicatorCode": "CI", "payerPaidAmount": "80.00"}]}]"#
    ),
    fix: "use P for the payer that pays first, then S and T",
    check: |cx, out| {
        let hospital = cx.bill().is_some();
        let own = cx.claim.subscriber.payer_responsibility.text();
        let others = &cx.claim.info.other_subscribers;
        for (i, other) in others.iter().enumerate() {
            let place = other.payer_responsibility.text();
            let before = others
                .iter()
                .take(i)
                .any(|o| o.payer_responsibility.text() == place);
            if !matches!(place, "" | "U") && (place == own || before) {
                out.add(
                    Field::OtherResponsibility.item(i),
                    format!("two payers have the place {place}"),
                )
                .severity(if hospital {
                    Severity::Error
                } else {
                    Severity::Warning
                });
            }
        }
        // Of a professional claim `payer.other-payer-missing` says it.
        if hospital && matches!(own, "S" | "T") && others.is_empty() {
            let owner: Owner = cx.subscriber();
            out.add(
                Field::PayerResponsibility.of(owner),
                format!("the claim says {own}, and names no payer before"),
            );
        }
    },
    ..Rule::BASE
};

/// A corrected claim to Medicare Part B.
pub static CORRECTED_MEDICARE: Rule = Rule {
    id: "claim.frequency-medicare",
    title: "Medicare Part B takes no replacement or void",
    severity: Severity::Warning,
    fields: &[Field::Frequency, Field::Filing],
    snip: 7,
    predicts: predicts("A7:535", "", ""),
    source: (
        "CMS Medicare Claims Processing Manual, chapter 34 (reopenings); CMS 837P companion \
            guide for Medicare Part B, CLM05-3",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c34.pdf",
    ),
    what: prose!("A claim to Medicare Part B (MB) has frequency code 1."),
    leaves_alone: leaves!["payers other than Medicare Part B",],
    why: "Part B contractors do not process 7 or 8: a rejected claim is sent anew, a processed \
        one is corrected by a reopening or an appeal.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/claimFrequencyCode", "value": "7"},
            {"op": "add", "value": "1234567890123",
            "path": "/claimInformation/claimSupplementalInformation/claimControlNumber"}]"#
    ),
    fix: "send a new claim (1) when the first one was rejected; ask for a reopening when it was \
        processed",
    check: |cx, out| {
        let info = &cx.claim.info;
        let code = info.frequency.text();
        if info.filing.text() == "MB" && matches!(code, "7" | "8") {
            out.add(
                Field::Frequency.of_claim(),
                format!("Medicare Part B does not process frequency code {code}"),
            )
            .related(Field::Filing.of_claim(), "the payer");
        }
    },
    ..Rule::BASE
};

/// A first claim that names an earlier one.
pub static REFERENCE_ON_FIRST: Rule = Rule {
    id: "claim.original-reference-on-first",
    title: "a first claim has the number of an earlier one",
    severity: Severity::Info,
    fields: &[Field::ClaimControlNumber, Field::Frequency],
    snip: 4,
    source: TR3,
    what: prose!(
        "A claim with frequency code 1 has no payer's number of an earlier claim. Pointed out \
        only: some Medicaid plans ask for it on a late claim."
    ),
    why: "Either the claim replaces another one (7), or the number is left from it and may make \
        the payer take it for a duplicate.",
    example: prose!(
        r#"[{"op": "add", "value": "1234567890123",
            "path": "/claimInformation/claimSupplementalInformation/claimControlNumber"}]"#
    ),
    fix: "leave the number out, or use frequency code 7 where this claim replaces the other",
    check: |cx, out| {
        let info = &cx.claim.info;
        if info.frequency.text() == "1" && !info.numbers.claim_control_number.is_missing() {
            out.add(
                Field::ClaimControlNumber.of_claim(),
                "a first claim (frequency code 1) names an earlier claim",
            )
            .related(Field::Frequency.of_claim(), "the frequency code");
        }
    },
    ..Rule::BASE
};
