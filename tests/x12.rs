//! X12 837 files: their claims, the places of findings, and faults that users of other readers have reported.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use superbill::formats::x12::{self, ClaimInFile, Item};
use superbill::report::{Finding, Severity};
use superbill::rules::{Batch, Checked, Choice, Options};
use superbill::Catalog;

const HEADER: &str = "ISA*00*          *00*          *ZZ*SUBMITTER      *ZZ*RECEIVER       \
    *261101*1253*^*00501*000000905*0*T*:~GS*HC*SUBMITTER*RECEIVER*20261101*0802*1*X*005010X222A1~";
const START: &str = "ST*837*0001*005010X222A1~BHT*0019*00*1*20261101*1023*CH~\
    NM1*41*2*SENTINEL BILLING*****46*TGJ23~PER*IC*SENTINEL*TE*3055552222~\
    NM1*40*2*KEY INSURANCE*****46*66783~HL*1**20*1~PRV*BI*PXC*207Q00000X~\
    NM1*85*2*SENTINEL CLINIC*****XX*1234567893~N3*5045 SENTINEL ST~N4*MIAMI*FL*331111234~\
    REF*EI*437049443~HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*SENTINEL*RUTH****MI*SENTINEL1~\
    N3*8536 SENTINEL ST~N4*MIAMI*FL*331111234~DMG*D8*19850701*F~\
    NM1*PR*2*KEY INSURANCE*****PI*999996666~";
const CLAIM: &str = "CLM*SENTINEL26*180***11:B:1*Y*A*Y*Y~HI*ABK:J069*ABF:I10~LX*1~\
    SV1*HC:99213*180*UN*1***1:2~DTP*472*D8*20261015~";

fn file(claims: &str) -> String {
    let body = format!("{START}{claims}");
    let count = body.matches('~').count() + 1;
    format!("{HEADER}{body}SE*{count}*0001~GE*1*1~IEA*1*000000905~")
}

fn check(text: &[u8]) -> Vec<Checked> {
    let mut batch = Batch::new(Options::default());
    batch.check_bytes(text, &Catalog::empty()).collect()
}

/// What is found of the writing: rule, loop, element or segment.
fn written(answers: &[Checked]) -> Vec<(Option<usize>, &'static str, String)> {
    let of = |f: &Finding| {
        let x12 = f.locations().x12;
        let name = if x12.element.is_empty() {
            x12.segment
        } else {
            x12.element
        };
        (f.rule, format!("{} {name}", x12.in_loop).trim().to_owned())
    };
    let mut out = Vec::new();
    for answer in answers {
        for f in &answer.report.as_ref().expect("it can be read").findings {
            if f.rule.starts_with("x12.") {
                let (rule, place) = of(f);
                out.push((answer.index, rule, place));
            }
        }
    }
    out
}

fn claims(text: &str) -> Vec<ClaimInFile<'_>> {
    let items = x12::claims(text.as_bytes());
    let claims = items.filter_map(|i| match i {
        Item::Claim(claim) => Some(*claim),
        Item::File(_) | Item::Passed => None,
    });
    claims.collect()
}

#[test]
fn a_right_file_has_no_finding_and_its_claim_is_read() {
    let text = file(CLAIM);
    assert_eq!(written(&check(text.as_bytes())), []);
    let all = claims(&text);
    let claim = &all[0].claim;
    assert_eq!(claim.info.diagnoses.len(), 2);
    assert_eq!(claim.info.charge.get().map(|c| c.0), Some(18_000));
    assert_eq!(claim.info.lines[0].service.pointers.list.len(), 2);
    assert_eq!(claim.subscriber.last_name.text(), "SENTINEL");
    assert_eq!(claim.payer_id.text(), "999996666");
}

/// Whatever separates, and however lines end.
#[test]
fn delimiters_and_line_breaks_do_not_matter() {
    let text = file(CLAIM);
    let expected = claims(&text)[0].claim.clone();
    let others = [
        text.replace('~', "~\n"),
        text.replace('~', "~\r\n"),
        text.replace('~', "\n"),
        text.replace('~', "\r\n"),
        text.replace('*', "|").replace(':', ">").replace('~', "'"),
        format!("\u{feff}{text}\n\n"),
        format!("Some words before it.\n{text}"),
        text.replace("*^*00501", "*U*00401"),
    ];
    for other in &others {
        let all = claims(other);
        assert!(all.len() == 1 && all[0].claim == expected, "{other}");
    }
    let two = format!("{text}\n{}", others[4]);
    assert_eq!(claims(&two).len(), 2);
}

