//! Words around a question ("cpt code for", "(HCC)", "dx") are no part of it, and may name the set.

#![cfg(feature = "embedded")]

use superbill::search::Options;
use superbill::Catalog;
use superbill::CodeSet;

fn first(typed: &str, options: &Options) -> String {
    let tables = Catalog::embedded().unwrap();
    let hits = tables.search(typed, options).unwrap();
    hits.first().map(|h| h.code.clone()).unwrap_or_default()
}

#[test]
fn words_around_a_question_are_no_part_of_it() {
    for (typed, code) in [
        ("what is the icd 10 code for gout", "M10.9"),
        ("gout icd-10", "M10.9"),
        ("gout dx", "M10.9"),
        ("dx gout", "M10.9"),
        ("diagnosis deferred", "R69"),
        ("cpt code for vasectomy", "55250"),
        ("vasectomy icd10", "Z30.2"),
        ("ICD 10: htn", "I10"),
        ("diagnosis code asthma", "J45.909"),
        ("hypertension (icd-10)", "I10"),
        ("cpt code for G0439", "G0439"),
        ("diabetes (HCC)", "E11.9"),
        ("(HCC) gout,", "M10.9"),
        ("COPD (CMS/HCC)", "J44.9"),
        ("hcc", "C22.0"),
        ("icd in place", "Z95.810"),
    ] {
        assert_eq!(first(typed, &Options::new()), code, "{typed}");
    }
    // The program's own choice of sets stays.
    let diagnoses = Options::new().sets([CodeSet::Icd10cm]);
    assert_eq!(first("cpt code for gout", &diagnoses), "M10.9");
}

#[test]
fn a_code_of_two_sets_is_that_which_is_written_so() {
    for (typed, code) in [
        ("G0439", "G0439"),
        ("\"G0439\",", "G0439"),
        ("G04.39", "G04.39"),
        ("E0781", "E0781"),
        ("B20", "B20"),
    ] {
        assert_eq!(first(typed, &Options::new()), code, "{typed}");
    }
}

#[test]
fn what_it_was_seen_on_and_a_parted_non_are_no_other_disease() {
    let diagnoses = Options::new().sets([CodeSet::Icd10cm]);
    for (typed, code) in [
        ("cerebral aneurysm non ruptured", "I67.1"),
        ("1st degree av block on ekg", "I44.0"),
        ("pneumonia on xray", "J18.9"),
        ("abnormal ekg", "R94.31"),
    ] {
        assert_eq!(first(typed, &diagnoses), code, "{typed}");
    }
}
