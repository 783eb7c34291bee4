//! `codesets official` against a server of its own with the names of the agencies' sites. All files are made up and small.

mod support;

use codesets::edits::quarterly;
use codesets::official::{changes, fetch_all, Options};
use codesets::official_files::OfficialFiles;
use codesets::sources::Store;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use superbill::{CodeSet, Date};
use support::workbook;

type Pages = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

/// Serves what is in `pages`, by path, until the test ends; gives the address.
fn serve(pages: Pages) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = stream;
            let mut request = [0; 4096];
            let n = stream.read(&mut request).unwrap_or(0);
            let text = String::from_utf8_lossy(&request[..n]).into_owned();
            let path = text.split(' ').nth(1).unwrap_or("/").to_string();
            let body = pages.lock().unwrap().get(&path).cloned();
            let status = if body.is_some() {
                "200 OK"
            } else {
                "404 Not Found"
            };
            let body = body.unwrap_or_default();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(head.as_bytes());
            let _ = stream.write_all(&body);
        }
    });
    address
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A line of the HCPCS record layout.
fn record(code: &str, title: &str, changed: &str) -> String {
    format!(
        "{code:<5}001003{title:<80}{:<28}{:149}20200101{changed:8}{:8}{:28}\n",
        "Short", "", "", ""
    )
}

const QUARTERLY: &str =
    "/medicare/coding-billing/healthcare-common-procedure-system/quarterly-update";
const PTP: &str = "/medicare/coding-billing/national-correct-coding-initiative-ncci-edits/\
                   medicare-ncci-procedure-procedure-ptp-edits";
const HCPCS_ZIP: &str = "/files/zip/october-2040-alpha-numeric-hcpcs-file.zip";

