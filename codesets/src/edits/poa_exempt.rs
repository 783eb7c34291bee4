//! Diagnoses that CMS exempts from saying whether they were present on admission, from its list of a fiscal year.

use super::Made;
use crate::sources::sheet;
use anyhow::{ensure, Context, Result};
use std::collections::BTreeSet;
use std::path::Path;
use superbill::container::TableInfo;
use superbill::edits::poa_exempt::encode;
use superbill::Date;

/// Whether a file of this name, in small letters, is the whole list. Beside it CMS packs what changed since the year before
/// (`POAexemptAddFY27`, `POAexemptDeleteCodesFY27`, `POAexemptReviseCodesFY27`) and a `ReadMePOAexemptFY27`.
pub fn is_list(stem: &str) -> bool {
    let has = |part: &str| stem.contains(part);
    has("poa") && has("exempt") && !["add", "del", "rev", "readme"].into_iter().any(has)
}

/// The first day of the list that a file's name speaks of: `poaexemptcodesfy26`; with the name of the month, of April. No list
/// is older than ICD-10-CM's use, so the number of a copy ("FY26 (1)") is no year.
pub fn first_day(stem: &str) -> Option<Date> {
    let digits = stem.trim_end_matches(|c: char| !c.is_ascii_digit());
    let at = digits.rfind(|c: char| !c.is_ascii_digit())? + 1;
    let year: u32 = digits.get(at..)?.parse().ok()?;
    let year = if year < 100 { 2000 + year } else { year };
    if !(2015..=2099).contains(&year) {
        return None;
    }
    match stem.contains("apr") {
        true => Date::new(year, 4, 1),
        false => Date::new(year - 1, 10, 1),
    }
}

/// Makes the table `poa-exempt` of the lists, in the order of their first days: of the newest fiscal year that of October, or of
/// April, or both.
pub fn table(lists: &[(Date, &Path)]) -> Result<Option<Made>> {
    let year = |from: &Date| match from.parts() {
        (year, 10.., _) => year + 1,
        (year, _, _) => year,
    };
    let Some(newest) = lists.last().map(|(from, _)| year(from)) else {
        return Ok(None);
    };
    let mut of_year = lists.iter().filter(|(from, _)| year(from) == newest);
    let (from, path) = of_year.next().context("a year without a list")?;
    let codes = codes(path)?;
    let later = match of_year.next() {
        Some((from, path)) => Some((*from, self::codes(path)?)),
        None => None,
    };
    let last = later.as_ref().map_or(&codes, |(_, codes)| codes);
    let info = TableInfo {
        set: "poa-exempt".into(),
        release: format!("FY{newest}"),
        rows: u32::try_from(last.len())?,
        from: *from,
        to: Date::new(newest, 9, 30).context("a list without end")?,
        source: format!("CMS, diagnoses exempt from present-on-admission reporting, FY{newest}"),
    };
    Ok(Some(("poa-exempt", encode(&info, &codes, later.as_ref()))))
}

/// The codes of a list. Columns: order, code, title.
fn codes(path: &Path) -> Result<BTreeSet<String>> {
    let (mut codes, mut begun) = (BTreeSet::new(), false);
    sheet::each(path, |cells| {
        let code = cells.get(1).map_or("", |c| c.trim()).replace('.', "");
        if !begun {
            begun = code.to_lowercase().starts_with("poa");
            return Ok(());
        }
        if cells.iter().all(|c| c.trim().is_empty()) {
            return Ok(());
        }
        let plain = (3..=7).contains(&code.len())
            && code.starts_with(|c: char| c.is_ascii_uppercase())
            && code
                .bytes()
                .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
        ensure!(plain, "{code:?} is not an ICD-10-CM code");
        ensure!(codes.insert(code.clone()), "{code} is there twice");
        Ok(())
    })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    ensure!(
        begun,
        "{name} has no line of headings with the column POAexemptCode"
    );
    ensure!(
        codes.iter().next_back().is_some_and(|c| c.starts_with('Z')),
        "{name} does not reach chapter 21 (Z): it is cut short"
    );
    Ok(codes)
}
