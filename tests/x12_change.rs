//! An 837 written back: unchanged it is the same bytes, and a fix changes its value and nothing else.
#![cfg(not(target_arch = "wasm32"))]

mod support;
#[path = "support/writings/mod.rs"]
mod writings;

use serde_json::Value;
use superbill::formats::x12::{change, claims, Item};
use superbill::report::{Finding, X12Place};
use superbill::rules::{Batch, Options};
use superbill::{Catalog, Date, ErrorCode};

fn place(segment: &str, element: &str, at: usize) -> X12Place {
    let mut place = X12Place::default();
    place.segment = segment.to_owned();
    place.element = element.to_owned();
    place.bytes = Some([at, at]);
    place
}

/// The files at hand: those of the tests, and the published ones where they are.
fn files() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hospital"))
        .expect("it is there")
    {
        let path = entry.expect("it is there").path();
        if path.extension().is_some_and(|e| e == "edi") {
            all.push(std::fs::read(path).expect("it can be read"));
        }
    }
    all.push(writings::x12(&support::clean_claim()).into_bytes());
    if let Some(dir) = support::shared("corpora/x12") {
        let manifest =
            std::fs::read_to_string(dir.join("MANIFEST.tsv")).expect("there is a manifest");
        for row in manifest.lines().filter(|l| l.starts_with("837")) {
            let name = row.split('\t').next().unwrap_or_default();
            all.push(std::fs::read(dir.join(name)).expect("the manifest names files"));
        }
    }
    all
}

#[test]
fn a_file_written_back_unchanged_is_the_same_bytes() {
    let mut values = 0;
    for file in files() {
        for item in claims(&file) {
            let Item::Claim(claim) = item else { continue };
            for placed in claim.segments.iter().filter(|p| p.number > 0) {
                let segment = placed.segment;
                let name = placed.id.to_string();
                for (i, element) in segment.elements().enumerate().skip(1) {
                    let parts: Vec<&[u8]> = segment.components(element).collect();
                    for (c, part) in parts.iter().enumerate() {
                        let element = match parts.len() {
                            1 => format!("{name}{i:02}"),
                            _ => format!("{name}{i:02}-{:02}", c + 1),
                        };
                        let Ok(text) = std::str::from_utf8(part) else {
                            continue;
                        };
                        let same = change(&file, &place(&name, &element, segment.from), text);
                        assert!(same.is_ok_and(|s| s == file), "{element} {text}");
                        values += 1;
                    }
                }
                let whole = std::str::from_utf8(segment.text).unwrap_or_default();
                let same = change(&file, &place(&name, "", segment.from), whole);
                assert!(whole.is_empty() || same.is_ok_and(|s| s == file), "{whole}");
            }
        }
    }
    assert!(values > 5_000, "{values} values");
}

fn findings(file: &[u8], today: Option<Date>, tables: &Catalog) -> Vec<Finding> {
    let mut batch = Batch::new(Options::new().today(today));
    let all: Vec<_> = batch.check_x12(file, tables).collect();
    all.into_iter()
        .filter_map(|c| c.report)
        .flat_map(|r| r.findings)
        .collect()
}

#[test]
fn a_fix_put_into_its_file_clears_its_finding() {
    let tables = support::tables();
    let text = support::read("tests/cases/faulty.jsonl");
    let text = String::from_utf8(text).expect("cases are text");
    let mut cases: Vec<(Value, Option<Date>)> = text
        .lines()
        .map(|row| {
            let row: Value = serde_json::from_str(row).expect("a case is JSON");
            (
                row["claim"].clone(),
                row["today"].as_str().and_then(Date::parse),
            )
        })
        .collect();
    let examples: Vec<Value> =
        serde_json::from_slice(&support::read("tests/corpus/examples.json")).expect("it is JSON");
    for example in examples.iter().filter(|e| e.get("patch").is_some()) {
        let mut claim = support::clean_claim();
        support::patch(&mut claim, &example["patch"]);
        cases.push((claim, Date::new(2026, 11, 20)));
    }
    let mut fixed = 0;
    for (claim, today) in cases {
        let file = writings::x12(&claim).into_bytes();
        for finding in findings(&file, today, &tables) {
            let x12 = finding.locations().x12;
            let Some(value) = finding
                .fix
                .options
                .first()
                .filter(|_| !x12.element.is_empty())
            else {
                continue;
            };
            // A code may be written with its point where people read it.
            let value = value.replace('.', "");
            let Ok(changed) = change(&file, &x12, &value) else {
                continue;
            };
            let after = findings(&changed, today, &tables);
            let same =
                |f: &&Finding| f.rule == finding.rule && f.position.field == finding.position.field;
            assert!(
                !after
                    .iter()
                    .any(|f| same(&f) && f.message == finding.message),
                "{} {value}",
                finding.rule
            );
            assert!(
                !after.iter().any(|f| f.rule == "x12.segment-count"),
                "{}",
                finding.rule
            );
            fixed += 1;
        }
    }
    assert!(fixed > 20, "{fixed} fixes");
}

#[test]
fn counts_go_with_segments() {
    let file = writings::x12(&support::clean_claim()).replace('~', "~\r\n");
    let file = file.as_bytes();
    let at = |name: &str| {
        file.windows(name.len())
            .position(|w| w == name.as_bytes())
            .expect("it is there")
    };
    let tables = Catalog::empty();
    let count = |file: &[u8]| {
        let text = String::from_utf8_lossy(file).into_owned();
        let se = text
            .split("~\r\n")
            .find(|s| s.starts_with("SE*"))
            .map(str::to_owned);
        se.expect("it has a trailer")
            .split('*')
            .nth(1)
            .map(str::to_owned)
    };
    let before: usize = count(file)
        .and_then(|c| c.parse().ok())
        .expect("it is a number");
    let more = change(file, &place("PWK", "", at("HI*") - 4), "PWK*OZ*FX***AC*X1")
        .expect("it can be put in");
    assert_eq!(count(&more), Some((before + 1).to_string()));
    assert!(!findings(&more, None, &tables)
        .iter()
        .any(|f| f.rule == "x12.segment-count"));
    let pwk = more
        .windows(4)
        .position(|w| w == b"PWK*")
        .expect("it is there now");
    let back = change(&more, &place("PWK", "", pwk), "").expect("it can be taken away");
    assert_eq!(back, file);
}

#[test]
fn what_would_break_a_file_is_refused() {
    let file = writings::x12(&support::clean_claim()).into_bytes();
    let at = file
        .windows(4)
        .position(|w| w == b"SV1*")
        .expect("it is there");
    let code = |value: &str| {
        change(&file, &place("SV1", "SV101-02", at), value)
            .err()
            .map(|e| e.code())
    };
    for value in ["9921~", "99*13", "99:13", "99\n13"] {
        assert_eq!(code(value), Some(ErrorCode::BadOption), "{value}");
    }
    assert_eq!(code("99214"), None);
    for wrong in [
        place("SV2", "SV201", at),
        place("SV1", "XX", at),
        place("SV1", "SV101-02", file.len() + 5),
        X12Place::default(),
    ] {
        assert!(change(&file, &wrong, "1").is_err());
    }
    assert!(change(b"", &place("SV1", "SV101", 0), "1").is_err());
}
