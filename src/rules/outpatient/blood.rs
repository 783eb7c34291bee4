//! Blood: edits 43, 73 and 79.

use super::row::Row;
use super::state::Editor;
use crate::edits::ioce::Flag;

/// Edit 43: a transfusion without a blood product on the claim.
pub(super) fn product_missing(e: &mut Editor<'_>) {
    if !e.any_line(&[Flag::BloodProduct]) {
        e.edit_where(43, |r| r.is(Flag::BloodService));
    }
}

fn bought(r: &Row<'_>) -> bool {
    matches!(r.revenue, 380..=389) && r.is(Flag::BloodProduct)
}

fn processed(r: &Row<'_>) -> bool {
    matches!(r.revenue, 390..=399) && r.is(Flag::BloodProduct)
}

/// Edit 73: blood that is bought and blood that is processed, line by line and with the modifier BL.
pub(super) fn pairs(e: &mut Editor<'_>) {
    for day in e.all_days() {
        for i in e.day_where(day, |r| r.is(Flag::BloodProduct) && !r.inpatient) {
            let wrong = wrong_lines(e, day, i);
            e.edit(73, &wrong);
        }
    }
}

/// The lines that are wrong by what a line of blood asks for.
fn wrong_lines(e: &Editor<'_>, day: usize, line: usize) -> Vec<usize> {
    let Some(row) = e.rows.get(line) else {
        return Vec::new();
    };
    let same = |kind: fn(&Row<'_>) -> bool| e.day_where(day, |r| kind(r) && r.code == row.code);
    let with_bl = |i: &usize| e.rows.get(*i).is_some_and(|r| r.has(&["BL"]));
    let own = |others: Vec<usize>| -> Vec<usize> {
        others.into_iter().flat_map(|other| [line, other]).collect()
    };
    if processed(row) {
        let bought = same(bought);
        if !row.has(&["BL"]) {
            return own(bought);
        }
        if bought.is_empty() {
            return vec![line];
        }
        let without: Vec<usize> = bought.iter().copied().filter(|i| !with_bl(i)).collect();
        if !without.is_empty() {
            return own(without);
        }
        let mut processed = same(processed);
        processed.retain(with_bl);
        if e.units(&bought) != e.units(&processed) {
            return bought.into_iter().chain(processed).collect();
        }
        return Vec::new();
    }
    let matched = bought(row) && !same(processed).is_empty();
    if matched {
        Vec::new()
    } else {
        vec![line]
    }
}

/// Edit 79: red cells or whole blood under the revenue code of the other.
pub(super) fn revenue(e: &mut Editor<'_>) {
    e.edit_where(79, |r| {
        r.revenue == 381 && !r.is(Flag::PackedRedCells)
            || r.revenue == 382 && !r.is(Flag::WholeBlood)
    });
}
