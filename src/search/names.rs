//! Names in a query, and the titles that they stand for.

use super::denied;
use super::query::{readings, Interpretation};
use super::query_word::says_little;
use crate::table::{CodeId, CodeTable, Feature};

/// The readings in which a name, the longest that stands in the query, is replaced by the words of its code's title:
/// "tennis elbow left" is then found as "lateral epicondylitis left". What says little stays out.
#[allow(clippy::indexing_slicing)] // `at` and `at + n` lie within the typed words.
pub(super) fn renamed(
    table: &CodeTable,
    typed: &[String],
    cost: i32,
    out: &mut Vec<Interpretation>,
) {
    let ids: Vec<Option<u16>> = typed.iter().map(|w| table.lexicon.find(w)).collect();
    let denied: Vec<Option<u16>> = denied::words(typed)
        .map(|w| table.lexicon.find(w))
        .collect();
    for n in (1..typed.len().min(5)).rev() {
        for (at, span) in ids.windows(n).enumerate() {
            let denied = |w: &Option<u16>| denied.contains(w);
            if span
                .iter()
                .any(|w| w.is_none() || denied(w) || says_little(table, *w))
            {
                continue;
            }
            // Nor does a name stand for what is denied beside it.
            let titled = |entry: &usize| {
                let title = table.docs.words.get(*entry);
                !title.iter().any(|w| denied(&Some(*w)))
            };
            if let Some(entry) = named(table, span, table.entry_count()).filter(titled) {
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

/// The entry that a name stands for, when the words are all of the name that says something; of the texts from that number on.
#[allow(clippy::indexing_slicing)] // `partition_point` gives a place of the list or its end.
pub(super) fn named(table: &CodeTable, words: &[Option<u16>], from: usize) -> Option<usize> {
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
    // Texts stand in the order of their numbers, names behind titles.
    let rarest = rarest?;
    let names = rarest.partition_point(|doc| (*doc as usize) < from);
    let doc = *rarest[names..].iter().find(says)? as usize;
    match table.targets(doc) {
        Some(rows) => rows.first().map(|row| row.entry()),
        None => Some(doc),
    }
}

/// The row beside one, or beside what is billed below it, that says no more than it but a side.
pub(super) fn sided(table: &CodeTable, row: CodeId, side: u16) -> Option<CodeId> {
    let row = table.default_below(row, &|_| true).unwrap_or(row);
    let own = table.docs.words.get(row.entry());
    let parent = table.parent(CodeId::new(row.entry(), 0))?;
    let says_side = |beside: &CodeId| {
        let words = table.docs.words.get(beside.entry());
        words.contains(&side) && words.iter().all(|w| *w == side || own.contains(w))
    };
    let beside = table.child_rows(parent).find(says_side)?;
    let same = table.ext_of.get(beside.entry()) == table.ext_of.get(row.entry());
    let ext = if same { row.ext() } else { 0 };
    Some(CodeId::new(beside.entry(), ext)).filter(|_| !own.contains(&side))
}
