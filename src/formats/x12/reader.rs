//! Segments to claims, one after the other: the transaction's header and the levels above a claim are kept, the claim's own
//! segments are read, then the next.

use super::body::Body;
use super::envelope::{self, Names, Open, GROUP, INTERCHANGE, TRANSACTION};
use super::fault::{Fault, FaultKind, Spot};
use super::guide::Kind;
use super::item::{Item, CLM, HL};
use super::share::Share;
use super::version::version;
use crate::scan::x12::{Segment, SegmentId, Segments, LONGEST};
use std::collections::VecDeque;

/// So many faults of the file itself are given out together.
const MOST_FAULTS_HELD: usize = 1_000;

/// The claims of X12 bytes, and the faults of the file between them.
pub fn claims(bytes: &[u8]) -> Claims<'_> {
    Claims {
        segments: Segments::new(bytes),
        ended: false,
        ready: VecDeque::new(),
        interchange: None,
        group: None,
        transaction: None,
        last: None,
        file: Vec::new(),
        strays: 0,
        share: None,
    }
}

/// An iterator over a file; see [`claims`].
#[derive(Clone, Debug)]
pub struct Claims<'a> {
    pub(super) segments: Segments<'a>,
    pub(super) ended: bool,
    pub(super) ready: VecDeque<Item<'a>>,
    pub(super) interchange: Option<Open<'a>>,
    pub(super) group: Option<Open<'a>>,
    pub(super) transaction: Option<Transaction<'a>>,
    pub(super) last: Option<Segment<'a>>,
    pub(super) file: Vec<Fault>,
    pub(super) strays: u32,
    pub(super) share: Option<Share>,
}

impl Claims<'_> {
    /// Reads a share of the claims; the others are [`Item::Passed`].
    #[must_use]
    pub fn share(mut self, share: Option<Share>) -> Self {
        self.share = self.share.or(share);
        self
    }
}

/// A transaction that is open.
#[derive(Clone, Debug)]
pub(super) struct Transaction<'a> {
    pub(super) open: Open<'a>,
    /// `None` when it is no 837.
    pub(super) body: Option<Body<'a>>,
}

impl<'a> Iterator for Claims<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            if self.ended {
                return None;
            }
            match self.segments.next() {
                Some(segment) if self.waits(&segment) => {
                    self.segments.back_to(&segment);
                    return None;
                }
                Some(segment) => self.take(segment),
                None if self.segments.is_last() => self.end(),
                None => return None,
            }
        }
    }
}

/// So many bytes are looked through for a line that tells the kind of a transaction.
const AHEAD: usize = 1 << 16;
const ISA: SegmentId = SegmentId::new(b"ISA");
const GS: SegmentId = SegmentId::new(b"GS");
const ST: SegmentId = SegmentId::new(b"ST");
const SE: SegmentId = SegmentId::new(b"SE");
const GE: SegmentId = SegmentId::new(b"GE");
const IEA: SegmentId = SegmentId::new(b"IEA");

impl<'a> Claims<'a> {
    fn take(&mut self, segment: Segment<'a>) {
        if segment.skipped > 0 {
            self.skipped(&segment);
        }
        let id = segment.id();
        if segment.too_long {
            return self.too_long(segment);
        }
        if segment.cut && id != IEA {
            let spot = Spot::of(&segment, "", 0);
            let message = "the file ends within a segment";
            self.file
                .push(Fault::new(FaultKind::Envelope, spot, message));
        }
        match id {
            ISA => {
                self.close_interchange(None);
                envelope::header(&segment, &mut self.file);
                self.interchange = Some(Open {
                    header: segment,
                    count: 0,
                });
            }
            GS => {
                self.close_group(None);
                self.count_in(&segment);
                envelope::group(&segment, &mut self.file);
                self.group = Some(Open {
                    header: segment,
                    count: 0,
                });
            }
            ST => self.begin(segment),
            SE => self.close_transaction(Some(&segment)),
            GE => self.close_group(Some(&segment)),
            IEA => self.close_interchange(Some(&segment)),
            _ => self.inside(segment, id),
        }
        // Faults of headers without end are not held until one of them is closed.
        if self.file.len() >= MOST_FAULTS_HELD {
            self.hand_out();
        }
        self.last = Some(segment);
    }

