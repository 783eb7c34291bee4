//! Loops and segments of the 837 that few claims have: right ones without a finding, and one fault each, found at its element.
#![cfg(not(target_arch = "wasm32"))]

mod support;
#[path = "support/x12.rs"]
mod written;

use superbill::report::Severity;
use written::{check, written};

const PROFESSIONAL: &str = include_str!("x12_seldom/professional.edi");
const EQUIPMENT: &str = include_str!("x12_seldom/equipment.edi");
const AMBULANCE: &str = include_str!("x12_seldom/ambulance.edi");
const HOSPITAL: &str = include_str!("x12_seldom/hospital.edi");

/// A file, what is replaced in it by what, and what is found where.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const FAULTS: &[Row] = &[
    (
        PROFESSIONAL,
        "SV1*HC:J1100*150*UN*2***1~\nDTP*472*RD8*20261015-20261015~",
        "DTP*472*RD8*20261015-20261015~\nSV1*HC:J1100*150*UN*2***1~",
        "x12.segment-misplaced",
        "2400 SV1",
    ),
    (
        PROFESSIONAL,
        "GS*HC*",
        "GS*HB*",
        "x12.value-unknown",
        " GS01",
    ),
    (
        PROFESSIONAL,
        "*20261101*0802*",
        "*20261131*0802*",
        "x12.element-format",
        " GS04",
    ),
    (
        PROFESSIONAL,
        "*261101*1253*",
        "*261331*1253*",
        "x12.element-format",
        " ISA09",
    ),
    (
        PROFESSIONAL,
        "*0*T*:~",
        "*0*Q*:~",
        "x12.value-unknown",
        " ISA15",
    ),
    (
        PROFESSIONAL,
        "NM1*PE*2*COLLECTION AGENCY*****PI*88888~\nN3*1 PLAN WAY~\n",
        "NM1*PE*2*COLLECTION AGENCY*****PI*88888~\n",
        "x12.segment-missing",
        "2010AC N3",
    ),
    (
        PROFESSIONAL,
        "REF*EI*587654322~\n",
        "",
        "x12.segment-missing",
        "2010AC REF",
    ),
    (
        PROFESSIONAL,
        "PWK*OZ*BM***AC*DMN0012",
        "PWK*ZZ*BM***AC*DMN0012",
        "x12.value-unknown",
        "2300 PWK01",
    ),
    (
        PROFESSIONAL,
        "CRC*ZZ*Y*AV",
        "CRC*ZZ*Y*XX",
        "x12.value-unknown",
        "2300 CRC03",
    ),
    (
        PROFESSIONAL,
        "HCP*03*100*10",
        "HCP*99*100*10",
        "x12.value-unknown",
        "2300 HCP01",
    ),
    (
        PROFESSIONAL,
        "CAS*PR*1*10*1~\nCAS*CO*45*70",
        "CAS*PR*1*10*1*2~\nCAS*CO*45*70",
        "x12.element-missing",
        "2320 CAS06",
    ),
    (
        PROFESSIONAL,
        "NM1*IL*1*SMITH*JACK****MI*T55TY666~\n",
        "",
        "x12.segment-missing",
        "2330A NM1",
    ),
    (
        PROFESSIONAL,
        "NM1*PR*2*KEY INSURANCE TWO*****PI*999996667~\n",
        "",
        "x12.segment-missing",
        "2330B NM1",
    ),
    (
        PROFESSIONAL,
        "LX*1~\n",
        "",
        "x12.segment-missing",
        "2400 LX",
    ),
    (
        PROFESSIONAL,
        "LX*2~\n",
        "",
        "x12.segment-missing",
        "2400 LX",
    ),
    (
        PROFESSIONAL,
        "PRV*PE*PXC*204C00000X~\nNM1*DQ*1*BOSS*HUGO****XX*1763456781~\nNM1*DK",
        "PRV*BI*PXC*204C00000X~\nNM1*DQ*1*BOSS*HUGO****XX*1763456781~\nNM1*DK",
        "x12.value-unknown",
        "2420A PRV01",
    ),
    (
        PROFESSIONAL,
        "SVD*999996667*200*HC:99213:25**1",
        "SVD*999996667*200***1",
        "x12.element-missing",
        "2430 SVD03",
    ),
    (
        PROFESSIONAL,
        "DTP*573*D8*20261102~\nAMT*EAF*10~\n",
        "AMT*EAF*10~\n",
        "x12.segment-missing",
        "2430 DTP",
    ),
    (
        EQUIPMENT,
        "FRM*1A*N",
        "FRM*1A",
        "x12.element-missing",
        "2440 FRM02",
    ),
    (
        EQUIPMENT,
        "LQ*UT*",
        "LQ*ZZ*",
        "x12.value-unknown",
        "2440 LQ01",
    ),
    (
        EQUIPMENT,
        "CRC*09*N*ZV",
        "CRC*09*N*99",
        "x12.value-unknown",
        "2400 CRC03",
    ),
    (
        EQUIPMENT,
        "MEA*TR*R1*",
        "MEA*TR*ZZ*",
        "x12.value-unknown",
        "2400 MEA02",
    ),
    (
        EQUIPMENT,
        "CR3*I*MO*",
        "CR3*I*DA*",
        "x12.value-unknown",
        "2400 CR302",
    ),
    (
        EQUIPMENT,
        "*30*50*500*4",
        "*30*50*500*9",
        "x12.value-unknown",
        "2400 SV506",
    ),
    (
        AMBULANCE,
        "CR1*LB*140**A*DH*12****",
        "CR1*LB*140**Z*DH*12****",
        "x12.value-unknown",
        "2300 CR104",
    ),
    (
        AMBULANCE,
        "CRC*07*Y*01*05~\nHI",
        "CRC*07*Y*01*99~\nHI",
        "x12.value-unknown",
        "2300 CRC04",
    ),
    (
        AMBULANCE,
        "N3*5 PICK UP ST~\n",
        "",
        "x12.segment-missing",
        "2310E N3",
    ),
    (
        HOSPITAL,
        "HI*BBR:0BH17EZ:D8:20261011",
        "HI*BBR:0BH17EZ::20261011",
        "x12.element-missing",
        "2300 HI01-03",
    ),
    (
        HOSPITAL,
        "HI*BH:11:D8:20261009",
        "HI*BI:70:D8:20261009",
        "x12.value-unknown",
        "2300 HI01-03",
    ),
    (
        HOSPITAL,
        "HI*DR:193",
        "HI*DR",
        "x12.element-missing",
        "2300 HI01-02",
    ),
    (
        HOSPITAL,
        "SVD*999996667*830**0120*3",
        "SVD*999996667*830***3",
        "x12.element-missing",
        "2430 SVD04",
    ),
    (
        HOSPITAL,
        "HI*BG:09~\n",
        "HI*BG:09~\nREF*LU*FL~\n",
        "x12.segment-repeated",
        "2300 REF",
    ),
];

