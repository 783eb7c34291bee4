//! Modifiers that a procedure of that kind cannot have, and the unit in which it is counted.

use super::modifier::each;
use crate::code_set::CodeSet;
use crate::edits::procedures::flag;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::context::LineFacts;
use crate::rules::{answers, leaves, predicts, prose, Need, Rule, TR3};

/// Kinds of procedures that differ in the modifiers they take.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Evaluation and management of a patient who is seen: office, hospital, emergency room, nursing facility, home.
    Visit,
    /// Other services billed as a visit: management over time, counseling, critical care.
    Care,
    Anesthesia,
    Surgery,
    Imaging,
    Laboratory,
    Vaccination,
    Therapy,
    Drug,
    Equipment,
    Ambulance,
    Other,
}

impl Kind {
    fn of(line: &LineFacts<'_>) -> Kind {
        let code = line.code.as_ref();
        match line.number {
            // Urine flow, erection, contractions, shunts have components (PC/TC indicator 1), surgical pathology has sides as well.
            51_725..=51_797 | 54_240 | 54_250 | 59_020 | 59_025 | 62_252 => Kind::Other,
            80_047..=87_999 => Kind::Laboratory,
            90_460..=90_474 | 90_480 => Kind::Vaccination,
            97_010..=97_799 => Kind::Therapy,
            10_004..=69_990 => Kind::Surgery,
            99_202..=99_239 | 99_281..=99_285 | 99_304..=99_316 | 99_341..=99_350 => Kind::Visit,
            _ if line.is_visit() => Kind::Care,
            _ if line.is_anesthesia() => Kind::Anesthesia,
            _ if line.is_imaging() => Kind::Imaging,
            _ if matches!(code, "G0008" | "G0009" | "G0010") => Kind::Vaccination,
            _ if line.set == Some(CodeSet::Hcpcs) && code.starts_with('J') => Kind::Drug,
            _ if code.starts_with("A04") && code.len() == 5 => Kind::Ambulance,
            _ if line.is_equipment() => Kind::Equipment,
            _ => Kind::Other,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Kind::Visit | Kind::Care => "a visit",
            Kind::Anesthesia => "anesthesia",
            Kind::Surgery => "surgery",
            Kind::Imaging => "imaging",
            Kind::Laboratory => "a laboratory test",
            Kind::Vaccination => "the administration of a vaccine",
            Kind::Therapy => "therapy",
            Kind::Drug => "a drug",
            Kind::Equipment => "equipment",
            Kind::Ambulance => "an ambulance trip",
            Kind::Other => "a service",
        }
    }
}

/// Modifiers, the kinds of procedures that cannot have them, and why.
type Misfit = (&'static [&'static str], &'static [Kind], &'static str);

