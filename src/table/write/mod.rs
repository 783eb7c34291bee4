//! The encoder: rows in, the bytes of [`crate::table`] out. Deterministic; used by `codesets` and by tests.

mod entry;
mod history;
mod names;
mod ranking;
mod texts;

use super::{dict_order, CodeId, CodeTable, Lexicon};
use crate::container::{self, push_varint};
use crate::table::rows::{Alias, AliasKind, TableInput};
use entry::entries;
pub use entry::WriteError;
use history::histories;
use names::{alias_section, defaults, former, listed, successions};
use ranking::{features, priors, weights};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use texts::{push_texts, tokens_of};

/// Encodes a code table.
///
/// # Errors
/// [`WriteError`] when a row is malformed, doubled or does not fit the format.
pub fn encode(input: &TableInput) -> Result<Vec<u8>, WriteError> {
    let entries = entries(&input.rows)?;
    let mut by_code: HashMap<String, CodeId> = HashMap::new();
    for (at, e) in entries.iter().enumerate() {
        by_code.insert(e.row.code.clone(), CodeId::new(at, 0));
        for (x, (letter, _, _)) in e.exts.iter().enumerate() {
            let mut code = format!("{:X<6}", e.row.code);
            code.push(char::from(*letter));
            by_code.insert(code, CodeId::new(at, x + 1));
        }
    }
    let row_of = |code: &str| {
        by_code
            .get(code)
            .copied()
            .ok_or_else(|| WriteError(format!("{code} is not in the table")))
    };

    let mut aliases: Vec<(&Alias, Vec<CodeId>)> = Vec::new();
    for a in &input.aliases {
        let rows = a
            .codes
            .iter()
            .map(|c| row_of(c))
            .collect::<Result<Vec<_>, _>>()?;
        aliases.push((a, listed(&a.term, rows)?));
    }
    aliases.sort_by_key(|(a, rows)| (rows.clone(), a.kind, a.term.clone(), a.rewrite.clone()));
    aliases.dedup_by(|a, b| a.1 == b.1 && a.0.term == b.0.term && a.0.rewrite == b.0.rewrite);

    // Vocabulary.
    let mut vocabulary: BTreeSet<&str> = BTreeSet::new();
    for e in &entries {
        vocabulary.extend(tokens_of(&e.row.title));
        for (_, words, _) in &e.exts {
            vocabulary.extend(tokens_of(words));
        }
    }
    for (a, _) in aliases
        .iter()
        .filter(|(a, _)| a.kind != AliasKind::Everyday)
    {
        vocabulary.extend(tokens_of(&a.term));
    }
    // What everyday terms say in the words of official texts is stored as those; their own spelling only where it is new.
    let folded = |token: &str| dict_order(token).0;
    let mut known: HashMap<Vec<String>, &str> = HashMap::new();
    for token in vocabulary.clone() {
        let plain = |t: &str| t.bytes().all(|b| b.is_ascii_lowercase());
        let best = known.entry(folded(token)).or_insert(token);
        if plain(token) && !plain(best) {
            *best = token;
        }
    }
    for (a, _) in &aliases {
        for token in tokens_of(&a.term)
            .filter(|_| a.kind == AliasKind::Everyday)
            .chain(tokens_of(&a.rewrite))
        {
            vocabulary.insert(known.entry(folded(token)).or_insert(token));
        }
    }
    let mut tokens: Vec<String> = vocabulary.into_iter().map(str::to_string).collect();
    tokens.sort_by(|a, b| dict_order(a).cmp(&dict_order(b)));
    let lexicon = Lexicon::of(&tokens).map_err(|e| WriteError(e.to_string()))?;
    let dict = Lexicon::build(&tokens);
    let number: HashMap<&str, u16> = tokens.iter().map(String::as_str).zip(0..).collect();
    let numbers = |text: &str| {
        let id = |t| {
            number
                .get(t)
                .copied()
                .unwrap_or_else(|| number[known[&folded(t)]])
        };
        tokens_of(text).map(id).collect::<Vec<u16>>()
    };

    // Codes and titles.
    let mut codes = fst::SetBuilder::memory();
    for e in &entries {
        codes
            .insert(&e.row.code)
            .map_err(|_| WriteError(format!("{} is out of order", e.row.code)))?;
    }
    let codes = codes.into_inner().map_err(|e| WriteError(e.to_string()))?;
    let blocks = super::codes::counts(entries.iter().map(|e| e.row.code.as_str()));
    let mut text = Vec::new();
    push_texts(
        &mut text,
        &entries
            .iter()
            .map(|e| numbers(&e.row.title))
            .collect::<Vec<_>>(),
    )?;

    // Extension sets.
    let mut sets: BTreeMap<Vec<(u8, &str)>, u32> = BTreeMap::new();
    for e in entries.iter().filter(|e| !e.exts.is_empty()) {
        *sets
            .entry(e.exts.iter().map(|x| (x.0, x.1)).collect())
            .or_default() += 1;
    }
    if sets.len() > 254 || sets.keys().any(|s| s.len() > 31) {
        return Err(WriteError(
            "there are too many kinds of seventh characters".into(),
        ));
    }
    let mut exts = Vec::new();
    push_varint(&mut exts, sets.len() as u32);
    for set in sets.keys() {
        exts.push(set.len() as u8);
        for (letter, words) in set {
            let ids = numbers(words);
            exts.push(*letter);
            exts.push(ids.len() as u8);
            exts.extend(ids.iter().flat_map(|t| t.to_le_bytes()));
        }
    }
    let set_number: HashMap<&Vec<(u8, &str)>, u8> = sets.keys().zip(1..).collect();
    let ext_of: Vec<u8> = entries
        .iter()
        .map(|e| {
            set_number
                .get(&e.exts.iter().map(|x| (x.0, x.1)).collect::<Vec<_>>())
                .copied()
                .unwrap_or(0)
        })
        .collect();

    let sections = [
        (*b"DICT", dict),
        (*b"WGHT", weights(&lexicon, input)),
        (*b"CODE", codes),
        (*b"BLCK", blocks),
        (*b"TEXT", text),
        (*b"EXTS", exts),
        (*b"EXTO", ext_of),
        (
            *b"HIST",
            histories(&entries, &sets.values().copied().collect::<Vec<_>>()),
        ),
        (*b"COST", priors(&entries, input)),
        (*b"FEAT", features(input)),
        (*b"ALIA", alias_section(&aliases, &lexicon, &numbers)?),
        (*b"SUCC", successions(input, &row_of)?),
        (
            *b"CHAP",
            input
                .chapters
                .iter()
                .map(|c| format!("{}\t{}\t{}\t{}\n", c.level, c.first, c.last, c.title))
                .collect::<String>()
                .into_bytes(),
        ),
    ];
    let mut sections = sections.to_vec();
    if !input.former.is_empty() {
        sections.push((*b"FORM", former(input, &row_of)?));
    }
    let mut bytes = container::write(&input.info, &sections);
    // The reader is the judge of what was written.
    let open =
        |bytes: &[u8]| CodeTable::open(bytes.to_vec()).map_err(|e| WriteError(e.to_string()));
    let mut table = open(&bytes)?;
    let defaults = defaults(&mut table, input, &row_of)?;
    if !defaults.is_empty() {
        sections.push((*b"DFLT", defaults));
        bytes = container::write(&input.info, &sections);
        table = open(&bytes)?;
    }
    for row in &input.rows {
        let found = table.find(&row.code);
        if found.map(|r| table.row_title(r)) != Some(row.title.clone())
            || found.map(|r| table.spans(r).to_vec()) != Some(row.spans.clone())
        {
            return Err(WriteError(format!(
                "{} does not come back as it went in",
                row.code
            )));
        }
    }
    Ok(bytes)
}
