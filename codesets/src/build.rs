//! `codesets build` and `codesets check`: from sources to `.tbl` files and their fingerprints.

use crate::official_files::OfficialFiles;
use crate::sources::{sha256, Store};
use crate::{cpt, edits, everyday, hcpcs, icd10cm, ioce, pcs, prune};
use anyhow::{bail, ensure, Context, Result};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use superbill::container::{Container, TableInfo};
use superbill::table::rows::TableInput;
use superbill::table::write::encode;
use superbill::CodeSet;

/// Options of `codesets build`.
#[derive(Default)]
pub struct Options {
    /// A directory of the agencies' own files to use in place of the pinned sources.
    pub from: Option<PathBuf>,
    /// A licensee's AMA file, for a private table.
    pub cpt: Option<PathBuf>,
    /// Leave the CPT code values out.
    pub no_cpt: bool,
    /// Write the fingerprints of the finished tables.
    pub bless: bool,
}

/// A finished table.
pub struct Made {
    /// Name of its file, without `.tbl`.
    pub name: String,
    /// Description of the table in its header.
    pub info: TableInfo,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Made {
    fn of(name: &str, bytes: Vec<u8>) -> Result<Made> {
        let info = Container::open(&bytes)
            .with_context(|| format!("the table {name} as made"))?
            .info;
        Ok(Made {
            name: name.into(),
            info,
            bytes,
        })
    }

    /// Inside the library's source, or beside the module, or where no packaging step looks.
    fn path(&self, root: &Path) -> PathBuf {
        let embedded = ["icd10cm", "hcpcs", "cpt"].contains(&&*self.name)
            || edits::EMBEDDED.contains(&&*self.name);
        let dir = match embedded {
            _ if self.name == PRIVATE_CPT => "target/private-tables",
            true => "src/embedded",
            false => "target/tables",
        };
        root.join(dir).join(format!("{}.tbl", self.name))
    }

    fn write(&self, root: &Path) -> Result<()> {
        let path = self.path(root);
        if let Some(dir) = path.parent() {
            std::fs::create_dir_all(dir)
                .with_context(|| format!("cannot make {}", dir.display()))?;
        }
        // Left alone when it has not changed, so that nothing that embeds it is compiled again.
        if std::fs::read(&path).ok().as_deref() != Some(&self.bytes) {
            std::fs::write(&path, &self.bytes)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        println!(
            "{}: {} {}, {} rows, {} bytes",
            path.strip_prefix(root).unwrap_or(&path).display(),
            self.info.set,
            self.info.release,
            self.info.rows,
            self.bytes.len()
        );
        Ok(())
    }

    /// Its line of `fingerprints.csv`.
    fn fingerprint(&self) -> String {
        let (rows, bytes) = (self.info.rows, self.bytes.len());
        format!(
            "{},{},{rows},{bytes},{}",
            self.name,
            self.info.release,
            sha256(&self.bytes)
        )
    }
}

/// The project's directory.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(Path::to_path_buf).unwrap_or(here)
}

/// The table with a licensee's descriptors; its folder is no other table's, and tools/tables.mjs lists what is packed.
const PRIVATE_CPT: &str = "cpt-private";
const FINGERPRINTS: &str = "codesets/fingerprints.csv";
const HEAD: &str = "set,release,rows,bytes,sha256";

/// The rows of a code set, from the pinned sources.
pub fn pinned(store: &Store, set: CodeSet) -> Result<TableInput> {
    let ioce = || ioce::read(&store.member("pyoce", "ioce")?);
    match set {
        CodeSet::Icd10cm => icd10cm::table(store, &ioce()?),
        CodeSet::Hcpcs => hcpcs::table(store, &ioce()?),
        CodeSet::Cpt => cpt::table(store, &ioce()?),
        CodeSet::Icd10pcs => pcs::table(store),
    }
}

/// Makes every table in memory.
pub fn make(store: &Store, options: &Options) -> Result<Vec<Made>> {
    let agency = options
        .from
        .as_deref()
        .map(OfficialFiles::find)
        .transpose()?;
    let mut made = Vec::new();
    for set in CodeSet::ALL {
        eprintln!("{}: reading", set.as_str());
        let theirs = agency
            .as_ref()
            .map(|a| a.table(store, set))
            .transpose()?
            .flatten();
        let input = match theirs {
            Some(input) => input,
            None if set == CodeSet::Cpt && options.no_cpt => cpt::left_out(store)?,
            None => pinned(store, set)?,
        };
        made.push(Made::of(set.as_str(), encoded(input)?)?);
    }
    if let Some(path) = &options.cpt {
        made.push(private_cpt(store, path)?);
    }
    eprintln!("edits: reading");
    let theirs = options
        .from
        .as_deref()
        .map(edits::quarterly::tables)
        .transpose()?
        .unwrap_or_default();
    let replaced: Vec<&str> = theirs.iter().map(|(name, _)| *name).collect();
    let pinned = edits::all(store)?
        .into_iter()
        .filter(|(name, _)| !replaced.contains(name));
    for (name, bytes) in pinned.chain(theirs.iter().cloned()) {
        made.push(Made::of(name, bytes)?);
    }
    Ok(made)
}

/// The table with the descriptors of a licensee's AMA file.
fn private_cpt(store: &Store, path: &Path) -> Result<Made> {
    let file = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    // The AMA's files are Latin-1; all of those that are UTF-8 are ASCII.
    let file = String::from_utf8(file)
        .unwrap_or_else(|e| e.into_bytes().into_iter().map(char::from).collect());
    let input = cpt::with_descriptors(pinned(store, CodeSet::Cpt)?, &file)?;
    Made::of(PRIVATE_CPT, encoded(input)?)
}

/// Makes and writes only the table with a licensee's descriptors.
pub fn build_private_cpt(path: &Path) -> Result<()> {
    private_cpt(&Store::open()?, path)?.write(&root())
}

fn encoded(input: TableInput) -> Result<Vec<u8>> {
    let (input, left_out) = prune::prune(input, &everyday::typed()?)?;
    eprintln!(
        "{}: {} rows, {} other names ({left_out} more are answered by the titles)",
        input.set.as_str(),
        input.rows.len(),
        input.aliases.len()
    );
    encode(&input).with_context(|| format!("encoding {}", input.set.as_str()))
}

/// Makes and writes every table.
pub fn build(options: &Options) -> Result<()> {
    let own = options.from.is_some() || options.cpt.is_some() || options.no_cpt;
    ensure!(
        !(own && options.bless),
        "fingerprints are of the pinned sources only: --bless goes with no other option"
    );
    let root = root();
    let made = make(&Store::open()?, options)?;
    for table in &made {
        table.write(&root)?;
    }
    if options.bless {
        let path = root.join(FINGERPRINTS);
        std::fs::write(&path, fingerprints(&made))
            .with_context(|| format!("cannot write {}", path.display()))?;
        println!("{FINGERPRINTS}: written");
    } else if !own {
        for line in differences(&root, &made)? {
            eprintln!("{line}");
        }
    }
    Ok(())
}

/// Makes every table again and compares counts (while reading), fingerprints, and the files on disk.
pub fn check() -> Result<()> {
    let root = root();
    let made = make(&Store::open()?, &Options::default())?;
    let mut faults = differences(&root, &made)?;
    for table in &made {
        let path = table.path(&root);
        let shown = path.strip_prefix(&root).unwrap_or(&path).display();
        match std::fs::read(&path) {
            Ok(bytes) if bytes == table.bytes => {}
            Ok(_) => faults.push(format!(
                "{shown} is not what the sources give; run `codesets build`"
            )),
            Err(_) => faults.push(format!("{shown} is not there; run `codesets build`")),
        }
    }
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    println!(
        "{} tables: counts, fingerprints and files are right",
        made.len()
    );
    Ok(())
}

fn fingerprints(made: &[Made]) -> String {
    let mut text = format!("{HEAD}\n");
    for table in made {
        let _ = writeln!(text, "{}", table.fingerprint());
    }
    text
}

/// Differences of the tables made from `fingerprints.csv`, in words.
fn differences(root: &Path, made: &[Made]) -> Result<Vec<String>> {
    let blessed =
        std::fs::read_to_string(root.join(FINGERPRINTS)).unwrap_or_else(|_| format!("{HEAD}\n"));
    compare(&blessed, &fingerprints(made))
}

fn compare(blessed: &str, now: &str) -> Result<Vec<String>> {
    ensure!(
        blessed.lines().next() == Some(HEAD),
        "{FINGERPRINTS} does not begin with {HEAD}; run `codesets build --bless`"
    );
    let lines = |text: &str| -> Vec<Vec<String>> {
        text.lines()
            .skip(1)
            .map(|l| l.split(',').map(str::to_string).collect())
            .collect()
    };
    let (old, new) = (lines(blessed), lines(now));
    let mut out = Vec::new();
    for table in &new {
        let name = &table[0];
        match old.iter().find(|o| o[0] == *name) {
            None => out.push(format!(
                "{FINGERPRINTS} has no line for {name}; `codesets build --bless` adds it"
            )),
            Some(o) if o == table => {}
            Some(o) => {
                let columns = HEAD
                    .split(',')
                    .zip(o.iter().zip(table))
                    .filter(|(_, (was, is))| was != is);
                let words: Vec<String> = columns
                    .map(|(c, (was, is))| format!("{c} {was} is now {is}"))
                    .collect();
                out.push(format!(
                    "{name} differs from {FINGERPRINTS}: {}",
                    words.join(", ")
                ));
            }
        }
    }
    for gone in old.iter().filter(|o| !new.iter().any(|n| n[0] == o[0])) {
        out.push(format!(
            "{FINGERPRINTS} has {}, which was not made",
            gone[0]
        ));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_table_lies_where_nothing_is_packed_from() {
        let made = |name: &str| Made {
            name: name.into(),
            info: TableInfo::default(),
            bytes: Vec::new(),
        };
        let dir = |name| made(name).path(Path::new("")).parent().map(PathBuf::from);
        let private = dir(PRIVATE_CPT).unwrap();
        for public in ["icd10cm", "cpt", "dx-edits", "addon", "mue-practitioner"] {
            let public = dir(public).unwrap();
            assert!(!private.starts_with(&public) && !public.starts_with(&private));
        }
    }

    #[test]
    fn differences_are_named() {
        let of = |lines: &[&str]| format!("{HEAD}\n{}\n", lines.join("\n"));
        let old = of(&["a,R1,1,2,x", "b,R1,1,2,x"]);
        assert!(compare(&old, &old).unwrap().is_empty());
        let said = compare(&old, &of(&["a,R2,1,3,x", "c,R1,1,2,x"])).unwrap();
        assert_eq!(said.len(), 3);
        assert!(
            said[0].contains("release R1 is now R2, bytes 2 is now 3"),
            "{}",
            said[0]
        );
        assert!(said[1].contains("no line for c") && said[2].contains("has b"));
        assert!(compare("", &old).is_err());
    }
}
