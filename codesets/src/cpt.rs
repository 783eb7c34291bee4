//! CPT code values: which codes there are, when, and in which part of the book. The descriptors are the AMA's: the
//! default build has our own plain words for families of codes instead (`cpt-names.tsv`); a licensee compiles them from the AMA's own file into a private table.

use crate::codes::is_cpt as is_code;
use crate::ioce::{self, is_cpt};
use crate::sources::{text, Store};
use crate::spans::{row_spans, Days};
use crate::{addenda, cpt_names, everyday, hcpcs, table};
use anyhow::{ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use superbill::table::rows::{Chapter, Row, TableInput};
use superbill::CodeSet;
use superbill::Date;

const SECTIONS: &str = "cpt-sections.tsv";

/// The table of code values, titled with their parts of the book.
pub fn table(store: &Store, ioce: &ioce::Catalog) -> Result<TableInput> {
    let source = store.set("cpt")?;
    let sections = sections()?;
    let names = cpt_names::read()?;
    let rows = dated(ioce)?.into_iter().map(|(code, days)| {
        let section = section(&sections, &code);
        let section =
            section.with_context(|| format!("addenda/{SECTIONS} has no range for {code}"))?;
        let title = match names.displays.get(&code) {
            Some(display) => display.clone(),
            None => format!("CPT: {}", section.title),
        };
        Ok(Row {
            code,
            title,
            spans: row_spans(&days, &Days::default()),
        })
    });
    let rows = rows.collect::<Result<Vec<_>>>()?;
    table::expect_counts("cpt", &rows, &source.expect)?;
    let newest = source
        .expect
        .last()
        .context("sources.toml: cpt has no counts")?
        .date()?;
    let mut terms = everyday::terms(CodeSet::Cpt, &rows, newest)?;
    let known: BTreeSet<String> = terms.iter().map(|t| t.term.clone()).collect();
    let named = names.aliases(&rows, newest)?;
    terms.extend(named.into_iter().filter(|n| !known.contains(&n.term)));
    table::assemble(CodeSet::Cpt, source, rows, terms, Vec::new(), sections)
}

/// The table of a build that leaves CPT out: it says so, and it is empty.
pub fn left_out(store: &Store) -> Result<TableInput> {
    let mut input = table::assemble(
        CodeSet::Cpt,
        store.set("cpt")?,
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
    )?;
    input.info.source = "left out of this build".into();
    Ok(input)
}

/// The public table with the descriptors of a licensee's own AMA file, which makes it a private one. Dates are those of
/// the public code values; a code that those do not have yet is valid without end.
pub fn with_descriptors(mut input: TableInput, file: &str) -> Result<TableInput> {
    let mut rows: BTreeMap<String, Row> =
        input.rows.drain(..).map(|r| (r.code.clone(), r)).collect();
    for (code, title) in descriptors(file)? {
        let row = rows.entry(code.clone()).or_insert_with(|| {
            input.info.rows += 1;
            let spans = row_spans(&Days::new(Date::MIN, Date::MAX), &Days::default());
            Row {
                code,
                title: String::new(),
                spans,
            }
        });
        row.title = title;
    }
    input.rows = rows.into_values().collect();
    input.info.release = format!("{} with the licensee's descriptors", input.info.release);
    input.info.source =
        "private: CPT descriptors are copyright of the American Medical Association".into();
    Ok(input)
}

/// The days of every CPT code.
fn dated(ioce: &ioce::Catalog) -> Result<BTreeMap<String, Days>> {
    let mut out = BTreeMap::new();
    for (code, dated) in ioce.procedures.iter().filter(|(c, _)| is_cpt(c)) {
        ensure!(is_code(code), "{code:?} is not a CPT code");
        out.insert(code.clone(), hcpcs::open_start(&dated.days, ioce.from));
    }
    Ok(out)
}

fn sections() -> Result<Vec<Chapter>> {
    let text = addenda::read(SECTIONS)?;
    let mut out = Vec::new();
    for row in addenda::rows(SECTIONS, &text, &["first", "last", "level", "title"])? {
        let (first, last, title) = (row.get("first"), row.get("last"), row.get("title"));
        let range =
            is_code(first) && is_code(last) && category(first) == category(last) && first <= last;
        ensure!(
            range && !title.is_empty(),
            "{}: not a range of codes with a title",
            row.at
        );
        let level = row.get("level").parse().with_context(|| row.at.clone())?;
        out.push(Chapter {
            first: first.into(),
            last: last.into(),
            title: title.into(),
            level,
        });
    }
    Ok(out)
}

/// The letter at the end of a code, which sets apart the categories; the codes with five digits are one.
fn category(code: &str) -> Option<char> {
    code.chars().next_back().filter(|c| !c.is_ascii_digit())
}

/// The narrowest range that holds `code`.
fn section<'a>(sections: &'a [Chapter], code: &str) -> Option<&'a Chapter> {
    let holds = |s: &&Chapter| {
        category(&s.first) == category(code) && s.first.as_str() <= code && code <= s.last.as_str()
    };
    let width = |s: &&Chapter| {
        let number = |c: &str| c.get(..4).and_then(|d| d.parse::<u32>().ok()).unwrap_or(0);
        (number(&s.last) - number(&s.first), u8::MAX - s.level)
    };
    sections.iter().filter(holds).min_by_key(width)
}

