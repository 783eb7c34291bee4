//! How a payer is expected to answer to what a finding is about.

use crate::claim::Role;
use crate::field::{Field, FieldRef, Owner};
use serde::Serialize;

/// How a payer is expected to answer.
///
/// Where `source` is empty this is our reading of the published code lists, and no payer has said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ExpectedResponse {
    /// 277CA status: category and code, and the entity where the code speaks of one, e.g. `A7:562:85`. Empty where the
    /// claim is accepted and only then denied.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub stc: &'static str,
    /// The second status (STC10), where the first does not stand alone: a future date, and which date.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub stc2: &'static str,
    /// Claim adjustment reason code of the 835. Empty where a claim never gets as far as that.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub carc: &'static str,
    /// Remittance advice remark code of the 835.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub rarc: &'static str,
    /// Who published the status for such an error; empty for a reading of ours.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub source: &'static str,
}

impl ExpectedResponse {
    /// This answer with a second claim status, as in STC10 of the 277CA.
    pub(crate) const fn with(mut self, stc2: &'static str) -> ExpectedResponse {
        self.stc2 = stc2;
        self
    }

    /// This answer with the body that published it.
    pub(crate) const fn published(mut self, source: &'static str) -> ExpectedResponse {
        self.source = source;
        self
    }
}

/// Whose field it is, or which one, where the answer depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// The person or provider for whose field this answer is.
    pub who: Who,
    /// Which field; any of the rule's without.
    pub field: Option<Field>,
    /// The answer then.
    pub expected: ExpectedResponse,
}

/// The persons and providers whose field a case is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody's field.
    Anyone,
    /// A field of the subscriber.
    Subscriber,
    /// A field of the dependent.
    Dependent,
    /// A field of a provider in that role.
    Provider(Role),
    /// The first of a list: the principal diagnosis.
    First,
}

impl Who {
    fn fits(self, at: &FieldRef) -> bool {
        match (self, at.owner) {
            (Who::Anyone, _) => true,
            (Who::First, _) => at.item == 0,
            (Who::Subscriber, Owner::Subscriber | Owner::Insured)
            | (Who::Dependent, Owner::Dependent) => true,
            (Who::Provider(role), Owner::Provider(own) | Owner::Listed(own, _)) => role == own,
            _ => false,
        }
    }

    /// In words, for lists.
    pub fn name(self) -> &'static str {
        match self {
            Who::Anyone => "",
            Who::Subscriber => "subscriber",
            Who::Dependent => "dependent",
            Who::First => "first of the list",
            Who::Provider(role) => role.name(),
        }
    }
}

impl Case {
    /// Whether a finding at that field is such a case.
    pub(crate) fn fits(&self, at: &FieldRef) -> bool {
        self.who.fits(at) && self.field.is_none_or(|f| f == at.field)
    }
}

impl Serialize for Case {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut s = serializer.serialize_struct("Case", 3)?;
        s.serialize_field("who", self.who.name())?;
        s.serialize_field("field", &self.field.map(Field::pattern).unwrap_or_default())?;
        s.serialize_field("expected", &self.expected)?;
        s.end()
    }
}
