//! The stay that the editor judges, read from the claim once.

use crate::claim::Coded;
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::edits::Mce;
use crate::field::{Field, FieldRef};
use crate::rules::bill::Bill;
use crate::rules::context::{is_diagnosis_shaped, plain, Context};
use crate::rules::stay::{is_procedure_shaped, Found, Stay};
use crate::table::CodeStatus;
use std::borrow::Cow;

/// The stay in a hospital that Medicare's code editor judges; `None` for other claims, for payers whose rules are not
/// Medicare's, and while the editor's table is not loaded.
pub(in crate::rules) fn stay<'a, 'c>(cx: &'a Context<'c>) -> Option<&'a Stay<'c>> {
    cx.stay.get_or_init(|| read(cx)).as_ref()
}

/// The stay of a claim that is one, for a payer whose rules are the editor's.
fn read<'c>(cx: &Context<'c>) -> Option<Stay<'c>> {
    let bill = cx.bill().filter(|b| b.facility == 11 && !b.is_notice())?;
    let (severity, on) = (cx.medicare_edits()?, bill.through?);
    let table = cx.tables.edits().mce.as_ref()?;
    let patient = cx.claim.patient();
    let admitted = bill.admitted.or(bill.from);
    let born = patient.date_of_birth.get().copied();
    let diagnosis = |at, coded: &'c Coded<'c>| found(cx, table, at, coded, on);
    let hospital = bill.hospital;
    let all = hospital.diagnoses.iter().enumerate();
    let principal = |c: &Coded<'_>| matches!(c.qualifier.text(), "ABK" | "BK");
    Some(Stay {
        on,
        severity,
        age: born.zip(admitted).and_then(|(b, on)| on.years_since(b)),
        sex: patient.gender.text(),
        days: admitted.map(|from| on.days_since(from)),
        diagnoses: all
            .map(|(i, c)| diagnosis(Field::DiagnosisCode.item(i), c))
            .collect(),
        principal: hospital.diagnoses.iter().position(principal),
        admitting: hospital
            .admitting
            .first()
            .map(|c| diagnosis(Field::AdmittingDiagnosis.of_claim(), c)),
        procedures: procedures(cx, bill, table, on),
    })
}

fn found<'c>(
    cx: &Context<'c>,
    table: &Mce,
    at: FieldRef,
    coded: &'c Coded<'c>,
    on: Date,
) -> Found<'c> {
    let code = Some(plain(&coded.code)).filter(|c| is_diagnosis_shaped(c));
    let code = code.unwrap_or_default();
    let status = cx.status(CodeSet::Icd10cm, &code, on);
    let bits = table.diagnosis(&code, on);
    known(at, code, status, bits)
}

/// Procedures of ICD-10-PCS; other lists are not the editor's.
fn procedures<'c>(cx: &Context<'c>, bill: &Bill<'c>, table: &Mce, on: Date) -> Vec<Found<'c>> {
    let all = bill.hospital.procedures.iter().enumerate();
    let coded = all.filter(|(_, p)| matches!(p.qualifier.text(), "BBR" | "BBQ"));
    coded
        .map(|(i, p)| {
            let code = Some(plain(&p.code)).filter(|c| is_procedure_shaped(c));
            let code = code.unwrap_or_default();
            let status = cx.status(CodeSet::Icd10pcs, &code, on);
            let bits = table.procedure(&code, on);
            known(Field::InpatientProcedure.item(i), code, status, bits)
        })
        .collect()
}

fn known<'c>(at: FieldRef, code: Cow<'c, str>, status: Option<CodeStatus>, bits: u32) -> Found<'c> {
    let valid = !code.is_empty() && status.is_none_or(|s| s == CodeStatus::Valid);
    Found {
        at,
        code,
        bits: if valid { bits } else { 0 },
    }
}
