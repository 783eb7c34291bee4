//! Group 4: which modifiers go together, and with what.

use crate::claim::Value;
use crate::edits::procedures::flag;
use crate::field::Field;
use crate::lists::{has, PLACES};
use crate::report::{Edit, Severity};
use crate::rules::context::trip;
use crate::rules::context::{Context, LineFacts};
use crate::rules::{answers, predicts, prose, Findings, Need, Rule};
use std::borrow::Cow;

pub(super) const LEVEL2: (&str, &str) = (
    "CMS HCPCS Level II modifiers; CPT modifiers (values only)",
    "https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system",
);
const NCCI: (&str, &str) = (
    "CMS NCCI Policy Manual, chapter I, section E (modifiers)",
    "https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits",
);
const MCPM: (&str, &str) = (
    "CMS Medicare Claims Processing Manual, Pub. 100-04",
    "https://\
    www.cms.gov/regulations-and-guidance/guidance/manuals/internet-only-manuals-ioms-items/\
    cms018912",
);
/// For modifiers that do not go together.
use answers::MODIFIERS as MODIFIER;
/// Calls `see` with every line that has modifiers.
pub(super) fn each(cx: &Context<'_>, see: &mut dyn FnMut(usize, &LineFacts<'_>)) {
    for (i, line) in cx
        .lines()
        .iter()
        .enumerate()
        .filter(|(_, l)| !l.modifiers.is_empty())
    {
        see(i, line);
    }
}

/// Reports the second of two modifiers that exclude each other, with the first as related.
fn conflict(out: &mut Findings, line: usize, facts: &LineFacts<'_>, a: &str, b: &str, why: &str) {
    let (Some(i), Some(j)) = (facts.place_of(a), facts.place_of(b)) else {
        return;
    };
    out.add(
        Field::Modifier.line_item(line, i.max(j)),
        format!("{a} and {b} on line {} exclude each other: {why}", line + 1),
    )
    .related(Field::Modifier.line_item(line, i.min(j)), "the other one");
}

/// No origin and destination on an ambulance trip.
pub static TRIP: Rule = Rule {
    id: "mod.origin-destination",
    title: "an ambulance line does not say from where to where",
    severity: Severity::Warning,
    fields: &[Field::Modifier, Field::ProcedureCode],
    snip: 5,
    predicts: predicts("A7:453", "4", ""),
    source: (
        "CMS Medicare Claims Processing Manual, chapter 15, section 30 (origin and destination)",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c15.pdf",
    ),
    what: prose!(
        "An ambulance trip and its mileage (A0425-A0436) have a modifier of two letters, \
        origin and destination, each one of D, E, G, H, I, J, N, P, R, S; X is a destination \
        only, and W was one from 2020 to 2023 (model ET3). An error for Medicare. On other \
        codes the same letters are no trip."
    ),
    why: "The trip decides whether and how much is paid; without it the line is returned.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode",
            "value": "A0429"}, {"op": "add", "path": "/claimInformation/ambulancePickUpLocation",
            "value": {"address1": "1 EXAMPLE ST", "city": "COLUMBUS", "state": "OH",
            "postalCode": "43215"}}, {"op": "add",
            "path": "/claimInformation/ambulanceDropOffLocation",
            "value": {"address1": "2 EXAMPLE ST", "city": "COLUMBUS", "state": "OH",
            "postalCode": "43215"}}]"#
    ),
    fix: "give origin and destination, e.g. RH for a residence to a hospital, or SH for a scene",
    check: |cx, out| {
        for (i, line) in cx.lines().iter().enumerate() {
            let asked = ("A0425"..="A0436").contains(&line.code.as_ref()) && line.set.is_some();
            let has_trip = |m: &Cow<'_, str>| trip(m, line.date).is_some();
            if !asked || line.modifiers.iter().any(has_trip) {
                continue;
            }
            let finding = out.add(
                Field::Modifiers.line(i),
                format!(
                    "{} does not say from where to where the patient was taken",
                    line.code
                ),
            );
            finding.related(Field::ProcedureCode.line(i), "the trip");
            if cx.is_medicare() {
                finding.severity(Severity::Error);
            }
        }
    },
    ..Rule::BASE
};

