//! The two components of a test: what the hospital bills, and what the clinician.

use super::modifier::{conflict, each, MCPM};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::context::LineFacts;
use crate::rules::{answers, leaves, prose, Rule};
use answers::MODIFIERS as MODIFIER;

/// Whether it is diagnostic imaging, echocardiography or a study of sleep or lungs with two components in Medicare's physician
/// fee schedule (PC/TC indicator 1).
fn has_components(line: &LineFacts<'_>) -> bool {
    match line.number {
        70_010 | 76_145 | 77_071 | 77_089..=77_092 | 78_267 | 78_268 | 78_808 => false,
        93_303..=93_308 | 93_312 | 93_350 | 93_880..=93_882 | 93_970 | 93_971 => true,
        94_010 | 94_060 | 94_726 | 94_729 | 95_810 | 95_811 | 95_816 | 95_819 => true,
        _ => line.is_imaging(),
    }
}

/// Both components of a test in a hospital.
pub static HOSPITAL: Rule = Rule {
    id: "mod.26-missing-in-hospital",
    title: "a clinician bills the hospital's part of a test",
    severity: Severity::Warning,
    fields: &[
        Field::Modifiers,
        Field::Modifier,
        Field::ProcedureCode,
        Field::PlaceOfService,
        Field::LinePlaceOfService,
        Field::Filing,
    ],
    snip: 5,
    predicts: answers::MODIFIER_MISSING,
    source: (
        "CMS Medicare Claims Processing Manual, chapter 13, section 20 (payment conditions for \
            radiology); physician fee schedule, PC/TC indicator 1",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c13.pdf",
    ),
    what: prose!(
        "On a claim to Medicare Part B (MB) imaging, echocardiography, vascular, lung and sleep \
        studies of a hospital's patient (place 19, 21, 22, 23) have modifier 26: the technical \
        component is the hospital's, and neither TC nor the whole is billed here."
    ),
    leaves_alone: leaves![
        "payers other than Medicare Part B",
        "other places than 19, 21, 22 and 23",
        "codes without two components, such as 77071",
    ],
    why: "Medicare pays the hospital for equipment and staff, and denies the clinician's line.",
    example: prose!(
        r#"[{"op": "replace", "value": "71046",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"},
            {"op": "add", "value": "23",
            "path": "/claimInformation/serviceLines/0/professionalService/placeOfServiceCode"}]"#
    ),
    fix: "26 states that only the reading is billed; correct the place where the test was done \
        outside of a hospital",
    check: |cx, out| {
        if cx.claim.info.filing.text() != "MB" {
            return;
        }
        for (i, line) in cx.lines().iter().enumerate() {
            let here = matches!(line.place, "19" | "21" | "22" | "23") && has_components(line);
            if !here || line.has("26") {
                continue;
            }
            let what = match line.has("TC") {
                true => "is billed with TC",
                false => "has no modifier 26",
            };
            let place = line.place;
            out.add(
                Field::Modifiers.line(i),
                format!("{} {what}, and the place of service is {place}", line.code),
            )
            .related(Field::ProcedureCode.line(i), "the test");
        }
    },
    ..Rule::BASE
};

/// Pairs of modifiers of which each says what the other denies.
const EXCLUSIVE_PAIRS: [(&str, &str); 8] = [
    ("54", "55"),
    ("73", "74"),
    ("62", "66"),
    ("62", "80"),
    ("66", "80"),
    ("NU", "UE"),
    ("NU", "RR"),
    ("RR", "UE"),
];

/// Modifiers that contradict each other.
pub static EXCLUSIVE: Rule = Rule {
    id: "mod.exclusive",
    title: "a line has two modifiers that contradict each other",
    severity: Severity::Warning,
    fields: &[Field::Modifier],
    snip: 5,
    predicts: MODIFIER,
    source: MCPM,
    what: prose!(
        "A line says one of these: the operation alone (54) or the care after it alone (55); \
        stopped before anesthesia (73) or after (74); two surgeons (62), a team (66) or an \
        assistant (80); bought new (NU) or used (UE), or rented (RR). Chapters 12 (40), 4 (20.6.4) \
        and 20 (30) of the manual; that the pairs exclude each other is our reading of it."
    ),
    why: "The modifiers set the price, and two prices contradict each other.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers",
            "value": ["QW", "54", "55"]}]"#
    ),
    fix: "keep the one that was done; bill the other on a line of its own",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            for (a, b) in EXCLUSIVE_PAIRS {
                conflict(out, i, line, a, b, "each says what the other denies");
            }
        });
    },
    ..Rule::BASE
};
