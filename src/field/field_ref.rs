//! One field of one claim: which field, of which line, item, person or provider.

use super::Field;
use crate::claim::{Form, Role};

/// One field of a claim, with the indexes that say which one: service line, item of a list, provider or person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldRef {
    /// The field, whichever its place.
    pub field: Field,
    /// Index of the service line.
    pub line: Option<usize>,
    /// Index within the field's own list.
    pub item: usize,
    /// The person or provider whose field it is.
    pub owner: Owner,
    /// The form of the claim: a hospital's keeps some fields elsewhere, a dental one has no boxes.
    pub form: Form,
}

/// The person or provider whose field it is, where several have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The claim's or the line's.
    Claim,
    /// The subscriber's, who is the patient.
    Subscriber,
    /// The subscriber's, where a dependent is the patient.
    Insured,
    /// The dependent's.
    Dependent,
    /// A provider's, named by its role.
    Provider(Role),
    /// A provider's, at that place of the `providers` array.
    Listed(Role, usize),
}

impl Owner {
    /// Whether both are the same. The subscriber has two names, by whether somebody else is the patient.
    pub(crate) fn is(self, other: Owner) -> bool {
        let one = |owner| match owner {
            Owner::Insured => Owner::Subscriber,
            other => other,
        };
        one(self) == one(other)
    }
}

impl FieldRef {
    /// This reference, pointed to that person or provider.
    pub const fn owned(mut self, owner: Owner) -> FieldRef {
        self.owner = owner;
        self
    }

    /// This reference, as of a claim on that form.
    pub const fn on(mut self, form: Form) -> FieldRef {
        self.form = form;
        self
    }

    pub(super) fn role(&self) -> Option<Role> {
        match self.owner {
            Owner::Provider(role) | Owner::Listed(role, _) => Some(role),
            _ => None,
        }
    }
}

impl Field {
    /// That field of the claim itself.
    pub const fn of_claim(self) -> FieldRef {
        FieldRef {
            field: self,
            line: None,
            item: 0,
            owner: Owner::Claim,
            form: Form::Cms1500,
        }
    }

    /// That item of the claim's list.
    pub const fn item(self, item: usize) -> FieldRef {
        FieldRef {
            item,
            ..self.of_claim()
        }
    }

    /// That field of a line.
    pub const fn line(self, line: usize) -> FieldRef {
        FieldRef {
            line: Some(line),
            ..self.of_claim()
        }
    }

    /// That item of a line's list.
    pub const fn line_item(self, line: usize, item: usize) -> FieldRef {
        FieldRef {
            line: Some(line),
            item,
            ..self.of_claim()
        }
    }

    /// That field of a person or a provider of the claim.
    pub const fn of(self, owner: Owner) -> FieldRef {
        FieldRef {
            owner,
            ..self.of_claim()
        }
    }
}
