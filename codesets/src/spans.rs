//! Sets of days, as sorted spans: union, difference and restriction.

use anyhow::{Context, Result};
use std::fmt;
use superbill::table::rows::Span;
use superbill::Date;

/// A set of days: sorted spans with gaps between them, both ends inclusive.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Days(Vec<(Date, Date)>);

impl Days {
    /// All days from `from` to `to`.
    pub fn new(from: Date, to: Date) -> Days {
        let mut days = Days::default();
        days.add(from, to);
        days
    }

    /// Adds the days from `from` to `to`.
    pub fn add(&mut self, from: Date, to: Date) {
        if from > to {
            return;
        }
        // Everything that overlaps or touches the new span is joined with it.
        let start = self.0.partition_point(|(_, t)| day_after(*t) < from);
        let end = self.0.partition_point(|(f, _)| *f <= day_after(to));
        let mut joined = (from, to);
        for (f, t) in self.0.drain(start..end.max(start)) {
            joined = (joined.0.min(f), joined.1.max(t));
        }
        self.0.insert(start, joined);
    }

    /// Adds all days of `other`.
    pub fn add_all(&mut self, other: &Days) {
        for (f, t) in &other.0 {
            self.add(*f, *t);
        }
    }

    /// The days that are not in `other`.
    pub fn without(&self, other: &Days) -> Days {
        let mut out = Days::default();
        for (from, to) in &self.0 {
            let mut from = *from;
            for (f, t) in &other.0 {
                if *t < from || *f > *to {
                    continue;
                }
                if *f > from {
                    out.add(from, f.day_before());
                }
                from = day_after(*t);
            }
            if from <= *to {
                out.add(from, *to);
            }
        }
        out
    }

    /// The days from `from` to `to` that are in the set.
    pub fn within(&self, from: Date, to: Date) -> Days {
        let inside = self.0.iter().filter(|(f, t)| *t >= from && *f <= to);
        Days(inside.map(|(f, t)| (from.max(*f), to.min(*t))).collect())
    }

    /// Whether `on` is in the set.
    pub fn contains(&self, on: Date) -> bool {
        self.0.iter().any(|(f, t)| *f <= on && on <= *t)
    }

    /// The spans, sorted.
    pub fn spans(&self) -> &[(Date, Date)] {
        &self.0
    }

    /// Whether there is no day.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Ends the set with the day `to`.
    pub fn end(&mut self, to: Date) {
        *self = self.within(Date::MIN, to);
    }
}

impl fmt::Debug for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(
                self.0
                    .iter()
                    .map(|(a, b)| format_args!("{a}..{b}").to_string())
                    .map(Plain),
            )
            .finish()
    }
}

struct Plain(String);

impl fmt::Debug for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The spans of a row: the days on which it is billable and those on which it is a header. They must not overlap.
pub fn row_spans(billable: &Days, header: &Days) -> Vec<Span> {
    let of = |days: &Days, billable| {
        days.0
            .iter()
            .map(move |&(from, to)| Span { from, to, billable })
            .collect::<Vec<_>>()
    };
    let mut spans = of(billable, true);
    spans.extend(of(header, false));
    spans.sort();
    spans
}

/// The last day of the quarter that begins on that day.
pub(crate) fn quarter_end(first: Date) -> Result<Date> {
    let (y, m, _) = first.parts();
    let next = if m >= 10 {
        Date::new(y + 1, 1, 1)
    } else {
        Date::new(y, m + 3, 1)
    };
    Ok(next.context("a quarter without end")?.day_before())
}

/// The day after; `Date::MAX` stays.
pub fn day_after(d: Date) -> Date {
    if d == Date::MAX {
        return d;
    }
    let (y, m, day) = d.parts();
    [(y, m, day + 1), (y, m + 1, 1), (y + 1, 1, 1)]
        .into_iter()
        .find_map(|(y, m, d)| Date::new(y, m, d))
        .unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(n: u32) -> Date {
        Date::from_number(n).unwrap()
    }

    #[test]
    fn set_operations_equal_day_by_day_ones() {
        let base = d(20240220).day_number();
        let days: Vec<Date> = std::iter::successors(Some(d(20240220)), |x| Some(day_after(*x)))
            .take(24)
            .collect();
        assert!(
            days.iter()
                .enumerate()
                .all(|(i, x)| x.day_number() == base + i as i64),
            "day_after skips a day"
        );
        // Every pair of spans in a short window, against the definition.
        for (a, b, c, e) in (0..4096).map(|n| (n & 7, n >> 3 & 7, n >> 6 & 7, n >> 9 & 7)) {
            let set = |x: usize, y: usize| Days::new(days[x], days[y]);
            let mut union = set(a, b);
            union.add_all(&set(c, e));
            for (i, day) in days.iter().enumerate() {
                let (one, two) = ((a..=b).contains(&i), (c..=e).contains(&i));
                assert_eq!(union.contains(*day), one || two);
                assert_eq!(set(a, b).without(&set(c, e)).contains(*day), one && !two);
                assert_eq!(
                    set(a, b).within(days[c], days[e]).contains(*day),
                    one && two
                );
            }
            assert!(
                union.spans().windows(2).all(|w| day_after(w[0].1) < w[1].0),
                "spans touch"
            );
        }
    }
}
