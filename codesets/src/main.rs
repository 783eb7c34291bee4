//! The command `codesets`.

use anyhow::{bail, Context, Result};
use codesets::sources::Store;
use codesets::{cpt, hcpcs, icd10cm, ioce, pcs, table};
use std::io::{BufWriter, Write};
use std::path::Path;
use superbill::rows::{AliasKind, CodeSet, TableInput};
use superbill::Date;

const USAGE: &str = "codesets: makes superbill's code tables

  codesets fetch              download the pinned source files (sources.toml) into the cache
  codesets rows SET [DAY]     print code, title, billable on DAY (default: the newest release), spans
  codesets aliases SET        print the other names: term, codes, rewrite, kind
  codesets edits DIR          write only the edit tables (NCCI, modifiers, notes, ...) to DIR

SET is one of icd10cm icd10pcs hcpcs cpt. The cache is $SUPERBILL_CACHE, else $XDG_CACHE_HOME/superbill,
else ~/.cache/superbill.
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
        ["rows", set] => rows(set, None),
        ["rows", set, day] => rows(
            set,
            Some(Date::parse(day).context("DAY is written YYYY-MM-DD")?),
        ),
        ["aliases", set] => aliases(set),
        ["edits", dir] => codesets::edits::write(&Store::open()?, Path::new(dir)),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => bail!("unknown command\n\n{USAGE}"),
    }
}

fn make(set: &str) -> Result<TableInput> {
    let set = CodeSet::from_name(set).with_context(|| format!("unknown set {set}\n\n{USAGE}"))?;
    let store = Store::open()?;
    let ioce = ioce::read(&store.member("pyoce", "ioce")?)?;
    match set {
        CodeSet::Icd10cm => icd10cm::table(&store, &ioce),
        CodeSet::Hcpcs => hcpcs::table(&store, &ioce),
        CodeSet::Cpt => cpt::table(&store, &ioce),
        CodeSet::Icd10pcs => pcs::table(&store),
    }
}

fn rows(set: &str, day: Option<Date>) -> Result<()> {
    let input = make(set)?;
    let newest = Store::open()?
        .set(set)?
        .expect
        .last()
        .map(|e| e.date())
        .transpose()?;
    let on = day
        .or(newest)
        .context("no DAY given and none in sources.toml")?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for row in &input.rows {
        let billable = table::span_on(row, on).is_some_and(|s| s.billable);
        let spans: Vec<String> = row
            .spans
            .iter()
            .map(|s| {
                format!(
                    "{}..{}{}",
                    s.from,
                    s.to,
                    if s.billable { "" } else { " header" }
                )
            })
            .collect();
        writeln!(
            out,
            "{}\t{}\t{}\t{}",
            row.code,
            row.title,
            u8::from(billable),
            spans.join(", ")
        )?;
    }
    Ok(out.flush()?)
}

fn aliases(set: &str) -> Result<()> {
    let input = make(set)?;
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
