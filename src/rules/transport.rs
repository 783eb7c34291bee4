//! Ambulances and other transports of patients, whose modifiers say from where to where.

use crate::date::Date;

/// Whether it is an ambulance or another transport of patients, on which two letters as a modifier are origin and
/// destination: HCPCS A0021-A0999, the paramedic intercepts and mileage of private payers, the codes of Medicaid.
pub fn is_transport(code: &str) -> bool {
    let Some(("A" | "S" | "T" | "Q" | "G", _)) = code.split_at_checked(1) else {
        return false;
    };
    let number: u32 = code.get(1..).and_then(|n| n.parse().ok()).unwrap_or(0);
    match code.as_bytes() {
        [b'A', ..] => matches!(number, 21..=999),
        [b'S', ..] => matches!(number, 207..=209 | 215),
        [b'T', ..] => matches!(number, 2001..=2007 | 2049),
        _ => code == "G2022" || code == "Q3019" || code == "Q3020",
    }
}

/// Origin and destination in a modifier of a transport: D clinic or free-standing, E residence of custodial care, G dialysis
/// in a hospital, H hospital, I transfer between vehicles, J dialysis elsewhere, N nursing facility, P physician's office, R
/// residence, S scene; X, a stop at a physician's office on the way, is a destination only. W, treatment in place, was
/// one under Medicare's model ET3 from 2020 to 2023.
pub fn trip(modifier: &str, on: Option<Date>) -> Option<(u8, u8)> {
    const PLACES: &[u8] = b"DEGHIJNPRS";
    let [from, to] = *modifier.as_bytes() else {
        return None;
    };
    let model = on.is_some_and(|on| matches!(on.parts().0, 2020..=2023));
    let arrives = PLACES.contains(&to) || to == b'X' || (to == b'W' && model);
    (PLACES.contains(&from) && arrives).then_some((from, to))
}
