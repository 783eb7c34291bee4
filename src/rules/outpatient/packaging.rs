//! Services that are paid within another. No edit of its own but 27, 47, 57 and 121: it changes
//! what later ones see.

use super::bundles::PAYABLE;
use super::dates::after_emergency;
use super::inpatient_only::DIED;
use super::lists::is_of_claim;
use super::row::Row;
use super::state::Editor;
use crate::edits::ioce::{Flag, ModifierFlag, PairList, RevenueFlag, Status};
use crate::rules::edited::Place;

/// The class of observation that is paid as a whole.
const OBSERVATION: u32 = 8011;

/// Procedures get their own payment class.
pub(super) fn own_classes(e: &mut Editor<'_>) {
    for row in e.rows.iter_mut().filter(|r| r.procedure.is_some()) {
        row.class = row.own_class;
        if row.status == *b"N " {
            row.pack();
        }
    }
}

/// Laboratory tests are packed where something else is paid, and else paid apart.
pub(super) fn laboratory(e: &mut Editor<'_>) {
    let packed = match (e.facility, e.opps) {
        (12, true) => e.condition("W2"),
        (14, true) => false,
        (13, _) => {
            let paid: Vec<&Status> = PAYABLE.into_iter().filter(|s| **s != *b"P ").collect();
            e.any_status(&paid)
        }
        (12 | 14, false) => return,
        _ => true,
    };
    let lines = e.rows_where(|r| r.status == *b"Q4");
    e.change(&lines, |r| match packed {
        true => r.pack(),
        false => r.pay_apart(),
    });
}

/// Therapies under a plan are paid by their fee schedule.
pub(super) fn therapies(e: &mut Editor<'_>) {
    let planned =
        |r: &Row<'_>| r.listed.revenue(RevenueFlag::Therapy) || r.has_kind(ModifierFlag::Therapy);
    let lines = e.rows_where(|r| !r.inpatient && r.is(Flag::SometimesTherapy) && planned(r));
    e.change(&lines, |r| {
        r.pay_apart();
        r.therapy = true;
    });
}

/// Planning of care in advance is paid apart beside a wellness visit.
pub(super) fn advance_planning(e: &mut Editor<'_>) {
    for day in e.all_days() {
        let visit = e.day_rows(day).any(|r| r.is(Flag::WellnessVisit));
        let lines = e.day_where(day, |r| !r.inpatient && r.is(Flag::AdvanceCarePlanning));
        let planned = lines
            .iter()
            .filter_map(|i| e.rows.get(*i))
            .any(|r| r.code_is("99497"));
        if visit && planned {
            e.change(&lines, Row::pay_apart);
        }
    }
}

/// Edit 27: nothing on the claim but what is paid within other services. The editor stops there.
pub(super) fn incidental_only(e: &mut Editor<'_>) -> bool {
    if e.has_edit(35) {
        return false;
    }
    let packed = e.rows.iter().any(|r| r.packaged && !r.denied);
    let nothing = |r: &Row<'_>| r.packaged || r.has_edit(6) || r.is_empty() && r.has_edit(41);
    let only = packed && e.rows.iter().all(nothing);
    if only {
        e.edit_at(27, Place::Claim);
    }
    only
}

/// The procedure that a comprehensive payment is for, and visits that observation can belong to.
pub(super) fn comprehensive_primary(e: &mut Editor<'_>) {
    if e.inpatient_class {
        return;
    }
    for i in 0..e.rows.len() {
        let Some(row) = e.rows.get_mut(i) else {
            continue;
        };
        if row.status == *b"J1" {
            // The editor ranks procedures by their cost; the payment of their classes is near to it.
            let (payment, above) = (row.payment, e.primary);
            let top = above.and_then(|p| e.rows.get(p)).map_or(0, |r| r.payment);
            if above.is_none() || payment > top {
                e.primary = Some(i);
            }
        } else if row.status == *b"J2" {
            row.pay_own();
            row.observation_visit = true;
        }
    }
}

/// Conditional services: those of Q1 beside S, T or V, those of Q2 beside T are packed; of what is left the dearest is paid.
pub(super) fn conditional(e: &mut Editor<'_>) {
    let alive = |r: &Row<'_>| !r.inpatient && !r.is_invalid() && !r.packaged && !r.denied;
    let shown = |r: &Row<'_>| match r.status_is(&[b"Q1", b"Q2", b"Q3"]) {
        true => r.class_status,
        false => Some(r.status),
    };
    let others = || {
        let all = e.rows.iter().filter(|r| alive(r));
        let plain = all.filter(|r| !r.any(&[Flag::PackagedWithStv, Flag::PackagedWithT]));
        plain.filter_map(shown)
    };
    let with_t = others().any(|s| s == *b"T ");
    let with_stv = with_t || others().any(|s| matches!(&s, b"S " | b"V "));
    let first = dearest(e, Flag::PackagedWithStv, b"Q1", with_stv);
    let second = dearest(e, Flag::PackagedWithT, b"Q2", with_t);
    let payment = |e: &Editor<'_>, i: usize| e.rows.get(i).map_or(0, |r| r.payment);
    let (paid, packed) = match (first, second) {
        (Some(a), Some(b)) if payment(e, a) < payment(e, b) => (Some(b), Some(a)),
        (Some(a), b) => (Some(a), b),
        (None, b) => (b, None),
    };
    if let Some(line) = packed {
        pack_composite(e, &[line]);
    }
    if let Some(line) = paid {
        e.change(&[line], Row::pay_own);
    }
}

