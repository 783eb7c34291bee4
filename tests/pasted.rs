//! Codes as they are pasted and mistyped: which one comes first, by kind.

#![cfg(feature = "embedded")]

use superbill::search::Options;
use superbill::Catalog;

fn codes(tables: &Catalog, query: &str) -> Vec<String> {
    let hits = tables.search(query, &Options::default()).unwrap();
    hits.into_iter().map(|h| h.code).collect()
}

fn comes_first(tables: &Catalog, query: &str, code: &str) {
    let found = codes(tables, query);
    let first = found.first().map(String::as_str);
    assert_eq!(first, Some(code), "{query}: {found:?}");
}

#[test]
fn a_pasted_code_comes_first() {
    let tables = Catalog::embedded().unwrap();
    for (query, code) in [
        // Wrapped, and with marks around it.
        ("(J45.909)", "J45.909"),
        ("\"M54.50\"", "M54.50"),
        ("[K21.9]", "K21.9"),
        ("#99214", "99214"),
        ("N39.0.", "N39.0"),
        ("G43.909,", "G43.909"),
        ("\u{200b}L40.0\u{feff}", "L40.0"),
        ("Ｊ４５．９０９", "J45.909"),
        ("R05–9", "R05.9"),
        // Capitals of other alphabets that look like ours.
        ("М54.50", "M54.50"),
        ("Κ21.9", "K21.9"),
        ("м54.50", "M54.50"),
        ("Ζ00.00", "Z00.00"),
        ("ѕ52.501а", "S52.501A"),
        // Another sign where the point belongs.
        ("J45,909", "J45.909"),
        ("J45 909", "J45.909"),
        ("J45-909", "J45.909"),
        ("J 45.909", "J45.909"),
        ("s72.001 a", "S72.001A"),
        // Letters for digits and back.
        ("N4O.1", "N40.1"),
        ("M54.5O", "M54.50"),
        ("l10", "L10"),
        ("Kl2.0", "K12.0"),
        // The name of the set.
        ("dx: J45.909", "J45.909"),
        ("icd-10 N39.0", "N39.0"),
        ("ICD-10-CM: N39.0", "N39.0"),
        ("cpt 99214", "99214"),
        ("HCPCS J1885", "J1885"),
        // Modifiers, several codes, words behind.
        ("99214-25", "99214"),
        ("99214 25", "99214"),
        ("99214.25", "99214"),
        // A number of a sheet.
        ("99215.0", "99215"),
        ("J1885.0", "J1885"),
        ("99215.00", "99215"),
        ("N39.0, R31.9", "N39.0"),
        ("J45.909 asthma", "J45.909"),
        ("N39.0 urinary tract infection", "N39.0"),
        // Without the placeholder, and with too much behind it.
        ("W21.89A", "W21.89XA"),
        ("S69.90A", "S69.90XA"),
        ("T78.40A", "T78.40XA"),
        ("S90.31 A", "S90.31XA"),
        ("S06.50A", "S06.5X0A"),
        ("T40.4A", "T40.491A"),
        ("S62.00 D", "S62.009D"),
        ("I10.9", "I10"),
        // A digit too many, before the code and in it.
        ("3E78.5", "E78.5"),
        ("2J1885", "J1885"),
        ("710146", "71046"),
        ("7304O LT", "73040"),
        ("N39.00", "N39.0"),
        ("99124", "99214"),
        ("I4B.91", "I48.91"),
        ("ZOO.OO", "Z00.00"),
        // Numbered, labelled, and as a field of a file.
        ("Dx 1: J45.909", "J45.909"),
        ("a) M79.671 b) M72.2", "M79.671"),
        ("Impression: N39.0", "N39.0"),
        ("CPT99214", "99214"),
        ("99214:25", "99214"),
        ("HI*ABK:N390*ABF:I10~", "N39.0"),
        ("SV1*HC:20610:RT*150", "20610"),
        ("DG1|1|I10|K21.9", "K21.9"),
        ("DG1|1||I10|Essential hypertension", "I10"),
        ("DG1|1||I10||20260105", "I10"),
        ("DG1|1|I10|Z3A.20", "Z3A.20"),
        ("Hypertension(I10)", "I10"),
        ("reflux,K219", "K21.9"),
        ("2\tK21.9\tGERD", "K21.9"),
        ("S52.\n501A", "S52.501A"),
        // Behind words.
        ("GERD - K21.9", "K21.9"),
        ("patient with N18.31", "N18.31"),
        ("Hypertension I10", "I10"),
        ("knee injection 20610", "20610"),
        ("pt has S80.01 A", "S80.01XA"),
        ("pt has S52501 A", "S52.501A"),
        // Left open: what is billed when no more is said.
        ("J45.-", "J45.909"),
        // Categories of ICD-9-CM, and what only looks like one.
        ("250.0", "E11.9"),
        ("401.", "I10"),
        ("493.", "J45.909"),
        ("148.91", "I48.91"),
        ("BF:4019", "I10"),
        ("ICD9 4019", "I10"),
        ("486", "J18.9"),
    ] {
        comes_first(&tables, query, code);
    }
}

