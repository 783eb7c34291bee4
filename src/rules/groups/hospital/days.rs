//! Days of a stay: covered, not covered, coinsurance, and those of the rooms.

use super::revenue_codes::is_room;
use super::CHAPTER_25;
use crate::claim::Cents;
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Payer, Rule};

/// A number of days, as the amount of a value code.
fn whole(amount: Cents) -> i64 {
    amount.0 / 100
}

/// Covered and other days.
pub static COVERED: Rule = Rule {
    id: "bill.covered-days",
    title: "the days that value codes count are not those of the stay",
    fields: &[
        Field::ValueAmount,
        Field::ValueCodes,
        Field::StatementFrom,
        Field::StatementTo,
        Field::PatientStatus,
        Field::Units,
        Field::RevenueCode,
    ],
    snip: 4,
    predicts: predicts("A8:463", "16", "MA32"),
    source: CHAPTER_25,
    what: prose!(
        "Of a stay that Medicare pays for, covered and not covered days (value codes 80 and \
            81) are together the days of the stay: from the admission or the first day of the \
            statement to the day before the last, or to the last where the patient is still \
            there. Coinsurance and lifetime reserve days (82, 83) are among the covered ones. An \
            error where the rooms are billed for just the days of the stay, so that these are \
            sure; else a warning. No day counted at all is judged alike. For other payers only \
            more days than the stay has are said, as a warning."
    ),
    leaves_alone: leaves![
        "a stay of one day or less, which may count as none or as one",
        "bills of late charges, and notices"
    ],
    why: "Benefits are counted in these days; where they do not fit the bill is returned.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"HI*BE:80:::4": "HI*BE:80:::9"}}"#),
    fix: "count the nights; days that are not covered go with value code 81",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let stay = bill.is_hospital_stay() || bill.is_nursing_stay();
        let Some(days) = bill
            .days()
            .filter(|_| stay && bill.frequency != b'5' && !bill.is_notice())
        else {
            return;
        };
        let covered = bill.value("80");
        let other = bill.value("81");
        let medicare = bill.medicare();
        let count = |v: Option<(usize, Cents)>| v.map_or(0, |(_, n)| whole(n));
        let sum = count(covered) + count(other);
        let sure = bill.has_its_rooms() && !bill.is_no_pay();
        let Some((i, _)) = covered.or(other) else {
            if days > 1
                && bill.payer == Payer::Medicare
                && !bill.has_value("80")
                && !bill.has_value("81")
            {
                out.add(
                    Field::ValueCodes.of_claim(),
                    "neither covered nor other days of the stay are counted (value codes 80, \
                        81)",
                )
                .severity(if sure {
                    Severity::Error
                } else {
                    Severity::Warning
                });
            }
            return;
        };
        let at = Field::ValueAmount.item(i);
        let message = || format!("value codes 80 and 81 count {sum} days, the stay has {days}");
        match medicare.map(|s| if sure { s } else { Severity::Warning }) {
            Some(severity) if sum != days && (days > 1 || sum > 1) => {
                out.add(at, message()).severity(severity);
            }
            None if sum > days.max(1) => drop(out.add(at, message()).severity(Severity::Warning)),
            _ => {}
        }
        for code in ["82", "83"] {
            if let Some((i, n)) = bill.value(code).filter(|(_, n)| whole(*n) > count(covered)) {
                let message = format!(
                    "{} days of value code {code} are among {} covered ones",
                    whole(n),
                    count(covered)
                );
                out.add(Field::ValueAmount.item(i), message)
                    .severity(medicare.unwrap_or(Severity::Warning));
            }
        }
    },
    ..Rule::BASE
};

/// Rooms that are not counted in days.
pub static ROOM_MEASURE: Rule = Rule {
    id: "bill.room-measure",
    title: "a room is not counted in days",
    severity: Severity::Warning,
    fields: &[Field::Unit, Field::RevenueCode],
    snip: 2,
    predicts: predicts("A7:476", "16", "M53"),
    source: CHAPTER_25,
    what: prose!(
        "The unit of measure of a room (revenue codes 010x to 021x) on a stay is the day (DA). The \
        837I has DA and UN there; which of them a room has is our reading of its units, days."
    ),
    why: "Payers count days by it.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"*DA*4~": "*UN*4~"}}"#),
    fix: "give DA, days, as the unit of the room",
    check: |cx, out| {
        let Some(bill) = cx.bill().filter(|b| b.is_inpatient()) else {
            return;
        };
        for (i, line, revenue) in bill.each_line() {
            let unit = line.service.unit.text();
            if is_room(revenue.number()) && !matches!(unit, "DA" | "") {
                out.add(Field::Unit.line(i), "a room is counted in days (DA)")
                    .options(["DA".to_owned()]);
            }
        }
    },
    ..Rule::BASE
};

/// More days of rooms than the stay has.
pub static ROOMS: Rule = Rule {
    id: "bill.room-days",
    title: "the rooms have more days than the stay",
    fields: &[
        Field::Units,
        Field::RevenueCode,
        Field::StatementFrom,
        Field::StatementTo,
        Field::ValueCode,
        Field::ValueAmount,
        Field::Frequency,
    ],
    snip: 4,
    predicts: predicts("A8:476", "16", "M53"),
    source: CHAPTER_25,
    what: prose!(
        "The days of all rooms (revenue codes 010x to 017x, 019x to 021x) are \
        together not more than the days of the stay; one on a stay of a day. A stay that \
        Medicare covers by the day (value code 80) has a room at all: a warning, our reading."
    ),
    leaves_alone: leaves!["leave days (018x)"],
    why: "A patient lies in one bed a night; the bill is returned.",
    example: prose!(r#"{"bill": "inpatient", "replace": {"*DA*4~": "*DA*6~"}}"#),
    fix: "count the nights, and bill each in one room; or correct the covered days (value code 80)",
    check: |cx, out| {
        let Some(bill) = cx.bill() else { return };
        let Some(days) = bill.days().filter(|_| bill.is_inpatient()) else {
            return;
        };
        let most = days.max(1) * 1000;
        let covered = bill.value("80").is_some_and(|(_, n)| n.0 > 0);
        if days > 0
            && covered
            && bill.medicare().is_some()
            && bill.frequency != b'5'
            && !bill.has_revenue(|c| is_room(c) || matches!(c, 180..=189))
        {
            out.add(
                Field::RevenueCode.line(bill.lines.len()),
                "days are covered, and no line is for a room (010x to 021x)",
            )
            .severity(Severity::Warning);
        }
        let mut sum = 0;
        for (i, line, revenue) in bill.each_line() {
            let Some(units) = line
                .service
                .units
                .get()
                .filter(|_| is_room(revenue.number()))
            else {
                continue;
            };
            sum += units.0;
            if sum > most {
                out.add(
                    Field::Units.line(i),
                    format!(
                        "the rooms have {} days to here, the stay has {days}",
                        sum / 1000
                    ),
                );
                return;
            }
        }
    },
    ..Rule::BASE
};
