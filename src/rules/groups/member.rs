//! Group 2: the insured person and the patient.

use crate::claim::Value;
use crate::field::{Field, Owner};
use crate::report::Severity;
use crate::rules::groups::mce::patient::says_sex;
use crate::rules::{answers, leaves, predicts, prose, words, Need, Rule, TR3};

const MBI: (&str, &str) = (
    "CMS, Understanding the Medicare Beneficiary Identifier (MBI) format",
    "https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi.pdf",
);

/// No member number.
pub static ID_MISSING: Rule = Rule {
    id: "member.id-missing",
    title: "the member number is missing",
    fields: &[Field::MemberId],
    predicts: predicts("A6:164:IL", "16", "N382"),
    source: TR3,
    what: prose!("The subscriber has a member number."),
    why: "Without it the payer cannot find the insured person, and rejects the claim.",
    example: prose!(r#"[{"op": "remove", "path": "/subscriber/memberId"}]"#),
    fix: "copy the number from the insurance card or the eligibility answer",
    check: |cx, out| {
        if cx.claim.subscriber.member_id.is_missing() && cx.claim.subscriber.shape.wrong.is_none() {
            out.add(
                Field::MemberId.of(cx.subscriber()),
                "the subscriber has no member number (box 1a)",
            );
        }
    },
    ..Rule::BASE
};

/// The first position, counted from 1, whose character is not of the class that a Medicare Beneficiary Identifier has there.
fn wrong_place(id: &str) -> Option<usize> {
    let letter = |b: u8| b.is_ascii_uppercase() && !b"SLOIBZ".contains(&b);
    let holds = |class: u8, b: u8| match class {
        b'C' => (b'1'..=b'9').contains(&b),
        b'N' => b.is_ascii_digit(),
        b'A' => letter(b),
        _ => letter(b) || b.is_ascii_digit(),
    };
    let fits = |(b, class): (u8, u8)| holds(class, b);
    id.bytes()
        .zip(*b"CAXNAXNAANN")
        .position(|pair| !fits(pair))
        .map(|i| i + 1)
}

/// Whether a text is a Medicare Beneficiary Identifier.
fn is_mbi(id: &str) -> bool {
    id.len() == 11 && wrong_place(id).is_none()
}

/// A member number of Medicare that is no MBI.
pub static MBI_FORMAT: Rule = Rule {
    id: "member.mbi-format",
    title: "the Medicare number does not have the form of an MBI",
    fields: &[Field::MemberId, Field::Filing],
    snip: 5,
    predicts: predicts("A7:164:IL", "16", "N382").published(answers::NGS),
    source: MBI,
    what: prose!(
        "When the payer is Medicare (claim filing code MA or MB), the member number is a Medicare \
            Beneficiary Identifier: 11 characters, positions 2, 5, 8 and 9 letters, 1, 4, 7, 10 \
            and 11 digits (the first not 0), 3 and 6 either, and never the letters S, L, O, I, B, \
            Z."
    ),
    leaves_alone: leaves![
        "payers other than Medicare Part A and B: Medicare Advantage has numbers of its own",
    ],
    why: "Medicare rejects every other number since 2020; most slips are a letter O for a \
        zero, or dashes kept from the card.",
    example: prose!(
        r#"[{"op": "replace", "path": "/subscriber/memberId",
            "value": "1EG4TE5MK7O"}]"#
    ),
    fix: "copy the number from the new Medicare card, without dashes",
    check: |cx, out| {
        if let (true, Value::Read(id)) = (cx.is_medicare(), &cx.claim.subscriber.member_id) {
            let at = Field::MemberId.of(cx.subscriber());
            let plain: String = id
                .chars()
                .filter(|c| !matches!(c, '-' | ' '))
                .map(|c| c.to_ascii_uppercase())
                .collect();
            if is_mbi(id) {
                return;
            }
            if is_mbi(&plain) {
                out.add(
                    at,
                    "the Medicare number is written with dashes, blanks or small letters (box \
                        1a)",
                )
                .fix("write the 11 characters only, in capitals");
            } else if id.len() != 11 {
                out.add(
                    at,
                    format!(
                        "the Medicare number has {} characters (box 1a); an MBI has 11",
                        id.chars().count()
                    ),
                );
            } else {
                out.add(at, {
                    let place = wrong_place(&plain).unwrap_or(1);
                    let wanted = match b"CAXNAXNAANN".get(place - 1) {
                        Some(b'C') => "a digit from 1 to 9",
                        Some(b'N') => "a digit",
                        Some(b'A') => "a letter other than S, L, O, I, B, Z",
                        _ => "a digit, or a letter other than S, L, O, I, B, Z",
                    };
                    format!("character {place} of the Medicare number (box 1a) must be {wanted}")
                });
            }
        }
    },
    ..Rule::BASE
};