#[test]
fn files_are_found_on_the_pages_checked_and_read() {
    if std::process::Command::new("curl")
        .arg("--version")
        .output()
        .is_err()
    {
        let skipped = b"SKIPPED official::files_are_found: curl is not here\n";
        return std::io::stderr().write_all(skipped).unwrap();
    }
    let pages: Pages = Arc::default();
    let put = |path: &str, body: Vec<u8>| drop(pages.lock().unwrap().insert(path.into(), body));
    std::env::set_var("SUPERBILL_OFFICIAL_SITE", serve(pages.clone()));
    let store = Store::open().unwrap();
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("official");
    let on = Date::new(2040, 11, 2).unwrap();
    let fetch = |only: &[&str], accept| {
        let options = Options {
            accept_ama_terms: accept,
            only: only.iter().map(|o| o.to_string()).collect(),
            ..Options::default()
        };
        fetch_all(&store, &options, on, &dir)
    };
    let refused = |only: &[&str], says: &[&str]| {
        let error = format!("{:#}", fetch(only, true).unwrap_err());
        for part in says {
            assert!(error.contains(part), "{error:?} does not say {part:?}");
        }
    };

    // Nothing there; a page without the link; only a release that is not in force yet.
    refused(&["hcpcs"], &["hcpcs", "cannot be fetched", "--from DIR"]);
    put(
        QUARTERLY,
        b"<a href=\"/files/zip/other.zip\">x</a>".to_vec(),
    );
    refused(&["hcpcs"], &["has no link like", "sources.toml"]);
    put(
        QUARTERLY,
        b"<a href=\"/files/zip/january-2041-alpha-numeric-hcpcs-file.zip\">x</a>".to_vec(),
    );
    refused(&["hcpcs"], &["in force on 2040-11-02"]);

    // A web page instead of the zip, a cut one, one of another layout.
    let links = "<a href=\"/files/zip/july-2040-alpha-numeric-hcpcs-file.zip\">x</a>\
        <a href=\"/files/zip/october-2040-alpha-numeric-hcpcs-file.zip\">x</a>";
    put(QUARTERLY, links.into());
    put(
        HCPCS_ZIP,
        b"<!DOCTYPE html><html>Please accept</html>".to_vec(),
    );
    refused(
        &["hcpcs"],
        &[HCPCS_ZIP, "a web page instead of a zip", "--from DIR"],
    );
    let text = [
        record("A9999", "Made up supply", "20401001"),
        record("V0001", "Made up lens", "20400101"),
    ];
    let good = zip(&[
        (
            "folder/HCPC2040_OCT_ANWEB_09232040.txt",
            text.concat().as_bytes(),
        ),
        ("folder/readme.pdf", b"made up"),
    ]);
    put(HCPCS_ZIP, good[..good.len() - 30].to_vec());
    refused(
        &["hcpcs"],
        &[HCPCS_ZIP, "cut short", "run the command again"],
    );
    put(HCPCS_ZIP, zip(&[("readme.pdf", b"made up")]));
    refused(&["hcpcs"], &["hcpc*_anweb*.txt", "layout changed"]);

    // As it should be: the file lies there without its folder, and the table is made of it.
    put(HCPCS_ZIP, good);
    let files = fetch(&["hcpcs"], false).unwrap();
    assert_eq!(files, [dir.join("HCPC2040_OCT_ANWEB_09232040.txt")]);
    let found = OfficialFiles::find(&dir).unwrap();
    let table = found.table(&store, CodeSet::Hcpcs).unwrap().unwrap();
    assert_eq!(table.rows.len(), 2);
    assert!(table.aliases.iter().any(|a| a.term == "Short"));

    // Files with CPT codes only when the terms are accepted, all parts of the newest release.
    let part = |n| {
        format!("/files/zip/medicare-ncci-2040q4-practitioner-ptp-edits-ccipra-v463r0-f{n}.zip")
    };
    let html = format!(
        "<a href=\"/license/ama?file={}\">x</a><a href=\"/license/ama?file={}\">x</a>",
        part(1),
        part(2)
    );
    put(PTP, html.into_bytes());
    put("/license/ama", b"<p>Made-up terms</p>".to_vec());
    for n in [1, 2] {
        let name = format!("ccipra-v463r0-f{n}.TXT");
        put(&part(n), zip(&[(name.as_str(), b"made up")]));
    }
    assert!(
        fetch(&["ncci-practitioner"], false).is_err(),
        "nobody accepted"
    );
    assert_eq!(fetch(&["ncci-practitioner"], true).unwrap().len(), 2);
    assert_eq!(
        fetch(&["hcpcs", "ncci-practitioner"], false).unwrap().len(),
        1
    );
    refused(&["no such"], &["has no [[official]] no such"]);

    // All of them: every file of sources.toml is read by somebody, and every table that can be made is made.
    for (page, files) in everything() {
        let mut html = String::new();
        for (link, members) in files {
            let link = format!("/files/zip/{link}");
            html += &format!("<a href=\"{link}\">x</a>");
            let members: Vec<(&str, &[u8])> =
                members.iter().map(|(n, b)| (*n, b.as_slice())).collect();
            if !members.is_empty() {
                put(&link, zip(&members));
            }
        }
        put(page, html.into_bytes());
    }
    let got = fetch(&[], true).unwrap();
    assert_eq!(got.len(), 17, "{got:?}");
    let found = OfficialFiles::find(&dir).unwrap();
    for set in [CodeSet::Icd10cm, CodeSet::Icd10pcs, CodeSet::Hcpcs] {
        let input = found.table(&store, set).unwrap().unwrap();
        superbill::table::write::encode(&input).unwrap();
        assert!(input.rows.len() >= 2, "{set:?}");
    }
    let made = quarterly::tables(&dir).unwrap();
    let mut said = changes::edits(&store, &made).unwrap();
    said.sort();
    assert_eq!(
        said,
        [
            "addon: 3 entries of 2040-10; 8593 in the default table of April 2026",
            "hcpcs-records: 2 entries of 2040-10; no default table",
            "mue-hospital: 1 entries of 2040-10; no default table",
            "mue-practitioner: 1 entries of 2040-10; no default table",
            "ncci-ptp-hospital: 1 entries of 2040-10; 1594456 in the default table of April 2026",
            "ncci-ptp-practitioner: 2 entries of 2040-10; no default table",
            "pcs-definitions: 1 entries of FY2041; 56 in the default table of FY2027",
            "pfs-indicators: 1 entries of 2040-10; no default table",
            "poa-exempt: 1 entries of FY2041; no default table",
        ]
    );
    std::fs::remove_dir_all(&dir).unwrap();
}