fn pack_composite(e: &mut Editor<'_>, lines: &[usize]) {
    e.change(lines, |r| {
        r.pack();
        r.composite = true;
    });
}

/// Packs the conditional services of a kind, all of them or all but the dearest, which is answered.
fn dearest(e: &mut Editor<'_>, flag: Flag, status: &Status, all: bool) -> Option<usize> {
    let lines = e.rows_where(|r| {
        !r.packaged && !r.is_excluded() && r.is(flag) && !r.is_apart() && r.status == *status
    });
    let mut best: Option<usize> = None;
    let mut packed = Vec::new();
    for line in lines {
        let row = e.rows.get(line);
        let above = best.and_then(|b| e.rows.get(b)).zip(row);
        match above {
            _ if all => packed.push(line),
            None => best = Some(line),
            Some((top, row)) if row.class != 0 && top.payment < row.payment => {
                packed.extend(best.replace(line));
            }
            Some(_) => packed.push(line),
        }
    }
    pack_composite(e, &packed);
    best
}

/// Services that belong to critical care are packed beside it.
pub(super) fn critical_care(e: &mut Editor<'_>) {
    let told = e
        .rows
        .iter()
        .any(|r| r.has(&["59", "XE", "XP", "XS", "XU"]));
    let care = e
        .rows
        .iter()
        .any(|r| !r.is_excluded() && r.is(Flag::CriticalCare));
    let lines = e.rows_where(|r| !r.is_excluded() && r.is(Flag::CriticalCareAncillary));
    for line in lines {
        let apart = e
            .rows
            .get(line)
            .is_some_and(|r| !r.is(Flag::PackagedWithStv));
        match care && !(told && apart) {
            true => pack_composite(e, &[line]),
            false => e.change(&[line], Row::settle),
        }
    }
}

/// Imaging of one family on a day is paid once.
pub(super) fn imaging(e: &mut Editor<'_>) {
    for day in e.all_days() {
        for family in [&[1u8][..], &[2, 3], &[4, 5]] {
            imaging_family(e, day, family);
        }
    }
}

fn imaging_family(e: &mut Editor<'_>, day: usize, family: &[u8]) {
    let (table, on) = (e.table, e.on);
    let class_of = |r: &Row<'_>| {
        let pair = table.others(PairList::Imaging, r.code, on).next()?;
        let class: u32 = std::str::from_utf8(&pair.other).ok()?.parse().ok()?;
        let known = table.class(class, on)?;
        family
            .contains(&known.imaging)
            .then_some((class, known.imaging))
    };
    let lines = e.day_where(day, |r| {
        let alive = r.procedure.is_some() && !r.is_excluded() && !r.composite;
        alive && class_of(r).is_some()
    });
    let stopped = |r: &Row<'_>| r.has(&["52", "73"]);
    let whole: Vec<usize> = lines
        .iter()
        .copied()
        .filter(|i| e.rows.get(*i).is_some_and(|r| !stopped(r)))
        .collect();
    let units: i64 = whole
        .iter()
        .filter_map(|i| e.rows.get(*i))
        .map(|r| {
            let both = r.any(&[Flag::BilateralConditional, Flag::BilateralIndependent]);
            if both && r.has(&["50"]) {
                2
            } else {
                r.units
            }
        })
        .sum();
    let Some(prime) = whole.first().copied() else {
        e.change(&lines, Row::pay_own);
        return;
    };
    if units <= 1 {
        let open: Vec<usize> = lines
            .iter()
            .copied()
            .filter(|i| e.rows.get(*i).is_some_and(|r| !r.packaged))
            .collect();
        e.change(&open, Row::pay_own);
        return;
    }
    let classes = || whole.iter().filter_map(|i| class_of(e.rows.get(*i)?));
    let contrast = classes()
        .skip(1)
        .find(|(_, family)| matches!(family, 3 | 5));
    let class = contrast.or(classes().next()).map_or(0, |c| c.0);
    e.give_class(prime, class);
    e.change(&[prime], |r| r.packaged = false);
    for line in lines.into_iter().filter(|i| *i != prime) {
        match e.rows.get(line).is_some_and(stopped) {
            true => e.change(&[line], Row::pay_own),
            false => pack_composite(e, &[line]),
        }
    }
}

