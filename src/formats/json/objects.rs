//! Which key of the JSON is which field of the claim.

use super::read::{Keys, Object, Part, Slot};
use super::walk::{walk_parts, Path, See, Walk};
use crate::claim::*;

/// An object of the claim: its keys with their fields, its providers' keys with their roles, then the keys that the
/// interfaces know and no rule reads (so that they are not taken for misspellings).
macro_rules! object {
    (
        $Type:ident { $($key:literal => $field:ident,)* }
        $(providers { $($pkey:literal => $Role:ident,)* })?
        unread [$($other:literal),* $(,)?]
    ) => {
        const _: () = {
            /// The fields by their place in [`KEYS`].
            #[allow(non_camel_case_types)]
            enum Place { $($field,)* }
            const KEYS: Keys = Keys { read: &[$($key,)* $($($pkey,)*)?], unread: &[$($other),*] };

            impl<'a> Object<'a> for $Type<'a> {
                fn keys(&self) -> &'static Keys {
                    &KEYS
                }
                fn place(&mut self, key: usize) -> Option<Slot<'_, 'a>> {
                    $(if key == Place::$field as usize {
                        return Some(self.$field.slot());
                    })*
                    $(
                        const ROLES: &[Role] = &[$(Role::$Role),*];
                        let role = ROLES.get(key.checked_sub(KEYS.read.len() - ROLES.len())?)?;
                        return Some(Slot::Provider(&mut self.providers, *role));
                    )?
                    #[allow(unreachable_code)]
                    None
                }
                fn shape(&mut self) -> &mut Shape<'a> {
                    &mut self.shape
                }
                fn clear(&mut self) {
                    *self = Self::default();
                }
            }

            impl<'a> Part<'a> for $Type<'a> {
                fn slot(&mut self) -> Slot<'_, 'a> {
                    Slot::Object(self)
                }
            }

            impl Walk for $Type<'_> {
                fn walk(&self, at: &Path<'_>, see: See<'_>) {
                    walk_parts(&self.shape, KEYS.read, &[$(&self.$field),*], at, see);
                    $(
                        for (key, role) in [$(($pkey, Role::$Role)),*] {
                            for p in self.providers.iter().filter(|p| p.role == role && p.listed.is_none()) {
                                p.walk(&at.key(key), see);
                            }
                        }
                    )?
                }
            }
        };
    };
}

/// The role that the older interfaces' `providers[].providerType` names.
pub(super) fn role_of(provider_type: &str) -> Role {
    match provider_type {
        "BillingProvider" => Role::Billing,
        "RenderingProvider" => Role::Rendering,
        "ReferringProvider" => Role::Referring,
        "OrderingProvider" => Role::Ordering,
        "SupervisingProvider" => Role::Supervising,
        _ => Role::Other,
    }
}

object! {
    Claim {
        "tradingPartnerServiceId" => payer_id,
        "tradingPartnerName" => payer_name,
        "submitter" => submitter,
        "receiver" => receiver,
        "subscriber" => subscriber,
        "dependent" => dependent,
        "claimInformation" => info,
        "providers" => providers,
    }
    providers {
        "billing" => Billing,
        "rendering" => Rendering,
        "referring" => Referring,
        "ordering" => Ordering,
        "supervising" => Supervising,
    }
    unread [
        "controlNumber", "isTesting", "usageIndicator", "payerAddress", "payToAddress", "payToPlan",
        "tradingPartnerId", "operatingPhysician",
    ]
}

object! {
    Organization { "organizationName" => organization_name, }
    unread [
        "contactInformation", "firstName", "lastName", "middleName", "submitterIdentification", "taxId",
    ]
}

object! {
    Person {
        "memberId" => member_id,
        "paymentResponsibilityLevelCode" => payer_responsibility,
        "relationshipToSubscriberCode" => relationship,
        "insuranceTypeCode" => insurance_type,
        "lastName" => last_name,
        "firstName" => first_name,
        "organizationName" => organization_name,
        "gender" => gender,
        "dateOfBirth" => date_of_birth,
        "address" => address,
    }
    unread [
        "contactInformation", "groupNumber", "middleName", "policyNumber", "ssn", "subscriberGroupName", "suffix",
    ]
}

object! {
    Address {
        "address1" => address1,
        "city" => city,
        "state" => state,
        "postalCode" => postal_code,
        "countryCode" => country,
    }
    unread ["address2", "countrySubDivisionCode"]
}

object! {
    Provider {
        "providerType" => provider_type,
        "npi" => npi,
        "taxonomyCode" => taxonomy,
        "employerId" => employer_id,
        "ssn" => ssn,
        "organizationName" => organization_name,
        "lastName" => last_name,
        "firstName" => first_name,
        "address" => address,
    }
    unread [
        "claimOfficeNumber", "commercialNumber", "contactInformation", "employerIdentificationNumber",
        "locationNumber", "middleName", "naic", "otherIdentifier", "payerIdentificationNumber", "phoneExtension",
        "phoneName", "phoneNumber", "providerUpinNumber", "secondaryIdentifier", "stateLicenseNumber", "suffix",
    ]
}

