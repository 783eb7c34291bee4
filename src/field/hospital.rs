//! The fields of a hospital's claim (837I, UB-04), and where it keeps those that a professional one has too.

use super::Field;

/// Hands the rows of the fields that only a hospital's claim has to the macro that makes [`Field`], behind the others.
macro_rules! with_hospital_fields {
    ($then:ident { $($own:tt)* }) => { $then! { $($own)*
    /// Type of bill: kind of facility and of care.
    BillType = "/claimInformation/placeOfServiceCode", "2300 CLM CLM05-01", "FL 4", "Claim.subType";
    /// Which code list the type of bill is of.
    BillTypeQualifier = "/claimInformation/facilityCodeQualifier", "2300 CLM CLM05-02", "FL 4", "Claim.subType.coding.system";
    /// First day of the statement.
    StatementFrom = "/claimInformation/claimDateInformation/statementBeginDate", "2300 DTP DTP03", "FL 6", "Claim.billablePeriod.start";
    /// Last day of the statement.
    StatementTo = "/claimInformation/claimDateInformation/statementEndDate", "2300 DTP DTP03", "FL 6", "Claim.billablePeriod.end";
    /// Day and hour of admission.
    AdmissionHour = "/claimInformation/claimDateInformation/admissionDateAndHour", "2300 DTP DTP03", "FL 13", "Claim.supportingInfo.timing";
    /// Hour of discharge.
    DischargeHour = "/claimInformation/claimDateInformation/dischargeHour", "2300 DTP DTP03", "FL 16", "Claim.supportingInfo.timing";
    /// Priority of the admission or visit.
    AdmissionType = "/claimInformation/claimCodeInformation/admissionTypeCode", "2300 CL1 CL101", "FL 14", "Claim.supportingInfo.code";
    /// Where the patient came from.
    AdmissionSource = "/claimInformation/claimCodeInformation/admissionSourceCode", "2300 CL1 CL102", "FL 15", "Claim.supportingInfo.code";
    /// Where the patient went, or is.
    PatientStatus = "/claimInformation/claimCodeInformation/patientStatusCode", "2300 CL1 CL103", "FL 17", "Claim.supportingInfo.code";
    /// Diagnosis related group.
    Drg = "/claimInformation/diagnosisRelatedGroupInformation/drugRelatedGroupCode", "2300 HI HI01-02", "FL 71", "Claim.diagnosis.packageCode";
    /// Whether a diagnosis was present on admission.
    PresentOnAdmission = "/claimInformation/healthCareCodeInformation/{item}/presentOnAdmissionIndicator", "2300 \
        HI HI{item:02}-09", "FL {dx}", "Claim.diagnosis[{item}].onAdmission";
    /// Admitting diagnosis.
    AdmittingDiagnosis = "/claimInformation/admittingDiagnosis/admittingDiagnosisCode", "2300 \
        HI HI{item:02}-02", "FL 69", "Claim.diagnosis.where(type.coding.code='admitting').diagnosis";
    /// Reason for the visit.
    VisitReason = "/claimInformation/patientReasonForVisitInformation/{item}/patientReasonForVisitCode", "2300 \
        HI HI{item:02}-02", "FL 70", "Claim.diagnosis.where(type.coding.code='patientreasonforvisit').diagnosis";
    /// External cause of an injury.
    ExternalCause = "/claimInformation/externalCauseOfInjuryInformation/{item}/externalCauseOfInjury", "2300 \
        HI HI{item:02}-02", "FL 72", "Claim.diagnosis.where(type.coding.code='externalcause').diagnosis";
    /// Whether an external cause was present on admission.
    ExternalCausePresent = "/claimInformation/externalCauseOfInjuryInformation/{item}/presentOnAdmissionIndicator", "2300 \
        HI HI{item:02}-09", "FL 72", "Claim.diagnosis.where(type.coding.code='externalcause').onAdmission";
    /// All procedures of the stay.
    InpatientProcedures = "/claimInformation/principalProcedureInformation", "2300 HI", "FL 74", "Claim.procedure";
    /// Which code list a procedure of the stay is of.
    InpatientProcedureQualifier = "/claimInformation/procedureInformation/{item}/qualifierCode", "2300 \
        HI HI{item:02}-01", "FL 74", "Claim.procedure[{item}].procedure.coding.system";
    /// Procedure of the stay (ICD-10-PCS).
    InpatientProcedure = "/claimInformation/procedureInformation/{item}/procedureCode", "2300 \
        HI HI{item:02}-02", "FL 74", "Claim.procedure[{item}].procedure";
    /// Day of a procedure of the stay.
    InpatientProcedureDate = "/claimInformation/procedureInformation/{item}/procedureDate", "2300 \
        HI HI{item:02}-04", "FL 74", "Claim.procedure[{item}].date";
    /// All condition codes.
    ConditionCodes = "/claimInformation/conditionCodesList/0", "2300 HI", "FL 18-28", "Claim.supportingInfo";
    /// Condition code.
    ConditionCode = "/claimInformation/conditionCodesList/0/{item}/conditionCode", "2300 \
        HI HI{item:02}-02", "FL 18-28", "Claim.supportingInfo.code";
    /// All occurrence codes.
    Occurrences = "/claimInformation/occurrenceInformationList/0", "2300 HI", "FL 31-34", "Claim.supportingInfo";
    /// Occurrence code.
    OccurrenceCode = "/claimInformation/occurrenceInformationList/0/{item}/occurrenceSpanCode", "2300 \
        HI HI{item:02}-02", "FL 31-34", "Claim.supportingInfo.code";
    /// Day of an occurrence.
    OccurrenceDate = "/claimInformation/occurrenceInformationList/0/{item}/occurrenceSpanCodeDate", "2300 \
        HI HI{item:02}-04", "FL 31-34", "Claim.supportingInfo.timing";
    /// All occurrence span codes.
    Spans = "/claimInformation/occurrenceSpanInformations/0", "2300 HI", "FL 35-36", "Claim.supportingInfo";
    /// Occurrence span code.
    SpanCode = "/claimInformation/occurrenceSpanInformations/0/{item}/occurrenceSpanCode", "2300 \
        HI HI{item:02}-02", "FL 35-36", "Claim.supportingInfo.code";
    /// Days of an occurrence span.
    SpanDates = "/claimInformation/occurrenceSpanInformations/0/{item}/occurrenceSpanCodeStartDate", "2300 \
        HI HI{item:02}-04", "FL 35-36", "Claim.supportingInfo.timing";
    /// All value codes.
    ValueCodes = "/claimInformation/valueInformationList/0", "2300 HI", "FL 39-41", "Claim.supportingInfo";
    /// Value code.
    ValueCode = "/claimInformation/valueInformationList/0/{item}/valueCode", "2300 \
        HI HI{item:02}-02", "FL 39-41", "Claim.supportingInfo.code";
    /// Amount of a value code.
    ValueAmount = "/claimInformation/valueInformationList/0/{item}/valueCodeAmount", "2300 \
        HI HI{item:02}-05", "FL 39-41", "Claim.supportingInfo.valueQuantity";
    /// Treatment code.
    TreatmentCode = "/claimInformation/treatmentCodeInformation/{item}/treatmentCode", "2300 \
        HI HI{item:02}-02", "FL 63", "Claim.supportingInfo.code";
    /// Revenue code of a line.
    RevenueCode = "/claimInformation/serviceLines/{line}/institutionalService/serviceLineRevenueCode", "2400 \
        SV2 SV201", "FL 42", "Claim.item[{line}].revenue";
    /// The service of a line as a whole.
    Service = "/claimInformation/serviceLines/{line}/institutionalService", "2400 \
        SV2 SV202", "FL 44", "Claim.item[{line}].productOrService";
    /// Charge of a line that is not covered.
    NotCovered = "/claimInformation/serviceLines/{line}/institutionalService/nonCoveredChargeAmount", "2400 \
        SV2 SV207", "FL 48", "Claim.item[{line}].extension";
    } };
}

