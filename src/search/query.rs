//! From what was typed to the words that are looked for.

use super::denied::{self, NON};
use super::fuzzy::Near;
use super::query_word::{polar, says_little, QueryWord, Says, SIDES};
use crate::code_set::CodeSet;
use crate::table::{CodeTable, Feature};
use std::ops::Range;

/// Longest query that is looked at, in bytes; the rest is ignored.
pub const MAX_QUERY: usize = 256;

/// Most words of one reading, which are counted in the bits of a number.
const MOST_WORDS: usize = 30;

/// One reading of the query: as typed, with terms replaced by what they stand for, or with edits allowed.
pub(crate) struct Interpretation {
    pub(super) words: Vec<QueryWord>,
    pub(super) cost: i32,
    /// Its words are those of a query, not what terms stand for.
    pub(super) plain: bool,
}

/// The variants with one edit allowed in words of four letters or more; none where that changes nothing. When a word
/// stands for nothing as typed, only such words are widened: the others were meant as they are.
pub(super) fn with_edits(
    variants: &[Interpretation],
    table: &CodeTable,
    near: &mut Near<'_>,
) -> Vec<Interpretation> {
    let mut out = Vec::new();
    for v in variants {
        let unknown = v.words.iter().any(QueryWord::is_unmatched);
        let last = v.words.len().saturating_sub(1);
        let mut changed = false;
        let words = v
            .words
            .iter()
            .enumerate()
            .map(|(i, w)| {
                let mut word = QueryWord::new(table, &w.text, i == last);
                word.says = w.says;
                if w.text.len() >= if w.is_unmatched() { 3 } else { 4 }
                    && (!unknown || w.is_unmatched())
                {
                    word.near = w.words_near(near);
                    changed |= !word.near.is_empty();
                    word.measure(table);
                }
                word
            })
            .collect();
        if changed {
            out.push(Interpretation {
                words,
                cost: v.cost,
                plain: false,
            });
        }
    }
    out
}

/// The first [`MAX_QUERY`] bytes of `text`, cut between characters.
pub(super) fn cut(text: &str) -> &str {
    let mut end = text.len().min(MAX_QUERY);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].trim()
}

/// A code as the tables have it: upper case, without dots and hyphens. Empty when it can be none.
pub(super) fn plain_code(text: &str) -> String {
    let text = text.trim();
    let ok = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    if text.len() > 16 || !text.chars().all(ok) {
        return String::new();
    }
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Codes have a digit first or second; words have not.
pub(super) fn looks_like_code(text: &str, plain: &str) -> bool {
    !text.contains(char::is_whitespace) && plain.bytes().take(2).any(|b| b.is_ascii_digit())
}

/// A filter that the query itself carries before a colon: a set ("hcpcs: wheelchair", "i10: ...") or a code or block
/// ("E11: foot").
pub(super) fn own_filter<'a>(
    text: &'a str,
    tables: &[&CodeTable],
) -> (Option<CodeSet>, Option<String>, &'a str) {
    let Some((head, rest)) = text.split_once(':') else {
        return (None, None, text);
    };
    let name = head.trim().to_ascii_lowercase();
    let set = match name.as_str() {
        "i10" | "icd10" | "cm" | "dx" | "icd10cm" => Some(CodeSet::Icd10cm),
        "pcs" | "icd10pcs" => Some(CodeSet::Icd10pcs),
        "hcpcs" => Some(CodeSet::Hcpcs),
        "cpt" => Some(CodeSet::Cpt),
        _ => None,
    };
    let rest = rest.trim();
    if set.is_some() {
        // "i10:" alone is the code I10 with a colon behind it.
        return (set, None, if rest.is_empty() { head } else { rest });
    }
    let plain = plain_code(head);
    // "E11:9" is a code, and "99213:25" one with its modifier.
    let whole = |t: &&CodeTable| {
        let modifiers = rest.split([' ', ',', ':']).all(|m| m.len() == 2);
        modifiers && t.set() != CodeSet::Icd10cm && t.find(&plain).is_some()
            || t.find(&format!("{plain}{rest}")).is_some()
    };
    let code = looks_like_code(head.trim(), &plain)
        && (rest.is_empty() || !tables.iter().any(whole))
        && tables
            .iter()
            .any(|t| t.descendants(&plain).next().is_some());
    if code && rest.is_empty() {
        (None, None, head)
    } else if code {
        (None, Some(plain), rest)
    } else {
        (None, None, text)
    }
}

