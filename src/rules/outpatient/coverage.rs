//! Edits of codes, of the patient against them, and of what Medicare covers at all.

use super::row::Row;
use super::state::{Dx, Editor};
use super::{bundles, clinics, dates, visits};
use crate::edits::ioce::{DxFlag, Flag, ModifierFlag, PairList, RevenueFlag};
use crate::rules::edited::Place;

/// Edits 1, 6, 22 and 41, which have rules of their own for every payer; here for what depends on them.
pub(super) fn invalid_codes(e: &mut Editor<'_>) {
    let all = e.principal.iter().chain(&e.others);
    let invalid: Vec<Place> = all.filter(|d| !d.valid).map(|d| d.at).collect();
    for at in invalid {
        e.edit_at(1, at);
    }
    if e.principal.is_none() {
        e.edit_at(1, Place::Claim);
    }
    e.edit_where(41, |r| r.revenue != 0 && !r.listed.known());
    let home_health = e.path == 32;
    e.edit_where(6, |r| r.is_invalid() && !(home_health && r.revenue == 23));
    if e.path == 77 && e.condition("65") {
        return;
    }
    let read = |r: &&Row<'_>| r.revenue != 540 && !(home_health && r.revenue == 23);
    let modifiers = e.rows.iter().filter(read).flat_map(|r| {
        let unknown = r
            .modifiers
            .iter()
            .enumerate()
            .filter(|(_, (_, l))| !l.known());
        unknown.map(|(i, _)| Place::Modifier(r.line, i))
    });
    for at in modifiers.collect::<Vec<_>>() {
        e.edit_at(22, at);
    }
}

/// Edit 102: two modifiers that exclude each other.
fn modifiers(e: &mut Editor<'_>, f: u8, c89: bool) {
    let asked = match f {
        12 | 14 | 32 | 71 | 72 | 74 | 75 | 76 | 81 | 82 => true,
        13 | 85 => !c89,
        77 => !e.condition("65"),
        _ => false,
    };
    let (table, on) = (e.table, e.on);
    let excludes = |a: &str, b: &str| {
        let list = PairList::Modifiers;
        table.pairs(list, a, b, on) || table.pairs(list, b, a, on)
    };
    if asked {
        e.edit_where(102, |r| {
            let home_health = f == 32 && r.revenue == 23;
            let all = r.modifiers.iter().enumerate();
            !home_health
                && all
                    .into_iter()
                    .any(|(i, (a, _))| r.modifiers.iter().skip(i + 1).any(|(b, _)| excludes(a, b)))
        });
    }
}

/// Edit 35: nothing but training on a day.
pub(super) fn education(e: &mut Editor<'_>) {
    for day in e.all_days() {
        let lines = e.day_where(day, |r| !r.is_excluded());
        let training = e.day_where(day, |r| !r.is_excluded() && r.is(Flag::Educational));
        if !training.is_empty() && training.len() == lines.len() {
            e.edit(35, &training);
            e.mark_day(day, |d| d.education_only = true);
        }
    }
}

