//! The payment codes of five characters (HIPPS): which setting has which form.

use crate::field::Field;
use crate::report::Severity;
use crate::rules::{words, Bill, Findings};

/// The code of a home health period under the model of 2020: when and from where, clinical group, function, further
/// diagnoses, and a 1.
pub(super) fn is_home_health(code: &str) -> bool {
    matches!(
        code.as_bytes(),
        [b'1'..=b'4', b'A'..=b'L', b'A'..=b'C', b'1'..=b'3', b'1']
    )
}

/// The code of a nursing facility since October 2019: physical and occupational therapy, speech, nursing, other ancillary
/// needs, and which assessment; ZZZZZ where there is none.
pub(super) fn is_nursing(code: &str) -> bool {
    code == "ZZZZZ"
        || matches!(
            code.as_bytes(),
            [
                b'A'..=b'P',
                b'A'..=b'L',
                b'A'..=b'Y',
                b'A'..=b'F',
                b'0' | b'1' | b'6'
            ]
        )
}

/// The code of inpatient rehabilitation: tier of further diagnoses and case-mix group.
pub(super) fn is_rehabilitation(code: &str) -> bool {
    let digits = |rest: &[u8]| rest.len() == 4 && rest.iter().all(u8::is_ascii_digit);
    matches!(code.as_bytes(), [b'A'..=b'D', rest @ ..] if digits(rest))
}

/// Judges the lines of a revenue code that have the payment code of a stay or period: which code, under which qualifier. Gives where
/// they stand; whether there may be one, several or none is the setting's.
pub(super) fn payment_lines(
    bill: &Bill<'_>,
    out: &mut Findings,
    severity: Severity,
    (revenue_code, is_code, setting): (u32, fn(&str) -> bool, &str),
) -> Vec<usize> {
    let mut places = Vec::new();
    for (i, line, revenue) in bill.each_line() {
        if u32::from(revenue.number()) != revenue_code {
            continue;
        }
        places.push(i);
        let code = line.service.code.text();
        if !is_code(code) {
            let code = words::code(code, 5);
            let message = format!("{code} is not a payment code of {setting}");
            out.add(Field::ProcedureCode.line(i), message)
                .severity(severity);
        } else if line.service.qualifier.text() != "HP" {
            let message = "a payment code stands under the qualifier HP";
            out.add(Field::ProcedureQualifier.line(i), message)
                .severity(severity);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_apart() {
        assert!(is_home_health("1HB21") && is_home_health("4LC31"));
        assert!(!is_home_health("1ZB21") && !is_home_health("5HB21") && !is_home_health("1HB2"));
        assert!(is_nursing("HBHC1") && is_nursing("ZZZZZ") && !is_nursing("1HB21"));
        assert!(is_rehabilitation("A0604") && !is_rehabilitation("E0604"));
    }
}
