//! Group 5: the same service twice.

use crate::field::Field;
use crate::report::{Edit, Severity};
use crate::rules::{leaves, predicts, prose, Rule};

/// Modifiers that say that a service was repeated or was another one.
pub(crate) const REPEATED: &[&str] = &["59", "76", "77", "91", "XE", "XP", "XS", "XU"];

/// Two lines that say the same.
pub static LINE: Rule = Rule {
    id: "dup.line",
    title: "two lines bill the same service",
    severity: Severity::Warning,
    fields: &[
        Field::ProcedureCode,
        Field::ServiceDate,
        Field::Modifier,
        Field::Units,
        Field::RevenueCode,
        Field::BillType,
    ],
    snip: 4,
    edit: Some(Edit {
        system: "CMS duplicate edit",
        code: "exact duplicate",
    }),
    predicts: predicts("", "18", ""),
    source: (
        "CMS Medicare Claims Processing Manual, chapter 1, section 120 (duplicate claims)",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c01.pdf",
    ),
    what: prose!(
        "No two lines of a claim have the same procedure code, modifiers, date and \
        place of service, rendering provider and NDC. Differing units do not make a different \
        service."
    ),
    leaves_alone: leaves![
        "lines with 76, 77, 91, 59, XE, XP, XS or XU, which say that the service was repeated",
        "another rendering provider",
        "another drug (NDC)",
        "the administration of vaccines: each vaccine has its own",
        "hospitals' lines but for operations, images and tests of outpatients (bill types 013x, \
        014x, 083x, 085x) under one revenue code: drawing blood, sessions, fractions of radiation, \
        visits and drugs of a day stand on several lines",
    ],
    why: "The second line is denied as an exact duplicate.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode",
            "value": "83036"}, {"op": "add",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers",
            "value": ["QW"]}]"#
    ),
    fix: "add the units together on one line; or say by 76, 77, 91 or 59 that the service was \
        repeated",
    check: |cx, out| {
        let lines = cx.lines();
        let revenue = |i: usize| cx.bill().and_then(|b| b.hospital.revenue.get(i));
        for (j, b) in lines
            .iter()
            .enumerate()
            .filter(|(_, l)| l.set.is_some() && l.date.is_some())
        {
            let has_day = |i: usize| {
                let line = cx.claim.info.lines.get(i);
                line.is_some_and(|line| !line.from.is_missing())
            };
            // A hospital bills sessions, drugs and visits of a day on several lines: its operations, images and tests alone.
            let hospital = cx.bill().map(|bill| bill.facility);
            if hospital.is_some_and(|facility| {
                !matches!(facility, 13 | 14 | 83 | 85)
                    || !matches!(
                        b.number,
                        10_004..=36_414 | 36_417..=69_990 | 70_010..=77_260 | 77_800..=89_999
                    )
                    || !has_day(j)
            }) {
                continue;
            }
            let same = |i: usize| {
                let drug = |i: usize| {
                    let drug = cx.claim.info.lines.get(i).and_then(|l| l.drug.as_deref());
                    drug.map_or("", |d| d.ndc.text())
                };
                let code = |i: usize| revenue(i).map_or(0, |r| r.number());
                cx.rendering(i) == cx.rendering(j) && drug(i) == drug(j) && code(i) == code(j)
            };
            let twin = lines.iter().take(j).enumerate().find(|(i, a)| {
                a.code == b.code
                    && a.date == b.date
                    && a.place == b.place
                    && a.modifiers.len() == b.modifiers.len()
                    && a.modifiers.iter().all(|m| b.has(m))
                    && b.any_of(REPEATED).is_none()
                    && !b.is_vaccination()
                    && same(*i)
            });
            if let Some((i, _)) = twin {
                out.add(
                    Field::ProcedureCode.line(j),
                    format!(
                        "{} on line {} repeats line {}: the same date, modifiers and place",
                        b.code,
                        j + 1,
                        i + 1
                    ),
                )
                .related(Field::ProcedureCode.line(i), "the same service");
            }
        }
    },
    ..Rule::BASE
};

/// Two claims that bill the same service.
pub static CLAIM: Rule = Rule {
    id: "dup.claim",
    title: "an earlier claim of the batch bills the same service",
    severity: Severity::Warning,
    predicts: predicts("A3:78", "18", "").published(crate::rules::answers::NGS),
    what: prose!(
        "In a batch, no line has the same patient, payer in line, billing and \
        rendering provider, date of service, procedure code, modifiers and units as a line of \
        an earlier claim."
    ),
    leaves_alone: leaves![
        "lines with 76, 77, 91, 59, XE, XP, XS or XU, which say that the service was repeated",
        "a replacement or void (frequency code 7 or 8)",
        "another payer in line, another rendering provider",
    ],
    why: "The later claim is denied as an exact duplicate.",
    // Needs two claims, so it has no example on one; `tests/batch.rs` shows it.
    example: "[]",
    fix: "send the service once; say by a modifier that it was repeated, or by frequency code \
        7 that the claim replaces the other",
    // Runs between claims, not on one.
    check: |_, _| {},
    ..LINE
};
