//! Group 10: dates.

use crate::claim::{Day, Value};
use crate::date::Date;
use crate::field::{Field, FieldRef, Owner};
use crate::report::{Edit, Severity};
use crate::rules::context::Context;
use crate::rules::{answers, predicts, prose, words, Need, Rule, TR3};

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

/// What a date is called.
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

/// After today.
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
        "No date of service, and no other date of something that has happened, is \
        after today. The end of a disability may be, and the end of the time for which \
        equipment is rented or supplies are delivered."
    ),
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

/// Ends before it begins.
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
                        format!("{} {end} is before {start}, when it begins", name(to.field)),
                    )
                    .related(from, "the beginning");
                }
            }
        }
    },
    ..Rule::BASE
};

/// An accident without its date.
pub static ACCIDENT_DATE_MISSING: Rule = Rule {
    id: "date.accident-date-missing",
    title: "an accident has no date",
    fields: &[Field::AccidentDate, Field::RelatedCause],
    snip: 4,
    predicts: predicts("A6:727", "16", "N305"),
    source: TR3,
    what: prose!(
        "A claim related to a car accident (AA), employment (EM) or another accident \
        (OA) has the date of the accident; for employment its absence is a warning, since not \
        every work-related condition is an accident."
    ),
    why: "The 837P requires the date; the payer needs it to find out who is liable.",
    example: prose!(
        r#"[{"op": "add", "path": "/claimInformation/relatedCausesCode",
            "value": ["OA"]}]"#
    ),
    fix: "give accidentDate in claimDateInformation; leave relatedCausesCode out where there \
        was no accident",
    check: |cx, out| {
        let info = &cx.claim.info;
        if !info.dates.accident.is_missing() {
            return;
        }
        let causes = info.related_causes.iter().enumerate();
        let mut accidents = causes.filter(|(_, c)| matches!(c.text(), "AA" | "EM" | "OA"));
        if let Some((i, cause)) = accidents.next() {
            let finding = out.add(
                Field::AccidentDate.of_claim(),
                "the claim is related to an accident (box 10), and its date is missing (box 14)",
            );
            finding.related(Field::RelatedCause.item(i), "what it is related to");
            if cause.text() == "EM" && accidents.all(|(_, c)| c.text() == "EM") {
                finding.severity(Severity::Warning);
            }
        }
    },
    ..Rule::BASE
};

/// A car accident without its state.
pub static ACCIDENT_STATE_MISSING: Rule = Rule {
    id: "date.accident-state-missing",
    title: "a car accident has no state",
    fields: &[Field::AccidentState, Field::RelatedCause],
    snip: 4,
    predicts: predicts("A6:750", "", ""),
    source: TR3,
    what: prose!(
        "A claim related to a car accident (AA) in the United States names the state \
        where it happened, by its code."
    ),
    why: "The 837P requires it: liability differs by state.",
    example: prose!(
        r#"[{"op": "add", "path": "/claimInformation/relatedCausesCode",
            "value": ["AA"]}, {"op": "add", "path": "/claimInformation/claimDateInformation",
            "value": {"accidentDate": "20261101"}}]"#
    ),
    fix: "give autoAccidentStateCode, or autoAccidentCountryCode for an accident abroad",
    check: |cx, out| {
        let info = &cx.claim.info;
        let Some(i) = info.related_causes.iter().position(|c| c.text() == "AA") else {
            return;
        };
        let at = Field::AccidentState.of_claim();
        let abroad = !matches!(info.accident_country.text(), "" | "US");
        match &info.accident_state {
            Value::Missing if !abroad => {
                out.add(
                    at,
                    "the claim is related to a car accident, and its state is missing (box 10b)",
                )
                .related(Field::RelatedCause.item(i), "the car accident");
            }
            Value::Read(state) if !abroad && !crate::lists::has(crate::lists::STATES, state) => {
                out.add(
                    at,
                    format!("{} is not a state (box 10b)", words::code(state, 3)),
                );
            }
            _ => {}
        }
    },
    ..Rule::BASE
};

/// Something that must have come before the service.
pub static AFTER_SERVICE: Rule = Rule {
    id: "date.after-service",
    title: "an accident, onset or death does not fit the dates of service",
    severity: Severity::Warning,
    fields: &[
        Field::AccidentDate,
        Field::SymptomDate,
        Field::LastMenstrualPeriodDate,
        Field::AdmissionDate,
        Field::DeathDate,
        Field::ServiceDate,
    ],
    snip: 4,
    predicts: predicts("A8:187", "13", "").with("A8:159:QC"),
    predicts_for: answers::AFTER_SERVICE_OF,
    source: TR3,
    what: prose!(
        "Accident, onset, last menstrual period and admission are not after the last \
        date of service, and no service is after the patient's death."
    ),
    why: "What was treated must have happened before; payers ask back or deny.",
    example: prose!(
        r#"[{"op": "add", "path": "/claimInformation/claimDateInformation",
            "value": {"symptomDate": "20261110"}}]"#
    ),
    fix: "correct whichever date is wrong",
    check: |cx, out| {
        let info = &cx.claim.info;
        let all = info
            .lines
            .iter()
            .enumerate()
            .filter_map(|(i, l)| Some((*l.to.get().or(l.from.get())?, i)));
        let Some((last, line)) = all.max() else {
            return;
        };
        let d = &info.dates;
        for (day, field, name) in [
            (&d.accident, Field::AccidentDate, "the accident"),
            (&d.symptom, Field::SymptomDate, "the onset"),
            (
                &d.last_menstrual_period,
                Field::LastMenstrualPeriodDate,
                "the last menstrual period",
            ),
            (&d.admission, Field::AdmissionDate, "the admission"),
        ] {
            if let Some(day) = day.get().filter(|d| **d > last) {
                out.add(
                    field.of_claim(),
                    format!("{name} ({day}) is after the last date of service ({last})"),
                )
                .related(Field::ServiceDate.line(line), "the last date of service");
            }
        }
        if info.death_date.get().is_some_and(|death| last > *death) {
            out.add(
                Field::ServiceDate.line(line),
                format!("the date of service ({last}) is after the patient's death"),
            )
            .related(Field::DeathDate.of(cx.patient()), "the date of death");
        }
    },
    ..Rule::BASE
};

