//! Numbers and units of lengths, ages, times and counts, as they are typed.

use super::word_list::is;

/// Units as texts have them, how much of that one is, in parts of [`WHOLE`], and the words for it.
const UNITS: [(&str, u32, &str); 10] = [
    ("cm", 1_200, "cm"),
    ("cm", 120, "mm"),
    ("cm", 3_048, "inch inches"),
    ("years", 1_200, "years year yrs yr yo y/o y.o yom yof y"),
    ("years", 100, "months month mos mo"),
    ("years", 23, "weeks week wks wk"),
    ("years", 3, "days day"),
    ("minutes", 1_200, "minutes minute mins min"),
    ("minutes", 72_000, "hours hour hrs hr h"),
    (COUNT, 1_200, "lesions lesion warts aks tags nails muscles"),
];
pub(super) const WHOLE: u32 = 1_200;
/// The unit of counts: of skin growths, nails, muscles.
pub(super) const COUNT: &str = "lesions";

/// The unit that a word is.
pub(super) fn unit(word: &str) -> Option<(&'static str, u32)> {
    let (unit, scale, _) = UNITS.iter().find(|u| is(word, u.2))?;
    Some((unit, *scale))
}

/// A number in hundredths; what is larger is no measure.
pub(super) fn number(word: &str) -> Option<u32> {
    const MOST: usize = 4;
    let (whole, part) = word.split_once('.').unwrap_or((word, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.len() > MOST || whole.len() + part.len() == 0 || !digits(whole) || !digits(part) {
        return None;
    }
    let digit = |at: usize| part.as_bytes().get(at).map_or(0, |b| u32::from(b - b'0'));
    let whole = whole.bytes().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    Some(whole * 100 + digit(0) * 10 + digit(1))
}
