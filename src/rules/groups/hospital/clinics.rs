//! Rural health clinics: the visit and what it is billed under.

use super::CHAPTER_9;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Rule};

/// Services of a rural health clinic that are no visit: care management, virtual communication, telehealth. They are paid apart
/// from the visit and have no CG (Pub. 100-02, chapter 13, 230; 42 CFR 405.2464(c) to (e)). G0511 ended on 2025-09-30, G0512 and
/// G0071 on 2025-12-31 (fee schedule rules of 2025 and 2026), and the services that they stood for are billed code by code.
fn is_no_visit(code: &str) -> bool {
    matches!(
        code,
        "G0511"
            | "G0512"
            | "G0071"
            | "G2025"
            | "Q3014"
            | "G0136"
            | "G2010"
            | "G2012"
            | "G0019"
            | "G0022"
            | "G0023"
            | "G0024"
            | "G0140"
            | "G0146"
            | "G0323"
            | "G0556"
            | "G0557"
            | "G0558"
            | "G0568"
            | "G0569"
            | "G0570"
            | "G2214"
            | "G2250"
            | "G3002"
            | "G3003"
            | "98016"
            | "99091"
    ) || code.starts_with("M02")
        // Chronic, principal and behavioral care management (9942x, 9943x, 9948x, 9949x), monitoring from afar (9945x, 9897x,
        // 9898x): paid apart from the visit since 2025, code by code (chapter 13 of Pub. 100-02, 230).
        || matches!(code.as_bytes(), [b'9', b'9', b'4', b'2' | b'3' | b'5' | b'8' | b'9', _])
        || matches!(code.as_bytes(), [b'9', b'8', b'9', b'7' | b'8', _])
}

/// A clinic's bill without the line of its visit.
pub static VISIT: Rule = Rule {
    id: "clinic.visit-modifier-missing",
    title: "no line of a rural health clinic's bill is marked as the visit",
    fields: &[Field::Modifiers, Field::Modifier, Field::RevenueCode],
    snip: 4,
    predicts: predicts("A7:453", "4", "N519"),
    source: CHAPTER_9,
    what: prose!(
        "On Medicare's bill of a rural health clinic (71) one line of the visit (052x or 0900) has \
        modifier CG, and no line of another revenue code has it (MLN SE1611); 0519 and 0905 \
        (intensive outpatient care) are let pass."
    ),
    leaves_alone: leaves![
        "bills for nothing but care management, telehealth or virtual communication"
    ],
    why: "Coinsurance and payment hang on that line; without it nothing is paid.",
    example: prose!(r#"{"bill": "rhc", "replace": {"HC:99213:CG": "HC:99213"}}"#),
    fix: "put CG on the line of the visit, with the charges of the whole visit",
    check: |cx, out| {
        let Some(bill) = cx.bill().filter(|b| b.facility == 71 && !b.is_no_pay()) else {
            return;
        };
        let Some(severity) = bill.medicare() else {
            return;
        };
        let lines = cx.lines();
        let visits = lines
            .iter()
            .zip(bill.each_line())
            .filter(|(facts, (_, _, revenue))| {
                matches!(revenue.number(), 520..=529 | 900)
                    && !facts.code.is_empty()
                    && !is_no_visit(&facts.code)
            });
        for (facts, (i, _, revenue)) in lines.iter().zip(bill.each_line()) {
            if facts.has("CG") && !matches!(revenue.number(), 0 | 519..=529 | 900 | 905) {
                let message = "CG marks the visit, which stands under 052x or 0900";
                out.add(Field::RevenueCode.line(i), message)
                    .severity(severity);
            }
        }
        let mut visits = visits.peekable();
        let first = visits.peek().map(|(_, (i, _, _))| *i);
        if let Some(i) = first.filter(|_| !lines.iter().any(|l| l.has("CG"))) {
            out.add(
                Field::Modifiers.line(i),
                "no line is marked as the visit by modifier CG",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// Revenue codes that are of no clinic.
fn is_elsewhere(code: u16) -> bool {
    matches!(code, 20..=24 | 100..=249 | 290..=299 | 450..=459 | 540..=549 | 560..=569)
        || matches!(code, 600..=609 | 650..=659 | 670..=729 | 800..=889 | 930..=939 | 960..=989)
}

/// Revenue codes that a clinic does not bill.
pub static REVENUE: Rule = Rule {
    id: "clinic.revenue-misplaced",
    title: "a revenue code that a clinic does not bill",
    fields: &[Field::RevenueCode, Field::BillType],
    snip: 5,
    predicts: predicts("A8:455", "16", "M50"),
    source: CHAPTER_9,
    what: prose!(
        "On Medicare's bills of rural health clinics, federally qualified health centers and \
            community mental health centers (71, 77, 76; chapters 9 and 4) stand no \
            accommodation and ancillaries of a stay, emergency room, ambulance, home health, \
            hospice, dialysis or professional fees."
    ),
    why: "These are no services of a clinic; the line is returned.",
    example: prose!(r#"{"bill": "rhc", "replace": {"SV2*0521*": "SV2*0450*"}}"#),
    fix: "use the revenue code of the visit (052x, 0900) or of the incidental service",
    check: |cx, out| {
        let Some(bill) = cx.bill().filter(|b| matches!(b.facility, 71 | 76 | 77)) else {
            return;
        };
        let Some(severity) = bill.medicare() else {
            return;
        };
        for (i, _, revenue) in bill.each_line() {
            let elsewhere = is_elsewhere(revenue.number());
            if elsewhere {
                let code = revenue.code.text();
                out.add(
                    Field::RevenueCode.line(i),
                    format!("revenue code {code} is not one of a clinic or center"),
                )
                .severity(severity);
            }
        }
    },
    ..Rule::BASE
};

/// Professional fees without who earned them.
pub static METHOD_TWO: Rule = Rule {
    id: "clinic.professional-fee-code",
    title: "a professional fee of a critical access hospital does not say what was done",
    fields: &[Field::Service, Field::ProcedureCode, Field::RevenueCode],
    snip: 4,
    predicts: predicts("A6:454", "16", "M20"),
    source: super::CHAPTER_4,
    what: prose!(
        "A line with a professional fee (096x to 098x) on a bill of type 85 has a procedure \
            code."
    ),
    leaves_alone: leaves!["the facility's own lines"],
    why: "Professional fees are paid by the physician's fee schedule, code by code.",
    example: prose!(r#"{"bill": "cah", "replace": {"SV2*0981*HC:99283*": "SV2*0981**"}}"#),
    fix: "give the CPT code",
    check: |cx, out| {
        let Some(bill) = cx.bill().filter(|b| b.facility == 85) else {
            return;
        };
        for (i, line, revenue) in bill.each_line() {
            if matches!(revenue.number(), 960..=989) && line.service.code.is_missing() {
                out.add(
                    Field::Service.line(i),
                    "a professional fee needs a procedure code",
                )
                .severity(bill.medicare().unwrap_or(Severity::Warning));
            }
        }
    },
    ..Rule::BASE
};
