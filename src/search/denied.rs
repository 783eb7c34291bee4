//! Denials with "non", apart from the word behind it or joined with it.

use super::query_word::{says_little, texts_of, Beginning, QueryWord};
use crate::code_set::CodeSet;
use crate::table::CodeTable;

/// Denies the word behind it, or that it begins.
pub(super) const NON: &str = "non";

/// The words behind "non".
pub(super) fn words(typed: &[String]) -> impl Iterator<Item = &String> {
    let pairs = typed.iter().zip(typed.iter().skip(1));
    pairs.filter(|(w, _)| *w == NON).map(|(_, w)| w)
}

/// The words with "non" joined with the one behind it or apart, as more texts have it ("non ruptured aneurysm", "nonpressure ulcer"): what
/// none has is apart, so that "non" still denies it. With `other` each the other way, where a text has it so. None where nothing is denied.
pub(super) fn with_non(table: &CodeTable, typed: &[String], other: bool) -> Option<Vec<String>> {
    if !typed.iter().any(|w| w.starts_with(NON)) {
        return None;
    }
    let mut out: Vec<String> = Vec::with_capacity(typed.len() + 2);
    let mut left = typed;
    while let [word, rest @ ..] = left {
        left = rest;
        let apart = word == NON;
        let behind = match rest {
            [next, ..] if apart => next.as_str(),
            _ => word.strip_prefix(NON).unwrap_or(""),
        };
        if behind.len() < 2 {
            out.push(word.clone());
            continue;
        }
        if apart {
            left = rest.get(1..).unwrap_or_default();
        }
        let whole = format!("{NON}{behind}");
        let parted = texts_with_non(table, behind);
        // The last one is still being typed.
        let joined = match left {
            [] if parted == 0 => table.docs.having(table.lexicon.prefix_range(&whole)).len(),
            _ => texts_of(table, &whole),
        };
        let word = table.lexicon.find(&whole);
        let is_term = word.is_some_and(|w| table.rewrite(&[w]).is_some());
        let known = parted > 0 || !other && !is_term && table.lexicon.find(behind).is_some();
        let join = match (other, apart) {
            (false, _) if joined > 0 => joined >= parted,
            (true, true) => joined > 0,
            (_, apart) => !apart && !known,
        };
        if join {
            out.push(whole);
        } else {
            out.extend([NON, behind].map(str::to_string));
        }
    }
    Some(out)
}

/// In how many texts a word stands right behind "non".
fn texts_with_non(table: &CodeTable, word: &str) -> usize {
    let Some(pair) = table.lexicon.marks.non.zip(table.lexicon.find(word)) else {
        return 0;
    };
    let fewer = [pair.0, pair.1]
        .map(|w| table.docs.having_word(w))
        .into_iter()
        .min_by_key(|docs| docs.len());
    let both = |doc: &&u32| {
        let have = table.docs.words.get(**doc as usize);
        have.windows(2).any(|two| two == [pair.0, pair.1])
    };
    fewer.unwrap_or_default().iter().filter(both).count()
}

/// The part of a word that others of its family begin with, too ("epileptic", "epilepsy"); a short word is all of it.
fn stem(word: &str) -> &str {
    const SHORTEST: usize = 6;
    let end = word.len().saturating_sub(3).max(SHORTEST);
    word.get(..end).unwrap_or(word)
}

/// Words of fewer letters have no family.
const SHORT: usize = 4;

/// The words that a query of diagnoses denies and does not ask for elsewhere.
pub(super) struct Denied<'a> {
    table: &'a CodeTable,
    /// Of each one the words of its family, and those that begin with "non" and that.
    words: Vec<(Beginning, Beginning)>,
}

impl<'a> Denied<'a> {
    pub(super) fn new(table: &'a CodeTable, words: &[QueryWord]) -> Denied<'a> {
        let mut out = Denied {
            table,
            words: Vec::new(),
        };
        if table.set() != CodeSet::Icd10cm {
            return out;
        }
        let mut apart = false;
        for (i, word) in words.iter().enumerate() {
            let own = match word.text.strip_prefix(NON) {
                _ if apart => Some(word.text.as_str()),
                joined => joined,
            };
            apart = word.text == NON;
            // "Heartburn non heart related" asks for what begins so.
            let asked = |own: &str| {
                let mut before = "";
                words.iter().enumerate().any(|(k, w)| {
                    let denied = std::mem::replace(&mut before, &w.text) == NON;
                    let same = if own.len() < SHORT {
                        w.text == own
                    } else {
                        w.text.starts_with(stem(own))
                    };
                    k != i && !denied && same
                })
            };
            if let Some(own) = own.filter(|own| !asked(own)) {
                out.add(own);
                // "Etoh" stands for one word, which is denied with it; of several none is by itself.
                let id = table.lexicon.find(own);
                let stands_for = id.and_then(|id| table.rewrite(&[id])).unwrap_or_default();
                let other = stands_for.first().map(|w| table.lexicon.word(*w));
                if let Some(other) = other.filter(|w| stands_for.len() == 1 && !asked(w)) {
                    out.add(other);
                }
            }
        }
        out
    }

    /// Adds a word, or the beginning of one.
    fn add(&mut self, own: &str) {
        let lexicon = &self.table.lexicon;
        let whole = own.len() < SHORT;
        if lexicon.find(own).is_some() || !whole && !lexicon.prefix_range(own).is_empty() {
            let family = stem(own);
            let of = |word: &str| Beginning::of(self.table, word, whole);
            let pair = (of(family), of(&format!("{NON}{family}")));
            self.words.push(pair);
        }
    }

    /// Whether a text says that there is what was denied, and nowhere that there is not: it is no answer.
    #[inline(always)]
    pub(super) fn is_said(&self, doc: usize) -> bool {
        !self.words.is_empty() && self.words_in(doc)
    }

    #[inline(never)]
    fn words_in(&self, doc: usize) -> bool {
        let have = self.table.docs.words.get(doc);
        self.words.iter().any(|(family, joined)| {
            let (mut there, mut not_there, mut end) = (false, false, 0);
            for (at, word) in have.iter().enumerate() {
                end = end.max(self.reach(have, at));
                let is_denied = at < end;
                there |= family.has(*word) && !is_denied;
                not_there |= joined.has(*word) || family.has(*word) && is_denied;
            }
            there && !not_there
        })
    }

    /// The end of what the word at a place denies. Titles have no commas here: "without" reaches the next word ("without aura,
    /// intractable"), or all words of a list that "and" or "or" ends; "not" and "non" reach the next word ("not specified as recurrent").
    fn reach(&self, have: &[u16], at: usize) -> usize {
        let (lexicon, marks) = (&self.table.lexicon, &self.table.lexicon.marks);
        let is = |at: usize, any: [Option<u16>; 2]| {
            have.get(at).is_some_and(|w| any.contains(&Some(*w)))
        };
        let mut end = at + 1;
        if is(at, [marks.without; 2]) {
            let polar = |at: &usize| is(*at, [marks.with, marks.without]);
            let list = (end..have.len()).take_while(|at| !polar(at));
            end = list
                .filter(|at| is(*at, [marks.and, marks.or]))
                .last()
                .unwrap_or(at)
                + 1;
        } else if !is(at, [marks.not, marks.non]) {
            return 0;
        }
        while let Some(word) = have.get(end) {
            end += 1;
            if !says_little(self.table, Some(*word)) && lexicon.word(*word) != "specified" {
                break;
            }
        }
        end
    }
}
