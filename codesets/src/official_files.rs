//! `codesets build --from DIR`: the agencies' own files in place of the pinned sources, found by their official names.
//!
//! Order files are whole releases, so several of them in one directory give a code its days; the days before the oldest
//! one are unknown. HCPCS records carry their own days.

use crate::edits::quarterly;
use crate::sources::hcpcs_record::{self, Record};
use crate::sources::{index, order_file, tabular, Expected, SetSource, Store};
use crate::spans::{day_after, row_spans, Days};
use crate::{codes, everyday, former, hcpcs, table};
use anyhow::{bail, ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use superbill::table::rows::{Alias, AliasKind, Chapter, Row, TableInput};
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
}

/// Kind of a file.
enum Kind {
    Diagnoses,
    Procedures,
    Tabular,
    Index,
    Supplies,
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
        () if name.starts_with("hcpc") && has("anweb") && name.ends_with(".txt") => {
            Some(Kind::Supplies)
        }
        () => None,
    }
}

/// Whether a file of this name, in small letters, is one that is read.
pub fn known(name: &str) -> bool {
    kind(name).is_some() && release(name).is_some()
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
            if quarterly::known(&name) {
                any = true;
                continue;
            }
            let Some((kind, release)) = kind(&name).zip(release(&name)) else {
                continue;
            };
            let files = match kind {
                Kind::Diagnoses => &mut found.icd10cm,
                Kind::Procedures => &mut found.icd10pcs,
                Kind::Tabular => &mut found.tabular,
                Kind::Index => &mut found.index,
                Kind::Supplies => &mut found.hcpcs,
            };
            if let Some(other) = files.insert(release, path) {
                bail!(
                    "{} and {name} are of the same release; keep one of them",
                    file_name(&other)
                );
            }
            any = true;
        }
        ensure!(
            any,
            "{} has none of icd10cm_order_YYYY.txt, icd10cm_tabular_YYYY.xml, \
                icd10cm_index_YYYY.xml, icd10pcs_order_YYYY.txt, HCPCYYYY_MON_ANWEB.txt, {}; \
                unpack the agency's zip there first",
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
                let (rows, source) = releases(&self.icd10pcs, &expect, "X")?;
                let none = (Vec::new(), BTreeMap::new());
                finish(set, source, rows, none.0, none.1, Vec::new()).map(Some)
            }
            CodeSet::Hcpcs => self
                .hcpcs
                .last_key_value()
                .map(|(day, path)| supplies(*day, path))
                .transpose(),
            _ => Ok(None),
        }
    }

    fn diagnoses(&self, store: &Store, expect: &[Expected]) -> Result<TableInput> {
        let (rows, source) = releases(&self.icd10cm, expect, "Z")?;
        let newest = self
            .icd10cm
            .keys()
            .next_back()
            .copied()
            .context("no order file")?;
        let current: BTreeSet<&str> = rows
            .iter()
            .filter(|r| table::span_on(r, newest).is_some())
            .map(|r| r.code.as_str())
            .collect();
        let mut aliases = Vec::new();
        let mut chapters = Vec::new();
        match self.tabular.last_key_value() {
            Some((_, path)) => {
                let list = tabular::read(&text(path)?).with_context(|| file_name(path))?;
                of_the_year(path, list.year, newest)?;
                let unknown: Vec<&str> = list
                    .codes
                    .iter()
                    .map(|e| e.code.as_str())
                    .filter(|c| !current.contains(c))
                    .collect();
                ensure!(
                    unknown.is_empty(),
                    "{} has codes that the order file of its year lacks ({}): one of them is \
                        altered or of another release",
                    file_name(path),
                    table::some(&unknown)
                );
                aliases.extend(list.printed_terms(|code| current.contains(code)));
                chapters.extend(list.chapters.into_iter().map(|(c, _)| c));
            }
            None => eprintln!(
                "no icd10cm_tabular_YYYY.xml: the table gets no inclusion terms and no chapters"
            ),
        }
        if let Some((_, path)) = self.index.last_key_value() {
            let index = index::read(&text(path)?).with_context(|| file_name(path))?;
            of_the_year(path, index.year, newest)?;
            let terms = index
                .terms
                .into_iter()
                .filter(|t| current.contains(t.code.as_str()));
            aliases.extend(terms.map(|t| Alias {
                term: t.text,
                codes: vec![t.code],
                rewrite: String::new(),
                kind: AliasKind::Index,
            }));
        }
        aliases.extend(everyday_terms(CodeSet::Icd10cm, &rows, newest)?);
        let replaced = replaced(&rows);
        // The last conversion from ICD-9-CM is of 2018; the agency publishes no newer one.
        let former = former::conversions(store, &rows, newest);
        let mut input = finish(CodeSet::Icd10cm, source, rows, aliases, replaced, chapters)?;
        input.former = former.unwrap_or_default();
        Ok(input)
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
    replaced: BTreeMap<String, BTreeSet<String>>,
    chapters: Vec<Chapter>,
) -> Result<TableInput> {
    let successions = table::successions(&rows, &BTreeSet::new(), replaced);
    let mut input = table::assemble(set, &source, rows, aliases, successions, chapters)?;
    let newest = Date::parse(&source.to).context("a release without end")?;
    input.info.rows = u32::try_from(table::count(&input.rows, newest).0)?;
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

/// The first day of the release that a file name speaks of. ICD-10 years begin in October of the year before, or in
/// April with the name of the month; HCPCS quarters have the month in the name.
fn release(name: &str) -> Option<Date> {
    let digits = |at: usize| {
        name.get(at..at + 4)
            .filter(|d| d.bytes().all(|b| b.is_ascii_digit()))
    };
    let year: u32 = (0..name.len())
        .find_map(digits)
        .filter(|y| y.starts_with("20"))?
        .parse()
        .ok()?;
    if name.starts_with("hcpc") {
        let months = [("jan", 1), ("apr", 4), ("jul", 7), ("oct", 10)];
        let month = months.iter().find(|(m, _)| name.contains(m))?;
        return Date::new(year, month.1, 1);
    }
    if name.contains("april") {
        return Date::new(year, 4, 1);
    }
    Date::new(year - 1, 10, 1)
}

/// The fiscal year of a day: from October on it is the next one's.
fn fiscal_year(day: Date) -> u32 {
    let (year, month, _) = day.parts();
    year + u32::from(month >= 10)
}

/// ICD-10 is published for 1 October and, with changes, for 1 April: what is known from `day` on is known until then.
fn half_year_end(day: Date) -> Date {
    let (year, month, _) = day.parts();
    let end = if month >= 10 {
        Date::new(year + 1, 3, 31)
    } else {
        Date::new(year, 9, 30)
    };
    end.unwrap_or(Date::MAX)
}

fn of_the_year(path: &Path, year: u32, newest: Date) -> Result<()> {
    ensure!(
        year == fiscal_year(newest),
        "{} says that it is of {year}, but the newest order file is of {}: put files of one \
            year there",
        file_name(path),
        fiscal_year(newest)
    );
    Ok(())
}

/// The rows of several order files, and what the table says of itself. `last` begins the last codes of the set.
fn releases(
    files: &BTreeMap<Date, PathBuf>,
    expect: &[Expected],
    last: &str,
) -> Result<(Vec<Row>, SetSource)> {
    let starts: Vec<Date> = files.keys().copied().collect();
    let years: BTreeSet<u32> = starts.iter().map(|d| fiscal_year(*d)).collect();
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    let mut days: BTreeMap<String, (Days, Days)> = BTreeMap::new();
    let mut from = Date::MIN;
    for (i, (start, path)) in files.iter().enumerate() {
        let name = file_name(path);
        let to = starts
            .get(i + 1)
            .map_or(Date::MAX, |next| next.day_before());
        let lines = order_file::read(&name, &text(path)?)?;
        let reaches = lines.last().is_some_and(|l| l.code.starts_with(last));
        ensure!(
            reaches,
            "{name} does not reach the codes that begin with {last}: it is cut \
            short; take it from the agency's zip again"
        );
        let counts = (lines.len(), lines.iter().filter(|l| l.billable).count());
        let known = expect.iter().filter(|e| {
            e.date()
                .is_ok_and(|d| *start <= d && d <= half_year_end(*start))
        });
        let mut checked = false;
        for e in known {
            checked = true;
            ensure!(
                counts == (e.rows, e.billable),
                "{name} has {} rows, {} billable; that release has {} and {}: it is altered or \
                    of another year",
                counts.0,
                counts.1,
                e.rows,
                e.billable
            );
        }
        if !checked {
            eprintln!(
                "{name}: sources.toml has no official counts of that release to compare with"
            );
        }
        for line in lines {
            let (billable, header) = days.entry(line.code.clone()).or_default();
            if line.billable {
                billable.add(from, to)
            } else {
                header.add(from, to)
            }
            titles.insert(line.code, line.title);
        }
        from = day_after(to);
    }
    let (first, newest) = starts
        .first()
        .copied()
        .zip(starts.last().copied())
        .context("no order file")?;
    let whole = (fiscal_year(first)..=fiscal_year(newest)).all(|y| years.contains(&y));
    ensure!(
        whole,
        "the order files have a year missing between {} and {}",
        fiscal_year(first),
        fiscal_year(newest)
    );
    let rows = titles.into_iter().map(|(code, title)| {
        let (billable, header) = days.remove(&code).unwrap_or_default();
        Row {
            code,
            title,
            spans: row_spans(&billable, &header),
        }
    });
    let source = SetSource {
        release: format!("FY{}", fiscal_year(newest)),
        from: first.to_string(),
        to: half_year_end(newest).to_string(),
        source: format!(
            "the agency's order files of {} releases from {first} on",
            starts.len()
        ),
        expect: Vec::new(),
    };
    Ok((rows.collect(), source))
}

/// The billable codes that began below a code on the day on which it ended or became a header.
fn replaced(rows: &[Row]) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (i, row) in rows.iter().enumerate() {
        let Some(end) = row
            .spans
            .iter()
            .filter(|s| s.billable && s.to != Date::MAX)
            .map(|s| s.to)
            .next_back()
        else {
            continue;
        };
        let below = rows
            .iter()
            .skip(i + 1)
            .take_while(|r| r.code.starts_with(row.code.as_str()));
        let began = below.filter(|r| {
            r.spans
                .iter()
                .any(|s| s.billable && s.from == day_after(end))
        });
        out.insert(row.code.clone(), began.map(|r| r.code.clone()).collect());
    }
    out
}

