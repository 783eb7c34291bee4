//! Revenue codes: assigned, with procedure and units where they need them, and on bills that can have them.

use super::revenue_codes::{is_assigned, is_room, needs_procedure};
use super::{CHAPTER_18, CHAPTER_25, CHAPTER_4};
use crate::claim::{Line, Revenue, Value};
use crate::field::Field;
use crate::report::{Edit, Severity};
use crate::rules::bill::Bill;
use crate::rules::context::Context;
use crate::rules::edited::{Edited, Place};
use crate::rules::outpatient::edited;
use crate::rules::{leaves, predicts, prose, words, Rule};

const AT: Field = Field::RevenueCode;

/// A revenue code that is not assigned.
pub static UNKNOWN: Rule = Rule {
    id: "rev.code-unknown",
    title: "a revenue code is missing or not assigned",
    fields: &[AT],
    snip: 5,
    edit: Some(Edit {
        system: "I/OCE",
        code: "41",
    }),
    predicts: predicts("A7:455", "16", "M50"),
    source: CHAPTER_25,
    what: prose!(
        "Each line has a revenue code of four digits that is assigned and has not \
        ended."
    ),
    why: "The line is not paid, or the bill is returned.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"SV2*0510*": "SV2*0910*"}}"#),
    fix: "write all four digits, with the leading zero; take the code of the department",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (i, _, revenue) in bill.each_line() {
            let at = AT.line(i);
            match &revenue.code {
                Value::Missing => drop(out.add(at, "the line has no revenue code")),
                Value::Read(code) => {
                    let number = revenue.number();
                    if number == 0 && code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()) {
                        let whole = format!("0{code}");
                        let fits = whole.parse().is_ok_and(is_assigned);
                        let finding = out.add(at, "a revenue code has four digits");
                        finding.options(fits.then_some(whole));
                    } else if !is_assigned(number) && !is_listed(cx, code) {
                        let code = words::code(code, 4);
                        out.add(
                            at,
                            format!("{code} is not assigned as a revenue code, or has ended"),
                        );
                    }
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// Whether Medicare's outpatient editor knows a revenue code on the last day of the statement.
fn is_listed(cx: &Context<'_>, code: &str) -> bool {
    let through = cx.bill().and_then(|b| b.through);
    let table = cx.tables.edits().ioce.as_ref();
    table
        .zip(through)
        .is_some_and(|(table, on)| table.revenue(code, on).known())
}

/// Whether [`PROCEDURE_MISSING`] is said of a line.
pub(in crate::rules) fn lacks_procedure(
    bill: &Bill<'_>,
    line: &Line<'_>,
    revenue: &Revenue<'_>,
) -> bool {
    let charge = line.service.charge.get().copied();
    let covered = charge.is_some_and(|c| c.0 > revenue.not_covered.get().map_or(0, |n| n.0));
    matches!(bill.facility, 12..=14 | 22 | 23 | 85)
        && !bill.is_no_pay()
        && line.service.code.is_missing()
        && covered
        && needs_procedure(revenue.number())
}

/// A line of an outpatient without its procedure.
pub static PROCEDURE_MISSING: Rule = Rule {
    id: "rev.procedure-missing",
    title: "an outpatient's line does not say what was done",
    fields: &[Field::Service, Field::ProcedureCode, AT],
    snip: 4,
    edit: Some(Edit {
        system: "I/OCE",
        code: "48",
    }),
    predicts: predicts("A6:454", "16", "M20"),
    source: CHAPTER_4,
    what: prose!(
        "On a hospital's outpatient bill (13, 14, 85), and of Part B for inpatients (12, 22, \
            23), a line for a laboratory, imaging, therapy, emergency room, clinic, ambulance, \
            drug in detail, or mental health service has a procedure code. For payers other \
            than Medicare a warning."
    ),
    leaves_alone: leaves![
        "supplies, drugs without detail, anesthesia, operating and recovery rooms (0250, 0258, \
            0270, 0370, 0710)",
        "lines whose charge is zero or not covered"
    ],
    why: "What was done decides the payment; the line is returned without it.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"SV2*0301*HC:83036*": "SV2*0301**"}}"#),
    fix: "give the HCPCS or CPT code",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (i, line, revenue) in bill.each_line() {
            if lacks_procedure(bill, line, revenue) {
                // The editor asks nothing of a critical access hospital, and its word counts on other bills.
                let critical = bill.facility == 85;
                let asks = |e: &Edited| e.places(48).any(|p| p == Place::Line(i));
                if !critical && edited(cx).is_some_and(|e| !asks(e)) {
                    continue;
                }
                let code = revenue.code.text();
                let finding = out.add(
                    Field::Service.line(i),
                    format!("revenue code {code} needs a procedure code on an outpatient's bill"),
                );
                finding.severity(bill.medicare().unwrap_or(Severity::Warning));
                if critical {
                    finding.edit = None;
                }
            }
        }
    },
    ..Rule::BASE
};

/// A line whose units are missing or wrong for its revenue code.
pub static UNITS: Rule = Rule {
    id: "rev.units",
    title: "the number of units is missing, zero or negative",
    fields: &[Field::Units, AT],
    snip: 4,
    predicts: predicts("A7:476", "16", "M53"),
    source: CHAPTER_25,
    what: prose!("A line has its number of units, which is more than zero."),
    leaves_alone: leaves!["lines without a charge: payment codes, leave days, the total line"],
    why: "Days, visits and doses are counted and paid by it.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"*75*UN*1~": "*75*UN*0~"}}"#),
    fix: "give the number of units; 1 where the code is not counted",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (i, line, revenue) in bill.each_line() {
            let free = line.service.charge.get().is_none_or(|c| c.0 == 0) || revenue.number() == 1;
            let at = Field::Units.line(i);
            match &line.service.units {
                Value::Read(n) if n.0 < 0 => drop(out.add(at, "the number of units is negative")),
                Value::Read(n) if n.0 == 0 && !free => {
                    out.add(at, "the line has a charge and no units");
                }
                Value::Missing if !free => drop(out.add(at, "the number of units is missing")),
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// A part of a unit.
pub static FRACTION: Rule = Rule {
    id: "rev.units-fraction",
    title: "a part of a unit",
    severity: Severity::Warning,
    fields: &[Field::Units],
    snip: 4,
    predicts: predicts("A7:476", "16", "M53"),
    source: CHAPTER_25,
    what: prose!("Units of days and services are whole numbers."),
    leaves_alone: leaves!["the miles of an ambulance"],
    why: "Parts of days and services are not paid; many payers reject them.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"*75*UN*1~": "*75*UN*1.5~"}}"#),
    fix: "round by the rule of the code",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (i, line, revenue) in bill.each_line() {
            let miles = matches!(revenue.number(), 540..=549);
            if line.service.units.get().is_some_and(|u| u.is_fraction()) && !miles {
                out.add(Field::Units.line(i), "the line has a part of a unit");
            }
        }
    },
    ..Rule::BASE
};

/// Reason why a revenue code is wrong on a bill of that kind; `None` when it is not.
fn misplaced(facility: u8, code: u16) -> Option<&'static str> {
    let outpatient = matches!(facility, 12..=14 | 22 | 23 | 34 | 71..=78 | 85 | 87);
    Some(match code {
        22 if !matches!(facility, 18 | 21) => "0022 is the payment code of a nursing facility",
        23 if !matches!(facility, 32) => "0023 is the payment code of home health",
        24 if !matches!(facility, 11) => "0024 is the payment code of inpatient rehabilitation",
        _ if outpatient && is_room(code) => "an outpatient, or Part B, has no room and board",
        650..=659 if !matches!(facility, 81 | 82) => "065x is a hospice's care",
        762 if matches!(facility, 71 | 77 | 72 | 74..=76) => "observation is a hospital's",
        960..=989 if matches!(facility, 13 | 14) => {
            "096x to 098x are professional fees, which a hospital bills as professional claims"
        }
        _ => return None,
    })
}

/// A revenue code of another kind of bill.
pub static MISPLACED: Rule = Rule {
    id: "rev.code-misplaced",
    title: "a revenue code does not fit the type of bill",
    fields: &[AT, Field::BillType],
    snip: 5,
    predicts: predicts("A8:455", "16", "M50"),
    source: CHAPTER_25,
    what: prose!(
        "Of bills to Medicare: rooms stand on no bill of an outpatient or of Part B; 0022, 0023, \
            0024 on those of nursing facilities, home health and rehabilitation alone; 065x on \
            hospices' alone; professional fees (096x to 098x) not on a hospital's outpatient \
            bill, but on that of a critical access hospital."
    ),
    leaves_alone: leaves!["payers other than Medicare"],
    why: "The line is returned: it cannot be paid on this kind of bill.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"SV2*0510*HC:G0463*": "SV2*0120*HC:G0463*"}}"#
    ),
    fix: "correct the revenue code or the type of bill",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        for (i, _, revenue) in bill.each_line() {
            if let Some(why) = misplaced(bill.facility, revenue.number()) {
                out.add(AT.line(i), why).severity(severity);
            }
        }
    },
    ..Rule::BASE
};

/// The revenue codes that a manual names for a service.
fn wanted(code: &str) -> Option<(&'static [u16], &'static str)> {
    Some(match code {
        "77067" | "77063" => (&[403], "0403"),
        "77065" | "77066" | "G0279" => (&[401], "0401"),
        "G0008" | "G0009" | "G0010" | "90480" => (&[771], "0771"),
        "93797" | "93798" | "G0422" | "G0423" => (&[943], "0943"),
        "94625" | "94626" => (&[948], "0948"),
        "Q3014" => (&[780, 789], "0780"),
        _ => return None,
    })
}

/// A service under another revenue code than the manual's.
pub static SERVICE: Rule = Rule {
    id: "rev.service-elsewhere",
    title: "a service stands under another revenue code than the manual names for it",
    fields: &[AT, Field::ProcedureCode],
    snip: 5,
    predicts: predicts("A8:455", "16", "M50"),
    source: CHAPTER_18,
    what: prose!(
        "Of bills to Medicare: screening mammography stands under 0403, diagnostic \
        under 0401, the administration of influenza, pneumococcal, hepatitis B and COVID-19 \
        vaccines under 0771; cardiac rehabilitation under 0943 and pulmonary under 0948 \
        (chapter 32, 140), the place where a telehealth patient is under 078x (chapter 12, 190)."
    ),
    leaves_alone: leaves![
        "critical access hospitals' professional fees (096x to 098x)",
        "clinics, which bill the visit under 052x"
    ],
    why: "The contractor returns the line.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"SV2*0301*HC:83036*": "SV2*0401*HC:77067*"}}"#
    ),
    fix: "move the service to the revenue code that the message names",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        if !matches!(bill.facility, 12..=14 | 22 | 23 | 85) {
            return;
        }
        for (facts, (i, _, revenue)) in cx.lines().iter().zip(bill.each_line()) {
            let Some((codes, name)) = wanted(&facts.code) else {
                continue;
            };
            let number = revenue.number();
            if number != 0 && !codes.contains(&number) && !matches!(number, 960..=989) {
                let message = format!("{} belongs to revenue code {name}", facts.code);
                out.add(AT.line(i), message)
                    .severity(severity)
                    .options([name.to_owned()]);
            }
        }
    },
    ..Rule::BASE
};
