//! A stay in a hospital as CMS's Medicare Code Editor sees it: the codes of the bill on the day of discharge.

use crate::date::Date;
use crate::field::FieldRef;
use crate::report::Severity;
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
    /// The field of the code.
    pub at: FieldRef,
    /// Without its point, upper case; empty when it has not the form of a code, so that messages may name it.
    pub code: Cow<'c, str>,
    /// Attributes of the code in the editor's tables: bits of [`mce`](crate::edits::mce); none of a
    /// code that is not valid.
    pub bits: u32,
}

impl Found<'_> {
    /// Whether the editor gives it any of these attributes.
    pub fn is(&self, bits: u32) -> bool {
        self.bits & bits != 0
    }
}

impl<'c> Stay<'c> {
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

/// Whether a text has the form of an ICD-10-PCS code: seven digits and letters other than I and O.
pub(crate) fn is_procedure_shaped(code: &str) -> bool {
    let axis = |b: u8| b.is_ascii_digit() || (b.is_ascii_uppercase() && b != b'I' && b != b'O');
    code.len() == 7 && code.bytes().all(axis)
}
