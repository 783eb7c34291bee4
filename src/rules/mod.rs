//! The rules, and `validate` that runs them.
//!
//! A rule is a `static` with its documentation and a function; the registry is a plain slice. To add one: write it in the
//! file of its group in `groups/`, name it in `registry.rs`, give it a case in `tests/corpus`. `RULES.md` is made from the same texts.

mod answers;
pub mod batch;
mod context;

pub mod lists;

mod file;
mod findings;
mod groups;
mod need;
mod registry;
mod rule;
mod words;

pub use batch::{Batch, BatchError, Checked};
pub use context::Context;
pub use findings::Findings;
pub use need::Need;
pub use registry::all;
pub use rule::Rule;

use crate::catalog::Catalog;
use crate::claim::Claim;
use crate::date::Date;
use crate::error::Error;
use crate::field::touched::Touched;
use crate::formats::json;
use crate::report::{Finding, Report, Severity};
use crate::sort_permutation::sorted;
use groups::input;
use registry::RULES;
use rule::{predicts, prose, TR3};
use std::borrow::Cow;

/// How to validate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The date to check codes on where the claim has no date of service.
    pub on: Option<Date>,
    /// Today: the library has no clock.
    pub today: Option<Date>,
    /// A JSON Pointer: run only the rules that read that field.
    pub field: Option<String>,
    /// Days after the date of service within which the payer takes the claim; Medicare's year is known.
    pub timely_filing_days: Option<u32>,
}

/// Checks a claim. Never fails on a bad claim: that is what the report is for.
pub fn validate(claim: &Claim<'_>, tables: &Catalog, options: &Options) -> Report {
    let cx = Context::new(claim, tables, options);
    check(&cx, &reading(options.field.as_deref()))
}

/// Checks a claim that is still JSON text.
pub fn validate_json(bytes: &[u8], tables: &Catalog, options: &Options) -> Result<Report, Error> {
    Ok(validate(&json::parse(bytes)?, tables, options))
}

/// The rules that read a field which this JSON Pointer touches; all without.
fn reading(at: Option<&str>) -> Cow<'static, [&'static Rule]> {
    let Some(at) = at else {
        return Cow::Borrowed(RULES);
    };
    let touched = Touched::by(at);
    let reads = |rule: &&Rule| rule.fields.iter().any(|f| touched.has(*f));
    Cow::Owned(RULES.iter().copied().filter(reads).collect())
}

fn rules_run(rules: &[&'static Rule], options: &Options) -> Option<Vec<&'static str>> {
    let ids = |_: &String| rules.iter().map(|r| r.id).collect();
    options.field.as_ref().map(ids)
}

fn check(cx: &Context<'_>, rules: &[&'static Rule]) -> Report {
    let (tables, options) = (cx.tables, cx.options);
    let mut out = Findings::new(&input::WRONG_TYPE);
    for rule in rules {
        out.rule = rule;
        let unmet = rule.unmet(tables, options);
        if unmet.as_ref().is_none_or(|(need, _)| !need.is_vital()) {
            (rule.check)(cx, &mut out);
        }
        out.not_checked.extend(unmet.map(|(_, why)| why));
    }
    // In the order of the claim's fields.
    let place = |f: &Finding| {
        (
            f.position.line.map_or(0, |l| l + 1),
            f.position.field,
            f.severity,
        )
    };
    let findings = sorted(out.found, |a, b| {
        let places = place(a).cmp(&place(b));
        places.then_with(|| a.path.cmp(&b.path)).is_lt()
    });
    Report {
        valid: !findings.iter().any(|f| f.severity == Severity::Error),
        findings,
        not_checked: out.not_checked,
        checked_on: cx.first_date(),
        releases: tables.releases(),
        rules_run: rules_run(rules, options),
    }
}

#[cfg(test)]
mod tests;