/// (The first finding of each: the fault, not what follows from it.)
#[test]
fn faults_of_the_writing_stand_at_their_place() {
    let cases = [
        ("SE*", "SE*9", "x12.segment-count", "SE01"),
        ("GE*1*1~", "GE*2*1~", "x12.segment-count", "GE01"),
        (
            "IEA*1*000000905",
            "IEA*1*000000906",
            "x12.control-number",
            "IEA02",
        ),
        ("SE*24*0001", "SE*24*0002", "x12.control-number", "SE02"),
        ("GE*1*1~", "", "x12.envelope", "GE"),
        ("HL*2*1*22", "HL*2*7*22", "x12.hierarchy", "2000B HL02"),
        ("HL*2*1*22", "HL*3*1*22", "x12.hierarchy", "2000B HL01"),
        ("LX*1", "LX*2", "x12.line-number", "2400 LX01"),
        ("LX*1", "ZZZ*1~LX*1", "x12.segment-unknown", "2300 ZZZ"),
        (
            "N3*5045 SENTINEL ST~N4*MIAMI*FL*331111234~REF",
            "N4*MIAMI*FL*331111234~N3*5045~REF",
            "x12.segment-misplaced",
            "2010AA N3",
        ),
        (
            "REF*EI*437049443",
            "REF*EI*437049443~REF*EI*437049443",
            "x12.segment-repeated",
            "2010AA REF",
        ),
        (
            "BHT*0019*00*1*20261101*1023*CH~",
            "",
            "x12.segment-missing",
            "ST BHT",
        ),
        ("*TE*3055552222", "", "x12.element-missing", "1000A PER03"),
        (
            "PER*IC*SENTINEL*TE*3055552222",
            "PER*IC*SENTINEL*TE*3055552222*FX*1*EX*2*3*4",
            "x12.element-extra",
            "1000A PER10",
        ),
        (
            "NM1*40*2*KEY",
            "NM1*40*2*KEY*X",
            "x12.element-not-used",
            "1000B NM104",
        ),
        ("BHT*0019", "BHT*0020", "x12.value-unknown", "ST BHT01"),
        (
            "*20261101*1023*CH",
            "*20261131*1023*CH",
            "x12.element-format",
            "ST BHT04",
        ),
        (
            "ISA*00*          *00",
            "ISA*00**00",
            "x12.element-length",
            "ISA02",
        ),
        (
            "NM1*85*2*SENTINEL CLINIC*****XX",
            "NM1*85*2*SENTINEL CLINIC*****xx",
            "x12.value-unknown",
            "2010AA NM108",
        ),
        ("005010X222A1~", "005010X222A9~", "x12.version", "ST ST03"),
    ];
    for (from, to, rule, place) in cases {
        let text = file(CLAIM).replacen(from, to, 1);
        let found = written(&check(text.as_bytes()));
        assert!(
            found.iter().any(|(_, r, p)| *r == rule && p == place),
            "{from} -> {to}: {found:?}"
        );
    }
}

#[test]
fn a_finding_of_a_claim_has_the_bytes_of_its_field() {
    let text = file(&CLAIM.replace("ABF:I10", "ABF:I10.0")).replace('~', "~\n");
    let answers = check(text.as_bytes());
    let findings = &answers[0].report.as_ref().unwrap().findings;
    let point = findings
        .iter()
        .find(|f| f.rule == "dx.decimal-point")
        .expect("the point");
    let x12 = point.locations().x12;
    let bytes = x12.bytes.expect("a place in the file");
    assert_eq!(&text[bytes[0]..bytes[1]], "I10.0");
    assert_eq!(
        (x12.element.as_str(), x12.segment_number, x12.line),
        ("HI02-02", Some(20), Some(22))
    );
    assert_eq!(x12.text, "HI*ABK:J069*⟦ABF:I10.0⟧");
}

/// What is missing points to where it belongs: between the segments that it would stand between.
#[test]
fn what_is_missing_points_to_its_place() {
    let text = file(CLAIM).replace("N3*5045 SENTINEL ST~", "");
    let answers = check(text.as_bytes());
    let all = answers
        .iter()
        .flat_map(|a| &a.report.as_ref().unwrap().findings);
    let missing: Vec<_> = all
        .map(|f| f.locations().x12)
        .filter(|x| x.in_loop == "2010AA" && x.segment == "N3")
        .collect();
    assert!(!missing.is_empty());
    for x in missing {
        let [from, to] = x.bytes.unwrap();
        assert!(
            from == to && text[..from].ends_with("XX*1234567893"),
            "{x:?}"
        );
    }
}

