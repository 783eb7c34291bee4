//! Any bytes as a claim, and the clean claim with anything in any of its fields: a report or an error, for one field, for
//! the whole claim and in a batch.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use serde_json::{json, Value};
use std::cell::LazyCell;
use superbill::rules::{self, Options};
use superbill::{Date, Catalog};

thread_local! {
    static TABLES: LazyCell<Catalog> = LazyCell::new(|| Catalog::embedded().expect("the embedded \
        tables are sound"));
    static CLEAN: LazyCell<(Value, Vec<String>)> = LazyCell::new(|| {
        let claim = serde_json::from_slice(include_bytes!("../../tests/corpus/base.json")).expect("the \
            clean claim is JSON");
        let mut places = Vec::new();
        pointers(&claim, String::new(), &mut places);
        (claim, places)
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
    Nothing,
    Null,
    Bool(bool),
    Integer(i64),
    Number(f64),
    Text(&'a str),
    /// A date or a code is digits; so that some of them exist.
    Digits(u32),
    List(Vec<&'a str>),
    Object(&'a str, &'a str),
    /// What stands in another field.
    Other(u16),
    /// The same thing many times over.
    Repeated(u8),
}

#[derive(Arbitrary, Debug)]
enum Claim<'a> {
    Bytes(&'a [u8]),
    Changed(Vec<(u16, Put<'a>)>),
}

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    claim: Claim<'a>,
    today: bool,
    on: Option<u32>,
    at: Option<u16>,
    days: Option<u32>,
}

/// Puts something into the place of that number; a change before may have taken the place away.
fn put_into(claim: &mut Value, at: u16, put: &Put) {
    CLEAN.with(|clean| {
        let place = |n: u16| &clean.1[usize::from(n) % clean.1.len()];
        let Some(value) = claim.pointer_mut(place(at)) else {
            return;
        };
        *value = match put {
            Put::Nothing | Put::Null => Value::Null,
            Put::Bool(b) => json!(b),
            Put::Integer(n) => json!(n),
            Put::Number(n) => json!(n),
            Put::Text(text) => json!(text),
            Put::Digits(n) => json!(n.to_string()),
            Put::List(items) => json!(items),
            Put::Object(key, text) => json!({ *key: text }),
            Put::Other(n) => clean.0.pointer(place(*n)).cloned().unwrap_or_default(),
            // Repetitions of repetitions would soon fill the memory of the fuzzer.
            Put::Repeated(_) if value.to_string().len() > 10_000 => return,
            Put::Repeated(n) => Value::Array(vec![value.clone(); usize::from(*n % 64)]),
        };
    });
}

fn changed(changes: &[(u16, Put)]) -> Value {
    let mut claim = CLEAN.with(|clean| clean.0.clone());
    for (at, put) in changes {
        put_into(&mut claim, *at, put);
    }
    claim
}

fuzz_target!(|input: Input| {
    let bytes = match &input.claim {
        Claim::Bytes(bytes) => bytes.to_vec(),
        Claim::Changed(changes) => changed(changes).to_string().into_bytes(),
    };
    let mut options = Options::new()
        .on(input.on.and_then(Date::from_number))
        .today(Date::from_number(20261120).filter(|_| input.today));
    options.field = input
        .at
        .map(|n| CLEAN.with(|clean| clean.1[usize::from(n) % clean.1.len()].clone()));
    options.timely_filing_days = input.days;
    TABLES.with(|tables| {
        let report = rules::validate_json(&bytes, tables, &options);
        if let Claim::Changed(_) = input.claim {
            assert!(report.is_ok(), "{report:?}");
        }
        if let Ok(report) = &report {
            serde_json::to_string(report).expect("a report is JSON");
        }
        for checked in rules::Batch::new(options.clone()).check_lines(&bytes, tables) {
            serde_json::to_string(&checked).expect("an answer of a batch is JSON");
        }
    });
});
