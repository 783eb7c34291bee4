//! The encoder of the notes.

use super::*;

/// A place and its notes before they are bytes.
pub struct Place {
    /// An undotted code, or a block or chapter: `A00-B99`.
    pub at: String,
    /// In order; `at` of each is the same.
    pub notes: Vec<Note>,
}

/// A category with its block and its chapter, as [`Place::at`] has them.
pub type Category = (String, [String; 2]);

/// Encodes a table. Places without notes may be there or not; categories are sorted.
///
/// # Panics
/// When a code is not one, or a text has a 0 byte.
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
