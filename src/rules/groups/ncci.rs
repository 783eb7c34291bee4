//! Group 9: procedures that are not paid beside each other, and add-on codes without their primary.

use crate::edits::{AddOnType, Primaries};
use crate::field::Field;
use crate::report::{Edit, Severity};
use crate::rules::context::LineFacts;
use crate::rules::{leaves, predicts, prose, Need, Rule};
use std::borrow::Cow;

const NCCI: (&str, &str) = (
    "CMS NCCI procedure-to-procedure edits",
    "https://www.cms.gov/\
    medicare/coding-billing/national-correct-coding-initiative-ncci-edits/medicare-ncci-\
    procedure-procedure-ptp-edits",
);

/// The modifiers that NCCI accepts as a reason to pay both (Policy Manual, chapter I, section E).
const BYPASS: &[&str] = &[
    "24", "25", "27", "57", "58", "59", "78", "79", "91", "E1", "E2", "E3", "E4", "F1", "F2", "F3",
    "F4", "F5", "F6", "F7", "F8", "F9", "FA", "LC", "LD", "LM", "LT", "RC", "RI", "RT", "T1", "T2",
    "T3", "T4", "T5", "T6", "T7", "T8", "T9", "TA", "XE", "XP", "XS", "XU",
];

/// A pair that is not paid together.
pub static PTP: Rule = Rule {
    id: "ncci.ptp",
    title: "two procedures of one date are not paid together",
    fields: &[Field::ProcedureCode, Field::Modifier, Field::ServiceDate],
    snip: 7,
    needs: &[Need::Ptp, Need::PtpPractitioner],
    edit: Some(Edit {
        system: "NCCI",
        code: "PTP",
    }),
    predicts: predicts("", "236", "N20"),
    source: NCCI,
    what: prose!(
        "No two lines of the same date are a pair of the NCCI procedure-to-procedure \
        edits in force on that date (modifier indicators 0 and 1). The practitioner edition is \
        used; where only the hospital edition is loaded it stands in, and its findings are \
        warnings. For payers other than Medicare and Medicaid they are warnings too."
    ),
    leaves_alone: leaves![
        "pairs with modifier indicator 1 where either line has a modifier that NCCI accepts",
        "pairs with modifier indicator 9, whose edit was taken back",
        "lines of different dates",
    ],
    why: "The column 2 code is denied: it is part of the column 1 code, or the two exclude \
        each other.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode",
            "value": "80053"}, {"op": "replace",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureCode",
            "value": "80048"}]"#
    ),
    fix: "take the column 2 code off the claim",
    check: |cx, out| {
        let edits = cx.tables.edits();
        let (table, stands_in) = match (&edits.ptp_practitioner, &edits.ptp_hospital) {
            (Some(own), _) => (own, false),
            (None, Some(other)) => (other, true),
            (None, None) => return,
        };
        let binding = cx.is_bound_by_ncci() && !stands_in;
        let lines = cx.lines();
        let places: Vec<_> = lines
            .iter()
            .map(|l| l.set.and(table.place(&l.code)))
            .collect();
        for ((i, one), row) in lines.iter().enumerate().zip(&places) {
            let (Some(on), Some(row)) = (one.date, row) else {
                continue;
            };
            for ((j, two), column) in lines.iter().enumerate().zip(&places) {
                let Some(column) = column.filter(|c| c != row && two.date == one.date) else {
                    continue;
                };
                let Some(pair) = table.at(*row, column, on) else {
                    continue;
                };
                let accepted = two.any_of(BYPASS).or(one.any_of(BYPASS));
                let fix: Cow<'static, str> = match (pair.modifier_indicator, accepted) {
                    (9, _) | (1, Some(_)) => continue,
                    (1, None) => "take the column 2 code off; or, where the record shows a \
                        separate service, put \
                        the modifier that says why on its line (25 on a visit, else 59, XE, XS, \
                        XP, XU or a site)"
                        .into(),
                    (_, Some((_, m))) => {
                        format!("take the column 2 code off; {m} does not bypass this pair").into()
                    }
                    _ => "take the column 2 code off; no modifier bypasses this pair".into(),
                };
                let finding = out.add(
                    Field::ProcedureCode.line(j),
                    format!(
                        "{} on line {} is not paid beside {} on line {} ({on}): of this NCCI \
                            pair the first is denied{}",
                        two.code,
                        j + 1,
                        one.code,
                        i + 1,
                        if stands_in { " (hospital edition)" } else { "" }
                    ),
                );
                finding
                    .fix(fix)
                    .dated(pair.from, pair.to)
                    .related(Field::ProcedureCode.line(i), "column 1");
                if pair.modifier_indicator == 1 {
                    finding.related(
                        Field::Modifiers.line(j),
                        "where a modifier would say why both are due",
                    );
                }
                if !binding {
                    finding.severity(Severity::Warning);
                }
            }
        }
    },
    ..Rule::BASE
};

