//! What the indicators of Medicare's physician fee schedule decide, where they are loaded.

use super::modifier::each;
use crate::edits::{FeeSchedule, FeeScheduleEntry, GlobalDays};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{answers, leaves, predicts, prose, Context, Need, Rule};

const SOURCE: (&str, &str) = (
    "CMS physician fee schedule, relative value file; CMS Medicare Claims Processing Manual, \
        chapter 12, sections 20 and 40",
    "https://www.cms.gov/medicare/payment/fee-schedules/physician/pfs-relative-value-files",
);

/// Why a modifier does not fit the indicators of a code; `None` where it does, or they say nothing of it.
fn misfit(modifier: &str, e: &FeeScheduleEntry) -> Option<&'static str> {
    let never = |indicator: u8| matches!(indicator, 0 | 9);
    match modifier {
        "26" if matches!(e.components, 0 | 2..=5 | 7) => Some("has no professional component"),
        "TC" if matches!(e.components, 0 | 2..=8) => Some("has no technical component"),
        "50" if e.bilateral == 0 => Some("is not paid for a second side"),
        "80" | "81" | "82" | "AS" if matches!(e.assistant, 1 | 9) => {
            Some("is not paid with an assistant")
        }
        "62" if never(e.co_surgeons) => Some("is not paid with two surgeons"),
        "66" if never(e.team) => Some("is not paid with a team"),
        _ => None,
    }
}

/// A modifier that the payment of the code does not know.
pub static MODIFIER: Rule = Rule {
    id: "mod.not-in-fee-schedule",
    title: "the physician fee schedule does not pay a code with that modifier",
    severity: Severity::Warning,
    fields: &[Field::Modifier, Field::ProcedureCode, Field::ServiceDate],
    snip: 7,
    needs: &[Need::FeeSchedule],
    predicts: answers::MODIFIERS,
    source: SOURCE,
    what: prose!(
        "By the indicators of its code a line has 26 or TC only where there are such \
        components, 50 only where a second side is paid, 80 to 82 and AS only where an \
        assistant may be, 62 and 66 only where two surgeons or a team may be."
    ),
    leaves_alone: leaves![
        "codes that the schedule does not have",
        "indicators that ask for documents",
    ],
    why: "Medicare denies the line, and most payers follow its schedule.",
    example: prose!(
        r#"[{"op": "replace", "value": "20610",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureCode"},
            {"op": "replace", "value": ["62"],
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers"},
            {"op": "add", "value": ["25"],
            "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers"}]"#
    ),
    fix: "take the modifier away, or correct the code",
    check: |cx, out| {
        let Some(table) = cx.tables.edits().fee_schedule.as_ref() else {
            return;
        };
        each(cx, &mut |i, line| {
            let Some(entry) = table.get(&line.code) else {
                return;
            };
            for (j, m) in line.modifiers.iter().enumerate() {
                if let Some(why) = misfit(m, &entry) {
                    out.add(
                        Field::Modifier.line_item(i, j),
                        format!("{m}: {} {why}", line.code),
                    )
                    .related(Field::ProcedureCode.line(i), "the procedure");
                }
            }
        });
    },
    ..Rule::BASE
};

/// A visit that belongs to a large operation.
pub static DECISION: Rule = Rule {
    id: "mod.57-missing",
    title: "a visit before a large operation has no modifier 57",
    severity: Severity::Warning,
    fields: &[
        Field::Modifiers,
        Field::Modifier,
        Field::ProcedureCode,
        Field::ServiceDate,
    ],
    snip: 7,
    needs: &[Need::FeeSchedule],
    predicts: predicts("", "97", ""),
    source: SOURCE,
    what: prose!(
        "A visit on the day of a procedure with ninety global days, or on the day \
        before, has 57: it decided on the operation."
    ),
    leaves_alone: leaves![
        "24 or 25, which give another reason for the visit",
        "care of one who only assists or follows up (80, 81, 82, AS, 55)",
    ],
    why: "The payment of the operation includes the visits of these days but for the one that \
        decided on it.",
    example: prose!(
        r#"[{"op": "replace", "value": "27447",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureCode"},
            {"op": "replace", "value": ["RT"],
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers"}]"#
    ),
    fix: "57 states that the visit decided on the operation; otherwise take the visit off",
    check: |cx, out| {
        let Some(table) = cx.tables.edits().fee_schedule.as_ref() else {
            return;
        };
        for (i, visit) in cx.lines().iter().enumerate() {
            let is_visit = matches!(
                visit.number,
                99_202..=99_205 | 99_211..=99_215 | 99_221..=99_223 | 99_281..=99_285
            );
            if !is_visit || visit.any_of(&["24", "25", "57", "FT"]).is_some() {
                continue;
            }
            if let Some(j) = large_operation(cx, table, visit.date) {
                let code = cx.lines().get(j).map_or("", |l| l.code.as_ref());
                out.add(
                    Field::Modifiers.line(i),
                    format!(
                        "{} is part of {code}, which has ninety global days",
                        visit.code
                    ),
                )
                .related(Field::ProcedureCode.line(j), "the operation");
            }
        }
    },
    ..Rule::BASE
};

/// The line of an operation with ninety global days on that day or the next.
fn large_operation(
    cx: &Context<'_>,
    table: &FeeSchedule,
    visit: Option<crate::Date>,
) -> Option<usize> {
    let visit = visit?;
    cx.lines().iter().position(|l| {
        let ninety = table
            .get(&l.code)
            .is_some_and(|e| e.global == GlobalDays::Ninety);
        let near = l
            .date
            .is_some_and(|d| d == visit || d.day_before() == visit);
        ninety && near && l.any_of(&["80", "81", "82", "AS", "55"]).is_none()
    })
}
