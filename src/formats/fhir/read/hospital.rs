//! What only a hospital's claim has.

use super::codes::DiagnosisFound;
use super::reader::Reader;
use crate::claim::*;
use crate::field::Field;
use crate::formats::fhir::tree::Node;
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
            let (list, new, old) = if has("admitting") {
                (&mut hospital.admitting, "ABJ", "BJ")
            } else if has("patientreasonforvisit") {
                (&mut hospital.visit_reasons, "APR", "PR")
            } else if has("externalcauseofinjury") || has("externalcause") {
                (&mut hospital.external_causes, "ABN", "BN")
            } else if hospital.diagnoses.is_empty() {
                (&mut hospital.diagnoses, "ABK", "BK")
            } else {
                (&mut hospital.diagnoses, "ABF", "BF")
            };
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
            if matches!(qualifier, "ABK" | "ABF" | "BK" | "BF") {
                let item = out.info.diagnoses.len();
                self.places
                    .note(Field::DiagnosisCode.item(item), found.place, found.presence);
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
            let (from, to) = (self.tree.get(period, "start"), self.tree.get(period, "end"));
            let (from, to) = (self.day(from), self.day(to));
            if let Some(hospital) = &mut out.institutional {
                (hospital.statement_from, hospital.statement_to) = (from, to);
            }
        }
    }

    /// What `supportingInfo` says of a stay.
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
        for category in categories {
            match category.as_ref() {
                // Four digits, of which the first is a zero: the facility's two, then the frequency.
                "typeofbill" if nubc => {
                    let text = code.text();
                    let three = text
                        .strip_prefix('0')
                        .filter(|t| t.len() == 3)
                        .unwrap_or(text);
                    if let (3, Some((facility, frequency))) =
                        (three.len(), three.split_at_checked(2))
                    {
                        hospital.facility_type = Value::Read(facility.to_owned().into());
                        out.info.frequency = Value::Read(frequency.to_owned().into());
                        let at = Field::Frequency.of_claim();
                        if let Some(node) = node {
                            self.places.note(
                                at,
                                node,
                                crate::formats::fhir::places::Presence::There,
                            );
                        }
                    }
                }
                "pointoforigin" => hospital.admission_source = code.clone(),
                "admtype" => hospital.admission_type = code.clone(),
                "discharge-status" => hospital.patient_status = code.clone(),
                "drg" => hospital.drg = code.clone(),
                _ => {}
            }
        }
    }

    /// Where the revenue code of a line stands.
    pub(super) fn revenue_place(&mut self, _line: usize, _node: Node, _there: bool) {}
}
