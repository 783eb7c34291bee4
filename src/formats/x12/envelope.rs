//! Headers and trailers: what each says of what stands between them.

use super::fault::{Fault, FaultKind, Spot};
use crate::scan::x12::{Segment, SegmentId};

/// Lengths of the elements of ISA, which is written in columns.
const WIDTHS: [usize; 16] = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];

/// An envelope that is open: its header, and how much stands in it so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open<'a> {
    pub(super) header: Segment<'a>,
    /// Groups of an interchange, transactions of a group, segments of a transaction.
    pub(super) count: u32,
}

/// One kind of envelope: its trailer, and the elements with the control number in header and
/// trailer.
pub(super) struct Names {
    pub(super) trailer: SegmentId,
    control: usize,
    counted: &'static str,
}

/// An interchange.
pub(super) const INTERCHANGE: Names = Names {
    trailer: SegmentId::new(b"IEA"),
    control: 13,
    counted: "groups",
};
/// A functional group.
pub(super) const GROUP: Names = Names {
    trailer: SegmentId::new(b"GE"),
    control: 6,
    counted: "transactions",
};
/// A transaction.
pub(super) const TRANSACTION: Names = Names {
    trailer: SegmentId::new(b"SE"),
    control: 2,
    counted: "segments",
};

/// The columns and the version of an interchange header.
pub(super) fn header(isa: &Segment<'_>, out: &mut Vec<Fault>) {
    let whole = Spot::of(isa, "", 0);
    for (i, width) in WIDTHS.into_iter().enumerate() {
        let value = isa.element(i + 1);
        if value.len() != width {
            let spot = whole.clone().element(isa, i + 1, 0, value);
            let message = format!("ISA{:02} has {width} characters, blanks included", i + 1);
            // Readers that go by the separators take it nevertheless.
            out.push(Fault::new(FaultKind::ElementLength, spot, message).lenient(true));
        }
    }
    if isa.element(12) != b"00501" {
        let spot = whole.element(isa, 12, 0, isa.element(12));
        let message = "ISA12 is not 00501, the version that the 837 of today is sent in";
        out.push(Fault::new(FaultKind::Version, spot, message).lenient(true));
    }
}

/// A trailer against its header.
pub(super) fn trailer(
    names: &Names,
    open: &Open<'_>,
    trailer: &Segment<'_>,
    number: u32,
    out: &mut Vec<Fault>,
) {
    let whole = Spot::of(trailer, "", number);
    let id = trailer.id();
    let counted = trailer.element(1);
    let said = std::str::from_utf8(counted)
        .ok()
        .and_then(|c| c.trim().parse::<u32>().ok());
    if said != Some(open.count) {
        let spot = whole.clone().element(trailer, 1, 0, counted);
        let message = format!(
            "{id}01 does not say {}, the number of {}",
            open.count, names.counted
        );
        out.push(Fault::new(FaultKind::Count, spot, message));
    }
    let (theirs, own) = (open.header.element(names.control), trailer.element(2));
    if theirs.trim_ascii() != own.trim_ascii() {
        let spot = whole.element(trailer, 2, 0, own);
        let header = open.header.id();
        let message = format!("{id}02 is not the control number of its {header}");
        out.push(Fault::new(FaultKind::ControlNumber, spot, message));
    }
}

/// A trailer that did not come; what stands before its place is `last`.
pub(super) fn unclosed(names: &Names, last: &Segment<'_>, number: u32, out: &mut Vec<Fault>) {
    let mut spot = Spot::of(last, "", number);
    spot.segment = names.trailer;
    spot.bytes = (last.to(), last.to());
    let message = format!("the {} of what began before is missing", names.trailer);
    out.push(Fault::new(FaultKind::Envelope, spot, message));
}
