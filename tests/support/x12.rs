//! A made-up 837P, and what is found of it.
#![allow(dead_code)]

use superbill::formats::x12::{self, ClaimInFile, Item};
use superbill::report::Finding;
use superbill::rules::{Batch, Checked, Options};
use superbill::Catalog;

/// A file of ours of every kind.
pub const SAMPLES: [(&str, &str); 3] = [
    ("professional", include_str!("../x12/professional.edi")),
    ("institutional", include_str!("../hospital/inpatient.edi")),
    ("dental", include_str!("../x12/dental.edi")),
];

pub const HEADER: &str = "ISA*00*          *00*          *ZZ*SUBMITTER      *ZZ*RECEIVER       \
    *261101*1253*^*00501*000000905*0*T*:~GS*HC*SUBMITTER*RECEIVER*20261101*0802*1*X*005010X222A1~";
pub const START: &str = "ST*837*0001*005010X222A1~BHT*0019*00*1*20261101*1023*CH~\
    NM1*41*2*SENTINEL BILLING*****46*TGJ23~PER*IC*SENTINEL*TE*3055552222~\
    NM1*40*2*KEY INSURANCE*****46*66783~HL*1**20*1~PRV*BI*PXC*207Q00000X~\
    NM1*85*2*SENTINEL CLINIC*****XX*1234567893~N3*5045 SENTINEL ST~N4*MIAMI*FL*331111234~\
    REF*EI*437049443~HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*SENTINEL*RUTH****MI*SENTINEL1~\
    N3*8536 SENTINEL ST~N4*MIAMI*FL*331111234~DMG*D8*19850701*F~\
    NM1*PR*2*KEY INSURANCE*****PI*999996666~";
pub const CLAIM: &str = "CLM*SENTINEL26*180***11:B:1*Y*A*Y*Y~HI*ABK:J069*ABF:I10~LX*1~\
    SV1*HC:99213*180*UN*1***1:2~DTP*472*D8*20261015~";

pub fn file(claims: &str) -> String {
    let body = format!("{START}{claims}");
    let count = body.matches('~').count() + 1;
    format!("{HEADER}{body}SE*{count}*0001~GE*1*1~IEA*1*000000905~")
}

pub fn check(text: &[u8]) -> Vec<Checked> {
    let mut batch = Batch::new(Options::default());
    batch.check_bytes(text, &Catalog::empty()).collect()
}

/// What is found of the writing: rule, loop, element or segment.
pub fn written(answers: &[Checked]) -> Vec<(Option<usize>, &'static str, String)> {
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

pub fn claims(text: &str) -> Vec<ClaimInFile<'_>> {
    let items = x12::claims(text.as_bytes());
    let claims = items.filter_map(|i| match i {
        Item::Claim(claim) => Some(*claim),
        Item::File(_) | Item::Passed => None,
    });
    claims.collect()
}