#[test]
fn several_codes_are_offered_in_their_order() {
    let tables = Catalog::embedded().unwrap();
    for query in [
        "N39.0;R31.9",
        "N39.0 R31.9",
        "N39.0/R31.9",
        "N39.0 and R31.9",
        "N390,R319",
    ] {
        assert_eq!(codes(&tables, query)[..2], ["N39.0", "R31.9"], "{query}");
    }
    // A letter behind a code is its seventh character, or that of the next in the list.
    for (query, first, second) in [
        ("I10, S52.5 A", "I10", "S52.5"),
        ("C. T14.91 D. F32.9", "T14.91", "F32.9"),
        ("A. S52.501 B. I10", "S52.501", "I10"),
        ("S52.501 A, I10", "S52.501A", "I10"),
    ] {
        let found = codes(&tables, query);
        let at = |code| found.iter().position(|c| c == code);
        assert!(
            at(first).is_some() && at(first) < at(second),
            "{query}: {found:?}"
        );
    }
}

#[test]
fn what_looks_like_a_code_is_never_answered_with_its_digits() {
    let tables = Catalog::embedded().unwrap();
    // ICD-9: 25000 and 40190 are CPT numbers, or none.
    for query in ["250.00", "401.9", "493.90", "Q99.77", "X99.999"] {
        let hits = tables.search(query, &Options::default()).unwrap();
        let letters = |c: &str| c.starts_with(|c: char| c.is_ascii_uppercase());
        assert!(
            hits.iter()
                .all(|h| letters(&h.code) && h.set.as_str() == "icd10cm"),
            "{query}: {hits:?}"
        );
    }
}

#[test]
fn no_code_is_made_of_another_lists_number() {
    let tables = Catalog::embedded().unwrap();
    // A dental procedure, and the package number of a drug.
    // A day is no procedure with a digit too many.
    for query in [
        "D2740",
        // Money.
        "11042.50",
        "99214.50",
        "NDC 00409-4276-01",
        "0409-1638-10",
        "110426",
        "11042026",
        "20220115",
    ] {
        assert_eq!(codes(&tables, query), [""; 0], "{query}");
    }
    // A category that ends a name is no code.
    for query in ["hla b27", "HLA-B27", "HLA-B54", "vitamin d 25000 units"] {
        let first = codes(&tables, query).into_iter().next();
        let other = |code: &str| !["B27", "B54", "25000"].iter().any(|c| code.starts_with(c));
        assert!(first.as_deref().is_none_or(other), "{query}: {first:?}");
    }
}

#[test]
fn a_strength_does_not_hide_the_drug() {
    let tables = Catalog::embedded().unwrap();
    for (query, code) in [
        ("Opdivo 100 mg/10 mL vial", "J9299"),
        ("Entyvio 300mg", "J3380"),
        ("Injectafer 750 mg/15 mL IV", "J1439"),
    ] {
        comes_first(&tables, query, code);
    }
}

#[test]
fn words_with_digits_are_words() {
    let tables = Catalog::embedded().unwrap();
    for (query, code) in [
        ("type 2 diabetes", "E11"),
        ("3rd degree burn", "T"),
        ("4x4 gauze", "A6"),
        ("vitamin b12 deficiency", "E53.8"),
        ("17p", "J1"),
    ] {
        let found = codes(&tables, query);
        assert!(
            found.first().is_some_and(|c| c.starts_with(code)),
            "{query}: {found:?}"
        );
    }
}

#[test]
fn without_is_never_answered_with_with() {
    let tables = Catalog::embedded().unwrap();
    for (query, code) in [
        ("laceration w/o foreign body of scalp", "S01.01"),
        (
            "puncture wound w/o foreign body of left ear, initial encounter",
            "S01.332A",
        ),
        (
            "puncture wound w/foreign body of left ear, initial encounter",
            "S01.342A",
        ),
    ] {
        let found = codes(&tables, query);
        assert!(
            found.first().is_some_and(|c| c.starts_with(code)),
            "{query}: {found:?}"
        );
    }
}

