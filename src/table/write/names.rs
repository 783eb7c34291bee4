//! Other names, defaults and successions.

use super::entry::WriteError;
use super::texts::push_texts;
use crate::container::push_varint;
use crate::table::rows::{Alias, AliasKind, TableInput};
use crate::table::{row_lists, CodeId, CodeTable, Lexicon};

/// The rows of a list, which keeps its length in a byte; `name` is whose list it is.
pub(super) fn listed(name: &str, rows: Vec<CodeId>) -> Result<Vec<CodeId>, WriteError> {
    match rows.len() {
        0..=255 => Ok(rows),
        n => Err(WriteError(format!("{name} has {n} codes, and 255 fit"))),
    }
}

pub(super) fn alias_section(
    aliases: &[(&Alias, Vec<CodeId>)],
    lexicon: &Lexicon,
    numbers: &dyn Fn(&str) -> Vec<u16>,
) -> Result<Vec<u8>, WriteError> {
    let mut out = Vec::new();
    push_varint(&mut out, aliases.len() as u32);
    out.extend(aliases.iter().map(|(a, _)| match a.kind {
        AliasKind::Inclusion => 0u8,
        AliasKind::Index => 1,
        AliasKind::Everyday => 2,
    }));
    let targets = row_lists::encode(aliases.iter().map(|(_, rows)| rows.as_slice()));
    out.extend(targets.concat());
    let words = |token: u16| lexicon.words_of(token).unwrap_or_default().iter().copied();
    let rewrite = |alias: &Alias| {
        numbers(&alias.rewrite)
            .into_iter()
            .flat_map(words)
            .collect()
    };
    let rewrites: Vec<Vec<u16>> = aliases.iter().map(|(a, _)| rewrite(a)).collect();
    let rewriting = || rewrites.iter().enumerate().filter(|(_, r)| !r.is_empty());
    push_varint(&mut out, rewriting().count() as u32);
    for (at, words) in rewriting() {
        let long = |_| {
            WriteError(format!(
                "{} stands for more than 255 words",
                aliases[at].0.term
            ))
        };
        out.push(u8::try_from(words.len()).map_err(long)?);
    }
    let mut before = 0;
    for (at, _) in rewriting() {
        push_varint(&mut out, (at - before) as u32);
        before = at;
    }
    let words = rewrites.iter().flatten();
    out.extend(words.flat_map(|word| word.to_le_bytes()));
    push_texts(
        &mut out,
        &aliases
            .iter()
            .map(|(a, _)| numbers(&a.term))
            .collect::<Vec<_>>(),
    )?;
    Ok(out)
}

/// The codes of the revision before.
pub(super) fn former(
    input: &TableInput,
    row_of: &dyn Fn(&str) -> Result<CodeId, WriteError>,
) -> Result<Vec<u8>, WriteError> {
    let mut all = Vec::new();
    for (code, to) in &input.former {
        // More is no help to anybody, and more than a list can have.
        let rows = to.iter().take(255).map(|c| row_of(c));
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        all.push((code.clone(), rows));
    }
    all.sort();
    Ok(crate::table::former::encode(&all))
}

pub(super) fn successions(
    input: &TableInput,
    row_of: &dyn Fn(&str) -> Result<CodeId, WriteError>,
) -> Result<Vec<u8>, WriteError> {
    let mut all = Vec::new();
    for s in &input.successions {
        let to = s.to.iter().map(|c| row_of(c));
        let mut to = to.collect::<Result<Vec<_>, _>>()?;
        to.sort();
        to.insert(0, row_of(&s.from)?);
        all.push(listed(&s.from, to)?);
    }
    all.sort();
    all.dedup();
    let mut out = Vec::new();
    push_varint(&mut out, all.len() as u32);
    out.extend(row_lists::encode(all.iter().map(Vec::as_slice)).concat());
    Ok(out)
}

/// The defaults that the table without them does not give.
pub(super) fn defaults(
    table: &mut CodeTable,
    input: &TableInput,
    row_of: &dyn Fn(&str) -> Result<CodeId, WriteError>,
) -> Result<Vec<u8>, WriteError> {
    let named = input.defaults.iter();
    let named = named.map(|(header, code)| Ok((row_of(header)?, row_of(code)?)));
    let named = named.collect::<Result<Vec<_>, WriteError>>()?;
    let kept = table.not_in_titles(named);
    let (mut out, mut before) = (Vec::new(), 0);
    if !kept.is_empty() {
        push_varint(&mut out, kept.len() as u32);
    }
    for (header, row) in kept {
        push_varint(&mut out, header.0 - before);
        push_varint(&mut out, row.0 - header.0);
        before = header.0;
    }
    Ok(out)
}