/// The patient against the codes, and what Medicare takes at all.
pub(super) fn patient_and_coverage(
    e: &mut Editor<'_>,
    f: u8,
    hospital: bool,
    c89: bool,
    program: bool,
    home_antigens: bool,
) {
    if e.condition("20") {
        e.edit_where(11, |r| !r.denied);
    }
    if e.age_invalid {
        e.edit_at(25, Place::Claim);
    }
    ages(e);
    principal(e, f);
    e.edit_where(112, |r| !r.denied && r.is(Flag::Informational));
    e.edit_where(9, |r| !r.denied && r.is_empty() && r.revenue == 760);
    e.edit_where(9, |r| r.is(Flag::NotCovered) && !r.has_edit(112));
    let excluded = |r: &Row<'_>| r.listed.revenue(RevenueFlag::ExcludedByLaw);
    e.edit_where(50, |r| !r.denied && excluded(r));
    e.edit_where(50, |r| !r.denied && r.is(Flag::ExcludedByLaw));
    if !(matches!(f, 81 | 82 | 85 | 7) || f == 13 && c89) {
        procedure_missing(e);
    }
    let trauma = f == 12 && hospital || f == 13 && !program && !c89 || f == 85 && !c89;
    if trauma {
        visits::trauma(e);
    }
    e.edit_where(65, |r| r.listed.revenue(RevenueFlag::NotRecognized));
    let unpaid = hospital && (f != 13 || !c89) || f == 76 && e.opps;
    if f == 7 {
        e.edit_where(13, |r| r.status == *b"E2");
    }
    if matches!(f, 12 | 14 | 22 | 23 | 7) || f == 13 && !c89 || f == 85 && !c89 || home_antigens {
        e.edit_where(28, |r| !r.denied && r.is(Flag::NotRecognizedByMedicare));
    }
    if unpaid {
        e.edit_where(13, |r| r.status == *b"E2");
    }
    e.edit_where(12, |r| !r.denied && r.is(Flag::Questionable));
    if !matches!(f, 12 | 13 | 83 | 85) || f == 85 && c89 {
        e.edit_where(55, |r| r.is(Flag::NotReportableSite));
    }
    contractor(e, f);
    modifiers(e, f, c89);
    if f == 71 {
        clinics::all_inclusive(e);
    }
    if f != 14 {
        dates::coinsurance(e);
    }
    if f == 85 && e.version > 91 {
        e.edit_where(126, |r| {
            !r.is(Flag::Telehealth) && r.has_kind(ModifierFlag::Telehealth)
        });
    }
    if f == 12 && !e.condition("W2") {
        bundles::part_b(e);
    }
}

/// Edits 2 and 7: not at that age.
fn ages(e: &mut Editor<'_>) {
    let Some(age) = e.age else { return };
    let fits = |dx: &&Dx| {
        let (youngest, oldest) = dx.known.map_or((0, 124), |k| k.ages());
        !(youngest..=oldest).contains(&age)
    };
    let all: Vec<Place> = e
        .principal
        .iter()
        .chain(&e.others)
        .filter(fits)
        .map(|d| d.at)
        .collect();
    for at in all {
        e.edit_at(2, at);
    }
    e.edit_where(7, |r| {
        let of = |p: &crate::edits::ioce::Procedure| {
            !(u32::from(p.youngest)..=u32::from(p.oldest)).contains(&age)
        };
        r.procedure.is_some_and(of)
    });
}

/// Edits 5, 86 and 113: what a principal diagnosis is not.
fn principal(e: &mut Editor<'_>, f: u8) {
    let Some(known) = e.principal.as_ref().and_then(|d| d.known) else {
        return;
    };
    if known.is(DxFlag::ExternalCause) {
        e.edit_at(5, Place::Principal);
    }
    let inpatient = matches!(f, 12 | 22 | 81 | 82);
    let accepted =
        known.is(DxFlag::Acceptable) && !(inpatient && known.is(DxFlag::UnacceptableInpatient));
    if e.version > 76 && known.is(DxFlag::Unacceptable) && !accepted {
        e.edit_at(113, Place::Principal);
    }
    if known.is(DxFlag::Manifestation) {
        e.edit_at(86, Place::Principal);
    }
}

/// Edit 48: a revenue code that asks for a procedure.
fn procedure_missing(e: &mut Editor<'_>) {
    e.edit_where(48, |r| {
        r.is_empty()
            && !r.hipps
            && r.listed.known()
            && !r.listed.revenue(RevenueFlag::WithoutProcedure)
            && !r.status_is(&[b"N ", b"F "])
    });
}

/// Edit 72: not billed to this contractor.
fn contractor(e: &mut Editor<'_>, f: u8) {
    for i in e.rows_where(|r| !r.inpatient && r.is(Flag::NotBillableToContractor)) {
        let Some(row) = e.rows.get_mut(i) else {
            continue;
        };
        match f {
            71 | 77 if row.is(Flag::ClinicBillable) || row.status == *b"M " => {}
            81 | 82 if row.revenue == 657 => row.pay_apart(),
            85 if row.is_professional() => {}
            _ => e.edit(72, &[i]),
        }
    }
}