/// A person without a name.
pub static NAME_MISSING: Rule = Rule {
    id: "member.name-missing",
    title: "the name of the subscriber or patient is missing",
    fields: &[Field::LastName, Field::FirstName],
    predicts: answers::NO_LAST_NAME,
    predicts_for: answers::NO_NAME_OF,
    source: TR3,
    what: prose!(
        "The subscriber has a family name (or is an organization), and so has a dependent \
            patient."
    ),
    leaves_alone: leaves!["an organization in place of a person (workers' compensation)",],
    why: "Payers match member number, name and date of birth; a claim without the name is \
            rejected.",
    example: prose!(r#"[{"op": "remove", "path": "/subscriber/lastName"}]"#),
    fix: "write the name as it stands on the insurance card",
    check: |cx, out| {
        let subscriber = (&cx.claim.subscriber, cx.subscriber());
        let dependent = cx.claim.dependent.as_deref().map(|d| (d, Owner::Dependent));
        for (person, owner) in std::iter::once(subscriber).chain(dependent) {
            if person.last_name.is_missing()
                && person.organization_name.is_missing()
                && person.shape.wrong.is_none()
            {
                let (who, number) = match owner {
                    Owner::Insured => ("insured", "4"),
                    _ => ("patient", "2"),
                };
                out.add(
                    Field::LastName.of(owner),
                    format!("the {who}'s family name is missing (box {number})"),
                );
            }
        }
    },
    ..Rule::BASE
};

/// No date of birth, or one after today.
pub static BIRTH: Rule = Rule {
    id: "member.birth-date-missing",
    title: "the patient's date of birth is missing",
    fields: &[Field::BirthDate],
    predicts: answers::NO_BIRTH,
    predicts_for: answers::NO_BIRTH_OF,
    source: TR3,
    what: prose!("The patient has a date of birth."),
    leaves_alone: leaves!["the subscriber's date where a dependent is the patient",],
    why: "The payer identifies the patient by it; the 837P requires it of the patient.",
    example: prose!(r#"[{"op": "remove", "path": "/subscriber/dateOfBirth"}]"#),
    fix: "give the date of birth as YYYYMMDD",
    check: |cx, out| {
        let patient = cx.claim.patient();
        if patient.date_of_birth.is_missing() && patient.shape.wrong.is_none() {
            out.add(
                Field::BirthDate.of(cx.patient()),
                "the patient's date of birth is missing (box 3)",
            );
        }
    },
    ..Rule::BASE
};

/// Longer ago than anybody lives.
pub static BIRTH_TOO_EARLY: Rule = Rule {
    id: "member.birth-before-1900",
    title: "a date of birth is before 1900",
    fields: &[Field::BirthDate],
    snip: 4,
    predicts: answers::NO_BIRTH,
    predicts_for: answers::NO_BIRTH_OF,
    source: TR3,
    what: prose!("No date of birth is before 1900: nobody who is treated today was born then."),
    why: "The century is wrong, and the payer knows no such member.",
    example: prose!(
        r#"[{"op": "replace", "path": "/subscriber/dateOfBirth", "value": "18500615"}]"#
    ),
    fix: "correct the year of birth",
    check: |cx, out| {
        let subscriber = (&cx.claim.subscriber, Owner::Subscriber);
        let dependent = cx.claim.dependent.as_deref().map(|d| (d, Owner::Dependent));
        for (person, owner) in std::iter::once(subscriber).chain(dependent) {
            let born = person.date_of_birth.get();
            if born.is_some_and(|d| d.parts().0 < 1900) {
                out.add(
                    Field::BirthDate.of(owner),
                    "the date of birth is before 1900",
                );
            }
        }
    },
    ..Rule::BASE
};

/// A birth in the future.
pub static BIRTH_IN_FUTURE: Rule = Rule {
    id: "member.birth-date-in-future",
    title: "a date of birth is after today",
    fields: &[Field::BirthDate],
    snip: 4,
    needs: &[Need::Today],
    predicts: answers::FUTURE_BIRTH,
    predicts_for: answers::FUTURE_BIRTH_OF,
    source: TR3,
    what: prose!("No date of birth is after today."),
    why: "The claim is rejected; mostly a mistyped century.",
    example: prose!(
        r#"[{"op": "replace", "path": "/subscriber/dateOfBirth", "value": "20300101"}]"#
    ),
    fix: "correct the year of birth",
    check: |cx, out| {
        let subscriber = (&cx.claim.subscriber, cx.subscriber());
        let dependent = cx.claim.dependent.as_deref().map(|d| (d, Owner::Dependent));
        for (person, owner) in std::iter::once(subscriber).chain(dependent) {
            if person.date_of_birth.get().copied() > cx.options.today {
                out.add(
                    Field::BirthDate.of(owner),
                    format!(
                        "the date of birth is after today{}",
                        words::in_box(Field::BirthDate.of(owner))
                    ),
                );
            }
        }
    },
    ..Rule::BASE
};

/// A sex that is not one of the three codes.
pub static GENDER: Rule = Rule {
    id: "member.gender-unknown-code",
    title: "the sex code is missing or not one of F, M, U",
    fields: &[Field::Gender],
    predicts: answers::SEX,
    predicts_for: answers::SEX_OF,
    source: TR3,
    what: prose!("The sex of the patient (and of the subscriber, where given) is F, M or U."),
    leaves_alone: leaves!["the subscriber's missing sex where a dependent is the patient",],
    why: "Any other value is refused by the 837P.",
    example: prose!(r#"[{"op": "replace", "path": "/subscriber/gender", "value": "X"}]"#),
    fix: "use F, M or U",
    check: |cx, out| {
        let subscriber = (&cx.claim.subscriber, cx.subscriber());
        let dependent = cx.claim.dependent.as_deref().map(|d| (d, Owner::Dependent));
        for (person, owner) in std::iter::once(subscriber).chain(dependent) {
            let at = Field::Gender.of(owner);
            match &person.gender {
                Value::Missing if owner == cx.patient() && says_sex(cx) => {}
                Value::Missing if owner == cx.patient() && person.shape.wrong.is_none() => {
                    out.add(at, "the patient's sex is missing (box 3): F, M or U")
                        .options(["F", "M", "U"].map(String::from));
                }
                Value::Read(_) if owner == cx.patient() && says_sex(cx) => {}
                Value::Read(sex) if !matches!(&**sex, "F" | "M" | "U") => {
                    out.add(
                        at,
                        format!(
                            "{} is not a sex code{}: F, M or U",
                            words::code(sex, 1),
                            words::in_box(at)
                        ),
                    )
                    .options(["F", "M", "U"].map(String::from));
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// The patient's address.
pub static ADDRESS_MISSING: Rule = Rule {
    id: "member.address-missing",
    title: "the patient's address is missing",
    fields: &[
        Field::Address1,
        Field::City,
        Field::State,
        Field::PostalCode,
        Field::Country,
    ],
    predicts: answers::NO_PATIENT_STREET,
    predicts_for: answers::NO_PATIENT_ADDRESS_PART,
    source: TR3,
    what: prose!(
        "The patient has a street and a city, and in the United States and Canada a state and a \
        ZIP code. An error where the patient is the subscriber, a warning for a dependent, whose \
        address some payers take from the subscriber."
    ),
    leaves_alone: leaves![
        "state and ZIP code of an address outside of the United States and Canada",
        "the subscriber's address where a dependent is the patient",
    ],
    why: "The 837P asks for the patient's address; a claim without it is rejected.",
    example: prose!(r#"[{"op": "remove", "path": "/subscriber/address/address1"}]"#),
    fix: "give the patient's street, city, state and ZIP code",
    check: |cx, out| {
        let patient = cx.claim.patient();
        let address = &patient.address;
        if patient.shape.wrong.is_some() || address.shape.wrong.is_some() {
            return;
        }
        let divided = matches!(address.country.text(), "" | "US" | "CA");
        for (value, field, what, asked) in [
            (&address.address1, Field::Address1, "street", true),
            (&address.city, Field::City, "city", true),
            (&address.state, Field::State, "state", divided),
            (&address.postal_code, Field::PostalCode, "ZIP code", divided),
        ] {
            if asked && value.is_missing() {
                let finding = out.add(
                    field.of(cx.patient()),
                    format!("the patient's address has no {what}"),
                );
                if cx.claim.dependent.is_some() {
                    finding.severity(Severity::Warning);
                }
            }
        }
    },
    ..Rule::BASE
};

#[cfg(test)]
mod tests {
    use super::is_mbi;

    #[test]
    fn mbis_have_their_classes_of_characters() {
        assert!(is_mbi("1EG4TE5MK73"));
        for bad in [
            "0EG4TE5MK73",
            "1EG4TE5MK7",
            "1EG4TE5MK7O",
            "1SG4TE5MK73",
            "1EG4TE5M373",
            "1eg4te5mk73",
            "１EG4TE5MK7",
        ] {
            assert!(!is_mbi(bad), "{bad}");
        }
    }
}
