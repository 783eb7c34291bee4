//! The last digit of the type of bill: which ones there are, and what kinds of bill may have them.

use super::taxonomy::{kind, Kind};
use super::{CHAPTER_1, CHAPTER_10, CHAPTER_25};
use crate::claim::Value;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, words, Bill, Payer, Rule};

const AT: Field = Field::Frequency;

/// Frequencies that a provider sends.
const SENT: &[u8] = b"012345789ABCDEQXYZ";
/// Frequencies with which a payer marks its own adjustments.
const PAYERS: &[u8] = b"FGHIJKMNOP";

/// A frequency that nobody sends.
pub static UNKNOWN: Rule = Rule {
    id: "bill.frequency-unknown",
    title: "the last digit of the type of bill is not one that a provider sends",
    fields: &[AT],
    snip: 5,
    predicts: predicts("A7:535", "16", "MA30"),
    source: CHAPTER_25,
    what: prose!(
        "The frequency is 0 to 5, 7, 8, 9, A to E, Q, or X to Z; 6 is reserved, and F to P mark \
            adjustments that a payer makes."
    ),
    why: "The frequency says which bill of a series it is; without it the payer cannot place \
        the claim.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"*13:A:1*": "*13:A:6*"}}"#),
    fix: "use 1 for a whole stay or visit, 2 to 4 for the bills of a series, 7 to replace and 8 \
        to void one that the payer has",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let at = AT.of_claim();
        match &cx.claim.info.frequency {
            Value::Missing => drop(out.add(at, "the last digit of the type of bill is missing")),
            Value::Read(_) if PAYERS.contains(&bill.frequency) => {
                let code = char::from(bill.frequency);
                out.add(
                    at,
                    format!("{code} marks an adjustment that a payer makes; a provider sends 7"),
                );
            }
            Value::Read(code) if bill.frequency == b' ' || !SENT.contains(&bill.frequency) => {
                let code = words::code(code, 2);
                out.add(at, format!("{code} is not a frequency of a bill"));
            }
            _ => {}
        }
    },
    ..Rule::BASE
};

/// A frequency of another kind of bill.
pub static MISPLACED: Rule = Rule {
    id: "bill.frequency-misplaced",
    title: "the last digit of the type of bill belongs to another kind of bill",
    fields: &[AT, Field::BillType],
    snip: 5,
    predicts: predicts("A7:535", "16", "MA30"),
    source: CHAPTER_25,
    what: prose!(
        "9 (final bill of a home health period) stands on type of bill 32 alone; the notices A \
            to E stand on bills of hospices, home health agencies and religious nonmedical \
            institutions; Medicare's home health bills end in 0, 7, 8, 9, A, D or Q since \
            requests for anticipated payment ended with 2021."
    ),
    leaves_alone: leaves![
        "home health bills to others than Medicare, which have no notices and no periods"
    ],
    why: "A frequency that the kind of bill cannot have is returned to the provider.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"*13:A:1*": "*13:A:9*"}}"#),
    fix: "use 1 for a whole stay or visit, or the frequency that Medicare's manual names for the \
        setting",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let at = AT.of_claim();
        let code = char::from(bill.frequency);
        if bill.frequency == b'9' && !bill.is_home_health() {
            out.add(
                at,
                "9 is the final bill of a home health period; it belongs to type of bill 32",
            );
        }
        let Some(severity) = bill.medicare() else {
            return;
        };
        let notices = matches!(bill.facility, 11 | 32 | 41 | 43 | 81 | 82);
        if bill.is_notice() && !notices {
            let message = format!(
                "{code} is a notice of election or admission, which type of bill {} has not",
                bill.facility
            );
            out.add(at, message).severity(severity);
        }
        let since = crate::date::Date::new(2022, 1, 1);
        let periods =
            bill.is_home_health() && bill.from.is_some_and(|f| since.is_some_and(|s| f >= s));
        if periods && matches!(bill.frequency, b'1'..=b'5' | b'B' | b'C' | b'E') {
            let message = format!(
                "Medicare takes no home health bill that ends in {code}; 329 \
                is the bill of a period"
            );
            out.add(at, message)
                .severity(severity)
                .fix("send the notice of admission (32A) and then the bill of the period (329)");
        }
    },
    ..Rule::BASE
};

