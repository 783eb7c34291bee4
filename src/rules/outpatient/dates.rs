//! Days between two quarters: approval, coverage and end of a code, and of the public health emergency.

use super::row::Row;
use super::state::Editor;
use crate::date::Date;
use crate::edits::ioce::Flag;
use crate::rules::edited::Place;

/// Day of the end of the public health emergency.
const EMERGENCY: u32 = 20_230_511;

/// Whether a line is after the public health emergency.
pub(super) fn after_emergency(row: &Row<'_>) -> bool {
    row.date.number() > EMERGENCY
}

fn before(row: &Row<'_>) -> bool {
    let from = row.procedure.map_or(0, |p| p.from);
    row.date.number() < from
}

fn behind(row: &Row<'_>) -> bool {
    let to = row.procedure.map_or(0, |p| p.to);
    to != 0 && row.date.number() > to
}

/// Edits 67, 68, 69, 83, 110, 134 and 136: before the first or after the last day on which Medicare pays for a code.
pub(super) fn approval(e: &mut Editor<'_>) {
    let fits = |row: &Row<'_>, edit: u8| match edit {
        67 | 68 | 110 | 136 => before(row),
        83 => behind(row),
        _ => before(row) || behind(row),
    };
    for edit in [110, 67, 68, 83, 69, 134, 136] {
        // Of federally qualified health centers in a Medicare Advantage plan only these are asked.
        let advantage = e.facility == 77 && e.condition("65");
        if advantage && !matches!(edit, 110 | 69 | 134) || edit == 134 && e.version <= 90 {
            continue;
        }
        let of = |row: &Row<'_>| row.procedure.is_some_and(|p| p.days_edit == edit);
        e.edit_where(edit, |row| of(row) && fits(row, edit));
    }
}

/// Edits 123 and 124: what ended with the public health emergency.
pub(super) fn emergency(e: &mut Editor<'_>) {
    if e.version <= 87 || e.facility == 77 && e.condition("65") {
        return;
    }
    for i in e.rows_where(|r| after_emergency(r) && !r.inpatient) {
        let row = e.rows.get(i);
        let cs =
            row.and_then(|r| Some((r.line, r.modifiers.iter().position(|(m, _)| *m == "CS")?)));
        if let Some((line, at)) = cs {
            e.edit_at(123, Place::Modifier(line, at));
        }
    }
    e.edit_where(124, |r| {
        after_emergency(r) && r.is(Flag::EndedWithEmergency)
    });
}

/// Edit 114: modifier CS at a service that has coinsurance.
pub(super) fn coinsurance(e: &mut Editor<'_>) {
    let began = |day: Date| day.number() >= 20_200_318;
    if began(e.through) && e.version < 92 {
        e.edit_where(114, |r| {
            !r.is_empty() && !r.is(Flag::CoinsuranceWaiver) && began(r.date) && r.has(&["CS"])
        });
    }
}
