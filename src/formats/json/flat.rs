//! The flat shape of the CMS-1500 form: one key a box, lines in a list, as some clearinghouses take claims (`pat_name_l`,
//! `ins_number`, `diag_1`, `charge[].proc_code`).
//!
//! The form has no place for much of an 837; what it cannot say is not missing.

use super::paths::Paths;
use super::read::Settable;
use crate::claim::*;
use crate::date::Date;
use crate::field::{Field, FieldRef, Owner};
use crate::scan::tree::{Node, Tree, ROOT};
use std::borrow::Cow;

/// Keys by which the shape is known; three of them are enough.
const TELLTALE: &[&str] = &[
    "pat_name_l",
    "pat_dob",
    "ins_number",
    "ins_name_l",
    "payerid",
    "bill_npi",
    "bill_taxid",
    "prov_npi",
    "diag_1",
    "total_charge",
    "charge",
    "pcn",
    "accept_assign",
    "pat_rel",
];

/// The flat claims of a JSON text: itself, or those of its list `claim`.
pub(super) fn claims(tree: &Tree<'_>) -> Vec<Node> {
    let is_flat = |node: &Node| {
        TELLTALE
            .iter()
            .filter(|k| tree.get(*node, k).is_some())
            .count()
            >= 3
    };
    let list = tree
        .get(ROOT, "claim")
        .filter(|n| tree.kind(*n) == Some(Kind::List));
    let mut all: Vec<Node> = match list {
        Some(list) => tree.children(list).collect(),
        None => vec![ROOT],
    };
    all.retain(is_flat);
    all
}

/// Reads a flat claim, with the pointer of every field that the shape has.
pub(super) fn read<'a>(tree: &Tree<'a>, node: Node) -> (Claim<'a>, Paths) {
    let mut reader = Reader {
        tree,
        paths: Paths {
            whole: true,
            ..Paths::default()
        },
    };
    let mut claim = Claim {
        regular: true,
        ..Claim::default()
    };
    reader.people(&mut claim, node);
    reader.providers(&mut claim, node);
    reader.information(&mut claim, node);
    let list = tree.get(node, "charge");
    for (i, line) in list
        .map(|l| tree.children(l).collect::<Vec<_>>())
        .unwrap_or_default()
        .into_iter()
        .enumerate()
    {
        let read = reader.line(i, line);
        if claim.info.place_of_service.is_missing() {
            claim.info.place_of_service = read.service.place_of_service.clone();
        }
        claim.info.lines.items.push(read);
    }
    for field in [Field::Claim, Field::Lines, Field::Diagnoses] {
        reader.paths.note(field.of_claim(), tree.pointer(node));
    }
    (claim, reader.paths)
}

struct Reader<'t, 'a> {
    tree: &'t Tree<'a>,
    paths: Paths,
}

/// A date as the form writes it, month first; others stay as they are.
fn american(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut parts = text.split('/');
    let (month, day, year) = (parts.next(), parts.next(), parts.next());
    let whole = |part: Option<&str>, most: usize| {
        part.filter(|p| (1..=most).contains(&p.len()))?
            .parse::<u32>()
            .ok()
    };
    match (
        whole(month, 2),
        whole(day, 2),
        whole(year.filter(|y| y.len() == 4), 4),
    ) {
        (Some(month), Some(day), Some(year)) if parts.next().is_none() => {
            Cow::Owned(format!("{year:04}{month:02}{day:02}"))
        }
        _ => text,
    }
}

