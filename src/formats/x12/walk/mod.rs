//! Where each segment stands in the guide, and what is missing or misplaced.

use super::elements;
use super::fault::{Fault, FaultKind, Spot};
use super::guide::Guide;
use super::item::{CLM, HL};
use crate::scan::x12::{Segment, SegmentId};
use loops::{Count, End};
use search::Search;

mod loops;
mod search;

pub use loops::Walk;

const NM1: SegmentId = SegmentId::new(b"NM1");
const HI: SegmentId = SegmentId::new(b"HI");
const LX: SegmentId = SegmentId::new(b"LX");
const PRV: SegmentId = SegmentId::new(b"PRV");

impl Walk {
    /// From the ST on.
    pub fn new(guide: &'static Guide, judging: bool) -> Walk {
        let mut walk = Walk {
            guide,
            judging,
            open: Vec::with_capacity(8),
            counts: Vec::with_capacity(128),
            end: End::default(),
            lines: 0,
            above: Default::default(),
        };
        walk.enter(Some(0));
        walk
    }

    /// Finds the place of the next segment and checks it there; gives its loop.
    pub fn step(
        &mut self,
        segment: &Segment<'_>,
        number: u32,
        out: &mut Vec<Fault>,
    ) -> &'static str {
        let id = segment.id();
        let found = match id {
            HL => self.level(segment),
            _ => self.find(segment, id, Search::InOrder, 0),
        };
        let (found, fault) = match found {
            Some(found) => (Some(found), None),
            None => self.elsewhere(segment, id, out),
        };
        let Some((keep, child)) = found else {
            let in_loop = self.in_loop();
            let spot = Spot::of(segment, in_loop, number);
            if let Some((kind, message)) = fault {
                self.fault(out, Fault::new(kind, spot, message));
            }
            self.end = End::of(segment, number);
            return in_loop;
        };
        let strays = fault.is_some_and(|(kind, _)| kind == FaultKind::SegmentMisplaced);
        let (spec, in_loop) = match strays.then(|| self.visit(segment, number, (keep, child))) {
            Some(Some(visited)) => visited,
            _ => {
                let spec = self.place(segment, number, (keep, child), out);
                (spec, self.in_loop())
            }
        };
        let spot = Spot::of(segment, in_loop, number);
        let guide: &'static Guide = self.guide;
        if let Some((kind, message)) = fault {
            let mut spot = spot.clone();
            if kind == FaultKind::ElementValue {
                if let Some((e, c, _)) = guide.segments.get(spec).and_then(|s| s.key) {
                    let part = match c {
                        0 => segment.element(e),
                        c => segment.component(e, c),
                    };
                    spot = spot.element(segment, e, c, part);
                }
            }
            let lenient = kind == FaultKind::ElementValue && ![NM1, HI, PRV, HL].contains(&id);
            self.fault(out, Fault::new(kind, spot, message).lenient(lenient));
        }
        if self.judging {
            if let Some(spec) = guide.segments.get(spec) {
                elements::check(segment, spec, &spot, out);
            }
        }
        if id == CLM {
            self.lines = 0;
            self.keep_above();
        }
        if id == LX {
            self.lines += 1;
            let value = segment.element(1);
            let counted = std::str::from_utf8(value)
                .ok()
                .and_then(|v| v.parse::<u32>().ok());
            if counted != Some(self.lines) {
                let spot = spot.element(segment, 1, 0, value);
                let message = format!("LX01 is not {}: lines are counted from 1", self.lines);
                out.push(Fault::new(FaultKind::LineNumber, spot, message));
            }
        }
        in_loop
    }

    /// Counts a segment that stands in a party or a line and belongs to the claim around it, without leaving that party or
    /// line; `None` when nothing would be left. Gives the segment's number in the guide, and its loop.
    fn visit(
        &mut self,
        segment: &Segment<'_>,
        number: u32,
        (keep, child): (usize, usize),
    ) -> Option<(usize, &'static str)> {
        let held = |o: &loops::Open| search::HOLDERS.contains(&self.id(o));
        let holder = self.open.iter().rposition(held)?;
        let open = self
            .open
            .get(keep.checked_sub(1)?)
            .filter(|_| keep <= holder)?;
        let (base, in_loop) = (open.base, self.id(open));
        let found = self
            .children(open.spec?)
            .get(child)
            .filter(|c| c.inner.is_none())?;
        let end = End::of(segment, number);
        if let Some(count) = self.counts.get_mut(base + child) {
            count.count = count.count.saturating_add(1);
        }
        self.end = end;
        Some((found.segment, in_loop))
    }

    /// How many lines the claim has so far.
    pub fn lines(&self) -> u32 {
        self.lines
    }

    /// Puts a segment into its place: leaves loops, enters one, counts. Gives the segment's number in the guide.
    fn place(
        &mut self,
        segment: &Segment<'_>,
        number: u32,
        (keep, child): (usize, usize),
        out: &mut Vec<Fault>,
    ) -> usize {
        self.leave_to(keep, out);
        let end = End::of(segment, number);
        let spec = self.open.last().and_then(|o| o.spec).unwrap_or_default();
        let Some(found) = self.children(spec).get(child) else {
            return 0;
        };
        if segment.id() == CLM && found.inner.is_some() {
            // What the level still lacks belongs to its claims.
            self.missing(found.order, out);
        }
        let mut repeated = false;
        if let Some(open) = self.open.last_mut() {
            open.order = open.order.max(found.order);
            if let Some(count) = self.counts.get_mut(open.base + child) {
                count.count = count.count.saturating_add(1);
                count.end = end;
                repeated = count.count == found.most.saturating_add(1) && found.most < u16::MAX;
            }
        }
        if let Some(inner) = found.inner {
            self.enter(Some(inner));
            if let Some(count) = self
                .open
                .last()
                .map(|o| o.base)
                .and_then(|b| self.counts.get_mut(b))
            {
                *count = Count {
                    count: 1,
                    reported: false,
                    end,
                };
            }
        }
        self.end = end;
        if repeated {
            let spot = Spot::of(segment, self.in_loop(), number);
            let message = format!(
                "more than {} of this segment; the guide takes no more here",
                found.most
            );
            self.fault(out, Fault::new(FaultKind::SegmentRepeated, spot, message));
        }
        found.segment
    }

    /// Leaves the claim that is open.
    pub fn leave_claim(&mut self, out: &mut Vec<Fault>) {
        if let Some(depth) = self.open.iter().position(|o| self.id(o) == "2300") {
            self.leave_to(depth, out);
        }
        self.back_above();
    }

    /// Passes a segment of a claim that is not looked at.
    pub fn pass(&mut self, segment: &Segment<'_>, number: u32) {
        self.end = End::of(segment, number);
    }

    /// The end of the transaction.
    pub fn finish(&mut self, out: &mut Vec<Fault>) {
        self.leave_to(1, out);
        self.missing(u16::MAX, out);
    }
}
