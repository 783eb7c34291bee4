//! `codesets build --from DIR` on small made-up files in the official layouts, through the encoder and back.

use codesets::cpt;
use codesets::official_files::OfficialFiles;
use codesets::sources::Store;
use std::fs;
use std::path::PathBuf;
use superbill::table::rows::{AliasKind, Row, Span, TableInput};
use superbill::table::{CodeStatus, CodeTable};
use superbill::CodeSet;
use superbill::Date;

/// A release of five made-up codes. The years are ones for which no official counts are pinned.
const FY2040: &[(&str, char, &str)] = &[
    ("A00", '0', "Made up fever"),
    ("A000", '1', "Made up fever, red"),
    ("A001", '1', "Made up fever, green"),
    ("Z99", '0', "Made up status"),
    ("Z999", '1', "Made up status, any"),
];
/// The next one: A000 is a header now, A001 has ended, Z999 has another title.
const FY2041: &[(&str, char, &str)] = &[
    ("A00", '0', "Made up fever"),
    ("A000", '0', "Made up fever, red"),
    ("A0001", '1', "Made up fever, bright red"),
    ("A0009", '1', "Made up fever, red, unspecified"),
    ("Z99", '0', "Made up status"),
    ("Z999", '1', "Made up status, whichever"),
];

const TABULAR: &str = r#"<ICD10CM.tabular><version>2041</version>
<chapter><name>1</name><desc>Fevers (A00-B99)</desc><section id="A00-A09"><desc>Made up fevers (A00-A09)</desc>
<diag><name>A00</name><desc>Made up fever</desc><includes><note>heat</note></includes>
<diag><name>A00.0</name><desc>Made up fever, red</desc><inclusionTerm><note>Scarlet heat</note></inclusionTerm>
<diag><name>A00.01</name><desc>Made up fever, bright red</desc></diag></diag></diag></section></chapter></ICD10CM.tabular>"#;

const INDEX: &str =
    "<ICD10CM.index><version>2041</version><letter><title>F</title><mainTerm><title>Flush \
<nemod>(hot)</nemod></title><code>A00.09</code></mainTerm></letter></ICD10CM.index>";

/// Two made-up tables; in the first one a qualifier is called differently in its two rows.
const PCS_TABLES: &str = r#"<ICD10PCS.tabular><version>2041</version><pcsTable>
<axis pos="1"><label code="0">Making up</label></axis><axis pos="2"><label code="X">Body</label></axis>
<axis pos="3"><label code="0">Doing nothing</label></axis>
<pcsRow codes="1"><axis pos="4"><label code="0">Left</label></axis><axis pos="5"><label code="X">Outside</label></axis>
<axis pos="6"><label code="Z">No Device</label></axis><axis pos="7"><label code="Z">No Qualifier</label></axis></pcsRow>
<pcsRow codes="1"><axis pos="4"><label code="2">Both</label></axis><axis pos="5"><label code="X">Outside</label></axis>
<axis pos="6"><label code="Z">No Device</label></axis><axis pos="7"><label code="Z">Together</label></axis></pcsRow>
</pcsTable><pcsTable><axis pos="1"><label code="X">New</label></axis><axis pos="2"><label code="Y">Soul</label></axis>
<axis pos="3"><label code="Z">Waiting</label></axis>
<pcsRow codes="1"><axis pos="4"><label code="0">Left</label></axis><axis pos="5"><label code="X">Outside</label></axis>
<axis pos="6"><label code="Z">No Device</label></axis><axis pos="7"><label code="Z">No Qualifier</label></axis></pcsRow>
</pcsTable></ICD10PCS.tabular>"#;
const PCS: &[(&str, char, &str)] = &[
    ("0X0", '0', "Made up table"),
    ("0X00XZZ", '1', "Doing Nothing, Left"),
    ("0X02XZZ", '1', "Doing Nothing, Both"),
    ("XYZ", '0', "Another"),
    ("XYZ0XZZ", '1', "Waiting"),
];

fn order(lines: &[(&str, char, &str)]) -> String {
    let line = |(i, (code, flag, title)): (usize, &(&str, char, &str))| {
        format!("{:05} {code:<7} {flag} {:<60} {title}\n", i + 1, "Short")
    };
    lines.iter().enumerate().map(line).collect()
}

