//! Certificates and supplements of a claim: ambulance trips, equipment, attachments, notes, dates
//! of a line.

use super::{Day, List, Money, Shape, Text, Units};

/// A document that belongs to the claim or to a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attachment<'a> {
    /// Kind of document (PWK01).
    pub kind: Text<'a>,
    /// How the document is sent (PWK02): `AA` stays with the provider and can be asked for.
    pub transmission: Text<'a>,
    /// Number that ties the document to the claim (PWK06).
    pub control_number: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// The notes of a claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimNote<'a> {
    /// Anything else (`ADD`).
    pub additional: Text<'a>,
    /// Narrative of a certification (`CER`).
    pub certification: Text<'a>,
    /// Goals and plans (`DCP`).
    pub goals: Text<'a>,
    /// Description of the diagnosis (`DGN`).
    pub diagnosis: Text<'a>,
    /// For third parties (`TPO`).
    pub third_party: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// An ambulance trip (CR1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AmbulanceTransport<'a> {
    /// Weight of the patient in pounds.
    pub weight: Units<'a>,
    /// Why the patient was moved.
    pub reason: Text<'a>,
    /// Miles with the patient on board.
    pub miles: Units<'a>,
    /// Purpose of a round trip (CR109).
    pub round_trip_purpose: Text<'a>,
    /// Why a stretcher was needed.
    pub stretcher_purpose: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// Condition codes, and whether they apply (CRC).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conditions<'a> {
    /// Code category (CRC01): `07` ambulance, `ZZ` EPSDT referral, `E1` to `E3` spectacles and
    /// lenses.
    pub category: Text<'a>,
    /// `Y` when they apply.
    pub applies: Text<'a>,
    /// Condition codes (CRC03 to CRC07), two characters each.
    pub codes: List<Text<'a>>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// Why a chiropractor treats (CR2).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpinalManipulation<'a> {
    /// Nature of the condition: `A` acute, `C` chronic, ...
    pub condition: Text<'a>,
    /// Description of the condition (CR210).
    pub description: Text<'a>,
    /// Further description of the condition (CR211).
    pub description2: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// Rent or purchase of equipment (SV5).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EquipmentService<'a> {
    /// Days for which the equipment is needed (SV503).
    pub days: Units<'a>,
    /// Rent for one unit of time, in dollars (SV504).
    pub rental_price: Money<'a>,
    /// Purchase price, in dollars (SV505).
    pub purchase_price: Money<'a>,
    /// Unit of time of the rent.
    pub frequency: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// A certificate of medical necessity of equipment (CR3).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EquipmentCertification<'a> {
    /// `I` first, `R` renewed, `S` revised.
    pub kind: Text<'a>,
    /// Months for which the equipment is needed (CR303).
    pub months: Units<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// How the certificate itself is sent (PWK of a line with PWK01 `CT`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EquipmentCertificate<'a> {
    /// `AB`, `AD`, `AF`, `AG` or `NS`.
    pub transmission: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// Whether a condition of equipment applies (CRC of a line).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EquipmentCondition<'a> {
    /// `Y` when it applies.
    pub applies: Text<'a>,
    /// `38` certificate on file, `ZV` replacement.
    pub code: Text<'a>,
    /// A second condition code of the kind of `code`.
    pub code2: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// A form that the line answers (LQ).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormIdentification<'a> {
    /// `UT` a CMS form, `AS` another.
    pub kind: Text<'a>,
    /// Number of the form.
    pub id: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// A service bought from somebody else (PS1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PurchasedService<'a> {
    /// Identifier of the provider that sold the service (PS101).
    pub provider_id: Text<'a>,
    /// Price paid for the service, in dollars (PS102).
    pub charge: Money<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// An authorization or referral of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Authorization<'a> {
    /// Authorization or referral number (REF02).
    pub number: Text<'a>,
    /// Identifier of the payer that gave it, when it is another one.
    pub payer_id: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// Dates of a line besides the days of service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineDates<'a> {
    /// Prescription.
    pub prescription: Day<'a>,
    /// The certificate was revised or renewed.
    pub recertification: Day<'a>,
    /// Therapy began.
    pub begin_therapy: Day<'a>,
    /// The certificate was last signed.
    pub last_certification: Day<'a>,
    /// Last visit to the physician.
    pub last_seen: Day<'a>,
    /// Hemoglobin test.
    pub hemoglobin_test: Day<'a>,
    /// Creatinine test.
    pub creatinine_test: Day<'a>,
    /// Shipped.
    pub shipped: Day<'a>,
    /// Last X-ray.
    pub last_xray: Day<'a>,
    /// First treatment.
    pub initial_treatment: Day<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}
