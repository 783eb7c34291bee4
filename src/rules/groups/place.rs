//! Group 8: place of service.

use crate::claim::Value;
use crate::field::{Field, FieldRef};
use crate::lists::{has, PLACES, PLACES_FROM};
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, words, Rule, TR3};

const POS: (&str, &str) = (
    "CMS place of service code set",
    "https://www.cms.gov/medicare/coding-billing/place-of-service-codes/code-sets",
);
const PLACE: crate::report::ExpectedResponse = predicts("A7:249", "16", "M77");

/// A place of service that is missing or not assigned.
pub static UNKNOWN: Rule = Rule {
    id: "pos.unknown",
    title: "the place of service is missing or not a place of service code",
    fields: &[Field::PlaceOfService, Field::LinePlaceOfService],
    snip: 5,
    predicts: PLACE,
    source: POS,
    what: prose!(
        "The claim has a place of service, and it and every line's own are assigned \
        two-digit codes, in force on the date of service: 02 since 2017, 10 since 2022, 19 since \
        2016, 27 since 2023-10-01, 58 since 2020."
    ),
    leaves_alone: leaves!["claims without a place where every line has its own",],
    why: "The place decides the rate; a claim without one, or with an unassigned one, is \
        rejected.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/placeOfServiceCode",
            "value": "98"}]"#
    ),
    fix: "use the two-digit code of the place: 11 office, 12 home, 21 inpatient, 22 \
        outpatient, 23 emergency room and so on",
    check: |cx, out| {
        let info = &cx.claim.info;
        if info.place_of_service.is_missing() && info.shape.wrong.is_none() {
            let every_line = !info.lines.is_empty()
                && info
                    .lines
                    .iter()
                    .all(|l| !l.service.place_of_service.is_missing());
            if !every_line {
                out.add(
                    Field::PlaceOfService.of_claim(),
                    "the place of service is missing (box 24B)",
                );
            }
        }
        let own = info.lines.iter().enumerate().map(|(i, l)| {
            (
                &l.service.place_of_service,
                Field::LinePlaceOfService.line(i),
            )
        });
        for (place, at) in
            std::iter::once((&info.place_of_service, Field::PlaceOfService.of_claim())).chain(own)
        {
            if let Value::Read(code) = place {
                let on = at
                    .line
                    .and_then(|i| cx.lines().get(i))
                    .map_or(cx.first_date(), |l| l.date);
                let begins = PLACES_FROM.iter().find(|(place, _)| place == code);
                let begins = begins.and_then(|(_, n)| crate::Date::from_number(*n));
                if let (Some(begins), Some(on)) =
                    (begins.filter(|b| on.is_some_and(|d| d < *b)), on)
                {
                    out.add(
                        at,
                        format!(
                            "place of service {code} begins on {begins}; the date of service is \
                            {on}"
                        ),
                    )
                    .fix("use the place that was in force on the date of service")
                    .dated(begins, crate::Date::MAX);
                }
                if !has(PLACES, code) {
                    let finding = out.add(
                        at,
                        format!(
                            "{} is not a place of service (box 24B)",
                            words::code(code, 3)
                        ),
                    );
                    if code.len() == 1 && has(PLACES, &format!("0{code}")) {
                        finding
                            .fix("write the place of service with both digits")
                            .options([format!("0{code}")]);
                    }
                }
            }
        }
    },
    ..Rule::BASE
};

/// An inpatient claim without its admission.
pub static ADMISSION_MISSING: Rule = Rule {
    id: "pos.inpatient-without-admission-date",
    title: "an inpatient claim has no admission date",
    fields: &[
        Field::AdmissionDate,
        Field::PlaceOfService,
        Field::LinePlaceOfService,
    ],
    snip: 4,
    predicts: predicts("A6:189", "16", "MA40"),
    source: TR3,
    what: prose!(
        "A claim or line with place of service 21 (hospital inpatient), 51 \
        (psychiatric inpatient) or 61 (inpatient rehabilitation) has an admission date; for 51 \
        and 61 its absence is a warning."
    ),
    why: "The 837P requires the admission date on inpatient visits; the claim is rejected \
        without it.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/placeOfServiceCode",
            "value": "21"}, {"op": "replace",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode",
            "value": "99232"}]"#
    ),
    fix: "give the date on which the patient was admitted",
    check: |cx, out| {
        if !cx.claim.info.dates.admission.is_missing() {
            return;
        }
        let claim = std::iter::once(cx.claim.info.place_of_service.text());
        let mut places = claim.chain(cx.lines().iter().map(|l| l.place));
        if let Some(place) = places.find(|p| matches!(*p, "21" | "51" | "61")) {
            let finding = out.add(
                Field::AdmissionDate.of_claim(),
                format!(
                    "place of service {place} is inpatient, and the admission date is \
                missing (box 18)"
                ),
            );
            finding.related(Field::PlaceOfService.of_claim(), "the place of service");
            if place != "21" {
                finding.severity(Severity::Warning);
            }
        }
    },
    ..Rule::BASE
};

