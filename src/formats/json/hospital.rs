//! Keys of institutional claims in the clearinghouses' JSON beside those of professional ones.

use super::paths::Paths;
use super::read::{read, Object, Settable, Slot};
use crate::claim::*;
use crate::field::Field;
use crate::scan::json::Scanner;
use crate::scan::tree::{Node, Tree, ROOT};
use std::borrow::Cow;

/// Whether a claim has the service of a hospital's line, or what the 837I says of a stay.
pub(super) fn is_institutional(text: &str) -> bool {
    [
        "\"institutionalService\"",
        "\"claimCodeInformation\"",
        "\"principalDiagnosis\"",
    ]
    .iter()
    .any(|key| text.contains(key))
}

/// Reads it into the claim; gives where its fields stand.
pub(super) fn fill<'a>(claim: &mut Claim<'a>, tree: &Tree<'a>) -> Paths {
    let mut reader = Reader {
        tree,
        paths: Paths::default(),
    };
    let mut hospital = Institutional::default();
    if let Some(info) = tree.get(ROOT, "claimInformation") {
        reader.stay(claim, &mut hospital, info);
        reader.diagnoses(claim, &mut hospital, info);
        reader.codes(&mut hospital, info);
        reader.lines(claim, &mut hospital, info);
    }
    claim.institutional = Some(Box::new(hospital));
    reader.paths
}

struct Reader<'t, 'a> {
    tree: &'t Tree<'a>,
    paths: Paths,
}

