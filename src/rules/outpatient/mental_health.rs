//! Mental health services of a day, which are paid as one where they would be dearer than a day of a program. No edit of its
//! own: it changes what later ones see.

use super::row::Row;
use super::state::Editor;
use crate::edits::ioce::Flag;

/// The payment class of a day of mental health services.
const DAY: u32 = 8010;

/// A service that counts, those at a distance too where the editor knows them; an addition to one does not.
fn counts(e: &Editor<'_>, r: &Row<'_>) -> bool {
    let remote = r.is(Flag::RemoteMentalHealth) && !r.is(Flag::RemoteAddOn);
    r.is(Flag::DailyMentalHealth) || e.version > 89 && remote
}

fn of_day(e: &Editor<'_>, r: &Row<'_>) -> bool {
    r.is(Flag::DailyMentalHealth) || e.version > 89 && r.is(Flag::RemoteMentalHealth)
}

/// Days of mental health services; those of a program are apart.
pub(super) fn days(e: &mut Editor<'_>) {
    let dearest = if e.version > 93 { 5864 } else { 5863 };
    let limit = i64::from(e.table.payment(dearest, e.on));
    for day in e.all_days() {
        let state = e.day(day);
        if state.partial || state.intensive {
            beside_program(e, day);
            continue;
        }
        if state.education_only {
            continue;
        }
        let lines = e.day_where(day, |r| !r.is_excluded() && counts(e, r));
        let rows = lines.iter().filter_map(|i| e.rows.get(*i));
        let total: i64 = rows.map(|r| i64::from(r.payment) * r.units).sum();
        let Some(first) = lines.first().copied().filter(|_| total > limit) else {
            continue;
        };
        e.give_class(first, DAY);
        e.change(&[first], |r| r.packaged = false);
        let mut others = e.day_where(day, |r| !r.is_excluded() && of_day(e, r));
        others.retain(|i| *i != first);
        e.change(&others, |r| {
            r.pack();
            r.composite = true;
        });
    }
    for day in e.all_days() {
        let state = e.day(day);
        if !state.partial && !state.intensive {
            let lines = e.day_where(day, |r| {
                r.is_conditional() && of_day(e, r) && !r.packaged && !r.is_excluded()
            });
            e.change(&lines, Row::settle);
        }
    }
}

/// Mental health services of a day of a program that are no services of it.
fn beside_program(e: &mut Editor<'_>, day: usize) {
    let partial = e.day(day).partial;
    let program = |r: &Row<'_>| match partial {
        true => r.any(&[
            Flag::PartialHospitalization,
            Flag::PartialHospitalizationPrimary,
        ]),
        false => r.any(&[Flag::Intensive, Flag::IntensivePrimary]),
    };
    let lines = e.day_where(day, |r| !program(r) && !r.is_excluded() && of_day(e, r));
    let first = lines.iter().copied().find(|i| {
        let row = e.rows.get(*i);
        row.is_some_and(|r| counts(e, r))
    });
    let Some(first) = first else { return };
    e.give_class(first, DAY);
    e.change(&[first], |r| {
        r.packaged = false;
        r.beside_program = true;
    });
    let others: Vec<usize> = lines.into_iter().filter(|i| *i != first).collect();
    e.change(&others, |r| {
        r.pack();
        r.composite = true;
    });
}
