//! Small made-up tables that have a bit of everything, and everything that can be asked of a table: what the tests of odd
//! input and the fuzz targets share. Needs the feature `write`.
#![allow(dead_code)]

use superbill::container::TableInfo;
use superbill::search::Options;
use superbill::table::rows::{
    Alias, AliasKind, Chapter, Ranking, Row, Span, Succession, TableInput,
};
use superbill::table::write::{encode, WriteError};
use superbill::CodeSet;
use superbill::{Catalog, Date};

fn day(number: u32) -> Date {
    Date::from_number(number).expect("a day of the made-up tables exists")
}

fn row(code: &str, title: &str, spans: &[(u32, u32, bool)]) -> Row {
    let open = |n: u32, end: Date| if n == 0 { end } else { day(n) };
    let spans = spans.iter().map(|(from, to, billable)| Span {
        from: open(*from, Date::MIN),
        to: open(*to, Date::MAX),
        billable: *billable,
    });
    Row {
        code: code.into(),
        title: title.into(),
        spans: spans.collect(),
    }
}

fn alias(term: &str, codes: &[&str], rewrite: &str, kind: AliasKind) -> Alias {
    Alias {
        term: term.into(),
        codes: codes.iter().map(|c| (*c).into()).collect(),
        rewrite: rewrite.into(),
        kind,
    }
}

/// Diagnoses: headers, an ended code with successors, seventh characters with and without placeholders, accents and
/// ligatures, other names of every kind, a rewrite, chapters with blocks, weights.
pub fn diagnoses() -> Vec<u8> {
    let (valid, header) = ([(20151001, 0, true)], [(20151001, 0, false)]);
    let mut rows = vec![
        row("E11", "Type 2 diabetes mellitus", &header),
        row(
            "E119",
            "Type 2 diabetes mellitus without complications",
            &valid,
        ),
        row("H81", "Disorders of vestibular function", &header),
        row("H810", "Ménière's disease, cœur sœur", &valid),
        row("I42", "Cardiomyopathy", &header),
        row(
            "I420",
            "Dilated cardiomyopathy",
            &[(20151001, 20260930, true), (20261001, 0, false)],
        ),
        row(
            "I4200",
            "Dilated cardiomyopathy, unspecified",
            &[(20261001, 0, true)],
        ),
        row(
            "I4201",
            "Dilated cardiomyopathy due to (something) [else]",
            &[(20261001, 0, true)],
        ),
        row("M545", "Low back pain", &[(0, 20210930, true)]),
        row("S72", "Fracture of femur", &header),
        row(
            "S72001",
            "Fracture of unspecified part of neck of right femur",
            &header,
        ),
        row(
            "S72002",
            "Fracture of unspecified part of neck of left femur",
            &header,
        ),
        row("T14", "Injury of unspecified body region", &header),
        row("T148", "Other injury of unspecified body region", &header),
    ];
    for (stem, title) in [
        (
            "S72001",
            "Fracture of unspecified part of neck of right femur",
        ),
        (
            "S72002",
            "Fracture of unspecified part of neck of left femur",
        ),
        ("T148XX", "Other injury of unspecified body region"),
    ] {
        for (letter, words) in [
            ("A", "initial encounter"),
            ("D", "subsequent encounter"),
            ("S", "sequela"),
        ] {
            rows.push(row(
                &format!("{stem}{letter}"),
                &format!("{title}, {words}"),
                &valid,
            ));
        }
    }
    rows.sort_by(|a, b| a.code.cmp(&b.code));
    let chapter = |first: &str, last: &str, title: &str, level| Chapter {
        first: first.into(),
        last: last.into(),
        title: title.into(),
        level,
    };
    made(
        CodeSet::Icd10cm,
        rows,
        vec![
            alias(
                "Congestive cardiomyopathy",
                &["I4200"],
                "",
                AliasKind::Inclusion,
            ),
            alias("Broken hip", &["S72001", "S72002"], "", AliasKind::Index),
            alias("sugar", &["E119", "E11"], "", AliasKind::Everyday),
            alias(
                "dm2",
                &["E119"],
                "type 2 diabetes mellitus",
                AliasKind::Everyday,
            ),
            alias("fx", &[], "fracture", AliasKind::Everyday),
        ],
        vec![
            Succession {
                from: "I420".into(),
                to: vec!["I4200".into(), "I4201".into()],
            },
            Succession {
                from: "M545".into(),
                to: Vec::new(),
            },
        ],
        vec![
            chapter("E00", "E89", "Endocrine diseases", 0),
            chapter("E08", "E13", "Diabetes mellitus", 1),
            chapter("H60", "H95", "Diseases of the ear", 0),
            chapter("I00", "I99", "Diseases of the circulatory system", 0),
            chapter("S00", "T88", "Injury", 0),
        ],
    )
}