/// Pregnancy that cannot be.
pub static PREGNANCY: Rule = Rule {
    id: "date.pregnancy",
    title: "pregnancy does not fit the patient or the dates",
    severity: Severity::Warning,
    fields: &[
        Field::LastMenstrualPeriodDate,
        Field::Pregnancy,
        Field::Gender,
        Field::ServiceDate,
    ],
    snip: 4,
    predicts: predicts("A8:86", "10", ""),
    predicts_for: answers::PREGNANCY_OF,
    source: TR3,
    what: prose!(
        "Pregnancy (indicator or last menstrual period) is not given for a male \
        patient, and the last menstrual period is not more than 310 days before the first date \
        of service."
    ),
    why: "A wrong sex or date stops maternity claims.",
    example: prose!(
        r#"[{"op": "add", "path": "/claimInformation/pregnancyIndicator",
            "value": "Y"}, {"op": "replace", "path": "/subscriber/gender", "value": "M"}]"#
    ),
    fix: "correct the sex code, or leave the pregnancy out",
    check: |cx, out| {
        let info = &cx.claim.info;
        let period = info.dates.last_menstrual_period.get();
        let at = if info.pregnancy.text() == "Y" {
            Field::Pregnancy
        } else {
            Field::LastMenstrualPeriodDate
        };
        if cx.claim.patient().gender.text() == "M"
            && (info.pregnancy.text() == "Y" || period.is_some())
        {
            let at = match at {
                Field::Pregnancy => at.of(cx.patient()),
                _ => at.of_claim(),
            };
            out.add(
                at,
                "pregnancy is given for a patient whose sex is M (box 3)",
            )
            .related(Field::Gender.of(cx.patient()), "the sex code");
        }
        let first = info.lines.iter().filter_map(|l| l.from.get()).min();
        if let (Some(period), Some(first)) = (period, first) {
            let days = first.days_since(*period);
            if days > 310 {
                out.add(
                    Field::LastMenstrualPeriodDate.of_claim(),
                    format!("the last menstrual period is {days} days before the service"),
                );
            }
        }
    },
    ..Rule::BASE
};

/// Too late.
pub static TIMELY_FILING: Rule = Rule {
    id: "date.timely-filing",
    title: "the claim is later than the payer takes it",
    severity: Severity::Warning,
    fields: &[
        Field::ServiceDate,
        Field::ServiceDateEnd,
        Field::Filing,
        Field::DelayReason,
    ],
    snip: 7,
    needs: &[Need::Today],
    edit: Some(Edit {
        system: "42 CFR 424.44",
        code: "one calendar year",
    }),
    predicts: predicts("A7:718", "29", "N211"),
    source: (
        "42 CFR 424.44; CMS Medicare Claims Processing Manual, chapter 1, section 70",
        "https://www.ecfr.gov/current/title-42/section-424.44",
    ),
    what: prose!(
        "Today is not later than one calendar year after the date of service for \
        Medicare, or than the days that the option `timelyFilingDays` names for another payer. \
        A warning, since there are exceptions (retroactive entitlement, an error of the \
        agency, a delay reason), and none is said for a replacement or void of an earlier \
        claim."
    ),
    why: "A late claim is denied, and the patient may not be billed for it.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/serviceLines/0/serviceDate",
            "value": "20251030"}]"#
    ),
    fix: "send it only where an exception holds, with the delay reason; else write it off",
    check: |cx, out| {
        let info = &cx.claim.info;
        let Some(today) = cx.options.today.filter(|_| info.delay_reason.is_missing()) else {
            return;
        };
        if matches!(info.frequency.text(), "7" | "8") {
            return;
        }
        if !cx.is_medicare() && cx.options.timely_filing_days.is_none() {
            return out.not_checked(
                "this payer's filing limit was not given",
                "validate(claim, {timelyFilingDays: 180})",
            );
        }
        for (i, line) in info.lines.iter().enumerate() {
            let Some(served) = line.to.get().or(line.from.get()) else {
                continue;
            };
            let (late, limit) = match cx.options.timely_filing_days {
                Some(days) => (
                    today.days_since(*served) > i64::from(days),
                    format!("{days} days"),
                ),
                None => (
                    a_year_after(*served).is_some_and(|last| today > last),
                    "one calendar year".to_owned(),
                ),
            };
            if late {
                out.add(
                    Field::ServiceDate.line(i),
                    format!("{served} is more than {limit} before today, {today}"),
                );
            }
        }
    },
    ..Rule::BASE
};

/// The same day of the next year; for 29 February the 28th.
fn a_year_after(day: Date) -> Option<Date> {
    let (y, m, d) = day.parts();
    Date::new(y + 1, m, d).or_else(|| Date::new(y + 1, m, 28))
}