/// Code and descriptor of an AMA file: tab-delimited (code, tab, descriptor, perhaps more columns), or fixed-width
/// (code in columns 1 to 5, descriptor after it; a descriptor of several lines has a two-digit line number between).
/// Lines before the first code are the file's head and are skipped.
pub fn descriptors(file: &str) -> Result<BTreeMap<String, String>> {
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    for (i, line) in file
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
    {
        let Some((code, rest)) = line.split_at_checked(5).filter(|(code, _)| is_code(code)) else {
            ensure!(
                out.is_empty(),
                "line {} of the CPT file does not begin with a code: it is altered",
                i + 1
            );
            continue;
        };
        let cut = || {
            format!(
                "line {} of the CPT file has no descriptor: it is cut short or of another \
                    layout",
                i + 1
            )
        };
        let continued = rest
            .get(..2)
            .filter(|n| n.bytes().all(|b| b.is_ascii_digit()))
            .is_some();
        let descriptor = match rest.strip_prefix('\t') {
            Some(columns) => columns
                .split('\t')
                .map(str::trim)
                .find(|c| !c.is_empty() && !is_number(c)),
            None if continued => rest.get(2..),
            None => rest.starts_with(' ').then_some(rest),
        };
        let descriptor = text::squeeze(descriptor.unwrap_or_default());
        ensure!(!descriptor.is_empty(), cut());
        match out.get_mut(code) {
            None => drop(out.insert(code.into(), descriptor)),
            Some(so_far) if continued => *so_far = format!("{so_far} {descriptor}"),
            Some(_) => anyhow::bail!("line {} of the CPT file repeats {code}", i + 1),
        }
    }
    ensure!(
        !out.is_empty(),
        "the CPT file has no line that begins with a code; give the AMA's text file as it is"
    );
    Ok(out)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    // All descriptors here are made up; none is the AMA's.

    #[test]
    fn reads_tab_delimited_and_fixed_width_files() {
        let want = BTreeMap::from([
            ("00001".to_string(), "Made up service one".to_string()),
            (
                "0002T".to_string(),
                "Made up service two, with more".to_string(),
            ),
        ]);
        let tabs = "Some head of the file\n\n00001\tMade up service one\n0002T\t12\tMade up \
            service two, with more\n";
        let fixed = "Some head\r\n00001 Made up service one\r\n0002T Made up service two,  with \
                more\r\n";
        let lines = "0000101Made up service\n0000102one\n0002T01Made up service \
            two,\n0002T02with more\n";
        for file in [tabs, fixed, lines] {
            assert_eq!(descriptors(file).unwrap(), want, "{file}");
        }
        for bad in [
            "",
            "no code here",
            "00001\n",
            "00001\t\n",
            "00001\ta\n00001\ta\n",
            "00001\ta\nnonsense\n",
        ] {
            assert!(descriptors(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn the_narrowest_range_of_the_same_category_holds_a_code() {
        let s = sections().unwrap();
        let title = |code| {
            section(&s, code)
                .map(|s| s.title.clone())
                .unwrap_or_default()
        };
        assert_eq!(title("27447"), "Surgery, bones, joints and muscles");
        assert_eq!(title("99213"), "Evaluation and management, office");
        assert_eq!(title("0042T"), "New technology (category III)");
        assert_eq!(title("0001A"), "COVID-19 vaccine administration");
        assert!(section(&s, "09999").is_none());
    }
}
