//! A file of many claims as files of one claim each.

use super::item::{CLM, HL};
use crate::scan::x12::{Segment, SegmentId, Segments};

const ISA: SegmentId = SegmentId::new(b"ISA");
const GS: SegmentId = SegmentId::new(b"GS");
const ST: SegmentId = SegmentId::new(b"ST");
const SE: SegmentId = SegmentId::new(b"SE");
const GE: SegmentId = SegmentId::new(b"GE");
const IEA: SegmentId = SegmentId::new(b"IEA");

/// Gives every claim of an 837 file as a whole 837 of its own: its interchange, group and transaction headers, the levels above it with
/// their numbers begun again, the claim, and trailers that count right. What is wrong with the claim's own segments stays as it
/// is; what is wrong with the file's trailers and level numbers is not seen in the parts, so check the whole file for it.
///
/// ```
/// let file = std::fs::read("tests/hospital/asc.edi")?;
/// let mut claims = 0;
/// superbill::formats::x12::split(&file, |claim| {
///     claims += 1;
///     assert!(claim.starts_with(b"ISA"));
/// });
/// assert_eq!(claims, 1);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn split(bytes: &[u8], mut each: impl FnMut(&[u8])) {
    let mut open = Open::default();
    let mut out = Vec::new();
    for segment in Segments::new(bytes) {
        let id = segment.id();
        let ends = id == CLM || id == HL || id == SE || id == ST || id == ISA;
        if ends && open.write(&mut out) {
            each(&out);
        }
        open.take(segment, id);
    }
    if open.write(&mut out) {
        each(&out);
    }
}

/// A claim being read, with everything that it stands under.
#[derive(Default)]
struct Open<'a> {
    interchange: Option<Segment<'a>>,
    group: Option<Segment<'a>>,
    /// From ST to the first level.
    header: Vec<Segment<'a>>,
    /// Billing provider, subscriber, patient.
    levels: [Vec<Segment<'a>>; 3],
    claim: Vec<Segment<'a>>,
    /// The level that segments belong to; `None` before the first.
    level: Option<usize>,
    in_transaction: bool,
}

impl<'a> Open<'a> {
    fn take(&mut self, segment: Segment<'a>, id: SegmentId) {
        match id {
            ISA => {
                *self = Open {
                    interchange: Some(segment),
                    ..Open::default()
                }
            }
            GS => self.group = Some(segment),
            ST => {
                self.header = vec![segment];
                self.levels = Default::default();
                self.level = None;
                self.in_transaction = true;
            }
            SE | GE | IEA => self.in_transaction = false,
            HL => {
                let level = match segment.element(3) {
                    b"20" => 0,
                    b"22" => 1,
                    _ => 2,
                };
                for below in self.levels.iter_mut().skip(level) {
                    below.clear();
                }
                self.level = Some(level);
                self.put(segment);
            }
            CLM => self.claim.push(segment),
            _ if !self.claim.is_empty() => self.claim.push(segment),
            _ => self.put(segment),
        }
    }

    fn put(&mut self, segment: Segment<'a>) {
        if !self.in_transaction {
            return;
        }
        match self.level.and_then(|level| self.levels.get_mut(level)) {
            Some(level) => level.push(segment),
            None => self.header.push(segment),
        }
    }

    /// Writes the claim that is open, if one is, and closes it.
    fn write(&mut self, out: &mut Vec<u8>) -> bool {
        let claim = std::mem::take(&mut self.claim);
        let Some(first) = claim.first() else {
            return false;
        };
        let end = first.delimiters.segment;
        out.clear();
        let mut put = |text: &[u8]| {
            out.extend_from_slice(text);
            out.push(end);
            // A line each, as most files are written; an interchange that ends its segments with a line break has it already.
            if end != b'\n' {
                out.push(b'\n');
            }
        };
        self.interchange.iter().for_each(|s| put(s.text));
        self.group.iter().for_each(|s| put(s.text));
        let mut count = self.header.len() + claim.len() + 1;
        self.header.iter().for_each(|s| put(s.text));
        let mut number = 0;
        for (i, level) in self
            .levels
            .iter()
            .enumerate()
            .filter(|(_, l)| !l.is_empty())
        {
            let has_below = self.levels.iter().skip(i + 1).any(|l| !l.is_empty());
            for segment in level {
                match segment.id() == HL {
                    true => put(&level_text(segment, &mut number, has_below)),
                    false => put(segment.text),
                }
            }
            count += level.len();
        }
        claim.iter().for_each(|s| put(s.text));
        let trailer = |name: &str, count: usize, number: &[u8]| {
            let element = [first.delimiters.element];
            [name.as_bytes(), count.to_string().as_bytes(), number].join(&element[..])
        };
        let control = |s: Option<&Segment<'a>>, at: usize| s.map_or(&b""[..], |s| s.element(at));
        put(&trailer("SE", count, control(self.header.first(), 2)));
        put(&trailer("GE", 1, control(self.group.as_ref(), 6)));
        put(&trailer("IEA", 1, control(self.interchange.as_ref(), 13)));
        true
    }
}

/// A level with its number in the part: 1, then each the child of the one before.
fn level_text(segment: &Segment<'_>, number: &mut usize, has_below: bool) -> Vec<u8> {
    let parent = if *number == 0 {
        String::new()
    } else {
        number.to_string()
    };
    *number += 1;
    let own = number.to_string();
    let child: &[u8] = match segment.element(4) {
        // Dependents of the subscriber are other claims' now.
        b"1" if !has_below => b"0",
        as_it_is => as_it_is,
    };
    let parts = [
        b"HL",
        own.as_bytes(),
        parent.as_bytes(),
        segment.element(3),
        child,
    ];
    parts.join(&[segment.delimiters.element][..])
}
