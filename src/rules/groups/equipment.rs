//! Medical equipment: bought or rented, and what its policy wants certified.

use crate::field::Field;
use crate::report::Severity;
use crate::rules::context::LineFacts;
use crate::rules::{answers, leaves, prose, Rule};

/// Whether Medicare's fee schedule for equipment has a code only with a modifier for rent or purchase. Some frequent codes,
/// not all.
fn is_priced_by_modifier(line: &LineFacts<'_>) -> bool {
    let number: u32 = match line.code.get(1..).and_then(|n| n.parse().ok()) {
        Some(n) => n,
        None => return false,
    };
    match line.code.as_bytes().first() {
        Some(b'E') => matches!(
            number,
            100 | 105 | 130 | 135 | 140 | 141 | 143 | 144 | 147..=149 | 163 | 165 | 167 | 168
                | 250 | 251 | 255 | 256 | 260 | 261 | 265 | 266 | 290..=297 | 301..=304
                | 424 | 431 | 433 | 434 | 439 | 470 | 471 | 562 | 570 | 601 | 627 | 630
                | 720 | 730 | 784 | 1390..=1392
        ),
        Some(b'K') => matches!(number, 1..=4 | 6 | 7 | 195 | 738 | 813..=816 | 820..=829),
        _ => false,
    }
}

/// Neither bought nor rented.
pub static RENT_OR_PURCHASE: Rule = Rule {
    id: "mod.equipment-rent-or-purchase",
    title: "equipment does not say whether it is rented or bought",
    severity: Severity::Warning,
    fields: &[
        Field::Modifiers,
        Field::Modifier,
        Field::ProcedureCode,
        Field::Filing,
    ],
    snip: 5,
    predicts: answers::MODIFIER_MISSING,
    source: (
        "CMS DMEPOS fee schedule (columns NU, RR, UE); CMS Medicare Claims Processing Manual, \
            chapter 20, section 30",
        "https://www.cms.gov/medicare/payment/fee-schedules/dmepos",
    ),
    what: prose!(
        "On a claim to Medicare equipment that the fee schedule prices by modifier \
        only has RR (rented), NU (bought new) or UE (bought used): oxygen, hospital beds, \
        wheelchairs, walkers, breathing devices, some ninety codes."
    ),
    leaves_alone: leaves![
        "payers other than Medicare",
        "maintenance (MS), repair (RB), GY, and NR, a part that was rented and is bought",
        "equipment of which it is not known how it is priced: listed as not checked",
    ],
    why: "Rent and price differ by much; a line without the modifier is returned.",
    example: prose!(
        r#"[{"op": "replace", "value": "E0143",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"}]"#
    ),
    fix: "RR states rent, NU purchase of a new piece, UE of a used one",
    check: |cx, out| {
        if !cx.is_medicare() {
            return;
        }
        for (i, line) in cx.lines().iter().enumerate() {
            if !line.is_equipment() {
                continue;
            }
            if !is_priced_by_modifier(line) {
                if line.code.starts_with('E') {
                    out.not_checked(
                        "whether equipment is priced by rent or purchase is known for some codes \
                        only",
                        "look the code up in the fee schedule for equipment",
                    );
                }
                continue;
            }
            if line
                .any_of(&["NU", "RR", "UE", "MS", "RB", "GY", "NR"])
                .is_none()
            {
                out.add(
                    Field::Modifiers.line(i),
                    format!("{} has none of RR (rented), NU (new), UE (used)", line.code),
                )
                .related(Field::ProcedureCode.line(i), "the equipment");
            }
        }
    },
    ..Rule::BASE
};

/// Whether a code is a shoe for diabetics, its insert or its change.
fn is_shoe(code: &str) -> bool {
    ("A5500"..="A5514").contains(&code) && code.len() == 5
}

