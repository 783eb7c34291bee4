//! The days of the statement, and the lines' days in it.

use super::{CHAPTER_1, CHAPTER_10, CHAPTER_11, CHAPTER_25, CHAPTER_8};
use crate::date::Date;
use crate::field::Field;
use crate::report::{Edit, Severity};
use crate::rules::{leaves, predicts, prose, Need, Rule, TR3_HOSPITAL};

const AT: Field = Field::StatementFrom;

/// The statement runs backward.
pub static REVERSED: Rule = Rule {
    id: "bill.statement-reversed",
    title: "the statement ends before it begins",
    fields: &[AT, Field::StatementTo],
    snip: 4,
    predicts: predicts("A7:188", "16", "MA31"),
    source: CHAPTER_25,
    what: prose!("The last day of the statement is not before its first."),
    why: "No payer can tell which days are billed.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"20250225-20250225": "20250225-20250224"}}"#
    ),
    fix: "put the earlier day first",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        if let (Some(from), Some(through)) = (bill.from, bill.through) {
            if through < from {
                out.add(
                    AT.of_claim(),
                    format!("the statement is from {from} to {through}"),
                );
            }
        }
    },
    ..Rule::BASE
};

/// The statement ends in the future.
pub static FUTURE: Rule = Rule {
    id: "bill.statement-in-future",
    title: "the statement ends after today",
    fields: &[AT, Field::StatementTo],
    snip: 4,
    needs: &[Need::Today],
    predicts: predicts("A7:188", "16", "MA31"),
    source: CHAPTER_25,
    what: prose!("The last day of the statement is not after today."),
    why: "Services that have not been given cannot be billed; the claim is returned.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"20250225": "20301225"}}"#),
    fix: "correct the day, or bill when the services have been given",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        if let (Some(through), Some(today)) = (bill.through, cx.options.today) {
            if through > today {
                out.add(
                    AT.of_claim(),
                    format!("the statement ends on {through}, after today"),
                );
            }
        }
    },
    ..Rule::BASE
};

/// Care before birth.
pub static BEFORE_BIRTH: Rule = Rule {
    id: "bill.statement-before-birth",
    title: "the statement or a line is before the patient's birth",
    fields: &[AT, Field::BirthDate, Field::ServiceDate],
    snip: 4,
    predicts: predicts("A8:188", "16", "MA31"),
    source: TR3_HOSPITAL,
    what: prose!("Neither the statement begins nor a line is dated before the patient was born."),
    why: "One of the two days is wrong, and the claim is rejected.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"D8*19530930*F": "D8*20250301*F"}}"#),
    fix: "check the date of birth, then the days",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(born) = cx.claim.patient().date_of_birth.get().copied() else {
            return;
        };
        if cx.options.today.is_some_and(|today| born > today) {
            return;
        }
        if bill.from.is_some_and(|from| from < born) {
            out.add(
                AT.of_claim(),
                "the statement begins before the patient was born",
            );
        }
        for (i, line) in bill.lines.iter().enumerate() {
            if line.from.get().is_some_and(|day| *day < born) {
                out.add(
                    Field::ServiceDate.line(i),
                    "the service is dated before the patient was born",
                );
            }
        }
    },
    ..Rule::BASE
};

