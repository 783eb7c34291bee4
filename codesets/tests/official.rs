//! `codesets official` against a server of its own with the names of the agencies' sites. All files are made up and small.

use codesets::official::{fetch_all, Options};
use codesets::official_files::OfficialFiles;
use codesets::sources::Store;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use superbill::{CodeSet, Date};

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
    std::fs::remove_dir_all(&dir).unwrap();
}
