//! Where each format keeps a field of the claim: the way from a finding back to what the caller sees.

mod fhir;
mod field_ref;
mod form;
#[macro_use]
mod hospital;
mod pointer;
mod template;
pub mod touched;
mod x12;

pub use field_ref::{FieldRef, Owner};

/// Makes [`Field`] and its table of places.
macro_rules! fields {
    ($($(#[$doc:meta])* $Name:ident = $json:literal, $x12:literal, $form:literal, $fhir:literal;)*) => {
        /// The fields that findings point at.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($(#[$doc])* $Name,)* }

        impl Field {
            /// All fields.
            pub const ALL: &'static [Field] = &[$(Field::$Name,)*];

            /// Templates of the JSON Pointer, the X12 place (`loop segment element`), the box of the CMS-1500 form, and
            /// the FHIRPath. `{line}`, `{item}` and `{owner}` stand for what [`FieldRef`] says.
            pub(super) const fn places(self) -> (&'static str, &'static str, &'static str, &'static str) {
                match self { $(Field::$Name => ($json, $x12, $form, $fhir),)* }
            }
        }
    };
}

with_hospital_fields! { fields {
    /// The claim as a whole.
    Claim = "", "2300 CLM", "", "Claim";
    /// The payer.
    Payer = "/tradingPartnerServiceId", "2010BB NM1 NM109", "1", "Claim.insurer";
    /// Member number.
    MemberId = "{owner}/memberId", "{loop} NM1 NM109", "1a", "Claim.insurance.coverage.resolve().subscriberId";
    /// Payer responsibility.
    PayerResponsibility = "{owner}/paymentResponsibilityLevelCode", "2000B SBR SBR01", "", "Claim.insurance.sequence";
    /// Relationship of the patient to the subscriber.
    Relationship = "{owner}/relationshipToSubscriberCode", "{relation}", "6", "Claim.insurance.coverage.resolve().relationship";
    /// Family name.
    LastName = "{owner}/lastName", "{loop} NM1 NM103", "{name}", "{who}.name.family";
    /// Given name.
    FirstName = "{owner}/firstName", "{loop} NM1 NM104", "{name}", "{who}.name.given";
    /// Sex.
    Gender = "{owner}/gender", "{loop} DMG DMG03", "{born}", "{who}.gender";
    /// Date of birth.
    BirthDate = "{owner}/dateOfBirth", "{loop} DMG DMG02", "{born}", "{who}.birthDate";
    /// Street.
    Address1 = "{owner}/address/address1", "{loop} N3 N301", "{street}", "{who}.address.line";
    /// City.
    City = "{owner}/address/city", "{loop} N4 N401", "{street}", "{who}.address.city";
    /// State.
    State = "{owner}/address/state", "{loop} N4 N402", "{street}", "{who}.address.state";
    /// Postal code.
    PostalCode = "{owner}/address/postalCode", "{loop} N4 N403", "{street}", "{who}.address.postalCode";
    /// Country.
    Country = "{owner}/address/countryCode", "{loop} N4 N404", "{street}", "{who}.address.country";
    /// A provider as a whole.
    Provider = "{owner}", "{loop} NM1", "{npi}", "{who}";
    /// National Provider Identifier.
    Npi = "{owner}/npi", "{loop} NM1 NM109", "{npi}", "{who}.identifier.where(system='http://\
        hl7.org/fhir/sid/us-npi').value";
    /// Name of a provider.
    ProviderName = "{owner}/organizationName", "{loop} NM1 NM103", "{providername}", "{who}.name";
    /// Taxonomy code.
    Taxonomy = "{owner}/taxonomyCode", "{taxonomy}", "{taxonomybox}", "{who}.qualification.code";
    /// Employer identification number.
    EmployerId = "{owner}/employerId", "{loop} REF REF02", "25", "{who}.identifier.value";
    /// Social security number.
    Ssn = "{owner}/ssn", "{loop} REF REF02", "25", "{who}.identifier.value";
    /// Kind of payer.
    Filing = "/claimInformation/claimFilingCode", "2000B SBR SBR09", "1", "Claim.insurance.coverage.resolve().type";
    /// The provider's number of the claim.
    PatientControlNumber = "/claimInformation/patientControlNumber", "2300 CLM CLM01", "26", "Claim.identifier.value";
    /// Total charge.
    TotalCharge = "/claimInformation/claimChargeAmount", "2300 CLM CLM02", "28", "Claim.total.value";
    /// Amount paid by the patient.
    PatientPaid = "/claimInformation/patientAmountPaid", "2300 AMT AMT02", "29", "Claim.patientPaid";
    /// Place of service of the claim.
    PlaceOfService = "/claimInformation/placeOfServiceCode", "2300 CLM CLM05-01", "24B", "Claim.item.location.coding.code";
    /// Frequency code.
    Frequency = "/claimInformation/claimFrequencyCode", "2300 CLM CLM05-03", "22", "Claim.related.relationship";
    /// Signature on file.
    Signature = "/claimInformation/signatureIndicator", "2300 CLM CLM06", "31", "Claim.supportingInfo";
    /// Accepts assignment.
    AcceptAssignment = "/claimInformation/planParticipationCode", "2300 CLM CLM07", "27", "Claim.supportingInfo";
    /// Benefits assigned.
    BenefitsAssigned = "/claimInformation/benefitsAssignmentCertificationIndicator", "2300 CLM CLM08", "13", "Claim.payee";
    /// Release of information.
    Release = "/claimInformation/releaseInformationCode", "2300 CLM CLM09", "12", "Claim.supportingInfo";
    /// Related causes.
    RelatedCause = "/claimInformation/relatedCausesCode/{item}", "2300 CLM CLM11-{item:02}", "10", "Claim.accident.type";
    /// State of a car accident.
    AccidentState = "/claimInformation/autoAccidentStateCode", "2300 CLM CLM11-04", "10b", "Claim.accident.location.state";
    /// Delay reason.
    DelayReason = "/claimInformation/delayReasonCode", "2300 CLM CLM20", "", "Claim.supportingInfo";
    /// Pregnancy.
    Pregnancy = "/claimInformation/pregnancyIndicator", "{patient} PAT PAT09", "", "Claim.supportingInfo";
    /// Date of death.
    DeathDate = "/claimInformation/deathDate", "{patient} PAT PAT06", "", "Claim.patient.resolve().deceased";
    /// Accident.
    AccidentDate = "/claimInformation/claimDateInformation/accidentDate", "2300 DTP DTP03", "14", "Claim.accident.date";
    /// Onset.
    SymptomDate = "/claimInformation/claimDateInformation/symptomDate", "2300 DTP DTP03", "14", "Claim.supportingInfo.timing";
    /// First treatment.
    InitialTreatmentDate = "/claimInformation/claimDateInformation/initialTreatmentDate", "2300 \
        DTP DTP03", "15", "Claim.supportingInfo.timing";
    /// Last visit.
    LastSeenDate = "/claimInformation/claimDateInformation/lastSeenDate", "2300 DTP DTP03", "15", "Claim.supportingInfo.timing";
    /// Last menstrual period.
    LastMenstrualPeriodDate = "/claimInformation/claimDateInformation/lastMenstrualPeriodDate", "2300 \
        DTP DTP03", "14", "Claim.supportingInfo.timing";
    /// Admission.
    AdmissionDate = "/claimInformation/claimDateInformation/admissionDate", "2300 DTP DTP03", "18", "Claim.supportingInfo.timing";
    /// Discharge.
    DischargeDate = "/claimInformation/claimDateInformation/dischargeDate", "2300 DTP DTP03", "18", "Claim.supportingInfo.timing";
    /// Start of disability.
    DisabilityBeginDate = "/claimInformation/claimDateInformation/disabilityBeginDate", "2300 \
        DTP DTP03", "16", "Claim.supportingInfo.timing";
    /// End of disability.
    DisabilityEndDate = "/claimInformation/claimDateInformation/disabilityEndDate", "2300 DTP \
        DTP03", "16", "Claim.supportingInfo.timing";
    /// The payer's number of the replaced claim.
    ClaimControlNumber = "/claimInformation/claimSupplementalInformation/claimControlNumber", "2300 \
        REF REF02", "22", "Claim.related.claim.identifier";
    /// CLIA number of the claim.
    Clia = "/claimInformation/claimSupplementalInformation/cliaNumber", "2300 REF REF02", "23", "Claim.supportingInfo";
    /// CLIA number of a line.
    LineClia = "/claimInformation/serviceLines/{line}/serviceLineReferenceInformation/\
        clinicalLaboratoryImprovementAmendmentNumber", "2400 REF REF02", "23", "Claim.item[{line}].extension";
    /// All diagnoses.
    Diagnoses = "/claimInformation/healthCareCodeInformation", "2300 HI", "21", "Claim.diagnosis";
    /// Diagnosis qualifier.
    DiagnosisQualifier = "/claimInformation/healthCareCodeInformation/{item}/diagnosisTypeCode", "2300 \
        HI HI{item:02}-01", "21", "Claim.diagnosis[{item}].type";
    /// Diagnosis code.
    DiagnosisCode = "/claimInformation/healthCareCodeInformation/{item}/diagnosisCode", "2300 \
        HI HI{item:02}-02", "21{letter}", "Claim.diagnosis[{item}].diagnosis";
    /// All service lines.
    Lines = "/claimInformation/serviceLines", "2400 LX", "24", "Claim.item";
    /// A service line as a whole.
    Line = "/claimInformation/serviceLines/{line}", "2400 LX", "24", "Claim.item[{line}]";
    /// First day of service.
    ServiceDate = "/claimInformation/serviceLines/{line}/serviceDate", "2400 DTP DTP03", "24A", "Claim.item[{line}].serviced";
    /// Last day of service.
    ServiceDateEnd = "/claimInformation/serviceLines/{line}/serviceDateEnd", "2400 DTP DTP03", "24A", "Claim.item[{line}].serviced.end";
    /// Kind of procedure code.
    ProcedureQualifier = "/claimInformation/serviceLines/{line}/professionalService/\
        procedureIdentifier", "2400 SV1 SV101-01", "24D", "Claim.item[{line}].productOrService.coding.system";
    /// Procedure code.
    ProcedureCode = "/claimInformation/serviceLines/{line}/professionalService/procedureCode", "2400 \
        SV1 SV101-02", "24D", "Claim.item[{line}].productOrService";
    /// All modifiers of a line.
    Modifiers = "/claimInformation/serviceLines/{line}/professionalService/procedureModifiers", "2400 \
        SV1 SV101-03", "24D", "Claim.item[{line}].modifier";
    /// Modifier of a line's procedure code.
    Modifier = "/claimInformation/serviceLines/{line}/professionalService/procedureModifiers/\
        {item}", "2400 SV1 SV101-{modifier:02}", "24D", "Claim.item[{line}].modifier[{item}]";
    /// Charge of a line.
    LineCharge = "/claimInformation/serviceLines/{line}/professionalService/\
        lineItemChargeAmount", "2400 SV1 SV102", "24F", "Claim.item[{line}].net";
    /// Unit of measure.
    Unit = "/claimInformation/serviceLines/{line}/professionalService/measurementUnit", "2400 \
        SV1 SV103", "24G", "Claim.item[{line}].quantity.unit";
    /// Number of units.
    Units = "/claimInformation/serviceLines/{line}/professionalService/serviceUnitCount", "2400 \
        SV1 SV104", "24G", "Claim.item[{line}].quantity.value";
    /// Place of service of a line.
    LinePlaceOfService = "/claimInformation/serviceLines/{line}/professionalService/\
        placeOfServiceCode", "2400 SV1 SV105", "24B", "Claim.item[{line}].location";
    /// All diagnosis pointers of a line.
    Pointers = "/claimInformation/serviceLines/{line}/professionalService/\
        compositeDiagnosisCodePointers", "2400 SV1 SV107", "24E", "Claim.item[{line}].diagnosisSequence";
    /// Diagnosis pointer of a line.
    Pointer = "/claimInformation/serviceLines/{line}/professionalService/\
        compositeDiagnosisCodePointers/diagnosisCodePointers/{item}", "2400 SV1 SV107", "24E", "Claim.item[{line}].diagnosisSequence[{item}]";
    /// National Drug Code.
    Ndc = "/claimInformation/serviceLines/{line}/drugIdentification/nationalDrugCode", "2410 \
        LIN LIN03", "24", "Claim.item[{line}].detail.productOrService";
    /// Number of the insured group.
    GroupNumber = "{owner}/groupNumber", "2000B SBR SBR03", "11", "Claim.insurance.coverage.resolve().class.value";
    /// Why Medicare is secondary.
    InsuranceType = "{owner}/insuranceTypeCode", "2000B SBR SBR05", "", "Claim.insurance.coverage.resolve().type";
    /// Who signed for the patient.
    SignatureSource = "/claimInformation/patientSignatureSourceCode", "2300 CLM CLM10", "12", "Claim.supportingInfo";
    /// Special program.
    SpecialProgram = "/claimInformation/specialProgramCode", "2300 CLM CLM12", "", "Claim.supportingInfo";
    /// Claim number of a property or casualty insurer.
    PropertyCasualtyNumber = "/claimInformation/propertyCasualtyClaimNumber",
        "2010BA REF REF02", "11b", "Claim.supportingInfo";
    /// Notes of the claim.
    ClaimNote = "/claimInformation/claimNote", "2300 NTE NTE02", "19", "Claim.supportingInfo";
    /// Contract.
    Contract = "/claimInformation/claimContractInformation", "2300 CN1", "", "Claim.supportingInfo";
    /// Ambulance trip.
    Transport = "/claimInformation/ambulanceTransportInformation", "2300 CR1", "", "Claim.supportingInfo";
    /// Conditions of an ambulance trip.
    TransportConditions = "/claimInformation/ambulanceCertification/{item}", "2300 CRC", "", "Claim.supportingInfo";
    /// Where an ambulance picked the patient up.
    PickUp = "/claimInformation/ambulancePickUpLocation", "2310E N3", "32", "Claim.supportingInfo";
    /// Where an ambulance brought the patient.
    DropOff = "/claimInformation/ambulanceDropOffLocation", "2310F N3", "32", "Claim.supportingInfo";
    /// Why a chiropractor treats.
    SpinalManipulation = "/claimInformation/spinalManipulationServiceInformation", "2300 CR2", "", "Claim.supportingInfo";
    /// Referral after a screening of a child.
    EpsdtReferral = "/claimInformation/epsdtReferral", "2300 CRC", "24H", "Claim.supportingInfo";
    /// Operation that an anesthesia belongs to.
    AnesthesiaProcedure = "/claimInformation/anesthesiaRelatedSurgicalProcedure/{item}",
        "2300 HI HI{item:02}-02", "", "Claim.procedure[{item}].procedure";
    /// Condition codes.
    Conditions = "/claimInformation/conditionInformation/{item}", "2300 HI HI01-02", "10d", "Claim.supportingInfo";
    /// All other payers.
    OtherSubscribers = "/claimInformation/otherSubscriberInformation", "2320 SBR", "11d", "Claim.insurance";
    /// Another payer's place in the order of payers.
    OtherResponsibility = "/claimInformation/otherSubscriberInformation/{item}/paymentResponsibilityLevelCode",
        "2320 SBR SBR01", "", "Claim.insurance[{item}].sequence";
    /// Relationship of the patient to the person insured with another payer.
    OtherRelationship = "/claimInformation/otherSubscriberInformation/{item}/individualRelationshipCode",
        "2320 SBR SBR02", "", "Claim.insurance[{item}].coverage.resolve().relationship";
    /// Why Medicare, as the other payer, is secondary.
    OtherInsuranceType = "/claimInformation/otherSubscriberInformation/{item}/insuranceTypeCode",
        "2320 SBR SBR05", "", "Claim.insurance[{item}].coverage.resolve().type";
    /// Kind of another payer.
    OtherFiling = "/claimInformation/otherSubscriberInformation/{item}/claimFilingIndicatorCode",
        "2320 SBR SBR09", "", "Claim.insurance[{item}].coverage.resolve().type";
    /// Adjustments of another payer to the claim as a whole.
    OtherAdjustments = "/claimInformation/otherSubscriberInformation/{item}/claimLevelAdjustments",
        "2320 CAS", "", "Claim.insurance[{item}].claimResponse.resolve().adjudication";
    /// Amount another payer paid for the whole claim.
    OtherPaid = "/claimInformation/otherSubscriberInformation/{item}/payerPaidAmount",
        "2320 AMT AMT02", "29", "Claim.insurance[{item}].claimResponse.resolve().payment.amount";
    /// Member number with another payer.
    OtherMemberId = "/claimInformation/otherSubscriberInformation/{item}/otherSubscriberName/\
            otherInsuredIdentifier",
        "2330A NM1 NM109", "9a", "Claim.insurance[{item}].coverage.resolve().subscriberId";
    /// Name of the person insured with another payer.
    OtherInsuredName = "/claimInformation/otherSubscriberInformation/{item}/otherSubscriberName/\
            otherInsuredLastName",
        "2330A NM1 NM103", "9", "Claim.insurance[{item}].coverage.resolve().subscriber.resolve().name";
    /// Name of another payer.
    OtherPayerName = "/claimInformation/otherSubscriberInformation/{item}/otherPayerName/\
            otherPayerOrganizationName",
        "2330B NM1 NM103", "9d", "Claim.insurance[{item}].coverage.resolve().payor";
    /// Identifier of another payer.
    OtherPayerId = "/claimInformation/otherSubscriberInformation/{item}/otherPayerName/\
            otherPayerIdentifier",
        "2330B NM1 NM109", "9d", "Claim.insurance[{item}].coverage.resolve().payor.identifier";
    /// Day on which another payer decided the claim.
    OtherAdjudicatedOn = "/claimInformation/otherSubscriberInformation/{item}/otherPayerName/\
            otherPayerAdjudicationOrPaymentDate",
        "2330B DTP DTP03", "", "Claim.insurance[{item}].claimResponse.resolve().created";
    /// Another payer's number of the claim.
    OtherClaimControlNumber = "/claimInformation/otherSubscriberInformation/{item}/otherPayerName/\
            otherPayerClaimControlNumber",
        "2330B REF REF02", "", "Claim.insurance[{item}].claimResponse";
    /// Acute manifestation.
    AcuteManifestationDate = "/claimInformation/claimDateInformation/acuteManifestationDate",
        "2300 DTP DTP03", "15", "Claim.supportingInfo.timing";
    /// Last X-ray.
    LastXrayDate = "/claimInformation/claimDateInformation/lastXRayDate",
        "2300 DTP DTP03", "15", "Claim.supportingInfo.timing";
    /// Prescription of hearing or vision aids.
    PrescriptionDate = "/claimInformation/claimDateInformation/hearingAndVisionPrescriptionDate",
        "2300 DTP DTP03", "15", "Claim.supportingInfo.timing";
    /// Last day of work.
    LastWorkedDate = "/claimInformation/claimDateInformation/lastWorkedDate",
        "2300 DTP DTP03", "16", "Claim.supportingInfo.timing";
    /// Back to work.
    ReturnToWorkDate = "/claimInformation/claimDateInformation/authorizedReturnToWorkDate",
        "2300 DTP DTP03", "16", "Claim.supportingInfo.timing";
    /// Care taken over.
    AssumedCareDate = "/claimInformation/claimDateInformation/assumedAndRelinquishedCareBeginDate",
        "2300 DTP DTP03", "19", "Claim.supportingInfo.timing";
    /// Care handed over.
    RelinquishedCareDate = "/claimInformation/claimDateInformation/assumedAndRelinquishedCareEndDate",
        "2300 DTP DTP03", "19", "Claim.supportingInfo.timing";
    /// First contact with a property or casualty insurer.
    FirstContactDate = "/claimInformation/claimDateInformation/firstContactDate",
        "2300 DTP DTP03", "15", "Claim.supportingInfo.timing";
    /// Prior authorization.
    PriorAuthorization = "/claimInformation/claimSupplementalInformation/priorAuthorizationNumber",
        "2300 REF REF02", "23", "Claim.insurance.preAuthRef";
    /// Referral.
    ReferralNumber = "/claimInformation/claimSupplementalInformation/referralNumber",
        "2300 REF REF02", "23", "Claim.referral";
    /// Certification of the mammography facility.
    Mammography = "/claimInformation/claimSupplementalInformation/mammographyCertificationNumber",
        "2300 REF REF02", "32", "Claim.supportingInfo";
    /// Why a service was not authorized.
    AuthorizationException = "/claimInformation/claimSupplementalInformation/serviceAuthorizationExceptionCode",
        "2300 REF REF02", "", "Claim.supportingInfo";
    /// Investigational device exemption.
    InvestigationalDevice = "/claimInformation/claimSupplementalInformation/investigationalDeviceExemptionNumber",
        "2300 REF REF02", "23", "Claim.supportingInfo";
    /// Demonstration project.
    Demonstration = "/claimInformation/claimSupplementalInformation/demoProjectIdentifier",
        "2300 REF REF02", "19", "Claim.supportingInfo";
    /// Number of the document of the claim.
    AttachmentNumber = "/claimInformation/claimSupplementalInformation/reportInformation/\
            attachmentControlNumber",
        "2300 PWK PWK06", "19", "Claim.supportingInfo";
    /// Number of one of the claim's documents.
    AttachmentsNumber = "/claimInformation/claimSupplementalInformation/reportInformations/{item}/\
            attachmentControlNumber",
        "2300 PWK PWK06", "19", "Claim.supportingInfo";
    /// The provider's number of a line.
    LineControlNumber = "/claimInformation/serviceLines/{line}/providerControlNumber",
        "2400 REF REF02", "", "Claim.item[{line}].extension";
    /// Description of a line's service, for an unlisted code.
    Description = "/claimInformation/serviceLines/{line}/professionalService/description",
        "2400 SV1 SV101-07", "24", "Claim.item[{line}].productOrService.text";
    /// Emergency.
    Emergency = "/claimInformation/serviceLines/{line}/professionalService/emergencyIndicator",
        "2400 SV1 SV109", "24C", "Claim.item[{line}].programCode";
    /// Screening of a child.
    Epsdt = "/claimInformation/serviceLines/{line}/professionalService/epsdtIndicator",
        "2400 SV1 SV111", "24H", "Claim.item[{line}].programCode";
    /// Family planning.
    FamilyPlanning = "/claimInformation/serviceLines/{line}/professionalService/familyPlanningIndicator",
        "2400 SV1 SV112", "24H", "Claim.item[{line}].programCode";
    /// Copay.
    Copay = "/claimInformation/serviceLines/{line}/professionalService/copayStatusCode",
        "2400 SV1 SV115", "", "Claim.item[{line}].extension";
    /// Kind of drug code.
    NdcQualifier = "/claimInformation/serviceLines/{line}/drugIdentification/serviceIdQualifier",
        "2410 LIN LIN02", "24", "Claim.item[{line}].detail.productOrService.coding.system";
    /// Quantity of a drug.
    DrugUnits = "/claimInformation/serviceLines/{line}/drugIdentification/nationalDrugUnitCount",
        "2410 CTP CTP04", "24", "Claim.item[{line}].detail.quantity.value";
    /// Unit of a drug.
    DrugUnit = "/claimInformation/serviceLines/{line}/drugIdentification/measurementUnitCode",
        "2410 CTP CTP05-01", "24", "Claim.item[{line}].detail.quantity.unit";
    /// Number of a prescription.
    PrescriptionNumber = "/claimInformation/serviceLines/{line}/drugIdentification/pharmacyPrescriptionNumber",
        "2410 REF REF02", "", "Claim.item[{line}].extension";
    /// Note of a line.
    LineNote = "/claimInformation/serviceLines/{line}/additionalNotes",
        "2400 NTE NTE02", "24", "Claim.item[{line}].extension";
    /// Number of one of a line's documents.
    LineAttachmentNumber = "/claimInformation/serviceLines/{line}/serviceLineSupplementalInformation/{item}/\
            attachmentControlNumber",
        "2400 PWK PWK06", "", "Claim.item[{line}].informationSequence";
    /// Ambulance trip of a line.
    LineTransport = "/claimInformation/serviceLines/{line}/ambulanceTransportInformation",
        "2400 CR1", "", "Claim.item[{line}].informationSequence";
    /// Where an ambulance picked the patient up, of a line.
    LinePickUp = "/claimInformation/serviceLines/{line}/ambulancePickUpLocation",
        "2420G N3", "32", "Claim.item[{line}].location";
    /// Where an ambulance brought the patient, of a line.
    LineDropOff = "/claimInformation/serviceLines/{line}/ambulanceDropOffLocation",
        "2420H N3", "32", "Claim.item[{line}].location";
    /// Rent or purchase of equipment.
    Equipment = "/claimInformation/serviceLines/{line}/durableMedicalEquipmentService",
        "2400 SV5", "", "Claim.item[{line}].extension";
    /// Certification of equipment.
    EquipmentCertification = "/claimInformation/serviceLines/{line}/durableMedicalEquipmentCertification",
        "2400 CR3", "", "Claim.item[{line}].informationSequence";
    /// Condition of equipment.
    EquipmentCondition = "/claimInformation/serviceLines/{line}/conditionIndicatorDurableMedicalEquipment",
        "2400 CRC", "", "Claim.item[{line}].informationSequence";
    /// First treatment, of a line.
    LineInitialTreatmentDate = "/claimInformation/serviceLines/{line}/serviceLineDateInformation/\
            initialTreatmentDate",
        "2400 DTP DTP03", "15", "Claim.item[{line}].informationSequence";
    /// Last X-ray, of a line.
    LineLastXrayDate = "/claimInformation/serviceLines/{line}/serviceLineDateInformation/lastXRayDate",
        "2400 DTP DTP03", "15", "Claim.item[{line}].informationSequence";
    /// Prescription, of a line.
    LinePrescriptionDate = "/claimInformation/serviceLines/{line}/serviceLineDateInformation/prescriptionDate",
        "2400 DTP DTP03", "15", "Claim.item[{line}].informationSequence";
    /// Start of therapy.
    BeginTherapyDate = "/claimInformation/serviceLines/{line}/serviceLineDateInformation/beginTherapyDate",
        "2400 DTP DTP03", "", "Claim.item[{line}].informationSequence";
    /// Certification of the mammography facility, of a line.
    LineMammography = "/claimInformation/serviceLines/{line}/serviceLineReferenceInformation/\
            mammographyCertificationNumber",
        "2400 REF REF02", "32", "Claim.item[{line}].extension";
    /// CLIA number of the laboratory that referred the test.
    ReferringClia = "/claimInformation/serviceLines/{line}/serviceLineReferenceInformation/\
            referringCliaNumber",
        "2400 REF REF02", "23", "Claim.item[{line}].extension";
    /// Authorization of a line.
    LineAuthorization = "/claimInformation/serviceLines/{line}/serviceLineReferenceInformation/\
            priorAuthorization/{item}/priorAuthorizationOrReferralNumber",
        "2400 REF REF02", "23", "Claim.insurance.preAuthRef";
    /// Charge of a service bought from somebody else.
    PurchasedCharge = "/claimInformation/serviceLines/{line}/purchasedServiceInformation/\
            purchasedServiceChargeAmount",
        "2400 PS1 PS102", "20", "Claim.item[{line}].extension";
    /// Sales tax.
    SalesTax = "/claimInformation/serviceLines/{line}/salesTaxAmount", "2400 AMT AMT02", "", "Claim.item[{line}].tax";
    /// Postage.
    Postage = "/claimInformation/serviceLines/{line}/postageTaxAmount", "2400 AMT AMT02", "", "Claim.item[{line}].extension";
    /// Form that the line answers.
    FormIdentification = "/claimInformation/serviceLines/{line}/formIdentification/{item}/formIdentifier",
        "2440 LQ LQ02", "", "Claim.item[{line}].informationSequence";
    /// How other payers decided the line.
    Adjudications = "/claimInformation/serviceLines/{line}/lineAdjudicationInformation",
        "2430 SVD", "", "Claim.insurance.claimResponse.resolve().item[{line}]";
    /// Payer that decided the line.
    AdjudicationPayer = "/claimInformation/serviceLines/{line}/lineAdjudicationInformation/{item}/\
            otherPayerPrimaryIdentifier",
        "2430 SVD SVD01", "", "Claim.insurance.claimResponse.resolve().insurer";
    /// Amount another payer paid for the line.
    AdjudicationPaid = "/claimInformation/serviceLines/{line}/lineAdjudicationInformation/{item}/\
            serviceLinePaidAmount",
        "2430 SVD SVD02", "", "Claim.insurance.claimResponse.resolve().item[{line}].adjudication";
    /// Adjustments of another payer to the line.
    AdjudicationAdjustments = "/claimInformation/serviceLines/{line}/lineAdjudicationInformation/{item}/\
            claimAdjustmentInformation",
        "2430 CAS", "", "Claim.insurance.claimResponse.resolve().item[{line}].adjudication";
    /// Day on which another payer decided the line.
    AdjudicatedOn = "/claimInformation/serviceLines/{line}/lineAdjudicationInformation/{item}/\
            adjudicationOrPaymentDate",
        "2430 DTP DTP03", "", "Claim.insurance.claimResponse.resolve().created";
} }
