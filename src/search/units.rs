//! Units of lengths, ages and times, as they are typed.

/// Units as they are typed, as texts have them, and how much of that they are, in parts of [`WHOLE`].
const UNITS: [(&str, &str, u32); 33] = [
    ("cm", "cm", 1_200),
    ("mm", "cm", 120),
    ("inch", "cm", 3_048),
    ("inches", "cm", 3_048),
    ("years", "years", 1_200),
    ("year", "years", 1_200),
    ("yrs", "years", 1_200),
    ("yr", "years", 1_200),
    ("yo", "years", 1_200),
    ("y/o", "years", 1_200),
    ("y.o", "years", 1_200),
    ("yom", "years", 1_200),
    ("yof", "years", 1_200),
    ("y", "years", 1_200),
    ("months", "years", 100),
    ("month", "years", 100),
    ("mos", "years", 100),
    ("mo", "years", 100),
    ("weeks", "years", 23),
    ("week", "years", 23),
    ("wks", "years", 23),
    ("wk", "years", 23),
    ("days", "years", 3),
    ("day", "years", 3),
    ("minutes", "minutes", 1_200),
    ("minute", "minutes", 1_200),
    ("mins", "minutes", 1_200),
    ("min", "minutes", 1_200),
    ("hours", "minutes", 72_000),
    ("hour", "minutes", 72_000),
    ("hrs", "minutes", 72_000),
    ("hr", "minutes", 72_000),
    ("h", "minutes", 72_000),
];
pub(super) const WHOLE: u32 = 1_200;

/// The unit that a word is.
pub(super) fn unit(word: &str) -> Option<(&'static str, u32)> {
    let found = UNITS.iter().find(|u| word.eq_ignore_ascii_case(u.0))?;
    Some((found.1, found.2))
}
