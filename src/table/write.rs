//! The encoder: rows in, the bytes of [`crate::table`] out. Deterministic; used by `codesets` and by tests.

use super::{dict_order, CodeId, CodeTable, Feature, Lexicon};
use crate::container::{self, push_varint};
use crate::table::rows::{Alias, AliasKind, Ranking, Row, Span, TableInput};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An entry: a row that keeps its own title, with the rows that only add a seventh character to it.
struct Entry<'a> {
    row: &'a Row,
    exts: Vec<(u8, &'a str, &'a [Span])>,
}

/// What the encoder cannot put into a table; the message names the row.
#[derive(Debug, PartialEq, Eq)]
pub struct WriteError(pub String);

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WriteError {}

/// Folds rows such as `S72.001A` "..., initial encounter" into the entry `S72.001`.
fn entries(rows: &[Row]) -> Result<Vec<Entry<'_>>, WriteError> {
    let mut out: Vec<Entry<'_>> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    if let Some(w) = rows.windows(2).find(|w| w[0].code >= w[1].code) {
        return Err(WriteError(format!(
            "{} is there twice or out of order",
            w[1].code
        )));
    }
    for row in rows {
        if row.spans.is_empty() {
            return Err(WriteError(format!("{} has no span", row.code)));
        }
        if row.code.len() == 7 {
            let mut stem = &row.code[..6];
            let above = loop {
                match index.get(stem) {
                    Some(at) => break Some(*at),
                    None if stem.len() > 3 && stem.ends_with('X') => stem = &stem[..stem.len() - 1],
                    None => break None,
                }
            };
            if let Some(at) = above {
                let rest = row.title.strip_prefix(out[at].row.title.as_str());
                if let Some(words) = rest.and_then(|r| r.strip_prefix(", ")) {
                    out[at]
                        .exts
                        .push((row.code.as_bytes()[6], words, &row.spans));
                    continue;
                }
            }
        }
        index.insert(&row.code, out.len());
        out.push(Entry {
            row,
            exts: Vec::new(),
        });
    }
    Ok(out)
}

fn tokens_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|t| !t.is_empty())
}

/// See `read_texts` in the reader.
fn push_texts(out: &mut Vec<u8>, texts: &[Vec<u16>]) -> Result<(), WriteError> {
    let (mut head, mut tail, mut new) = (Vec::new(), Vec::new(), Vec::new());
    let mut tokens = Vec::new();
    let mut before: &[u16] = &[];
    for now in texts {
        let max = before.len().min(now.len()).min(255);
        let h = (0..max).take_while(|i| before[*i] == now[*i]).count();
        let t = (0..max - h)
            .take_while(|i| before[before.len() - 1 - i] == now[now.len() - 1 - i])
            .count();
        let middle = &now[h..now.len() - t];
        let count = u8::try_from(middle.len())
            .map_err(|_| WriteError("a title has more than 255 words".into()))?;
        head.push(h as u8);
        tail.push(t as u8);
        new.push(count);
        tokens.extend(middle.iter().flat_map(|t| t.to_le_bytes()));
        before = now;
    }
    push_varint(out, texts.iter().map(Vec::len).sum::<usize>() as u32);
    for plane in [head, tail, new, tokens] {
        out.extend(plane);
    }
    Ok(())
}

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
        aliases.push((a, rows));
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
    let bytes = container::write(&input.info, &sections);
    // The reader is the judge of what was written.
    let table = CodeTable::open(bytes.clone()).map_err(|e| WriteError(e.to_string()))?;
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

fn weights(lexicon: &Lexicon, input: &TableInput) -> Vec<u8> {
    let mut weights = vec![16u8; lexicon.word_count()];
    for r in &input.ranking {
        if let Ranking::Word(word, cost) = r {
            if let Some(at) = lexicon.find(word) {
                weights[usize::from(at)] = (*cost).clamp(0, 255) as u8;
            }
        }
    }
    weights
}