/// A line without its day.
pub static LINE_DATE_MISSING: Rule = Rule {
    id: "bill.line-date-missing",
    title: "a line of a bill by lines has no day",
    fields: &[Field::ServiceDate, Field::BillType],
    snip: 4,
    predicts: predicts("A6:187", "16", "M52"),
    source: CHAPTER_25,
    what: prose!(
        "On bills that are paid line by line (hospital outpatients, Part B for inpatients, \
            clinics, therapy, dialysis, home health) every line with a procedure code has its \
            day; hospitals that Medicare pays by the outpatient system give it on every line."
    ),
    leaves_alone: leaves![
        "stays, whose lines need no days",
        "lines without a procedure code on bills of critical access hospitals",
        "the total line 0001"
    ],
    why: "Codes, prices and edits go by the line's day; a line without one is returned.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {
            "SV2*0301*HC:83036*75*UN*1~\nDTP*472*D8*20250225~\n": "SV2*0301*HC:83036*75*UN*1~\n"}}"#
    ),
    fix: "give the day of the service (DTP 472)",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let by_line = bill.is_by_line() || bill.is_home_health();
        let all = bill.medicare() == Some(Severity::Error) && matches!(bill.facility, 12..=14 | 76);
        for (i, line, revenue) in bill.each_line() {
            if !by_line || !line.from.is_missing() || revenue.code.text() == "0001" {
                continue;
            }
            if all || !line.service.code.is_missing() {
                out.add(Field::ServiceDate.line(i), "the line has no day of service");
            }
        }
    },
    ..Rule::BASE
};

/// A line outside the statement.
pub static LINE_OUTSIDE: Rule = Rule {
    id: "bill.line-outside-statement",
    title: "a line is dated outside the statement",
    fields: &[Field::ServiceDate, AT, Field::StatementTo],
    snip: 4,
    edit: Some(Edit {
        system: "I/OCE",
        code: "23",
    }),
    predicts: predicts("A8:187", "16", "M52"),
    source: CHAPTER_25,
    what: prose!(
        "The day of a line lies in the statement, and the last day of a line that \
        spans several too. An error on bills by lines, a warning on others."
    ),
    leaves_alone: leaves![
        "the line of a nursing facility's payment code, whose day is that of the assessment"
    ],
    why: "A service outside the billed days is rejected, or paid twice.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {
            "75*UN*1~\nDTP*472*D8*20250225": "75*UN*1~\nDTP*472*D8*20250226"}}"#
    ),
    fix: "correct the line's day, or widen the statement",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let (Some(from), Some(through)) = (bill.from, bill.through) else {
            return;
        };
        let strict = bill.is_by_line() || bill.is_home_health() || bill.is_hospice();
        for (i, line, _) in bill.each_line() {
            if let (Some(first), Some(last)) = (line.from.get(), line.to.get()) {
                if last < first {
                    let message = format!("the line is from {first} to {last}");
                    out.add(Field::ServiceDate.line(i), message);
                }
            }
        }
        for (i, line, revenue) in bill.each_line() {
            if matches!(revenue.code.text(), "0022" | "0024") || through < from {
                continue;
            }
            let first = line.from.get().copied();
            let last = line.to.get().copied().or(first);
            let Some(day) = first
                .filter(|d| *d < from || *d > through)
                .or(last.filter(|d| *d > through))
            else {
                continue;
            };
            let finding = out.add(
                Field::ServiceDate.line(i),
                format!("{day} is outside the statement, {from} to {through}"),
            );
            if !strict {
                finding.severity(Severity::Warning);
            }
        }
    },
    ..Rule::BASE
};

/// Year and month of a day.
fn month(day: Date) -> (u32, u32) {
    let (year, month, _) = day.parts();
    (year, month)
}

/// Longer than the setting bills.
pub static TOO_LONG: Rule = Rule {
    id: "bill.statement-too-long",
    title: "the statement is longer than one bill of this setting may be",
    fields: &[AT, Field::StatementTo, Field::BillType],
    snip: 5,
    predicts: predicts("A7:188", "16", "MA31"),
    source: CHAPTER_10,
    what: prose!(
        "A period of home health care has at most 30 days. Hospices and dialysis facilities bill \
            Medicare by the calendar month."
    ),
    leaves_alone: leaves!["payers other than Medicare"],
    why: "The bill is returned: the payment is for a period or a month.",
    example: prose!(
        r#"{"bill": "home-health", "replace": {"20250303-20250401": "20250303-20250411"}}"#
    ),
    fix: "split the bill at the end of the period or month",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        let (Some(from), Some(through)) = (bill.from, bill.through) else {
            return;
        };
        let at = AT.of_claim();
        let days = through.days_since(from) + 1;
        if bill.is_home_health() && days > 30 && !bill.is_notice() {
            out.add(
                at,
                format!(
                    "the statement has {days} days; a period of home health care has 30 at most"
                ),
            )
            .severity(severity);
        }
        if bill.is_hospice() && month(from) != month(through) && through > from && !bill.is_notice()
        {
            let finding = out.add(at, "a hospice bills one calendar month");
            finding.severity(severity).source = source(CHAPTER_11);
        }
        if bill.is_dialysis() && month(from) != month(through) && through > from {
            let finding = out.add(at, "dialysis is billed by the calendar month");
            finding.severity(severity).source = source(CHAPTER_8);
        }
    },
    ..Rule::BASE
};

