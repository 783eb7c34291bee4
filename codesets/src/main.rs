//! The command `codesets`.

use anyhow::{bail, Context, Result};
use codesets::build::{self, Options};
use codesets::official;
use codesets::sources::Store;
use codesets::table;
use std::io::{BufWriter, Write};
use std::path::Path;
use superbill::table::rows::{AliasKind, TableInput};
use superbill::CodeSet;
use superbill::Date;

const USAGE: &str = "codesets: makes superbill's code tables

  codesets fetch               download the pinned source files (sources.toml) into the cache
  codesets build               make every table from them: src/embedded/*.tbl, target/tables/*.tbl
      --from DIR               use the agencies' own files in DIR where there are any:
                               icd10cm_order_YYYY.txt (several years give history), icd10cm_tabular_YYYY.xml,
                               icd10cm_index_YYYY.xml, the conversion table convYY.xlsx (or ..conversion..YYYY..),
                               icd10pcs_order_YYYY.txt, icd10pcs_tables_YYYY.xml (names of the characters, and whether
                               the order file has what they allow), icd10pcs_index_YYYY.xml,
                               icd10pcs_definitions_YYYY.xml, POAexemptCodesFYYY.txt, HCPCYYYY_MON_ANWEB.txt;
                               NCCI pairs ccipra-vNNNrN-fN.txt (practitioner), ccioph-vNNNrN-fN.txt (hospital), or .xlsx;
                               units MCR_MUE_PractitionerServices_Eff_MM-DD-YYYY.csv, and OutpatientHospitalServices;
                               add-on codes AOC_VYYYYQN-MCR.xlsx;
                               indicators of the physician fee schedule PPRRVUYYYY_MON.csv
      --cpt FILE               also make target/private-tables/cpt-private.tbl with the descriptors of your licensed
                               AMA file: for loadTable on your own machines, never for a package
      --no-cpt                 leave the CPT code values out
      --bless                  write codesets/fingerprints.csv
  codesets official            fetch the agencies' current files from their own sites, make the tables of them, and say
                               what changed (needs curl)
      --accept-ama-terms       accept the AMA's terms for the files with CPT codes without being asked
      --on YYYY-MM-DD          the files in force on that day (default: today)
      --only NAME              only this entry of sources.toml (repeatable)
      --fetch-only             fetch and check, but make no tables
  codesets private-cpt FILE    make only target/private-tables/cpt-private.tbl
  codesets check               make the tables again in memory; compare counts, fingerprints and files
  codesets diff SET DAY DAY    print what changed in SET between two days
  codesets rows SET [DAY]      print code, title, billable on DAY (default: the newest release), spans
  codesets aliases SET         print the other names: term, codes, rewrite, kind
  codesets compare FILE        print how far the HCPCS units and words agree with the agency's long descriptions
                               (tab-separated, columns code and long_title)
  codesets edits DIR           write only the edit tables (NCCI, modifiers, notes, ...) to DIR

SET is one of icd10cm icd10pcs hcpcs cpt, a DAY is written YYYY-MM-DD.
The cache is $SUPERBILL_CACHE, else $XDG_CACHE_HOME/superbill, else ~/.cache/superbill.
";

fn main() {
    if let Err(error) = run() {
        eprintln!("codesets: {error:#}");
        std::process::exit(1);
    }
}

fn run() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["fetch"] => Store::open()?.fetch(),
        ["build", ref rest @ ..] => build::build(&options(rest)?),
        ["official", ref rest @ ..] => official::run(&official_options(rest)?),
        ["private-cpt", file] => build::build_private_cpt(Path::new(file)),
        ["check"] => build::check(),
        ["diff", set, before, after] => diff(set, day(before)?, day(after)?),
        ["rows", set] => rows(set, None),
        ["rows", set, on] => rows(set, Some(day(on)?)),
        ["aliases", set] => aliases(set),
        ["compare", file] => compare(Path::new(file)),
        ["edits", dir] => codesets::edits::write(&Store::open()?, Path::new(dir)),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => bail!("unknown command\n\n{USAGE}"),
    }
}

fn options(args: &[&str]) -> Result<Options> {
    let mut options = Options::default();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || {
            args.next()
                .map(Into::into)
                .with_context(|| format!("{arg} needs a path after it"))
        };
        match *arg {
            "--from" => options.from = Some(value()?),
            "--cpt" => options.cpt = Some(value()?),
            "--no-cpt" => options.no_cpt = true,
            "--bless" => options.bless = true,
            other => bail!("unknown option {other}\n\n{USAGE}"),
        }
    }
    Ok(options)
}

fn official_options(args: &[&str]) -> Result<official::Options> {
    let mut options = official::Options::default();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || {
            args.next()
                .with_context(|| format!("{arg} needs a value after it"))
        };
        match *arg {
            "--accept-ama-terms" => options.accept_ama_terms = true,
            "--fetch-only" => options.fetch_only = true,
            "--on" => options.on = Some(day(value()?)?),
            "--only" => options.only.push(value()?.to_string()),
            other => bail!("unknown option {other}\n\n{USAGE}"),
        }
    }
    Ok(options)
}

fn day(written: &str) -> Result<Date> {
    Date::parse(written).with_context(|| format!("{written:?} is not a day written YYYY-MM-DD"))
}

fn make(store: &Store, set: &str) -> Result<TableInput> {
    let set = CodeSet::from_name(set).with_context(|| format!("unknown set {set}\n\n{USAGE}"))?;
    build::pinned(store, set)
}

fn rows(set: &str, on: Option<Date>) -> Result<()> {
    let store = Store::open()?;
    let input = make(&store, set)?;
    let newest = store
        .set(set)?
        .expect
        .last()
        .map(|e| e.date())
        .transpose()?;
    let on = on
        .or(newest)
        .context("no DAY given and none in sources.toml")?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for row in &input.rows {
        let billable = table::span_on(row, on).is_some_and(|s| s.billable);
        let spans = row.spans.iter().map(|s| {
            format!(
                "{}..{}{}",
                s.from,
                s.to,
                if s.billable { "" } else { " header" }
            )
        });
        let spans = spans.collect::<Vec<_>>().join(", ");
        writeln!(
            out,
            "{}\t{}\t{}\t{spans}",
            row.code,
            row.title,
            u8::from(billable)
        )?;
    }
    Ok(out.flush()?)
}

fn aliases(set: &str) -> Result<()> {
    let input = make(&Store::open()?, set)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for a in &input.aliases {
        let kind = match a.kind {
            AliasKind::Inclusion => "inclusion",
            AliasKind::Index => "index",
            AliasKind::Everyday => "everyday",
        };
        writeln!(
            out,
            "{}\t{}\t{}\t{kind}",
            a.term,
            a.codes.join(" "),
            a.rewrite
        )?;
    }
    Ok(out.flush()?)
}

fn compare(file: &Path) -> Result<()> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read as text", file.display()))?;
    let long = codesets::compare::descriptions(&text)?;
    let units = codesets::hcpcs_texts::Texts::read()?.units;
    let input = make(&Store::open()?, "hcpcs")?;
    print!(
        "{}",
        codesets::compare::compare(&input, &units, &long).lines()
    );
    Ok(())
}

fn diff(set: &str, before: Date, after: Date) -> Result<()> {
    let input = make(&Store::open()?, set)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for row in &input.rows {
        let state = |on| table::span_on(row, on).map(|s| s.billable);
        let change = match (state(before), state(after)) {
            (None, Some(_)) => "added",
            (Some(_), None) => "ended",
            (Some(true), Some(false)) => "header",
            (Some(false), Some(true)) => "billable",
            _ => continue,
        };
        let to = input
            .successions
            .iter()
            .find(|s| s.from == row.code)
            .map(|s| s.to.join(" "));
        writeln!(
            out,
            "{change}\t{}\t{}\t{}",
            row.code,
            row.title,
            to.unwrap_or_default()
        )?;
    }
    Ok(out.flush()?)
}
