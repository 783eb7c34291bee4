//! Parts of which the tables of a guide are made: loops, segments, elements and their values.

use crate::scan::x12::SegmentId;

/// Which claim a transaction holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 837P.
    Professional,
    /// 837I.
    Institutional,
    /// 837D.
    Dental,
}

/// A loop of a guide.
#[derive(Debug)]
pub struct LoopSpec {
    /// Its number: `2010AA`.
    pub id: &'static str,
    /// Segments and loops of the loop, in the guide's order.
    pub children: Vec<Child>,
}

/// A segment or a loop inside a loop. A loop is told by its first segment.
#[derive(Debug)]
pub struct Child {
    /// Its place in the order; what may change places has the same one.
    pub order: u16,
    /// Most repetitions of the segment or loop.
    pub most: u16,
    /// Whether the segment or loop must be there.
    pub required: bool,
    /// The segment, or the first of the loop.
    pub segment: usize,
    /// Identifier of the segment.
    pub id: SegmentId,
    /// The loop; `None` for a segment.
    pub inner: Option<usize>,
}

/// A segment in its place of the guide.
#[derive(Debug)]
pub struct SegmentSpec {
    /// Identifier of the segment.
    pub id: SegmentId,
    /// The element, and its component if that is not 0, whose values tell it from others of its name.
    pub key: Option<(usize, usize, &'static str)>,
    /// Its elements.
    pub elements: Vec<ElementSpec>,
    /// Elements that come together or not at all.
    pub pairs: &'static [(usize, usize)],
    /// The first and the last of elements of which one at least must be there.
    pub some: Option<(usize, usize)>,
}

impl SegmentSpec {
    /// Whether it is told by the value of that element, or component.
    pub fn is_key(&self, place: (usize, usize)) -> bool {
        self.key.is_some_and(|(e, c, _)| (e, c) == place)
    }
}

/// An element, or a component.
#[derive(Clone, Debug)]
pub struct ElementSpec {
    /// Required, situational, not used.
    pub usage: Usage,
    /// Type of the value: code, text, date, number, ...
    pub form: Form,
    /// Fewest characters.
    pub least: u16,
    /// Most characters.
    pub most: u16,
    /// The values it may have.
    pub values: Values,
    /// Required where the element of that number has that value.
    pub required_if: Option<(usize, &'static str)>,
    /// Its components.
    pub components: Vec<ElementSpec>,
}

/// Usage of a segment or element by the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// Always.
    Required,
    /// Sometimes.
    Situational,
    /// Never.
    NotUsed,
}

/// Type of an element's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A code.
    Code,
    /// Text.
    Text,
    /// A date of six or eight digits.
    Date,
    /// A time of day.
    Time,
    /// A whole number.
    Whole,
    /// A decimal number.
    Decimal,
    /// Money: two decimals at most.
    Money,
    /// A quantity, not below zero.
    Quantity,
    /// Components.
    Composite,
}

/// Which values an element may have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Values {
    /// Any.
    Any,
    /// Those between the commas.
    Listed(&'static str),
    /// Those of a list of `lists.rs`.
    List(&'static [(&'static str, &'static str)]),
    /// A form of its own.
    Shape(Shape),
}

/// Forms that are more than a kind and a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nine digits.
    TaxId,
    /// A ZIP code of nine digits, for addresses in the United States.
    Zip9,
    /// Ten letters and digits.
    Taxonomy,
    /// The first two digits of a type of bill.
    Bill,
}

/// Whether a value is one of those between the commas.
pub fn is_listed(list: &str, value: &[u8]) -> bool {
    list.as_bytes().split(|b| *b == b',').any(|v| v == value)
}

impl Values {
    /// Whether the value is one of those allowed; it is not empty.
    pub fn has(&self, value: &[u8]) -> bool {
        match self {
            Values::Any => true,
            Values::Listed(list) => is_listed(list, value),
            Values::List(list) => list
                .binary_search_by(|(v, _)| v.as_bytes().cmp(value))
                .is_ok(),
            Values::Shape(shape) => shape.fits(value),
        }
    }
}

impl Shape {
    /// Whether a value has it.
    pub fn fits(self, value: &[u8]) -> bool {
        let digits = value.iter().all(u8::is_ascii_digit);
        match self {
            Shape::TaxId => digits && value.len() == 9,
            Shape::Zip9 => digits && value.len() == 9,
            Shape::Taxonomy => value.len() == 10 && value.iter().all(u8::is_ascii_alphanumeric),
            Shape::Bill => digits && value.len() == 2,
        }
    }
}
