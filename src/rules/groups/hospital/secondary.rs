//! Medicare as the second payer: what the first paid, by value code.

use super::SECONDARY;
use crate::claim::Cents;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Bill, Context, Rule};

/// Value codes for what the payer before Medicare paid, by why it pays first.
const FIRST: [&str; 9] = ["12", "13", "14", "15", "16", "41", "42", "43", "47"];

/// Medicare's bill after another payer, and how bad a breach is.
fn after<'a, 'c>(cx: &'a Context<'c>) -> Option<(&'a Bill<'c>, Severity)> {
    let bill = cx.bill()?;
    let severity = bill.medicare()?;
    let later = matches!(cx.claim.subscriber.payer_responsibility.text(), "S" | "T");
    (later && severity == Severity::Error).then_some((bill, severity))
}

/// Amount that the payers before paid of the claim, where any says, with the index of the first.
fn paid(cx: &Context<'_>) -> Option<(usize, Cents)> {
    let all = cx.claim.info.other_subscribers.iter().enumerate();
    let amounts: Vec<_> = all
        .filter_map(|(i, o)| Some((i, o.paid.get()?.0)))
        .collect();
    let first = amounts.first()?.0;
    Some((first, Cents(amounts.iter().map(|(_, n)| n).sum())))
}

/// No value code of the payer before.
pub static MISSING: Rule = Rule {
    id: "secondary.value-missing",
    title: "Medicare pays second, and no value code says what the first payer paid",
    fields: &[
        Field::ValueCodes,
        Field::ValueCode,
        Field::PayerResponsibility,
    ],
    snip: 4,
    predicts: predicts("A6:463", "16", "M49"),
    source: SECONDARY,
    what: prose!(
        "A bill to Medicare as second payer (SBR01 S or T) has value code 12, 13, 14, \
        15, 16, 41, 42, 43 or 47 with what the payer before paid."
    ),
    leaves_alone: leaves!["Medicare as the first payer"],
    why: "The contractor returns it: the code says why the other pays first.",
    example: prose!(r#"{"bill": "secondary", "replace": {"HI*BE:12:::5600*": "HI*"}}"#),
    fix: "give what the first payer paid with the value code of the reason: 12 working aged, 13 \
        kidney disease, 14 no-fault, 15 workers' compensation, 16 federal agency, 41 black \
        lung, 42 veterans, 43 disabled, 47 liability",
    check: |cx, out| {
        let Some((bill, severity)) = after(cx) else {
            return;
        };
        let before = !cx.claim.info.other_subscribers.is_empty();
        if before && !FIRST.iter().any(|c| bill.has_value(c)) {
            out.add(
                Field::ValueCodes.of_claim(),
                "no value code (12 to 16, 41 to 43, 47) says \
                what the payer before Medicare paid",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// Another amount than the payer before paid.
pub static DIFFERS: Rule = Rule {
    id: "secondary.value-differs",
    title: "the value code of the first payer is not what it paid",
    fields: &[Field::ValueAmount, Field::OtherPaid],
    snip: 4,
    predicts: predicts("A8:463", "16", "M49"),
    source: SECONDARY,
    what: prose!(
        "The amounts of the value codes 12 to 16, 41 to 43 and 47 are together what the payers \
            before Medicare paid (2320 AMT D), who say so."
    ),
    leaves_alone: leaves!["a lower amount on a bill with charges that Medicare does not cover"],
    why: "Medicare pays what the other has not paid; the contractor returns a bill that says two \
        amounts.",
    example: prose!(
        r#"{"bill": "secondary", "replace": {"HI*BE:12:::5600*": "HI*BE:12:::5000*"}}"#
    ),
    fix: "give the amount of the first payer's remittance in both places",
    check: |cx, out| {
        let Some((bill, severity)) = after(cx) else {
            return;
        };
        let given = bill.hospital.values.iter().enumerate();
        let given = given.filter(|(_, v)| FIRST.contains(&v.code.text()));
        let given: Vec<_> = given
            .filter_map(|(i, v)| Some((i, v.amount.get()?.0)))
            .collect();
        let Some((i, _)) = given.first() else { return };
        let sum = Cents(given.iter().map(|(_, n)| n).sum());
        let Some((_, paid)) = paid(cx) else {
            let others = &cx.claim.info.other_subscribers;
            if sum.0 > 0 && !others.is_empty() && others.iter().all(|o| o.paid.is_missing()) {
                let message = format!("a value code says that {sum} were paid, the payer does not");
                out.add(Field::OtherPaid.item(0), message)
                    .severity(severity);
            }
            return;
        };
        let uncovered = bill
            .hospital
            .revenue
            .iter()
            .any(|r| r.not_covered.get().is_some_and(|n| n.0 > 0));
        if sum > paid || sum < paid && !uncovered {
            out.add(
                Field::ValueAmount.item(*i),
                format!("the value codes of the payers before have {sum}, they paid {paid}"),
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// A conditional payment without its reason.
pub static CONDITIONAL: Rule = Rule {
    id: "secondary.denial-date-missing",
    title: "the first payer paid nothing, and the bill does not say since when",
    fields: &[
        Field::Occurrences,
        Field::OccurrenceCode,
        Field::ValueAmount,
    ],
    snip: 4,
    predicts: predicts("A6:461", "16", "M45"),
    source: SECONDARY,
    what: prose!(
        "Where the value code of the payer before Medicare has the amount 0, which \
        asks for a conditional payment, the bill has occurrence code 24, the day of the \
        denial."
    ),
    leaves_alone: leaves!["a payer that paid something"],
    why: "Medicare pays on condition only when the other has refused or has not answered in \
        time.",
    example: prose!(
        r#"{"bill": "secondary", "replace": {
            "HI*BE:12:::5600*": "HI*BE:12:::0*",
            "AMT*D*5600": "AMT*D*0",
            "CAS*CO*45*4070": "CAS*CO*45*9670"}}"#
    ),
    fix: "give occurrence code 24 with the day of the denial, and say why in a remark",
    check: |cx, out| {
        let Some((bill, severity)) = after(cx) else {
            return;
        };
        let nothing = FIRST
            .iter()
            .any(|c| bill.value(c).is_some_and(|(_, n)| n.0 == 0));
        if nothing && !bill.has_occurrence("24") {
            out.add(
                Field::Occurrences.of_claim(),
                "the payer before paid nothing; occurrence code 24 would say when it refused",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// An agreement for less than was paid.
pub static AGREED: Rule = Rule {
    id: "secondary.agreed-amount",
    title: "the amount that was agreed with the first payer is not more than it paid",
    severity: Severity::Warning,
    fields: &[Field::ValueAmount],
    snip: 4,
    predicts: predicts("A8:463", "16", "M49"),
    source: SECONDARY,
    what: prose!(
        "Value code 44, the amount that the provider agreed with the first payer to accept, is \
            more than that payer paid, and not more than the total charge."
    ),
    why: "Medicare pays the rest up to that amount; where there is none it pays nothing.",
    example: prose!(
        r#"{"bill": "secondary", "replace": {"HI*BE:12:::5600*": "HI*BE:12:::5600*BE:44:::5000*"}}"#
    ),
    fix: "give the amount of the agreement, or take 44 out where the payment was in full",
    check: |cx, out| {
        let Some((bill, _)) = after(cx) else { return };
        let Some((i, agreed)) = bill.value("44") else {
            return;
        };
        let first = FIRST.iter().find_map(|c| bill.value(c)).map(|(_, n)| n);
        let at = Field::ValueAmount.item(i);
        if let Some(paid) = first.filter(|p| agreed <= *p) {
            out.add(at, format!("{agreed} were agreed, and {paid} were paid"));
        } else if let Some(total) = cx.claim.info.charge.get().filter(|t| agreed > **t) {
            out.add(at, format!("{agreed} were agreed for a charge of {total}"));
        }
    },
    ..Rule::BASE
};

/// Amounts of the first payer that do not add up to the charge.
pub static BALANCE: Rule = Rule {
    id: "secondary.balance",
    title: "what another payer paid and did not pay is not the total charge",
    fields: &[
        Field::OtherPaid,
        Field::OtherAdjustments,
        Field::TotalCharge,
    ],
    snip: 3,
    predicts: predicts("A7:400", "16", "MA04"),
    source: crate::rules::TR3_HOSPITAL,
    what: prose!(
        "Of another payer whose adjustments are given for the claim as a whole, what it paid \
            (2320 AMT D) and what it did not (CAS) are together the total charge."
    ),
    leaves_alone: leaves!["payers whose adjustments are not given, or are given on lines"],
    why: "The claim does not balance and is rejected.",
    example: prose!(r#"{"bill": "secondary", "replace": {"CAS*CO*45*4070": "CAS*CO*45*4000"}}"#),
    fix: "copy both from the other payer's remittance",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let by_line = bill.lines.iter().any(|l| !l.adjudications.is_empty());
        let Some(total) = cx.claim.info.charge.get().filter(|_| !by_line) else {
            return;
        };
        for (i, other) in cx.claim.info.other_subscribers.iter().enumerate() {
            let Some(paid) = other.paid.get().filter(|_| !other.adjustments.is_empty()) else {
                continue;
            };
            let groups = other.adjustments.iter();
            let all = groups.flat_map(|g| g.adjustments.iter());
            let adjusted: i64 = all.filter_map(|a| a.amount.get().map(|n| n.0)).sum();
            if paid.0 + adjusted != total.0 {
                let message = format!(
                    "{paid} paid and {} not paid are not the total of {total}",
                    Cents(adjusted)
                );
                out.add(Field::OtherPaid.item(i), message);
            }
        }
    },
    ..Rule::BASE
};

/// Working aged before 65.
pub static WORKING_AGED: Rule = Rule {
    id: "secondary.working-aged",
    title: "the other payer is said to pay first for age, and the patient is not 65",
    severity: Severity::Warning,
    fields: &[Field::ValueCode, Field::BirthDate, Field::StatementTo],
    snip: 4,
    predicts: predicts("A8:463", "16", "M49"),
    source: (
        "CMS, Medicare Secondary Payer Manual (Pub. 100-05), chapter 2, 10",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/msp105c02.pdf",
    ),
    what: prose!(
        "Value code 12 (group plan of somebody who works, or whose spouse does, at 65 or more) \
            stands on a bill to Medicare for a patient who is 65 by the last day."
    ),
    leaves_alone: leaves!["a birth date or a statement that is not known"],
    why: "Before 65 Medicare is there for a disability (43) or kidney disease (13); another plan \
        pays first under other conditions.",
    example: prose!(r#"{"bill": "secondary", "replace": {"D8*19570604": "D8*19800604"}}"#),
    fix: "use 43 for the disabled and 13 for kidney disease, or correct the birth date",
    check: |cx, out| {
        let Some((bill, _)) = after(cx) else { return };
        let Some(i) = super::place(&bill.hospital.values, "12") else {
            return;
        };
        let born = cx.claim.patient().date_of_birth.get().copied();
        let (Some(born), Some(through)) = (born, bill.through) else {
            return;
        };
        // With a month to spare: Medicare begins with the month of the birthday, or the one before.
        if through.days_since(born) < 65 * 365 - 31 {
            out.add(
                Field::ValueCode.item(i),
                "value code 12 is for those of 65 and older, and the patient is younger",
            );
        }
    },
    ..Rule::BASE
};
