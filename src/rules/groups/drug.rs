//! Drugs: what identifies the package, how much of it was given, and whether some was thrown away.

use crate::claim::Value;
use crate::date::Date;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::context::{Context, LineFacts};
use crate::rules::{answers, leaves, predicts, prose, words, Bill, Payer, Rule};

const DRA: (&str, &str) = (
    "Social Security Act, section 1927(a)(7) (Deficit Reduction Act of 2005); 42 CFR 447.520",
    "https://www.ecfr.gov/current/title-42/chapter-IV/subchapter-C/part-447/subpart-I/\
        section-447.520",
);
const NDC: (&str, &str) = (
    "ASC X12N 837P implementation guide (005010X222A1), loop 2410",
    "https://x12.org/products/technical-reports",
);

/// Whether a code stands for a drug given by a clinician: HCPCS section J, and the drugs and biosimilars among Q. Vaccines
/// and devices are none.
fn is_drug(line: &LineFacts<'_>) -> bool {
    let code = line.code.as_ref();
    code.len() == 5
        && (code.starts_with('J') || code.starts_with("Q51") || matches!(code, "Q0138" | "Q0139"))
}

/// A drug that a Medicaid agency cannot claim a rebate for.
pub static NDC_MISSING: Rule = Rule {
    id: "drug.ndc-missing",
    title: "a drug billed to Medicaid has no NDC",
    severity: Severity::Warning,
    fields: &[Field::Ndc, Field::ProcedureCode, Field::Filing],
    snip: 4,
    predicts: predicts("A6:218", "16", "M119"),
    source: DRA,
    what: prose!(
        "On a claim to Medicaid (MC) a drug (HCPCS J codes, biosimilars Q51xx, Q0138, \
        Q0139) has its National Drug Code. A warning: states have rules of their own, and some \
        ask no NDC of drugs bought at 340B prices."
    ),
    leaves_alone: leaves![
        "payers other than Medicaid",
        "vaccines",
        "a void (frequency code 8)",
    ],
    why: "A state may pay for a drug given by a clinician only when the claim names its NDC, \
        by which the manufacturer's rebate is claimed.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/claimFilingCode", "value": "MC"},
            {"op": "replace", "value": "J1100",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"}]"#
    ),
    fix: "give the eleven-digit NDC of the package used, with quantity and unit (on paper in the \
        shaded part of box 24, after N4)",
    check: |cx, out| {
        let info = &cx.claim.info;
        if info.filing.text() != "MC" || info.frequency.text() == "8" {
            return;
        }
        for (i, line) in cx.lines().iter().enumerate().filter(|(_, l)| is_drug(l)) {
            let drug = info.lines.get(i).and_then(|l| l.drug.as_deref());
            if drug.is_none_or(|d| d.ndc.is_missing() && d.shape.wrong.is_none()) {
                out.add(
                    Field::Ndc.line(i),
                    format!("{} is a drug; Medicaid wants its NDC", line.code),
                )
                .related(Field::ProcedureCode.line(i), "the drug");
            }
        }
    },
    ..Rule::BASE
};

/// An NDC that is not eleven digits.
pub static NDC_FORMAT: Rule = Rule {
    id: "drug.ndc-format",
    title: "an NDC is not eleven digits",
    fields: &[Field::Ndc, Field::NdcQualifier],
    snip: 2,
    predicts: predicts("A7:218", "16", "M119"),
    source: NDC,
    what: prose!(
        "An NDC (qualifier N4) has eleven digits and nothing else: 5 for the labeler, \
        4 for the product, 2 for the package. One with hyphens at 5-4-2 is a warning, as \
        clearinghouses take them out."
    ),
    leaves_alone: leaves!["identifiers of other kinds than N4 (EN, EO, UK ...)",],
    why: "The ten digits on a package become eleven by a zero in front of the short part; \
        without it the payer finds no drug.",
    example: prose!(
        r#"[{"op": "add", "path": "/claimInformation/serviceLines/0/drugIdentification",
            "value": {"serviceIdQualifier": "N4", "nationalDrugCode": "0641037625",
            "nationalDrugUnitCount": "1", "measurementUnitCode": "ML"}}]"#
    ),
    fix: "write eleven digits without hyphens: put a zero in front of the part of the package's \
        ten-digit number that is too short for 5-4-2",
    check: |cx, out| {
        for (i, line) in cx.claim.info.lines.iter().enumerate() {
            let Some(drug) = line.drug.as_deref() else {
                continue;
            };
            let Value::Read(ndc) = &drug.ndc else {
                continue;
            };
            if !matches!(drug.qualifier.text(), "" | "N4") {
                continue;
            }
            let digits = ndc.bytes().filter(u8::is_ascii_digit).count();
            if digits == 11 && ndc.len() == 11 {
                continue;
            }
            let hyphens = ndc.len() == 13
                && digits == 11
                && ndc.as_bytes().get(5) == Some(&b'-')
                && ndc.as_bytes().get(10) == Some(&b'-');
            if hyphens {
                out.add(Field::Ndc.line(i), "the NDC is written with hyphens")
                    .severity(Severity::Warning)
                    .fix("write the eleven digits only");
            } else {
                let n = if digits == ndc.len() {
                    format!("; this one has {digits}")
                } else {
                    String::new()
                };
                out.add(
                    Field::Ndc.line(i),
                    format!("an NDC has eleven digits and nothing else{n}"),
                );
            }
        }
    },
    ..Rule::BASE
};