fn record(code: &str, title: &str, added: &str, changed: &str, ended: &str) -> String {
    format!(
        "{code}001003{title:<80}{:<28}{:149}{added:8}{changed:8}{ended:8}{:28}\n",
        "Short", "", ""
    )
}

/// A directory with these files.
fn dir(name: &str, files: &[(&str, String)]) -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    for (file, text) in files {
        fs::write(dir.join(file), text).unwrap();
    }
    dir
}

fn table(name: &str, set: CodeSet, files: &[(&str, String)]) -> anyhow::Result<TableInput> {
    let dir = dir(name, files);
    let store = Store::open().unwrap();
    Ok(OfficialFiles::find(&dir)?
        .table(&store, set)?
        .expect("the directory has files for the set"))
}

fn day(n: u32) -> Date {
    Date::from_number(n).unwrap()
}

fn good() -> Vec<(&'static str, String)> {
    vec![
        ("icd10cm_order_2040.txt", order(FY2040)),
        ("icd10cm-order-2041.txt", order(FY2041)),
        ("icd10cm_tabular_2041.xml", TABULAR.into()),
        ("icd10cm_index_2041.xml", INDEX.into()),
        ("icd10cm_order_addenda_2041.txt", "not a release".into()),
    ]
}

#[test]
fn two_order_files_give_history() {
    let input = table("two", CodeSet::Icd10cm, &good()).unwrap();
    assert_eq!(
        (input.info.release.as_str(), input.info.rows),
        ("FY2041", 6)
    );
    assert_eq!(
        (input.info.from, input.info.to),
        (day(20391001), day(20410331))
    );
    let coded = input
        .aliases
        .iter()
        .filter_map(|a| Some((a.term.as_str(), a.codes.first()?.as_str(), a.kind)));
    let names: Vec<_> = coded.collect();
    assert!(names.contains(&("heat", "A00", AliasKind::Inclusion)));
    assert!(names.contains(&("Scarlet heat", "A000", AliasKind::Inclusion)));
    assert!(names.contains(&("Flush", "A0009", AliasKind::Index)));

    let bytes = superbill::table::write::encode(&input).unwrap();
    assert_eq!(bytes, superbill::table::write::encode(&input).unwrap());
    let table = CodeTable::open(bytes).unwrap();
    let (old, new) = (day(20400601), day(20401101));
    assert_eq!(table.status("A000", old), CodeStatus::Valid);
    assert_eq!(table.status("A000", new), CodeStatus::Header);
    assert_eq!(
        table.status("A0001", old),
        CodeStatus::NotYet(day(20401001))
    );
    assert_eq!(table.status("A001", new), CodeStatus::Ended(day(20400930)));
    assert_eq!(table.status("A00", old), CodeStatus::Header);
    assert_eq!(
        table.title("Z999").as_deref(),
        Some("Made up status, whichever")
    );
    assert_eq!(table.successors("A000"), ["A0001", "A0009"]);
}

#[test]
fn the_conversion_table_says_what_came_after_a_code() {
    let mut files = good();
    // A001 ended with FY2040; Z999 goes on, so that it was used before a new code replaces nothing.
    files.push((
        "icd10cm_conversion_table_2041.txt",
        "A made-up notice\nCurrent code\tEffective\tPrevious Code(s)\nA00.09\t2040\tA00.1 and Z99.9\n\
            A00.01\t2039\tA00.1\nA00.01\t2040\tNone\n"
            .into(),
    ));
    let input = table("conversion", CodeSet::Icd10cm, &files).unwrap();
    let table_ = CodeTable::open(superbill::table::write::encode(&input).unwrap()).unwrap();
    assert_eq!(table_.successors("A001"), ["A0009"]);
    assert_eq!(table_.successors("A000"), ["A0001", "A0009"]);
    assert!(table_.successors("Z999").is_empty());
    files.pop();
    files.push(("conv41.txt", "no headings".into()));
    let error = format!(
        "{:#}",
        table("conversion", CodeSet::Icd10cm, &files).unwrap_err()
    );
    assert!(error.contains("no line of headings"), "{error}");
}

