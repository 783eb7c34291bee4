//! 837 files that are cut, altered, endless, or come in pieces.
#![cfg(not(target_arch = "wasm32"))]

mod support;
#[path = "support/x12.rs"]
mod written;

use std::time::{Duration, Instant};
use superbill::rules::{Batch, Checked, Options};
use superbill::Catalog;
use written::*;

/// Whatever bytes: an answer, and never a panic.
#[test]
fn cut_and_flipped_files_are_answered() {
    for (kind, text) in SAMPLES {
        let text = text.trim_end().as_bytes();
        // Without the last byte alone nothing is lost.
        for end in 0..text.len() - 1 {
            let answers = check(&text[..end]);
            let found = |a: &Checked| a.report.as_ref().is_none_or(|r| !r.findings.is_empty());
            assert!(end < 4 || answers.iter().any(found), "{kind}, {end}");
        }
        for at in 0..text.len() {
            for byte in [0, b'~', b'*', b':', b'\n', b'Z', 0xff, text[at] ^ 1] {
                let mut other = text.to_vec();
                other[at] = byte;
                check(&other);
            }
        }
    }
    for odd in [
        &b"PK\x03\x04zip"[..],
        b"\xff\xfeI\0S\0A\0",
        b"ISA",
        b"ISA*",
        b"",
        b"\0\0\0",
        b"ISA~~~~~~~~~~~~~~~~~~~~",
    ] {
        check(odd);
    }
}

/// A segment without its end is a finding, and the claims around it are answered; in pieces as in one.
#[test]
fn a_segment_that_does_not_end_is_passed() {
    let long = format!("{CLAIM}NTE*ADD*{}~", "A*".repeat(100_000));
    let text = file(&format!("{CLAIM}{long}{CLAIM}"));
    let whole = check(text.as_bytes());
    let long_ones: Vec<_> = written(&whole)
        .into_iter()
        .filter(|(_, rule, _)| *rule == "x12.envelope")
        .collect();
    assert_eq!(long_ones.len(), 1, "{:?}", written(&whole));
    assert_eq!(whole.iter().filter(|a| a.index.is_some()).count(), 3);
    // The count of segments still agrees.
    assert!(!written(&whole).iter().any(|w| w.1 == "x12.segment-count"));
    let json = |all: &[Checked]| serde_json::to_string(all).expect("answers are JSON");
    for size in [1000, 65_536, 70_000, 300_000] {
        let answers = in_pieces(text.as_bytes(), size);
        assert!(json(&answers) == json(&whole), "pieces of {size}");
    }
    // It never ends at all.
    let cut = &text.as_bytes()[..text.len() / 2];
    assert!(check(cut).iter().any(|a| !a.report.as_ref().unwrap().valid));
}

fn in_pieces(text: &[u8], size: usize) -> Vec<Checked> {
    let mut batch = Batch::new(Options::default());
    let mut answers = Vec::new();
    for piece in text.chunks(size) {
        answers.extend(batch.feed_x12(piece, false, &Catalog::empty()));
    }
    answers.extend(batch.feed_x12(b"", true, &Catalog::empty()));
    answers
}

/// What `work` gives, and the best of three times that it takes: another program may have the processor during one.
fn best(work: &dyn Fn() -> Vec<Checked>) -> (Vec<Checked>, Duration) {
    let once = |_| {
        let start = Instant::now();
        let done = work();
        (done, start.elapsed())
    };
    let all = (0..3).map(once);
    all.min_by_key(|(_, time)| *time).expect("there are three")
}

/// A claim of megabytes or of thousands of faults takes little longer in small pieces than at once: what is held of it is not
/// copied for each of them.
#[test]
fn a_long_claim_in_pieces_is_read_in_time() {
    let note = "NTE*ADD*A NOTE OF MANY THAT ARE TOO MANY~";
    let line = format!(
        "SV1*HC:99213*180*UN*1***1:2~DTP*472*D8*20261015~{}",
        note.repeat(50)
    );
    let lines: String = (2..800).map(|n| format!("LX*{n}~{line}")).collect();
    let long = file(&format!("{CLAIM}{lines}{CLAIM}"));
    assert!(long.len() > 1_500_000);
    // And a short one of many faults, which are held as well.
    let faults = file(&format!("{CLAIM}{}{CLAIM}", "ZZ*1~".repeat(9_000)));
    for (text, size) in [(long, 1 << 10), (faults, 1 << 4)] {
        let (whole, at_once) = best(&|| check(text.as_bytes()));
        assert_eq!(whole.iter().filter(|a| a.index.is_some()).count(), 2);
        let (answers, in_time) = best(&|| in_pieces(text.as_bytes(), size));
        assert!(in_time < 20 * at_once, "{in_time:?}, not {at_once:?}");
        let json = |all: &[Checked]| serde_json::to_string(all).expect("answers are JSON");
        assert!(json(&answers) == json(&whole));
    }
}

/// What a claim has beyond megabytes, or the level above it beyond any, is not held, and a finding says so.
#[test]
fn a_claim_and_a_level_without_end_are_not_held() {
    let note = "NTE*ADD*WITHOUT END~".repeat(300_000);
    let lines = file(&format!("{CLAIM}{note}{CLAIM}"));
    let levels = file(&format!(
        "{CLAIM}HL*3*1*22*0~SBR*P*18*******CI~{note}{CLAIM}"
    ));
    for text in [lines, levels] {
        let answers = in_pieces(text.as_bytes(), 1 << 16);
        let found = written(&answers);
        let ends = found.iter().filter(|(_, rule, _)| *rule == "x12.envelope");
        assert_eq!(ends.count(), 1, "{found:?}");
        // The others are answered, and the count of segments agrees.
        assert_eq!(answers.iter().filter(|a| a.index.is_some()).count(), 2);
        assert!(!found
            .iter()
            .any(|(_, rule, _)| *rule == "x12.segment-count"));
    }
}

/// A transaction whose guide is not known is of the kind that its lines say, however late these come.
#[test]
fn the_kind_is_told_by_lines_that_have_not_come() {
    let text = file(CLAIM)
        .replace("005010X222A1", "0050X")
        .replace("SV1*", "SV3*");
    let late = text.replace("CLM*", &format!("{}CLM*", "K3*LATE~".repeat(450)));
    let never = text.replace("CLM*", &format!("{}CLM*", "K3*NEVER~".repeat(9_000)));
    let json = |all: &[Checked]| serde_json::to_string(all).expect("answers are JSON");
    for (text, size) in [(text, 1), (late, 100), (never, 5_000)] {
        let answers = in_pieces(text.as_bytes(), size);
        assert!(
            json(&answers) == json(&check(text.as_bytes())),
            "pieces of {size}"
        );
    }
}

/// However a file is cut into pieces, the answers are those of the whole.
#[test]
fn a_file_in_pieces_is_answered_as_the_whole() {
    let text = file(&CLAIM.repeat(3).replacen("*180***", "*18x***", 1)).replace('~', "~\r\n");
    let two = format!("\u{feff}{text}{}", text.replace('*', "|"));
    let json = |all: &[Checked]| serde_json::to_string(all).expect("answers are JSON");
    let whole = json(&check(two.as_bytes()));
    for size in [1, 2, 7, 64, 500, 4096] {
        let answers = in_pieces(two.as_bytes(), size);
        assert!(json(&answers) == whole, "pieces of {size}");
    }
}
