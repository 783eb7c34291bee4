//! Where a ZIP code lies.

use super::provider_address::{addresses, whose};
use crate::claim::{Role, Value};
use crate::field::{Field, FieldRef};
use crate::report::Severity;
use crate::rules::{answers, leaves, prose, Rule, TR3};

/// First and last three digits of the ZIP codes of each state, sorted; a state stands once for each of its ranges. The
/// Postal Service's assignment, to the three digits; where two states share a range both stand.
const ZIPS: &[(u16, u16, &str)] = &[
    (5, 5, "NY"),
    (6, 7, "PR"),
    (8, 8, "VI"),
    (9, 9, "PR"),
    (10, 27, "MA"),
    (28, 29, "RI"),
    (30, 38, "NH"),
    (39, 49, "ME"),
    (50, 54, "VT"),
    (55, 55, "MA"),
    (56, 59, "VT"),
    (60, 69, "CT"),
    (63, 63, "NY"),
    (70, 89, "NJ"),
    (90, 99, "AE"),
    (100, 149, "NY"),
    (150, 196, "PA"),
    (197, 199, "DE"),
    (200, 205, "DC"),
    (201, 201, "VA"),
    (203, 203, "MD"),
    (205, 205, "MD"),
    (206, 219, "MD"),
    (220, 246, "VA"),
    (247, 268, "WV"),
    (270, 289, "NC"),
    (290, 299, "SC"),
    (300, 319, "GA"),
    (320, 339, "FL"),
    (340, 340, "AA"),
    (341, 349, "FL"),
    (350, 369, "AL"),
    (370, 385, "TN"),
    (386, 397, "MS"),
    (398, 399, "GA"),
    (400, 427, "KY"),
    (430, 459, "OH"),
    (460, 479, "IN"),
    (480, 499, "MI"),
    (500, 528, "IA"),
    (530, 549, "WI"),
    (550, 567, "MN"),
    (569, 569, "DC"),
    (570, 577, "SD"),
    (580, 588, "ND"),
    (590, 599, "MT"),
    (600, 629, "IL"),
    (630, 658, "MO"),
    (660, 679, "KS"),
    (680, 693, "NE"),
    (700, 714, "LA"),
    (716, 729, "AR"),
    (730, 749, "OK"),
    (733, 733, "TX"),
    (750, 799, "TX"),
    (800, 816, "CO"),
    (820, 831, "WY"),
    (832, 838, "ID"),
    (834, 834, "WY"),
    (840, 847, "UT"),
    (850, 865, "AZ"),
    (870, 884, "NM"),
    (885, 885, "TX"),
    (889, 898, "NV"),
    (900, 961, "CA"),
    (962, 966, "AP"),
    (967, 968, "HI"),
    (967, 967, "AS"),
    (969, 969, "GU"),
    (969, 969, "MP"),
    (969, 969, "PW"),
    (969, 969, "FM"),
    (969, 969, "MH"),
    (970, 979, "OR"),
    (980, 994, "WA"),
    (995, 999, "AK"),
];

/// Whether a ZIP code can lie in a state; `None` when it lies nowhere that is known.
fn lies_in(zip: &str, state: &str) -> Option<bool> {
    let three: u16 = zip.get(..3)?.parse().ok()?;
    let mut here = ZIPS
        .iter()
        .filter(|(from, to, _)| (*from..=*to).contains(&three))
        .peekable();
    here.peek()?;
    // Military posts use one letter for another abroad, and some ZIP codes reach over a border.
    let military = |s: &str| matches!(s, "AA" | "AE" | "AP");
    let near = |s: &str| {
        matches!(
            (three, s),
            (422, "TN")
                | (370..=371, "KY")
                | (865, "NM")
                | (576 | 577, "ND")
                | (580, "SD")
                | (597, "WY")
                | (693, "SD")
                | (967, "GU")
                | (398, "AL")
                | (834, "ID")
        )
    };
    Some(here.any(|(_, _, s)| *s == state || (military(s) && military(state))) || near(state))
}

