//! Visits beside procedures, and visits that exclude each other.

use crate::claim::Quantity;
use crate::date::Date;
use crate::edits::GlobalDays;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::context::LineFacts;
use crate::rules::{leaves, predicts, prose, Context, Rule};

/// Frequent procedures whose payment includes the visit of the day: zero or ten global days in Medicare's fee schedule.
/// The fee schedule knows many more.
const fn is_minor_procedure(number: u32) -> bool {
    matches!(
        number,
        10_060 | 10_061 | 10_120 | 10_121 | 10_140 | 10_160 | 11_042..=11_044 | 11_055..=11_057
            | 11_102 | 11_104 | 11_106 | 11_200 | 11_300..=11_313 | 11_400..=11_446
            | 11_600..=11_646
            | 11_719..=11_721 | 11_730 | 11_740 | 11_750 | 11_765 | 11_900 | 11_901
            | 11_981..=11_983
            | 12_001..=12_057 | 16_000 | 16_020 | 17_000 | 17_004 | 17_110 | 17_111 | 17_250
            | 17_260..=17_286 | 20_526 | 20_550..=20_553 | 20_600 | 20_604..=20_606
            | 20_610..=20_612
            | 30_300 | 30_901 | 31_231 | 31_575 | 43_235 | 43_239 | 45_330 | 45_378 | 45_380
            | 45_385
            | 46_600 | 51_701 | 51_702 | 52_000 | 54_050 | 54_056 | 56_501 | 57_452
            | 57_454..=57_456
            | 57_500 | 58_100 | 58_300 | 58_301 | 62_320..=62_323 | 64_405 | 64_450 | 64_483
            | 64_490
            | 64_493 | 64_612 | 64_615 | 65_205 | 65_210 | 65_220 | 65_222 | 67_028 | 67_820
            | 68_761
            | 69_200 | 69_210
    )
}

/// Whether the service of a line is minor: by the fee schedule where it is loaded, else by our
/// list.
fn is_minor(cx: &Context<'_>, line: &LineFacts<'_>) -> bool {
    let schedule = cx.tables.edits().fee_schedule.as_ref();
    match schedule.and_then(|s| s.get(&line.code)) {
        Some(entry) => {
            matches!(entry.global, GlobalDays::Zero | GlobalDays::Ten) && !line.is_visit()
        }
        None => is_minor_procedure(line.number),
    }
}

/// A visit that a procedure's payment holds: evaluation and management in office, hospital or emergency room, and eye visits.
const fn is_plain_visit(number: u32) -> bool {
    matches!(
        number,
        99_202..=99_205 | 99_211..=99_215 | 99_221..=99_223 | 99_231..=99_236 | 99_281..=99_285
            | 92_002 | 92_004 | 92_012 | 92_014
    )
}

/// A visit for prevention; a visit for an illness on the same day is another one by 25.
fn is_checkup(line: &LineFacts<'_>) -> bool {
    matches!(line.number, 99_381..=99_397)
}

