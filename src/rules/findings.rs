//! Where the running rule puts what it finds.

use super::rule::Rule;
use crate::field::FieldRef;
use crate::report::{Finding, Fix, NotChecked};
use std::borrow::Cow;

/// Collects what the rules find.
pub struct Findings {
    pub(super) rule: &'static Rule,
    pub(super) found: Vec<Finding>,
    pub(super) not_checked: Vec<NotChecked>,
}

impl Findings {
    pub(super) fn new(rule: &'static Rule) -> Findings {
        Findings {
            rule,
            found: Vec::new(),
            not_checked: Vec::new(),
        }
    }

    /// A finding of the running rule at that field.
    pub(crate) fn add(&mut self, at: FieldRef, message: impl Into<String>) -> &mut Finding {
        let rule = self.rule;
        self.found.push(Finding {
            rule: rule.id,
            severity: rule.severity,
            path: at.json(),
            line: at.line.map(|i| i + 1),
            message: message.into(),
            help: rule.why,
            related: Vec::new(),
            fix: Fix {
                description: Cow::Borrowed(rule.fix),
                options: Vec::new(),
            },
            position: at.into(),
            snip: rule.snip,
            edit: rule.edit,
            predicts: rule.predicts_at(&at),
            source: rule.source(),
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Notes that the running rule could not be answered for part of the claim.
    pub(crate) fn not_checked(
        &mut self,
        reason: impl Into<Cow<'static, str>>,
        remedy: &'static str,
    ) {
        let entry = NotChecked {
            rule: self.rule.id,
            reason: reason.into(),
            remedy,
        };
        // Mostly for the line before.
        // And mostly the very same text.
        let equal = |n: &NotChecked| {
            std::ptr::eq(n.rule, entry.rule)
                && (std::ptr::eq(&*n.reason, &*entry.reason) || n.reason == entry.reason)
        };
        if !self.not_checked.iter().rev().any(equal) {
            self.not_checked.push(entry);
        }
    }
}
