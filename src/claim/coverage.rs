//! Other payers of a claim (coordination of benefits): who they are, the amounts that they paid,
//! and why not more.

use super::{Address, Day, List, Money, Shape, Text, Units};

/// Another payer of the same claim, with the person insured there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OtherSubscriber<'a> {
    /// Primary, secondary, ...: `P`, `S`, `T`.
    pub payer_responsibility: Text<'a>,
    /// How the patient is related to the person insured there.
    pub relationship: Text<'a>,
    /// Number of the group or policy.
    pub group_number: Text<'a>,
    /// Name of the group.
    pub group_name: Text<'a>,
    /// Why Medicare is secondary.
    pub insurance_type: Text<'a>,
    /// Kind of payer: `MB` Medicare Part B, `CI` commercial, ...
    pub filing: Text<'a>,
    /// Adjustments of that payer to the claim as a whole, by group (CAS in loop 2320): amounts not
    /// paid, and why.
    pub adjustments: List<AdjustmentGroup<'a>>,
    /// Amount that payer paid for the whole claim, in dollars (AMT*D in loop 2320).
    pub paid: Money<'a>,
    /// Amount that payer does not cover, in dollars (AMT*A8 in loop 2320).
    pub not_covered: Money<'a>,
    /// Amount the patient still owes after that payer, in dollars (AMT*EAF in loop 2320).
    pub patient_liability: Money<'a>,
    /// Whether benefits are assigned to the provider.
    pub benefits_assigned: Text<'a>,
    /// `P` when the provider signed for the patient.
    pub signature_source: Text<'a>,
    /// Whether data may be released.
    pub release: Text<'a>,
    /// The person insured with that payer (loop 2330A).
    pub name: OtherInsured<'a>,
    /// Name, identifier and numbers of that payer (loop 2330B).
    pub payer: OtherPayer<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// The person insured with another payer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OtherInsured<'a> {
    /// `1` a person, `2` an organization.
    pub kind: Text<'a>,
    /// Family name, or the organization's.
    pub last_name: Text<'a>,
    /// Given name.
    pub first_name: Text<'a>,
    /// `MI` member number.
    pub id_qualifier: Text<'a>,
    /// The other payer's number for the insured person.
    pub id: Text<'a>,
    /// Postal address.
    pub address: Option<Box<Address<'a>>>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// Another payer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OtherPayer<'a> {
    /// Name of the other payer (NM103 in loop 2330B).
    pub organization_name: Text<'a>,
    /// `PI` payer identification, `XV` health plan identifier.
    pub id_qualifier: Text<'a>,
    /// Identifier of the other payer (NM109 in loop 2330B).
    pub id: Text<'a>,
    /// Day on which it decided or paid the claim as a whole.
    pub adjudicated_on: Day<'a>,
    /// The other payer's own number of the claim (REF*F8 in loop 2330B).
    pub claim_control_number: Text<'a>,
    /// Prior authorization number of the other payer (REF*G1 in loop 2330B).
    pub prior_authorization: Text<'a>,
    /// Postal address.
    pub address: Option<Box<Address<'a>>>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// Adjustments of one group: who owes what was not paid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AdjustmentGroup<'a> {
    /// `CO` contract, `PR` patient, `OA` other, `PI` payer's own decision.
    pub group: Text<'a>,
    /// Adjustments of the group, each with its reason code.
    pub adjustments: List<Adjustment<'a>>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// One adjustment (CAS): reason, amount and units that were not paid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Adjustment<'a> {
    /// Claim adjustment reason code.
    pub reason: Text<'a>,
    /// Amount that was not paid.
    pub amount: Money<'a>,
    /// Units that were not paid.
    pub quantity: Units<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// How another payer decided a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineAdjudication<'a> {
    /// Identifier of that payer.
    pub payer_id: Text<'a>,
    /// Amount the other payer paid for the line, in dollars (SVD02).
    pub paid: Money<'a>,
    /// Kind of the code that it paid: `HC`.
    pub qualifier: Text<'a>,
    /// Procedure code that the payer paid (SVD03-02).
    pub code: Text<'a>,
    /// Modifiers with which the payer paid it (SVD03-03 to -06).
    pub modifiers: List<Text<'a>>,
    /// Units that it paid.
    pub units: Units<'a>,
    /// Number of the line with which it bundled this one.
    pub bundled_with: Text<'a>,
    /// Adjustments of that payer to the line, by group (CAS in loop 2430): amounts not paid, and
    /// why.
    pub adjustments: List<AdjustmentGroup<'a>>,
    /// Day on which the payer decided or paid the line.
    pub adjudicated_on: Day<'a>,
    /// Amount the patient still owes of the line, in dollars (AMT*EAF in loop 2430).
    pub patient_liability: Money<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// A contract between payer and provider that the charge follows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contract<'a> {
    /// Kind of contract.
    pub kind: Text<'a>,
    /// Agreed amount.
    pub amount: Money<'a>,
    /// Code of the contract.
    pub code: Text<'a>,
    /// Version of the contract (CN106).
    pub version: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}
