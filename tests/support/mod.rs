//! What the native tests share: tables, the clean claim, and JSON Patch.
#![allow(dead_code)]

pub mod hospital;
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

/// The rows of a file of `tests/cases`. Where one has `with` in place of a claim, it is a JSON Merge Patch (RFC 7396) on
/// `tests/cases/base.json`.
pub fn cases(name: &str) -> Vec<Value> {
    let text = String::from_utf8(read(&format!("tests/cases/{name}"))).expect("cases are text");
    let base = read("tests/cases/base.json");
    let base: Value = serde_json::from_slice(&base).expect("the base of cases is JSON");
    let parse = |line: &str| {
        let mut row: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{name}: {e}"));
        if let Some(with) = row.get("with") {
            let mut claim = base.clone();
            merge(&mut claim, with);
            row["claim"] = claim;
        }
        row
    };
    text.lines().map(parse).collect()
}

/// Applies a JSON Merge Patch.
fn merge(to: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *to = patch.clone();
        return;
    };
    if !to.is_object() {
        *to = Value::Object(Default::default());
    }
    for (key, value) in patch {
        match value {
            Value::Null => drop(to.as_object_mut().and_then(|to| to.remove(key))),
            _ => merge(&mut to[key], value),
        }
    }
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
    if let Err(fault) = try_patch(claim, patch) {
        panic!("{fault} in {patch}");
    }
}

/// Applies such a patch, or says what it does not fit.
fn try_patch(claim: &mut Value, patch: &Value) -> Result<(), String> {
    for op in patch.as_array().ok_or("a patch is an array")? {
        let path = op["path"].as_str().ok_or("an operation has a path")?;
        match op["op"].as_str() {
            Some("replace") => {
                let old = claim.pointer_mut(path);
                *old.ok_or(format!("nothing to replace at {path}"))? = op["value"].clone();
            }
            Some("add") => add(claim, path, op["value"].clone())?,
            Some("remove") => drop(remove(claim, path)?),
            Some("move") => {
                let value = remove(claim, op["from"].as_str().ok_or("a move has a from")?)?;
                add(claim, path, value)?;
            }
            other => return Err(format!("operation {other:?}")),
        }
    }
    Ok(())
}

fn parent<'v>(claim: &'v mut Value, path: &str) -> Result<(&'v mut Value, String), String> {
    let (head, key) = path.rsplit_once('/').ok_or("a path has a step")?;
    let parent = claim.pointer_mut(head).ok_or(format!("nothing at {head}"));
    Ok((parent?, key.replace("~1", "/").replace("~0", "~")))
}

/// The index that a step of a path is in a list, up to `most`.
fn index(key: &str, most: usize) -> Result<usize, String> {
    let index = key.parse().ok().filter(|i| *i <= most);
    index.ok_or(format!("no place {key} in a list"))
}

fn add(claim: &mut Value, path: &str, value: Value) -> Result<(), String> {
    if path.is_empty() {
        *claim = value;
        return Ok(());
    }
    match parent(claim, path)? {
        (Value::Array(items), key) if key == "-" => items.push(value),
        (Value::Array(items), key) => items.insert(index(&key, items.len())?, value),
        (Value::Object(map), key) => drop(map.insert(key, value)),
        (other, _) => return Err(format!("cannot add to {other}")),
    }
    Ok(())
}

fn remove(claim: &mut Value, path: &str) -> Result<Value, String> {
    match parent(claim, path)? {
        (Value::Array(items), key) if !items.is_empty() => {
            Ok(items.remove(index(&key, items.len() - 1)?))
        }
        (Value::Object(map), key) => map
            .remove(&key)
            .ok_or(format!("nothing to remove at {path}")),
        (other, _) => Err(format!("cannot remove from {other}")),
    }
}
