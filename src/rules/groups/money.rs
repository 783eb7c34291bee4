//! Group 7: charges and payments.

use crate::claim::{Cents, Value};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{answers, leaves, predicts, prose, words, Rule, TR3};

/// The total is not the sum of the lines.
pub static TOTAL_DIFFERS: Rule = Rule {
    id: "money.total-differs",
    title: "the total charge is not the sum of the lines",
    fields: &[Field::TotalCharge, Field::LineCharge],
    snip: 3,
    predicts: predicts("A7:400", "16", "M54"),
    source: TR3,
    what: prose!(
        "The total charge of the claim equals the sum of its lines' charges, to the cent."
    ),
    leaves_alone: leaves![
        "claims with a charge that is missing or cannot be read, where that is the finding",
    ],
    why: "A claim that does not balance is rejected at the front end.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/claimChargeAmount", "value": "999.99"}]"#
    ),
    fix: "correct the total, or the charge of the line that is wrong",
    check: |cx, out| {
        let info = &cx.claim.info;
        let charges: Option<Vec<i64>> = info
            .lines
            .iter()
            .map(|l| l.service.charge.get().map(|c| c.0))
            .collect();
        let (Some(total), Some(charges)) = (info.charge.get(), charges) else {
            return;
        };
        let sum = Cents(charges.iter().sum());
        if !charges.is_empty() && sum != *total {
            out.add(
                Field::TotalCharge.of_claim(),
                format!("the total charge (box 28) is {total}, and the lines add up to {sum}"),
            )
            .options([sum.to_string()]);
        }
    },
    ..Rule::BASE
};

/// Name of an amount in messages.
fn name(at: crate::field::FieldRef) -> String {
    match at.line {
        Some(i) => format!("charge of line {}", i + 1),
        None => "total charge".to_owned(),
    }
}

/// No charge, or one that is not an amount.
pub static CHARGE_FORMAT: Rule = Rule {
    id: "money.not-an-amount",
    title: "a charge is missing or not an amount of money",
    fields: &[Field::TotalCharge, Field::LineCharge, Field::PatientPaid],
    snip: 1,
    predicts: answers::LINE_CHARGE,
    predicts_for: answers::CHARGE_OF,
    source: TR3,
    what: prose!(
        "The claim and every line have a charge: digits with at most two decimals, \
        without currency sign or commas."
    ),
    why: "A claim whose charges cannot be read is rejected.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/0/professionalService/lineItemChargeAmount",
            "value": "120.005"}]"#
    ),
    fix: "write the amount in dollars with at most two decimals, like 120.50",
    check: |cx, out| {
        let info = &cx.claim.info;
        let lines = info
            .lines
            .iter()
            .enumerate()
            .filter(|(_, l)| l.shape.wrong.is_none() && l.service.shape.wrong.is_none());
        let lines = lines.map(|(i, l)| (&l.service.charge, Field::LineCharge.line(i)));
        let total = Some((&info.charge, Field::TotalCharge.of_claim()))
            .filter(|_| info.shape.wrong.is_none());
        for (charge, at) in total.into_iter().chain(lines) {
            match charge {
                Value::Missing => {
                    out.add(
                        at,
                        format!("the {}{} is missing", name(at), words::in_box(at)),
                    );
                }
                Value::Invalid(_) => {
                    out.add(
                        at,
                        format!(
                            "the {}{} is not an amount with at most two decimals",
                            name(at),
                            words::in_box(at)
                        ),
                    );
                }
                _ => {}
            }
        }
        if info.patient_paid.is_invalid() {
            out.add(
                Field::PatientPaid.of_claim(),
                "what the patient paid (box 29) is not an amount with at most two decimals",
            );
        }
    },
    ..Rule::BASE
};

/// Nothing is billed.
pub static ZERO: Rule = Rule {
    id: "money.zero-or-negative",
    title: "a charge is zero or negative",
    fields: &[Field::TotalCharge, Field::LineCharge],
    snip: 3,
    predicts: answers::ZERO_LINE,
    predicts_for: answers::ZERO_OF,
    source: TR3,
    what: prose!(
        "No charge is negative, and the total is not zero where a line has a price. A \
        single line of zero is a warning."
    ),
    leaves_alone: leaves![
        "quality codes and 99024, which have no price",
        "lines beside an encounter code (T1015, G0466-G0470)",
        "vaccines",
        "what was free, by SL or FB",
    ],
    why: "Negative charges are refused, and a claim that bills nothing is rejected by most \
        payers.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/1/professionalService/lineItemChargeAmount",
            "value": "0"}, {"op": "replace", "path": "/claimInformation/claimChargeAmount",
            "value": "120"}]"#
    ),
    fix: "bill the usual charge; correct an earlier claim by a replacement (frequency 7), not \
        by a negative amount",
    check: |cx, out| {
        let info = &cx.claim.info;
        let encounter = cx
            .lines()
            .iter()
            .any(|l| l.code == "T1015" || ("G0466"..="G0470").contains(&l.code.as_ref()));
        let free = |i: usize| {
            cx.lines().get(i).is_some_and(|l| {
                encounter || l.is_report() || l.is_vaccine() || l.any_of(&["FB", "SL"]).is_some()
            })
        };
        let all_free = !info.lines.is_empty() && (0..info.lines.len()).all(free);
        if let Some(total) = info
            .charge
            .get()
            .filter(|c| c.0 < 0 || (c.0 == 0 && !all_free))
        {
            out.add(
                Field::TotalCharge.of_claim(),
                format!("the total charge (box 28) is {total}"),
            );
        }
        for (i, line) in info.lines.iter().enumerate() {
            let charge = line.service.charge.get();
            if let Some(charge) = charge.filter(|c| c.0 < 0 || (c.0 == 0 && !free(i))) {
                let finding = out.add(
                    Field::LineCharge.line(i),
                    format!("the charge of line {} (box 24F) is {charge}", i + 1),
                );
                if charge.0 == 0 {
                    finding.severity(Severity::Warning);
                }
            }
        }
    },
    ..Rule::BASE
};

/// More paid than billed.
pub static OVERPAID: Rule = Rule {
    id: "money.paid-over-total",
    title: "the patient paid more than the total charge",
    severity: Severity::Warning,
    fields: &[Field::PatientPaid, Field::TotalCharge],
    snip: 3,
    predicts: predicts("A8:183:QC", "", ""),
    source: TR3,
    what: prose!(
        "What the patient has paid is not more than the total charge, and not \
        negative."
    ),
    why: "The payer takes it off what it pays; an impossible amount holds the claim up.",
    example: prose!(
        r#"[{"op": "add", "path": "/claimInformation/patientAmountPaid", "value": "500.00"}]"#
    ),
    fix: "give only what was paid for the services of this claim",
    check: |cx, out| {
        let info = &cx.claim.info;
        if let (Some(paid), Some(total)) = (info.patient_paid.get(), info.charge.get()) {
            if paid > total || paid.0 < 0 {
                out.add(
                    Field::PatientPaid.of_claim(),
                    format!(
                        "the patient paid {paid} (box 29), and the total charge is {total} \
                    (box 28)"
                    ),
                )
                .related(Field::TotalCharge.of_claim(), "the total charge");
            }
        }
    },
    ..Rule::BASE
};