/// A visit on the day of a small procedure.
pub static WITHOUT_25: Rule = Rule {
    id: "mod.25-missing",
    title: "a visit beside another service has no modifier 25",
    severity: Severity::Warning,
    fields: &[
        Field::Modifiers,
        Field::Modifier,
        Field::ProcedureCode,
        Field::ServiceDate,
    ],
    snip: 7,
    predicts: predicts("", "97", ""),
    source: (
        "CMS NCCI Policy Manual, chapter I, section D; CMS physician fee schedule, global days",
        "https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-\
            edits",
    ),
    what: prose!(
        "A visit (99202-99215, 99221-99236, 99281-99285, 92002-92014) on the day of a \
        procedure with zero or ten global days has 25. The procedures are some hundred \
        frequent ones; all of them with the indicators of the fee schedule. Where the NCCI \
        pairs of practitioners are loaded they speak in its place. So has a visit beside one for \
        prevention (99381-99397)."
    ),
    leaves_alone: leaves![
        "visits with 24, 27 or 57, which give another reason",
        "a procedure of another rendering provider",
        "venipuncture, injections and imaging",
    ],
    why: "The other service's payment includes deciding on it and the visit that goes with it: \
        without 25 the visit is denied as part of it.",
    example: prose!(
        r#"[{"op": "replace", "value": "20610",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureCode"},
            {"op": "remove",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers"}]"#
    ),
    fix: "25 states that the visit was significant and separate from the other service, and \
            the record must show it; otherwise take the visit off",
    check: |cx, out| {
        if cx.tables.edits().ptp_practitioner.is_some() {
            return;
        }
        let lines = cx.lines();
        for (i, visit) in lines.iter().enumerate() {
            if !is_plain_visit(visit.number)
                || visit.any_of(&["24", "25", "27", "57", "FT"]).is_some()
            {
                continue;
            }
            let procedure = lines.iter().enumerate().find(|(j, l)| {
                (is_minor(cx, l) || is_checkup(l))
                    && l.date == visit.date
                    && l.date.is_some()
                    && cx.rendering(i) == cx.rendering(*j)
            });
            if let Some((j, procedure)) = procedure {
                out.add(
                    Field::Modifiers.line(i),
                    format!(
                        "{} stands on the day of {} without modifier 25",
                        visit.code, procedure.code
                    ),
                )
                .related(Field::ProcedureCode.line(j), "what was done besides");
            }
        }
    },
    ..Rule::BASE
};

const fn is_new_patient(number: u32) -> bool {
    matches!(
        number,
        99_202..=99_205 | 99_341 | 99_342 | 99_344 | 99_345 | 99_381..=99_387 | 92_002 | 92_004
    )
}

/// A patient who is new twice.
pub static NEW_TWICE: Rule = Rule {
    id: "proc.new-patient-twice",
    title: "a patient is new twice",
    severity: Severity::Warning,
    fields: &[Field::ProcedureCode, Field::ServiceDate],
    snip: 7,
    predicts: predicts("", "B16", ""),
    source: (
        "CMS Medicare Claims Processing Manual, chapter 12, section 30.6.7",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c12.pdf",
    ),
    what: prose!(
        "One rendering provider bills a visit of a new patient once on a claim: \
        99202-99205, 99341-99345, 99381-99387, 92002, 92004."
    ),
    leaves_alone: leaves![
        "a preventive visit and a problem visit of the same day with 25",
        "another rendering provider",
    ],
    why: "Who was seen by the group within three years is not new: the later visit is denied.",
    example: prose!(
        r#"[{"op": "replace", "value": "99203",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"},
            {"op": "replace", "value": "99204",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureCode"},
            {"op": "remove",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers"}]"#
    ),
    fix: "bill the later visit as one of an established patient",
    check: |cx, out| {
        let mut first: Option<(usize, &LineFacts<'_>)> = None;
        for (i, line) in cx.lines().iter().enumerate() {
            if !is_new_patient(line.number) {
                continue;
            }
            let Some((j, earlier)) = first else {
                first = Some((i, line));
                continue;
            };
            let same_day = line.date == earlier.date && (line.has("25") || earlier.has("25"));
            if !same_day && cx.rendering(i) == cx.rendering(j) {
                out.add(
                    Field::ProcedureCode.line(i),
                    format!(
                        "{} and {} both say that the patient is new",
                        line.code, earlier.code
                    ),
                )
                .related(Field::ProcedureCode.line(j), "the other visit");
            }
        }
    },
    ..Rule::BASE
};

/// The longer relationship beside a visit that has 25.
pub static COMPLEXITY_WITH_25: Rule = Rule {
    id: "proc.g2211-with-25",
    title: "G2211 stands beside a visit with modifier 25",
    severity: Severity::Warning,
    fields: &[
        Field::ProcedureCode,
        Field::Modifier,
        Field::ServiceDate,
        Field::Filing,
    ],
    snip: 7,
    predicts: predicts("", "97", ""),
    source: (
        "CMS Transmittal 12461, CR 13473 (G2211); CY 2025 physician fee schedule final rule, 42 \
            CFR \
            414",
        "https://www.cms.gov/files/document/mm13473-how-use-office-outpatient-evaluation-and-\
            management-visit-complexity-add-code-g2211.pdf",
    ),
    what: prose!("On a claim to Medicare G2211 goes with a visit (99202-99215) without 25."),
    leaves_alone: leaves![
        "payers other than Medicare",
        "a preventive service or a vaccination on the same day, since 2025",
    ],
    why: "Medicare denies G2211 when the visit has 25.",
    example: prose!(
        r#"[{"op": "add", "value": ["25"],
            "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers"},
            {"op": "replace", "value": "G2211",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureCode"},
            {"op": "remove",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers"}]"#
    ),
    fix: "take G2211 off, or 25 when the visit needs none",
    check: |cx, out| {
        if !cx.is_medicare() {
            return;
        }
        let lines = cx.lines();
        let visits = |l: &&LineFacts<'_>| {
            matches!(l.number, 99_202..=99_205 | 99_211..=99_215) && l.has("25")
        };
        for (i, line) in lines.iter().enumerate().filter(|(_, l)| l.code == "G2211") {
            let of_day = || lines.iter().filter(|l| l.date == line.date);
            let prevents = |l: &LineFacts<'_>| l.date >= Date::new(2025, 1, 1) && is_preventive(l);
            if of_day().any(|l| visits(&l)) && !of_day().any(prevents) {
                out.add(
                    Field::ProcedureCode.line(i),
                    "G2211 is not paid beside a visit with modifier 25",
                );
            }
        }
    },
    ..Rule::BASE
};

/// A service that Medicare pays to prevent, or the administration of a vaccine.
fn is_preventive(line: &LineFacts<'_>) -> bool {
    matches!(
        line.number,
        90_460..=90_474 | 90_480 | 99_406 | 99_407 | 99_497
    ) || matches!(
        line.code.as_ref(),
        "G0008"
            | "G0009"
            | "G0010"
            | "G0101"
            | "G0102"
            | "G0296"
            | "G0402"
            | "G0438"
            | "G0439"
            | "G0442"
            | "G0443"
            | "G0444"
            | "G0445"
            | "G0446"
            | "G0447"
            | "Q0091"
    )
}

/// Days and units of daily visits.
pub static DAYS: Rule = Rule {
    id: "units.differ-from-days",
    title: "the units of a daily visit are not its days",
    severity: Severity::Warning,
    fields: &[
        Field::Units,
        Field::ServiceDate,
        Field::ServiceDateEnd,
        Field::ProcedureCode,
    ],
    snip: 5,
    predicts: predicts("", "16", "M53"),
    source: (
        "CMS Medicare Claims Processing Manual, chapter 26, items 24A and 24G",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/\
            clm104c26pdf.pdf",
    ),
    what: prose!(
        "A line of daily hospital or nursing facility visits (99231-99233, \
        99307-99310) has one unit a day from its first to its last day; one of visits that are \
        billed once a day (office, home, emergency room, first and last day in hospital, \
        99291, preventive and eye visits) has not more."
    ),
    leaves_alone: leaves!["care that is counted (therapy, critical care after 99291)",],
    why: "The payer denies units beyond the days, or the days that have no unit.",
    example: prose!(
        r#"[{"op": "replace", "value": "99232",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"},
            {"op": "replace", "value": "3",
            "path": "/claimInformation/serviceLines/0/professionalService/serviceUnitCount"}]"#
    ),
    fix: "let units and days agree; one line a day is safest",
    check: |cx, out| {
        for (i, line) in cx.lines().iter().enumerate() {
            let Some(claim) = cx.claim.info.lines.get(i) else {
                continue;
            };
            let daily = matches!(line.number, 99_231..=99_233 | 99_307..=99_310);
            if !daily && !is_once_a_day(line) {
                continue;
            }
            let (Some(from), Some(units)) = (claim.from.get(), claim.service.units.get()) else {
                continue;
            };
            let to = claim.to.get().unwrap_or(from);
            if to < from {
                continue;
            }
            let days = 1 + to.days_since(*from);
            let days_of = Quantity(days * 1000);
            if *units > days_of || (daily && units.0 > 0 && *units < days_of) {
                out.add(
                    Field::Units.line(i),
                    format!(
                        "{units} units of {} on {days} {}: it is billed once a day",
                        line.code,
                        if days == 1 { "day" } else { "days" }
                    ),
                )
                .related(Field::ServiceDateEnd.line(i), "the last day");
            }
        }
    },
    ..Rule::BASE
};

/// Whether a code is a visit that one clinician bills once a day.
fn is_once_a_day(line: &LineFacts<'_>) -> bool {
    let wellness = matches!(line.code.as_ref(), "G0402" | "G0438" | "G0439");
    wellness
        || matches!(
            line.number,
            99_202..=99_205 | 99_211..=99_215 | 99_221..=99_223 | 99_234..=99_239 | 99_281..=99_285
                | 99_291 | 99_304..=99_306 | 99_315 | 99_316 | 99_341..=99_350 | 99_381..=99_397
                | 92_002 | 92_004 | 92_012 | 92_014 | 90_791 | 90_792
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_procedures_are_neither_visits_nor_venipuncture() {
        for n in [36_415, 96_372, 99_213, 73_110, 27_447, 90_471] {
            assert!(!is_minor_procedure(n), "{n}");
        }
        assert!(is_minor_procedure(20_610) && is_plain_visit(99_213));
    }
}
