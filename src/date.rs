//! A calendar date: what a claim, a code's validity and a release are all dated with.
//!
//! The library has no clock and no time zone; "today" is always passed in by the caller.

use std::fmt;
use std::str::FromStr;

/// A day of the proleptic Gregorian calendar, years 1 to 9999.
///
/// Stored as the number `yyyymmdd`, so comparing dates is comparing numbers, and the tables can hold them as they are.
/// `Date::MIN`, the default, and `Date::MAX` stand for an open start and an open end of a span.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(u32);

impl Date {
    /// Before every real date: the open start of a span.
    pub const MIN: Date = Date(0);
    /// After every real date: the open end of a span.
    pub const MAX: Date = Date(99_991_231);

    /// A date from year, month and day; `None` when there is no such day.
    pub fn new(year: u32, month: u32, day: u32) -> Option<Date> {
        let real = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        real.then(|| Date(year * 10_000 + month * 100 + day))
    }

    /// A date from the number `yyyymmdd`; `None` when there is no such day.
    pub fn from_number(n: u32) -> Option<Date> {
        Date::new(n / 10_000, n / 100 % 100, n % 100)
    }

    /// The number `yyyymmdd`.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// Lends `YYYY-MM-DD`. Every hit of a search carries dates, so their digits are made without the formatting machinery.
    #[allow(clippy::indexing_slicing)] // Eight places of ten.
    pub(crate) fn with_text<T>(self, run: impl FnOnce(&str) -> T) -> T {
        let mut text = *b"0000-00-00";
        let mut n = self.0;
        for at in [9, 8, 6, 5, 3, 2, 1, 0] {
            text[at] = b'0' + (n % 10) as u8;
            n /= 10;
        }
        run(std::str::from_utf8(&text).unwrap_or(""))
    }

    /// Year, month, day.
    pub const fn parts(self) -> (u32, u32, u32) {
        (self.0 / 10_000, self.0 / 100 % 100, self.0 % 100)
    }

    /// A date in either of the two forms that claims use: `YYYY-MM-DD` (FHIR, JSON) or `YYYYMMDD` (X12 D8).
    pub fn parse(s: &str) -> Option<Date> {
        let b = s.as_bytes();
        let digits = |r: std::ops::Range<usize>| {
            b.get(r)?.iter().try_fold(0u32, |n, c| {
                c.is_ascii_digit().then(|| n * 10 + u32::from(c - b'0'))
            })
        };
        match b.len() {
            8 => Date::new(digits(0..4)?, digits(4..6)?, digits(6..8)?),
            10 if b.get(4) == Some(&b'-') && b.get(7) == Some(&b'-') => {
                Date::new(digits(0..4)?, digits(5..7)?, digits(8..10)?)
            }
            _ => None,
        }
    }

    /// Days since 0000-03-01, for differences.
    pub fn day_number(self) -> i64 {
        let (y, m, d) = self.parts();
        let (y, m, d) = (i64::from(y), i64::from(m), i64::from(d));
        let y = if m <= 2 { y - 1 } else { y };
        let era_day = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
        365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + era_day
    }

    /// Whole days from `earlier` to `self`; negative when `self` comes first.
    pub fn days_since(self, earlier: Date) -> i64 {
        self.day_number() - earlier.day_number()
    }

    /// Completed years from `birth` to `self`, as an age is counted; `None` when `self` comes first.
    pub fn years_since(self, birth: Date) -> Option<u32> {
        if self < birth {
            return None;
        }
        let ((y, m, d), (by, bm, bd)) = (self.parts(), birth.parts());
        Some(y - by - u32::from((m, d) < (bm, bd)))
    }

    /// The day before; `Date::MIN` has none and stays.
    pub fn day_before(self) -> Date {
        let (y, m, d) = self.parts();
        if d > 1 {
            return Date(self.0 - 1);
        }
        match (y, m) {
            (0, _) => Date::MIN,
            (_, 1) => Date::new(y - 1, 12, 31).unwrap_or(Date::MIN),
            _ => Date::new(y, m - 1, days_in_month(y, m - 1)).unwrap_or(Date::MIN),
        }
    }
}

fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// `YYYY-MM-DD`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with_text(|text| f.write_str(text))
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = crate::error::Error;
    fn from_str(s: &str) -> Result<Date, crate::error::Error> {
        Date::parse(s).ok_or_else(|| crate::error::Error::bad_date("date"))
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.with_text(|text| s.serialize_str(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_forms_and_refuses_days_that_do_not_exist() {
        assert_eq!(Date::parse("2026-10-01"), Date::new(2026, 10, 1));
        assert_eq!(Date::parse("20261001"), Date::new(2026, 10, 1));
        for bad in [
            "2026-02-30",
            "20260230",
            "2026-13-01",
            "2026/10/01",
            "",
            "0000-00-00",
            "é026-10-0",
        ] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
        assert!(Date::parse("2024-02-29").is_some() && Date::parse("2100-02-29").is_none());
    }

    #[test]
    fn day_before_and_day_numbers_agree_over_four_centuries() {
        let mut d = Date::new(2400, 3, 1).unwrap();
        while d > Date::new(1999, 12, 31).unwrap() {
            let before = d.day_before();
            assert_eq!(d.days_since(before), 1, "{d} {before}");
            d = before;
        }
    }

    #[test]
    fn ages_turn_over_on_the_birthday() {
        let born = Date::new(2000, 6, 15).unwrap();
        assert_eq!(Date::new(2020, 6, 14).unwrap().years_since(born), Some(19));
        assert_eq!(Date::new(2020, 6, 15).unwrap().years_since(born), Some(20));
        assert_eq!(Date::new(2000, 6, 14).unwrap().years_since(born), None);
    }
}
