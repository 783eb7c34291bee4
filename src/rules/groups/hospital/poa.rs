//! Present on admission.

use super::poa_exempt::may_be_exempt;
use super::taxonomy::{kind, Kind};
use crate::claim::{Coded, Value};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, words, Bill, Context, Findings, Payer, Rule};

const SOURCE: (&str, &str) = (
    "CMS, hospital-acquired conditions: present on admission reporting",
    "https://www.cms.gov/medicare/payment/fee-for-service-providers/hospital-aquired-\
        conditions-hac/coding",
);

/// The diagnoses and external causes of a bill, each list with its field.
fn lists<'b>(bill: &'b Bill<'_>) -> [(&'b [Coded<'b>], Field); 2] {
    [
        (&bill.hospital.diagnoses, Field::PresentOnAdmission),
        (&bill.hospital.external_causes, Field::ExternalCausePresent),
    ]
}

/// How bad a missing indicator is; `None` where none is needed.
fn needed(bill: &Bill<'_>) -> Option<Severity> {
    if bill.facility != 11 || bill.is_notice() {
        return None;
    }
    match (bill.payer, kind(bill)) {
        (Payer::Other, _) => Some(Severity::Info),
        (payer, Kind::Acute) => Some(match payer {
            Payer::Medicare => Severity::Error,
            _ => Severity::Warning,
        }),
        (_, Kind::Unknown) => Some(Severity::Warning),
        _ => None,
    }
}

/// A diagnosis without the indicator for present on admission.
pub static MISSING: Rule = Rule {
    id: "poa.missing",
    title: "a diagnosis does not say whether it was present on admission",
    fields: &[Field::PresentOnAdmission],
    snip: 5,
    predicts: predicts("A6:688", "16", "N434"),
    source: SOURCE,
    what: prose!(
        "On a stay in an acute hospital that Medicare pays for, every diagnosis that is \
            not exempt says whether it was present on admission: Y, N, U or W. A warning where the \
            taxonomy code does not say what kind of hospital it is, for information with payers \
            other than Medicare, many of which want it too."
    ),
    leaves_alone: leaves![
        "psychiatric, rehabilitation, long-term care, critical access and children's hospitals",
        "diagnoses on CMS's list of exempt ones (`poa-exempt`); without it those of the kinds of \
            which some are on it (our own reading): sequelae, an old infarction, pregnancy, the \
            newborn, what is \
            congenital, later encounters for injuries, external causes, chapter Z",
        "stays that are not a hospital's"
    ],
    why: "Conditions that were acquired in the hospital are not paid; the bill is returned \
        without the indicator.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"ABK:J189:::::::Y": "ABK:J189"}}"#),
    fix: "give Y when present, N when not, U when not documented, W when it cannot be determined",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = needed(bill) else { return };
        missing(cx, &bill.hospital.diagnoses, severity, out);
    },
    ..Rule::BASE
};

/// Whether a diagnosis is exempt by CMS's list of the year, or else may be by our reading.
fn is_exempt(cx: &Context<'_>, code: &str) -> bool {
    let list = cx.tables.edits().poa_exempt.as_ref().zip(cx.day());
    list.and_then(|(list, on)| list.exempt(code, on))
        .unwrap_or_else(|| may_be_exempt(code))
}

fn missing(cx: &Context<'_>, list: &[Coded<'_>], severity: Severity, out: &mut Findings) {
    for (i, given) in list.iter().enumerate() {
        let code = given.code.text();
        if given.present_on_admission.is_missing() && !code.is_empty() && !is_exempt(cx, code) {
            let code = words::code(code, 7);
            out.add(
                Field::PresentOnAdmission.item(i),
                format!("{code} does not say whether it was present on admission"),
            )
            .severity(severity);
        }
    }
}

/// An indicator that is none, or where none belongs.
pub static WRONG: Rule = Rule {
    id: "poa.wrong",
    title: "an indicator of presence on admission is not one, or stands where none belongs",
    fields: &[
        Field::PresentOnAdmission,
        Field::ExternalCausePresent,
        Field::BillType,
    ],
    snip: 5,
    predicts: predicts("A7:688", "16", "N434"),
    source: SOURCE,
    what: prose!(
        "The indicator is Y, N, U or W (1 for an exempt diagnosis was of the 4010 format). \
            An outpatient's diagnosis has none: a warning."
    ),
    leaves_alone: leaves!["U and W", "an indicator on a diagnosis that CMS exempts",],
    why: "Another value is rejected.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"ABK:J189:::::::Y": "ABK:J189:::::::1"}}"#
    ),
    fix: "give Y when present, N when not, U when not documented, W when it cannot be determined; \
        nothing for exempt diagnoses",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (list, field) in lists(bill) {
            for (i, given) in list.iter().enumerate() {
                let Value::Read(text) = &given.present_on_admission else {
                    continue;
                };
                let at = field.item(i);
                let code = words::code(given.code.text(), 7);
                if !matches!(&**text, "Y" | "N" | "U" | "W") {
                    out.add(
                        at,
                        format!(
                            "{} does not say whether {code} was present on admission",
                            words::code(text, 2)
                        ),
                    );
                } else if matches!(bill.facility, 13 | 14 | 71..=79 | 85) {
                    out.add(at, "nothing is present on admission of an outpatient")
                        .severity(Severity::Warning);
                }
            }
        }
    },
    ..Rule::BASE
};
