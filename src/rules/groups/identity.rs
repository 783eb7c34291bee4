//! Who somebody is: names and numbers that are there and cannot be right.

use super::provider::providers;
use crate::claim::{Role, Value};
use crate::field::{Field, Owner};
use crate::report::Severity;
use crate::rules::{answers, leaves, predicts, prose, Rule, TR3};

/// Half a name.
pub static FIRST_NAME: Rule = Rule {
    id: "member.first-name-missing",
    title: "a person has no first name",
    severity: Severity::Warning,
    fields: &[Field::FirstName, Field::LastName],
    snip: 4,
    predicts: answers::NO_FIRST_NAME,
    predicts_for: answers::NO_NAME_OF,
    source: TR3,
    what: prose!(
        "A subscriber or dependent with a family name has a first name. A warning, \
        for some people have one name only."
    ),
    leaves_alone: leaves!["an organization in place of a person (workers' compensation)",],
    why: "Payers match the name with the member number; half a name matches nobody.",
    example: prose!(r#"[{"op": "remove", "path": "/subscriber/firstName"}]"#),
    fix: "write the first name as it stands on the insurance card",
    check: |cx, out| {
        let subscriber = (&cx.claim.subscriber, cx.subscriber());
        let dependent = cx.claim.dependent.as_deref().map(|d| (d, Owner::Dependent));
        for (person, owner) in std::iter::once(subscriber).chain(dependent) {
            if person.first_name.is_missing()
                && !person.last_name.is_missing()
                && person.organization_name.is_missing()
            {
                let who = match owner {
                    Owner::Dependent => "dependent",
                    _ => "subscriber",
                };
                out.add(
                    Field::FirstName.of(owner),
                    format!("the first name of the {who} is missing"),
                );
            }
        }
    },
    ..Rule::BASE
};

/// Whether a person's name has what no name has: a digit (but for an ordinal such as 3RD) or a sign.
fn is_mistyped(name: &str) -> bool {
    let ordinal = |word: &str| {
        let end = word.trim_start_matches(|c: char| c.is_ascii_digit());
        word.len() <= end.len() + 1
            && ["ST", "ND", "RD", "TH"]
                .iter()
                .any(|o| end.eq_ignore_ascii_case(o))
    };
    let wrong = |c: char| c.is_ascii_digit() || "@#$%&*_=+<>?!;:\"{}[]|\\~^".contains(c);
    name.split([' ', '-', ','])
        .any(|word| word.contains(wrong) && !ordinal(word.trim_end_matches('.')))
}

/// A name that nobody has.
pub static NAME_CHARACTERS: Rule = Rule {
    id: "member.name-characters",
    title: "a person's name has a digit or a sign",
    severity: Severity::Warning,
    fields: &[Field::LastName, Field::FirstName],
    snip: 5,
    predicts: predicts("A7:504:IL", "16", "MA36"),
    predicts_for: answers::BAD_NAME_OF,
    source: TR3,
    what: prose!(
        "The names of subscriber and dependent have letters only, no digits and no signs such \
        as `*` or `@`."
    ),
    leaves_alone: leaves![
        "hyphens, apostrophes, points, blanks and letters of other languages",
        "ordinals behind a name (2ND, 3RD)",
        "names of organizations",
    ],
    why: "The payer compares the name with the one on its file: a mistyped one matches nobody.",
    example: prose!(r#"[{"op": "replace", "path": "/subscriber/lastName", "value": "EXAMP1E"}]"#),
    fix: "write the name as it stands on the insurance card",
    check: |cx, out| {
        let subscriber = (&cx.claim.subscriber, cx.subscriber());
        let dependent = cx.claim.dependent.as_deref().map(|d| (d, Owner::Dependent));
        for (person, owner) in std::iter::once(subscriber).chain(dependent) {
            let names = [
                (&person.last_name, Field::LastName, "family"),
                (&person.first_name, Field::FirstName, "first"),
            ];
            for (name, field, which) in names {
                if is_mistyped(name.text()) {
                    let who = match owner {
                        Owner::Dependent => "dependent",
                        _ => "subscriber",
                    };
                    out.add(
                        field.of(owner),
                        format!("the {which} name of the {who} has a digit or a sign"),
                    );
                }
            }
        }
    },
    ..Rule::BASE
};

/// An organization that refers.
pub static REFERRING_ORGANIZATION: Rule = Rule {
    id: "provider.referring-organization",
    title: "the referring provider is an organization",
    fields: &[Field::ProviderName, Field::Npi],
    snip: 4,
    predicts: predicts("A7:741:DN", "16", "N286"),
    source: (
        "ASC X12N 837P implementation guide (005010X222A1), loops 2310A, 2310D, 2420D, 2420E, \
            2420F (NM102 is 1); 42 CFR 424.507",
        "https://x12.org/products/technical-reports",
    ),
    what: prose!(
        "A referring, ordering or supervising provider is a person, and has a family \
        name. Where the number is also the billing provider's, and that is an organization, it \
        is a warning."
    ),
    leaves_alone: leaves!["an entry without any name, where that is the finding",],
    why: "Only a clinician can refer or order; the payer checks the clinician's own number.",
    example: prose!(
        r#"[{"op": "replace", "path": "/referring", "value": {"npi": "1245319599",
            "organizationName": "EXAMPLE CLINIC"}}]"#
    ),
    fix: "name the clinician with the clinician's own NPI",
    check: |cx, out| {
        let billing = cx.claim.provider(Role::Billing).filter(|b| {
            b.last_name.is_missing() && !b.npi.is_missing() && !b.organization_name.is_missing()
        });
        for (provider, at) in providers(cx) {
            let role = match provider.role {
                Role::Referring => "referring",
                Role::Ordering => "ordering",
                Role::Supervising => "supervising",
                _ => continue,
            };
            if !provider.organization_name.is_missing() && provider.last_name.is_missing() {
                out.add(
                    at(Field::ProviderName),
                    format!("the {role} provider is an organization, not a person"),
                );
            } else if billing.is_some_and(|b| b.npi == provider.npi) {
                out.add(
                    at(Field::Npi),
                    format!("the {role} provider has the number of the billing organization"),
                )
                .severity(Severity::Warning);
            }
        }
    },
    ..Rule::BASE
};

