//! Group 7: money and units.

use super::{prose, Rule};
use crate::claim::Cents;
use crate::finding::{Predicts, Severity};
use crate::formats::field::Field;

const TR3: (&str, &str) = ("ASC X12N 837P (005010X222A1), section on balancing; loop 2300 CLM02", "");

/// The total is not the sum of the lines.
pub static TOTAL_DIFFERS: Rule = Rule {
    id: "money.total-differs",
    title: "the total charge is not the sum of the lines",
    severity: Severity::Error,
    fields: &[Field::TotalCharge, Field::LineCharge],
    snip: 3,
    needs: &[],
    edit: None,
    predicts: Predicts { stc: "A7:400", carc: "16", rarc: "M54" },
    predicts_verified: false,
    source: TR3,
    what: prose!("The total charge of the claim equals the sum of its lines' charges, to the cent."),
    why: "A claim that does not balance is rejected at the front end.",
    example: prose!(r#"[{"op": "replace", "path": "/claimInformation/claimChargeAmount", "value": "999.99"}]"#),
    fix: "correct the total, or the charge of the line that is wrong",
    check: |cx, out| {
        let info = &cx.claim.info;
        let charges: Option<Vec<i64>> = info.lines.iter().map(|l| l.service.charge.get().map(|c| c.0)).collect();
        let (Some(total), Some(charges)) = (info.charge.get(), charges) else { return };
        let sum = Cents(charges.iter().sum());
        if !charges.is_empty() && sum != *total {
            out.add(Field::TotalCharge.of_claim(), format!("the total charge is {total}, but the lines add up to {sum}"))
                .options([sum.to_string()]);
        }
    },
};
