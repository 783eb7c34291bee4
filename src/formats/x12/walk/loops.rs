//! The loops that are open, what was counted in them and what they lack when they are left.

use crate::formats::x12::fault::{Fault, FaultKind, Spot};
use crate::formats::x12::guide::{Child, Guide};
use crate::scan::x12::Segment;

/// A loop that is open.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// Its number in the guide; `None`: begun by a party that the guide does not know.
    pub(super) spec: Option<usize>,
    /// How far its order has come.
    pub(super) order: u16,
    /// Its first count.
    pub(super) base: usize,
}

/// How many of a child there were, and where the last ended.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    pub(super) count: u16,
    pub(super) reported: bool,
    pub(super) end: End,
}

/// The end of a segment.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct End {
    pub(super) at: usize,
    pub(super) number: u32,
    pub(super) line: u32,
}

/// Follows the segments of a transaction through its guide.
#[derive(Clone, Debug)]
pub struct Walk {
    pub(super) guide: &'static Guide,
    /// Whether the guide's demands are held against the file, or only its loops told.
    pub(super) judging: bool,
    pub(super) open: Vec<Open>,
    pub(super) counts: Vec<Count>,
    pub(super) end: End,
    pub(super) lines: u32,
    /// The loops above the claim that is open, and their counts, as they were when it began.
    pub(super) above: (Vec<Open>, Vec<Count>),
}

impl Walk {
    pub(super) fn enter(&mut self, spec: Option<usize>) {
        let children = spec.map_or(&[][..], |s| self.children(s));
        self.open.push(Open {
            spec,
            order: 0,
            base: self.counts.len(),
        });
        self.counts
            .resize(self.counts.len() + children.len(), Count::default());
    }

    /// Enters a loop of the innermost one whose first segment is missing, and reports that.
    pub(super) fn begin_unnamed(&mut self, child: usize, inner: usize, out: &mut Vec<Fault>) {
        let Some((base, spec)) = self.open.last().map(|o| (o.base, o.spec.unwrap_or(0))) else {
            return;
        };
        let order = self.children(spec).get(child).map_or(0, |c| c.order);
        if let Some(count) = self.counts.get_mut(base + child) {
            // The one before it may have had it.
            count.reported &= count.count == 0;
            count.count = 0;
        }
        self.missing(order.saturating_add(1), out);
        let end = self.end;
        if let Some(count) = self.counts.get_mut(base + child) {
            (count.count, count.end) = (1, end);
        }
        if let Some(open) = self.open.last_mut() {
            open.order = open.order.max(order);
        }
        if self.in_loop() == "2300" {
            self.lines += 1;
        }
        self.enter(Some(inner));
        let first = self.open.last().map(|o| o.base);
        if let Some(count) = first.and_then(|b| self.counts.get_mut(b)) {
            (count.reported, count.end) = (true, end);
        }
    }

    pub(super) fn children(&self, spec: usize) -> &'static [Child] {
        let guide: &'static Guide = self.guide;
        guide.loops.get(spec).map_or(&[], |l| &l.children)
    }

    pub(super) fn id(&self, open: &Open) -> &'static str {
        let guide: &'static Guide = self.guide;
        open.spec
            .and_then(|s| guide.loops.get(s))
            .map_or("", |l| l.id)
    }

    /// The loop that the last segment stands in.
    pub(super) fn in_loop(&self) -> &'static str {
        self.open.last().map_or("", |o| self.id(o))
    }

    pub(super) fn fault(&self, out: &mut Vec<Fault>, fault: Fault) {
        if self.judging {
            out.push(fault);
        }
    }

    /// Leaves loops until so many are open.
    pub(super) fn leave_to(&mut self, keep: usize, out: &mut Vec<Fault>) {
        while self.open.len() > keep.max(1) {
            self.leave(out);
        }
    }

    pub(super) fn leave(&mut self, out: &mut Vec<Fault>) {
        self.missing(u16::MAX, out);
        if let Some(open) = self.open.pop() {
            self.counts.truncate(open.base);
        }
        self.extend_last();
    }

    /// Remembers what is open above the claim that begins, whose loop was entered last.
    pub(super) fn keep_above(&mut self) {
        let levels = self.open.len().saturating_sub(1);
        let base = self.open.last().map_or(0, |o| o.base);
        let (open, counts) = &mut self.above;
        open.clear();
        open.extend_from_slice(self.open.get(..levels).unwrap_or_default());
        counts.clear();
        counts.extend_from_slice(self.counts.get(..base).unwrap_or_default());
    }

    /// Back to what was open when the claim began: what one claim misplaces is no other claim's.
    pub(super) fn back_above(&mut self) {
        std::mem::swap(&mut self.open, &mut self.above.0);
        std::mem::swap(&mut self.counts, &mut self.above.1);
        self.extend_last();
    }

    /// Notes at the loop that is open now that the one within has ended here: the next segment stands after all of it.
    fn extend_last(&mut self) {
        let end = self.end;
        let Some(open) = self.open.last() else { return };
        let last = self.counts.get_mut(open.base..).unwrap_or_default();
        if let Some(count) = last.iter_mut().rfind(|c| c.count > 0 && c.end.number > 0) {
            if count.end.number < end.number {
                count.end = end;
            }
        }
    }

    /// Reports the segments and loops that the innermost loop needs before that order and lacks.
    pub(super) fn missing(&mut self, before: u16, out: &mut Vec<Fault>) {
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
    pub(super) fn of(segment: &Segment<'_>, number: u32) -> End {
        End {
            at: segment.to(),
            number,
            line: segment.line,
        }
    }
}
