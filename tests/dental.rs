//! Dental claims: the codes of other sets, dates, money and identifiers are checked, each at its place in the 837D; what is
//! CDT's is said not to be.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use superbill::claim::Claim;
use superbill::report::{NotChecked, Report, Severity};
use superbill::rules::{self, validate, Batch, Options, Rule};
use superbill::{Catalog, Date};

const RIGHT: &str = "ISA*00*          *00*          *ZZ*SUBMITTER      *ZZ*RECEIVER       *261101*1253*^*00501*000000905*0*T*:~\
    GS*HC*SUBMITTER*RECEIVER*20261101*0802*1*X*005010X224A2~ST*837*0001*005010X224A2~BHT*0019*00*1*20261101*1023*CH~\
    NM1*41*2*EXAMPLE BILLING*****46*TGJ23~PER*IC*DESK*TE*3055552222~NM1*40*2*EXAMPLE PAYER*****46*66783~HL*1**20*1~\
    PRV*BI*PXC*122300000X~NM1*85*2*EXAMPLE DENTAL*****XX*1234567893~N3*1 EXAMPLE ST~N4*MIAMI*FL*331111234~REF*EI*437049443~\
    HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*EXAMPLE*RUTH****MI*E1~N3*2 EXAMPLE ST~N4*MIAMI*FL*331111234~DMG*D8*19850701*F~\
    NM1*PR*2*EXAMPLE PAYER*****PI*999996666~CLM*A26*150***11:B:1*Y*A*Y*Y~DTP*472*D8*20261015~HI*ABK:K0251~\
    NM1*82*1*EXAMPLE*ALEX****XX*1245319599~PRV*PE*PXC*1223G0001X~LX*1~SV3*AD:D2150*100****1~TOO*JP*12*L:O~\
    LX*2~SV3*AD:D1110*50****1~SE*28*0001~GE*1*1~IEA*1*000000905~";

fn check(text: &str, tables: &Catalog) -> Report {
    let options = Options::new().today(Date::new(2026, 11, 20));
    let mut batch = Batch::new(options);
    let all: Vec<_> = batch.check_bytes(text.as_bytes(), tables).collect();
    let claims = all.into_iter().filter(|c| c.index.is_some());
    let mut reports = claims.filter_map(|c| c.report);
    reports.next().expect("there is one claim")
}

fn alarms(report: &Report) -> Vec<(&'static str, String)> {
    let loud = report
        .findings
        .iter()
        .filter(|f| f.severity != Severity::Info);
    let each = loud.map(|f| {
        let x12 = f.locations().x12;
        let at = if x12.element.is_empty() {
            x12.segment
        } else {
            x12.element
        };
        (f.rule, format!("{} {at}", x12.in_loop))
    });
    each.collect()
}

#[test]
fn a_right_claim_has_no_alarm_and_says_what_was_not_checked() {
    let report = check(RIGHT, &support::tables());
    assert_eq!(alarms(&report), []);
    let cdt = report.not_checked.iter().find(|n| n.rule == "proc.unknown");
    assert!(cdt.is_some_and(|n| n.reason.contains("CDT")));
}

#[test]
fn its_rules_are_those_of_professional_claims() {
    let professional = rules::professional();
    let shared = |rule: &&Rule| professional.iter().any(|p| p.id == rule.id);
    assert!(!rules::dental().is_empty() && rules::dental().iter().all(shared));
}

#[test]
fn what_is_not_cdt_is_checked_at_its_place() {
    let tables = support::tables();
    let faults = [
        ("K0251", "K02", "dx.header-not-billable", "2300 HI01-02"),
        ("K0251", "K0299", "dx.unknown", "2300 HI01-02"),
        (
            "XX*1234567893",
            "XX*1234567890",
            "id.npi-check-digit",
            "2010AA NM109",
        ),
        (
            "CLM*A26*150",
            "CLM*A26*151",
            "money.total-differs",
            "2300 CLM02",
        ),
        (
            "D1110*50*",
            "D1110*5O*",
            "money.not-an-amount",
            "2400 SV302",
        ),
        ("D8*20261015", "D8*20270115", "date.in-future", "2400 DTP03"),
        (
            "N4*MIAMI*FL*331111234~REF",
            "N4*MIAMI*FX*331111234~REF",
            "address.state-unknown",
            "2010AA N402",
        ),
        ("11:B:1", "00:B:1", "pos.unknown", "2300 CLM05-01"),
    ];
    for (from, to, rule, place) in faults {
        assert!(RIGHT.contains(from), "{from}");
        let told = alarms(&check(&RIGHT.replace(from, to), &tables));
        assert!(
            told.iter().any(|(r, p)| *r == rule && p == place),
            "{rule} at {place}; but {told:?}"
        );
    }
}

#[test]
fn a_claim_alone_says_what_was_not_checked_as_one_of_a_file_does() {
    let claim = Claim {
        dental: true,
        ..Claim::default()
    };
    let (tables, options) = (support::tables(), Options::default());
    let alone = validate(&claim, &tables, &options).not_checked;
    let of_file = Batch::new(options).check(&claim, &tables).report;
    let of_file = of_file.expect("it is answered").not_checked;
    assert!(alone.iter().any(|n| n.reason.contains("CDT")));
    let json = |list: &[NotChecked]| serde_json::to_string(list).expect("it is JSON");
    assert_eq!(json(&alone), json(&of_file));
}

/// The boxes that rules name are of a form that dental claims are not on.
#[test]
fn findings_name_no_box_of_another_form() {
    let claim = RIGHT.replace("CLM*A26*150", "CLM*A26*15x");
    let claim = claim.replace("D1110*50*", "D1110*5O*");
    let claim = claim.replace("XX*1234567893", "XX*1234567890");
    let report = check(&claim, &support::tables());
    let json = serde_json::to_value(&report).expect("a report is JSON");
    let words = json.to_string();
    assert!(
        !words.contains("(box ") && !words.contains("CMS-1500"),
        "{words}"
    );
    let mut of_line = 0;
    for finding in &report.findings {
        assert_eq!(finding.locations().form, "", "{}", finding.rule);
        assert!(!finding.message.contains("box"), "{}", finding.message);
        of_line += usize::from(finding.message.contains("line 2"));
    }
    assert!(report.findings.len() > 2 && of_line > 0);
}

#[test]
fn published_dental_claims_have_no_alarm_of_a_rule() {
    let Some(dir) = support::shared("corpora/x12") else {
        return;
    };
    let tables = support::tables();
    let manifest = std::fs::read_to_string(dir.join("MANIFEST.tsv")).expect("there is a manifest");
    let mut read = 0;
    for row in manifest.lines().filter(|l| l.starts_with("837D")) {
        let name = row.split('\t').next().unwrap_or_default();
        let bytes = std::fs::read(dir.join(name)).expect("the manifest names files");
        for checked in Batch::new(Options::default()).check_bytes(&bytes, &tables) {
            read += usize::from(checked.index.is_some());
            let Some(report) = checked.report else {
                continue;
            };
            let ruled: Vec<_> = alarms(&report)
                .into_iter()
                .filter(|(r, _)| !r.starts_with("x12."))
                .collect();
            // Their identifiers are made up, and their codes those of the years before ICD-10.
            let known = |r: &str| {
                r.starts_with("id.npi") || r.starts_with("dx.") || r == "address.zip-format"
            };
            assert!(ruled.iter().all(|(r, _)| known(r)), "{name} {ruled:?}");
        }
    }
    assert!(read > 0);
}
