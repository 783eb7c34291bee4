use super::*;

/// Kind, text, and first and last code of each range.
type Line<'a> = (NoteKind, &'a str, &'a [(&'a str, &'a str)]);

fn place(at: &str, notes: &[Line<'_>]) -> Place {
    let range = |(first, last): &(&str, &str)| CodeRange {
        first: first.to_string(),
        last: last.to_string(),
    };
    let note = |(kind, text, codes): &Line<'_>| Note {
        kind: *kind,
        text: text.to_string(),
        codes: codes.iter().map(range).collect(),
        at: at.into(),
    };
    Place {
        at: at.into(),
        notes: notes.iter().map(note).collect(),
    }
}

fn table() -> Vec<u8> {
    let places = vec![
        place(
            "A00-B99",
            &[(NoteKind::Includes, "made-up infections", &[])],
        ),
        place("E08-E13", &[(NoteKind::General, "made-up block", &[])]),
        place(
            "E11",
            &[
                (
                    NoteKind::Excludes1,
                    "the other kind (E10.-)",
                    &[("E10", "E10")],
                ),
                (
                    NoteKind::UseAdditional,
                    "code for:\nuse (Z79.4)\nrange (I10-I1A)",
                    &[("Z794", "Z794"), ("I10", "I1A")],
                ),
            ],
        ),
        place(
            "E1165",
            &[(NoteKind::CodeFirst, "that (E11)", &[("E11", "E11")])],
        ),
        place("T07", &[]),
    ];
    let category = |c: &str, b: &str, ch: &str| (c.to_string(), [b.to_string(), ch.to_string()]);
    let categories = [
        category("A01", "", "A00-B99"),
        category("E10", "E08-E13", ""),
        category("E11", "E08-E13", ""),
    ];
    encode(
        &crate::edits::tests::info("notes-icd10cm"),
        places,
        &categories,
    )
}

#[test]
fn own_notes_come_before_inherited_ones() {
    let bytes = table();
    let t = Notes::open(&Container::open(&bytes).unwrap()).unwrap();
    let at = |code| {
        t.for_code(code)
            .into_iter()
            .map(|n| n.at)
            .collect::<Vec<_>>()
    };
    assert_eq!(at("E1165"), ["E1165", "E11", "E11", "E08-E13"]);
    assert_eq!(at("E10"), ["E08-E13"]);
    assert_eq!(at("A0100"), ["A00-B99"]);
    assert!(at("B01").is_empty() && at("").is_empty() && at("\u{e9}\u{e9}\u{e9}").is_empty());
    let note = &t.for_code("E1165")[2];
    assert_eq!(
        (note.kind, note.text.lines().count()),
        (NoteKind::UseAdditional, 3)
    );
    assert_eq!(
        note.codes[1],
        CodeRange {
            first: "I10".into(),
            last: "I1A".into()
        }
    );
}

#[test]
fn a_range_names_what_is_within_and_below() {
    let bytes = table();
    let t = Notes::open(&Container::open(&bytes).unwrap()).unwrap();
    let note = t.applying("E11").nth(1).unwrap();
    for (code, named) in [
        ("I10", true),
        ("I119", true),
        ("I1A0", true),
        ("I20", false),
        ("Z794", true),
        ("Z7941", true),
        ("Z79", false),
    ] {
        assert_eq!(note.names(code), named, "{code}");
    }
    assert_eq!(
        t.excludes1("E1010", "E1165").map(|n| n.at()),
        Some("E11".to_string())
    );
    assert!(t.excludes1("E1165", "E1165").is_none() && t.excludes1("E1165", "I10").is_none());
}

#[test]
fn altered_sections_are_refused_or_read_without_a_panic() {
    crate::edits::tests::damage(&table(), |c| {
        if let Ok(t) = Notes::open(c) {
            let _ = (
                t.for_code("E1165"),
                t.for_code("A0100"),
                t.excludes1("E1010", "E1165").map(|n| n.at()),
            );
        }
    });
}

#[test]
fn kinds_have_the_names_that_javascript_sees() {
    let names = serde_json::to_string(&NoteKind::ALL).unwrap();
    assert_eq!(
        names,
        r#"["includes","excludes1","excludes2","codeFirst","useAdditional","codeAlso","seventhCharacter","general"]"#
    );
}
