//! Tables and options that rules need besides the claim, and the words for one that is missing.

use super::bill::Bill;
use super::options::Options;
use crate::catalog::Catalog;
use crate::code_set::CodeSet;
use crate::edits::{Edits, Mue};

/// A table or an option without which a rule cannot be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A code set.
    Codes(CodeSet),
    /// Today's date.
    Today,
    /// NCCI pairs, of either edition.
    Ptp,
    /// NCCI pairs of the practitioner edition; the other one stands in for it.
    PtpPractitioner,
    /// Medically unlikely units, of the edition for the claim.
    Mue,
    /// Indicators of the physician fee schedule.
    FeeSchedule,
    /// Add-on pairs.
    AddOn,
    /// Modifiers.
    Modifiers,
    /// Edits of procedure codes.
    ProcedureEdits,
    /// Diagnosis edits.
    DxEdits,
    /// The Medicare Code Editor.
    Mce,
    /// The outpatient code editor.
    Ioce,
    /// Notes of the tabular list.
    Notes,
}

impl Need {
    /// A short name, for lists.
    pub fn name(&self) -> &'static str {
        match self {
            Need::Codes(set) => set.as_str(),
            Need::Today => "today",
            Need::Ptp => "ncci-ptp",
            Need::PtpPractitioner => "ncci-ptp-practitioner",
            Need::Mue => "mue",
            Need::FeeSchedule => "pfs-indicators",
            Need::AddOn => "addon",
            Need::Modifiers => "modifiers",
            Need::ProcedureEdits => "hcpcs-edits",
            Need::DxEdits => "dx-edits",
            Need::Mce => "mce",
            Need::Ioce => "ioce",
            Need::Notes => "notes-icd10cm",
        }
    }

    /// Whether the rule can say nothing at all without this.
    pub fn is_vital(self) -> bool {
        self != Need::PtpPractitioner
    }

    /// Why the rule was not answered and what would supply it; `None` when it is there.
    pub(super) fn unmet(
        self,
        tables: &Catalog,
        options: &Options,
        bill: Option<&Bill<'_>>,
    ) -> Option<(&'static str, &'static str)> {
        let edits: &Edits = tables.edits();
        let (there, reason, remedy) = match self {
            Need::Codes(CodeSet::Icd10cm) => (
                tables.codes(CodeSet::Icd10cm).is_some(),
                "the ICD-10-CM table is not loaded",
                "loadTable(bytes of icd10cm.tbl)",
            ),
            Need::Codes(CodeSet::Hcpcs) => (
                tables.codes(CodeSet::Hcpcs).is_some(),
                "the HCPCS table is not loaded",
                "loadTable(bytes of hcpcs.tbl)",
            ),
            Need::Codes(CodeSet::Cpt) => (
                tables.codes(CodeSet::Cpt).is_some(),
                "the CPT table is not loaded",
                "loadTable(bytes of cpt.tbl)",
            ),
            Need::Codes(CodeSet::Icd10pcs) => (
                tables.codes(CodeSet::Icd10pcs).is_some(),
                "the ICD-10-PCS table is not loaded",
                "loadTable(bytes of icd10pcs.tbl)",
            ),
            Need::Today => (
                options.today.is_some(),
                "today's date was not given",
                "validate(claim, {today: \"YYYY-MM-DD\"})",
            ),
            Need::Ptp => (
                edits.ptp_practitioner.is_some() || edits.ptp_hospital.is_some(),
                "no NCCI pair table is loaded",
                PTP_PRACTITIONER,
            ),
            Need::PtpPractitioner => (
                edits.ptp_practitioner.is_some(),
                "only the hospital edition of the NCCI pairs is loaded; it stood in for the \
                    practitioner edition",
                PTP_PRACTITIONER,
            ),
            Need::Mue => (
                mue(edits, bill).is_some() || bill.is_some_and(|b| !b.has_mue()),
                "no MUE table for such claims is loaded",
                "loadTable(bytes of mue-practitioner.tbl or mue-hospital.tbl, which `./x tables \
                    official` in superbill's repository makes of CMS's quarterly file)",
            ),
            Need::FeeSchedule => (
                edits.fee_schedule.is_some(),
                "no indicators of the physician fee schedule are loaded",
                "loadTable(bytes of pfs-indicators.tbl, which `./x tables official` in superbill's \
                    repository makes of CMS's fee schedule (PPRRVU))",
            ),
            Need::AddOn => (
                edits.add_on.is_some(),
                "the add-on table is not loaded",
                "loadTable(bytes of addon.tbl)",
            ),
            Need::Modifiers => (
                edits.modifiers.is_some(),
                "the modifier table is not loaded",
                "loadTable(bytes of modifiers.tbl)",
            ),
            Need::ProcedureEdits => (
                edits.procedures.is_some(),
                "the table of procedure edits is not loaded",
                "loadTable(bytes of hcpcs-edits.tbl)",
            ),
            Need::DxEdits => (
                edits.dx.is_some(),
                "the diagnosis edit table is not loaded",
                "loadTable(bytes of dx-edits.tbl)",
            ),
            Need::Mce => (
                edits.mce.is_some(),
                "the table of the Medicare Code Editor is not loaded",
                "loadTable(bytes of mce.tbl)",
            ),
            Need::Ioce => (
                edits.ioce.is_some(),
                "the table of the outpatient code editor is not loaded",
                "loadTable(bytes of ioce.tbl)",
            ),
            Need::Notes => (
                edits.notes.is_some(),
                "the table of ICD-10-CM notes is not loaded",
                "loadTable(bytes of notes-icd10cm.tbl)",
            ),
        };
        (!there).then_some((reason, remedy))
    }
}

/// The unlikely units for a claim, if their table is loaded: hospitals' bills have their own, and only those for outpatients.
pub(super) fn mue<'c>(edits: &'c Edits, bill: Option<&Bill<'_>>) -> Option<&'c Mue> {
    match bill {
        None => edits.mue.as_ref(),
        Some(bill) => edits.mue_hospital.as_ref().filter(|_| bill.has_mue()),
    }
}

const PTP_PRACTITIONER: &str =
    "loadTable(bytes of ncci-ptp-practitioner.tbl, which `./x tables official` in \
    superbill's repository makes of CMS's quarterly files)";