/// Inpatient procedures, which are browsed character by character.
pub fn procedures() -> Vec<u8> {
    let valid = [(20151001, 0, true)];
    let rows = vec![
        row(
            "02100A8",
            "Bypass Coronary Artery, One Artery, Open Approach",
            &valid,
        ),
        row(
            "02100A9",
            "Bypass Coronary Artery, Two Arteries, Open Approach",
            &valid,
        ),
        row(
            "0210344",
            "Bypass Coronary Artery, One Artery, Percutaneous Approach",
            &[(20151001, 20210930, true)],
        ),
        row(
            "0DTJ4ZZ",
            "Resection of Appendix, Percutaneous Endoscopic Approach",
            &valid,
        ),
        row(
            "3E0T3BZ",
            "Introduction of Anesthetic Agent, Percutaneous Approach",
            &valid,
        ),
    ];
    let appendix = alias("lap appy", &["0DTJ4ZZ"], "", AliasKind::Everyday);
    made(
        CodeSet::Icd10pcs,
        rows,
        vec![appendix],
        Vec::new(),
        Vec::new(),
    )
}

/// A few bytes that stand for very many words: each title repeats the one before.
pub fn swollen(rows: usize, words_per_token: usize) -> Result<Vec<u8>, WriteError> {
    let token = vec!["a"; words_per_token].join("-");
    let title = vec![token.as_str(); 255].join(" ");
    let rows = (0..rows)
        .map(|n| row(&format!("Q{n:05}"), &title, &[(20151001, 0, true)]))
        .collect();
    encode(&input(
        CodeSet::Icd10pcs,
        rows,
        Vec::new(),
        Vec::new(),
        Vec::new(),
    ))
}

/// A name that stands for so many codes, and a code that as many replaced.
pub fn long_lists(names: usize, successors: usize) -> Result<Vec<u8>, WriteError> {
    let codes: Vec<String> = (0..=names.max(successors))
        .map(|n| format!("Q{n:05}"))
        .collect();
    let rows = codes
        .iter()
        .map(|code| row(code, "Thing", &[(20151001, 0, true)]));
    let rows = rows.collect();
    let some = |n: usize| {
        codes
            .iter()
            .skip(1)
            .take(n)
            .map(String::as_str)
            .collect::<Vec<_>>()
    };
    let name = alias("anything", &some(names), "", AliasKind::Everyday);
    let succession = Succession {
        from: codes[0].clone(),
        to: some(successors).into_iter().map(String::from).collect(),
    };
    encode(&input(
        CodeSet::Icd10pcs,
        rows,
        vec![name],
        vec![succession],
        Vec::new(),
    ))
}

/// A table in which `word` stands for so many words, of as many as a title has.
pub fn long_rewrite(words: usize) -> Result<Vec<u8>, WriteError> {
    let rows = vec![row("Q00", "Thing", &[(20151001, 0, true)])];
    let rewrite = vec!["thing"; words].join(" ");
    let name = alias("word", &[], &rewrite, AliasKind::Everyday);
    encode(&input(
        CodeSet::Icd10pcs,
        rows,
        vec![name],
        Vec::new(),
        Vec::new(),
    ))
}

fn made(
    set: CodeSet,
    rows: Vec<Row>,
    aliases: Vec<Alias>,
    successions: Vec<Succession>,
    chapters: Vec<Chapter>,
) -> Vec<u8> {
    encode(&input(set, rows, aliases, successions, chapters))
        .expect("the made-up rows fit the format")
}

