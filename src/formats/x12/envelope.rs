//! Headers and trailers: what each says of what stands between them.

use super::elements::{date_fits, time_fits};
use super::fault::{Fault, FaultKind, Spot};
use super::guide::is_listed;
use super::version::version;
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

/// Elements of a header that are codes: number, and the values it has in claims.
type Codes = &'static [(usize, &'static str)];

/// The form of an authorization, of a password, and of both numbers of the partners.
const LOOSE: Codes = &[
    (1, "00,01,02,03,04,05,06"),
    (3, "00,01"),
    (5, PARTNERS),
    (7, PARTNERS),
];
const PARTNERS: &str = "01,14,20,27,28,29,30,33,ZZ";
/// Whether an answer is wanted; test or production.
const STRICT: Codes = &[(14, "0,1"), (15, "P,T")];
/// A group of claims, in X12.
const GROUPS: Codes = &[(1, "HC"), (7, "X")];

fn codes(header: &Segment<'_>, of: Codes, lenient: bool, out: &mut Vec<Fault>) {
    for (element, values) in of {
        let value = header.element(*element);
        if !is_listed(values, value) {
            let spot = Spot::of(header, "", 0).element(header, *element, 0, value);
            let message = format!("{}: not a value of a file of claims", spot.element_name());
            out.push(Fault::new(FaultKind::ElementValue, spot, message).lenient(lenient));
        }
    }
}

/// The day and the time in a header; the day of an interchange lacks its century.
fn moment(header: &Segment<'_>, (day, time): (usize, usize), out: &mut Vec<Fault>) {
    let (date, century) = (header.element(day), if day == 9 { "20" } else { "" });
    let whole = [century.as_bytes(), date].concat();
    for (element, fits) in [
        (day, date_fits(b"D8", &whole)),
        (time, time_fits(header.element(time))),
    ] {
        if !fits {
            let value = header.element(element);
            let spot = Spot::of(header, "", 0).element(header, element, 0, value);
            let message = format!("{}: not a date or time", spot.element_name());
            out.push(Fault::new(FaultKind::ElementFormat, spot, message));
        }
    }
}

/// The codes and the day of a group's header.
pub(super) fn group(gs: &Segment<'_>, out: &mut Vec<Fault>) {
    if version(gs.element(8)).kind.is_some() {
        codes(gs, GROUPS, false, out);
    }
    moment(gs, (4, 5), out);
}

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
    codes(isa, LOOSE, true, out);
    codes(isa, STRICT, false, out);
    moment(isa, (9, 10), out);
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
