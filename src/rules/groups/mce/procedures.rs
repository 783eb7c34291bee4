//! Edits of the procedures of a stay: they exist, and Medicare covers them.

use super::reading::stay;
use super::{at, edit, review, MCE};
use crate::claim::Coded;
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::edits::mce::{dx, procedure};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::context::plain;
use crate::rules::stay::{is_procedure_shaped, Found, Stay};
use crate::rules::{leaves, predicts, prose, Need, Rule};
use crate::table::{CodeStatus, CodeTable};

/// The longest stay in days that is too short for ventilation of more than four.
const SHORT_STAY: i64 = 4;
/// A disc replacement is covered up to this age.
const OLDEST_FOR_DISC: u32 = 60;

/// No procedure code of that day.
pub static INVALID: Rule = Rule {
    id: "pcs.not-valid",
    title: "a procedure of a stay is not a valid ICD-10-PCS code",
    fields: &[
        Field::InpatientProcedure,
        Field::InpatientProcedureQualifier,
        Field::StatementTo,
    ],
    snip: 5,
    needs: &[Need::Codes(CodeSet::Icd10pcs)],
    edit: edit("1"),
    predicts: predicts("A7:490", "16", "M67"),
    source: (
        "CMS, ICD-10-PCS; Medicare Claims Processing Manual, chapter 25, form locator 74",
        "https://www.cms.gov/medicare/coding-billing/icd-10-codes",
    ),
    what: prose!(
        "Every procedure of a hospital's claim is an ICD-10-PCS code in force on the last day \
            of the statement, which chooses the edition as it does for Medicare's editor. What \
            is proposed are valid codes that differ in one character (axis), or else in two \
            of the last four."
    ),
    leaves_alone: leaves!["procedures of another code list (qualifier CAH)"],
    why: "A procedure that is not valid on the day of discharge is returned, or the stay is \
        grouped without it.",
    example: prose!(r#"{"bill": "surgery", "replace": {"BBR:021109W": "BBR:021109X"}}"#),
    fix: "use the valid code that the operative record supports",
    check: |cx, out| {
        let (Some(bill), Some(table)) = (cx.bill(), cx.tables.codes(CodeSet::Icd10pcs)) else {
            return;
        };
        let Some(on) = bill.through.or(bill.from).or(cx.options.on) else {
            return;
        };
        let listed = |p: &Coded<'_>| matches!(p.qualifier.text(), "BBR" | "BBQ");
        let all = bill.hospital.procedures.iter().enumerate();
        for (i, coded) in all.filter(|(_, p)| listed(p) && !p.code.is_missing()) {
            let code = plain(&coded.code);
            let field = Field::InpatientProcedure.item(i);
            if code.len() > 10 || !code.bytes().all(|b| b.is_ascii_alphanumeric()) {
                out.add(field, "this is not an ICD-10-PCS code");
                continue;
            }
            let Some(status) = cx.status(CodeSet::Icd10pcs, &code, on) else {
                continue;
            };
            let message = match status {
                CodeStatus::Valid => continue,
                CodeStatus::Ended(last) => format!("{code} ended on {last}, before {on}"),
                CodeStatus::NotYet(first) => format!("{code} begins on {first}, after {on}"),
                _ if code.len() != 7 => {
                    format!(
                        "{code} has {} characters: ICD-10-PCS codes have 7",
                        code.len()
                    )
                }
                _ => format!(
                    "{code} is not an ICD-10-PCS code{}",
                    wrong_axis(table, &code, on)
                ),
            };
            let mut near = table.successors(&code);
            near.retain(|c| table.status(c, on) == CodeStatus::Valid);
            if near.is_empty() {
                near = nearest(table, &code, on);
            }
            let outdated = cx.outdated(CodeSet::Icd10pcs, &code, on);
            let finding = out.add(field, message);
            finding.options(near);
            if let (CodeStatus::Unknown, Some(_)) = (status, outdated) {
                finding.severity(Severity::Warning);
            }
        }
    },
    ..Rule::BASE
};

/// The first characters of `code` that begin no code of that day are named, where more than the first fit one.
fn wrong_axis(table: &CodeTable, code: &str, on: Date) -> String {
    let begins = |n: usize| {
        let prefix = code.get(..n).unwrap_or_default();
        !table.billable_below(prefix, on, 1).is_empty()
    };
    let Some(n) = (1..7).rev().find(|n| begins(*n)) else {
        return String::new();
    };
    let (prefix, next) = (code.get(..n), code.get(n..=n));
    match (prefix, next) {
        (Some(prefix), Some(next)) => {
            format!(
                ": behind {prefix} the {} character cannot be {next}",
                ordinal(n + 1)
            )
        }
        _ => String::new(),
    }
}

const fn ordinal(n: usize) -> &'static str {
    match n {
        2 => "2nd",
        3 => "3rd",
        4 => "4th",
        5 => "5th",
        6 => "6th",
        _ => "7th",
    }
}

