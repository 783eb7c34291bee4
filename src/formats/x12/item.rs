//! Items that a file is read into: claims with their segments, and the faults between them.

use super::fault::Fault;
use super::guide::Kind;
use crate::claim::Claim;
use crate::scan::x12::{Segment, SegmentId};

pub(super) const HL: SegmentId = SegmentId::new(b"HL");
pub(super) const CLM: SegmentId = SegmentId::new(b"CLM");

/// A segment with its place in the guide.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    /// The segment.
    pub segment: Segment<'a>,
    /// Identifier of the segment.
    pub id: SegmentId,
    /// The loop it stands in; empty where the guide has none.
    pub in_loop: &'static str,
    /// Its number in the transaction, ST being 1.
    pub number: u32,
    /// The service line it belongs to, counted from 1; 0 for none.
    pub line: u32,
    /// The other payer it belongs to, counted from 1; 0 for none.
    pub other: u32,
}

/// A claim of a file.
#[derive(Clone, Debug)]
pub struct ClaimInFile<'a> {
    /// Kind of claim: professional, institutional or dental.
    pub kind: Kind,
    /// Whether the file follows a guide that we have, so that it was held against it.
    pub judged: bool,
    /// The claim.
    pub claim: Claim<'a>,
    /// Its segments: header and levels above it, then its own.
    pub segments: Vec<Placed<'a>>,
    /// Faults of the writing of its segments.
    pub faults: Vec<Fault>,
}

/// One part of a file: a claim, or faults that belong to none.
#[derive(Clone, Debug)]
pub enum Item<'a> {
    /// A claim.
    Claim(Box<ClaimInFile<'a>>),
    /// The place of a claim that another reader of the same file is to read; see [`Share`](super::Share).
    Passed,
    /// Faults that belong to no claim: envelopes, headers, what is no X12.
    File(Vec<Fault>),
}
