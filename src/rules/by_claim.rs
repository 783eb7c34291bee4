//! Which rules are for which kind of claim.

use super::batch::{Batch, Checked};
use super::context::Context;
use super::groups::procedure;
use super::run::{asked_of, check};
use crate::catalog::Catalog;
use crate::claim::Claim;
use crate::field::touched::Touched;
use crate::formats::x12::Kind;
use crate::report::NotChecked;
use std::borrow::Cow;

/// Why no rules are for dental claims, and what helps.
const DENTAL: (&str, &str) = (
    "dental procedure codes (CDT) belong to the ADA and are not in the tables; of a dental claim \
    the writing is checked",
    "check the codes against your own licensed list",
);
impl Batch {
    /// Checks a claim by the rules for its kind.
    pub(super) fn check_kind(
        &mut self,
        claim: &Claim<'_>,
        kind: Kind,
        tables: &Catalog,
    ) -> Checked {
        match kind {
            Kind::Dental => self.unruled(claim, &DENTAL, tables),
            _ => self.judge(claim, tables),
        }
    }

    /// The same by those rules that read one of these fields.
    pub(super) fn check_touched(
        &mut self,
        claim: &Claim<'_>,
        kind: Kind,
        touched: &Touched,
        tables: &Catalog,
    ) -> Checked {
        match kind {
            Kind::Dental => self.unruled(claim, &DENTAL, tables),
            _ => {
                let rules = asked_of(&self.options, claim.institutional.is_some(), Some(touched));
                self.check_with(claim, &rules, tables)
            }
        }
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
            reason: Cow::Borrowed(reason),
            remedy,
        });
        self.answer(claim, Some(report))
    }
}
