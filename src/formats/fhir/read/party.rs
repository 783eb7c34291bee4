//! Persons, organizations and providers.

use super::reader::{Found, Reader};
use crate::claim::*;
use crate::field::{Field, FieldRef, Owner};
use crate::formats::fhir::places::Presence;
use crate::scan::tree::Node;
use std::borrow::Cow;

/// A field of a person or provider, of the claim or of a line.
fn of(field: Field, owner: Owner, line: Option<usize>) -> FieldRef {
    let at = match line {
        Some(i) => field.line(i),
        None => field.of_claim(),
    };
    at.owned(owner)
}

/// Whether an identifier is an NPI.
fn is_npi(system: &str, codes: &[Cow<'_, str>]) -> bool {
    system.contains("us-npi") || codes.iter().any(|c| c.eq_ignore_ascii_case("npi"))
}

/// Whether a system is of employers' or other tax numbers (the OID is that of the EIN).
fn is_ein(system: &str, codes: &[Cow<'_, str>]) -> bool {
    system.contains("us-ein")
        || system.contains("2.16.840.1.113883.4.4")
        || codes
            .iter()
            .any(|c| ["TAX", "EN"].contains(&c.as_ref()) || c == "tax")
}

/// Whether a system is of laboratories' certificates (the OID is that of CMS's numbers).
fn is_clia(system: &str, codes: &[Cow<'_, str>]) -> bool {
    system.ends_with("2.16.840.1.113883.4.7") || codes.iter().any(|c| c == "CLIA")
}

impl<'a> Reader<'_, 'a> {
    /// A person, with the place of every field.
    pub(super) fn person(&mut self, out: &mut Person<'a>, owner: Owner, found: Found) {
        let resource = match found {
            Found::Here(resource) => resource,
            Found::Outside(node) => return self.places.own(owner, None, node, Presence::Outside),
            Found::Absent(node) => return self.places.own(owner, None, node, Presence::Missing),
        };
        self.places.own(owner, None, resource, Presence::There);
        let at = |field: Field| field.of(owner);
        if self.kind_of(resource) == "Organization" {
            out.organization_name = self.text(at(Field::LastName), resource, "name");
        } else {
            let name = self.name(resource);
            out.last_name = self.text(at(Field::LastName), name, "family");
            out.first_name = self.first_text(at(Field::FirstName), name, "given");
        }
        let gender = self.text(at(Field::Gender), resource, "gender");
        out.gender = match gender {
            Value::Read(text) => Value::Read(match text.as_ref() {
                "male" => "M".into(),
                "female" => "F".into(),
                "other" | "unknown" => "U".into(),
                _ => text,
            }),
            other => other,
        };
        out.date_of_birth = self.day_of(at(Field::BirthDate), resource, "birthDate");
        self.address(&mut out.address, owner, None, resource);
    }

    /// The official name of a person, or the first; else who lacks one.
    fn name(&mut self, resource: Node) -> Node {
        let names = self.objects(resource, "name");
        let official = |n: &&Node| {
            self.tree
                .text_of(**n, "use")
                .is_some_and(|u| u == "official")
        };
        names
            .iter()
            .find(official)
            .or(names.first())
            .copied()
            .unwrap_or(resource)
    }

    fn address(
        &mut self,
        out: &mut Address<'a>,
        owner: Owner,
        line: Option<usize>,
        resource: Node,
    ) {
        let address = match self.kind_of(resource).as_ref() {
            "Location" => self.object(resource, "address"),
            _ => self.objects(resource, "address").first().copied(),
        };
        let address = address.unwrap_or(resource);
        let at = |field: Field| of(field, owner, line);
        out.address1 = self.first_text(at(Field::Address1), address, "line");
        out.city = self.text(at(Field::City), address, "city");
        out.state = self.text(at(Field::State), address, "state");
        out.postal_code = self.text(at(Field::PostalCode), address, "postalCode");
        out.country = self.text(at(Field::Country), address, "country");
    }

    /// A provider in that role; `None` when nobody is named.
    pub(super) fn provider(
        &mut self,
        role: Role,
        line: Option<usize>,
        found: Found,
        member: Option<Node>,
    ) -> Option<Provider<'a>> {
        let owner = Owner::Provider(role);
        let mut out = Provider::new(role);
        let at = |field: Field| of(field, owner, line);
        let resource = match found {
            Found::Absent(node) => {
                self.places.own(owner, line, node, Presence::Missing);
                return None;
            }
            Found::Outside(reference) => {
                self.places.own(owner, line, reference, Presence::Outside);
                self.numbers(&mut out, &at, reference, false);
                self.taxonomy(&mut out, &at, member.into_iter(), None);
                return Some(out);
            }
            Found::Here(resource) => resource,
        };
        // A role stands between the claim and who has it.
        let (mut who, mut role_of) = (resource, None);
        if self.kind_of(resource) == "PractitionerRole" {
            role_of = Some(resource);
            let person = self.follow(resource, "practitioner");
            let firm = self.follow(resource, "organization");
            who = match (person, firm) {
                (Found::Here(person), _) => person,
                (Found::Absent(_), Found::Here(firm)) => firm,
                (Found::Outside(node), _) | (_, Found::Outside(node)) => {
                    self.places.own(owner, line, node, Presence::Outside);
                    self.numbers(&mut out, &at, resource, false);
                    self.numbers(&mut out, &at, node, false);
                    self.taxonomy(&mut out, &at, member.into_iter(), role_of);
                    return Some(out);
                }
                _ => resource,
            };
        }
        self.places.own(owner, line, who, Presence::There);
        match self.kind_of(who).as_ref() {
            "Organization" | "Location" => {
                out.organization_name = self.text(at(Field::ProviderName), who, "name");
            }
            _ => {
                let name = self.name(who);
                out.last_name = self.text(at(Field::LastName), name, "family");
                out.first_name = self.first_text(at(Field::FirstName), name, "given");
                let named = self.tree.get(name, "family").is_some();
                self.note(at(Field::ProviderName), name, named);
            }
        }
        self.numbers(&mut out, &at, who, true);
        if let (Some(role_of), true) = (role_of, out.npi.is_missing()) {
            self.numbers(&mut out, &at, role_of, false);
        }
        self.address(&mut out.address, owner, line, who);
        let of_person = self.objects(who, "qualification");
        self.taxonomy(&mut out, &at, member.into_iter().chain(of_person), role_of);
        Some(out)
    }

    /// The numbers of a provider; those that are not there are missing when `whole`.
    fn numbers(
        &mut self,
        out: &mut Provider<'a>,
        at: &impl Fn(Field) -> FieldRef,
        resource: Node,
        whole: bool,
    ) {
        let npi = self.identifier(resource, is_npi);
        let ein = self.identifier(resource, is_ein);
        let ssn = self.identifier(resource, |system, codes| {
            system.contains("us-ssn") || codes.iter().any(|c| c == "SS")
        });
        for (field, node, value) in [
            (Field::Npi, npi, &mut out.npi),
            (Field::EmployerId, ein, &mut out.employer_id),
            (Field::Ssn, ssn, &mut out.ssn),
        ] {
            if node.is_some() || whole {
                self.note(at(field), node.unwrap_or(resource), node.is_some());
            }
            if node.is_some() {
                *value = self.scalar(node);
            }
        }
    }

    /// The taxonomy code: what the claim says of its provider, then what the role does, then what the person does.
    fn taxonomy(
        &mut self,
        out: &mut Provider<'a>,
        at: &impl Fn(Field) -> FieldRef,
        holders: impl Iterator<Item = Node>,
        role: Option<Node>,
    ) {
        let mut concepts = Vec::new();
        for holder in holders {
            for key in ["qualification", "code"] {
                concepts.extend(
                    self.tree
                        .get(holder, key)
                        .filter(|n| self.tree.kind(*n) == Some(Kind::Object)),
                );
            }
        }
        if let Some(role) = role {
            concepts.extend(self.objects(role, "specialty"));
        }
        for concept in concepts {
            let coding = self.coding(Some(concept), &["nucc.org", "taxonomy"]);
            let system = self.system(coding);
            let code = coding.and_then(|c| self.tree.get(c, "code"));
            if system.contains("nucc.org") || system.contains("taxonomy") {
                if let Some(code) = code {
                    self.note(at(Field::Taxonomy), code, true);
                    out.taxonomy = self.scalar(Some(code));
                    return;
                }
            }
        }
    }

    /// The CLIA number of a laboratory.
    pub(super) fn clia(&mut self, found: Found) -> Option<Node> {
        match found {
            Found::Here(role) if self.kind_of(role) == "PractitionerRole" => {
                let firm = self.follow(role, "organization");
                match firm {
                    Found::Here(firm) => self.identifier(firm, is_clia),
                    _ => None,
                }
            }
            Found::Here(resource) => self.identifier(resource, is_clia),
            _ => None,
        }
    }
}
