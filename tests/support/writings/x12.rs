//! The claim as an 837P.

use super::{at, list, text};
use serde_json::{json, Value};

/// Segments of an 837, without the empty elements at their ends.
#[derive(Default)]
struct Segments(Vec<String>);

impl Segments {
    fn add(&mut self, elements: &[&str]) {
        let segment = elements.join("*");
        self.0.push(segment.trim_end_matches('*').to_owned());
    }

    /// One that is left out when its value is empty.
    fn valued(&mut self, elements: &[&str], value: &str) {
        if !value.is_empty() {
            self.add(&[elements, &[value]].concat());
        }
    }

    fn address(&mut self, party: &Value) {
        let part = |key: &str| at(party, &format!("/address/{key}"));
        self.valued(&["N3"], &part("address1"));
        let (city, state) = (part("city"), part("state"));
        let (code, country) = (part("postalCode"), part("countryCode"));
        if !(city.clone() + &state + &code).is_empty() {
            self.add(&["N4", &city, &state, &code, &country]);
        }
    }

    fn provider(&mut self, entity: &str, taxonomy: Option<&str>, party: &Value) {
        if party.is_null() {
            return;
        }
        let organization = at(party, "/organizationName");
        let (kind, name) = match organization.is_empty() {
            true => ("1", at(party, "/lastName")),
            false => ("2", organization),
        };
        let (first, npi) = (at(party, "/firstName"), at(party, "/npi"));
        let qualifier = if npi.is_empty() { "" } else { "XX" };
        self.add(&[
            "NM1", entity, kind, &name, &first, "", "", "", qualifier, &npi,
        ]);
        if let Some(qualifier) = taxonomy {
            self.valued(&["PRV", qualifier, "PXC"], &at(party, "/taxonomyCode"));
        }
        self.address(party);
    }

    fn person(&mut self, party: &Value, qualifier: &str) {
        let organization = at(party, "/organizationName");
        let (kind, name) = match organization.is_empty() {
            true => ("1", at(party, "/lastName")),
            false => ("2", organization),
        };
        let member = at(party, "/memberId");
        let id = if member.is_empty() { "" } else { "MI" };
        self.add(&[
            "NM1",
            qualifier,
            kind,
            &name,
            &at(party, "/firstName"),
            "",
            "",
            "",
            id,
            &member,
        ]);
        self.address(party);
        let (born, sex) = (at(party, "/dateOfBirth"), at(party, "/gender"));
        if !(born.clone() + &sex).is_empty() {
            self.add(&["DMG", "D8", &born, &sex]);
        }
    }
}

/// Days of the claim by their qualifiers.
const DAYS: &[(&str, &str)] = &[
    ("431", "symptomDate"),
    ("454", "initialTreatmentDate"),
    ("304", "lastSeenDate"),
    ("453", "acuteManifestationDate"),
    ("439", "accidentDate"),
    ("484", "lastMenstrualPeriodDate"),
    ("455", "lastXRayDate"),
    ("435", "admissionDate"),
    ("096", "dischargeDate"),
];
const NUMBERS: &[(&str, &str)] = &[
    ("9F", "referralNumber"),
    ("G1", "priorAuthorizationNumber"),
    ("F8", "claimControlNumber"),
    ("X4", "cliaNumber"),
    ("EW", "mammographyCertificationNumber"),
    ("P4", "demoProjectIdentifier"),
];

