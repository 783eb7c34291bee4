//! The part of a claim that only hospitals and other facilities have (UB-04, 837I).

use super::{Day, Money, Text};

/// The institutional part of a claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Institutional<'a> {
    /// First two digits of the type of bill, without its leading zero; the frequency code is the third.
    pub facility_type: Text<'a>,
    /// Which code list the type of bill is of: `A` for hospitals.
    pub facility_qualifier: Text<'a>,
    /// First day of the statement.
    pub statement_from: Day<'a>,
    /// Last day of the statement.
    pub statement_to: Day<'a>,
    /// Hour of admission, two digits.
    pub admission_hour: Text<'a>,
    /// Hour and minute of discharge.
    pub discharge_hour: Text<'a>,
    /// Priority of the admission or visit.
    pub admission_type: Text<'a>,
    /// Where the patient came from.
    pub admission_source: Text<'a>,
    /// Where the patient went, or is.
    pub patient_status: Text<'a>,
    /// Diagnosis related group.
    pub drg: Text<'a>,
    /// Principal diagnosis and others, with what was present on admission.
    pub diagnoses: Vec<Coded<'a>>,
    /// Admitting diagnosis.
    pub admitting: Vec<Coded<'a>>,
    /// Why an outpatient came.
    pub visit_reasons: Vec<Coded<'a>>,
    /// External causes.
    pub external_causes: Vec<Coded<'a>>,
    /// Principal procedure and others, with their days.
    pub procedures: Vec<Coded<'a>>,
    /// Occurrence codes.
    pub occurrences: Vec<Coded<'a>>,
    /// Occurrence span codes.
    pub spans: Vec<Coded<'a>>,
    /// Value codes, with their amounts.
    pub values: Vec<Coded<'a>>,
    /// Condition codes.
    pub conditions: Vec<Coded<'a>>,
    /// Treatment codes.
    pub treatments: Vec<Coded<'a>>,
    /// Revenue codes, one for every line of the claim.
    pub revenue: Vec<Revenue<'a>>,
}

/// A code with what stands beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coded<'a> {
    /// Qualifier of the code list, as in HI of the 837: `ABK` principal diagnosis, `BH` occurrence,
    /// ...
    pub qualifier: Text<'a>,
    /// Code of that list: a diagnosis, procedure, occurrence, value or condition code.
    pub code: Text<'a>,
    /// Day of the code, or the first day of a span.
    pub from: Day<'a>,
    /// The last day of a span.
    pub to: Day<'a>,
    /// Amount of a value code in dollars; of value codes that are counts or codes (80, A8, 61),
    /// that number.
    pub amount: Money<'a>,
    /// Whether a diagnosis was present on admission: `Y`, `N`, `U`, `W`.
    pub present_on_admission: Text<'a>,
}

/// The part of a line that only hospitals have (SV2): its revenue code and the charge not covered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Revenue<'a> {
    /// Revenue code, four digits.
    pub code: Text<'a>,
    /// The part of the charge that is not covered.
    pub not_covered: Money<'a>,
}

impl Revenue<'_> {
    /// The revenue code as a number: 450 for 0450; 0 where it is none. (0000 is no revenue code.)
    pub fn number(&self) -> u16 {
        let code = self.code.text();
        code.parse().ok().filter(|_| code.len() == 4).unwrap_or(0)
    }
}
