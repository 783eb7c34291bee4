//! Faults of the writing of a file, as the reader finds them; the rules of `rules/groups/x12.rs`
//! make findings of them.

use crate::scan::x12::{Segment, SegmentId};

/// The kinds of faults. Each is a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// Bytes that belong to no segment, or an input without an interchange.
    NotX12,
    /// An envelope segment is missing, or stands where it does not belong.
    Envelope,
    /// A control number differs from that of its header.
    ControlNumber,
    /// A trailer counts otherwise.
    Count,
    /// The version is not one of those that are read by the guide.
    Version,
    /// HL segments: numbers, parents, levels.
    Hierarchy,
    /// LX01 does not count.
    LineNumber,
    /// No segment of that name.
    SegmentUnknown,
    /// A segment where it does not belong.
    SegmentMisplaced,
    /// More of them than there may be.
    SegmentRepeated,
    /// A segment that has to be there.
    SegmentMissing,
    /// An element that has to be there.
    ElementMissing,
    /// An element that the guide does not use.
    ElementNotUsed,
    /// An element after the last.
    ElementExtra,
    /// Too short or too long.
    ElementLength,
    /// Not a number, a date, a time.
    ElementFormat,
    /// Not one of the element's values.
    ElementValue,
}

/// Where in a file something stands, or would.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Loop; empty for the envelope.
    pub in_loop: &'static str,
    /// Segment.
    pub segment: SegmentId,
    /// Element and component, counted from 1; 0 is none.
    pub element: (u8, u8),
    /// Number of the segment in its transaction, ST being 1; 0 outside of one.
    pub number: u32,
    /// Line of the file.
    pub line: u32,
    /// Bytes of the file: from the first to the one after the last. Nothing in between where something is missing.
    pub bytes: (usize, usize),
}

impl Spot {
    /// The whole of a segment.
    pub fn of(segment: &Segment<'_>, in_loop: &'static str, number: u32) -> Spot {
        Spot {
            in_loop,
            segment: segment.id(),
            element: (0, 0),
            number,
            line: segment.line,
            bytes: (segment.from, segment.to()),
        }
    }

    /// An element of it (or a component, if that is not 0), which is the part of the segment given here, or missing.
    pub fn element(
        mut self,
        segment: &Segment<'_>,
        element: usize,
        component: usize,
        part: &[u8],
    ) -> Spot {
        self.element = (element.min(255) as u8, component.min(255) as u8);
        self.bytes = match part.is_empty() && segment.count() <= element {
            true => (segment.to(), segment.to()),
            false => segment.range(part),
        };
        self
    }

    /// The element's name: `NM109`, `SV101-02`; empty for a whole segment.
    pub fn element_name(&self) -> String {
        match self.element {
            (0, _) => String::new(),
            (e, 0) => format!("{}{e:02}", self.segment),
            (e, c) => format!("{}{e:02}-{c:02}", self.segment),
        }
    }
}

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Kind of fault; each has its rule.
    pub kind: FaultKind,
    /// Not worse than a warning: accepted by many, or our tables may not know.
    pub lenient: bool,
    /// Place of the fault in the file.
    pub spot: Spot,
    /// In words, without a value of the file.
    pub message: String,
    /// Advice of its own, where the rule's is about the others of its kind.
    pub fix: Option<&'static str>,
}

impl Fault {
    /// A fault of that kind at that place.
    pub fn new(kind: FaultKind, spot: Spot, message: impl Into<String>) -> Fault {
        Fault {
            kind,
            lenient: false,
            spot,
            message: message.into(),
            fix: None,
        }
    }

    /// Gives it advice of its own, in place of the rule's.
    pub fn fix(mut self, fix: &'static str) -> Fault {
        self.fix = Some(fix);
        self
    }

    /// Not worse than a warning.
    pub fn lenient(mut self, lenient: bool) -> Fault {
        self.lenient = lenient;
        self
    }
}
