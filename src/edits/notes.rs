//! The notes of the ICD-10-CM tabular list, set `notes-icd10cm`.
//!
//! A note stands at a place: a code, or a block or chapter of the list. It applies to everything below. Inclusion terms
//! are not here: the code table has them, as other names.
//!
//! The lines of a "code first", "use additional code" or "code also" list are one note, since only together they say
//! what is asked for; its text has a line feed between them.
//!
//! ```text
//! PLAC  the codes that have notes, see `codes8` in `sections`
//! RANG  the blocks and chapters that have notes, "A00-B99", each ended by a line feed; places of a higher number
//! CATS  all categories (codes of three characters), see `codes8` in `sections`
//! OVER  per category 2 varints: the place of its block and of its chapter, from 1; 0 when that has no notes
//! NOTE  per place a varint: how many notes
//! KIND  per note a u8, see [`NoteKind`]
//! TEXT  per note its text, ended by a 0 byte
//! REFS  per note a varint: how many ranges of codes it names
//! ENDS  per range a u8: length of its first code, << 4 | length of its last; 0 for the first one again
//! CODE  those codes, one after the other
//! ```

use super::sections::{codes8, end};
use crate::code_key::{code8, key8};
use crate::container::{Container, Reader, TableInfo};
use crate::error::Error;

/// The notes of the tabular list.
#[derive(Debug)]
pub struct Notes {
    info: TableInfo,
    /// The places that are codes, sorted.
    codes: Vec<u64>,
    /// The places that are blocks and chapters; numbered after `codes`.
    ranges: Vec<String>,
    categories: Vec<u64>,
    /// Places from 1 of each category's block and chapter.
    over: Vec<[u32; 2]>,
    /// The first note of each place; one more entry than places.
    first_note: Vec<u32>,
    notes: Vec<Stored>,
    texts: String,
    named: Vec<(u64, u64)>,
}

#[derive(Debug)]
struct Stored {
    kind: NoteKind,
    /// Where the text begins in `texts`; it ends with a 0 byte.
    text: u32,
    /// The first of its ranges in `named`; they end where those of the next note begin.
    named: u32,
}

/// The kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// What else the code covers.
    Includes = 0,
    /// Never coded together with the code.
    Excludes1 = 1,
    /// Not part of the code, may be coded beside it.
    Excludes2 = 2,
    /// The underlying disease goes first.
    CodeFirst = 3,
    /// A further code says more.
    UseAdditional = 4,
    /// Both are coded, in either order.
    CodeAlso = 5,
    /// The choices of the 7th character.
    SeventhCharacter = 6,
    /// Any other instruction.
    General = 7,
}

impl NoteKind {
    const ALL: [NoteKind; 8] = [
        NoteKind::Includes,
        NoteKind::Excludes1,
        NoteKind::Excludes2,
        NoteKind::CodeFirst,
        NoteKind::UseAdditional,
        NoteKind::CodeAlso,
        NoteKind::SeventhCharacter,
        NoteKind::General,
    ];
}

/// A range of codes that a note names: `E08` to `E13`, or one code twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRange {
    /// First code or prefix, undotted.
    pub first: String,
    /// Last code or prefix, undotted.
    pub last: String,
}

/// One official note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Which kind.
    pub kind: NoteKind,
    /// The text of the official list.
    pub text: String,
    /// The codes that the text names. A range of which it means only some codes ("T36-T50 with fifth or sixth character
    /// 5") is here whole, except in notes that exclude: there it is left out.
    pub codes: Vec<CodeRange>,
    /// The undotted code at which the note stands (the code itself or one above it), or the block or chapter: `A00-B99`.
    pub at: String,
}

/// A note where it lies: nothing is copied.
#[derive(Clone, Copy, Debug)]
pub struct NoteRef<'a> {
    notes: &'a Notes,
    index: usize,
    place: usize,
}

impl<'a> NoteRef<'a> {
    /// Which kind.
    pub fn kind(&self) -> NoteKind {
        self.notes
            .notes
            .get(self.index)
            .map_or(NoteKind::General, |n| n.kind)
    }

