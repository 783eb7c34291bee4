//! Group 10: dates, each for itself and the one before the other.

use crate::claim::Day;
use crate::field::{Field, FieldRef, Owner};
use crate::rules::context::Context;
use crate::rules::{answers, leaves, predicts, prose, words, Need, Rule, TR3};

/// Every date of the claim except those of the persons' births, with its place.
fn dates<'c>(cx: &Context<'c>) -> impl Iterator<Item = (&'c Day<'c>, FieldRef)> {
    let info = &cx.claim.info;
    let patient = cx.patient();
    let d = &info.dates;
    let claim = [
        (&d.accident, Field::AccidentDate),
        (&d.symptom, Field::SymptomDate),
        (&d.initial_treatment, Field::InitialTreatmentDate),
        (&d.last_seen, Field::LastSeenDate),
        (&d.last_menstrual_period, Field::LastMenstrualPeriodDate),
        (&d.admission, Field::AdmissionDate),
        (&d.discharge, Field::DischargeDate),
        (&d.disability_begin, Field::DisabilityBeginDate),
        (&d.disability_end, Field::DisabilityEndDate),
        (&info.death_date, Field::DeathDate),
    ];
    let lines = info.lines.iter().enumerate().flat_map(|(i, l)| {
        [
            (&l.from, Field::ServiceDate.line(i)),
            (&l.to, Field::ServiceDateEnd.line(i)),
        ]
    });
    claim
        .into_iter()
        .map(move |(day, field)| match field {
            Field::DeathDate => (day, field.of(patient)),
            _ => (day, field.of_claim()),
        })
        .chain(lines)
}

/// Name of a date in messages.
fn name(field: Field) -> &'static str {
    match field {
        Field::BirthDate => "the date of birth",
        Field::ServiceDate => "the date of service",
        Field::ServiceDateEnd => "the last date of service",
        Field::AccidentDate => "the date of the accident",
        Field::SymptomDate => "the onset",
        Field::InitialTreatmentDate => "the date of the first treatment",
        Field::LastSeenDate => "the date of the last visit",
        Field::LastMenstrualPeriodDate => "the last menstrual period",
        Field::AdmissionDate => "the admission",
        Field::DischargeDate => "the discharge",
        Field::DisabilityBeginDate => "the start of the disability",
        Field::DisabilityEndDate => "the end of the disability",
        Field::DeathDate => "the date of death",
        _ => "the date",
    }
}

/// No date of service.
pub static MISSING: Rule = Rule {
    id: "date.service-date-missing",
    title: "a line has no date of service",
    fields: &[Field::ServiceDate],
    predicts: predicts("A6:187", "16", "M52"),
    source: TR3,
    what: prose!("Every line has a date of service."),
    why: "The 837P requires it on every line; codes, coverage and timely filing are judged by \
        it.",
    example: prose!(
        r#"[{"op": "remove", "path": "/claimInformation/serviceLines/0/serviceDate"}]"#
    ),
    fix: "give the date of service as YYYYMMDD",
    check: |cx, out| {
        for (i, line) in cx.claim.info.lines.iter().enumerate() {
            if line.from.is_missing() && line.shape.wrong.is_none() {
                out.add(
                    Field::ServiceDate.line(i),
                    format!("the date of service of line {} is missing (box 24A)", i + 1),
                );
            }
        }
    },
    ..Rule::BASE
};

/// Not a day of the calendar.
pub static IMPOSSIBLE: Rule = Rule {
    id: "date.impossible",
    title: "a date does not exist",
    fields: &[
        Field::BirthDate,
        Field::ServiceDate,
        Field::ServiceDateEnd,
        Field::AccidentDate,
        Field::SymptomDate,
        Field::InitialTreatmentDate,
        Field::LastSeenDate,
        Field::LastMenstrualPeriodDate,
        Field::AdmissionDate,
        Field::DischargeDate,
        Field::DisabilityBeginDate,
        Field::DisabilityEndDate,
        Field::DeathDate,
    ],
    snip: 1,
    predicts: answers::SERVICE_DATE,
    predicts_for: answers::DATE_OF,
    source: TR3,
    what: prose!("Every date is a day of the calendar, written YYYYMMDD (or YYYY-MM-DD)."),
    why: "A claim with a date that does not exist is refused before anybody reads it.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/serviceLines/0/serviceDate",
                "value": "20260230"}]"#
    ),
    fix: "write an existing day as YYYYMMDD",
    check: |cx, out| {
        let subscriber = std::iter::once((
            &cx.claim.subscriber.date_of_birth,
            Field::BirthDate.of(cx.subscriber()),
        ));
        let dependent = cx
            .claim
            .dependent
            .as_deref()
            .map(|d| (&d.date_of_birth, Field::BirthDate.of(Owner::Dependent)));
        for (day, at) in dates(cx).chain(subscriber).chain(dependent) {
            if day.is_invalid() {
                out.add(
                    at,
                    format!(
                        "{}{} is not an existing day written YYYYMMDD",
                        name(at.field),
                        words::in_box(at)
                    ),
                );
            }
        }
    },
    ..Rule::BASE
};