fn input(
    set: CodeSet,
    rows: Vec<Row>,
    aliases: Vec<Alias>,
    successions: Vec<Succession>,
    chapters: Vec<Chapter>,
) -> TableInput {
    let info = TableInfo {
        set: set.as_str().into(),
        release: "made up".into(),
        rows: rows.len() as u32,
        from: Date::new(2015, 10, 1).unwrap(),
        to: Date::new(2027, 3, 31).unwrap(),
        source: "made up".into(),
    };
    let ranking = vec![
        Ranking::Word("of".into(), 3),
        Ranking::Word("unspecified".into(), 1),
        Ranking::Code("I42".into(), -8),
        Ranking::Feature("header".into(), 30),
        Ranking::Feature("ended".into(), 90),
        Ranking::Feature("edit".into(), 40),
    ];
    TableInput {
        set,
        info,
        rows,
        aliases,
        successions,
        defaults: Vec::new(),
        former: Vec::new(),
        chapters,
        ranking,
    }
}

/// Puts the checksum of an envelope right, so that altered bytes get past it.
pub fn reseal(bytes: &mut [u8]) {
    if let Some((head, body)) = bytes.split_at_mut_checked(20) {
        head[16..].copy_from_slice(&xxhash_rust::xxh32::xxh32(body, 0).to_le_bytes());
    }
}

/// Queries that take every way through a search: codes whole and in part, words, other names, rewrites, typos, names read
/// as titles, plurals, subsets.
pub const QUERIES: [&str; 19] = [
    "",
    "e",
    "E11.9",
    "i420",
    "S72001A",
    "T148XXA",
    "fracture neck femur sequela",
    "fx hip",
    "dm2",
    "sugar",
    "meniere coeur",
    "dilatde cardiomyopathy",
    "congestive cardiomyoapthy",
    "broken hip sequela",
    "fractures femurs",
    "bypass artery zzzz",
    "within:E11 type",
    "02100A9",
    "of",
];

/// Asks everything of every code table; the answers may be anything, but there must be some.
pub fn ask_everything(tables: &Catalog) {
    let on = Date::from_number(20261103);
    // Of no table at all nothing is answered.
    let any = CodeSet::ALL.iter().any(|set| tables.codes(*set).is_some());
    assert_eq!(tables.search("x", &Options::new()).is_ok(), any);
    for query in QUERIES.iter().filter(|_| any) {
        let narrow = Options::new()
            .on(on)
            .billable(Some(true))
            .within("S72")
            .limit(3);
        for options in [Options::default(), Options::new().on(on), narrow] {
            let hits = tables.search(query, &options).expect("no set was named");
            assert!(
                hits.len() <= options.limit,
                "{} hits for {query:?}",
                hits.len()
            );
        }
    }
    for set in CodeSet::ALL {
        let Some(table) = tables.codes(set) else {
            continue;
        };
        let mut codes: Vec<String> = QUERIES.iter().map(|q| plain(q)).collect();
        let mut below: Vec<Option<String>> = vec![None];
        // Enough to see all of a small table, and an end for one that leads in circles.
        for _ in 0..200 {
            let Some(above) = below.pop() else { break };
            for day in [None, on] {
                let branches = tables
                    .browse(set, above.as_deref(), day)
                    .expect("the set is loaded");
                below.extend(
                    branches
                        .iter()
                        .filter(|b| b.has_children && day.is_none())
                        .map(|b| Some(b.code.clone())),
                );
                codes.extend(branches.iter().take(20).map(|b| plain(&b.code)));
            }
        }
        codes.truncate(200);
        for code in &codes {
            for day in [None, on] {
                tables.lookup(set, code, day).expect("the set is loaded");
            }
            let day = on.expect("the day exists");
            let _ = (
                table.status(code, day),
                table.title(code),
                table.children(code, day),
                table.formatted(code),
            );
            let _ = (
                table.billable_below(code, day, 5),
                table.successors(code),
                table.predecessors(code),
            );
            let _ = table.chapters_of(code).count();
        }
    }
}

/// A code as tables write it: upper case, letters and digits only.
fn plain(code: &str) -> String {
    let signs = code.chars().filter(char::is_ascii_alphanumeric);
    signs.map(|c| c.to_ascii_uppercase()).take(16).collect()
}
