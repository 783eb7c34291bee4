//! Service lines.

use super::*;

/// One service line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line<'a> {
    /// First day of service.
    pub from: Day<'a>,
    /// Last day of service; missing when it is one day.
    pub to: Day<'a>,
    /// Service of the line: procedure code, modifiers, charge, units and diagnosis pointers (SV1;
    /// SV2 of a hospital).
    pub service: Service<'a>,
    /// Drug, if one was given.
    pub drug: Option<Box<Drug<'a>>>,
    /// CLIA and authorization numbers of the line.
    pub references: Option<Box<LineNumbers<'a>>>,
    /// The provider's own number of the line.
    pub control_number: Text<'a>,
    /// Dates besides the days of service.
    pub dates: Option<Box<LineDates<'a>>>,
    /// Note on the line (NTE*ADD).
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

impl<'a> Line<'a> {
    /// The line's own provider in that role.
    pub fn provider(&self, role: Role) -> Option<&Provider<'a>> {
        self.providers.iter().find(|p| p.role == role)
    }
}

/// The service of a line: procedure, charge, units, pointers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service<'a> {
    /// `HC` for HCPCS and CPT codes.
    pub qualifier: Text<'a>,
    /// The procedure code.
    pub code: Text<'a>,
    /// Modifiers of the procedure code, two characters each (SV101-03 to -06).
    pub modifiers: List<Text<'a>>,
    /// Charge of the line.
    pub charge: Money<'a>,
    /// `UN` units, `MJ` minutes.
    pub unit: Text<'a>,
    /// Number of units or minutes of the service (SV104; SV205 of a hospital).
    pub units: Units<'a>,
    /// Place of service, when it differs from the claim's.
    pub place_of_service: Text<'a>,
    /// Pointers to the diagnoses that the service is for (SV107).
    pub pointers: Pointers<'a>,
    /// Description of the service in words, for a code that is unlisted or not otherwise classified
    /// (SV101-07).
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
    /// Amount of the drug, in `unit` (CTP04).
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
