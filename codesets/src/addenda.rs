//! The hand-kept corrections of `addenda/`.

use crate::sources::text;
use anyhow::{ensure, Context, Result};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The file `name` of `addenda/`.
fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("addenda")
        .join(name)
}

/// The text of an addendum.
pub fn read(name: &str) -> Result<String> {
    std::fs::read_to_string(path(name)).with_context(|| format!("addenda/{name}"))
}

/// The text of an addendum that need not be there.
pub fn read_optional(name: &str) -> Result<Option<String>> {
    if path(name).exists() {
        read(name).map(Some)
    } else {
        Ok(None)
    }
}

pub use text::tsv as rows;

/// An addendum of codes and titles.
pub fn titles(name: &str) -> Result<BTreeMap<String, String>> {
    let text = read(name)?;
    let mut out = BTreeMap::new();
    for row in rows(name, &text, &["code", "title"])? {
        let (code, title) = (row.get("code"), row.get("title"));
        ensure!(
            !code.is_empty() && !title.is_empty(),
            "{}: no code or no title",
            row.at
        );
        ensure!(
            out.insert(code.into(), title.into()).is_none(),
            "{}: {code} is there twice",
            row.at
        );
    }
    Ok(out)
}