/// 59 beside one of its subsets.
pub static WITH_X: Rule = Rule {
    id: "mod.59-with-x",
    title: "modifier 59 stands beside XE, XP, XS or XU",
    fields: &[Field::Modifier],
    snip: 5,
    predicts: MODIFIER,
    source: (
        "CMS MLN1783722, Proper use of modifiers 59, XE, XP, XS and XU",
        "https://www.cms.gov/files/document/mln1783722-proper-use-modifiers-59-xe-xp-xs-and-\
            xu.pdf",
    ),
    what: prose!("A line has modifier 59 or one of XE, XP, XS, XU, not both."),
    why: "The X modifiers say more exactly what 59 says; together they contradict each other \
        and the line is returned.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers",
            "value": ["QW", "59", "XU"]}]"#
    ),
    fix: "keep the X modifier where it fits, else 59",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            for x in ["XE", "XP", "XS", "XU"] {
                conflict(
                    out,
                    i,
                    line,
                    "59",
                    x,
                    "the X modifier says more exactly what 59 says",
                );
            }
        });
    },
    ..Rule::BASE
};

/// Professional and technical component on one line.
pub static COMPONENTS: Rule = Rule {
    id: "mod.26-with-tc",
    title: "a line has both modifier 26 and TC",
    fields: &[Field::Modifier],
    snip: 5,
    predicts: MODIFIER,
    source: MCPM,
    what: prose!(
        "A line is for the professional component (26), for the technical component \
        (TC), or for both (neither)."
    ),
    why: "A line with both cannot be priced.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers",
            "value": ["QW", "26", "TC"]}]"#
    ),
    fix: "for both components bill the code without 26 and TC; else keep the one that was done",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            conflict(
                out,
                i,
                line,
                "26",
                "TC",
                "both components are the service without either",
            )
        })
    },
    ..Rule::BASE
};

/// Bilateral and one-sided.
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
        nor LT or RT (a warning: it may have been done on one side only, which 52 says)."
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
                if m == "50" {
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

/// A pair that CMS's editor refuses.
pub static CONFLICT: Rule = Rule {
    id: "mod.conflict",
    title: "two modifiers of a line are refused together",
    fields: &[Field::Modifier],
    snip: 5,
    needs: &[Need::Modifiers],
    edit: Some(Edit {
        system: "I/OCE",
        code: "102",
    }),
    predicts: MODIFIER,
    source: (
        "CMS I/OCE, edit 102 (modifier pairs)",
        "https://www.cms.gov/medicare/coding-billing/outpatient-code-editor-oce",
    ),
    what: prose!(
        "No two modifiers of a line are a pair that CMS's outpatient code editor \
        refuses, such as CT with FX or PN with PO."
    ),
    why: "They contradict each other; the line is returned.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers",
            "value": ["QW", "FX", "FY"]}]"#
    ),
    fix: "keep the one that fits",
    check: |cx, out| {
        let Some(table) = &cx.tables.edits().modifiers else {
            return;
        };
        each(cx, &mut |i, line| {
            for (j, b) in line.plain_modifiers() {
                let mut earlier = line.plain_modifiers().take_while(|(k, _)| *k < j);
                if let Some((k, a)) = earlier.find(|(_, a)| table.conflict(a, b)) {
                    out.add(
                        Field::Modifier.line_item(i, j),
                        format!("{a} and {b} are refused together on line {}", i + 1),
                    )
                    .related(Field::Modifier.line_item(i, k), "the other one");
                }
            }
        });
    },
    ..Rule::BASE
};

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

const ANESTHESIA_PAYMENT: &[&str] = &["AA", "AD", "QK", "QX", "QY", "QZ"];