/// A filler in place of a tax number.
pub static TAX_ID_FILLER: Rule = Rule {
    id: "provider.tax-id-filler",
    title: "a tax number is one digit nine times",
    severity: Severity::Warning,
    fields: &[Field::EmployerId, Field::Ssn],
    snip: 5,
    predicts: predicts("A7:128:85", "16", "N209"),
    source: (
        "IRS, employer identification numbers; Social Security Administration, invalid numbers",
        "https://www.irs.gov/businesses/small-businesses-self-employed/how-eins-are-assigned-and-\
            valid-ein-prefixes",
    ),
    what: prose!("An EIN or SSN is not one digit repeated nine times."),
    why: "Such a number is a filler; the payer cannot report the payment under it.",
    example: prose!(r#"[{"op": "replace", "path": "/billing/employerId", "value": "999999999"}]"#),
    fix: "give the number under which the provider is taxed",
    check: |cx, out| {
        for (provider, at) in providers(cx) {
            for (value, field) in [
                (&provider.employer_id, Field::EmployerId),
                (&provider.ssn, Field::Ssn),
            ] {
                let Value::Read(id) = value else { continue };
                let mut digits = id.bytes().filter(u8::is_ascii_digit);
                let first = digits.next();
                if id.len() >= 9 && first.is_some() && digits.all(|d| Some(d) == first) {
                    let which = if field == Field::Ssn { "SSN" } else { "EIN" };
                    let whose = provider.role.name();
                    out.add(
                        at(field),
                        format!("the {whose}'s {which} is one digit nine times"),
                    );
                }
            }
        }
    },
    ..Rule::BASE
};

/// Two lines that an answer cannot tell apart.
pub static LINE_CONTROL_NUMBER: Rule = Rule {
    id: "dup.line-control-number",
    title: "two lines have the same control number",
    severity: Severity::Warning,
    fields: &[Field::LineControlNumber],
    snip: 4,
    predicts: predicts("A7:584", "", ""),
    source: TR3,
    what: prose!("Each line item control number stands on one line of the claim."),
    leaves_alone: leaves!["lines without one",],
    why: "The payer's remittance names lines by it: with two alike a payment or denial cannot be \
        posted to its line.",
    example: prose!(
        r#"[{"op": "add", "value": "L1",
            "path": "/claimInformation/serviceLines/0/providerControlNumber"},
            {"op": "add", "value": "L1",
            "path": "/claimInformation/serviceLines/1/providerControlNumber"}]"#
    ),
    fix: "give each line a number of its own",
    check: |cx, out| {
        let lines = &cx.claim.info.lines;
        for (i, line) in lines.iter().enumerate() {
            let Value::Read(number) = &line.control_number else {
                continue;
            };
            let earlier = lines.iter().take(i);
            let same = |l: &crate::claim::Line<'_>| l.control_number.text() == number;
            if let Some(j) = earlier.map(same).position(|is| is) {
                out.add(
                    Field::LineControlNumber.line(i),
                    format!("lines {} and {} have the same control number", j + 1, i + 1),
                )
                .related(Field::LineControlNumber.line(j), "the other line");
            }
        }
    },
    ..Rule::BASE
};
