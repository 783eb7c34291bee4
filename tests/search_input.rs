//! What nobody should type, but someone will: every answer is bounded and well formed, and there is always one.
#![cfg(all(not(target_arch = "wasm32"), feature = "write"))]

mod made_up;

use superbill::search::{Hit, Options, MAX_LIMIT};
use superbill::CodeSet;
use superbill::{Catalog, Date, ErrorCode};

/// The made-up tables and, where they are compiled in, the real ones.
fn instances() -> Vec<Catalog> {
    let mut small = Catalog::empty();
    for bytes in [made_up::diagnoses(), made_up::procedures()] {
        small.load(&bytes).expect("a made-up table is sound");
    }
    let mut all = vec![small];
    #[cfg(feature = "embedded")]
    all.push(Catalog::embedded().expect("the embedded tables are sound"));
    all
}

/// A hit says what it found and marks only what is in its title, in order.
fn is_well_formed(hit: &Hit, query: &str) {
    let shown = query.chars().take(40).collect::<String>();
    let length = hit.display.encode_utf16().count() as u32;
    assert!(
        !hit.code.is_empty() && !hit.display.is_empty(),
        "{shown:?}: {hit:?}"
    );
    for [from, to] in &hit.matches {
        assert!(from < to && *to <= length, "{shown:?}: {hit:?}");
    }
    assert!(
        hit.matches.windows(2).all(|m| m[0][1] <= m[1][0]),
        "{shown:?}: {hit:?}"
    );
}

fn ask(tables: &Catalog, query: &str, options: &Options) -> Vec<Hit> {
    let hits = tables.search(query, options).expect("no set was named");
    assert!(hits.len() <= options.limit.min(MAX_LIMIT));
    for hit in &hits {
        is_well_formed(hit, query);
    }
    hits
}

fn codes(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|h| h.code.as_str()).collect()
}

#[test]
fn odd_strings_are_answered() {
    let odd = [
        "",
        " ",
        "\0",
        "\0\u{1}\u{7f}\u{85}",
        "\r\n\t",
        "\u{feff}fracture",
        "fracture\u{0}femur",
        "💊",
        "💊 fracture 🦴",
        "👩‍⚕️",
        "كسر عظم الفخذ",
        "שבר",
        "\u{202e}rumef",
        "骨折",
        "ＦＥＭＵＲ",
        "Ménière",
        "Me\u{301}nie\u{300}re",
        "M\u{301}\u{302}\u{303}",
        "\u{301}",
        "œ",
        "cœu",
        "ß",
        "İ",
        "ﬁbula",
        ".*",
        "[a-z]+",
        "(",
        ")",
        "\\",
        "a|b",
        "^$",
        "S72.*",
        "*",
        "?",
        "%",
        "'; --",
        "\"fracture\"",
        "<b>femur</b>",
        "-",
        "--",
        "....",
        "E11.",
        ".E11",
        "E..11",
        "e 1 1",
        ":",
        "::",
        "i10:",
        ":i10",
        "cpt:",
        "nothing: fracture",
        "e11: type",
        "left",
        "left:",
        "of of of of",
        "zzzz",
        "zzzz zzzz fracture",
        "S72001AAAAAAAAA",
        "T14.8XX",
        "T148XXA",
        "ZZZZZZZ",
        "0",
        "00",
        "NaN",
        "undefined",
        "__proto__",
    ];
    for tables in instances() {
        for query in odd {
            for fallback in [true, false] {
                ask(&tables, query, &Options::new().fallback(fallback));
            }
            for set in CodeSet::ALL {
                match tables.lookup(set, query, Date::new(2026, 11, 3)) {
                    Ok(_) => {}
                    Err(e) => assert_eq!(e.code(), ErrorCode::UnknownSet),
                }
                assert!(
                    tables.browse(set, Some(query), None).is_ok() == tables.codes(set).is_some()
                );
            }
        }
    }
}

/// However a word is accented and whatever stands around it, it is that word.
#[test]
fn accents_controls_and_signs_do_not_hide_a_word() {
    let tables = &instances()[0];
    let plain = ask(tables, "meniere", &Options::default());
    assert_eq!(codes(&plain), ["H81.0"]);
    for same in [
        "Ménière",
        "Me\u{301}nie\u{300}re",
        "MÉNIÈRE",
        "\0meniere\u{7f}",
        "💊meniere💊",
        "\u{202e}meniere",
        "(meniere)",
    ] {
        assert_eq!(
            codes(&ask(tables, same, &Options::default())),
            ["H81.0"],
            "{same:?}"
        );
    }
    // One character of the title that folds to two letters is marked whole, never in part.
    for part in ["c", "co", "coe", "coeu"] {
        let hits = ask(tables, &format!("meniere {part}"), &Options::default());
        let title: Vec<u16> = hits[0].display.encode_utf16().collect();
        let marked = hits[0].matches.last().expect("the second word is marked");
        let text = String::from_utf16(&title[marked[0] as usize..marked[1] as usize])
            .expect("marks lie between characters");
        assert!("cœur".starts_with(&text), "{part:?} marks {text:?}");
    }
}

