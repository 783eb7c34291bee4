//! Where in the open loops a segment stands, or might have been meant to.

use super::loops::{Open, Walk};
use crate::formats::x12::fault::{Fault, FaultKind};
use crate::formats::x12::guide::{is_listed, SegmentSpec};
use crate::formats::x12::item::{CLM, HL};
use crate::scan::x12::{Segment, SegmentId};

const NM1: SegmentId = SegmentId::new(b"NM1");

/// The loops that hold parties.
pub(super) const HOLDERS: &[&str] = &["2000A", "2000B", "2000C", "2300", "2320", "2400"];

/// Segments that follow the name of a party.
const OF_PARTIES: &[SegmentId] = &[
    SegmentId::new(b"N2"),
    SegmentId::new(b"N3"),
    SegmentId::new(b"N4"),
    SegmentId::new(b"REF"),
    SegmentId::new(b"PER"),
    PRV,
];
const PRV: SegmentId = SegmentId::new(b"PRV");
const LX: SegmentId = SegmentId::new(b"LX");

/// The services of the three guides' lines.
const SERVICES: &[SegmentId] = &[
    SegmentId::new(b"SV1"),
    SegmentId::new(b"SV2"),
    SegmentId::new(b"SV3"),
];

/// Whether a segment has the value that tells it from others of its name.
fn is_told(spec: &SegmentSpec, segment: &Segment<'_>) -> bool {
    spec.key.is_none_or(|(e, c, values)| {
        let value = match c {
            0 => segment.element(e),
            c => segment.component(e, c),
        };
        is_listed(values, value)
    })
}

/// Result of a search through the open loops: how many stay open, and the index of the child.
pub(super) type Match = Option<(usize, usize)>;

/// How a segment's place is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    /// Where the segment may come next.
    InOrder,
    /// Where the segment might have come.
    AnyOrder,
    /// Where one of its name may stand.
    ByName,
}

impl Walk {
    /// The place of an HL: below the open loop of the level above.
    pub(super) fn level(&mut self, segment: &Segment<'_>) -> Match {
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

    /// The place of any other segment, in the loops that are open from that one on, the innermost first.
    pub(super) fn find(
        &self,
        segment: &Segment<'_>,
        id: SegmentId,
        search: Search,
        from: usize,
    ) -> Match {
        for (depth, open) in self.open.iter().enumerate().skip(from).rev() {
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
                if search == Search::ByName || is_told(spec, segment) {
                    return Some((depth + 1, i));
                }
            }
        }
        None
    }

    /// The place of a segment that does not stand where it should, and what is wrong with that.
    pub(super) fn elsewhere(
        &mut self,
        segment: &Segment<'_>,
        id: SegmentId,
        out: &mut Vec<Fault>,
    ) -> (Match, Option<(FaultKind, &'static str)>) {
        const EARLIER: &str = "this segment belongs before others that have already come";
        const VALUE: &str = "its qualifier is not one that the guide has in this loop";
        if id == HL {
            return (self.begin_level(segment), None);
        }
        let unknown_party = self.open.last().is_some_and(|o| o.spec.is_none());
        if unknown_party && OF_PARTIES.contains(&id) {
            return (None, None);
        }
        let claim = self.open.iter().position(|o| self.id(o) == "2300");
        let holder = self
            .open
            .iter()
            .rposition(|o| HOLDERS.contains(&self.id(o)));
        // A service that only comes late belongs to the line that still lacks one.
        let services = SERVICES.contains(&id) && !self.line_lacks_its_service();
        let mut begun = services
            .then(|| self.begun_without(segment, id, 0, out))
            .flatten();
        // What a claim misplaces is not sought above it.
        if begun.is_none() {
            let found = self.find(segment, id, Search::AnyOrder, claim.unwrap_or(0));
            if found.is_some() {
                return (found, Some((FaultKind::SegmentMisplaced, EARLIER)));
            }
            begun = self.begun_without(segment, id, holder.unwrap_or(0), out);
        }
        if begun.is_some() {
            return (begun, None);
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
        if id == NM1 && self.open.len() > 1 {
            // Its address and numbers follow; they are nobody else's.
            self.leave_to(holder.map_or(1, |d| d + 1), &mut Vec::new());
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
        if let Some(found) = self.find(segment, id, Search::ByName, holder.unwrap_or(0)) {
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

    /// The place of a segment in a loop that must come next and whose first segment is missing, which is reported.
    fn begun_without(
        &mut self,
        segment: &Segment<'_>,
        id: SegmentId,
        from: usize,
        out: &mut Vec<Fault>,
    ) -> Match {
        if [NM1, CLM, LX, HL].contains(&id) {
            return None;
        }
        let line = SERVICES.contains(&id);
        let from = match line {
            true => self.open.iter().position(|o| self.id(o) == "2300")?,
            false => from,
        };
        let guide = self.guide;
        for (depth, open) in self.open.iter().enumerate().skip(from).rev() {
            let Some(spec) = open.spec else { continue };
            let next = self.children(spec).iter().enumerate().find(|(i, c)| {
                let count = self.counts.get(open.base + i).map_or(0, |c| c.count);
                c.inner.is_some() && c.required && c.order >= open.order && (count == 0 || line)
            });
            let Some((i, child)) = next else { continue };
            let inner = child.inner?;
            // A line is begun by its service and by nothing else: a date of a line may be meant to be the claim's.
            if line != (guide.loop_named("2400") == Some(inner)) {
                continue;
            }
            let place = self.children(inner).iter().skip(1).position(|c| {
                let spec = guide.segments.get(c.segment);
                c.id == id && c.inner.is_none() && spec.is_some_and(|s| is_told(s, segment))
            });
            let Some(place) = place else { continue };
            self.leave_to(depth + 1, out);
            self.begin_unnamed(i, inner, out);
            return Some((self.open.len(), place + 1));
        }
        None
    }

    /// Whether the line that is open has no service yet.
    fn line_lacks_its_service(&self) -> bool {
        let line = self.open.iter().rev().find(|o| self.id(o) == "2400");
        let Some((open, spec)) = line.and_then(|o| Some((o, o.spec?))) else {
            return false;
        };
        let mut services = self
            .children(spec)
            .iter()
            .enumerate()
            .filter(|(_, c)| SERVICES.contains(&c.id));
        services.all(|(i, _)| self.counts.get(open.base + i).is_none_or(|c| c.count == 0))
    }

    /// A level whose level above is not there; the hierarchy's check says so.
    pub(super) fn begin_level(&mut self, segment: &Segment<'_>) -> Match {
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
}
