//! Group 3, the part of addresses: the billing provider's, and the states and ZIP codes of all.

use super::provider::{billing, length, providers};
use crate::claim::{Address, Role, Value};
use crate::field::{Field, FieldRef, Owner};
use crate::lists::{has, is_country, STATES};
use crate::report::Severity;
use crate::rules::{answers, leaves, predicts, prose, words, Context, Rule, TR3};

/// Whose field it is, as the form calls them.
pub(super) fn whose(at: FieldRef) -> &'static str {
    match at.owner {
        Owner::Subscriber => "patient",
        Owner::Insured => "insured",
        Owner::Dependent => "patient",
        Owner::Provider(role) | Owner::Listed(role, _) => role.name(),
        _ => "claim",
    }
}

/// The billing provider's address.
pub static ADDRESS_MISSING: Rule = Rule {
    id: "provider.address-missing",
    title: "the address of billing provider or facility is incomplete",
    fields: &[
        Field::Address1,
        Field::City,
        Field::State,
        Field::PostalCode,
    ],
    predicts: answers::NO_STREET,
    predicts_for: answers::NO_ADDRESS_PART,
    source: TR3,
    what: prose!(
        "The billing provider has a street and a city; in the United States also a \
        state and a ZIP code. The same of a service facility that is named, as a warning."
    ),
    leaves_alone: leaves!["state and ZIP code of an address outside of the United States",],
    why: "The 837P requires the billing provider's street address.",
    example: prose!(r#"[{"op": "remove", "path": "/billing/address/address1"}]"#),
    fix: "give street, city, state and ZIP code of where the provider works",
    check: |cx, out| {
        for (p, at) in providers(cx) {
            let a = &p.address;
            let asked = matches!(p.role, Role::Billing | Role::Facility);
            if !asked || a.shape.wrong.is_some() || p.shape.wrong.is_some() {
                continue;
            }
            let abroad = !matches!(a.country.text(), "" | "US");
            for (value, field, always, name) in [
                (&a.address1, Field::Address1, true, "street"),
                (&a.city, Field::City, true, "city"),
                (&a.state, Field::State, false, "state"),
                (&a.postal_code, Field::PostalCode, false, "ZIP code"),
            ] {
                if value.is_missing() && (always || !abroad) {
                    let finding = out.add(
                        at(field),
                        format!("the {}'s address has no {name}", p.role.name()),
                    );
                    if p.role == Role::Facility {
                        finding.severity(Severity::Warning);
                    }
                }
            }
        }
    },
    ..Rule::BASE
};

/// A post-office box where a street belongs.
pub static PO_BOX: Rule = Rule {
    id: "provider.billing-po-box",
    title: "the billing provider's address is a post-office box",
    fields: &[Field::Address1],
    snip: 4,
    predicts: predicts("A7:503:85", "16", "N258"),
    source: TR3,
    what: prose!("The billing provider's street address is not a post-office or lock box."),
    leaves_alone: leaves!["a box as the pay-to address",],
    why: "Since version 5010 the billing provider's address must be a street address; \
        clearinghouses reject boxes.",
    example: prose!(
        r#"[{"op": "replace", "path": "/billing/address/address1",
            "value": "PO BOX 12"}]"#
    ),
    fix: "give the street address here; where payments go to the box, give it as pay-to address",
    check: |cx, out| {
        if let Some((p, at)) = billing(cx) {
            let street: String = p
                .address
                .address1
                .text()
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .take(16)
                .collect();
            let street = street.to_ascii_uppercase();
            let box_like = ["POBOX", "POSTOFFICEBOX", "LOCKBOX"].iter().any(|b| {
                street.strip_prefix(b).is_some_and(|rest| {
                    rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit())
                })
            });
            if box_like {
                out.add(
                    at(Field::Address1),
                    "the billing provider's street address is a post-office box (box 33)",
                );
            }
        }
    },
    ..Rule::BASE
};

/// Every address of the claim with the place of its fields.
pub(super) fn addresses<'c>(cx: &Context<'c>) -> Vec<(&'c Address<'c>, Option<Role>, FieldRef)> {
    let claim = cx.claim;
    let mut all = vec![(
        &claim.subscriber.address,
        None,
        Field::State.of(cx.subscriber()),
    )];
    if let Some(d) = claim.dependent.as_deref() {
        all.push((&d.address, None, Field::State.of(Owner::Dependent)));
    }
    all.extend(
        providers(cx)
            .into_iter()
            .map(|(p, at)| (&p.address, Some(p.role), at(Field::State))),
    );
    all
}

