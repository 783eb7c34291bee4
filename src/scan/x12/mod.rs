//! X12: bytes to segments.
//!
//! The delimiters are those that each interchange header names. A segment is a slice of the input, so that its place in the
//! file, and that of every element, is the place of the slice. Nothing here judges and nothing fails: what stands outside an
//! interchange is skipped, and says so.

mod segment;

use segment::Separators;
pub use segment::{Delimiters, Segment, SegmentId};

/// The segments of an input, one after the other.
#[derive(Clone, Debug)]
pub struct Segments<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
    delimiters: Option<Delimiters>,
    /// Bytes of the input before these.
    base: usize,
    /// Whether nothing comes after these bytes.
    last: bool,
    /// Whether these bytes begin within a segment that was too long.
    passing: bool,
}

/// A header's 16th separator stands at byte 104; a header of another width is looked for so far.
const HEADER: usize = 400;
/// No segment of an 837 is nearly as long. Of one that is, and of what comes before the first header, no more is kept: a
/// file without terminators must not be held in memory.
pub const LONGEST: usize = 1 << 16;

impl<'a> Segments<'a> {
    /// Those of an input; a byte order mark counts as blank.
    pub fn new(bytes: &'a [u8]) -> Segments<'a> {
        Segments {
            bytes,
            at: if bytes.starts_with(b"\xef\xbb\xbf") {
                3
            } else {
                0
            },
            line: 1,
            delimiters: None,
            base: 0,
            last: true,
            passing: false,
        }
    }

    /// Where the next segment is looked for.
    pub fn at(&self) -> usize {
        self.base + self.at
    }

    /// Length of the input so far.
    pub fn length(&self) -> usize {
        self.base + self.bytes.len()
    }

    /// Whether nothing comes after these bytes. Of bytes that more come after, a segment without its end is left.
    pub fn is_last(&self) -> bool {
        self.last
    }

    /// Goes on at this place of the input with new bytes: those that were left, and more.
    pub fn continued<'b>(&self, bytes: &'b [u8], last: bool) -> Segments<'b> {
        let begins = self.at() == 0 && bytes.starts_with(b"\xef\xbb\xbf");
        Segments {
            bytes,
            at: if begins { 3 } else { 0 },
            line: self.line,
            delimiters: self.delimiters,
            base: self.at(),
            last,
            passing: self.passing,
        }
    }

    /// Gives the segment that was read last once more.
    pub fn back_to(&mut self, segment: &Segment<'_>) {
        self.at = segment.from.saturating_sub(self.base);
        self.line = segment.line;
        self.passing = false;
    }

    /// Bytes not read yet.
    pub fn left(&self) -> &'a [u8] {
        self.here()
    }

    /// Bytes after the last segment that belong to none.
    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default().trim_ascii()
    }

    fn here(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn pass(&mut self, count: usize) {
        let passed = self.here().get(..count).unwrap_or_default();
        self.line += passed.iter().filter(|b| **b == b'\n').count() as u32;
        self.at += passed.len();
    }

    fn pass_blanks(&mut self) {
        while let Some(b) = self.bytes.get(self.at) {
            match b {
                b'\n' => self.line += 1,
                b'\r' | b' ' | b'\t' | 0 | 0x1a => {}
                _ => return,
            }
            self.at += 1;
        }
    }
}

/// The delimiters of a header: what comes after its name, and after its sixteenth separator.
fn delimiters(header: &[u8]) -> Option<Delimiters> {
    let rest = header.strip_prefix(b"ISA")?;
    let element = *rest.first()?;
    if element.is_ascii_alphanumeric() || element == b' ' {
        return None;
    }
    let ends = rest
        .iter()
        .take(HEADER)
        .enumerate()
        .filter(|(_, b)| **b == element);
    let last = ends.map(|(i, _)| i).nth(15)?;
    let component = *rest.get(last + 1)?;
    let segment = *rest.get(last + 2)?;
    // Version 00402 made the eleventh element the repetition separator; it was the letter U.
    let repetition = rest.split(|b| *b == element).nth(11);
    let repetition = match repetition {
        Some([one]) if !one.is_ascii_alphanumeric() && *one != b' ' => Some(*one),
        _ => None,
    };
    let absurd = |b: u8| b.is_ascii_alphanumeric() || b == element;
    (!absurd(component) && !absurd(segment) && component != segment).then_some(Delimiters {
        element,
        component,
        repetition: repetition.filter(|r| ![element, component, segment].contains(r)),
        segment,
    })
}

/// The end of a segment, the separators before it, and how many lines end there.
#[inline(always)]
fn measure(here: &[u8], delimiters: &Delimiters) -> (Option<usize>, Separators, u32) {
    let (mut separators, mut lines) = (Separators::default(), 0);
    for (i, byte) in here.iter().enumerate() {
        if *byte == delimiters.segment {
            return (Some(i), separators, lines);
        }
        if *byte == delimiters.element {
            separators.add(i);
        }
        lines += u32::from(*byte == b'\n');
    }
    (None, separators, lines)
}

