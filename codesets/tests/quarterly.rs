//! CMS's quarterly files, on small made-up ones in the official layouts, through the encoder and back.

#[path = "support/quarterly.rs"]
mod files;
mod support;

use codesets::edits::quarterly;
use files::{d, dir, load};
use std::fs;
use superbill::edits::{GlobalDays, MueEntry, PtpPair};
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

fn text(rows: &[[&str; 7]]) -> String {
    rows.iter()
        .fold(HEAD.to_string(), |all, row| all + &row.join("\t") + "\r\n")
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