#[test]
fn cut_altered_and_wrong_year_files_are_refused_by_name() {
    let lines = |n: usize| {
        order(FY2041)
            .split_inclusive('\n')
            .take(n)
            .collect::<String>()
    };
    let cases = [
        ("icd10cm-order-2041.txt", lines(4), "z"),
        (
            "icd10cm-order-2041.txt",
            order(FY2041).trim_end().into(),
            "cut short",
        ),
        (
            "icd10cm-order-2041.txt",
            order(FY2041).replace("A0001   1", "A0001   0"),
            "wrongly marked",
        ),
        (
            "icd10cm-order-2041.txt",
            order(FY2041).replace("00003 ", "00004 "),
            "missing or doubled",
        ),
        (
            "icd10cm_tabular_2041.xml",
            TABULAR.replace("2041", "2040"),
            "of one year",
        ),
        (
            "icd10cm_tabular_2041.xml",
            TABULAR[..300].into(),
            "cut short",
        ),
        (
            "icd10cm_tabular_2041.xml",
            TABULAR.replace("A00.01", "A00.05"),
            "another release",
        ),
        (
            "icd10cm_index_2041.xml",
            INDEX.replace("2041", "2039"),
            "of one year",
        ),
        ("icd10cm_index_2041.xml", INDEX[..99].into(), "cut short"),
    ];
    for (i, (file, text, says)) in cases.into_iter().enumerate() {
        let mut files = good();
        files.retain(|(name, _)| *name != file);
        files.push((file, text));
        let error = format!(
            "{:#}",
            table(&format!("bad{i}"), CodeSet::Icd10cm, &files).unwrap_err()
        );
        assert!(
            error.contains(file) && error.to_lowercase().contains(says),
            "case {i}: {error}"
        );
    }
}

#[test]
fn a_release_with_known_counts_must_have_them() {
    // FY2026 of April is pinned with 98,186 rows: five made-up ones are not it.
    let error = table(
        "counts",
        CodeSet::Icd10cm,
        &[("icd10cm-order-April-2026.txt", order(FY2040))],
    )
    .unwrap_err();
    let error = format!("{error:#}");
    assert!(
        error.contains("icd10cm-order-april-2026.txt") && error.contains("98186"),
        "{error}"
    );
}

#[test]
fn a_missing_year_and_a_doubled_release_are_refused() {
    let gap = [
        ("icd10cm_order_2040.txt", order(FY2040)),
        ("icd10cm_order_2042.txt", order(FY2041)),
    ];
    assert!(table("gap", CodeSet::Icd10cm, &gap)
        .unwrap_err()
        .to_string()
        .contains("a year missing"));
    let twice = [
        ("icd10cm_order_2041.txt", order(FY2041)),
        ("icd10cm-order-2041.txt", order(FY2041)),
    ];
    assert!(OfficialFiles::find(&dir("twice", &twice)).is_err());
    assert!(OfficialFiles::find(&dir("none", &[("readme.txt", String::new())])).is_err());
}

