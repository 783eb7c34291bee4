//! Denials with "non", apart from the word behind it or joined with it.

use super::query_word::{texts_of, Beginning, QueryWord};
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
/// none has is apart, so that "non" still denies it. With `other` each the other way, where a text has it so.
pub(super) fn with_non(table: &CodeTable, typed: &[String], other: bool) -> Vec<String> {
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
        // The last one is still being typed.
        let joined = match left {
            [] => table.docs.having(table.lexicon.prefix_range(&whole)).len(),
            _ => texts_of(table, &whole),
        };
        let parted = texts_with_non(table, behind);
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
    out
}

/// In how many texts a word stands right behind "non".
fn texts_with_non(table: &CodeTable, word: &str) -> usize {
    let Some(pair) = table.lexicon.marks.non.zip(table.lexicon.find(word)) else {
        return 0;
    };
    let having = |w: u16| table.docs.having(u32::from(w)..u32::from(w) + 1);
    let fewer = [pair.0, pair.1]
        .map(having)
        .into_iter()
        .min_by_key(|docs| docs.len());
    let both = |doc: &&u32| {
        let have = table.docs.words.get(**doc as usize);
        have.windows(2).any(|two| two == [pair.0, pair.1])
    };
    fewer.unwrap_or_default().iter().filter(both).count()
}

/// The words that a query of diagnoses denies and does not ask for elsewhere.
pub(super) struct Denied<'a> {
    table: &'a CodeTable,
    /// The words of the table that begin with it, and those that begin with "non" and it.
    words: Vec<(Beginning, Beginning)>,
}

impl<'a> Denied<'a> {
    pub(super) fn new(table: &'a CodeTable, words: &[QueryWord]) -> Denied<'a> {
        let mut denied = Vec::new();
        let mut apart = false;
        for (i, word) in words.iter().enumerate() {
            let own = match word.text.strip_prefix(NON) {
                _ if apart => Some(word.text.as_str()),
                joined => joined,
            };
            apart = word.text == NON;
            let asked = |own: &str| {
                let same = |(k, w): (usize, &QueryWord)| k != i && w.text == own;
                words.iter().enumerate().any(same)
            };
            let known = |own: &&str| table.lexicon.find(own).is_some() && !asked(own);
            if let Some(own) = own.filter(known) {
                let joined = Beginning::of(table, &format!("{NON}{own}"));
                denied.push((Beginning::of(table, own), joined));
            }
        }
        if table.set() != CodeSet::Icd10cm {
            denied.clear();
        }
        Denied {
            table,
            words: denied,
        }
    }

    /// Whether a text says that there is what was denied, and nowhere that there is not: it is no answer.
    #[inline(always)]
    pub(super) fn is_said(&self, doc: usize) -> bool {
        !self.words.is_empty() && self.words_in(doc)
    }

    #[inline(never)]
    fn words_in(&self, doc: usize) -> bool {
        let marks = &self.table.lexicon.marks;
        self.words.iter().any(|(own, joined)| {
            let (mut there, mut not_there) = (false, false);
            let (mut without, mut not) = (false, false);
            for w in self.table.docs.words.get(doc) {
                let is_denied = without || not;
                there |= own.has(*w) && !is_denied;
                not_there |= joined.has(*w) || own.is_first(*w) && is_denied;
                without |= marks.without == Some(*w);
                not = [marks.not, marks.non].contains(&Some(*w));
            }
            there && !not_there
        })
    }
}
