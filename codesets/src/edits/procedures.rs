//! Edits of HCPCS and CPT codes, from CMS's outpatient code editor as pyoce keeps it.

use super::{info, Made};
use crate::ioce;
use crate::sources::lmdb::Lmdb;
use crate::sources::marshal::{self, Value};
use crate::sources::Store;
use anyhow::{ensure, Result};
use std::collections::BTreeMap;
use superbill::edits::procedures::{encode, flag, ProcedureEdit};
use superbill::Date;

const FLAGS: [(&str, u16); 9] = [
    ("bilateral_conditional", flag::BILATERAL_CONDITIONAL),
    ("bilateral_independent", flag::BILATERAL_INDEPENDENT),
    ("bilateral_inherent", flag::BILATERAL_INHERENT),
    ("questionable", flag::QUESTIONABLE),
    ("non_covered", flag::NOT_COVERED),
    ("not_recognized_mcare", flag::NOT_RECOGNIZED),
    ("statutory_exclusion", flag::EXCLUDED_BY_LAW),
    ("dmerc_billable_only", flag::EQUIPMENT_CONTRACTOR),
    ("vaccine", flag::VACCINE),
];

/// Makes the table `hcpcs-edits`.
pub fn table(store: &Store, editor: &Lmdb) -> Result<Made> {
    let versions = ioce::versions(editor)?;
    let mut codes: BTreeMap<String, Vec<(Date, ProcedureEdit)>> = BTreeMap::new();
    for (key, value) in editor.table("data_hcpcs")? {
        let code = std::str::from_utf8(key)?
            .split('|')
            .next()
            .unwrap_or_default();
        let value = marshal::read(value)?;
        let (from, _) = ioce::days(&versions, &value)?;
        let flags = FLAGS
            .iter()
            .filter(|(name, _)| value.flag(name))
            .fold(0, |all, (_, bit)| all | bit);
        let edit = ProcedureEdit {
            age_lo: age(&value, "lo_age")?,
            age_hi: age(&value, "hi_age")?,
            flags,
        };
        codes
            .entry(code.to_string())
            .or_default()
            .push((from, edit));
    }
    for (code, history) in &mut codes {
        history.sort_by_key(|h| h.0);
        ensure!(
            history.windows(2).all(|w| w[0].0 < w[1].0),
            "{code} has two sets of edits on one day"
        );
    }
    let codes: Vec<_> = codes.into_iter().collect();
    Ok((
        "hcpcs-edits",
        encode(&info(store, "hcpcs-edits", codes.len())?, &codes),
    ))
}

/// An age; pyoce writes 0 and 1 as `False` and `True` where they were the first values of their column.
fn age(value: &Value, key: &str) -> Result<u8> {
    Ok(match value.get(key) {
        Some(Value::Bool(b)) => u8::from(*b),
        _ => u8::try_from(value.int(key)?)?,
    })
}
