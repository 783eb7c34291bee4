//! Any text, and what clinicians type with slips in it, with any options against the embedded tables: an answer, bounded
//! and well formed; guesses only where the words as typed find nothing.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use std::cell::LazyCell;
use superbill::CodeSet;
use superbill::search::{Options, MAX_LIMIT};
use superbill::{Date, Catalog};

thread_local! {
    static TABLES: LazyCell<Catalog> = LazyCell::new(|| Catalog::embedded().expect("the embedded \
        tables are sound"));
}

/// Random letters seldom come near a word; these do, and so reach the readings that put a mistyped word right.
const PHRASES: &str = include_str!("../../bench/gold/phrases.tsv");

#[derive(Arbitrary, Debug)]
enum Query<'a> {
    Text(&'a str),
    Phrase { line: u16, slips: Vec<(u8, Slip)> },
}

#[derive(Arbitrary, Debug)]
enum Slip {
    Key(u8),
    LeftOut,
    More(u8),
    Swapped,
}

impl Query<'_> {
    fn text(&self) -> String {
        let (line, slips) = match self {
            Query::Text(text) => return text.to_string(),
            Query::Phrase { line, slips } => (usize::from(*line), slips),
        };
        let line = PHRASES.lines().nth(line % PHRASES.lines().count());
        let phrase = line.and_then(|l| l.split('\t').next()).unwrap_or("");
        let mut letters: Vec<char> = phrase.chars().collect();
        let letter = |n: u8| char::from(b'a' + n % 26);
        for (at, slip) in slips.iter().take(3) {
            let at = usize::from(*at) % letters.len().max(1);
            match slip {
                _ if at + 1 >= letters.len() => {}
                Slip::Key(n) => letters[at] = letter(*n),
                Slip::LeftOut => drop(letters.remove(at)),
                Slip::More(n) => letters.insert(at, letter(*n)),
                Slip::Swapped => letters.swap(at, at + 1),
            }
        }
        letters.into_iter().collect()
    }
}

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    query: Query<'a>,
    sets: u8,
    limit: u16,
    on: Option<u32>,
    billable: Option<bool>,
    within: Option<&'a str>,
    fallback: bool,
}

fuzz_target!(|input: Input| TABLES.with(|tables| {
    let sets = [CodeSet::Icd10cm, CodeSet::Hcpcs, CodeSet::Cpt];
    let asked = sets.into_iter().enumerate();
    let asked = asked.filter(|(i, _)| input.sets >> i & 1 == 1);
    let mut options = Options::new()
        .sets(asked.map(|(_, s)| s).collect::<Vec<_>>())
        .limit(input.limit.into())
        .billable(input.billable)
        .fallback(input.fallback);
    options.within = input.within.map(str::to_string);
    // Half of all numbers are read as days of these years, so that some of them exist.
    options.on = input.on.and_then(|n| {
        Date::from_number(if n & 1 == 0 {
            n
        } else {
            20_150_000 + n % 130_000
        })
    });
    let query = input.query.text();
    let ask = |fallback| {
        let options = options.clone().fallback(fallback);
        let hits = tables.search(&query, &options);
        hits.expect("all these sets are embedded")
    };
    let hits = ask(input.fallback);
    let as_typed = ask(false);
    // Other readings never stand before what the words as typed find.
    assert!(hits.starts_with(&as_typed));
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
            tables.lookup(set, &query, options.on).is_ok(),
            loaded
        );
        assert_eq!(
            tables
                .browse(set, Some(&query), options.on)
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
