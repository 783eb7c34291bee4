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
const DENTAL: (&str, &str) = (
    "dental procedure codes (CDT) belong to the ADA and are not in the tables; of a dental claim \
    the writing, the codes of other sets, dates, money and identifiers are checked",
    "check the codes against your own licensed list",
);
/// The rules for dental claims: codes of other sets than CDT, dates, money and identifiers. The others read procedures, or ask
/// for what a dental claim need not have (a diagnosis, a pointer to it).
const FOR_DENTAL: &[&str] = &[
    "address.state-unknown",
    "address.zip-format",
    "claim.frequency-unknown",
    "claim.indicator-unknown",
    "claim.original-reference-missing",
    "date.accident-date-missing",
    "date.accident-state-missing",
    "date.before-birth",
    "date.end-before-start",
    "date.impossible",
    "date.in-future",
    "dup.line-control-number",
    "dx.format",
    "dx.header-not-billable",
    "dx.not-valid-on-date",
    "dx.repeated",
    "dx.unknown",
    "id.npi-check-digit",
    "id.npi-format",
    "id.npi-missing",
    "member.address-missing",
    "member.birth-before-1900",
    "member.birth-date-in-future",
    "member.birth-date-missing",
    "member.gender-unknown-code",
    "member.relationship",
    "money.not-an-amount",
    "money.paid-over-total",
    "money.total-differs",
    "payer.filing-code-unknown",
    "payer.other-payer-missing",
    "payer.responsibility-unknown",
    "pos.unknown",
    "provider.billing-po-box",
    "provider.tax-id-format",
    "provider.taxonomy-format",
    "secondary.payer-order",
];

impl Batch {
    /// Checks the next claim of a file by the rules for its kind; with `touched` by those alone that read one of these fields.
    pub(super) fn check_kind(
        &mut self,
        claim: &Claim<'_>,
        touched: Option<&Touched>,
        tables: &Catalog,
    ) -> Checked {
        let rules = match touched {
            None => asked(&self.options, claim.institutional.is_some()),
            _ => asked_of(&self.options, claim.institutional.is_some(), touched),
        };
        if !claim.dental {
            return self.check_with(claim, &rules, tables);
        }
        // What is not CDT's is checked.
        let rules = rules.iter().copied();
        let rules: Vec<_> = rules.filter(|r| FOR_DENTAL.contains(&r.id)).collect();
        let mut out = self.check_with(claim, &rules, tables);
        if let Some(report) = &mut out.report {
            report.not_checked.push(NotChecked {
                rule: procedure::UNKNOWN.id,
                reason: DENTAL.0.into(),
                remedy: DENTAL.1,
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
