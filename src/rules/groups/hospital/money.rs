//! Charges: the total, the lines, what is not covered.

use super::{CHAPTER_1, CHAPTER_25};
use crate::claim::{Cents, Value};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Rule, TR3_HOSPITAL};

/// The revenue code of the total line of the paper form.
const TOTAL: u16 = 1;

/// A total charge that is not the sum of the lines.
pub static TOTAL_DIFFERS: Rule = Rule {
    id: "bill.total-differs",
    title: "the total charge is not the sum of the lines",
    fields: &[Field::TotalCharge, Field::LineCharge, Field::RevenueCode],
    snip: 3,
    predicts: predicts("A7:178", "16", "M54"),
    source: TR3_HOSPITAL,
    what: prose!(
        "The total charge is the sum of the lines without the line 0001, which only \
        the paper form has; where that line is given its charge is the same sum."
    ),
    leaves_alone: leaves![
        "claims with a line whose charge cannot be read",
        "totals of zero, where the lines are zero"
    ],
    why: "The claim does not balance and is rejected.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"*383***13": "*384***13"}}"#),
    fix: "correct the total, or the charge of the line that is wrong",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let mut sum = 0;
        for (_, line, revenue) in bill.each_line() {
            let Some(charge) = line.service.charge.get() else {
                return;
            };
            if revenue.number() != TOTAL {
                sum += charge.0;
            }
        }
        if let Some(total) = cx.claim.info.charge.get().filter(|t| t.0 != sum) {
            out.add(
                Field::TotalCharge.of_claim(),
                format!(
                    "the total charge is {total}, the lines are {} together",
                    Cents(sum)
                ),
            );
        }
        for (i, line, revenue) in bill.each_line() {
            let differs = line
                .service
                .charge
                .get()
                .filter(|c| c.0 != sum && revenue.number() == TOTAL);
            if let Some(charge) = differs {
                out.add(
                    Field::LineCharge.line(i),
                    format!(
                        "the total line has {charge}, the other lines are {} together",
                        Cents(sum)
                    ),
                );
            }
        }
    },
    ..Rule::BASE
};

/// A bill on which nothing is charged.
pub static TOTAL_ZERO: Rule = Rule {
    id: "bill.total-zero",
    title: "nothing is charged",
    severity: Severity::Warning,
    fields: &[Field::TotalCharge, Field::LineCharge],
    snip: 3,
    predicts: predicts("A7:178", "16", "M54"),
    source: CHAPTER_25,
    what: prose!("A bill charges something."),
    leaves_alone: leaves![
        "notices of election and admission",
        "bills of nothing but payment codes and leave days",
        "bills with a device that cost nothing (condition codes 49, 50, 53), and those that \
            ask for no payment"
    ],
    why: "A payer takes a bill without charges for a slip, and returns it.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {
            "*383***": "*0***", "*280*": "*0*", "*75*": "*0*", "*28*": "*0*"}}"#
    ),
    fix: "give the charges",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let free = |code: u16| matches!(code, 1 | 22..=24 | 180..=189);
        let nothing = cx.claim.info.charge.get().is_some_and(|c| c.0 == 0);
        let device = ["49", "50", "53"].iter().any(|c| bill.has_condition(c));
        let expected = bill.is_notice() || bill.is_no_pay() || device;
        if nothing && !expected && bill.has_revenue(|c| !free(c)) {
            out.add(Field::TotalCharge.of_claim(), "the bill charges nothing");
        }
    },
    ..Rule::BASE
};

/// A notice that charges.
pub static NOTICE: Rule = Rule {
    id: "bill.notice-with-charges",
    title: "a notice charges something",
    severity: Severity::Warning,
    fields: &[Field::TotalCharge, Field::Frequency],
    snip: 4,
    predicts: predicts("A8:178", "16", "M54"),
    source: CHAPTER_1,
    what: prose!("A notice of election or admission (frequency A to E) charges nothing."),
    why: "A notice is no bill; with charges it is a bill with a wrong type.",
    example: prose!(
        r#"{"bill": "election", "replace": {
            "*0***81:A:A": "*210***81:A:A", "SV2*0650**0*": "SV2*0650**210*"}}"#
    ),
    fix: "give a total of 0, and bill the services afterwards",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let charged = cx.claim.info.charge.get().filter(|c| c.0 > 1);
        if let Some(total) = charged.filter(|_| bill.is_notice()) {
            out.add(
                Field::TotalCharge.of_claim(),
                format!("the notice charges {total}"),
            );
        }
    },
    ..Rule::BASE
};

