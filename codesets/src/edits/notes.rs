//! The notes of the ICD-10-CM tabular list, with the codes that they name.

use super::{info, Made};
use crate::sources::tabular::{self, Tabular};
use crate::sources::Store;
use anyhow::{bail, ensure, Context, Result};
use std::collections::BTreeSet;
use superbill::edits::notes::{encode, Category, Place};
use superbill::edits::{CodeRange, Note, NoteKind};

/// Makes the table `notes-icd10cm`.
pub fn table(store: &Store) -> Result<Made> {
    let xml = store.member("simple-icd-10-cm", "tabular")?;
    let list = tabular::read(std::str::from_utf8(&xml)?)?;
    let categories = categories(&list)?;
    let known: BTreeSet<&str> = categories.iter().map(|c| &*c.0).collect();
    let mut places = Vec::new();
    for (range, notes) in &list.chapters {
        places.push(place(
            &format!("{}-{}", range.first, range.last),
            notes,
            &known,
        )?);
    }
    for entry in &list.codes {
        places.push(place(&entry.code, &entry.notes, &known)?);
    }
    let notes = places.iter().map(|p| p.notes.len()).sum();
    Ok((
        "notes-icd10cm",
        encode(&info(store, "notes-icd10cm", notes)?, places, &categories),
    ))
}

/// Every category with its block and chapter. Comparing with the ranges is not enough (`C7A` is not in `C76-C80`), but
/// the list is in order: the next block begins as soon as a category fits it.
fn categories(list: &Tabular) -> Result<Vec<Category>> {
    let mut ranges = list.chapters.iter().map(|(range, _)| range).peekable();
    let mut over = [String::new(), String::new()];
    let mut out = Vec::new();
    for category in list.codes.iter().filter(|e| e.parent.is_none()) {
        while let Some(range) =
            ranges.next_if(|r| r.first <= category.code && category.code <= r.last)
        {
            // A chapter comes before its first block, which begins at the same category.
            over[usize::from(range.level == 0)] = format!("{}-{}", range.first, range.last);
        }
        out.push((category.code.clone(), over.clone()));
    }
    if let Some(range) = ranges.next() {
        bail!("the list has no category of {}", range.title);
    }
    out.sort();
    Ok(out)
}

fn kind(element: &str) -> Result<Option<NoteKind>> {
    Ok(Some(match element {
        "includes" => NoteKind::Includes,
        "excludes1" => NoteKind::Excludes1,
        "excludes2" => NoteKind::Excludes2,
        "codeFirst" => NoteKind::CodeFirst,
        "useAdditionalCode" => NoteKind::UseAdditional,
        "codeAlso" => NoteKind::CodeAlso,
        "sevenChrNote" => NoteKind::SeventhCharacter,
        "notes" => NoteKind::General,
        // The code table has these, as other names.
        "inclusionTerm" => return Ok(None),
        other => bail!("the tabular list has notes of a new kind: {other}"),
    }))
}

fn place(at: &str, printed: &[tabular::Note], known: &BTreeSet<&str>) -> Result<Place> {
    let mut notes: Vec<Note> = Vec::new();
    let mut last_group = None;
    for line in printed {
        let kind = kind(&line.kind).with_context(|| at.to_string())?;
        let Some(kind) = kind else { continue };
        let codes = named(&line.text, kind, known);
        let listing = matches!(
            kind,
            NoteKind::CodeFirst | NoteKind::UseAdditional | NoteKind::CodeAlso
        );
        match notes.last_mut() {
            Some(note) if listing && last_group == Some(line.group) => {
                note.text.push('\n');
                note.text.push_str(&line.text);
                note.codes.extend(codes);
            }
            _ => notes.push(Note {
                kind,
                text: line.text.clone(),
                codes,
                at: at.to_string(),
            }),
        }
        last_group = Some(line.group);
    }
    ensure!(
        notes.iter().all(|n| !n.text.is_empty()),
        "an empty note at {at}"
    );
    Ok(Place {
        at: at.to_string(),
        notes,
    })
}

/// The codes that a note names: those in its parentheses, "(I10-I1A, E11.-, Z79.4)", after "category", and a code with a
/// point or hyphen that ends it. Whatever has no category of the list is something else: "vitamin (B12)".
fn named(text: &str, kind: NoteKind, known: &BTreeSet<&str>) -> Vec<CodeRange> {
    let excludes = matches!(kind, NoteKind::Excludes1 | NoteKind::Excludes2);
    let mut out = Vec::new();
    for part in parts(text) {
        let (ranges, rest) = ranges(part, known);
        match rest.split_once("with ").map(|(_, which)| which) {
            // "(E08-E13 with .51-.52)": these final characters of every category of the range.
            Some(which) if which.starts_with('.') => {
                out.extend(with_endings(&ranges, which, known))
            }
            // "(T36-T50 with fifth or sixth character 5)": some codes only, which a note that excludes must not widen.
            Some(_) if excludes => {}
            _ => out.extend(ranges),
        }
    }
    out
}

