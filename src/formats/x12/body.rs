//! An 837 that is read: the levels above the claims, and the claim whose segments come.

use super::demands;
use super::fault::{Fault, FaultKind, Spot};
use super::guide::{guide, Kind};
use super::hierarchy::{self, Hierarchy};
use super::item::{ClaimInFile, Item, Placed, CLM, HL};
use super::read::{self, Head};
use super::walk::Walk;
use crate::claim::Claim;
use crate::scan::x12::{Segment, SegmentId};

const NM1: SegmentId = SegmentId::new(b"NM1");
const SBR: SegmentId = SegmentId::new(b"SBR");
/// A claim of so many bytes is not read further, nor is the level above one of so many, nor either with so many faults: a file
/// without end must not be held in memory. The 999 lines that a guide allows have two kilobytes each.
const LONGEST_CLAIM: usize = 1 << 21;
const LONGEST_LEVEL: usize = 1 << 16;
const MOST_FAULTS: usize = 10_000;

/// An 837 that is open.
#[derive(Clone, Debug)]
pub(super) struct Body<'a> {
    pub(super) kind: Kind,
    pub(super) judged: bool,
    pub(super) walk: Walk,
    pub(super) hierarchy: Hierarchy,
    /// Header, billing provider, subscriber, patient: their segments and faults.
    pub(super) above: [(Vec<Placed<'a>>, Vec<Fault>); 4],
    /// How many of those are above the segment that is read.
    pub(super) depth: usize,
    /// Values of header and billing provider, shared by their claims, once one of those was read.
    pub(super) head: Option<Head<'a>>,
    /// Which of those have had a claim, so that their faults were told.
    pub(super) told: [bool; 4],
    pub(super) claim: Option<(Vec<Placed<'a>>, Vec<Fault>)>,
    /// Whether that claim is passed over.
    pub(super) passed: bool,
    /// Whether that claim, or the level that is read, is longer than any is.
    pub(super) full: bool,
    pub(super) others: u32,
    pub(super) found: Vec<Fault>,
}

/// Which of the levels above a claim a loop belongs to; 4 is the claim itself.
fn owner(in_loop: &str) -> usize {
    match in_loop.as_bytes() {
        [b'2', b'0', b'0', b'0', level] | [b'2', b'0', b'1', b'0', level, _] => match level {
            b'A' => 1,
            b'B' => 2,
            _ => 3,
        },
        [b'2', b'3' | b'4', ..] => 4,
        _ => 0,
    }
}

impl<'a> Body<'a> {
    pub(super) fn new(kind: Kind, judged: bool) -> Body<'a> {
        Body {
            kind,
            judged,
            walk: Walk::new(guide(kind), judged),
            hierarchy: Hierarchy::default(),
            above: Default::default(),
            depth: 0,
            head: None,
            told: [false; 4],
            claim: None,
            passed: false,
            full: false,
            others: 0,
            found: Vec::new(),
        }
    }

    pub(super) fn take(
        &mut self,
        segment: Segment<'a>,
        id: SegmentId,
        number: u32,
        file: &mut Vec<Fault>,
    ) {
        if id == HL || id == CLM {
            self.full = false;
        } else if self.full || self.is_filled_by(&segment, number) {
            return self.pass(&segment, number);
        }
        let mut found = std::mem::take(&mut self.found);
        if id == HL {
            let depth = hierarchy::depth(&segment).map_or(self.depth.max(1), |d| d + 1);
            self.leave_levels(depth, file);
            self.depth = depth;
            self.hierarchy.check(&segment, number, &mut found);
        }
        let in_loop = self.walk.step(&segment, number, &mut found);
        if id == CLM {
            self.claim = Some(Default::default());
            self.others = 0;
        }
        if id == SBR && in_loop == "2320" {
            self.others += 1;
        }
        if !found.is_empty() {
            self.route(&mut found, id == CLM, file);
        }
        self.found = found;
        let (line, other) = match in_loop.as_bytes() {
            [b'2', b'4', ..] => (self.walk.lines(), 0),
            b"2320" | [b'2', b'3', b'3', ..] => (0, self.others),
            _ => (0, 0),
        };
        let placed = Placed {
            segment,
            id,
            in_loop,
            number,
            line,
            other,
        };
        match &mut self.claim {
            Some((segments, _)) => segments.push(placed),
            None => {
                if self.depth < 2 {
                    self.head = None;
                }
                if let Some((segments, _)) = self.above.get_mut(self.depth) {
                    segments.push(placed);
                }
            }
        }
    }

    /// Whether with this segment the claim or the level is longer than any is, which is a fault of it.
    #[inline(always)]
    fn is_filled_by(&mut self, segment: &Segment<'a>, number: u32) -> bool {
        let (open, longest) = match &mut self.claim {
            Some(claim) => (claim, LONGEST_CLAIM),
            None => match self.above.get_mut(self.depth) {
                Some(level) => (level, LONGEST_LEVEL),
                None => return false,
            },
        };
        let from = open.0.first().map_or(segment.from, |p| p.segment.from);
        let long = segment.from - from > longest;
        self.full = long || open.1.len() >= MOST_FAULTS;
        if self.full {
            let spot = Spot::of(segment, "", number);
            let message = match long {
                true => "longer than any claim is: it is judged by what stands before this segment",
                false => {
                    "it has ten thousand faults: it is judged by what stands before this segment"
                }
            };
            open.1.push(Fault::new(FaultKind::Envelope, spot, message));
        }
        self.full
    }

    /// Gives each fault to the claim, the level or the file that it belongs to.
    fn route(&mut self, found: &mut Vec<Fault>, begins: bool, file: &mut Vec<Fault>) {
        for fault in found.drain(..) {
            let owner = owner(fault.spot.in_loop);
            let open = if begins && owner < 4 {
                None
            } else {
                self.claim.as_mut()
            };
            match (open, owner) {
                (Some((_, faults)), 4) => faults.push(fault),
                (None, level) if (1..=self.depth).contains(&level) => {
                    if let Some((_, faults)) = self.above.get_mut(level) {
                        faults.push(fault);
                    }
                }
                // A level's segment below its claim, or a party of no loop: it was said of no claim before this one.
                (Some((_, faults)), _) => faults.push(fault),
                _ => file.push(fault),
            }
        }
    }

    /// The subscriber's number, of the levels above the claim that is open.
    pub(super) fn member(&self) -> &'a [u8] {
        let levels = self.above.iter().take(self.depth + 1).rev();
        let mut all = levels.flat_map(|(segments, _)| segments.iter().rev());
        let name = all.find(|p| p.id == NM1 && p.in_loop == "2010BA");
        name.map_or(b"", |p| p.segment.element(9))
    }

    /// Goes over a segment of a claim that is passed.
    pub(super) fn pass(&mut self, segment: &Segment<'a>, number: u32) {
        self.walk.pass(segment, number);
    }

    pub(super) fn close_claim(&mut self) -> Option<Item<'a>> {
        let (own, faults) = self.claim.as_mut().map(std::mem::take)?;
        self.told
            .iter_mut()
            .take(self.depth + 1)
            .for_each(|t| *t = true);
        let mut all: Vec<Fault> = Vec::new();
        if self.passed {
            self.walk.leave_claim(&mut all);
            (self.claim, self.passed) = (None, false);
            return Some(Item::Passed);
        }
        let mut segments = Vec::with_capacity(own.len() + 32);
        for (above, faults) in self.above.iter().take(self.depth + 1) {
            segments.extend_from_slice(above);
            all.extend_from_slice(faults);
        }
        segments.extend(own);
        all.extend(faults);
        self.walk.leave_claim(&mut all);
        self.claim = None;
        let claim = self.read(&segments);
        if self.judged {
            demands::check(&claim, self.kind, &segments, &mut all);
        }
        Some(Item::Claim(Box::new(ClaimInFile {
            kind: self.kind,
            judged: self.judged,
            claim,
            segments,
            faults: all,
        })))
    }

    /// The claim of these segments, of which those of header and billing provider are read once for all of its claims.
    fn read(&mut self, segments: &[Placed<'a>]) -> Claim<'a> {
        let head = self.above.iter().take(self.depth.min(1) + 1);
        let length = head.map(|(segments, _)| segments.len()).sum();
        let (head, own) = segments.split_at_checked(length).unwrap_or((&[], segments));
        if self.head.is_none() {
            self.head = Head::of(head, self.kind);
        }
        match &self.head {
            Some(head) => read::claim(head.clone(), own, self.kind),
            None => read::claim(Head::default(), segments, self.kind),
        }
    }

    /// Forgets the levels from this depth on. Their faults were told with their claims, if they had any.
    fn leave_levels(&mut self, depth: usize, file: &mut Vec<Fault>) {
        if depth < 2 {
            self.head = None;
        }
        for ((segments, faults), told) in self.above.iter_mut().zip(&mut self.told).skip(depth) {
            segments.clear();
            match *told {
                true => faults.clear(),
                false => file.append(faults),
            }
            *told = false;
        }
    }

    pub(super) fn finish(&mut self, file: &mut Vec<Fault>) {
        self.leave_levels(0, file);
        let mut found = std::mem::take(&mut self.found);
        self.walk.finish(&mut found);
        self.hierarchy.finish(&mut found);
        file.append(&mut found);
    }
}
