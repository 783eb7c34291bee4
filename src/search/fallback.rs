//! Readings that are tried when the words as typed find nothing: mistyped words put right, and names read as the title of
//! the code that they stand for.

use super::asides;
use super::denied::{self, NON};
use super::fuzzy::{self, Near};
use super::names::renamed;
use super::query::{readings, Interpretation, LONGEST_TERM};
use super::query_word::{self, polar, texts_of, QueryWord, LONG};
use crate::table::{CodeTable, Feature};
use std::ops::Range;

/// Most words that a mistyped word is tried as.
const MOST_GUESSES: usize = 3;

/// From how many letters on a word may have one of them in another place.
const MOVED: usize = 6;

/// In how many times as many texts a word is that a known one is doubted for.
const MORE_USUAL: usize = 20;

/// Most terms that the last words are read as the beginning of.
const MOST_TERMS: usize = 4;

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
        if let Some((bare, more)) = asides::without(table, typed, false).first() {
            readings(table, bare, cost + more, out);
        }
        renamed(table, typed, cost, out);
        // There is an answer already: no more readings than one is worth.
        return out.truncate(from + 1);
    }
    let mut one: Vec<String> = Vec::with_capacity(typed.len());
    for word in typed {
        let one_of = query_word::singular(table, word);
        let word = one_of.map_or_else(|| word.clone(), |w| table.lexicon.word(w).to_string());
        let function_word = query_word::is_function_word(table, table.lexicon.find(&word));
        let denied = word == NON || one.last().is_some_and(|w| w == NON);
        let twice = !denied && one.contains(&word) && polar(&word).is_none();
        if !twice && !function_word {
            one.push(word);
        }
    }
    if one != typed {
        readings(table, &one, cost, out);
    }
    renamed(table, &one, cost, out);
    let on = typed.iter().any(|w| w == "on");
    for (bare, more) in asides::without(table, &one, on) {
        // What is denied is no aside.
        if !denied::words(&bare).eq(denied::words(&one)) {
            continue;
        }
        readings(table, &bare, cost + more, out);
        renamed(table, &bare, cost + more, out);
    }
    // The first one was read with the words as typed.
    begun(table, typed, cost, 1..MOST_TERMS, out);
}

/// The last words as the terms that they begin, so that what "colon cancer" finds is not gone at "colon can", nor that of
/// "poison ivy" at "poison i": those first whose last word the most texts have, of which so many are taken.
pub(super) fn begun(
    table: &CodeTable,
    typed: &[String],
    cost: i32,
    take: Range<usize>,
    out: &mut Vec<Interpretation>,
) {
    const SHORTEST: usize = 2;
    const MOST: usize = 200;
    let [before @ .., last] = typed else { return };
    let words = table.lexicon.prefix_range(last);
    if before.is_empty() || last.len() < SHORTEST || words.len() > MOST {
        return;
    }
    let texts = |w: u32| table.docs.having(w..w + 1).len();
    let known = before.iter().rev().map_while(|w| table.lexicon.find(w));
    let mut known: Vec<u16> = known.take(LONGEST_TERM - 1).collect();
    known.reverse();
    let mut terms: Vec<u32> = Vec::new();
    for n in (0..=known.len()).rev() {
        let mut ids = known.get(known.len() - n..).unwrap_or_default().to_vec();
        for w in words.clone() {
            ids.push(w as u16);
            if table.rewrite(&ids).is_some() {
                let place = terms.iter().position(|t| texts(*t) <= texts(w));
                terms.insert(place.unwrap_or(terms.len()), w);
            }
            ids.pop();
        }
        if !terms.is_empty() {
            break;
        }
    }
    for term in terms.into_iter().skip(take.start).take(take.len()) {
        let term = table.lexicon.word(term as u16);
        if term == last {
            continue;
        }
        let mut whole = before.to_vec();
        whole.push(term.to_string());
        let more = table.feature(Feature::Rewrite) + table.feature(Feature::Short);
        let first = out.len();
        readings(table, &whole, cost + more, out);
        // No name was typed in full.
        for reading in out.iter_mut().skip(first) {
            reading.plain = false;
        }
    }
}

