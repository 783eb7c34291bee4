//! Group 6: diagnoses, their validity and the pointers to them.

use super::dx_meant::{guess, is_icd9, of_icd9, seventh_characters, slipped, INSTEAD_OF_ICD9};
use crate::claim::Value;
use crate::code_set::CodeSet;
use crate::field::Field;
use crate::report::{Edit, Severity};
use crate::rules::context::Context;
use crate::rules::{answers, leaves, predicts, prose, words, Findings, Need, Rule, TR3};
use crate::table::CodeStatus;

const ICD: (&str, &str) = (
    "ICD-10-CM, CDC/NCHS and CMS",
    "https://www.cms.gov/medicare/coding-billing/icd-10-codes",
);

/// No diagnosis at all.
pub static MISSING: Rule = Rule {
    id: "dx.missing",
    title: "the claim has no diagnosis",
    fields: &[Field::Diagnoses, Field::DiagnosisCode],
    snip: 2,
    predicts: predicts("A6:254", "16", "M76"),
    source: TR3,
    what: prose!(
        "The claim has at least one diagnosis, and none of its diagnoses is an empty entry."
    ),
    why: "A professional claim must say why the services were given; without a diagnosis it is \
        rejected.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/healthCareCodeInformation",
            "value": []}]"#
    ),
    fix: "give the ICD-10-CM code of the condition treated",
    check: |cx, out| {
        let diagnoses = &cx.claim.info.diagnoses;
        if diagnoses.is_empty() && diagnoses.wrong.is_none() {
            out.add(
                Field::Diagnoses.of_claim(),
                "the claim has no diagnosis (box 21)",
            );
        }
        for (i, d) in diagnoses.iter().enumerate() {
            if d.code.is_missing() && d.shape.wrong.is_none() {
                out.add(
                    Field::DiagnosisCode.item(i),
                    format!("diagnosis {} has no code (box 21{})", i + 1, letter(i)),
                );
            }
        }
    },
    ..Rule::BASE
};

/// Not an ICD-10-CM code.
pub static UNKNOWN: Rule = Rule {
    id: "dx.unknown",
    title: "a diagnosis code does not exist",
    fields: &[Field::DiagnosisCode],
    snip: 5,
    needs: &[Need::Codes(CodeSet::Icd10cm)],
    edit: Some(Edit {
        system: "I/OCE",
        code: "001",
    }),
    predicts: answers::DIAGNOSIS,
    predicts_for: answers::PRINCIPAL,
    source: ICD,
    what: prose!(
        "Every diagnosis code is in the official ICD-10-CM list. A warning for dates \
        of service after the table's last day. Of a code of ICD-9-CM it says so, and what CMS's \
        conversion gives for it."
    ),
    why: "A diagnosis that is not in the list is rejected at the front end.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "E11X0"}]"#
    ),
    fix: "look the condition up in the current ICD-10-CM",
    check: |cx, out| {
        let Some(table) = cx.tables.codes(CodeSet::Icd10cm) else {
            return;
        };
        each(cx, out, &mut |out, i, code, on, status| {
            if status == CodeStatus::Unknown {
                let guess = guess(table, code, on);
                // It may be an ICD-10-CM code with a slip in it, too.
                let former = of_icd9(cx, code, Some(on)).filter(|_| guess.is_none());
                if let Some((written, became)) = former {
                    out.add(Field::DiagnosisCode.item(i), is_icd9(&written, letter(i)))
                        .fix(INSTEAD_OF_ICD9)
                        .options(became);
                    return true;
                }
                let why = guess.as_ref().map_or("", |g| g.0);
                let seventh = seventh_characters(table, code, on);

                let finding = match cx.outdated(CodeSet::Icd10cm, code, on) {
                    None => out.add(
                        Field::DiagnosisCode.item(i),
                        match &seventh[..] {
                            [] => format!(
                                "{code} (box 21{}) is not an ICD-10-CM code{why}",
                                letter(i)
                            ),
                            all => format!(
                                "{code} (box 21{}) needs a 7th character: {}",
                                letter(i),
                                words::any_of(&last_of(all))
                            ),
                        },
                    ),
                    Some(to) => out
                        .add(
                            Field::DiagnosisCode.item(i),
                            format!("{code} is not in the ICD-10-CM table, which reaches to {to}"),
                        )
                        .severity(Severity::Warning),
                };
                if !seventh.is_empty() {
                    finding.fix("add the 7th character that the record supports");
                }
                finding.options(
                    Some(seventh)
                        .filter(|s| !s.is_empty())
                        .or(guess.map(|g| g.1))
                        .unwrap_or_else(|| slipped(table, code, on))
                        .iter()
                        .map(|c| cx.for_field(table, c)),
                );
            }
            status == CodeStatus::Unknown
        });
    },
    ..Rule::BASE
};

