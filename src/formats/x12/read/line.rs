//! The loops of a service line.

use super::coverage;
use super::part::{attachment, conditions, quantity, transport};
use super::party::{address, in_role};
use super::value::{dates, list, money, text, units};
use crate::claim::*;
use crate::formats::x12::guide::Kind;
use crate::formats::x12::item::Placed;
use crate::scan::x12::Segment;

/// So many lines of a claim are read; the guides allow 50 and 999, and say so of a claim that has more.
const LINES: u32 = 1_000;

/// Loops 2400 to 2440.
pub(super) fn take<'a>(out: &mut Claim<'a>, placed: &Placed<'a>, kind: Kind) {
    if placed.line > LINES {
        return;
    }
    let segment = &placed.segment;
    if placed.in_loop == "2400" && segment.element(0) == b"LX" {
        out.info.lines.items.push(Line::default());
        if let Some(hospital) = &mut out.institutional {
            hospital.revenue.push(Revenue::default());
        }
        return;
    }
    if let (Some(hospital), b"SV2") = (&mut out.institutional, segment.element(0)) {
        if let Some(revenue) = hospital.revenue.last_mut() {
            revenue.code = text(segment.element(1));
            revenue.not_covered = money(segment.element(7));
        }
    }
    let Some(line) = out.info.lines.items.last_mut() else {
        return;
    };
    match placed.in_loop {
        "2400" => own(line, segment),
        "2410" => drug(line.drug.get_or_insert_default(), segment),
        "2430" => adjudication(&mut line.adjudications.items, segment),
        "2440" if segment.element(0) == b"LQ" => line.forms.items.push(FormIdentification {
            kind: text(segment.element(1)),
            id: text(segment.element(2)),
            ..FormIdentification::default()
        }),
        _ => party(line, placed, kind),
    }
}

fn own<'a>(line: &mut Line<'a>, segment: &Segment<'a>) {
    match segment.element(0) {
        b"SV1" => sv1(&mut line.service, segment),
        b"SV2" => {
            procedure(&mut line.service, segment, 2);
            line.service.charge = money(segment.element(3));
            line.service.unit = text(segment.element(4));
            line.service.units = units(segment.element(5));
        }
        b"SV3" => {
            procedure(&mut line.service, segment, 1);
            line.service.charge = money(segment.element(2));
            line.service.place_of_service = text(segment.element(3));
            line.service.units = units(segment.element(6));
        }
        b"SV5" => {
            line.equipment = Some(Box::new(EquipmentService {
                days: units(segment.element(3)),
                rental_price: money(segment.element(4)),
                purchase_price: money(segment.element(5)),
                frequency: text(segment.element(6)),
                ..EquipmentService::default()
            }));
        }
        b"PWK" if segment.element(1) == b"CT" => {
            line.equipment_certificate = Some(Box::new(EquipmentCertificate {
                transmission: text(segment.element(2)),
                ..EquipmentCertificate::default()
            }));
        }
        b"PWK" => line.attachments.items.push(attachment(segment)),
        b"CR1" => line.transport = Some(Box::new(transport(segment))),
        b"CR3" => {
            line.equipment_certification = Some(Box::new(EquipmentCertification {
                kind: text(segment.element(1)),
                months: units(segment.element(3)),
                ..EquipmentCertification::default()
            }));
        }
        b"CRC" => match segment.element(1) {
            b"07" => line.transport_conditions.items.push(conditions(segment)),
            b"09" => {
                line.equipment_condition = Some(Box::new(EquipmentCondition {
                    applies: text(segment.element(2)),
                    code: text(segment.element(3)),
                    code2: text(segment.element(4)),
                    ..EquipmentCondition::default()
                }));
            }
            _ => {}
        },
        b"DTP" => day(line, segment),
        b"QTY" => match segment.element(1) {
            b"PT" => line.transport_patients = quantity(segment, 2),
            b"FL" => line.obstetric_units = quantity(segment, 2),
            _ => {}
        },
        b"CN1" => line.contract = Some(Box::new(coverage::contract(segment))),
        b"REF" => number(line, segment),
        b"AMT" => match segment.element(1) {
            b"T" => line.sales_tax = money(segment.element(2)),
            b"F4" => line.postage = money(segment.element(2)),
            _ => {}
        },
        b"NTE" => {
            let words = text(segment.element(2));
            match segment.element(1) {
                b"ADD" => line.note = words,
                b"DCP" => line.goals = words,
                b"TPO" => line.third_party_note = words,
                _ => {}
            }
        }
        b"PS1" => {
            line.purchased = Some(Box::new(PurchasedService {
                provider_id: text(segment.element(1)),
                charge: money(segment.element(2)),
                ..PurchasedService::default()
            }));
        }
        _ => {}
    }
}

fn procedure<'a>(service: &mut Service<'a>, segment: &Segment<'a>, element: usize) {
    let composite = segment.element(element);
    service.qualifier = text(segment.component(element, 1));
    service.code = text(segment.component(element, 2));
    service.modifiers = list(segment.components(composite).skip(2).take(4));
    service.description = text(segment.component(element, 7));
}