/// HCPCS Level II from a contractor record file.
fn supplies(quarter: Date, path: &Path) -> Result<TableInput> {
    let name = file_name(path);
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    // Trade names bring in a byte beyond ASCII now and then; one blank for each keeps the columns.
    let text: String = bytes
        .into_iter()
        .map(|b| if b.is_ascii() { char::from(b) } else { ' ' })
        .collect();
    let records = hcpcs_record::read(&name, &text)?;
    let (year, month, _) = quarter.parts();
    let next = if month == 10 {
        Date::new(year + 1, 1, 1)
    } else {
        Date::new(year, month + 3, 1)
    };
    let to = next.context("an impossible quarter")?.day_before();
    let changed = records
        .iter()
        .map(|r| r.changed)
        .filter(|d| *d <= to)
        .max()
        .unwrap_or(Date::MIN);
    ensure!(
        changed >= quarter,
        "{name} has its last change on {changed}, before its quarter: it is altered or of \
            another quarter"
    );
    let reaches = records.last().is_some_and(|r| r.code.starts_with('V'));
    ensure!(
        reaches,
        "{name} does not reach the V codes: it is cut short; take it from the agency's zip \
            again"
    );
    let level_ii = records.into_iter().filter(|r| codes::is_level_ii(&r.code));
    let mut short: Vec<Alias> = Vec::new();
    let keep_short = |r: &Record| Alias {
        term: r.short.clone(),
        codes: vec![r.code.clone()],
        rewrite: String::new(),
        kind: AliasKind::Index,
    };
    let rows: Vec<Row> = level_ii
        .inspect(|r| short.extend((!r.short.is_empty()).then(|| keep_short(r))))
        .map(|r| Row {
            code: r.code,
            title: r.title,
            spans: row_spans(&Days::new(r.from, r.to), &Days::default()),
        })
        .collect();
    let first = rows
        .iter()
        .filter_map(|r| r.spans.first())
        .map(|s| s.from)
        .min()
        .unwrap_or(quarter);
    let source = SetSource {
        release: format!("{year}-{month:02}"),
        from: first.to_string(),
        to: to.to_string(),
        source: format!("CMS, HCPCS contractor records ({name})"),
        expect: Vec::new(),
    };
    let mut terms = everyday_terms(CodeSet::Hcpcs, &rows, quarter)?;
    // The short text stays for search: it is what lists and old notes have.
    terms.append(&mut short);
    finish(
        CodeSet::Hcpcs,
        source,
        rows,
        terms,
        BTreeMap::new(),
        hcpcs::chapters(),
    )
}
