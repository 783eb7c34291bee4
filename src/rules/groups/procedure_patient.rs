//! Procedures that the patient's age or sex does not fit, and vaccinations without a vaccine.

use super::vaccine;
use crate::code_set::CodeSet;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::context::{Context, LineFacts};
use crate::rules::{leaves, predicts, prose, Need, Rule};
use crate::table::side;

const CPT: (&str, &str) = (
    "the names of the codes (CMS physician fee schedule and HCPCS files; CDC, vaccines and their \
        CPT codes); own words",
    "https://www2.cdc.gov/vaccines/iis/iisstandards/vaccines.asp?rpt=cpt",
);

/// Youngest and oldest age in years of a code whose public name says one.
const fn ages(number: u32) -> Option<(u32, u32)> {
    Some(match number {
        99_381 | 99_391 => (0, 0),
        99_382 | 99_392 => (1, 4),
        99_383 | 99_393 => (5, 11),
        99_384 | 99_394 => (12, 17),
        99_385 | 99_395 => (18, 39),
        99_386 | 99_396 => (40, 64),
        99_387 | 99_397 => (65, 130),
        90_460 | 90_461 => (0, 18),
        99_460..=99_463 | 99_468 | 99_469 | 99_477 => (0, 0),
        99_471 | 99_472 => (0, 2),
        99_475 | 99_476 => (2, 5),
        _ => return None,
    })
}

/// A code for another age.
pub static AGE: Rule = Rule {
    id: "proc.age",
    title: "a procedure is for another age",
    severity: Severity::Warning,
    fields: &[Field::ProcedureCode, Field::BirthDate, Field::ServiceDate],
    snip: 5,
    predicts: predicts("A7:475", "6", "N129"),
    source: CPT,
    what: prose!(
        "The patient's age on the date of service is that of the code's name: \
        preventive visits 99381-99397, care of newborns and small children 99460-99477, \
        counselled vaccinations 90460 and 90461 (through 18), and vaccines that are for some \
        ages only (DTaP, rotavirus, high-dose influenza, COVID-19 by age ...)."
    ),
    leaves_alone: leaves![
        "one year more or less for vaccines, whose ages are in months",
        "one year more or less for preventive visits from 18 on: plans count the year of birth",
    ],
    why: "The payer denies a code for another age.",
    example: prose!(
        r#"[{"op": "replace", "value": "99391",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"}]"#
    ),
    fix: "use the code for the patient's age, or correct the date of birth",
    check: |cx, out| {
        let Some(birth) = cx.claim.patient().date_of_birth.get().copied() else {
            return;
        };
        for (i, line) in cx.lines().iter().enumerate() {
            let age = ages(line.number).or(vaccine::ages(line.number));
            let (Some((lo, hi)), Some(date)) = (age, line.date) else {
                continue;
            };
            let Some(age) = date.years_since(birth) else {
                continue;
            };
            // Plans count the year of birth, and vaccines the months.
            let slack = u32::from(matches!(
                line.number,
                99_385..=99_387 | 99_395..=99_397 | 90_476..=90_759 | 91_300..=91_399
            ));
            if age + slack < lo || age > hi + slack {
                let band = match (lo, hi) {
                    (_, 130) => format!("of {lo} years and more"),
                    (0, 0) => "in the first year of life".to_owned(),
                    _ => format!("of {lo} to {hi} years"),
                };
                out.add(
                    Field::ProcedureCode.line(i),
                    format!("{} is for patients {band}; this one is {age}", line.code),
                )
                .related(Field::BirthDate.of(cx.patient()), "the date of birth");
            }
        }
    },
    ..Rule::BASE
};

