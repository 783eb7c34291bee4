//! The numbers that order answers, from `addenda/ranking.tsv`.

use crate::addenda;
use anyhow::{ensure, Result};
use superbill::table::rows::Ranking;
use superbill::CodeSet;

const RANKING: &str = "ranking.tsv";

/// The lines of `ranking.tsv` for one set: words and features are for all sets, ranges of codes and phrases of titles for the set in the
/// column `set`, ICD-10-CM when it is empty or not there.
pub fn ranking(set: CodeSet) -> Result<Vec<Ranking>> {
    let Some(text) = addenda::read_optional(RANKING)? else {
        return Ok(Vec::new());
    };
    let mut out = Vec::new();
    for row in addenda::rows(RANKING, &text, &["kind", "key", "cost", "origin"])? {
        let (kind, key) = (row.get("kind"), row.get("key"));
        ensure!(
            !key.is_empty() && !row.get("origin").is_empty(),
            "{}: no key or no origin",
            row.at
        );
        let Ok(cost) = row.get("cost").parse() else {
            anyhow::bail!("{}: the cost is not a number", row.at)
        };
        let of_set = match row.get("set") {
            "" => !matches!(kind, "code" | "phrase") || set == CodeSet::Icd10cm,
            name => name == set.as_str(),
        };
        if !of_set {
            continue;
        }
        out.push(match kind {
            "word" => Ranking::Word(key.into(), cost),
            "code" => Ranking::Code(key.into(), cost),
            "phrase" => Ranking::Phrase(key.into(), cost),
            "feature" => Ranking::Feature(key.into(), cost),
            other => anyhow::bail!("{}: unknown kind {other:?}", row.at),
        });
    }
    Ok(out)
}