/// Twenty-two words, more than any query that is typed.
#[test]
fn a_whole_title_comes_first() {
    let tables = Catalog::embedded().unwrap();
    let title =
        "Localization-related (focal) (partial) symptomatic epilepsy and epileptic syndromes \
        with simple partial seizures, intractable, without status epilepticus";
    assert_eq!(codes(&tables, title)[0], "G40.119");
}

#[test]
fn words_run_together_are_parted_and_split_words_joined() {
    let tables = Catalog::embedded().unwrap();
    for (query, code) in [
        ("chestpain", "R07.9"),
        ("shortnessofbreath", "R06.02"),
        ("lossofappetite", "R63.0"),
        ("kidneystone", "N20.0"),
        ("hyper tension", "I10"),
        ("gastro enteritis", "K52.9"),
        ("kneepainleft", "M25.562"),
    ] {
        let found = codes(&tables, query);
        assert!(found.iter().any(|c| c == code), "{query}: {found:?}");
    }
}

#[test]
fn how_it_goes_on_and_why_somebody_comes_is_left_out_where_nothing_says_it() {
    let tables = Catalog::embedded().unwrap();
    for (query, code) in [
        ("gout stable", "M10.9"),
        ("asthma well controlled", "J45.909"),
        ("copd worsening", "J44.1"),
        ("htn follow up", "I10"),
        ("neck pain after mva", "M54.2"),
        ("knee injury", "S89.90XA"),
        ("new onset afib", "I48.91"),
        ("shoulder pain after mva", "M25.519"),
        ("hypothyroidism recheck", "E03.9"),
        ("flu confirmed", "J11.1"),
        // A side before its joint is no beginning of another word.
        ("R ankle sprain", "S93.401A"),
        // One letter moved, and one that should be two.
        ("sciatcia", "M54.30"),
        ("apendicitis", "K37"),
        // What has these words keeps them.
        ("vision check", "Z01.00"),
        ("stable angina", "I20.89"),
        ("newborn check", "Z00.110"),
    ] {
        comes_first(&tables, query, code);
    }
}

/// "L" is the lumbar spine there and no side.
#[test]
fn no_spine_is_left() {
    let tables = Catalog::embedded().unwrap();
    let written = codes(&tables, "l-spine pain");
    assert_eq!(codes(&tables, "L spine pain"), written);
    assert_ne!(codes(&tables, "left spine pain"), written);
}

#[test]
fn five_digits_are_a_former_diagnosis_only_where_no_procedure_has_them() {
    let tables = Catalog::embedded().unwrap();
    let diagnoses = Options::new().sets(vec![superbill::CodeSet::Icd10cm]);
    let first = |query: &str, options: &Options| {
        let hits = tables.search(query, options).unwrap();
        hits.first().map(|h| h.code.clone())
    };
    assert_eq!(first("25000", &diagnoses).as_deref(), Some("E11.9"));
    assert_eq!(
        first("25000", &Options::default()).as_deref(),
        Some("25000")
    );
    assert_eq!(first("99213", &diagnoses), None);
}

#[test]
fn an_amount_is_no_code() {
    let tables = Catalog::embedded().unwrap();
    for query in [
        "25000 units of vitamin d",
        "25,000 units of vitamin d",
        "25,000 units",
        "36000 iu",
        "36,000 iu",
        "25000 USP units",
        "11042 mg",
    ] {
        let codes = codes(&tables, query);
        let amount = query.replace(',', "");
        let digits = amount.split(' ').next().unwrap();
        assert!(codes.iter().all(|c| c != digits), "{query}: {codes:?}");
    }
    // Diagnoses have none.
    let diagnoses = Options::new().sets([superbill::CodeSet::Icd10cm]);
    let first = |query: &str| tables.search(query, &diagnoses).unwrap().into_iter().next();
    for query in ["25000 units of vitamin d", "25,000 units of vitamin d"] {
        let without = first("vitamin d").map(|h| h.code);
        assert_eq!(first(query).map(|h| h.code), without, "{query}");
    }
    assert_eq!(codes(&tables, "36000 iv start")[0], "36000");
    // The amount that was typed stands before the everyday one.
    assert_eq!(codes(&tables, "hcpcs: normal saline 500 ml")[0], "J7040");
    assert_eq!(codes(&tables, "hcpcs: normal saline")[0], "J7030");
}
