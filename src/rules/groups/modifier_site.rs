//! Modifiers of the side or the site of the body.

use super::modifier::{conflict, each, MCPM, NCCI};
use crate::edits::procedures::flag;
use crate::field::Field;
use crate::report::{Edit, Severity};
use crate::rules::{answers, leaves, predicts, prose, Need, Rule};
use answers::MODIFIERS as MODIFIER;

/// Modifier 50 beside one for a single side.
pub static BILATERAL_WITH_SIDE: Rule = Rule {
    id: "mod.50-with-side",
    title: "modifier 50 stands beside LT or RT",
    fields: &[Field::Modifier],
    snip: 5,
    edit: Some(Edit {
        system: "I/OCE",
        code: "017",
    }),
    predicts: MODIFIER,
    source: MCPM,
    what: prose!("Modifier 50 (both sides) does not stand on a line with LT or RT (one side)."),
    why: "The line says that one side and that both sides were treated; payers deny it.",
    example: prose!(
        r#"[{"op": "replace",
                "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers",
                "value": ["QW", "50", "LT"]}]"#
    ),
    fix: "keep 50 for both sides, or LT or RT for one",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            conflict(out, i, line, "50", "LT", "both sides, one side");
            conflict(out, i, line, "50", "RT", "both sides, one side");
        });
    },
    ..Rule::BASE
};

/// Bilateral and counted twice.
pub static BILATERAL_UNITS: Rule = Rule {
    id: "mod.50-units",
    title: "a bilateral line has more than one unit",
    severity: Severity::Warning,
    fields: &[Field::Modifier, Field::Units],
    snip: 5,
    predicts: predicts("A7:476", "151", "N362"),
    source: MCPM,
    what: prose!(
        "A line with modifier 50 has one unit. An error for Medicare, a warning for \
        other payers, some of which want two."
    ),
    why: "Modifier 50 doubles the line by itself; with two units it is paid or denied as four.",
    example: prose!(
        r#"[{"op": "add",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers",
            "value": ["50"]}, {"op": "replace",
            "path": "/claimInformation/serviceLines/0/professionalService/serviceUnitCount",
            "value": "2"}]"#
    ),
    fix: "bill one unit with modifier 50, or two lines with LT and RT",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            let units = cx
                .claim
                .info
                .lines
                .get(i)
                .and_then(|l| l.service.units.get());
            if let (true, Some(units)) = (line.has("50"), units.filter(|u| u.0 > 1000)) {
                let finding = out.add(
                    Field::Units.line(i),
                    format!(
                        "line {} has modifier 50 and {units} units (box 24G): 50 stands for \
                    both sides",
                        i + 1
                    ),
                );
                finding.options(["1".to_owned()]);
                if cx.is_medicare() {
                    finding.severity(Severity::Error);
                }
            }
        });
    },
    ..Rule::BASE
};

/// A side on a code that means both.
pub static INHERENTLY_BILATERAL: Rule = Rule {
    id: "mod.side-on-bilateral-code",
    title: "a side is given for a procedure that means both sides already",
    severity: Severity::Warning,
    fields: &[Field::Modifier, Field::ProcedureCode],
    snip: 5,
    needs: &[Need::ProcedureEdits],
    edit: Some(Edit {
        system: "I/OCE",
        code: "017",
    }),
    predicts: MODIFIER,
    source: (
        "CMS I/OCE, bilateral indicators of procedures",
        "https://www.cms.gov/medicare/coding-billing/outpatient-code-editor-oce",
    ),
    what: prose!(
        "A procedure that is bilateral by its description has neither 50 (an error) \
        nor LT or RT (a warning: it may have been done on one side only, which 52 says). Pointed \
        out only for payers other than Medicare, and of LT and RT on what is no surgery: many of \
        these are for one side or both."
    ),
    why: "The price is for both sides already; with 50 the line is returned.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode",
            "value": "27158"}, {"op": "add",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers",
            "value": ["50"]}]"#
    ),
    fix: "leave the modifier out; where one side only was done, use 52 or the code of one side",
    check: |cx, out| {
        let Some(table) = &cx.tables.edits().procedures else {
            return;
        };
        each(cx, &mut |i, line| {
            let Some((j, m)) = line.any_of(&["50", "LT", "RT"]) else {
                return;
            };
            let edit = line.date.and_then(|on| table.on(&line.code, on));
            if edit.is_some_and(|e| e.flags & flag::BILATERAL_INHERENT != 0) {
                let finding = out.add(
                    Field::Modifier.line_item(i, j),
                    format!(
                        "{} is for both sides already, and line {} has {m}",
                        line.code,
                        i + 1
                    ),
                );
                finding.related(Field::ProcedureCode.line(i), "the procedure");
                // The table is Medicare's; other payers have their own, and some take 50 on such codes (69210).
                // Many that are no surgery are "unilateral or bilateral" by their public description (G0279), for which a side is right.
                let either = m != "50" && !matches!(line.number, 10_004..=69_990);
                if !cx.is_medicare() || either {
                    finding.severity(Severity::Info);
                } else if m == "50" {
                    finding.severity(Severity::Error);
                }
            }
        });
    },
    ..Rule::BASE
};

