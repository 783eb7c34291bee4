//! A stay in a hospital as CMS's Medicare Code Editor sees it: the codes of the bill on the day of discharge.

use super::bill::Bill;
use super::context::{is_diagnosis_shaped, plain, Context};
use crate::claim::Coded;
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::edits::Mce;
use crate::field::{Field, FieldRef};
use crate::report::Severity;
use crate::table::CodeStatus;
use std::borrow::Cow;

/// An inpatient bill whose codes Medicare's editor looks at.
pub(crate) struct Stay<'c> {
    /// The last day of the statement, which chooses the edition of every code.
    pub on: Date,
    /// How bad a breach of the editor's rules is for this payer.
    pub severity: Severity,
    /// The patient's age at admission in completed years.
    pub age: Option<u32>,
    /// `M`, `F`, or anything else for a sex that is not known.
    pub sex: &'c str,
    /// Days from admission to the last day of the statement.
    pub days: Option<i64>,
    /// Principal diagnosis and others, in the order of the claim.
    pub diagnoses: Vec<Found<'c>>,
    /// Which of them is principal.
    pub principal: Option<usize>,
    /// Admitting diagnosis.
    pub admitting: Option<Found<'c>>,
    /// Procedures of the stay.
    pub procedures: Vec<Found<'c>>,
}

/// A code of the stay, looked up.
pub(crate) struct Found<'c> {
    /// Where it stands.
    pub at: FieldRef,
    /// Without its point, upper case; empty when it has not the form of a code, so that messages may name it.
    pub code: Cow<'c, str>,
    /// What the editor knows of it: bits of [`mce`](crate::edits::mce); none of a code that is not valid.
    pub bits: u32,
}

impl Found<'_> {
    /// Whether the editor gives it any of these attributes.
    pub fn is(&self, bits: u32) -> bool {
        self.bits & bits != 0
    }
}

impl<'c> Stay<'c> {
    /// The stay of a claim that is one, for a payer whose rules are the editor's.
    pub(super) fn of(cx: &Context<'c>) -> Option<Stay<'c>> {
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

    /// The principal diagnosis.
    pub fn principal(&self) -> Option<&Found<'c>> {
        self.diagnoses.get(self.principal?)
    }

    /// The diagnoses other than the principal one.
    pub fn others(&self) -> impl Iterator<Item = &Found<'c>> {
        let all = self.diagnoses.iter().enumerate();
        all.filter(|(i, _)| Some(*i) != self.principal)
            .map(|(_, d)| d)
    }

    /// Whether a diagnosis of the stay has any of these attributes.
    pub fn has(&self, bits: u32) -> bool {
        self.diagnoses.iter().any(|d| d.is(bits))
    }

    /// Whether a procedure of the stay has any of these attributes.
    pub fn has_procedure(&self, bits: u32) -> bool {
        self.procedures.iter().any(|p| p.is(bits))
    }
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

/// Whether a text has the form of an ICD-10-PCS code: seven digits and letters other than I and O.
pub(crate) fn is_procedure_shaped(code: &str) -> bool {
    let axis = |b: u8| b.is_ascii_digit() || (b.is_ascii_uppercase() && b != b'I' && b != b'O');
    code.len() == 7 && code.bytes().all(axis)
}