fn histories(entries: &[Entry<'_>], set_uses: &[u32]) -> Vec<u8> {
    let mut uses: BTreeMap<&[Span], u32> = BTreeMap::new();
    for e in entries {
        *uses.entry(&e.row.spans).or_default() += 1;
        for x in &e.exts {
            *uses.entry(x.2).or_default() += 1;
        }
    }
    // The commonest first, so that its number is the shortest.
    let mut order: Vec<(&[Span], u32)> = uses.into_iter().collect();
    order.sort_by_key(|(spans, n)| (u32::MAX - n, spans.to_vec()));
    let number: HashMap<&[Span], u32> = order.iter().map(|(s, _)| *s).zip(0..).collect();
    let mut out = Vec::new();
    push_varint(&mut out, order.len() as u32);
    for (spans, _) in &order {
        out.push(spans.len() as u8);
        for s in *spans {
            out.extend(s.from.number().to_le_bytes());
            out.extend(s.to.number().to_le_bytes());
            out.push(u8::from(s.billable));
        }
    }
    let of_entries = |e: &Entry<'_>| number[e.row.spans.as_slice()];
    push_numbers(
        &mut out,
        &entries.iter().map(of_entries).collect::<Vec<_>>(),
    );
    let pattern = |e: &Entry<'_>| e.exts.iter().map(|x| number[x.2]).collect::<Vec<u32>>();
    let mut patterns: BTreeMap<Vec<u32>, u32> = BTreeMap::new();
    for e in entries.iter().filter(|e| !e.exts.is_empty()) {
        *patterns.entry(pattern(e)).or_default() += 1;
    }
    let mut order: Vec<(Vec<u32>, u32)> = patterns.into_iter().collect();
    order.sort_by_key(|(p, n)| (u32::MAX - n, p.clone()));
    push_varint(&mut out, order.len() as u32);
    for (p, _) in &order {
        out.push(p.len() as u8);
        for h in p {
            out.extend((*h as u16).to_le_bytes());
        }
    }
    let number: HashMap<&Vec<u32>, u32> = order.iter().map(|(p, _)| p).zip(0..).collect();
    let of_exts = |e: &Entry<'_>| number.get(&pattern(e)).copied().unwrap_or(0);
    push_numbers(&mut out, &entries.iter().map(of_exts).collect::<Vec<_>>());
    for uses in set_uses {
        push_varint(&mut out, *uses);
    }
    out
}

/// How many planes of bytes, then those.
fn push_numbers(out: &mut Vec<u8>, numbers: &[u32]) {
    let most = numbers.iter().max().map_or(0, |n| *n);
    let planes = if most == 0 {
        0
    } else {
        1 + u8::from(most > 255)
    };
    out.push(planes);
    for plane in 0..planes {
        out.extend(numbers.iter().map(|n| (n >> (8 * plane)) as u8));
    }
}

fn priors(entries: &[Entry<'_>], input: &TableInput) -> Vec<u8> {
    let by_prefix: HashMap<&str, i16> = input
        .ranking
        .iter()
        .filter_map(|r| match r {
            Ranking::Code(prefix, cost) => Some((prefix.as_str(), *cost)),
            _ => None,
        })
        .collect();
    entries
        .iter()
        .map(|e| {
            let code = e.row.code.as_str();
            let cost = (0..=code.len())
                .rev()
                .find_map(|n| by_prefix.get(&code[..n]));
            cost.copied().unwrap_or(0).clamp(-128, 127) as i8 as u8
        })
        .collect()
}

fn features(input: &TableInput) -> Vec<u8> {
    let mut out = Vec::new();
    for (_, name) in Feature::ALL {
        let cost = input.ranking.iter().rev().find_map(|r| match r {
            Ranking::Feature(n, cost) if n == name => Some(*cost),
            _ => None,
        });
        out.extend(cost.unwrap_or(0).to_le_bytes());
    }
    out
}

fn alias_section(
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
    out.extend(aliases.iter().map(|(_, rows)| rows.len() as u8));
    let mut first = 0i64;
    for (_, rows) in aliases {
        for (k, row) in rows.iter().enumerate() {
            if k == 0 {
                let d = i64::from(row.0) - first;
                push_varint(&mut out, ((d << 1) ^ (d >> 63)) as u32);
                first = i64::from(row.0);
            } else {
                push_varint(&mut out, row.0);
            }
        }
    }
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
    let mut before = 0;
    for (at, rewrite) in rewriting() {
        push_varint(&mut out, (at - before) as u32);
        before = at;
        out.push(rewrite.len() as u8);
        out.extend(rewrite.iter().flat_map(|t| t.to_le_bytes()));
    }
    push_texts(
        &mut out,
        &aliases
            .iter()
            .map(|(a, _)| numbers(&a.term))
            .collect::<Vec<_>>(),
    )?;
    Ok(out)
}

fn successions(
    input: &TableInput,
    row_of: &dyn Fn(&str) -> Result<CodeId, WriteError>,
) -> Result<Vec<u8>, WriteError> {
    let mut all = Vec::new();
    for s in &input.successions {
        let mut to =
            s.to.iter()
                .map(|c| row_of(c))
                .collect::<Result<Vec<_>, _>>()?;
        to.sort();
        all.push((row_of(&s.from)?, to));
    }
    all.sort();
    all.dedup();
    let mut out = Vec::new();
    push_varint(&mut out, all.len() as u32);
    for (from, to) in all {
        push_varint(&mut out, from.0);
        out.push(to.len() as u8);
        for t in to {
            push_varint(&mut out, t.0);
        }
    }
    Ok(out)
}
