//! The elements of one segment against the guide: there or not, of the right kind and length, with a value it may have.

use super::fault::{Fault, FaultKind, Spot};
use super::guide::{ElementSpec, Form, SegmentSpec, Shape, Usage, Values};
use crate::claim::decimal;
use crate::date::Date;
use crate::scan::x12::{Segment, SegmentId};

const HI: SegmentId = SegmentId::new(b"HI");

/// The element that holds a date, with the one that says how it is written.
const DATES: [(SegmentId, usize, usize); 3] = [
    (SegmentId::new(b"DTP"), 2, 3),
    (SegmentId::new(b"DMG"), 1, 2),
    (SegmentId::new(b"PAT"), 5, 6),
];

/// Adds what is wrong with the elements of a segment.
pub fn check(segment: &Segment<'_>, spec: &SegmentSpec, at: &Spot, out: &mut Vec<Fault>) {
    let mut elements = Elements { segment, at, out };
    let seen = elements.each(spec);
    for (index, wanted) in spec.elements.iter().enumerate().skip(seen) {
        if is_required(segment, wanted) {
            elements.add(FaultKind::ElementMissing, (index + 1, 0), b"", MISSING);
        }
    }
    elements.together(spec);
    for (id, format, value) in DATES {
        let text = segment.element(value);
        if at.segment == id && !text.is_empty() && !date_fits(segment.element(format), text) {
            elements.add(FaultKind::ElementFormat, (value, 0), text, DATE);
        }
    }
}

/// A segment, its place, and what is wrong with its elements.
struct Elements<'a, 's> {
    segment: &'a Segment<'s>,
    at: &'a Spot,
    out: &'a mut Vec<Fault>,
}

impl Elements<'_, '_> {
    #[cold]
    fn add(&mut self, kind: FaultKind, place: (usize, usize), part: &[u8], message: &str) {
        let spot = self
            .at
            .clone()
            .element(self.segment, place.0, place.1, part);
        let name = spot.element_name();
        let fault = Fault::new(kind, spot, format!("{name}: {message}"));
        self.out
            .push(fault.lenient(kind == FaultKind::ElementNotUsed));
    }

    /// Checks each element that the segment has; gives the number of the last.
    fn each(&mut self, spec: &SegmentSpec) -> usize {
        let segment = self.segment;
        let mut seen = 0;
        for index in 1..segment.count() {
            let element = segment.element(index);
            seen = index;
            let place = (index, 0);
            let Some(wanted) = spec.elements.get(index - 1) else {
                if !element.is_empty() {
                    let last = spec.elements.len();
                    let message = format!("the segment has {last} elements");
                    self.add(FaultKind::ElementExtra, place, element, &message);
                    break;
                }
                continue;
            };
            if element.is_empty() {
                if is_required(segment, wanted) {
                    self.add(FaultKind::ElementMissing, place, element, MISSING);
                }
            } else if wanted.usage == Usage::NotUsed {
                self.add(FaultKind::ElementNotUsed, place, element, NOT_USED);
            } else if wanted.form == Form::Composite {
                self.composite(spec, index, &wanted.components, element);
            } else if let Some((kind, message)) =
                fault_of(element, wanted, spec.is_key(place), segment)
            {
                self.add(kind, place, element, message);
            }
        }
        seen
    }

