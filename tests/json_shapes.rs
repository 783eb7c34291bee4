//! The other shapes of claim JSON: institutional claims, which have the findings of the same claim as an 837I, and the flat
//! shape of the CMS-1500 form.
#![cfg(not(target_arch = "wasm32"))]
#![recursion_limit = "256"]

#[path = "support/institutional.rs"]
mod institutional;
mod support;

use serde_json::{json, Value};
use std::collections::BTreeSet;
use superbill::report::{Finding, Report, Severity};
use superbill::rules::{validate_bytes, Batch, Options};
use superbill::Catalog;

fn said(report: &Report) -> BTreeSet<(&'static str, String, Option<usize>, usize)> {
    let all = report.findings.iter();
    let all = all.filter(|f| !f.rule.starts_with("x12.") && !f.rule.starts_with("input."));
    all.map(|f| {
        (
            f.rule,
            format!("{:?}", f.position.field.field),
            f.position.field.line,
            f.position.field.item,
        )
    })
    .collect()
}

#[test]
fn a_hospitals_claim_has_the_same_findings_as_json() {
    let tables = support::tables();
    let (all, cases) = institutional::cases();
    let (mut wrong, mut seen, mut compared) = (Vec::new(), 0, 0);
    for (name, edi, json) in &cases {
        let mut batch = Batch::new(Options::default());
        let Some(x12) = batch
            .check_bytes(edi.as_bytes(), &tables)
            .find_map(|c| c.report.filter(|_| c.index.is_some()))
        else {
            continue;
        };
        let report = validate_bytes(json.to_string().as_bytes(), &tables, &Options::default())
            .expect("it can be read");
        let (a, b) = (said(&x12), said(&report));
        seen += a.len();
        compared += 1;
        if a != b {
            let (more, less): (Vec<_>, Vec<_>) =
                (b.difference(&a).collect(), a.difference(&b).collect());
            wrong.push(format!("{name}: JSON lacks {less:?}, has besides {more:?}"));
        }
        // The path of a finding about a diagnosis leads to what is there, or to the object that lacks it.
        for finding in report
            .findings
            .iter()
            .filter(|f| f.path.contains("Diagnosis"))
        {
            let above = |p: &str| {
                p.rsplit_once('/')
                    .map_or(String::new(), |(above, _)| above.to_owned())
            };
            let holder = above(&finding.path);
            let there = [finding.path.as_str(), &holder, &above(&holder)];
            assert!(
                there.iter().any(|p| json.pointer(p).is_some()),
                "{name} {}",
                finding.path
            );
        }
    }
    println!("{compared} of {all} claims, {seen} findings");
    assert!(
        compared > 50 && seen > 20,
        "{compared} claims, {seen} findings"
    );
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A right claim in the flat shape.
fn flat() -> Value {
    json!({
        "claim_form": "1500", "payerid": "00435", "payer_name": "EXAMPLE PAYER", "pcn": "A100", "payer_order": "primary",
        "pat_name_l": "EXAMPLE", "pat_name_f": "JANE", "pat_dob": "1950-06-15", "pat_sex": "F", "pat_rel": "18",
        "pat_addr_1": "1 EXAMPLE ST", "pat_city": "COLUMBUS", "pat_state": "OH", "pat_zip": "432151234",
        "ins_number": "XYZ123456789", "ins_name_l": "EXAMPLE", "ins_name_f": "JANE", "accept_assign": "Y",
        "total_charge": "150.00", "diag_1": "E1140", "diag_2": "I10", "diag_3": "Z794", "clia_number": "36D1234567",
        "bill_name": "EXAMPLE CLINIC", "bill_npi": "1234567893", "bill_taxid": "123456789", "bill_taxid_type": "E",
        "bill_taxonomy": "207Q00000X", "bill_addr_1": "2 EXAMPLE ST", "bill_city": "COLUMBUS", "bill_state": "OH", "bill_zip": "432151234",
        "prov_name_l": "EXAMPLE", "prov_name_f": "ALEX", "prov_npi": "1245319599", "prov_taxonomy": "207Q00000X",
        "ref_name_l": "EXAMPLE", "ref_name_f": "ALEX", "ref_npi": "1245319599",
        "auto_accident": "N", "employment_related": "N", "other_accident": "N",
        "charge": [
            {"from_date": "2026-11-03", "thru_date": "2026-11-03", "place_of_service": "11", "proc_code": "99213", "diag_ref": "ABC",
                "charge": "120.00", "units": "1"},
            {"from_date": "11/03/2026", "thru_date": "11/03/2026", "place_of_service": "11", "proc_code": "83036", "mod1": "QW",
                "diag_ref": "A", "charge": 30, "units": 1}
        ]
    })
}

fn loud(claim: &Value, tables: &Catalog) -> Vec<(&'static str, String)> {
    let mut batch = Batch::new(Options::default());
    let all: Vec<_> = batch
        .check_bytes(claim.to_string().as_bytes(), tables)
        .collect();
    let reports = all.iter().filter_map(|c| c.report.as_ref());
    let loud = |f: &&Finding| f.severity != Severity::Info;
    reports
        .flat_map(|r| {
            r.findings
                .iter()
                .filter(loud)
                .map(|f| (f.rule, f.path.clone()))
        })
        .collect()
}

#[test]
fn the_flat_shape_of_the_form_is_read() {
    let tables = support::tables();
    assert_eq!(loud(&flat(), &tables), []);
    let faults = [
        ("/diag_1", json!("E11"), "dx.header-not-billable"),
        ("/bill_npi", json!("1234567890"), "id.npi-check-digit"),
        ("/charge/0/proc_code", json!("99999"), "proc.unknown"),
        ("/charge/1/mod1", json!("Q?"), "mod.format"),
        (
            "/charge/0/from_date",
            json!("2026-02-30"),
            "date.impossible",
        ),
        ("/total_charge", json!("151.00"), "money.total-differs"),
        ("/pat_dob", Value::Null, "member.birth-date-missing"),
        ("/charge/0/diag_ref", json!("D"), "dx.pointer-out-of-range"),
        ("/pat_state", json!("OX"), "address.state-unknown"),
    ];
    for (path, value, rule) in faults {
        let mut claim = flat();
        *claim.pointer_mut(path).expect("the claim has it") = value;
        let told = loud(&claim, &tables);
        assert!(
            told.contains(&(rule, path.to_owned())),
            "{rule} at {path}; but {told:?}"
        );
        // The same in a file of several, as such clearinghouses take it.
        let file = json!({"fileid": "1", "claim": [flat(), claim]});
        let told = loud(&file, &tables);
        assert!(
            told.contains(&(rule, format!("/claim/1{path}"))),
            "{rule}; but {told:?}"
        );
    }
}

#[test]
fn shapes_are_told_apart_line_by_line() {
    let tables = Catalog::empty();
    let hospital = json!({"claimInformation": {"serviceLines": [{"institutionalService": {"serviceLineRevenueCode": "0120"}}]}});
    let lines = format!("{}\n{}\n", hospital, flat());
    let mut batch = Batch::new(Options::default());
    let all: Vec<_> = batch.check_lines(lines.as_bytes(), &tables).collect();
    let paths = |i: usize| -> Vec<String> {
        let report = all.get(i).and_then(|c| c.report.as_ref());
        report
            .map(|r| r.findings.iter().map(|f| f.path.clone()).collect())
            .unwrap_or_default()
    };
    assert_eq!(all.len(), 2);
    assert!(
        paths(0).iter().any(|p| p.contains("claimCodeInformation")),
        "{:?}",
        paths(0)
    );
    assert!(
        !paths(1).iter().any(|p| p.contains("claimInformation")),
        "{:?}",
        paths(1)
    );
}