    /// The text of the official list.
    pub fn text(&self) -> &'a str {
        let start = self
            .notes
            .notes
            .get(self.index)
            .map_or(0, |n| n.text as usize);
        let rest = self.notes.texts.get(start..).unwrap_or_default();
        rest.split('\0').next().unwrap_or_default()
    }

    fn named(&self) -> &'a [(u64, u64)] {
        let all = &self.notes.named;
        let begin = |i: usize| {
            self.notes
                .notes
                .get(i)
                .map_or(all.len(), |n| n.named as usize)
        };
        all.get(begin(self.index)..begin(self.index + 1))
            .unwrap_or_default()
    }

    /// Whether the text names any code at all.
    pub fn names_any(&self) -> bool {
        !self.named().is_empty()
    }

    /// Whether the text names this undotted code, or a range or a header that it belongs to.
    pub fn names(&self, code: &str) -> bool {
        let Some(key) = key8(code) else { return false };
        // A header stands for all that begins with it: everything up to its key with the rest of the bytes at their most.
        let most = |last: u64| last | u64::MAX.checked_shr(8 * code8_len(last)).unwrap_or(0);
        self.named()
            .iter()
            .any(|(first, last)| *first <= key && key <= most(*last))
    }

    /// Whether it is an Excludes1 note of the first of two undotted codes that names the other and not itself too.
    pub fn excludes1(&self, code: &str, other: &str) -> bool {
        self.kind() == NoteKind::Excludes1 && self.names(other) && !self.names(code)
    }

    /// The codes that the text names, see [`Note::codes`].
    pub fn codes(&self) -> impl Iterator<Item = CodeRange> + 'a {
        self.named().iter().map(|(first, last)| CodeRange {
            first: code8(*first),
            last: code8(*last),
        })
    }

    /// The place at which the note stands, see [`Note::at`].
    pub fn at(&self) -> String {
        let codes = &self.notes.codes;
        match codes.get(self.place) {
            Some(code) => code8(*code),
            None => self
                .notes
                .ranges
                .get(self.place - codes.len())
                .cloned()
                .unwrap_or_default(),
        }
    }
}

/// How many characters the text of a key has.
fn code8_len(key: u64) -> u32 {
    8 - key.trailing_zeros() / 8
}

impl Notes {
    pub(super) fn open(c: &Container<'_>) -> Result<Notes, Error> {
        let wrong = || Error::bad_table("its notes do not fit together");
        let text = |tag| std::str::from_utf8(c.section(tag)?).map_err(|_| wrong());
        let codes = codes8(c.section(b"PLAC")?)?;
        let ranges: Vec<String> = text(b"RANG")?
            .split_terminator('\n')
            .map(str::to_string)
            .collect();
        let places = codes.len() + ranges.len();
        let categories = codes8(c.section(b"CATS")?)?;
        let mut r = Reader::new(c.section(b"OVER")?);
        let mut over = Vec::with_capacity(categories.len());
        for _ in &categories {
            let pair = [r.varint()?, r.varint()?];
            if pair.iter().any(|p| *p as usize > places) {
                return Err(wrong());
            }
            over.push(pair);
        }
        end(&r)?;

        let kinds = c.section(b"KIND")?;
        let mut r = Reader::new(c.section(b"NOTE")?);
        let mut first_note = vec![0u32];
        for _ in 0..places {
            let last = first_note.last().copied().unwrap_or(0);
            let next = last
                .checked_add(r.varint()?)
                .filter(|n| *n as usize <= kinds.len());
            first_note.push(next.ok_or_else(wrong)?);
        }
        end(&r)?;
        if first_note.last().is_none_or(|n| *n as usize != kinds.len()) {
            return Err(wrong());
        }

        let texts = text(b"TEXT")?.to_string();
        let starts = std::iter::once(0).chain(texts.match_indices('\0').map(|(i, _)| i as u32 + 1));
        let mut r = Reader::new(c.section(b"REFS")?);
        let mut notes = Vec::with_capacity(kinds.len());
        let mut total = 0u32;
        for (kind, text) in kinds.iter().zip(starts) {
            let kind = *NoteKind::ALL.get(usize::from(*kind)).ok_or_else(wrong)?;
            notes.push(Stored {
                kind,
                text,
                named: total,
            });
            total = total.checked_add(r.varint()?).ok_or_else(wrong)?;
        }
        end(&r)?;
        let ends = c.section(b"ENDS")?;
        if notes.len() != kinds.len() || total as usize != ends.len() {
            return Err(wrong());
        }
        let mut r = Reader::new(c.section(b"CODE")?);
        let mut named = Vec::with_capacity(ends.len());
        for lengths in ends {
            let mut code = |length: u8| {
                let bytes =
                    std::str::from_utf8(r.bytes(usize::from(length))?).map_err(|_| wrong())?;
                key8(bytes).ok_or_else(wrong)
            };
            let first = code(lengths >> 4)?;
            named.push((
                first,
                if lengths & 15 == 0 {
                    first
                } else {
                    code(lengths & 15)?
                },
            ));
        }
        end(&r)?;
        Ok(Notes {
            info: c.info.clone(),
            codes,
            ranges,
            categories,
            over,
            first_note,
            notes,
            texts,
            named,
        })
    }

