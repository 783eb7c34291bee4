//! How often an acceptable code comes first and among the first ten: `cargo run --example recall -- [DIR]`; with
//! `--write=FOLDER` the samples of one set are written there instead, by set, for others to answer.
//!
//! Each `*.tsv` of `bench/gold` and of DIR is a sample: query, acceptable codes (a code stands for itself and what is
//! below it), kind. Behind them come the same queries altered by rule, with a seed that is the query itself, so that a
//! sample is altered alike whatever stands beside it.

#[path = "recall/altered.rs"]
mod altered;
#[path = "recall/typing.rs"]
mod typing;

use altered::Altered;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use superbill::search::Options;
use superbill::CodeSet;
use superbill::{Catalog, Error};

/// A query and the codes that are acceptable.
pub struct Sample {
    pub query: String,
    pub codes: Vec<String>,
}

fn samples(path: &Path) -> Vec<Sample> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let line = |line: &str| {
        let mut cells = line.split('\t');
        let query = cells.next()?.to_string();
        let codes = cells.next()?.split(',').map(str::to_string).collect();
        Some(Sample { query, codes })
    };
    text.lines().filter_map(line).collect()
}

/// The set that a sample of that name asks for; none when all are searched.
fn set_of(name: &str) -> Option<CodeSet> {
    let head = name.split(['.', '-', '_']).next().unwrap_or("");
    match (name, head) {
        (n, _) if n.starts_with("cpt") => Some(CodeSet::Cpt),
        (n, _) if n.contains("hcpcs") || n.starts_with("asp") => Some(CodeSet::Hcpcs),
        (_, "ambulance" | "equipment") => Some(CodeSet::Hcpcs),
        (_, "pcs") => Some(CodeSet::Icd10pcs),
        (n, _) if n.ends_with("procedures") => None,
        (_, "code" | "supplies") => None,
        _ => Some(CodeSet::Icd10cm),
    }
}

/// The sample as lines of query and acceptable codes, in the folder of its set; none for a set without a folder.
fn write_sample(folder: &Path, name: &str, samples: &[Sample], set: CodeSet) {
    let folder = folder.join(set.as_str());
    if folder.is_dir() {
        let line = |s: &Sample| format!("{}\t{}\n", s.query, s.codes.join(","));
        let labeled = samples
            .iter()
            .filter(|s| s.codes.iter().all(|c| !c.is_empty()));
        let text: String = labeled.map(line).collect();
        std::fs::write(folder.join(format!("{name}.tsv")), text).expect("the sample is written");
    }
}

/// First and among the first ten, in hundredths; `misses` are printed when wanted.
fn shares(
    tables: &Catalog,
    samples: &[Sample],
    set: Option<CodeSet>,
    misses: bool,
) -> Result<(f64, f64), Error> {
    let options = Options::new().sets(set.into_iter().collect::<Vec<_>>());
    let (mut first, mut ten) = (0, 0);
    for sample in samples {
        let hits = tables.search(&sample.query, &options)?;
        let ok = |code: &String| sample.codes.iter().any(|c| code.starts_with(c.as_str()));
        let at = hits.iter().position(|h| ok(&h.code));
        first += usize::from(at == Some(0));
        ten += usize::from(at.is_some());
        if misses && at != Some(0) {
            let place = at.map_or("-".to_string(), |at| (at + 1).to_string());
            let got = hits
                .first()
                .map_or(String::new(), |h| format!("{} {}", h.code, h.display));
            println!(
                "  {place:>2} {} [{}] {got}",
                sample.query,
                sample.codes.join(",")
            );
        }
    }
    let share = |n: usize| n as f64 * 100.0 / samples.len().max(1) as f64;
    Ok((share(first), share(ten)))
}