/// The sex that a code's public name says, by organ or pregnancy.
fn sex(line: &LineFacts<'_>) -> Option<&'static str> {
    match line.number {
        54_000..=55_899 => return Some("M"),
        56_405..=59_899 | 76_801..=76_819 | 76_825..=76_830 | 99_500 | 99_501 => return Some("F"),
        // Pregnancy tests in urine.
        81_025 => return Some("F"),
        _ => {}
    }
    match line.code.as_ref() {
        "G0101" | "Q0091" | "G0123" | "G0124" | "G0141" | "G0143" | "G0144" | "G0145" | "G0147"
        | "G0148" | "P3000" | "P3001" | "S0610" | "S0612" | "S0613" => Some("F"),
        "G0102" | "G0103" => Some("M"),
        _ => None,
    }
}

/// A code for the other sex.
pub static SEX: Rule = Rule {
    id: "proc.sex",
    title: "a procedure is for the other sex",
    severity: Severity::Warning,
    fields: &[
        Field::ProcedureCode,
        Field::Gender,
        Field::Modifier,
        Field::Conditions,
    ],
    snip: 5,
    predicts: predicts("A7:474", "7", ""),
    source: (
        "the sections of the codes (male genital system, female genital system, maternity); \
            CMS Medicare Claims Processing Manual, chapter 32, section 240 (KX and condition \
            code 45)",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c32.pdf",
    ),
    what: prose!(
        "Codes of the male genital system, the female genital system and maternity, \
        and screenings of those organs, fit the patient's sex."
    ),
    leaves_alone: leaves![
        "KX on the line, which says that it is meant",
        "condition code 45, which says that it is meant",
        "the sex code U",
    ],
    why: "The payer denies a procedure that the sex in its file does not fit.",
    example: prose!(
        r#"[{"op": "replace", "path": "/subscriber/gender", "value": "M"},
            {"op": "replace", "value": "G0101",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"}]"#
    ),
    fix: "correct the sex or the code; KX states that the service is right although the sex in \
        the file differs",
    check: |cx, out| {
        let given = cx.claim.patient().gender.text();
        if cx.has_condition("45") {
            return;
        }
        for (i, line) in cx.lines().iter().enumerate().filter(|(_, l)| !l.has("KX")) {
            let Some(wanted) = sex(line) else { continue };
            if matches!(given, "F" | "M") && given != wanted {
                out.add(
                    Field::ProcedureCode.line(i),
                    format!(
                        "{} is for patients of sex {wanted}; the claim says {given}",
                        line.code
                    ),
                )
                .related(Field::Gender.of(cx.patient()), "the sex");
            }
        }
    },
    ..Rule::BASE
};

/// Whether a code gives a vaccine that another line names.
fn is_vaccination(line: &LineFacts<'_>) -> bool {
    matches!(line.number, 90_460 | 90_471 | 90_473)
}

/// Whether a code is a vaccine, or an immune globulin for which the same codes are used by some.
fn is_vaccine(line: &LineFacts<'_>) -> bool {
    matches!(
        line.number,
        90_281..=90_399 | 90_476..=90_479 | 90_481..=90_759 | 91_300..=91_322
    ) || (line.set == Some(CodeSet::Hcpcs)
        && matches!(
            line.code.as_ref(),
            "Q2034" | "Q2035" | "Q2036" | "Q2037" | "Q2038" | "Q2039" | "J3530" | "S0195"
        ))
}

/// A vaccination without a vaccine.
pub static VACCINE_MISSING: Rule = Rule {
    id: "proc.vaccine-missing",
    title: "a vaccine is administered, and no vaccine is on the claim",
    severity: Severity::Warning,
    fields: &[Field::ProcedureCode, Field::Filing],
    snip: 7,
    predicts: predicts("", "B15", ""),
    source: (
        "AAP and CDC, coding for vaccine administration; CMS Medicare Claims Processing Manual, \
            chapter 18, section 10",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c18.pdf",
    ),
    what: prose!(
        "A claim with the administration of a vaccine (90460, 90471, 90473) has a \
        line of a vaccine."
    ),
    leaves_alone: leaves![
        "Medicare, Medicaid and other federal programs: a vaccine that the state gave may be \
            left out",
    ],
    why: "The payer denies the administration when it cannot see of what.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/claimFilingCode", "value": "CI"},
            {"op": "replace", "value": "90471",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"}]"#
    ),
    fix: "add the line of the vaccine; one that was free is billed at zero or a cent, with SL \
        where the state supplied it",
    check: |cx, out| {
        let federal = matches!(
            cx.claim.info.filing.text(),
            "MA" | "MB" | "MC" | "CH" | "VA" | "FI" | "OF" | "TV"
        );
        if federal || cx.lines().iter().any(is_vaccine) {
            return;
        }
        let first = cx.lines().iter().enumerate();
        if let Some((i, line)) = first.clone().find(|(_, l)| is_vaccination(l)) {
            out.add(
                Field::ProcedureCode.line(i),
                format!(
                    "{} administers a vaccine, and the claim has none",
                    line.code
                ),
            );
        }
    },
    ..Rule::BASE
};

/// The side of the diagnosis against that of the modifier.
pub static SIDE: Rule = Rule {
    id: "mod.side-differs-from-diagnosis",
    title: "the side of the procedure is not that of its diagnosis",
    severity: Severity::Warning,
    fields: &[
        Field::Modifier,
        Field::DiagnosisCode,
        Field::Pointer,
        Field::ProcedureCode,
    ],
    snip: 5,
    needs: &[Need::Codes(CodeSet::Icd10cm)],
    predicts: predicts("", "11", ""),
    source: (
        "ICD-10-CM Official Guidelines, section I.B.13 (laterality)",
        "https://www.cms.gov/medicare/coding-billing/icd-10-codes",
    ),
    what: prose!(
        "A line with LT or RT does not point to diagnoses of the other side only, nor \
        a line with 50 to diagnoses of one and the same side only."
    ),
    leaves_alone: leaves![
        "lines that point to a diagnosis of the same side as well",
        "diagnoses without a side, or of both",
        "access to vessels (36000-36598), for which the sound side is chosen",
        "operations on the brain and the carotid for a paralysis, which is of the other side",
    ],
    why: "Payers deny a procedure on one side for a condition of the other.",
    example: prose!(
        r#"[{"op": "replace", "value": "M25561",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode"},
            {"op": "replace", "value": "20610",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureCode"},
            {"op": "replace", "value": ["LT"],
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers"}]"#
    ),
    fix: "correct the modifier, the diagnosis or the pointer by the record",
    check: |cx, out| {
        for (i, line) in cx.lines().iter().enumerate() {
            let (left, right) = (line.has("LT"), line.has("RT"));
            // A port or a line is put where the vessels are sound.
            if matches!(line.number, 36_000..=36_598) {
                continue;
            }
            if let (Some((j, _)), Some(d)) = (line.any_of(&["50"]), one_side(cx, i)) {
                let code = cx.diagnoses().get(d).map_or("", |f| f.code.as_ref());
                let code = super::dx_edits::written(cx, code);
                out.add(
                    Field::Modifier.line_item(i, j),
                    format!(
                        "50 says both sides of {}, and its diagnosis {code} is of one",
                        line.code
                    ),
                )
                .related(Field::DiagnosisCode.item(d), "the diagnosis");
            }
            if left == right {
                continue;
            }
            let Some((j, m)) = line.any_of(&["LT", "RT"]) else {
                continue;
            };
            if let Some(d) = other_side(cx, i, left) {
                let code = cx.diagnoses().get(d).map_or("", |f| f.code.as_ref());
                let code = super::dx_edits::written(cx, code);
                out.add(
                    Field::Modifier.line_item(i, j),
                    format!(
                        "{m} stands on {}, and its diagnosis {code} is of the other side",
                        line.code
                    ),
                )
                .related(Field::DiagnosisCode.item(d), "the diagnosis");
            }
        }
    },
    ..Rule::BASE
};

/// The first diagnosis of a line whose diagnoses are all of one and the same side.
fn one_side(cx: &Context<'_>, line: usize) -> Option<usize> {
    let table = cx.tables.codes(CodeSet::Icd10cm)?;
    let mut found: Option<(usize, usize)> = None;
    for pointer in cx.claim.info.lines.get(line)?.service.pointers.list.iter() {
        let at = (*pointer.get()? as usize).checked_sub(1)?;
        let code = &cx.diagnoses().get(at)?.code;
        let says = table.laterality(code) & (side::LEFT | side::RIGHT);
        // "Cleft" holds "left".
        if !matches!(says, side::LEFT | side::RIGHT) || code.starts_with("Q3") {
            return None;
        }
        if found.is_some_and(|(_, before)| before != says) {
            return None;
        }
        found = found.or(Some((at, says)));
    }
    found.map(|(at, _)| at)
}

/// The first diagnosis of a line that is of the other side, when none is of this one or of both.
fn other_side(cx: &Context<'_>, line: usize, left: bool) -> Option<usize> {
    let table = cx.tables.codes(CodeSet::Icd10cm)?;
    let mut other = None;
    // The brain governs the other half of the body.
    let number = cx.lines().get(line)?.number;
    let crossed = matches!(number, 61_000..=62_258 | 35_301 | 35_390);
    let is_paralysis = |code: &str| ["G81", "G83", "I69"].iter().any(|p| code.starts_with(p));
    for pointer in cx.claim.info.lines.get(line)?.service.pointers.list.iter() {
        let at = (*pointer.get()? as usize).checked_sub(1)?;
        let code = &cx.diagnoses().get(at)?.code;
        let says = table.laterality(code);
        let (is_left, is_right) = (says & side::LEFT != 0, says & side::RIGHT != 0);
        // "Cleft" holds "left".
        if is_left == is_right || code.starts_with("Q3") || (crossed && is_paralysis(code)) {
            continue;
        }
        if is_left == left {
            return None;
        }
        other = other.or(Some(at));
    }
    other
}
