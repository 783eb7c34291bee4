// Made from the keys that the reader knows (src/formats/json/objects.rs) by `UPDATE=1 cargo test --lib typescript`;
// do not edit.

/**
 * A professional claim with the field names that the clearinghouses' JSON interfaces share for the 837P. Every field is
 * optional here, because a claim that is being typed is checked too; unknown ones are ignored.
 */
export interface Claim {
  tradingPartnerServiceId?: string;
  tradingPartnerName?: string;
  submitter?: Organization;
  receiver?: Organization;
  subscriber?: Person;
  dependent?: Person;
  claimInformation?: ClaimInformation;
  providers?: Provider[];
  payToAddress?: Address;
  billing?: Provider;
  rendering?: Provider;
  referring?: Provider;
  ordering?: Provider;
  supervising?: Provider;
  attending?: Provider;
  operating?: Provider;
  otherOperating?: Provider;
  // Known, and not checked:
  controlNumber?: unknown;
  isTesting?: unknown;
  usageIndicator?: unknown;
  payerAddress?: unknown;
  payToPlan?: unknown;
  tradingPartnerId?: unknown;
  operatingPhysician?: unknown;
}

export interface Organization {
  organizationName?: string;
  // Known, and not checked:
  contactInformation?: unknown;
  firstName?: unknown;
  lastName?: unknown;
  middleName?: unknown;
  submitterIdentification?: unknown;
  taxId?: unknown;
}

export interface Person {
  memberId?: string;
  paymentResponsibilityLevelCode?: string;
  relationshipToSubscriberCode?: string;
  insuranceTypeCode?: string;
  lastName?: string;
  firstName?: string;
  organizationName?: string;
  gender?: string;
  /** a date, YYYYMMDD */
  dateOfBirth?: string;
  address?: Address;
  groupNumber?: string;
  subscriberGroupName?: string;
  // Known, and not checked:
  contactInformation?: unknown;
  middleName?: unknown;
  policyNumber?: unknown;
  ssn?: unknown;
  suffix?: unknown;
}

export interface Address {
  address1?: string;
  city?: string;
  state?: string;
  postalCode?: string;
  countryCode?: string;
  // Known, and not checked:
  address2?: unknown;
  countrySubDivisionCode?: unknown;
}

export interface ClaimInformation {
  claimFilingCode?: string;
  patientControlNumber?: string;
  /** an amount like "120.50" */
  claimChargeAmount?: string | number;
  placeOfServiceCode?: string;
  claimFrequencyCode?: string;
  signatureIndicator?: string;
  planParticipationCode?: string;
  benefitsAssignmentCertificationIndicator?: string;
  releaseInformationCode?: string;
  relatedCausesCode?: string[];
  autoAccidentStateCode?: string;
  autoAccidentCountryCode?: string;
  delayReasonCode?: string;
  pregnancyIndicator?: string;
  /** a date, YYYYMMDD */
  deathDate?: string;
  /** an amount like "120.50" */
  patientAmountPaid?: string | number;
  claimDateInformation?: Dates;
  claimSupplementalInformation?: ReferenceNumbers;
  healthCareCodeInformation?: Diagnosis[];
  serviceLines?: ServiceLine[];
  serviceFacilityLocation?: Provider;
  patientSignatureSourceCode?: string;
  specialProgramCode?: string;
  propertyCasualtyClaimNumber?: string;
  claimContractInformation?: Contract;
  claimNote?: ClaimNote;
  ambulanceTransportInformation?: AmbulanceTransport;
  ambulanceCertification?: Conditions[];
  ambulancePickUpLocation?: Address;
  ambulanceDropOffLocation?: Address;
  spinalManipulationServiceInformation?: SpinalManipulation;
  epsdtReferral?: Conditions;
  patientConditionInformationVision?: Conditions[];
  anesthesiaRelatedSurgicalProcedure?: string[];
  conditionInformation?: Conditions[];
  otherSubscriberInformation?: OtherSubscriber[];
  // Known, and not checked:
  claimPricingRepricingInformation?: unknown;
  fileInformation?: unknown;
  fileInformationList?: unknown;
  homeboundIndicator?: unknown;
  patientWeight?: unknown;
}

