//! Group 3: providers, their numbers and addresses.

use super::{prose, Context, Rule};
use crate::claim::{Given, Provider};
use crate::finding::{Predicts, Severity};
use crate::formats::field::{At, Field, Owner};

const NPI: (&str, &str) = ("45 CFR 162.406; CMS NPI standard (check digit)", "https://www.cms.gov/regulations-and-guidance/administrative-simplification/nationalprovidentstand");

/// Every provider of the claim with the place of its fields: the claim's own, the facility, and the lines'.
pub(super) fn providers<'c>(cx: &Context<'c>) -> impl Iterator<Item = (&'c Provider<'c>, impl Fn(Field) -> At)> {
    let claim = cx.claim;
    let own = claim.providers.iter().map(|p| (p, None));
    let facility = claim.info.facility.as_deref().map(|p| (p, None));
    let lines = claim.info.lines.iter().enumerate().flat_map(|(i, l)| l.providers.iter().map(move |p| (p, Some(i))));
    own.chain(facility).chain(lines).map(|(p, line)| {
        let owner = match p.listed {
            Some(i) => Owner::Listed(p.role, i),
            None => Owner::Provider(p.role),
        };
        (p, move |field| At { field, line, item: 0, owner })
    })
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

fn is_npi_shaped(npi: &str) -> bool {
    npi.len() == 10 && npi.bytes().all(|b| b.is_ascii_digit())
}

/// An NPI that is not ten digits.
pub static NPI_FORMAT: Rule = Rule {
    id: "id.npi-format",
    title: "an NPI is not ten digits beginning with 1 or 2",
    severity: Severity::Error,
    fields: &[Field::Npi],
    snip: 5,
    needs: &[],
    edit: None,
    predicts: Predicts { stc: "A7:562", carc: "16", rarc: "N257" },
    predicts_verified: false,
    source: NPI,
    what: prose!("Every NPI on the claim has exactly ten digits, the first of them 1 or 2."),
    why: "Claims with a malformed NPI are rejected by the clearinghouse or at the payer's front end.",
    example: prose!(r#"[{"op": "replace", "path": "/billing/npi", "value": "123456789"}]"#),
    fix: "copy the NPI from the provider's NPPES record",
    check: |cx, out| {
        for (provider, at) in providers(cx) {
            if let Given::Read(npi) = &provider.npi {
                if !is_npi_shaped(npi) {
                    out.add(at(Field::Npi), "an NPI has exactly ten digits");
                } else if !npi.starts_with(['1', '2']) {
                    out.add(at(Field::Npi), "an NPI begins with 1 or 2");
                }
            }
        }
    },
};

/// An NPI with a wrong check digit.
pub static NPI_CHECK_DIGIT: Rule = Rule {
    id: "id.npi-check-digit",
    title: "an NPI fails its check digit",
    severity: Severity::Error,
    fields: &[Field::Npi],
    snip: 5,
    needs: &[],
    edit: None,
    predicts: Predicts { stc: "A7:562", carc: "16", rarc: "N257" },
    predicts_verified: false,
    source: NPI,
    what: prose!("The tenth digit of an NPI is the check digit of the other nine (Luhn's formula, with the prefix 80840)."),
    why: "A failed check digit means a typing error; the number belongs to no provider and the claim is rejected.",
    example: prose!(r#"[{"op": "replace", "path": "/billing/npi", "value": "1234567890"}]"#),
    fix: "look for mistyped or swapped digits; copy the NPI from the provider's NPPES record",
    check: |cx, out| {
        for (provider, at) in providers(cx) {
            if let Given::Read(npi) = &provider.npi {
                if is_npi_shaped(npi) && npi.starts_with(['1', '2']) && !npi_check_digit_holds(npi) {
                    out.add(at(Field::Npi), "the check digit of this NPI does not fit its other digits");
                }
            }
        }
    },
};

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
