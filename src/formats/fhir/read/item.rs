//! The items of a claim: its service lines.

use super::reader::Reader;
use super::team::Member;
use crate::claim::*;
use crate::field::Field;
use crate::formats::fhir::places::Presence;
use crate::scan::tree::Node;
use std::borrow::Cow;

/// Systems of procedures, and the earlier addresses of Medicare's own.
const PROCEDURES: &[&str] = &[
    "ama-assn.org",
    "hcpcs",
    "cpt",
    "2.16.840.1.113883.6.12",
    "2.16.840.1.113883.6.14",
    "2.16.840.1.113883.6.285",
];

/// Kind of code, told by the `system` of its coding.
enum Of {
    Procedure,
    /// HIPPS: the code that the payment of a stay in a nursing facility or of home health goes by.
    Payment,
    Drug,
    Other,
}

fn system_of(system: &str) -> Of {
    if system.is_empty() || PROCEDURES.iter().any(|p| system.contains(p)) {
        Of::Procedure
    } else if system.contains("hipps") {
        Of::Payment
    } else if system.contains("sid/ndc") || system.contains("2.16.840.1.113883.6.69") {
        Of::Drug
    } else {
        Of::Other
    }
}

/// The 837's unit of a drug.
fn drug_unit(unit: Cow<'_, str>) -> Cow<'_, str> {
    match unit.as_ref() {
        "mL" | "ml" => "ML".into(),
        "g" => "GR".into(),
        "mg" => "ME".into(),
        "[iU]" | "[IU]" => "F2".into(),
        "{unit}" | "{each}" | "each" | "1" => "UN".into(),
        _ => unit,
    }
}

/// The parts of a claim that its lines refer to: care team, diagnoses, how many lines there are.
pub(super) struct Shared<'s, 'a> {
    pub(super) team: &'s [Member<'a>],
    /// The numbers of each diagnosis.
    pub(super) diagnoses: &'s [Vec<Cow<'a, str>>],
    pub(super) lines: usize,
}