/// Whether what was denied is left out of an answer: of a diagnosis the title says itself what it is without.
pub(super) fn is_strict(table: &CodeTable) -> bool {
    matches!(table.set(), CodeSet::Cpt | CodeSet::Hcpcs)
}

/// Whether a word denies the next one, but for "without".
pub(super) fn denies(word: &str) -> bool {
    ["no", "not", "non"].contains(&word)
}

/// Notes of which words it was said that they are there, or not: of those before any "with" or "without", and of the next
/// behind each. What comes later may belong to it or not.
fn govern(table: &CodeTable, words: &mut [QueryWord]) {
    let mut says = Says::Named;
    // "Non" of a diagnosis is said of one word: behind that goes on what was said before.
    let mut behind = Says::Nothing;
    let mut left = words;
    while let Some((word, rest)) = left.split_first_mut() {
        let shorthand = match word.text.as_str() {
            "w" => Some(true),
            "wo" | "no" | "not" | "non" => Some(false),
            text => polar(text),
        };
        if let Some(with) = shorthand {
            // "With" is no beginning of "without", but for "with no".
            let no = rest.first().is_some_and(|w| w.text == "no");
            if !word.last && !no && (polar(&word.text).is_some() || word.text == NON) {
                word.no_beginning(table);
            }
            let (here, other) = match with {
                true => (Says::With, Says::Without),
                false => (Says::Without, Says::With),
            };
            // "With and without contrast" denies none.
            let both = is_strict(table) && says == other;
            behind = match word.text == NON && !is_strict(table) {
                true => says,
                false => Says::Nothing,
            };
            says = if both { Says::Nothing } else { here };
        } else if SIDES.contains(&word.text.as_str()) {
            word.says = Says::Nothing;
        } else if !says_little(table, word.exact) {
            word.says = says;
            if says != Says::Named {
                says = std::mem::replace(&mut behind, Says::Nothing);
            }
        }
        left = rest;
    }
}

/// Most letters of an abbreviation.
pub(super) const LONGEST_ABBREVIATION: usize = 4;

/// Most words of a term that stands for others.
pub(super) const LONGEST_TERM: usize = 4;

