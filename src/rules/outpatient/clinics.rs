//! Rural health clinics and federally qualified health centers: edits 88 to 91, 104 and 130.

use super::row::Row;
use super::state::Editor;
use crate::edits::ioce::{Flag, PairList};
use crate::rules::edited::Place;
use crate::sort_permutation::sorted;

/// The payment codes of a health center, by the order in which they are paid.
const PAYMENT_CODES: [&str; 5] = ["G0468", "G0466", "G0467", "G0469", "G0470"];
const DISTANT: [&str; 2] = ["Q3014", "G2025"];
const OPIOID_CARE: &str = "G2172";
const OPIOID_OFFICE: [&str; 3] = ["G2086", "G2087", "G2088"];

/// Edit 104: modifier CG at a service that the all-inclusive rate is not for.
pub(super) fn all_inclusive(e: &mut Editor<'_>) {
    let (table, on) = (e.table, e.on);
    e.edit_where(104, |r| {
        let list = PairList::ClinicModifier;
        let bad = |m: &&(&str, _)| table.pairs(list, r.code, m.0, on);
        !r.denied && r.is(Flag::NotAllInclusive) && r.modifiers.iter().any(|m| bad(&m))
    });
}

/// Edit 130: modifier CG at a service of an intensive program that is not its main one.
pub(super) fn intensive_modifier(e: &mut Editor<'_>) {
    e.edit_where(130, |r| {
        !r.is_empty() && !r.is(Flag::IntensivePrimary) && r.has(&["CG"]) && r.revenue == 905
    });
}

/// Edit 91: what a health center or clinic is not paid for.
pub(super) fn not_covered(e: &mut Editor<'_>) {
    for day in e.all_days() {
        let intensive = e.day(day).intensive;
        let lines = e.day_where(day, |r| {
            let listed = r.is(Flag::NotHealthCenter) || matches!(r.revenue, 290..=299 | 540..=549);
            let of_program = intensive && r.is(Flag::Intensive) && matches!(r.revenue, 905 | 519);
            !r.set_aside && !r.inpatient && listed && !of_program
        });
        e.edit(91, &lines);
        let center = e.facility == 77;
        e.change(&lines, |r| {
            (r.status, r.packaged) = (*b"E1", false);
            r.set_aside |= center;
        });
    }
}

/// A payment code, and whether a service of the day qualifies for it.
struct Visit {
    row: usize,
    rank: usize,
    owned: bool,
}

/// Edits 88, 89 and 90: payment codes, visits that qualify for them, and their revenue codes.
pub(super) fn health_center(e: &mut Editor<'_>) {
    if e.facility != 77 || e.frequency == b'0' {
        return;
    }
    for day in e.all_days() {
        let lines = e.day_where(day, |r| !r.set_aside && !r.is_invalid() && !r.inpatient);
        let rank_of = |i: &usize| {
            let row = e.rows.get(*i)?;
            PAYMENT_CODES.iter().position(|c| row.code_is(c))
        };
        let visits: Vec<Visit> = lines
            .iter()
            .filter_map(|i| {
                rank_of(i).map(|rank| Visit {
                    row: *i,
                    rank,
                    owned: false,
                })
            })
            .collect();
        let mut visits = sorted(visits, |a, b| a.rank < b.rank);
        if visits.is_empty() {
            payment_code_missing(e, day, &lines);
            continue;
        }
        let missing = without_service(e, &lines, &mut visits);
        e.edit(89, &missing);
        for visit in &visits {
            let Some(row) = e.rows.get(visit.row) else {
                continue;
            };
            let place = match visit.rank {
                0..=2 => matches!(row.revenue, 519..=529),
                _ => e.day(day).intensive || matches!(row.revenue, 519 | 900),
            };
            if !place && row.listed.known() {
                e.edit(90, &[visit.row]);
            }
        }
    }
}

/// Payment codes that no service of the day qualifies for. A service stands for as many as it has units.
fn without_service(e: &Editor<'_>, lines: &[usize], visits: &mut [Visit]) -> Vec<usize> {
    let free = |v: &Visit| e.rows.get(v.row).is_some_and(|r| !r.intensive_day);
    // Each code of a service with its units, and the payment codes that it qualifies for.
    let mut services: Vec<(&str, i64, Vec<usize>)> = Vec::new();
    for row in lines.iter().filter_map(|i| e.rows.get(*i)) {
        if PAYMENT_CODES.contains(&row.code) || row.code_is(OPIOID_CARE) {
            continue;
        }
        match services.iter_mut().find(|s| s.0 == row.code) {
            Some(service) => service.1 += row.units,
            None => services.push((row.code, row.units, Vec::new())),
        }
    }
    let qualifies = |visit: &Visit, code: &str| {
        let payment = e.rows.get(visit.row).map_or("", |r| r.code);
        let dental = code.len() == 5 && code.starts_with('D');
        dental
            || e.table
                .pairs(PairList::HealthCenterVisit, payment, code, e.on)
    };
    for service in &mut services {
        let fits = visits
            .iter()
            .enumerate()
            .filter(|(_, v)| qualifies(v, service.0));
        service.2 = fits.map(|(i, _)| i).collect();
    }
    let never: Vec<usize> = (0..visits.len())
        .filter(|v| !services.iter().any(|s| s.2.contains(v)))
        .collect();
    services.retain(|s| !s.2.is_empty());
    // Services that qualify for the fewest open codes are used first.
    let open = |s: &(&str, i64, Vec<usize>), visits: &[Visit]| {
        let mut of = s.2.iter().filter_map(|v| visits.get(*v));
        of.by_ref().filter(|v| !v.owned).count()
    };
    services = sorted(services, |a, b| open(a, visits) < open(b, visits));
    while !services.is_empty() {
        let mut service = services.remove(0);
        for v in &service.2 {
            if let Some(visit) = visits.get_mut(*v).filter(|v| !v.owned && service.1 > 0) {
                visit.owned = true;
                service.1 -= 1;
            }
        }
        services = sorted(services, |a, b| open(a, visits) < open(b, visits));
    }
    let first = never.iter().filter_map(|v| visits.get(*v));
    let rest = visits
        .iter()
        .enumerate()
        .filter(|(i, v)| !v.owned && !never.contains(i));
    first
        .chain(rest.map(|(_, v)| v))
        .filter(|v| free(v))
        .map(|v| v.row)
        .collect()
}

/// Edit 88, at the claim: a day of services without a payment code, which some services need not have.
fn payment_code_missing(e: &mut Editor<'_>, day: usize, lines: &[usize]) {
    let rows = || lines.iter().filter_map(|i| e.rows.get(*i));
    let has = |test: &dyn Fn(&Row<'_>) -> bool| rows().any(test);
    let opioid = has(&|r| r.code_is(OPIOID_CARE));
    let office = has(&|r| OPIOID_OFFICE.contains(&r.code));
    let alone = has(&|r| {
        DISTANT.contains(&r.code)
            || r.any(&[
                Flag::ChronicCare,
                Flag::HealthCenterPlanning,
                Flag::HealthCenterPreventive,
            ])
    });
    let all_refused = e.day_rows(day).all(|r| r.has_edit(91));
    let state = e.day(day);
    let wanted = !alone && !opioid && !all_refused || opioid && office;
    if wanted && !state.intensive && !state.reportable_only {
        e.edit_at(88, Place::Claim);
    }
}