const CHARACTERS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Valid codes that are as near as can be: the letters O and I read as digits, one axis changed, beginning with the last,
/// then two of the last four. At most eight.
fn nearest(table: &CodeTable, code: &str, on: Date) -> Vec<String> {
    const MOST: usize = 8;
    let valid = |c: &[u8]| {
        let text = std::str::from_utf8(c).ok()?;
        (table.status(text, on) == CodeStatus::Valid).then(|| text.to_owned())
    };
    let read = code.replace('O', "0").replace('I', "1");
    let Ok(base) = <[u8; 7]>::try_from(read.as_bytes()) else {
        return table.billable_below(&read, on, MOST);
    };
    if let Some(same) = valid(&base).filter(|_| read != code) {
        return vec![same];
    }
    if !is_procedure_shaped(&read) {
        return Vec::new();
    }
    let changed = |mut code: [u8; 7], at: usize, to: u8| {
        if let Some(axis) = code.get_mut(at) {
            *axis = to;
        }
        code
    };
    let mut near = Vec::new();
    for at in (0..7).rev() {
        near.extend(
            CHARACTERS
                .iter()
                .filter_map(|c| valid(&changed(base, at, *c))),
        );
        if near.len() >= MOST {
            break;
        }
    }
    for (a, b) in [(5, 6), (4, 6), (4, 5), (3, 6), (3, 5), (3, 4)] {
        if !near.is_empty() {
            break;
        }
        for first in CHARACTERS {
            let code = changed(base, a, *first);
            near.extend(
                CHARACTERS
                    .iter()
                    .filter_map(|c| valid(&changed(code, b, *c))),
            );
        }
    }
    near.truncate(MOST);
    near
}

/// Not covered, for one reason or another.
pub static NOT_COVERED: Rule = Rule {
    id: "mce.procedure-not-covered",
    title: "Medicare does not cover a procedure of the stay",
    fields: &[
        Field::InpatientProcedure,
        Field::DiagnosisCode,
        Field::BirthDate,
    ],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("11"),
    predicts: predicts("", "96", "N425"),
    source: MCE,
    what: prose!(
        "No procedure of an inpatient bill is one that Medicare does not cover: always, with \
            certain diagnoses (sterilization Z30.2, some transplants), of a disc replacement \
            over the age of 60, of a pancreas transplant without a kidney's or diabetes of \
            type 1."
    ),
    leaves_alone: leaves!["bills that ask for no payment (0110, condition code 21)"],
    why: "Payment is denied, and a bill of services that are not covered goes apart.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"HI*BE:80:::4~":
            "HI*BBR:0SR20JZ:D8:20261019~HI*BE:80:::4~"}}"#
    ),
    fix: "check the code; bill a stay that is not covered as one that asks for no payment",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        if cx.bill().is_some_and(|b| b.is_no_pay()) {
            return;
        }
        for p in &stay.procedures {
            if let Some(why) = not_covered(stay, p) {
                at(
                    out,
                    stay,
                    p,
                    format!("Medicare does not cover {}{why}", p.code),
                );
            }
        }
    },
    ..Rule::BASE
};

