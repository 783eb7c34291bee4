//! Modifiers: Level II from CMS's list, Level I from our own, what they mean to CMS's editor from pyoce.

use super::{info, Made};
use crate::sources::lmdb::Lmdb;
use crate::sources::{marshal, Store};
use crate::{addenda, ioce};
use anyhow::{ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use superbill::edits::modifiers::{encode, flag, Modifier};
use superbill::Date;

const LEVEL_2: &str = "hcpcs-modifiers-2026-10.tsv";
const LEVEL_1: &str = "modifiers-level1.tsv";
const FLAGS: [(&str, u8); 4] = [
    ("ncci", flag::NCCI),
    ("telehealth", flag::TELEHEALTH),
    ("therapy", flag::THERAPY),
    ("assistant_surgeon", flag::ASSISTANT),
];

/// Makes the table `modifiers`.
pub fn table(store: &Store, editor: &Lmdb) -> Result<Made> {
    let mut rows = listed()?;
    let versions = ioce::versions(editor)?;
    let mut dated: BTreeMap<String, (Date, Date)> = BTreeMap::new();
    for (key, value) in editor.table("data_modifier")? {
        let code = std::str::from_utf8(key)?
            .split('|')
            .next()
            .unwrap_or_default();
        // The editor's own marks for its contractors; nobody bills them.
        if code.starts_with('#') {
            continue;
        }
        let value = marshal::read(value)?;
        let row = rows.get_mut(code);
        let row = row
            .with_context(|| format!("the editor has a modifier {code} that no addendum lists"))?;
        // What a modifier means to the editor is taken from its newest version.
        let (from, to) = ioce::days(&versions, &value)?;
        if to == Date::MAX || to == row.to {
            let meant = FLAGS.iter().filter(|(name, _)| value.flag(name));
            row.flags |= meant.fold(0, |all, (_, bit)| all | bit);
        }
        let first = *versions.keys().next().context("no versions")?;
        let from = if value.int("lo_version")? == first {
            Date::MIN
        } else {
            from
        };
        if row.flags & flag::LEVEL_1 != 0 {
            // No other source dates Level I.
            let days = dated.entry(code.to_string()).or_insert((from, to));
            *days = (days.0.min(from), days.1.max(to));
        } else {
            ensure!(
                (from == Date::MIN || row.from <= from) && to <= row.to,
                "{code}: the editor has it from {from} to {to}, CMS's list does not"
            );
        }
    }
    for (code, days) in dated {
        rows.entry(code).and_modify(|row| (row.from, row.to) = days);
    }
    let mut conflicts = BTreeSet::new();
    for (key, _) in editor.table("map_modifier_conflict")? {
        let mut parts = std::str::from_utf8(key)?.split('|').map(str::to_string);
        conflicts.insert(
            parts
                .next()
                .zip(parts.next())
                .context("a conflict of modifiers that is none")?,
        );
    }
    Ok((
        "modifiers",
        encode(&info(store, "modifiers", rows.len())?, &rows, &conflicts),
    ))
}

/// The modifiers of both addenda; Level I's own words go before CMS's, which has some of the AMA's texts.
fn listed() -> Result<BTreeMap<String, Modifier>> {
    let mut rows = BTreeMap::new();
    let text = addenda::read(LEVEL_2)?;
    for row in addenda::rows(
        LEVEL_2,
        &text,
        &["modifier", "description", "added", "terminated"],
    )? {
        let date = |column, open| match row.get(column) {
            "" => Ok(open),
            day => Date::parse(day).with_context(|| format!("{}: {day} is not a day", row.at)),
        };
        let code = row.get("modifier");
        let plain = code.len() == 2
            && code
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        ensure!(
            plain && !row.get("description").is_empty(),
            "{}: no modifier or no text",
            row.at
        );
        let (from, to) = (date("added", Date::MIN)?, date("terminated", Date::MAX)?);
        let modifier = Modifier {
            text: row.get("description").into(),
            from,
            to,
            flags: 0,
        };
        ensure!(
            rows.insert(code.to_string(), modifier).is_none(),
            "{}: {code} is there twice",
            row.at
        );
    }
    let text = addenda::read(LEVEL_1)?;
    for row in addenda::rows(LEVEL_1, &text, &["modifier", "description"])? {
        let text = row.get("description").to_string();
        let flags = flag::LEVEL_1;
        rows.insert(
            row.get("modifier").into(),
            Modifier {
                text,
                from: Date::MIN,
                to: Date::MAX,
                flags,
            },
        );
    }
    Ok(rows)
}