/// The path of a service in the JSON of the two claims.
const SERVICES: (&str, &str) = ("/professionalService/", "/institutionalService/");

impl Field {
    /// The JSON Pointer of a hospital's claim, from that of a professional one: what is before and behind the service's key.
    pub(super) fn hospital_json(self) -> Option<(&'static str, &'static str, &'static str)> {
        let (before, behind) = self.places().0.split_once(SERVICES.0)?;
        Some((before, SERVICES.1, behind))
    }

    /// The place in the 837I and the form locator of the UB-04, where they are not those of the professional claim's table.
    pub(super) const fn in_hospital(self) -> Option<(&'static str, &'static str)> {
        use Field::*;
        Some(match self {
            Claim => ("2300 CLM", "FL 4"),
            Payer => ("2010BB NM1 NM109", "FL 50"),
            MemberId => ("{loop} NM1 NM109", "FL 60"),
            Relationship => ("{relation}", "FL 59"),
            LastName => ("{loop} NM1 NM103", "FL 8"),
            FirstName => ("{loop} NM1 NM104", "FL 8"),
            Gender => ("{loop} DMG DMG03", "FL 11"),
            BirthDate => ("{loop} DMG DMG02", "FL 10"),
            Address1 => ("{loop} N3 N301", "{addressfl}"),
            City => ("{loop} N4 N401", "{addressfl}"),
            State => ("{loop} N4 N402", "{addressfl}"),
            PostalCode => ("{loop} N4 N403", "{addressfl}"),
            Country => ("{loop} N4 N404", "{addressfl}"),
            Provider => ("{loop} NM1", "{providerfl}"),
            Npi => ("{loop} NM1 NM109", "{npifl}"),
            ProviderName => ("{loop} NM1 NM103", "{providerfl}"),
            Taxonomy => ("{taxonomy}", "FL 81"),
            EmployerId | Ssn => ("{loop} REF REF02", "FL 5"),
            Filing => ("2000B SBR SBR09", "FL 50"),
            PatientControlNumber => ("2300 CLM CLM01", "FL 3a"),
            TotalCharge => ("2300 CLM CLM02", "FL 47"),
            PatientPaid => ("2300 AMT AMT02", "FL 54"),
            PlaceOfService => ("2300 CLM CLM05-01", "FL 4"),
            Frequency => ("2300 CLM CLM05-03", "FL 4"),
            BenefitsAssigned => ("2300 CLM CLM08", "FL 53"),
            Release => ("2300 CLM CLM09", "FL 52"),
            AdmissionDate => ("2300 DTP DTP03", "FL 12"),
            ClaimControlNumber => ("2300 REF REF02", "FL 64"),
            PriorAuthorization | ReferralNumber => ("2300 REF REF02", "FL 63"),
            Diagnoses => ("2300 HI", "FL 67"),
            DiagnosisQualifier => ("2300 HI HI{item:02}-01", "FL {dx}"),
            DiagnosisCode => ("2300 HI HI{item:02}-02", "FL {dx}"),
            Lines | Line => ("2400 LX", "FL 42"),
            ServiceDate | ServiceDateEnd => ("2400 DTP DTP03", "FL 45"),
            ProcedureQualifier => ("2400 SV2 SV202-01", "FL 44"),
            ProcedureCode => ("2400 SV2 SV202-02", "FL 44"),
            Modifiers => ("2400 SV2 SV202-03", "FL 44"),
            Modifier => ("2400 SV2 SV202-{modifier:02}", "FL 44"),
            Description => ("2400 SV2 SV202-07", "FL 43"),
            LineCharge => ("2400 SV2 SV203", "FL 47"),
            Unit => ("2400 SV2 SV204", "FL 46"),
            Units => ("2400 SV2 SV205", "FL 46"),
            Ndc | DrugUnits | DrugUnit => (self.places().1, "FL 43"),
            GroupNumber => ("2000B SBR SBR03", "FL 62"),
            ClaimNote => ("2300 NTE NTE02", "FL 80"),
            OtherPaid => ("2320 AMT AMT02", "FL 54"),
            OtherMemberId => ("2330A NM1 NM109", "FL 60"),
            OtherInsuredName => ("2330A NM1 NM103", "FL 58"),
            OtherPayerName | OtherPayerId => (self.places().1, "FL 50"),
            OtherClaimControlNumber => ("2330B REF REF02", "FL 64"),
            _ => return None,
        })
    }

    /// Whether only a hospital's claim has it.
    pub(super) const fn is_hospitals(self) -> bool {
        self as usize >= Field::BillType as usize
    }
}
