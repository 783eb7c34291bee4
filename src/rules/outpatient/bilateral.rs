//! Both sides of the body: edits 17, 37 and 74.

use super::row::Row;
use super::state::Editor;
use crate::edits::ioce::{Flag, ModifierFlag};

const SIDES: [Flag; 2] = [Flag::BilateralConditional, Flag::BilateralIndependent];

/// Edit 37: a discontinued procedure on both sides, or more than once.
pub(super) fn terminated(e: &mut Editor<'_>) {
    e.edit_where(37, |r| {
        r.has(&["52", "73"]) && (r.units > 1 || r.any(&SIDES) && r.has(&["50"]))
    });
}

/// Edit 74: modifier 50 with more than one unit.
pub(super) fn units(e: &mut Editor<'_>) {
    e.edit_where(74, |r| r.any(&SIDES) && r.has(&["50"]) && r.units > 1);
}

/// Edit 74 of critical access hospitals: the lines of physicians of a day, code and revenue code together.
pub(super) fn units_of_critical_access(e: &mut Editor<'_>) {
    for day in e.all_days() {
        let fits = |r: &Row<'_>| {
            let alone = r.modifiers.is_empty() || r.modifiers.len() == 1 && r.has(&["50"]);
            !r.inpatient && r.listed.known() && r.any(&SIDES) && r.is_professional() && alone
        };
        let lines = e.day_where(day, fits);
        for same in e.groups(&lines, |r| (r.code, r.revenue)) {
            let mut rows = same.iter().filter_map(|i| e.rows.get(*i));
            if rows.any(|r| r.has(&["50"])) && e.units(&same) > 1 {
                e.edit(74, &same);
            }
        }
    }
}

/// Edit 17: a code that means both sides, more than once a day.
pub(super) fn inherent(e: &mut Editor<'_>, critical_access: bool) {
    let both = |r: &Row<'_>| r.is(Flag::BilateralInherent) && !r.inpatient;
    for day in e.all_days() {
        let lines = e.day_where(day, both);
        let allowed = match critical_access {
            true => by_physicians_too(e, day),
            false => Vec::new(),
        };
        let mut wrong = Vec::new();
        for same in e.groups(&lines, |r| r.code) {
            let rows = || same.iter().filter_map(|i| e.rows.get(*i));
            let Some(first) = rows().next() else { continue };
            let again = same.len() > 1 || first.units > 1;
            let counted = rows().filter(|r| !r.has(&["76", "77"]));
            let units: i64 = counted.map(|r| r.units).sum();
            if again && units > 1 && !allowed.contains(&first.code) {
                let visit = |i: &usize| e.rows.get(*i).is_some_and(|r| r.status == *b"V ");
                let apart = e.condition("G0");
                wrong.extend(same.iter().copied().filter(|i| !(apart && visit(i))));
            }
        }
        e.edit(17, &wrong);
    }
}

/// Codes that the hospital and a physician report for one service, and maybe an assistant.
fn by_physicians_too<'c>(e: &Editor<'c>, day: usize) -> Vec<&'c str> {
    let rows: Vec<&Row<'c>> = e.day_rows(day).filter(|r| !r.is_empty()).collect();
    let mut out = Vec::new();
    for row in rows.iter().filter(|r| r.is_professional()) {
        let same = || rows.iter().filter(|r| r.code == row.code);
        let units: i64 = same().map(|r| r.units).sum();
        let hospital = same().any(|r| !r.is_professional());
        let physicians = same().filter(|r| r.is_professional());
        let assisted = same().any(|r| r.is_professional() && r.has_kind(ModifierFlag::Assistant));
        if hospital && (units == 2 || units == 3 && physicians.count() >= 2 && assisted) {
            out.push(row.code);
        }
    }
    out
}
