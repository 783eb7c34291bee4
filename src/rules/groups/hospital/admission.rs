//! Admission: its day and hour, its priority, and where the patient came from.

use super::CHAPTER_25;
use crate::claim::{Text, Value};
use crate::date::Date;
use crate::field::Field;
use crate::lists::has;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, words, Rule, TR3_HOSPITAL};

/// Priorities of admission (CMS publishes them with its claims data).
const TYPES: &[(&str, &str)] = &[
    ("1", "emergency"),
    ("2", "urgent"),
    ("3", "elective"),
    ("4", "newborn"),
    ("5", "trauma"),
    ("9", "not known"),
];

/// Points of origin of patients who are no newborns.
const SOURCES: &[(&str, &str)] = &[
    ("1", "no health care facility"),
    ("2", "clinic or office"),
    ("4", "another hospital"),
    ("5", "nursing or assisted living facility"),
    ("6", "another health care facility"),
    ("8", "court or police"),
    ("9", "not known"),
    ("D", "another unit of the same hospital"),
    ("E", "ambulatory surgery center"),
    ("F", "hospice"),
    ("G", "alternate care site of a disaster"),
];

/// Points of origin of newborns.
const NEWBORN: &[(&str, &str)] = &[("5", "born here"), ("6", "born elsewhere")];

/// Points of origin that ended by July 2010.
const ENDED: &[&str] = &["3", "7", "A", "B", "C"];

/// No day of admission.
pub static DATE_MISSING: Rule = Rule {
    id: "bill.admission-date-missing",
    title: "an admission has no day",
    fields: &[Field::AdmissionDate, Field::BillType],
    snip: 4,
    predicts: predicts("A6:189", "16", "MA40"),
    source: TR3_HOSPITAL,
    what: prose!(
        "A stay (types of bill 11, 18, 21, 28, 41, 65, 66), and care at home and in a \
        hospice, has the day on which it began (DTP 435)."
    ),
    leaves_alone: leaves!["outpatients"],
    why: "Benefits and payment count from that day; the claim is rejected without it.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"DTP*435*DT*202610181530~\n": ""}}"#),
    fix: "give the day of admission, or on which care began",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let begins = bill.is_inpatient() || bill.is_home_health() || bill.is_hospice();
        if begins && bill.facility != 86 && cx.claim.info.dates.admission.is_missing() {
            out.add(
                Field::AdmissionDate.of_claim(),
                "the day of admission is missing",
            );
        }
    },
    ..Rule::BASE
};

/// An hour that no clock shows.
pub static HOUR: Rule = Rule {
    id: "bill.hour-impossible",
    title: "an hour of admission or discharge does not exist",
    fields: &[Field::AdmissionHour, Field::DischargeHour],
    snip: 1,
    predicts: predicts("A7:230", "16", "N46"),
    source: TR3_HOSPITAL,
    what: prose!("The hours of admission and discharge are 00 to 23 with minutes 00 to 59."),
    leaves_alone: leaves!["hour 99, which says that the hour is not known"],
    why: "The claim is rejected for its form.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"DTP*096*TM*1200": "DTP*096*TM*2460"}}"#),
    fix: "write the hour and the minutes in four digits",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (value, at) in [
            (&bill.hospital.admission_hour, Field::AdmissionHour),
            (&bill.hospital.discharge_hour, Field::DischargeHour),
        ] {
            if let Value::Read(text) = value {
                let part = |n: usize| text.get(n..n + 2).map_or(Some(0), |t| t.parse::<u8>().ok());
                let hour = part(0).is_some_and(|h| h < 24 || h == 99);
                if !hour || part(2).is_none_or(|m| m > 59 && m != 99) {
                    out.add(at.of_claim(), "no clock shows this hour");
                }
            }
        }
    },
    ..Rule::BASE
};