/// A state that does not exist.
pub static STATE_UNKNOWN: Rule = Rule {
    id: "address.state-unknown",
    title: "a state code does not exist",
    fields: &[Field::State, Field::Country],
    snip: 5,
    predicts: answers::STATE,
    predicts_for: answers::STATE_OF,
    source: (
        "USPS Publication 28, appendix B; ISO 3166-1",
        "https://pe.usps.com/text/pub28/28apb.htm",
    ),
    what: prose!(
        "In an address in the United States the state is a two-letter code of the \
        Postal Service (states, territories, military); a country, where given, is a \
        two-letter code of ISO 3166."
    ),
    leaves_alone: leaves!["states of an address outside of the United States",],
    why: "An address with an unknown state is refused.",
    example: prose!(r#"[{"op": "replace", "path": "/billing/address/state", "value": "XZ"}]"#),
    fix: "use the two-letter code of the Postal Service",
    check: |cx, out| {
        for (address, _, at) in addresses(cx) {
            match &address.country {
                Value::Read(country) if !is_country(country) => {
                    out.add(
                        FieldRef {
                            field: Field::Country,
                            ..at
                        },
                        format!(
                            "{} is not a country code in the address of the {}{}",
                            words::code(country, 3),
                            whose(at),
                            words::in_box(at)
                        ),
                    );
                }
                Value::Read(country) if country != "US" => continue,
                _ => {}
            }
            if let Value::Read(state) = &address.state {
                if !has(STATES, state) {
                    out.add(
                        at,
                        format!(
                            "{} in the {}'s address{} is not a state: two letters are wanted",
                            words::code(state, 3),
                            whose(at),
                            words::in_box(at)
                        ),
                    );
                }
            }
        }
    },
    ..Rule::BASE
};

/// A ZIP code of the wrong length.
pub static ZIP_FORMAT: Rule = Rule {
    id: "address.zip-format",
    title: "a ZIP code has the wrong form",
    fields: &[Field::PostalCode, Field::Country],
    predicts: answers::ZIP,
    predicts_for: answers::ZIP_OF,
    source: TR3,
    what: prose!(
        "In the United States a ZIP code has five or nine digits; the billing \
        provider's and the service facility's has all nine. A hyphen is a warning."
    ),
    leaves_alone: leaves![
        "ZIP codes of an address outside of the United States",
        "five digits of anybody but the billing provider and the service facility",
    ],
    why: "Version 5010 requires the full nine-digit ZIP code of billing provider and service \
        facility, and rejects five digits.",
    example: prose!(
        r#"[{"op": "replace", "path": "/billing/address/postalCode",
            "value": "43215"}]"#
    ),
    fix: "write the nine digits of ZIP+4 without a hyphen; the Postal Service looks them up",
    check: |cx, out| {
        for (address, role, at) in addresses(cx) {
            let Value::Read(zip) = &address.postal_code else {
                continue;
            };
            if !matches!(address.country.text(), "" | "US") {
                continue;
            }
            let at = FieldRef {
                field: Field::PostalCode,
                ..at
            };
            let full = matches!(role, Some(Role::Billing | Role::Facility));
            let digits = zip.bytes().filter(u8::is_ascii_digit).count();
            let hyphen = zip.len() == 10 && digits == 9 && zip.as_bytes().get(5) == Some(&b'-');
            if hyphen {
                out.add(
                    at,
                    format!(
                        "the {}'s ZIP code is written with a hyphen{}",
                        whose(at),
                        words::in_box(at)
                    ),
                )
                .severity(Severity::Warning);
            } else if digits != zip.len() || !matches!(digits, 5 | 9) {
                out.add(
                    at,
                    format!(
                        "the {}'s ZIP code has {}{}; it needs {}",
                        whose(at),
                        length(zip),
                        words::in_box(at),
                        if full {
                            "nine digits"
                        } else {
                            "five or nine digits"
                        }
                    ),
                );
            } else if full && digits == 5 {
                out.add(
                    at,
                    format!(
                        "the {}'s ZIP code has five digits{}; it needs all nine",
                        whose(at),
                        words::in_box(at)
                    ),
                );
            }
        }
    },
    ..Rule::BASE
};