#[test]
fn procedure_order_files_and_hcpcs_records() {
    // The headers of the order file are operations of body systems, which no code is below: they are no rows.
    let (name, tables) = ("icd10pcs_order_2041.txt", "icd10pcs_tables_2041.xml");
    let pcs = |lines: &[(&str, char, &str)], xml: &str| {
        let files = [(name, order(lines)), (tables, xml.to_string())];
        table("pcs", CodeSet::Icd10pcs, &files)
    };
    let input = pcs(PCS, PCS_TABLES).unwrap();
    assert_eq!(
        (input.rows.len(), input.info.release.as_str()),
        (3, "FY2041")
    );
    let bytes = superbill::table::write::encode(&input).unwrap();
    let mut catalog = superbill::Catalog::empty();
    catalog.load(&bytes).unwrap();
    let axes = |code| {
        let info = catalog
            .lookup(CodeSet::Icd10pcs, code, None)
            .unwrap()
            .unwrap();
        let axes = info.axes.into_iter().map(|a| a.display);
        axes.collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(
        axes("0X00XZZ"),
        "Making up | Body | Doing nothing | Left | Outside | No Device | No Qualifier"
    );
    // The same character, called differently in another row of the same table.
    assert_eq!(
        axes("0X02XZZ"),
        "Making up | Body | Doing nothing | Both | Outside | No Device | Together"
    );
    assert!(axes("XYZ0XZZ").ends_with("Left | Outside | No Device | No Qualifier"));
    let more = [PCS, &[("XYZ1XZZ", '1', "Not in the tables")]].concat();
    let fewer: Vec<_> = PCS.iter().copied().filter(|l| l.0 != "0X02XZZ").collect();
    for (lines, xml, says) in [
        (
            &more[..],
            PCS_TABLES.to_string(),
            "do not make codes that the order file has (1 codes: XYZ1XZZ)",
        ),
        (
            &fewer[..],
            PCS_TABLES.to_string(),
            "make codes that the order file lacks (1 codes: 0X02XZZ)",
        ),
        (PCS, PCS_TABLES.replace("2041", "2040"), "of one year"),
        (PCS, PCS_TABLES[..400].to_string(), "cut short"),
    ] {
        let error = format!("{:#}", pcs(lines, &xml).unwrap_err());
        assert!(error.contains(says) && error.contains(tables), "{error}");
    }

    let good = [
        record("A9999", "Made up supply", "20200101", "20401001", ""),
        record("D0001", "Made up, the dentists'", "20200101", "", ""),
        record("V0001", "Made up lens", "20100101", "20300101", "20391231"),
    ];
    let name = "HCPC2040_OCT_ANWEB.txt";
    let input = table("hcpcs", CodeSet::Hcpcs, &[(name, good.concat())]).unwrap();
    assert_eq!((input.rows.len(), input.info.to), (2, day(20401231)));
    let table_ = CodeTable::open(superbill::table::write::encode(&input).unwrap()).unwrap();
    assert_eq!(
        table_.status("V0001", day(20401101)),
        CodeStatus::Ended(day(20391231))
    );
    assert_eq!(table_.status("D0001", day(20401101)), CodeStatus::Unknown);

    let stale = good.concat().replace("20401001", "20300401");
    for (i, (text, says)) in [(stale, "another quarter"), (good[..2].concat(), "v codes")]
        .into_iter()
        .enumerate()
    {
        let error = table(&format!("hcpcs{i}"), CodeSet::Hcpcs, &[(name, text)])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("hcpc2040_oct_anweb.txt") && error.to_lowercase().contains(says),
            "{error}"
        );
    }
}

#[test]
fn a_build_without_cpt_has_an_empty_table() {
    let input = cpt::left_out(&Store::open().unwrap()).unwrap();
    let table = CodeTable::open(superbill::table::write::encode(&input).unwrap()).unwrap();
    assert_eq!(
        (table.info().rows, table.status("99213", day(20260601))),
        (0, CodeStatus::Unknown)
    );
}

#[test]
fn a_licensee_gets_a_private_table() {
    let mut public = cpt::left_out(&Store::open().unwrap()).unwrap();
    let span = Span {
        from: Date::MIN,
        to: day(20251231),
        billable: true,
    };
    public.rows = vec![
        Row {
            code: "00001".into(),
            title: "CPT: Anesthesia".into(),
            spans: vec![span],
        },
        Row {
            code: "00002".into(),
            title: "CPT: Anesthesia".into(),
            spans: vec![Span {
                to: Date::MAX,
                ..span
            }],
        },
    ];
    public.info.rows = 1;
    // A made-up file; the words are not the AMA's.
    let private =
        cpt::with_descriptors(public, "head\n00001\tMade up one\n0003T\tMade up three\n").unwrap();
    let table = CodeTable::open(superbill::table::write::encode(&private).unwrap()).unwrap();
    assert_eq!(table.title("00001").as_deref(), Some("Made up one"));
    assert_eq!(table.title("00002").as_deref(), Some("CPT: Anesthesia"));
    assert_eq!(
        table.status("00001", day(20260601)),
        CodeStatus::Ended(day(20251231))
    );
    assert_eq!(table.status("0003T", day(20260601)), CodeStatus::Valid);
    assert_eq!(table.info().rows, 2);
    assert!(table.info().source.starts_with("private"));
}