    fn inside(&mut self, segment: Segment<'a>, id: SegmentId) {
        let Some(transaction) = &mut self.transaction else {
            return self.stray(&segment, "a segment outside of a transaction");
        };
        transaction.open.count += 1;
        let number = transaction.open.count;
        if let Some(body) = &mut transaction.body {
            if id == CLM || id == HL {
                self.ready.extend(body.close_claim());
            } else if body.passed {
                return body.pass(&segment, number);
            }
            body.take(segment, id, number, &mut self.file);
            if id == CLM {
                body.passed = self.share.as_mut().is_some_and(|s| s.passes(body));
            }
        }
    }

    /// One fault for all segments that stand where none should: the first.
    fn stray(&mut self, segment: &Segment<'_>, message: &str) {
        self.strays += 1;
        if self.strays == 1 {
            let spot = Spot::of(segment, "", 0);
            self.file
                .push(Fault::new(FaultKind::Envelope, spot, message));
        }
    }

    /// A terminator is missing or was another: what stands up to the next one is no segment.
    fn too_long(&mut self, segment: Segment<'a>) {
        let mut spot = Spot::of(&segment, "", 0);
        if let Some(transaction) = &mut self.transaction {
            transaction.open.count += 1;
            spot.number = transaction.open.count;
        }
        let message = "longer than any segment is: its end is missing, and it is not read";
        self.file
            .push(Fault::new(FaultKind::Envelope, spot, message));
        self.last = Some(segment);
    }

    fn skipped(&mut self, segment: &Segment<'_>) {
        let mut spot = Spot::of(segment, "", 0);
        spot.bytes = (segment.from.saturating_sub(segment.skipped), segment.from);
        let message = "text that belongs to no interchange";
        let fault = Fault::new(FaultKind::NotX12, spot, message);
        self.file.push(fault.lenient(true));
    }

    /// Counts a group or a transaction in what holds it.
    fn count_in(&mut self, header: &Segment<'_>) {
        let holder = match header.id() {
            GS => &mut self.interchange,
            _ => &mut self.group,
        };
        match holder {
            Some(open) => open.count += 1,
            None => self.stray(header, "a header outside of the envelope that holds it"),
        }
    }

    fn begin(&mut self, st: Segment<'a>) {
        self.close_transaction(None);
        self.count_in(&st);
        let is_837 = st.element(1) == b"837";
        let whole = Spot::of(&st, "ST", 1);
        let mut body = None;
        if is_837 {
            let group = self.group.map(|g| g.header);
            let of_group = group.map_or(&b""[..], |g| g.element(8));
            let (text, spot) = match (st.element(3), group) {
                (b"", Some(gs)) => (of_group, Spot::of(&gs, "", 0).element(&gs, 8, 0, of_group)),
                (text, _) => (text, whole.clone().element(&st, 3, 0, text)),
            };
            if !of_group.is_empty() && text != of_group {
                let message = "ST03 is not the version of its group (GS08)";
                let fault = Fault::new(FaultKind::Version, spot.clone(), message);
                self.file.push(fault.lenient(true));
            }
            let version = version(text);
            if !version.adopted {
                let message = match version.known {
                    true => "not the edition of the guide that HIPAA names",
                    false => {
                        "not a guide that claims are checked against: only the envelope, the \
                        levels and the line numbers are"
                    }
                };
                let fault = Fault::new(FaultKind::Version, spot, message);
                self.file.push(fault.lenient(true));
            }
            let ahead = || self.kind_ahead().unwrap_or(Kind::Professional);
            let kind = version.kind.unwrap_or_else(ahead);
            body = Some(Body::new(kind, version.known));
        } else {
            let spot = whole.element(&st, 1, 0, st.element(1));
            // An 835 says more than that it is another one.
            let what = match st.element(1) {
                kind @ [first, _, _] if kind.iter().all(u8::is_ascii_digit) => {
                    let article = if *first == b'8' { "an" } else { "a" };
                    format!("{article} {}", String::from_utf8_lossy(kind))
                }
                _ => "a transaction of this kind".into(),
            };
            let message = format!("{what} is not a claim; only the 837 is read here");
            let fault = Fault::new(FaultKind::Version, spot, message).lenient(true);
            self.file.push(fault.fix(
                "give the file of claims (837); a remittance or a status answer is not checked",
            ));
        }
        let mut transaction = Transaction {
            open: Open {
                header: st,
                count: 1,
            },
            body,
        };
        if let Some(body) = &mut transaction.body {
            body.take(st, ST, 1, &mut self.file);
        }
        self.transaction = Some(transaction);
    }

