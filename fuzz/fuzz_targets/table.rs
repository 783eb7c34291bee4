//! Bytes that claim to be a table: refused, or harmless whatever is asked of what was taken.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use superbill::rules::{self, Options};
use superbill::table::CodeTable;
use superbill::{Date, Catalog};

#[path = "../../tests/made_up/mod.rs"]
mod made_up;

/// Small tables of several kinds, to begin from.
static SOUND: LazyLock<[Vec<u8>; 4]> = LazyLock::new(|| {
    [
        made_up::diagnoses(),
        made_up::procedures(),
        include_bytes!("../../src/embedded/modifiers.tbl").to_vec(),
        include_bytes!("../../src/embedded/dx-edits.tbl").to_vec(),
    ]
});

#[derive(Arbitrary, Debug)]
enum Input<'a> {
    /// As they come.
    Bytes(&'a [u8]),
    /// Behind a right beginning and checksum.
    Enveloped(&'a [u8]),
    /// A sound table with bytes altered, a stretch replaced and the end cut, and the checksum right again.
    Altered {
        which: u8,
        bytes: Vec<(u16, u8)>,
        at: u16,
        put: &'a [u8],
        cut: u16,
    },
}

fn bytes(input: &Input) -> Vec<u8> {
    match input {
        Input::Bytes(bytes) => bytes.to_vec(),
        Input::Enveloped(rest) => {
            let mut out = SOUND[0][..12].to_vec();
            out.extend(*rest);
            made_up::reseal(&mut out);
            out
        }
        Input::Altered {
            which,
            bytes,
            at,
            put,
            cut,
        } => {
            let mut out = SOUND[usize::from(*which) % SOUND.len()].clone();
            for (at, value) in bytes {
                let at = usize::from(*at) % out.len();
                out[at] ^= value;
            }
            let at = usize::from(*at) % out.len();
            for (b, new) in out[at..].iter_mut().zip(*put) {
                *b = *new;
            }
            if *cut > 0 {
                out.truncate(usize::from(*cut));
            }
            made_up::reseal(&mut out);
            out
        }
    }
}

/// Uses codes, modifiers and diagnoses of every table.
const CLAIM: &[u8] = include_bytes!("../../tests/corpus/base.json");

fuzz_target!(|input: Input| {
    let bytes = bytes(&input);
    let mut tables = Catalog::empty();
    let taken = tables.load(&bytes).is_ok();
    assert_eq!(taken, !tables.infos().is_empty());
    // Both ways in agree on what a code table is.
    if CodeTable::open(bytes).is_ok() {
        assert!(taken);
    }
    if taken {
        made_up::ask_everything(&tables);
        let options = Options::new().today(Date::from_number(20261120));
        rules::validate_json(CLAIM, &tables, &options).expect("the clean claim can be read");
    }
});
