//! X12 837: bytes to claims, one at a time, with everything that is wrong with the writing of the file.
//!
//! ```text
//! scan::x12   bytes to segments               guide/     the guides as tables
//! reader      segments to claims, one by one  walk       where a segment stands in the guide
//! body        levels and claim that are open  suspend    to go on when more bytes come
//! envelope    headers and trailers            elements   one segment against its place in the guide
//! read        segments to the claim model     place      from a field back to its bytes
//! item        what a file is read into        demands    what a table of segments cannot say
//! share       several readers of one file     split      a file a claim
//! change      a file with another value at a place
//! ```
//!
//! Texts borrow from the input, so that where a value stands is where its slice is. A bad value is a [`Fault`] or stays in
//! the claim for a rule to report; nothing in a file ends the reading of the file.

mod body;
mod change;
mod demands;
mod elements;
mod envelope;
mod fault;
mod guide;
mod hierarchy;
mod item;
pub(crate) mod lists;
mod place;
mod read;
mod reader;
mod share;
mod split;
mod suspend;
mod version;
mod walk;

use crate::scan::x12::Segments;

pub use change::change;
pub use fault::{Fault, FaultKind, Spot};
pub use guide::Kind;
pub use item::{ClaimInFile, Item, Placed};
pub use place::{find, show};
pub use reader::{claims, Claims};
pub use share::Share;
pub use split::split;
pub use suspend::Suspended;

/// Whether bytes are to be read as X12: they hold an interchange header that can be read, and do not begin as JSON does.
pub fn is_x12(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.trim_ascii_start();
    !start.starts_with(b"{")
        && !start.starts_with(b"[")
        && (start.starts_with(b"ISA") || Segments::new(start).next().is_some())
}