/// The claim as an 837P file.
pub fn x12(claim: &Value) -> String {
    let mut out = Segments::default();
    out.add(&["ST", "837", "0001", "005010X222A1"]);
    out.add(&["BHT", "0019", "00", "1", "20261101", "1023", "CH"]);
    out.add(&[
        "NM1",
        "41",
        "2",
        &at(claim, "/submitter/organizationName"),
        "",
        "",
        "",
        "",
        "46",
        "S1",
    ]);
    out.add(&["PER", "IC", "DESK", "TE", "5555550100"]);
    out.add(&[
        "NM1",
        "40",
        "2",
        &at(claim, "/receiver/organizationName"),
        "",
        "",
        "",
        "",
        "46",
        "R1",
    ]);
    out.add(&["HL", "1", "", "20", "1"]);
    let billing = &claim["billing"];
    out.valued(&["PRV", "BI", "PXC"], &at(billing, "/taxonomyCode"));
    out.provider("85", None, billing);
    out.valued(&["REF", "EI"], &at(billing, "/employerId"));
    out.valued(&["REF", "SY"], &at(billing, "/ssn"));
    subscriber(&mut out, claim);
    information(&mut out, claim);
    for (i, line) in list(claim, "/claimInformation/serviceLines")
        .iter()
        .enumerate()
    {
        service(&mut out, claim, line, i + 1);
    }
    let count = (out.0.len() + 1).to_string();
    out.add(&["SE", &count, "0001"]);
    let isa = "ISA*00*          *00*          *ZZ*SUBMITTER      *ZZ*RECEIVER       \
        *261101*1253*^*00501*000000905*0*T*:";
    let gs = "GS*HC*SUBMITTER*RECEIVER*20261101*0802*1*X*005010X222A1";
    format!("{isa}~{gs}~{}~GE*1*1~IEA*1*000000905~", out.0.join("~"))
}

fn subscriber(out: &mut Segments, claim: &Value) {
    let (person, dependent) = (&claim["subscriber"], &claim["dependent"]);
    let below = if dependent.is_null() { "0" } else { "1" };
    out.add(&["HL", "2", "1", "22", below]);
    let mut relation = at(person, "/relationshipToSubscriberCode");
    if dependent.is_null() && relation.is_empty() {
        relation = "18".to_owned();
    }
    out.add(&[
        "SBR",
        &at(person, "/paymentResponsibilityLevelCode"),
        &relation,
        &at(person, "/groupNumber"),
        "",
        &at(person, "/insuranceTypeCode"),
        "",
        "",
        "",
        &at(claim, "/claimInformation/claimFilingCode"),
    ]);
    let patient = |out: &mut Segments, relation: &str| {
        let death = at(claim, "/claimInformation/deathDate");
        let pregnant = at(claim, "/claimInformation/pregnancyIndicator");
        let format = if death.is_empty() { "" } else { "D8" };
        if !(relation.to_owned() + &death + &pregnant).is_empty() {
            out.add(&[
                "PAT", relation, "", "", "", format, &death, "", "", &pregnant,
            ]);
        }
    };
    if dependent.is_null() {
        patient(out, "");
    }
    out.person(person, "IL");
    let casualty = at(claim, "/claimInformation/propertyCasualtyClaimNumber");
    if dependent.is_null() {
        out.valued(&["REF", "Y4"], &casualty);
    }
    let (name, id) = (
        at(claim, "/tradingPartnerName"),
        at(claim, "/tradingPartnerServiceId"),
    );
    let qualifier = if id.is_empty() { "" } else { "PI" };
    out.add(&["NM1", "PR", "2", &name, "", "", "", "", qualifier, &id]);
    if !dependent.is_null() {
        out.add(&["HL", "3", "2", "23", "0"]);
        patient(out, &at(dependent, "/relationshipToSubscriberCode"));
        out.person(dependent, "QC");
        out.valued(&["REF", "Y4"], &casualty);
    }
}

