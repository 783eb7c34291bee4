//! Persons, organizations, providers and their addresses: the segments that every loop of a party has.

use super::value::{date, text};
use crate::claim::*;
use crate::formats::x12::item::Placed;

pub(super) fn organization<'a>(out: &mut Organization<'a>, placed: &Placed<'a>) {
    if placed.segment.element(0) == b"NM1" {
        out.organization_name = text(placed.segment.element(3));
    }
}

/// Reads a segment of the provider in that role, who is made when one comes first.
pub(super) fn in_role<'a>(providers: &mut Vec<Provider<'a>>, role: Role, placed: &Placed<'a>) {
    if !providers.iter().any(|p| p.role == role) {
        providers.push(Provider::new(role));
    }
    if let Some(found) = providers.iter_mut().find(|p| p.role == role) {
        provider(found, placed);
    }
}

pub(super) fn provider<'a>(out: &mut Provider<'a>, placed: &Placed<'a>) {
    let segment = &placed.segment;
    match segment.element(0) {
        b"NM1" => {
            match segment.element(2) {
                b"2" => out.organization_name = text(segment.element(3)),
                _ => {
                    out.last_name = text(segment.element(3));
                    out.first_name = text(segment.element(4));
                }
            }
            if segment.element(8) != b"24" && segment.element(8) != b"34" {
                out.npi = text(segment.element(9));
            }
        }
        b"PRV" => out.taxonomy = text(segment.element(3)),
        b"REF" => match segment.element(1) {
            b"EI" => out.employer_id = text(segment.element(2)),
            b"SY" => out.ssn = text(segment.element(2)),
            _ => {}
        },
        _ => address(&mut out.address, placed),
    }
}

pub(super) fn person<'a>(out: &mut Person<'a>, placed: &Placed<'a>) {
    let segment = &placed.segment;
    match segment.element(0) {
        b"NM1" => {
            match segment.element(2) {
                b"2" => out.organization_name = text(segment.element(3)),
                _ => {
                    out.last_name = text(segment.element(3));
                    out.first_name = text(segment.element(4));
                }
            }
            out.member_id = text(segment.element(9));
        }
        b"DMG" => {
            out.date_of_birth = date(segment.element(2));
            out.gender = text(segment.element(3));
        }
        _ => address(&mut out.address, placed),
    }
}

pub(super) fn address<'a>(out: &mut Address<'a>, placed: &Placed<'a>) {
    let segment = &placed.segment;
    match segment.element(0) {
        b"N3" => out.address1 = text(segment.element(1)),
        b"N4" => {
            out.city = text(segment.element(1));
            out.state = text(segment.element(2));
            out.postal_code = text(segment.element(3));
            out.country = text(segment.element(4));
        }
        _ => {}
    }
}
