//! Who is insured where: Coverage, the person insured, the payer.

use super::reader::{Found, Reader};
use crate::claim::*;
use crate::field::{Field, Owner};
use crate::formats::fhir::places::Presence;
use crate::scan::tree::Node;
use std::borrow::Cow;

/// Systems of the 837's own codes.
const X12: &[&str] = &["x12.org"];

/// The 837's code for how the patient is related to the subscriber.
fn relationship<'a>(code: Cow<'a, str>) -> Cow<'a, str> {
    match code.as_ref() {
        "self" => "18".into(),
        "spouse" => "01".into(),
        "child" => "19".into(),
        "common" => "53".into(),
        "parent" | "other" | "injured" => "G8".into(),
        _ => code,
    }
}

/// Kinds of payers that the Source of Payment Typology and the 837 both know.
fn filing(system: &str, code: &str, hospital: bool) -> Option<&'static str> {
    if !system.contains("sopt") && !system.contains("2.16.840.1.113883.3.221.5") {
        return None;
    }
    match code.as_bytes() {
        [b'1', b'2', ..] | [b'1'] if hospital => Some("MA"),
        [b'1', b'2', ..] | [b'1'] => Some("MB"),
        [b'2', ..] => Some("MC"),
        _ => None,
    }
}

impl<'a> Reader<'_, 'a> {
    /// The insurance, the person insured, and the patient.
    pub(super) fn insurance(&mut self, out: &mut Claim<'a>, claim: Node) {
        let all = self.objects(claim, "insurance");
        let focal = |n: &&Node| {
            let focal = self.tree.get(**n, "focal").map(|f| self.tree.bytes(f));
            // `true` has four letters, `false` five.
            focal.is_some_and(|[from, to]| to - from == 4)
        };
        let main = all.iter().find(focal).or(all.first()).copied();
        let patient = self.follow(claim, "patient");
        let Some(main) = main else {
            self.places
                .own(Owner::Subscriber, None, claim, Presence::Outside);
            self.person(&mut out.subscriber, Owner::Subscriber, patient);
            return;
        };
        let owner = Owner::Subscriber;
        let order = self.sequence(main, &all);
        let sequence = self.tree.get(main, "sequence");
        self.note(
            Field::PayerResponsibility.of(owner),
            sequence.unwrap_or(main),
            true,
        );
        out.subscriber.payer_responsibility = Value::Read(Cow::Borrowed(order));
        let authorization = Field::PriorAuthorization.of_claim();
        out.info.numbers.prior_authorization = self.first_text(authorization, main, "preAuthRef");
        let coverage = match self.follow(main, "coverage") {
            Found::Here(coverage) => coverage,
            Found::Outside(node) | Found::Absent(node) => {
                for field in [
                    Field::MemberId,
                    Field::Relationship,
                    Field::GroupNumber,
                    Field::InsuranceType,
                ] {
                    self.places.note(field.of(owner), node, Presence::Outside);
                }
                self.places
                    .note(Field::Filing.of_claim(), node, Presence::Outside);
                self.person(&mut out.subscriber, owner, patient);
                self.payer(out, claim, None);
                return;
            }
        };
        self.covered(out, coverage, patient);
        self.payer(out, claim, Some(coverage));
        for (item, other) in all.iter().filter(|n| **n != main).enumerate() {
            let order = self.sequence(*other, &all);
            self.other(out, *other, item, order);
        }
    }

    /// The place of an insurance in the order of payers, as the 837 says it: by its number, else as they stand.
    fn sequence(&self, insurance: Node, all: &[Node]) -> &'static str {
        let given = self.tree.text_of(insurance, "sequence");
        let given = given.and_then(|s| s.parse::<usize>().ok());
        let stands = all
            .iter()
            .position(|n| *n == insurance)
            .map_or(1, |i| i + 1);
        let order = ["P", "S", "T", "A", "B", "C", "D", "E", "F", "G", "H"];
        let at = given.unwrap_or(stands).checked_sub(1);
        at.and_then(|i| order.get(i)).copied().unwrap_or("U")
    }

    fn covered(&mut self, out: &mut Claim<'a>, coverage: Node, patient: Found) {
        let code = self.object(coverage, "relationship");
        let coding = self.coding(code, &["x12.org", "subscriber-relationship"]);
        let node = coding.and_then(|c| self.tree.get(c, "code"));
        let related = self.scalar::<Cow<'a, str>>(node);
        let place = node.or(code).unwrap_or(coverage);
        for owner in [Owner::Subscriber, Owner::Dependent] {
            self.note(Field::Relationship.of(owner), place, node.is_some());
        }
        let related = match related {
            Value::Read(code) => Value::Read(relationship(code)),
            other => other,
        };
        let subscriber = self.follow(coverage, "subscriber");
        let said = matches!(related.text(), "18" | "");
        let same = match (subscriber, patient) {
            (Found::Here(a), Found::Here(b)) => a == b || (said && self.is_one(a, b)),
            (Found::Outside(a), Found::Outside(b)) => {
                let name = |n| self.tree.text_of(n, "reference");
                said || name(a).is_some() && name(a) == name(b)
            }
            _ => said,
        };
        if same {
            self.person(&mut out.subscriber, Owner::Subscriber, patient);
            out.subscriber.relationship = related;
        } else {
            let unknown = match subscriber {
                // Nobody is named: it is not said that there is nothing to say.
                Found::Absent(_) => Found::Outside(coverage),
                found => found,
            };
            self.person(&mut out.subscriber, Owner::Subscriber, unknown);
            let dependent = out.dependent.get_or_insert_default();
            let mut person = std::mem::take(&mut **dependent);
            self.person(&mut person, Owner::Dependent, patient);
            person.relationship = related;
            **dependent = person;
        }
        self.member(out, coverage, patient);
        let owner = Owner::Subscriber;
        let secondary = Field::InsuranceType.of(owner);
        self.places.note(secondary, coverage, Presence::NotCarried);
        let classes = self.objects(coverage, "class");
        let mut group = None;
        for class in classes {
            let concept = self.object(class, "type");
            if self.codes(concept).iter().any(|c| c == "group") {
                group = group.or(Some(class));
            }
        }
        if let Some(group) = group {
            out.subscriber.group_number = self.text(Field::GroupNumber.of(owner), group, "value");
            out.subscriber.group_name = self.scalar(self.tree.get(group, "name"));
        } else {
            self.note(Field::GroupNumber.of(owner), coverage, false);
        }
        let concept = self.object(coverage, "type");
        let coding = self.coding(concept, &["x12.org", "sopt", "2.16.840.1.113883.3.221.5"]);
        let (system, code) = (
            self.system(coding),
            coding.and_then(|c| self.tree.get(c, "code")),
        );
        let text = code.and_then(|c| self.tree.text(c)).unwrap_or_default();
        let place = code.or(concept).unwrap_or(coverage);
        let known = filing(&system, &text, out.institutional.is_some());
        out.info.filing = match known {
            Some(known) => Value::Read(known.into()),
            None if X12.iter().any(|x| system.contains(x)) => self.scalar(code),
            None => Value::Missing,
        };
        // Another system's kinds of coverage do not say whether the payer is Medicare.
        let presence = match out.info.filing.is_missing() {
            true => Presence::NotCarried,
            false => Presence::There,
        };
        self.places.note(Field::Filing.of_claim(), place, presence);
    }

    /// Whether two resources are of one person, whom somebody has copied.
    fn is_one(&mut self, a: Node, b: Node) -> bool {
        let born = |n| self.tree.text_of(n, "birthDate");
        let named = |n| {
            let names = self.tree.get(n, "name")?;
            self.tree
                .text_of(self.tree.children(names).next()?, "family")
        };
        born(a).is_some() && born(a) == born(b) && named(a) == named(b)
    }

    /// The member number: the coverage's, or one of the person.
    fn member(&mut self, out: &mut Claim<'a>, coverage: Node, patient: Found) {
        let at = Field::MemberId.of(Owner::Subscriber);
        let is_member = |system: &str, codes: &[Cow<'a, str>]| {
            system.contains("us-mbi") || codes.iter().any(|c| ["MB", "MC"].contains(&c.as_ref()))
        };
        let own = self.tree.get(coverage, "subscriberId");
        let own = own.or_else(|| self.identifier(coverage, is_member));
        let found = own.or_else(|| match patient {
            Found::Here(person) if out.dependent.is_none() => self.identifier(person, is_member),
            _ => None,
        });
        self.note(at, found.unwrap_or(coverage), found.is_some());
        out.subscriber.member_id = self.scalar(found);
    }

    fn payer(&mut self, out: &mut Claim<'a>, claim: Node, coverage: Option<Node>) {
        let mut found = self.follow(claim, "insurer");
        if let (Found::Absent(_), Some(coverage)) = (found, coverage) {
            if let Some(payor) = self.objects(coverage, "payor").first() {
                found = self.leads(*payor);
            }
        }
        let (id, name) = self.payer_of(found);
        let (node, presence) = match (id, found) {
            (Some(id), _) => (id, Presence::There),
            (None, Found::Here(node)) => (node, Presence::Missing),
            (None, Found::Outside(node)) => (node, Presence::Outside),
            (None, Found::Absent(node)) => (node, Presence::Missing),
        };
        self.places.note(Field::Payer.of_claim(), node, presence);
        out.payer_id = self.scalar(id);
        out.payer_name = self.scalar(name);
    }

    /// The values of a payer's number and name.
    fn payer_of(&mut self, found: Found) -> (Option<Node>, Option<Node>) {
        match found {
            Found::Here(node) => {
                let own = self.identifier(node, |_, codes| {
                    codes
                        .iter()
                        .any(|c| ["payerid", "NIIP", "NAIC"].contains(&c.as_ref()))
                });
                let id = own.or_else(|| self.identifier(node, |_, _| true));
                (id, self.tree.get(node, "name"))
            }
            Found::Outside(node) => (
                self.identifier(node, |_, _| true),
                self.tree.get(node, "display"),
            ),
            Found::Absent(_) => (None, None),
        }
    }

    /// Another payer of the same claim.
    fn other(&mut self, out: &mut Claim<'a>, insurance: Node, item: usize, order: &'static str) {
        let mut other = OtherSubscriber {
            payer_responsibility: Value::Read(Cow::Borrowed(order)),
            ..OtherSubscriber::default()
        };
        let sequence = self.tree.get(insurance, "sequence").unwrap_or(insurance);
        self.note(Field::OtherResponsibility.item(item), sequence, true);
        if let Found::Here(coverage) = self.follow(insurance, "coverage") {
            let at = Field::OtherRelationship.item(item);
            let (code, _) = self.coded(at, coverage, "relationship", &["x12.org"]);
            other.relationship = match code {
                Value::Read(code) => Value::Read(relationship(code)),
                rest => rest,
            };
            other.name.id = self.text(Field::OtherMemberId.item(item), coverage, "subscriberId");
            if let Found::Here(person) = self.follow(coverage, "subscriber") {
                let names = self.objects(person, "name");
                let name = names.first().copied().unwrap_or(person);
                other.name.last_name =
                    self.text(Field::OtherInsuredName.item(item), name, "family");
                other.name.first_name = self.scalar(None);
            }
            if let Some(payor) = self.objects(coverage, "payor").first() {
                let found = self.leads(*payor);
                let (id, name) = self.payer_of(found);
                self.note(
                    Field::OtherPayerId.item(item),
                    id.unwrap_or(*payor),
                    id.is_some(),
                );
                self.note(
                    Field::OtherPayerName.item(item),
                    name.unwrap_or(*payor),
                    name.is_some(),
                );
                other.payer.id = self.scalar(id);
                other.payer.organization_name = self.scalar(name);
            }
        }
        out.info.other_subscribers.items.push(other);
    }
}
