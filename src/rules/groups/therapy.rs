//! Therapy under a plan of care, and chiropractic treatment.

use crate::field::Field;
use crate::report::Severity;
use crate::rules::context::LineFacts;
use crate::rules::{answers, leaves, predicts, prose, Rule};

const CR10176: (&str, &str) = (
    "CMS Transmittal 3814, CR 10176 (editing of always therapy services); CMS Medicare Claims \
        Processing Manual, chapter 5, section 20",
    "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c05.pdf",
);
const CHIROPRACTIC: (&str, &str) = (
    "CMS Medicare Benefit Policy Manual, chapter 15, section 240; Claims Processing Manual, \
        chapter 12, section 220, and chapter 26, item 14",
    "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c12.pdf",
);

/// The plans of care under which an always-therapy code is given; empty for a code that is none.
///
/// Codes that are "always therapy" in CMS's list of therapy codes; those that are bundled or sometimes therapy are left
/// out. Evaluations belong to one discipline.
fn plans(number: u32) -> &'static [&'static str] {
    match number {
        92_521..=92_524 | 92_597 | 92_607 => &["GN"],
        97_161..=97_164 => &["GP"],
        97_165..=97_168 => &["GO"],
        92_507 | 92_508 | 92_526 | 92_608 | 92_609 => &["GN", "GO", "GP"],
        97_012 | 97_016 | 97_018 | 97_022 | 97_024 | 97_026 | 97_028 | 97_032..=97_036 | 97_039 => {
            &["GN", "GO", "GP"]
        }
        97_110 | 97_112 | 97_113 | 97_116 | 97_124 | 97_139 | 97_140 | 97_150 => {
            &["GN", "GO", "GP"]
        }
        97_530 | 97_533 | 97_535 | 97_537 | 97_542 | 97_750 | 97_755 | 97_760 | 97_761 | 97_763
        | 97_799 => &["GN", "GO", "GP"],
        _ => &[],
    }
}

/// Therapy without its plan of care.
pub static PLAN_MISSING: Rule = Rule {
    id: "mod.therapy-plan-missing",
    title: "a therapy service does not say under which plan of care it was given",
    severity: Severity::Warning,
    fields: &[
        Field::Modifiers,
        Field::Modifier,
        Field::ProcedureCode,
        Field::Filing,
    ],
    snip: 5,
    predicts: answers::MODIFIER_MISSING,
    source: CR10176,
    what: prose!(
        "On a claim to Medicare (MB) a code that is always therapy has GP (physical), \
        GO (occupational) or GN (speech-language), one of them; evaluations have that of their \
        discipline: 92521-92524, 92597, 92607 GN, 97161-97164 GP, 97165-97168 GO. CQ goes with \
        GP, and CO with GO."
    ),
    leaves_alone: leaves![
        "payers other than Medicare Part B",
        "GY, by which no payment is asked",
        "codes that are therapy only sometimes (97597, 92610 ...)",
    ],
    why: "Medicare counts therapy toward yearly thresholds by the plan of care, and returns a \
        line without it.",
    example: prose!(
        r#"[{"op": "replace", "value": "97110",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"}]"#
    ),
    fix: "GP states a physical therapy plan of care, GO an occupational one, GN one for speech \
        and language: take the plan that the patient's record has",
    check: |cx, out| {
        if cx.claim.info.filing.text() != "MB" {
            return;
        }
        for (i, line) in cx.lines().iter().enumerate() {
            let several = line.modifiers.len() > 1
                && ["GN", "GO", "GP"].iter().filter(|m| line.has(m)).count() > 1;
            if let (true, Some((j, _))) = (several, line.any_of(&["GN", "GO", "GP"])) {
                out.add(
                    Field::Modifier.line_item(i, j),
                    format!("{} has more than one of GN, GO, GP", line.code),
                );
                continue;
            }
            for (assistant, plan) in [("CQ", "GP"), ("CO", "GO")] {
                if let (Some((j, _)), false) = (line.any_of(&[assistant]), line.has(plan)) {
                    out.add(
                        Field::Modifier.line_item(i, j),
                        format!("{assistant} stands on {} without {plan}", line.code),
                    );
                }
            }
            let plans = plans(line.number);
            if plans.is_empty() || line.has("GY") || line.any_of(plans).is_some() {
                continue;
            }
            match line.any_of(&["GN", "GO", "GP"]) {
                None => {
                    out.add(
                        Field::Modifiers.line(i),
                        format!(
                            "{} is always therapy, and has none of {}",
                            line.code,
                            plans.join(", ")
                        ),
                    )
                    .related(Field::ProcedureCode.line(i), "the service");
                }
                Some((j, other)) => {
                    out.add(
                        Field::Modifier.line_item(i, j),
                        format!("{} goes with {}, not {other}", line.code, plans.join(", ")),
                    )
                    .related(Field::ProcedureCode.line(i), "the service");
                }
            }
        }
    },
    ..Rule::BASE
};

