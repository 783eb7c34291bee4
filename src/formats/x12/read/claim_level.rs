//! The loops of the subscriber, the patient and the claim.

use super::coverage;
use super::part::{attachment, conditions, transport};
use super::value::{date, dates, list, money, text};
use crate::claim::*;
use crate::formats::x12::guide::Kind;
use crate::formats::x12::item::Placed;
use crate::scan::x12::Segment;

/// Loop 2000B.
pub(super) fn subscriber<'a>(out: &mut Claim<'a>, placed: &Placed<'a>) {
    let segment = &placed.segment;
    match segment.element(0) {
        b"SBR" => {
            let who = &mut out.subscriber;
            who.payer_responsibility = text(segment.element(1));
            who.relationship = text(segment.element(2));
            who.group_number = text(segment.element(3));
            who.group_name = text(segment.element(4));
            who.insurance_type = text(segment.element(5));
            out.info.filing = text(segment.element(9));
        }
        b"PAT" => condition(out, segment),
        _ => {}
    }
}

/// Loop 2000C.
pub(super) fn patient<'a>(out: &mut Claim<'a>, placed: &Placed<'a>) {
    let segment = &placed.segment;
    if segment.element(0) == b"PAT" {
        out.dependent.get_or_insert_default().relationship = text(segment.element(1));
        condition(out, segment);
    }
}

/// Reads the patient's death and pregnancy from PAT (PAT06, PAT09).
fn condition<'a>(out: &mut Claim<'a>, segment: &Segment<'a>) {
    out.info.death_date = date(segment.element(6));
    out.info.pregnancy = text(segment.element(9));
}

/// The number of a property or casualty insurer.
pub(super) fn casualty_number<'a>(out: &mut Claim<'a>, placed: &Placed<'a>) {
    let segment = &placed.segment;
    if segment.element(0) == b"REF" && segment.element(1) == b"Y4" {
        out.info.property_casualty_number = text(segment.element(2));
    }
}

/// Loop 2300.
pub(super) fn information<'a>(out: &mut Claim<'a>, placed: &Placed<'a>, kind: Kind) {
    let segment = &placed.segment;
    let info = &mut out.info;
    match segment.element(0) {
        b"CLM" => {
            clm(info, segment, kind);
            if let Some(hospital) = &mut out.institutional {
                hospital.facility_type = text(segment.component(5, 1));
                hospital.facility_qualifier = text(segment.component(5, 2));
            }
        }
        b"DTP" => day(out, segment),
        b"REF" => number(&mut info.numbers, segment),
        b"HI" => codes(out, segment, kind),
        b"AMT" if segment.element(1) == b"F5" => info.patient_paid = money(segment.element(2)),
        b"CL1" => {
            if let Some(hospital) = &mut out.institutional {
                hospital.admission_type = text(segment.element(1));
                hospital.admission_source = text(segment.element(2));
                hospital.patient_status = text(segment.element(3));
            }
        }
        b"CN1" => {
            info.contract = Some(Box::new(coverage::contract(segment)));
        }
        b"NTE" => note(info.note.get_or_insert_default(), segment),
        b"PWK" => {
            let attachments = &mut info.numbers.attachments.items;
            attachments.push(attachment(segment));
        }
        b"CR1" => info.transport = Some(Box::new(transport(segment))),
        b"CR2" => {
            info.spinal_manipulation = Some(Box::new(SpinalManipulation {
                condition: text(segment.element(8)),
                description: text(segment.element(10)),
                description2: text(segment.element(11)),
                ..SpinalManipulation::default()
            }));
        }
        b"CRC" => {
            let conditions = conditions(segment);
            match segment.element(1) {
                b"07" => info.transport_conditions.items.push(conditions),
                b"ZZ" => info.epsdt_referral = Some(Box::new(conditions)),
                b"E1" | b"E2" | b"E3" => info.vision_conditions.items.push(conditions),
                _ => {}
            }
        }
        _ => {}
    }
}

fn clm<'a>(info: &mut ClaimInformation<'a>, segment: &Segment<'a>, kind: Kind) {
    info.patient_control_number = text(segment.element(1));
    // A separator too many moves the number of the claim to where the charge belongs, and that behind it, where nothing does.
    let moved = segment.element(1).is_empty() && !segment.element(3).is_empty();
    if !moved {
        info.charge = money(segment.element(2));
    }
    // A hospital's claim has the first digits of its type of bill there.
    if kind != Kind::Institutional {
        info.place_of_service = text(segment.component(5, 1));
    }
    info.frequency = text(segment.component(5, 3));
    info.signature = text(segment.element(6));
    info.accept_assignment = text(segment.element(7));
    info.benefits_assigned = text(segment.element(8));
    info.release = text(segment.element(9));
    info.signature_source = text(segment.element(10));
    let related = segment.element(11);
    info.related_causes = list(segment.components(related).take(3));
    info.accident_state = text(segment.component(11, 4));
    info.accident_country = text(segment.component(11, 5));
    info.special_program = text(segment.element(12));
    info.delay_reason = text(segment.element(20));
}