    /// Whether a transaction cannot begin yet, because its kind is told by lines that have not come.
    fn waits(&self, segment: &Segment<'a>) -> bool {
        segment.id() == ST
            && !self.segments.is_last()
            && segment.element(1) == b"837"
            && version(self.version_of(segment)).kind.is_none()
            && self.segments.left().len() <= AHEAD + LONGEST
            && self.kind_ahead().is_none()
    }

    /// Version of the guide, as the transaction says it, or else its group.
    fn version_of(&self, st: &Segment<'a>) -> &'a [u8] {
        match st.element(3) {
            b"" => self.group.map_or(&b""[..], |g| g.header.element(8)),
            text => text,
        }
    }

    /// Kind of the claims that come next, told by their service lines, when the version does not
    /// say.
    fn kind_ahead(&self) -> Option<Kind> {
        let limit = self.segments.at() + AHEAD;
        let ahead = self.segments.clone().take_while(|s| s.from < limit);
        ahead.take(500).find_map(|s| match s.element(0) {
            b"SV1" => Some(Kind::Professional),
            b"SV2" | b"CL1" => Some(Kind::Institutional),
            b"SV3" => Some(Kind::Dental),
            _ => None,
        })
    }

    fn close_transaction(&mut self, trailer: Option<&Segment<'a>>) {
        let Some(mut transaction) = self.transaction.take() else {
            if let Some(trailer) = trailer {
                self.stray(trailer, "a trailer without its header");
            }
            return;
        };
        if let Some(body) = &mut transaction.body {
            self.ready.extend(body.close_claim());
            body.finish(&mut self.file);
        }
        transaction.open.count += 1;
        let number = transaction.open.count;
        self.check_trailer(&TRANSACTION, &transaction.open, trailer, number);
        self.hand_out();
    }

    fn close_group(&mut self, trailer: Option<&Segment<'a>>) {
        if self.transaction.is_some() {
            self.close_transaction(None);
        }
        match self.group.take() {
            Some(open) => self.check_trailer(&GROUP, &open, trailer, 0),
            None => {
                if let Some(trailer) = trailer {
                    self.stray(trailer, "a trailer without its header");
                }
            }
        }
    }

    fn close_interchange(&mut self, trailer: Option<&Segment<'a>>) {
        if self.group.is_some() || self.transaction.is_some() {
            self.close_group(None);
        }
        match self.interchange.take() {
            Some(open) => self.check_trailer(&INTERCHANGE, &open, trailer, 0),
            None => {
                if let Some(trailer) = trailer {
                    self.stray(trailer, "a trailer without its header");
                }
            }
        }
        self.hand_out();
    }

    fn check_trailer(
        &mut self,
        names: &Names,
        open: &Open<'a>,
        trailer: Option<&Segment<'a>>,
        number: u32,
    ) {
        match trailer {
            Some(trailer) => envelope::trailer(names, open, trailer, number, &mut self.file),
            None => {
                let last = self.last.unwrap_or(open.header);
                let number = number.saturating_sub(1);
                envelope::unclosed(names, &last, number, &mut self.file);
            }
        }
    }

    /// Makes an item of the file's faults so far.
    fn hand_out(&mut self) {
        if !self.file.is_empty() {
            let faults = std::mem::take(&mut self.file);
            self.ready.push_back(Item::File(faults));
        }
    }

    fn end(&mut self) {
        self.ended = true;
        self.close_interchange(None);
        let rest = self.segments.rest();
        if self.last.is_none() {
            let spot = Spot {
                in_loop: "",
                segment: ISA,
                element: (0, 0),
                number: 0,
                line: 1,
                bytes: (0, self.segments.length().min(106)),
            };
            let message = "no interchange: its header, ISA, cannot be found or read";
            self.file.push(Fault::new(FaultKind::NotX12, spot, message));
        } else if !rest.is_empty() {
            let from = self.segments.at();
            let spot = Spot {
                in_loop: "",
                segment: IEA,
                element: (0, 0),
                number: 0,
                line: self.last.map_or(1, |l| l.line),
                bytes: (from, self.segments.length()),
            };
            let message = "text that belongs to no interchange";
            let fault = Fault::new(FaultKind::NotX12, spot, message);
            self.file.push(fault.lenient(true));
        }
        self.hand_out();
    }
}
