//! Group 1: procedure codes against the date of service.

use crate::claim::Value;
use crate::code_set::CodeSet;
use crate::edits::procedures::flag;
use crate::field::Field;
use crate::report::{Finding, Severity};
use crate::rules::context::{procedure_set, Context};
use crate::rules::outpatient::edited;
use crate::rules::{answers, leaves, predicts, prose, words, Findings, Need, Rule, TR3};
use crate::search::meant;
use crate::successors;
use crate::table::CodeStatus;
use crate::Date;

const SOURCE: (&str, &str) = (
    "CMS HCPCS quarterly update; CPT code dates",
    "https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system",
);

/// No procedure code on a line.
pub static MISSING: Rule = Rule {
    id: "proc.missing",
    title: "a line has no procedure code",
    fields: &[Field::ProcedureCode],
    snip: 2,
    predicts: predicts("A6:454", "16", "M51"),
    source: TR3,
    what: prose!("Every service line names what was done by a HCPCS or CPT code."),
    why: "A line without a procedure code cannot be priced; the 837P requires one on every \
        line.",
    example: prose!(
        r#"[{"op": "remove",
                "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"}]"#
    ),
    fix: "give the HCPCS or CPT code of the service",
    check: |cx, out| {
        for (i, line) in cx.claim.info.lines.iter().enumerate() {
            if let Value::Missing = line.service.code {
                out.add(
                    Field::ProcedureCode.line(i),
                    format!("line {} has no procedure code (box 24D)", i + 1),
                );
            }
        }
    },
    ..Rule::BASE
};

/// Codes that one with a slip in it may have been meant to be: those that a search for it shows.
fn slipped(cx: &Context<'_>, set: CodeSet, code: &str, on: Option<Date>) -> Vec<String> {
    let Some(table) = cx.tables.codes(set) else {
        return Vec::new();
    };
    let mut codes = meant::meant(&[table], code);
    codes.retain(|c| on.is_none_or(|on| table.status(c, on) == CodeStatus::Valid));
    codes
}

