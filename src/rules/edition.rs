//! A table answers for its own days. Outside of them the nearest edition may still warn: never more than that, the finding
//! says which edition spoke, and the report lists the rule as not checked.

use super::need::Need;
use super::rule::Findings;
use super::Context;
use crate::catalog::{Catalog, Edition};
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

/// The needs that are tables with days, in the order of [`Outside`].
const TABLES: [Need; 10] = [
    Need::Ptp,
    Need::Mue,
    Need::AddOn,
    Need::Modifiers,
    Need::ProcedureEdits,
    Need::DxEdits,
    Need::FeeSchedule,
    Need::Mce,
    Need::Ioce,
    Need::Notes,
];

/// The place of a need among them. Every rule asks, so it is no search.
const fn slot(need: Need) -> Option<usize> {
    Some(match need {
        Need::Codes(_) | Need::Today | Need::PtpPractitioner => return None,
        Need::Ptp => 0,
        Need::Mue => 1,
        Need::AddOn => 2,
        Need::Modifiers => 3,
        Need::ProcedureEdits => 4,
        Need::DxEdits => 5,
        Need::FeeSchedule => 6,
        Need::Mce => 7,
        Need::Ioce => 8,
        Need::Notes => 9,
    })
}

/// Of each table its edition, if a day of the claim lies outside of it.
pub(super) type Outside<'c> = [Option<&'c Edition>; TABLES.len()];

/// Which tables a claim goes beyond.
pub(super) fn outside<'c>(cx: &Context<'c>) -> Outside<'c> {
    let mut out = Outside::default();
    for (place, need) in out.iter_mut().zip(TABLES) {
        let edition = need.table(cx.tables);
        let edition = edition.and_then(|info| cx.tables.edition(&info.set));
        let is_beyond = |e: &&Edition| {
            let mut days = cx.lines().iter().map(|l| l.date).chain([day(cx)]);
            days.any(|on| on.is_some_and(|on| on < e.from || e.to < on))
        };
        *place = edition.filter(is_beyond);
    }
    out
}

/// The day of what belongs to no line.
fn day(cx: &Context<'_>) -> Option<Date> {
    cx.bill().and_then(|b| b.through).or(cx.first_date())
}

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
        let Some(on) = line.map_or_else(|| day(cx), |l| l.date) else {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_its_place() {
        for (i, need) in TABLES.into_iter().enumerate() {
            assert_eq!(slot(need), Some(i), "{}", need.name());
        }
    }
}
