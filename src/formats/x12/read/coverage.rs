//! Other payers: what they insure, paid and adjusted.

use super::party::address;
use super::value::{dates, money, text, units};
use crate::claim::*;
use crate::formats::x12::item::Placed;
use crate::scan::x12::Segment;

/// Loops 2320, 2330A and 2330B.
pub(super) fn other<'a>(out: &mut Claim<'a>, placed: &Placed<'a>) {
    let segment = &placed.segment;
    let all = &mut out.info.other_subscribers.items;
    if placed.in_loop == "2320" && segment.element(0) == b"SBR" {
        all.push(OtherSubscriber::default());
    }
    let Some(payer) = all.last_mut() else {
        return;
    };
    match (placed.in_loop, segment.element(0)) {
        ("2320", b"SBR") => {
            payer.payer_responsibility = text(segment.element(1));
            payer.relationship = text(segment.element(2));
            payer.group_number = text(segment.element(3));
            payer.group_name = text(segment.element(4));
            payer.insurance_type = text(segment.element(5));
            payer.filing = text(segment.element(9));
        }
        ("2320", b"CAS") => payer.adjustments.items.push(adjustments(segment)),
        ("2320", b"AMT") => {
            let amount = money(segment.element(2));
            match segment.element(1) {
                b"D" => payer.paid = amount,
                b"A8" => payer.not_covered = amount,
                b"EAF" => payer.patient_liability = amount,
                _ => {}
            }
        }
        ("2320", b"OI") => {
            payer.benefits_assigned = text(segment.element(3));
            payer.signature_source = text(segment.element(4));
            payer.release = text(segment.element(6));
        }
        ("2330A", b"NM1") => {
            payer.name.kind = text(segment.element(2));
            payer.name.last_name = text(segment.element(3));
            payer.name.first_name = text(segment.element(4));
            payer.name.id_qualifier = text(segment.element(8));
            payer.name.id = text(segment.element(9));
        }
        ("2330A", b"N3" | b"N4") => {
            address(payer.name.address.get_or_insert_default(), placed);
        }
        ("2330B", b"NM1") => {
            payer.payer.organization_name = text(segment.element(3));
            payer.payer.id_qualifier = text(segment.element(8));
            payer.payer.id = text(segment.element(9));
        }
        ("2330B", b"N3" | b"N4") => {
            address(payer.payer.address.get_or_insert_default(), placed);
        }
        ("2330B", b"DTP") if segment.element(1) == b"573" => {
            payer.payer.adjudicated_on = dates(segment.element(2), segment.element(3)).0;
        }
        ("2330B", b"REF") => match segment.element(1) {
            b"F8" => payer.payer.claim_control_number = text(segment.element(2)),
            b"G1" => payer.payer.prior_authorization = text(segment.element(2)),
            _ => {}
        },
        _ => {}
    }
}

/// A CAS: a group and up to six reasons, each with amount and quantity.
pub(super) fn adjustments<'a>(segment: &Segment<'a>) -> AdjustmentGroup<'a> {
    let mut out = AdjustmentGroup {
        group: text(segment.element(1)),
        ..AdjustmentGroup::default()
    };
    let rest: Vec<&[u8]> = segment.elements().skip(2).take(18).collect();
    for three in rest.chunks(3) {
        let part = |i: usize| three.get(i).copied().unwrap_or_default();
        if three.iter().any(|p| !p.is_empty()) {
            out.adjustments.items.push(Adjustment {
                reason: text(part(0)),
                amount: money(part(1)),
                quantity: units(part(2)),
                ..Adjustment::default()
            });
        }
    }
    out
}

/// A CN1.
pub(super) fn contract<'a>(segment: &Segment<'a>) -> Contract<'a> {
    Contract {
        kind: text(segment.element(1)),
        amount: money(segment.element(2)),
        code: text(segment.element(4)),
        version: text(segment.element(6)),
        ..Contract::default()
    }
}