    /// Checks the components of an element.
    fn composite(&mut self, spec: &SegmentSpec, index: usize, all: &[ElementSpec], element: &[u8]) {
        let segment = self.segment;
        let mut parts = segment.components(element);
        for (c, wanted) in all.iter().enumerate() {
            let part = parts.next();
            let value = part.unwrap_or_default();
            let place = (index, c + 1);
            match wanted.usage {
                Usage::Required if value.is_empty() => {
                    // What is cut off stands at the end of its composite.
                    let end = element.get(element.len()..).unwrap_or_default();
                    let spot = part.unwrap_or(end);
                    self.add(FaultKind::ElementMissing, place, spot, MISSING);
                }
                Usage::NotUsed if !value.is_empty() => {
                    self.add(FaultKind::ElementNotUsed, place, value, NOT_USED);
                }
                _ if value.is_empty() => {}
                _ => {
                    let fault = fault_of(value, wanted, spec.is_key(place), segment);
                    if let Some((kind, message)) = fault {
                        self.add(kind, place, value, message);
                    }
                }
            }
        }
        if let Some(extra) = parts.find(|p| !p.is_empty()) {
            let place = (index, all.len() + 1);
            self.add(FaultKind::ElementExtra, place, extra, EXTRA);
        }
        if self.at.segment == HI {
            let part = |n: usize| segment.components(element).nth(n - 1).unwrap_or_default();
            let (format, date) = (part(3), part(4));
            match (format.is_empty(), date.is_empty()) {
                (true, false) => self.add(FaultKind::ElementMissing, (index, 3), format, PAIR),
                (false, true) => self.add(FaultKind::ElementMissing, (index, 4), date, PAIR),
                (false, false) if !date_fits(format, date) => {
                    self.add(FaultKind::ElementFormat, (index, 4), date, DATE);
                }
                _ => {}
            }
        }
    }

    /// Checks which elements stand beside which.
    fn together(&mut self, spec: &SegmentSpec) {
        let segment = self.segment;
        for (a, b) in spec.pairs {
            let (left, right) = (segment.element(*a), segment.element(*b));
            if left.is_empty() == right.is_empty() {
                continue;
            }
            let absent = if left.is_empty() { *a } else { *b };
            let wanted = spec.elements.get(absent - 1);
            if wanted.is_some_and(|w| w.usage != Usage::NotUsed && !is_required(segment, w)) {
                let value = segment.element(absent);
                self.add(FaultKind::ElementMissing, (absent, 0), value, PAIR);
            }
        }
        if let Some((first, last)) = spec.some {
            if (first..=last).all(|e| segment.element(e).is_empty()) {
                let value = segment.element(first);
                self.add(FaultKind::ElementMissing, (first, 0), value, SOME);
            }
        }
    }
}

const MISSING: &str = "a value is required here";
const EXTRA: &str = "a component after the last";
const NOT_USED: &str = "the guide does not use this element";
const PAIR: &str = "its value is required beside the other element of the pair";
const SOME: &str = "it or one of those after it is required";
const DATE: &str = "not a date, time or range as its qualifier says";

fn is_required(segment: &Segment<'_>, wanted: &ElementSpec) -> bool {
    wanted.usage == Usage::Required
        || wanted
            .required_if
            .is_some_and(|(other, value)| segment.element(other) == value.as_bytes())
}

/// The fault of one value, as a kind and in words; `None` when it is as its element wants.
fn fault_of(
    value: &[u8],
    wanted: &ElementSpec,
    key: bool,
    segment: &Segment<'_>,
) -> Option<(FaultKind, &'static str)> {
    // The value that tells the segment was looked at when its place was found.
    if key {
        return None;
    }
    if let Some(separator) = segment.delimiters.repetition {
        if value.contains(&separator) {
            let mut each = value.split(|b| *b == separator).filter(|v| !v.is_empty());
            return each.find_map(|v| fault_of_one(v, wanted, segment));
        }
    }
    fault_of_one(value, wanted, segment)
}

