//! CMS's quarterly file of relative values (`PPRRVU`): of its columns only the indicators that say which modifiers a code's
//! payment knows. The descriptions in it are the AMA's and are not read.

use super::ptp;
use crate::sources::sheet;
use anyhow::{ensure, Context, Result};
use std::collections::BTreeMap;
use std::path::Path;
use superbill::edits::{FeeScheduleEntry, GlobalDays};
use superbill::Date;

/// The quarter that what follows `pprrvu` in a file's name says: `2026_jul_nonqpp`, `24_jul`.
pub fn quarter(release: &str) -> Option<Date> {
    let (year, rest) = release.split_once('_')?;
    let year: u32 = year.parse().ok()?;
    let month = match rest.get(..3)? {
        "jan" => 1,
        "apr" => 4,
        "jul" => 7,
        "oct" => 10,
        _ => return None,
    };
    Date::new(if year < 100 { 2000 + year } else { year }, month, 1)
}

/// Where the columns are, by the headings, which stand over several rows of the file.
struct Columns {
    modifier: usize,
    /// Global days, PC/TC, multiple, bilateral, assistant, co-surgeons, team.
    indicators: [usize; 7],
}

impl Columns {
    fn of(headings: &[String]) -> Result<Columns> {
        let squeezed = |text: &str| -> String {
            let plain = text.chars().filter(|c| c.is_ascii_alphanumeric());
            plain.map(|c| c.to_ascii_uppercase()).collect()
        };
        let column = |name: &str| {
            let at = headings.iter().position(|h| squeezed(h).ends_with(name));
            at.with_context(|| format!("there is no column {name}"))
        };
        Ok(Columns {
            modifier: column("MOD")?,
            indicators: [
                column("GLOBDAYS")?,
                column("PCTCIND")?,
                column("MULTPROC")?,
                column("BILATSURG")?,
                column("ASSTSURG")?,
                column("COSURG")?,
                column("TEAMSURG")?,
            ],
        })
    }
}

/// The indicators of every code, of its row without a modifier.
pub fn rows(path: &Path) -> Result<BTreeMap<String, FeeScheduleEntry>> {
    let mut headings: Vec<String> = Vec::new();
    let mut columns = None;
    let mut rows = BTreeMap::new();
    sheet::each(path, |cells| {
        let code = cells.first().map_or("", String::as_str);
        // The heading of the first column has the form of a code, but no digit.
        if ptp::code(code).is_err() || !code.bytes().any(|b| b.is_ascii_digit()) {
            ensure!(
                columns.is_none() || cells.iter().all(String::is_empty),
                "{code:?} is not a procedure code"
            );
            for (i, cell) in cells.iter().enumerate() {
                if headings.len() <= i {
                    headings.push(String::new());
                }
                headings[i] = format!("{} {cell}", headings[i]);
            }
            return Ok(());
        }
        if columns.is_none() {
            columns = Some(Columns::of(&headings)?);
        }
        let columns = columns.as_ref().context("no headings")?;
        let cell = |at: usize| cells.get(at).map_or("", String::as_str);
        if !cell(columns.modifier).is_empty() {
            return Ok(());
        }
        let name = cell(columns.indicators[0]);
        // A workbook drops the zeros in front.
        let global = GlobalDays::named(&format!("{name:0>3}"));
        let digit = |at: usize| -> Result<u8> {
            let text = cell(columns.indicators[at]);
            let n: u8 = text
                .parse()
                .with_context(|| format!("{text:?} is not an indicator"))?;
            ensure!(n <= 9, "{text:?} is not an indicator: one digit");
            Ok(n)
        };
        let entry = FeeScheduleEntry {
            global: global.with_context(|| format!("{name:?} is not a number of global days"))?,
            components: digit(1)?,
            multiple: digit(2)?,
            bilateral: digit(3)?,
            assistant: digit(4)?,
            co_surgeons: digit(5)?,
            team: digit(6)?,
        };
        let again = rows.insert(code.to_owned(), entry);
        ensure!(again.is_none(), "{code} is there twice");
        Ok(())
    })?;
    ensure!(!rows.is_empty(), "{} has no codes", path.display());
    Ok(rows)
}