/// An NDC without quantity or unit.
pub static NDC_QUANTITY: Rule = Rule {
    id: "drug.ndc-quantity",
    title: "an NDC has no quantity, or no unit of measure",
    fields: &[Field::DrugUnits, Field::DrugUnit, Field::Ndc],
    snip: 2,
    predicts: predicts("A6:724", "16", "M53"),
    source: NDC,
    what: prose!(
        "Beside an NDC stand how much of the package was given, above zero, and the unit: F2 \
        (international units), GR, ME, ML or UN."
    ),
    leaves_alone: leaves!["an entry without an NDC",],
    why: "The segment is refused without them, and the rebate is worked out from them: they \
        count the package's units, not the billing units of the HCPCS code.",
    example: prose!(
        r#"[{"op": "add", "path": "/claimInformation/serviceLines/0/drugIdentification",
            "value": {"serviceIdQualifier": "N4", "nationalDrugCode": "00641037625",
            "measurementUnitCode": "ML"}}]"#
    ),
    fix: "give the drug's quantity and its unit, e.g. 1 and ML for one milliliter",
    check: |cx, out| {
        for (i, line) in cx.claim.info.lines.iter().enumerate() {
            let Some(drug) = line.drug.as_deref().filter(|d| !d.ndc.is_missing()) else {
                continue;
            };
            match &drug.units {
                Value::Missing => {
                    out.add(Field::DrugUnits.line(i), "the NDC has no quantity");
                }
                Value::Read(n) if n.0 <= 0 => {
                    out.add(
                        Field::DrugUnits.line(i),
                        format!("the quantity of the NDC is {n}; it is above zero"),
                    );
                }
                Value::Invalid(_) => {
                    out.add(
                        Field::DrugUnits.line(i),
                        "the quantity of the NDC is not a number with at most three decimals",
                    );
                }
                _ => {}
            }
            let units = || ["F2", "GR", "ME", "ML", "UN"].map(String::from);
            match &drug.unit {
                Value::Missing => {
                    out.add(Field::DrugUnit.line(i), "the NDC has no unit of measure")
                        .options(units());
                }
                Value::Read(unit) if !units().iter().any(|u| u == unit) => {
                    out.add(
                        Field::DrugUnit.line(i),
                        format!(
                            "{} is not a unit of an NDC: F2, GR, ME, ML or UN",
                            words::code(unit, 2)
                        ),
                    )
                    .options(units());
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// Codes of drugs that are sold in the United States in single-dose containers only, by the FDA's labels of their products
/// ("single-dose vial", "single-dose prefilled syringe"). Sorted. A code that is not here may be one as well.
const SINGLE_DOSE: &[&str] = &[
    "J0129", "J0177", "J0178", "J0179", "J0490", "J0491", "J0517", "J0585", "J0586", "J0588",
    "J0897", "J1300", "J1303", "J1439", "J1459", "J1561", "J1568", "J1569", "J1602", "J1745",
    "J2182", "J2323", "J2350", "J2357", "J2506", "J2777", "J2778", "J2786", "J2796", "J3262",
    "J3357", "J3358", "J3380", "J7318", "J7320", "J7321", "J7322", "J7323", "J7324", "J7325",
    "J7326", "J7327", "J7328", "J7329", "J7331", "J7332", "J9022", "J9023", "J9035", "J9042",
    "J9047", "J9055", "J9061", "J9119", "J9144", "J9145", "J9173", "J9176", "J9177", "J9179",
    "J9204", "J9228", "J9229", "J9264", "J9271", "J9272", "J9298", "J9299", "J9303", "J9306",
    "J9308", "J9309", "J9312", "J9317", "J9347", "J9349", "J9354", "J9358", "Q5103", "Q5104",
    "Q5107", "Q5108", "Q5111", "Q5115", "Q5118", "Q5119", "Q5120", "Q5121", "Q5122", "Q5123",
    "Q5126", "Q5129",
];

/// Whether something of a single-dose container was thrown away is not said.
pub static WASTE_UNSAID: Rule = Rule {
    id: "drug.waste-unsaid",
    title: "a drug in single-dose containers has neither JW nor JZ",
    severity: Severity::Warning,
    fields: &[
        Field::Modifiers,
        Field::Modifier,
        Field::ProcedureCode,
        Field::Filing,
        Field::ServiceDate,
    ],
    snip: 5,
    predicts: answers::MODIFIER_MISSING,
    source: (
        "CMS Medicare Claims Processing Manual, chapter 17, section 40; CR 13056; the FDA's \
            labels for the containers",
        "https://www.cms.gov/medicare/medicare-fee-for-service-payment/hospitaloutpatientpps/\
            downloads/jw-modifier-faqs.pdf",
    ),
    what: prose!(
        "A drug that Medicare Part B pays separately, hospital outpatients (type of bill 13) \
            included, and that comes in single-dose containers has JZ (nothing discarded), or a \
            line of the discarded amount with JW. The container is the package's and not the \
            code's, so this is a warning, for some ninety codes all of whose products have \
            single-dose containers by their labels. What is discarded (JW) goes with a line of \
            the dose."
    ),
    leaves_alone: leaves![
        "payers other than Medicare Part B",
        "services before 2023-07-01",
        "GY, by which no payment is asked",
        "a dose whose waste stands on another line of the day (JW)",
        "drugs of which it is not known that all packages are single-dose: listed as not \
            checked",
    ],
    why: "Since 2023-10-01 such a claim is returned as unprocessable.",
    example: prose!(
        r#"[{"op": "replace", "value": "J9271",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"}]"#
    ),
    fix: "JZ states that nothing of the container was discarded; JW on a line of its own states \
        how much was: take the one that the record supports",
    check: |cx, out| {
        let Some(first) = Date::new(2023, 7, 1).filter(|_| is_part_b(cx)) else {
            return;
        };
        for (i, line) in cx.lines().iter().enumerate().filter(|(_, l)| is_drug(l)) {
            let dose = |l: &LineFacts<'_>| l.code == line.code && !l.has("JW");
            if let (Some((j, _)), false) = (line.any_of(&["JW"]), cx.lines().iter().any(dose)) {
                out.add(
                    Field::Modifier.line_item(i, j),
                    format!(
                        "{} with JW is what was discarded, and no line has the dose that was \
                            given",
                        line.code
                    ),
                )
                .fix("add the line of the dose without JW");
            }
            if line.date.is_none_or(|d| d < first) || line.any_of(&["JW", "JZ", "GY"]).is_some() {
                continue;
            }
            if SINGLE_DOSE.binary_search(&line.code.as_ref()).is_err() {
                out.not_checked(
                    "whether a drug comes in single-dose containers is known for some codes \
                        only",
                    "look at the package: a single-dose container needs JZ or JW on the claim",
                );
                continue;
            }
            let waste =
                |l: &LineFacts<'_>| l.code == line.code && l.date == line.date && l.has("JW");
            if !cx.lines().iter().any(waste) {
                out.add(
                    Field::Modifiers.line(i),
                    format!(
                        "{} comes in single-dose containers, and the line has neither JZ \
                        (nothing discarded) nor JW (some discarded)",
                        line.code
                    ),
                )
                .related(Field::ProcedureCode.line(i), "the drug");
            }
        }
    },
    ..Rule::BASE
};

fn is_part_b(cx: &Context<'_>) -> bool {
    // A hospital's outpatient bill is of Part B whichever of Medicare's two filing codes it has.
    let outpatient = |b: &Bill<'_>| b.facility == 13 && b.payer == Payer::Medicare;
    cx.claim.info.filing.text() == "MB" || cx.bill().is_some_and(outpatient)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_codes_are_in_order() {
        assert!(super::SINGLE_DOSE.windows(2).all(|w| w[0] < w[1]));
    }
}
