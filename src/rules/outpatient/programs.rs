//! Partial hospitalization and intensive outpatient programs: edits 29, 30, 80, 81, 109, 128, 131, 132, 133, 190 and 191.

use super::row::Row;
use super::state::Editor;
use crate::edits::ioce::{DxFlag, Flag};
use crate::rules::edited::Place;

/// Which of the two programs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Program {
    /// Partial hospitalization (condition code 41).
    Partial,
    /// Intensive outpatient care (condition code 92).
    Intensive,
}

impl Program {
    pub fn primary(self) -> Flag {
        match self {
            Program::Partial => Flag::PartialHospitalizationPrimary,
            Program::Intensive => Flag::IntensivePrimary,
        }
    }

    pub fn service(self) -> Flag {
        match self {
            Program::Partial => Flag::PartialHospitalization,
            Program::Intensive => Flag::Intensive,
        }
    }

    pub fn add_on(self) -> Flag {
        match self {
            Program::Partial => Flag::PartialHospitalizationAddOn,
            Program::Intensive => Flag::IntensiveAddOn,
        }
    }
}

/// Services that a day of a program has at least.
const LEAST: i64 = 3;

/// Edits 29 and 109: a program's principal diagnosis is a mental disorder, or the one behind it where it is coded second.
pub(super) fn diagnosis(e: &mut Editor<'_>) {
    let is =
        |dx: Option<&super::state::Dx>, flag| dx.and_then(|d| d.known).is_some_and(|k| k.is(flag));
    let coded_second = is(e.principal.as_ref(), DxFlag::CodeFirst);
    let second = e
        .others
        .iter()
        .find(|d| matches!(d.at, Place::Diagnosis(_)));
    e.mental_principal = match coded_second {
        true => is(second, DxFlag::MentalHealth),
        false => is(e.principal.as_ref(), DxFlag::MentalHealth),
    };
    if e.has_edit(49) || e.mental_principal {
        return;
    }
    let edit = if coded_second { 109 } else { 29 };
    e.edit_at(edit, Place::Claim);
}

/// Edits 80 and 132: a mental health service that the program has not.
pub(super) fn not_in_program(e: &mut Editor<'_>, program: Program) {
    if e.has_edit(49) {
        return;
    }
    match program {
        Program::Intensive => e.edit_where(132, |r| r.is(Flag::NotInIntensive)),
        Program::Partial => {
            e.edit_where(80, |r| !r.denied && r.is(Flag::NotInPartialHospitalization));
        }
    }
}

/// Edits 81 and 133: a service of a program outside of it.
pub(super) fn outside(e: &mut Editor<'_>, program: Program) {
    if e.has_edit(49) {
        return;
    }
    let (edit, flag) = match program {
        Program::Partial => (81, Flag::PartialHospitalizationOnly),
        Program::Intensive => (133, Flag::IntensiveOnly),
    };
    e.edit_where(edit, |r| !r.denied && r.is(flag));
}

