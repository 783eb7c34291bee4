//! Numbers as they are written.

use std::borrow::Cow;

/// A number as a person would write it: without exponent and closing zeros. What is within rounding of cents has cents,
/// as when a caller's program has added 0.1 and 0.2 to 0.30000000000000004.
pub(crate) fn plain(number: &str) -> Cow<'_, str> {
    if number.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return Cow::Borrowed(number);
    }
    const PAD: &str = "00000000000000000000";
    let (sign, rest) = number.split_at(usize::from(number.starts_with('-')));
    let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let Some(shift) = exponent
        .parse()
        .ok()
        .filter(|n: &isize| n.unsigned_abs() + 8 < PAD.len())
    else {
        // Too large or too small for anything on a claim: it stays as it is, and is not read as an amount.
        return Cow::Borrowed(number);
    };
    let digits = [PAD, whole, fraction, PAD].concat();
    let point = (PAD.len() + whole.len()).saturating_add_signed(shift);
    let (whole, fraction) = digits.split_at_checked(point).unwrap_or((&digits, ""));
    let (cents, rest) = fraction.split_at_checked(2).unwrap_or((fraction, ""));
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let mut out = format!("{sign}{whole}.{cents}");
    if rest.starts_with("999999") {
        if let Ok(below) = format!("{whole}{cents}").parse::<u64>() {
            let cents = below.saturating_add(1);
            out = format!("{sign}{}.{:02}", cents / 100, cents % 100);
        }
    } else if !rest.starts_with("000000") {
        out.push_str(rest);
    }
    out.truncate(out.trim_end_matches('0').trim_end_matches('.').len());
    Cow::Owned(out)
}
