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
use serde::Serialize;

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

/// Kinds of the official notes of ICD-10-CM; in JSON `includes`, `excludes1`, `codeFirst`, ...
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum NoteKind {
    /// Further conditions that the code covers (`Includes`).
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

/// One official note of the ICD-10-CM tabular list: its kind, its text and the codes that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Kind of the note: includes, excludes1, code first, ...
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
    /// Kind of the note: includes, excludes1, code first, ...
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

    /// Whether this Excludes1 note of the first of two undotted codes names the other, and not the
    /// first code too.
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

#[cfg(any(feature = "write", test))]
mod write;
#[cfg(any(feature = "write", test))]
pub use write::{encode, Category, Place};

#[cfg(test)]
mod tests;
