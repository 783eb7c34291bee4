//! Faults of 837 files that users of other readers have reported.
#![cfg(not(target_arch = "wasm32"))]

mod support;
#[path = "support/x12.rs"]
mod written;

use superbill::formats::x12::{self, Item};
use written::*;

/// A file of two megabytes that is one line.
#[test]
fn a_two_megabyte_file_of_one_line_is_read() {
    let count = (2 << 20) / CLAIM.len() + 1;
    let text = file(&CLAIM.repeat(count));
    assert!(text.len() > 2 << 20 && !text.contains('\n'));
    assert_eq!(claims(&text).len(), count);
}

#[test]
fn twenty_five_thousand_claims_of_one_transaction_are_read() {
    let text = file(&CLAIM.repeat(25_000));
    let mut items = x12::claims(text.as_bytes());
    assert_eq!(
        items
            .by_ref()
            .filter(|i| matches!(i, Item::Claim(_)))
            .count(),
        25_000
    );
}

#[test]
fn a_second_other_payer_of_a_hospitals_claim_is_read() {
    let other = |who: &str| {
        format!(
            "SBR*{who}*18*******CI~OI***Y***Y~NM1*IL*1*X*Y****MI*11~NM1*PR*2*P{who}*****PI*{who}9~"
        )
    };
    let claim = format!(
        "CLM*1*180***13:A:1**A*Y*Y~DTP*434*RD8*20261015-20261015~CL1*3*1*01~HI*ABK:J069~\
        NM1*71*1*A*B****XX*1234567893~{}{}LX*1~SV2*0450*HC:99283*180*UN*1~DTP*472*D8*20261015~",
        other("S"),
        other("T")
    );
    let text = file(&claim).replace("X222A1", "X223A2");
    assert_eq!(written(&check(text.as_bytes())), []);
    let all = claims(&text);
    let others = &all[0].claim.info.other_subscribers;
    assert_eq!(
        others.iter().map(|o| o.payer.id.text()).collect::<Vec<_>>(),
        ["S9", "T9"]
    );
    assert!(all[0].claim.institutional.is_some());
}

#[test]
fn a_claim_in_the_wrong_loop_is_said_and_read() {
    let text = file(CLAIM).replacen("HL*2*1*22*0~", "CLM*9*1***11:B:1*Y*A*Y*Y~HL*2*1*22*0~", 1);
    let answers = check(text.as_bytes());
    let indexes: Vec<_> = answers.iter().filter_map(|a| a.index).collect();
    assert_eq!(indexes, [0, 1]);
    let found = written(&answers);
    assert!(
        found
            .iter()
            .any(|(i, r, p)| *i == Some(0) && *r == "x12.segment-misplaced" && p == "2300 CLM"),
        "{found:?}"
    );
    assert!(!found.iter().any(|(i, ..)| *i == Some(1)), "{found:?}");
}

#[test]
fn a_bad_value_does_not_stop_the_file() {
    let bad = CLAIM
        .replace("*180***", "*abc***")
        .replace("LX*1~", "CAS*XX**~CAS~LX*1~")
        .replace("20261015", "2026");
    let text = file(&format!("{bad}{CLAIM}"));
    let answers = check(text.as_bytes());
    let valid: Vec<_> = answers
        .iter()
        .filter(|a| a.index.is_some())
        .map(|a| a.report.as_ref().unwrap().valid)
        .collect();
    assert_eq!(valid.len(), 2);
    let found = written(&answers);
    assert!(
        found.iter().any(|(i, ..)| *i == Some(0)) && !found.iter().any(|(i, ..)| *i == Some(1)),
        "{found:?}"
    );
}

#[test]
fn one_bad_adjustment_does_not_stop_the_file() {
    // Another payer's adjustment without its reason, with a word for its amount, and one group too many elements.
    let other = "SBR*S*18*******CI~CAS*CO**X~CAS*PR*1*TEN*ONE*2*5~AMT*D*90~OI***Y***Y~\
        NM1*IL*1*SENTINEL*RUTH****MI*SENTINEL1~NM1*PR*2*KEY INSURANCE*****PI*SENTINEL2~LX*1~";
    let bad = CLAIM.replace("LX*1~", other);
    let text = file(&format!("{bad}{CLAIM}"));
    let answers = check(text.as_bytes());
    let indexes: Vec<_> = answers.iter().filter_map(|a| a.index).collect();
    assert_eq!(indexes, [0, 1]);
    let faults = written(&answers);
    let bad = faults
        .iter()
        .filter(|(_, _, place)| place.starts_with("2320 CAS"));
    assert!(bad.count() >= 2, "{faults:?}");
    assert!(
        faults.iter().all(|(index, ..)| *index == Some(0)),
        "{faults:?}"
    );
    let claims = claims(&text);
    let groups = &claims[0].claim.info.other_subscribers[0].adjustments;
    assert_eq!(groups.len(), 2);
    assert_eq!(
        claims[0].claim.info.other_subscribers[0]
            .paid
            .get()
            .map(|c| c.0),
        Some(9_000)
    );
    assert_eq!(claims[1].claim.info.lines.len(), 1);
}

#[test]
fn all_diagnoses_are_kept() {
    let all: Vec<String> = (0..12)
        .map(|i| format!("{}:Z{i:02}", if i == 0 { "ABK" } else { "ABF" }))
        .collect();
    let text = file(&CLAIM.replace("ABK:J069*ABF:I10", &all.join("*")));
    assert_eq!(claims(&text)[0].claim.info.diagnoses.len(), 12);
}
