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
        ("laceration repair arm 10.5 cm", "12004"),
        ("psychotherapy 100 minutes", "90837"),
        ("100 yo new patient physical", "99387"),
        ("established level 4 70 yo", "99214"),
        ("well child 6 weeks old", "99391"),
        ("preventive visit 11 y", "99393"),
        ("45 yo male with laceration repair face 3 cm", "12013"),
        ("annual physical last 2 years ago", "99396"),
        // A count chooses as well, and so does a number behind what is done.
        ("wart destruction 20", "17111"),
        ("freeze 16 warts", "17111"),
        ("sutures 5 cm face", "12013"),
        ("wart destruction 5", "17110"),
        ("trigger point 4 muscles", "20553"),
        ("trigger point injection 2 muscles", "20552"),
        ("17110 warts", "17110"),
        ("tonsillectomy 8 year old", "42825"),
        ("tonsillectomy 14 yo", "42826"),
        ("lipoma excision back 4 cm", "21931"),
        ("lipoma thigh 2 cm", "27327"),
        ("critical care 30 min", "99291"),
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
        ("2 year-old-boy croup", "J05.0"),
        ("pt is 45 yo with pneumonia", "J18.9"),
        ("70 yo male with copd for 2 years", "J44.9"),
        // Another number is none of the age, and the sex may be what it is.
        ("ckd stage 4 70 yo", "N18.4"),
        ("diabetes type 1 12 yo", "E10.9"),
        ("35 yo male infertility", "N46.9"),
        ("60 yo male breast cancer", "C50.929"),
        ("5 yo physical", "Z00.129"),
        ("3 day old with jaundice", "P59.9"),
        // How long it lasts is no age, and what a title says stays.
        ("cough for 3 months", "R05.3"),
        ("female infertility", "N97.9"),
        ("24 weeks pregnant", "Z3A.24"),
    ] {
        assert_eq!(first(typed, CodeSet::Icd10cm), code, "{typed}");
    }
}
