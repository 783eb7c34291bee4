//! The readers on the agencies' files as published, where those are at hand. Nothing of them is kept.

use codesets::edits::quarterly;
use codesets::official_files::OfficialFiles;
use codesets::sources::{conversion, pcs_index, Store};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use superbill::{Catalog, CodeSet};

/// Unpacks these files into a directory of their own; `None`, after saying that the test is skipped, where one is not there.
fn files(test: &str, names: &[&str]) -> Option<PathBuf> {
    let given = std::env::var_os("SUPERBILL_SHARED").filter(|folder| !folder.is_empty());
    let folder = given.unwrap_or_else(|| "../shared".into());
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let from = root.join(folder).join("data/official");
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    for name in names {
        let packed = fs::read(from.join(format!("{name}.gz")));
        let Ok(bytes) = packed.or_else(|_| fs::read(from.join(name))) else {
            skip(test, &format!("{name} is not here"));
            return None;
        };
        let mut out = Vec::new();
        if bytes.starts_with(&[0x1f, 0x8b]) {
            flate2::read::GzDecoder::new(&*bytes)
                .read_to_end(&mut out)
                .unwrap();
        } else {
            out = bytes;
        }
        fs::write(dir.join(name), out).unwrap();
    }
    Some(dir)
}

fn skip(test: &str, reason: &str) {
    let line = format!("SKIPPED agency_files::{test}: {reason}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn all_seven_characters_of_all_procedures_are_named() {
    let name = "all_seven_characters_of_all_procedures_are_named";
    let tables = "icd10pcs_tables_2026.xml";
    let of = [
        "icd10pcs_order_2026.txt",
        tables,
        "icd10pcs_definitions_2026.xml",
    ];
    let Some(dir) = files(name, &of) else { return };
    let store = Store::open().unwrap();
    let input = OfficialFiles::find(&dir)
        .unwrap()
        .table(&store, CodeSet::Icd10pcs)
        .unwrap()
        .unwrap();
    assert_eq!(input.info.rows, 79_115);
    let mut catalog = Catalog::empty();
    let bytes = superbill::table::write::encode(&input).unwrap();
    catalog.load(&bytes).unwrap();
    for (_, bytes) in quarterly::tables(&dir).unwrap() {
        catalog.load(&bytes).unwrap();
    }

    // Against the tables themselves, read another way: rows of labels.
    let xml = text(&dir.join(tables));
    let document = roxmltree::Document::parse(&xml).unwrap();
    let labels = |axis: roxmltree::Node<'_, '_>| -> Vec<(char, String)> {
        let labels = axis.children().filter(|c| c.has_tag_name("label"));
        labels
            .map(|l| {
                let code = l.attribute("code").unwrap().chars().next().unwrap();
                (code, l.text().unwrap().trim().to_string())
            })
            .collect()
    };
    let (mut asked, mut defined, mut explained) = (0, 0, 0);
    for row in document.descendants().filter(|n| n.has_tag_name("pcsRow")) {
        let axes = row.prev_siblings().filter(|n| n.has_tag_name("axis"));
        let mut axes: Vec<_> = axes.map(labels).collect();
        axes.reverse();
        axes.extend(
            row.children()
                .filter(|n| n.has_tag_name("axis"))
                .map(labels),
        );
        // The last code of each row, and with it each row's names.
        let last: Vec<&(char, String)> = axes.iter().map(|a| a.last().unwrap()).collect();
        let code: String = last.iter().map(|l| l.0).collect();
        let info = catalog.lookup(CodeSet::Icd10pcs, &code, None).unwrap();
        let info = info.unwrap_or_else(|| panic!("{code} is not there"));
        let said: Vec<&str> = info.axes.iter().map(|a| a.display.as_str()).collect();
        let named: Vec<&str> = last.iter().map(|l| l.1.as_str()).collect();
        assert_eq!(said, named, "{code}");
        asked += 1;
        let operation = &info.axes[2];
        defined += usize::from(operation.definition.is_some());
        explained += usize::from(info.axes[3..].iter().any(|a| a.explanation.is_some()));
    }
    assert!(asked > 2000, "{asked}");
    assert!(
        defined * 100 >= asked * 90 && explained * 2 > asked,
        "of {asked} rows the operation of {defined} is defined, a body part or device of {explained} explained"
    );
}

#[test]
fn successions_of_the_conversion_table() {
    let name = "successions_of_the_conversion_table";
    let Some(dir) = files(name, &["conv26.xlsx", "icd10cm_order_2026.txt"]) else {
        return;
    };
    let (changes, left_out) = conversion::read(&dir.join("conv26.xlsx")).unwrap();
    // Of 5,892 rows; what is left out names ranges ("Codes in Categories T15-T19") or is misprinted (QA0.0101).
    assert!(
        changes.len() > 5500 && left_out < 250,
        "{} {left_out}",
        changes.len()
    );
    let store = Store::open().unwrap();
    let input = OfficialFiles::find(&dir)
        .unwrap()
        .table(&store, CodeSet::Icd10cm)
        .unwrap()
        .unwrap();
    let to = |from: &str| {
        let found = input.successions.iter().find(|s| s.from == from);
        found.map(|s| s.to.join(" ")).unwrap_or_default()
    };
    if input.info.from.parts().0 > 2015 {
        return skip(name, "the pinned sources are not fetched");
    }
    assert_eq!(input.info.from.to_string(), "2015-10-01");
    // C50.A0 is new in FY2026, and the codes before it go on.
    assert_eq!(
        (to("A047").as_str(), to("C50919").as_str()),
        ("A0471 A0472", "")
    );
}

#[test]
fn the_index_of_procedures() {
    let Some(dir) = files("the_index_of_procedures", &["icd10pcs_index_2025.xml"]) else {
        return;
    };
    let (year, terms) = pcs_index::read(&text(&dir.join("icd10pcs_index_2025.xml"))).unwrap();
    assert!(year == 2025 && terms.len() > 700, "{}", terms.len());
    assert!(terms["Abdominohysterectomy"].contains(&"0UT9".to_string()));
}
