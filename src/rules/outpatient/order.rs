//! The order in which the editor looks, and what it leaves out by type of bill, payment system, condition and version.

use super::programs::Program::{Intensive, Partial};
use super::row::Row;
use super::state::Editor;
use super::{
    add_on, bilateral, blood, bundles, clinics, coverage, dates, devices, hours, inpatient_only,
    mental_health, packaging, programs, visits,
};
use crate::edits::ioce::{Flag, RevenueFlag};
use crate::rules::edited::Place;

/// Runs every step that is for the claim.
pub(super) fn run(e: &mut Editor<'_>) {
    if e.rows.is_empty() {
        return;
    }
    let (f, opps) = (e.path, e.opps);
    let (c41, c92, c89) = (e.condition("41"), e.condition("92"), e.condition("89"));
    // Condition 89 makes a hospital's bill one of an opioid treatment program.
    let c89 = c89 && matches!(f, 13 | 85);
    let program = f == 13 && (c41 || c92);
    if matches!(f, 12 | 14 | 43) && c41 {
        e.edit_at(46, Place::Claim);
        if f != 43 {
            return;
        }
    }
    if e.version < 82 && e.condition("21") {
        e.edit_at(10, Place::Claim);
    }
    if f == 43 {
        return religious(e);
    }
    coverage::invalid_codes(e);
    let antigens = [
        Flag::Vaccine,
        Flag::Antigen,
        Flag::Cast,
        Flag::Splint,
        Flag::WoundTherapy,
    ];
    // Home health is paid by the system for outpatients for these alone.
    let home_antigens = f == 34 && opps && e.any_line(&antigens);
    let hospital = matches!(f, 12..=14) && opps;
    let classes = hospital || f == 76 && opps || f == 7 || home_antigens;
    if classes {
        packaging::own_classes(e);
    }
    packaging::laboratory(e);
    if hospital && matches!(f, 12 | 13) {
        if !c89 {
            packaging::therapies(e);
        }
        packaging::advance_planning(e);
    } else if f == 76 {
        packaging::advance_planning(e);
    }
    if f != 13 && f != 85 || f == 13 && c89 {
        visits::bill_type(e);
    }
    if hospital && (f == 12 || f == 13 && !c89) {
        coverage::education(e);
    }
    if (hospital || f == 76) && packaging::incidental_only(e) {
        return;
    }
    if hospital && (f == 12 && e.condition("W2") || f == 13 && !program && !c89) {
        packaging::comprehensive_primary(e);
        inpatient_only::knee(e);
        inpatient_only::died(e);
    }
    if hospital && (f == 12 || f == 13 && !c89) || f == 76 {
        inpatient_only::denied_days(e);
    }
    coverage::patient_and_coverage(e, f, hospital, c89, program, home_antigens);
    dates::emergency(e);
    dates::approval(e);
    belongs_together(e, f, hospital, c89, program, home_antigens);
    added(e, f, hospital, c89, program, home_antigens);
    mental(e, f, hospital, c89, c41, c92);
    paid(e, f, hospital, c89, program, home_antigens);
}

/// Religious nonmedical institutions: little is asked.
fn religious(e: &mut Editor<'_>) {
    e.edit_where(41, |r| r.revenue != 0 && !r.listed.known());
    packaging::laboratory(e);
    if e.age_invalid {
        e.edit_at(25, Place::Claim);
    }
    e.edit_where(65, |r| r.listed.revenue(RevenueFlag::NotRecognized));
    e.edit_where(55, |r| r.is(Flag::NotReportableSite));
}

