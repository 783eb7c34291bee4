//! CMS's outpatient code editor (I/OCE): what is wrong with a hospital's claim for an outpatient, edit by edit.
//!
//! They are Medicare's rules: errors for Part A and B, warnings for Medicare Advantage, off for everybody else unless asked.
//! `rules/outpatient` runs the editor; a rule here says what some of its edits have found.

pub(in crate::rules) mod clinics;
pub(in crate::rules) mod coverage;
pub(in crate::rules) mod days;
pub(in crate::rules) mod inpatient_only;
pub(in crate::rules) mod pairs;
pub(in crate::rules) mod patient;
pub(in crate::rules) mod programs;
pub(in crate::rules) mod together;
pub(in crate::rules) mod visits;

use crate::field::{Field, FieldRef};
use crate::report::{Edit, Severity};
use crate::rules::context::Context;
use crate::rules::edited::Place;
use crate::rules::outpatient::edited;
use crate::rules::{words, Findings, Need, Rule};

/// Fields that all rules of the editor share.
const OCE: Rule = Rule {
    snip: 5,
    needs: &[Need::Ioce],
    source: (
        "CMS, Integrated Outpatient Code Editor (I/OCE) specifications",
        "https://www.cms.gov/medicare/coding-billing/outpatient-code-editor-oce",
    ),
    ..Rule::BASE
};

const LINE: &[Field] = &[
    Field::ProcedureCode,
    Field::RevenueCode,
    Field::Units,
    Field::ServiceDate,
    Field::StatementFrom,
    Field::BillType,
];
const MODIFIERS: &[Field] = &[
    Field::Modifier,
    Field::Modifiers,
    Field::ProcedureCode,
    Field::RevenueCode,
    Field::ServiceDate,
    Field::BillType,
];
const CONDITIONS: &[Field] = &[
    Field::ConditionCode,
    Field::ProcedureCode,
    Field::RevenueCode,
    Field::BillType,
];
const DIAGNOSES: &[Field] = &[
    Field::DiagnosisCode,
    Field::VisitReason,
    Field::BirthDate,
    Field::StatementFrom,
];
const BIRTH: &[Field] = &[Field::BirthDate, Field::StatementFrom];
const BILL: &[Field] = &[Field::BillType, Field::ConditionCode];
const REVENUE: &[Field] = &[Field::RevenueCode];
const CHARGE: &[Field] = &[Field::LineCharge, Field::ProcedureCode];

/// An edit by its number.
const fn edit(code: &'static str) -> Option<Edit> {
    Some(Edit {
        system: "I/OCE",
        code,
    })
}

/// Consequence of an edit for the claim.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    /// It goes back, or a line is not paid.
    Returned,
    /// A person looks at it.
    Reviewed,
    /// Information that somebody asked for by a condition code.
    Asked,
}

/// Says what the editor found: for each edit its message, in which `{}` is the code.
fn say(cx: &Context<'_>, out: &mut Findings, said: Said, edits: &[(&'static str, &str)]) {
    say_where(cx, out, said, edits, |_| true);
}

/// Says what the editor found, at those places only.
fn say_where(
    cx: &Context<'_>,
    out: &mut Findings,
    said: Said,
    edits: &[(&'static str, &str)],
    is_said: impl Fn(Place) -> bool,
) {
    let (Some(found), Some(payer)) = (edited(cx), cx.medicare_edits()) else {
        return;
    };
    let severity = match said {
        Said::Returned => payer,
        Said::Reviewed => Severity::Warning,
        Said::Asked => Severity::Info,
    };
    for (number, message) in edits {
        let Ok(number_of) = number.parse() else {
            continue;
        };
        for place in found.places(number_of).filter(|p| is_said(*p)) {
            let field = field(cx, number, place);
            let message = message.replace("{}", &shown(cx, place, field));
            let finding = out.add(field, message);
            finding.severity(severity);
            finding.edit = edit(number);
        }
    }
}

/// The field of a place. The editor holds some edits of a line against its revenue code, most against its procedure.
fn field(cx: &Context<'_>, number: &str, place: Place) -> FieldRef {
    let principal = || {
        let bill = cx.bill();
        let mut all = bill.into_iter().flat_map(|b| &b.hospital.diagnoses);
        let first = |q: &str| matches!(q, "ABK" | "BK");
        all.position(|d| first(d.qualifier.text())).unwrap_or(0)
    };
    match place {
        Place::Claim => match number {
            "010" | "046" => Field::ConditionCodes.of_claim(),
            "118" => Field::BillType.of_claim(),
            "025" => Field::BirthDate.of(cx.patient()),
            "029" | "109" => Field::DiagnosisCode.item(principal()),
            _ => Field::Claim.of_claim(),
        },
        Place::Principal => Field::DiagnosisCode.item(principal()),
        Place::Diagnosis(i) => Field::DiagnosisCode.item(i),
        Place::Reason(i) => Field::VisitReason.item(i),
        Place::Modifier(line, i) => Field::Modifier.line_item(line, i),
        Place::Line(line) => {
            let empty = cx.lines().get(line).is_none_or(|l| l.code.is_empty());
            match number {
                "065" | "090" => Field::RevenueCode.line(line),
                "074" => Field::Units.line(line),
                _ if empty => Field::RevenueCode.line(line),
                _ => Field::ProcedureCode.line(line),
            }
        }
    }
}

/// The code that stands there.
fn shown(cx: &Context<'_>, place: Place, field: FieldRef) -> String {
    let bill = cx.bill();
    let text = match place {
        Place::Line(i) if field.field == Field::RevenueCode => {
            let revenue = bill.and_then(|b| b.hospital.revenue.get(i));
            revenue.map_or("", |r| r.code.text())
        }
        Place::Line(i) | Place::Modifier(i, _) => cx.lines().get(i).map_or("", |l| l.code.as_ref()),
        Place::Principal | Place::Diagnosis(_) => {
            let diagnosis = bill.and_then(|b| b.hospital.diagnoses.get(field.item));
            diagnosis.map_or("", |d| d.code.text())
        }
        Place::Reason(i) => {
            let reason = bill.and_then(|b| b.hospital.visit_reasons.get(i));
            reason.map_or("", |d| d.code.text())
        }
        Place::Claim => "",
    };
    words::code(text, 7).to_owned()
}
