//! Money and units as integers, so that sums are exact.

/// Money in integer cents, so that sums are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cents(pub i64);

impl std::fmt::Display for Cents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(
            f,
            "{sign}{}.{:02}",
            self.0.unsigned_abs() / 100,
            self.0.unsigned_abs() % 100
        )
    }
}

/// As text, so that no digit is lost.
impl serde::Serialize for Cents {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.to_string())
    }
}

/// A number of units in thousandths: the 837 allows up to three decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity(pub i64);

impl Quantity {
    /// Whether the number of units has a fraction.
    pub fn is_fraction(self) -> bool {
        self.0 % 1000 != 0
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        match rest {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(
                f,
                "{sign}{whole}.{}",
                format!("{rest:03}").trim_end_matches('0')
            ),
        }
    }
}

/// Reads a decimal number with at most `places` decimals as an integer of that many places.
///
/// `None` for anything else; more decimals than that are not rounded away, they are a fault of the claim.
pub fn decimal(text: &str, places: u32) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if (whole.is_empty() && fraction.is_empty())
        || whole.len() > 12
        || fraction.len() > places as usize
    {
        return None;
    }
    let mut n = 0i64;
    for c in whole.bytes().chain(fraction.bytes()) {
        if !c.is_ascii_digit() {
            return None;
        }
        n = n * 10 + i64::from(c - b'0');
    }
    n *= 10i64.pow(places - fraction.len() as u32);
    Some(if negative { -n } else { n })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_and_units_are_exact_or_refused() {
        assert_eq!(decimal("120.5", 2), Some(12_050));
        assert_eq!(decimal("-.05", 2), Some(-5));
        assert_eq!(decimal("7", 3), Some(7_000));
        for bad in [
            "",
            "-",
            ".",
            "1.234",
            "1,000.00",
            "$5",
            "1e3",
            "１",
            "1234567890123",
        ] {
            assert_eq!(decimal(bad, 2), None, "{bad}");
        }
        assert_eq!(
            (Cents(-5).to_string(), Quantity(1_250).to_string()),
            ("-0.05".into(), "1.25".into())
        );
    }
}
