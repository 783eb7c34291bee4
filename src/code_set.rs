//! The four code sets.

use serde::Serialize;

/// The four code sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CodeSet {
    /// ICD-10-CM diagnosis codes.
    Icd10cm,
    /// ICD-10-PCS inpatient procedure codes.
    Icd10pcs,
    /// HCPCS Level II.
    Hcpcs,
    /// CPT (HCPCS Level I) code values.
    Cpt,
}

impl CodeSet {
    /// All sets, in the order in which results prefer them.
    pub const ALL: [CodeSet; 4] = [
        CodeSet::Icd10cm,
        CodeSet::Hcpcs,
        CodeSet::Cpt,
        CodeSet::Icd10pcs,
    ];

    /// The official short name, lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            CodeSet::Icd10cm => "icd10cm",
            CodeSet::Icd10pcs => "icd10pcs",
            CodeSet::Hcpcs => "hcpcs",
            CodeSet::Cpt => "cpt",
        }
    }

    /// The set of that name.
    pub fn from_name(name: &str) -> Option<CodeSet> {
        CodeSet::ALL.into_iter().find(|s| s.as_str() == name)
    }
}