impl<'a> Segments<'a> {
    /// Passes the rest of a segment that is too long; whether its end has come.
    fn pass_rest(&mut self) -> bool {
        let terminator = self.delimiters.map(|d| d.segment);
        let here = self.here();
        let end = here.iter().position(|b| Some(*b) == terminator);
        self.pass(end.map_or(here.len(), |end| end + 1));
        self.passing = end.is_none();
        end.is_some()
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Segment<'a>> {
        if self.passing && !self.pass_rest() {
            return None;
        }
        self.pass_blanks();
        let start = self.at;
        let here = self.here();
        if here.starts_with(b"ISA") {
            if let Some(found) = delimiters(here) {
                self.delimiters = Some(found);
            } else if !self.last && here.len() < HEADER {
                return None;
            }
        }
        let delimiters = match self.delimiters {
            Some(delimiters) => delimiters,
            None => {
                // Nobody has said yet what separates what: to the first header that can be read.
                let headers = here.windows(3).enumerate().filter(|(_, w)| *w == b"ISA");
                let header = headers
                    .map(|(i, _)| i)
                    .find(|i| here.get(*i..).and_then(delimiters).is_some());
                let Some(header) = header else {
                    if !self.last && here.len() > LONGEST {
                        self.pass(here.len() - HEADER);
                    }
                    return None;
                };
                self.pass(header);
                let found = delimiters(self.here())?;
                self.delimiters = Some(found);
                found
            }
        };
        let here = self.here();
        let (end, mut separators, lines) = measure(here, &delimiters);
        let length = end.unwrap_or(here.len());
        let too_long = length > LONGEST;
        if end.is_none() && !self.last && !too_long || length == 0 && end.is_none() {
            return None;
        }
        let text = here.get(..length.min(LONGEST))?;
        let text = match end {
            _ if too_long => text,
            // Lines that end in two bytes, where the line is the segment.
            Some(_) if delimiters.segment == b'\n' => text.strip_suffix(b"\r").unwrap_or(text),
            Some(_) => text,
            None => text.trim_ascii_end(),
        };
        if text.len() < length {
            separators = measure(text, &delimiters).1;
        }
        let mut segment = Segment {
            text,
            from: self.base + self.at,
            line: self.line,
            delimiters,
            skipped: self.at - start,
            cut: end.is_none() && !too_long,
            too_long,
            id: SegmentId::default(),
            separators,
        };
        segment.id = SegmentId::new(segment.element(0));
        self.line += lines + u32::from(end.is_some() && delimiters.segment == b'\n');
        self.at += length + usize::from(end.is_some());
        self.passing = too_long && end.is_none();
        Some(segment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "ISA*00*          *00*          *ZZ*A              *ZZ*B              \
        *261101*1253*^*00501*000000001*0*T*:~";

    fn names(text: &str) -> Vec<String> {
        Segments::new(text.as_bytes())
            .map(|s| s.id().to_string())
            .collect()
    }

    #[test]
    fn each_header_says_what_separates() {
        let other = HEADER
            .replace('*', "|")
            .replace('~', "\n")
            .replace(':', ">")
            .replace('^', "U");
        let text = format!("\u{feff}\r\n{HEADER}\r\nGS*HC~IEA*1*1~\r\n{other}GS|HC\nIEA|1|1\n");
        assert_eq!(names(&text), ["ISA", "GS", "IEA", "ISA", "GS", "IEA"]);
        let last = Segments::new(text.as_bytes()).last();
        assert_eq!(
            last.map(|s| (s.line, s.delimiters.repetition, s.element(2))),
            Some((6, None, b"1".as_slice()))
        );
    }

    #[test]
    fn parts_know_where_they_stand() {
        let text = format!("{HEADER}\nSV1*HC:99213:25*120~");
        let sv1 = Segments::new(text.as_bytes()).last();
        let modifier = sv1.map(|s| (s.component(1, 3), s.range(s.component(1, 3))));
        let at = text.find("25").unwrap_or_default();
        // The 25 of the header's numbers comes later or not at all.
        assert_eq!(text.matches(":25").count(), 1);
        let at = text.find(":25").map_or(at, |i| i + 1);
        assert_eq!(modifier, Some((b"25".as_slice(), (at, at + 2))));
    }

    #[test]
    fn what_is_no_interchange_has_no_segments() {
        for text in ["", "ISA", "hello", "ISA*1*2~", "ISAISAISA", "PK\u{3}\u{4}"] {
            assert_eq!(names(text), [] as [&str; 0], "{text}");
        }
        let prose = format!("An example\n\n{HEADER}GS*HC");
        let all: Vec<_> = Segments::new(prose.as_bytes()).collect();
        assert!(all.len() == 2 && all[0].skipped == 12 && all[1].cut);
    }
}
