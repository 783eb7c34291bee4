//! The parts of a FHIR claim that only hospitals have: type of bill, stay, revenue codes.

use super::codes::DiagnosisFound;
use super::reader::Reader;
use crate::claim::*;
use crate::field::Field;
use crate::formats::fhir::places::Presence;
use crate::scan::tree::Node;
use std::borrow::Cow;

impl<'a> Reader<'_, 'a> {
    /// The diagnoses by what they are; gives the numbers of those that lines may point at.
    pub(super) fn hospital_diagnoses(
        &mut self,
        out: &mut Claim<'a>,
        all: Vec<DiagnosisFound<'a>>,
    ) -> Vec<Vec<Cow<'a, str>>> {
        let mut numbers = Vec::new();
        for found in all {
            let Some(hospital) = &mut out.institutional else {
                return numbers;
            };
            let has = |kind: &str| found.kinds.iter().any(|k| k == kind);
            let (list, field, new, old) = if has("admitting") {
                (
                    &mut hospital.admitting,
                    Field::AdmittingDiagnosis,
                    "ABJ",
                    "BJ",
                )
            } else if has("patientreasonforvisit") {
                (&mut hospital.visit_reasons, Field::VisitReason, "APR", "PR")
            } else if has("externalcauseofinjury") || has("externalcause") {
                (
                    &mut hospital.external_causes,
                    Field::ExternalCause,
                    "ABN",
                    "BN",
                )
            } else if hospital.diagnoses.is_empty() {
                (&mut hospital.diagnoses, Field::DiagnosisCode, "ABK", "BK")
            } else {
                (&mut hospital.diagnoses, Field::DiagnosisCode, "ABF", "BF")
            };
            let item = list.len();
            self.places
                .note(field.item(item), found.place, found.presence);
            let qualifier = if found.old { old } else { new };
            let concept = self.object(found.node, "onAdmission");
            let coding = self.coding(concept, &[]);
            let present = coding.and_then(|c| self.tree.get(c, "code"));
            let coded = Coded {
                qualifier: Value::Read(Cow::Borrowed(qualifier)),
                code: found.code.clone(),
                present_on_admission: self.scalar(present),
                ..Coded::default()
            };
            list.push(coded);
            let on = match field {
                Field::ExternalCause => Field::ExternalCausePresent,
                _ => Field::PresentOnAdmission,
            };
            if matches!(field, Field::ExternalCause | Field::DiagnosisCode) {
                let there = present.or(concept).unwrap_or(found.node);
                self.note(on.item(item), there, present.is_some());
            }
            if matches!(qualifier, "ABK" | "ABF" | "BK" | "BF") {
                self.note(Field::DiagnosisQualifier.item(item), found.node, true);
                out.info.diagnoses.items.push(Diagnosis {
                    qualifier: Value::Read(Cow::Borrowed(qualifier)),
                    code: found.code,
                    ..Diagnosis::default()
                });
                numbers.push(vec![found.sequence]);
            }
        }
        self.note(Field::Diagnoses.of_claim(), self.places.claim(), true);
        numbers
    }

    /// The procedures with their days, the first one first.
    pub(super) fn hospital_procedures(&mut self, out: &mut Claim<'a>, claim: Node) {
        for node in self.objects(claim, "procedure") {
            let concept = self.object(node, "procedureCodeableConcept");
            let coding = self.coding(concept, &["icd10", "icd-10"]);
            let code = coding.and_then(|c| self.tree.get(c, "code"));
            let day = self.tree.get(node, "date");
            let Some(hospital) = &mut out.institutional else {
                return;
            };
            let item = hospital.procedures.len();
            let place = code.or(concept).unwrap_or(node);
            self.note(Field::InpatientProcedure.item(item), place, code.is_some());
            let when = Field::InpatientProcedureDate.item(item);
            self.note(when, day.unwrap_or(node), day.is_some());
            self.note(Field::InpatientProcedureQualifier.item(item), node, true);
            let qualifier = if hospital.procedures.is_empty() {
                "BBR"
            } else {
                "BBQ"
            };
            hospital.procedures.push(Coded {
                qualifier: Value::Read(Cow::Borrowed(qualifier)),
                code: self.scalar(code),
                from: self.day(day),
                ..Coded::default()
            });
        }
        if let Some(period) = self.object(claim, "billablePeriod") {
            let from = self.day_of(Field::StatementFrom.of_claim(), period, "start");
            let to = self.day_of(Field::StatementTo.of_claim(), period, "end");
            if let Some(hospital) = &mut out.institutional {
                (hospital.statement_from, hospital.statement_to) = (from, to);
            }
        }
    }

    /// Reads the `supportingInfo` of a stay: its hours, its codes and their days.
    pub(super) fn of_hospital(
        &mut self,
        out: &mut Claim<'a>,
        info: Node,
        categories: &[Cow<'a, str>],
    ) {
        if out.institutional.is_none() {
            return;
        }
        let concept = self.object(info, "code");
        let coding = self.coding(concept, &["nubc", "msdrg", "ms-drg"]);
        let node = coding.and_then(|c| self.tree.get(c, "code"));
        let code = self.scalar::<Cow<'a, str>>(node);
        let nubc = self.system(coding).contains("nubc");
        let Some(hospital) = &mut out.institutional else {
            return;
        };
        let mut there = |field: Field| {
            if let Some(node) = node {
                self.places.note(field.of_claim(), node, Presence::There);
            }
        };
        for category in categories {
            match category.as_ref() {
                // Four digits, of which the first is a zero: the facility's two, then the frequency.
                "typeofbill" if nubc => {
                    let text = code.text();
                    let three = text.strip_prefix('0').filter(|t| t.len() == 3);
                    let three = three.unwrap_or(text);
                    if let (3, Some((facility, frequency))) =
                        (three.len(), three.split_at_checked(2))
                    {
                        hospital.facility_type = Value::Read(facility.to_owned().into());
                        hospital.facility_qualifier = Value::Read("A".into());
                        out.info.frequency = Value::Read(frequency.to_owned().into());
                        there(Field::BillType);
                        there(Field::Frequency);
                    }
                }
                "pointoforigin" => {
                    hospital.admission_source = code.clone();
                    there(Field::AdmissionSource);
                }
                "admtype" => {
                    hospital.admission_type = code.clone();
                    there(Field::AdmissionType);
                }
                "discharge-status" => {
                    hospital.patient_status = code.clone();
                    there(Field::PatientStatus);
                }
                "drg" => {
                    hospital.drg = code.clone();
                    there(Field::Drg);
                }
                _ => {}
            }
        }
    }

    /// Reads the revenue code and the charge not covered of a hospital's line.
    pub(super) fn revenue(&mut self, out: &mut Institutional<'a>, number: usize, item: Node) {
        let concept = self.object(item, "revenue");
        let coding = self.coding(concept, &["nubc"]);
        let code = coding.and_then(|c| self.tree.get(c, "code"));
        let place = code.or(concept).unwrap_or(item);
        self.note(Field::RevenueCode.line(number), place, code.is_some());
        let refused = self.decided(item, "noncovered");
        if let Some(refused) = refused {
            self.note(Field::NotCovered.line(number), refused, true);
        }
        out.revenue.push(Revenue {
            code: self.scalar(code),
            not_covered: self.scalar(refused),
        });
    }
}
