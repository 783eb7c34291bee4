//! The wasm boundary, in Node and in headless Chromium (`./x test wasm-node wasm-browser`): what crosses it, and that
//! nothing that crosses it brings the instance down.
#![cfg(target_arch = "wasm32")]

use js_sys::WebAssembly::Memory;
use js_sys::{Object, Reflect, Uint32Array};
use superbill::wasm;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const BASE: &str = include_str!("corpus/base.json");

fn options(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in pairs {
        Reflect::set(&object, &(*key).into(), value).expect("a fresh object takes properties");
    }
    object.into()
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).expect("an object has properties")
}

fn code_of<T>(result: Result<T, JsValue>) -> String {
    let error = result.err().expect("an error");
    get(&error, "code")
        .as_string()
        .expect("an error has a code")
}

fn parsed(json: &str) -> JsValue {
    js_sys::JSON::parse(json).expect("an answer is JSON")
}

/// The numbers of the hits, as the loader reads them.
fn search(query: &str, options: &JsValue) -> Result<Vec<u32>, JsValue> {
    let mut search = wasm::Search::new(options)?;
    let count = search.find(query)?;
    let memory: Memory = wasm::linear_memory().unchecked_into();
    let (at, count) = (search.numbers() as u32, count as u32);
    Ok(Uint32Array::new_with_byte_offset_and_length(&memory.buffer(), at, count).to_vec())
}

fn row_text(numbers: &[u32]) -> String {
    wasm::row_text(numbers[0], numbers[1]).expect("a text")
}

#[wasm_bindgen_test]
fn a_search_answers_with_numbers() {
    let hits = search("type 2 diab neurop", &JsValue::UNDEFINED).expect("hits");
    let text = row_text(&hits);
    assert!(text.starts_with("E11.40 Type 2 diabetes"), "{text}");
    // So many parts of it matched: see src/search/numbers.rs.
    assert_eq!((hits[0], hits[7], &hits[8..10]), (0, 5, &[0, 4][..]));
    let named = search("htn", &JsValue::UNDEFINED).expect("hits");
    let name = wasm::name_text(named[0], named[5]).expect("a name");
    assert_eq!(name, "htn");
}

#[wasm_bindgen_test]
fn options_cross_as_they_are() {
    let on = |day: &str| {
        options(&[
            ("on", day.into()),
            ("billable", JsValue::TRUE),
            ("limit", 2.into()),
        ])
    };
    let first = |day| row_text(&search("I42.0", &on(day)).expect("hits"));
    assert!(first("2026-06-01").starts_with("I42.0 "));
    assert!(first("2026-11-01").starts_with("I42.00 "));
}

#[wasm_bindgen_test]
fn faulty_options_are_errors_with_a_code() {
    let search = |key: &str, value: JsValue| code_of(wasm::Search::new(&options(&[(key, value)])));
    assert_eq!(search("on", "2026-02-30".into()), "bad-date");
    assert_eq!(search("limit", 0.into()), "bad-option");
    assert_eq!(search("sets", "icd10cm".into()), "bad-option");
    assert_eq!(
        search("sets", js_sys::Array::of1(&"icd9".into()).into()),
        "unknown-set"
    );
    assert_eq!(
        code_of(wasm::lookup("icd11", "X", &JsValue::UNDEFINED)),
        "unknown-set"
    );
}

#[wasm_bindgen_test]
fn a_lookup_is_json_or_undefined() {
    let json = wasm::lookup("icd10cm", "e11.40", &JsValue::UNDEFINED).expect("an answer");
    let info = parsed(&json.expect("a code of the table"));
    assert_eq!(get(&info, "code"), "E11.40");
    assert_eq!(get(&info, "billable"), JsValue::TRUE);
    assert_eq!(wasm::lookup("icd10cm", "nosuch", &JsValue::NULL), Ok(None));
}

