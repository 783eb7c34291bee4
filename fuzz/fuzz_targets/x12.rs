//! Any bytes as a file of X12, and a file of ours with anything in any place: answers, the same in pieces as in one, and their
//! short form for the boundary.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use std::cell::LazyCell;
use superbill::rules::{Batch, Brief, Checked, Options};
use superbill::{Catalog, Date};

thread_local! {
    static TABLES: LazyCell<Catalog> = LazyCell::new(|| Catalog::embedded().expect("the embedded \
        tables are sound"));
}

const FILES: [&[u8]; 3] = [
    include_bytes!("../seeds/x12/professional"),
    include_bytes!("../seeds/x12/institutional"),
    include_bytes!("../seeds/x12/dental"),
];

#[derive(Arbitrary, Debug)]
enum File<'a> {
    Bytes(&'a [u8]),
    /// Place, how many bytes go, what comes instead.
    Changed(u8, Vec<(u16, u8, &'a [u8])>),
}

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    file: File<'a>,
    piece: u16,
}

fn bytes(file: &File<'_>) -> Vec<u8> {
    match file {
        File::Bytes(bytes) => bytes.to_vec(),
        File::Changed(which, changes) => {
            let mut out = FILES[usize::from(*which) % FILES.len()].to_vec();
            for (at, gone, new) in changes.iter().take(64) {
                let from = usize::from(*at).min(out.len());
                let to = (from + usize::from(*gone)).min(out.len());
                out.splice(from..to, new.iter().copied());
            }
            out
        }
    }
}

fuzz_target!(|input: Input| {
    let bytes = bytes(&input.file);
    let options = || Options::new().today(Date::from_number(20261120));
    TABLES.with(|tables| {
        let whole: Vec<Checked> = Batch::new(options()).check_x12(&bytes, tables).collect();
        let json = serde_json::to_string(&whole).expect("answers are JSON");
        let mut batch = Batch::new(options());
        let mut pieces = Vec::new();
        for piece in bytes.chunks(usize::from(input.piece).max(1)) {
            pieces.extend(batch.feed_x12(piece, false, tables));
        }
        pieces.extend(batch.feed_x12(b"", true, tables));
        assert_eq!(serde_json::to_string(&pieces).expect("answers are JSON"), json);
        let short = Brief::new().write(whole.into_iter()).expect("answers are JSON");
        assert!(short.is_ascii());
    });
});
