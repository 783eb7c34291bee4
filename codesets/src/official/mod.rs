//! `codesets official`: the agencies' current files from their own sites, and the tables made of them.
//!
//! `sources.toml` says on which page a file is linked and what its name looks like; the newest one that is in force on
//! the day is taken. Nothing of the pinned sources and of the fingerprints is touched.

pub mod changes;
mod fetch;
mod links;
mod terms;

use crate::sources::{cache_root, OfficialSource, Store};
use crate::{build, edits, official_files};
use anyhow::{bail, ensure, Context, Result};
use std::path::{Path, PathBuf};
use superbill::Date;

/// Options of `codesets official`.
#[derive(Default)]
pub struct Options {
    /// The AMA's terms are accepted without asking.
    pub accept_ama_terms: bool,
    /// The day whose files are wanted; today when none is given.
    pub on: Option<Date>,
    /// Only these entries of `sources.toml`; all when empty.
    pub only: Vec<String>,
    /// Only fetch and check; make no tables.
    pub fetch_only: bool,
}

/// Fetches the files, makes tables of them and says what changed.
pub fn run(options: &Options) -> Result<()> {
    let store = Store::open()?;
    let on = options.on.map_or_else(today, Ok)?;
    let dir = cache_root()?.join("official").join(on.to_string());
    let got = fetch_all(&store, options, on, &dir)?;
    println!("{} files are in {}", got.len(), dir.display());
    if options.fetch_only {
        return Ok(());
    }
    let from = build::Options {
        from: Some(dir),
        ..build::Options::default()
    };
    changes::print(&store, &from)?;
    build::build(&from)
}

/// Fetches what `sources.toml` lists into `dir`, checked; gives the files. One entry that fails stops everything, since a
/// mixture of quarters would look like one.
pub fn fetch_all(store: &Store, options: &Options, on: Date, dir: &Path) -> Result<Vec<PathBuf>> {
    let known = |name: &String| store.manifest.official.iter().any(|o| o.name == *name);
    if let Some(unknown) = options.only.iter().find(|n| !known(n)) {
        bail!("sources.toml has no [[official]] {unknown}");
    }
    let wanted = |o: &&OfficialSource| options.only.is_empty() || options.only.contains(&o.name);
    let wanted: Vec<&OfficialSource> = store.manifest.official.iter().filter(wanted).collect();
    let accepted = if wanted.iter().any(|o| o.ama_terms) {
        options.accept_ama_terms || terms::asked(&store.manifest.terms)?
    } else {
        false
    };
    let _ = std::fs::remove_dir_all(dir);
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let mut files = Vec::new();
    for (i, source) in wanted.iter().enumerate() {
        let at = format!("[{}/{}] {}", i + 1, wanted.len(), source.name);
        if source.ama_terms && !accepted {
            eprintln!("{at}: left out, since the AMA's terms were not accepted");
            continue;
        }
        eprintln!("{at}: {}", source.holds);
        let got = one(source, on, dir).with_context(|| source.name.clone())?;
        files.extend(got);
    }
    ensure!(
        !files.is_empty(),
        "nothing was fetched; accept the AMA's terms or ask for other files"
    );
    Ok(files)
}

/// The files of one entry, unpacked into `dir`.
fn one(source: &OfficialSource, on: Date, dir: &Path) -> Result<Vec<PathBuf>> {
    let page = links::filled(&source.page, on);
    let html = fetch::page(&page)?;
    let wanted = links::filled(&source.link, on);
    let mut links = links::of(&html, &page);
    links.retain(|l| !links::like(&l.to_lowercase(), &source.without));
    let found = links::newest(&links, &wanted, on);
    ensure!(
        !found.is_empty(),
        "{page} has no link like {wanted} that is in force on {on}: the agency may have renamed it; \
         correct the entry in codesets/sources.toml, or put the file into a directory by hand and run \
         `./x tables build --from DIR`"
    );
    let mut files = Vec::new();
    for address in &found {
        let zip = fetch::zip(address)?;
        let names = |name: &str| {
            let name = name.to_lowercase();
            let fits = source.members.iter().any(|m| links::like(&name, m));
            fits && (edits::quarterly::known(&name) || official_files::known(&name))
        };
        let got = fetch::unpack(&zip, &names, dir).with_context(|| address.clone())?;
        ensure!(
            !got.is_empty(),
            "{address} holds none of {}: its layout changed; correct `members` in \
             codesets/sources.toml",
            source.members.join(", ")
        );
        files.extend(got);
    }
    Ok(files)
}

/// Today, by the clock of the machine.
fn today() -> Result<Date> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let mut days = since.map(|d| d.as_secs() / 86_400).unwrap_or_default();
    let mut year = 1970;
    let leap = |y: u32| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let lengths = [
        31,
        28 + u64::from(leap(year)),
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let mut month = 1;
    for length in lengths {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    let day = u32::try_from(days)? + 1;
    Date::new(year, month, day).context("the clock of this machine is not set")
}
