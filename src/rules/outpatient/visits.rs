//! Visits, observation and trauma: edits 21, 42, 44, 51, 53, 57, 58 and 76.

use super::row::Row;
use super::state::Editor;
use crate::edits::ioce::Flag;

/// Critical care, by its payment class.
const CRITICAL_CARE: u32 = 5041;

/// Edit 21: a visit on the day of a procedure without modifier 25.
pub(super) fn with_procedure(e: &mut Editor<'_>, critical_access: bool) {
    let visit = |r: &Row<'_>| r.status == *b"V " || critical_access && r.status == *b"J2";
    for day in e.all_days() {
        let alive = || e.day_rows(day).filter(|r| !r.is_excluded());
        let procedure = alive().any(|r| r.status_is(&[b"S ", b"T "]));
        if procedure && alive().any(visit) {
            let lines = e.day_where(day, |r| !r.is_excluded() && visit(r) && !r.has(&["25"]));
            e.edit(21, &lines);
        }
    }
}

/// Edit 42: several visits of a day under one revenue code.
pub(super) fn several(e: &mut Editor<'_>) {
    for day in e.all_days() {
        let fits = |r: &Row<'_>| !r.inpatient && r.revenue != 0 && r.status == *b"V ";
        let lines = e.day_where(day, fits);
        for same in e.groups(&lines, |r| r.revenue) {
            if e.units(&same) > 1 {
                e.edit(42, &same);
            }
        }
    }
}

/// Edit 44: the revenue code of observation with another service.
pub(super) fn revenue(e: &mut Editor<'_>) {
    e.edit_where(44, |r| {
        !r.is_empty() && !r.is(Flag::Observation) && r.revenue == 762
    });
}

/// Edit 51: observation by the hour on several lines.
pub(super) fn hourly(e: &mut Editor<'_>) {
    let mut lines = Vec::new();
    for day in e.all_days() {
        lines.extend(e.day_where(day, |r| !r.inpatient && r.is(Flag::ObservationHourly)));
    }
    e.edit(51, lines.get(1..).unwrap_or_default());
}

/// Edit 53: observation on a bill type that has none.
pub(super) fn bill_type(e: &mut Editor<'_>) {
    e.edit_where(53, |r| {
        r.any(&[Flag::ObservationHourly, Flag::ObservationHospitalOnly])
    });
}

/// Edit 58: direct referral to observation without its hours.
pub(super) fn direct_referral(e: &mut Editor<'_>) {
    let direct = |r: &Row<'_>| !r.inpatient && r.is(Flag::ObservationDirect);
    for day in e.all_days() {
        let referred = e.day_where(day, |r| direct(r) && !r.is(Flag::ObservationHourly));
        if referred.is_empty() {
            continue;
        }
        let hours = e
            .day_rows(day)
            .any(|r| !r.inpatient && r.is(Flag::ObservationHourly));
        if !hours {
            let lines = e.day_where(day, |r| direct(r) && !r.denied);
            e.edit(58, &lines);
            e.change(&lines, Row::pack);
        }
        if e.primary.is_some() {
            continue;
        }
        let other = e.day_rows(day).any(|r| {
            (r.status_is(&[b"T ", b"V "]) || r.class == CRITICAL_CARE)
                && !r.is_excluded()
                && !r.is(Flag::ObservationDirect)
        });
        if other {
            let lines = e.day_where(day, direct);
            e.change(&lines, Row::pack);
        }
    }
}

/// Edit 76: the response of a trauma team without its revenue code and critical care.
pub(super) fn trauma(e: &mut Editor<'_>) {
    for day in e.all_days() {
        let alive = || e.day_rows(day).filter(|r| !r.inpatient);
        let revenue = alive().any(|r| matches!(r.revenue, 580..=689));
        let care = alive().any(|r| r.is(Flag::CriticalCare));
        if !(revenue && care) {
            let lines = e.day_where(day, |r| !r.inpatient && r.is(Flag::Trauma));
            e.edit(76, &lines);
        }
    }
}
