//! A table answers for its own days. Outside of them the nearest edition may still warn: never more than that, the finding
//! says which edition spoke, and the report lists the rule as not checked.

use super::need::Need;
use super::rule::Findings;
use super::Context;
use crate::catalog::Catalog;
use crate::container::TableInfo;
use crate::date::Date;
use crate::report::Severity;

impl Need {
    /// Description of the table that answers the need. `None` for code sets, whose codes have days
    /// of their own (see [`Context::status`]), and for what is no table.
    fn table(self, tables: &Catalog) -> Option<&TableInfo> {
        let edits = tables.edits();
        match self {
            Need::Codes(_) | Need::Today | Need::PtpPractitioner => None,
            Need::Ptp => match (&edits.ptp_practitioner, &edits.ptp_hospital) {
                (Some(own), _) => own.info(),
                (None, other) => other.as_ref()?.info(),
            },
            Need::Mue => edits.mue.as_ref()?.info(),
            Need::AddOn => edits.add_on.as_ref()?.info(),
            Need::Modifiers => edits.modifiers.as_ref()?.info(),
            Need::ProcedureEdits => edits.procedures.as_ref()?.info(),
            Need::DxEdits => edits.dx.as_ref()?.info(),
            Need::FeeSchedule => edits.fee_schedule.as_ref()?.info(),
            Need::Mce => edits.mce.as_ref()?.info(),
            Need::Ioce => edits.ioce.as_ref()?.info(),
            Need::Notes => edits.notes.as_ref()?.info(),
        }
    }
}

/// Judges what a rule has found on days that its table does not cover: `found` is the number of findings before it ran.
pub(super) fn judge(cx: &Context<'_>, need: Need, found: usize, out: &mut Findings) {
    let Some(info) = need.table(cx.tables) else {
        return;
    };
    let from = Date::parse(&info.from).unwrap_or(Date::MIN);
    let to = Date::parse(&info.to).unwrap_or(Date::MAX);
    let outside = |on: Option<Date>| on.is_some_and(|on| on < from || to < on);
    let lines = cx.lines();
    let claim = cx.bill().and_then(|b| b.through).or(cx.first_date());
    if !lines.iter().any(|l| outside(l.date)) && !outside(claim) {
        return;
    }
    for finding in out.found.iter_mut().skip(found) {
        let line = finding.position.line.and_then(|i| lines.get(i));
        let Some(on) = line.map_or(claim, |l| l.date) else {
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
            finding.message, info.release
        );
    }
    out.not_checked(
        format!(
            "a date of service is outside of what the table {} covers: {from} to {to}",
            info.set
        ),
        "loadTable(bytes of the table of another release)",
    );
}
