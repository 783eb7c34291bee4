//! Segments that say the same of a claim as of a line of it.

use super::value::{text, texts, units};
use crate::claim::*;
use crate::scan::x12::Segment;

/// A PWK.
pub(super) fn attachment<'a>(segment: &Segment<'a>) -> Attachment<'a> {
    Attachment {
        kind: text(segment.element(1)),
        transmission: text(segment.element(2)),
        control_number: text(segment.element(6)),
        ..Attachment::default()
    }
}

/// A CR1.
pub(super) fn transport<'a>(segment: &Segment<'a>) -> AmbulanceTransport<'a> {
    AmbulanceTransport {
        weight: quantity(segment, 2),
        reason: text(segment.element(4)),
        miles: quantity(segment, 6),
        round_trip_purpose: text(segment.element(9)),
        stretcher_purpose: text(segment.element(10)),
        ..AmbulanceTransport::default()
    }
}

/// A CRC: a category, whether it applies, and codes.
pub(super) fn conditions<'a>(segment: &Segment<'a>) -> Conditions<'a> {
    Conditions {
        category: text(segment.element(1)),
        applies: text(segment.element(2)),
        codes: texts(segment, 3),
        ..Conditions::default()
    }
}

/// The weight of an element that may be a quantity.
pub(super) fn quantity<'a>(segment: &Segment<'a>, element: usize) -> Units<'a> {
    units(segment.element(element))
}
