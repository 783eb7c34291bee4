//! A professional claim, whatever format it came in: the noun that every rule reads.
//!
//! Nothing here judges. A value that could not be read stays in the claim as [`Value::Invalid`], so that a rule can point at
//! it; a value that was not given is [`Value::Missing`]. Texts borrow from the input where they can.

use crate::date::Date;
use std::borrow::Cow;

mod certification;
mod coverage;

pub use certification::*;
pub use coverage::*;

/// A field as the caller gave it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value<'a, T> {
    /// Not there, `null`, or only blanks.
    #[default]
    Missing,
    /// There and readable.
    Read(T),
    /// There, but the text is not a `T`. Never repeated in a message: it could be anything, a patient's name too.
    Invalid(Cow<'a, str>),
    /// There, but an object, a list or a boolean where one value belongs.
    WrongKind(Kind),
}

impl<'a, T> Value<'a, T> {
    /// The value, where it was readable.
    pub fn get(&self) -> Option<&T> {
        match self {
            Value::Read(t) => Some(t),
            _ => None,
        }
    }

    /// Whether nothing was given.
    pub fn is_missing(&self) -> bool {
        matches!(self, Value::Missing)
    }

    /// Whether something was given that is not a `T`.
    pub fn is_invalid(&self) -> bool {
        matches!(self, Value::Invalid(_))
    }
}

impl Value<'_, Cow<'_, str>> {
    /// The text, or `""` where there is none.
    pub fn text(&self) -> &str {
        match self {
            Value::Read(t) => t,
            _ => "",
        }
    }
}

/// Kinds of JSON values, as messages name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    Text,
    /// `[...]`.
    List,
    /// `{...}`.
    Object,
}

impl Kind {
    /// With its article, for a sentence.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Boolean => "a boolean",
            Kind::Number => "a number",
            Kind::Text => "a string",
            Kind::List => "an array",
            Kind::Object => "an object",
        }
    }
}

/// A text.
pub type Text<'a> = Value<'a, Cow<'a, str>>;
/// A calendar date.
pub type Day<'a> = Value<'a, Date>;
/// An amount of money.
pub type Money<'a> = Value<'a, Cents>;
/// A number of units.
pub type Units<'a> = Value<'a, Quantity>;
/// A diagnosis pointer: 1 is the first diagnosis.
pub type Pointer<'a> = Value<'a, u32>;

/// Money in integer cents, so that sums are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cents(pub i64);

impl std::fmt::Display for Cents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(
            f,
            "{sign}{}.{:02}",
            self.0.unsigned_abs() / 100,
            self.0.unsigned_abs() % 100
        )
    }
}

/// A number of units in thousandths: the 837 allows up to three decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity(pub i64);

impl Quantity {
    /// Whether it has a fraction.
    pub fn is_fraction(self) -> bool {
        self.0 % 1000 != 0
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        match rest {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(
                f,
                "{sign}{whole}.{}",
                format!("{rest:03}").trim_end_matches('0')
            ),
        }
    }
}

/// Reads a decimal number with at most `places` decimals as an integer of that many places.
///
/// `None` for anything else; more decimals than that are not rounded away, they are a fault of the claim.
pub fn decimal(text: &str, places: u32) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if (whole.is_empty() && fraction.is_empty())
        || whole.len() > 12
        || fraction.len() > places as usize
    {
        return None;
    }
    let mut n = 0i64;
    for c in whole.bytes().chain(fraction.bytes()) {
        if !c.is_ascii_digit() {
            return None;
        }
        n = n * 10 + i64::from(c - b'0');
    }
    n *= 10i64.pow(places - fraction.len() as u32);
    Some(if negative { -n } else { n })
}

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

/// What was odd about an object of the input itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape<'a> {
    /// Another kind of value stood where the object belongs.
    pub wrong: Option<Kind>,
    /// Unknown keys that look like a known one: the key, the known name.
    pub near: Vec<(Cow<'a, str>, &'static str)>,
}

/// A list of the input.
#[derive(Clone, Debug, PartialEq)]
pub struct List<T> {
    /// The items; `null`s included, as missing values, so that positions stay the caller's.
    pub items: Vec<T>,
    /// Another kind of value stood where the list belongs.
    pub wrong: Option<Kind>,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        List {
            items: Vec::new(),
            wrong: None,
        }
    }
}

impl<T> std::ops::Deref for List<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.items
    }
}

/// A professional claim (CMS-1500, 837P).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claim<'a> {
    /// Where it came from.
    pub format: Format,
    /// The payer's identifier.
    pub payer_id: Text<'a>,
    /// The payer's name.
    pub payer_name: Text<'a>,
    /// Who sends the claim.
    pub submitter: Organization<'a>,
    /// To whom it is sent.
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

    /// The provider of the claim in that role.
    pub fn provider(&self, role: Role) -> Option<&Provider<'a>> {
        self.providers.iter().find(|p| p.role == role)
    }
}

/// An organization that is only named.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Organization<'a> {
    /// Its name.
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

/// What a provider does on the claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Is paid.
    #[default]
    Billing,
    /// Did the work.
    Rendering,
    /// Sent the patient.
    Referring,
    /// Ordered the service.
    Ordering,
    /// Supervised.
    Supervising,
    /// The place where it happened.
    Facility,
    /// Sold the service to the billing provider.
    Purchased,
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
            Role::Other => "provider",
        }
    }
}

/// A provider.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provider<'a> {
    /// What it does on the claim.
    pub role: Role,
    /// Its place in the input's `providers` array, when it came from there.
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