/// Not a code of the tables at all.
pub static UNKNOWN: Rule = Rule {
    id: "proc.unknown",
    title: "a procedure code does not exist",
    fields: &[Field::ProcedureCode],
    snip: 5,
    edit: Some(crate::report::Edit {
        system: "I/OCE",
        code: "006",
    }),
    predicts: answers::PROCEDURE,
    source: SOURCE,
    what: prose!(
        "The procedure code is a HCPCS Level II code (a letter and four digits) or a \
        CPT code (five digits, or four and a letter) that is or was in the published table. A \
        warning for dates of service after the table's last day."
    ),
    leaves_alone: leaves![
        "codes with the qualifier ER, IV or WK, whose lists are in no table: listed as not \
            checked",
        "dental codes (D and four digits), which no table has: listed as not checked",
    ],
    why: "A code that was never published is rejected before the claim reaches the payer's \
        adjudication.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode",
            "value": "99999"}]"#
    ),
    fix: "look the service up and use the code in force on the date of service",
    check: |cx, out| {
        for (i, line) in cx
            .lines()
            .iter()
            .enumerate()
            .filter(|(_, l)| !l.code.is_empty())
        {
            let at = Field::ProcedureCode.line(i);
            match (line.set, line.status(cx)) {
                (None, _) if line.by_agreement => {
                    out.not_checked(
                        "codes with the qualifier ER, IV or WK are of lists that no table has",
                        "HC for HCPCS and CPT codes",
                    );
                }
                (None, _) if is_dental(&line.code) => {
                    out.not_checked(
                        "dental codes (D and four digits) are in none of the tables",
                        "the ADA licenses them",
                    );
                }
                (None, _) => {
                    out.add(
                        at,
                        format!(
                            "what stands as the procedure of line {} (box 24D) is not of the \
                                form of a HCPCS or CPT code",
                            i + 1
                        ),
                    )
                    .fix(
                        "five characters: a letter and four digits (HCPCS), five digits, or \
                            four digits and a letter (CPT)",
                    );
                }
                (Some(set), None) => why_not(cx, out, set, i),
                (Some(set), Some(CodeStatus::Unknown)) => {
                    let name = if set == CodeSet::Cpt { "CPT" } else { "HCPCS" };
                    let replaced = replaced_by(&line.code);
                    match line.date.and_then(|on| cx.outdated(set, &line.code, on)) {
                        None => {
                            let meant = slipped(cx, set, &line.code, line.date);
                            let message = format!("{} is not a {name} code{replaced}", line.code);
                            let finding = out.add(at, message).options(meant);
                            if let Some(on) = line.date {
                                name_successors(cx, finding, &line.code, on);
                            }
                        }
                        Some(to) => {
                            out.add(
                                at,
                                format!(
                                    "{} is not in the {name} table, which reaches to {to}",
                                    line.code
                                ),
                            )
                            .severity(Severity::Warning);
                        }
                    }
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// In the table, but not on the day of the service.
pub static NOT_VALID_ON_DATE: Rule = Rule {
    id: "proc.not-valid-on-date",
    title: "a procedure code is not valid on the date of service",
    fields: &[Field::ProcedureCode, Field::ServiceDate],
    snip: 5,
    edit: Some(crate::report::Edit {
        system: "I/OCE",
        code: "006",
    }),
    predicts: answers::PROCEDURE,
    source: SOURCE,
    what: prose!(
        "The procedure code is valid on the line's first day of service: it had begun \
        and had not ended."
    ),
    why: "Procedure codes are paid by the code set in force on the date of service; there is \
        no grace period.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode",
            "value": "99218"}]"#
    ),
    fix: "use the code that was in force on the date of service",
    check: |cx, out| {
        for (i, line) in cx.lines().iter().enumerate() {
            // Medicare's editor has an edit of its own for such a day.
            if edited(cx).is_some_and(|e| e.says_day(i)) {
                continue;
            }
            let Some(set) = line.set else { continue };
            let at = Field::ProcedureCode.line(i);
            match line.status(cx) {
                None if !line.code.is_empty() => why_not(cx, out, set, i),
                Some(CodeStatus::Ended(last)) => {
                    let date = line.date.unwrap_or(last);
                    let finding = out.add(
                        at,
                        format!(
                            "{} ended on {last}, and the date of service is {date}{}",
                            line.code,
                            replaced_by(&line.code)
                        ),
                    );
                    if cx.outdated(set, &line.code, date).is_some() {
                        finding.severity(Severity::Warning);
                    }
                    finding
                        .dated(crate::Date::MIN, last)
                        .related(Field::ServiceDate.line(i), "the date of service");
                    name_successors(cx, finding, &line.code, date);
                }
                Some(CodeStatus::NotYet(first)) => {
                    let date = line.date.unwrap_or(first);
                    out.add(
                        at,
                        format!(
                            "{} begins on {first}, and the date of service is {date}",
                            line.code
                        ),
                    )
                    .dated(first, crate::Date::MAX)
                    .related(Field::ServiceDate.line(i), "the date of service");
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// Not paid by Medicare whatever else the claim says.
pub static NOT_COVERED: Rule = Rule {
    id: "proc.not-covered-by-medicare",
    title: "Medicare does not cover the procedure code, or wants another one",
    severity: Severity::Warning,
    fields: &[
        Field::ProcedureCode,
        Field::ServiceDate,
        Field::Filing,
        Field::Modifier,
    ],
    snip: 7,
    needs: &[Need::ProcedureEdits],
    edit: Some(crate::report::Edit {
        system: "I/OCE",
        code: "009, 028, 050",
    }),
    predicts: predicts("", "96", "N425"),
    source: (
        "CMS I/OCE, edits 9, 28 and 50",
        "https://www.cms.gov/medicare/coding-billing/outpatient-code-editor-oce",
    ),
    what: prose!(
        "On a claim to Medicare (MA, MB) no procedure is excluded by law, never \
        covered, or not recognized because Medicare wants another code. A warning: the flags \
        are those of the hospital editor."
    ),
    leaves_alone: leaves![
        "payers other than Medicare",
        "lines with GX, GY or GZ, which announce the denial",
        "quality codes, equipment, supplies, drugs and vaccines, for which the hospital's \
            flags do not hold",
    ],
    why: "The line is denied; without the right modifier the patient may not even be billed \
        for it.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode",
            "value": "V5010"}]"#
    ),
    fix: "bill the patient; GY states that the service is excluded, where another payer wants \
        Medicare's denial",
    check: |cx, out| {
        let Some(table) = cx
            .tables
            .edits()
            .procedures
            .as_ref()
            .filter(|_| cx.is_medicare())
        else {
            return;
        };
        for (i, line) in cx.lines().iter().enumerate() {
            let Some(edit) = line.date.and_then(|on| table.on(&line.code, on)) else {
                continue;
            };
            // The table is the hospital's. What is true of professional claims too: what is refused among services, and
            // the codes of private payers and Medicaid. Quality codes, equipment, supplies, drugs and vaccines have
            // other rules there.
            let services = line.number > 0 && !line.is_vaccine()
                || line.code.starts_with(['H', 'S', 'T', 'V']) && line.set == Some(CodeSet::Hcpcs);
            if !services {
                continue;
            }
            let what = match edit.flags {
                f if f & flag::EXCLUDED_BY_LAW != 0 => "is excluded from Medicare by law",
                f if f & flag::NOT_COVERED != 0 => "is not covered by Medicare",
                f if f & flag::NOT_RECOGNIZED != 0 => "is not a code that Medicare pays",
                _ => continue,
            };
            if line.any_of(&["GX", "GY", "GZ"]).is_none() {
                let instead = medicare_instead(line.number);
                let mut message = format!("{} {what}", line.code);
                if let Some(codes) = instead {
                    message.push_str(&format!("; it wants {codes}"));
                }
                let finding = out.add(Field::ProcedureCode.line(i), message);
                match instead {
                    Some(codes) => drop(finding.fix(format!("bill {codes}"))),
                    None if edit.flags & flag::NOT_RECOGNIZED != 0 => drop(finding.fix(
                        "take the line off where it is part of another service of the day, or \
                            bill the code that Medicare has for it",
                    )),
                    None => {}
                }
                // The patient pays; that it is billed at all is no mistake (a refraction, 92015).
                if edit.flags & flag::EXCLUDED_BY_LAW != 0 {
                    finding.severity(Severity::Info);
                }
            }
        }
    },
    ..Rule::BASE
};

/// Codes that Medicare wants in place of one that it does not recognize, in words, where its rules
/// name them: Claims Processing Manual, chapter 12, section 30.6.10 (consultations); final rules of
/// the physician fee schedule for 2021 and 2023 (prolonged visits) and 2025 (telemedicine visits).
const fn medicare_instead(number: u32) -> Option<&'static str> {
    Some(match number {
        99_242..=99_245 => "a visit of the office (99202-99205, 99211-99215)",
        99_252..=99_255 => "a visit of the hospital (99221-99223)",
        99_417 => "G2212",
        99_418 => "G0316, or G0317 in a nursing facility",
        98_000..=98_015 => "a visit of the office (99202-99205, 99211-99215) with place 02 or 10",
        _ => return None,
    })
}

fn is_dental(code: &str) -> bool {
    code.len() == 5 && code.starts_with('D') && code.bytes().skip(1).all(|b| b.is_ascii_digit())
}

/// Successors of a code, as a text behind what is wrong with it; empty where no source names any.
fn replaced_by(code: &str) -> String {
    let Some(next) = successors::of(code) else {
        return String::new();
    };
    let codes: Vec<String> = next.codes().map(str::to_owned).collect();
    format!("; {} replaced it", words::any_of(&codes))
}

/// Names the successors of a code that the payer takes on that day. Where the unit is another one the count changes with the
/// code, so that a code alone is no option.
fn name_successors(cx: &Context<'_>, finding: &mut Finding, code: &str, on: crate::Date) {
    let Some(next) = successors::of(code) else {
        return;
    };
    let takes = |c: &&str| {
        let set = procedure_set(c);
        let valid = set.and_then(|s| cx.status(s, c, on)) == Some(CodeStatus::Valid);
        let edits = cx.tables.edits().procedures.as_ref();
        let edit = edits.and_then(|t| t.on(c, on));
        let refused =
            edit.is_some_and(|e| e.flags & (flag::NOT_RECOGNIZED | flag::NOT_COVERED) != 0);
        valid && !(cx.is_medicare() && refused)
    };
    let taken: Vec<String> = next.codes().filter(takes).map(str::to_owned).collect();
    if let (Some((old, new)), [to]) = (next.units, &taken[..]) {
        finding.fix(format!(
            "bill {to}; its unit is {new}, that of {code} was {old}: count the units of the \
                dose anew"
        ));
    } else if let [_, ..] = &taken[..] {
        finding
            .fix(format!(
                "bill {}, as the record supports",
                words::any_of(&taken)
            ))
            .options(taken);
    }
}

/// Says why a code could not be looked up.
fn why_not(cx: &Context<'_>, out: &mut Findings, set: CodeSet, line: usize) {
    if let Some((reason, remedy)) = Need::Codes(set).unmet(cx.tables, cx.options, None) {
        out.not_checked(reason, remedy);
    } else if cx.lines().get(line).is_some_and(|l| l.date.is_none()) {
        out.not_checked(
            "a line has no date of service",
            "give the date of service, or validate(claim, {on: \"YYYY-MM-DD\"})",
        );
    } else {
        let days = cx.coverage(set, cx.lines().get(line).map_or("", |l| &l.code));
        let days = days.map_or(String::new(), |(from, to)| format!(", {from} to {to}"));
        out.not_checked(
            format!(
                "a date of service is outside of what the table {} covers for such codes{days}",
                set.as_str()
            ),
            "a table of another release",
        );
    }
}
