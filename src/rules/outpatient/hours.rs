//! Hours of a week in a program: edit 95 below 20 of partial hospitalization, edit 129 below 9 of intensive care.

use super::programs::Program;
use super::state::Editor;

/// A week of the bill.
#[derive(Default)]
struct Week {
    /// Its days, as indexes.
    days: Vec<usize>,
    /// Days, with those that came before the bill.
    count: usize,
    /// Hundredths of hours, with those that came before.
    hours: i64,
    first: bool,
    last: bool,
    /// The last week that has all its days.
    last_whole: bool,
}

const WEEK: usize = 7;

/// Hundredths of hours of a line: its units by the time that one stands for.
const fn time(code: u8, units: i64) -> i64 {
    match code {
        0 => units * 100,
        1 => units * 25,
        2 => units * 50,
        3 => units * 75,
        _ => 0,
    }
}

/// The weeks of a bill, counted from the day on which the first one began, by value code QA.
fn weeks(e: &Editor<'_>, program: Program) -> Option<Vec<Week>> {
    let carried = e.carried?;
    let mut weeks: Vec<Week> = Vec::new();
    for day in e.all_days() {
        if weeks.is_empty() || (carried.days + day) % WEEK == 0 {
            weeks.push(Week::default());
        }
        if let Some(week) = weeks.last_mut() {
            week.days.push(day);
        }
    }
    let last = weeks.len().checked_sub(1)?;
    for (i, week) in weeks.iter_mut().enumerate() {
        let lines = week.days.iter().flat_map(|d| e.day_rows(*d));
        let counted =
            lines.filter(|r| r.is(program.service()) && !r.inpatient && !r.is(program.add_on()));
        week.hours = counted
            .map(|r| {
                let code = r.procedure.map_or(0, |p| match program {
                    Program::Partial => p.partial_time,
                    Program::Intensive => p.intensive_time,
                });
                time(code, r.units)
            })
            .sum();
        week.count = week.days.len();
        (week.first, week.last) = (i == 0, i == last);
        if week.first {
            week.hours += carried.hours;
            week.count += carried.days;
        }
    }
    let mut before = None;
    for i in 0..weeks.len() {
        let whole = weeks.get(i).is_some_and(|w| w.count == WEEK);
        if whole {
            // Only the week right before is undone, as the editor does.
            if let Some(week) = before.and_then(|b: usize| weeks.get_mut(b)) {
                week.last_whole = false;
            }
        }
        if let Some(week) = weeks.get_mut(i) {
            week.last_whole |= whole;
        }
        before = Some(i);
    }
    Some(weeks)
}

/// Edits 95 and 129. Which weeks are asked depends on which bill of the series it is.
pub(super) fn of_weeks(e: &mut Editor<'_>, program: Program) {
    if e.has_edit(49) {
        return;
    }
    let (edit, least) = match program {
        Program::Partial => (95, 2_000),
        Program::Intensive => (129, 900),
    };
    let asked = e.condition("MW");
    let Some(weeks) = weeks(e, program) else {
        return;
    };
    for week in weeks {
        let few = week.hours < least;
        let short = match e.frequency {
            b'1' => few && !week.first && !week.last_whole && !week.last,
            b'2' => few && !week.first && !(week.last && week.count < WEEK),
            b'3' => {
                let whole = !(week.first || week.last) || week.count >= WEEK;
                few && (whole || week.last && asked)
            }
            b'4' => few && !week.last_whole && (!week.last || asked),
            b'7' | b'G'..=b'J' | b'L' | b'M' | b'Q' => asked && week.last,
            _ => false,
        };
        if !short {
            continue;
        }
        for day in week.days {
            let lines = e.day_where(day, |r| {
                r.is(program.service()) && !r.inpatient && !r.is(program.add_on())
            });
            e.edit(edit, &lines);
        }
    }
}