/// Queries that the person may have meant: `typed` with one word replaced by a whole word one edit
/// away, those first that most texts have. Words that stand for nothing are all replaced, each by
/// its best one; where every word stands for something, those that are only the beginning of words
/// are doubted, and at last all. Such a query is read like any other, so that terms of several
/// words are found although one is mistyped.
#[allow(clippy::indexing_slicing)] // `i` numbers the typed words, of which each list has as many.
pub(super) fn corrected(
    table: &CodeTable,
    typed: &[String],
    words: &[QueryWord],
    all: &mut Near<'_>,
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
        let texts = |w: u32| table.docs.having(w..w + 1).len();
        let known = !doubted(word, how.unwrap_or(2));
        if word.text.len() < 3 || known && (how != Some(0) || word.exact.is_none()) {
            continue;
        }
        let mut most = 0;
        // Of four letters or fewer, and of what is no word, the first may be the one that is missing.
        let first_stands = !word.is_unmatched() && word.text.len() > 4;
        let whole = |guess: &u32, edits: usize| {
            let text = table.lexicon.word(*guess as u16);
            // What is a word of its own was not meant as one that says nothing.
            text.len() >= 4
                && !(word.exact.is_some()
                    && query_word::is_function_word(table, Some(*guess as u16)))
                && distance_at_most(edits, word.text.as_bytes(), text.as_bytes())
        };
        let mut near = |edits, first_stands| {
            let words = all.words(&word.text, edits, first_stands);
            let words = words.into_iter().flatten();
            words
                .filter(|guess| whole(guess, edits))
                .collect::<Vec<u32>>()
        };
        // Beside a mistyped word a known one may be, too, where another is far more usual ("abdomnal pian").
        let mut near_words = if known {
            let own = word.exact.map_or(0, |w| texts(w.into()));
            let mut moved = fuzzy::moved(&table.lexicon, &word.text);
            moved.retain(|w| texts(*w) > own * MORE_USUAL);
            moved
        } else {
            near(1, first_stands)
        };
        if near_words.is_empty() && !known && word.text.len() >= MOVED {
            near_words = fuzzy::moved(&table.lexicon, &word.text);
        }
        if near_words.is_empty() && word.is_unmatched() && word.text.len() >= LONG {
            near_words = near(2, true);
        }
        // One letter for two of it, or two for one, is the typo that is made most.
        let single = |text: &str| {
            let mut letters = text.as_bytes().to_vec();
            letters.dedup();
            letters
        };
        let doubled = |guess: &u32| {
            let text = table.lexicon.word(*guess as u16);
            text != word.text && single(text) == single(&word.text)
        };
        if near_words.iter().any(doubled) {
            near_words.retain(doubled);
        }
        for guess in near_words {
            let text = table.lexicon.word(guess as u16);
            let texts = texts(guess);
            if texts > most && (known || word.is_unmatched()) {
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
    _: &mut Near<'_>,
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
        } else if let Some(parts) = word.is_unmatched().then(|| parts(table, text)).flatten() {
            out.extend(parts.into_iter().map(str::to_string));
            changed = true;
        } else {
            out.push(text.clone());
        }
    }
    changed.then_some(out)
}

/// Words that are too short for a part, but stand between two.
const JOINS: [&str; 3] = ["of", "in", "to"];

/// A word as two words of the table, else as three whole ones: more would be a guess before a typo is tried.
fn parts<'w>(table: &CodeTable, word: &'w str) -> Option<Vec<&'w str>> {
    if let Some((_, (a, b))) = parted(table, word) {
        return Some(vec![a, b]);
    }
    let three = (SHORTEST..word.len()).filter_map(|at| {
        let (a, rest) = word.split_at_checked(at)?;
        table.lexicon.find(a)?;
        let joined = JOINS.into_iter().filter_map(|b| {
            let (b, c) = rest.strip_prefix(b).map(|c| (b, c))?;
            Some((texts_of(table, c), (b, c)))
        });
        let (worth, (b, c)) = joined
            .chain(parted(table, rest))
            .max_by_key(|(worth, _)| *worth)?;
        Some((worth.min(texts_of(table, a)), vec![a, b, c]))
    });
    three
        .filter(|(worth, parts)| *worth > 0 && parts.last().is_some_and(|p| p.len() >= 4))
        .max_by_key(|(worth, _)| *worth)
        .map(|(_, parts)| parts)
}

/// Fewest letters of a part.
const SHORTEST: usize = 3;

