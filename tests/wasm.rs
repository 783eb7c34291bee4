//! The wasm boundary, in Node and in headless Chromium (`./x test wasm-node wasm-browser`): what crosses it, and that
//! nothing that crosses it brings the instance down.
#![cfg(all(target_arch = "wasm32", feature = "js"))]

use js_sys::{Object, Reflect};
use superbill::wasm::{self, Superbill};
use wasm_bindgen::JsValue;
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

fn superbill() -> Superbill {
    Superbill::new().expect("the embedded tables are sound")
}

/// What is loaded, as text: objects are only the same when they are one.
fn tables(superbill: &Superbill) -> js_sys::JsString {
    let tables = superbill.tables().expect("the tables");
    js_sys::JSON::stringify(&tables).expect("they are plain")
}

/// What the first hit says of that.
fn first(query: &str, options: &JsValue, key: &str) -> JsValue {
    let hits = parsed(&superbill().search(query, options).expect("hits"));
    get(&get(&hits, "0"), key)
}

#[wasm_bindgen_test]
fn a_search_answers_with_hits() {
    assert_eq!(
        first("type 2 diab neurop", &JsValue::UNDEFINED, "code"),
        "E11.40"
    );
    assert_eq!(first("htn", &JsValue::UNDEFINED, "matchedName"), "htn");
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
    assert_eq!(first("I42.0", &on("2026-06-01"), "code"), "I42.0");
    assert_eq!(first("I42.0", &on("2026-11-01"), "code"), "I42.00");
}

#[wasm_bindgen_test]
fn faulty_options_are_errors_with_a_code() {
    let superbill = superbill();
    let search =
        |key: &str, value: JsValue| code_of(superbill.search("a", &options(&[(key, value)])));
    assert_eq!(search("on", "2026-02-30".into()), "bad-date");
    assert_eq!(search("limit", 0.into()), "bad-option");
    assert_eq!(search("sets", "icd10cm".into()), "bad-option");
    assert_eq!(
        search("sets", js_sys::Array::of1(&"icd9".into()).into()),
        "unknown-set"
    );
    assert_eq!(
        code_of(superbill.lookup("icd11", "X", &JsValue::UNDEFINED)),
        "unknown-set"
    );
}

#[wasm_bindgen_test]
fn a_lookup_is_an_object_or_undefined() {
    let superbill = superbill();
    let info = superbill
        .lookup("icd10cm", "e11.40", &JsValue::UNDEFINED)
        .expect("an answer");
    assert_eq!(get(&info, "code"), "E11.40");
    assert_eq!(get(&info, "billable"), JsValue::TRUE);
    let nothing = superbill.lookup("icd10cm", "nosuch", &JsValue::NULL);
    assert_eq!(nothing, Ok(JsValue::UNDEFINED));
}

#[wasm_bindgen_test]
fn a_batch_remembers_across_pushes() {
    let superbill = superbill();
    let claim = one_line(BASE);
    let mut batch = wasm::Batch::new(&JsValue::UNDEFINED).expect("a batch");
    // An answer in short: index, number, charge, error, report; the findings are the last of a report.
    let mut findings = || {
        let answers = batch.push(&superbill, claim.as_bytes()).expect("answers");
        let report = js_sys::Array::from(&get(&get(&parsed(&answers), "0"), "4"));
        js_sys::Array::from(&report.get(report.length() - 1)).length()
    };
    let alone = findings();
    assert!(findings() > alone, "the second is a duplicate of the first");
}

/// The claim on one line, as NDJSON wants it.
fn one_line(claim: &str) -> String {
    claim.replace('\n', " ")
}

#[wasm_bindgen_test]
fn damaged_tables_are_refused_and_change_nothing() {
    let mut superbill = superbill();
    let before = tables(&superbill);
    for bytes in [&b""[..], b"not a table at all", &[0xff; 4096]] {
        assert_eq!(code_of(superbill.load_table(bytes)), "bad-table");
    }
    assert_eq!(tables(&superbill), before);
}

#[wasm_bindgen_test]
fn a_claim_crosses_as_bytes() {
    let today = options(&[("today", "2026-11-20".into())]);
    let superbill = superbill();
    let report = |claim: &str| {
        let report = superbill.validate(claim.as_bytes(), &today);
        parsed(&report.expect("a report"))
    };
    assert_eq!(get(&report(BASE), "valid"), JsValue::TRUE);
    let broken = report(&BASE.replace("1234567893", "1234567890"));
    assert_eq!(get(&broken, "valid"), JsValue::FALSE);
    let finding = get(&get(&broken, "findings"), "0");
    assert_eq!(get(&finding, "rule"), "id.npi-check-digit");
    assert_eq!(get(&finding, "path"), "/billing/npi");
    for bytes in [&b""[..], b"{", b"\xff\xfe", b"ISA*00*"] {
        assert_eq!(code_of(superbill.validate(bytes, &today)), "bad-input");
    }
}

#[wasm_bindgen_test]
fn two_instances_have_tables_of_their_own() {
    let (mut one, two) = (superbill(), superbill());
    let before = tables(&two);
    let table = include_bytes!("../src/embedded/cpt.tbl");
    one.load_table(table).expect("a sound table");
    // The table that was loaded again stands behind the others.
    assert_ne!(tables(&one), before);
    assert_eq!(tables(&two), before);
}

#[wasm_bindgen_test]
fn the_same_work_again_takes_no_more_memory() {
    let superbill = superbill();
    let work = || {
        for query in [
            "htn",
            "diabtes",
            "e11",
            "encounter for",
            "k",
            "fx femur left",
        ] {
            superbill.search(query, &JsValue::NULL).expect("hits");
            superbill
                .validate(BASE.as_bytes(), &JsValue::NULL)
                .expect("a report");
        }
    };
    (0..20).for_each(|_| work());
    let before = wasm::memory_bytes();
    (0..300).for_each(|_| work());
    assert_eq!(wasm::memory_bytes(), before);
}