impl<'a> Reader<'_, 'a> {
    /// A line.
    pub(super) fn item(&mut self, out: &mut Claim<'a>, item: Node, shared: &Shared<'_, 'a>) {
        let number = out.info.lines.len();
        self.places.line(item);
        let mut line = Line::default();
        self.days(&mut line, number, item);
        self.procedure(&mut line, number, item);
        self.amounts(&mut line, number, item);
        self.place_of_service(out, &mut line, item);
        self.pointers(&mut line, number, item, shared.diagnoses);
        self.drug(&mut line, number, item);
        self.line_providers(&mut line, number, item, shared.team, shared.lines);
        if let Some(hospital) = &mut out.institutional {
            self.revenue(hospital, number, item);
        }
        out.info.lines.items.push(line);
    }

    fn days(&mut self, line: &mut Line<'a>, number: usize, item: Node) {
        let (from, to) = (
            Field::ServiceDate.line(number),
            Field::ServiceDateEnd.line(number),
        );
        if let Some(period) = self.object(item, "servicedPeriod") {
            line.from = self.day_of(from, period, "start");
            line.to = self.day_of(to, period, "end");
            if line.to == line.from {
                line.to = Value::Missing;
            }
        } else {
            line.from = self.day_of(from, item, "servicedDate");
            let place = self.tree.get(item, "servicedDate").unwrap_or(item);
            self.note(to, place, false);
        }
    }

    fn procedure(&mut self, line: &mut Line<'a>, number: usize, item: Node) {
        let key = ["productOrService", "service"];
        let key = key.into_iter().find(|k| self.tree.get(item, k).is_some());
        let concept = key.and_then(|k| self.object(item, k));
        let coding = self.coding(concept, PROCEDURES);
        let code = coding.and_then(|c| self.tree.get(c, "code"));
        let place = code.or(concept).unwrap_or(item);
        let system = self.system(coding);
        let service = &mut line.service;
        let (at, kind) = (
            Field::ProcedureCode.line(number),
            Field::ProcedureQualifier.line(number),
        );
        match (system_of(&system), code) {
            (of @ (Of::Procedure | Of::Payment), Some(code)) => {
                let qualifier = if let Of::Payment = of { "HP" } else { "HC" };
                service.qualifier = Value::Read(qualifier.into());
                service.code = self.scalar(Some(code));
                self.note(at, code, true);
            }
            // A code of another system is none that a professional claim bills by; nothing is known of it here.
            (_, Some(code)) => self.places.note(at, code, Presence::NotCarried),
            (_, None) => self.note(at, place, false),
        }
        let system = coding.and_then(|c| self.tree.get(c, "system"));
        let presence = match system {
            Some(_) => Presence::There,
            None => Presence::NotCarried,
        };
        self.places.note(kind, system.unwrap_or(place), presence);
        let text = concept.and_then(|c| self.tree.get(c, "text"));
        self.note(
            Field::Description.line(number),
            text.unwrap_or(place),
            text.is_some(),
        );
        line.service.description = self.scalar(text);
        self.note(Field::Modifiers.line(number), item, true);
        for concept in self.objects(item, "modifier") {
            let coding = self.coding(Some(concept), PROCEDURES);
            let code = coding.and_then(|c| self.tree.get(c, "code"));
            let item = line.service.modifiers.len();
            self.note(
                Field::Modifier.line_item(number, item),
                code.unwrap_or(concept),
                code.is_some(),
            );
            let value = self.scalar(code);
            line.service.modifiers.items.push(value);
        }
    }

    fn amounts(&mut self, line: &mut Line<'a>, number: usize, item: Node) {
        let at = Field::LineCharge.line(number);
        if self.tree.get(item, "net").is_some() {
            line.service.charge = self.money(at, item, "net");
        } else if let Some(submitted) = self.decided(item, "submitted") {
            self.note(at, submitted, true);
            line.service.charge = self.scalar(Some(submitted));
        } else {
            self.note(at, item, false);
        }
        let quantity = self.object(item, "quantity");
        let holder = quantity.unwrap_or(item);
        let value = quantity.and_then(|q| self.field(Field::Units.line(number), q, "value"));
        if quantity.is_none() {
            self.note(Field::Units.line(number), item, false);
        }
        line.service.units = self.scalar(value);
        let code = quantity.and_then(|q| {
            self.tree
                .get(q, "code")
                .or_else(|| self.tree.get(q, "unit"))
        });
        let text = code.and_then(|c| self.tree.text(c)).unwrap_or_default();
        // A quantity without a unit is a count.
        line.service.unit = Value::Read(match text.as_ref() {
            "MJ" | "min" | "minute" | "minutes" => "MJ".into(),
            "" | "UN" | "1" | "unit" | "units" | "{unit}" | "[arb'U]" => "UN".into(),
            _ if text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) => text,
            _ => "UN".into(),
        });
        let presence = match code {
            Some(_) => Presence::There,
            None => Presence::NotCarried,
        };
        self.places
            .note(Field::Unit.line(number), code.unwrap_or(holder), presence);
        let tax = self.object(item, "tax");
        line.sales_tax = self.scalar(tax.and_then(|t| self.tree.get(t, "value")));
    }

    /// The amount of an adjudication of that kind.
    pub(super) fn decided(&mut self, holder: Node, kind: &str) -> Option<Node> {
        for adjudication in self.objects(holder, "adjudication") {
            let concept = self.object(adjudication, "category");
            if self.codes(concept).iter().any(|c| c == kind) {
                let amount = self.object(adjudication, "amount");
                return amount.and_then(|a| self.tree.get(a, "value"));
            }
        }
        None
    }

    /// The place of service. FHIR has it on every item; where it is the first one's, it is the claim's.
    fn place_of_service(&mut self, out: &mut Claim<'a>, line: &mut Line<'a>, item: Node) {
        let number = out.info.lines.len();
        let at = Field::LinePlaceOfService.line(number);
        if self.tree.get(item, "locationCodeableConcept").is_none() {
            return self.note(at, item, false);
        }
        let systems = [
            "place-of-service",
            "place_of_service",
            "plcsrvc",
            "line_place_of_srvc",
        ];
        let place = self.coded(at, item, "locationCodeableConcept", &systems).0;
        let found = self.places.find(at);
        self.places.note(
            Field::PlaceOfService.line(number),
            found.node,
            found.presence,
        );
        if out.info.place_of_service.is_missing() {
            self.places
                .note(Field::PlaceOfService.of_claim(), found.node, found.presence);
            out.info.place_of_service = place;
        } else if place != out.info.place_of_service {
            line.service.place_of_service = place;
        }
    }

    /// A drug: a code of the item beside the procedure, or a detail of its own.
    fn drug(&mut self, line: &mut Line<'a>, number: usize, item: Node) {
        let (mut coding, mut quantity) = (None, None);
        for detail in self.objects(item, "detail") {
            let concept = self.object(detail, "productOrService");
            let found = self.coding(concept, &["sid/ndc", "2.16.840.1.113883.6.69"]);
            if let (Of::Drug, None) = (system_of(&self.system(found)), coding) {
                coding = found;
                quantity = self.object(detail, "quantity");
            }
        }
        if coding.is_none() {
            let concept = self.object(item, "productOrService");
            let found = self.coding(concept, &["sid/ndc", "2.16.840.1.113883.6.69"]);
            if let Of::Drug = system_of(&self.system(found)) {
                coding = found;
            }
        }
        let Some(coding) = coding else {
            return self.note(Field::Ndc.line(number), item, false);
        };
        let mut drug = Drug {
            qualifier: Value::Read("N4".into()),
            ndc: self.text(Field::Ndc.line(number), coding, "code"),
            ..Drug::default()
        };
        match quantity {
            Some(quantity) => {
                let value = self.field(Field::DrugUnits.line(number), quantity, "value");
                drug.units = self.scalar(value);
                let key = if self.tree.get(quantity, "code").is_some() {
                    "code"
                } else {
                    "unit"
                };
                drug.unit = match self.text(Field::DrugUnit.line(number), quantity, key) {
                    Value::Read(unit) => Value::Read(drug_unit(unit)),
                    other => other,
                };
            }
            // Where the code stands beside the procedure's, FHIR has no second quantity.
            None => {
                for field in [Field::DrugUnits, Field::DrugUnit] {
                    self.places
                        .note(field.line(number), coding, Presence::NotCarried);
                }
            }
        }
        line.drug = Some(Box::new(drug));
    }
}
