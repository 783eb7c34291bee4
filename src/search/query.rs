//! From what was typed to the words that are looked for.

use crate::code_set::CodeSet;
use crate::table::{CodeTable, Feature};
use crate::tokenizer::each_word;
use std::borrow::Cow;
use std::ops::Range;

/// Longest query that is looked at, in bytes; the rest is ignored.
pub const MAX_QUERY: usize = 256;
/// Most words of a query that are looked at.
pub const MAX_WORDS: usize = 24;
/// One reading of the query: as typed, with terms replaced by what they stand for, or with edits allowed.
pub(crate) struct Interpretation {
    pub(super) words: Vec<QueryWord>,
    pub(super) cost: i32,
}

/// The words of a table that begin alike, whose numbers follow each other.
#[derive(Clone, Copy)]
pub(super) struct Beginning {
    first: u32,
    count: u32,
}

impl Beginning {
    #[inline(always)]
    pub(super) fn has(self, word: u16) -> bool {
        u32::from(word).wrapping_sub(self.first) < self.count
    }

    #[inline(always)]
    fn range(self) -> Range<u32> {
        self.first..self.first + self.count
    }
}

/// One word of a query: the words of the table that it may stand for.
#[derive(Clone)]
pub(crate) struct QueryWord {
    pub(super) text: String,
    /// The words that begin with it.
    pub(super) begins: Beginning,
    /// Those that are one edit away.
    near: Vec<Range<u32>>,
    /// It is the last one of the query: still being typed.
    pub(super) last: bool,
    exact: Option<u16>,
    /// What the beginning of a word costs, and a word that is one edit away.
    part: i16,
    edit: i16,
    /// The most that a match can take off a cost: the heaviest word it may stand for.
    pub(super) most: i32,
    /// How often documents have it.
    pub(super) postings: usize,
    /// In which extension sets (bits) seventh characters satisfy it, and how many entries have those.
    ext_sets: u64,
    pub(super) ext_entries: usize,
}

impl QueryWord {
    fn new(table: &CodeTable, text: &str, last: bool) -> QueryWord {
        let range = table.lexicon.prefix_range(text);
        let exact = (table.lexicon.word(range.start as u16) == text).then_some(range.start as u16);
        let part = table.feature(if last {
            Feature::PartLastWord
        } else {
            Feature::PartWord
        });
        let mut word = QueryWord {
            text: text.to_string(),
            begins: Beginning {
                first: range.start,
                count: range.end.saturating_sub(range.start),
            },
            near: Vec::new(),
            last,
            exact,
            part: part as i16,
            edit: table.feature(Feature::Edit) as i16,
            most: 0,
            postings: 0,
            ext_sets: 0,
            ext_entries: 0,
        };
        word.measure(table);
        word
    }

    /// What the words that it may stand for have in common.
    fn measure(&mut self, table: &CodeTable) {
        let (mut most, mut sets, mut postings) = (0, 0, 0);
        for range in self.ranges() {
            sets |= table.ext_sets_having(&range);
            postings += table.docs.having(range.clone()).len();
            most = most.max(table.lexicon.heaviest(range));
        }
        self.most = most.into();
        self.postings = postings;
        self.ext_sets = sets;
        if self.in_exts() {
            let sets = table.ext_entries.iter().zip(1..);
            let own = sets.filter(|(_, set)| self.in_set(*set));
            self.ext_entries = own.map(|(entries, _)| *entries as usize).sum();
        }
    }

    /// Numbers of the words that begin with it, and behind them of those that are one edit away.
    pub(super) fn ranges(&self) -> impl Iterator<Item = Range<u32>> + '_ {
        std::iter::once(self.begins.range()).chain(self.near.iter().cloned())
    }

    /// It stands for nothing but the words that begin with it.
    #[inline(always)]
    pub(super) fn is_plain(&self) -> bool {
        self.near.is_empty()
    }

    /// What it costs that this query word stands for table word `w`; `None` when it does not.
    #[inline(always)]
    pub(super) fn part_cost(&self, w: u16) -> Option<i32> {
        if self.begins.has(w) {
            return Some(if self.exact == Some(w) {
                0
            } else {
                self.part.into()
            });
        }
        self.is_near(w).then_some(self.edit.into())
    }

    /// Whether a table word is one edit away.
    #[inline(always)]
    pub(super) fn is_near(&self, w: u16) -> bool {
        self.near.iter().any(|r| r.contains(&u32::from(w)))
    }

    /// Whether seventh characters can satisfy it.
    #[inline(always)]
    pub(super) fn in_exts(&self) -> bool {
        self.ext_sets != 0
    }

    /// Whether a seventh character of that extension set (numbered from 1, 0 is none) has it.
    #[inline(always)]
    pub(super) fn in_set(&self, set: u8) -> bool {
        self.ext_sets >> set.min(63) & 1 == 1
    }

    pub(super) fn is_unmatched(&self) -> bool {
        self.begins.count == 0 && self.near.is_empty()
    }

    /// Whether it is no word of the table, only the beginning of words.
    pub(super) fn is_part(&self) -> bool {
        self.exact.is_none()
    }

    /// How much the word tells, in bits times four: the rarer, the more. The first letters of a word tell little. What this
    /// table has not tells most: another one may have it.
    pub(super) fn rarity(&self, documents: usize) -> i32 {
        let bits = (documents as f32 / self.postings.max(1) as f32).max(1.0);
        let bits = bits.log2();
        let short = if self.text.len() < 3 && self.is_part() {
            0.3
        } else {
            1.0
        };
        (bits * 4.0 * short) as i32 + 1
    }

    /// The words one edit away, as ranges. Of a word that stands for something as typed, the first letter is not doubted.
    fn words_near(&self, table: &CodeTable) -> Vec<Range<u32>> {
        let known = !self.is_unmatched();
        let mut near = super::fuzzy::near(&table.lexicon, &self.text, known);
        near.retain(|r| !self.begins.range().contains(&r.start));
        near
    }
}

