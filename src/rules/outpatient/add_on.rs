//! Services that are added to others, and pairs that are not reported together: edits 20, 40, 106, 107, 108, 115 and 125.

use super::row::Row;
use super::state::Editor;
use crate::edits::add_on::AddOnType;
use crate::edits::ioce::{Flag, ModifierFlag, PairList};

/// Edits 20 and 40: pairs of NCCI, found at the second code. A modifier may tell the services of the second kind apart.
pub(super) fn ncci(e: &mut Editor<'_>) {
    let Some(table) = e.pairs else { return };
    let (from, critical_access) = (e.on, e.facility == 85);
    for day in e.all_days() {
        let lines = e.day_where(day, |r| !r.inpatient && r.procedure.is_some());
        let mut found = Vec::new();
        for first in &lines {
            let Some(one) = e.rows.get(*first).filter(|r| r.is(Flag::NcciFirst)) else {
                continue;
            };
            let Some(place) = table.place(one.code) else {
                continue;
            };
            for second in lines.iter().filter(|i| *i != first) {
                let Some(two) = e.rows.get(*second).filter(|r| r.is(Flag::NcciSecond)) else {
                    continue;
                };
                if critical_access && one.is_professional() != two.is_professional() {
                    continue;
                }
                let pair = table.place(two.code).and_then(|t| table.at(place, t, from));
                let Some(pair) = pair else { continue };
                let told = one.has_kind(ModifierFlag::Ncci) || two.has_kind(ModifierFlag::Ncci);
                match pair.modifier_indicator {
                    0 => found.push((20, *second)),
                    _ if told => {}
                    _ => found.push((40, *second)),
                }
            }
        }
        for (edit, line) in found {
            e.edit(edit, &[line]);
        }
    }
}

/// Edits 106 and 108: an add-on code without its primary on its day or the day before.
pub(super) fn types_1_and_3(e: &mut Editor<'_>, by_revenue: bool) {
    let Some(table) = e.add_ons else { return };
    let on = e.on;
    let kind = |r: &Row<'_>| {
        let kind = r.procedure.and_then(|_| table.kind(r.code, on));
        kind.filter(|k| *k != AddOnType::Two)
    };
    let primary = |r: &Row<'_>| r.procedure.is_some() && !r.inpatient;
    for day in e.all_days() {
        let before = day.checked_sub(1).map_or(&[][..], |d| e.on_day(d));
        let span: Vec<usize> = before.iter().chain(e.on_day(day)).copied().collect();
        let mut satisfied = Vec::new();
        for line in &span {
            if reaches(e, &span, *line, by_revenue, &kind, &primary, 0) {
                satisfied.push(*line);
            }
        }
        e.change(&satisfied, |r| r.satisfied = true);
    }
    for i in e.rows_where(|r| !r.satisfied && !r.inpatient) {
        match e.rows.get(i).and_then(kind) {
            Some(AddOnType::One) => e.edit(106, &[i]),
            Some(AddOnType::Three) => e.edit(108, &[i]),
            _ => {}
        }
    }
}

/// Whether a line is no add-on, or reaches over primaries one that is none.
fn reaches<'c>(
    e: &Editor<'c>,
    span: &[usize],
    line: usize,
    by_revenue: bool,
    kind: &dyn Fn(&Row<'_>) -> Option<AddOnType>,
    primary: &dyn Fn(&Row<'_>) -> bool,
    depth: u8,
) -> bool {
    /// Longer chains are circles.
    const DEEPEST: u8 = 6;
    let Some((row, table)) = e.rows.get(line).zip(e.add_ons) else {
        return false;
    };
    if kind(row).is_none() {
        return true;
    }
    let fits = |i: &usize| {
        let other = e.rows.get(*i).filter(|_| *i != line);
        other.is_some_and(|p| {
            p.date <= row.date
                && primary(p)
                && (!by_revenue || p.is_professional() == row.is_professional())
                && table.accepts(row.code, p.code, e.on)
        })
    };
    depth < DEEPEST
        && span
            .iter()
            .any(|i| fits(i) && reaches(e, span, *i, by_revenue, kind, primary, depth + 1))
}

/// Edit 107: an add-on code whose primaries contractors define, of physicians.
pub(super) fn type_2(e: &mut Editor<'_>) {
    let Some(table) = e.add_ons else { return };
    let on = e.on;
    e.edit_where(107, |r| {
        r.procedure.is_some()
            && table.kind(r.code, on) == Some(AddOnType::Two)
            && r.is_professional()
            && !r.denied
    });
}

/// Lines with `flag` that have no line beside them which the list accepts, on their day or on the claim.
fn alone(e: &Editor<'_>, flag: Flag, list: PairList, by_day: bool, by_revenue: bool) -> Vec<usize> {
    let fits = |i: usize| {
        let Some(row) = e.rows.get(i) else {
            return false;
        };
        let mut others = e.rows.iter().enumerate().filter(|(other, _)| *other != i);
        !others.any(|(_, p)| {
            p.procedure.is_some()
                && !p.inpatient
                && (!by_day || p.date == row.date)
                && (!by_revenue || p.is_professional() == row.is_professional())
                && e.table.pairs(list, row.code, p.code, e.on)
        })
    };
    let mut lines = e.rows_where(|r| r.is(flag) && !r.inpatient);
    lines.retain(|i| fits(*i));
    lines
}

/// Edit 106 of the administration of drugs.
pub(super) fn drugs(e: &mut Editor<'_>) {
    let by_revenue = e.facility == 85;
    let lines = alone(
        e,
        Flag::DrugAddOn,
        PairList::DrugAdministration,
        false,
        by_revenue,
    );
    e.edit(106, &lines);
}

/// Edit 106 of mental health services at a distance.
pub(super) fn remote(e: &mut Editor<'_>) {
    let lines = alone(
        e,
        Flag::RemoteAddOn,
        PairList::RemoteMentalHealth,
        true,
        false,
    );
    e.edit(106, &lines);
}

/// Edit 106 of software as a service.
pub(super) fn software(e: &mut Editor<'_>) {
    let lines = alone(e, Flag::SoftwareAddOn, PairList::Software, false, false);
    e.edit(106, &lines);
}

/// Edit 115: an addition to a laboratory test for COVID-19 without the test.
pub(super) fn covid(e: &mut Editor<'_>) {
    let lines = alone(e, Flag::CovidAddOn, PairList::CovidLaboratory, true, false);
    e.edit(115, &lines);
}

/// Edit 125: what the planning of radiation therapy includes.
pub(super) fn radiation(e: &mut Editor<'_>) {
    let alive = |r: &Row<'_>| !r.inpatient && r.procedure.is_some();
    for plan in e.rows_where(|r| alive(r) && r.is(Flag::Imrt)) {
        let Some(code) = e.rows.get(plan).map(|r| r.code) else {
            continue;
        };
        let (table, on) = (e.table, e.on);
        let mut parts = e
            .rows_where(|r| alive(r) && table.pairs(PairList::RadiationPlanning, code, r.code, on));
        parts.retain(|i| *i != plan);
        e.edit(125, &parts);
    }
}
