//! Rules by the indicators of Medicare's physician fee schedule, where it is loaded.

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
    predicts: predicts("", "97", ""),
    source: SOURCE,
    what: prose!(
        "A visit on the day of a procedure with ninety global days, or on the day \
        before, has 57: it decided on the operation. Without the indicators of the fee \
        schedule some two hundred frequent operations are known."
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
        let table = cx.tables.edits().fee_schedule.as_ref();
        for (i, visit) in cx.lines().iter().enumerate() {
            let is_visit = matches!(
                visit.number,
                99_202..=99_205
                    | 99_211..=99_215
                    | 99_221..=99_223
                    | 99_281..=99_285
                    | 92_002
                    | 92_004
                    | 92_012
                    | 92_014
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

/// Frequent operations with ninety global days in Medicare's physician fee schedule. Sorted. The schedule knows many more.
const LARGE: &[u32] = &[
    19_120, 19_301, 19_303, 19_307, 19_318, 19_325, 19_340, 19_342, 19_357, 20_680, 22_551, 22_558,
    22_600, 22_612, 22_630, 22_633, 23_120, 23_130, 23_410, 23_412, 23_420, 23_430, 23_472, 23_473,
    24_341, 24_342, 24_357, 25_447, 25_600, 25_605, 25_606, 25_607, 25_608, 25_609, 26_055, 26_600,
    26_605, 26_720, 26_725, 27_125, 27_130, 27_132, 27_134, 27_137, 27_138, 27_235, 27_236, 27_244,
    27_245, 27_427, 27_428, 27_446, 27_447, 27_486, 27_487, 27_506, 27_507, 27_536, 27_540, 27_590,
    27_596, 27_650, 27_698, 27_702, 27_750, 27_752, 27_758, 27_759, 27_766, 27_784, 27_786, 27_788,
    27_792, 27_808, 27_810, 27_814, 27_818, 27_822, 27_823, 27_880, 28_122, 28_285, 28_292, 28_296,
    28_299, 28_470, 28_805, 28_810, 29_806, 29_807, 29_822, 29_823, 29_824, 29_827, 29_828, 29_848,
    29_870, 29_873, 29_874, 29_875, 29_876, 29_877, 29_879, 29_880, 29_881, 29_882, 29_888, 29_889,
    30_520, 32_480, 32_663, 33_208, 33_249, 33_405, 33_430, 33_510, 33_533, 34_705, 35_301, 35_656,
    36_830, 38_745, 42_820, 42_821, 42_826, 43_280, 43_281, 43_644, 43_770, 43_775, 44_005, 44_120,
    44_140, 44_143, 44_145, 44_160, 44_180, 44_204, 44_205, 44_207, 44_950, 44_960, 44_970, 46_255,
    46_260, 46_270, 47_562, 47_563, 47_600, 49_505, 49_507, 49_520, 49_650, 49_651, 50_240, 50_543,
    50_545, 50_590, 52_601, 52_648, 54_520, 55_840, 55_866, 57_240, 57_260, 57_282, 57_288, 58_150,
    58_180, 58_260, 58_262, 58_541, 58_550, 58_552, 58_570, 58_571, 58_573, 58_660, 58_720, 58_940,
    60_220, 60_240, 60_500, 61_312, 61_510, 61_512, 62_223, 63_030, 63_042, 63_045, 63_047, 63_056,
    64_718, 64_721, 66_170, 66_180, 66_821, 66_982, 66_984, 67_036, 67_108, 67_113, 67_904, 69_631,
    69_930,
];

/// The line of an operation with ninety global days on that day or the next: by the fee schedule where it is loaded, else by
/// the list of frequent ones.
fn large_operation(
    cx: &Context<'_>,
    table: Option<&FeeSchedule>,
    visit: Option<crate::Date>,
) -> Option<usize> {
    let visit = visit?;
    cx.lines().iter().position(|l| {
        let ninety = match table {
            Some(table) => table
                .get(&l.code)
                .is_some_and(|e| e.global == GlobalDays::Ninety),
            None => LARGE.binary_search(&l.number).is_ok(),
        };
        let near = l
            .date
            .is_some_and(|d| d == visit || d.day_before() == visit);
        ninety && near && l.any_of(&["80", "81", "82", "AS", "55"]).is_none()
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_operations_are_in_order() {
        assert!(super::LARGE.windows(2).all(|w| w[0] < w[1]));
    }
}
