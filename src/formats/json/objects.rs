//! Which key of the JSON is which field of the claim.

use super::read::{drain_seq, other_kinds, Key};
use super::walk::{is_near, Path, See, Walk};
use crate::claim::*;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// An object of the claim: its keys with their fields, then the keys that the interfaces know and no rule reads (so that
/// they are not taken for misspellings). `special` keys say themselves how they are read and looked over.
macro_rules! object {
    (
        $Type:ident { $($key:literal => $field:ident,)* }
        $(special { $($skey:literal => |$out:ident, $map:ident| $read:expr,)* } walk |$self:ident, $at:ident, $see:ident| $walk:expr;)?
        unread [$($other:literal),* $(,)?]
    ) => {
        impl<'de: 'a, 'a> Deserialize<'de> for $Type<'a> {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                struct V;
                impl<'de> Visitor<'de> for V {
                    type Value = $Type<'de>;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("an object")
                    }
                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        const OTHERS: &[&str] = &[$($other),*];
                        let mut out = $Type::default();
                        while let Some(Key(key)) = map.next_key()? {
                            match &*key {
                                $($key => out.$field = map.next_value()?,)*
                                $($($skey => {
                                    let ($out, $map) = (&mut out, &mut map);
                                    $read
                                })*)?
                                other if OTHERS.contains(&other) => drop(map.next_value::<IgnoredAny>()?),
                                _ => {
                                    map.next_value::<IgnoredAny>()?;
                                    note_near(&mut out.shape, key, &[$($key,)* $($($skey,)*)?]);
                                }
                            }
                        }
                        Ok(out)
                    }
                    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                        drain_seq(seq)?;
                        Ok($Type { shape: wrong(Some(Kind::List)), ..$Type::default() })
                    }
                    other_kinds!(|kind| $Type { shape: wrong(kind), ..$Type::default() });
                }
                d.deserialize_any(V)
            }
        }

        impl Walk for $Type<'_> {
            fn walk(&self, at: &Path<'_>, see: See<'_>) {
                self.shape.walk(at, see);
                $(self.$field.walk(&at.key($key), see);)*
                $({
                    let ($self, $at, $see): (&Self, &Path<'_>, See<'_>) = (self, at, see);
                    $walk
                })?
            }
        }
    };
}

fn wrong<'a>(kind: Option<Kind>) -> Shape<'a> {
    Shape { wrong: kind, near: Vec::new() }
}

/// Notes an unknown key that looks like one of `known`. A few are enough to show a caller what is wrong.
fn note_near<'a>(shape: &mut Shape<'a>, key: Cow<'a, str>, known: &[&'static str]) {
    if shape.near.len() < 8 && key.len() < 64 {
        if let Some(name) = known.iter().find(|name| is_near(&key, name)) {
            shape.near.push((key, name));
        }
    }
}

fn provider<'de, A: MapAccess<'de>>(into: &mut Vec<Provider<'de>>, role: Role, map: &mut A) -> Result<(), A::Error> {
    if let Some(p) = map.next_value::<Option<Provider<'de>>>()? {
        into.push(Provider { role, ..p });
    }
    Ok(())
}

/// The roles that the claim's own keys name.
const CLAIM_ROLES: [(Role, &str); 6] = [
    (Role::Billing, "billing"),
    (Role::Rendering, "rendering"),
    (Role::Referring, "referring"),
    (Role::Ordering, "ordering"),
    (Role::Supervising, "supervising"),
    (Role::Other, "providers"),
];

/// The roles that a line's own keys name.
const LINE_ROLES: [(Role, &str); 6] = [
    (Role::Rendering, "renderingProvider"),
    (Role::Referring, "referringProvider"),
    (Role::Ordering, "orderingProvider"),
    (Role::Supervising, "supervisingProvider"),
    (Role::Purchased, "purchasedServiceProvider"),
    (Role::Facility, "serviceFacilityLocation"),
];

fn walk_providers(providers: &[Provider<'_>], keys: &[(Role, &str)], at: &Path<'_>, see: See<'_>) {
    for p in providers {
        match (p.listed, keys.iter().find(|k| k.0 == p.role)) {
            (Some(i), _) => p.walk(&at.key("providers").index(i), see),
            (None, Some((_, key))) => p.walk(&at.key(key), see),
            (None, None) => {}
        }
    }
}

/// The role that the older interfaces' `providers[].providerType` names.
fn role_of(provider_type: &str) -> Role {
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
    }
    special {
        "billing" => |out, map| provider(&mut out.providers, Role::Billing, map)?,
        "rendering" => |out, map| provider(&mut out.providers, Role::Rendering, map)?,
        "referring" => |out, map| provider(&mut out.providers, Role::Referring, map)?,
        "ordering" => |out, map| provider(&mut out.providers, Role::Ordering, map)?,
        "supervising" => |out, map| provider(&mut out.providers, Role::Supervising, map)?,
        "providers" => |out, map| {
            let list: List<Provider<'de>> = map.next_value()?;
            if list.wrong.is_some() {
                out.providers.push(Provider { role: Role::Other, shape: wrong(list.wrong), ..Provider::default() });
            }
            for (i, p) in list.items.into_iter().enumerate() {
                let role = role_of(p.provider_type.text());
                out.providers.push(Provider { role, listed: Some(i), ..p });
            }
        },
    }
    walk |this, at, see| walk_providers(&this.providers, &CLAIM_ROLES, at, see);
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
    Info {
        "claimFilingCode" => filing,
        "patientControlNumber" => patient_control_number,
        "claimChargeAmount" => charge,
        "placeOfServiceCode" => place_of_service,
        "claimFrequencyCode" => frequency,
        "signatureIndicator" => signature,
        "planParticipationCode" => participation,
        "benefitsAssignmentCertificationIndicator" => assignment,
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
    Numbers {
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
    special {
        "renderingProvider" => |out, map| provider(&mut out.providers, Role::Rendering, map)?,
        "referringProvider" => |out, map| provider(&mut out.providers, Role::Referring, map)?,
        "orderingProvider" => |out, map| provider(&mut out.providers, Role::Ordering, map)?,
        "supervisingProvider" => |out, map| provider(&mut out.providers, Role::Supervising, map)?,
        "purchasedServiceProvider" => |out, map| provider(&mut out.providers, Role::Purchased, map)?,
        "serviceFacilityLocation" => |out, map| provider(&mut out.providers, Role::Facility, map)?,
    }
    walk |this, at, see| walk_providers(&this.providers, &LINE_ROLES, at, see);
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