impl<'a> Reader<'_, 'a> {
    fn value<T>(&self, node: Option<Node>) -> Value<'a, T>
    where
        Value<'a, T>: Settable<'a> + Default,
    {
        let mut value = Value::default();
        if let Some(node) = node {
            value.set(match self.tree.kind(node) {
                None => Value::Missing,
                Some(Kind::Text | Kind::Number) => match self.tree.text(node) {
                    Some(text) if text.trim().is_empty() => Value::Missing,
                    Some(text) => Value::Read(text),
                    None => Value::Missing,
                },
                Some(kind) => Value::WrongKind(kind),
            });
        }
        value
    }

    fn text(&self, parent: Node, key: &str) -> Text<'a> {
        self.value(self.tree.get(parent, key))
    }

    /// The objects of a list, or of the lists in a list, as these interfaces write them.
    fn items(&self, parent: Node, keys: &[&str]) -> Vec<Node> {
        let Some(list) = keys.iter().find_map(|k| self.tree.get(parent, k)) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        if self.tree.kind(list) == Some(Kind::Object) {
            out.push(list);
        }
        if self.tree.kind(list) == Some(Kind::List) {
            for item in self.tree.children(list) {
                match self.tree.kind(item) {
                    Some(Kind::List) => out.extend(self.tree.children(item)),
                    _ => out.push(item),
                }
            }
        }
        out
    }

    fn note(&mut self, field: Field, item: usize, parent: Node, key: &str) {
        let pointer = format!("{}/{key}", self.tree.pointer(parent));
        self.paths.note(field.item(item).on(Form::Ub04), pointer);
    }

    fn stay(&mut self, claim: &mut Claim<'a>, out: &mut Institutional<'a>, info: Node) {
        out.facility_type = std::mem::take(&mut claim.info.place_of_service);
        out.facility_qualifier = match self.text(info, "facilityCodeQualifier") {
            Value::Missing => Value::Read("A".into()),
            given => given,
        };
        if let Some(codes) = self.tree.get(info, "claimCodeInformation") {
            out.admission_type = self.text(codes, "admissionTypeCode");
            out.admission_source = self.text(codes, "admissionSourceCode");
            out.patient_status = self.text(codes, "patientStatusCode");
        }
        if let Some(dates) = self.tree.get(info, "claimDateInformation") {
            out.statement_from = self.value(self.tree.get(dates, "statementBeginDate"));
            out.statement_to = self.value(self.tree.get(dates, "statementEndDate"));
            out.discharge_hour = self.text(dates, "dischargeHour");
            if let Value::Read(text) = self.text(dates, "admissionDateAndHour") {
                let (day, hour) = text.split_at_checked(8).unwrap_or((&text, ""));
                claim
                    .info
                    .dates
                    .admission
                    .set(Value::Read(day.to_owned().into()));
                if let Some(hour) = hour.get(..2) {
                    out.admission_hour = Value::Read(hour.to_owned().into());
                }
            }
        }
        if let Some(group) = self.tree.get(info, "diagnosisRelatedGroupInformation") {
            out.drg = self.text(group, "drugRelatedGroupCode");
        }
    }

    /// A code with its qualifier, day and indicator.
    fn coded(&self, item: Node, qualifier: &'static str, code: &str, day: &str) -> Coded<'a> {
        let given = self.text(item, "qualifierCode");
        Coded {
            qualifier: match given.is_missing() {
                true => Value::Read(Cow::Borrowed(qualifier)),
                false => given,
            },
            code: self.text(item, code),
            from: self.value(self.tree.get(item, day)),
            present_on_admission: self.text(item, "presentOnAdmissionIndicator"),
            ..Coded::default()
        }
    }

    fn diagnoses(&mut self, claim: &mut Claim<'a>, out: &mut Institutional<'a>, info: Node) {
        let present = "presentOnAdmissionIndicator";
        let mut all: Vec<(Node, &str, &str)> = Vec::new();
        if let Some(principal) = self.tree.get(info, "principalDiagnosis") {
            all.push((principal, "principalDiagnosisCode", "ABK"));
        }
        let others = self.items(info, &["otherDiagnosisInformationList"]);
        all.extend(others.into_iter().map(|n| (n, "otherDiagnosisCode", "ABF")));
        for (node, key, qualifier) in all {
            let item = out.diagnoses.len();
            let coded = self.coded(node, qualifier, key, "");
            self.note(Field::DiagnosisCode, item, node, key);
            self.note(Field::DiagnosisQualifier, item, node, "qualifierCode");
            self.note(Field::PresentOnAdmission, item, node, present);
            claim.info.diagnoses.items.push(Diagnosis {
                qualifier: coded.qualifier.clone(),
                code: coded.code.clone(),
                ..Diagnosis::default()
            });
            out.diagnoses.push(coded);
        }
        for node in self.items(info, &["admittingDiagnosis"]) {
            self.note(
                Field::AdmittingDiagnosis,
                out.admitting.len(),
                node,
                "admittingDiagnosisCode",
            );
            out.admitting
                .push(self.coded(node, "ABJ", "admittingDiagnosisCode", ""));
        }
        for node in self.items(
            info,
            &["patientReasonForVisits", "patientReasonForVisitInformation"],
        ) {
            let key = "patientReasonForVisitCode";
            self.note(Field::VisitReason, out.visit_reasons.len(), node, key);
            out.visit_reasons.push(self.coded(node, "APR", key, ""));
        }
        for node in self.items(
            info,
            &[
                "externalCauseOfInjuries",
                "externalCauseOfInjuryInformation",
            ],
        ) {
            let (item, key) = (out.external_causes.len(), "externalCauseOfInjury");
            self.note(Field::ExternalCause, item, node, key);
            self.note(Field::ExternalCausePresent, item, node, present);
            out.external_causes.push(self.coded(node, "ABN", key, ""));
        }
    }

    fn codes(&mut self, out: &mut Institutional<'a>, info: Node) {
        let principal = self.items(info, &["principalProcedureInformation"]);
        let each = principal.into_iter().map(|n| (n, "principal", "BBR"));
        let others = self.items(
            info,
            &["otherProcedureInformationList", "otherProcedureInformation"],
        );
        let each: Vec<_> = each
            .chain(others.into_iter().map(|n| (n, "other", "BBQ")))
            .collect();
        for (node, which, qualifier) in each {
            let item = out.procedures.len();
            let (code, day) = (
                format!("{which}ProcedureCode"),
                format!("{which}ProcedureDate"),
            );
            self.note(Field::InpatientProcedure, item, node, &code);
            self.note(Field::InpatientProcedureDate, item, node, &day);
            self.note(
                Field::InpatientProcedureQualifier,
                item,
                node,
                "qualifierCode",
            );
            out.procedures
                .push(self.coded(node, qualifier, &code, &day));
        }
        for node in self.items(info, &["conditionCodesList", "conditionCodes"]) {
            let item = out.conditions.len();
            let mut coded = self.coded(node, "BG", "conditionCode", "");
            // Some write the codes without an object around each.
            match self.tree.kind(node) {
                Some(Kind::Object) => self.note(Field::ConditionCode, item, node, "conditionCode"),
                _ => {
                    coded.code = self.value(Some(node));
                    let pointer = self.tree.pointer(node);
                    self.paths
                        .note(Field::ConditionCode.item(item).on(Form::Ub04), pointer);
                }
            }
            out.conditions.push(coded);
        }
        for node in self.items(info, &["occurrenceInformationList"]) {
            let (item, day) = (out.occurrences.len(), "occurrenceSpanCodeDate");
            self.note(Field::OccurrenceCode, item, node, "occurrenceSpanCode");
            self.note(Field::OccurrenceDate, item, node, day);
            out.occurrences
                .push(self.coded(node, "BH", "occurrenceSpanCode", day));
        }
        for node in self.items(
            info,
            &["occurrenceSpanInformations", "occurrenceSpanInformation"],
        ) {
            let (item, day) = (out.spans.len(), "occurrenceSpanCodeStartDate");
            self.note(Field::SpanCode, item, node, "occurrenceSpanCode");
            self.note(Field::SpanDates, item, node, day);
            let mut coded = self.coded(node, "BI", "occurrenceSpanCode", day);
            coded.to = self.value(self.tree.get(node, "occurrenceSpanCodeEndDate"));
            out.spans.push(coded);
        }
        for node in self.items(info, &["valueInformationList"]) {
            let item = out.values.len();
            self.note(Field::ValueCode, item, node, "valueCode");
            self.note(Field::ValueAmount, item, node, "valueCodeAmount");
            let mut coded = self.coded(node, "BE", "valueCode", "");
            coded.amount = self.value(self.tree.get(node, "valueCodeAmount"));
            out.values.push(coded);
        }
        for node in self.items(info, &["treatmentCodeInformationList"]) {
            self.note(
                Field::TreatmentCode,
                out.treatments.len(),
                node,
                "treatmentCode",
            );
            out.treatments
                .push(self.coded(node, "TC", "treatmentCode", ""));
        }
    }

    fn lines(&mut self, claim: &mut Claim<'a>, out: &mut Institutional<'a>, info: Node) {
        let list = self.tree.get(info, "serviceLines");
        let lines: Vec<Node> = list
            .map(|l| self.tree.children(l).collect())
            .unwrap_or_default();
        for (node, line) in lines.into_iter().zip(&mut claim.info.lines.items) {
            let service = self.tree.get(node, "institutionalService");
            let Some(service) = service else {
                out.revenue.push(Revenue::default());
                continue;
            };
            out.revenue.push(Revenue {
                code: self.text(service, "serviceLineRevenueCode"),
                not_covered: self.value(self.tree.get(service, "nonCoveredChargeAmount")),
            });
            let mut own = Service::default();
            let mut scanner = Scanner::new(self.tree.raw(service));
            // It was read once already, so that it is JSON.
            if read(&mut scanner, Slot::Object(&mut own)).is_ok() {
                own.shape().near.clear();
                line.service = own;
            }
        }
        claim.info.shape.near.clear();
    }
}
