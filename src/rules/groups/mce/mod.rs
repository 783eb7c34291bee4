//! CMS's Medicare Code Editor: what is wrong with the codes of an inpatient stay, edit by edit.
//!
//! They are Medicare's rules: errors for Part A and B, warnings for Medicare Advantage, off for everybody else unless asked.

pub(in crate::rules) mod codes;
pub(in crate::rules) mod patient;
pub(in crate::rules) mod principal;
pub(in crate::rules) mod procedures;
mod reading;

pub(in crate::rules) use reading::stay;

use crate::report::{Edit, Severity};
use crate::rules::context::Context;
use crate::rules::stay::{Found, Stay};
use crate::rules::Findings;

/// The authority of all of them.
const MCE: (&str, &str) = (
    "CMS, Definitions of Medicare Code Edits; Medicare Claims Processing Manual, chapter 3, \
        20.2",
    "https://www.cms.gov/medicare/payment/\
     prospective-payment-systems/acute-inpatient-pps/ms-drg-classifications-and-software",
);

/// An edit by its number in the definitions.
const fn edit(code: &'static str) -> Option<Edit> {
    Some(Edit {
        system: "MCE",
        code,
    })
}

/// A finding at a code of the stay, as bad as the payer takes it.
fn at(out: &mut Findings, stay: &Stay<'_>, found: &Found<'_>, message: String) {
    out.add(found.at, message).severity(stay.severity);
}

/// A finding of an edit that has a person look at the claim and sends nothing back: a warning.
fn review(out: &mut Findings, found: &Found<'_>, message: String) {
    out.add(found.at, message).severity(Severity::Warning);
}

/// A code as it is shown.
fn shown(cx: &Context<'_>, found: &Found<'_>) -> String {
    use crate::code_set::CodeSet;
    let table = cx.tables.codes(CodeSet::Icd10cm);
    table.map_or_else(|| found.code.to_string(), |t| t.formatted(&found.code))
}
