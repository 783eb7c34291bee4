//! Where each segment stands in the guide, and what is missing or misplaced.

use super::elements;
use super::fault::{Fault, FaultKind, Spot};
use super::guide::{Child, Guide};
use crate::scan::x12::{Segment, SegmentId};

const HL: SegmentId = SegmentId::new(b"HL");
const CLM: SegmentId = SegmentId::new(b"CLM");
const NM1: SegmentId = SegmentId::new(b"NM1");
const HI: SegmentId = SegmentId::new(b"HI");
const LX: SegmentId = SegmentId::new(b"LX");
const PRV: SegmentId = SegmentId::new(b"PRV");

/// A loop that is open.
#[derive(Clone, Debug)]
struct Open {
    /// Its number in the guide; `None`: begun by a party that the guide does not know.
    spec: Option<usize>,
    /// How far its order has come.
    order: u16,
    /// Its first count.
    base: usize,
}

/// How many of a child there were, and where the last ended.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    count: u16,
    reported: bool,
    end: End,
}

/// The end of a segment.
#[derive(Clone, Copy, Debug, Default)]
struct End {
    at: usize,
    number: u32,
    line: u32,
}

/// Follows the segments of a transaction through its guide.
#[derive(Clone, Debug)]
pub struct Walk {
    guide: &'static Guide,
    /// Whether the guide's demands are held against the file, or only its loops told.
    judging: bool,
    open: Vec<Open>,
    counts: Vec<Count>,
    end: End,
    lines: u32,
}

