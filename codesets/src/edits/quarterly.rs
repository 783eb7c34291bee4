//! CMS's own quarterly files of NCCI pairs and medically unlikely units, which no registry has: found by their official
//! names in the directory of `codesets build --from DIR`.

use super::{add_on, fee_schedule, pcs_terms, poa_exempt, ptp, supply_records, Made};
use crate::sources::sheet;
use crate::spans::quarter_end;
use anyhow::{bail, ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use superbill::container::TableInfo;
use superbill::edits::ptp::Row;
use superbill::edits::{mue, MueEntry, PtpPair};
use superbill::Date;

/// The official names, for messages.
pub const NAMES: &str = "ccipra-vNNNrN-fN.txt, ccioph-vNNNrN-fN.txt, \
        MCR_MUE_PractitionerServices_Eff_MM-DD-YYYY.csv, \
        MCR_MUE_OutpatientHospitalServices_Eff_MM-DD-YYYY.csv, AOC_VYYYYQN-MCR.xlsx, PPRRVUYYYY_MON.csv, \
        POAexemptCodesFYYY.txt, icd10pcs_definitions_YYYY.xml";

/// Kind of quarterly file, told by its name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// One part of the pairs of an edition: table, version ("320r0"), number of the part.
    Pairs(&'static str, String, u32),
    /// Units of an edition, in force from this day.
    Units(&'static str, Date),
    /// Add-on codes of a quarter.
    AddOns(Date),
    /// Diagnoses exempt from the indicator for present on admission, from this day.
    PoaExempt(Date),
    /// Records of HCPCS codes of a quarter, for what the table of codes has no room for.
    SupplyRecords(Date),
    /// Relative values of the physician fee schedule, from which the indicators are taken, of this quarter.
    FeeSchedule(Date),
    /// Definitions of ICD-10-PCS of this fiscal year.
    PcsTerms(u32),
}

fn kind(name: &str) -> Option<Kind> {
    let name = name.to_lowercase();
    let (stem, extension) = name.rsplit_once('.')?;
    if let Some(edition) = stem
        .strip_prefix("cci")
        .filter(|_| matches!(extension, "txt" | "xlsx"))
    {
        let set = match edition.get(..3)? {
            "pra" => "ncci-ptp-practitioner",
            "oph" => "ncci-ptp-hospital",
            _ => return None,
        };
        let (version, part) = edition
            .get(3..)?
            .trim_start_matches(['-', '_'])
            .strip_prefix('v')?
            .split_once("-f")?;
        return Some(Kind::Pairs(set, version.to_string(), part.parse().ok()?));
    }
    if let Some(year) = stem
        .strip_prefix("icd10pcs_definitions_")
        .filter(|_| extension == "xml")
    {
        return year.parse().ok().map(Kind::PcsTerms);
    }
    if let Some(release) = stem
        .strip_prefix("pprrvu")
        .filter(|_| matches!(extension, "csv" | "xlsx"))
    {
        return fee_schedule::quarter(release).map(Kind::FeeSchedule);
    }
    if poa_exempt::is_list(stem) && matches!(extension, "txt" | "xlsx") {
        return poa_exempt::first_day(stem).map(Kind::PoaExempt);
    }
    if let Some(release) = stem.strip_prefix("aoc_v").filter(|_| extension == "xlsx") {
        return add_on::quarter(release).map(Kind::AddOns);
    }
    if stem.starts_with("hcpc") && stem.contains("anweb") && extension == "txt" {
        return crate::sources::release::first_day(&name).map(Kind::SupplyRecords);
    }
    let edition = match () {
        () if !stem.contains("mue") || !matches!(extension, "csv" | "xlsx") => return None,
        () if stem.contains("practitioner") => "mue-practitioner",
        () if stem.contains("outpatienthospital") => "mue-hospital",
        () => return None,
    };
    let (month, rest) = stem.rsplit_once("eff_")?.1.split_once('-')?;
    let (day, year) = rest.split_once('-')?;
    Date::new(
        year.get(..4)?.parse().ok()?,
        month.parse().ok()?,
        day.parse().ok()?,
    )
    .map(|from| Kind::Units(edition, from))
}

/// Whether a file of this name is one of ours.
pub fn known(name: &str) -> bool {
    kind(name).is_some()
}

/// How far a file stands behind others of its kind that have the same rows for us. CMS packs them as text and as a workbook, of
/// which the text is quicker to read, and relative values with two conversion factors, which are not read.
fn behind(name: &str) -> (bool, bool) {
    let name = name.to_lowercase();
    let second = name.starts_with("pprrvu") && name.contains("_qpp");
    (second, name.ends_with(".xlsx"))
}

/// The files of a directory by their kinds. Which of two is right is not guessed.
fn files(dir: &Path) -> Result<BTreeMap<Kind, PathBuf>> {
    let listing = std::fs::read_dir(dir)
        .with_context(|| format!("cannot read the directory {}", dir.display()))?;
    let mut names = Vec::new();
    for entry in listing {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.push((behind(&name), name));
    }
    names.sort();
    let mut found: BTreeMap<Kind, ((bool, bool), String)> = BTreeMap::new();
    for (rank, name) in names {
        let Some(kind) = kind(&name) else { continue };
        match found.get(&kind) {
            Some((first, other)) => ensure!(
                *first != rank,
                "{other} and {name} are of the same release; keep one of them"
            ),
            None => {
                found.insert(kind, (rank, name));
            }
        }
    }
    let paths = found.into_iter();
    Ok(paths
        .map(|(kind, (_, name))| (kind, dir.join(name)))
        .collect())
}

/// Makes the tables for which the directory has files.
pub fn tables(dir: &Path) -> Result<Vec<Made>> {
    let files = files(dir)?;
    let mut made = Vec::new();
    for set in ["ncci-ptp-practitioner", "ncci-ptp-hospital"] {
        let parts = files.iter().filter_map(|(kind, path)| match kind {
            Kind::Pairs(s, version, part) if *s == set => Some((version.as_str(), *part, path)),
            _ => None,
        });
        let parts: Vec<_> = parts.collect();
        if !parts.is_empty() {
            made.push(pairs(set, &parts)?);
        }
    }
    for edition in ["mue-practitioner", "mue-hospital"] {
        let newest = newest(&files, |kind| match kind {
            Kind::Units(of, from) if *of == edition => Some(*from),
            _ => None,
        });
        if let Some((from, path)) = newest {
            made.push(self::units(edition, from, path)?);
        }
    }
    let schedule = newest(&files, |kind| match kind {
        Kind::FeeSchedule(from) => Some(*from),
        _ => None,
    });
    if let Some((from, path)) = schedule {
        let rows = fee_schedule::rows(path)?;
        let source = "CMS, physician fee schedule relative value file: indicators".to_string();
        let info = info("pfs-indicators", from, from, rows.len(), source)?;
        made.push((
            "pfs-indicators",
            superbill::edits::fee_schedule::encode(&info, &rows),
        ));
    }
    let add_ons = newest(&files, |kind| match kind {
        Kind::AddOns(from) => Some(*from),
        _ => None,
    });
    if let Some((from, path)) = add_ons {
        made.push(add_on::official(path, from)?);
    }
    let exempt = files.iter().filter_map(|(kind, path)| match kind {
        Kind::PoaExempt(from) => Some((*from, path.as_path())),
        _ => None,
    });
    made.extend(poa_exempt::table(&exempt.collect::<Vec<_>>())?);
    let records = newest(&files, |kind| match kind {
        Kind::SupplyRecords(from) => Some(*from),
        _ => None,
    });
    if let Some((from, path)) = records {
        made.push(supply_records::table(path, from)?);
    }
    let mut terms = files.iter().filter_map(|(kind, path)| match kind {
        Kind::PcsTerms(year) => Some((*year, path)),
        _ => None,
    });
    if let Some((year, path)) = terms.next_back() {
        let xml = std::fs::read_to_string(path);
        let xml = xml.with_context(|| format!("cannot read {}", path.display()))?;
        made.push(pcs_terms::official(&xml, year)?);
    }
    Ok(made)
}

/// The newest file of a kind with the day that it begins on.
fn newest(
    files: &BTreeMap<Kind, PathBuf>,
    of: impl Fn(&Kind) -> Option<Date>,
) -> Option<(Date, &Path)> {
    let dated = files
        .iter()
        .filter_map(|(kind, path)| Some((of(kind)?, path.as_path())));
    dated.max_by_key(|(day, _)| *day)
}

/// The quarter of a version: 30.0 is January 2024, 32.1 April 2026.
fn quarter(version: &str) -> Result<Date> {
    let number: u32 = version
        .split('r')
        .next()
        .unwrap_or_default()
        .parse()
        .unwrap_or(0);
    let (year, quarter) = (1994 + number / 10, number % 10);
    let known = (200..=999).contains(&number) && quarter < 4;
    let first = Date::new(year, 3 * quarter + 1, 1).filter(|_| known);
    first.with_context(|| format!("v{version} is not an NCCI version like v321r0"))
}

fn pairs(set: &'static str, parts: &[(&str, u32, &PathBuf)]) -> Result<Made> {
    let version = parts[0].0;
    ensure!(
        parts.iter().all(|p| p.0 == version),
        "{set}: the directory has several versions; keep the files of one"
    );
    for (i, (_, part, _)) in parts.iter().enumerate() {
        let expected = i as u32 + 1;
        ensure!(
            *part == expected,
            "{set} v{version}: part f{expected} is missing; each zip of CMS's holds one part"
        );
    }
    let mut rows = BTreeSet::new();
    for (_, _, path) in parts {
        let before = rows.len();
        read_pairs(path, &mut rows)?;
        ensure!(rows.len() > before, "{} has no pairs", path.display());
    }
    let rows: Vec<Row> = rows.into_iter().collect();
    let quarter = quarter(version)?;
    let from = rows.iter().map(|r| r.edit.from).min().unwrap_or(quarter);
    let source = format!("CMS, NCCI procedure-to-procedure edits, quarterly file v{version}");
    let bytes =
        superbill::edits::ptp::encode(&info(set, quarter, from, rows.len(), source)?, &rows);
    ptp::prove(&bytes, &rows)?;
    Ok((set, bytes))
}

pub(super) fn info(
    set: &str,
    quarter: Date,
    from: Date,
    rows: usize,
    source: String,
) -> Result<TableInfo> {
    let (year, month, _) = quarter.parts();
    Ok(TableInfo {
        set: set.into(),
        release: format!("{year}-{month:02}"),
        rows: u32::try_from(rows)?,
        from,
        to: quarter_end(quarter)?,
        source,
    })
}

/// Columns: column 1, column 2, `*` when older than 1996, effective date, deletion date or `*`, modifier indicator,
/// rationale. Header lines come first; from the first pair on every row is one.
fn read_pairs(path: &Path, rows: &mut BTreeSet<Row>) -> Result<()> {
    let mut begun = false;
    sheet::each(path, |cells| {
        let [column1, column2, _, from, to, indicator, ..] = cells else {
            ensure!(
                !begun || cells.iter().all(String::is_empty),
                "fewer than six columns; is the file cut short?"
            );
            return Ok(());
        };
        let (Ok(column1), Ok(column2)) = (ptp::code(column1), ptp::code(column2)) else {
            ensure!(
                !begun,
                "{column1:?} and {column2:?} are not two procedure codes"
            );
            return Ok(());
        };
        begun = true;
        let day = |text: &str| {
            Date::parse(text).with_context(|| format!("{text:?} is not a day written YYYYMMDD"))
        };
        let modifier_indicator = match indicator.as_str() {
            "0" => 0,
            "1" => 1,
            "9" => 9,
            other => bail!("{other:?} is not a modifier indicator: 0, 1 or 9"),
        };
        let to = if to == "*" || to.is_empty() {
            Date::MAX
        } else {
            day(to)?
        };
        rows.insert(Row {
            column1,
            column2,
            edit: PtpPair {
                modifier_indicator,
                from: day(from)?,
                to,
            },
        });
        Ok(())
    })
}

/// Columns: code, value, adjudication indicator ("2 Date of Service Edit: Policy"), rationale.
fn units(edition: &'static str, from: Date, path: &Path) -> Result<Made> {
    let mut rows = BTreeMap::new();
    sheet::each(path, |cells| {
        let [code, value, indicator, rationale, ..] = cells else {
            ensure!(
                rows.is_empty() || cells.iter().all(String::is_empty),
                "fewer than four columns; is the file cut short?"
            );
            return Ok(());
        };
        if ptp::code(code).is_err() {
            ensure!(rows.is_empty(), "{code:?} is not a procedure code");
            return Ok(());
        }
        let value = value
            .parse()
            .with_context(|| format!("{value:?} is not a number of units"))?;
        let mai = match indicator.get(..1) {
            Some("1") => 1,
            Some("2") => 2,
            Some("3") => 3,
            _ => bail!("{indicator:?} does not begin with an adjudication indicator: 1, 2 or 3"),
        };
        let again = rows.insert(
            code.clone(),
            (MueEntry { value, mai }, rationale.replace('\n', " ")),
        );
        ensure!(again.is_none(), "{code} is there twice");
        Ok(())
    })?;
    ensure!(!rows.is_empty(), "{} has no units", path.display());
    let services = match edition {
        "mue-hospital" => "outpatient hospital",
        _ => "practitioner",
    };
    let source = format!("CMS, medically unlikely edits, {services} services, quarterly file");
    let info = info(edition, from, from, rows.len(), source)?;
    Ok((edition, mue::encode(&info, &rows)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn official_names_are_known() {
        let day = |y, m, d| Date::new(y, m, d).unwrap();
        assert_eq!(
            kind("ccipra-v321r0-f2.TXT"),
            Some(Kind::Pairs("ncci-ptp-practitioner", "321r0".into(), 2))
        );
        assert_eq!(
            kind("ccioph-v321r0-f1.xlsx"),
            Some(Kind::Pairs("ncci-ptp-hospital", "321r0".into(), 1))
        );
        assert_eq!(
            kind("MCR_MUE_PractitionerServices_Eff_04-01-2026.csv"),
            Some(Kind::Units("mue-practitioner", day(2026, 4, 1)))
        );
        assert_eq!(
            kind("MCR_MUE_OutpatientHospitalServices_Eff_10-01-2026.csv"),
            Some(Kind::Units("mue-hospital", day(2026, 10, 1)))
        );
        assert_eq!(
            kind("AOC_V2026Q2-MCR.xlsx"),
            Some(Kind::AddOns(day(2026, 4, 1)))
        );
        for (name, first) in [
            ("POAexemptCodesFY26.txt", day(2025, 10, 1)),
            ("POAexemptCodes2026.txt", day(2025, 10, 1)),
            ("POAexemptCodesApril2026.xlsx", day(2026, 4, 1)),
            ("FY2026-POA-Exempt-Codes.txt", day(2025, 10, 1)),
        ] {
            assert_eq!(kind(name), Some(Kind::PoaExempt(first)), "{name}");
        }
        for name in ["PPRRVU2026_Jul_nonQPP.csv", "PPRRVU26_JUL.csv"] {
            assert_eq!(kind(name), Some(Kind::FeeSchedule(day(2026, 7, 1))));
        }
        for other in [
            "PPRRVU2026_Mai.csv",
            "POAexemptAddFY27.txt",
            "POAexemptDeleteCodesFY27.txt",
            "POAexemptReviseCodesFY27.xlsx",
            "ReadMePOAexemptFY27.txt",
            "POAexemptCodesFY26 (1).txt",
            "MCR_MUE_DMESupplierServices_Eff_04-01-2026.csv",
            "ccipra.txt",
            "cci",
            "readme.md",
            "ccié.txt",
        ] {
            assert_eq!(kind(other), None, "{other}");
        }
        assert_eq!(quarter("300r0").unwrap(), day(2024, 1, 1));
        assert_eq!(quarter("321r0").unwrap(), day(2026, 4, 1));
        assert_eq!(
            quarter_end(quarter("323r0").unwrap()).unwrap(),
            day(2026, 12, 31)
        );
        assert!(quarter("324r0").is_err() && quarter("x").is_err());
    }
}
