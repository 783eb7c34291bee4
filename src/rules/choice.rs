//! Which rules are asked, and how bad it is what they find: a caller's own choice.

use crate::report::{Report, Severity};

/// Which rules are asked, and how bad it is what they find. As is, all of them, each as it says itself.
///
/// A rule is named by its id, a group of them by the beginning of their ids: `dx.*`. Of what is left out nothing is said: no
/// finding, and no word that it was not checked.
///
/// ```
/// use superbill::report::Severity;
/// use superbill::rules::{Choice, Options};
///
/// let choice = Choice::default().without(["dx.*"])?.severity("money.zero-or-negative", Severity::Error)?;
/// let options = Options::new().rules(choice);
/// assert!(Choice::default().only(["dx.no-such-rule"]).is_err());
/// # Ok::<(), superbill::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub(super) only: Option<Vec<&'static str>>,
    pub(super) without: Vec<&'static str>,
    pub(super) severities: Vec<(&'static str, Severity)>,
}

impl Choice {
    /// Whether a rule is asked.
    pub fn asks(&self, id: &str) -> bool {
        let among = |list: &Vec<&str>| list.binary_search(&id).is_ok();
        self.only.as_ref().is_none_or(among) && !among(&self.without)
    }

    /// Whether all rules are asked and speak for themselves.
    pub fn is_everything(&self) -> bool {
        *self == Choice::default()
    }

    /// Leaves in a report what was asked for, as bad as was chosen.
    pub(super) fn apply(&self, report: &mut Report) {
        if self.is_everything() {
            return;
        }
        report.findings.retain(|f| self.asks(f.rule));
        report.not_checked.retain(|n| self.asks(n.rule));
        for finding in &mut report.findings {
            let chosen = self.severities.iter().rev();
            let chosen = chosen.clone().find(|(id, _)| *id == finding.rule);
            finding.severity = chosen.map_or(finding.severity, |(_, severity)| *severity);
        }
        report.valid = !report
            .findings
            .iter()
            .any(|f| f.severity == Severity::Error);
    }
}
