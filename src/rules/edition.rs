//! A table answers for its own days. Outside of them the nearest edition may still warn: never more than that, the finding
//! says which edition spoke, and the report lists the rule as not checked.

use super::beyond::slot;
use super::need::Need;
use super::rule::Findings;
use super::Context;
use crate::report::Severity;

/// Judges what a rule has found on days that its table does not cover: `found` is the number of findings before it ran.
pub(super) fn judge(cx: &Context<'_>, need: Need, found: usize, out: &mut Findings) {
    let edition = slot(need).and_then(|i| cx.outside().get(i).copied().flatten());
    let Some(edition) = edition else {
        return;
    };
    let (from, to) = (edition.from, edition.to);
    let lines = cx.lines();
    for finding in out.found.iter_mut().skip(found) {
        let line = finding.position.line.and_then(|i| lines.get(i));
        let Some(on) = line.map_or_else(|| cx.day(), |l| l.date) else {
            continue;
        };
        let end = match on {
            _ if on < from => format!("begins on {from}"),
            _ if on > to => format!("ends on {to}"),
            _ => continue,
        };
        if finding.severity == Severity::Error {
            finding.severity = Severity::Warning;
        }
        finding.message = format!(
            "{}; so says the edition of {}, which {end}",
            finding.message, edition.release
        );
    }
    out.not_checked(
        edition.outside.clone(),
        "loadTable(bytes of the table of another release)",
    );
}
