//! NCCI procedure-to-procedure pairs of the hospital edition, from CMS's outpatient code editor as pyoce keeps it.

use super::{info, Made};
use crate::ioce;
use crate::sources::lmdb::Lmdb;
use crate::sources::marshal::{self, Value};
use crate::sources::Store;
use anyhow::{bail, ensure, Context, Result};
use superbill::container::Container;
use superbill::edits::ptp::{encode, Row};
use superbill::edits::{Edits, PtpPair};
use superbill::Date;

/// Makes the table `ncci-ptp-hospital`, and proves that it gives back what went in.
pub fn table(store: &Store, editor: &Lmdb) -> Result<Made> {
    let rows = read(editor)?;
    let bytes = encode(&info(store, "ncci-ptp-hospital", rows.len())?, &rows);
    prove(&bytes, &rows)?;
    Ok(("ncci-ptp-hospital", bytes))
}

/// A code as the encoder takes it.
pub fn code(text: &str) -> Result<[u8; 5]> {
    let plain = text.len() == 5
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    ensure!(plain, "{text:?} is not a procedure code");
    Ok(text.as_bytes().try_into()?)
}

/// `map_ncci`: per column 1 code a list of (column 2 code, marshalled value).
fn read(editor: &Lmdb) -> Result<Vec<Row>> {
    let versions = ioce::versions(editor)?;
    let first = *versions.keys().next().context("no versions")?;
    let mut rows = Vec::new();
    for (key, value) in editor.table("map_ncci")? {
        let column1 = code(std::str::from_utf8(key)?)?;
        let Value::List(pairs) = marshal::read(value)? else {
            bail!("map_ncci holds something else than lists")
        };
        for pair in &pairs {
            let value = match pair {
                Value::List(pair) => match &pair[..] {
                    [Value::Bytes(_), Value::Bytes(value)] => marshal::read(value)?,
                    _ => bail!("map_ncci holds a pair that is none"),
                },
                _ => bail!("map_ncci holds a pair that is none"),
            };
            let (from, to) = ioce::days(&versions, &value)?;
            // What the first version has already is older than the source can say.
            let from = if value.int("lo_version")? == first {
                Date::MIN
            } else {
                from
            };
            let modifier_indicator = u8::from(value.flag("mod_indicator"));
            let edit = PtpPair {
                modifier_indicator,
                from,
                to,
            };
            rows.push(Row {
                column1,
                column2: code(value.str("code2")?)?,
                edit,
            });
        }
    }
    rows.sort_unstable();
    rows.dedup();
    Ok(rows)
}

/// That the table decodes to `rows`, no more and no less.
pub fn prove(bytes: &[u8], rows: &[Row]) -> Result<()> {
    let mut edits = Edits::default();
    edits.load(&Container::open(bytes)?)?;
    let table = edits
        .ptp_hospital
        .or(edits.ptp_practitioner)
        .context("not a table of pairs")?;
    let mut decoded = table.rows();
    for row in rows {
        let found = decoded.next();
        ensure!(
            found == Some(*row),
            "the table of pairs decodes to {found:?} instead of {row:?}"
        );
    }
    ensure!(
        decoded.next().is_none(),
        "the table of pairs decodes to more than went in"
    );
    Ok(())
}