/// Adds the readings of a query in one table: as typed, and with terms replaced by what they stand for.
// Spans are counted through the typed words and lie one behind another.
#[allow(clippy::indexing_slicing)]
pub(super) fn readings(
    table: &CodeTable,
    typed: &[String],
    cost: i32,
    out: &mut Vec<Interpretation>,
) {
    let typed = typed.get(..MOST_WORDS).unwrap_or(typed);
    let Some(last) = typed.len().checked_sub(1) else {
        return;
    };
    let mut as_typed: Vec<QueryWord> = typed
        .iter()
        .enumerate()
        .map(|(i, w)| QueryWord::new(table, w, i == last))
        .collect();
    govern(table, &mut as_typed);
    // The letter of a kind is no beginning of a word that was typed ("chronic hepatitis c"), where texts have it beside the word before it.
    let is_side = |w: &QueryWord| SIDES.contains(&w.text.as_str());
    let kind = as_typed.iter().rposition(|w| !is_side(w)).unwrap_or(last);
    if let ([before @ .., name], [letter, ..]) = as_typed.split_at_mut(kind) {
        let begun = |w: &QueryWord| w.exact.is_some() && w.text.starts_with(&letter.text);
        let beside = |(name, own): (u16, u16)| {
            let docs = table.docs.having_word(own);
            let has = |doc: &u32| table.docs.words.get(*doc as usize).contains(&name);
            docs.iter().any(has)
        };
        if letter.text.len() == 1
            && table.set() == CodeSet::Icd10cm
            && before.iter().any(begun)
            && name.exact.zip(letter.exact).is_some_and(beside)
        {
            letter.no_beginning(table);
        }
    }

    let denied = denied::words(typed).filter_map(|w| table.lexicon.find(w));
    let denied: Vec<u16> = denied.collect();
    // Longest terms first, not overlapping, left to right.
    let mut spans: Vec<(Range<usize>, &[u16])> = Vec::new();
    let mut at = 0;
    while at < typed.len() {
        // The words of the table from here on, as far as they are whole.
        let mut ids = [0; LONGEST_TERM];
        let mut known = 0;
        for (id, word) in ids.iter_mut().zip(&as_typed[at..]) {
            let Some(exact) = word.exact else { break };
            *id = exact;
            known += 1;
        }
        let found = (1..=known).rev().find_map(|n| {
            let mut to = table.rewrite(&ids[..n]);
            if to.is_none() && n == 2 {
                to = table.rewrite(&[ids[1], ids[0]]);
            }
            // What is denied stands for itself, and nothing else for it.
            let denied = |w: &u16| denied.contains(w);
            let to = to.filter(|to| !denied(&ids[0]) && !to.iter().any(denied));
            to.map(|to| (at..at + n, to))
        });
        at = match found {
            Some((span, to)) => {
                let end = span.end;
                // An abbreviation is meant before the words that begin so, unless one of those may still be typed.
                // ("History of pe" is no second "personal"; a letter begins too much.)
                let short = typed[span.start].as_str();
                let begun = |w: &String| short.len() > 1 && w.starts_with(short);
                let typing = span.end > last && last > 0 && !typed[..last].iter().any(begun);
                if let [word] = &mut as_typed[span.clone()] {
                    if word.text.len() <= LONGEST_ABBREVIATION && !typing {
                        word.part = word.part.max(table.feature(Feature::Short) as i16);
                    }
                }
                spans.push((span, to));
                end
            }
            None => at + 1,
        };
    }
    let first = out.len();
    out.push(Interpretation {
        words: as_typed,
        cost,
        plain: true,
    });
    if spans.is_empty() {
        return;
    }
    // All terms replaced, and each alone when there are several.
    let mut choices: Vec<Vec<usize>> = vec![(0..spans.len()).collect()];
    if spans.len() > 1 {
        choices.extend((0..spans.len().min(3)).map(|i| vec![i]));
    }
    for chosen in choices {
        let mut words: Vec<QueryWord> = Vec::with_capacity(typed.len() + 4);
        let mut add = |text: &str, last: bool, says: Says| {
            let denied = text == NON || words.last().is_some_and(|w| w.text == NON);
            let twice = !denied && words.iter().any(|w| w.text == text);
            if words.len() < MOST_WORDS && !twice {
                let same = |w: &&QueryWord| w.text == text && w.last == last;
                let known = out[first].words.iter().find(same).cloned();
                let mut word = known.unwrap_or_else(|| QueryWord::new(table, text, last));
                if says != Says::Nothing {
                    word.says = says;
                }
                words.push(word);
            }
        };
        let mut at = 0;
        for i in &chosen {
            let (span, to) = &spans[*i];
            let says = out[first].words.get(span.start);
            let says = says.map_or(Says::Nothing, |w| w.says);
            typed[at..span.start]
                .iter()
                .for_each(|w| add(w, false, Says::Nothing));
            let mut says = says;
            for w in *to {
                let word = table.lexicon.word(*w);
                add(word, false, says);
                if word == NON {
                    says = Says::Without;
                }
            }
            at = span.end;
        }
        for (i, w) in typed[at..].iter().enumerate() {
            add(w, at + i == last, Says::Nothing);
        }
        out.push(Interpretation {
            words,
            cost: cost + table.feature(Feature::Rewrite) * chosen.len() as i32,
            plain: false,
        });
    }
}
