//! Group 3: providers, their names and numbers.

use crate::claim::{Form, Provider, Role, Value};
use crate::field::{Field, FieldRef, Owner};
use crate::lists::{has, TAXONOMY_GROUPS};
use crate::report::Severity;
use crate::rules::{answers, leaves, predicts, prose, words, Context, Rule, TR3};

const NPI: (&str, &str) = (
    "45 CFR 162.406; CMS NPI standard (check digit)",
    "https://\
    www.cms.gov/regulations-and-guidance/administrative-simplification/nationalprovidentstand",
);

/// Every provider of the claim with the place of its fields: the claim's own, the facility, and the lines'.
pub(super) fn providers<'c>(
    cx: &Context<'c>,
) -> Vec<(&'c Provider<'c>, impl Fn(Field) -> FieldRef)> {
    let claim = cx.claim;
    let own = claim.providers.iter().map(|p| (p, None));
    let facility = claim.info.facility.as_deref().map(|p| (p, None));
    let lines = claim
        .info
        .lines
        .iter()
        .enumerate()
        .flat_map(|(i, l)| l.providers.iter().map(move |p| (p, Some(i))));
    let all = own.chain(facility).chain(lines).map(|(p, line)| {
        let owner = match p.listed {
            Some(i) => Owner::Listed(p.role, i),
            None => Owner::Provider(p.role),
        };
        (p, move |field| FieldRef {
            field,
            line,
            item: 0,
            owner,
            form: Form::Cms1500,
        })
    });
    // A list, not an iterator: made once, not in every rule that goes through it.
    all.collect()
}

/// The NPI check: Luhn over the number with the prefix 80840, which adds 24.
fn npi_check_digit_holds(npi: &str) -> bool {
    let sum: u32 = npi
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let d = u32::from(b.wrapping_sub(b'0'));
            match i % 2 {
                1 if d > 4 => 2 * d - 9,
                1 => 2 * d,
                _ => d,
            }
        })
        .sum();
    (sum + 24) % 10 == 0
}

/// How long a number is that is not shown.
pub(super) fn length(value: &str) -> String {
    match value.chars().count() {
        1 => "1 character".to_owned(),
        n if value.bytes().all(|b| b.is_ascii_digit()) => format!("{n} digits"),
        n => format!("{n} characters"),
    }
}

fn is_npi_shaped(npi: &str) -> bool {
    npi.len() == 10 && npi.bytes().all(|b| b.is_ascii_digit())
}

