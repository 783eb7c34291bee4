//! Expected answers that several rules share, or that differ by whose field it is.
//!
//! The first matching case of a rule's `predicts_for` answers, else its `predicts`. Categories by what the list of claim
//! status categories calls them: A6 something is missing, A7 something is invalid, A8 fields do not fit each other. A status
//! about somebody names the entity (85 billing, 82 rendering, DN referring, DK ordering, DQ supervising, 77 facility, IL
//! subscriber, QC patient, PR payer). A rule about what is only found in adjudication has no status: the 277CA has said by
//! then that the claim is accepted.

use super::rule::predicts;
use crate::claim::Role;
use crate::field::Field;
use crate::report::{Case, ExpectedResponse, Who};

/// Medicare contractors' lists of their most frequent front-end edits.
pub(super) const NGS: &str = "National Government Services, Part B 277CA edits";
/// The list of the contractor for equipment claims.
pub(super) const CEDI: &str = "CEDI (National Government Services), top 277CA edits";

/// The answer for that provider's field.
const fn of(role: Role, expected: ExpectedResponse) -> Case {
    case(Who::Provider(role), None, expected)
}

/// The answer for that field, whoever has it.
const fn at(field: Field, expected: ExpectedResponse) -> Case {
    case(Who::Anyone, Some(field), expected)
}

const fn case(who: Who, field: Option<Field>, expected: ExpectedResponse) -> Case {
    Case {
        who,
        field,
        expected,
    }
}

/// The answers for one field of every provider: status with its entity, and RARC where the list has one for it.
macro_rules! by_role {
    ($($role:ident $stc:literal $rarc:literal),*) => {
        &[$(of(Role::$role, by_remark($stc, $rarc))),*]
    };
}

/// CARC 16 with its remark; without a remark 16 is not sent either.
const fn by_remark(stc: &'static str, rarc: &'static str) -> ExpectedResponse {
    predicts(stc, if rarc.is_empty() { "" } else { "16" }, rarc)
}

pub(super) const NPI: ExpectedResponse = predicts("A7:562:85", "16", "N257");
pub(super) static NPI_OF: &[Case] = &[
    of(
        Role::Rendering,
        predicts("A7:562:82", "16", "N290").published(NGS),
    ),
    of(Role::Referring, predicts("A7:562:DN", "16", "N286")),
    of(Role::Ordering, predicts("A7:562:DK", "16", "N265")),
    of(Role::Supervising, predicts("A7:562:DQ", "16", "N297")),
    of(Role::Facility, predicts("A7:562:77", "16", "N293")),
    of(Role::Purchased, predicts("A7:562:QB", "16", "N283")),
];

pub(super) const NO_NPI: ExpectedResponse = predicts("A6:562:85", "16", "N257");
pub(super) static NO_NPI_OF: &[Case] = by_role![
    Rendering "A6:562:82" "N290",
    Referring "A6:562:DN" "N286",
    Ordering "A6:562:DK" "N265",
    Supervising "A6:562:DQ" "N297",
    Facility "A6:562:77" "N293",
    Purchased "A6:562:QB" "N283"
];

pub(super) const TAXONOMY: ExpectedResponse = predicts("A7:145:85", "16", "N255");
pub(super) static TAXONOMY_OF: &[Case] = by_role![
    Rendering "A7:145:82" "N288",
    Referring "A7:145:DN" "N284",
    Ordering "A7:145:DK" "",
    Supervising "A7:145:DQ" "",
    Facility "A7:145:77" ""
];

pub(super) static NO_PROVIDER_NAME_OF: &[Case] = by_role![
    Rendering "A6:125:82" "N289",
    Referring "A6:125:DN" "N285",
    Ordering "A6:125:DK" "N264",
    Supervising "A6:125:DQ" "N296"
];

/// Answers for a missing part of the billing provider's address.
pub(super) const NO_STREET: ExpectedResponse = predicts("A6:503:85", "16", "N258");
pub(super) static NO_ADDRESS_PART: &[Case] = &[
    case(
        Who::Provider(Role::Facility),
        Some(Field::City),
        predicts("A6:502:77", "16", "N294"),
    ),
    case(
        Who::Provider(Role::Facility),
        Some(Field::State),
        predicts("A6:501:77", "16", "N294"),
    ),
    case(
        Who::Provider(Role::Facility),
        Some(Field::PostalCode),
        predicts("A6:500:77", "16", "N294"),
    ),
    of(Role::Facility, predicts("A6:503:77", "16", "N294")),
    at(Field::City, predicts("A6:502:85", "16", "N258")),
    at(Field::State, predicts("A6:501:85", "16", "N258")),
    at(Field::PostalCode, predicts("A6:500:85", "16", "N258")),
];

