//! Procedures that Medicare pays for inpatients only: edits 18, 45, 49, 60, 70 and 121.

use super::row::Row;
use super::state::Editor;
use crate::edits::ioce::Flag;

const KNEE: &str = "27447";
const KNEE_ANESTHESIA: &str = "01402";
/// The payment class of a patient who died before being admitted.
pub(super) const DIED: u32 = 5881;

/// Statuses of patients who died or were transferred.
const LEFT: [u8; 13] = [2, 5, 20, 62, 63, 65, 66, 82, 85, 90, 91, 93, 94];

/// Anesthesia of a knee replacement, which is for inpatients only, goes with it.
pub(super) fn knee(e: &mut Editor<'_>) {
    e.knee |= e
        .rows
        .iter()
        .any(|r| r.procedure.is_some() && r.code_is(KNEE));
    if e.knee {
        let lines = e.rows_where(|r| r.procedure.is_some() && r.code_is(KNEE_ANESTHESIA));
        e.change(&lines, Row::pack);
    }
}

fn excused(r: &Row<'_>, with_procedure: bool) -> bool {
    r.is(Flag::SeparateProcedure) && with_procedure
}

/// Edits 60 and 70: modifier CA, which says that a patient died or was transferred during an emergency procedure.
pub(super) fn died(e: &mut Editor<'_>) {
    let chosen = e.primary.is_some();
    let (mut lines, mut days, mut units) = (Vec::new(), Vec::new(), 0);
    for day in e.all_days() {
        let with_procedure = chosen || e.day_rows(day).any(|r| r.status == *b"T ");
        let fits =
            |r: &Row<'_>| r.has(&["CA"]) && r.status == *b"C " && !excused(r, with_procedure);
        let here = e.day_where(day, fits);
        units += e.units(&here);
        if let Some(first) = here.first() {
            days.push((day, *first));
        }
        lines.extend(here);
    }
    let Some((day, first)) = days.first().copied() else {
        return;
    };
    if units > 1 {
        e.edit(60, &lines);
    }
    if !LEFT.contains(&e.status) {
        e.edit(70, &lines);
    }
    e.give_class(first, DIED);
    e.primary = Some(first);
    e.inpatient_class = true;
    e.mark_day(day, |d| d.inpatient = true);
    for row in &mut e.rows {
        row.inpatient = true;
    }
}

/// Edits 18 and 49: a procedure for inpatients only, and what else was done on its day.
pub(super) fn denied_days(e: &mut Editor<'_>) {
    if e.inpatient_class {
        return;
    }
    for day in e.all_days() {
        let edited = e.day_rows(day).any(|r| r.has_edit(60) || r.has_edit(70));
        if e.day(day).inpatient || edited {
            continue;
        }
        let with_procedure = e.primary.is_some() || e.day_rows(day).any(|r| r.status == *b"T ");
        let knee = e.knee;
        let lines = e.day_where(day, |r| {
            r.status == *b"C "
                && !(knee && r.code_is(KNEE_ANESTHESIA))
                && !excused(r, with_procedure)
        });
        if lines.is_empty() {
            continue;
        }
        e.edit(18, &lines);
        e.change(&lines, |r| r.inpatient = true);
        e.mark_day(day, |d| d.denied = true);
        let others = e.day_where(day, |r| !r.inpatient);
        e.edit(49, &others);
        e.change(&others, |r| r.inpatient = true);
    }
}

/// Edit 45: a separate procedure for inpatients only beside another that is paid.
pub(super) fn separate(e: &mut Editor<'_>) {
    for day in e.all_days() {
        let paid = e.primary.is_some() || e.day_rows(day).any(|r| r.status == *b"T ");
        if e.day(day).denied || !paid {
            continue;
        }
        let mut lines = e.day_where(day, |r| {
            !r.inpatient && r.is(Flag::SeparateProcedure) && r.status == *b"C "
        });
        lines.retain(|i| Some(*i) != e.primary);
        e.edit(45, &lines);
    }
}