/// The total line in an electronic claim.
pub static TOTAL_LINE: Rule = Rule {
    id: "bill.total-line",
    title: "the total line of the paper form stands in an electronic claim",
    severity: Severity::Info,
    fields: &[Field::RevenueCode],
    snip: 3,
    source: CHAPTER_25,
    what: prose!(
        "Revenue code 0001 is the total line of the paper form; in an 837I the total \
        stands in CLM02."
    ),
    why: "Most payers pass over it.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {
            "SV2*0300*HC:36415*28*UN*1~\nDTP*472*D8*20250225~\n":
                "SV2*0300*HC:36415*28*UN*1~\nDTP*472*D8*20250225~\nLX*4~\nSV2*0001**383*UN*1~\n"}}"#
    ),
    fix: "leave the line out",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (i, _, revenue) in bill.each_line() {
            if revenue.number() == TOTAL {
                out.add(
                    Field::RevenueCode.line(i),
                    "0001 is a line of the paper form",
                );
            }
        }
    },
    ..Rule::BASE
};

/// A charge that is none.
pub static NEGATIVE: Rule = Rule {
    id: "bill.charge-negative",
    title: "a charge is missing, negative or no amount",
    fields: &[Field::LineCharge, Field::TotalCharge, Field::NotCovered],
    snip: 3,
    predicts: predicts("A7:178", "16", "M79"),
    source: TR3_HOSPITAL,
    what: prose!("Each line has a charge, and no charge is negative, not covered ones neither."),
    leaves_alone: leaves![
        "charges of zero: notices, payment codes, leave days and recalled devices have them"
    ],
    why: "Such a claim does not balance and is rejected.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {"*28*UN*1": "*-28*UN*1", "*383***": "*327***"}}"#
    ),
    fix: "give the charge; take back a wrong one by a replacement of the claim",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (i, line, revenue) in bill.each_line() {
            let at = Field::LineCharge.line(i);
            match &line.service.charge {
                Value::Missing => drop(out.add(at, "the line has no charge")),
                Value::Read(charge) if charge.0 < 0 => {
                    out.add(at, format!("the charge of {charge} is negative"));
                }
                _ => {}
            }
            if let Some(amount) = revenue.not_covered.get().filter(|n| n.0 < 0) {
                out.add(
                    Field::NotCovered.line(i),
                    format!("the charge that is not covered is negative, {amount}"),
                );
            }
        }
    },
    ..Rule::BASE
};

/// More not covered than charged.
pub static NOT_COVERED: Rule = Rule {
    id: "bill.not-covered-over-charge",
    title: "more is not covered than was charged",
    fields: &[Field::NotCovered, Field::LineCharge],
    snip: 4,
    predicts: predicts("A8:178", "16", "M79"),
    source: CHAPTER_25,
    what: prose!("What is not covered of a line is not more than its charge."),
    why: "The covered charge would be negative; the bill is returned.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"*75*UN*1~": "*75*UN*1**80~"}}"#),
    fix: "correct the charge that is not covered",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        for (i, line, revenue) in bill.each_line() {
            if let (Some(amount), Some(charge)) =
                (revenue.not_covered.get(), line.service.charge.get())
            {
                if amount > charge && charge.0 >= 0 {
                    out.add(
                        Field::NotCovered.line(i),
                        format!("{amount} are not covered of a charge of {charge}"),
                    );
                }
            }
        }
    },
    ..Rule::BASE
};

/// A bill for a denial with charges to be paid.
pub static DENIAL: Rule = Rule {
    id: "bill.denial-with-covered-charges",
    title: "a bill that asks for a denial asks for payment too",
    fields: &[Field::NotCovered, Field::ConditionCode, Field::Frequency],
    snip: 4,
    predicts: predicts("A8:460", "16", "M44"),
    source: CHAPTER_1,
    what: prose!(
        "With condition code 21 (billing for denial) all charges of a bill to Medicare are not \
        covered ones; on another bill for no payment (frequency 0) a covered one is a warning."
    ),
    leaves_alone: leaves!["lines without a charge"],
    why: "The contractor returns a bill for a denial that has covered charges.",
    example: prose!(
        r#"{"bill": "outpatient", "replace": {
            "*13:A:1*": "*13:A:0*", "HI*ABF:I10~\n": "HI*ABF:I10~\nHI*BG:21~\n"}}"#
    ),
    fix: "put each line's charge into the charges that are not covered (SV207), or take condition \
        code 21 out",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        let asked = bill.has_condition("21");
        if !asked && !bill.is_no_pay() {
            return;
        }
        for (i, line, revenue) in bill.each_line() {
            let Some(charge) = line.service.charge.get().filter(|c| c.0 > 0) else {
                continue;
            };
            if revenue.number() != TOTAL && revenue.not_covered.get().is_none_or(|n| n < charge) {
                let message =
                    "the bill asks for no payment, and the line's charge is a covered one";
                out.add(Field::NotCovered.line(i), message)
                    .severity(if asked { severity } else { Severity::Warning });
            }
        }
    },
    ..Rule::BASE
};
