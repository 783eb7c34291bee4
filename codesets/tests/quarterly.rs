//! CMS's quarterly files, on small made-up ones in the official layouts, through the encoder and back.

mod support;

use codesets::edits::quarterly;
use std::fs;
use std::path::{Path, PathBuf};
use superbill::container::Container;
use superbill::edits::{Edits, GlobalDays, MueEntry, PtpPair};
use superbill::Date;
use support::workbook;

const HEAD: &str = "A made-up notice of rights\n\nColumn1/Column2 Edits\t\t\t\t\t\t\nColumn \
    1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\n\t\tprior \
    to 1996\tDate\tDate\t0=not allowed\t\n";
const PAIRS: &[[&str; 7]] = &[
    [
        "10000",
        "20000",
        "",
        "20200101",
        "*",
        "1",
        "Misuse of Column Two code with Column One code",
    ],
    [
        "10000",
        "20001",
        "*",
        "19960101",
        "20231231",
        "0",
        "CPT Manual or CMS manual coding instruction",
    ],
    [
        "10000",
        "G0000",
        "",
        "20210401",
        "20210401",
        "9",
        "Standards of medical / surgical practice",
    ],
    [
        "10001",
        "20000",
        "",
        "20200101",
        "20211231",
        "1",
        "More extensive procedure",
    ],
    [
        "10001",
        "20000",
        "",
        "20230101",
        "*",
        "0",
        "More extensive procedure",
    ],
];
const UNITS: &str = "\"A made-up notice.\n\nOf two lines, with \
    \"\"quotes\"\".\",,,\n\"HCPCS/\nCPT Code\",Practitioner Services MUE Values,MUE \
    Adjudication Indicator,MUE Rationale\n0001U,1,2 Date of Service Edit: Policy,Nature of \
    Analyte\nJ0000,12,3 Date of Service Edit: Clinical,\"Clinical: Data, made up\"\n";

fn dir(name: &str) -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

fn text(rows: &[[&str; 7]]) -> String {
    rows.iter()
        .fold(HEAD.to_string(), |all, row| all + &row.join("\t") + "\r\n")
}

fn load(dir: &Path) -> (Edits, Vec<Vec<u8>>) {
    let mut edits = Edits::default();
    let made = quarterly::tables(dir).unwrap();
    for (set, bytes) in &made {
        let info = edits
            .load(&Container::open(bytes).unwrap())
            .unwrap()
            .unwrap();
        assert_eq!(info.set, *set);
    }
    (edits, made.into_iter().map(|m| m.1).collect())
}

fn d(n: u32) -> Date {
    Date::from_number(n).unwrap()
}

#[test]
fn pairs_of_both_editions_and_both_forms() {
    let texts = dir("quarterly-text");
    fs::write(texts.join("ccipra-v321r0-f1.txt"), text(&PAIRS[..3])).unwrap();
    fs::write(texts.join("ccipra-v321r0-f2.TXT"), text(&PAIRS[3..])).unwrap();
    let books = dir("quarterly-workbook");
    let rows: Vec<&[&str]> = PAIRS.iter().map(|r| &r[..]).collect();
    fs::write(books.join("ccioph-v321r0-f1.xlsx"), workbook(&rows)).unwrap();
    let practitioner = load(&texts).0.ptp_practitioner.unwrap();
    let hospital = load(&books).0.ptp_hospital.unwrap();
    for table in [&practitioner, &hospital] {
        let info = table.info().unwrap();
        assert_eq!(
            (info.rows, info.from, info.to),
            (5, d(19960101), d(20260630))
        );
        let open = PtpPair {
            modifier_indicator: 1,
            from: d(20200101),
            to: Date::MAX,
        };
        assert_eq!(table.pair("10000", "20000", d(20260401)), Some(open));
        assert_eq!(table.pair("20000", "10000", d(20260401)), None);
        assert_eq!(
            table
                .pair("10000", "20001", d(20231231))
                .map(|p| p.modifier_indicator),
            Some(0)
        );
        assert_eq!(table.pair("10000", "20001", d(20240101)), None);
        assert_eq!(table.pair("10001", "20000", d(20220601)), None);
        assert_eq!(
            table
                .pair("10001", "20000", d(20230601))
                .map(|p| p.modifier_indicator),
            Some(0)
        );
        assert_eq!(
            table
                .pair("10000", "G0000", d(20210401))
                .map(|p| p.modifier_indicator),
            Some(9)
        );
    }
    assert_eq!(
        load(&texts).1,
        load(&texts).1,
        "the same files, the same bytes"
    );
}

#[test]
fn units_with_indicator_and_rationale() {
    let files = dir("quarterly-units");
    fs::write(
        files.join("MCR_MUE_PractitionerServices_Eff_04-01-2026.csv"),
        UNITS,
    )
    .unwrap();
    let hospital = UNITS
        .replace("Practitioner", "Outpatient Hospital")
        .replace(",12,", ",7,");
    fs::write(
        files.join("MCR_MUE_OutpatientHospitalServices_Eff_04-01-2026.csv"),
        hospital,
    )
    .unwrap();
    let edits = load(&files).0;
    let units = edits.mue.unwrap();
    let hospital = edits.mue_hospital.unwrap();
    assert_eq!(hospital.get("J0000"), Some(MueEntry { value: 7, mai: 3 }));
    assert_eq!(units.get("J0000"), Some(MueEntry { value: 12, mai: 3 }));
    assert_eq!(units.rationale("J0000"), Some("Clinical: Data, made up"));
    assert_eq!(
        units.info().map(|i| (i.rows, &*i.release, i.to)),
        Some((2, "2026-04", d(20260630)))
    );
}

