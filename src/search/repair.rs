//! Readings that are tried when the words as typed find nothing: mistyped words put right, and names read as the title of
//! the code that they stand for.

use super::query::{readings, QueryWord, Variant};
use crate::table::{Feature, RowId, Table};

/// Most words that a mistyped word is tried as.
const MOST_GUESSES: usize = 4;

/// Adds what the same words say otherwise: in the singular, and with a name read as a title.
pub(super) fn otherwise(table: &Table, typed: &[String], cost: i32, out: &mut Vec<Variant>) {
    let one: Vec<String> = typed.iter().map(|w| singular(table, w)).collect();
    if one != typed {
        readings(table, &one, cost, out);
    }
    renamed(table, &one, cost, out);
}

/// The singular of a word, when the table has it as a word.
fn singular(table: &Table, word: &str) -> String {
    let one = match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word.strip_suffix('s').unwrap_or("").to_string(),
    };
    match table.lexicon.find(&one) {
        Some(_) if one.len() >= 3 => one,
        _ => word.to_string(),
    }
}

/// What the person may have meant: `typed` with one word replaced by a whole word one edit away, those first that most
/// texts have. Words that stand for nothing are all replaced, each by its best one; where every word stands for
/// something, those that are only the beginning of words are doubted, and at last all. Such a query is read like any
/// other, so that terms of several words are found although one is mistyped.
pub(super) fn corrected(table: &Table, typed: &[String], words: &[QueryWord]) -> Vec<Vec<String>> {
    let doubts: [&dyn Fn(&QueryWord) -> bool; 3] =
        [&QueryWord::is_nothing, &QueryWord::is_part, &|_| true];
    let Some(doubt) = doubts.iter().find(|doubt| words.iter().any(doubt)) else {
        return Vec::new();
    };
    let mut guesses: Vec<(usize, usize, u16)> = Vec::new();
    let mut best = typed.to_vec();
    for (i, word) in words.iter().enumerate().filter(|(_, w)| doubt(w)) {
        let mut near = whole_words_near(table, word);
        near.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
        near.truncate(MOST_GUESSES);
        if let Some((_, guess)) = near.first().filter(|_| word.is_nothing()) {
            best[i] = table.lexicon.word(*guess).to_string();
        }
        guesses.extend(near.into_iter().map(|(n, w)| (n, i, w)));
    }
    guesses.sort_by_key(|(n, ..)| std::cmp::Reverse(*n));
    guesses.truncate(MOST_GUESSES);
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

/// Words of four letters or more that are one edit away from what was typed, with the number of texts that have them.
fn whole_words_near(table: &Table, word: &QueryWord) -> Vec<(usize, u16)> {
    let typed = &word.text;
    // Of four letters three are left when one was left out.
    if typed.len() < 3 {
        return Vec::new();
    }
    let near = super::fuzzy::near(&table.lexicon, typed, !word.is_nothing());
    near.into_iter()
        .flatten()
        .filter(|w| {
            let word = table.lexicon.word(*w as u16);
            word.len() >= 4 && one_edit(typed.as_bytes(), word.as_bytes())
        })
        .map(|w| (table.posting_slice(w..w + 1).len(), w as u16))
        .collect()
}

/// Whether two words differ by one letter more, less or other, or by two neighbours swapped.
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
/// "tennis elbow left" is then found as "lateral epicondylitis left". What says little (see `ranking.tsv`) stays out,
/// "unspecified" above all.
fn renamed(table: &Table, typed: &[String], cost: i32, out: &mut Vec<Variant>) {
    const LITTLE: u8 = 4;
    let ids: Vec<Option<u16>> = typed.iter().map(|w| table.lexicon.find(w)).collect();
    let spans = (1..typed.len().min(5))
        .rev()
        .flat_map(|n| (0..=typed.len() - n).map(move |at| at..at + n));
    for span in spans {
        let Some(words) = ids[span.clone()]
            .iter()
            .copied()
            .collect::<Option<Vec<u16>>>()
        else {
            continue;
        };
        let Some(entry) = named(table, &words) else {
            continue;
        };
        let mut texts = typed[..span.start].to_vec();
        for w in table.doc_words.get(entry) {
            if table.lexicon.weight(*w) > LITTLE {
                texts.push(table.lexicon.word(*w).to_string());
            }
        }
        texts.extend_from_slice(&typed[span.end..]);
        readings(table, &texts, cost + table.feature(Feature::Rewrite), out);
        return;
    }
}

/// The entry that a name stands for, when the words are all of the name.
fn named(table: &Table, words: &[u16]) -> Option<usize> {
    let postings = |w: &u16| table.posting_slice(u32::from(*w)..u32::from(*w) + 1);
    let rarest = words.iter().map(postings).min_by_key(|p| p.len())?;
    let doc = rarest
        .iter()
        .map(|doc| *doc as usize)
        .find(|doc| *doc >= table.entry_count() && table.doc_words.get(*doc) == words)?;
    table.targets(doc)?.first().map(|row| RowId(*row).entry())
}