/// A pasted note is cut; what is looked at does not grow with it.
#[test]
fn a_megabyte_is_cut() {
    for tables in instances() {
        for unit in [
            "fracture of femur ",
            "é",
            "💊",
            "a",
            "\0",
            "1",
            "S72",
            ". ",
            "zq",
            "\u{301}",
            "i10:",
        ] {
            let text = unit.repeat((1 << 20) / unit.len());
            let whole = ask(&tables, &text, &Options::default());
            // Cut well behind what is looked at, on a boundary of characters.
            let cut = (1000..)
                .find(|n| text.is_char_boundary(*n))
                .expect("there is a boundary");
            assert_eq!(
                codes(&whole),
                codes(&ask(&tables, &text[..cut], &Options::default())),
                "{unit:?}"
            );
            assert!(tables.lookup(CodeSet::Icd10cm, &text, None).is_ok());
            assert!(tables.browse(CodeSet::Icd10cm, Some(&text), None).is_ok());
        }
        // Thousands of different words, too.
        let words: String = (0..100_000u32).map(|n| format!("w{n:x} ")).collect();
        ask(&tables, &words, &Options::default());
    }
}

#[test]
fn impossible_options_narrow_to_nothing_or_are_bounded() {
    for tables in instances() {
        assert!(ask(&tables, "fracture", &Options::new().limit(0)).is_empty());
        let most = ask(&tables, "f", &Options::new().limit(usize::MAX));
        assert!(!most.is_empty() && most.len() <= MAX_LIMIT);
        for on in [
            Date::MIN,
            Date::new(1, 1, 1).expect("a day"),
            Date::new(9999, 12, 31).expect("a day"),
            Date::MAX,
        ] {
            ask(&tables, "fracture", &Options::new().on(Some(on)));
        }
        let long = "S".repeat(1 << 20);
        for within in [
            "",
            " ",
            "ZZZ",
            "-",
            "A00-",
            "-Z99",
            "Z99-A00",
            "💊",
            "S72\0",
            "E11.9.9.9",
            long.as_str(),
        ] {
            let options = Options::new().within(within);
            let hits = ask(&tables, "fracture", &options);
            assert!(
                hits.iter().all(|h| h.code.starts_with("S72")),
                "{:?} within {:.20?}",
                codes(&hits),
                within
            );
        }
        let twice = vec![CodeSet::Icd10cm; 40];
        let options = Options::new().sets(twice);
        let once = Options::new().sets(vec![CodeSet::Icd10cm]);
        assert_eq!(
            ask(&tables, "fracture", &options),
            ask(&tables, "fracture", &once)
        );
        for billable in [true, false] {
            let hits = ask(
                &tables,
                "fracture",
                &Options::new().billable(Some(billable)),
            );
            assert!(hits.iter().all(|h| h.billable == billable));
        }
    }
    let none = Options::new().sets(vec![CodeSet::Cpt]);
    let error = instances()[0]
        .search("fracture", &none)
        .expect_err("the table is not loaded");
    assert_eq!(error.code(), ErrorCode::UnknownSet);
}

#[cfg(feature = "embedded")]
#[test]
fn how_bad_it_is_may_be_missing_behind_a_short_name() {
    let tables = Catalog::embedded().unwrap();
    let first = |query: &str, options: &Options| {
        let mut hits = tables.search(query, options).unwrap().into_iter();
        hits.next().map_or(String::new(), |hit| hit.code)
    };
    let options = Options::new().sets(vec![CodeSet::Icd10cm]);
    for (query, code) in [
        ("severe copd", "J44.9"),
        ("severe as", "I35.0"),
        ("mild pe", "I26.99"),
    ] {
        assert_eq!(first(query, &options), code);
    }
    // A text that has both comes as it was typed.
    let typed = first("severe mdd", &options);
    assert!(["F32.2", "F33.2"].contains(&&*typed), "{typed}");
}

#[test]
fn without_any_table_a_query_is_refused_and_not_answered_with_nothing() {
    let error = Catalog::empty().search("hypertension", &Options::new());
    let error = error.expect_err("an empty answer would say that there is no such code");
    assert_eq!(error.code(), ErrorCode::UnknownSet);
    assert!(error.to_string().contains("loadTable"), "{error}");
}
