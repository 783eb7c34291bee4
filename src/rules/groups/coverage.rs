//! Group 2, the part of the coverage: the relationship to the insured, the payer and its place in line.

use crate::claim::Value;
use crate::field::{Field, Owner};
use crate::lists::{has, FILINGS, RELATIONSHIPS, RESPONSIBILITIES};
use crate::rules::{leaves, predicts, prose, words, Rule, TR3};

/// A relationship that does not fit.
pub static RELATIONSHIP: Rule = Rule {
    id: "member.relationship",
    title: "the relationship of the patient to the subscriber does not fit",
    fields: &[Field::Relationship],
    snip: 4,
    predicts: predicts("A7:156", "16", "MA89"),
    source: TR3,
    what: prose!(
        "A dependent has a relationship code of the 837P other than 18 (self). The \
        subscriber's own code is 18 where the subscriber is the patient, and absent where a \
        dependent is."
    ),
    leaves_alone: leaves!["a subscriber without a relationship code",],
    why: "Subscriber and patient are told apart by it: a wrong one makes the payer look for \
        the wrong person.",
    example: prose!(
        r#"[{"op": "add", "path": "/dependent", "value": {"firstName": "SAM",
            "lastName": "EXAMPLE", "gender": "M", "dateOfBirth": "20100101",
            "relationshipToSubscriberCode": "18", "address": {"address1": "1 EXAMPLE ST",
            "city": "COLUMBUS", "state": "OH", "postalCode": "432151234"}}}]"#
    ),
    fix: "give the code of the relationship, e.g. 01 spouse, 19 child; where patient and \
        subscriber are the same, leave the dependent out",
    check: |cx, out| {
        let of_subscriber = Field::Relationship.of(cx.subscriber());
        match (&cx.claim.subscriber.relationship, &cx.claim.dependent) {
            (Value::Read(code), _) if !has(RELATIONSHIPS, code) => {
                out.add(
                    of_subscriber,
                    format!(
                        "{} is not a relationship code (box 6)",
                        words::code(code, 2)
                    ),
                )
                .options(["18".to_owned()]);
            }
            (Value::Read(code), Some(_)) if code == "18" => {
                out.add(
                    of_subscriber,
                    "relationship 18 (box 6) says that the subscriber is the patient, but the \
                        claim has a dependent",
                );
            }
            (Value::Read(code), None) if code != "18" => {
                out.add(
                    of_subscriber,
                    format!(
                        "relationship {} (box 6) says that the subscriber is not the patient, \
                            but the claim has no dependent",
                        words::code(code, 2)
                    ),
                )
                .options(["18".to_owned()]);
            }
            _ => {}
        }
        if let Some(dependent) = cx
            .claim
            .dependent
            .as_deref()
            .filter(|d| d.shape.wrong.is_none())
        {
            let at = Field::Relationship.of(Owner::Dependent);
            let others = || {
                RELATIONSHIPS
                    .iter()
                    .filter(|r| r.0 != "18")
                    .map(|r| r.0.to_owned())
            };
            match &dependent.relationship {
                Value::Missing => drop(
                    out.add(
                        at,
                        "the dependent's relationship to the subscriber is missing (box 6)",
                    )
                    .options(others()),
                ),
                Value::Read(code) if code == "18" => {
                    out.add(
                        at,
                        "the dependent's relationship is 18 (box 6), which says that it is the \
                        subscriber",
                    )
                    .options(others());
                }
                Value::Read(code) if !has(RELATIONSHIPS, code) => {
                    out.add(
                        at,
                        format!(
                            "{} is not a relationship code (box 6)",
                            words::code(code, 2)
                        ),
                    )
                    .options(others());
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// A claim without a payer.
pub static PAYER_MISSING: Rule = Rule {
    id: "payer.missing",
    title: "the payer is missing",
    fields: &[Field::Payer],
    predicts: predicts("A6:153:PR", "16", "M56"),
    source: TR3,
    what: prose!("The claim names the payer: its payer ID, or at least its name."),
    leaves_alone: leaves!["a name without payer ID, or a payer ID without name",],
    why: "Without the payer ID the clearinghouse cannot send the claim anywhere.",
    example: prose!(
        r#"[{"op": "remove", "path": "/tradingPartnerServiceId"}, {"op": "remove",
                "path": "/tradingPartnerName"}]"#
    ),
    fix: "give the payer ID, from the insurance card or the clearinghouse's payer list",
    check: |cx, out| {
        if cx.claim.payer_id.is_missing() && cx.claim.payer_name.is_missing() {
            out.add(
                Field::Payer.of_claim(),
                "the claim names no payer: neither a payer ID nor a name",
            );
        }
    },
    ..Rule::BASE
};

/// The kind of payer.
pub static FILING: Rule = Rule {
    id: "payer.filing-code-unknown",
    title: "the claim filing code is missing or unknown",
    fields: &[Field::Filing],
    predicts: predicts("A7:480:IL", "", ""),
    source: TR3,
    what: prose!("The claim filing code is one of the codes for the kind of payer."),
    why: "It decides by which rules the claim is read; the 837P refuses any other value.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/claimFilingCode",
            "value": "QQ"}]"#
    ),
    fix: "use the code of the payer's kind: MB Medicare Part B, MC Medicaid, BL Blue Cross \
        Blue Shield, CI commercial and so on",
    check: |cx, out| {
        let at = Field::Filing.of_claim();
        match &cx.claim.info.filing {
            Value::Missing if cx.claim.info.shape.wrong.is_none() => {
                out.add(
                    at,
                    "the claim filing code, which says the kind of payer, is missing (box 1)",
                );
            }
            Value::Read(code) if !has(FILINGS, code) => {
                out.add(
                    at,
                    format!(
                        "{} is not a claim filing code (box 1)",
                        words::code(code, 2)
                    ),
                )
                .options(FILINGS.iter().map(|f| f.0.to_owned()));
            }
            _ => {}
        }
    },
    ..Rule::BASE
};

/// Who pays first.
pub static RESPONSIBILITY: Rule = Rule {
    id: "payer.responsibility-unknown",
    title: "the payment responsibility code is unknown",
    fields: &[Field::PayerResponsibility],
    predicts: predicts("A7:742", "", ""),
    source: TR3,
    what: prose!("The payment responsibility code, where given, is P, S, T, A to H, or U."),
    leaves_alone: leaves!["a claim that does not say it",],
    why: "It says whether the payer pays first, second or later; any other value is refused.",
    example: prose!(
        r#"[{"op": "replace", "path": "/subscriber/paymentResponsibilityLevelCode",
                "value": "1"}]"#
    ),
    fix: "use P for the primary payer, S for the secondary, T for the tertiary",
    check: |cx, out| {
        if let Value::Read(code) = &cx.claim.subscriber.payer_responsibility {
            if !has(RESPONSIBILITIES, code) {
                out.add(
                    Field::PayerResponsibility.of(cx.subscriber()),
                    format!(
                        "{} is not a payment responsibility code: P, S, T, A to H, or U",
                        words::code(code, 2)
                    ),
                )
                // A claim to a second payer names the first one.
                .options(
                    ["P", "S", "T"]
                        .iter()
                        .map(|p| (*p).to_owned())
                        .filter(|p| p == "P" || !cx.claim.info.other_subscribers.is_empty()),
                );
            }
        }
    },
    ..Rule::BASE
};