/// Why a procedure is not covered; `None` where it is, or may be.
fn not_covered(stay: &Stay<'_>, p: &Found<'_>) -> Option<String> {
    if p.is(procedure::NOT_COVERED) {
        return Some(String::new());
    }
    let lists = procedure::NOT_COVERED_WITH
        .iter()
        .zip(&dx::NOT_COVERED_WITH);
    for (of_procedure, of_diagnosis) in lists {
        let with = stay.diagnoses.iter().find(|d| d.is(*of_diagnosis));
        if let Some(d) = with.filter(|_| p.is(*of_procedure)) {
            return Some(format!(" with the diagnosis {}", d.code));
        }
    }
    let kidney = stay.has_procedure(procedure::KIDNEY_TRANSPLANT);
    if p.is(procedure::PANCREAS_TRANSPLANT) && !kidney && !stay.has(dx::TYPE_1_DIABETES) {
        return Some(" without a kidney transplant or diabetes of type 1".into());
    }
    let old = stay.age.is_some_and(|age| age > OLDEST_FOR_DISC);
    (old && p.is(procedure::NOT_OVER_60)).then(|| " of patients over 60".into())
}

/// Covered in some circumstances.
pub static LIMITED: Rule = Rule {
    id: "mce.procedure-limited",
    title: "Medicare covers a procedure of the stay in some circumstances only",
    severity: Severity::Warning,
    fields: &[Field::InpatientProcedure],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("17"),
    predicts: predicts("", "", ""),
    source: MCE,
    what: prose!(
        "Procedures of serious cost that Medicare covers at certain places or in certain \
            circumstances (transplants, lung volume reduction) are pointed out."
    ),
    why: "Medicare reviews whether the conditions of coverage are met before it pays.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"HI*BE:80:::4~":
            "HI*BBR:02YA0Z0:D8:20261019~HI*BE:80:::4~"}}"#
    ),
    fix: "check that the hospital is approved for it and that the record shows the conditions",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        let heart = procedure::ARTIFICIAL_HEART;
        let both = heart.iter().all(|half| stay.has_procedure(*half));
        for p in &stay.procedures {
            let limited = p.is(procedure::LIMITED) || both && heart.iter().any(|h| p.is(*h));
            if limited && not_covered(stay, p).is_none() {
                let message = format!(
                    "Medicare covers {} in some circumstances only, and reviews it",
                    p.code
                );
                review(out, p, message);
            }
        }
    },
    ..Rule::BASE
};

/// Ventilation longer than the stay.
pub static LENGTH_OF_STAY: Rule = Rule {
    id: "mce.stay-too-short",
    title: "a procedure lasts longer than the stay",
    severity: Severity::Warning,
    fields: &[
        Field::InpatientProcedure,
        Field::AdmissionDate,
        Field::StatementTo,
    ],
    snip: 5,
    needs: &[Need::Mce],
    edit: edit("19"),
    predicts: predicts("A7:490", "16", "M67"),
    source: MCE,
    what: prose!(
        "Mechanical ventilation of more than 96 hours in a row (5A1955Z) stands on a stay of \
            more than four days. A warning: the editor counts days, and the code hours."
    ),
    why: "A patient cannot be ventilated for longer than the stay; the claim is returned.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"HI*BE:80:::4~":
            "HI*BBR:5A1955Z:D8:20261018~HI*BE:80:::4~"}}"#
    ),
    fix: "check the hours of ventilation (5A1945Z is for 24 to 96) and the dates of the stay",
    check: |cx, out| {
        let Some(stay) = stay(cx) else { return };
        let Some(days) = stay.days.filter(|d| *d <= SHORT_STAY) else {
            return;
        };
        for p in stay
            .procedures
            .iter()
            .filter(|p| p.is(procedure::LONG_STAY))
        {
            let message = format!(
                "{} takes more than 96 hours, and the stay has {days} days",
                p.code
            );
            review(out, p, message);
        }
    },
    ..Rule::BASE
};
