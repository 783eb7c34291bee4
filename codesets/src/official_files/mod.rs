//! `codesets build --from DIR`: the agencies' own files in place of the pinned sources, found by their official names.
//!
//! Order files are whole releases, so several of them in one directory give a code its days; the days before the oldest
//! one are those of the default table, if it reaches so far. HCPCS records carry their own days.

mod diagnoses;
mod procedures;
mod releases;
mod supplies;

use crate::edits::quarterly;
use crate::sources::mce::Change;
use crate::sources::release::first_day;
use crate::sources::{SetSource, Store};
use crate::{everyday, table};
use anyhow::{bail, ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use superbill::table::rows::{Alias, Chapter, Row, TableInput};
use superbill::CodeSet;
use superbill::Date;

/// The files of a directory whose names we know.
#[derive(Default)]
pub struct OfficialFiles {
    /// Order files by the first day of their release.
    icd10cm: BTreeMap<Date, PathBuf>,
    icd10pcs: BTreeMap<Date, PathBuf>,
    /// Tabular lists and Alphabetic Indexes.
    tabular: BTreeMap<Date, PathBuf>,
    index: BTreeMap<Date, PathBuf>,
    hcpcs: BTreeMap<Date, PathBuf>,
    /// Which codes were used before the new ones of ICD-10-CM.
    conversion: BTreeMap<Date, PathBuf>,
    /// Tables and index of ICD-10-PCS.
    pcs_tables: BTreeMap<Date, PathBuf>,
    pcs_index: BTreeMap<Date, PathBuf>,
}

/// Kind of a file.
enum Kind {
    Diagnoses,
    Procedures,
    Tabular,
    Index,
    Supplies,
    Conversion,
    PcsTables,
    PcsIndex,
}

/// Kind of a file by its name in small letters.
fn kind(name: &str) -> Option<Kind> {
    let has = |part: &str| name.contains(part);
    match () {
        () if has("addenda") => None,
        () if has("icd10cm") && has("order") && name.ends_with(".txt") => Some(Kind::Diagnoses),
        () if has("icd10pcs") && has("order") && name.ends_with(".txt") => Some(Kind::Procedures),
        () if has("icd10cm") && has("tabular") && name.ends_with(".xml") => Some(Kind::Tabular),
        () if has("icd10cm") && has("index") && !has("eindex") && name.ends_with(".xml") => {
            Some(Kind::Index)
        }
        () if has("icd10pcs") && has("tables") && name.ends_with(".xml") => Some(Kind::PcsTables),
        () if has("icd10pcs") && has("index") && name.ends_with(".xml") => Some(Kind::PcsIndex),
        // That of ICD-10-PCS is of another layout.
        () if has("conv") && !has("pcs") && (name.ends_with(".txt") || name.ends_with(".xlsx")) => {
            Some(Kind::Conversion)
        }
        () if name.starts_with("hcpc") && has("anweb") && name.ends_with(".txt") => {
            Some(Kind::Supplies)
        }
        () => None,
    }
}

/// Whether a file of this name, in small letters, is one that is read.
pub fn known(name: &str) -> bool {
    kind(name).is_some() && first_day(name).is_some()
}

impl OfficialFiles {
    /// Looks through a directory. One without any known file is an error that says which names are known.
    pub fn find(dir: &Path) -> Result<OfficialFiles> {
        let mut found = OfficialFiles::default();
        let mut any = false;
        let listing = std::fs::read_dir(dir)
            .with_context(|| format!("cannot read the directory {}", dir.display()))?;
        for entry in listing {
            let path = entry?.path();
            let name = file_name(&path);
            // A record file of HCPCS codes makes a table of codes and one of edits.
            any |= quarterly::known(&name);
            let Some((kind, release)) = kind(&name).zip(first_day(&name)) else {
                continue;
            };
            let files = match kind {
                Kind::Diagnoses => &mut found.icd10cm,
                Kind::Procedures => &mut found.icd10pcs,
                Kind::Tabular => &mut found.tabular,
                Kind::Index => &mut found.index,
                Kind::Supplies => &mut found.hcpcs,
                Kind::Conversion => &mut found.conversion,
                Kind::PcsTables => &mut found.pcs_tables,
                Kind::PcsIndex => &mut found.pcs_index,
            };
            any = true;
            // The same rows as text and as a workbook: the text is quicker to read.
            let workbook = |name: &str| name.ends_with(".xlsx");
            if let Some(other) = files.get(&release).map(|p| file_name(p)) {
                if workbook(&name) != workbook(&other) {
                    if workbook(&other) {
                        files.insert(release, path);
                    }
                    continue;
                }
            }
            if let Some(other) = files.insert(release, path) {
                bail!(
                    "{} and {name} are of the same release; keep one of them",
                    file_name(&other)
                );
            }
        }
        ensure!(
            any,
            "{} has none of icd10cm_order_YYYY.txt, icd10cm_tabular_YYYY.xml, \
                icd10cm_index_YYYY.xml, icd10cm_conversion_YYYY.xlsx, icd10pcs_order_YYYY.txt, \
                icd10pcs_tables_YYYY.xml, icd10pcs_index_YYYY.xml, HCPCYYYY_MON_ANWEB.txt, {}; unpack the agency's zip there first",
            dir.display(),
            quarterly::NAMES
        );
        Ok(found)
    }

    /// The table of a set, or `None` when the directory has nothing for it.
    pub fn table(&self, store: &Store, set: CodeSet) -> Result<Option<TableInput>> {
        let expect = store
            .set(set.as_str())
            .map(|s| s.expect.clone())
            .unwrap_or_default();
        match set {
            CodeSet::Icd10cm if !self.icd10cm.is_empty() => {
                self.diagnoses(store, &expect).map(Some)
            }
            CodeSet::Icd10pcs if !self.icd10pcs.is_empty() => {
                self.procedures(store, &expect).map(Some)
            }
            CodeSet::Hcpcs => self
                .hcpcs
                .last_key_value()
                .map(|(day, path)| supplies::supplies(*day, path))
                .transpose(),
            _ => Ok(None),
        }
    }
}

/// Our own list is made for the pinned release; in another one some of its codes have ended or are not there yet.
fn everyday_terms(set: CodeSet, rows: &[Row], on: Date) -> Result<Vec<Alias>> {
    let (terms, faults) = everyday::fitting(set, rows, on)?;
    if !faults.is_empty() {
        eprintln!(
            "{}: everyday terms that do not fit this release are left out ({} faults)",
            set.as_str(),
            faults.len()
        );
    }
    Ok(terms)
}

fn finish(
    set: CodeSet,
    source: SetSource,
    rows: Vec<Row>,
    aliases: Vec<Alias>,
    changes: &BTreeSet<Change>,
    mut replaced: BTreeMap<String, BTreeSet<String>>,
    chapters: Vec<Chapter>,
) -> Result<TableInput> {
    // What the default table knows may reach further than the order files.
    let known: BTreeSet<&str> = rows.iter().map(|r| r.code.as_str()).collect();
    replaced.retain(|from, to| {
        to.retain(|t| known.contains(t.as_str()));
        known.contains(from.as_str())
    });
    let successions = table::successions(&rows, changes, replaced);
    let mut input = table::assemble(set, &source, rows, aliases, successions, chapters)?;
    input.info.rows = u32::try_from(table::count(&input.rows, source.to).0)?;
    Ok(input)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase()
}

fn text(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    String::from_utf8(bytes)
        .with_context(|| format!("{} is not UTF-8 text: it is altered", file_name(path)))
}