/// The revenue codes under which a clinic reports the program; any for others.
fn of_clinic(e: &Editor<'_>) -> &'static [u16] {
    match e.facility {
        71 => &[905],
        77 => &[905, 519],
        _ => &[],
    }
}

fn belongs(r: &Row<'_>, flag: Flag, revenue: &[u16]) -> bool {
    r.is(flag) && (revenue.is_empty() || revenue.contains(&r.revenue))
}

/// Edits 190 and 191, at the claim: a day of a program without its main service.
pub(super) fn primary_missing(e: &mut Editor<'_>, program: Program) {
    if e.has_edit(49) {
        return;
    }
    let revenue = of_clinic(e);
    for day in e.all_days() {
        let has = |flag| {
            let mut alive = e.day_rows(day).filter(|r| !r.is_excluded());
            alive.any(|r| belongs(r, flag, revenue))
        };
        if has(program.service()) && !has(program.primary()) {
            let edit = match program {
                Program::Intensive => 190,
                Program::Partial => 191,
            };
            e.edit_at(edit, Place::Claim);
        }
    }
}

/// Edits 128 and 131: a day of a program with fewer than three services; and what is paid for the day.
pub(super) fn days(e: &mut Editor<'_>, program: Program) {
    if e.has_edit(49) {
        return;
    }
    let revenue = of_clinic(e);
    let (primary, service, add_on) = (program.primary(), program.service(), program.add_on());
    for day in e.all_days() {
        let main = e.day_where(day, |r| !r.is_excluded() && belongs(r, primary, revenue));
        let counted = e.day_where(day, |r| {
            let other = belongs(r, service, revenue) && !r.is(add_on);
            !r.is_excluded() && (belongs(r, primary, revenue) || other)
        });
        let units = e.units(&counted);
        if units < LEAST {
            let lines = e.day_where(day, |r| {
                let of = belongs(r, primary, revenue) || belongs(r, service, revenue);
                !r.is_excluded() && of && !r.is(add_on)
            });
            let edit = match program {
                Program::Intensive => 128,
                Program::Partial => 131,
            };
            e.edit(edit, &lines);
        }
        pay_day(e, day, program, &main, units);
    }
    if e.facility == 77 && e.day_states.iter().any(|d| d.intensive) {
        for day in e.all_days() {
            let alone = e.day_rows(day).all(|r| r.is(Flag::Reportable));
            if alone && !e.on_day(day).is_empty() {
                e.mark_day(day, |d| d.reportable_only = true);
            }
        }
    }
}

/// The payment class of a day: of a hospital or of another, by the number of services.
fn class_of_day(e: &Editor<'_>, program: Program, units: i64) -> u32 {
    let base = match (program, e.facility == 13) {
        (Program::Partial, true) => 5863,
        (Program::Partial, false) => 5853,
        (Program::Intensive, true) => 5861,
        (Program::Intensive, false) => 5851,
    };
    base + u32::from(units > LEAST)
}

/// Pays the first main service for the day, and packs the others into it.
fn pay_day(e: &mut Editor<'_>, day: usize, program: Program, main: &[usize], units: i64) {
    let center = e.facility == 77;
    let under = |i: &&usize, revenue| e.rows.get(**i).is_some_and(|r| r.revenue == revenue);
    // A health center's line of Medicare Advantage comes before its own.
    let advantage = main.iter().rev().find(|i| center && under(i, 519));
    let own = match (center, advantage) {
        (true, Some(line)) => Some(*line),
        (true, None) => main.last().copied(),
        _ => main.first().copied(),
    };
    let Some(paid) = own else {
        let lines = e.day_where(day, |r| r.is(Flag::Reportable));
        e.change(&lines, |r| {
            r.pack();
            r.intensive_day |= center;
        });
        return;
    };
    e.give_class(paid, class_of_day(e, program, units));
    e.change(&[paid], |r| {
        r.packaged = false;
        r.intensive_day |= center;
    });
    let revenue = of_clinic(e);
    let mut others = e.day_where(day, |r| {
        let of = belongs(r, program.service(), revenue) || r.is(Flag::Reportable);
        !r.is_excluded() && of
    });
    others.retain(|i| *i != paid);
    e.change(&others, |r| {
        r.pack();
        r.composite = true;
        r.intensive_day |= center;
    });
    e.mark_day(day, |d| match program {
        Program::Partial => d.partial = true,
        Program::Intensive => d.intensive = true,
    });
}

/// Edit 30, to 2023: a day of partial hospitalization with fewer than three services, or without its main one.
pub(super) fn days_before_2024(e: &mut Editor<'_>) {
    if e.has_edit(49) {
        return;
    }
    let (primary, service) = (
        Flag::PartialHospitalizationPrimary,
        Flag::PartialHospitalization,
    );
    let add_on = Flag::PartialHospitalizationAddOn;
    for day in e.all_days() {
        let main = e.day_where(day, |r| !r.is_excluded() && r.is(primary));
        let counted = e.day_where(day, |r| {
            !r.is_excluded() && (r.is(primary) || r.is(service) && !r.is(add_on))
        });
        if e.units(&main) < 1 || e.units(&counted) < LEAST {
            let lines = e.day_where(day, |r| {
                !r.inpatient && r.any(&[primary, service]) && !r.is(add_on)
            });
            e.edit(30, &lines);
            continue;
        }
        let Some(paid) = main.first().copied() else {
            continue;
        };
        let class = if e.facility == 13 { 5863 } else { 5853 };
        e.give_class(paid, class);
        e.change(&[paid], |r| r.packaged = false);
        let mut others = e.day_where(day, |r| !r.is_excluded() && r.is(service));
        others.retain(|i| *i != paid);
        e.change(&others, |r| {
            r.pack();
            r.composite = true;
        });
        e.mark_day(day, |d| d.partial = true);
    }
}
