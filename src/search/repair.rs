//! Readings that are tried when the words as typed find nothing: mistyped words put right, and names read as the title of
//! the code that they stand for.

use super::query::{readings, Variant};
use crate::table::{Feature, RowId, Table};

/// Most words that one mistyped word is tried as.
const MOST_GUESSES: usize = 3;

/// What the person may have meant: `typed` with every word that stands for nothing replaced by a whole word one edit
/// away, the most used one in all places first, then the next ones in each. Such a query is read like any other, so
/// that terms of several words are found although one is mistyped.
pub(super) fn corrected(
    table: &Table,
    typed: &[String],
    unknown: impl Fn(usize) -> bool,
) -> Vec<Vec<String>> {
    let guesses: Vec<Vec<u16>> = (0..typed.len())
        .map(|i| {
            if typed[i].len() < 3 || !unknown(i) {
                return Vec::new();
            }
            let mut near: Vec<u16> = super::fuzzy::near(&table.lexicon, &typed[i], false)
                .into_iter()
                .flatten()
                .map(|w| w as u16)
                .filter(|w| {
                    let word = table.lexicon.word(*w);
                    word.len() >= 4 && one_edit(typed[i].as_bytes(), word.as_bytes())
                })
                .collect();
            let word = |w: &u16| u32::from(*w)..u32::from(*w) + 1;
            near.sort_by_key(|w| std::cmp::Reverse(table.posting_slice(word(w)).len()));
            near.truncate(MOST_GUESSES);
            near
        })
        .collect();
    let mut best = typed.to_vec();
    for (word, guesses) in best.iter_mut().zip(&guesses) {
        if let Some(guess) = guesses.first() {
            *word = table.lexicon.word(*guess).to_string();
        }
    }
    if best == typed {
        return Vec::new();
    }
    let mut out = vec![best];
    for (i, guesses) in guesses.iter().enumerate() {
        for guess in guesses.iter().skip(1) {
            let mut other = out[0].clone();
            other[i] = table.lexicon.word(*guess).to_string();
            out.push(other);
        }
    }
    out
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
pub(super) fn renamed(table: &Table, typed: &[String], cost: i32, out: &mut Vec<Variant>) {
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
