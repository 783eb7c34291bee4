//! Add-on codes, diagnoses without an indicator, and records of HCPCS codes, from made-up files of the agency.

#[path = "support/quarterly.rs"]
mod files;
mod support;

use codesets::edits::quarterly;
use files::{d, dir, load};
use std::fs;
use support::workbook;

const ADD_ONS: &[&[&str]] = &[
    &["A made-up notice"],
    &[
        "Add-On Code",
        "AOC Del Dt (Julian)",
        "Primary Code",
        "Primary Code Del Dt (Julian)",
        "AOC Edit Eff Dt (Julian)",
        "AOC Edit Del Dt (Julian)",
        "AOC Edit Type",
        "Special Instruction/Notes",
    ],
    &["10001", "", "10000", "", "2013091", "", "1", ""],
    &[
        "10001", "", "10002", "2024366", "2013091", "2024366", "1", "",
    ],
    &["10003", "", "CCCCC", "", "2013091", "", "2", "made up"],
    &["10004", "", "G0000", "", "2024001", "2025365", "3", ""],
];

#[test]
fn add_on_codes_of_the_three_types() {
    use superbill::edits::{AddOnType, Primaries};
    let files = dir("quarterly-add-on");
    let name = "AOC_V2026Q2-MCR.xlsx";
    fs::write(files.join(name), workbook(ADD_ONS)).unwrap();
    let table = load(&files).0.add_on.unwrap();
    let info = table.info().unwrap();
    assert_eq!(
        (info.rows, info.from, info.to),
        (4, d(20130401), d(20260630))
    );
    let kind = |code, day| table.kind(code, d(day));
    assert_eq!(kind("10001", 20260401), Some(AddOnType::One));
    assert_eq!(kind("10003", 20260401), Some(AddOnType::Two));
    assert_eq!(
        (kind("10004", 20251231), kind("10004", 20260101)),
        (Some(AddOnType::Three), None)
    );
    let listed = |day| table.primaries("10001", d(day));
    let primaries = |codes: &[&str]| {
        Some(Primaries::Listed(
            codes.iter().map(|c| c.to_string()).collect(),
        ))
    };
    assert_eq!(listed(20241231), primaries(&["10000", "10002"]));
    assert_eq!(listed(20250101), primaries(&["10000"]));
    // A type that is none, a day that is none, contractors' primaries of type 1, no type 3 at all.
    for (row, cell, value, says) in [
        (2, 6, "4", "not a type of add-on codes"),
        (2, 4, "2013400", "not a day"),
        (2, 2, "CCCCC", "contractors' primaries"),
        (5, 6, "1", "of type 3"),
        (1, 0, "Other", "headings"),
        (5, 4, "2026183", "after its quarter"),
    ] {
        let mut rows: Vec<Vec<&str>> = ADD_ONS.iter().map(|r| r.to_vec()).collect();
        rows[row][cell] = value;
        if cell == 4 && row == 5 {
            rows[row][5] = "";
        }
        let rows: Vec<&[&str]> = rows.iter().map(|r| &r[..]).collect();
        fs::write(files.join(name), workbook(&rows)).unwrap();
        let Err(error) = quarterly::tables(&files) else {
            panic!("{says}")
        };
        let error = format!("{error:#}");
        assert!(error.contains(says), "{error:?} does not say {says:?}");
    }
}

#[test]
fn the_list_of_diagnoses_without_indicator() {
    let files = dir("quarterly-poa");
    let name = "POAexemptCodesFY26.txt";
    let good =
        "Order26\tPOAexemptCode\tDescription\n00001\tB90.0\tMade up\n00002\tZ99.9\tMade up too\n";
    fs::write(files.join(name), good).unwrap();
    let list = load(&files).0.poa_exempt.unwrap();
    assert_eq!(list.exempt("B900", d(20251001)), Some(true));
    assert_eq!(list.exempt("B901", d(20260930)), Some(false));
    assert_eq!(list.exempt("B900", d(20261001)), None);
    // April's edition takes its place from April on, and not before.
    let april = "POAexemptCodesApril2026.txt";
    fs::write(files.join(april), good.replace("B90.0", "B91")).unwrap();
    let list = load(&files).0.poa_exempt.unwrap();
    for (code, day, exempt) in [
        ("B900", 20260331, true),
        ("B900", 20260401, false),
        ("B91", 20260331, false),
        ("B91", 20260401, true),
        ("Z999", 20260401, true),
    ] {
        assert_eq!(list.exempt(code, d(day)), Some(exempt), "{code} {day}");
    }
    fs::remove_file(files.join(april)).unwrap();
    for (altered, says) in [
        (good.replace("B90.0", "B90.0.0000"), "not an ICD-10-CM code"),
        (good.replace("B90.0", "Z99.9"), "there twice"),
        (good.replace("Z99.9", "Y99.9"), "cut short"),
        (good.replace("POAexemptCode", "Code"), "no line of headings"),
    ] {
        fs::write(files.join(name), altered).unwrap();
        let Err(error) = quarterly::tables(&files) else {
            panic!("{says}")
        };
        assert!(format!("{error:#}").contains(says), "{error:#}");
    }
}

#[test]
fn records_say_coverage_pricing_and_service() {
    let files = dir("quarterly-records");
    // Columns 120-127 pricing, 230 coverage, 257-259 BETOS, 261-265 types of service, 269, 277 and 285 days.
    let line = |code: &str, ended: &str| {
        format!(
            "{code}001003{:<80}{:<28}{:<8}A{:101}{:1}{:26}{:<3} {:<5}{:3}20200101{:8}{ended:8}{:28}\n",
            "Made up supply", "Short", "3246", "", "D", "", "D1E", "APR", "", "20260401", ""
        )
    };
    let name = "HCPC2026_APR_ANWEB.txt";
    let text = [
        line("A9999", ""),
        line("D0001", ""),
        line("V0001", "20251231"),
    ]
    .concat();
    fs::write(files.join(name), text).unwrap();
    let mut catalog = superbill::Catalog::empty();
    for (_, bytes) in quarterly::tables(&files).unwrap() {
        catalog.load(&bytes).unwrap();
    }
    let store = codesets::sources::Store::open().unwrap();
    let found = codesets::official_files::OfficialFiles::find(&files).unwrap();
    let input = found
        .table(&store, superbill::CodeSet::Hcpcs)
        .unwrap()
        .unwrap();
    catalog
        .load(&superbill::table::write::encode(&input).unwrap())
        .unwrap();
    let record = |code| {
        let info = catalog
            .lookup(superbill::CodeSet::Hcpcs, code, None)
            .unwrap();
        info.unwrap().record
    };
    assert_eq!(
        record("A9999"),
        [
            "coverage D: special coverage instructions apply",
            "pricing 32: inexpensive or routinely purchased equipment",
            "pricing 46: equipment priced by the contractor",
            "type of service A: used equipment",
            "type of service P: lump sum purchase of equipment, prosthetics, orthotics",
            "type of service R: rental of equipment",
            "BETOS D1E",
            "added 2020-01-01",
            "changed 2026-04-01",
        ]
    );
    assert!(record("V0001").contains(&"ended 2025-12-31".to_string()));
}
