//! Right claims of hospitals (`tests/hospital/*.edi`), one a setting, and replacements in them.

use super::read;
use serde_json::Value;

/// A right claim of a setting with replacements, each of which must fit; the count of segments is put right.
pub fn changed(bill: &str, replace: &[&Value]) -> String {
    let text = read(&format!("tests/hospital/{bill}.edi"));
    let mut text = String::from_utf8(text).expect("a claim is text");
    for (from, to) in replace.iter().filter_map(|r| r.as_object()).flatten() {
        assert!(text.contains(from.as_str()), "{bill} has no {from}");
        text = text.replace(from.as_str(), to.as_str().expect("a replacement is text"));
    }
    let count = text.split("ST*837").nth(1).map_or(0, |body| {
        let body = body.split("\nSE*").next().unwrap_or_default();
        body.matches('~').count() + 1
    });
    let Some((head, tail)) = text.split_once("\nSE*") else {
        panic!("{bill} has no SE");
    };
    let behind = tail.split_once('*').map_or("", |(_, behind)| behind);
    format!("{head}\nSE*{count}*{behind}")
}

/// The bytes of a case: its own, or those of a setting with replacements.
pub fn bytes(case: &Value) -> String {
    match case["edi"].as_str() {
        Some(edi) => edi.to_owned(),
        None => changed(
            case["bill"].as_str().expect("a case has a bill"),
            &[&case["replace"]],
        ),
    }
}