/// A word as two words of the table, those that the most texts have; the second may be the beginning of one.
fn parted<'w>(table: &CodeTable, word: &'w str) -> Option<(usize, (&'w str, &'w str))> {
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
    splits.max_by_key(|(worth, _)| *worth)
}

/// The query with neighbors joined that are one word with a typo, where one of them stands for nothing.
#[allow(clippy::indexing_slicing)] // `at` counts through the typed words.
pub(super) fn joined_with_edits(
    table: &CodeTable,
    typed: &[String],
    words: &[QueryWord],
    all: &mut Near<'_>,
) -> Option<Vec<String>> {
    /// Shorter ones are too many things with a typo.
    const SHORTEST: usize = 8;
    let at = (1..typed.len()).find_map(|at| {
        let unknown = words.get(at - 1..=at)?.iter().any(QueryWord::is_unmatched);
        let joined = unknown.then(|| format!("{}{}", typed[at - 1], typed[at]))?;
        let mut near =
            |edits| meant(table, &joined, edits, all).filter(|_| joined.len() >= SHORTEST);
        let word = near(1).or_else(|| near(2))?;
        Some((at, word))
    });
    let (at, word) = at?;
    let mut out = typed.to_vec();
    out.splice(at - 1..=at, [table.lexicon.word(word).to_string()]);
    Some(out)
}

/// The query with the first word that stands for nothing parted in two, one a word of the table and one with a typo.
pub(super) fn parted_with_edits(
    table: &CodeTable,
    typed: &[String],
    words: &[QueryWord],
    all: &mut Near<'_>,
) -> Option<Vec<String>> {
    let at = words.iter().position(QueryWord::is_unmatched)?;
    let word = typed.get(at)?;
    let texts = |w: u16| table.docs.having_word(w).len();
    let mut part = |w: &str, edits: usize| match edits {
        0 => table
            .lexicon
            .find(w)
            .filter(|_| w.len() >= 4 || texts_of(table, w) > 20),
        _ => meant(table, w, 1, all).filter(|_| w.len() >= 5),
    };
    let mut best: Option<(usize, u16, u16)> = None;
    for cut in SHORTEST..word.len().saturating_sub(SHORTEST - 1) {
        let (a, b) = word.split_at_checked(cut).unwrap_or_default();
        for (x, y) in [(0, 1), (1, 0)] {
            let Some((a, b)) = part(a, x).and_then(|a| Some((a, part(b, y)?))) else {
                continue;
            };
            let worth = texts(a).min(texts(b));
            if best.is_none_or(|best| best.0 <= worth) {
                best = Some((worth, a, b));
            }
        }
    }
    let (_, a, b) = best?;
    let mut out = typed.to_vec();
    out.splice(at..=at, [a, b].map(|w| table.lexicon.word(w).to_string()));
    Some(out)
}

/// The whole word so many edits away that the most texts have.
fn meant(table: &CodeTable, word: &str, edits: usize, all: &mut Near<'_>) -> Option<u16> {
    all.words(word, edits, true)
        .into_iter()
        .flatten()
        .filter(|guess| {
            let text = table.lexicon.word(*guess as u16);
            distance_at_most(edits, word.as_bytes(), text.as_bytes())
        })
        .max_by_key(|guess| table.docs.having(*guess..*guess + 1).len())
        .map(|guess| guess as u16)
}

/// Whether two words differ by so many edits at most: a letter more, less or other, or two neighbors swapped.
#[allow(clippy::indexing_slicing)] // What is common to both is no longer than either.
fn distance_at_most(edits: usize, a: &[u8], b: &[u8]) -> bool {
    let same = |(x, y): &(&u8, &u8)| x == y;
    let head = a.iter().zip(b).take_while(same).count();
    let (a, b) = (&a[head..], &b[head..]);
    let (Some((x, a_rest)), Some((y, b_rest))) = (a.split_first(), b.split_first()) else {
        return a.len() + b.len() <= edits;
    };
    let Some(fewer) = edits.checked_sub(1) else {
        return false;
    };
    let swapped = match (a_rest.split_first(), b_rest.split_first()) {
        (Some((x2, a_rest)), Some((y2, b_rest))) if x == y2 && y == x2 => {
            distance_at_most(fewer, a_rest, b_rest)
        }
        _ => false,
    };
    swapped
        || distance_at_most(fewer, a_rest, b_rest)
        || distance_at_most(fewer, a_rest, b)
        || distance_at_most(fewer, a, b_rest)
}
