//! Group 4: which modifiers go together, and with what.

use crate::field::Field;
use crate::report::{Edit, Severity};
use crate::rules::context::{Context, LineFacts};
use crate::rules::transport::trip;
use crate::rules::{answers, leaves, predicts, prose, Findings, Need, Rule};
use std::borrow::Cow;

pub(super) const LEVEL2: (&str, &str) = (
    "CMS HCPCS Level II modifiers; CPT modifiers (values only)",
    "https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system",
);
pub(super) const NCCI: (&str, &str) = (
    "CMS NCCI Policy Manual, chapter I, section E (modifiers)",
    "https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits",
);
pub(super) const MCPM: (&str, &str) = (
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
pub(super) fn conflict(
    out: &mut Findings,
    line: usize,
    facts: &LineFacts<'_>,
    a: &str,
    b: &str,
    why: &str,
) {
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
        "An ambulance trip and its mileage (A0425-A0436) have a modifier of two \
        letters, origin and destination, each one of D, E, G, H, I, J, N, P, R, S; X is a \
        destination only, and W was one from 2020 to 2023 (model ET3). An error for Medicare. \
        On other codes the same letters are no trip."
    ),
    leaves_alone: leaves![
        "QL: the patient was pronounced dead after the call",
        "vans, taxis and other transports than A0425-A0436",
    ],
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
            if !asked || line.has("QL") || line.modifiers.iter().any(has_trip) {
                continue;
            }
            let finding = out.add(
                Field::Modifiers.line(i),
                format!(
                    "{} does not say from where to where the patient was taken: two letters \
                        such as RH are missing",
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

/// Modifier 59 beside one of its subsets XE, XP, XS, XU.
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
        QZ, which say who gave or directed it, and no visit, imaging or laboratory test has \
        one. Two of them on a line are an error; for Medicare a missing one is too."
    ),
    leaves_alone: leaves![
        "who gives anesthesia may have the modifier on the blocks and lines that are placed too",
        "the daily management of a catheter (01996) without a modifier",
    ],
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
                // The daily management of a catheter is no anesthesia that somebody directs.
                (true, None, _) if line.number == 1_996 => {}
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
        "JW (some of the drug was discarded) and JZ (none was) do not stand on the same line."
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
                "some of the drug was discarded, none was",
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
        99202-99499, the telehealth visits 98000-98016, psychiatric evaluations, the eye \
        visits 92002-92014, and the visits among the HCPCS codes."
    ),
    leaves_alone: leaves!["codes that are in no table (dental codes, and those by agreement)",],
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
    leaves_alone: leaves!["GX with GY: a voluntary notice for what is never covered",],
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
