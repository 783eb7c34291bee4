//! Leaves out the other names that search does not need, because it answers them anyway.
//!
//! The embedded build has a budget: every name costs every user bytes. Names that are also read as words inside longer
//! queries always stay. Another one is left out
//! - when the titles answer it. What people type (abbreviations, lay words, shorthand) must come first, or with all its
//!   words among the first three: an answer further down that took a guess (a typo, a word less) is none, since the person
//!   sees something else, and a typo on top of it finds nothing; names of procedures must come first without a guess, or
//!   another set's answer would stand before them, and their main terms among the first three. Of main terms of diagnoses,
//!   names of diseases and their like the code
//!   or one of its subcategory need only be among the first ten, or one of its category come first;
//! - when a name of the same code says it in the same words, in whatever order and perhaps longer ones ("polyp, nasal" and
//!   "nasal polyps" for "nasal polyp"), and its code then still comes first.

use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use superbill::search::{search, Options};
use superbill::table::rows::{Alias, AliasKind, Ranking, TableInput};
use superbill::table::{write, CodeTable};
use superbill::tokenizer::words;
use superbill::CodeSet;

/// Most hits among which a person chooses.
const CHOICE: usize = 10;

/// `input` without the names that the rest of it answers as well; says how many were left out.
pub fn prune(mut input: TableInput, typed: &BTreeSet<String>) -> Result<(TableInput, usize)> {
    let before = input.aliases.len();
    let (needed, names): (Vec<Alias>, Vec<Alias>) = std::mem::take(&mut input.aliases)
        .into_iter()
        .partition(|a| !a.rewrite.is_empty() || a.codes.is_empty());
    input.aliases = needed.clone();
    let procedures = matches!(input.set, CodeSet::Cpt | CodeSet::Icd10pcs);
    // A diagnosis that is often coded comes first of whatever it shares a word with: that alone spares no name, which people also
    // type in part.
    let ranking = input.ranking.clone();
    if input.set == CodeSet::Icd10cm {
        let often = |r: &Ranking| matches!(r, Ranking::Code(_, cost) if *cost < 0);
        input.ranking.retain(|r| !often(r));
    }
    let table = compile(&input)?;
    input.ranking = ranking;
    let answered = |table: &CodeTable, a: &Alias| {
        let several = a.term.split_whitespace().count() > 1;
        let (guessed, known) = if procedures && a.kind == AliasKind::Everyday {
            // Searched beside other sets, a guess or a longer word yields to what those have as typed.
            (0, 1)
        } else if typed.contains(&a.term) || a.kind == AliasKind::Everyday {
            (1, 1)
        } else if procedures {
            // Nobody who does not load the table pays for its names.
            (3, 3)
        } else {
            (CHOICE, CHOICE)
        };
        if several {
            shows(table, a, true, guessed) || shows(table, a, false, known)
        } else {
            // A typo in it is put right only where the table has the word.
            shows(table, a, false, guessed)
        }
    };
    let (by_titles, names): (Vec<Alias>, Vec<Alias>) =
        names.into_iter().partition(|a| answered(&table, a));

    let (said, names) = said_by_others(&needed, names, procedures);
    input.aliases = needed;
    input.aliases.extend(names);
    // Names that stay may stand before the answers of those that went, and so may each that comes back.
    let mut gone: Vec<(Alias, bool)> = by_titles.into_iter().map(|a| (a, true)).collect();
    gone.extend(said.into_iter().map(|a| (a, false)));
    loop {
        let table = compile(&input)?;
        let (stays, lost): (Vec<_>, Vec<_>) = gone.into_iter().partition(|(a, titles)| {
            let places = if typed.contains(&a.term) { 1 } else { 3 };
            if *titles {
                answered(&table, a)
            } else {
                shows(&table, a, false, places)
            }
        });
        gone = stays;
        if lost.is_empty() {
            break;
        }
        input.aliases.extend(lost.into_iter().map(|(a, _)| a));
    }
    let left_out = before - input.aliases.len();
    Ok((input, left_out))
}

fn compile(input: &TableInput) -> Result<CodeTable> {
    let bytes = write::encode(input).with_context(|| format!("encoding {}", input.set.as_str()))?;
    CodeTable::open(bytes).context("the table with fewer names does not open")
}

/// Whether a search for the name has its code in the first `places`.
fn shows(table: &CodeTable, name: &Alias, fallback: bool, places: usize) -> bool {
    let options = Options::new().limit(places).fallback(fallback);
    let found = search(&[table], &name.term, &options);
    let code = &name.codes[0];
    // Where it is one of a choice, another code of its subcategory will do, or one of its category in the first place.
    found.iter().enumerate().any(|(at, h)| {
        let found = h.code.replace('.', "");
        let alike = if at == 0 { 3 } else { 4 };
        found == *code || places == CHOICE && found.starts_with(&code[..code.len().min(alike)])
    })
}

/// Names that another one of the same code says too, and the rest. Of two that say the same, the official one stays. Where
/// words must be `whole`, "echo" is not said by "echocardiogram".
fn said_by_others(needed: &[Alias], names: Vec<Alias>, whole: bool) -> (Vec<Alias>, Vec<Alias>) {
    let mut stays: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    let texts = |a: &Alias| -> Vec<String> { words(&a.term).into_iter().map(|w| w.text).collect() };
    for a in needed.iter().filter(|a| !a.codes.is_empty()) {
        stays.entry(a.codes[0].clone()).or_default().push(texts(a));
    }
    let mut names: Vec<(usize, Alias)> = names.into_iter().enumerate().collect();
    names.sort_by_key(|(_, a)| {
        (
            a.kind == AliasKind::Everyday,
            std::cmp::Reverse(a.term.len()),
        )
    });
    let (mut said, mut rest) = (Vec::new(), Vec::new());
    for (at, a) in names {
        let mine = texts(&a);
        let others = stays.entry(a.codes[0].clone()).or_default();
        // Other codes that a name brings after its default one would go with it.
        if a.codes.len() == 1 && others.iter().any(|o| begins_all(&mine, o, whole)) {
            said.push(a);
        } else {
            others.push(mine);
            rest.push((at, a));
        }
    }
    rest.sort_by_key(|(at, _)| *at);
    (said, rest.into_iter().map(|(_, a)| a).collect())
}

/// Whether each word begins another one of as many words, or is it.
fn begins_all(words: &[String], other: &[String], whole: bool) -> bool {
    let same = |w: &String, o: &String| w == o || !whole && o.starts_with(w.as_str());
    let mut left: Vec<&String> = other.iter().collect();
    words.len() == other.len()
        && words.iter().all(|w| {
            let at = left.iter().position(|o| same(w, o));
            at.map(|at| left.remove(at)).is_some()
        })
}
