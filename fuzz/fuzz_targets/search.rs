//! Any text and any options against the embedded tables: an answer, bounded and well formed.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use std::cell::LazyCell;
use superbill::rows::CodeSet;
use superbill::search::{Options, MAX_LIMIT};
use superbill::{Date, Tables};

thread_local! {
    static TABLES: LazyCell<Tables> = LazyCell::new(|| Tables::embedded().expect("the embedded tables are sound"));
}

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    query: &'a str,
    sets: u8,
    limit: u16,
    on: Option<u32>,
    billable: Option<bool>,
    within: Option<&'a str>,
    fallback: bool,
}

fuzz_target!(|input: Input| TABLES.with(|tables| {
    let sets = [CodeSet::Icd10cm, CodeSet::Hcpcs, CodeSet::Cpt];
    let options = Options {
        sets: sets
            .into_iter()
            .enumerate()
            .filter(|(i, _)| input.sets >> i & 1 == 1)
            .map(|(_, s)| s)
            .collect(),
        limit: input.limit.into(),
        // Half of all numbers are read as days of these years, so that some of them exist.
        on: input.on.and_then(|n| {
            Date::from_number(if n & 1 == 0 {
                n
            } else {
                20_150_000 + n % 130_000
            })
        }),
        billable: input.billable,
        within: input.within.map(str::to_string),
        fallback: input.fallback,
    };
    let hits = tables
        .search(input.query, &options)
        .expect("all these sets are embedded");
    assert!(hits.len() <= options.limit.min(MAX_LIMIT));
    for hit in &hits {
        let length = hit.display.encode_utf16().count() as u32;
        assert!(
            hit.matches
                .iter()
                .all(|[from, to]| from < to && *to <= length),
            "{hit:?}"
        );
        assert!(
            hit.matches.windows(2).all(|m| m[0][1] <= m[1][0]),
            "{hit:?}"
        );
    }
    for set in CodeSet::ALL {
        let loaded = tables.codes(set).is_some();
        assert_eq!(
            tables.lookup(set.as_str(), input.query, options.on).is_ok(),
            loaded
        );
        assert_eq!(
            tables
                .browse(set.as_str(), Some(input.query), options.on)
                .is_ok(),
            loaded
        );
    }
    // What search shows can be looked up.
    if let Some(hit) = hits.first() {
        assert!(
            tables
                .lookup(hit.set, &hit.code, options.on)
                .is_ok_and(|info| info.is_some()),
            "{hit:?}"
        );
    }
}));