/// No hour of admission.
pub static HOUR_MISSING: Rule = Rule {
    id: "bill.admission-hour-missing",
    title: "the admission to a hospital has no hour",
    severity: Severity::Warning,
    fields: &[Field::AdmissionHour, Field::AdmissionDate, Field::BillType],
    snip: 4,
    predicts: predicts("A6:230", "16", "N46"),
    source: TR3_HOSPITAL,
    what: prose!(
        "The admission of a hospital's stay (type of bill 11) has its hour (DTP 435 with the \
            format DT), as it has that of the discharge. State programs ask for it on every stay \
            but a nursing facility's; Medicare's own manual does not read it."
    ),
    leaves_alone: leaves!["nursing facilities"],
    why: "Payers that pay by the hour of the day, and state programs, reject a stay without it.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"DTP*435*DT*202610181530": "DTP*435*D8*20261018"}}"#
    ),
    fix: "give day and hour of the admission",
    check: |cx, out| {
        let Some(bill) = cx.bill().filter(|b| b.facility == 11) else {
            return;
        };
        if bill.admitted.is_some() && bill.hospital.admission_hour.is_missing() {
            out.add(
                Field::AdmissionHour.of_claim(),
                "the hour of admission is missing",
            );
        }
    },
    ..Rule::BASE
};

/// No hour of discharge.
pub static DISCHARGE_HOUR: Rule = Rule {
    id: "bill.discharge-hour",
    title: "the hour of discharge is missing, or stands on a bill of somebody who is still \
        there",
    fields: &[Field::DischargeHour, Field::PatientStatus, Field::Frequency],
    snip: 4,
    predicts: predicts("A6:233", "16", "N317"),
    source: TR3_HOSPITAL,
    what: prose!(
        "A final bill of a hospital's stay (types of bill 11, 18, 41) has the hour of discharge \
            (DTP 096). A warning where the patient status says that the patient is still there, \
            and the hour is given all the same."
    ),
    leaves_alone: leaves![
        "bills of a series that are not the last",
        "nursing facilities"
    ],
    why: "The 837I requires it of every final inpatient bill.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"DTP*096*TM*1200~\n": ""}}"#),
    fix: "give hour and minute of the discharge",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let at = Field::DischargeHour.of_claim();
        let given = !bill.hospital.discharge_hour.is_missing();
        let still = bill.hospital.patient_status.text() == "30";
        let last = matches!(bill.frequency, b'1' | b'4')
            || bill.frequency == b'7' && !bill.has_condition("D3");
        if !given && last && !still && matches!(bill.facility, 11 | 18 | 41) {
            out.add(at, "the hour of discharge is missing");
        } else if given && still && bill.is_inpatient() {
            out.add(
                at,
                "an hour of discharge is given, and the patient status says that the \
                patient is still there",
            )
            .severity(Severity::Warning);
        }
    },
    ..Rule::BASE
};

/// The options of a list.
fn options(list: &[(&str, &str)]) -> Vec<String> {
    list.iter().map(|(v, _)| (*v).to_owned()).collect()
}

/// Priority of the admission.
pub static TYPE: Rule = Rule {
    id: "bill.admission-type-unknown",
    title: "the priority of the admission is missing or not assigned",
    fields: &[Field::AdmissionType],
    snip: 5,
    predicts: predicts("A7:231", "16", "MA41"),
    source: CHAPTER_25,
    what: prose!(
        "The priority of the admission or visit is 1 emergency, 2 urgent, 3 elective, 4 \
            newborn, 5 trauma or 9 not known. A missing one is a warning on an outpatient's \
            bill to others than Medicare."
    ),
    why: "Every bill has it; one that is not assigned is returned.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"CL1*3*1*01": "CL1*6*1*01"}}"#),
    fix: "copy the priority of the admission from the registration",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let at = Field::AdmissionType.of_claim();
        match &bill.hospital.admission_type {
            Value::Missing => {
                let message = "the priority of the admission or visit is missing";
                let finding = out.add(at, message).options(options(TYPES));
                if !bill.is_inpatient() && bill.medicare().is_none() {
                    finding.severity(Severity::Warning);
                }
            }
            Value::Read(code) if !has(TYPES, code) => {
                let message = format!(
                    "{} is not assigned as a priority of admission",
                    words::code(code, 2)
                );
                out.add(at, message).options(options(TYPES));
            }
            _ => {}
        }
    },
    ..Rule::BASE
};

