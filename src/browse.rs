//! One step down the hierarchy of a code set.

use crate::catalog::Catalog;
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::error::Error;
use crate::lookup::{plain, titled};
use crate::table::rows::Chapter;
use crate::table::{AxisValue, CodeId};
use serde::Serialize;

/// One level of the hierarchy: the codes and blocks directly below a code, a chapter or the set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Branch {
    /// Written form, a range for chapters and blocks, or the characters so far for ICD-10-PCS.
    pub code: String,
    /// Title of the row.
    pub display: String,
    /// Can be billed.
    pub billable: bool,
    /// Whether codes or blocks lie below it.
    pub has_children: bool,
}

impl From<AxisValue> for Branch {
    fn from(value: AxisValue) -> Branch {
        Branch {
            code: value.code,
            display: value.display,
            billable: value.billable,
            has_children: value.has_children,
        }
    }
}

impl Catalog {
    /// Lists what lies directly below `code` in `set`: chapters, blocks, categories, codes. For ICD-10-PCS the
    /// values of the next character.
    ///
    /// # Errors
    /// [`ErrorCode::UnknownSet`](crate::ErrorCode::UnknownSet).
    pub fn browse(
        &self,
        set: CodeSet,
        code: Option<&str>,
        on: Option<Date>,
    ) -> Result<Vec<Branch>, Error> {
        let table = self.loaded(set)?;
        let asked = code.unwrap_or("").trim().to_ascii_uppercase();
        let code = plain(&asked);
        if table.set() == CodeSet::Icd10pcs {
            return Ok(table
                .axis(&code, on)
                .into_iter()
                .map(Branch::from)
                .collect());
        }
        let chapters = table.chapters();
        let branch = |c: &Chapter| Branch {
            code: format!("{}-{}", c.first, c.last),
            display: c.title.clone(),
            billable: false,
            has_children: true,
        };
        let rows = |rows: &mut dyn Iterator<Item = CodeId>| -> Vec<Branch> {
            rows.filter(|r| {
                table
                    .span(*r, on)
                    .is_some_and(|s| on.is_some() || s.to == Date::MAX)
            })
            .map(|r| {
                let t = titled(table, r, on);
                let has_children = table.child_rows(r).next().is_some();
                Branch {
                    code: t.code,
                    display: t.display,
                    billable: t.billable,
                    has_children,
                }
            })
            .collect()
        };
        if code.is_empty() {
            if chapters.is_empty() {
                return Ok(rows(&mut table.top_rows()));
            }
            return Ok(chapters
                .iter()
                .filter(|c| c.level == 0)
                .map(branch)
                .collect());
        }
        let range = |c: &&Chapter| format!("{}-{}", c.first, c.last) == asked;
        let wider = |c: &&Chapter| c.level == 0;
        let mut from_here = chapters.iter().skip_while(|c| !range(c));
        if let Some(here) = from_here.next() {
            let blocks: Vec<Branch> = if wider(&here) {
                from_here
                    .take_while(|c| c.level > 0)
                    // A chapter of one block has its range: opened, it would show itself for ever.
                    .filter(|c| (&c.first, &c.last) != (&here.first, &here.last))
                    .map(branch)
                    .collect()
            } else {
                Vec::new()
            };
            if !blocks.is_empty() {
                return Ok(blocks);
            }
            return Ok(rows(
                &mut table.top_rows().filter(|r| table.in_chapter(*r, here)),
            ));
        }
        Ok(table
            .find(&code)
            .map_or_else(Vec::new, |row| rows(&mut table.child_rows(row))))
    }
}