/// Bills of a series that are paid by the stay.
pub static INTERIM: Rule = Rule {
    id: "bill.interim-not-allowed",
    title: "a hospital that is paid by the stay sends no continuing or last interim bill",
    fields: &[AT, Field::BillType, Field::Taxonomy],
    snip: 5,
    predicts: predicts("A7:535", "16", "MA30"),
    source: CHAPTER_1,
    what: prose!(
        "A stay that Medicare pays for by the case is billed once, or after 60 days as 112 and \
            then by replacements (117 with condition code D3), never as 113 or 114. An error for \
            acute hospitals, a warning where the taxonomy code does not say that it is one."
    ),
    leaves_alone: leaves![
        "payers other than Medicare",
        "critical access and children's hospitals, which are paid by cost and bill by the month"
    ],
    why: "Medicare returns types of bill 113 and 114 of such a hospital.",
    example: prose!(
        r#"{"bill": "inpatient", "replace": {"*11:A:1*": "*11:A:3*", "CL1*1*1*01": "CL1*1*1*30"}}"#
    ),
    fix: "send 117 with condition code D3 and the whole stay so far",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        if bill.facility != 11 || !matches!(bill.frequency, b'3' | b'4') {
            return;
        }
        let severity = match kind(bill) {
            Kind::CriticalAccess | Kind::Children => return,
            Kind::Acute => severity,
            _ => Severity::Warning,
        };
        let message = format!(
            "11{} is a bill of a series; a stay that is paid for by the case is billed again \
                as a whole",
            char::from(bill.frequency)
        );
        out.add(AT.of_claim(), message).severity(severity);
    },
    ..Rule::BASE
};

/// Whether Medicare takes late charges of that kind of bill: only what is not paid by a prospective system.
fn takes_late_charges(bill: &Bill<'_>) -> bool {
    match bill.facility {
        11..=14 => matches!(kind(bill), Kind::CriticalAccess | Kind::Children),
        18 | 21 | 32 | 72 | 76 => false,
        _ => true,
    }
}

/// Late charges where they are not taken.
pub static LATE: Rule = Rule {
    id: "bill.late-charge-not-allowed",
    title: "Medicare takes no late charges of this kind of bill",
    fields: &[AT, Field::BillType, Field::Filing],
    snip: 5,
    predicts: predicts("A7:535", "16", "MA30"),
    source: CHAPTER_1,
    what: prose!(
        "Providers that Medicare pays under the prospective systems of hospitals (inpatient \
            and outpatient), skilled nursing facilities, home health agencies and dialysis \
            facilities send no late charges (frequency 5)."
    ),
    leaves_alone: leaves![
        "payers other than Medicare, which may take them",
        "critical access hospitals, which are paid by cost"
    ],
    why: "The contractor returns it: charges that were forgotten go on a replacement with all \
        charges of the first bill.",
    example: prose!(r#"{"bill": "outpatient", "replace": {"*13:A:1*": "*13:A:5*"}}"#),
    fix: "send a replacement (frequency 7) with all charges, the claim's original number and a \
        claim change reason",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        if bill.frequency == b'5' && !takes_late_charges(bill) {
            let whose = match bill.payer {
                Payer::Medicare => "Medicare takes",
                _ => "under Medicare's rules the plan takes",
            };
            let message = format!("{whose} no late charges on type of bill {}", bill.facility);
            out.add(AT.of_claim(), message).severity(severity);
        }
    },
    ..Rule::BASE
};

/// A notice that covers more than its day.
pub static NOTICE: Rule = Rule {
    id: "bill.notice-days",
    title: "a notice of admission is not for one day",
    fields: &[
        Field::StatementFrom,
        Field::StatementTo,
        AT,
        Field::AdmissionDate,
    ],
    snip: 4,
    predicts: predicts("A7:188", "16", "MA31"),
    source: CHAPTER_10,
    what: prose!(
        "Of Medicare's notice of a home health admission (32A) and of a hospice election \
            (81A, 82A) the first and last day of the statement and the day of admission are the \
            same."
    ),
    leaves_alone: leaves!["other notices of a hospice"],
    why: "The notice is returned, and each day until it arrives again lessens the payment.",
    example: prose!(
        r#"{"bill": "home-notice", "replace": {"20251110-20251110": "20251110-20251112"}}"#
    ),
    fix: "give the day of admission also as the statement's first day and as its last",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(severity) = bill.medicare() else {
            return;
        };
        let (Some(from), Some(admitted)) = (bill.from, bill.admitted) else {
            return;
        };
        if bill.frequency != b'A' {
            return;
        }
        let at = Field::StatementFrom.of_claim();
        if from != admitted && (bill.is_home_health() || bill.is_hospice()) {
            out.add(
                at,
                format!("the notice begins on {from}, the admission is of {admitted}"),
            )
            .severity(severity);
        } else if (bill.is_home_health() || bill.is_hospice())
            && bill.through.is_some_and(|t| t != from)
        {
            out.add(at, "the notice is for its first day alone")
                .severity(severity);
        }
    },
    ..Rule::BASE
};
