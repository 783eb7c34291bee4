//! Files that come in pieces: the reader is put aside when the bytes end, and goes on when more have come. What it holds is
//! the headers, the levels above the claim that is open, and that claim.

use super::body::Body;
use super::envelope::Open;
use super::fault::Fault;
use super::item::Placed;
use super::reader::{claims, Claims, Transaction};
use crate::scan::x12::Segment;
use std::collections::VecDeque;

/// Of a claim so long that the copies of what is held count, as much must have come as is held before the next.
const MUCH: usize = 1 << 16;

/// Bytes that a fault counts as: it is copied with its message.
const FAULT: usize = 128;

/// A reader that waits for bytes.
#[derive(Debug)]
pub struct Suspended {
    state: Claims<'static>,
    /// The texts of the segments that it holds, in the order of [`mapped`], then the bytes that are not read yet.
    bytes: Vec<u8>,
    /// Where each of those texts ends.
    ends: Vec<usize>,
    /// Bytes that the faults count as that it holds.
    faults: usize,
}

impl Default for Suspended {
    fn default() -> Suspended {
        Suspended {
            state: claims(b""),
            bytes: Vec::new(),
            ends: Vec::new(),
            faults: 0,
        }
    }
}

impl Suspended {
    /// Takes in the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Whether more should come before it is resumed: so all copies together take no longer than one of the whole claim.
    pub fn waits(&self) -> bool {
        let texts = self.ends.last().copied().unwrap_or(0);
        let held = texts + self.faults;
        held > MUCH && self.bytes.len() - texts < held
    }

    /// The claims that are whole now. With `last` nothing more comes, and the file ends here.
    pub fn resume(&self, last: bool) -> Claims<'_> {
        let mut from = 0;
        let mut ends = self.ends.iter();
        let mut text_of = |segment: Segment<'static>| {
            let to = ends.next().copied().unwrap_or(from);
            let text = self.bytes.get(from..to).unwrap_or_default();
            from = to;
            segment.moved(text)
        };
        let mut out = mapped(&self.state, &mut text_of);
        let held = self.ends.last().copied().unwrap_or(0);
        let unread = self.bytes.get(held..).unwrap_or_default();
        out.segments = self.state.segments.continued(unread, last);
        out
    }

    /// Puts a reader aside that has given all claims it could.
    pub fn suspend(reader: Claims<'_>) -> Suspended {
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        let segments = reader.segments.clone();
        let mut keep = |segment: Segment<'_>| {
            bytes.extend_from_slice(segment.text);
            ends.push(bytes.len());
            segment.moved(b"")
        };
        let mut state: Claims<'static> = mapped(&reader, &mut keep);
        bytes.extend_from_slice(segments.left());
        state.segments = segments.continued(b"", false);
        let body = state.transaction.as_ref().and_then(|t| t.body.as_ref());
        let levels = body.map(|b| b.above.iter().chain(&b.claim));
        let of_claims: usize = levels.into_iter().flatten().map(|(_, f)| f.len()).sum();
        let faults = FAULT * (state.file.len() + of_claims);
        Suspended {
            state,
            bytes,
            ends,
            faults,
        }
    }
}

/// A copy of a reader over other texts of its segments, each given by `to` in turn. What it had ready and the values that
/// claims share are left out: nothing is ready when it is put aside, and the values are read again from their segments.
fn mapped<'a, 'b>(
    reader: &Claims<'a>,
    to: &mut dyn FnMut(Segment<'a>) -> Segment<'b>,
) -> Claims<'b> {
    let open = |open: &Open<'a>, to: &mut dyn FnMut(Segment<'a>) -> Segment<'b>| Open {
        header: to(open.header),
        count: open.count,
    };
    Claims {
        segments: claims(b"").segments,
        ended: reader.ended,
        ready: VecDeque::new(),
        interchange: reader.interchange.as_ref().map(|o| open(o, to)),
        group: reader.group.as_ref().map(|o| open(o, to)),
        transaction: reader.transaction.as_ref().map(|t| Transaction {
            open: open(&t.open, to),
            body: t.body.as_ref().map(|b| body(b, to)),
        }),
        last: reader.last.map(to),
        file: reader.file.clone(),
        strays: reader.strays,
        share: reader.share,
    }
}

fn body<'a, 'b>(body: &Body<'a>, to: &mut dyn FnMut(Segment<'a>) -> Segment<'b>) -> Body<'b> {
    let mut placed = |(all, faults): &(Vec<Placed<'a>>, Vec<Fault>)| {
        let each = all.iter().map(|p| Placed {
            segment: to(p.segment),
            ..*p
        });
        (each.collect(), faults.clone())
    };
    Body {
        kind: body.kind,
        judged: body.judged,
        walk: body.walk.clone(),
        hierarchy: body.hierarchy.clone(),
        above: body.above.each_ref().map(&mut placed),
        depth: body.depth,
        head: None,
        told: body.told,
        claim: body.claim.as_ref().map(&mut placed),
        passed: body.passed,
        full: body.full,
        others: body.others,
        found: body.found.clone(),
    }
}