/// What stands on the claim as a whole.
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
    /// What the condition is related to: `AA` car accident, `EM` employment, `OA` other accident.
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
    /// What the patient has paid.
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
    /// The code.
    pub code: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// One service line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line<'a> {
    /// First day of service.
    pub from: Day<'a>,
    /// Last day of service; missing when it is one day.
    pub to: Day<'a>,
    /// What was done.
    pub service: Service<'a>,
    /// Drug, if one was given.
    pub drug: Option<Box<Drug<'a>>>,
    /// CLIA and authorization numbers of the line.
    pub references: Option<Box<LineNumbers<'a>>>,
    /// The provider's own number of the line.
    pub control_number: Text<'a>,
    /// Dates besides the days of service.
    pub dates: Option<Box<LineDates<'a>>>,
    /// Note.
    pub note: Text<'a>,
    /// Goals and plans.
    pub goals: Text<'a>,
    /// Note for third parties.
    pub third_party_note: Text<'a>,
    /// Documents that belong to the line.
    pub attachments: List<Attachment<'a>>,
    /// Ambulance trip.
    pub transport: Option<Box<AmbulanceTransport<'a>>>,
    /// Conditions of an ambulance trip.
    pub transport_conditions: List<Conditions<'a>>,
    /// Patients in the ambulance.
    pub transport_patients: Units<'a>,
    /// Where an ambulance picked the patient up.
    pub pick_up: Option<Box<Address<'a>>>,
    /// Where an ambulance brought the patient.
    pub drop_off: Option<Box<Address<'a>>>,
    /// Rent or purchase of equipment.
    pub equipment: Option<Box<EquipmentService<'a>>>,
    /// Certification of equipment.
    pub equipment_certification: Option<Box<EquipmentCertification<'a>>>,
    /// How the certificate of equipment is sent.
    pub equipment_certificate: Option<Box<EquipmentCertificate<'a>>>,
    /// Condition of equipment.
    pub equipment_condition: Option<Box<EquipmentCondition<'a>>>,
    /// Further units of an obstetric anesthesia.
    pub obstetric_units: Units<'a>,
    /// Sales tax.
    pub sales_tax: Money<'a>,
    /// Postage.
    pub postage: Money<'a>,
    /// A service bought from somebody else.
    pub purchased: Option<Box<PurchasedService<'a>>>,
    /// Contract.
    pub contract: Option<Box<Contract<'a>>>,
    /// Forms that the line answers.
    pub forms: List<FormIdentification<'a>>,
    /// How other payers decided the line.
    pub adjudications: List<LineAdjudication<'a>>,
    /// Providers that differ from the claim's, each with its role.
    pub providers: Vec<Provider<'a>>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// What was done on a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service<'a> {
    /// `HC` for HCPCS and CPT codes.
    pub qualifier: Text<'a>,
    /// The procedure code.
    pub code: Text<'a>,
    /// Its modifiers.
    pub modifiers: List<Text<'a>>,
    /// Charge of the line.
    pub charge: Money<'a>,
    /// `UN` units, `MJ` minutes.
    pub unit: Text<'a>,
    /// How many.
    pub units: Units<'a>,
    /// Place of service, when it differs from the claim's.
    pub place_of_service: Text<'a>,
    /// Which diagnoses it is for.
    pub pointers: Pointers<'a>,
    /// What an unlisted code stands for.
    pub description: Text<'a>,
    /// `Y` in an emergency.
    pub emergency: Text<'a>,
    /// `Y` for a screening of a child (EPSDT).
    pub epsdt: Text<'a>,
    /// `Y` for family planning.
    pub family_planning: Text<'a>,
    /// `0` when the patient need not pay a share.
    pub copay: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// The diagnosis pointers of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pointers<'a> {
    /// The pointers, the most important first.
    pub list: List<Pointer<'a>>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// A drug.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drug<'a> {
    /// `N4` for an NDC.
    pub qualifier: Text<'a>,
    /// National Drug Code.
    pub ndc: Text<'a>,
    /// How much of it.
    pub units: Units<'a>,
    /// In which unit: `F2` international units, `GR` grams, `ME` milligrams, `ML` milliliters, `UN` pieces.
    pub unit: Text<'a>,
    /// Number of the prescription.
    pub prescription: Text<'a>,
    /// Number that links the parts of a mixture.
    pub link: Text<'a>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

/// Numbers of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineNumbers<'a> {
    /// CLIA number of the laboratory.
    pub clia: Text<'a>,
    /// CLIA number of the laboratory that referred the test.
    pub referring_clia: Text<'a>,
    /// Certification of the mammography facility.
    pub mammography: Text<'a>,
    /// Batch of a vaccine.
    pub immunization_batch: Text<'a>,
    /// Authorizations and referrals.
    pub prior_authorizations: List<Authorization<'a>>,
    /// Oddities of the input.
    pub shape: Shape<'a>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_and_units_are_exact_or_refused() {
        assert_eq!(decimal("120.5", 2), Some(12_050));
        assert_eq!(decimal("-.05", 2), Some(-5));
        assert_eq!(decimal("7", 3), Some(7_000));
        for bad in [
            "",
            "-",
            ".",
            "1.234",
            "1,000.00",
            "$5",
            "1e3",
            "１",
            "1234567890123",
        ] {
            assert_eq!(decimal(bad, 2), None, "{bad}");
        }
        assert_eq!(
            (Cents(-5).to_string(), Quantity(1_250).to_string()),
            ("-0.05".into(), "1.25".into())
        );
    }
}
