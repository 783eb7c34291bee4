//! Tools of every part of the reading: values with their places, codings, references.

use crate::claim::*;
use crate::date::Date;
use crate::field::FieldRef;
use crate::formats::fhir::places::{Places, Presence};
use crate::formats::fhir::reference::References;
use crate::formats::json::scalar::Scalar;
use crate::scan::tree::{Node, Tree};
use std::borrow::Cow;

/// A value of another kind than its element's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The value.
    pub node: Node,
    /// Kind of value that stands there.
    pub found: Kind,
    /// Description of the value that belongs there, for the message.
    pub wanted: &'static str,
    /// Whether the value was read nevertheless: one thing where a list of things belongs.
    pub read: bool,
}

/// Where a reference leads.
#[derive(Clone, Copy, Debug)]
pub(super) enum Found {
    /// To a resource of the document.
    Here(Node),
    /// Out of the document; the reference itself.
    Outside(Node),
    /// There is none; what would hold it.
    Absent(Node),
}

/// Reads one claim.
pub(super) struct Reader<'t, 'a> {
    pub(super) tree: &'t Tree<'a>,
    pub(super) references: &'t References<'a>,
    pub(super) places: Places,
    pub(super) faults: Vec<Fault>,
}

impl<'a> Reader<'_, 'a> {
    fn fault(&mut self, node: Node, found: Kind, wanted: &'static str) {
        let fault = Fault {
            node,
            found,
            wanted,
            read: wanted == "an array" && found == Kind::Object,
        };
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    /// Says that a field stands here, or would.
    pub(super) fn note(&mut self, at: FieldRef, node: Node, there: bool) {
        let presence = match there {
            true => Presence::There,
            false => Presence::Missing,
        };
        // A path to a list would select all of its items.
        let node = match self.tree.kind(node) {
            Some(Kind::List) => self.tree.parent(node).unwrap_or(node),
            _ => node,
        };
        self.places.note(at, node, presence);
    }

    /// The child that a field is, and its place.
    pub(super) fn field(&mut self, at: FieldRef, parent: Node, key: &str) -> Option<Node> {
        let child = self.tree.get(parent, key);
        self.note(at, child.unwrap_or(parent), child.is_some());
        child
    }

    /// A child that is an object.
    pub(super) fn object(&mut self, parent: Node, key: &str) -> Option<Node> {
        let node = self.tree.get(parent, key)?;
        match self.tree.kind(node) {
            Some(Kind::Object) => Some(node),
            Some(other) => {
                self.fault(node, other, "an object");
                None
            }
            None => None,
        }
    }

    /// The objects of a list, or a lone one that stands in its place.
    pub(super) fn objects(&mut self, parent: Node, key: &str) -> Vec<Node> {
        let Some(node) = self.tree.get(parent, key) else {
            return Vec::new();
        };
        match self.tree.kind(node) {
            Some(Kind::List) => {
                let all: Vec<Node> = self.tree.children(node).collect();
                for item in &all {
                    if let Some(kind) = self.tree.kind(*item).filter(|k| *k != Kind::Object) {
                        self.fault(*item, kind, "an object");
                    }
                }
                all
            }
            Some(kind) => {
                self.fault(node, kind, "an array");
                if kind == Kind::Object {
                    vec![node]
                } else {
                    Vec::new()
                }
            }
            None => Vec::new(),
        }
    }

    /// A value read as what belongs there.
    pub(super) fn scalar<T: Scalar<'a>>(&mut self, node: Option<Node>) -> Value<'a, T> {
        let Some(node) = node else {
            return Value::Missing;
        };
        match self.tree.kind(node) {
            None => Value::Missing,
            Some(Kind::Text | Kind::Number) => match trimmed(self.tree.text(node)) {
                Some(text) => T::read(text),
                None => Value::Missing,
            },
            Some(kind) => {
                self.fault(node, kind, T::WANTED);
                Value::WrongKind(kind)
            }
        }
    }

    /// A text with its place.
    pub(super) fn text(&mut self, at: FieldRef, parent: Node, key: &str) -> Text<'a> {
        let node = self.field(at, parent, key);
        self.scalar(node)
    }

    /// The first item of a list of texts, with its place.
    pub(super) fn first_text(&mut self, at: FieldRef, parent: Node, key: &str) -> Text<'a> {
        let list = self.tree.get(parent, key);
        let first = list.and_then(|l| match self.tree.kind(l) {
            Some(Kind::List) => self.tree.children(l).next(),
            _ => Some(l),
        });
        self.note(at, first.unwrap_or(parent), first.is_some());
        self.scalar(first)
    }

    /// A day as FHIR writes it; of a date with a time, the day.
    pub(super) fn day(&mut self, node: Option<Node>) -> Day<'a> {
        match self.scalar::<Cow<'a, str>>(node) {
            Value::Read(text) => {
                let day = text
                    .get(..10)
                    .filter(|_| matches!(text.as_bytes().get(10), None | Some(b'T')));
                match day.and_then(Date::parse) {
                    Some(day) => Value::Read(day),
                    None => Value::Invalid(text),
                }
            }
            Value::WrongKind(kind) => Value::WrongKind(kind),
            _ => Value::Missing,
        }
    }

    /// A day with its place.
    pub(super) fn day_of(&mut self, at: FieldRef, parent: Node, key: &str) -> Day<'a> {
        let node = self.field(at, parent, key);
        self.day(node)
    }

    /// The coding of a concept that one of these systems says, by parts of their addresses; else the first that has a code.
    pub(super) fn coding(&mut self, concept: Option<Node>, systems: &[&str]) -> Option<Node> {
        let all = self.objects(concept?, "coding");
        let of = |system: &&str| {
            let has = |n: &&Node| {
                self.tree
                    .text_of(**n, "system")
                    .is_some_and(|s| s.to_ascii_lowercase().contains(*system))
                    && self.tree.get(**n, "code").is_some()
            };
            all.iter().find(has).copied()
        };
        let coded = || all.iter().find(|n| self.tree.get(**n, "code").is_some());
        systems.iter().find_map(of).or_else(|| coded().copied())
    }

    /// The address of a coding's system, in small letters.
    pub(super) fn system(&self, coding: Option<Node>) -> String {
        let system = coding.and_then(|c| self.tree.text_of(c, "system"));
        system.map(|s| s.to_ascii_lowercase()).unwrap_or_default()
    }

    /// The codes of a concept.
    pub(super) fn codes(&mut self, concept: Option<Node>) -> Vec<Cow<'a, str>> {
        let all = concept
            .map(|c| self.objects(c, "coding"))
            .unwrap_or_default();
        all.iter()
            .filter_map(|c| self.tree.text_of(*c, "code"))
            .collect()
    }

    /// The code of a concept as a field.
    pub(super) fn coded(
        &mut self,
        at: FieldRef,
        parent: Node,
        key: &str,
        systems: &[&str],
    ) -> (Text<'a>, Option<Node>) {
        let concept = self.object(parent, key);
        let coding = self.coding(concept, systems);
        let code = coding.and_then(|c| self.tree.get(c, "code"));
        self.note(at, code.or(concept).unwrap_or(parent), code.is_some());
        (self.scalar(code), coding)
    }

    /// An amount of Money as a field.
    pub(super) fn money(&mut self, at: FieldRef, parent: Node, key: &str) -> Money<'a> {
        let money = self.object(parent, key);
        let value = money.and_then(|m| self.tree.get(m, "value"));
        self.note(at, value.or(money).unwrap_or(parent), value.is_some());
        self.scalar(value)
    }

    /// Where the reference of an element leads.
    pub(super) fn follow(&mut self, parent: Node, key: &str) -> Found {
        match self.object(parent, key) {
            Some(reference) => self.leads(reference),
            None => Found::Absent(parent),
        }
    }

    /// Where a reference leads.
    pub(super) fn leads(&self, reference: Node) -> Found {
        let name = self.tree.text_of(reference, "reference");
        let found = name.and_then(|n| self.references.resolve(self.tree, reference, &n));
        found.map_or(Found::Outside(reference), Found::Here)
    }

    /// The type of a resource.
    pub(super) fn kind_of(&self, resource: Node) -> Cow<'a, str> {
        self.tree
            .text_of(resource, "resourceType")
            .unwrap_or_default()
    }

    /// The value of the first identifier that is wanted by its system and the codes of its type.
    pub(super) fn identifier(
        &mut self,
        resource: Node,
        wanted: impl Fn(&str, &[Cow<'a, str>]) -> bool,
    ) -> Option<Node> {
        // A reference has one identifier, a resource a list.
        let all = match self.tree.get(resource, "identifier") {
            Some(n) if self.tree.kind(n) == Some(Kind::Object) => vec![n],
            _ => self.objects(resource, "identifier"),
        };
        for identifier in all {
            let system = self.tree.text_of(identifier, "system").unwrap_or_default();
            let concept = self.object(identifier, "type");
            let codes = self.codes(concept);
            if wanted(&system.to_ascii_lowercase(), &codes) {
                if let Some(value) = self.tree.get(identifier, "value") {
                    return Some(value);
                }
            }
        }
        None
    }
}

/// A text without the blanks around it; blanks alone are nothing.
fn trimmed(text: Option<Cow<'_, str>>) -> Option<Cow<'_, str>> {
    let text = match text? {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    };
    (!text.is_empty()).then_some(text)
}
