//! Hospice: the level of care by the day, where it was given, and the events of the election.

use super::{place, CHAPTER_11};
use crate::field::Field;
use crate::report::Severity;
use crate::rules::{leaves, predicts, prose, Bill, Context, Rule};

/// Medicare's hospice bill that is no notice, and how bad a breach is.
fn month<'a, 'c>(cx: &'a Context<'c>) -> Option<(&'a Bill<'c>, Severity)> {
    let bill = cx.bill()?;
    let severity = bill.medicare()?;
    (bill.is_hospice() && !bill.is_notice()).then_some((bill, severity))
}

/// Whether a code says where hospice care was given.
fn is_site(code: &str) -> bool {
    matches!(
        code,
        "Q5001"
            | "Q5002"
            | "Q5003"
            | "Q5004"
            | "Q5005"
            | "Q5006"
            | "Q5007"
            | "Q5008"
            | "Q5009"
            | "Q5010"
    )
}

/// Where the care was given.
pub static SITE: Rule = Rule {
    id: "hospice.site-missing",
    title: "a level of hospice care does not say where it was given",
    fields: &[Field::Service, Field::ProcedureCode, Field::RevenueCode],
    snip: 4,
    predicts: predicts("A6:454", "16", "M20"),
    source: CHAPTER_11,
    what: prose!(
        "On Medicare's hospice bill a line for a level of care (0651, 0652, 0655, \
        0656) has a code for the place, Q5001 to Q5010. Inpatient care, general or respite (0655, \
        0656), is given in a facility (42 CFR 418.108): the patient's home or an assisted living \
        facility (Q5001, Q5002) is a warning."
    ),
    leaves_alone: leaves!["notices of election"],
    why: "The bill is returned: the payment of some levels depends on the place.",
    example: prose!(r#"{"bill": "hospice", "replace": {"SV2*0651*HC:Q5001*": "SV2*0651**"}}"#),
    fix: "give Q5001 for the patient's home, Q5002 for assisted living, Q5003 to Q5010 for the \
        other places",
    check: |cx, out| {
        let Some((bill, severity)) = month(cx) else {
            return;
        };
        for (i, line, revenue) in bill.each_line() {
            let site = line.service.code.text();
            if matches!(revenue.number(), 655 | 656) && matches!(site, "Q5001" | "Q5002") {
                out.add(
                    Field::ProcedureCode.line(i),
                    "inpatient care of a hospice is given in a facility, and the line says at home",
                )
                .severity(Severity::Warning);
            } else if matches!(revenue.number(), 651 | 652 | 655 | 656) && !is_site(site) {
                out.add(
                    Field::Service.line(i),
                    "the level of care does not say by Q5001 to Q5010 where it was given",
                )
                .severity(severity);
            }
        }
    },
    ..Rule::BASE
};

/// A hospice's line for a visit or a physician without a HCPCS or CPT code.
pub static VISITS: Rule = Rule {
    id: "hospice.visit-code-missing",
    title: "a hospice bill does not say what was done at a visit",
    fields: &[Field::Service, Field::ProcedureCode, Field::RevenueCode],
    snip: 4,
    predicts: predicts("A6:454", "16", "M20"),
    source: CHAPTER_11,
    what: prose!(
        "On Medicare's hospice bill a line for a visit (042x to 044x, 055x to 057x) or for a \
            physician (0657) has a HCPCS or CPT code."
    ),
    why: "Visits and physicians are counted and paid by the code; the bill is returned.",
    example: prose!(r#"{"bill": "hospice", "replace": {"SV2*0551*HC:G0299*": "SV2*0551**"}}"#),
    fix: "give the G code of the discipline, or the physician's CPT code",
    check: |cx, out| {
        let Some((bill, severity)) = month(cx) else {
            return;
        };
        for (i, line, revenue) in bill.each_line() {
            let asks = matches!(revenue.number(), 420..=449 | 550..=579 | 657);
            if asks && line.service.code.is_missing() {
                out.add(
                    Field::Service.line(i),
                    "the visit does not say by a code what was done",
                )
                .severity(severity);
            }
        }
    },
    ..Rule::BASE
};

/// Less than continuous care, or more days than the bill has.
pub static UNITS: Rule = Rule {
    id: "hospice.units",
    title: "the units of a level of hospice care cannot be",
    fields: &[Field::Units, Field::RevenueCode, Field::StatementFrom],
    snip: 4,
    predicts: predicts("A8:476", "16", "M53"),
    source: CHAPTER_11,
    what: prose!(
        "Continuous home care (0652) is given for at least eight hours of a day: 32 units of \
            15 minutes, and 96 at most. Respite (0655) is given for at most five days at a time: \
            the sixth is billed as routine care. The days of routine, respite and inpatient care \
            (0651, 0655, 0656) are together not more than the days of the bill."
    ),
    why: "Fewer hours are paid as routine care, and must be billed so.",
    example: prose!(
        r#"{"bill": "hospice", "replace": {
            "SV2*0651*HC:Q5001*6510*UN*31": "SV2*0652*HC:Q5001*6510*UN*24"}}"#
    ),
    fix: "bill less than eight hours as routine home care; count the days",
    check: |cx, out| {
        let Some((bill, severity)) = month(cx) else {
            return;
        };
        let days = match (bill.from, bill.through) {
            (Some(from), Some(through)) => through.days_since(from) + 1,
            _ => i64::MAX / 1000,
        };
        let mut sum = 0;
        for (i, line, revenue) in bill.each_line() {
            let Some(units) = line.service.units.get() else {
                continue;
            };
            let at = Field::Units.line(i);
            match revenue.number() {
                652 if units.0 < 32_000 => {
                    out.add(
                        at,
                        format!(
                            "{units} units are less than the eight hours (32 \
                        units) of continuous care"
                        ),
                    )
                    .severity(severity);
                }
                652 if units.0 > 96_000 => {
                    out.add(
                        at,
                        format!(
                            "{units} units are more than a day has; continuous \
                        care is billed day by day"
                        ),
                    )
                    .severity(severity);
                }
                655 if units.0 > 5_000 => {
                    out.add(
                        at,
                        format!(
                            "{units} days of respite; from the sixth day on it is routine care \
                            (0651)"
                        ),
                    )
                    .severity(severity);
                    sum += units.0;
                }
                651 | 655 | 656 => {
                    sum += units.0;
                    if sum > days * 1000 {
                        out.add(
                            at,
                            format!(
                                "the levels of care have {} days to here, the bill has {days}",
                                sum / 1000
                            ),
                        )
                        .severity(severity);
                        return;
                    }
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// Where the patient was, by area.
pub static AREA: Rule = Rule {
    id: "hospice.area-missing",
    title: "a hospice bill does not say in which area the care was given",
    fields: &[Field::ValueCodes, Field::ValueCode, Field::RevenueCode],
    snip: 4,
    predicts: predicts("A6:463", "16", "M49"),
    source: CHAPTER_11,
    what: prose!(
        "Medicare's hospice bill has value code 61 (area where the patient lives) \
        with routine and continuous care (0651, 0652), and G8 (area of the facility) with \
        respite and inpatient care (0655, 0656)."
    ),
    why: "Payment differs by area; the bill is returned.",
    example: prose!(r#"{"bill": "hospice", "replace": {"HI*BE:61:::22220~\n": ""}}"#),
    fix: "give the code of the area (CBSA) with value code 61 or G8",
    check: |cx, out| {
        let Some((bill, severity)) = month(cx) else {
            return;
        };
        for (codes, value) in [([651, 652], "61"), ([655, 656], "G8")] {
            if bill.has_revenue(|c| codes.contains(&c)) && !bill.has_value(value) {
                out.add(
                    Field::ValueCodes.of_claim(),
                    format!("value code {value}, the area where the care was given, is missing"),
                )
                .severity(severity);
            }
        }
    },
    ..Rule::BASE
};

/// The election's events.
pub static ELECTION: Rule = Rule {
    id: "hospice.election-dates",
    title: "the days of a hospice election do not fit the bill",
    fields: &[
        Field::Occurrences,
        Field::OccurrenceCode,
        Field::OccurrenceDate,
        Field::PatientStatus,
        Field::StatementTo,
    ],
    snip: 4,
    predicts: predicts("A6:461", "16", "M45"),
    source: CHAPTER_11,
    what: prose!(
        "Medicare's notice of election, and a hospice's bill whose statement begins with the \
            admission, have occurrence code 27, the day of the certification. 42 is the day of a \
            revocation: a patient who died or is still there has revoked nothing. That it is the \
            last day of the bill is our reading (a warning)."
    ),
    leaves_alone: leaves!["later bills in which no certification falls"],
    why: "Benefit periods count from these days; the bill is returned.",
    example: prose!(r#"{"bill": "election", "replace": {"HI*BH:27:D8:20260105~\n": ""}}"#),
    fix: "give occurrence code 27 when a certification falls in the bill, 42 for a revocation \
        alone",
    check: |cx, out| {
        let Some(bill) = cx.bill().filter(|b| b.is_hospice()) else {
            return;
        };
        let Some(severity) = bill.medicare() else {
            return;
        };
        let first = bill.from.is_some() && bill.from == bill.admitted;
        let begins = bill.frequency == b'A' || first && matches!(bill.frequency, b'1' | b'2');
        if begins && !bill.has_occurrence("27") {
            out.add(
                Field::Occurrences.of_claim(),
                "occurrence code 27, the day of the certification, is missing",
            )
            .severity(severity);
        }
        let status = bill.hospital.patient_status.text();
        let stayed = matches!(status, "30" | "40" | "41" | "42" | "50" | "51");
        let Some(i) = place(&bill.hospital.occurrences, "42").filter(|_| !bill.is_notice()) else {
            return;
        };
        if stayed {
            out.add(
                Field::OccurrenceCode.item(i),
                format!("42 is the day of a revocation, which status {status} is not"),
            )
            .severity(severity);
        } else if let (Some(day), Some(through)) = (
            bill.hospital.occurrences.get(i).and_then(|c| c.from.get()),
            bill.through,
        ) {
            if *day != through {
                let message = format!("the revocation is of {day}, and the bill ends on {through}");
                out.add(Field::OccurrenceDate.item(i), message)
                    .severity(Severity::Warning);
            }
        }
    },
    ..Rule::BASE
};
