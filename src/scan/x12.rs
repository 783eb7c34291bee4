//! X12: bytes to segments.
//!
//! The delimiters are those that each interchange header names. A segment is a slice of the input, so that its place in the
//! file, and that of every element, is the place of the slice. Nothing here judges and nothing fails: what stands outside an
//! interchange is skipped, and says so.

/// What separates the parts of an interchange, as its header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiters {
    /// Between elements.
    pub element: u8,
    /// Between the components of an element.
    pub component: u8,
    /// Between repetitions of an element; absent before version 00402.
    pub repetition: Option<u8>,
    /// After a segment.
    pub segment: u8,
}

/// One segment: a slice of the input without its terminator.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a> {
    /// Its bytes.
    pub text: &'a [u8],
    /// Offset of its first byte in the input.
    pub from: usize,
    /// Line of the input it begins on, counted from 1.
    pub line: u32,
    /// What separates its parts.
    pub delimiters: Delimiters,
    /// Bytes before it that belong to no segment (other than blanks and line breaks).
    pub skipped: usize,
    /// Whether the input ended before its terminator.
    pub cut: bool,
}

/// The name of a segment as a number, so that comparing two is one comparison; 0 when it is no name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SegmentId(u32);

impl SegmentId {
    /// From its letters.
    pub const fn new(name: &[u8]) -> SegmentId {
        let (mut n, mut rest) = (0u32, name);
        if name.len() < 2 || name.len() > 3 {
            return SegmentId(0);
        }
        while let [first, others @ ..] = rest {
            if !first.is_ascii_uppercase() && !first.is_ascii_digit() {
                return SegmentId(0);
            }
            n = n << 8 | *first as u32;
            rest = others;
        }
        SegmentId(n)
    }

    /// Whether these letters can be the name of a segment.
    pub const fn is_name(self) -> bool {
        self.0 != 0
    }
}

impl std::fmt::Display for SegmentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for byte in self.0.to_be_bytes().into_iter().filter(|b| *b != 0) {
            write!(f, "{}", byte as char)?;
        }
        Ok(())
    }
}

impl<'a> Segment<'a> {
    /// Its name.
    pub fn id(&self) -> SegmentId {
        SegmentId::new(self.element(0))
    }

    /// An element; 0 is the name, and what is absent is empty.
    pub fn element(&self, index: usize) -> &'a [u8] {
        self.elements().nth(index).unwrap_or_default()
    }

    /// The name, then the elements.
    pub fn elements(&self) -> impl Iterator<Item = &'a [u8]> + 'a {
        let separator = self.delimiters.element;
        self.text.split(move |b| *b == separator)
    }

    /// A component of an element, both counted from 1.
    pub fn component(&self, element: usize, component: usize) -> &'a [u8] {
        self.components(self.element(element))
            .nth(component.saturating_sub(1))
            .unwrap_or_default()
    }

    /// The components of an element.
    pub fn components(&self, element: &'a [u8]) -> impl Iterator<Item = &'a [u8]> + 'a {
        let separator = self.delimiters.component;
        element.split(move |b| *b == separator)
    }

    /// Where a part of the segment stands in the input.
    pub fn range(&self, part: &[u8]) -> (usize, usize) {
        let offset = (part.as_ptr() as usize)
            .checked_sub(self.text.as_ptr() as usize)
            .filter(|offset| *offset <= self.text.len());
        match offset {
            Some(offset) => (self.from + offset, self.from + offset + part.len()),
            None => (self.from, self.to()),
        }
    }

    /// Offset of the byte after its last.
    pub fn to(&self) -> usize {
        self.from + self.text.len()
    }
}

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
}

/// A header's 16th separator stands at byte 104; a header of another width is looked for so far.
const HEADER: usize = 400;

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

    /// The same place of the same input, of which these bytes are there now: what was left, and more.
    pub fn continued<'b>(&self, bytes: &'b [u8], last: bool) -> Segments<'b> {
        let begins = self.at() == 0 && bytes.starts_with(b"\xef\xbb\xbf");
        Segments {
            bytes,
            at: if begins { 3 } else { 0 },
            line: self.line,
            delimiters: self.delimiters,
            base: self.at(),
            last,
        }
    }

    /// What is left.
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

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Segment<'a>> {
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
                    .find(|i| here.get(*i..).and_then(delimiters).is_some())?;
                self.pass(header);
                let found = delimiters(self.here())?;
                self.delimiters = Some(found);
                found
            }
        };
        let here = self.here();
        let end = here.iter().position(|b| *b == delimiters.segment);
        if end.is_none() && !self.last {
            return None;
        }
        let text = here.get(..end.unwrap_or(here.len()))?;
        if text.is_empty() && end.is_none() {
            return None;
        }
        let segment = Segment {
            text: match end {
                // Lines that end in two bytes, where the line is the segment.
                Some(_) if delimiters.segment == b'\n' => text.strip_suffix(b"\r").unwrap_or(text),
                Some(_) => text,
                None => text.trim_ascii_end(),
            },
            from: self.base + self.at,
            line: self.line,
            delimiters,
            skipped: self.at - start,
            cut: end.is_none(),
        };
        self.pass(text.len() + usize::from(end.is_some()));
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
