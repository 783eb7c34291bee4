//! What clinicians and billers type, against the codes that are acceptable (`bench/gold`): shares that must not sink.

#![cfg(feature = "embedded")]

use std::collections::BTreeMap;
use superbill::rows::CodeSet;
use superbill::search::Options;
use superbill::Tables;

/// Of each kind, how many queries there are and how many have an acceptable code in the first ten.
fn shares(tables: &Tables, gold: &str, sets: &[CodeSet]) -> BTreeMap<String, (usize, usize)> {
    let options = Options {
        sets: sets.to_vec(),
        ..Options::default()
    };
    let mut shares: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in gold.lines() {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or("");
        let (query, codes, kind) = (cell(), cell(), cell());
        for code in codes.split(',') {
            let below = tables.search(code, &Options::default()).unwrap();
            assert!(
                below.iter().any(|h| h.code.starts_with(code)),
                "{query}: no code {code}"
            );
        }
        let hits = tables.search(query, &options).unwrap();
        let found = hits
            .iter()
            .any(|h| codes.split(',').any(|c| h.code.starts_with(c)));
        let share = shares.entry(kind.to_string()).or_default();
        share.0 += 1;
        share.1 += usize::from(found);
    }
    shares
}

#[test]
fn acceptable_codes_are_among_the_first_ten() {
    let tables = Tables::embedded().unwrap();
    let icd = [CodeSet::Icd10cm];
    for (name, gold, sets, kind, least) in [
        (
            "clinic",
            include_str!("../bench/gold/clinic.dev.tsv"),
            &icd[..],
            "plain",
            97,
        ),
        (
            "phrases",
            include_str!("../bench/gold/phrases.tsv"),
            &icd,
            "plain",
            97,
        ),
        (
            "phrases",
            include_str!("../bench/gold/phrases.tsv"),
            &icd,
            "abbr",
            92,
        ),
        // Searched with all sets, as a page would.
        (
            "supplies",
            include_str!("../bench/gold/supplies.tsv"),
            &[],
            "hcpcs",
            92,
        ),
    ] {
        let (all, found) = shares(&tables, gold, sets)[kind];
        assert!(all > 20, "{name}: {all} of {kind}");
        assert!(
            found * 100 >= all * least,
            "{name}: {found} of {all} {kind}, at least {least} % wanted"
        );
    }
}
