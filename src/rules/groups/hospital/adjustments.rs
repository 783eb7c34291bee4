//! Replacements, voids and reopenings: which claim they are for, and why.

use super::{place, CHAPTER_1};
use crate::field::Field;
use crate::rules::{leaves, predicts, prose, Bill, Rule, TR3_HOSPITAL};

/// Why Medicare's claim is changed: condition codes D0 to D9 and E0.
fn is_change_reason(code: &str) -> bool {
    matches!(code.as_bytes(), [b'D', b'0'..=b'9'] | b"E0")
}

/// Why a claim is reopened: condition codes R1 to R9.
fn is_reopening_reason(code: &str) -> bool {
    matches!(code.as_bytes(), [b'R', b'1'..=b'9'])
}

/// The condition codes of a bill that say why it is changed, with their indexes.
fn reasons<'b>(bill: &'b Bill<'_>) -> impl Iterator<Item = (usize, &'b str)> {
    let all = bill.hospital.conditions.iter().enumerate();
    all.map(|(i, c)| (i, c.code.text()))
        .filter(|(_, c)| is_change_reason(c))
}

/// No number of the claim that is changed.
pub static ORIGINAL: Rule = Rule {
    id: "bill.original-number-missing",
    title: "a replacement, void or reopening does not say which claim it is for",
    fields: &[Field::ClaimControlNumber, Field::Frequency],
    snip: 4,
    predicts: predicts("A6:464", "16", "M47"),
    source: TR3_HOSPITAL,
    what: prose!(
        "A bill with frequency 7, 8 or Q has the payer's number of the claim that it \
        changes (REF F8)."
    ),
    why: "The payer cannot find the claim that is to be changed, and rejects this one.",
    example: prose!(r#"{"bill": "adjustment", "replace": {"REF*F8*22518001234507MNA~\n": ""}}"#),
    fix: "copy the payer's claim number from the remittance",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        if matches!(bill.frequency, b'7' | b'8' | b'Q')
            && cx.claim.info.numbers.claim_control_number.is_missing()
        {
            let message = format!(
                "a bill with frequency {} needs the payer's number of the \
                claim that it changes",
                char::from(bill.frequency)
            );
            out.add(Field::ClaimControlNumber.of_claim(), message);
        }
    },
    ..Rule::BASE
};

/// No reason for the change, or more than one.
pub static REASON: Rule = Rule {
    id: "bill.change-reason-missing",
    title: "Medicare's replacement or void does not give one reason for the change",
    fields: &[
        Field::ConditionCodes,
        Field::ConditionCode,
        Field::Frequency,
    ],
    snip: 4,
    predicts: predicts("A6:460", "16", "M44"),
    source: CHAPTER_1,
    what: prose!(
        "A replacement or void to Medicare has exactly one claim change reason: condition code \
            D0 to D9 or E0. A reopening (frequency Q) has one of R1 to R9."
    ),
    leaves_alone: leaves!["payers other than Medicare"],
    why: "The contractor returns an adjustment without a reason, and takes only one.",
    example: prose!(r#"{"bill": "adjustment", "replace": {"HI*BG:D9~\n": ""}}"#),
    fix: "give the one condition code that describes the change best; D9 with a remark when \
        none does",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        let at = Field::ConditionCodes.of_claim();
        match bill.frequency {
            b'7' | b'8' => {
                let mut all = reasons(bill);
                if all.next().is_none() {
                    out.add(
                        at,
                        "the adjustment has no claim change reason (condition code D0 \
                        to D9 or E0)",
                    )
                    .severity(severity);
                } else if let Some((i, code)) = all.next() {
                    let message = format!("{code} is a second claim change reason; one is taken");
                    out.add(Field::ConditionCode.item(i), message)
                        .severity(severity);
                }
            }
            b'Q' if !bill
                .hospital
                .conditions
                .iter()
                .any(|c| is_reopening_reason(c.code.text())) =>
            {
                out.add(
                    at,
                    "the reopening does not say why (condition code R1 to R9)",
                )
                .severity(severity);
            }
            _ => {}
        }
    },
    ..Rule::BASE
};