fn information(out: &mut Segments, claim: &Value) {
    let info = &claim["claimInformation"];
    let of = |key: &str| at(info, &format!("/{key}"));
    let causes: Vec<String> = list(info, "/relatedCausesCode").iter().map(text).collect();
    let cause = |i: usize| causes.get(i).cloned().unwrap_or_default();
    let related = [
        cause(0),
        cause(1),
        cause(2),
        of("autoAccidentStateCode"),
        of("autoAccidentCountryCode"),
    ]
    .join(":");
    out.add(&[
        "CLM",
        &of("patientControlNumber"),
        &of("claimChargeAmount"),
        "",
        "",
        &format!(
            "{}:B:{}",
            of("placeOfServiceCode"),
            of("claimFrequencyCode")
        ),
        &of("signatureIndicator"),
        &of("planParticipationCode"),
        &of("benefitsAssignmentCertificationIndicator"),
        &of("releaseInformationCode"),
        &of("patientSignatureSourceCode"),
        related.trim_end_matches(':'),
        &of("specialProgramCode"),
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        &of("delayReasonCode"),
    ]);
    for (qualifier, key) in DAYS {
        out.valued(
            &["DTP", qualifier, "D8"],
            &at(info, &format!("/claimDateInformation/{key}")),
        );
    }
    out.valued(&["AMT", "F5"], &of("patientAmountPaid"));
    for (qualifier, key) in NUMBERS {
        out.valued(
            &["REF", qualifier],
            &at(info, &format!("/claimSupplementalInformation/{key}")),
        );
    }
    if let Some(trip) = info.get("ambulanceTransportInformation") {
        let weight = at(trip, "/patientWeightInPounds");
        let unit = if weight.is_empty() { "" } else { "LB" };
        let (why, miles) = (
            at(trip, "/ambulanceTransportReasonCode"),
            at(trip, "/transportDistanceInMiles"),
        );
        out.add(&["CR1", unit, &weight, "", &why, "DH", &miles]);
    }
    if let Some(referral) = info.get("epsdtReferral") {
        let codes: Vec<String> = list(referral, "/conditionCodes").iter().map(text).collect();
        let applies = at(referral, "/certificationConditionCodeAppliesIndicator");
        out.add(&["CRC", "ZZ", &applies, &codes.join("*")]);
    }
    let diagnoses = list(info, "/healthCareCodeInformation").iter();
    let codes: Vec<String> = diagnoses
        .map(|d| {
            format!(
                "{}:{}",
                at(d, "/diagnosisTypeCode"),
                at(d, "/diagnosisCode")
            )
        })
        .collect();
    for chunk in codes.chunks(12) {
        out.add(&["HI", &chunk.join("*")]);
    }
    out.provider("DN", None, &claim["referring"]);
    out.provider("82", Some("PE"), &claim["rendering"]);
    out.provider("77", None, &info["serviceFacilityLocation"]);
    out.provider("DQ", None, &claim["supervising"]);
    for (qualifier, key) in [
        ("PW", "ambulancePickUpLocation"),
        ("45", "ambulanceDropOffLocation"),
    ] {
        if let Some(place) = info.get(key) {
            out.add(&["NM1", qualifier, "2"]);
            out.address(&json!({ "address": place }));
        }
    }
    for other in list(info, "/otherSubscriberInformation") {
        payer(out, other);
    }
}

fn payer(out: &mut Segments, other: &Value) {
    let of = |key: &str| at(other, &format!("/{key}"));
    out.add(&[
        "SBR",
        &of("paymentResponsibilityLevelCode"),
        &of("individualRelationshipCode"),
        &of("insuranceGroupOrPolicyNumber"),
        "",
        &of("insuranceTypeCode"),
        "",
        "",
        "",
        &of("claimFilingIndicatorCode"),
    ]);
    out.valued(&["AMT", "D"], &of("payerPaidAmount"));
    out.valued(&["AMT", "A8"], &of("nonCoveredChargeAmount"));
    let benefits = of("benefitsAssignmentCertificationIndicator");
    out.add(&[
        "OI",
        "",
        "",
        &benefits,
        "",
        "",
        &of("releaseOfInformationCode"),
    ]);
    let name = |key: &str| at(other, &format!("/otherSubscriberName/otherInsured{key}"));
    let kind = name("Qualifier");
    out.add(&[
        "NM1",
        "IL",
        &kind,
        &name("LastName"),
        &name("FirstName"),
        "",
        "",
        "",
        &name("IdentifierTypeCode"),
        &name("Identifier"),
    ]);
    let name = |key: &str| at(other, &format!("/otherPayerName/otherPayer{key}"));
    out.add(&[
        "NM1",
        "PR",
        "2",
        &name("OrganizationName"),
        "",
        "",
        "",
        "",
        &name("IdentifierTypeCode"),
        &name("Identifier"),
    ]);
    out.valued(&["DTP", "573", "D8"], &name("AdjudicationOrPaymentDate"));
    out.valued(&["REF", "F8"], &name("ClaimControlNumber"));
}

