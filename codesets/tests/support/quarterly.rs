//! Folders of made-up quarterly files, and the tables that are made of them.

use codesets::edits::quarterly;
use std::fs;
use std::path::{Path, PathBuf};
use superbill::container::Container;
use superbill::edits::Edits;
use superbill::Date;

/// A new folder of that name.
pub fn dir(name: &str) -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

/// The tables made of the files in a folder, opened, and their bytes.
pub fn load(dir: &Path) -> (Edits, Vec<Vec<u8>>) {
    let mut edits = Edits::default();
    let made = quarterly::tables(dir).unwrap();
    for (set, bytes) in &made {
        let info = edits
            .load(&Container::open(bytes).unwrap())
            .unwrap()
            .unwrap();
        assert_eq!(info.set, *set);
    }
    (edits, made.into_iter().map(|m| m.1).collect())
}

/// A day as a number, as CMS writes it.
pub fn d(n: u32) -> Date {
    Date::from_number(n).unwrap()
}