fn fault_of_one(
    value: &[u8],
    wanted: &ElementSpec,
    segment: &Segment<'_>,
) -> Option<(FaultKind, &'static str)> {
    if !wanted.values.has(value) {
        return match wanted.values {
            Values::Shape(shape) => shape_fault(shape, segment),
            _ => Some((
                FaultKind::ElementValue,
                "not a value that the guide has here",
            )),
        };
    }
    let plain = value.iter().all(|b| (b' '..0x7f).contains(b));
    if !plain && value.iter().any(|b| *b < b' ' || *b == 0x7f) {
        return Some((FaultKind::ElementFormat, "a control character"));
    }
    let format = FaultKind::ElementFormat;
    let count = match wanted.form {
        Form::Whole | Form::Decimal | Form::Money | Form::Quantity => {
            value.iter().filter(|b| b.is_ascii_digit()).count()
        }
        _ if plain => value.len(),
        _ => String::from_utf8_lossy(value).chars().count(),
    };
    if count < usize::from(wanted.least) && count > 0 {
        return Some((FaultKind::ElementLength, "shorter than the element may be"));
    }
    if count > usize::from(wanted.most) {
        return Some((FaultKind::ElementLength, "longer than the element may be"));
    }
    match wanted.form {
        Form::Whole => {
            let digits = value.strip_prefix(b"-").unwrap_or(value);
            let whole = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
            (!whole).then_some((format, "not a whole number"))
        }
        Form::Decimal => decimal_fault(value),
        Form::Money if decimal_fault(value).is_none() && !is_amount(value) && count <= 12 => {
            Some((format, "an amount has two decimals at most"))
        }
        Form::Money => decimal_fault(value),
        Form::Quantity if value.starts_with(b"-") => Some((format, "a quantity below zero")),
        Form::Quantity => decimal_fault(value),
        Form::Date => (!date_fits(b"D8", value)).then_some((format, "not a date")),
        Form::Time => (!time_fits(value)).then_some((format, "not a time")),
        Form::Code | Form::Text | Form::Composite => None,
    }
}

fn shape_fault(shape: Shape, segment: &Segment<'_>) -> Option<(FaultKind, &'static str)> {
    Some(match shape {
        // A social security number beside the employer's has the same form.
        Shape::TaxId => (FaultKind::ElementFormat, "not nine digits"),
        // Another country has its own postal codes.
        Shape::Zip9 if !segment.element(4).is_empty() && segment.element(4) != b"US" => {
            return None
        }
        Shape::Zip9 => (
            FaultKind::ElementValue,
            "a ZIP code of nine digits is required here",
        ),
        Shape::Taxonomy => (FaultKind::ElementFormat, "not ten letters and digits"),
        Shape::Bill => (
            FaultKind::ElementValue,
            "not the first two digits of a type of bill",
        ),
    })
}

fn is_amount(value: &[u8]) -> bool {
    std::str::from_utf8(value).is_ok_and(|text| decimal(text, 2).is_some())
}

fn decimal_fault(value: &[u8]) -> Option<(FaultKind, &'static str)> {
    let number = value.strip_prefix(b"-").unwrap_or(value);
    let digits = number.iter().filter(|b| b.is_ascii_digit()).count();
    let points = number.iter().filter(|b| **b == b'.').count();
    let plain = digits > 0 && points <= 1 && digits + points == number.len();
    (!plain).then_some((FaultKind::ElementFormat, "not a number"))
}

/// Whether a value is what its date qualifier says. Of qualifiers that no guide has here nothing is said.
pub(super) fn date_fits(format: &[u8], value: &[u8]) -> bool {
    let day = |v: &[u8]| {
        let text = std::str::from_utf8(v).ok().filter(|_| v.len() == 8);
        text.and_then(Date::parse).is_some()
    };
    match format {
        b"D8" => day(value),
        b"RD8" => match value.split(|b| *b == b'-').collect::<Vec<_>>()[..] {
            [from, to] => day(from) && day(to),
            _ => false,
        },
        b"DT" => value
            .split_at_checked(8)
            .is_some_and(|(date, time)| day(date) && time_fits(time)),
        b"TM" => time_fits(value),
        _ => true,
    }
}

/// Whether it is a time of day of four to eight digits.
pub(super) fn time_fits(value: &[u8]) -> bool {
    let two = |i: usize| match value.get(i..i + 2) {
        Some([a @ b'0'..=b'9', b @ b'0'..=b'9']) => Some((a - b'0') * 10 + b - b'0'),
        _ => None,
    };
    let below = |i, limit| value.len() <= i || two(i).is_some_and(|n| n < limit);
    matches!(value.len(), 4 | 6 | 7 | 8)
        && below(0, 24)
        && below(2, 60)
        && (value.len() == 7 || below(4, 60))
        && value.iter().all(u8::is_ascii_digit)
}
