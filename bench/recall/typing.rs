//! What happens while a query is typed: a code that is in the list should not leave it by the next letter of the same word.

use crate::Sample;
use superbill::search::Options;
use superbill::{Catalog, CodeSet, Error};

/// The queries of which an acceptable code stood in the list while a word was typed and was gone by its next letter, and for how
/// many letters of that word it stayed away.
pub fn lost(tables: &Catalog, samples: &[Sample]) -> Result<Vec<(usize, String)>, Error> {
    let options = Options::new().sets([CodeSet::Icd10cm]);
    let mut lost = Vec::new();
    for sample in samples {
        let there = |typed: &str| -> Result<bool, Error> {
            let hits = tables.search(typed, &options)?;
            let ok = |code: &String| sample.codes.iter().any(|c| code.starts_with(c.as_str()));
            Ok(hits.iter().any(|h| ok(&h.code)))
        };
        let ends: Vec<usize> = sample
            .query
            .char_indices()
            .map(|(at, _)| at)
            .skip(2)
            .collect();
        let (mut seen, mut gone) = (false, Vec::new());
        for end in ends.into_iter().chain([sample.query.len()]) {
            let typed = sample.query.get(..end).unwrap_or("");
            if typed.ends_with(' ') {
                if !gone.is_empty() {
                    break;
                }
                seen = false;
                continue;
            }
            let now = there(typed)?;
            if seen && !now {
                gone.push(typed);
            } else if now && !gone.is_empty() {
                break;
            }
            seen |= now;
        }
        if let Some(typed) = gone.first() {
            lost.push((gone.len(), format!("{typed} ({})", sample.query)));
        }
    }
    Ok(lost)
}

/// Letters that are typed of all queries until an acceptable code is in the list, and their letters.
pub fn needed(tables: &Catalog, samples: &[Sample]) -> Result<(usize, usize), Error> {
    let options = Options::new().sets([CodeSet::Icd10cm]);
    let (mut needed, mut all) = (0, 0);
    for sample in samples {
        let letters = sample.query.chars().count();
        let mut first = letters;
        for (n, (end, c)) in sample.query.char_indices().enumerate() {
            let typed = sample.query.get(..end + c.len_utf8()).unwrap_or("");
            let hits = tables.search(typed, &options)?;
            let ok = |code: &String| sample.codes.iter().any(|c| code.starts_with(c.as_str()));
            if hits.iter().any(|h| ok(&h.code)) {
                first = n + 1;
                break;
            }
        }
        needed += first;
        all += letters;
    }
    Ok((needed, all))
}