/// A chapter as the authority of one finding.
fn source((name, url): (&'static str, &'static str)) -> crate::report::Source {
    crate::report::Source {
        name: name.into(),
        url,
        from: None,
        to: None,
    }
}

/// Where a bill begins beside the admission.
pub static ADMISSION: Rule = Rule {
    id: "bill.statement-and-admission",
    title: "the first day of the statement does not fit the admission",
    fields: &[AT, Field::AdmissionDate, Field::Frequency, Field::BillType],
    snip: 4,
    predicts: predicts("A8:188", "16", "MA31"),
    source: CHAPTER_1,
    what: prose!(
        "Nobody is admitted after the last day of the statement. A bill of a whole stay (111) \
            does not begin after the admission; a first bill of a series (frequency 2) begins \
            with it (a warning), the later ones (3, 4) after it (a warning). Outpatient services \
            that Medicare pays for with the stay let the statement begin up to three days before \
            the admission; earlier is a warning. A hospice's bill begins with the admission at the \
            earliest."
    ),
    leaves_alone: leaves![
        "statements that begin up to three days before the admission, but a hospice's",
        "continuing bills, which begin after it"
    ],
    why: "The payer counts days from the two; where they contradict each other the bill is \
        returned.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {
            "DTP*435*DT*202610181530": "DTP*435*DT*202610231530"}}"#
    ),
    fix: "check the day of admission and the statement against each other",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let (Some(from), Some(through), Some(admitted)) = (bill.from, bill.through, bill.admitted)
        else {
            return;
        };
        let stay = bill.is_inpatient() || bill.is_hospice();
        let at = AT.of_claim();
        if admitted > through && through >= from {
            out.add(
                Field::AdmissionDate.of_claim(),
                format!(
                    "the admission on {admitted} is after the statement, which ends on \
                        {through}"
                ),
            );
            return;
        }
        match bill.frequency {
            b'1' if from > admitted && bill.is_hospital_stay() => {
                out.add(
                    at,
                    format!(
                        "a bill of the whole stay begins on {from}, after the \
                    admission on {admitted}"
                    ),
                );
            }
            _ if admitted > from && bill.is_hospice() => {
                out.add(
                    at,
                    format!("a hospice bills no day ({from}) before the election of {admitted}"),
                )
                .severity(bill.medicare().unwrap_or(Severity::Warning));
            }
            b'2' if from > admitted && stay => {
                out.add(
                    at,
                    format!(
                        "a first bill begins with the admission on {admitted}, this one on \
                            {from}"
                    ),
                )
                .severity(Severity::Warning);
            }
            b'3' | b'4' if from <= admitted && stay && !bill.is_hospice() => {
                out.add(
                    at,
                    format!("a later bill of a series begins after the admission on {admitted}"),
                )
                .severity(Severity::Warning);
            }
            _ => {}
        }
        if bill.is_hospital_stay() && bill.frequency != b'0' && admitted.days_since(from) > 3 {
            let days = admitted.days_since(from);
            out.add(
                at,
                format!(
                    "the statement begins {days} days before the admission; three \
                days are paid for with the stay"
                ),
            )
            .severity(Severity::Warning);
        }
    },
    ..Rule::BASE
};
