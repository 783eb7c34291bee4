//! The claim without its parties and lines: numbers, dates, indicators, diagnoses.

use super::*;

/// Everything that stands on the claim as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimInformation<'a> {
    /// Kind of payer: `MB` Medicare Part B, `CI` commercial, ...
    pub filing: Text<'a>,
    /// The provider's own number of the claim.
    pub patient_control_number: Text<'a>,
    /// Total charge.
    pub charge: Money<'a>,
    /// Place of service of the claim.
    pub place_of_service: Text<'a>,
    /// `1` original, `7` replacement, `8` void.
    pub frequency: Text<'a>,
    /// Whether the provider's signature is on file.
    pub signature: Text<'a>,
    /// Whether the provider accepts assignment.
    pub accept_assignment: Text<'a>,
    /// Whether benefits are assigned to the provider.
    pub benefits_assigned: Text<'a>,
    /// Whether data may be released.
    pub release: Text<'a>,
    /// Related causes of the condition (CLM11): `AA` car accident, `EM` employment, `OA` other
    /// accident.
    pub related_causes: List<Text<'a>>,
    /// State of a car accident.
    pub accident_state: Text<'a>,
    /// Country of a car accident.
    pub accident_country: Text<'a>,
    /// Why the claim is late.
    pub delay_reason: Text<'a>,
    /// `Y` when the patient is pregnant.
    pub pregnancy: Text<'a>,
    /// Date of death.
    pub death_date: Day<'a>,
    /// Amount the patient has paid of the claim, in dollars (AMT*F5).
    pub patient_paid: Money<'a>,
    /// `P` when the provider signed for the patient.
    pub signature_source: Text<'a>,
    /// Special program.
    pub special_program: Text<'a>,
    /// Claim number of a property or casualty insurer.
    pub property_casualty_number: Text<'a>,
    /// Dates of the claim.
    pub dates: Dates<'a>,
    /// Numbers of the claim.
    pub numbers: ReferenceNumbers<'a>,
    /// Diagnoses, the principal one first.
    pub diagnoses: List<Diagnosis<'a>>,
    /// Service lines.
    pub lines: List<Line<'a>>,
    /// The place where the services were given.
    pub facility: Option<Box<Provider<'a>>>,
    /// Contract.
    pub contract: Option<Box<Contract<'a>>>,
    /// Notes.
    pub note: Option<Box<ClaimNote<'a>>>,
    /// Ambulance trip.
    pub transport: Option<Box<AmbulanceTransport<'a>>>,
    /// Conditions of an ambulance trip.
    pub transport_conditions: List<Conditions<'a>>,
    /// Where an ambulance picked the patient up.
    pub pick_up: Option<Box<Address<'a>>>,
    /// Where an ambulance brought the patient.
    pub drop_off: Option<Box<Address<'a>>>,
    /// Why a chiropractor treats.
    pub spinal_manipulation: Option<Box<SpinalManipulation<'a>>>,
    /// Referral after a screening of a child (EPSDT).
    pub epsdt_referral: Option<Box<Conditions<'a>>>,
    /// Why glasses or lenses are needed.
    pub vision_conditions: List<Conditions<'a>>,
    /// Codes of the operations that an anesthesia belongs to.
    pub anesthesia_procedures: List<Text<'a>>,
    /// Condition codes.
    pub conditions: List<Conditions<'a>>,
    /// Other payers of the claim, each with the person insured there.
    pub other_subscribers: List<OtherSubscriber<'a>>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// Dates of the claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dates<'a> {
    /// Accident.
    pub accident: Day<'a>,
    /// Onset of the illness.
    pub symptom: Day<'a>,
    /// First treatment.
    pub initial_treatment: Day<'a>,
    /// Last visit to the attending physician.
    pub last_seen: Day<'a>,
    /// Last menstrual period.
    pub last_menstrual_period: Day<'a>,
    /// Admission to hospital.
    pub admission: Day<'a>,
    /// Discharge from hospital.
    pub discharge: Day<'a>,
    /// Start of disability.
    pub disability_begin: Day<'a>,
    /// End of disability.
    pub disability_end: Day<'a>,
    /// Acute manifestation of a chronic condition.
    pub acute_manifestation: Day<'a>,
    /// Last X-ray.
    pub last_xray: Day<'a>,
    /// Prescription of hearing or vision aids.
    pub prescription: Day<'a>,
    /// Last day of work.
    pub last_worked: Day<'a>,
    /// Back to work.
    pub return_to_work: Day<'a>,
    /// Care taken over.
    pub assumed_care: Day<'a>,
    /// Care handed over.
    pub relinquished_care: Day<'a>,
    /// First contact with a property or casualty insurer.
    pub first_contact: Day<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// Numbers of the claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReferenceNumbers<'a> {
    /// The payer's number of the claim that this one replaces or voids.
    pub claim_control_number: Text<'a>,
    /// Prior authorization.
    pub prior_authorization: Text<'a>,
    /// Referral.
    pub referral: Text<'a>,
    /// CLIA number of the laboratory.
    pub clia: Text<'a>,
    /// Certification of the mammography facility.
    pub mammography: Text<'a>,
    /// Why a service that must be authorized was not.
    pub authorization_exception: Text<'a>,
    /// Investigational device exemption.
    pub investigational_device: Text<'a>,
    /// Demonstration project.
    pub demonstration: Text<'a>,
    /// Care plan oversight.
    pub care_plan_oversight: Text<'a>,
    /// The provider's number of the patient's record.
    pub medical_record: Text<'a>,
    /// Claim number given by a clearinghouse.
    pub clearinghouse_number: Text<'a>,
    /// A document that belongs to the claim.
    pub attachment: Option<Box<Attachment<'a>>>,
    /// Documents that belong to the claim.
    pub attachments: List<Attachment<'a>>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// One diagnosis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnosis<'a> {
    /// `ABK` principal, `ABF` further.
    pub qualifier: Text<'a>,
    /// Diagnosis code as given, with or without its point.
    pub code: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}
