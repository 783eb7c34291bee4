//! Tables that an instance has: embedded ones open when they are first asked for, and nobody can tell.
#![cfg(all(not(target_arch = "wasm32"), feature = "embedded", feature = "write"))]

mod made_up;

use superbill::search::Options;
use superbill::CodeSet;
use superbill::{Catalog, Date, ErrorCode};

const EMBEDDED: [CodeSet; 3] = [CodeSet::Icd10cm, CodeSet::Hcpcs, CodeSet::Cpt];

fn embedded() -> Catalog {
    Catalog::embedded().expect("the embedded tables are sound")
}

fn codes(tables: &Catalog, query: &str, sets: &[CodeSet]) -> Vec<(String, String)> {
    let options = Options::new().sets(sets.to_vec());
    let hits = tables.search(query, &options).expect("the sets are loaded");
    hits.into_iter()
        .map(|h| (h.set.as_str().to_string(), h.code))
        .collect()
}

fn names(tables: &Catalog) -> Vec<&str> {
    tables.infos().iter().map(|i| i.set.as_str()).collect()
}

#[test]
fn closed_tables_are_listed_and_open_tables_are_not_listed_twice() {
    let tables = embedded();
    let listed = ["icd10cm", "hcpcs", "cpt", "modifiers", "dx-edits"];
    assert_eq!(names(&tables), listed);
    let releases = tables.releases();
    assert_eq!(releases.len(), listed.len());
    for set in EMBEDDED {
        assert!(tables.codes(set).is_some(), "{set:?}");
    }
    assert!(tables.edits().modifiers.is_some() && tables.edits().dx.is_some());
    assert_eq!(names(&tables), listed);
    assert_eq!(*tables.releases(), *releases);
}

#[test]
fn each_set_answers_first_whichever_is_asked_first() {
    let all = embedded();
    for set in EMBEDDED {
        let hits = codes(&embedded(), "injection", &[set]);
        assert!(hits.iter().all(|(s, _)| s == set.as_str()), "{hits:?}");
        assert_eq!(hits, codes(&all, "injection", &[set]));
    }
    assert!(!codes(&all, "injection", &[CodeSet::Hcpcs]).is_empty());
    let closed = embedded().lookup(CodeSet::Hcpcs, "J1885", None);
    assert!(closed.is_ok_and(|info| info.is_some()));
}

/// What was typed last counts: somebody who types a set means it.
#[test]
fn a_set_in_the_query_goes_before_the_sets_of_the_options() {
    let wheelchairs = codes(&embedded(), "wheelchair", &[CodeSet::Hcpcs]);
    assert!(!wheelchairs.is_empty());
    for sets in [&[CodeSet::Icd10cm][..], &EMBEDDED, &[]] {
        assert_eq!(
            codes(&embedded(), "hcpcs: wheelchair", sets),
            wheelchairs,
            "{sets:?}"
        );
    }
    // What no set is called is no filter, and opens no way around the options.
    let hits = codes(&embedded(), "chair: wheel", &[CodeSet::Icd10cm]);
    assert!(hits.iter().all(|(set, _)| set == "icd10cm"), "{hits:?}");
    assert!(codes(&embedded(), "pcs: bypass", &[CodeSet::Icd10cm]).is_empty());
}

#[test]
fn a_loaded_table_takes_the_place_of_an_embedded_one_open_or_not() {
    let diagnoses = made_up::diagnoses();
    let (mut closed, mut open) = (embedded(), embedded());
    for set in EMBEDDED {
        assert!(open.codes(set).is_some());
    }
    for tables in [&mut closed, &mut open] {
        let info = tables.load(&diagnoses).expect("a made-up table is sound");
        assert_eq!(
            names(tables),
            ["hcpcs", "cpt", "modifiers", "dx-edits", "icd10cm"]
        );
        assert_eq!(tables.infos().last(), Some(&info));
        assert!(tables
            .releases()
            .iter()
            .any(|r| r.set == "icd10cm" && r.release == info.release));
        assert_eq!(
            codes(tables, "meniere", &[CodeSet::Icd10cm]),
            [("icd10cm".to_string(), "H81.0".to_string())]
        );
        let gone = tables.lookup(CodeSet::Icd10cm, "E11.40", None);
        assert_eq!(gone, Ok(None));
        assert!(!codes(tables, "wheelchair", &[CodeSet::Hcpcs]).is_empty());
    }
}

#[test]
fn an_edit_table_loaded_first_leaves_the_embedded_ones_in_place() {
    let mut tables = embedded();
    let modifiers = include_bytes!("../src/embedded/modifiers.tbl");
    tables.load(modifiers).expect("the table is sound");
    assert!(tables.edits().modifiers.is_some() && tables.edits().dx.is_some());
    assert_eq!(
        names(&tables),
        ["icd10cm", "hcpcs", "cpt", "dx-edits", "modifiers"]
    );
}

#[test]
fn a_damaged_table_leaves_a_closed_one_in_place() {
    let mut tables = embedded();
    let mut bytes = made_up::diagnoses();
    // Behind the envelope, whose checksum is made right again: the reader of the table itself must refuse.
    let half = bytes.len() / 2;
    bytes.truncate(half);
    made_up::reseal(&mut bytes);
    let error = tables.load(&bytes).expect_err("half a table is none");
    assert_eq!(error.code(), ErrorCode::BadTable);
    assert_eq!(names(&tables).len(), 5);
    assert_eq!(codes(&tables, "E11.40", &[CodeSet::Icd10cm])[0].1, "E11.40");
}

/// Whatever is put before what is seldom is a code that can be billed; a key that is none would do nothing, and nobody would see it.
#[test]
fn what_is_often_coded_is_a_code() {
    let ranking = concat!(env!("CARGO_MANIFEST_DIR"), "/codesets/addenda/ranking.tsv");
    let ranking = std::fs::read_to_string(ranking).expect("the ranking is in the repository");
    let (tables, on) = (embedded(), Date::parse("2026-11-03"));
    let rows = ranking
        .lines()
        .map(|row| row.split('\t').collect::<Vec<_>>());
    let often: Vec<_> = rows
        .filter(|f| f[0] == "code" && f[3].is_empty() && f[4].contains("general knowledge"))
        .collect();
    assert!(often.len() > 300, "{}", often.len());
    let wrong: Vec<&str> = often
        .iter()
        .map(|f| f[1])
        .filter(|code| {
            let found = tables.lookup(CodeSet::Icd10cm, code, on).ok().flatten();
            !found.is_some_and(|info| info.billable)
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