const MISFITS: &[Misfit] = &[
    (
        &["26", "TC"],
        &[
            Kind::Visit,
            Kind::Care,
            Kind::Anesthesia,
            Kind::Surgery,
            Kind::Vaccination,
            Kind::Therapy,
            Kind::Drug,
            Kind::Equipment,
            Kind::Ambulance,
        ],
        "which has no professional and technical component",
    ),
    (
        &["50"],
        &[
            Kind::Visit,
            Kind::Care,
            Kind::Anesthesia,
            Kind::Vaccination,
            Kind::Laboratory,
            Kind::Ambulance,
        ],
        "which has no two sides",
    ),
    (
        &["80", "81", "82", "AS", "62", "66"],
        &[
            Kind::Visit,
            Kind::Care,
            Kind::Anesthesia,
            Kind::Vaccination,
            Kind::Laboratory,
            Kind::Imaging,
            Kind::Therapy,
            Kind::Drug,
            Kind::Equipment,
            Kind::Ambulance,
        ],
        "at which no further surgeon takes part",
    ),
    (
        &["24"],
        &[
            Kind::Surgery,
            Kind::Imaging,
            Kind::Laboratory,
            Kind::Vaccination,
            Kind::Drug,
            Kind::Equipment,
        ],
        "and 24 says that a visit had nothing to do with an earlier operation",
    ),
    (
        &["54", "55", "56", "58", "78", "79"],
        &[
            Kind::Visit,
            Kind::Care,
            Kind::Laboratory,
            Kind::Drug,
            Kind::Equipment,
        ],
        "and the modifier is about an operation",
    ),
    (
        &["22"],
        &[Kind::Visit, Kind::Care],
        "and 22 is about a procedure",
    ),
    (
        &["LT", "RT"],
        &[Kind::Visit, Kind::Care, Kind::Laboratory],
        "which has no side",
    ),
    (
        &["NU", "RR", "UE"],
        &[
            Kind::Visit,
            Kind::Care,
            Kind::Anesthesia,
            Kind::Surgery,
            Kind::Imaging,
            Kind::Laboratory,
            Kind::Vaccination,
            Kind::Therapy,
            Kind::Drug,
        ],
        "which is neither rented nor bought",
    ),
    (
        &["QW", "91"],
        &[
            Kind::Visit,
            Kind::Care,
            Kind::Anesthesia,
            Kind::Surgery,
            Kind::Imaging,
            Kind::Vaccination,
            Kind::Therapy,
            Kind::Drug,
            Kind::Equipment,
        ],
        "and the modifier is about a laboratory test",
    ),
    (
        &["P1", "P2", "P3", "P4", "P5", "P6"],
        &[
            Kind::Visit,
            Kind::Care,
            Kind::Surgery,
            Kind::Imaging,
            Kind::Laboratory,
            Kind::Vaccination,
            Kind::Drug,
        ],
        "and the modifier is about anesthesia",
    ),
    (
        &["JW", "JZ"],
        &[
            Kind::Visit,
            Kind::Care,
            Kind::Anesthesia,
            Kind::Imaging,
            Kind::Laboratory,
            Kind::Therapy,
        ],
        "and the modifier is about a drug",
    ),
    (
        &["51"],
        &[
            Kind::Visit,
            Kind::Care,
            Kind::Laboratory,
            Kind::Vaccination,
            Kind::Drug,
            Kind::Equipment,
            Kind::Ambulance,
        ],
        "and 51 is about several operations at one session",
    ),
    (
        &["53"],
        &[
            Kind::Visit,
            Kind::Laboratory,
            Kind::Vaccination,
            Kind::Therapy,
            Kind::Drug,
            Kind::Equipment,
            Kind::Ambulance,
        ],
        "and 53 is about a procedure that was broken off",
    ),
    (
        &["93", "95", "FQ", "GQ", "GT"],
        &[
            Kind::Anesthesia,
            Kind::Surgery,
            Kind::Imaging,
            Kind::Laboratory,
            Kind::Vaccination,
            Kind::Drug,
            Kind::Equipment,
            Kind::Ambulance,
        ],
        "which is not given by telehealth",
    ),
    (
        &["76", "77"],
        &[Kind::Visit],
        "and the modifier is about a procedure that was repeated",
    ),
    (
        &["59", "XE", "XP", "XS", "XU"],
        &[Kind::Visit],
        "which is told apart by 25 or 57",
    ),
];

/// A modifier on a procedure of the wrong kind.
pub static MISPLACED: Rule = Rule {
    id: "mod.misplaced",
    title: "a modifier stands on a procedure that cannot have it",
    severity: Severity::Warning,
    fields: &[Field::Modifier, Field::ProcedureCode],
    snip: 5,
    predicts: answers::MODIFIERS,
    source: (
        "CMS Medicare Claims Processing Manual, chapters 12, 13, 16, 20; CMS physician fee \
            schedule \
            (an indicator of 0 or 9 for all codes of the kind)",
        "https://www.cms.gov/medicare/payment/fee-schedules/physician",
    ),
    what: prose!(
        "By the section of the book, a visit, a vaccination, a drug and anesthesia \
        have no 26 or TC and no second side (50); visits, tests, imaging, therapy, drugs and \
        equipment no second surgeon (62, 66, 80, 81, 82, AS); 54 to 58, 78, 79 and 22 are for \
        operations, 24 for visits, LT and RT for what has a side, NU, RR and UE for equipment, \
        QW and 91 for laboratory tests, P1 to P6 for anesthesia, JW and JZ for drugs. 51 is \
        not for visits, tests, drugs, equipment and add-on codes; 53 only for what can be \
        broken off; 76, 77, 59 and the X modifiers not for visits; the telehealth modifiers \
        93, 95 and GT not for surgery, anesthesia, imaging, tests, vaccinations, drugs, \
        equipment and ambulances."
    ),
    leaves_alone: leaves![
        "pathology (88000-89398), which is billed by component and side",
        "procedures of no section that decides it (medicine, most HCPCS codes)",
    ],
    why: "The payer denies the line as inconsistent with its modifier.",
    example: prose!(
        r#"[{"op": "add", "value": ["26"],
            "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers"}]"#
    ),
    fix: "take the modifier away, or move it to the line that it is meant for",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            if line.set.is_none() {
                return;
            }
            let add_on = || {
                let table = cx.tables.edits().add_on.as_ref()?;
                table.kind(&line.code, line.date?)
            };
            if let Some((j, m)) = line.any_of(&["51"]).filter(|_| add_on().is_some()) {
                out.add(
                    Field::Modifier.line_item(i, j),
                    format!(
                        "{m} stands on {}, an add-on code, whose price is reduced already",
                        line.code
                    ),
                )
                .related(Field::ProcedureCode.line(i), "the procedure");
            }
            let kind = Kind::of(line);
            if kind == Kind::Other {
                return;
            }
            for (modifiers, kinds, why) in MISFITS {
                if !kinds.contains(&kind) {
                    continue;
                }
                if let Some((j, m)) = line.any_of(modifiers) {
                    out.add(
                        Field::Modifier.line_item(i, j),
                        format!("{m} stands on {}, {}, {why}", line.code, kind.words()),
                    )
                    .related(Field::ProcedureCode.line(i), "the procedure");
                }
            }
        });
    },
    ..Rule::BASE
};