/// An add-on code alone.
pub static ADD_ON: Rule = Rule {
    id: "ncci.add-on-without-primary",
    title: "an add-on code stands without its primary",
    severity: Severity::Warning,
    fields: &[Field::ProcedureCode, Field::ServiceDate],
    snip: 7,
    needs: &[Need::AddOn],
    edit: Some(Edit {
        system: "NCCI",
        code: "add-on",
    }),
    predicts: predicts("", "107", "N122"),
    source: (
        "CMS NCCI add-on code edits",
        "https://www.cms.gov/medicare/coding-billing/\
        national-correct-coding-initiative-ncci-edits/medicare-ncci-add-code-edits",
    ),
    what: prose!(
        "An add-on code has a primary: one of those listed (type 1), one that the \
        contractor decides on (type 2), or either (type 3). For type 2, and for type 3 without \
        a listed primary, it is a warning when no other procedure stands on that date, and an \
        info otherwise: which one serves is the contractor's to say. 99292 is an info, as a \
        partner may have billed the first hour."
    ),
    leaves_alone: leaves![
        "a primary of the same day or the day before: a service may run past midnight",
    ],
    why: "An add-on code is paid only beside its primary; alone it is denied.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureCode",
            "value": "90472"}]"#
    ),
    fix: "add the line of the primary procedure of the same date",
    check: |cx, out| {
        let Some(table) = &cx.tables.edits().add_on else {
            return;
        };
        for (i, line) in cx.lines().iter().enumerate() {
            let Some(on) = line.date.filter(|_| line.set.is_some()) else {
                continue;
            };
            let Some(kind) = table.kind(&line.code, on) else {
                continue;
            };
            // The I/OCE takes a primary of the day before too: a service may run past midnight.
            let near = |l: &&LineFacts<'_>| l.date == Some(on) || l.date == Some(on.day_before());
            let mut others = cx
                .lines()
                .iter()
                .filter(near)
                .filter(|l| l.code != line.code && l.set.is_some());
            if others
                .clone()
                .any(|l| table.accepts(&line.code, &l.code, on))
            {
                continue;
            }
            let accompanied = others.any(|l| table.kind(&l.code, on).is_none());
            let listed = match table.primaries(&line.code, on) {
                Some(Primaries::Listed(codes) | Primaries::ListedOrContractor(codes)) => codes,
                _ => Vec::new(),
            };
            let message = match kind {
                AddOnType::One => format!(
                    "{} is an add-on code without its primary on {on}",
                    line.code
                ),
                _ => format!(
                    "{} is an add-on code, and no primary that is listed for it stands on {on}",
                    line.code
                ),
            };
            let finding = out.add(Field::ProcedureCode.line(i), message);
            if !listed.is_empty() {
                let some: Vec<String> = listed.into_iter().take(8).collect();
                finding.related(
                    Field::ProcedureCode.line(i),
                    format!("its primaries: {}", some.join(", ")),
                );
            }
            match kind {
                // A partner of the same specialty may have billed the first hour.
                _ if line.number == 99_292 => drop(finding.severity(Severity::Info)),
                AddOnType::One => {}
                _ if accompanied => drop(
                    finding
                        .severity(Severity::Info)
                        .fix("check that the contractor takes the other procedure as its primary"),
                ),
                _ => drop(finding.severity(Severity::Warning)),
            }
        }
    },
    ..Rule::BASE
};
