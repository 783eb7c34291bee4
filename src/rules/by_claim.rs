//! Which rules are for which kind of claim.

use super::batch::{Batch, Checked};
use super::context::Context;
use super::groups::procedure;
use super::run::{asked, asked_of, check};
use crate::catalog::Catalog;
use crate::claim::Claim;
use crate::field::touched::Touched;
use crate::report::NotChecked;

/// Reason why parts of dental claims are not checked, and what helps.
const CDT: (&str, &str) = (
    "dental procedure codes (CDT) belong to the ADA and are not in the tables; of a dental claim \
    the writing, the codes of other sets, dates, money and identifiers are checked",
    "check the codes against your own licensed list",
);

impl Batch {
    /// Checks the next claim of a file by the rules for its kind; with `touched` by those alone that read one of these fields.
    pub(super) fn check_kind(
        &mut self,
        claim: &Claim<'_>,
        touched: Option<&Touched>,
        tables: &Catalog,
    ) -> Checked {
        let rules = match touched {
            None => asked(&self.options, claim.form()),
            _ => asked_of(&self.options, claim.form(), touched),
        };
        let mut out = self.check_with(claim, &rules, tables);
        if let (true, Some(report)) = (claim.dental, &mut out.report) {
            report.not_checked.push(NotChecked {
                rule: procedure::UNKNOWN.id,
                reason: CDT.0.into(),
                remedy: CDT.1,
            });
        }
        out
    }

    /// A claim that no rules are for.
    pub(super) fn unruled(
        &mut self,
        claim: &Claim<'_>,
        (reason, remedy): &(&'static str, &'static str),
        tables: &Catalog,
    ) -> Checked {
        let cx = Context::new(claim, tables, &self.options);
        let mut report = check(&cx, &[]);
        report.rules_run = None;
        report.not_checked.push(NotChecked {
            rule: procedure::UNKNOWN.id,
            reason: (*reason).into(),
            remedy,
        });
        self.answer(claim, Some(report))
    }
}