/// Who gave the anesthesia.
pub static ANESTHESIA: Rule = Rule {
    id: "mod.anesthesia",
    title: "an anesthesia modifier is missing, doubled or misplaced",
    severity: Severity::Warning,
    fields: &[Field::Modifier, Field::ProcedureCode],
    snip: 5,
    predicts: predicts("A7:453", "4", "N822"),
    source: (
        "CMS Medicare Claims Processing Manual, chapter 12, section 50",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c12.pdf",
    ),
    what: prose!(
        "An anesthesia service (00100-01999) has exactly one of AA, AD, QK, QX, QY, \
        QZ, which say who gave or directed it, and no other service has one. Two of them on a \
        line are an error; for Medicare a missing one is too."
    ),
    why: "The modifier decides what is paid; without it, or with two, an anesthesia line is \
        denied.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers",
            "value": ["QW", "AA"]}]"#
    ),
    fix: "use the one that says who gave the anesthesia and under whose direction",
    check: |cx, out| {
        for (i, line) in cx.lines().iter().enumerate() {
            let mut named = line
                .modifiers
                .iter()
                .enumerate()
                .filter(|(_, m)| ANESTHESIA_PAYMENT.contains(&m.as_ref()));
            match (line.is_anesthesia(), named.next(), named.next()) {
                (_, Some((j, a)), Some((k, b))) if a != b => {
                    out.add(
                        Field::Modifier.line_item(i, k),
                        format!(
                            "{a} and {b} on line {} say two different things of who gave the \
                            anesthesia",
                            i + 1
                        ),
                    )
                    .severity(Severity::Error)
                    .related(Field::Modifier.line_item(i, j), "the other one");
                }
                // Those who give anesthesia put it on the lines and blocks that they place too, as payers ask.
                (false, Some((j, m)), _)
                    if line.is_visit() || line.is_imaging() || line.is_laboratory() =>
                {
                    out.add(
                        Field::Modifier.line_item(i, j),
                        format!(
                            "{m} belongs to anesthesia (00100-01999), and {} is none",
                            line.code
                        ),
                    );
                }
                (true, None, _) => {
                    let finding = out.add(
                        Field::Modifiers.line(i),
                        format!(
                            "{} does not say who gave the anesthesia: AA or QZ one person alone, \
                                QY \
                            or QK and QX directed by a physician, AD supervised",
                            line.code
                        ),
                    );
                    if cx.is_medicare() {
                        finding.severity(Severity::Error);
                    }
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// Wasted and nothing wasted.
pub static WASTE: Rule = Rule {
    id: "mod.jw-with-jz",
    title: "a line has both JW and JZ",
    fields: &[Field::Modifier],
    snip: 5,
    predicts: MODIFIER,
    source: (
        "CMS, Discarded drugs and biologicals, JW and JZ modifier policy",
        "https://\
        www.cms.gov/medicare/payment/fee-for-service-providers/hospital-outpatient-pps/jw-\
        modifier-faqs.pdf",
    ),
    what: prose!(
        "JW (some of the drug was discarded) and JZ (none was) do not stand on the \
        same line."
    ),
    why: "They contradict each other; the line is returned as unprocessable.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers",
            "value": ["QW", "JW", "JZ"]}]"#
    ),
    fix: "JZ when nothing was discarded; else one line for the dose and one with JW for the \
        discarded amount",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            conflict(
                out,
                i,
                line,
                "JW",
                "JZ",
                "some of the \
        drug was discarded, none was",
            )
        })
    },
    ..Rule::BASE
};

/// 25 and 57 where there is no visit.
pub static VISIT_ONLY: Rule = Rule {
    id: "mod.25-57-outside-visit",
    title: "modifier 25 or 57 stands on a service that is no visit",
    severity: Severity::Warning,
    fields: &[Field::Modifier, Field::ProcedureCode],
    snip: 5,
    predicts: MODIFIER,
    source: NCCI,
    what: prose!(
        "Modifiers 25 and 57 stand on evaluation and management services only: \
        99202-99499, the eye visits 92002-92014, and the visits among the HCPCS G codes."
    ),
    why: "They say that a visit was separate from a procedure or led to surgery; on the \
        procedure they are denied as inconsistent.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers",
            "value": ["QW", "25"]}]"#
    ),
    fix: "move the modifier to the line of the visit",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            let Some((j, m)) = line.any_of(&["25", "57"]) else {
                return;
            };
            if line.set.is_some() && !line.is_visit() {
                out.add(
                    Field::Modifier.line_item(i, j),
                    format!("{m} belongs on a visit, and {} is none", line.code),
                );
            }
        });
    },
    ..Rule::BASE
};

