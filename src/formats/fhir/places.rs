//! Where each field of a claim stands in its document, or would, and why it is not there.

use crate::field::{Field, FieldRef, Owner};
use crate::scan::tree::Node;

/// Whether the document has a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// The document has the field.
    There,
    /// The document lacks the field, and has a place for it.
    Missing,
    /// It would stand in a resource that the document refers to and does not hold.
    Outside,
    /// FHIR has no element for it, or none that is read.
    NotCarried,
}

/// The place of a field: its value, or the nearest thing that would hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The value, or what would hold it.
    pub node: Node,
    /// Whether the document has the field.
    pub presence: Presence,
}

/// The places of a claim's fields.
#[derive(Clone, Debug)]
pub struct Places {
    claim: Node,
    lines: Vec<Node>,
    fields: Vec<(FieldRef, Place)>,
    /// Persons and providers, of the claim or of a line.
    owners: Vec<(Owner, Option<usize>, Place)>,
}

impl Places {
    pub(super) fn new(claim: Node) -> Places {
        Places {
            claim,
            lines: Vec::new(),
            fields: Vec::new(),
            owners: Vec::new(),
        }
    }

    pub(super) fn note(&mut self, at: FieldRef, node: Node, presence: Presence) {
        self.fields.push((at, Place { node, presence }));
    }

    pub(super) fn own(
        &mut self,
        owner: Owner,
        line: Option<usize>,
        node: Node,
        presence: Presence,
    ) {
        self.owners.push((owner, line, Place { node, presence }));
    }

    pub(super) fn line(&mut self, node: Node) {
        self.lines.push(node);
    }

    /// The claim or explanation itself.
    pub fn claim(&self) -> Node {
        self.claim
    }

    /// Where a field stands, or would.
    pub fn find(&self, at: FieldRef) -> Place {
        let place = |node, presence| Place { node, presence };
        let item = at.line.and_then(|i| self.lines.get(i)).copied();
        let whole = item.unwrap_or(self.claim);
        if [Field::Claim, Field::Lines, Field::Line].contains(&at.field) {
            return place(whole, Presence::There);
        }
        let same = |f: &FieldRef| f.field == at.field && f.line == at.line;
        let fields = || self.fields.iter().rev().filter(|(f, _)| same(f));
        let owned = |f: &FieldRef| f.owner.is(at.owner);
        let exact = fields().find(|(f, _)| f.item == at.item && owned(f));
        // Some fields are the patient's in one format and the claim's in another.
        let found = exact.or_else(|| {
            let person = |o| matches!(o, Owner::Claim | Owner::Subscriber | Owner::Dependent);
            fields().find(|(f, _)| f.item == at.item && person(f.owner) && person(at.owner))
        });
        if let Some((_, found)) = found {
            return *found;
        }
        let owner = |line| {
            let of = |(o, l, _): &&(Owner, Option<usize>, Place)| o.is(at.owner) && *l == line;
            self.owners.iter().find(of).map(|(_, _, place)| *place)
        };
        if at.owner != Owner::Claim {
            return match owner(at.line).or_else(|| owner(None)) {
                Some(found) if at.field == Field::Provider => found,
                Some(Place {
                    node,
                    presence: Presence::There,
                }) => place(node, Presence::Missing),
                Some(found) => found,
                None => place(whole, Presence::Missing),
            };
        }
        // The items of a list that is there, and lists as a whole.
        if let Some((_, found)) = fields().next() {
            return place(whole, found.presence);
        }
        place(whole, Presence::NotCarried)
    }

    /// The fields that are there or could be, with their places.
    pub fn fields(&self) -> impl Iterator<Item = (FieldRef, Node)> + '_ {
        self.fields
            .iter()
            .map(|(field, place)| (*field, place.node))
    }
}
