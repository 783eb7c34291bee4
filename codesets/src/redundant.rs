//! Leaves out the other names that search does not need, because it answers them from the titles anyway.
//!
//! The embedded build has a budget: every name costs every user bytes. To be left out, a name of one word must bring its
//! code *first* without help, since that is how main terms of the index are used; a longer one among the first ten. Names that are also read as words inside longer queries always stay.

use anyhow::{Context, Result};
use superbill::rows::{Alias, TableInput};
use superbill::search::{search, Options};
use superbill::table::{write, Table};

/// `input` without the names that the rest of it answers as well; says how many were left out.
pub fn leave_out(mut input: TableInput) -> Result<(TableInput, usize)> {
    let (mut kept, candidates): (Vec<Alias>, Vec<Alias>) = std::mem::take(&mut input.aliases)
        .into_iter()
        .partition(|a| !a.rewrite.is_empty() || a.codes.is_empty());
    input.aliases = kept.clone();
    let bytes =
        write::encode(&input).with_context(|| format!("encoding {}", input.set.as_str()))?;
    let table = Table::open(bytes).context("the table without other names does not open")?;
    let options = Options {
        limit: 10,
        ..Options::default()
    };
    let before = candidates.len();
    kept.extend(candidates.into_iter().filter(|a| {
        let shown = match a.term.split_whitespace().count() {
            0 | 1 => 1,
            _ => 10,
        };
        let found = search(&[&table], &a.term, &options);
        !found
            .iter()
            .take(shown)
            .any(|h| h.code.replace('.', "") == a.codes[0])
    }));
    let left_out = before - (kept.len() - input.aliases.len());
    input.aliases = kept;
    Ok((input, left_out))
}
