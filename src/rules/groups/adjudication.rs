//! Decisions of other payers on lines: whose they are, and whether their amounts add up.

use crate::claim::{Cents, LineAdjudication};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Rule, TR3};

/// A decision of a payer that the claim does not name.
pub static PAYER_UNKNOWN: Rule = Rule {
    id: "payer.adjudication-payer-unknown",
    title: "a line was decided by a payer that the claim does not name",
    fields: &[Field::AdjudicationPayer, Field::OtherPayerId],
    snip: 4,
    predicts: predicts("", "16", "MA04"),
    source: TR3,
    what: prose!(
        "The payer of a line's adjudication (SVD01) is one of the claim's other payers: its \
        identifier is that of one of them (loop 2330B, NM109)."
    ),
    leaves_alone: leaves![
        "other payers of whom one has no identifier",
        "the payer of the claim itself",
    ],
    why: "Nobody can tell whose payment the line says.",
    example: prose!(
        r#"[{"op": "add", "path": "/claimInformation/otherSubscriberInformation", "value":
            [{"paymentResponsibilityLevelCode": "S", "individualRelationshipCode": "18",
            "claimFilingIndicatorCode": "CI", "payerPaidAmount": "80.00",
            "otherPayerName": {"otherPayerOrganizationName": "OTHER PAYER",
            "otherPayerIdentifierTypeCode": "PI", "otherPayerIdentifier": "15202"}}]},
            {"op": "add", "path": "/claimInformation/serviceLines/0/lineAdjudicationInformation",
            "value": [{"otherPayerPrimaryIdentifier": "99999", "serviceLinePaidAmount": "120.00",
            "serviceIdQualifier": "HC", "procedureCode": "99213", "paidServiceUnitCount": "1",
            "adjudicationOrPaymentDate": "20260401"}]}]"#
    ),
    fix: "use the same payer ID in the other payer's name (2330B NM109) and in the line's \
        adjudication (2430 SVD01)",
    check: |cx, out| {
        let info = &cx.claim.info;
        let others = info.other_subscribers.iter();
        let ids: Vec<&str> = others.map(|o| o.payer.id.text()).collect();
        if ids.contains(&"") {
            return;
        }
        for (i, line) in info.lines.iter().enumerate() {
            for (n, own) in line.adjudications.iter().enumerate() {
                let id = own.payer_id.text();
                if !id.is_empty() && id != cx.claim.payer_id.text() && !ids.contains(&id) {
                    out.add(
                        Field::AdjudicationPayer.line_item(i, n),
                        "the payer that decided the line is none of the claim's other payers",
                    );
                }
            }
        }
    },
    ..Rule::BASE
};

/// Payment and adjustments that do not add up.
pub static UNBALANCED: Rule = Rule {
    id: "money.adjudication-differs",
    title: "what another payer paid and did not pay is not the charge",
    severity: Severity::Warning,
    fields: &[
        Field::AdjudicationPaid,
        Field::AdjudicationAdjustments,
        Field::AdjudicationPayer,
        Field::LineCharge,
    ],
    snip: 3,
    predicts: predicts("A7:400", "16", "MA04"),
    source: (
        "ASC X12 request for interpretation 1551 (balancing of lines in loop 2430)",
        "http://rfi.x12.org/Request/Details/1551",
    ),
    what: prose!(
        "What another payer paid for a line (SVD02) and its adjustments of the line (CAS) add up \
        to the charge of the line. Decisions of the same payer on one line, which it has taken \
        apart, are taken together."
    ),
    leaves_alone: leaves![
        "claims with a line that was bundled with another (SVD06)",
        "decisions without a paid amount",
        "decisions without adjustments",
        "two policies with one payer, each of which adds up by itself",
    ],
    why: "A later payer works out its share from both, and rejects a claim that does not balance.",
    example: prose!(
        r#"[{"op": "add", "path": "/claimInformation/otherSubscriberInformation", "value":
            [{"paymentResponsibilityLevelCode": "S", "individualRelationshipCode": "18",
            "claimFilingIndicatorCode": "CI", "payerPaidAmount": "80.00",
            "otherPayerName": {"otherPayerOrganizationName": "OTHER PAYER",
            "otherPayerIdentifierTypeCode": "PI", "otherPayerIdentifier": "15202"}}]},
            {"op": "add", "path": "/claimInformation/serviceLines/0/lineAdjudicationInformation",
            "value": [{"otherPayerPrimaryIdentifier": "15202", "serviceLinePaidAmount": "80.00",
            "serviceIdQualifier": "HC", "procedureCode": "99213", "paidServiceUnitCount": "1",
            "adjudicationOrPaymentDate": "20260401", "claimAdjustmentInformation":
            [{"adjustmentGroupCode": "CO", "adjustmentDetails":
            [{"adjustmentReasonCode": "45", "adjustmentAmount": "20.00"}]}]}]}]"#
    ),
    fix: "copy paid amount and all adjustments of the line from the earlier payer's remittance",
    check: |cx, out| {
        let lines = &cx.claim.info.lines;
        let mut all = lines.iter().flat_map(|line| line.adjudications.iter());
        // Bundled lines share their charges; only together they add up.
        if all.any(|own| !own.bundled_with.is_missing()) {
            return;
        }
        for (i, line) in lines.iter().enumerate() {
            let Some(charge) = line.service.charge.get() else {
                continue;
            };
            for (n, own) in line.adjudications.iter().enumerate() {
                let same = |other: &&LineAdjudication<'_>| other.payer_id == own.payer_id;
                let mut before = line.adjudications.iter().take(n);
                let mut all = line.adjudications.iter().filter(same);
                if own.payer_id.is_missing()
                    || before.any(|other| same(&other))
                    || all.all(|other| whole(other) == Some(charge.0))
                {
                    continue;
                }
                let sum = line.adjudications.iter().filter(same).map(whole).sum();
                if let Some(sum) = Option::<i64>::filter(sum, |sum| *sum != charge.0) {
                    out.add(
                        Field::AdjudicationPaid.line_item(i, n),
                        format!(
                            "payment and adjustments are {}, and the charge of the line is \
                            {charge}",
                            Cents(sum)
                        ),
                    )
                    .related(Field::LineCharge.line(i), "the charge");
                }
            }
        }
    },
    ..Rule::BASE
};

/// Payment and adjustments of a payer together; `None` when there are none, or an amount is missing or cannot be read.
fn whole(own: &LineAdjudication<'_>) -> Option<i64> {
    let groups = own.adjustments.iter();
    if own.adjustments.is_empty() {
        return None;
    }
    let mut sum = own.paid.get()?.0;
    for adjustment in groups.flat_map(|group| group.adjustments.iter()) {
        sum = sum.checked_add(adjustment.amount.get()?.0)?;
    }
    Some(sum)
}