/// A newborn who is none.
pub static NEWBORN_AGE: Rule = Rule {
    id: "bill.newborn-age",
    title: "a newborn's admission of somebody who is not one",
    fields: &[Field::AdmissionType, Field::BirthDate],
    snip: 4,
    predicts: predicts("A8:231", "16", "MA41"),
    source: CHAPTER_25,
    what: prose!(
        "Who is admitted as a newborn (priority 4) is less than a year old, and less \
        than a month as a rule: older is a warning, a year an error."
    ),
    why: "Priority 4 changes what the point of origin means, and how the stay is paid for.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"CL1*1*1*01": "CL1*4*5*01"}}"#),
    fix: "use 1, 2 or 3; 4 is for the stay in which a child was born",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let born = cx.claim.patient().date_of_birth.get();
        let (Some(born), Some(admitted)) = (born, bill.admitted.or(bill.from)) else {
            return;
        };
        let days = admitted.days_since(*born);
        if bill.hospital.admission_type.text() == "4" && days > 28 {
            let finding = out.add(Field::AdmissionType.of_claim(), "the patient is no newborn");
            if days < 365 {
                finding.severity(Severity::Warning);
            }
        }
    },
    ..Rule::BASE
};

/// Whether a bill asks for the point of origin.
fn asks_origin(facility: u8) -> bool {
    facility != 14
}

/// Point of origin.
pub static SOURCE: Rule = Rule {
    id: "bill.admission-source-unknown",
    title: "the point of origin is missing or not assigned",
    fields: &[Field::AdmissionSource, Field::AdmissionType],
    snip: 5,
    predicts: predicts("A7:229", "16", "MA42"),
    source: CHAPTER_25,
    what: prose!(
        "The point of origin is assigned: 1, 2, 4, 5, 6, 8, 9, D, E, F or G; of a newborn \
            (priority 4) 5 or 6. 3 and 7 ended by July 2010. It is missing on no stay; on an \
            outpatient bill to Medicare a missing one is an error, to others a warning."
    ),
    leaves_alone: leaves![
        "bills for specimens of those who are no patients (14), which need \
        none"
    ],
    why: "Transfers are paid otherwise, and a code that is not assigned is returned.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"CL1*1*1*01": "CL1*1*7*01"}}"#),
    fix: "give the code of where the patient came from: 1 from home or another place that is no \
        health care facility, 2 from a clinic or doctor's office, 4 from another hospital; of a \
        newborn 5 or 6",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let at = Field::AdmissionSource.of_claim();
        let newborn = bill.hospital.admission_type.text() == "4";
        let ended = Date::new(2010, 7, 1);
        let past = bill.through.is_some_and(|t| ended.is_some_and(|e| t < e));
        let list = if newborn { NEWBORN } else { SOURCES };
        let given: &Text<'_> = &bill.hospital.admission_source;
        match given {
            Value::Missing if asks_origin(bill.facility) => {
                let finding = out.add(at, "the point of origin is missing");
                finding.options(options(list));
                if !bill.is_inpatient() && bill.medicare().is_none() {
                    finding.severity(Severity::Warning);
                }
            }
            Value::Read(code) if !(has(list, code) || past && ENDED.contains(&&**code)) => {
                let code = words::code(code, 2);
                let message = match newborn {
                    true => format!("{code} is no point of origin of a newborn"),
                    false => format!("{code} is not assigned as a point of origin"),
                };
                out.add(at, message).options(options(list));
            }
            _ => {}
        }
    },
    ..Rule::BASE
};

/// A trauma team without a trauma.
pub static TRAUMA: Rule = Rule {
    id: "bill.trauma-type",
    title: "a trauma team was called, and the priority of the visit is no trauma",
    severity: Severity::Warning,
    fields: &[Field::AdmissionType, Field::RevenueCode],
    snip: 4,
    predicts: predicts("A8:231", "16", "MA41"),
    source: CHAPTER_25,
    what: prose!(
        "The response of a trauma team (068x) stands on bills whose priority of admission or visit \
            is 5 (trauma center): the two are given together."
    ),
    why: "The charge is for a trauma center whose team was called ahead; payers check the type.",
    example: prose!(
        r#"{"bill": "emergency", "replace": {"SV2*0730*HC:93005*": "SV2*0681*HC:93005*"}}"#
    ),
    fix: "give 5 as the priority, or another revenue code",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let given = bill.hospital.admission_type.text();
        let trauma = bill.has_revenue(|c| matches!(c, 681..=689));
        if trauma && !matches!(given, "5" | "") {
            out.add(
                Field::AdmissionType.of_claim(),
                "a trauma team (068x) is billed, and the priority is not 5",
            );
        }
    },
    ..Rule::BASE
};
