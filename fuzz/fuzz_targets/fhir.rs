//! Any bytes as a FHIR document, and the samples with anything in any of their values: a report or an error for each claim,
//! and every finding at a value of the document.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use serde_json::{json, Value};
use std::cell::LazyCell;
use superbill::claim::Format;
use superbill::rules::{self, Options};
use superbill::Catalog;

const SAMPLES: [&[u8]; 4] = [
    include_bytes!("../../tests/fhir/claim-bundle.json"),
    include_bytes!("../../tests/fhir/claim-contained.json"),
    include_bytes!("../../tests/fhir/eob-professional.json"),
    include_bytes!("../../tests/fhir/eob-inpatient.json"),
];

thread_local! {
    static TABLES: LazyCell<Catalog> = LazyCell::new(|| Catalog::embedded().expect("the embedded \
        tables are sound"));
    static CLEAN: LazyCell<Vec<(Value, Vec<String>)>> = LazyCell::new(|| {
        let samples = SAMPLES.iter().map(|bytes| {
            let value: Value = serde_json::from_slice(bytes).expect("a sample is JSON");
            let mut places = Vec::new();
            pointers(&value, String::new(), &mut places);
            (value, places)
        });
        samples.collect()
    });
}

/// JSON Pointers to everything within `value`.
fn pointers(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(k, v)| pointers(v, format!("{at}/{k}"), out)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(i, v)| pointers(v, format!("{at}/{i}"), out)),
        _ => {}
    }
    out.push(at);
}

#[derive(Arbitrary, Debug)]
enum Put<'a> {
    Null,
    Bool(bool),
    Integer(i64),
    Text(&'a str),
    List(Vec<&'a str>),
    Object(&'a str, &'a str),
    /// What stands elsewhere in the sample.
    Other(u16),
}

#[derive(Arbitrary, Debug)]
enum Input<'a> {
    Bytes(&'a [u8]),
    Changed(u8, Vec<(u16, Put<'a>)>),
}

fn changed(which: u8, changes: &[(u16, Put)]) -> Value {
    CLEAN.with(|clean| {
        let (sample, places) = &clean[usize::from(which) % clean.len()];
        let place = |n: u16| &places[usize::from(n) % places.len()];
        let mut out = sample.clone();
        for (at, put) in changes {
            let Some(value) = out.pointer_mut(place(*at)) else {
                continue;
            };
            *value = match put {
                Put::Null => Value::Null,
                Put::Bool(b) => json!(b),
                Put::Integer(n) => json!(n),
                Put::Text(text) => json!(text),
                Put::List(items) => json!(items),
                Put::Object(key, text) => json!({ *key: text }),
                Put::Other(n) => sample.pointer(place(*n)).cloned().unwrap_or_default(),
            };
        }
        out
    })
}

fuzz_target!(|input: Input| {
    let bytes = match &input {
        Input::Bytes(bytes) => bytes.to_vec(),
        Input::Changed(which, changes) => changed(*which, changes).to_string().into_bytes(),
    };
    let root: Option<Value> = serde_json::from_slice(&bytes).ok();
    TABLES.with(|tables| {
        let options = Options::new().format(Format::Fhir);
        for checked in rules::Batch::new(options).check_fhir(&bytes, tables) {
            assert!(checked.report.is_some() != checked.error.is_some());
            serde_json::to_string(&checked).expect("an answer is JSON");
            for finding in checked.report.iter().flat_map(|r| &r.findings) {
                let places = finding.locations();
                assert!(places.bytes.is_some_and(|[from, to]| from < to && to <= bytes.len()));
                if let Some(root) = &root {
                    assert!(root.pointer(&finding.path).is_some(), "{}", finding.path);
                }
            }
        }
        for checked in rules::Batch::new(Options::new()).check_bytes(&bytes, tables) {
            serde_json::to_string(&checked).expect("an answer is JSON");
        }
    });
});