#[test]
fn right_ones_are_left_alone() {
    for (name, text) in [
        ("professional", PROFESSIONAL),
        ("equipment", EQUIPMENT),
        ("ambulance", AMBULANCE),
        ("hospital", HOSPITAL),
    ] {
        assert_eq!(written(&check(text.as_bytes())), [], "{name}");
    }
}

#[test]
fn each_fault_is_found_at_its_element_and_little_else() {
    let mut wrong = Vec::new();
    for (text, from, to, rule, place) in FAULTS {
        assert!(text.contains(from), "{from}");
        let mut other = text.replacen(from, to, 1);
        // The count of segments stays right, so that the fault is the only one.
        let body = &other[other.find("ST*").unwrap_or(0)..other.find("SE*").unwrap_or(0)];
        let count = body.matches('~').count() + 1;
        let from = other.find("\nSE*").map_or(0, |i| i + 4);
        let to_end = from + other[from..].find('*').unwrap_or(0);
        other.replace_range(from..to_end, &count.to_string());
        let answers = check(other.as_bytes());
        let found = written(&answers);
        let there = |w: &(Option<usize>, &str, String)| w.1 == *rule && w.2 == place.trim();
        if !found.iter().any(there) || found.len() > 3 {
            wrong.push(format!("{to:?}: {rule} {place}, found {found:?}"));
        }
        let errors = answers.iter().filter_map(|a| a.report.as_ref());
        let any = errors
            .flat_map(|r| &r.findings)
            .any(|f| f.severity == Severity::Error);
        assert!(any, "{to:?}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