object! {
    ClaimInformation {
        "claimFilingCode" => filing,
        "patientControlNumber" => patient_control_number,
        "claimChargeAmount" => charge,
        "placeOfServiceCode" => place_of_service,
        "claimFrequencyCode" => frequency,
        "signatureIndicator" => signature,
        "planParticipationCode" => accept_assignment,
        "benefitsAssignmentCertificationIndicator" => benefits_assigned,
        "releaseInformationCode" => release,
        "relatedCausesCode" => related_causes,
        "autoAccidentStateCode" => accident_state,
        "autoAccidentCountryCode" => accident_country,
        "delayReasonCode" => delay_reason,
        "pregnancyIndicator" => pregnancy,
        "deathDate" => death_date,
        "patientAmountPaid" => patient_paid,
        "claimDateInformation" => dates,
        "claimSupplementalInformation" => numbers,
        "healthCareCodeInformation" => diagnoses,
        "serviceLines" => lines,
        "serviceFacilityLocation" => facility,
    }
    unread [
        "ambulanceCertification", "ambulanceDropOffLocation", "ambulancePickUpLocation",
        "ambulanceTransportInformation", "anesthesiaRelatedSurgicalProcedure", "claimContractInformation", "claimNote",
        "claimPricingRepricingInformation", "conditionInformation", "epsdtReferral", "fileInformation",
        "fileInformationList", "homeboundIndicator", "otherSubscriberInformation", "patientConditionInformationVision",
        "patientSignatureSourceCode", "patientWeight", "propertyCasualtyClaimNumber", "specialProgramCode",
        "spinalManipulationServiceInformation",
    ]
}

object! {
    Dates {
        "accidentDate" => accident,
        "symptomDate" => symptom,
        "initialTreatmentDate" => initial_treatment,
        "lastSeenDate" => last_seen,
        "lastMenstrualPeriodDate" => last_menstrual_period,
        "disabilityBeginDate" => disability_begin,
        "disabilityEndDate" => disability_end,
        "dischargeDate" => discharge,
        "admissionDate" => admission,
    }
    unread [
        "acuteManifestationDate", "assumedAndRelinquishedCareBeginDate", "assumedAndRelinquishedCareEndDate",
        "authorizedReturnToWorkDate", "firstContactDate", "hearingAndVisionPrescriptionDate", "lastWorkedDate",
        "lastXRayDate", "repricerReceivedDate",
    ]
}

object! {
    ReferenceNumbers {
        "claimControlNumber" => claim_control_number,
        "priorAuthorizationNumber" => prior_authorization,
        "referralNumber" => referral,
        "cliaNumber" => clia,
    }
    unread [
        "adjustedRepricedClaimNumber", "adjustedRepricedClaimRefNumber", "carePlanOversightNumber", "claimNumber",
        "demoProjectIdentifier", "investigationalDeviceExemptionNumber", "mammographyCertificationNumber",
        "medicalRecordNumber", "medicareCrossoverReferenceId", "reportInformation", "reportInformations",
        "repricedClaimNumber", "repricedClaimRefNumber", "serviceAuthorizationExceptionCode",
    ]
}

object! {
    Diagnosis { "diagnosisTypeCode" => qualifier, "diagnosisCode" => code, }
    unread []
}

object! {
    Line {
        "serviceDate" => from,
        "serviceDateEnd" => to,
        "professionalService" => service,
        "drugIdentification" => drug,
        "serviceLineReferenceInformation" => references,
    }
    providers {
        "renderingProvider" => Rendering,
        "referringProvider" => Referring,
        "orderingProvider" => Ordering,
        "supervisingProvider" => Supervising,
        "purchasedServiceProvider" => Purchased,
        "serviceFacilityLocation" => Facility,
    }
    unread [
        "additionalNotes", "ambulanceCertification", "ambulanceDropOffLocation", "ambulancePatientCount",
        "ambulancePickUpLocation", "ambulanceTransportInformation", "assignedNumber",
        "conditionIndicatorDurableMedicalEquipment", "contractInformation",
        "durableMedicalEquipmentCertificateOfMedicalNecessity", "durableMedicalEquipmentCertification",
        "durableMedicalEquipmentService", "fileInformation", "formIdentification", "goalRehabOrDischargePlans",
        "hospiceEmployeeIndicator", "lineAdjudicationInformation", "linePricingRepricingInformation",
        "obstetricAnesthesiaAdditionalUnits", "postageTaxAmount", "providerControlNumber",
        "purchasedServiceInformation", "salesTaxAmount", "serviceLineDateInformation",
        "serviceLineSupplementalInformation", "testResults", "thirdPartyOrganizationNotes", "lineItemControlNumber",
    ]
}

object! {
    Service {
        "procedureIdentifier" => qualifier,
        "procedureCode" => code,
        "procedureModifiers" => modifiers,
        "lineItemChargeAmount" => charge,
        "measurementUnit" => unit,
        "serviceUnitCount" => units,
        "placeOfServiceCode" => place_of_service,
        "compositeDiagnosisCodePointers" => pointers,
    }
    unread ["copayStatusCode", "description", "emergencyIndicator", "epsdtIndicator", "familyPlanningIndicator"]
}

object! {
    Pointers { "diagnosisCodePointers" => list, }
    unread []
}

object! {
    Drug { "serviceIdQualifier" => qualifier, "nationalDrugCode" => ndc, }
    unread ["linkSequenceNumber", "measurementUnitCode", "nationalDrugUnitCount", "pharmacyPrescriptionNumber"]
}

object! {
    LineNumbers {
        "clinicalLaboratoryImprovementAmendmentNumber" => clia,
        "referringCliaNumber" => referring_clia,
    }
    unread [
        "adjustedRepricedLineItemReferenceNumber", "immunizationBatchNumber", "mammographyCertificationNumber",
        "priorAuthorization", "referralNumber", "repricedLineItemReferenceNumber",
    ]
}
