//! The type of bill: kind of facility, kind of care, and which bill of a series it is.

use crate::claim::Value;
use crate::field::Field;
use crate::lists::has;
use crate::report::Edit;
use crate::rules::{leaves, predicts, prose, words, Rule, TR3_HOSPITAL};

/// First two digits of types of bill that are assigned (CMS publishes them with its claims data; obsolete ones left out).
pub(super) const FACILITIES: &[(&str, &str)] = &[
    ("11", "hospital, inpatient"),
    ("12", "hospital, inpatient under Part B"),
    ("13", "hospital, outpatient"),
    ("14", "hospital, laboratory for those who are no patients"),
    ("18", "hospital, swing bed"),
    ("21", "skilled nursing, inpatient"),
    ("22", "skilled nursing, inpatient under Part B"),
    ("23", "skilled nursing, outpatient"),
    ("28", "skilled nursing, swing bed"),
    ("32", "home health under a plan of care"),
    ("34", "home health not under a plan of care"),
    ("41", "religious nonmedical institution, inpatient"),
    ("43", "religious nonmedical institution, outpatient"),
    ("65", "intermediate care, level I"),
    ("66", "intermediate care, level II"),
    ("71", "rural health clinic"),
    ("72", "dialysis"),
    ("73", "free-standing clinic"),
    ("74", "outpatient rehabilitation"),
    ("75", "comprehensive outpatient rehabilitation"),
    ("76", "community mental health center"),
    ("77", "federally qualified health center"),
    ("78", "free-standing emergency facility"),
    ("79", "another clinic"),
    ("81", "hospice, free-standing"),
    ("82", "hospice of a hospital"),
    ("83", "ambulatory surgery center"),
    ("84", "birth center"),
    ("85", "critical access hospital, outpatient"),
    ("86", "residential facility"),
    ("87", "opioid treatment program"),
    ("89", "another special facility"),
];

/// A type of bill that is not assigned.
pub static FACILITY: Rule = Rule {
    id: "bill.type-unknown",
    title: "the type of bill is missing or not assigned",
    fields: &[Field::BillType],
    snip: 5,
    edit: Some(Edit {
        system: "I/OCE",
        code: "118",
    }),
    predicts: predicts("A7:228", "16", "MA30"),
    source: TR3_HOSPITAL,
    what: prose!(
        "The first two digits of the type of bill (kind of facility and of care, without the \
            leading zero) are assigned and not obsolete."
    ),
    leaves_alone: leaves!["types of bill that Medicaid takes and Medicare does not"],
    why: "The type of bill decides which rules and which payment system the claim falls under; \
        an unknown one goes back unprocessed.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"*13:A:1*": "*99:A:1*"}}"#),
    fix: "give the two digits for the facility and the care, without the leading zero: 11 for \
        an inpatient, 13 for an outpatient of a hospital",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let at = Field::BillType.of_claim();
        match &bill.hospital.facility_type {
            Value::Missing => drop(out.add(at, "the type of bill is missing")),
            Value::Read(code) => {
                let plain = code.strip_prefix('0').unwrap_or(code);
                if !has(FACILITIES, plain) {
                    let code = words::code(code, 3);
                    out.add(at, format!("no type of bill begins with {code}"));
                } else if plain.len() < code.len() {
                    out.add(
                        at,
                        "the 837I leaves out the leading zero of the type of bill",
                    )
                    .options([plain.to_owned()]);
                }
            }
            _ => {}
        }
    },
    ..Rule::BASE
};
