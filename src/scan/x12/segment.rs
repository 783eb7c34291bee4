//! One segment, its name and its parts.

/// Separators of an interchange, as its ISA segment sets them.
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
    /// Separators of its elements, components and repetitions.
    pub delimiters: Delimiters,
    /// Bytes before it that belong to no segment (other than blanks and line breaks).
    pub skipped: usize,
    /// Whether the input ended before its terminator.
    pub cut: bool,
    /// Whether the text is longer than any segment: then this is its beginning.
    pub too_long: bool,
    pub(super) id: SegmentId,
    pub(super) separators: Separators,
}

/// Where the first separators of a segment stand, so that an element is found without going through those before it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Separators {
    at: [u8; 20],
    count: u8,
    /// Whether there are more than these.
    more: bool,
}

impl Separators {
    #[inline(always)]
    pub(super) fn add(&mut self, at: usize) {
        let known = usize::from(self.count);
        match (u8::try_from(at), self.at.get_mut(known)) {
            (Ok(at), Some(place)) if !self.more => {
                *place = at;
                self.count += 1;
            }
            _ => self.more = true,
        }
    }

    #[inline(always)]
    fn get(&self, index: usize) -> Option<usize> {
        let known = index < usize::from(self.count);
        self.at
            .get(index)
            .filter(|_| known)
            .map(|at| usize::from(*at))
    }
}

/// The name of a segment as a number, so that comparing two is one comparison; 0 when it is no name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SegmentId(u32);

impl SegmentId {
    /// Identifier of a segment from its two or three letters.
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
    /// Identifier of the segment, such as `SV1`.
    #[inline(always)]
    pub fn id(&self) -> SegmentId {
        self.id
    }

    /// An element; 0 is the name, and what is absent is empty.
    pub fn element(&self, index: usize) -> &'a [u8] {
        self.given(index).unwrap_or_default()
    }

    /// An element, if the segment goes as far.
    #[inline]
    fn given(&self, index: usize) -> Option<&'a [u8]> {
        let known = &self.separators;
        let from = match index.checked_sub(1) {
            None => 0,
            Some(before) => match known.get(before) {
                Some(at) => at + 1,
                None if known.more => return self.far(index),
                None => return None,
            },
        };
        let to = match known.get(index) {
            Some(at) => at,
            None if known.more => return self.far(index),
            None => self.text.len(),
        };
        self.text.get(from..to)
    }

    /// An element of a segment that has more of them, or longer ones, than is remembered.
    #[cold]
    fn far(&self, index: usize) -> Option<&'a [u8]> {
        let separator = self.delimiters.element;
        self.text.split(|b| *b == separator).nth(index)
    }

    /// A copy of the segment whose text lies elsewhere.
    pub fn moved<'b>(&self, text: &'b [u8]) -> Segment<'b> {
        Segment {
            text,
            from: self.from,
            line: self.line,
            delimiters: self.delimiters,
            skipped: self.skipped,
            cut: self.cut,
            too_long: self.too_long,
            id: self.id,
            separators: self.separators,
        }
    }

    /// The name, then the elements.
    pub fn elements(&self) -> impl Iterator<Item = &'a [u8]> + 'a {
        let separator = self.delimiters.element;
        self.text.split(move |b| *b == separator)
    }

    /// How many elements there are, the name among them.
    #[inline]
    pub fn count(&self) -> usize {
        match self.separators.more {
            false => usize::from(self.separators.count) + 1,
            true => self.elements().count(),
        }
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

    /// Offset of the byte after the segment's last.
    pub fn to(&self) -> usize {
        self.from + self.text.len()
    }
}