/// An NPI that is not ten digits.
pub static NPI_FORMAT: Rule = Rule {
    id: "id.npi-format",
    title: "an NPI is not ten digits beginning with 1 or 2",
    fields: &[Field::Npi],
    snip: 5,
    predicts: answers::NPI,
    predicts_for: answers::NPI_OF,
    source: NPI,
    what: prose!("Every NPI on the claim has exactly ten digits, the first of them 1 or 2."),
    why: "Claims with a malformed NPI are rejected by the clearinghouse or at the payer's front \
            end.",
    example: prose!(r#"[{"op": "replace", "path": "/billing/npi", "value": "123456789"}]"#),
    fix: "copy the NPI from the provider's NPPES record",
    check: |cx, out| {
        for (provider, at) in providers(cx) {
            if let Value::Read(npi) = &provider.npi {
                if !is_npi_shaped(npi) {
                    out.add(
                        at(Field::Npi),
                        format!(
                            "the NPI of the {} has {}{}; an NPI is ten digits",
                            provider.role.name(),
                            length(npi),
                            words::in_box(at(Field::Npi))
                        ),
                    );
                } else if !npi.starts_with(['1', '2']) {
                    out.add(
                        at(Field::Npi),
                        format!(
                            "the NPI of the {} begins with neither 1 nor 2{}",
                            provider.role.name(),
                            words::in_box(at(Field::Npi))
                        ),
                    );
                }
            }
        }
    },
    ..Rule::BASE
};

/// An NPI with a wrong check digit.
pub static NPI_CHECK_DIGIT: Rule = Rule {
    id: "id.npi-check-digit",
    title: "an NPI fails its check digit",
    fields: &[Field::Npi],
    snip: 5,
    predicts: answers::NPI,
    predicts_for: answers::NPI_OF,
    source: NPI,
    what: prose!(
        "The tenth digit of an NPI is the check digit of the other nine (Luhn's \
        formula, with the prefix 80840)."
    ),
    leaves_alone: leaves!["numbers that are not ten digits, which another rule reports",],
    why: "A failed check digit means a typing error; the number belongs to no provider and the \
        claim is rejected.",
    example: prose!(r#"[{"op": "replace", "path": "/billing/npi", "value": "1234567890"}]"#),
    fix: "look for mistyped or swapped digits; copy the NPI from the provider's NPPES record",
    check: |cx, out| {
        for (provider, at) in providers(cx) {
            if let Value::Read(npi) = &provider.npi {
                if is_npi_shaped(npi) && npi.starts_with(['1', '2']) && !npi_check_digit_holds(npi)
                {
                    out.add(
                        at(Field::Npi),
                        format!(
                            "the check digit of the {}'s NPI does not fit the others{}: \
                            a digit is mistyped",
                            provider.role.name(),
                            words::in_box(at(Field::Npi))
                        ),
                    );
                }
            }
        }
    },
    ..Rule::BASE
};

/// No NPI where one is needed.
pub static NPI_MISSING: Rule = Rule {
    id: "id.npi-missing",
    title: "a provider has no NPI",
    fields: &[Field::Npi, Field::Provider],
    predicts: answers::NO_NPI,
    predicts_for: answers::NO_NPI_OF,
    source: NPI,
    what: prose!(
        "The billing provider, and a rendering, referring, ordering or supervising \
        provider that is named, has an NPI, be it a person's or an organization's."
    ),
    leaves_alone: leaves![
        "a service facility without NPI, and who sold a service: theirs is situational",
    ],
    why: "Providers are known to payers by their NPI alone; a claim without the billing NPI is \
        rejected.",
    example: prose!(r#"[{"op": "remove", "path": "/billing/npi"}]"#),
    fix: "give the provider's ten-digit NPI; only atypical providers (taxis, carpenters) have \
        none",
    check: |cx, out| {
        if cx.claim.provider(Role::Billing).is_none() {
            out.add(
                Field::Npi.of(Owner::Provider(Role::Billing)),
                "the claim names no billing provider (box 33)",
            );
        }
        for (provider, at) in providers(cx) {
            if !provider.npi.is_missing() || provider.shape.wrong.is_some() {
                continue;
            }
            match provider.role {
                Role::Billing => {
                    out.add(at(Field::Npi), "the billing provider has no NPI (box 33a)");
                }
                Role::Rendering => {
                    out.add(
                        at(Field::Npi),
                        "the rendering provider has no NPI (box 24J)",
                    );
                }
                Role::Facility | Role::Purchased | Role::Other => {}
                Role::Attending | Role::Operating | Role::OtherOperating => {
                    out.add(
                        at(Field::Npi),
                        format!("the {} has no NPI", provider.role.name()),
                    );
                }
                Role::Referring | Role::Ordering | Role::Supervising => {
                    out.add(
                        at(Field::Npi),
                        format!("the {} has no NPI (box 17b)", provider.role.name()),
                    )
                    .severity(Severity::Warning);
                }
            }
        }
    },
    ..Rule::BASE
};

/// The billing provider's name.
pub static NAME_MISSING: Rule = Rule {
    id: "provider.name-missing",
    title: "a provider has no name",
    fields: &[Field::ProviderName],
    predicts: predicts("A6:125:85", "16", "N256"),
    predicts_for: answers::NO_PROVIDER_NAME_OF,
    source: TR3,
    what: prose!(
        "The billing provider has the name of an organization, or a family name. A warning for \
        another provider that is named by a number only: rendering, referring, ordering, \
        supervising."
    ),
    why: "The 837P requires it, and payers compare it with the name they have for the NPI.",
    example: prose!(r#"[{"op": "remove", "path": "/billing/organizationName"}]"#),
    fix: "write the name as the payer has it on file",
    check: |cx, out| {
        for (p, at) in providers(cx) {
            let nameless = p.organization_name.is_missing() && p.last_name.is_missing();
            if !nameless || p.shape.wrong.is_some() {
                continue;
            }
            match p.role {
                Role::Billing => {
                    out.add(
                        at(Field::ProviderName),
                        "the billing provider has no name (box 33)",
                    );
                }
                Role::Rendering | Role::Referring | Role::Ordering | Role::Supervising
                    if !p.npi.is_missing() =>
                {
                    out.add(
                        at(Field::ProviderName),
                        format!("the {} has a number and no name", p.role.name()),
                    )
                    .severity(Severity::Warning);
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// A taxonomy code that cannot be one.
pub static TAXONOMY_FORMAT: Rule = Rule {
    id: "provider.taxonomy-format",
    title: "a taxonomy code cannot be one of the list",
    fields: &[Field::Taxonomy],
    snip: 5,
    predicts: answers::TAXONOMY,
    predicts_for: answers::TAXONOMY_OF,
    source: (
        "NUCC Health Care Provider Taxonomy code set",
        "https://www.nucc.org/index.php/code-sets-mainmenu-41/provider-taxonomy-mainmenu-40",
    ),
    what: prose!(
        "A taxonomy code has ten characters: three digits, two digits or capitals, \
        four digits, and a final X; its first two digits are one of the groupings of the \
        NUCC's list. The list itself is not carried."
    ),
    leaves_alone: leaves![
        "codes of the right form and grouping that the list may not have: it is not carried",
    ],
    why: "Payers that pay by taxonomy reject a claim whose code is not in the list.",
    example: prose!(
        r#"[{"op": "replace", "path": "/billing/taxonomyCode",
            "value": "999Z99999X"}]"#
    ),
    fix: "copy the code from the provider's NPPES record",
    check: |cx, out| {
        for (provider, at) in providers(cx) {
            if let Value::Read(code) = &provider.taxonomy {
                let b = code.as_bytes();
                let fits = |(i, c): (usize, &u8)| match i {
                    3 | 4 => c.is_ascii_digit() || c.is_ascii_uppercase(),
                    9 => *c == b'X',
                    _ => c.is_ascii_digit(),
                };
                if b.len() != 10 || !b.iter().enumerate().all(fits) {
                    out.add(
                        at(Field::Taxonomy),
                        format!(
                            "the {}'s taxonomy code is not of the form of one{}: three digits, \
                            two digits or capitals, four digits, and an X",
                            provider.role.name(),
                            words::in_box(at(Field::Taxonomy))
                        ),
                    );
                } else if !has(TAXONOMY_GROUPS, code.get(..2).unwrap_or_default()) {
                    out.add(
                        at(Field::Taxonomy),
                        format!(
                            "no taxonomy code begins with {}, as the {}'s does{}",
                            code.get(..2).unwrap_or_default(),
                            provider.role.name(),
                            words::in_box(at(Field::Taxonomy))
                        ),
                    );
                }
            }
        }
    },
    ..Rule::BASE
};

/// No tax number.
pub static TAX_ID_MISSING: Rule = Rule {
    id: "provider.tax-id-missing",
    title: "the billing provider has no tax number",
    fields: &[Field::EmployerId, Field::Ssn],
    predicts: predicts("A6:128:85", "16", "N209"),
    source: TR3,
    what: prose!(
        "The billing provider has an employer identification number, or a social security \
            number."
    ),
    why: "The payer reports what it pays under this number and rejects a claim without one.",
    example: prose!(r#"[{"op": "remove", "path": "/billing/employerId"}]"#),
    fix: "give the provider's EIN, or the SSN where there is no EIN",
    check: |cx, out| {
        if let Some((p, at)) = billing(cx) {
            if p.employer_id.is_missing() && p.ssn.is_missing() {
                out.add(
                    at(Field::EmployerId),
                    "the billing provider has neither an EIN nor an SSN (box 25)",
                );
            }
        }
    },
    ..Rule::BASE
};

/// A tax number that is not nine digits.
pub static TAX_ID_FORMAT: Rule = Rule {
    id: "provider.tax-id-format",
    title: "a tax number is not nine digits",
    fields: &[Field::EmployerId, Field::Ssn],
    snip: 1,
    predicts: predicts("A7:128:85", "16", "N209"),
    source: TR3,
    what: prose!(
        "An EIN or SSN has nine digits and nothing else; a hyphen at its usual place \
        is a warning, since clearinghouses mostly take it out."
    ),
    why: "A malformed tax number is rejected, or the payment is reported under a wrong one.",
    example: prose!(r#"[{"op": "replace", "path": "/billing/employerId", "value": "12345678A"}]"#),
    fix: "write the nine digits only",
    check: |cx, out| {
        for (provider, at) in providers(cx) {
            for (value, field, hyphens) in [
                (&provider.employer_id, Field::EmployerId, &[2][..]),
                (&provider.ssn, Field::Ssn, &[3, 6]),
            ] {
                let Value::Read(id) = value else { continue };
                let digits = id.bytes().filter(u8::is_ascii_digit).count();
                if digits == 9 && id.len() == 9 {
                    continue;
                }
                let usual = digits == 9
                    && id.len() == 9 + hyphens.len()
                    && hyphens.iter().all(|i| id.as_bytes().get(*i) == Some(&b'-'));
                let finding = out.add(
                    at(field),
                    format!(
                        "the {}'s {} {}; nine digits belong there",
                        provider.role.name(),
                        if field == Field::Ssn { "SSN" } else { "EIN" },
                        match usual {
                            true => "is written with hyphens".to_owned(),
                            false => format!("has {}", length(id)),
                        }
                    ),
                );
                if usual {
                    finding.severity(Severity::Warning);
                }
            }
        }
    },
    ..Rule::BASE
};

/// The billing provider, when it is an object.
pub(super) fn billing<'c>(
    cx: &Context<'c>,
) -> Option<(&'c Provider<'c>, impl Fn(Field) -> FieldRef)> {
    providers(cx)
        .into_iter()
        .find(|(p, _)| p.role == Role::Billing && p.shape.wrong.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn npi_check_digits_are_those_of_the_standard() {
        assert!(npi_check_digit_holds("1234567893"));
        for last in "012456789".chars() {
            assert!(!npi_check_digit_holds(&format!("123456789{last}")));
        }
    }
}