/// A service that is not given in such a place.
pub static PROCEDURE: Rule = Rule {
    id: "pos.procedure-conflict",
    title: "the place of service does not fit the procedure",
    severity: Severity::Warning,
    fields: &[
        Field::PlaceOfService,
        Field::LinePlaceOfService,
        Field::ProcedureCode,
    ],
    snip: 5,
    predicts: predicts("A8:249", "5", "M77"),
    source: (
        "CMS Medicare Claims Processing Manual, chapter 12, section 30.6 (evaluation and \
        management) and chapter 26, section 10.5",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c12.pdf",
    ),
    what: prose!(
        "Home visits (99341-99350) are given in a home, hospital visits (99221-99239) \
        in a hospital, emergency visits (99281-99285) in an emergency room, nursing facility \
        visits (99304-99316) in a nursing facility; office visits (99202-99215) not in an \
        inpatient hospital or a surgical center; ambulances (A0425-A0436) in none of \
        11, 12, 20 to 24, 31 and 32; and \
        surgery, anesthesia, imaging and \
        injections not by telehealth (02, 10)."
    ),
    leaves_alone: leaves![
        "visits of a home, emergency room or nursing facility by telehealth (02, 10)",
        "outpatient places of hospitals (19, 22) for office visits",
    ],
    why: "Code and place name different settings; payers deny the line as inconsistent with \
        the place of service.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode",
            "value": "99349"}]"#
    ),
    fix: "correct the place of service, or use the visit code of that setting",
    check: |cx, out| {
        for (i, line) in cx.lines().iter().enumerate() {
            let trip = ("A0425"..="A0436").contains(&line.code.as_ref());
            let wanted = match (line.number, line.place) {
                (_, "11" | "12" | "20" | "21" | "22" | "23" | "24" | "31" | "32") if trip => {
                    "an ambulance's place is the ambulance (41, 42)"
                }
                (99_341..=99_350, "04" | "12" | "13" | "14" | "16" | "33" | "55" | "02" | "10") => {
                    continue
                }
                (99_341..=99_350, _) => "home visits are given at home (12, 13, 14, 16, 33, 55)",
                (99_221..=99_239, "11" | "12" | "20") => {
                    "hospital visits are given in a hospital (19, 21, 22, 23, 51, 61)"
                }
                (99_281..=99_285, "23" | "02" | "10") => continue,
                (99_281..=99_285, _) => {
                    "emergency department visits are given in an emergency room (23)"
                }
                (99_304..=99_316, "31" | "32" | "54" | "56" | "02" | "10") => continue,
                (99_304..=99_316, _) => {
                    "nursing facility visits are given in a nursing facility (31, 32, 54, 56)"
                }
                (99_202..=99_215, "21" | "24") => {
                    "office visits are not given in an inpatient hospital or surgical center"
                }
                (100..=1_999 | 10_004..=69_990, "02" | "10") => {
                    "surgery and anesthesia are not given by telehealth"
                }
                (70_010..=79_999, "02" | "10") => "imaging is not done by telehealth",
                (96_360..=96_549, "02" | "10") => {
                    "infusions and injections are not given by telehealth"
                }
                _ => continue,
            };
            if !has(PLACES, line.place) {
                continue;
            }
            let own = cx
                .claim
                .info
                .lines
                .get(i)
                .is_some_and(|l| !l.service.place_of_service.is_missing());
            let place: FieldRef = if own {
                Field::LinePlaceOfService.line(i)
            } else {
                Field::PlaceOfService.of_claim()
            };
            let mut at = place;
            at.line = Some(i);
            let finding = out.add(
                at,
                format!("{} in place of service {}: {wanted}", line.code, line.place),
            );
            finding.path(place.json());
            finding.related(Field::ProcedureCode.line(i), "the procedure");
        }
    },
    ..Rule::BASE
};