export interface Dates {
  /** a date, YYYYMMDD */
  accidentDate?: string;
  /** a date, YYYYMMDD */
  symptomDate?: string;
  /** a date, YYYYMMDD */
  initialTreatmentDate?: string;
  /** a date, YYYYMMDD */
  lastSeenDate?: string;
  /** a date, YYYYMMDD */
  lastMenstrualPeriodDate?: string;
  /** a date, YYYYMMDD */
  disabilityBeginDate?: string;
  /** a date, YYYYMMDD */
  disabilityEndDate?: string;
  /** a date, YYYYMMDD */
  dischargeDate?: string;
  /** a date, YYYYMMDD */
  admissionDate?: string;
  /** a date, YYYYMMDD */
  acuteManifestationDate?: string;
  /** a date, YYYYMMDD */
  lastXRayDate?: string;
  /** a date, YYYYMMDD */
  hearingAndVisionPrescriptionDate?: string;
  /** a date, YYYYMMDD */
  lastWorkedDate?: string;
  /** a date, YYYYMMDD */
  authorizedReturnToWorkDate?: string;
  /** a date, YYYYMMDD */
  assumedAndRelinquishedCareBeginDate?: string;
  /** a date, YYYYMMDD */
  assumedAndRelinquishedCareEndDate?: string;
  /** a date, YYYYMMDD */
  firstContactDate?: string;
  // Known, and not checked:
  repricerReceivedDate?: unknown;
}

export interface ReferenceNumbers {
  claimControlNumber?: string;
  priorAuthorizationNumber?: string;
  referralNumber?: string;
  cliaNumber?: string;
  mammographyCertificationNumber?: string;
  serviceAuthorizationExceptionCode?: string;
  investigationalDeviceExemptionNumber?: string;
  demoProjectIdentifier?: string;
  carePlanOversightNumber?: string;
  medicalRecordNumber?: string;
  claimNumber?: string;
  reportInformation?: Attachment;
  reportInformations?: Attachment[];
  // Known, and not checked:
  adjustedRepricedClaimNumber?: unknown;
  adjustedRepricedClaimRefNumber?: unknown;
  medicareCrossoverReferenceId?: unknown;
  repricedClaimNumber?: unknown;
  repricedClaimRefNumber?: unknown;
}

export interface Attachment {
  attachmentReportTypeCode?: string;
  attachmentTransmissionCode?: string;
  attachmentControlNumber?: string;
}

export interface Diagnosis {
  diagnosisTypeCode?: string;
  diagnosisCode?: string;
}

export interface ServiceLine {
  /** a date, YYYYMMDD */
  serviceDate?: string;
  /** a date, YYYYMMDD */
  serviceDateEnd?: string;
  professionalService?: Service;
  drugIdentification?: Drug;
  serviceLineReferenceInformation?: LineNumbers;
  providerControlNumber?: string;
  serviceLineDateInformation?: LineDates;
  additionalNotes?: string;
  goalRehabOrDischargePlans?: string;
  thirdPartyOrganizationNotes?: string;
  serviceLineSupplementalInformation?: Attachment[];
  ambulanceTransportInformation?: AmbulanceTransport;
  ambulanceCertification?: Conditions[];
  /** a number of units like "1" */
  ambulancePatientCount?: string | number;
  ambulancePickUpLocation?: Address;
  ambulanceDropOffLocation?: Address;
  durableMedicalEquipmentService?: EquipmentService;
  durableMedicalEquipmentCertification?: EquipmentCertification;
  durableMedicalEquipmentCertificateOfMedicalNecessity?: EquipmentCertificate;
  conditionIndicatorDurableMedicalEquipment?: EquipmentCondition;
  /** a number of units like "1" */
  obstetricAnesthesiaAdditionalUnits?: string | number;
  /** an amount like "120.50" */
  salesTaxAmount?: string | number;
  /** an amount like "120.50" */
  postageTaxAmount?: string | number;
  purchasedServiceInformation?: PurchasedService;
  contractInformation?: Contract;
  formIdentification?: FormIdentification[];
  lineAdjudicationInformation?: LineAdjudication[];
  renderingProvider?: Provider;
  referringProvider?: Provider;
  orderingProvider?: Provider;
  supervisingProvider?: Provider;
  purchasedServiceProvider?: Provider;
  serviceFacilityLocation?: Provider;
  // Known, and not checked:
  assignedNumber?: unknown;
  fileInformation?: unknown;
  hospiceEmployeeIndicator?: unknown;
  linePricingRepricingInformation?: unknown;
  testResults?: unknown;
  lineItemControlNumber?: unknown;
}