/// The variants with one edit allowed in words of four letters or more; none where that changes nothing. When a word
/// stands for nothing as typed, only such words are widened: the others were meant as they are.
#[allow(clippy::indexing_slicing)] // A word is put into the list when it is not found there.
pub(super) fn with_edits(variants: &[Interpretation], table: &CodeTable) -> Vec<Interpretation> {
    let mut known: Vec<(String, Vec<Range<u32>>)> = Vec::new();
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
                if w.text.len() >= 4 && (!unknown || w.is_unmatched()) {
                    let at = known.iter().position(|k| k.0 == w.text).unwrap_or_else(|| {
                        known.push((w.text.clone(), w.words_near(table)));
                        known.len() - 1
                    });
                    word.near = known[at].1.clone();
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
    let code = looks_like_code(head.trim(), &plain)
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

/// Sides stand anywhere in what people type ("fx r hip"); read last, they do not part a term. ("lt" is also long term.)
const SIDES: [&str; 6] = ["left", "right", "bilateral", "l", "r", "rt"];

/// The query with "w/o" and "w/" as the words that titles of diagnoses have, so that neither is ever taken for the other.
/// Short texts of other sets have the shorthand itself.
fn spelled_out<'a>(table: &CodeTable, text: &'a str) -> Cow<'a, str> {
    let has = |b: &[u8]| matches!(b, [b'w' | b'W', b'/']);
    if table.set() != CodeSet::Icd10cm || !text.as_bytes().windows(2).any(has) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        let lower = word.to_ascii_lowercase();
        let behind = |n: usize| word.get(n..).unwrap_or("");
        match lower.strip_prefix("w/") {
            Some("o") => out.push_str("without"),
            Some(rest) if rest.starts_with("o-") || rest.starts_with("o,") => {
                out.push_str("without ");
                out.push_str(behind(4));
            }
            // "w/wo" and the like are a term of their own.
            Some("wo" | "w/o") => out.push_str(word),
            Some(_) => {
                out.push_str("with ");
                out.push_str(behind(2));
            }
            None => out.push_str(word),
        }
    }
    Cow::Owned(out)
}

/// The words of a query, each once, sides last. A word that is no word but begins a code of the table narrows the search
/// through `within` instead ("e11 foot").
pub(super) fn typed(table: &CodeTable, text: &str, within: &mut dyn FnMut(&str)) -> Vec<String> {
    let mut typed: Vec<String> = Vec::new();
    let mut sides: Vec<String> = Vec::new();
    let mut count = 0;
    let spelled = spelled_out(table, text);
    let text = &*spelled;
    each_word(text, &mut String::with_capacity(24), &mut |word, range| {
        count += 1;
        let beside = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)) == Some(&b'/');
        let in_shorthand = beside(range.start.checked_sub(1)) || beside(Some(range.end));
        let to = if SIDES.contains(&word) && !in_shorthand {
            &mut sides
        } else {
            &mut typed
        };
        if count <= MAX_WORDS && !to.iter().any(|w| w == word) {
            to.push(word.to_string());
        }
    });
    typed.append(&mut sides);
    if typed.len() > 1 {
        let code_like = |w: &String| {
            w.len() >= 3
                && looks_like_code(w, w)
                && table.lexicon.prefix_range(w).is_empty()
                && table.descendants(&plain_code(w)).next().is_some()
        };
        if let Some(at) = typed.iter().position(code_like) {
            within(&typed.remove(at));
        }
    }
    typed
}

/// Most words of a term that stands for others.
const LONGEST_TERM: usize = 4;

/// Adds the readings of a query in one table: as typed, and with terms replaced by what they stand for.
// Spans are counted through the typed words and lie one behind another.
#[allow(clippy::indexing_slicing)]
pub(super) fn readings(
    table: &CodeTable,
    typed: &[String],
    cost: i32,
    out: &mut Vec<Interpretation>,
) {
    let Some(last) = typed.len().checked_sub(1) else {
        return;
    };
    let as_typed: Vec<QueryWord> = typed
        .iter()
        .enumerate()
        .map(|(i, w)| QueryWord::new(table, w, i == last))
        .collect();

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
            to.map(|to| (at..at + n, to))
        });
        at = match found {
            Some((span, to)) => {
                let end = span.end;
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
        let mut add = |text: &str, last: bool| {
            if words.len() < 30 && !words.iter().any(|w| w.text == text) {
                let same = |w: &&QueryWord| w.text == text && w.last == last;
                let known = out[first].words.iter().find(same).cloned();
                words.push(known.unwrap_or_else(|| QueryWord::new(table, text, last)));
            }
        };
        let mut at = 0;
        for i in &chosen {
            let (span, to) = &spans[*i];
            typed[at..span.start].iter().for_each(|w| add(w, false));
            to.iter().for_each(|w| add(table.lexicon.word(*w), false));
            at = span.end;
        }
        for (i, w) in typed[at..].iter().enumerate() {
            add(w, at + i == last);
        }
        out.push(Interpretation {
            words,
            cost: cost + table.feature(Feature::Rewrite) * chosen.len() as i32,
        });
    }
}