/// A policy's requirements are not certified.
pub static POLICY: Rule = Rule {
    id: "mod.equipment-policy",
    title: "equipment does not say whether its policy is met",
    severity: Severity::Warning,
    fields: &[
        Field::Modifiers,
        Field::Modifier,
        Field::ProcedureCode,
        Field::Filing,
    ],
    snip: 5,
    predicts: answers::MODIFIER_MISSING,
    source: (
        "CMS LCD L33718 (positive airway pressure), L33822 (glucose monitors), L33369 (shoes for \
            diabetics), L33788 (manual wheelchairs), L33789 (power wheelchairs), equipment MACs",
        "https://www.cms.gov/medicare-coverage-database/search.aspx",
    ),
    what: prose!(
        "On a claim to Medicare E0470 and E0601 have KX (the policy is met), or say \
        that it is not; test strips and lancets (A4253, A4259) have KX (treated with insulin) \
        or KS (not); shoes for diabetics (A5500-A5514) and wheelchairs (K0001-K0009, \
        K0800-K0898) have KX, or say that the policy is not met."
    ),
    leaves_alone: leaves![
        "payers other than Medicare",
        "GA, GY, GZ and EY, by which the policy is said not to be met",
        "equipment whose policy is not known here",
    ],
    why: "The equipment contractors deny or return the line without it.",
    example: prose!(
        r#"[{"op": "replace", "value": "E0601",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"},
            {"op": "add", "value": ["RR"],
            "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers"}]"#
    ),
    fix: "KX states that the policy's requirements are on file; without them GA (notice signed), \
        GZ (none) or GY (not covered)",
    check: |cx, out| {
        if !cx.is_medicare() {
            return;
        }
        for (i, line) in cx.lines().iter().enumerate() {
            let wanted: &[&str] = match line.code.as_ref() {
                "E0470" | "E0601" => &["KX", "GA", "GY", "GZ", "EY"],
                "A4253" | "A4259" => &["KX", "KS", "GA", "GY", "GZ", "EY"],
                code if is_shoe(code) => &["KX", "GA", "GY", "GZ", "EY"],
                code if ("K0001"..="K0009").contains(&code)
                    || ("K0800"..="K0898").contains(&code) =>
                {
                    &["KX", "GA", "GY", "GZ", "EY"]
                }
                _ => continue,
            };
            if line.any_of(wanted).is_none() {
                out.add(
                    Field::Modifiers.line(i),
                    format!("{} has none of {}", line.code, wanted.join(", ")),
                )
                .related(Field::ProcedureCode.line(i), "the equipment");
            }
        }
    },
    ..Rule::BASE
};

/// A brace, prosthesis or shoe without its side.
pub static SIDE: Rule = Rule {
    id: "mod.equipment-side",
    title: "a brace, prosthesis or shoe does not say for which side it is",
    severity: Severity::Warning,
    fields: &[
        Field::Modifiers,
        Field::Modifier,
        Field::ProcedureCode,
        Field::Filing,
    ],
    snip: 5,
    predicts: answers::MODIFIER_MISSING,
    source: (
        "CMS policy articles A52465 (knee orthoses), A52457 (ankle-foot and knee-ankle-foot \
            orthoses), A52496 (lower limb prostheses), A52501 (shoes for diabetics)",
        "https://www.cms.gov/medicare-coverage-database/search.aspx",
    ),
    what: prose!(
        "On a claim to Medicare orthoses of knee and ankle (L1810-L1990), prostheses of the leg \
        (L5000-L5999) and shoes for diabetics (A5500-A5514) have LT or RT."
    ),
    leaves_alone: leaves![
        "payers other than Medicare",
        "GY, by which no payment is asked",
        "equipment of other parts of the body",
    ],
    why: "The equipment contractors reject the line without a side as incorrectly coded; two \
        sides are two lines.",
    example: prose!(
        r#"[{"op": "replace", "value": "L1833",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"}]"#
    ),
    fix: "add LT for the left or RT for the right side, each on a line of its own",
    check: |cx, out| {
        if !cx.is_medicare() {
            return;
        }
        for (i, line) in cx.lines().iter().enumerate() {
            let code = line.code.as_ref();
            let sided = line.set.is_some()
                && (("L1810"..="L1990").contains(&code)
                    || ("L5000"..="L5999").contains(&code)
                    || is_shoe(code));
            if sided && line.any_of(&["LT", "RT", "GY"]).is_none() {
                out.add(
                    Field::Modifiers.line(i),
                    format!("{code} has neither LT nor RT"),
                )
                .related(Field::ProcedureCode.line(i), "the equipment");
            }
        }
    },
    ..Rule::BASE
};