/// Both sides of what has one.
pub static NOT_BILATERAL: Rule = Rule {
    id: "mod.50-not-bilateral",
    title: "modifier 50 stands on a procedure that is not done on two sides",
    severity: Severity::Warning,
    fields: &[
        Field::Modifier,
        Field::ProcedureCode,
        Field::Filing,
        Field::ServiceDate,
    ],
    snip: 5,
    needs: &[Need::ProcedureEdits],
    predicts: answers::MODIFIERS,
    source: (
        "CMS I/OCE, bilateral indicators of procedures; the same as in the physician fee \
            schedule",
        "https://www.cms.gov/medicare/coding-billing/outpatient-code-editor-oce",
    ),
    what: prose!(
        "On a claim to Medicare surgery and imaging with modifier 50 is by the \
        official editor done on one or both sides."
    ),
    leaves_alone: leaves![
        "payers other than Medicare",
        "procedures that mean both sides, which another rule reports",
    ],
    why: "Medicare pays no second side for it and denies the line.",
    example: prose!(
        r#"[{"op": "replace", "value": "45378",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureCode"},
            {"op": "replace", "value": ["50"],
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers"},
            {"op": "add", "value": ["25"],
            "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers"}]"#
    ),
    fix: "take 50 away, or correct the code",
    check: |cx, out| {
        let Some(table) = cx.tables.edits().procedures.as_ref() else {
            return;
        };
        if !cx.is_medicare() {
            return;
        }
        let any =
            flag::BILATERAL_CONDITIONAL | flag::BILATERAL_INDEPENDENT | flag::BILATERAL_INHERENT;
        each(cx, &mut |i, line| {
            let Some((j, _)) = line.any_of(&["50"]) else {
                return;
            };
            if !matches!(Kind::of(line), Kind::Surgery | Kind::Imaging) {
                return;
            }
            let edit = line.date.and_then(|on| table.on(&line.code, on));
            if edit.is_some_and(|e| e.flags & any == 0) {
                out.add(
                    Field::Modifier.line_item(i, j),
                    format!("{} is not done on two sides", line.code),
                )
                .related(Field::ProcedureCode.line(i), "the procedure");
            }
        });
    },
    ..Rule::BASE
};

/// Minutes and units mixed up.
pub static MEASURE: Rule = Rule {
    id: "units.measure-misplaced",
    title: "minutes stand where units belong, or units where minutes belong",
    severity: Severity::Warning,
    fields: &[Field::Unit, Field::Units, Field::ProcedureCode],
    snip: 5,
    predicts: predicts("A7:659", "16", "M53"),
    source: TR3,
    what: prose!(
        "Anesthesia (00100-01999) is counted in whole minutes (MJ), but for 01953 and 01996, \
        which are counted in units, as is everything else (99100-99140 too)."
    ),
    leaves_alone: leaves!["01953 and 01996, which are counted in units",],
    why: "Fifteen minutes taken for fifteen units, or the other way round, is denied or paid \
        wrongly.",
    example: prose!(
        r#"[{"op": "replace", "value": "MJ",
            "path": "/claimInformation/serviceLines/0/professionalService/measurementUnit"}]"#
    ),
    fix: "use MJ with the minutes for anesthesia, UN with a count for everything else",
    check: |cx, out| {
        for (i, line) in cx
            .lines()
            .iter()
            .enumerate()
            .filter(|(_, l)| l.set.is_some())
        {
            let Some(service) = cx.claim.info.lines.get(i).map(|l| &l.service) else {
                continue;
            };
            let timed = line.is_anesthesia() && !matches!(line.number, 1_953 | 1_996);
            let message = match (service.unit.text(), timed) {
                ("UN", true) => format!(
                    "{} is anesthesia, which is counted in minutes (MJ)",
                    line.code
                ),
                ("MJ", false) => format!("{} is counted in units (UN), not in minutes", line.code),
                ("MJ", true) if service.units.get().is_some_and(|n| n.is_fraction()) => {
                    out.add(
                        Field::Units.line(i),
                        "minutes of anesthesia are whole numbers",
                    )
                    .fix("write the minutes without decimals");
                    continue;
                }
                _ => continue,
            };
            out.add(Field::Unit.line(i), message)
                .related(Field::ProcedureCode.line(i), "the procedure");
        }
    },
    ..Rule::BASE
};
