//! The numbers that order answers.

use super::entry::Entry;
use crate::table::rows::{Ranking, TableInput};
use crate::table::{Feature, Lexicon};
use std::collections::HashMap;

pub(super) fn weights(lexicon: &Lexicon, input: &TableInput) -> Vec<u8> {
    let mut weights = vec![16u8; lexicon.word_count()];
    for r in &input.ranking {
        if let Ranking::Word(word, cost) = r {
            if let Some(at) = lexicon.find(word) {
                weights[usize::from(at)] = (*cost).clamp(0, 255) as u8;
            }
        }
    }
    weights
}

pub(super) fn priors(entries: &[Entry<'_>], input: &TableInput) -> Vec<u8> {
    let by_prefix: HashMap<&str, i16> = input
        .ranking
        .iter()
        .filter_map(|r| match r {
            Ranking::Code(prefix, cost) => Some((prefix.as_str(), *cost)),
            _ => None,
        })
        .collect();
    let phrases = || {
        input.ranking.iter().filter_map(|r| match r {
            Ranking::Phrase(phrase, cost) => Some((phrase.as_str(), *cost)),
            _ => None,
        })
    };
    entries
        .iter()
        .map(|e| {
            let code = e.row.code.as_str();
            let cost = (0..=code.len())
                .rev()
                .find_map(|n| by_prefix.get(&code[..n]));
            let title = e.row.title.to_ascii_lowercase();
            let said = phrases().filter(|(phrase, _)| title.contains(phrase));
            let cost = cost.copied().unwrap_or(0) + said.map(|(_, cost)| cost).sum::<i16>();
            cost.clamp(-128, 127) as i8 as u8
        })
        .collect()
}

pub(super) fn features(input: &TableInput) -> Vec<u8> {
    let mut out = Vec::new();
    for (_, name) in Feature::ALL {
        let cost = input.ranking.iter().rev().find_map(|r| match r {
            Ranking::Feature(n, cost) if n == name => Some(*cost),
            _ => None,
        });
        out.extend(cost.unwrap_or(0).to_le_bytes());
    }
    out
}