    /// The notes that apply to an undotted code, its own first, then those inherited from above. Copies nothing.
    pub fn applying<'a>(&'a self, code: &str) -> impl Iterator<Item = NoteRef<'a>> + 'a {
        // The places, nearest first: up to six codes, the block, the chapter.
        let mut places = [None; 8];
        let whole = code.get(..code.len().min(7)).and_then(key8);
        let head = |length: usize| {
            let rest = u64::MAX.checked_shr(8 * length as u32).unwrap_or(0);
            whole.map(|key| key & !rest)
        };
        let lengths = (3..=code.len().min(7)).rev();
        for (place, length) in places.iter_mut().zip(lengths) {
            *place = head(length).and_then(|key| self.codes.binary_search(&key).ok());
        }
        let category = head(3)
            .filter(|_| code.len() >= 3)
            .and_then(|key| self.categories.binary_search(&key).ok());
        if let Some([block, chapter]) = category.and_then(|i| self.over.get(i)) {
            places[6] = (*block as usize).checked_sub(1);
            places[7] = (*chapter as usize).checked_sub(1);
        }
        places.into_iter().flatten().flat_map(move |place| {
            let note = |i: usize| self.first_note.get(i).map_or(0, |n| *n as usize);
            (note(place)..note(place + 1)).map(move |index| NoteRef {
                notes: self,
                index,
                place,
            })
        })
    }

    /// The notes that apply to an undotted code, its own first, then those inherited from above.
    pub fn for_code(&self, code: &str) -> Vec<Note> {
        let copy = |n: NoteRef<'_>| Note {
            kind: n.kind(),
            text: n.text().to_string(),
            codes: n.codes().collect(),
            at: n.at(),
        };
        self.applying(code).map(copy).collect()
    }

    /// The Excludes1 note of one of two undotted codes that names the other and not itself too.
    pub fn excludes1(&self, a: &str, b: &str) -> Option<NoteRef<'_>> {
        let of = |code: &str, other: &str| self.applying(code).find(|n| n.excludes1(code, other));
        of(a, b).or_else(|| of(b, a))
    }

    /// The release of this table.
    pub fn info(&self) -> Option<&TableInfo> {
        Some(&self.info)
    }
}

/// A place and its notes before they are bytes.
#[cfg(any(feature = "write", test))]
pub struct Place {
    /// An undotted code, or a block or chapter: `A00-B99`.
    pub at: String,
    /// In order; `at` of each is the same.
    pub notes: Vec<Note>,
}

/// A category with its block and its chapter, as [`Place::at`] has them.
#[cfg(any(feature = "write", test))]
pub type Category = (String, [String; 2]);

/// Encodes a table. Places without notes may be there or not; categories are sorted.
///
/// # Panics
/// When a code is not one, or a text has a 0 byte.
#[cfg(any(feature = "write", test))]
pub fn encode(info: &TableInfo, mut places: Vec<Place>, categories: &[Category]) -> Vec<u8> {
    use crate::container::push_varint;
    use crate::edits::sections::write;

    places.retain(|p| !p.notes.is_empty());
    let is_range = |p: &Place| p.at.contains('-');
    // Codes first, sorted; then blocks and chapters, in the order of the list.
    places.sort_by_key(|p| {
        (
            is_range(p),
            if is_range(p) {
                String::new()
            } else {
                p.at.clone()
            },
        )
    });
    let (codes, ranges) = places.split_at(places.partition_point(|p| !is_range(p)));
    let codes: Vec<&str> = codes.iter().map(|p| &*p.at).collect();
    let names: Vec<&str> = categories.iter().map(|c| &*c.0).collect();
    let mut over = Vec::new();
    for at in categories.iter().flat_map(|c| &c.1) {
        let number = ranges
            .iter()
            .position(|p| p.at == *at)
            .map_or(0, |i| codes.len() + i + 1);
        push_varint(&mut over, number as u32);
    }
    let [mut counts, mut kinds, mut texts, mut refs, mut ends, mut named] =
        [const { Vec::new() }; 6];
    for place in &places {
        push_varint(&mut counts, place.notes.len() as u32);
        for note in &place.notes {
            assert!(
                !note.text.contains('\0'),
                "a note at {} has a 0 byte",
                place.at
            );
            kinds.push(note.kind as u8);
            texts.extend(note.text.bytes().chain([0]));
            push_varint(&mut refs, note.codes.len() as u32);
            for range in &note.codes {
                assert!(
                    key8(&range.first).and(key8(&range.last)).is_some(),
                    "{range:?} is no range of codes"
                );
                let last = if range.last == range.first {
                    ""
                } else {
                    &range.last
                };
                ends.push((range.first.len() << 4 | last.len()) as u8);
                named.extend(range.first.bytes().chain(last.bytes()));
            }
        }
    }
    let ranges = ranges
        .iter()
        .flat_map(|p| p.at.bytes().chain([b'\n']))
        .collect();
    crate::container::write(
        info,
        &[
            (*b"PLAC", write::codes8(&codes)),
            (*b"RANG", ranges),
            (*b"CATS", write::codes8(&names)),
            (*b"OVER", over),
            (*b"NOTE", counts),
            (*b"KIND", kinds),
            (*b"TEXT", texts),
            (*b"REFS", refs),
            (*b"ENDS", ends),
            (*b"CODE", named),
        ],
    )
}

#[cfg(test)]
mod tests {
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
        let category =
            |c: &str, b: &str, ch: &str| (c.to_string(), [b.to_string(), ch.to_string()]);
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
}
