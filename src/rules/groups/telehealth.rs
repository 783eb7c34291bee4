//! Telehealth modifiers and the places that they go with.

use super::modifier::{conflict, each};
use crate::claim::Value;
use crate::field::Field;
use crate::lists::{has, PLACES};
use crate::report::Severity;
use crate::rules::context::LineFacts;
use crate::rules::{leaves, predicts, prose, Rule};

const TELEHEALTH: &[&str] = &["93", "95", "FQ", "GQ", "GT"];

/// Telehealth modifiers and places.
pub static TELEHEALTH_PLACE: Rule = Rule {
    id: "mod.telehealth-place",
    title: "a telehealth modifier does not fit the place of service",
    severity: Severity::Warning,
    fields: &[
        Field::Modifier,
        Field::PlaceOfService,
        Field::LinePlaceOfService,
    ],
    snip: 5,
    predicts: predicts("A8:249", "5", "M77"),
    source: (
        "CMS, Telehealth services (MLN901705)",
        "https://www.cms.gov/files/document/mln901705-telehealth-remote-patient-monitoring.pdf",
    ),
    what: prose!(
        "A line with a telehealth modifier (93 audio only, 95 audio and video, FQ \
        audio only behavioral health, GQ, GT) has place of service 02 or 10 rather than the \
        place of a visit in person; 93 and 95 do not stand together. An info for payers other \
        than Medicare."
    ),
    leaves_alone: leaves![
        "places other than 11, 12, 20 and 49: hospitals and clinics bill from their own",
        "therapists (GN, GO, GP)",
        "services from 2020-03-01 to 2023-12-31, when the place was that of a visit in person",
    ],
    why: "The place decides which rate is paid. Since 2024 Medicare wants 02 or 10 where the \
        patient is not in the provider's own facility; other payers differ.",
    example: prose!(
        r#"[{"op": "add",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers",
            "value": ["95"]}]"#
    ),
    fix: "use place 10 when the patient is at home, 02 elsewhere; or leave the modifier out for a \
        visit in person",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            conflict(out, i, line, "93", "95", "audio only, audio and video");
            let found = line.any_of(TELEHEALTH).filter(|_| has(PLACES, line.place));
            let asked = telehealth_place(cx.is_medicare(), line);
            if let (Some((j, m)), Some(severity)) = (found, asked) {
                let place = match cx
                    .claim
                    .info
                    .lines
                    .get(i)
                    .map(|l| &l.service.place_of_service)
                {
                    Some(Value::Missing) | None => Field::PlaceOfService.of_claim(),
                    Some(_) => Field::LinePlaceOfService.line(i),
                };
                out.add(
                    Field::Modifier.line_item(i, j),
                    format!(
                        "{m} says telehealth, but the place of service is {}",
                        line.place
                    ),
                )
                .severity(severity)
                .related(place, "the place of service");
            }
        });
    },
    ..Rule::BASE
};

/// How a telehealth modifier at that place is judged on that day; `None` where it is right.
///
/// Medicare took place 02 until the emergency, and the place where the visit would have been with modifier 95 from
/// 2020-03-01 to 2023-12-31 (10 exists since 2022-01-01); since 2024 it takes 02 and 10, and 95 at the place of a hospital's
/// clinicians, of therapists and of clinics that bill as such. Other payers never agreed on one place.
fn telehealth_place(medicare: bool, line: &LineFacts<'_>) -> Option<Severity> {
    let in_person = matches!(line.place, "11" | "12" | "20" | "49");
    if !in_person || line.any_of(&["GN", "GO", "GP"]).is_some() {
        return None;
    }
    let year_and_month = line.date.map_or((2024, 1), |d| (d.parts().0, d.parts().1));
    match year_and_month {
        (2020, 3..) | (2021..=2023, _) => None,
        _ if medicare => Some(Severity::Warning),
        _ => Some(Severity::Info),
    }
}