/// A reason that does not fit what is done.
pub static REASON_MISPLACED: Rule = Rule {
    id: "bill.change-reason-misplaced",
    title: "a claim change reason does not fit the bill",
    fields: &[
        Field::ConditionCode,
        Field::Frequency,
        Field::BillType,
        Field::OccurrenceCode,
        Field::Filing,
    ],
    snip: 4,
    predicts: predicts("A8:460", "16", "M44"),
    source: CHAPTER_1,
    what: prose!(
        "Of Medicare's claims, condition codes D0 to D9 and E0 stand on replacements, voids \
            and reopenings alone; D5 and D6 (cancel only) on voids alone, which have no other \
            one; R1 to R9 on reopenings alone."
    ),
    leaves_alone: leaves![
        "first bills to payers other than Medicare",
        "a hospice's notice that corrects the day of an earlier one: D0 with occurrence code 56 \
            (chapter 11, 20.1.1)",
        "a notice that is canceled (frequency D) for D5 or D6"
    ],
    why: "The contractor returns a first bill that says it is a change, and a replacement that \
        says cancel only.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"HI*ABF:I10~\n": "HI*ABF:I10~\nHI*BG:D1~\n"}}"#
    ),
    fix: "take the code off a first bill; void with D5 or D6, replace with another",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        for (i, code) in reasons(bill) {
            let at = Field::ConditionCode.item(i);
            let cancels = matches!(code, "D5" | "D6");
            if code == "D0" && corrects_notice(bill) || cancels && bill.frequency == b'D' {
                continue;
            }
            if !bill.is_adjustment() {
                out.add(
                    at,
                    format!("{code} gives a reason for a change, and this bill changes none"),
                )
                .severity(severity);
            } else if cancels && bill.frequency == b'7' {
                out.add(
                    at,
                    format!("{code} cancels a claim; it stands on a void (frequency 8)"),
                )
                .severity(severity);
            } else if !cancels && bill.frequency == b'8' {
                out.add(
                    at,
                    format!("a void is for D5 or D6; {code} is a reason for a replacement"),
                )
                .severity(severity);
            }
        }
        let opened = place_of_reopening(bill).filter(|_| bill.frequency != b'Q');
        if let Some(i) = opened {
            out.add(
                Field::ConditionCode.item(i),
                "R1 to R9 stand on a reopening (frequency Q)",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};

/// Whether a hospice's notice replaces the day of one that was sent before: that day stands under occurrence code 56.
fn corrects_notice(bill: &Bill<'_>) -> bool {
    bill.is_hospice() && bill.is_notice() && bill.has_occurrence("56")
}

fn place_of_reopening(bill: &Bill<'_>) -> Option<usize> {
    bill.hospital
        .conditions
        .iter()
        .position(|c| is_reopening_reason(c.code.text()))
}

/// Any other change, unexplained.
pub static REMARK: Rule = Rule {
    id: "bill.change-remark-missing",
    title: "any other change is not explained",
    fields: &[Field::ClaimNote, Field::ConditionCode],
    snip: 4,
    predicts: predicts("A6:460", "16", "N706"),
    source: CHAPTER_1,
    what: prose!(
        "A replacement to Medicare with claim change reason D9 (any other change) has \
        a remark (NTE) that says what was changed."
    ),
    why: "D9 alone says nothing; the contractor returns the claim.",
    example: prose!(
        r#"{"bill": "adjustment", "replace": {"NTE*ADD*PHYSICIAN NPI CORRECTED~\n": ""}}"#
    ),
    fix: "say in a remark what was changed, or use the code that says it",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        if bill.is_adjustment()
            && place(&bill.hospital.conditions, "D9").is_some()
            && cx.claim.info.note.is_none()
        {
            out.add(
                Field::ClaimNote.of_claim(),
                "claim change reason D9 needs a remark that says what was changed",
            )
            .severity(severity);
        }
    },
    ..Rule::BASE
};