impl<'a> Reader<'_, 'a> {
    /// The value of a key, whose place is that of the field.
    fn text(&mut self, at: FieldRef, node: Node, key: &str) -> Text<'a> {
        self.paths
            .note(at, format!("{}/{key}", self.tree.pointer(node)));
        self.plain(node, key)
    }

    fn plain(&self, node: Node, key: &str) -> Text<'a> {
        let Some(found) = self.tree.get(node, key) else {
            return Value::Missing;
        };
        match self.tree.kind(found) {
            Some(Kind::Text | Kind::Number) => match self.tree.text(found) {
                Some(text) if !text.trim().is_empty() => Value::Read(match text {
                    Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
                    Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
                }),
                _ => Value::Missing,
            },
            Some(kind) => Value::WrongKind(kind),
            None => Value::Missing,
        }
    }

    /// Reads the text at a key into a value of another kind: an amount, a date, a number.
    fn set(&mut self, value: &mut dyn Settable<'a>, at: FieldRef, node: Node, key: &str) {
        let text = self.text(at, node, key);
        value.set(text);
    }

    fn day(&mut self, at: FieldRef, node: Node, key: &str) -> Day<'a> {
        let mut day: Day<'a> = Value::<Date>::Missing;
        day.set(match self.text(at, node, key) {
            Value::Read(text) => Value::Read(american(text)),
            other => other,
        });
        day
    }

    fn person(&mut self, out: &mut Person<'a>, owner: Owner, node: Node, prefix: &str) {
        let key = |name: &str| format!("{prefix}_{name}");
        let at = |field: Field| field.of(owner);
        out.last_name = self.text(at(Field::LastName), node, &key("name_l"));
        out.first_name = self.text(at(Field::FirstName), node, &key("name_f"));
        out.date_of_birth = self.day(at(Field::BirthDate), node, &key("dob"));
        out.gender = self.text(at(Field::Gender), node, &key("sex"));
        out.address = self.address(owner, node, prefix);
    }

    fn address(&mut self, owner: Owner, node: Node, prefix: &str) -> Address<'a> {
        let key = |name: &str| format!("{prefix}_{name}");
        let at = |field: Field| field.of(owner);
        Address {
            address1: self.text(at(Field::Address1), node, &key("addr_1")),
            city: self.text(at(Field::City), node, &key("city")),
            state: self.text(at(Field::State), node, &key("state")),
            postal_code: self.text(at(Field::PostalCode), node, &key("zip")),
            country: self.text(at(Field::Country), node, &key("country")),
            ..Address::default()
        }
    }

    fn people(&mut self, out: &mut Claim<'a>, node: Node) {
        let relation = self.plain(node, "pat_rel");
        let named = !self.plain(node, "ins_name_l").is_missing();
        let is_self = relation.text() == "18" || (relation.is_missing() && !named);
        for owner in [Owner::Subscriber, Owner::Dependent] {
            out.subscriber.relationship = self.text(Field::Relationship.of(owner), node, "pat_rel");
        }
        if is_self {
            self.person(&mut out.subscriber, Owner::Subscriber, node, "pat");
        } else {
            self.person(&mut out.subscriber, Owner::Subscriber, node, "ins");
            let mut patient = Person::default();
            self.person(&mut patient, Owner::Dependent, node, "pat");
            patient.relationship = std::mem::take(&mut out.subscriber.relationship);
            out.dependent = Some(Box::new(patient));
        }
        let owner = Owner::Subscriber;
        out.subscriber.member_id = self.text(Field::MemberId.of(owner), node, "ins_number");
        out.subscriber.group_number = self.text(Field::GroupNumber.of(owner), node, "ins_group");
        let order = self.text(Field::PayerResponsibility.of(owner), node, "payer_order");
        out.subscriber.payer_responsibility = match order.text() {
            "" | "primary" | "Primary" | "1" => Value::Read("P".into()),
            "secondary" | "Secondary" | "2" => Value::Read("S".into()),
            "tertiary" | "Tertiary" | "3" => Value::Read("T".into()),
            _ => order,
        };
        out.payer_id = self.text(Field::Payer.of_claim(), node, "payerid");
        out.payer_name = self.plain(node, "payer_name");
    }

    fn providers(&mut self, out: &mut Claim<'a>, node: Node) {
        let roles = [
            (Role::Billing, "bill"),
            (Role::Rendering, "prov"),
            (Role::Referring, "ref"),
            (Role::Ordering, "ord"),
            (Role::Supervising, "supv_prov"),
            (Role::Facility, "facility"),
        ];
        for (role, prefix) in roles {
            let key = |name: &str| format!("{prefix}_{name}");
            let owner = Owner::Provider(role);
            let mut one = Provider::new(role);
            one.npi = self.text(Field::Npi.of(owner), node, &key("npi"));
            one.last_name = self.text(Field::LastName.of(owner), node, &key("name_l"));
            one.first_name = self.text(Field::FirstName.of(owner), node, &key("name_f"));
            let name = if matches!(role, Role::Billing | Role::Facility) {
                "name"
            } else {
                "name_l"
            };
            let named = self.text(Field::ProviderName.of(owner), node, &key(name));
            if name == "name" {
                one.organization_name = named;
            }
            one.taxonomy = self.text(Field::Taxonomy.of(owner), node, &key("taxonomy"));
            if matches!(role, Role::Billing | Role::Facility) {
                one.address = self.address(owner, node, prefix);
            }
            if role == Role::Billing {
                let is_person = self.plain(node, "bill_taxid_type").text().starts_with('S');
                let number = self.text(Field::EmployerId.of(owner), node, "bill_taxid");
                self.paths.note(
                    Field::Ssn.of(owner),
                    format!("{}/bill_taxid", self.tree.pointer(node)),
                );
                match is_person {
                    true => one.ssn = number,
                    false => one.employer_id = number,
                }
            }
            self.paths.note(
                Field::Provider.of(owner),
                format!("{}/{}", self.tree.pointer(node), key("npi")),
            );
            if one == Provider::new(role) {
                continue;
            }
            match role {
                Role::Facility => out.info.facility = Some(Box::new(one)),
                _ => out.providers.push(one),
            }
        }
    }

    fn information(&mut self, out: &mut Claim<'a>, node: Node) {
        let info = &mut out.info;
        let of = |field: Field| field.of_claim();
        info.patient_control_number = self.text(of(Field::PatientControlNumber), node, "pcn");
        self.set(
            &mut info.charge,
            of(Field::TotalCharge),
            node,
            "total_charge",
        );
        self.set(
            &mut info.patient_paid,
            of(Field::PatientPaid),
            node,
            "amount_paid",
        );
        let frequency = self.text(of(Field::Frequency), node, "frequency_code");
        info.frequency = match frequency {
            Value::Missing => Value::Read("1".into()),
            given => given,
        };
        let accepts = self.text(of(Field::AcceptAssignment), node, "accept_assign");
        info.accept_assignment = match accepts.text() {
            "Y" => Value::Read("A".into()),
            "N" => Value::Read("C".into()),
            _ => accepts,
        };
        let causes = [
            ("auto_accident", "AA"),
            ("employment_related", "EM"),
            ("other_accident", "OA"),
        ];
        for (key, cause) in causes {
            if self.plain(node, key).text() == "Y" {
                let item = info.related_causes.len();
                self.paths.note(
                    Field::RelatedCause.item(item),
                    format!("{}/{key}", self.tree.pointer(node)),
                );
                info.related_causes.items.push(Value::Read(cause.into()));
            }
        }
        info.accident_state = self.text(of(Field::AccidentState), node, "auto_accident_state");
        info.numbers.prior_authorization =
            self.text(of(Field::PriorAuthorization), node, "prior_auth");
        info.numbers.referral = self.text(of(Field::ReferralNumber), node, "referral_number");
        info.numbers.clia = self.text(of(Field::Clia), node, "clia_number");
        info.numbers.claim_control_number =
            self.text(of(Field::ClaimControlNumber), node, "icn_dcn_1");
        let dates = &mut info.dates;
        dates.last_seen = self.day(of(Field::LastSeenDate), node, "lastseen_date");
        dates.initial_treatment = self.day(
            of(Field::InitialTreatmentDate),
            node,
            "initial_treatment_date",
        );
        dates.admission = self.day(of(Field::AdmissionDate), node, "hosp_from_date");
        dates.discharge = self.day(of(Field::DischargeDate), node, "hosp_thru_date");
        let condition = self.day(of(Field::SymptomDate), node, "cond_date");
        match info.related_causes.is_empty() {
            true => dates.symptom = condition,
            false => {
                let pointer = format!("{}/cond_date", self.tree.pointer(node));
                self.paths.note(of(Field::AccidentDate), pointer);
                dates.accident = condition;
            }
        }
        for number in 1..=12 {
            let key = format!("diag_{number}");
            let item = number - 1;
            let code = self.text(Field::DiagnosisCode.item(item), node, &key);
            info.diagnoses.items.push(Diagnosis {
                qualifier: Value::Read(if item == 0 { "ABK" } else { "ABF" }.into()),
                code,
                ..Diagnosis::default()
            });
        }
        while info
            .diagnoses
            .items
            .last()
            .is_some_and(|d| d.code.is_missing())
        {
            info.diagnoses.items.pop();
        }
    }

    fn line(&mut self, number: usize, node: Node) -> Line<'a> {
        let at = |field: Field| field.line(number);
        self.paths.note(at(Field::Line), self.tree.pointer(node));
        let mut line = Line {
            from: self.day(at(Field::ServiceDate), node, "from_date"),
            to: self.day(at(Field::ServiceDateEnd), node, "thru_date"),
            ..Line::default()
        };
        if line.to == line.from {
            line.to = Value::Missing;
        }
        let service = &mut line.service;
        service.qualifier = Value::Read("HC".into());
        service.code = self.text(at(Field::ProcedureCode), node, "proc_code");
        self.set(&mut service.charge, at(Field::LineCharge), node, "charge");
        self.set(&mut service.units, at(Field::Units), node, "units");
        let unit = self.text(at(Field::Unit), node, "charge_record_type");
        service.unit = if unit.is_missing() {
            Value::Read("UN".into())
        } else {
            unit
        };
        service.place_of_service =
            self.text(at(Field::LinePlaceOfService), node, "place_of_service");
        let place = format!("{}/place_of_service", self.tree.pointer(node));
        self.paths.note(at(Field::PlaceOfService), place.clone());
        if number == 0 {
            self.paths.note(Field::PlaceOfService.of_claim(), place);
        }
        service.description = self.text(at(Field::Description), node, "narrative");
        service.emergency = self.text(at(Field::Emergency), node, "emergency_indicator");
        self.paths.note(
            at(Field::Modifiers),
            format!("{}/mod1", self.tree.pointer(node)),
        );
        for item in 0..4 {
            let modifier = Field::Modifier.line_item(number, item);
            let given = self.text(modifier, node, &format!("mod{}", item + 1));
            service.modifiers.items.push(given);
        }
        while service
            .modifiers
            .items
            .last()
            .is_some_and(Value::is_missing)
        {
            service.modifiers.items.pop();
        }
        // Letters of the form's box 24E, or numbers.
        let pointers = self.text(at(Field::Pointers), node, "diag_ref");
        let place = format!("{}/diag_ref", self.tree.pointer(node));
        let text = pointers.text().to_owned();
        let list = &mut service.pointers.list.items;
        match text.contains(',') || text.bytes().all(|b| b.is_ascii_digit()) {
            true => list.extend(
                text.split(',')
                    .map(|p| pointer(p.trim()))
                    .filter(|p| !p.is_missing()),
            ),
            false => list.extend(text.split("").map(pointer).filter(|p| !p.is_missing())),
        }
        for item in 0..list.len() {
            self.paths
                .note(Field::Pointer.line_item(number, item), place.clone());
        }
        let ndc = self.text(at(Field::Ndc), node, "ndc_code");
        if !ndc.is_missing() {
            let mut drug = Drug {
                qualifier: Value::Read("N4".into()),
                ndc,
                unit: self.text(at(Field::DrugUnit), node, "ndc_measure"),
                ..Drug::default()
            };
            self.set(&mut drug.units, at(Field::DrugUnits), node, "ndc_dosage");
            line.drug = Some(Box::new(drug));
        }
        line
    }
}

/// A pointer: a letter from A, or a number.
fn pointer<'a>(text: &str) -> Pointer<'a> {
    match text.as_bytes() {
        [] | [b' '] => Value::Missing,
        [letter @ b'A'..=b'L'] => Value::Read(u32::from(letter - b'A') + 1),
        [letter @ b'a'..=b'l'] => Value::Read(u32::from(letter - b'a') + 1),
        _ => match text.parse() {
            Ok(number) => Value::Read(number),
            Err(_) => Value::Invalid(Cow::Owned(text.to_owned())),
        },
    }
}
