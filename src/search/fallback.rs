//! Readings that are tried when the words as typed find nothing: mistyped words put right, and names read as the title of
//! the code that they stand for.

use super::query::{readings, Interpretation, QueryWord};
use crate::table::{CodeId, CodeTable, Feature};

/// Most words that a mistyped word is tried as.
const MOST_GUESSES: usize = 3;

/// What function words weigh, and fillers of titles at most (see `ranking.tsv`). "Without" is a filler of titles, but when it
/// was typed it was meant.
const FUNCTION_WORD: u8 = 3;
const FILLER: u8 = 4;

/// Adds what the same words say otherwise: with a name read as a title, and, unless the words as typed have `found`
/// something, in the singular and without function words.
pub(super) fn other_readings(
    table: &CodeTable,
    typed: &[String],
    found: bool,
    cost: i32,
    out: &mut Vec<Interpretation>,
) {
    if found {
        let from = out.len();
        renamed(table, typed, cost, out);
        // There is an answer already: no more readings than one is worth.
        return out.truncate(from + 1);
    }
    let mut one: Vec<String> = Vec::with_capacity(typed.len());
    for word in typed {
        let word = singular(table, word);
        let function_word = weighs_at_most(table, table.lexicon.find(&word), FUNCTION_WORD);
        if !one.contains(&word) && !function_word {
            one.push(word);
        }
    }
    if one != typed {
        readings(table, &one, cost, out);
    }
    renamed(table, &one, cost, out);
}

/// Whether it is a function word or filler of titles: "of", "site", "unspecified" above all.
fn says_little(table: &CodeTable, word: Option<u16>) -> bool {
    weighs_at_most(table, word, FILLER)
}

fn weighs_at_most(table: &CodeTable, word: Option<u16>, most: u8) -> bool {
    word.is_some_and(|w| table.lexicon.weight(w) <= most)
}

/// The singular of a word, when the table has it as a word.
fn singular(table: &CodeTable, word: &str) -> String {
    let mut one = word.to_string();
    if word.ends_with("ies") {
        one.truncate(word.len() - 3);
        one.push('y');
    } else if word.ends_with('s') {
        one.pop();
    }
    match table.lexicon.find(&one) {
        Some(_) if one.len() >= 3 => one,
        _ => word.to_string(),
    }
}

/// What the person may have meant: `typed` with one word replaced by a whole word one edit away, those first that most
/// texts have. Words that stand for nothing are all replaced, each by its best one; where every word stands for
/// something, those that are only the beginning of words are doubted, and at last all. Such a query is read like any
/// other, so that terms of several words are found although one is mistyped.
#[allow(clippy::indexing_slicing)] // `i` numbers the typed words, of which each list has as many.
pub(super) fn corrected(
    table: &CodeTable,
    typed: &[String],
    words: &[QueryWord],
) -> Vec<Vec<String>> {
    let doubted = |w: &QueryWord, how: u8| match how {
        0 => w.is_unmatched(),
        1 => w.is_part(),
        _ => true,
    };
    let how = (0..2).find(|how| words.iter().any(|w| doubted(w, *how)));
    let mut guesses: Vec<(usize, usize, u16)> = Vec::new();
    let mut best = typed.to_vec();
    for (i, word) in words.iter().enumerate() {
        // Of four letters three are left when one was left out.
        if word.text.len() < 3 || !doubted(word, how.unwrap_or(2)) {
            continue;
        }
        let mut most = 0;
        // Of four letters or fewer, and of what is no word, the first may be the one that is missing.
        let first_stands = !word.is_unmatched() && word.text.len() > 4;
        for guess in super::fuzzy::near(&table.lexicon, &word.text, first_stands)
            .into_iter()
            .flatten()
        {
            let text = table.lexicon.word(guess as u16);
            if text.len() < 4 || !one_edit(word.text.as_bytes(), text.as_bytes()) {
                continue;
            }
            let texts = table.docs.having(guess..guess + 1).len();
            if texts > most && word.is_unmatched() {
                most = texts;
                best[i] = text.to_string();
            }
            let at = guesses.iter().position(|g| g.0 < texts);
            guesses.insert(at.unwrap_or(guesses.len()), (texts, i, guess as u16));
            guesses.truncate(MOST_GUESSES);
        }
    }
    let mut out: Vec<Vec<String>> = Vec::new();
    for (_, i, guess) in guesses {
        let mut other = best.clone();
        other[i] = table.lexicon.word(guess).to_string();
        if !out.contains(&other) {
            out.push(other);
        }
    }
    out
}

