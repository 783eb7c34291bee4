//! The implementation guides as tables: loops, segments, elements, values. Places and values are facts; the guides' words are
//! X12's and are not here. `common.txt` says how a table is written.

use std::sync::OnceLock;

mod parse;
mod spec;
#[cfg(test)]
mod tests;

pub use parse::Guide;
pub use spec::{is_listed, Child, ElementSpec, Form, Kind, SegmentSpec, Shape, Usage, Values};

/// The tables of a kind of claim, made when they are first asked for.
pub fn guide(kind: Kind) -> &'static Guide {
    static GUIDES: [OnceLock<Guide>; 3] = [const { OnceLock::new() }; 3];
    let (cell, text) = match kind {
        Kind::Professional => (&GUIDES[0], include_str!("837p.txt")),
        Kind::Institutional => (&GUIDES[1], include_str!("837i.txt")),
        Kind::Dental => (&GUIDES[2], include_str!("837d.txt")),
    };
    cell.get_or_init(|| parse::guide(text))
}
