//! Damaged files: whatever is done to the bytes of one claim, there is an answer to it with the place of the fault, and the claims
//! beside it are answered as before. All samples of all formats, each cut and altered at every byte.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::Value;
use superbill::rules::{Batch, Checked, Options};
use superbill::{Catalog, Date};

fn check(bytes: &[u8]) -> Vec<Checked> {
    // Without tables it is the reading and not the rules that take the time.
    let tables = Catalog::empty();
    let mut batch = Batch::new(Options::new().today(Date::new(2026, 11, 20)));
    let answers = batch.check_bytes(bytes, &tables).collect::<Vec<_>>();
    for answer in &answers {
        let place = answer.error.as_ref().and_then(|e| e.byte_offset);
        assert!(place.is_none_or(|at| at <= bytes.len()), "{place:?}");
        assert!(answer.report.is_some() != answer.error.is_some());
        for finding in answer.report.iter().flat_map(|r| &r.findings) {
            if let Some([from, to]) = finding.position.in_file.as_ref().map(|p| p.bytes) {
                assert!(from <= to && to <= bytes.len(), "{from} to {to}");
            }
        }
    }
    answers
}

/// Every sample of the 837: professional, dental, and the hospitals' of each setting.
fn files() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut all = Vec::new();
    for folder in ["x12", "hospital"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("the samples are there") {
            let path = entry.expect("an entry can be read").path();
            if path.extension().is_some_and(|e| e == "edi") {
                let text = std::fs::read_to_string(&path).expect("a sample is text");
                all.push((path.display().to_string(), text));
            }
        }
    }
    all.sort();
    assert!(all.len() > 30);
    all
}

const BYTES: [u8; 6] = [0, b'~', b'*', b':', b'Z', 0xff];

#[test]
fn a_file_is_answered_wherever_it_is_cut_or_altered() {
    for (name, text) in files() {
        let text = text.trim_end().as_bytes();
        for at in 4..text.len() - 1 {
            let found = |a: &Checked| a.report.as_ref().is_some_and(|r| !r.findings.is_empty());
            assert!(check(&text[..at]).iter().any(found), "{name} cut at {at}");
            let mut other = text.to_vec();
            // In turn: each byte of every sample once, and each kind of damage thousands of times.
            other[at] = match at % 7 {
                6 => text[at] ^ 1,
                kind => BYTES[kind],
            };
            assert!(!check(&other).is_empty(), "{name} altered at {at}");
        }
    }
}

/// Faults of two places that disagree, of which the later one is shown; or of what is no longer there, at its place.
const ELSEWHERE: [&str; 6] = [
    "x12.version",
    "x12.control-number",
    "x12.segment-count",
    "x12.envelope",
    "x12.segment-missing",
    "x12.segment-repeated",
];

