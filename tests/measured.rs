//! Measures choose the code of a procedure, and whom a disease is in stands aside of it.

#![cfg(feature = "embedded")]

use superbill::search::Options;
use superbill::Catalog;
use superbill::CodeSet;

fn first(typed: &str, set: CodeSet) -> String {
    let tables = Catalog::embedded().unwrap();
    let hits = tables.search(typed, &Options::new().sets([set])).unwrap();
    hits.first().map(|h| h.code.clone()).unwrap_or_default()
}

#[test]
fn a_measure_chooses_the_code_of_a_family() {
    for (typed, code) in [
        ("laceration repair face 3 cm", "12013"),
        ("12cm simple repair leg", "12004"),
        ("simple repair leg over 7.5 cm", "12004"),
        ("layered closure hand 26 mm", "12042"),
        ("complex repair nose 5 cm", "13152"),
        ("benign lesion excision back 2.5cm", "11403"),
        ("malignant lesion excision ear 5 x 3 cm", "11646"),
        ("shave removal scalp 0.4 cm", "11305"),
        (
            "ventral hernia repair recurrent incarcerated 12 cm",
            "49618",
        ),
        ("45 y/o new patient physical", "99386"),
        ("well child 9 months", "99391"),
        ("well child 12 mo", "99392"),
        ("psychotherapy 50 minutes", "90834"),
        // A name that has the number needs no family.
        ("critical care 30 to 74 minutes", "99291"),
        ("chest x-ray 2 views", "71046"),
    ] {
        assert_eq!(first(typed, CodeSet::Cpt), code, "{typed}");
    }
}

#[test]
fn an_age_and_a_sex_stand_aside_of_a_disease() {
    for (typed, code) in [
        ("45 y/o male with chest pain", "R07.9"),
        ("uti in 72 yo female", "N39.0"),
        ("34 year old woman, migraine", "G43.909"),
        ("8-year-old girl sore throat", "J02.9"),
        // How long it lasts is no age, and what a title says stays.
        ("cough for 3 months", "R05.3"),
        ("female infertility", "N97.9"),
        ("24 weeks pregnant", "Z3A.24"),
    ] {
        assert_eq!(first(typed, CodeSet::Icd10cm), code, "{typed}");
    }
}