/// Steps about codes that belong together on a claim or a day.
fn belongs_together(
    e: &mut Editor<'_>,
    f: u8,
    hospital: bool,
    c89: bool,
    program: bool,
    home_antigens: bool,
) {
    let whole = f == 13 && !program && !c89;
    if f == 12 && hospital || f == 13 && hospital && !c89 || f == 76 || f == 7 || home_antigens {
        blood::product_missing(e);
    }
    if hospital && (f == 12 || whole) {
        blood::pairs(e);
    }
    if f == 12 || hospital && whole || f == 73 || f == 83 || f == 85 && !c89 {
        blood::revenue(e);
    }
    if f == 12 || whole || f == 85 && !c89 {
        bundles::cornea(e);
        bundles::donor(e);
        bundles::skin(e);
        bundles::screening(e);
    } else if f == 83 {
        bundles::skin(e);
    }
    let not_biological = matches!(f, 14 | 73 | 87 | 89)
        || matches!(f, 13 | 85) && c89
        || f == 77 && e.condition("65");
    if !not_biological {
        let revenue = |r: &Row<'_>| r.listed.revenue(RevenueFlag::InBiological);
        e.edit_where(111, |r| {
            r.is(Flag::InBiological) || r.is_empty() && revenue(r)
        });
    }
    if hospital && matches!(f, 12 | 13) || f == 76 || f == 7 || home_antigens {
        bundles::discounted_drug(e);
    }
    if hospital && (f == 12 || f == 13 && !c89) {
        e.edit_where(66, |r| !r.denied && r.is(Flag::UnclassifiedDrug));
    }
    if hospital && (f == 12 || f == 13 && !c89) || f == 76 {
        bundles::drug_alone(e);
    }
}

/// Pairs of NCCI, add-on codes, opioid treatment.
fn added(e: &mut Editor<'_>, f: u8, hospital: bool, c89: bool, program: bool, home_antigens: bool) {
    if !matches!(f, 71 | 77) {
        add_on::ncci(e);
    }
    if hospital && (f == 12 || f == 13 && !program && !c89) {
        add_on::radiation(e);
    }
    if e.version > 81 && e.version < 92 {
        add_on::covid(e);
    }
    let by_system = hospital || f == 76 || home_antigens;
    if !by_system {
        add_on::types_1_and_3(e, f == 85);
        add_on::type_2(e);
        add_on::drugs(e);
    }
    if hospital && e.version > 89 && (f == 12 || f == 13 && !c89) {
        if f == 13 && !program {
            add_on::software(e);
        }
        add_on::remote(e);
    }
    if f == 12 {
        mental_health::days(e);
    }
    let treats = match f {
        13 | 85 => !c89,
        77 => !e.condition("65"),
        _ => !matches!(f, 87 | 7),
    };
    if e.version > 77 && treats {
        e.edit_where(116, |r| r.is(Flag::OpioidProgram));
    }
}

/// Programs of mental health, and what is paid by the day.
fn mental(e: &mut Editor<'_>, f: u8, hospital: bool, c89: bool, c41: bool, c92: bool) {
    let later = e.version > 93;
    if f == 13 && hospital && !c89 && !c41 && !c92 {
        if later {
            programs::outside(e, Intensive);
        }
        programs::outside(e, Partial);
    }
    match f {
        13 if hospital && c92 && later => {
            programs::diagnosis(e);
            programs::primary_missing(e, Intensive);
            programs::days(e, Intensive);
            hours::of_weeks(e, Intensive);
            mental_health::days(e);
        }
        13 if hospital && c41 => {
            programs::diagnosis(e);
            partial(e, false);
            if e.version > 89 {
                mental_health::days(e);
            }
        }
        13 if hospital && !c89 => mental_health::days(e),
        76 => {
            programs::diagnosis(e);
            if c92 && later {
                programs::not_in_program(e, Intensive);
                programs::primary_missing(e, Intensive);
                programs::days(e, Intensive);
                hours::of_weeks(e, Intensive);
            } else {
                partial(e, true);
            }
        }
        71 => {
            if later && e.opps && c92 {
                programs::primary_missing(e, Intensive);
                clinics::intensive_modifier(e);
            }
            if !later || !c92 {
                clinics::not_covered(e);
            }
        }
        77 => health_center(e, c92),
        _ => {}
    }
}

/// A bill of partial hospitalization.
fn partial(e: &mut Editor<'_>, center: bool) {
    if center || e.version < 90 {
        programs::not_in_program(e, Partial);
    }
    if e.version > 93 {
        programs::primary_missing(e, Partial);
        programs::days(e, Partial);
    } else {
        programs::days_before_2024(e);
    }
    hours::of_weeks(e, Partial);
}

