//! Group 10, the part of what happened: the accident, the pregnancy, the death, and the time to file.

use crate::claim::Value;
use crate::date::Date;
use crate::field::Field;
use crate::report::{Edit, Severity};
use crate::rules::{answers, leaves, predicts, prose, words, Need, Rule, TR3};

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
    fix: "give the date of the accident; where there was none, take the related cause off",
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
    leaves_alone: leaves!["accidents abroad",],
    why: "The 837P requires it: liability differs by state.",
    example: prose!(
        r#"[{"op": "add", "path": "/claimInformation/relatedCausesCode",
            "value": ["AA"]}, {"op": "add", "path": "/claimInformation/claimDateInformation",
            "value": {"accidentDate": "20261101"}}]"#
    ),
    fix: "give the state where the car accident happened, or the country where it was abroad",
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

/// A claim filed too late (timely filing).
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
        "Today is not later than one calendar year after the date of service for Medicare, or \
            than the limit in days that is given for another payer (`--timely-filing` on the \
            command line). A warning: the law has reasons \
            for a late claim that no claim shows (retroactive entitlement, an error of the \
            agency)."
    ),
    leaves_alone: leaves![
        "claims with a delay reason",
        "a replacement or void (frequency code 7 or 8)",
    ],
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

/// One year after a day; for 29 February the 28th of the next year.
fn a_year_after(day: Date) -> Option<Date> {
    let (y, m, d) = day.parts();
    Date::new(y + 1, m, d).or_else(|| Date::new(y + 1, m, 28))
}