#[wasm_bindgen_test]
fn a_batch_remembers_across_pushes() {
    let claim = one_line(BASE);
    let mut batch = wasm::Batch::new(&JsValue::UNDEFINED).expect("a batch");
    let duplicates = |json: String| json.matches("\"dup.claim\"").count();
    assert_eq!(
        duplicates(batch.push(claim.as_bytes()).expect("answers")),
        0
    );
    assert!(duplicates(batch.push(claim.as_bytes()).expect("answers")) > 0);
}

/// The claim on one line, as NDJSON wants it.
fn one_line(claim: &str) -> String {
    claim.replace('\n', " ")
}

#[wasm_bindgen_test]
fn damaged_tables_are_refused_and_change_nothing() {
    let before = get(&wasm::tables().expect("tables"), "length");
    for bytes in [&b""[..], b"not a table at all", &[0xff; 4096]] {
        assert_eq!(code_of(wasm::load_table(bytes)), "bad-table");
    }
    assert_eq!(get(&wasm::tables().expect("tables"), "length"), before);
}

#[wasm_bindgen_test]
fn a_claim_crosses_as_bytes() {
    let today = options(&[("today", "2026-11-20".into())]);
    let check = wasm::Check::new(&today).expect("a check");
    // A report crosses as a row, see src/report/row.rs: whether it is valid first, the findings fourth.
    let report = parsed(&check.validate(BASE.as_bytes(), 0).expect("a report"));
    assert_eq!(get(&report, "0"), JsValue::TRUE);
    let broken = BASE.replace("1234567893", "1234567890");
    let report = parsed(&check.validate(broken.as_bytes(), 0).expect("a report"));
    assert_eq!(get(&report, "0"), JsValue::FALSE);
    let finding = get(&get(&report, "3"), "0");
    assert_eq!(get(&finding, "0"), "id.npi-check-digit");
    let number = get(&finding, "2").as_f64().expect("a field's number");
    let field = parsed(&wasm::field(number).expect("a field"));
    assert_eq!(get(&field, "0"), "/billing/npi");
    assert_eq!(wasm::field(1e300), None);
    for bytes in [&b""[..], b"{", b"\xff\xfe", b"ISA*00*"] {
        assert_eq!(code_of(check.validate(bytes, 0)), "bad-input");
    }
}

#[wasm_bindgen_test]
fn only_the_text_that_is_typed_crosses() {
    let at = options(&[
        ("today", "2026-11-20".into()),
        ("at", "/billing/npi".into()),
    ]);
    let check = wasm::Check::new(&at).expect("a check");
    let known = check.validate(BASE.as_bytes(), 7).expect("a report");
    let retyped = |text: &str, number| check.retype(text, number).expect("no error");
    assert_eq!(retyped("1234567893", 7), Some(known.clone()));
    let broken = BASE.replace("1234567893", "1234567890");
    let wanted = check.validate(broken.as_bytes(), 0).expect("a report");
    assert_eq!(retyped("1234567890", 7), None);
    check.validate(BASE.as_bytes(), 7).expect("a report");
    assert_eq!(retyped("1234567890", 7), Some(wanted));
    assert_eq!(retyped("1234567893", 7), Some(known));
    assert_eq!(retyped("1234567893", 8), None);
}

#[wasm_bindgen_test]
fn the_same_work_again_takes_no_more_memory() {
    let check = wasm::Check::new(&JsValue::UNDEFINED).expect("a check");
    let work = || {
        for query in [
            "htn",
            "diabtes",
            "e11",
            "encounter for",
            "k",
            "fx femur left",
        ] {
            search(query, &JsValue::UNDEFINED).expect("hits");
            check.validate(BASE.as_bytes(), 0).expect("a report");
        }
    };
    (0..20).for_each(|_| work());
    let before = wasm::memory_bytes();
    (0..300).for_each(|_| work());
    assert_eq!(wasm::memory_bytes(), before);
}
