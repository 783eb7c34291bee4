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
                #[cfg(test)]
                fn name(&self) -> &'static str {
                    stringify!($Type)
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
                    *self = crate::formats::json::read::Emptied::emptied(self);
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
        "payToAddress" => pay_to,
    }
    providers {
        "billing" => Billing,
        "rendering" => Rendering,
        "referring" => Referring,
        "ordering" => Ordering,
        "supervising" => Supervising,
        "attending" => Attending,
        "operating" => Operating,
        "otherOperating" => OtherOperating,
    }
    unread [
        "controlNumber", "isTesting", "usageIndicator", "payerAddress", "payToPlan",
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
        "groupNumber" => group_number,
        "subscriberGroupName" => group_name,
    }
    unread [
        "contactInformation", "middleName", "policyNumber", "ssn", "suffix",
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
        "patientSignatureSourceCode" => signature_source,
        "specialProgramCode" => special_program,
        "propertyCasualtyClaimNumber" => property_casualty_number,
        "claimContractInformation" => contract,
        "claimNote" => note,
        "ambulanceTransportInformation" => transport,
        "ambulanceCertification" => transport_conditions,
        "ambulancePickUpLocation" => pick_up,
        "ambulanceDropOffLocation" => drop_off,
        "spinalManipulationServiceInformation" => spinal_manipulation,
        "epsdtReferral" => epsdt_referral,
        "patientConditionInformationVision" => vision_conditions,
        "anesthesiaRelatedSurgicalProcedure" => anesthesia_procedures,
        "conditionInformation" => conditions,
        "otherSubscriberInformation" => other_subscribers,
    }
    unread [
        "claimPricingRepricingInformation", "fileInformation",
        "fileInformationList", "homeboundIndicator", "patientWeight", ]
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
        "acuteManifestationDate" => acute_manifestation,
        "lastXRayDate" => last_xray,
        "hearingAndVisionPrescriptionDate" => prescription,
        "lastWorkedDate" => last_worked,
        "authorizedReturnToWorkDate" => return_to_work,
        "assumedAndRelinquishedCareBeginDate" => assumed_care,
        "assumedAndRelinquishedCareEndDate" => relinquished_care,
        "firstContactDate" => first_contact,
    }
    unread [
        "repricerReceivedDate",
    ]
}

object! {
    ReferenceNumbers {
        "claimControlNumber" => claim_control_number,
        "priorAuthorizationNumber" => prior_authorization,
        "referralNumber" => referral,
        "cliaNumber" => clia,
        "mammographyCertificationNumber" => mammography,
        "serviceAuthorizationExceptionCode" => authorization_exception,
        "investigationalDeviceExemptionNumber" => investigational_device,
        "demoProjectIdentifier" => demonstration,
        "carePlanOversightNumber" => care_plan_oversight,
        "medicalRecordNumber" => medical_record,
        "claimNumber" => clearinghouse_number,
        "reportInformation" => attachment,
        "reportInformations" => attachments,
    }
    unread [
        "adjustedRepricedClaimNumber", "adjustedRepricedClaimRefNumber", "medicareCrossoverReferenceId", "repricedClaimNumber", "repricedClaimRefNumber", ]
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
        "providerControlNumber" => control_number,
        "serviceLineDateInformation" => dates,
        "additionalNotes" => note,
        "goalRehabOrDischargePlans" => goals,
        "thirdPartyOrganizationNotes" => third_party_note,
        "serviceLineSupplementalInformation" => attachments,
        "ambulanceTransportInformation" => transport,
        "ambulanceCertification" => transport_conditions,
        "ambulancePatientCount" => transport_patients,
        "ambulancePickUpLocation" => pick_up,
        "ambulanceDropOffLocation" => drop_off,
        "durableMedicalEquipmentService" => equipment,
        "durableMedicalEquipmentCertification" => equipment_certification,
        "durableMedicalEquipmentCertificateOfMedicalNecessity" => equipment_certificate,
        "conditionIndicatorDurableMedicalEquipment" => equipment_condition,
        "obstetricAnesthesiaAdditionalUnits" => obstetric_units,
        "salesTaxAmount" => sales_tax,
        "postageTaxAmount" => postage,
        "purchasedServiceInformation" => purchased,
        "contractInformation" => contract,
        "formIdentification" => forms,
        "lineAdjudicationInformation" => adjudications,
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
        "assignedNumber",
        "fileInformation", "hospiceEmployeeIndicator", "linePricingRepricingInformation",
        "testResults", "lineItemControlNumber",
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
        "description" => description,
        "emergencyIndicator" => emergency,
        "epsdtIndicator" => epsdt,
        "familyPlanningIndicator" => family_planning,
        "copayStatusCode" => copay,
    }
    unread []
}

object! {
    Pointers { "diagnosisCodePointers" => list, }
    unread []
}

object! {
    Drug {
        "serviceIdQualifier" => qualifier, "nationalDrugCode" => ndc,
        "nationalDrugUnitCount" => units,
        "measurementUnitCode" => unit,
        "pharmacyPrescriptionNumber" => prescription,
        "linkSequenceNumber" => link,
    }
    unread []
}

object! {
    LineNumbers {
        "clinicalLaboratoryImprovementAmendmentNumber" => clia,
        "referringCliaNumber" => referring_clia,
        "mammographyCertificationNumber" => mammography,
        "immunizationBatchNumber" => immunization_batch,
        "priorAuthorization" => prior_authorizations,
    }
    unread [
        "adjustedRepricedLineItemReferenceNumber", "referralNumber", "repricedLineItemReferenceNumber",
    ]
}

mod further;
