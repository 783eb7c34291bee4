//! The levels of a transaction: HL segments are counted, and each names the one above it.

use super::fault::{Fault, FaultKind, Spot};
use crate::scan::x12::Segment;

/// A level that is open.
#[derive(Clone, Debug)]
struct Level {
    id: Vec<u8>,
    /// HL04 said that others are below.
    has_below: bool,
    seen_below: bool,
    spot: Spot,
}

/// Follows the levels.
#[derive(Clone, Debug, Default)]
pub(super) struct Hierarchy {
    count: u32,
    /// Billing provider, subscriber, patient.
    open: [Option<Level>; 3],
}

/// The depth of a level: billing provider, subscriber, patient.
pub(super) fn depth(segment: &Segment<'_>) -> Option<usize> {
    match segment.element(3) {
        b"20" => Some(0),
        b"22" => Some(1),
        b"23" => Some(2),
        _ => None,
    }
}

const LOOPS: [&str; 3] = ["2000A", "2000B", "2000C"];

impl Hierarchy {
    /// Checks the next HL.
    pub(super) fn check(&mut self, segment: &Segment<'_>, number: u32, out: &mut Vec<Fault>) {
        self.count += 1;
        let depth = depth(segment);
        let in_loop = depth.and_then(|d| LOOPS.get(d)).copied().unwrap_or("2000A");
        let whole = Spot::of(segment, in_loop, number);
        let mut add = |element: usize, message: String| {
            let spot = whole
                .clone()
                .element(segment, element, 0, segment.element(element));
            out.push(Fault::new(FaultKind::Hierarchy, spot, message));
        };
        let id = segment.element(1);
        if id != self.count.to_string().as_bytes() {
            add(
                1,
                format!("HL01 is not {}: levels are counted from 1", self.count),
            );
        }
        let Some(depth) = depth else {
            return add(3, "HL03 is not a level of the 837: 20, 22, 23".into());
        };
        self.close(depth, out);
        let mut add = |element: usize, message: &str| {
            let spot = whole
                .clone()
                .element(segment, element, 0, segment.element(element));
            out.push(Fault::new(FaultKind::Hierarchy, spot, message));
        };
        let parent = segment.element(2);
        if let Some(above) = depth.checked_sub(1) {
            match self.open.get_mut(above).and_then(Option::as_mut) {
                Some(level) => {
                    level.seen_below = true;
                    if level.id != parent {
                        add(2, "HL02 does not name the level above it");
                    }
                }
                None => add(2, "the level above it is not there"),
            }
        }
        if let Some(open) = self.open.get_mut(depth) {
            *open = Some(Level {
                id: id.to_vec(),
                has_below: segment.element(4) == b"1",
                seen_below: false,
                spot: whole.clone().element(segment, 4, 0, segment.element(4)),
            });
        }
    }

    /// Closes that level and those below it.
    fn close(&mut self, depth: usize, out: &mut Vec<Fault>) {
        for open in self.open.iter_mut().skip(depth) {
            let Some(level) = open.take() else { continue };
            if level.has_below != level.seen_below {
                let message = match level.has_below {
                    true => "HL04 says that a level follows below, and none does",
                    false => "HL04 says that no level follows below, and one does",
                };
                // Receivers that look at it are few.
                let fault = Fault::new(FaultKind::Hierarchy, level.spot, message);
                out.push(fault.lenient(true));
            }
        }
    }

    /// The end of the transaction.
    pub(super) fn finish(&mut self, out: &mut Vec<Fault>) {
        self.close(0, out);
    }
}