fn main() -> Result<(), Error> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let misses = args.iter().any(|a| a == "--misses");
    let only: Option<String> = args
        .iter()
        .find_map(|a| a.strip_prefix("--only=").map(str::to_string));
    let write: Option<PathBuf> = args
        .iter()
        .find_map(|a| a.strip_prefix("--write=").map(PathBuf::from));
    args.retain(|a| !a.starts_with("--"));
    let mut tables = Catalog::embedded()?;
    // The files and not what was compiled in, so that a changed table is measured without a build.
    for file in [
        "src/embedded/icd10cm.tbl",
        "src/embedded/hcpcs.tbl",
        "src/embedded/cpt.tbl",
        "target/tables/icd10pcs.tbl",
    ] {
        if let Ok(table) = std::fs::read(file) {
            tables.load(&table)?;
        }
    }
    let mut files: BTreeSet<PathBuf> = BTreeSet::new();
    for dir in std::iter::once("bench/gold").chain(args.iter().map(String::as_str)) {
        let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
        files.extend(
            entries
                .map(|e| e.path())
                .filter(|p| p.extension().is_some_and(|e| e == "tsv")),
        );
    }
    let wanted = |name: &str| {
        only.as_deref()
            .is_none_or(|o| o.split(',').any(|o| name.starts_with(o)))
    };
    let print = |name: &str, samples: &[Sample], set: Option<CodeSet>| -> Result<(), Error> {
        if samples.is_empty() || !wanted(name) {
            return Ok(());
        }
        if let Some(folder) = &write {
            if let Some(set) = set {
                write_sample(folder, name, samples, set);
            }
            return Ok(());
        }
        let (first, ten) = shares(&tables, samples, set, misses)?;
        println!("{name:<24} {:>5} {first:>5.1} {ten:>5.1}", samples.len());
        Ok(())
    };
    if write.is_none() {
        println!("{:<24} {:>5} {:>5} {:>5}", "sample", "n", "first", "ten");
    }
    let mut diagnoses: Vec<Sample> = Vec::new();
    for file in files {
        let name = file
            .file_stem()
            .map(|s| s.to_string_lossy().into_owned())
            .unwrap_or_default();
        let name = name.trim_end_matches(".dev");
        let samples = samples(&file);
        print(name, &samples, set_of(name))?;
        if name.starts_with("cpt") || name == "hcpcs_everyday" {
            print(&format!("{name} all sets"), &samples, None)?;
        }
        if ["phrases", "clinic", "top100", "emr"]
            .iter()
            .any(|n| name.starts_with(n))
        {
            print(&format!("{name} all sets"), &samples, None)?;
            diagnoses.extend(samples);
        }
    }
    let titles = altered::titles(&tables)?;
    for way in Altered::ALL {
        let made: Vec<Sample> = diagnoses
            .iter()
            .flat_map(|s| {
                way.of(&s.query).into_iter().map(|query| Sample {
                    query,
                    codes: s.codes.clone(),
                })
            })
            .collect();
        print(way.name(), &made, Some(CodeSet::Icd10cm))?;
    }
    if write.is_some() {
        return Ok(());
    }
    if wanted("typing on") {
        let lost = typing::lost(&tables, &diagnoses)?;
        println!(
            "{:<24} {:>5} lose the code by the next letter of a word: {}, for three letters or more: {}",
            "typing on",
            diagnoses.len(),
            lost.len(),
            lost.iter().filter(|l| l.0 > 2).count()
        );
        let (needed, all) = typing::needed(&tables, &diagnoses)?;
        println!(
            "{:<24} {:>5} letters of {all} until the code is in the list",
            "typed until found", needed
        );
        if misses {
            lost.iter().for_each(|l| println!("  {} {}", l.0, l.1));
        }
    }
    let (asked, wrong) = altered::opposites(&tables, &titles)?;
    if wanted("w/o") {
        println!(
            "{:<24} {asked:>5} answered with the opposite first: {}",
            "w/o",
            wrong.len()
        );
        if misses {
            wrong.iter().for_each(|w| println!("  {w}"));
        }
    }
    Ok(())
}