fn sv1<'a>(service: &mut Service<'a>, segment: &Segment<'a>) {
    procedure(service, segment, 1);
    service.charge = money(segment.element(2));
    service.unit = text(segment.element(3));
    service.units = units(segment.element(4));
    service.place_of_service = text(segment.element(5));
    let pointers = segment.components(segment.element(7));
    let pointers = pointers.map(text).filter(|p| !p.is_missing());
    service.pointers.list.items = pointers
        .map(|p| match p {
            Value::Read(t) => match t
                .parse()
                .ok()
                .filter(|_| t.bytes().all(|b| b.is_ascii_digit()))
            {
                Some(n) => Value::Read(n),
                None => Value::Invalid(t),
            },
            _ => Value::Missing,
        })
        .collect();
    service.emergency = text(segment.element(9));
    service.epsdt = text(segment.element(11));
    service.family_planning = text(segment.element(12));
    service.copay = text(segment.element(15));
}

fn day<'a>(line: &mut Line<'a>, segment: &Segment<'a>) {
    let (from, to) = dates(segment.element(2), segment.element(3));
    if segment.element(1) == b"472" {
        (line.from, line.to) = (from, to);
        return;
    }
    let days = line.dates.get_or_insert_default();
    let day = match segment.element(1) {
        b"471" => &mut days.prescription,
        b"607" => &mut days.recertification,
        b"463" => &mut days.begin_therapy,
        b"461" => &mut days.last_certification,
        b"304" => &mut days.last_seen,
        b"738" => &mut days.hemoglobin_test,
        b"739" => &mut days.creatinine_test,
        b"011" => &mut days.shipped,
        b"455" => &mut days.last_xray,
        b"454" => &mut days.initial_treatment,
        _ => return,
    };
    *day = from;
}

fn number<'a>(line: &mut Line<'a>, segment: &Segment<'a>) {
    let value = text(segment.element(2));
    match segment.element(1) {
        b"6R" => line.control_number = value,
        b"X4" => line.references.get_or_insert_default().clia = value,
        b"F4" => line.references.get_or_insert_default().referring_clia = value,
        b"EW" => line.references.get_or_insert_default().mammography = value,
        b"BT" => line.references.get_or_insert_default().immunization_batch = value,
        b"G1" => {
            let all = &mut line.references.get_or_insert_default().prior_authorizations;
            all.items.push(Authorization {
                number: value,
                payer_id: text(segment.component(4, 2)),
                ..Authorization::default()
            });
        }
        _ => {}
    }
}

fn drug<'a>(drug: &mut Drug<'a>, segment: &Segment<'a>) {
    match segment.element(0) {
        b"LIN" => {
            drug.qualifier = text(segment.element(2));
            drug.ndc = text(segment.element(3));
        }
        b"CTP" => {
            drug.units = units(segment.element(4));
            drug.unit = text(segment.component(5, 1));
        }
        b"REF" => match segment.element(1) {
            b"XZ" => drug.prescription = text(segment.element(2)),
            b"VY" => drug.link = text(segment.element(2)),
            _ => {}
        },
        _ => {}
    }
}

fn adjudication<'a>(all: &mut Vec<LineAdjudication<'a>>, segment: &Segment<'a>) {
    if segment.element(0) == b"SVD" {
        let composite = segment.element(3);
        all.push(LineAdjudication {
            payer_id: text(segment.element(1)),
            paid: money(segment.element(2)),
            qualifier: text(segment.component(3, 1)),
            code: text(segment.component(3, 2)),
            modifiers: list(segment.components(composite).skip(2).take(4)),
            units: units(segment.element(5)),
            bundled_with: text(segment.element(6)),
            ..LineAdjudication::default()
        });
        return;
    }
    let Some(last) = all.last_mut() else {
        return;
    };
    match segment.element(0) {
        b"CAS" => last.adjustments.items.push(coverage::adjustments(segment)),
        b"DTP" => last.adjudicated_on = dates(segment.element(2), segment.element(3)).0,
        b"AMT" => last.patient_liability = money(segment.element(2)),
        _ => {}
    }
}

/// A party of the line: the loops of the guides differ.
fn party<'a>(line: &mut Line<'a>, placed: &Placed<'a>, kind: Kind) {
    let role = match (kind, placed.in_loop) {
        (Kind::Professional, "2420G") => {
            return address(line.pick_up.get_or_insert_default(), placed)
        }
        (Kind::Professional, "2420H") => {
            return address(line.drop_off.get_or_insert_default(), placed)
        }
        (Kind::Professional | Kind::Dental, "2420A") | (Kind::Institutional, "2420C") => {
            Role::Rendering
        }
        (Kind::Institutional, "2420A") => Role::Operating,
        (Kind::Institutional, "2420B") => Role::OtherOperating,
        (Kind::Professional, "2420B") => Role::Purchased,
        (Kind::Professional, "2420C") | (Kind::Dental, "2420D") => Role::Facility,
        (Kind::Professional, "2420D") | (Kind::Dental, "2420C") => Role::Supervising,
        (Kind::Professional, "2420E") => Role::Ordering,
        (Kind::Professional, "2420F") | (Kind::Institutional, "2420D") => Role::Referring,
        _ => return,
    };
    in_role(&mut line.providers, role, placed);
}
