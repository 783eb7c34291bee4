//! A hospital's bill: its setting by the type of bill, whose rules hold, its days, and its codes.

use crate::claim::{Cents, Claim, Coded, Institutional, Line, Revenue, Role};
use crate::date::Date;
use crate::report::Severity;

/// Whose published rules hold for a claim, by its claim filing code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payer {
    /// Medicare Part A or B: its manuals are the law.
    Medicare,
    /// Medicare Advantage: mostly Medicare's rules, by contract.
    Advantage,
    /// Anybody else.
    Other,
}

/// A hospital's claim, as its rules see it.
pub(crate) struct Bill<'c> {
    /// The hospital's part of the claim.
    pub hospital: &'c Institutional<'c>,
    /// The service lines.
    pub lines: &'c [Line<'c>],
    /// First two digits of the type of bill, without the leading zero: 11, 13, 32, ...; 0 when they cannot be read.
    pub facility: u8,
    /// The frequency code, the last digit of the type of bill; a blank when it is missing or longer.
    pub frequency: u8,
    /// Whose rules hold.
    pub payer: Payer,
    /// First day of the statement.
    pub from: Option<Date>,
    /// Last day of the statement.
    pub through: Option<Date>,
    /// Day of admission, or when care began.
    pub admitted: Option<Date>,
    /// Taxonomy code of the billing provider; empty when it is not given.
    pub taxonomy: &'c str,
}

impl<'c> Bill<'c> {
    pub(super) fn of(claim: &'c Claim<'c>) -> Option<Bill<'c>> {
        let hospital = claim.institutional.as_deref()?;
        let given = hospital.facility_type.text();
        let given = given.strip_prefix('0').unwrap_or(given);
        let facility = given.parse().ok().filter(|_| given.len() == 2);
        let frequency = match claim.info.frequency.text().as_bytes() {
            [one] => *one,
            _ => b' ',
        };
        let payer = match claim.info.filing.text() {
            "MA" | "MB" => Payer::Medicare,
            "16" => Payer::Advantage,
            _ => Payer::Other,
        };
        let billing = claim.provider(Role::Billing);
        Some(Bill {
            hospital,
            lines: &claim.info.lines,
            facility: facility.unwrap_or(0),
            frequency,
            payer,
            from: hospital.statement_from.get().copied(),
            through: hospital.statement_to.get().copied(),
            admitted: claim.info.dates.admission.get().copied(),
            taxonomy: billing.map_or("", |p| p.taxonomy.text()),
        })
    }

    /// How bad a breach of Medicare's own rules is for this payer; `None` where they do not hold.
    pub fn medicare(&self) -> Option<Severity> {
        match self.payer {
            Payer::Medicare => Some(Severity::Error),
            Payer::Advantage => Some(Severity::Warning),
            Payer::Other => None,
        }
    }

    /// A bill of an inpatient's stay as a whole: a hospital's, a nursing facility's, a swing bed's.
    pub fn is_inpatient(&self) -> bool {
        matches!(self.facility, 11 | 18 | 21 | 28 | 41 | 51 | 65 | 66 | 86)
    }

    /// A hospital's stay, paid for as one; not a nursing facility's.
    pub fn is_hospital_stay(&self) -> bool {
        matches!(self.facility, 11 | 41)
    }

    /// Care of a skilled nursing facility or in a swing bed that is paid for as one.
    pub fn is_nursing_stay(&self) -> bool {
        matches!(self.facility, 18 | 21)
    }

    /// Days of the stay on this bill: the day of discharge does not count, of somebody who is still there the last day does.
    /// Of a statement that begins with outpatient services they count from the admission.
    pub fn days(&self) -> Option<i64> {
        let (from, through) = (self.from?, self.through?);
        let first = self.admitted.map_or(from, |a| a.max(from));
        let days = through.days_since(first);
        let still = self.hospital.patient_status.text() == "30";
        (days >= 0).then_some(days + i64::from(still))
    }

    /// Whether the rooms are billed for just the days of the stay, two or more: a bill of a whole stay, whose days are sure.
    pub fn has_its_rooms(&self) -> bool {
        let room = |code: u16| matches!(code, 100..=179 | 190..=219 | 1000..=1006);
        let all = self.each_line().filter(|(_, _, r)| room(r.number()));
        let units: i64 = all
            .filter_map(|(_, l, _)| l.service.units.get().map(|u| u.0))
            .sum();
        self.days()
            .is_some_and(|days| days > 1 && units == days * 1000)
    }

    /// A bill on which every line is a service of its own, with its day.
    pub fn is_by_line(&self) -> bool {
        matches!(
            self.facility,
            12 | 13 | 14 | 22 | 23 | 34 | 43 | 71..=79 | 83..=85 | 87
        )
    }

    /// A hospital's or critical access hospital's for outpatients, whose units CMS holds to a list.
    pub fn has_mue(&self) -> bool {
        matches!(self.facility, 13 | 14 | 85)
    }

    /// Home health under a plan of care.
    pub fn is_home_health(&self) -> bool {
        self.facility == 32
    }

    /// Hospice, free-standing or of a hospital.
    pub fn is_hospice(&self) -> bool {
        matches!(self.facility, 81 | 82)
    }

    /// Dialysis.
    pub fn is_dialysis(&self) -> bool {
        self.facility == 72
    }

    /// A notice that care begins, ends or changes hands, and no bill: it charges nothing.
    pub fn is_notice(&self) -> bool {
        matches!(self.frequency, b'A'..=b'E')
    }

    /// A bill that asks for no payment.
    pub fn is_no_pay(&self) -> bool {
        self.frequency == b'0' || self.has_condition("21")
    }

    /// A replacement or void of a bill that the payer has, or a reopening.
    pub fn is_adjustment(&self) -> bool {
        matches!(self.frequency, b'7' | b'8' | b'F'..=b'M' | b'P' | b'Q')
    }

    /// Whether a bill has that condition code.
    pub fn has_condition(&self, code: &str) -> bool {
        has(&self.hospital.conditions, code)
    }

    /// Whether a bill has that occurrence code.
    pub fn has_occurrence(&self, code: &str) -> bool {
        has(&self.hospital.occurrences, code)
    }

    /// Whether a bill has that value code.
    pub fn has_value(&self, code: &str) -> bool {
        has(&self.hospital.values, code)
    }

    /// The amount of that value code, with its place among the value codes.
    pub fn value(&self, code: &str) -> Option<(usize, Cents)> {
        let mut all = self.hospital.values.iter().enumerate();
        let (i, found) = all.find(|(_, v)| v.code.text() == code)?;
        Some((i, *found.amount.get()?))
    }

    /// The lines with what a hospital's line has beside its service.
    pub fn each_line(&self) -> impl Iterator<Item = (usize, &'c Line<'c>, &'c Revenue<'c>)> {
        let lines = self.lines.iter().zip(&self.hospital.revenue);
        lines
            .enumerate()
            .map(|(i, (line, revenue))| (i, line, revenue))
    }

    /// Whether a line has one of these revenue codes.
    pub fn has_revenue(&self, wanted: impl Fn(u16) -> bool) -> bool {
        self.hospital.revenue.iter().any(|r| wanted(r.number()))
    }
}

fn has(list: &[Coded<'_>], code: &str) -> bool {
    list.iter().any(|c| c.code.text() == code)
}
