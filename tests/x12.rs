//! X12 837 files: their claims, and the places of findings.
#![cfg(not(target_arch = "wasm32"))]

mod support;
#[path = "support/x12.rs"]
mod written;

use superbill::report::Severity;
use superbill::rules::{Batch, Choice, Options};
use superbill::Catalog;
use written::*;

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

#[test]
fn the_samples_are_written_as_the_guides_say() {
    for (kind, text) in SAMPLES {
        assert_eq!(written(&check(text.as_bytes())), [], "{kind}");
        assert_eq!(claims(text).len(), 1, "{kind}");
    }
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

#[test]
fn what_is_no_claim_is_named_by_its_number_alone() {
    for (given, named) in [
        ("835", "an 835"),
        ("277", "a 277"),
        ("JANE", "a transaction of this kind"),
        ("Doe", "a transaction of this kind"),
    ] {
        let text = file(CLAIM).replace("ST*837*", &format!("ST*{given}*"));
        let mut batch = Batch::new(Options::new());
        let answers: Vec<_> = batch
            .check_bytes(text.as_bytes(), &Catalog::empty())
            .collect();
        let reports = answers.iter().filter_map(|a| a.report.as_ref());
        let said: Vec<_> = reports
            .flat_map(|r| {
                r.findings
                    .iter()
                    .map(|f| (f.message.as_str(), &*f.fix.description))
            })
            .collect();
        let wanted = format!("{named} is not a claim; only the 837 is read here");
        let fix = "give the file of claims (837); a remittance or a status answer is not checked";
        assert_eq!(said, [(wanted.as_str(), fix)], "{given}");
    }
}