/// Left and right on one line.
pub static BOTH_SIDES: Rule = Rule {
    id: "mod.lt-with-rt",
    title: "a line has both LT and RT",
    severity: Severity::Warning,
    fields: &[Field::Modifier],
    snip: 5,
    predicts: MODIFIER,
    source: MCPM,
    what: prose!("LT and RT do not stand on the same line."),
    why: "Most payers read the line as one side, or deny it.",
    example: prose!(
        r#"[{"op": "replace",
                "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers",
                "value": ["QW", "LT", "RT"]}]"#
    ),
    fix: "bill modifier 50 with one unit, or one line with LT and one with RT, as the payer \
            wants it",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            conflict(out, i, line, "LT", "RT", "one line is for one side")
        })
    },
    ..Rule::BASE
};

const LEFT: &[&str] = &[
    "LT", "E1", "E2", "FA", "F1", "F2", "F3", "F4", "TA", "T1", "T2", "T3", "T4",
];
const RIGHT: &[&str] = &[
    "RT", "E3", "E4", "F5", "F6", "F7", "F8", "F9", "T5", "T6", "T7", "T8", "T9",
];
/// Each names one site: eyelids, fingers, toes, coronary arteries.
const SITES: [&[&str]; 4] = [
    &["E1", "E2", "E3", "E4"],
    &["FA", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9"],
    &["TA", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"],
    &["LC", "LD", "LM", "RC", "RI"],
];

/// Anatomical modifiers that cannot stand together.
pub static ANATOMICAL: Rule = Rule {
    id: "mod.anatomical",
    title: "anatomical modifiers of a line do not go together",
    severity: Severity::Warning,
    fields: &[Field::Modifier],
    snip: 5,
    predicts: MODIFIER,
    source: NCCI,
    what: prose!(
        "A line names one eyelid (E1-E4), finger (FA, F1-F9), toe (TA, T1-T9) or \
        coronary artery (LC, LD, LM, RC, RI), and a left one does not stand beside RT nor a \
        right one beside LT or a left one."
    ),
    leaves_alone: leaves!["LT beside RT, which another rule reports",],
    why: "Each site is a line of its own; two on one line make the payer deny one or both.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers",
            "value": ["QW", "F1", "F6"]}]"#
    ),
    fix: "bill one line for each site",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            for (j, m) in line.plain_modifiers() {
                let mut earlier = line.plain_modifiers().take_while(|(k, _)| *k < j);
                let clashes = |e: &str| {
                    let same_kind = SITES.iter().any(|s| s.contains(&m) && s.contains(&e));
                    let sides = LEFT.contains(&m) && RIGHT.contains(&e)
                        || RIGHT.contains(&m) && LEFT.contains(&e);
                    let both_plain = matches!((m, e), ("LT", "RT") | ("RT", "LT"));
                    m != e && (same_kind || (sides && !both_plain))
                };
                if let Some((k, other)) = earlier.find(|(_, e)| clashes(e)) {
                    out.add(
                        Field::Modifier.line_item(i, j),
                        format!("{other} and {m} on line {} name different sites", i + 1),
                    )
                    .related(Field::Modifier.line_item(i, k), "the other site");
                }
            }
        });
    },
    ..Rule::BASE
};

/// Why a modifier of one part of the body cannot stand on an operation of another; `None` where it can.
fn elsewhere(modifier: &str, number: u32) -> Option<&'static str> {
    let [eyelids, fingers, toes, arteries] = SITES.map(|s| s.contains(&modifier));
    // Skin and its repair are everywhere, and so are injections, casts and what no chapter of a limb holds.
    match number {
        21_010..=22_899 if eyelids || fingers || toes || arteries => {
            Some("an operation on head or spine")
        }
        23_000..=26_989 if eyelids || toes || arteries => Some("an operation on the arm or hand"),
        27_000..=28_899 if eyelids || fingers || arteries => {
            Some("an operation on the leg or foot")
        }
        20_604..=20_611 if eyelids || arteries => Some("a puncture of a joint"),
        31_000..=32_999 | 38_100..=59_899 if eyelids || fingers || toes || arteries => {
            Some("an operation on inner organs")
        }
        66_820..=66_999 if fingers || toes || arteries => Some("an operation on the eye"),
        99_202..=99_499 if eyelids || fingers || toes || arteries => Some("a visit"),
        _ => None,
    }
}

/// A finger modifier on a foot.
pub static ELSEWHERE: Rule = Rule {
    id: "mod.site-elsewhere",
    title: "a modifier names a part of the body that the procedure is not done on",
    severity: Severity::Warning,
    fields: &[Field::Modifier, Field::ProcedureCode],
    snip: 5,
    predicts: MODIFIER,
    source: (
        "CMS NCCI Policy Manual, chapter I, section E (anatomic modifiers); the chapters of the \
            surgery section",
        "https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-\
            edits",
    ),
    what: prose!(
        "Modifiers of eyelids (E1-E4), fingers (FA, F1-F9), toes (TA, T1-T9) and coronary \
            arteries (LC, LD, LM, RC, RI) do not stand on operations of another part of the \
            body, as their chapter says it, nor on visits."
    ),
    leaves_alone: leaves![
        "skin, injections, casts and whatever is done on several parts of the body",
    ],
    why: "The payer denies the line as inconsistent with its modifier.",
    example: prose!(
        r#"[{"op": "replace", "value": "28285",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureCode"},
            {"op": "replace", "value": ["F1"],
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers"}]"#
    ),
    fix: "use the modifier of the part of the body that was operated on",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            for (j, m) in line.plain_modifiers() {
                if let Some(what) = elsewhere(m, line.number) {
                    out.add(
                        Field::Modifier.line_item(i, j),
                        format!("{m} stands on {}, {what}", line.code),
                    )
                    .related(Field::ProcedureCode.line(i), "the procedure");
                }
            }
        });
    },
    ..Rule::BASE
};