export interface Service {
  procedureIdentifier?: string;
  procedureCode?: string;
  procedureModifiers?: string[];
  /** an amount like "120.50" */
  lineItemChargeAmount?: string | number;
  measurementUnit?: string;
  /** a number of units like "1" */
  serviceUnitCount?: string | number;
  placeOfServiceCode?: string;
  compositeDiagnosisCodePointers?: Pointers;
  description?: string;
  emergencyIndicator?: string;
  epsdtIndicator?: string;
  familyPlanningIndicator?: string;
  copayStatusCode?: string;
}

export interface Pointers {
  /** the number of a diagnosis, "1" to "12" */
  diagnosisCodePointers?: (string | number)[];
}

export interface Drug {
  serviceIdQualifier?: string;
  nationalDrugCode?: string;
  /** a number of units like "1" */
  nationalDrugUnitCount?: string | number;
  measurementUnitCode?: string;
  pharmacyPrescriptionNumber?: string;
  linkSequenceNumber?: string;
}

export interface LineNumbers {
  clinicalLaboratoryImprovementAmendmentNumber?: string;
  referringCliaNumber?: string;
  mammographyCertificationNumber?: string;
  immunizationBatchNumber?: string;
  priorAuthorization?: Authorization[];
  // Known, and not checked:
  adjustedRepricedLineItemReferenceNumber?: unknown;
  referralNumber?: unknown;
  repricedLineItemReferenceNumber?: unknown;
}

export interface Authorization {
  priorAuthorizationOrReferralNumber?: string;
  otherPayerPrimaryIdentifier?: string;
}

export interface LineDates {
  /** a date, YYYYMMDD */
  prescriptionDate?: string;
  /** a date, YYYYMMDD */
  certificationRevisionOrRecertificationDate?: string;
  /** a date, YYYYMMDD */
  beginTherapyDate?: string;
  /** a date, YYYYMMDD */
  lastCertificationDate?: string;
  /** a date, YYYYMMDD */
  treatmentOrTherapyDate?: string;
  /** a date, YYYYMMDD */
  hemoglobinTestDate?: string;
  /** a date, YYYYMMDD */
  serumCreatineTestDate?: string;
  /** a date, YYYYMMDD */
  shippedDate?: string;
  /** a date, YYYYMMDD */
  lastXRayDate?: string;
  /** a date, YYYYMMDD */
  initialTreatmentDate?: string;
}

export interface AmbulanceTransport {
  /** a number of units like "1" */
  patientWeightInPounds?: string | number;
  ambulanceTransportReasonCode?: string;
  /** a number of units like "1" */
  transportDistanceInMiles?: string | number;
  roundTripPurposeDescription?: string;
  stretcherPurposeDescription?: string;
}

export interface Conditions {
  codeCategory?: string;
  certificationConditionIndicator?: string;
  conditionCodes?: string[];
  // Known, and not checked:
  certificationConditionCodeAppliesIndicator?: unknown;
}

export interface EquipmentService {
  /** a number of units like "1" */
  days?: string | number;
  /** an amount like "120.50" */
  rentalPrice?: string | number;
  /** an amount like "120.50" */
  purchasePrice?: string | number;
  frequencyCode?: string;
}

export interface EquipmentCertification {
  certificationTypeCode?: string;
  /** a number of units like "1" */
  durableMedicalEquipmentDurationInMonths?: string | number;
}

export interface EquipmentCertificate {
  attachmentTransmissionCode?: string;
}

export interface EquipmentCondition {
  certificationConditionIndicator?: string;
  conditionIndicator?: string;
  conditionIndicatorCode?: string;
}

export interface PurchasedService {
  purchasedServiceProviderIdentifier?: string;
  /** an amount like "120.50" */
  purchasedServiceChargeAmount?: string | number;
}

export interface Contract {
  contractTypeCode?: string;
  /** an amount like "120.50" */
  contractAmount?: string | number;
  contractCode?: string;
  contractVersionIdentifier?: string;
  // Known, and not checked:
  contractPercentage?: unknown;
  termsDiscountPercentage?: unknown;
}

export interface FormIdentification {
  formTypeCode?: string;
  formIdentifier?: string;
  // Known, and not checked:
  supportingDocumentation?: unknown;
}

