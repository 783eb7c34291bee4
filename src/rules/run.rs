//! Runs rules over one claim.

use super::context::Context;
use super::dental::without_cdt;
use super::edition;
use super::groups::input;
use super::options::Options;
use super::registry::rules_of;
use super::rule::{Findings, Rule};
use crate::claim::Form;
use crate::field::touched::Touched;
use crate::report::{Finding, Report, Severity};
use crate::sort_permutation::sorted;
use std::borrow::Cow;

/// The rules of a kind of claim that are asked: those that read one of the fields that are `touched`, or else that the JSON
/// Pointer of the options touches, where there is one.
pub(super) fn asked(
    options: &Options,
    form: Form,
    touched: Option<Touched>,
) -> Cow<'static, [&'static Rule]> {
    let touched = touched.or_else(|| options.field.as_deref().map(Touched::by));
    let rules = rules_of(form);
    if touched.is_none() && options.rules.is_everything() {
        return Cow::Borrowed(rules);
    }
    let reads = |rule: &Rule| match &touched {
        Some(touched) => rule.fields.iter().any(|f| touched.has(*f)),
        None => true,
    };
    let asked = |rule: &&Rule| options.rules.asks(rule.id) && reads(rule);
    Cow::Owned(rules.iter().copied().filter(asked).collect())
}

fn rules_run(rules: &[&'static Rule], options: &Options) -> Option<Vec<&'static str>> {
    let ids = |_: &String| rules.iter().map(|r| r.id).collect();
    options.field.as_ref().map(ids)
}

/// Runs `rules`; findings come in the order of the claim's fields.
pub(super) fn check(cx: &Context<'_>, rules: &[&'static Rule]) -> Report {
    let (tables, options) = (cx.tables, cx.options);
    let mut out = Findings::new(&input::WRONG_TYPE, cx.claim.form());
    for rule in rules {
        out.rule = rule;
        let unmet = rule.unmet(cx);
        if unmet.as_ref().is_none_or(|(need, _)| !need.is_vital()) {
            let found = out.found.len();
            (rule.check)(cx, &mut out);
            for need in rule.needs {
                edition::judge(cx, *need, found, &mut out);
            }
        }
        out.not_checked.extend(unmet.map(|(_, why)| why));
    }
    if cx.claim.form() == Form::Dental {
        out.not_checked.push(without_cdt());
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