/// A ZIP code of another state.
pub static STATE_DIFFERS: Rule = Rule {
    id: "address.zip-outside-state",
    title: "a ZIP code is not of the state",
    severity: Severity::Warning,
    fields: &[Field::PostalCode, Field::State, Field::Country],
    snip: 5,
    predicts: answers::ZIP,
    predicts_for: answers::ZIP_OF,
    source: (
        "United States Postal Service, assignment of the first three digits of ZIP codes",
        "https://pe.usps.com/text/DMM300/L002.htm",
    ),
    what: prose!(
        "In the United States the first three digits of a ZIP code are of the address's state."
    ),
    leaves_alone: leaves![
        "addresses outside of the United States",
        "military posts among each other (AA, AE, AP)",
        "digits that the Postal Service has not assigned",
        "the few areas that reach over a border",
    ],
    why: "Payers check the address and price by the ZIP code; one of the two is mistyped.",
    example: prose!(
        r#"[{"op": "replace", "path": "/billing/address/postalCode", "value": "902101234"}]"#
    ),
    fix: "correct the state or the ZIP code",
    check: |cx, out| {
        for (address, _, at) in addresses(cx) {
            let (Value::Read(zip), Value::Read(state)) = (&address.postal_code, &address.state)
            else {
                continue;
            };
            if !matches!(address.country.text(), "" | "US") || state.len() != 2 {
                continue;
            }
            let state = state.to_ascii_uppercase();
            if crate::lists::has(crate::lists::STATES, &state)
                && lies_in(zip, &state) == Some(false)
            {
                let at = |field| FieldRef { field, ..at };
                out.add(
                    at(Field::PostalCode),
                    format!(
                        "the {}'s ZIP code begins with {}, which is not in {state}",
                        whose(at(Field::PostalCode)),
                        zip.get(..3).unwrap_or_default()
                    ),
                )
                .related(at(Field::State), "the state");
            }
        }
    },
    ..Rule::BASE
};

/// A made-up end of a ZIP code.
pub static ZEROS: Rule = Rule {
    id: "address.zip-ends-in-zeros",
    title: "the last four digits of a ZIP code are zeros",
    fields: &[Field::PostalCode, Field::Country],
    snip: 5,
    predicts: answers::ZIP,
    predicts_for: answers::ZIP_OF,
    source: TR3,
    what: prose!(
        "The nine-digit ZIP code of the billing provider and of the service facility \
        does not end in 0000."
    ),
    leaves_alone: leaves!["addresses of anybody else",],
    why: "0000 is no delivery point: clearinghouses and Medicare reject it as a filler.",
    example: prose!(
        r#"[{"op": "replace", "path": "/billing/address/postalCode", "value": "432150000"}]"#
    ),
    fix: "look up the last four digits at the Postal Service (ZIP code lookup)",
    check: |cx, out| {
        for (address, role, at) in addresses(cx) {
            let zip = address.postal_code.text();
            let zeros = zip.ends_with("0000") && matches!(zip.len(), 9 | 10);
            if zeros
                && matches!(role, Some(Role::Billing | Role::Facility))
                && matches!(address.country.text(), "" | "US")
            {
                out.add(
                    FieldRef {
                        field: Field::PostalCode,
                        ..at
                    },
                    format!(
                        "the {}'s ZIP code ends in 0000, which is no delivery point",
                        whose(at)
                    ),
                );
            }
        }
    },
    ..Rule::BASE
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zip_codes_lie_in_their_states() {
        for (zip, state) in [
            ("432151234", "OH"),
            ("06390", "NY"),
            ("20101", "VA"),
            ("20001", "DC"),
            ("73301", "TX"),
            ("88510", "TX"),
            ("96799", "AS"),
            ("09123", "AE"),
            ("42223", "TN"),
        ] {
            assert_eq!(lies_in(zip, state), Some(true), "{zip} {state}");
        }
        assert_eq!(lies_in("90210", "OH"), Some(false));
        assert_eq!(lies_in("00000", "OH"), None);
        assert!(ZIPS.iter().all(|(a, b, s)| a <= b && s.len() == 2));
    }
}
