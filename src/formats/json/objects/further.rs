//! The keys of what stands beside the service: other payers, ambulance trips, equipment, attachments, notes.

use super::*;

object! {
    OtherSubscriber {
        "paymentResponsibilityLevelCode" => payer_responsibility,
        "individualRelationshipCode" => relationship,
        "insuranceGroupOrPolicyNumber" => group_number,
        "otherInsuredGroupName" => group_name,
        "insuranceTypeCode" => insurance_type,
        "claimFilingIndicatorCode" => filing,
        "claimLevelAdjustments" => adjustments,
        "payerPaidAmount" => paid,
        "nonCoveredChargeAmount" => not_covered,
        "remainingPatientLiability" => patient_liability,
        "benefitsAssignmentCertificationIndicator" => benefits_assigned,
        "patientSignatureGeneratedForPatient" => signature_source,
        "releaseOfInformationCode" => release,
        "otherSubscriberName" => name,
        "otherPayerName" => payer,
    }
    unread [
        "medicareOutpatientAdjudication", "otherPayerBillingProvider", "otherPayerReferringProvider",
        "otherPayerRenderingProvider", "otherPayerServiceFacilityLocation", "otherPayerSupervisingProvider",
    ]
}

object! {
    OtherInsured {
        "otherInsuredQualifier" => kind,
        "otherInsuredLastName" => last_name,
        "otherInsuredFirstName" => first_name,
        "otherInsuredIdentifierTypeCode" => id_qualifier,
        "otherInsuredIdentifier" => id,
        "otherInsuredAddress" => address,
    }
    unread ["otherInsuredAdditionalIdentifier", "otherInsuredMiddleName", "otherInsuredNameSuffix"]
}

object! {
    OtherPayer {
        "otherPayerOrganizationName" => organization_name,
        "otherPayerIdentifierTypeCode" => id_qualifier,
        "otherPayerIdentifier" => id,
        "otherPayerAdjudicationOrPaymentDate" => adjudicated_on,
        "otherPayerClaimControlNumber" => claim_control_number,
        "otherPayerPriorAuthorizationNumber" => prior_authorization,
        "otherPayerAddress" => address,
    }
    unread [
        "otherInsuredAdditionalIdentifier", "otherPayerClaimAdjustmentIndicator",
        "otherPayerPriorAuthorizationOrReferralNumber", "otherPayerSecondaryIdentifier",
    ]
}

object! {
    AdjustmentGroup { "adjustmentGroupCode" => group, "adjustmentDetails" => adjustments, }
    unread []
}

object! {
    Adjustment {
        "adjustmentReasonCode" => reason,
        "adjustmentAmount" => amount,
        "adjustmentQuantity" => quantity,
    }
    unread []
}

object! {
    LineAdjudication {
        "otherPayerPrimaryIdentifier" => payer_id,
        "serviceLinePaidAmount" => paid,
        "serviceIdQualifier" => qualifier,
        "procedureCode" => code,
        "procedureModifier" => modifiers,
        "paidServiceUnitCount" => units,
        "bundledOrUnbundledLineNumber" => bundled_with,
        "claimAdjustmentInformation" => adjustments,
        "adjudicationOrPaymentDate" => adjudicated_on,
        "remainingPatientLiability" => patient_liability,
    }
    unread ["procedureCodeDescription"]
}

object! {
    Contract {
        "contractTypeCode" => kind,
        "contractAmount" => amount,
        "contractCode" => code,
        "contractVersionIdentifier" => version,
    }
    unread ["contractPercentage", "termsDiscountPercentage"]
}

object! {
    Attachment {
        "attachmentReportTypeCode" => kind,
        "attachmentTransmissionCode" => transmission,
        "attachmentControlNumber" => control_number,
    }
    unread []
}

object! {
    ClaimNote {
        "additionalInformation" => additional,
        "certificationNarrative" => certification,
        "goalRehabOrDischargePlans" => goals,
        "diagnosisDescription" => diagnosis,
        "thirdPartOrgNotes" => third_party,
    }
    unread []
}

object! {
    AmbulanceTransport {
        "patientWeightInPounds" => weight,
        "ambulanceTransportReasonCode" => reason,
        "transportDistanceInMiles" => miles,
        "roundTripPurposeDescription" => round_trip_purpose,
        "stretcherPurposeDescription" => stretcher_purpose,
    }
    unread []
}

object! {
    Conditions {
        "codeCategory" => category,
        "certificationConditionIndicator" => applies,
        "conditionCodes" => codes,
    }
    unread ["certificationConditionCodeAppliesIndicator"]
}

object! {
    SpinalManipulation {
        "patientConditionCode" => condition,
        "patientConditionDescription1" => description,
        "patientConditionDescription2" => description2,
    }
    unread []
}

object! {
    EquipmentService {
        "days" => days,
        "rentalPrice" => rental_price,
        "purchasePrice" => purchase_price,
        "frequencyCode" => frequency,
    }
    unread []
}

object! {
    EquipmentCertification {
        "certificationTypeCode" => kind,
        "durableMedicalEquipmentDurationInMonths" => months,
    }
    unread []
}

object! {
    EquipmentCertificate { "attachmentTransmissionCode" => transmission, }
    unread []
}

object! {
    EquipmentCondition {
        "certificationConditionIndicator" => applies,
        "conditionIndicator" => code,
        "conditionIndicatorCode" => code2,
    }
    unread []
}

object! {
    FormIdentification { "formTypeCode" => kind, "formIdentifier" => id, }
    unread ["supportingDocumentation"]
}

object! {
    PurchasedService {
        "purchasedServiceProviderIdentifier" => provider_id,
        "purchasedServiceChargeAmount" => charge,
    }
    unread []
}

object! {
    Authorization {
        "priorAuthorizationOrReferralNumber" => number,
        "otherPayerPrimaryIdentifier" => payer_id,
    }
    unread []
}

object! {
    LineDates {
        "prescriptionDate" => prescription,
        "certificationRevisionOrRecertificationDate" => recertification,
        "beginTherapyDate" => begin_therapy,
        "lastCertificationDate" => last_certification,
        "treatmentOrTherapyDate" => last_seen,
        "hemoglobinTestDate" => hemoglobin_test,
        "serumCreatineTestDate" => creatinine_test,
        "shippedDate" => shipped,
        "lastXRayDate" => last_xray,
        "initialTreatmentDate" => initial_treatment,
    }
    unread []
}
