//! Codes that belong together on a claim or a day: edits 87, 93, 99, 100, 120, 122 and 127.

use super::row::Row;
use super::state::Editor;
use crate::edits::ioce::{Flag, RevenueFlag, Status};

/// Statuses of services that are paid by the system for outpatients.
pub(super) const PAYABLE: [&Status; 9] = [
    b"J1", b"J2", b"P ", b"Q1", b"Q2", b"Q3", b"S ", b"T ", b"V ",
];

/// Edit 93: processing of a cornea without its transplant.
pub(super) fn cornea(e: &mut Editor<'_>) {
    for day in e.all_days() {
        let transplant = e
            .day_rows(day)
            .any(|r| !r.is_excluded() && r.is(Flag::CorneaTransplant));
        if !transplant {
            let lines = e.day_where(day, |r| !r.is_excluded() && r.is(Flag::CorneaTissue));
            e.edit(93, &lines);
        }
    }
}

/// Edit 100: another person's stem cells without the revenue code of their donor.
pub(super) fn donor(e: &mut Editor<'_>) {
    if !e.rows.iter().any(|r| !r.is_excluded() && r.revenue == 815) {
        e.edit_where(100, |r| !r.denied && r.is(Flag::AllogeneicTransplant));
    }
}

/// Edit 87: a skin substitute is applied, and no product of its kind is on the day.
pub(super) fn skin(e: &mut Editor<'_>) {
    let critical_access = e.facility == 85;
    for day in e.all_days() {
        if critical_access && e.day_rows(day).any(Row::is_professional) {
            continue;
        }
        let has = |flag| e.day_rows(day).any(|r| r.is(flag));
        let (low, high) = (
            has(Flag::SkinProductLowCost),
            has(Flag::SkinProductHighCost),
        );
        let product = e.day_rows(day).any(|r| r.status == *b"S1");
        let newer = e.version > 101;
        let lines = e.day_where(day, |r| {
            let older = r.is(Flag::SkinLowCost) && !low || r.is(Flag::SkinHighCost) && !high;
            let missing = match newer {
                true => r.is(Flag::SkinApplication) && !product,
                false => older,
            };
            !r.inpatient && missing
        });
        e.edit(87, &lines);
    }
}

/// Edit 120: modifier PT on a day without a screening for colorectal cancer.
pub(super) fn screening(e: &mut Editor<'_>) {
    for day in e.all_days() {
        let screened = e
            .day_rows(day)
            .any(|r| !r.inpatient && r.is(Flag::Colorectal));
        if !screened {
            let lines = e.day_where(day, |r| !r.inpatient && r.has(&["PT"]));
            e.edit(120, &lines);
        }
    }
}

/// Edit 122: a drug of the program 340B that is paid by pass-through.
pub(super) fn discounted_drug(e: &mut Editor<'_>) {
    if e.version > 86 && e.version < 98 {
        e.edit_where(122, |r| {
            !r.is_invalid() && r.status == *b"G " && r.has(&["JG"])
        });
    }
}

/// Edit 99: a drug or biological without a service that is paid.
pub(super) fn drug_alone(e: &mut Editor<'_>) {
    if !e.any_status(&PAYABLE) {
        e.edit_where(99, |r| {
            !r.is(Flag::DrugAlone) && r.status_is(&[b"G ", b"K ", b"K1"])
        });
    }
}

/// Edit 127: a service that Part B does not pay of inpatients.
pub(super) fn part_b(e: &mut Editor<'_>) {
    let revenue = |code| e.rows.iter().any(|r| r.revenue == code);
    let ancillary = e.version > 97 && revenue(240) && revenue(636);
    let lines = e.rows_where(|r| {
        r.procedure.is_some()
            && !r.listed.revenue(RevenueFlag::PartB)
            && !r.is(Flag::PartB)
            && r.status != *b"L "
            && !(ancillary && matches!(r.revenue, 240 | 636))
    });
    e.edit(127, &lines);
}