/// A header: more characters are needed.
pub static HEADER: Rule = Rule {
    id: "dx.header-not-billable",
    title: "a diagnosis code needs more characters",
    fields: &[Field::DiagnosisCode, Field::ServiceDate],
    snip: 5,
    needs: &[Need::Codes(CodeSet::Icd10cm)],
    edit: Some(Edit {
        system: "I/OCE",
        code: "001",
    }),
    predicts: predicts("A7:772", "16", "M81"),
    source: ICD,
    what: prose!(
        "Every diagnosis code is billable on the date of service: it has all the \
        characters that the list asks for."
    ),
    why: "Three-character categories and other headers are not valid diagnoses; the claim is \
        rejected for insufficient detail.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "E114"}]"#
    ),
    fix: "choose the code below it that the record supports",
    check: |cx, out| {
        let Some(table) = cx.tables.codes(CodeSet::Icd10cm) else {
            return;
        };
        each(cx, out, &mut |out, i, code, on, status| {
            if status == CodeStatus::Header {
                let written = table.formatted(code);

                let below = table.billable_below(code, on, 400);
                let seventh = !below.is_empty()
                    && below
                        .iter()
                        .all(|c| c.len() == 7 && table.children(code, on).contains(c));

                let missing = if seventh {
                    format!("a 7th character: {}", words::any_of(&last_of(&below)))
                } else {
                    more_characters(code, &below)
                };
                let mut message = format!(
                    "{written} (box 21{}) is not billable: it needs {missing}",
                    letter(i)
                );
                let before = table
                    .find(code)
                    .map(|row| table.spans(row))
                    .unwrap_or_default();
                let billable = before.iter().rfind(|s| s.billable && s.to < on);
                if let Some(span) = billable {
                    message = format!(
                        "{written} (box 21{}) was billable to {}; since then it needs {missing}",
                        letter(i),
                        span.to
                    );
                }
                let finding = out.add(Field::DiagnosisCode.item(i), message);
                finding.options(below.iter().take(20).map(|c| cx.for_field(table, c)));
                if let Some(span) = billable {
                    finding.dated(span.from, span.to);
                }
            }
            status == CodeStatus::Header
        });
    },
    ..Rule::BASE
};

/// In the list, but not on the day of the service.
pub static NOT_VALID_ON_DATE: Rule = Rule {
    id: "dx.not-valid-on-date",
    title: "a diagnosis code is not valid on the date of service",
    fields: &[Field::DiagnosisCode, Field::ServiceDate, Field::Pointer],
    snip: 5,
    needs: &[Need::Codes(CodeSet::Icd10cm)],
    edit: Some(Edit {
        system: "I/OCE",
        code: "001",
    }),
    predicts: answers::ENDED_DIAGNOSIS,
    predicts_for: answers::ENDED_PRINCIPAL,
    source: ICD,
    what: prose!(
        "Every diagnosis code had begun and had not ended on the dates of service of \
        the lines that point to it."
    ),
    why: "Diagnoses are judged by the code set in force on the date of service; ICD-10-CM \
        changes every October, and there is no grace period.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/healthCareCodeInformation/0/diagnosisCode",
            "value": "S23420A"}]"#
    ),
    fix: "use the code that was in force on the date of service",
    check: |cx, out| {
        let Some(table) = cx.tables.codes(CodeSet::Icd10cm) else {
            return;
        };
        each(cx, out, &mut |out, i, code, on, status| {
            let at = Field::DiagnosisCode.item(i);
            let written = table.formatted(code);
            match status {
                CodeStatus::Ended(last) => {
                    let finding = out.add(
                        at,
                        format!("{written} ended on {last}, and the date of service is {on}"),
                    );
                    finding.dated(crate::Date::MIN, last);
                    let next: Vec<String> = table
                        .successors(code)
                        .iter()
                        .map(|c| cx.for_field(table, c))
                        .collect();
                    if !next.is_empty() {
                        finding
                            .fix("use the successor that the record supports")
                            .options(next);
                    }
                    true
                }
                CodeStatus::NotYet(first) => {
                    out.add(
                        at,
                        format!("{written} begins on {first}, and the date of service is {on}"),
                    )
                    .dated(first, crate::Date::MAX);
                    true
                }
                _ => false,
            }
        });
    },
    ..Rule::BASE
};

