//! CMS's quarterly files, on small made-up ones in the official layouts, through the encoder and back.

use codesets::edits::quarterly;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use superbill::container::Container;
use superbill::edits::{Edits, GlobalDays, MueEntry, PtpPair};
use superbill::Date;

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

/// The smallest workbook: one sheet, its texts inline, its dates as numbers like CMS's.
fn workbook(path: &Path, rows: &[[&str; 7]]) {
    let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
    let cell = |value: &&str| match value.parse::<u32>() {
        Ok(n) if value.len() == 8 => format!("<c><v>{n}</v></c>"),
        _ => format!("<c t=\"inlineStr\"><is><t>{value}</t></is></c>"),
    };
    let row = |row: &[&str; 7]| format!("<row>{}</row>", row.iter().map(cell).collect::<String>());
    let head = "<row><c t=\"inlineStr\"><is><t>A made-up notice</t></is></c></row>";
    let sheet: String = rows.iter().map(row).collect();
    for (name, xml) in [
        ("[Content_Types].xml", "<Types \
            xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default \
            Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" \
            ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/></Types>".to_string()),
        ("_rels/.rels", "<Relationships \
            xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
            Id=\"rId1\" \
            Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
            Target=\"xl/workbook.xml\"/></Relationships>".to_string()),
        ("xl/_rels/workbook.xml.rels", "<Relationships \
            xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
            Id=\"rId1\" \
            Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
            Target=\"worksheets/sheet1.xml\"/></Relationships>".to_string()),
        ("xl/workbook.xml", "<workbook \
            xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
            xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet \
            name=\"PTP\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>".to_string()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet \
            xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{head}{sheet}</sheetData></worksheet>")),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(xml.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
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
    workbook(&books.join("ccioph-v321r0-f1.xlsx"), PAIRS);
    let practitioner = load(&texts).0.ptp_practitioner.unwrap();
    let hospital = load(&books).0.ptp_hospital.unwrap();
    for table in [&practitioner, &hospital] {
        let info = table.info().unwrap();
        assert_eq!(
            (info.rows, &*info.from, &*info.to),
            (5, "1996-01-01", "2026-06-30")
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
    let units = load(&files).0.mue.unwrap();
    assert_eq!(units.get("J0000"), Some(MueEntry { value: 12, mai: 3 }));
    assert_eq!(units.rationale("J0000"), Some("Clinical: Data, made up"));
    assert_eq!(
        units.info().map(|i| (i.rows, &*i.release, &*i.to)),
        Some((2, "2026-04", "2026-06-30"))
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
        table.info().map(|i| (i.rows, &*i.from, &*i.to)),
        Some((3, "2026-07-01", "2026-09-30"))
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
