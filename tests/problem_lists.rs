//! Favorites and problem lists as health records print them: what they say beside the disease, and what nobody was asked.

#![cfg(feature = "embedded")]

use superbill::search::Options;
use superbill::{Catalog, CodeSet};

/// Asserts which diagnosis comes first.
fn first(rows: &[(&str, &str)]) {
    let tables = Catalog::embedded().unwrap();
    let options = Options::new().sets([CodeSet::Icd10cm]);
    for (typed, code) in rows {
        let hits = tables.search(typed, &options).unwrap();
        let codes: Vec<&str> = hits.iter().map(|h| h.code.as_str()).collect();
        assert_eq!(codes[0], *code, "{typed}: {codes:?}");
    }
}

#[test]
fn what_was_not_asked_is_not_looked_for() {
    first(&[
        ("Gout, unspecified cause, unspecified chronicity, unspecified site", "M10.9"),
        ("Asthma, unspecified asthma severity, unspecified whether complicated, unspecified whether persistent", "J45.909"),
        ("Osteoporosis, unspecified osteoporosis type, unspecified pathological fracture presence", "M81.0"),
        ("Stage 3 chronic kidney disease, unspecified whether stage 3a or 3b CKD", "N18.30"),
        ("Nonintractable headache, unspecified chronicity pattern, unspecified headache type", "R51.9"),
        // Titles have such clauses, too.
        ("Attention-deficit hyperactivity disorder, unspecified type", "F90.9"),
        ("Acute respiratory failure, unspecified whether with hypoxia or hypercapnia", "J96.00"),
        ("Vascular dementia, unspecified severity, with agitation", "F01.511"),
        ("Asthma, unspecified whether persistent, with acute exacerbation", "J45.901"),
        // What stands first is what somebody has.
        ("Unspecified anemia type", "D64.9"),
        ("Unspecified dementia severity", "F03.90"),
    ]);
}

#[test]
fn insulin_and_goals_stand_behind_the_disease() {
    first(&[
        ("Type 2 diabetes mellitus with hyperglycemia, without long-term current use of insulin", "E11.65"),
        ("Type 2 diabetes mellitus without complication, with long-term current use of insulin", "E11.9"),
        ("Type 2 diabetes mellitus with diabetic nephropathy, unspecified whether long term insulin use", "E11.21"),
        ("Hyperlipidemia with target LDL less than 70", "E78.5"),
        ("Long term current use of insulin", "Z79.4"),
        ("Syncope with long QT syndrome", "I45.81"),
        ("Syncope, with long QT syndrome", "I45.81"),
        ("fatigue, with long covid", "U09.9"),
    ]);
}

#[test]
fn a_need_for_a_vaccine_is_an_encounter_for_immunization() {
    first(&[
        ("Need for shingles vaccine", "Z23"),
        ("Need for hepatitis B vaccination", "Z23"),
        (
            "Need for prophylactic vaccination against Streptococcus pneumoniae",
            "Z23",
        ),
        ("Need for assistance at home", "Z74.2"),
        (
            "Need for hepatitis B vaccination not done due to refusal",
            "Z28.21",
        ),
    ]);
}

#[test]
fn a_list_says_what_titles_say_otherwise() {
    first(&[
        (
            "Mild episode of recurrent major depressive disorder",
            "F33.0",
        ),
        (
            "Severe episode of recurrent major depressive disorder, with psychotic features",
            "F33.3",
        ),
        (
            "Moderate single current episode of major depressive disorder",
            "F32.1",
        ),
        ("Chronic midline low back pain without sciatica", "M54.50"),
        (
            "Acute left-sided low back pain with left-sided sciatica",
            "M54.42",
        ),
        (
            "Twin liveborn, born in hospital, delivered by cesarean section",
            "Z38.31",
        ),
        (
            "Pneumonia of right lower lobe due to infectious organism",
            "J18.9",
        ),
        ("Status post cholecystectomy", "Z90.49"),
        ("Status post coronary artery bypass graft", "Z95.1"),
        ("Heart failure with reduced ejection fraction", "I50.20"),
        (
            "Chronic heart failure with preserved ejection fraction",
            "I50.32",
        ),
    ]);
}