fn service(out: &mut Segments, claim: &Value, line: &Value, number: usize) {
    out.add(&["LX", &number.to_string()]);
    let service = &line["professionalService"];
    let of = |key: &str| at(service, &format!("/{key}"));
    let modifiers: Vec<String> = list(service, "/procedureModifiers")
        .iter()
        .map(text)
        .collect();
    let modifier = |i: usize| modifiers.get(i).cloned().unwrap_or_default();
    let parts = [
        of("procedureIdentifier"),
        of("procedureCode"),
        modifier(0),
        modifier(1),
        modifier(2),
        modifier(3),
        of("description"),
    ];
    let pointers = list(
        service,
        "/compositeDiagnosisCodePointers/diagnosisCodePointers",
    );
    let pointers: Vec<String> = pointers.iter().map(text).collect();
    out.add(&[
        "SV1",
        parts.join(":").trim_end_matches(':'),
        &of("lineItemChargeAmount"),
        &of("measurementUnit"),
        &of("serviceUnitCount"),
        &of("placeOfServiceCode"),
        "",
        &pointers.join(":"),
        "",
        &of("emergencyIndicator"),
        "",
        &of("epsdtIndicator"),
        &of("familyPlanningIndicator"),
        "",
        "",
        &of("copayStatusCode"),
    ]);
    let (from, to) = (at(line, "/serviceDate"), at(line, "/serviceDateEnd"));
    match to.is_empty() {
        true => out.valued(&["DTP", "472", "D8"], &from),
        false => out.add(&["DTP", "472", "RD8", &format!("{from}-{to}")]),
    }
    out.valued(&["REF", "6R"], &at(line, "/providerControlNumber"));
    out.valued(&["NTE", "ADD"], &at(line, "/additionalNotes"));
    if let Some(drug) = line.get("drugIdentification") {
        out.add(&[
            "LIN",
            "",
            &at(drug, "/serviceIdQualifier"),
            &at(drug, "/nationalDrugCode"),
        ]);
        out.add(&[
            "CTP",
            "",
            "",
            "",
            &at(drug, "/nationalDrugUnitCount"),
            &at(drug, "/measurementUnitCode"),
        ]);
    }
    out.provider("82", Some("PE"), &line["renderingProvider"]);
    let ordering = line.get("orderingProvider").unwrap_or(&claim["ordering"]);
    out.provider("DK", None, ordering);
    for decided in list(line, "/lineAdjudicationInformation") {
        let of = |key: &str| at(decided, &format!("/{key}"));
        let code = format!("{}:{}", of("serviceIdQualifier"), of("procedureCode"));
        out.add(&[
            "SVD",
            &of("otherPayerPrimaryIdentifier"),
            &of("serviceLinePaidAmount"),
            &code,
            "",
            &of("paidServiceUnitCount"),
        ]);
        for group in list(decided, "/claimAdjustmentInformation") {
            let each = list(group, "/adjustmentDetails").iter();
            let each = each.map(|a| {
                format!(
                    "{}*{}*{}",
                    at(a, "/adjustmentReasonCode"),
                    at(a, "/adjustmentAmount"),
                    at(a, "/adjustmentQuantity")
                )
            });
            out.add(&[
                "CAS",
                &at(group, "/adjustmentGroupCode"),
                &each.collect::<Vec<_>>().join("*"),
            ]);
        }
        out.valued(&["DTP", "573", "D8"], &of("adjudicationOrPaymentDate"));
    }
}
