//! Demands of the guides in cases that a table of segments cannot say.

use super::fault::{Fault, FaultKind, Spot};
use super::guide::Kind;
use super::item::Placed;
use crate::claim::Claim;
use crate::date::Date;
use crate::scan::x12::SegmentId;

/// The qualifiers of ICD-9-CM codes, which were valid for services before 2015-10-01 (45 CFR 162.1002).
const ICD9: [&[u8]; 7] = [b"BK", b"BF", b"BJ", b"PR", b"BN", b"BR", b"BQ"];

/// Adds what a hospital's or a dentist's claim lacks. (Of a professional claim the claim's own rules say it.)
pub(super) fn check(claim: &Claim<'_>, kind: Kind, segments: &[Placed<'_>], out: &mut Vec<Fault>) {
    if kind == Kind::Professional {
        return;
    }
    icd9(claim, segments, out);
    if kind == Kind::Institutional {
        line_dates(claim, segments, out);
    }
}

fn icd9(claim: &Claim<'_>, segments: &[Placed<'_>], out: &mut Vec<Fault>) {
    let hospital = claim.institutional.as_deref();
    let lines = claim.info.lines.iter().filter_map(|l| l.from.get());
    let statement = hospital.and_then(|h| h.statement_to.get().or(h.statement_from.get()));
    let day = statement.or_else(|| lines.min());
    if day.is_none_or(|d| Date::new(2015, 10, 1).is_some_and(|first| *d < first)) {
        return;
    }
    for placed in segments.iter().filter(|p| p.id == SegmentId::new(b"HI")) {
        for i in 1..placed.segment.count() {
            let qualifier = placed.segment.component(i, 1);
            if ICD9.contains(&qualifier) {
                let spot = Spot::of(&placed.segment, placed.in_loop, placed.number);
                let spot = spot.element(&placed.segment, i, 1, qualifier);
                let message = "the qualifier of an ICD-9-CM code, for services from 2015-10-01 on";
                out.push(Fault::new(FaultKind::ElementValue, spot, message));
            }
        }
    }
}

/// Facility types whose bills are for outpatients (Medicare Claims Processing Manual, chapter 25, FL 4).
const OUTPATIENT: [&str; 10] = ["13", "14", "22", "23", "71", "73", "74", "75", "76", "85"];

/// A line of an outpatient bill with a procedure code has its day.
fn line_dates(claim: &Claim<'_>, segments: &[Placed<'_>], out: &mut Vec<Fault>) {
    let Some(hospital) = claim.institutional.as_deref() else {
        return;
    };
    if !OUTPATIENT.contains(&hospital.facility_type.text()) {
        return;
    }
    for (i, line) in claim.info.lines.iter().enumerate() {
        if line.service.qualifier.text() != "HC" || !line.from.is_missing() {
            continue;
        }
        let number = i as u32 + 1;
        let own = |p: &&Placed<'_>| p.line == number && p.in_loop == "2400";
        let Some(last) = segments.iter().rev().find(own) else {
            continue;
        };
        let spot = Spot {
            in_loop: "2400",
            segment: SegmentId::new(b"DTP"),
            element: (0, 0),
            number: last.number,
            line: last.segment.line,
            bytes: (last.segment.to(), last.segment.to()),
        };
        let message = "an outpatient line with a procedure code lacks its DTP 472";
        out.push(Fault::new(FaultKind::SegmentMissing, spot, message));
    }
}