/// The layout of CMS's relative value file: headings over three rows, numbers made up.
const SCHEDULE: &str = "\
2026 National Physician Fee Schedule Relative Value File July Release,,,,,,,,,,,,,,,,\n\
,,,STATUS,WORK,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,TEAM,ENDO\n\
HCPCS,MOD,DESCRIPTION,CODE,RVU,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,SURG,BASE\n\
10000,,made up,A,1.00,0,010,0.1,0.8,0.1,2,1,1,0,0,\n\
70000,,made up,A,1.00,1,XXX,0,0,0,0,3,0,0,0,\n\
70000,26,made up,A,0.50,1,XXX,0,0,0,0,3,0,0,0,\n\
G0000,,made up,A,1.00,9,ZZZ,0,0,0,9,9,9,9,9,\n";

#[test]
fn indicators_of_the_fee_schedule_are_those_of_the_row_without_modifier() {
    let files = dir("quarterly-schedule");
    let name = "PPRRVU2026_Jul_nonQPP.csv";
    fs::write(files.join(name), SCHEDULE).unwrap();
    let table = load(&files).0.fee_schedule.unwrap();
    let minor = table.get("10000").unwrap();
    assert_eq!(
        (
            minor.global,
            minor.multiple,
            minor.bilateral,
            minor.assistant
        ),
        (GlobalDays::Ten, 2, 1, 1)
    );
    assert_eq!(table.get("70000").map(|e| e.components), Some(1));
    assert_eq!(
        table.get("G0000").map(|e| (e.global, e.team)),
        Some((GlobalDays::AddOn, 9))
    );
    assert_eq!(
        table.info().map(|i| (i.rows, i.from, i.to)),
        Some((3, d(20260701), d(20260930)))
    );
    for (altered, says) in [
        (SCHEDULE.replace("010", "011"), "global days"),
        (SCHEDULE.replace("BILAT", "BOTH"), "no column BILATSURG"),
    ] {
        fs::write(files.join(name), altered).unwrap();
        let Err(error) = quarterly::tables(&files) else {
            panic!("{says}")
        };
        assert!(format!("{error:#}").contains(says), "{error:#}");
    }
}

#[test]
fn of_the_two_files_of_relative_values_in_a_zip_one_is_read() {
    let files = dir("quarterly-schedules");
    let other = SCHEDULE.replace("10000,,", "10001,,");
    fs::write(files.join("PPRRVU2026_Jul_QPP.csv"), other).unwrap();
    let one = load(&files).0.fee_schedule.unwrap();
    assert!(one.get("10001").is_some());
    fs::write(files.join("PPRRVU2026_Jul_nonQPP.csv"), SCHEDULE).unwrap();
    let one = load(&files).0.fee_schedule.unwrap();
    assert!(one.get("10000").is_some() && one.get("10001").is_none());
    // Of two others nobody knows which is meant.
    fs::write(files.join("PPRRVU26_Jul.csv"), SCHEDULE).unwrap();
    let Err(error) = quarterly::tables(&files) else {
        panic!("one was taken")
    };
    let says = "PPRRVU2026_Jul_nonQPP.csv and PPRRVU26_Jul.csv are of the same release";
    assert!(format!("{error:#}").contains(says), "{error:#}");
}

#[test]
fn what_is_cut_short_altered_or_missing_is_refused_by_name() {
    let refused = |files: &[(&str, String)], says: &str| {
        let dir = dir("quarterly-refused");
        for (name, text) in files {
            fs::write(dir.join(name), text).unwrap();
        }
        let Err(error) = quarterly::tables(&dir) else {
            panic!("{says}")
        };
        let error = format!("{error:#}");
        assert!(error.contains(says), "{error:?} does not say {says:?}");
    };
    let whole = text(PAIRS);
    let part = "ccipra-v321r0-f1.txt";
    refused(
        &[(part, whole[..whole.len() - 30].to_string())],
        "ccipra-v321r0-f1.txt line 10: fewer than six columns",
    );
    refused(
        &[(part, whole.replace("20230101", "20230231"))],
        "is not a day",
    );
    refused(
        &[(part, whole.replace("\t9\t", "\t7\t"))],
        "is not a modifier indicator",
    );
    refused(&[(part, HEAD.to_string())], "has no pairs");
    refused(
        &[("ccipra-v321r0-f2.txt", whole.clone())],
        "part f1 is missing",
    );
    refused(
        &[
            (part, whole.clone()),
            ("ccipra-v320r0-f1.txt", whole.clone()),
        ],
        "several versions",
    );
    refused(&[("ccipra-v329r0-f1.txt", whole)], "not an NCCI version");
    let units = "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv";
    refused(
        &[(units, UNITS.replace(",12,", ",twelve,"))],
        "not a number of units",
    );
    refused(
        &[(units, UNITS.replace("J0000", "0001U"))],
        "0001U is there twice",
    );
    refused(
        &[("ccioph-v321r0-f1.xlsx", "not a workbook".to_string())],
        "ccioph-v321r0-f1.xlsx",
    );
}

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