/// Notices of non-coverage that exclude each other.
pub static NOTICE: Rule = Rule {
    id: "mod.notice-conflict",
    title: "GA, GX, GY and GZ do not go together",
    fields: &[Field::Modifier],
    snip: 5,
    predicts: MODIFIER,
    source: (
        "CMS Medicare Claims Processing Manual, chapter 30; CR 7228",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c30.pdf",
    ),
    what: prose!(
        "Of GA (required notice given), GX (voluntary notice given), GY (never \
        covered) and GZ (no notice given) only GX and GY stand together."
    ),
    why: "They say opposite things about who was told that Medicare may not pay; the line is \
        denied or returned.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers",
            "value": ["QW", "GA", "GZ"]}]"#
    ),
    fix: "keep the one that says what the patient was told; GX with GY for a service that is \
        never covered",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            for (a, b) in [
                ("GA", "GZ"),
                ("GA", "GX"),
                ("GX", "GZ"),
                ("GA", "GY"),
                ("GY", "GZ"),
            ] {
                conflict(
                    out,
                    i,
                    line,
                    a,
                    b,
                    "they say different things about the notice given",
                );
            }
        });
    },
    ..Rule::BASE
};

const TELEHEALTH: &[&str] = &["93", "95", "FQ", "GQ", "GT"];

/// Telehealth modifiers and places.
pub static TELEHEALTH_PLACE: Rule = Rule {
    id: "mod.telehealth-place",
    title: "a telehealth modifier does not fit the place of service",
    severity: Severity::Warning,
    fields: &[
        Field::Modifier,
        Field::PlaceOfService,
        Field::LinePlaceOfService,
    ],
    snip: 5,
    predicts: predicts("A8:249", "5", "M77"),
    source: (
        "CMS, Telehealth services (MLN901705)",
        "https://www.cms.gov/files/document/mln901705-telehealth-remote-patient-monitoring.pdf",
    ),
    what: prose!(
        "A line with a telehealth modifier (93 audio only, 95 audio and video, FQ \
        audio only behavioral health, GQ, GT) has place of service 02 or 10; 93 and 95 do not \
        stand together."
    ),
    why: "The place decides which rate is paid. Since 2024 Medicare wants 02 or 10 where the \
        patient is not in the provider's own facility; other payers differ.",
    example: prose!(
        r#"[{"op": "add",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers",
            "value": ["95"]}]"#
    ),
    fix: "place 10 when the patient is at home, 02 elsewhere; or leave the modifier out for a \
        visit in person",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            conflict(out, i, line, "93", "95", "audio only, audio and video");
            let found = line.any_of(TELEHEALTH).filter(|_| has(PLACES, line.place));
            let asked = telehealth_place(cx.is_medicare(), line);
            if let (Some((j, m)), Some(severity)) = (found, asked) {
                let place = match cx
                    .claim
                    .info
                    .lines
                    .get(i)
                    .map(|l| &l.service.place_of_service)
                {
                    Some(Value::Missing) | None => Field::PlaceOfService.of_claim(),
                    Some(_) => Field::LinePlaceOfService.line(i),
                };
                out.add(
                    Field::Modifier.line_item(i, j),
                    format!(
                        "{m} says telehealth, but the place of service is {}",
                        line.place
                    ),
                )
                .severity(severity)
                .related(place, "the place of service");
            }
        });
    },
    ..Rule::BASE
};

/// How a telehealth modifier at that place is judged on that day; `None` where it is right.
///
/// Medicare took place 02 until the emergency, and the place where the visit would have been with modifier 95 from
/// 2020-03-01 to 2023-12-31 (10 exists since 2022-01-01); since 2024 it takes 02 and 10, and 95 at the place of a hospital's
/// clinicians, of therapists and of clinics that bill as such. Other payers never agreed on one place.
fn telehealth_place(medicare: bool, line: &LineFacts<'_>) -> Option<Severity> {
    let in_person = matches!(line.place, "11" | "12" | "20" | "49");
    if !in_person || line.any_of(&["GN", "GO", "GP"]).is_some() {
        return None;
    }
    let year_and_month = line.date.map_or((2024, 1), |d| (d.parts().0, d.parts().1));
    match year_and_month {
        (2020, 3..) | (2021..=2023, _) => None,
        _ if medicare => Some(Severity::Warning),
        _ => Some(Severity::Info),
    }
}
