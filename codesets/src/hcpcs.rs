//! HCPCS Level II: pyoce's quarters, and an addendum for what CMS has published since.

use crate::codes::is_level_ii;
use crate::hcpcs_texts::Texts;
use crate::ioce::{self, Dated};
use crate::sources::text::squeeze;
use crate::sources::Store;
use crate::spans::{row_spans, Days};
use crate::{addenda, everyday, table};
use anyhow::{bail, ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use superbill::table::rows::{Chapter, Row, TableInput};
use superbill::CodeSet;
use superbill::Date;

const ADDENDUM: &str = "hcpcs-2026-10.tsv";

/// The table, made of the pinned sources.
pub fn table(store: &Store, ioce: &ioce::Catalog) -> Result<TableInput> {
    let source = store.set("hcpcs")?;
    let mut codes: BTreeMap<String, Dated> = BTreeMap::new();
    for (code, dated) in ioce.procedures.iter().filter(|(c, _)| is_level_ii(c)) {
        let mut dated = dated.clone();
        dated.days = open_start(&dated.days, ioce.from);
        codes.insert(code.clone(), dated);
    }
    apply(&mut codes, &addenda::read(ADDENDUM)?, ioce)?;
    let texts = Texts::read()?;
    let rows = codes.into_iter().map(|(code, d)| {
        ensure!(!d.title.is_empty(), "{code} has no descriptor");
        Ok(Row {
            title: texts.display(&code, &d.title),
            code,
            spans: row_spans(&d.days, &Days::default()),
        })
    });
    let rows = rows.collect::<Result<Vec<_>>>()?;
    table::expect_counts("hcpcs", &rows, &source.expect)?;
    let newest = source
        .expect
        .last()
        .context("sources.toml: hcpcs has no counts")?
        .date()?;
    let mut terms = everyday::terms(CodeSet::Hcpcs, &rows, newest)?;
    let known: BTreeSet<String> = terms.iter().map(|t| t.term.clone()).collect();
    let shorthand = texts.shorthand(&rows).into_iter();
    terms.extend(shorthand.filter(|s| !known.contains(&s.term)));
    table::assemble(CodeSet::Hcpcs, source, rows, terms, Vec::new(), chapters())
}

/// A span that begins with the source's first quarter may have begun at any time before it.
pub fn open_start(days: &Days, first: Date) -> Days {
    let mut out = days.clone();
    if days.contains(first) {
        out.add(Date::MIN, first);
    }
    out
}

/// Changes that CMS published after the source's last quarter. The addendum was put together from
/// several readings, so every row is checked for its shape and against the table that it changes.
fn apply(codes: &mut BTreeMap<String, Dated>, text: &str, ioce: &ioce::Catalog) -> Result<()> {
    for row in addenda::rows(
        ADDENDUM,
        text,
        &["action", "code", "from", "to", "description"],
    )? {
        let (at, code, title) = (&row.at, row.get("code"), row.get("description"));
        ensure!(
            is_level_ii(code),
            "{at}: {code:?} is not a HCPCS Level II code"
        );
        let plain =
            (4..=28).contains(&title.len()) && title.bytes().all(|b| (b' '..=b'~').contains(&b));
        ensure!(
            plain,
            "{at}: {title:?} is not a short descriptor (4 to 28 printable characters)"
        );
        let day = |column: &str| {
            let written = row.get(column);
            Date::parse(written)
                .with_context(|| format!("{at}: {column} is {written:?}, not a day"))
        };
        let from = day("from")?;
        let to = if row.get("to").is_empty() {
            Date::MAX
        } else {
            day("to")?
        };
        ensure!(from <= to, "{at}: ends before it begins");
        let known = codes.get_mut(code);
        match (row.get("action"), known) {
            ("add", None) => {
                ensure!(
                    from > ioce.to,
                    "{at}: {code} begins within the table but is not in it"
                );
                codes.insert(
                    code.into(),
                    Dated {
                        title: squeeze(title),
                        days: Days::new(from, to),
                        ..Dated::default()
                    },
                );
            }
            ("terminate", Some(d)) => {
                ensure!(
                    to != Date::MAX && to >= ioce.to,
                    "{at}: {code} ends within the table, which has it as current"
                );
                ensure!(d.days.contains(Date::MAX), "{at}: {code} has ended before");
                begins(d, from, ioce).with_context(|| at.clone())?;
                d.days.end(to);
            }
            ("retitle", Some(d)) => {
                ensure!(d.days.contains(Date::MAX), "{at}: {code} has ended before");
                begins(d, from, ioce).with_context(|| at.clone())?;
                d.title = squeeze(title);
            }
            ("add", Some(_)) => bail!("{at}: {code} is in the table already"),
            ("terminate" | "retitle", None) => bail!("{at}: {code} is not in the table"),
            (other, _) => bail!("{at}: unknown action {other:?}"),
        }
    }
    Ok(())
}

/// The day that an addendum gives as a code's first lies where the table has it: before the first quarter, or in the
/// quarter in which its days begin (quarters begin before the codes that are added within them).
fn begins(dated: &Dated, from: Date, ioce: &ioce::Catalog) -> Result<()> {
    let first = dated
        .days
        .spans()
        .last()
        .map_or(Date::MIN, |(first, _)| *first);
    let fits = if first == Date::MIN {
        from <= ioce.from
    } else {
        first <= from && from.days_since(first) < 92
    };
    ensure!(fits, "the code begins {from} here and {first} in the table");
    Ok(())
}

/// The groups of Level II by letter, in plain words.
pub fn chapters() -> Vec<Chapter> {
    const GROUPS: [(char, &str); 17] = [
        ('A', "Transport, supplies, and radiology agents"),
        ('B', "Tube and intravenous feeding"),
        ('C', "Hospital outpatient devices, drugs and procedures"),
        ('E', "Durable medical equipment"),
        ('G', "Procedures and professional services"),
        ('H', "Alcohol and drug treatment, behavioral health"),
        ('J', "Injected drugs and chemotherapy"),
        ('K', "Durable medical equipment for Medicare contractors"),
        ('L', "Orthotics and prosthetics"),
        ('M', "Quality measures and other medical services"),
        ('P', "Pathology and laboratory, blood products"),
        ('Q', "Temporary codes for drugs, supplies and services"),
        ('R', "Transport of portable X-ray equipment"),
        ('S', "Temporary codes of private payers"),
        ('T', "Codes for state Medicaid agencies"),
        ('U', "Coronavirus laboratory tests"),
        ('V', "Vision and hearing"),
    ];
    let chapter = |(letter, title): (char, &str)| Chapter {
        first: letter.into(),
        last: letter.into(),
        title: title.into(),
        level: 0,
    };
    GROUPS.map(chapter).into()
}