/// Every element of every sample, replaced in turn by what no element may hold, makes findings at each place; none repeats a
/// name, a number of a person or a date of birth, neither in words nor in the segment that is shown.
#[test]
fn no_finding_repeats_a_name_or_an_identifier() {
    let tables = support::tables();
    let mut found = 0;
    for (kind, text) in SAMPLES {
        let text = text
            .replace("ZELINSKI", "SENTINEL")
            .replace("C7194239", "SENTINEL26");
        let ends: Vec<usize> = text.match_indices(['*', '~']).map(|(i, _)| i).collect();
        for pair in ends.windows(2) {
            for value in ["", "?", "SENTINEL-19850701"] {
                let mut other = text.clone();
                other.replace_range(pair[0] + 1..pair[1], value);
                let mut batch = Batch::new(Options::default());
                let answers: Vec<_> = batch.check_x12(other.as_bytes(), &tables).collect();
                for finding in answers
                    .iter()
                    .filter_map(|a| a.report.as_ref())
                    .flat_map(|r| &r.findings)
                {
                    found += 1;
                    let said = format!(
                        "{} {} {:?} {:?}",
                        finding.message, finding.help, finding.fix, finding.related
                    );
                    assert!(
                        !said.contains("SENTINEL") && !said.contains("19850701"),
                        "{kind}: {said}"
                    );
                }
            }
        }
        for answer in check(text.as_bytes()) {
            assert!(
                !format!("{:?}", answer.report).contains("SENTINEL"),
                "{kind}"
            );
        }
    }
    assert!(found > 1000, "{found}");
}

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

/// A file of ours of every kind.
const SAMPLES: [(&str, &str); 3] = [
    ("professional", include_str!("x12/professional.edi")),
    ("institutional", include_str!("hospital/inpatient.edi")),
    ("dental", include_str!("x12/dental.edi")),
];

#[test]
fn the_samples_are_written_as_the_guides_say() {
    for (kind, text) in SAMPLES {
        assert_eq!(written(&check(text.as_bytes())), [], "{kind}");
        assert_eq!(claims(text).len(), 1, "{kind}");
    }
}

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
        let mut batch = Batch::new(Options::default());
        let mut answers = Vec::new();
        for piece in text.as_bytes().chunks(size) {
            answers.extend(batch.feed_x12(piece, false, &Catalog::empty()));
        }
        answers.extend(batch.feed_x12(b"", true, &Catalog::empty()));
        assert!(json(&answers) == json(&whole), "pieces of {size}");
    }
    // It never ends at all.
    let cut = &text.as_bytes()[..text.len() / 2];
    assert!(check(cut).iter().any(|a| !a.report.as_ref().unwrap().valid));
}

/// A choice of rules holds for what is wrong with the writing, too, of claims and of the file.
#[test]
fn rules_can_be_chosen_for_files() {
    let text = file(&CLAIM.replace("*180***", "*18x***")).replace("IEA*1*", "IEA*2*");
    let found = |choice: Choice| -> Vec<String> {
        let mut batch = Batch::new(Options::new().rules(choice));
        let answers: Vec<_> = batch
            .check_bytes(text.as_bytes(), &Catalog::empty())
            .collect();
        let reports = answers.iter().filter_map(|a| a.report.as_ref());
        let all = reports.flat_map(|r| r.findings.iter().map(move |f| (r.valid, f)));
        all.map(|(valid, f)| format!("{} {:?} {valid}", f.rule, f.severity))
            .collect()
    };
    let choice = Choice::default();
    let all = found(choice.clone());
    assert!(all.len() >= 2, "{all:?}");
    let only = found(choice.clone().only(["x12.segment-count"]).unwrap());
    assert_eq!(only, ["x12.segment-count Error false"]);
    let without = found(choice.clone().without(["x12.*"]).unwrap());
    assert!(!without.is_empty() && !without.iter().any(|f| f.starts_with("x12.")));
    let milder = found(choice.severity("*", Severity::Info).unwrap());
    assert!(milder.len() == all.len() && milder.iter().all(|f| f.ends_with("Info true")));
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
        let mut batch = Batch::new(Options::default());
        let mut answers = Vec::new();
        for piece in text.as_bytes().chunks(size) {
            answers.extend(batch.feed_x12(piece, false, &Catalog::empty()));
        }
        answers.extend(batch.feed_x12(b"", true, &Catalog::empty()));
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
        let mut batch = Batch::new(Options::default());
        let tables = Catalog::empty();
        let mut answers = Vec::new();
        for piece in two.as_bytes().chunks(size) {
            answers.extend(batch.feed_x12(piece, false, &tables));
        }
        answers.extend(batch.feed_x12(b"", true, &tables));
        assert!(json(&answers) == whole, "pieces of {size}");
    }
}
