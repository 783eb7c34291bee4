//! What the native tests share: tables, the clean claim, and JSON Patch.
#![allow(dead_code)]

mod shared;

use serde_json::Value;
#[allow(unused_imports)]
pub use shared::{oracle, shared, shared_lines, skip};
use superbill::Catalog;

/// Reads a file of the checkout.
pub fn read(path: &str) -> Vec<u8> {
    let full = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read(&full).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The claim of the tests that has no finding.
pub fn clean_claim() -> Value {
    serde_json::from_slice(&read("tests/corpus/base.json")).expect("the clean claim is JSON")
}

/// The embedded tables, and every table that is loaded on demand and has been built.
pub fn tables() -> Catalog {
    #[cfg(feature = "embedded")]
    let mut tables = Catalog::embedded().expect("the embedded tables are sound");
    #[cfg(not(feature = "embedded"))]
    let mut tables = Catalog::empty();
    for dir in on_demand() {
        for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|e| e == "tbl") {
                let bytes = std::fs::read(&path).expect("a built table can be read");
                tables
                    .load(&bytes)
                    .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            }
        }
    }
    tables
}

fn on_demand() -> Vec<std::path::PathBuf> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut dirs = vec![root.join("target/tables")];
    dirs.extend(std::env::var_os("SUPERBILL_TABLES").map(Into::into));
    dirs
}

/// Applies a JSON Patch (RFC 6902) of the operations that the corpus uses: add, replace, remove, move.
pub fn patch(claim: &mut Value, patch: &Value) {
    for op in patch.as_array().expect("a patch is an array") {
        let path = op["path"].as_str().expect("an operation has a path");
        match op["op"].as_str() {
            Some("replace") => {
                *claim
                    .pointer_mut(path)
                    .unwrap_or_else(|| panic!("nothing to replace at {path}")) =
                    op["value"].clone();
            }
            Some("add") => add(claim, path, op["value"].clone()),
            Some("remove") => drop(remove(claim, path)),
            Some("move") => {
                let value = remove(claim, op["from"].as_str().expect("a move has a from"));
                add(claim, path, value);
            }
            other => panic!("operation {other:?}"),
        }
    }
}

fn parent<'v>(claim: &'v mut Value, path: &str) -> (&'v mut Value, String) {
    let (head, key) = path.rsplit_once('/').expect("a path has a step");
    let parent = claim
        .pointer_mut(head)
        .unwrap_or_else(|| panic!("nothing at {head}"));
    (parent, key.replace("~1", "/").replace("~0", "~"))
}

fn add(claim: &mut Value, path: &str, value: Value) {
    if path.is_empty() {
        *claim = value;
        return;
    }
    match parent(claim, path) {
        (Value::Array(items), key) if key == "-" => items.push(value),
        (Value::Array(items), key) => items.insert(key.parse().expect("an index"), value),
        (Value::Object(map), key) => drop(map.insert(key, value)),
        (other, _) => panic!("cannot add to {other}"),
    }
}

fn remove(claim: &mut Value, path: &str) -> Value {
    match parent(claim, path) {
        (Value::Array(items), key) => items.remove(key.parse().expect("an index")),
        (Value::Object(map), key) => map
            .remove(&key)
            .unwrap_or_else(|| panic!("nothing to remove at {path}")),
        (other, _) => panic!("cannot remove from {other}"),
    }
}