pub(super) const STATE: ExpectedResponse = predicts("A7:501:85", "16", "N258");
pub(super) static STATE_OF: &[Case] = &[
    case(
        Who::Subscriber,
        Some(Field::Country),
        predicts("A7:680:IL", "16", "MA37"),
    ),
    case(
        Who::Dependent,
        Some(Field::Country),
        predicts("A7:680:QC", "16", "MA37"),
    ),
    case(
        Who::Provider(Role::Facility),
        Some(Field::Country),
        predicts("A7:680:77", "16", "N294"),
    ),
    at(Field::Country, predicts("A7:680:85", "16", "N258")),
    case(Who::Subscriber, None, predicts("A7:501:IL", "16", "MA37")),
    case(Who::Dependent, None, predicts("A7:501:QC", "16", "MA37")),
    of(Role::Facility, predicts("A7:501:77", "16", "N294")),
    of(Role::Ordering, predicts("A7:501:DK", "16", "N266")),
];

pub(super) const ZIP: ExpectedResponse = predicts("A7:500:85", "16", "N258");
pub(super) static ZIP_OF: &[Case] = &[
    case(Who::Subscriber, None, predicts("A7:500:IL", "16", "MA37")),
    case(Who::Dependent, None, predicts("A7:500:QC", "16", "MA37")),
    of(Role::Facility, predicts("A7:500:77", "16", "N294")),
    of(Role::Ordering, predicts("A7:500:DK", "16", "N266")),
];

/// Answers for a missing part of the patient's address.
pub(super) const NO_PATIENT_STREET: ExpectedResponse = predicts("A6:503:IL", "16", "MA37");
pub(super) static NO_PATIENT_ADDRESS_PART: &[Case] = &[
    case(
        Who::Subscriber,
        Some(Field::City),
        predicts("A6:502:IL", "16", "MA37"),
    ),
    case(
        Who::Subscriber,
        Some(Field::State),
        predicts("A6:501:IL", "16", "MA37"),
    ),
    case(
        Who::Subscriber,
        Some(Field::PostalCode),
        predicts("A6:500:IL", "16", "MA37"),
    ),
    case(
        Who::Dependent,
        Some(Field::City),
        predicts("A6:502:QC", "16", "MA37"),
    ),
    case(
        Who::Dependent,
        Some(Field::State),
        predicts("A6:501:QC", "16", "MA37"),
    ),
    case(
        Who::Dependent,
        Some(Field::PostalCode),
        predicts("A6:500:QC", "16", "MA37"),
    ),
    case(Who::Dependent, None, predicts("A6:503:QC", "16", "MA37")),
];

pub(super) const NO_LAST_NAME: ExpectedResponse = predicts("A6:504:IL", "16", "MA36");
pub(super) const NO_FIRST_NAME: ExpectedResponse = predicts("A6:505:IL", "16", "MA36");
pub(super) static NO_NAME_OF: &[Case] = &[
    case(
        Who::Subscriber,
        Some(Field::FirstName),
        predicts("A6:505:IL", "16", "MA36"),
    ),
    case(
        Who::Dependent,
        Some(Field::FirstName),
        predicts("A6:505:QC", "16", "MA36"),
    ),
    case(Who::Dependent, None, predicts("A6:504:QC", "16", "MA36")),
];

pub(super) static BAD_NAME_OF: &[Case] = &[
    case(
        Who::Subscriber,
        Some(Field::FirstName),
        predicts("A7:505:IL", "16", "MA36"),
    ),
    case(
        Who::Dependent,
        Some(Field::FirstName),
        predicts("A7:505:QC", "16", "MA36"),
    ),
    case(Who::Dependent, None, predicts("A7:504:QC", "16", "MA36")),
];

pub(super) const NO_BIRTH: ExpectedResponse = predicts("A6:158:IL", "16", "N329");
pub(super) static NO_BIRTH_OF: &[Case] = &[case(
    Who::Dependent,
    None,
    predicts("A6:158:QC", "16", "N329"),
)];

pub(super) const FUTURE_BIRTH: ExpectedResponse =
    predicts("A7:510", "16", "N329").with("A7:158:IL");
pub(super) static FUTURE_BIRTH_OF: &[Case] = &[case(
    Who::Dependent,
    None,
    predicts("A7:510", "16", "N329").with("A7:158:QC"),
)];

pub(super) const SEX: ExpectedResponse = predicts("A7:157:IL", "16", "MA39");
pub(super) static SEX_OF: &[Case] = &[case(
    Who::Dependent,
    None,
    predicts("A7:157:QC", "16", "MA39"),
)];

/// A diagnosis code: the first is the principal one, which has a status of its own.
pub(super) const DIAGNOSIS: ExpectedResponse = predicts("A7:255", "16", "M76");
pub(super) static PRINCIPAL: &[Case] = &[case(
    Who::First,
    Some(Field::DiagnosisCode),
    predicts("A7:254", "16", "M76"),
)];
pub(super) const ENDED_DIAGNOSIS: ExpectedResponse = predicts("A7:255", "146", "M76");
pub(super) static ENDED_PRINCIPAL: &[Case] = &[case(
    Who::First,
    Some(Field::DiagnosisCode),
    predicts("A7:254", "146", "M76"),
)];

/// A modifier that is none.
pub(super) const MODIFIER: ExpectedResponse = predicts("A7:453", "4", "N823");
/// A modifier that is missing.
pub(super) const MODIFIER_MISSING: ExpectedResponse = predicts("", "4", "N822");
/// Modifiers that do not go together.
pub(super) const MODIFIERS: ExpectedResponse = predicts("A7:453", "4", "N519");

