//! The tables of CMS's Integrated Outpatient Code Editor that pyoce carries: diagnosis codes, HCPCS and CPT codes, each
//! valid for a range of quarterly versions.

use crate::addenda;
use crate::sources::lmdb::Lmdb;
use crate::sources::marshal::{self, Value};
use crate::sources::text::squeeze;
use crate::spans::{quarter_end, Days};
use anyhow::{ensure, Context, Result};
use std::collections::BTreeMap;
use superbill::Date;

/// Real days of codes between quarters.
const DAYS: &str = "procedure-days.tsv";

/// A code with its newest title and its days.
#[derive(Clone, Debug, Default)]
pub struct Dated {
    /// The newest title.
    pub title: String,
    /// The days of its versions. Open at the end when it is in the last version.
    pub days: Days,
    /// The last version that has the title.
    pub newest: i32,
}

/// The parts of the outpatient editor's files that are read.
#[derive(Debug)]
pub struct Catalog {
    /// First day of the first version.
    pub from: Date,
    /// Last day of the last version: one quarter, as the editor's are; pyoce leaves it open for ten years.
    pub to: Date,
    /// ICD-10-CM by code, without dot.
    pub diagnoses: BTreeMap<String, Dated>,
    /// HCPCS Level II and CPT by code. For CPT the title is empty: it would be the AMA's.
    pub procedures: BTreeMap<String, Dated>,
}

/// The first and last day of each version.
pub type Versions = BTreeMap<i32, (Date, Date)>;

/// Reads the tables from the LMDB file.
pub fn read(file: &[u8]) -> Result<Catalog> {
    let file = Lmdb::open(file)?;
    let versions = versions(&file)?;
    let (first, last) = (versions.first_key_value(), versions.last_key_value());
    let ((_, (from, _)), (_, (last_from, _))) =
        first.zip(last).context("pyoce lists no versions")?;
    let mut procedures = dated(&file, "data_hcpcs", &versions, |code| !is_cpt(code))?;
    between_quarters(&mut procedures, &addenda::read(DAYS)?)?;
    Ok(Catalog {
        from: *from,
        to: quarter_end(*last_from)?,
        diagnoses: dated(&file, "data_dx10", &versions, |_| true)?,
        procedures,
    })
}

/// Codes that began or ended between two quarters, as the codes of an epidemic do: their real days, where the versions
/// have whole quarters. Days may only become fewer.
fn between_quarters(codes: &mut BTreeMap<String, Dated>, text: &str) -> Result<()> {
    for row in addenda::rows(DAYS, text, &["code", "from", "to", "source"])? {
        let (at, code) = (&row.at, row.get("code"));
        let day = |column: &str, open: Date| match row.get(column) {
            "" => Ok(open),
            written => Date::parse(written)
                .with_context(|| format!("{at}: {column} is {written:?}, not a day")),
        };
        let (from, to) = (day("from", Date::MIN)?, day("to", Date::MAX)?);
        ensure!(!row.get("source").is_empty(), "{at}: says no source");
        let dated = codes.get_mut(code);
        let dated = dated.with_context(|| format!("{at}: {code} is not in the table"))?;
        let days = dated.days.within(from, to);
        ensure!(
            !days.is_empty() && days.spans() != dated.days.spans(),
            "{at}: the days of {code} say nothing new"
        );
        dated.days = days;
    }
    Ok(())
}

/// `version_range`: what days each version is for.
pub fn versions(file: &Lmdb) -> Result<Versions> {
    let mut out = Versions::new();
    for (_, value) in file.table("version_range")? {
        let v = marshal::read(value)?;
        let day = |key| {
            let n = u32::try_from(v.int(key)?)?;
            Date::from_number(n).with_context(|| format!("{n} is not a day"))
        };
        out.insert(
            v.int("version")?,
            (day("date_started")?, day("date_ended")?),
        );
    }
    Ok(out)
}

/// A CPT code: five digits, or four digits and a letter. HCPCS Level II begins with a letter.
pub fn is_cpt(code: &str) -> bool {
    code.len() == 5 && code.starts_with(|c: char| c.is_ascii_digit())
}

/// Days of a range of versions: open at the end when it reaches the last one.
pub fn days(versions: &Versions, value: &Value) -> Result<(Date, Date)> {
    let (low, high) = (value.int("lo_version")?, value.int("hi_version")?);
    let of = |n: i32| {
        versions
            .get(&n)
            .with_context(|| format!("pyoce has no version {n}"))
    };
    let open = versions.keys().next_back() == Some(&high);
    Ok((of(low)?.0, if open { Date::MAX } else { of(high)?.1 }))
}

fn dated(
    file: &Lmdb,
    table: &str,
    versions: &Versions,
    titled: impl Fn(&str) -> bool,
) -> Result<BTreeMap<String, Dated>> {
    let mut out: BTreeMap<String, Dated> = BTreeMap::new();
    for (key, value) in file.table(table)? {
        let code = std::str::from_utf8(key)?
            .split('|')
            .next()
            .unwrap_or_default();
        let value = marshal::read(value)?;
        let (from, to) = days(versions, &value)?;
        let entry = out.entry(code.to_string()).or_default();
        entry.days.add(from, to);
        let version = value.int("hi_version")?;
        if titled(code) && version > entry.newest {
            entry.newest = version;
            entry.title = squeeze(value.str("description")?);
        }
    }
    ensure!(!out.is_empty(), "pyoce's table {table} is empty");
    Ok(out)
}