/// The parts of a note that can name codes.
fn parts(text: &str) -> Vec<&str> {
    let mut out: Vec<&str> = text
        .split('(')
        .skip(1)
        .filter_map(|p| Some(p.split_once([')', '}'])?.0))
        .collect();
    for word in ["category ", "categories "] {
        out.extend(
            text.split(word)
                .skip(1)
                .map(|p| p.split(['(', ' ']).next().unwrap_or_default()),
        );
    }
    let last = text.rsplit(' ').next().unwrap_or_default();
    if last.contains(['.', '-']) && !last.contains([')', '(']) && !text.contains("categor") {
        out.push(last);
    }
    out
}

/// The codes and ranges at the beginning of `part`, and what follows them.
fn ranges<'a>(part: &'a str, known: &BTreeSet<&str>) -> (Vec<CodeRange>, &'a str) {
    let mut out = Vec::new();
    let mut rest = part;
    loop {
        rest = rest.trim_start_matches([' ', ',', ';', '.', '-']);
        rest = rest.strip_prefix("and ").unwrap_or(rest);
        let Some((first, after)) = code(rest, known) else {
            return (out, rest);
        };
        // A hyphen before another code is a range; otherwise it stands for the missing characters.
        let to = after.trim_start_matches(['-', '.']);
        let to = to.strip_prefix(" to ").unwrap_or(to);
        match code(to, known).filter(|_| to.len() < after.len()) {
            Some((last, after)) if first <= last => {
                out.push(CodeRange { first, last });
                rest = after;
            }
            _ => {
                out.push(CodeRange {
                    last: first.clone(),
                    first,
                });
                rest = after;
            }
        }
    }
}

/// The code at the beginning of `text`, without its dot, and what follows. The X of `T36.8X-` stands for itself.
fn code<'a>(text: &'a str, known: &BTreeSet<&str>) -> Option<(String, &'a str)> {
    let category = text.get(..3).filter(|c| known.contains(c))?;
    let rest = &text[3..];
    let ending = rest.strip_prefix('.').map_or("", |r| {
        let end = r
            .find(|c: char| !(c.is_ascii_digit() || c.is_ascii_uppercase()))
            .unwrap_or(r.len());
        &r[..end.min(4)]
    });
    let rest = if ending.is_empty() {
        rest
    } else {
        &rest[1 + ending.len()..]
    };
    let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    ends.then(|| (format!("{category}{ending}"), rest))
}

/// For "(E08-E13 with .51-.52)": E0851 to E0852, E0951 to E0952, and so on.
fn with_endings(ranges: &[CodeRange], which: &str, known: &BTreeSet<&str>) -> Vec<CodeRange> {
    let mut out = Vec::new();
    for range in ranges {
        for category in known
            .iter()
            .filter(|c| range.first.as_str() <= **c && **c <= range.last.as_str())
        {
            for ending in which.split([',', ' ']).filter(|e| !e.is_empty()) {
                let digits = |e: &str| {
                    e.chars()
                        .filter(char::is_ascii_alphanumeric)
                        .collect::<String>()
                };
                let (first, last) = ending.split_once("-.").unwrap_or((ending, ending));
                let (first, last) = (digits(first), digits(last));
                out.push(CodeRange {
                    first: format!("{category}{first}"),
                    last: format!("{category}{last}"),
                });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_of_a_note() {
        let known = BTreeSet::from([
            "A74", "B27", "C00", "D29", "D35", "D49", "E08", "E09", "E11", "I10", "I1A", "M05",
            "S32", "S92", "T36", "T50", "Z3A", "Z79",
        ]);
        let read = |text: &str, kind| {
            let ranges = named(text, kind, &known);
            ranges
                .iter()
                .map(|r| format!("{}..{}", r.first, r.last))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let kind = NoteKind::Excludes1;
        assert_eq!(
            read("one (E11.-) and two (Z79.4)", kind),
            "E11..E11 Z794..Z794"
        );
        assert_eq!(read("hypertension (I10-I1A)", kind), "I10..I1A");
        assert_eq!(read("neoplasm (C00-D49, Z79.-)", kind), "C00..D49 Z79..Z79");
        assert_eq!(
            read("benign (D29.2.-) (due to) (vitamin B12) (B12)", kind),
            "D292..D292"
        );
        assert_eq!(
            read(
                "fracture (S32.1--S32.9 with 7th character B)",
                NoteKind::CodeAlso
            ),
            "S321..S329"
        );
        assert_eq!(read("by site (M05.00 to M05.8A)", kind), "M0500..M058A");
        assert_eq!(
            read("angiopathy (E08-E09 with .51-.52)", kind),
            "E0851..E0852 E0951..E0952"
        );
        assert_eq!(
            read(
                "poisoning (T36-T50 with fifth or sixth character 1-4)",
                kind
            ),
            ""
        );
        assert_eq!(
            read(
                "drug (T36-T50 with fifth or sixth character 5)",
                NoteKind::UseAdditional
            ),
            "T36..T50"
        );
        assert_eq!(read("foot (S92.-with 7th character B)", kind), "");
        assert_eq!(read("conditions classified to A74.-", kind), "A74..A74");
        assert_eq!(
            read(
                "code from category Z3A, Weeks of gestation, to identify",
                kind
            ),
            "Z3A..Z3A"
        );
    }
}