/// A date after today.
pub static FUTURE: Rule = Rule {
    id: "date.in-future",
    title: "a date is after today",
    fields: &[
        Field::ServiceDate,
        Field::ServiceDateEnd,
        Field::AccidentDate,
        Field::SymptomDate,
        Field::InitialTreatmentDate,
        Field::LastSeenDate,
        Field::LastMenstrualPeriodDate,
        Field::AdmissionDate,
        Field::DischargeDate,
        Field::DeathDate,
    ],
    snip: 4,
    needs: &[Need::Today],
    predicts: answers::FUTURE_SERVICE,
    predicts_for: answers::FUTURE_OF,
    source: TR3,
    what: prose!(
        "No date of service, and no other date of something that has happened, is after today."
    ),
    leaves_alone: leaves![
        "the last day of rented equipment and delivered supplies",
        "the days of a disability, which may be to come",
    ],
    why: "Services are billed after they were given; a claim with a date in the future is \
        rejected.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/serviceLines/0/serviceDate",
            "value": "20281231"}]"#
    ),
    fix: "correct the date, or hold the claim until the service was given",
    check: |cx, out| {
        let Some(today) = cx.options.today else {
            return;
        };
        for (day, at) in dates(cx) {
            if matches!(
                at.field,
                Field::DisabilityEndDate | Field::DisabilityBeginDate
            ) {
                continue;
            }
            // Equipment is rented and supplies are delivered for a time to come.
            let line = at.line.and_then(|i| cx.lines().get(i));
            if at.field == Field::ServiceDateEnd && line.is_some_and(|l| l.is_supply()) {
                continue;
            }
            if let Some(day) = day.get().filter(|d| **d > today) {
                let message = match at.field {
                    // A death is a person's, so its day is not said.
                    Field::DeathDate => format!("the date of death is after today, {today}"),
                    field => format!(
                        "{} {day}{} is after today, {today}",
                        name(field),
                        words::in_box(at)
                    ),
                };
                out.add(at, message);
            }
        }
    },
    ..Rule::BASE
};

/// Before the patient was born.
pub static BEFORE_BIRTH: Rule = Rule {
    id: "date.before-birth",
    title: "a service is dated before the patient's birth",
    fields: &[Field::ServiceDate, Field::BirthDate],
    snip: 4,
    predicts: predicts("A8:187", "14", "").with("A8:158:QC"),
    source: TR3,
    what: prose!("No date of service is before the patient's date of birth."),
    leaves_alone: leaves!["a date of birth after today, where that is the finding",],
    why: "One of the two is wrong, or the claim is for another member of the family; it is \
            rejected.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/serviceLines/0/serviceDate",
                "value": "19010101"}]"#
    ),
    fix: "correct whichever of the two dates is wrong",
    check: |cx, out| {
        // A birth after today is a finding of its own, and every service comes before it.
        let birth = cx
            .claim
            .patient()
            .date_of_birth
            .get()
            .filter(|b| cx.options.today.is_none_or(|today| **b <= today));
        let Some(birth) = birth else { return };
        for (i, line) in cx.claim.info.lines.iter().enumerate() {
            if line.from.get().is_some_and(|from| from < birth) {
                out.add(
                    Field::ServiceDate.line(i),
                    format!(
                        "line {} (box 24A) is dated before the patient's birth (box 3)",
                        i + 1
                    ),
                )
                .related(Field::BirthDate.of(cx.patient()), "the date of birth");
            }
        }
    },
    ..Rule::BASE
};

/// A period that ends before it begins.
pub static END_BEFORE_START: Rule = Rule {
    id: "date.end-before-start",
    title: "a period ends before it begins",
    fields: &[
        Field::ServiceDate,
        Field::ServiceDateEnd,
        Field::AdmissionDate,
        Field::DischargeDate,
        Field::DisabilityBeginDate,
        Field::DisabilityEndDate,
    ],
    snip: 4,
    predicts: predicts("A8:187", "16", "M59"),
    predicts_for: answers::END_OF,
    source: TR3,
    what: prose!(
        "Dates of service, hospital stay and disability end on or after the day they begin."
    ),
    why: "A period that ends before it begins is rejected.",
    example: prose!(
        r#"[{"op": "add", "path": "/claimInformation/serviceLines/0/serviceDateEnd",
                "value": "20261102"}]"#
    ),
    fix: "exchange the dates, or correct the wrong one",
    check: |cx, out| {
        let d = &cx.claim.info.dates;
        let claim = [
            (
                &d.admission,
                Field::AdmissionDate,
                &d.discharge,
                Field::DischargeDate,
            ),
            (
                &d.disability_begin,
                Field::DisabilityBeginDate,
                &d.disability_end,
                Field::DisabilityEndDate,
            ),
        ];
        let claim = claim
            .into_iter()
            .map(|(a, x, b, y)| (a, x.of_claim(), b, y.of_claim()));
        let lines = cx.claim.info.lines.iter().enumerate();
        let lines = lines.map(|(i, l)| {
            (
                &l.from,
                Field::ServiceDate.line(i),
                &l.to,
                Field::ServiceDateEnd.line(i),
            )
        });
        for (start, from, end, to) in claim.chain(lines) {
            if let (Some(start), Some(end)) = (start.get(), end.get()) {
                if end < start {
                    out.add(
                        to,
                        format!(
                            "{} ({end}) is before the beginning ({start})",
                            name(to.field)
                        ),
                    )
                    .related(from, "the beginning");
                }
            }
        }
    },
    ..Rule::BASE
};
