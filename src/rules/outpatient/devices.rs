//! Devices, and drugs against pain: edits 38, 92, 98, 99, 135, 137 and 138.

use super::bundles::PAYABLE;
use super::row::Row;
use super::state::Editor;
use crate::edits::ioce::{Flag, PairList, Status};

/// Edit 38: an implant without a procedure that could implant it.
pub(super) fn implant_alone(e: &mut Editor<'_>) {
    if !e.any_status(&[b"S ", b"T ", b"J1"]) {
        e.edit_where(38, |r| r.status_is(&[b"H ", b"U "]));
    }
}

/// Edit 92: a procedure that implants a device, and no device on its day.
pub(super) fn missing(e: &mut Editor<'_>) {
    for day in e.all_days() {
        if e.day_rows(day).any(|r| r.is(Flag::Device)) {
            continue;
        }
        let lines = e.day_where(day, |r| {
            let excused = r.inpatient
                || r.has(&["52", "73", "74"])
                || r.is(Flag::DeviceOrModifier) && r.has(&["CG"]);
            r.is(Flag::DeviceProcedure) && !excused
        });
        e.edit(92, &lines);
    }
}

/// Edit 135: a procedure that needs a certain device, which is not on its day.
pub(super) fn certain(e: &mut Editor<'_>) {
    for day in e.all_days() {
        let mut lines = e.day_where(day, |r| {
            r.is(Flag::DeviceDependent) && !r.inpatient && !r.has(&["52", "73", "74"])
        });
        lines.retain(|i| {
            let Some(row) = e.rows.get(*i) else {
                return false;
            };
            let list = PairList::DeviceOfProcedure;
            let mut others = e.day_rows(day).filter(|o| o.line != row.line);
            !others.any(|o| !o.inpatient && e.table.pairs(list, row.code, o.code, e.on))
        });
        e.edit(135, &lines);
    }
}

/// Lines of these, and those that come after the first `most` different codes.
fn limited(e: &Editor<'_>, fits: impl Fn(&Row<'_>) -> bool, most: usize) -> [Vec<usize>; 2] {
    let lines = e.rows_where(|r| !r.inpatient && fits(r));
    let mut codes: Vec<&str> = Vec::new();
    for row in lines.iter().filter_map(|i| e.rows.get(*i)) {
        if !codes.contains(&row.code) {
            codes.push(row.code);
        }
    }
    let beyond = codes.get(most..).unwrap_or_default();
    let over = |i: &&usize| e.rows.get(**i).is_some_and(|r| beyond.contains(&r.code));
    let over = lines.iter().filter(over).copied().collect();
    [lines, over]
}

/// Edit 98: a device paid by pass-through without a procedure of its day that uses it.
pub(super) fn unused(e: &mut Editor<'_>) {
    for day in e.all_days() {
        let mut lines = e.day_where(day, |r| !r.inpatient && r.is(Flag::PassThroughDevice));
        lines.retain(|i| {
            let device = e.rows.get(*i).map_or("", |r| r.code);
            let list = PairList::DeviceUse;
            let mut others = e
                .day_rows(day)
                .filter(|o| !o.inpatient && o.procedure.is_some());
            !others.any(|o| e.table.pairs(list, device, o.code, e.on))
        });
        e.edit(98, &lines);
    }
}

fn paid(e: &Editor<'_>) -> bool {
    let all: &[&Status] = &PAYABLE;
    e.rows.iter().any(|r| !r.denied && r.status_is(all))
}

/// Edits 98 and 137: devices paid by pass-through without a service, or more than two that spare opioids.
pub(super) fn pass_through(e: &mut Editor<'_>) {
    let device = |r: &Row<'_>| r.any(&[Flag::Device, Flag::PainDevice]) && r.status == *b"H1";
    let [lines, over] = limited(e, device, 2);
    match paid(e) {
        false => e.edit(98, &lines),
        true => e.edit(137, &over),
    }
}

/// Edits 99 and 138: drugs that spare opioids without a service, or more than three.
pub(super) fn pain_drugs(e: &mut Editor<'_>) {
    let [lines, over] = limited(e, |r| r.status == *b"K1", 3);
    match paid(e) {
        false => e.edit(99, &lines),
        true => e.edit(138, &over),
    }
}
