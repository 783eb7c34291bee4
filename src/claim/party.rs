//! Persons, organizations and providers.

use super::{Day, Shape, Text, Value};

/// An organization that is only named.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Organization<'a> {
    /// Name of the organization (NM103).
    pub organization_name: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// The subscriber or the dependent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person<'a> {
    /// The payer's number for the insured person.
    pub member_id: Text<'a>,
    /// Primary, secondary, ...: `P`, `S`, `T`.
    pub payer_responsibility: Text<'a>,
    /// How the person is related to the subscriber.
    pub relationship: Text<'a>,
    /// Why Medicare is secondary.
    pub insurance_type: Text<'a>,
    /// Number of the insured group.
    pub group_number: Text<'a>,
    /// Name of the insured group.
    pub group_name: Text<'a>,
    /// Family name.
    pub last_name: Text<'a>,
    /// Given name.
    pub first_name: Text<'a>,
    /// Name, when the subscriber is an organization (workers' compensation).
    pub organization_name: Text<'a>,
    /// `M`, `F` or `U`.
    pub gender: Text<'a>,
    /// Date of birth.
    pub date_of_birth: Day<'a>,
    /// Postal address.
    pub address: Address<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Address<'a> {
    /// Street and number.
    pub address1: Text<'a>,
    /// City.
    pub city: Text<'a>,
    /// State or province.
    pub state: Text<'a>,
    /// ZIP or postal code.
    pub postal_code: Text<'a>,
    /// Country, when not the United States.
    pub country: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// The part that a provider has in the claim. There is no default: who reads a provider states its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Billing provider: is paid for the claim.
    Billing,
    /// Rendering provider: did the work.
    Rendering,
    /// Referring provider: sent the patient.
    Referring,
    /// Ordering provider: ordered the service.
    Ordering,
    /// Supervising provider: supervised the work.
    Supervising,
    /// Service facility: the place where the service was given.
    Facility,
    /// Sold the service to the billing provider.
    Purchased,
    /// Is responsible for the patient's care in a hospital.
    Attending,
    /// Operated in a hospital.
    Operating,
    /// Operated in a hospital as well.
    OtherOperating,
    /// Of a `providers` array, in a role that no rule reads; kept so that its oddities can be reported.
    Other,
}

impl Role {
    /// In words, as on the claim form.
    pub fn name(self) -> &'static str {
        match self {
            Role::Billing => "billing provider",
            Role::Rendering => "rendering provider",
            Role::Referring => "referring provider",
            Role::Ordering => "ordering provider",
            Role::Supervising => "supervising provider",
            Role::Facility => "service facility",
            Role::Purchased => "purchased service provider",
            Role::Attending => "attending provider",
            Role::Operating => "operating physician",
            Role::OtherOperating => "other operating physician",
            Role::Other => "provider",
        }
    }
}

/// A provider.
#[derive(Clone, Debug, PartialEq)]
pub struct Provider<'a> {
    /// Role of the provider on the claim: billing, rendering, referring, ...
    pub role: Role,
    /// Index in the input's `providers` array, counted from 0, when the provider came from there.
    pub listed: Option<usize>,
    /// The role as written in a `providers` array.
    pub provider_type: Text<'a>,
    /// National Provider Identifier.
    pub npi: Text<'a>,
    /// Health care provider taxonomy code.
    pub taxonomy: Text<'a>,
    /// Employer identification number.
    pub employer_id: Text<'a>,
    /// Social security number.
    pub ssn: Text<'a>,
    /// Name of an organization.
    pub organization_name: Text<'a>,
    /// Family name of a person.
    pub last_name: Text<'a>,
    /// Given name of a person.
    pub first_name: Text<'a>,
    /// Postal address.
    pub address: Address<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

impl Provider<'_> {
    /// A provider in that role, of whom nothing is known yet.
    pub fn new(role: Role) -> Self {
        Provider {
            role,
            listed: None,
            provider_type: Value::Missing,
            npi: Value::Missing,
            taxonomy: Value::Missing,
            employer_id: Value::Missing,
            ssn: Value::Missing,
            organization_name: Value::Missing,
            last_name: Value::Missing,
            first_name: Value::Missing,
            address: Address::default(),
            shape: Shape::default(),
        }
    }
}
