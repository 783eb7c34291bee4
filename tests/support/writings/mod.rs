//! A claim in the clearinghouses' JSON, written as an 837P and as a FHIR Bundle: what each can carry of it.
#![allow(dead_code)]

use serde_json::Value;

/// The text of a value; numbers as they are written.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn at(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).map(text).unwrap_or_default()
}

fn list<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    let found = value.pointer(pointer).and_then(Value::as_array);
    found.map_or(&[], Vec::as_slice)
}

mod fhir;
mod x12;

#[allow(unused_imports)]
pub use fhir::{fhir, hospital::hospital};
pub use x12::x12;