/// What a search through the open loops found: how many stay open, which child.
type Match = Option<(usize, usize)>;

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
        };
        walk.enter(Some(0));
        walk
    }

    fn enter(&mut self, spec: Option<usize>) {
        let children = spec.map_or(&[][..], |s| self.children(s));
        self.open.push(Open {
            spec,
            order: 0,
            base: self.counts.len(),
        });
        self.counts
            .resize(self.counts.len() + children.len(), Count::default());
    }

    fn children(&self, spec: usize) -> &'static [Child] {
        let guide: &'static Guide = self.guide;
        guide.loops.get(spec).map_or(&[], |l| &l.children)
    }

    fn id(&self, open: &Open) -> &'static str {
        let guide: &'static Guide = self.guide;
        open.spec
            .and_then(|s| guide.loops.get(s))
            .map_or("", |l| l.id)
    }

    /// The loop that the last segment stands in.
    fn in_loop(&self) -> &'static str {
        self.open.last().map_or("", |o| self.id(o))
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
            _ => self.find(segment, id, Search::InOrder),
        };
        let (found, fault) = match found {
            Some(found) => (Some(found), None),
            None => self.elsewhere(segment, id),
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
        let spec = self.place(segment, number, (keep, child), out);
        let in_loop = self.in_loop();
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

    fn fault(&self, out: &mut Vec<Fault>, fault: Fault) {
        if self.judging {
            out.push(fault);
        }
    }

    /// The place of an HL: below the open loop of the level above.
    fn level(&mut self, segment: &Segment<'_>) -> Match {
        let name = match segment.element(3) {
            b"20" => "2000A",
            b"22" => "2000B",
            b"23" => "2000C",
            _ => return None,
        };
        let wanted = self.guide.loop_named(name);
        let holds = |open: &Open| {
            let children = open.spec.map_or(&[][..], |s| self.children(s));
            children.iter().position(|c| c.inner == wanted)
        };
        let mut open = self.open.iter().enumerate().rev();
        open.find_map(|(i, open)| Some((i + 1, holds(open)?)))
    }

    /// The place of any other segment, in the loops that are open, the innermost first.
    fn find(&self, segment: &Segment<'_>, id: SegmentId, search: Search) -> Match {
        for (depth, open) in self.open.iter().enumerate().rev() {
            let Some(spec) = open.spec else { continue };
            for (i, child) in self.children(spec).iter().enumerate() {
                if child.id != id || (search == Search::InOrder && child.order < open.order) {
                    continue;
                }
                // A loop's first segment begins the next one.
                let first = i == 0 && child.inner.is_none() && depth > 0;
                let Some(spec) = self.guide.segments.get(child.segment).filter(|_| !first) else {
                    continue;
                };
                let told = search == Search::ByName
                    || spec.key.is_none_or(|(e, c, values)| {
                        let value = match c {
                            0 => segment.element(e),
                            c => segment.component(e, c),
                        };
                        values.split(',').any(|v| v.as_bytes() == value)
                    });
                if told {
                    return Some((depth + 1, i));
                }
            }
        }
        None
    }

    /// The place of a segment that does not stand where it should, and what is wrong with that.
    fn elsewhere(
        &mut self,
        segment: &Segment<'_>,
        id: SegmentId,
    ) -> (Match, Option<(FaultKind, &'static str)>) {
        const EARLIER: &str = "this segment belongs before others that have already come";
        const VALUE: &str = "its qualifier is not one that the guide has in this loop";
        if id == HL {
            return (self.begin_level(segment), None);
        }
        if let Some(found) = self.find(segment, id, Search::AnyOrder) {
            return (Some(found), Some((FaultKind::SegmentMisplaced, EARLIER)));
        }
        if id == CLM {
            let message = "a claim outside of a subscriber's or patient's loop";
            let depth = self
                .open
                .iter()
                .rposition(|o| self.id(o).starts_with("2000"));
            self.leave_to(depth.map_or(1, |d| d + 1), &mut Vec::new());
            let spec = self.guide.loop_named("2300");
            self.enter(spec);
            let found = Some((self.open.len(), 0));
            return (found, Some((FaultKind::SegmentMisplaced, message)));
        }
        let unknown_party = self.open.last().is_some_and(|o| o.spec.is_none());
        if id == NM1 && self.open.len() > 1 {
            // Its address and numbers follow; they are nobody else's.
            let depth = self.open.iter().rposition(|o| {
                ["2000A", "2000B", "2000C", "2300", "2320", "2400"].contains(&self.id(o))
            });
            self.leave_to(depth.map_or(1, |d| d + 1), &mut Vec::new());
            let message = Some((
                FaultKind::SegmentMisplaced,
                "a party that the guide does not have here",
            ));
            self.enter(None);
            return (None, message);
        }
        if unknown_party {
            return (None, None);
        }
        if let Some(found) = self.find(segment, id, Search::ByName) {
            return (Some(found), Some((FaultKind::ElementValue, VALUE)));
        }
        let fault = match self.guide.knows(id) {
            true => (
                FaultKind::SegmentMisplaced,
                "the guide does not have this segment in this loop",
            ),
            false => (
                FaultKind::SegmentUnknown,
                "no segment of the 837 has this name",
            ),
        };
        (None, Some(fault))
    }

    /// A level whose level above is not there; the hierarchy's check says so.
    fn begin_level(&mut self, segment: &Segment<'_>) -> Match {
        let name = match segment.element(3) {
            b"22" => "2000B",
            b"23" => "2000C",
            _ => return None,
        };
        self.leave_to(1, &mut Vec::new());
        let spec = self.guide.loop_named(name)?;
        self.enter(Some(spec));
        Some((self.open.len(), 0))
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
            let message = format!("more than {} of them", found.most);
            self.fault(out, Fault::new(FaultKind::SegmentRepeated, spot, message));
        }
        found.segment
    }

    /// Leaves loops until so many are open.
    fn leave_to(&mut self, keep: usize, out: &mut Vec<Fault>) {
        while self.open.len() > keep.max(1) {
            self.leave(out);
        }
    }

    fn leave(&mut self, out: &mut Vec<Fault>) {
        self.missing(u16::MAX, out);
        if let Some(open) = self.open.pop() {
            self.counts.truncate(open.base);
        }
        // What follows stands after all of the loop.
        let end = self.end;
        if let Some(open) = self.open.last() {
            let base = open.base;
            let last = self.counts.get_mut(base..).unwrap_or_default();
            if let Some(count) = last.iter_mut().rfind(|c| c.count > 0 && c.end.number > 0) {
                if count.end.number < end.number {
                    count.end = end;
                }
            }
        }
    }

    /// Leaves the claim that is open.
    pub fn leave_claim(&mut self, out: &mut Vec<Fault>) {
        if let Some(depth) = self.open.iter().position(|o| self.id(o) == "2300") {
            self.leave_to(depth, out);
        }
    }

    /// The end of the transaction.
    pub fn finish(&mut self, out: &mut Vec<Fault>) {
        self.leave_to(1, out);
        self.missing(u16::MAX, out);
    }

    /// What the innermost loop lacks of what has to come before that order.
    fn missing(&mut self, before: u16, out: &mut Vec<Fault>) {
        let Some(open) = self.open.last().cloned() else {
            return;
        };
        let Some(spec) = open.spec.filter(|_| self.judging) else {
            return;
        };
        let mut end = self.counts.get(open.base).map_or(self.end, |c| c.end);
        for (i, child) in self.children(spec).iter().enumerate() {
            let Some(count) = self.counts.get_mut(open.base + i) else {
                return;
            };
            if count.count > 0 {
                if count.end.number >= end.number {
                    end = count.end;
                }
                continue;
            }
            if !child.required || count.reported || child.order >= before {
                continue;
            }
            count.reported = true;
            let Some(segment) = self.guide.segments.get(child.segment) else {
                continue;
            };
            let in_loop = match child.inner.and_then(|l| self.guide.loops.get(l)) {
                Some(inner) => inner.id,
                None => self.id(&open),
            };
            let what = match segment.key {
                Some((_, _, values)) => format!("{} {}", segment.id, values.replace(',', " or ")),
                None => segment.id.to_string(),
            };
            let spot = Spot {
                in_loop,
                segment: segment.id,
                element: (0, 0),
                number: end.number,
                line: end.line,
                bytes: (end.at, end.at),
            };
            let message = format!("loop {in_loop} lacks its {what}");
            out.push(Fault::new(FaultKind::SegmentMissing, spot, message));
        }
    }
}

impl End {
    fn of(segment: &Segment<'_>, number: u32) -> End {
        End {
            at: segment.to(),
            number,
            line: segment.line,
        }
    }
}

/// How a segment's place is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Search {
    /// Where it may come next.
    InOrder,
    /// Where it might have come.
    AnyOrder,
    /// Where one of its name may stand.
    ByName,
}
