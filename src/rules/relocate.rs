//! Findings of claims whose JSON keeps its fields elsewhere than a professional claim of the clearinghouses.

use crate::formats::json::Paths;
use crate::report::{NotChecked, Report, Severity};

/// Points findings at where the caller's JSON has their fields, and takes back those that ask for what it cannot say.
pub(super) fn relocate(report: &mut Report, paths: &Paths) {
    if paths.is_empty() {
        return;
    }
    let mut kept = Vec::with_capacity(report.findings.len());
    for mut finding in std::mem::take(&mut report.findings) {
        if !paths.carries(finding.position.field) {
            if !report.not_checked.iter().any(|n| n.rule == finding.rule) {
                report.not_checked.push(NotChecked {
                    rule: finding.rule,
                    reason: "it asks for what the flat shape of the form has no key for".into(),
                    remedy: "check the claim in the form in which it is sent",
                });
            }
            continue;
        }
        if let Some(pointer) = paths.find(finding.position.field) {
            finding.path = pointer.to_owned();
        }
        for related in &mut finding.related {
            if let Some(pointer) = paths.find(related.field) {
                related.path = pointer.to_owned();
            }
        }
        kept.push(finding);
    }
    report.findings = kept;
    report.valid = !report
        .findings
        .iter()
        .any(|f| f.severity == Severity::Error);
}
