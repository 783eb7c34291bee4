//! Add-on codes and their primaries, from CMS's outpatient code editor as pyoce keeps it.

use super::{info, Made};
use crate::ioce;
use crate::sources::lmdb::Lmdb;
use crate::sources::{marshal, Store};
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use superbill::edits::add_on::{encode, AddOnType};
use superbill::Date;

/// Makes the table `addon`.
pub fn table(store: &Store, editor: &Lmdb) -> Result<Made> {
    let versions = ioce::versions(editor)?;
    let first = *versions.keys().next().context("no versions")?;
    let mut entries = BTreeSet::new();
    for (name, kind) in [
        ("map_addon_type1", AddOnType::One),
        // Drug administration is listed apart, but its add-ons get the edit of type 1.
        ("map_addon_drug_admin", AddOnType::One),
        ("map_addon_type2", AddOnType::Two),
        ("map_addon_type3", AddOnType::Three),
    ] {
        for (key, value) in editor.table(name)? {
            let value = marshal::read(value)?;
            let add_on = std::str::from_utf8(key)?
                .split('|')
                .next()
                .unwrap_or_default();
            let primary = if kind == AddOnType::Two {
                add_on
            } else {
                value.str("addon_primary")?
            };
            let (from, to) = ioce::days(&versions, &value)?;
            // What the first version has already is older than the source can say.
            let from = if value.int("lo_version")? == first {
                Date::MIN
            } else {
                from
            };
            entries.insert((add_on.to_string(), kind, primary.to_string(), from, to));
        }
    }
    Ok((
        "addon",
        encode(&info(store, "addon", entries.len())?, &entries),
    ))
}