/// A link of a page, with the files of its zip; a zip without files is not served.
type Linked = (&'static str, Vec<(&'static str, Vec<u8>)>);

/// The pages of the agencies with their links and the files behind them.
fn everything() -> Vec<(&'static str, Vec<Linked>)> {
    let order = |lines: &[(&str, char)]| -> Vec<u8> {
        let line = |(i, (code, flag)): (usize, &(&str, char))| {
            format!("{:05} {code:<7} {flag} {:<60} Made up\n", i + 1, "Made up")
        };
        lines
            .iter()
            .enumerate()
            .map(line)
            .collect::<String>()
            .into()
    };
    let label = |at: usize, code: char| {
        format!("<axis pos=\"{at}\"><label code=\"{code}\">Made up</label></axis>")
    };
    let labels = |codes: &str, first: usize| -> String {
        let each = codes.chars().enumerate();
        each.map(|(i, c)| label(first + i, c)).collect()
    };
    let table = |code: &str| {
        format!(
            "<pcsTable>{}<pcsRow codes=\"1\">{}</pcsRow></pcsTable>",
            labels(&code[..3], 1),
            labels(&code[3..], 4)
        )
    };
    let tables = format!(
        "<a><version>2041</version>{}{}</a>",
        table("0X00XZZ"),
        table("XYZ0XZZ")
    );
    let pairs = |rows: &[(&str, &str)]| -> Vec<u8> {
        let row = |(one, two): &(&str, &str)| format!("{one}\t{two}\t\t20400101\t*\t1\tmade up\n");
        rows.iter().map(row).collect::<String>().into()
    };
    let units = b"A made-up notice,,,\n10000,1,2 Date of Service Edit: Policy,Made up\n".to_vec();
    let schedule =
        "HCPCS,MOD,GLOB DAYS,PCTC IND,MULT PROC,BILAT SURG,ASST SURG,CO-SURG,TEAM SURG\n\
                    10000,,010,0,2,1,1,0,0\n";
    let add_ons = workbook(&[
        &[
            "Add-On Code",
            "AOC Del Dt",
            "Primary Code",
            "Primary Code Del Dt",
            "AOC Edit Eff Dt",
            "AOC Edit Del Dt",
            "AOC Edit Type",
        ],
        &["10001", "", "10000", "", "2040001", "", "1"],
        &["10002", "", "CCCCC", "", "2040001", "", "2"],
        &["10003", "", "10000", "", "2040001", "", "3"],
    ]);
    let conversion = workbook(&[
        &[
            "Current code assignment",
            "Effective",
            "Previous Code(s) Assignment",
        ],
        &["Z99.9", "2040", "Z99.8"],
    ]);
    let tabular = "<ICD10CM.tabular><version>2041</version><chapter><name>1</name><desc>Made up (A00-Z99)</desc><section id=\"A00-Z99\">\
        <desc>Made up (A00-Z99)</desc><diag><name>A00</name><desc>Made up</desc></diag></section></chapter></ICD10CM.tabular>";
    let index = "<ICD10CM.index><version>2041</version><letter><mainTerm><title>Made up</title><code>Z99.9</code></mainTerm></letter></ICD10CM.index>";
    let pcs_index = "<a><version>2041</version><mainTerm><title>Made up</title><code>0X00XZZ</code></mainTerm></a>";
    let terms = "<a><version>2041</version><section code=\"0\"><axis pos=\"3\"><terms><title>Made up</title>\
        <definition>Nothing</definition></terms></axis></section></a>";
    let poa = "Order41\tPOAexemptCode\tDescription\n00001\tZ99.9\tMade up\n";
    let records = [
        record("A9999", "Made up supply", "20401001"),
        record("V0001", "Made up lens", "20400101"),
    ];
    let ncci = "/medicare/coding-billing/national-correct-coding-initiative-ncci-edits";
    let page = |name: &str| -> &'static str { format!("{ncci}/{name}").leak() };
    vec![
        (
            QUARTERLY,
            vec![(
                "october-2040-alpha-numeric-hcpcs-file.zip",
                vec![("HCPC2040_OCT_ANWEB.txt", records.concat().into())],
            )],
        ),
        (
            "/medicare/coding-billing/icd-10-codes",
            vec![
                (
                    "2041-code-descriptions-tabular-order.zip",
                    vec![
                        (
                            "icd10cm_order_2041.txt",
                            order(&[("A00", '1'), ("Z99", '0'), ("Z999", '1')]),
                        ),
                        ("icd10cm_order_addenda_2041.txt", b"made up".to_vec()),
                    ],
                ),
                (
                    "2041-code-tables-tabular-and-index.zip",
                    vec![
                        ("icd10cm_tabular_2041.xml", tabular.into()),
                        ("icd10cm_index_2041.xml", index.into()),
                        ("icd10cm_eindex_2041.xml", b"made up".to_vec()),
                    ],
                ),
                (
                    "2041-conversion-table.zip",
                    vec![("icd10cm_conversion_table_2041.xlsx", conversion)],
                ),
                // That of ICD-10-PCS is not meant, so it is not even asked for.
                ("2041-icd-10-pcs-conversion-table.zip", Vec::new()),
                (
                    "2041-poa-exempt-codes.zip",
                    vec![("POAexemptCodesFY41.txt", poa.into())],
                ),
                (
                    "2041-icd-10-pcs-order-file-long-and-abbreviated-titles.zip",
                    vec![(
                        "icd10pcs_order_2041.txt",
                        order(&[
                            ("0X0", '0'),
                            ("0X00XZZ", '1'),
                            ("XYZ", '0'),
                            ("XYZ0XZZ", '1'),
                        ]),
                    )],
                ),
                (
                    "2041-icd-10-pcs-code-tables-and-index.zip",
                    vec![
                        ("icd10pcs_tables_2041.xml", tables.into()),
                        ("icd10pcs_index_2041.xml", pcs_index.into()),
                        ("icd10pcs_definitions_2041.xml", terms.into()),
                        ("icd10pcs_tables_2041.pdf", b"made up".to_vec()),
                    ],
                ),
            ],
        ),
        (
            PTP,
            vec![
                (
                    "medicare-ncci-2040q4-practitioner-ptp-edits-ccipra-v463r0-f1.zip",
                    vec![("ccipra-v463r0-f1.TXT", pairs(&[("10000", "20000")]))],
                ),
                (
                    "medicare-ncci-2040q4-practitioner-ptp-edits-ccipra-v463r0-f2.zip",
                    vec![("ccipra-v463r0-f2.TXT", pairs(&[("20000", "30000")]))],
                ),
                (
                    "medicare-ncci-2040q4-hospital-ptp-edits-ccioph-v463r0-f1.zip",
                    vec![("ccioph-v463r0-f1.TXT", pairs(&[("10000", "20000")]))],
                ),
            ],
        ),
        (
            page("medicare-ncci-medically-unlikely-edits"),
            vec![
                (
                    "medicare-ncci-2040-q4-practitioner-services-mue-table.zip",
                    vec![(
                        "MCR_MUE_PractitionerServices_Eff_10-01-2040.csv",
                        units.clone(),
                    )],
                ),
                (
                    "medicare-ncci-2040-q4-outpatient-hospital-services-mue-table.zip",
                    vec![(
                        "MCR_MUE_OutpatientHospitalServices_Eff_10-01-2040.csv",
                        units,
                    )],
                ),
            ],
        ),
        (
            page("medicare-ncci-add-code-edits"),
            vec![(
                "medicare-ncci-2040q4-add-code-edits.zip",
                vec![
                    ("AOC_V2040Q4-MCR.xlsx", add_ons),
                    ("AOC_V2040Q4-MCR.txt", b"made up".to_vec()),
                ],
            )],
        ),
        (
            "/medicare/payment/fee-schedules/physician/pfs-relative-value-files/rvu40d",
            vec![(
                "rvu40d.zip",
                vec![("PPRRVU2040_Oct_nonQPP.csv", schedule.into())],
            )],
        ),
    ]
}