/// The letter of a diagnosis in box 21.
pub(super) fn letter(i: usize) -> char {
    char::from(b'A' + i.min(11) as u8)
}

/// The last characters of codes that differ in them.
fn last_of(codes: &[String]) -> Vec<String> {
    codes
        .iter()
        .filter_map(|c| c.get(6..))
        .map(str::to_owned)
        .collect()
}

/// How many characters a header lacks, by the billable codes below it.
fn more_characters(code: &str, below: &[String]) -> String {
    let lengths = || below.iter().map(String::len).filter(|n| *n > code.len());
    match (lengths().min(), lengths().max()) {
        (Some(least), Some(most)) if least < most => format!(
            "{} to {} more characters ({least} to {most} in all)",
            least - code.len(),
            most - code.len()
        ),
        (Some(all), _) if all == code.len() + 1 => format!("1 more character ({all} in all)"),
        (Some(all), _) => format!("{} more characters ({all} in all)", all - code.len()),
        _ => "more characters".to_owned(),
    }
}

/// Calls `see` with every diagnosis and date until it answers that it found something; says why where none is known.
fn each(
    cx: &Context<'_>,
    out: &mut Findings,
    see: &mut dyn FnMut(&mut Findings, usize, &str, crate::Date, CodeStatus) -> bool,
) {
    for (i, facts) in cx
        .diagnoses()
        .iter()
        .enumerate()
        .filter(|(_, f)| !f.code.is_empty())
    {
        if facts.on.is_empty() {
            match cx.first_date() {
                Some(_) => out.not_checked(
                    "a date of service is outside of what the ICD-10-CM table covers",
                    "a table of another release",
                ),
                None => out.not_checked(
                    "the claim has no date of service",
                    "give the date of service, or validate(claim, {on: \"YYYY-MM-DD\"})",
                ),
            }
        }
        for (on, status) in &facts.on {
            if see(out, i, &facts.code, *on, *status) {
                break;
            }
        }
    }
}

/// A pointer to a diagnosis that is not there.
pub static POINTER_OUT_OF_RANGE: Rule = Rule {
    id: "dx.pointer-out-of-range",
    title: "a line points to a diagnosis that is not there",
    fields: &[Field::Pointer, Field::Diagnoses],
    snip: 4,
    predicts: predicts("A7:477", "16", "M76"),
    source: TR3,
    what: prose!(
        "Every diagnosis pointer is the number, counted from 1, of a diagnosis on the claim."
    ),
    leaves_alone: leaves!["claims without any diagnosis, where that is the finding",],
    why: "The payer cannot tell why the service was given, and rejects the claim or the line.",
    example: prose!(
        r#"[{"op": "replace",
                "path": "/claimInformation/serviceLines/0/professionalService/compositeDiagnosisCodePointers/diagnosisCodePointers/0",
                "value": "9"}]"#
    ),
    fix: "point to a diagnosis of this claim, or add the one that is meant",
    check: |cx, out| {
        // Without any diagnosis, that is the finding.
        let count = cx.claim.info.diagnoses.len();
        if count == 0 {
            return;
        }
        for (i, line) in cx.claim.info.lines.iter().enumerate() {
            for (j, pointer) in line.service.pointers.list.iter().enumerate() {
                let at = Field::Pointer.line_item(i, j);
                match pointer {
                    Value::Read(n) if *n == 0 || *n as usize > count => {
                        out.add(
                            at,
                            format!(
                                "pointer {n} of line {} names no diagnosis (box 24E): the \
                            claim has {count}",
                                i + 1
                            ),
                        )
                        .options((1..=count.min(12)).map(|n| n.to_string()));
                    }
                    Value::Invalid(_) => {
                        out.add(
                            at,
                            format!(
                                "a diagnosis pointer of line {} is not a number (box 24E): 1 \
                            is the first diagnosis",
                                i + 1
                            ),
                        )
                        .options((1..=count.min(12)).map(|n| n.to_string()));
                    }
                    _ => {}
                }
            }
        }
    },
    ..Rule::BASE
};
