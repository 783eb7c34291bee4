//! The tables behind the rules that are not code sets: NCCI pairs, medically unlikely units, add-on pairs, modifiers,
//! the official edits of diagnoses and procedures, and the notes of the tabular list.
//!
//! Every one is optional. A rule whose table is not loaded says so in the report's `notChecked`; it never passes silently.

pub mod add_on;
pub mod dx;
pub mod fee_schedule;
pub mod history;
pub mod ioce;
pub mod mce;
pub mod modifiers;
pub mod ms_drg;
pub mod mue;
pub mod notes;
pub mod pcs_terms;
pub mod poa_exempt;
pub mod procedures;
pub mod ptp;
mod sections;

pub use add_on::{AddOn, AddOnType, Primaries};
pub use dx::{DxEdit, DxEdits};
pub use fee_schedule::{FeeSchedule, FeeScheduleEntry, GlobalDays};
pub use ioce::Ioce;
pub use mce::Mce;
pub use modifiers::{Modifier, Modifiers};
pub use ms_drg::{Complication, MsDrg};
pub use mue::{Mue, MueEntry};
pub use notes::{CodeRange, Note, NoteKind, NoteRef, Notes};
pub use pcs_terms::PcsTerms;
pub use poa_exempt::PoaExempt;
pub use procedures::{ProcedureEdit, ProcedureEdits};
pub use ptp::{Ptp, PtpPair};

use crate::container::{Container, TableInfo};
use crate::error::Error;

/// The loaded tables.
#[derive(Debug, Default)]
pub struct Edits {
    /// NCCI procedure-to-procedure pairs, hospital (outpatient) edition.
    pub ptp_hospital: Option<Ptp>,
    /// NCCI procedure-to-procedure pairs, practitioner edition.
    pub ptp_practitioner: Option<Ptp>,
    /// Medically unlikely units, practitioner edition.
    pub mue: Option<Mue>,
    /// Medically unlikely units, outpatient hospital edition.
    pub mue_hospital: Option<Mue>,
    /// Diagnoses exempt from the indicator for present on admission.
    pub poa_exempt: Option<PoaExempt>,
    /// CMS's records of HCPCS Level II codes.
    pub hcpcs_records: Option<PcsTerms>,
    /// Indicators of the physician fee schedule.
    pub fee_schedule: Option<FeeSchedule>,
    /// Add-on codes and their primaries.
    pub add_on: Option<AddOn>,
    /// HCPCS and CPT modifiers.
    pub modifiers: Option<Modifiers>,
    /// Age, sex and position edits of diagnosis codes.
    pub dx: Option<DxEdits>,
    /// Age limits, bilateral and coverage flags of procedure codes.
    pub procedures: Option<ProcedureEdits>,
    /// The outpatient code editor.
    pub ioce: Option<Ioce>,
    /// The Medicare Code Editor.
    pub mce: Option<Mce>,
    /// Diagnosis related groups.
    pub ms_drg: Option<MsDrg>,
    /// Definitions of ICD-10-PCS.
    pub pcs_terms: Option<PcsTerms>,
    /// Notes of the ICD-10-CM tabular list.
    pub notes: Option<Notes>,
}

impl Edits {
    /// Takes in a table of one of these kinds; `Ok(None)` when its kind belongs elsewhere.
    pub fn load(&mut self, container: &Container<'_>) -> Result<Option<TableInfo>, Error> {
        match container.info.set.as_str() {
            "addon" => self.add_on = Some(AddOn::open(container)?),
            "dx-edits" => self.dx = Some(DxEdits::open(container)?),
            "ncci-ptp-hospital" => self.ptp_hospital = Some(Ptp::open(container)?),
            "ncci-ptp-practitioner" => self.ptp_practitioner = Some(Ptp::open(container)?),
            "modifiers" => self.modifiers = Some(Modifiers::open(container)?),
            "mue-practitioner" => self.mue = Some(Mue::open(container)?),
            "mue-hospital" => self.mue_hospital = Some(Mue::open(container)?),
            "poa-exempt" => self.poa_exempt = Some(PoaExempt::open(container)?),
            "hcpcs-records" => self.hcpcs_records = Some(PcsTerms::open(container)?),
            "pfs-indicators" => self.fee_schedule = Some(FeeSchedule::open(container)?),
            "hcpcs-edits" => self.procedures = Some(ProcedureEdits::open(container)?),
            "ioce" => self.ioce = Some(Ioce::open(container)?),
            "ms-drg" => self.ms_drg = Some(MsDrg::open(container)?),
            "pcs-definitions" => self.pcs_terms = Some(PcsTerms::open(container)?),
            "mce" => self.mce = Some(Mce::open(container)?),
            "notes-icd10cm" => self.notes = Some(Notes::open(container)?),
            _ => return Ok(None),
        }
        Ok(Some(container.info.clone()))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// An envelope's information for a made-up table of that kind.
    pub fn info(set: &str) -> TableInfo {
        TableInfo {
            set: set.into(),
            release: "made up".into(),
            rows: 1,
            from: crate::Date::new(2015, 10, 1).unwrap(),
            to: crate::Date::new(2027, 3, 31).unwrap(),
            source: "made up".into(),
        }
    }

    /// Tries `f` on the table with every byte altered in several ways and with the checksum put right again, so that
    /// what is behind the envelope has to hold out by itself.
    pub fn damage(good: &[u8], f: impl Fn(&Container<'_>)) {
        for at in 20..good.len() {
            for change in [0x01, 0x10, 0x80, 0xff] {
                let mut bad = good.to_vec();
                bad[at] ^= change;
                let sum = xxhash_rust::xxh32::xxh32(&bad[20..], 0);
                bad[16..20].copy_from_slice(&sum.to_le_bytes());
                if let Ok(c) = Container::open(&bad) {
                    f(&c);
                }
            }
        }
    }

    #[test]
    fn a_table_of_another_kind_is_left_to_others() {
        let bytes = crate::container::write(&info("icd10cm"), &[]);
        assert_eq!(
            Edits::default().load(&Container::open(&bytes).unwrap()),
            Ok(None)
        );
    }
}