/// The query with words that were run together parted and words that were split joined, as far as the table has what
/// comes of it; none where that changes nothing.
pub(super) fn respaced(
    table: &CodeTable,
    typed: &[String],
    words: &[QueryWord],
) -> Option<Vec<String>> {
    let mut out: Vec<String> = Vec::with_capacity(typed.len() + 2);
    let mut changed = false;
    let mut pairs = typed.iter().zip(words).peekable();
    while let Some((text, word)) = pairs.next() {
        let joined = pairs.peek().map(|(next, _)| format!("{text}{next}"));
        let known = |w: &String| w.len() >= 5 && table.lexicon.find(w).is_some();
        if let Some(joined) = joined.filter(known) {
            pairs.next();
            out.push(joined);
            changed = true;
        } else if let Some((a, b)) = word.is_unmatched().then(|| parted(table, text)).flatten() {
            out.extend([a.to_string(), b.to_string()]);
            changed = true;
        } else {
            out.push(text.clone());
        }
    }
    changed.then_some(out)
}

/// A word as two words of the table, those that the most texts have; the second may be the beginning of one.
fn parted<'w>(table: &CodeTable, word: &'w str) -> Option<(&'w str, &'w str)> {
    const SHORTEST: usize = 3;
    let texts = |w: &str| {
        let id = u32::from(table.lexicon.find(w)?);
        Some(table.docs.having(id..id + 1).len())
    };
    let splits = (SHORTEST..word.len().saturating_sub(SHORTEST - 1)).filter_map(|at| {
        let (a, b) = word.split_at_checked(at)?;
        let begun = b.len() >= 4 && !table.lexicon.prefix_range(b).is_empty();
        let worth = texts(b).map_or(begun.then_some(0), Some)?.min(texts(a)?);
        Some((worth, (a, b)))
    });
    splits
        .max_by_key(|(worth, _)| *worth)
        .map(|(_, parts)| parts)
}

/// Whether two words differ by one letter more, less or other, or by two neighbours swapped.
#[allow(clippy::indexing_slicing)] // Beginning and end are common to both, and do not overlap.
fn one_edit(a: &[u8], b: &[u8]) -> bool {
    let same = |(x, y): &(&u8, &u8)| x == y;
    let head = a.iter().zip(b).take_while(same).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    match (&a[..a.len() - tail], &b[..b.len() - tail]) {
        ([], [_]) | ([_], []) | ([_], [_]) => true,
        ([x, y], [z, w]) => x == w && y == z,
        _ => false,
    }
}

/// The readings in which a name, the longest that stands in the query, is replaced by the words of its code's title:
/// "tennis elbow left" is then found as "lateral epicondylitis left". What says little stays out.
#[allow(clippy::indexing_slicing)] // `at` and `at + n` lie within the typed words.
fn renamed(table: &CodeTable, typed: &[String], cost: i32, out: &mut Vec<Interpretation>) {
    let ids: Vec<Option<u16>> = typed.iter().map(|w| table.lexicon.find(w)).collect();
    for n in (1..typed.len().min(5)).rev() {
        for (at, span) in ids.windows(n).enumerate() {
            if span.iter().any(|w| w.is_none() || says_little(table, *w)) {
                continue;
            }
            if let Some(entry) = named(table, span) {
                let mut texts = typed[..at].to_vec();
                for w in table.docs.words.get(entry) {
                    if !says_little(table, Some(*w)) {
                        texts.push(table.lexicon.word(*w).to_string());
                    }
                }
                texts.extend_from_slice(&typed[at + n..]);
                readings(table, &texts, cost + table.feature(Feature::Rewrite), out);
                return;
            }
        }
    }
}

/// The entry that a name stands for, when the words are all of the name that says something.
#[allow(clippy::indexing_slicing)] // `partition_point` gives a place of the list or its end.
fn named(table: &CodeTable, words: &[Option<u16>]) -> Option<usize> {
    let mut rarest: Option<&[u32]> = None;
    for w in words {
        let w = u32::from((*w)?);
        let postings = table.docs.having(w..w + 1);
        if rarest.is_none_or(|r| postings.len() < r.len()) {
            rarest = Some(postings);
        }
    }
    let says = |doc: &&u32| {
        let have = table.docs.words.get(**doc as usize);
        let saying = || have.iter().filter(|w| !says_little(table, Some(**w)));
        have.len() >= words.len()
            && saying().count() == words.len()
            && saying().zip(words).all(|(h, w)| Some(*h) == *w)
    };
    // Behind the titles come the names.
    let rarest = rarest?;
    let names = rarest.partition_point(|doc| (*doc as usize) < table.entry_count());
    let doc = rarest[names..].iter().find(says)?;
    let row = table.targets(*doc as usize)?.first()?;
    Some(CodeId(*row).entry())
}