/// Treatment or maintenance is not said.
pub static CHIROPRACTIC_AT: Rule = Rule {
    id: "mod.chiropractic-at-missing",
    title: "a chiropractic treatment does not say whether it is active",
    fields: &[
        Field::Modifiers,
        Field::Modifier,
        Field::ProcedureCode,
        Field::Filing,
    ],
    snip: 5,
    severity: Severity::Warning,
    predicts: predicts("", "50", ""),
    source: CHIROPRACTIC,
    what: prose!(
        "On a claim to Medicare (MB) 98940, 98941 and 98942 have AT (active \
        treatment), or a modifier of maintenance."
    ),
    leaves_alone: leaves![
        "payers other than Medicare Part B",
        "maintenance with GA, GX, GY or GZ",
    ],
    why: "Without AT Medicare takes the treatment for maintenance, which it does not pay.",
    example: prose!(
        r#"[{"op": "replace", "value": "98941",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"},
            {"op": "add", "path": "/claimInformation/claimDateInformation",
            "value": {"initialTreatmentDate": "20261103"}}]"#
    ),
    fix: "AT states active treatment; for maintenance GA states that the patient signed the \
        notice, GZ that it is expected to be denied without one, GY that it is not covered",
    check: |cx, out| {
        if cx.claim.info.filing.text() != "MB" {
            return;
        }
        for (i, line) in cx.lines().iter().enumerate() {
            if matches!(line.number, 98_940..=98_942)
                && line.any_of(&["AT", "GA", "GX", "GY", "GZ"]).is_none()
            {
                out.add(
                    Field::Modifiers.line(i),
                    format!(
                        "{} has neither AT (active treatment) nor GA, GY or GZ (maintenance)",
                        line.code
                    ),
                )
                .related(Field::ProcedureCode.line(i), "the treatment");
            }
        }
    },
    ..Rule::BASE
};

/// Active treatment of nothing that Medicare covers.
pub static CHIROPRACTIC_DIAGNOSIS: Rule = Rule {
    id: "dx.chiropractic-subluxation-missing",
    title: "a chiropractic treatment is active, and no diagnosis is a subluxation",
    fields: &[
        Field::Diagnoses,
        Field::DiagnosisCode,
        Field::ProcedureCode,
        Field::Modifier,
        Field::Filing,
    ],
    snip: 5,
    severity: Severity::Warning,
    predicts: predicts("", "50", ""),
    source: CHIROPRACTIC,
    what: prose!(
        "On a claim to Medicare (MB) with 98940, 98941 or 98942 and AT a diagnosis is the \
        subluxation of the spine that is treated: M99.00 to M99.05, or M99.10 to M99.15 (Pub. \
        100-02, chapter 15, 240.1.2 and 240.1.3; which codes those are is our reading)."
    ),
    leaves_alone: leaves!["payers other than Medicare Part B"],
    why: "Medicare pays chiropractors for the manipulation of a subluxation of the spine alone.",
    example: prose!(
        r#"[{"op": "replace", "value": "98941",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"},
            {"op": "add",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers",
            "value": ["AT"]},
            {"op": "add", "path": "/claimInformation/claimDateInformation",
            "value": {"initialTreatmentDate": "20261103"}}]"#
    ),
    fix: "give the subluxation of the region first, and what it causes behind it",
    check: |cx, out| {
        let is_subluxation = |code: &str| {
            let region = ["M990", "M991"].iter().find_map(|p| code.strip_prefix(p));
            region.is_some_and(|r| matches!(r, "0" | "1" | "2" | "3" | "4" | "5"))
        };
        if cx.claim.info.filing.text() != "MB"
            || cx.diagnoses().iter().any(|d| is_subluxation(&d.code))
        {
            return;
        }
        let mut lines = cx.lines().iter().enumerate();
        let treatment =
            |line: &LineFacts<'_>| matches!(line.number, 98_940..=98_942) && line.has("AT");
        if let Some((i, _)) = lines.find(|(_, line)| treatment(line)) {
            let message = "no diagnosis is a subluxation of the spine (M99.00 to M99.05)";
            out.add(Field::Diagnoses.of_claim(), message)
                .related(Field::ProcedureCode.line(i), "the treatment");
        }
    },
    ..Rule::BASE
};

/// When the course of treatment began.
pub static CHIROPRACTIC_DATE: Rule = Rule {
    id: "date.initial-treatment-missing",
    title: "a chiropractic claim does not say when the treatment began",
    fields: &[
        Field::InitialTreatmentDate,
        Field::LineInitialTreatmentDate,
        Field::ProcedureCode,
        Field::Modifier,
        Field::Filing,
    ],
    snip: 4,
    severity: Severity::Warning,
    predicts: predicts("A6:701", "16", "MA122"),
    source: CHIROPRACTIC,
    what: prose!(
        "On a claim to Medicare (MB) with 98940, 98941 or 98942 for active treatment \
        (AT) the claim or the line has the date of the initial treatment."
    ),
    leaves_alone: leaves![
        "payers other than Medicare Part B",
        "maintenance with GA, GX, GY or GZ",
        "claims with a date of onset or of an acute manifestation",
    ],
    why: "Item 14 of the form must say when this course of treatment began; without it the \
        claim is returned.",
    example: prose!(
        r#"[{"op": "replace", "value": "98941",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"},
            {"op": "add", "value": ["AT"],
            "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers"}]"#
    ),
    fix: "give the first day of this course of treatment as the initial treatment date (box 14; \
        DTP*454 in the 837)",
    check: |cx, out| {
        let info = &cx.claim.info;
        let dates = [
            &info.dates.initial_treatment,
            &info.dates.symptom,
            &info.dates.acute_manifestation,
        ];
        if info.filing.text() != "MB" || dates.iter().any(|d| !d.is_missing()) {
            return;
        }
        let first = cx.lines().iter().enumerate().find(|(i, line)| {
            let own = info.lines.get(*i).and_then(|l| l.dates.as_deref());
            matches!(line.number, 98_940..=98_942)
                && line.any_of(&["GA", "GX", "GY", "GZ"]).is_none()
                && own.is_none_or(|d| d.initial_treatment.is_missing())
        });
        if let Some((i, line)) = first {
            out.add(
                Field::InitialTreatmentDate.of_claim(),
                format!(
                    "the date of the initial treatment (box 14) is missing, and {} is billed as \
                        active treatment",
                    line.code
                ),
            )
            .related(Field::ProcedureCode.line(i), "the treatment");
        }
    },
    ..Rule::BASE
};