/// A HCPCS or CPT code that is none, or none on that day.
pub(super) const PROCEDURE: ExpectedResponse = predicts("A7:507", "181", "M20").published(CEDI);

/// A date of service that cannot be read.
pub(super) const SERVICE_DATE: ExpectedResponse = predicts("A7:187", "16", "M52");
pub(super) static DATE_OF: &[Case] = &[
    at(Field::ServiceDateEnd, predicts("A7:187", "16", "M59")),
    at(Field::AccidentDate, predicts("A7:727", "16", "N305")),
    at(Field::SymptomDate, predicts("A7:397", "", "")),
    at(
        Field::InitialTreatmentDate,
        predicts("A7:701", "16", "MA122"),
    ),
    at(Field::LastSeenDate, predicts("A7:757", "16", "N324")),
    at(Field::LastMenstrualPeriodDate, predicts("A7:191", "", "")),
    at(Field::AdmissionDate, predicts("A7:189", "16", "MA40")),
    at(Field::DischargeDate, predicts("A7:190", "16", "N318")),
    at(Field::DisabilityBeginDate, predicts("A7:195", "16", "N315")),
    at(Field::DisabilityEndDate, predicts("A7:195", "16", "N316")),
    at(Field::DeathDate, predicts("A7:159:QC", "16", "N330")),
    case(
        Who::Subscriber,
        Some(Field::BirthDate),
        predicts("A7:158:IL", "16", "N329"),
    ),
    case(
        Who::Dependent,
        Some(Field::BirthDate),
        predicts("A7:158:QC", "16", "N329"),
    ),
];

/// A date after today: that it is, and which.
pub(super) const FUTURE_SERVICE: ExpectedResponse = predicts("A7:510", "110", "").with("A7:187");
pub(super) static FUTURE_OF: &[Case] = &[
    at(
        Field::AccidentDate,
        predicts("A7:510", "16", "N305").with("A7:727"),
    ),
    at(
        Field::SymptomDate,
        predicts("A7:510", "", "").with("A7:397"),
    ),
    at(
        Field::InitialTreatmentDate,
        predicts("A7:510", "16", "MA122").with("A7:701"),
    ),
    at(
        Field::LastSeenDate,
        predicts("A7:510", "16", "N324").with("A7:757"),
    ),
    at(
        Field::LastMenstrualPeriodDate,
        predicts("A7:510", "", "").with("A7:191"),
    ),
    at(
        Field::AdmissionDate,
        predicts("A7:510", "16", "MA40").with("A7:189"),
    ),
    at(
        Field::DischargeDate,
        predicts("A7:510", "16", "N318").with("A7:190"),
    ),
    at(
        Field::DeathDate,
        predicts("A7:510", "16", "N330").with("A7:159:QC"),
    ),
];

/// A period that ends before it begins.
pub(super) static END_OF: &[Case] = &[
    at(
        Field::DischargeDate,
        predicts("A8:190", "16", "N318").with("A8:189"),
    ),
    at(Field::DisabilityEndDate, predicts("A8:195", "16", "N316")),
];

/// Answers for a date after the service, or a service after death.
pub(super) static AFTER_SERVICE_OF: &[Case] = &[
    at(
        Field::AccidentDate,
        predicts("A8:727", "16", "N305").with("A8:187"),
    ),
    at(
        Field::SymptomDate,
        predicts("A8:397", "", "").with("A8:187"),
    ),
    at(
        Field::LastMenstrualPeriodDate,
        predicts("A8:191", "", "").with("A8:187"),
    ),
    at(
        Field::AdmissionDate,
        predicts("A8:189", "16", "MA40").with("A8:187"),
    ),
];

/// Pregnancy: the date, or the sex.
pub(super) static PREGNANCY_OF: &[Case] = &[at(
    Field::LastMenstrualPeriodDate,
    predicts("A8:191", "", ""),
)];

/// The codes of the form, each with its own status.
pub(super) static INDICATOR_OF: &[Case] = &[
    at(Field::Signature, predicts("A7:117", "16", "MA81")),
    at(Field::AcceptAssignment, predicts("A7:589", "", "")),
    at(Field::BenefitsAssigned, predicts("A7:360", "", "")),
];
pub(super) static DELAY_OF: &[Case] = &[at(Field::DelayReason, predicts("A7:555", "", ""))];

/// A charge that is missing or unreadable: of a line, or of the claim, or what the patient paid.
pub(super) const LINE_CHARGE: ExpectedResponse = predicts("A7:583", "16", "M79");
pub(super) static CHARGE_OF: &[Case] = &[
    at(Field::TotalCharge, predicts("A7:178", "16", "M54")),
    at(Field::PatientPaid, predicts("A7:183:QC", "", "")),
];
pub(super) const ZERO_LINE: ExpectedResponse = predicts("A7:402", "16", "M79").with("A7:583");
pub(super) static ZERO_OF: &[Case] = &[at(
    Field::TotalCharge,
    predicts("A7:402", "16", "M54").with("A7:178"),
)];