/// Edit 57, and observation that is paid as a whole: eight hours or more with a visit on the day or the day before.
pub(super) fn observation(e: &mut Editor<'_>) {
    if e.primary.is_some() || e.any_status(&[b"T "]) {
        return;
    }
    let long = |r: &Row<'_>| {
        !r.inpatient && r.is(Flag::ObservationHourly) && !r.has_edit(51) && r.units > 7
    };
    let found = e
        .all_days()
        .find_map(|day| Some((day, e.day_where(day, long).first().copied()?)));
    let Some((day, hours)) = found else { return };
    let mut visits = match day.checked_sub(1) {
        Some(before) => e.day_where(before, |r| {
            r.observation_visit && !r.is(Flag::ObservationDirect)
        }),
        None => Vec::new(),
    };
    visits.extend(e.day_where(day, |r| {
        r.observation_visit || r.is(Flag::ObservationDirect)
    }));
    let mut best: Option<usize> = None;
    for visit in visits {
        let dearer = |top: usize| {
            let rows = e.rows.get(visit).zip(e.rows.get(top));
            rows.is_some_and(|(r, t)| {
                r.procedure.is_some() && r.class != 0 && t.payment < r.payment
            })
        };
        if best.is_none_or(dearer) {
            best = Some(visit);
        }
    }
    match best {
        Some(visit) => {
            e.give_class(visit, OBSERVATION);
            e.primary = Some(visit);
        }
        None => {
            let date = e.rows.get(hours).map(|r| r.date.parts());
            if date.is_some_and(|(_, month, day)| (month, day) == (1, 1)) {
                e.edit(57, &[hours]);
            }
        }
    }
}

/// Edit 121, and what a comprehensive payment includes.
pub(super) fn comprehensive(e: &mut Editor<'_>) {
    let Some(primary) = e.primary else { return };
    let Some(main) = e.rows.get(primary) else {
        return;
    };
    if main.observation_visit && e.any_status(&[b"T "]) {
        return;
    }
    let died = main.class == DIED;
    let newer = e.version > 97;
    for i in (0..e.rows.len()).filter(|i| *i != primary) {
        let Some(row) = e.rows.get(i) else { continue };
        let bought =
            matches!(row.revenue, 380..=389) && row.any(&[Flag::PackedRedCells, Flag::WholeBlood]);
        let apart: [&Status; 12] = [
            b"B ", b"C ", b"E ", b"E1", b"E2", b"F ", b"G ", b"H ", b"L ", b"M ", b"N ", b"U ",
        ];
        let not_covered: [&Status; 6] = [b"B ", b"E ", b"E1", b"E2", b"C ", b"M "];
        let paid_apart = row.is(Flag::NotComprehensive)
            || row.therapy
            || row.off_campus
            || row.status_is(&apart)
            || newer && row.status_is(&[b"H1", b"K1"])
            || bought;
        if died && row.status_is(&not_covered) {
            e.edit(121, &[i]);
        } else if row.is(Flag::PackagedAfterEmergency) && after_emergency(row) || !paid_apart {
            e.change(&[i], Row::pack);
        }
    }
}

/// Pays lines that are still conditional by their class.
pub(super) fn settle(e: &mut Editor<'_>) {
    let lines =
        e.rows_where(|r| r.is_conditional() && !r.packaged && !r.is_excluded() && !r.composite);
    e.change(&lines, Row::settle);
}

/// Edit 101: a service that a department off campus may not report with modifier PN; and its payment there.
pub(super) fn off_campus(e: &mut Editor<'_>) {
    let visit = |r: &Row<'_>| r.code_is("G0463");
    let primary = e.primary.and_then(|i| e.rows.get(i));
    let observed = primary.is_some_and(|r| r.first_status() == Some(*b"J2"));
    let (mut exists, mut wrong) = (false, Vec::new());
    for (i, r) in e.rows.iter().enumerate() {
        let marked = r.has(&["PN"]) || r.has(&["PO"]) && visit(r);
        if r.procedure.is_none() || !marked {
            continue;
        }
        if r.first_status() == Some(*b"J2") && !visit(r) && !observed {
            wrong.push(i);
        } else {
            exists |= !r.packaged;
        }
    }
    e.edit(101, &wrong);
    e.section_603 |= exists && wrong.is_empty();
    if !e.section_603 {
        return;
    }
    let lines = e.rows_where(|r| {
        r.procedure.is_some() && !r.packaged && r.is(Flag::OffCampusRate) && r.has(&["PN"])
    });
    for line in lines {
        let class = e.rows.get(line).and_then(|r| {
            let pair = e.table.others(PairList::OffCampus, r.code, e.on).next()?;
            std::str::from_utf8(&pair.other).ok()?.parse().ok()
        });
        if let Some(class) = class {
            e.give_class(line, class);
            e.change(&[line], |r| r.off_campus = true);
        }
    }
}

/// Edit 101 of community mental health centers: a day of a program with modifier PN.
pub(super) fn off_campus_program(e: &mut Editor<'_>) {
    let lines = e.rows_where(|r| r.has(&["PN"]) && r.status == *b"P ");
    e.edit(101, &lines);
}

/// Edit 47: nothing is left to be paid.
pub(super) fn nothing_paid(e: &mut Editor<'_>) {
    if e.found.iter().any(|(edit, _)| is_of_claim(*edit)) {
        return;
    }
    let packed = e.rows.iter().any(|r| !r.denied && r.packaged);
    if packed && e.rows.iter().all(|r| r.denied || r.packaged) {
        let lines = e.rows_where(|r| !r.denied && r.packaged);
        e.edit(47, &lines);
    }
}
