//! Where the patient went, or is.

use super::CHAPTER_25;
use crate::claim::Value;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::groups::mce;
use crate::rules::{leaves, predicts, prose, words, Rule};

const AT: Field = Field::PatientStatus;

/// Whether a patient status is assigned (CMS publishes them with its claims data).
fn is_assigned(status: u8) -> bool {
    matches!(
        status,
        1..=7 | 9 | 20 | 21 | 30 | 40..=43 | 50 | 51 | 61..=66 | 69 | 70 | 81..=95
    )
}

/// Whether a status has the form of one, two digits: only of those a code editor speaks.
fn is_number(status: &str) -> bool {
    status.len() == 2 && status.bytes().all(|b| b.is_ascii_digit())
}

/// A patient status that is missing or not assigned.
pub static UNKNOWN: Rule = Rule {
    id: "bill.patient-status-unknown",
    title: "the patient status is missing or not assigned",
    fields: &[AT],
    snip: 5,
    predicts: predicts("A7:234", "16", "MA43"),
    source: CHAPTER_25,
    what: prose!(
        "The patient status is given, and assigned today: 71 and 72 ended in 2003, 10 \
        and others are reserved."
    ),
    why: "The payment of a stay depends on where the patient went; the claim is returned.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"CL1*3*1*01": "CL1*3*1*10"}}"#),
    fix: "use 01 for home, 30 for still a patient, 20 for death, otherwise the code of where the \
        patient went",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let at = AT.of_claim();
        match &bill.hospital.patient_status {
            // Of a stay that it judges, Medicare's code editor says it.
            Value::Read(code) if is_number(code) && mce::stay(cx).is_some() => {}
            Value::Missing => drop(out.add(at, "the patient status is missing")),
            Value::Read(code) => {
                let status = code.parse().ok().filter(|_| code.len() == 2);
                match status {
                    Some(71 | 72) => {
                        out.add(at, format!("patient status {code} ended in 2003"));
                    }
                    Some(status) if is_assigned(status) => {}
                    _ => {
                        let code = words::code(code, 2);
                        out.add(at, format!("{code} is not assigned as a patient status"));
                    }
                }
            }
            _ => {}
        }
    },
    ..Rule::BASE
};

/// Patient status that the bill cannot have.
pub static MISPLACED: Rule = Rule {
    id: "bill.patient-status-misplaced",
    title: "the patient status does not fit the bill",
    fields: &[AT, Field::BillType, Field::Frequency],
    snip: 4,
    predicts: predicts("A8:234", "16", "MA43"),
    source: CHAPTER_25,
    what: prose!(
        "40, 41 and 42 (died at home, in a facility, elsewhere) stand on hospices' bills \
            alone, where 20 is an error for Medicare (chapter 11, 30.3) and a warning for \
            others; 09 (admitted here) on outpatients' alone. Of a stay, a bill of the whole or \
            the last one of a series (frequency 1, 4) does not say that the patient is still \
            there (30; with frequency 1 to other payers than Medicare a warning), and the others \
            of a series (2, 3) do, hospices' too."
    ),
    leaves_alone: leaves![
        "bills by the month of those who are no inpatients, on which 30 is usual"
    ],
    why: "Status and frequency say the same thing twice; where they contradict each other the \
        bill is returned.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"CL1*1*1*01": "CL1*1*1*30"}}"#),
    fix: "correct the status, or the last digit of the type of bill",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let at = AT.of_claim();
        let status = bill.hospital.patient_status.text();
        let stay = bill.is_inpatient();
        match (status, bill.frequency) {
            ("40" | "41" | "42", _) if !bill.is_hospice() && mce::stay(cx).is_none() => {
                out.add(
                    at,
                    format!(
                        "patient status {status} is for hospices; 20 says that the patient died"
                    ),
                );
            }
            ("20", _) if bill.is_hospice() => {
                out.add(
                    at,
                    "a hospice says with 40, 41 or 42 where the patient died",
                )
                .severity(bill.medicare().unwrap_or(Severity::Warning));
            }
            ("09", _) if stay || bill.is_home_health() || bill.is_hospice() => {
                out.add(
                    at,
                    "09 says that an outpatient was admitted; this is no outpatient bill",
                )
                .severity(match stay {
                    true => Severity::Error,
                    false => bill.medicare().unwrap_or(Severity::Warning),
                });
            }
            ("30", b'1' | b'4') if stay || bill.is_hospice() => {
                let message = format!(
                    "frequency {} ends the stay, and status 30 says that the \
                    patient is still there",
                    char::from(bill.frequency)
                );
                // Nursing facilities bill Medicaid by the month with 1.
                let usual = bill.frequency == b'1' && bill.medicare().is_none();
                out.add(at, message).severity(match usual {
                    true => Severity::Warning,
                    false => Severity::Error,
                });
            }
            ("30" | "", _) => {}
            (_, b'2' | b'3') if stay || bill.is_hospice() => {
                let message = format!(
                    "frequency {} is followed by another bill, and status {} \
                    says that the patient left",
                    char::from(bill.frequency),
                    words::code(status, 2)
                );
                out.add(at, message);
            }
            _ => {}
        }
    },
    ..Rule::BASE
};
