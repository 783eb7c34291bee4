//! Changes of a file in place: one value becomes another, and every other byte stays as it is.
//!
//! A value is a slice of its file, so writing back is putting other bytes where the slice was. Where that adds or takes away
//! a segment, the count of its transaction (SE01) goes with it.

use super::place::parts;
use crate::error::{Error, ErrorCode};
use crate::report::X12Place;
use crate::scan::x12::{Segment, SegmentId, Segments};

const ST: SegmentId = SegmentId::new(b"ST");
const SE: SegmentId = SegmentId::new(b"SE");

/// The file with another value at that place, which is the place of a finding in this file.
///
/// An element gets the value, and separators before it where the segment was shorter. Where a whole segment is meant, the value
/// is a segment without its terminator: it takes the segment's place, or comes behind the place where the segment is missing;
/// nothing takes the segment away.
///
/// ```
/// use superbill::formats::x12::change;
/// use superbill::report::X12Place;
///
/// let file = b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *261101*1253*^*00501*\
///     000000001*0*T*:~ST*837*1~SV1*HC:99213*120*UN*1~SE*3*1~";
/// let mut place = X12Place::default();
/// place.segment = "SV1".to_owned();
/// place.element = "SV101-03".to_owned();
/// let at = file.windows(4).position(|w| w == b"SV1*").expect("it has a line");
/// place.bytes = Some([at, at]);
/// let changed = change(file, &place, "25")?;
/// assert!(String::from_utf8_lossy(&changed).contains("~SV1*HC:99213:25*120*UN*1~SE*3*1~"));
/// # Ok::<(), superbill::Error>(())
/// ```
///
/// # Errors
/// [`ErrorCode::BadOption`] when the place is none of this file, or the value holds a separator of the file.
pub fn change(file: &[u8], place: &X12Place, value: &str) -> Result<Vec<u8>, Error> {
    let at = place.bytes.ok_or_else(nowhere)?[0];
    let mut transaction = None;
    let mut segments = Segments::new(file).skip_while(|segment| {
        if segment.id() == ST {
            transaction = Some(segment.from);
        }
        segment.to() < at
    });
    let segment = segments.next().filter(|s| s.from <= at);
    let segment = segment.ok_or_else(nowhere)?;
    let d = segment.delimiters;
    let held =
        |b: &u8| *b == d.segment || *b < b' ' || (!place.element.is_empty() && *b == d.element);
    if value.as_bytes().iter().any(held) {
        return Err(refused(
            "the value holds a separator of the file, or a control character",
        ));
    }
    let is_there = segment.id() == SegmentId::new(place.segment.as_bytes());
    if !place.element.is_empty() {
        if !is_there {
            return Err(refused(
                "the segment of this element is missing; give the place without its element and a \
                whole segment",
            ));
        }
        let (element, component) = parts(&place.segment, &place.element);
        let inner = |b: &u8| *b == d.component && component > 0;
        if element == 0 || value.as_bytes().iter().any(inner) {
            return Err(refused("the value holds a separator of the file"));
        }
        let text = with_value(&segment, element, component, value.as_bytes());
        return Ok(spliced(file, (segment.from, segment.to()), &text));
    }
    // What stands behind a segment: its terminator, and the line break that this file has there.
    let mut end = segment.to();
    while file
        .get(end)
        .is_some_and(|b| *b == d.segment || b.is_ascii_whitespace())
    {
        end += 1;
    }
    let behind = file.get(segment.to()..end).unwrap_or_default();
    let (range, text, more) = match (is_there, value.is_empty()) {
        (true, false) => ((segment.from, segment.to()), value.as_bytes().to_vec(), 0),
        (true, true) => ((segment.from, end), Vec::new(), -1),
        (false, false) => ((end, end), [value.as_bytes(), behind].concat(), 1),
        (false, true) => return Err(refused("there is no segment to take away")),
    };
    let mut out = spliced(file, range, &text);
    if let (Some(st), true) = (transaction, more != 0) {
        recount(&mut out, st, more);
    }
    Ok(out)
}

fn nowhere() -> Error {
    refused(
        "the place is none of this file; it is `locations.x12` of a finding in it, with its bytes",
    )
}

fn refused(why: &str) -> Error {
    Error::new(ErrorCode::BadOption, why)
}

/// The file with other bytes in place of these.
fn spliced(file: &[u8], (from, to): (usize, usize), text: &[u8]) -> Vec<u8> {
    let before = file.get(..from).unwrap_or_default();
    [before, text, file.get(to..).unwrap_or_default()].concat()
}

/// The segment with another value in that element or component.
fn with_value(segment: &Segment<'_>, element: usize, component: usize, value: &[u8]) -> Vec<u8> {
    let d = segment.delimiters;
    let elements: Vec<&[u8]> = segment.elements().collect();
    let old = elements.get(element).copied().unwrap_or_default();
    let new = match component {
        0 => value.to_vec(),
        _ => replaced(
            old.split(|b| *b == d.component),
            component - 1,
            value,
            d.component,
        ),
    };
    replaced(elements.into_iter(), element, &new, d.element)
}

/// Parts with another one at that place, joined again; empty ones come before it where there were fewer.
fn replaced<'p>(
    parts: impl Iterator<Item = &'p [u8]>,
    at: usize,
    value: &[u8],
    separator: u8,
) -> Vec<u8> {
    let mut all: Vec<&[u8]> = parts.collect();
    if all.len() <= at {
        all.resize(at + 1, b"");
    }
    if let Some(part) = all.get_mut(at) {
        *part = value;
    }
    all.join(&separator)
}

/// Adds to the count of the transaction that begins there.
fn recount(file: &mut Vec<u8>, st: usize, more: i64) {
    let trailer = Segments::new(file).find(|s| s.from > st && s.id() == SE);
    let Some(trailer) = trailer else { return };
    let count = std::str::from_utf8(trailer.element(1)).ok();
    let count = count.and_then(|c| c.trim().parse::<i64>().ok());
    if let Some(count) = count {
        let text = with_value(&trailer, 1, 0, (count + more).to_string().as_bytes());
        let range = (trailer.from, trailer.to());
        *file = spliced(file, range, &text);
    }
}