/// A federally qualified health center's bill.
fn health_center(e: &mut Editor<'_>, c92: bool) {
    let (advantage, notice) = (e.condition("65"), e.frequency == b'0');
    if e.version > 93 && e.opps && !notice && !advantage && c92 {
        programs::primary_missing(e, Intensive);
        programs::days(e, Intensive);
    }
    if (e.version > 80 || !advantage) && !notice {
        clinics::not_covered(e);
        clinics::health_center(e);
    }
}

/// Steps about services that are paid, packaged, or not paid after all.
fn paid(e: &mut Editor<'_>, f: u8, hospital: bool, c89: bool, program: bool, home_antigens: bool) {
    let care = hospital && (f == 12 || f == 13 && !c89);
    let whole = f == 13 && !program && !c89;
    let critical_access = f == 85 && !c89;
    let by_classes = care || hospital && f == 14 || f == 76 || f == 7 || home_antigens;
    if by_classes {
        packaging::conditional(e);
    }
    if care {
        packaging::critical_care(e);
    }
    if hospital && whole || critical_access {
        visits::hourly(e);
    }
    if whole || critical_access {
        visits::revenue(e);
    }
    let comprehensive = hospital && (whole || f == 12 && e.condition("W2"));
    if care {
        packaging::imaging(e);
        if comprehensive {
            packaging::comprehensive_primary(e);
            packaging::observation(e);
        }
        visits::direct_referral(e);
    }
    if critical_access {
        visits::direct_referral(e);
    }
    if hospital && f == 13 && !c89 {
        packaging::off_campus(e);
    }
    if f == 76 {
        packaging::off_campus_program(e);
    }
    if care {
        devices::implant_alone(e);
        devices::missing(e);
        if e.version > 93 {
            devices::certain(e);
        }
    }
    if comprehensive {
        packaging::comprehensive(e);
    }
    if care || hospital && f == 14 || critical_access {
        bilateral::terminated(e);
    }
    two_sides(e, f, c89, home_antigens);
    if matches!(f, 12..=14) && (f != 13 || !c89) {
        packaging::settle(e);
    }
    if !matches!(f, 32 | 34 | 81 | 82 | 7) && e.primary.is_none() {
        e.edit_where(61, |r| r.is(Flag::EquipmentContractor));
    }
    let recognized =
        hospital && (f != 13 || !c89) || f == 7 && !matches!(e.facility, 22 | 23) || home_antigens;
    if recognized {
        e.edit_where(62, |r| !r.off_campus && r.is(Flag::NotRecognizedByOpps));
    }
    if care || f == 76 {
        inpatient_only::separate(e);
    }
    if hospital && (f == 12 || whole) || critical_access {
        visits::with_procedure(e, critical_access);
    }
    if hospital && whole && !e.condition("G0") {
        visits::several(e);
    }
    if f == 12 || whole || f == 83 || critical_access {
        e.edit_where(82, |r| r.is(Flag::TokenCharge) && !r.is_token());
    }
    let drugs = hospital && matches!(f, 12 | 13) || f == 76;
    if drugs && e.version > 83 {
        e.edit_where(117, |r| r.status_is(&[b"G ", b"K ", b"K1"]) && r.is_token());
    }
    if hospital && (whole || f == 12) {
        devices::unused(e);
    }
    if hospital && (whole || f == 12 && e.version > 97) {
        devices::pass_through(e);
    }
    if (care || f == 76) && e.version > 97 {
        devices::pain_drugs(e);
    }
    if hospital || f == 76 || f == 7 || home_antigens {
        packaging::nothing_paid(e);
    }
}

/// Services of both sides.
fn two_sides(e: &mut Editor<'_>, f: u8, c89: bool, home_antigens: bool) {
    match f {
        85 if !c89 => {
            bilateral::inherent(e, true);
            bilateral::units_of_critical_access(e);
        }
        13 if c89 => {}
        12 | 13 | 7 => {
            bilateral::units(e);
            bilateral::inherent(e, false);
        }
        14 => bilateral::units(e),
        34 if home_antigens => {
            bilateral::units(e);
            bilateral::inherent(e, false);
        }
        _ => {}
    }
}
