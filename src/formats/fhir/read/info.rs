//! Reads the claim as a whole: numbers, totals, the accident, and the many things of
//! `supportingInfo`.

use super::reader::Reader;
use crate::claim::*;
use crate::field::{Field, Owner};
use crate::formats::fhir::places::Presence;
use crate::scan::tree::Node;
use std::borrow::Cow;

impl<'a> Reader<'_, 'a> {
    /// Numbers and totals.
    pub(super) fn information(&mut self, out: &mut Claim<'a>, claim: Node) {
        self.total(out, claim);
        self.related(out, claim);
        self.accident(out, claim);
        let payee = self.object(claim, "payee");
        let concept = payee.and_then(|p| self.object(p, "type"));
        let codes = self.codes(concept);
        let assigned = codes.iter().find_map(|c| match c.as_ref() {
            "provider" => Some("Y"),
            "subscriber" | "beneficiary" => Some("N"),
            _ => None,
        });
        if let (Some(assigned), Some(payee)) = (assigned, payee) {
            out.info.benefits_assigned = Value::Read(assigned.into());
            self.note(Field::BenefitsAssigned.of_claim(), payee, true);
        }
        let own = self.objects(claim, "identifier");
        let at = Field::PatientControlNumber.of_claim();
        let number = own.first().and_then(|n| self.tree.get(*n, "value"));
        self.note(
            at,
            number.or(own.first().copied()).unwrap_or(claim),
            number.is_some(),
        );
        out.info.patient_control_number = self.scalar(number);
        if let Some(referral) = self.object(claim, "referral") {
            let number = self.identifier(referral, |_, _| true);
            if let Some(number) = number {
                self.note(Field::ReferralNumber.of_claim(), number, true);
                out.info.numbers.referral = self.scalar(Some(number));
            }
        }
        for info in self.objects(claim, "supportingInfo") {
            self.supporting(out, info);
        }
    }

    fn total(&mut self, out: &mut Claim<'a>, claim: Node) {
        let at = Field::TotalCharge.of_claim();
        let total = self
            .tree
            .get(claim, "total")
            .or_else(|| self.tree.get(claim, "totalCost"));
        match total.and_then(|t| self.tree.kind(t)) {
            Some(Kind::List) => {
                let mut found = None;
                for total in self.objects(claim, "total") {
                    let concept = self.object(total, "category");
                    if found.is_none() && self.codes(concept).iter().any(|c| c == "submitted") {
                        let amount = self.object(total, "amount");
                        found = amount.and_then(|a| self.tree.get(a, "value"));
                    }
                }
                self.note(at, found.unwrap_or(claim), found.is_some());
                out.info.charge = self.scalar(found);
            }
            Some(_) if self.tree.get(claim, "total").is_none() => {
                out.info.charge = self.money(at, claim, "totalCost");
            }
            _ => out.info.charge = self.money(at, claim, "total"),
        }
    }

    /// The claim that this one replaces or voids.
    fn related(&mut self, out: &mut Claim<'a>, claim: Node) {
        let (frequency, control) = (
            Field::Frequency.of_claim(),
            Field::ClaimControlNumber.of_claim(),
        );
        let all = self.objects(claim, "related");
        let Some(related) = all.first().copied() else {
            // What says nothing of another claim is an original one.
            out.info.frequency = Value::Read("1".into());
            self.note(frequency, claim, true);
            return self.note(control, claim, false);
        };
        let concept = self.object(related, "relationship");
        let codes = self.codes(concept);
        let found = codes.iter().find_map(|c| match c.as_ref() {
            "replaces" | "replacement" | "7" => Some("7"),
            "void" | "cancel" | "8" => Some("8"),
            _ => None,
        });
        match found {
            Some(found) => {
                out.info.frequency = Value::Read(found.into());
                self.note(frequency, concept.unwrap_or(related), true);
            }
            // `prior` and `associated` do not say whether the other one is replaced.
            None => self.places.note(frequency, related, Presence::NotCarried),
        }
        let reference = self.object(related, "reference");
        let number = reference.and_then(|r| self.tree.get(r, "value"));
        let number = number.or_else(|| {
            let other = self.object(related, "claim")?;
            self.identifier(other, |_, _| true)
        });
        self.note(control, number.unwrap_or(related), number.is_some());
        out.info.numbers.claim_control_number = self.scalar(number);
    }

    fn accident(&mut self, out: &mut Claim<'a>, claim: Node) {
        let Some(accident) = self.object(claim, "accident") else {
            self.note(Field::AccidentDate.of_claim(), claim, false);
            return self.note(Field::RelatedCause.item(0), claim, false);
        };
        out.info.dates.accident = self.day_of(Field::AccidentDate.of_claim(), accident, "date");
        let concept = self.object(accident, "type");
        let coding = self.coding(concept, &[]);
        let node = coding.and_then(|c| self.tree.get(c, "code"));
        self.note(
            Field::RelatedCause.item(0),
            node.or(concept).unwrap_or(accident),
            node.is_some(),
        );
        let of_hl7 = self.system(coding).contains("actcode");
        if let Value::Read(code) = self.scalar::<Cow<'a, str>>(node) {
            let cause = match code.as_ref() {
                "MVA" => "AA".into(),
                "WPA" => "EM".into(),
                _ if of_hl7 => "OA".into(),
                _ => code,
            };
            out.info.related_causes.items.push(Value::Read(cause));
        }
        let address = self.object(accident, "locationAddress").unwrap_or(accident);
        out.info.accident_state = self.text(Field::AccidentState.of_claim(), address, "state");
    }

    /// Something beside the claim, by its category.
    fn supporting(&mut self, out: &mut Claim<'a>, info: Node) {
        let concept = self.object(info, "category");
        let categories = self.codes(concept);
        let dates = &mut out.info.dates;
        for category in &categories {
            match category.as_ref() {
                "onset" => {
                    dates.symptom = self.day_of(Field::SymptomDate.of_claim(), info, "timingDate")
                }
                "admissionperiod" | "hospitalized" | "admissionDates" => {
                    (dates.admission, dates.discharge) =
                        self.period(Field::AdmissionDate, Field::DischargeDate, info);
                }
                "dischargeDates" | "discharge" if self.tree.get(info, "timingDate").is_some() => {
                    dates.discharge =
                        self.day_of(Field::DischargeDate.of_claim(), info, "timingDate");
                }
                "employmentimpacted" => {
                    (dates.disability_begin, dates.disability_end) =
                        self.period(Field::DisabilityBeginDate, Field::DisabilityEndDate, info);
                }
                "patientaccountnumber" => {
                    let at = Field::PatientControlNumber.of_claim();
                    out.info.patient_control_number = self.text(at, info, "valueString");
                }
                "medicalrecordnumber" => {
                    out.info.numbers.medical_record =
                        self.scalar(self.tree.get(info, "valueString"));
                }
                _ => {}
            }
        }
        self.of_hospital(out, info, &categories);
    }

    /// A day, or the days of a period.
    fn period(&mut self, from: Field, to: Field, info: Node) -> (Day<'a>, Day<'a>) {
        match self.object(info, "timingPeriod") {
            Some(period) => (
                self.day_of(from.of_claim(), period, "start"),
                self.day_of(to.of_claim(), period, "end"),
            ),
            None => (
                self.day_of(from.of_claim(), info, "timingDate"),
                Value::Missing,
            ),
        }
    }

    /// The day on which the patient died.
    pub(super) fn death(&mut self, out: &mut Claim<'a>, claim: Node) {
        use super::reader::Found;
        if let Found::Here(patient) = self.follow(claim, "patient") {
            if let Some(day) = self.tree.get(patient, "deceasedDateTime") {
                for owner in [Owner::Subscriber, Owner::Dependent, Owner::Claim] {
                    self.note(Field::DeathDate.of(owner), day, true);
                }
                out.info.death_date = self.day(Some(day));
            }
        }
    }
}
