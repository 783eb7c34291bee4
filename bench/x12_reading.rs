//! How fast X12 837 files are read: `cargo run --release --example x12_reading`. Reading alone, and reading with findings
//! from whatever tables are embedded.

use std::time::Instant;
use superbill::formats::x12;
use superbill::rules::{Batch, Options};
use superbill::Catalog;

const HEADER: &str = "ISA*00*          *00*          *ZZ*SUBMITTER      *ZZ*RECEIVER       \
    *261101*1253*^*00501*000000905*0*T*:~GS*HC*SUBMITTER*RECEIVER*20261101*0802*1*X*005010X222A1~\
    ST*837*0001*005010X222A1~BHT*0019*00*1*20261101*1023*CH~NM1*41*2*BILLING*****46*TGJ23~\
    PER*IC*DESK*TE*3055552222~NM1*40*2*KEY INSURANCE*****46*66783~HL*1**20*1~\
    PRV*BI*PXC*207Q00000X~NM1*85*2*CLINIC*****XX*1234567893~N3*5045 MAIN ST~\
    N4*MIAMI*FL*331111234~REF*EI*437049443~";

/// A subscriber with one claim of two lines.
fn claim(number: usize) -> String {
    format!(
        "HL*{}*1*22*0~SBR*P*18*******CI~NM1*IL*1*DOE*RUTH****MI*W{number:08}~N3*8536 MAIN ST~\
        N4*MIAMI*FL*331111234~DMG*D8*19850701*F~NM1*PR*2*KEY INSURANCE*****PI*999996666~\
        CLM*A{number}*250***11:B:1*Y*A*Y*Y~HI*ABK:E119*ABF:I10~NM1*82*1*OKAFOR*JANE****XX*1234567893~\
        PRV*PE*PXC*207R00000X~LX*1~SV1*HC:99213:25*180*UN*1***1:2~DTP*472*D8*20261015~\
        REF*6R*{number}1~LX*2~SV1*HC:80053*70*UN*1***1~DTP*472*D8*20261015~REF*6R*{number}2~",
        number + 2
    )
}

fn main() {
    let count = 40_000;
    let mut text = HEADER.to_owned();
    (0..count).for_each(|i| text.push_str(&claim(i)));
    let segments = text.matches('~').count() - 2 + 1;
    text.push_str(&format!("SE*{segments}*0001~GE*1*1~IEA*1*000000905~"));
    let megabytes = text.len() as f64 / 1e6;

    let mut best = f64::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        let read = x12::claims(text.as_bytes())
            .filter(|i| matches!(i, x12::Item::Claim(_)))
            .count();
        assert_eq!(read, count);
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!(
        "read and held against the guide: {megabytes:.1} MB, {:.0} MB/s, {:.0} claims/s",
        megabytes / best,
        count as f64 / best
    );

    #[cfg(feature = "embedded")]
    let tables = Catalog::embedded().expect("the embedded tables are sound");
    #[cfg(not(feature = "embedded"))]
    let tables = Catalog::empty();
    let start = Instant::now();
    let mut batch = Batch::new(Options::default());
    let answers = batch.check_bytes(text.as_bytes(), &tables).count();
    println!(
        "with findings: {:.0} claims/s ({answers} answers)",
        answers as f64 / start.elapsed().as_secs_f64()
    );
}
