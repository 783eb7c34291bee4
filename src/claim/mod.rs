//! A claim, whatever format it came in: the noun that every rule reads.
//!
//! Nothing here judges. A value that could not be read stays in the claim as [`Value::Invalid`], so that a rule can point at
//! it; a value that was not given is [`Value::Missing`]. Texts borrow from the input where they can.

mod amount;
mod certification;
mod coverage;
mod information;
mod institutional;
mod line;
mod party;
mod value;

pub use crate::scan::json::Kind;
pub use amount::{decimal, Cents, Quantity};
pub use certification::*;
pub use coverage::*;
pub use information::*;
pub use institutional::*;
pub use line::*;
pub use party::*;
pub use value::*;

/// The format a claim came in; some rules differ by it (a decimal point in a diagnosis code is right in FHIR only).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// The JSON of the clearinghouses' interfaces.
    #[default]
    Json,
    /// X12 837.
    X12,
    /// FHIR Claim.
    Fhir,
}

/// The paper form that a claim would be on, by which its fields have their places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Of a professional claim.
    #[default]
    Cms1500,
    /// Of a hospital's claim.
    Ub04,
    /// Of a dental claim. The numbers of its items are not known here.
    Dental,
}

/// A claim of any format: professional (CMS-1500, 837P), or with `institutional` a hospital's (UB-04, 837I), or dental (837D).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claim<'a> {
    /// Format that the claim came in.
    pub format: Format,
    /// The payer's identifier.
    pub payer_id: Text<'a>,
    /// The payer's name.
    pub payer_name: Text<'a>,
    /// Who sends the claim.
    pub submitter: Organization<'a>,
    /// The organization to which the claim is sent: a clearinghouse or payer (loop 1000B).
    pub receiver: Organization<'a>,
    /// The insured person.
    pub subscriber: Person<'a>,
    /// The patient, when it is not the subscriber.
    pub dependent: Option<Box<Person<'a>>>,
    /// The providers that stand for the whole claim, each with its role.
    pub providers: Vec<Provider<'a>>,
    /// Where payments go, when not to the billing provider's address.
    pub pay_to: Option<Box<Address<'a>>>,
    /// The claim itself.
    pub info: ClaimInformation<'a>,
    /// The part that only a hospital's claim (837I, UB-04) has; `None` for all others.
    pub institutional: Option<Box<Institutional<'a>>>,
    /// Whether it is a dental claim, whose procedures are of a list that no table has.
    pub dental: bool,
    /// Oddities of the input.
    pub shape: Shape<'a>,
    /// Whether its reader met no oddity anywhere, so that nobody needs to look for one.
    pub regular: bool,
}

impl<'a> Claim<'a> {
    /// Who was treated: the dependent where there is one, else the subscriber.
    pub fn patient(&self) -> &Person<'a> {
        self.dependent.as_deref().unwrap_or(&self.subscriber)
    }

    /// The paper form that it would be on.
    pub fn form(&self) -> Form {
        match self.institutional {
            Some(_) => Form::Ub04,
            None if self.dental => Form::Dental,
            None => Form::Cms1500,
        }
    }

    /// The provider of the claim in that role.
    pub fn provider(&self, role: Role) -> Option<&Provider<'a>> {
        self.providers.iter().find(|p| p.role == role)
    }
}