export interface LineAdjudication {
  otherPayerPrimaryIdentifier?: string;
  /** an amount like "120.50" */
  serviceLinePaidAmount?: string | number;
  serviceIdQualifier?: string;
  procedureCode?: string;
  procedureModifier?: string[];
  /** a number of units like "1" */
  paidServiceUnitCount?: string | number;
  bundledOrUnbundledLineNumber?: string;
  claimAdjustmentInformation?: AdjustmentGroup[];
  /** a date, YYYYMMDD */
  adjudicationOrPaymentDate?: string;
  /** an amount like "120.50" */
  remainingPatientLiability?: string | number;
  // Known, and not checked:
  procedureCodeDescription?: unknown;
}

export interface AdjustmentGroup {
  adjustmentGroupCode?: string;
  adjustmentDetails?: Adjustment[];
}

export interface Adjustment {
  adjustmentReasonCode?: string;
  /** an amount like "120.50" */
  adjustmentAmount?: string | number;
  /** a number of units like "1" */
  adjustmentQuantity?: string | number;
}

export interface Provider {
  providerType?: string;
  npi?: string;
  taxonomyCode?: string;
  employerId?: string;
  ssn?: string;
  organizationName?: string;
  lastName?: string;
  firstName?: string;
  address?: Address;
  // Known, and not checked:
  claimOfficeNumber?: unknown;
  commercialNumber?: unknown;
  contactInformation?: unknown;
  employerIdentificationNumber?: unknown;
  locationNumber?: unknown;
  middleName?: unknown;
  naic?: unknown;
  otherIdentifier?: unknown;
  payerIdentificationNumber?: unknown;
  phoneExtension?: unknown;
  phoneName?: unknown;
  phoneNumber?: unknown;
  providerUpinNumber?: unknown;
  secondaryIdentifier?: unknown;
  stateLicenseNumber?: unknown;
  suffix?: unknown;
}

export interface ClaimNote {
  additionalInformation?: string;
  certificationNarrative?: string;
  goalRehabOrDischargePlans?: string;
  diagnosisDescription?: string;
  thirdPartOrgNotes?: string;
}

export interface SpinalManipulation {
  patientConditionCode?: string;
  patientConditionDescription1?: string;
  patientConditionDescription2?: string;
}

export interface OtherSubscriber {
  paymentResponsibilityLevelCode?: string;
  individualRelationshipCode?: string;
  insuranceGroupOrPolicyNumber?: string;
  otherInsuredGroupName?: string;
  insuranceTypeCode?: string;
  claimFilingIndicatorCode?: string;
  claimLevelAdjustments?: AdjustmentGroup[];
  /** an amount like "120.50" */
  payerPaidAmount?: string | number;
  /** an amount like "120.50" */
  nonCoveredChargeAmount?: string | number;
  /** an amount like "120.50" */
  remainingPatientLiability?: string | number;
  benefitsAssignmentCertificationIndicator?: string;
  patientSignatureGeneratedForPatient?: string;
  releaseOfInformationCode?: string;
  otherSubscriberName?: OtherInsured;
  otherPayerName?: OtherPayer;
  // Known, and not checked:
  medicareOutpatientAdjudication?: unknown;
  otherPayerBillingProvider?: unknown;
  otherPayerReferringProvider?: unknown;
  otherPayerRenderingProvider?: unknown;
  otherPayerServiceFacilityLocation?: unknown;
  otherPayerSupervisingProvider?: unknown;
}

export interface OtherInsured {
  otherInsuredQualifier?: string;
  otherInsuredLastName?: string;
  otherInsuredFirstName?: string;
  otherInsuredIdentifierTypeCode?: string;
  otherInsuredIdentifier?: string;
  otherInsuredAddress?: Address;
  // Known, and not checked:
  otherInsuredAdditionalIdentifier?: unknown;
  otherInsuredMiddleName?: unknown;
  otherInsuredNameSuffix?: unknown;
}

export interface OtherPayer {
  otherPayerOrganizationName?: string;
  otherPayerIdentifierTypeCode?: string;
  otherPayerIdentifier?: string;
  /** a date, YYYYMMDD */
  otherPayerAdjudicationOrPaymentDate?: string;
  otherPayerClaimControlNumber?: string;
  otherPayerPriorAuthorizationNumber?: string;
  otherPayerAddress?: Address;
  // Known, and not checked:
  otherInsuredAdditionalIdentifier?: unknown;
  otherPayerClaimAdjustmentIndicator?: unknown;
  otherPayerPriorAuthorizationOrReferralNumber?: unknown;
  otherPayerSecondaryIdentifier?: unknown;
}