/// What is found of an altered file and was not found before stands in the very segment that was altered, or in the next where
/// two became one. Elsewhere stand only `ELSEWHERE`, and what a rule of the claim says of a value that may be so by itself and
/// contradicts another.
#[test]
fn what_an_altered_byte_does_is_said_at_its_segment() {
    type Said = (&'static str, u32, [usize; 2], String);
    let said = |answers: &[Checked]| -> Vec<Said> {
        let reports = answers.iter().filter_map(|a| a.report.as_ref());
        let all = reports.flat_map(|r| &r.findings).filter_map(|f| {
            let place = f.position.in_file.as_ref()?;
            let message = f.message.clone();
            Some((f.rule, place.segment_number, place.bytes, message))
        });
        all.collect()
    };
    let (mut told, mut elsewhere) = (0, 0);
    for (name, text) in files() {
        let text = text.trim_end().as_bytes();
        let before = said(&check(text));
        let old = |s: &Said| {
            let same = |b: &Said| (b.0, b.1, &b.3) == (s.0, s.1, &s.3);
            before.iter().any(same)
        };
        let ends = |at: usize| {
            let end = text[at..].iter().position(|b| *b == b'~');
            end.map_or(text.len(), |i| at + i + 1)
        };
        for at in 106..text.len() - 1 {
            let mut other = text.to_vec();
            other[at] = match at % 7 {
                6 => text[at] ^ 1,
                kind => BYTES[kind],
            };
            let from = text[..at].iter().rposition(|b| *b == b'~');
            let from = from.map_or(0, |i| i + 1);
            let to = match text[at] {
                b'~' => ends(at + 1),
                _ => ends(at),
            };
            let mut new = said(&check(&other));
            new.retain(|s| !old(s));
            let here = |s: &Said| s.2[0] >= from && s.2[1] <= to + 2;
            if new.is_empty() || new.iter().any(here) {
                told += usize::from(!new.is_empty());
                continue;
            }
            elsewhere += 1;
            let known = |s: &Said| ELSEWHERE.contains(&s.0) || !s.0.starts_with("x12.");
            assert!(new.iter().all(known), "{name} altered at {at}: {new:?}");
        }
    }
    assert!(
        told > elsewhere * 30,
        "{told} told at their segment, {elsewhere} elsewhere"
    );
}

/// Of three claims the one in the middle is damaged.
#[test]
fn the_claims_beside_a_damaged_one_are_answered_as_before() {
    for (name, text) in files() {
        let at = |what: &str| {
            text.find(what)
                .unwrap_or_else(|| panic!("{name} has no {what}"))
        };
        let (level, claim) = (at("HL*2*"), at("CLM*"));
        let end = at("\nSE*") + 1;
        let (above, own) = (&text[level..claim], &text[claim..end]);
        let renumbered = |n: usize| {
            let above = above.replacen("HL*2*", &format!("HL*{n}*"), 1);
            match above.contains("HL*3*2*23") {
                // The patient's level below the subscriber's.
                true => above.replacen("HL*3*2*", &format!("HL*{}*{n}*", n + 1), 1),
                false => above,
            }
        };
        let levels = 1 + usize::from(above.contains("HL*3*2*23"));
        let head = &text[..end];
        let last = renumbered(2 + 2 * levels) + &own.replacen("CLM*", "CLM*L", 1);
        let damaged = head.len() + renumbered(2 + levels).len();
        let whole = head.to_owned() + &renumbered(2 + levels) + own + &last + &text[end..];
        let said =
            |answers: &[Checked], wanted: &dyn Fn(&Checked) -> bool| -> Option<Vec<String>> {
                let answer = answers.iter().find(|a| wanted(a))?;
                let findings = &answer.report.as_ref()?.findings;
                // A service that is billed twice is no longer, where the other is damaged.
                let others = findings.iter().filter(|f| f.rule != "dup.claim");
                Some(others.map(|f| format!("{} {}", f.rule, f.path)).collect())
            };
        let is_first = |a: &Checked| a.index == Some(0);
        let is_last = |a: &Checked| {
            let number = a.patient_control_number.as_deref();
            number.is_some_and(|n| n.starts_with('L'))
        };
        let both = |answers: &[Checked]| [said(answers, &is_first), said(answers, &is_last)];
        let before = both(&check(whole.as_bytes()));
        assert!(before.iter().all(Option::is_some), "{name}");
        // Without its last terminator, which would make it one with what follows.
        let to = damaged + own.trim_end().len() - 1;
        for at in (damaged..to).step_by(3) {
            let mut other = whole.clone().into_bytes();
            other[at] = BYTES[at / 3 % BYTES.len()];
            let answers = check(&other);
            assert_eq!(both(&answers), before, "{name} altered at {at}");
            let claims = answers.iter().filter(|a| a.index.is_some()).count();
            assert!(claims >= 2, "{name} altered at {at}: {claims} claims");
        }
    }
}

/// Lines of JSON: the claims of the corpus in the clearinghouses' shape and as FHIR, between two that are whole.
#[test]
fn the_lines_beside_a_damaged_one_are_answered_as_before() {
    let whole = support::clean_claim().to_string();
    let mut lines = vec![whole.clone()];
    for name in [
        "claim-bundle",
        "claim-contained",
        "eob-inpatient",
        "eob-professional",
        "pas-bundle",
    ] {
        let text = support::read(&format!("tests/fhir/{name}.json"));
        let value: Value = serde_json::from_slice(&text).expect("a sample is JSON");
        lines.push(value.to_string());
    }
    let rules = |checked: &Checked| -> Vec<&str> {
        let report = checked.report.as_ref().expect("a whole line is answered");
        let others = report.findings.iter().filter(|f| f.rule != "dup.claim");
        others.map(|f| f.rule).collect()
    };
    let before = rules(&check(whole.as_bytes())[0]);
    for line in lines {
        for at in 0..line.len() {
            let mut other = line.clone().into_bytes();
            match at % 4 {
                0 => other.truncate(at),
                1 => other[at] ^= 0x01,
                2 => other[at] ^= 0x80,
                _ => other[at] = b'{',
            }
            if other.contains(&b'\n') {
                continue;
            }
            let all = [whole.as_bytes(), &other, whole.as_bytes()].join(&b'\n');
            let answers = check(&all);
            let (first, last) = (answers.first().expect("one"), answers.last().expect("one"));
            assert_eq!(
                (rules(first), rules(last)),
                (before.clone(), before.clone()),
                "{at}"
            );
            assert!(
                at == 0 || answers.len() > 2,
                "{at}: {} answers",
                answers.len()
            );
        }
    }
}

/// What is no claim file at all is said with the byte at which that shows, or is a finding.
#[test]
fn what_is_no_claim_file_is_said_to_be_none() {
    let deep = |open: &str, close: &str| open.repeat(5_000) + &close.repeat(5_000);
    let fhir = format!(
        r#"{{"resourceType":"Bundle","entry":{}}}"#,
        deep(r#"[{"resource":{"contained":"#, "}}]")
    );
    let utf16: Vec<u8> = "ISA*00*"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let absurd = "ISA".to_owned() + &"A".repeat(200);
    let same = "ISA".to_owned() + &"~".repeat(200);
    let junk: Vec<u8> = (0..5_000u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    for (name, bytes) in [
        ("a zip", &b"PK\x03\x04\x14\0\0\0\x08\0rest"[..]),
        ("gzip", b"\x1f\x8b\x08\0\0\0\0\0"),
        ("UTF-16", &utf16),
        ("UTF-16 with its mark", &[b"\xff\xfe", &utf16[..]].concat()),
        ("letters as delimiters", absurd.as_bytes()),
        ("one delimiter for all", same.as_bytes()),
        ("junk", &junk),
        ("deep JSON", deep("[", "]").as_bytes()),
        ("deep FHIR", fhir.as_bytes()),
        ("zeros", &[0; 4096]),
    ] {
        let answers = check(bytes);
        let told = answers.iter().any(|a| {
            let found = a.report.as_ref().is_some_and(|r| !r.findings.is_empty());
            found || a.error.is_some()
        });
        assert!(told, "{name}: {answers:?}");
    }
}
