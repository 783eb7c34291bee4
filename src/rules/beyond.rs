//! The tables that a claim's days lie outside of, found once a claim: every rule asks.

use super::bill::Bill;
use super::need::{mue, Need};
use crate::catalog::{Catalog, Edition};
use crate::container::TableInfo;
use crate::date::Date;

impl Need {
    /// Description of the table that answers the need. `None` for code sets, whose codes have days
    /// of their own (see `Context::status`), and for what is no table.
    fn table<'c>(self, tables: &'c Catalog, bill: Option<&Bill<'_>>) -> Option<&'c TableInfo> {
        let edits = tables.edits();
        match self {
            Need::Codes(_) | Need::Today | Need::PtpPractitioner => None,
            Need::Ptp => match (&edits.ptp_practitioner, &edits.ptp_hospital) {
                (Some(own), _) => own.info(),
                (None, other) => other.as_ref()?.info(),
            },
            Need::Mue => mue(edits, bill)?.info(),
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
pub(super) const fn slot(need: Need) -> Option<usize> {
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

/// The tables that one of these days lies outside of.
pub(super) fn outside<'c>(
    tables: &'c Catalog,
    bill: Option<&Bill<'_>>,
    days: impl Iterator<Item = Date> + Clone,
) -> Outside<'c> {
    let mut out = Outside::default();
    for (place, need) in out.iter_mut().zip(TABLES) {
        let edition = need.table(tables, bill);
        let edition = edition.and_then(|info| tables.edition(&info.set));
        let is_beyond = |e: &&Edition| days.clone().any(|on| on < e.from || e.to < on);
        *place = edition.filter(is_beyond);
    }
    out
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