fn day<'a>(out: &mut Claim<'a>, segment: &Segment<'a>) {
    let (from, to) = dates(segment.element(2), segment.element(3));
    let dates = &mut out.info.dates;
    if let Some(hospital) = &mut out.institutional {
        match segment.element(1) {
            b"434" => (hospital.statement_from, hospital.statement_to) = (from, to),
            b"435" => {
                hospital.admission_hour = match segment.element(2) {
                    b"DT" => text(segment.element(3).get(8..10).unwrap_or_default()),
                    _ => Value::Missing,
                };
                dates.admission = from;
            }
            b"096" => hospital.discharge_hour = text(segment.element(3)),
            _ => {}
        }
        return;
    }
    match segment.element(1) {
        b"431" => dates.symptom = from,
        b"454" => dates.initial_treatment = from,
        b"304" => dates.last_seen = from,
        b"453" => dates.acute_manifestation = from,
        b"439" => dates.accident = from,
        b"484" => dates.last_menstrual_period = from,
        b"455" => dates.last_xray = from,
        b"471" => dates.prescription = from,
        b"314" => (dates.disability_begin, dates.disability_end) = (from, to),
        b"360" => dates.disability_begin = from,
        b"361" => dates.disability_end = from,
        b"297" => dates.last_worked = from,
        b"296" => dates.return_to_work = from,
        b"435" => dates.admission = from,
        b"096" => dates.discharge = from,
        b"090" => dates.assumed_care = from,
        b"091" => dates.relinquished_care = from,
        b"444" => dates.first_contact = from,
        _ => {}
    }
}

fn number<'a>(numbers: &mut ReferenceNumbers<'a>, segment: &Segment<'a>) {
    let number = match segment.element(1) {
        b"F8" => &mut numbers.claim_control_number,
        b"G1" => &mut numbers.prior_authorization,
        b"9F" => &mut numbers.referral,
        b"X4" => &mut numbers.clia,
        b"EW" => &mut numbers.mammography,
        b"4N" => &mut numbers.authorization_exception,
        b"LX" => &mut numbers.investigational_device,
        b"P4" => &mut numbers.demonstration,
        b"1J" => &mut numbers.care_plan_oversight,
        b"EA" => &mut numbers.medical_record,
        b"D9" => &mut numbers.clearinghouse_number,
        _ => return,
    };
    *number = text(segment.element(2));
}

fn note<'a>(note: &mut ClaimNote<'a>, segment: &Segment<'a>) {
    let words = match segment.element(1) {
        b"ADD" => &mut note.additional,
        b"CER" => &mut note.certification,
        b"DCP" => &mut note.goals,
        b"DGN" => &mut note.diagnosis,
        b"TPO" => &mut note.third_party,
        _ => return,
    };
    *words = text(segment.element(2));
}

/// The codes of an HI. Every element says for itself what it is.
fn codes<'a>(out: &mut Claim<'a>, segment: &Segment<'a>, kind: Kind) {
    if segment.component(1, 1) == b"BG" && kind != Kind::Institutional {
        let each = segment.elements().skip(1);
        let each = each.filter_map(|e| segment.components(e).nth(1));
        out.info.conditions.items.push(Conditions {
            codes: list(each),
            ..Conditions::default()
        });
        return;
    }
    for (i, element) in segment.elements().enumerate().skip(1) {
        if element.is_empty() {
            continue;
        }
        let part = |n: usize| segment.component(i, n);
        let code = text(part(2));
        if let Some(hospital) = &mut out.institutional {
            let (from, to) = dates(part(3), part(4));
            let coded = Coded {
                qualifier: text(part(1)),
                code,
                from,
                to,
                amount: money(part(5)),
                present_on_admission: text(part(9)),
            };
            match part(1) {
                b"ABK" | b"BK" | b"ABF" | b"BF" => {
                    out.info.diagnoses.items.push(Diagnosis {
                        qualifier: coded.qualifier.clone(),
                        code: coded.code.clone(),
                        ..Diagnosis::default()
                    });
                    hospital.diagnoses.push(coded);
                }
                b"ABJ" | b"BJ" => hospital.admitting.push(coded),
                b"APR" | b"PR" => hospital.visit_reasons.push(coded),
                b"ABN" | b"BN" => hospital.external_causes.push(coded),
                b"BBR" | b"BR" | b"CAH" | b"BBQ" | b"BQ" => hospital.procedures.push(coded),
                b"BI" => hospital.spans.push(coded),
                b"BH" => hospital.occurrences.push(coded),
                b"BE" => hospital.values.push(coded),
                b"BG" => hospital.conditions.push(coded),
                b"DR" => hospital.drg = coded.code,
                b"TC" => hospital.treatments.push(coded),
                _ => {}
            }
            continue;
        }
        match part(1) {
            b"BP" | b"BO" => out.info.anesthesia_procedures.items.push(code),
            _ => out.info.diagnoses.items.push(Diagnosis {
                qualifier: text(part(1)),
                code,
                ..Diagnosis::default()
            }),
        }
    }
}
