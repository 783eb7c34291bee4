//! Lookups for stays in hospitals: the characters of a procedure code, complications, Medicare's
//! groups (MS-DRG).

use crate::catalog::Catalog;
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::edits::Complication;
use crate::table::{axis_name, CodeTable};
use serde::Serialize;

/// One character of an ICD-10-PCS code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Axis {
    /// Name of the character's axis, such as `body part` or `approach`.
    pub name: &'static str,
    /// The character.
    pub character: char,
    /// Meaning of the character, e.g. `Kidney, Right`.
    pub display: String,
    /// CMS's definition, of operations and approaches mostly. Only while the table `pcs-definitions` is loaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// Explanation of the definition in practice, by CMS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
}

/// A diagnosis related group of Medicare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Drg {
    /// `ms-drg`.
    pub set: &'static str,
    /// Three digits.
    pub code: String,
    /// Title of the group.
    pub display: String,
    /// First day of this title.
    pub from: Date,
    /// Last day of this title; absent while in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The release that answered.
    pub release: String,
}

impl Catalog {
    /// The title of a diagnosis related group of Medicare, on a day or the newest. `None` for no group, and while the table
    /// `ms-drg` is not loaded.
    pub fn drg(&self, code: &str, on: Option<Date>) -> Option<Drg> {
        let table = self.edits().ms_drg.as_ref()?;
        let group = table.group(code.trim().parse().ok()?, on)?;
        Some(Drg {
            set: "ms-drg",
            code: format!("{:03}", group.number),
            display: group.title.clone(),
            from: group.from,
            to: Some(group.to).filter(|d| *d < Date::MAX),
            release: table.info()?.release.clone(),
        })
    }

    /// Whether a diagnosis is a complication on a day; `None` for other sets, and without the table.
    pub(crate) fn complication(
        &self,
        set: CodeSet,
        code: &str,
        on: Option<Date>,
    ) -> Option<Complication> {
        let table = self.edits().ms_drg.as_ref()?;
        let first = table.info()?.from;
        let on = on.map_or(Date::MAX.day_before(), |on| on.max(first));
        (set == CodeSet::Icd10cm).then(|| table.complication(code, on))
    }

    /// The characters of an ICD-10-PCS code, each with its meaning and its definition.
    pub(crate) fn axes(&self, table: &CodeTable, code: &str) -> Vec<Axis> {
        let Some(section) = code
            .chars()
            .next()
            .filter(|_| table.set() == CodeSet::Icd10pcs)
        else {
            return Vec::new();
        };
        let terms = self.edits().pcs_terms.as_ref();
        let axis = |(level, character): (usize, char)| {
            let display = table.axis_title(code, level)?;
            let number = u8::try_from(level + 1).ok()?;
            let term = terms.and_then(|t| t.term(section, number, &display));
            let given = |text: &String| Some(text.clone()).filter(|t| !t.is_empty());
            Some(Axis {
                name: axis_name(section, level),
                character,
                definition: term.and_then(|t| given(&t.definition)),
                explanation: term.and_then(|t| given(&t.explanation)),
                display,
            })
        };
        code.chars().enumerate().filter_map(axis).collect()
    }
}
