//! Our units of HCPCS codes beside the agency's descriptions, where those are at hand.

use codesets::compare;
use codesets::hcpcs_texts::Texts;
use codesets::sources::Store;
use std::io::{Read, Write};
use std::path::PathBuf;
use superbill::CodeSet;

/// The descriptions, or `None` after saying that the test is skipped.
fn descriptions() -> Option<String> {
    let given = std::env::var_os("SUPERBILL_SHARED").filter(|folder| !folder.is_empty());
    let folder = given.unwrap_or_else(|| "../shared".into());
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let path = root.join(folder).join("data/facts/hcpcs-long.tsv.gz");
    let Ok(packed) = std::fs::read(path) else {
        let skipped = b"SKIPPED hcpcs_units::units_agree: the descriptions are not here\n";
        std::io::stderr().write_all(skipped).unwrap();
        return None;
    };
    let mut text = String::new();
    flate2::read::GzDecoder::new(&*packed)
        .read_to_string(&mut text)
        .unwrap();
    Some(text)
}

#[test]
fn units_agree() {
    let Some(text) = descriptions() else { return };
    let store = Store::open().unwrap();
    let Ok(input) = codesets::build::pinned(&store, CodeSet::Hcpcs) else {
        let skipped = b"SKIPPED hcpcs_units::units_agree: the pinned sources are not fetched\n";
        return std::io::stderr().write_all(skipped).unwrap();
    };
    let long = compare::descriptions(&text).unwrap();
    let compared = compare::compare(&input, &Texts::read().unwrap().units, &long);
    assert!(compared.stated > 2000, "{compared:?}");
    let share = compared.agreeing as f64 / compared.stated as f64;
    assert!(share >= 0.995, "{}", compared.lines());
}
