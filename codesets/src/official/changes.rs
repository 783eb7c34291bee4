//! Lists the changes of the agencies' files against the default tables.

use crate::build::{self, Options};
use crate::edits::{quarterly, Made};
use crate::official_files::OfficialFiles;
use crate::sources::Store;
use crate::table;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use superbill::container::Container;
use superbill::table::rows::TableInput;
use superbill::CodeSet;

/// How many changes of a set are printed; all are in the file beside the agencies'.
const SHOWN: usize = 10;
const FILE: &str = "changes.tsv";

/// Prints what changed in each code set and how large the tables of edits are, and writes all of it to `changes.tsv` beside the files.
pub fn print(store: &Store, options: &Options) -> Result<()> {
    let dir = options
        .from
        .as_deref()
        .context("no directory of official files")?;
    // A directory with edit tables alone is no fault.
    let Ok(files) = OfficialFiles::find(dir) else {
        return Ok(());
    };
    let mut all = String::new();
    for set in CodeSet::ALL {
        let Some(theirs) = files.table(store, set)? else {
            continue;
        };
        let lines = changed(&build::pinned(store, set)?, &theirs)?;
        println!(
            "{}: {} changes against the default table",
            set.as_str(),
            lines.len()
        );
        for line in lines.iter().take(SHOWN) {
            println!("  {line}");
        }
        for line in &lines {
            let _ = writeln!(all, "{}\t{line}", set.as_str());
        }
    }
    for line in edits(store, &quarterly::tables(dir)?)? {
        println!("{line}");
        let _ = writeln!(all, "{line}");
    }
    let path = dir.join(FILE);
    std::fs::write(&path, all).with_context(|| format!("cannot write {}", path.display()))?;
    println!("all changes are in {}", path.display());
    Ok(())
}

/// Of each table of edits how many entries it has, and how many the default one had.
pub fn edits(store: &Store, made: &[Made]) -> Result<Vec<String>> {
    let line = |(set, bytes): &Made| {
        let info = Container::open(bytes)?.info;
        let known = store.manifest.edits.get(*set);
        let before = known.map_or("no default table".to_string(), |k| {
            format!("{} in the default table of {}", k.entries, k.release)
        });
        Ok(format!(
            "{set}: {} entries of {}; {before}",
            info.rows, info.release
        ))
    };
    made.iter().map(line).collect()
}

/// The codes that are in force on the last day of one table and not of the other, and other titles: a line each.
fn changed(ours: &TableInput, theirs: &TableInput) -> Result<Vec<String>> {
    let current = |input: &TableInput| -> Result<BTreeMap<String, (String, bool)>> {
        let on = input.info.to;
        let row = |r: &superbill::table::rows::Row| {
            let span = table::span_on(r, on)?;
            Some((r.code.clone(), (r.title.clone(), span.billable)))
        };
        Ok(input.rows.iter().filter_map(row).collect())
    };
    let (before, after) = (current(ours)?, current(theirs)?);
    let mut out = Vec::new();
    for (code, (title, billable)) in &after {
        match before.get(code) {
            None => out.push(format!("added\t{code}\t{title}")),
            Some((_, was)) if was != billable => {
                let now = if *billable { "billable" } else { "header" };
                out.push(format!("{now}\t{code}\t{title}"));
            }
            // Our own wording of HCPCS is not the agency's; that is no change.
            Some((was, _)) if was != title && theirs.set != CodeSet::Hcpcs => {
                out.push(format!("retitled\t{code}\t{title}"));
            }
            Some(_) => {}
        }
    }
    let ended = before.iter().filter(|(code, _)| !after.contains_key(*code));
    out.extend(ended.map(|(code, (title, _))| format!("ended\t{code}\t{title}")));
    Ok(out)
}
