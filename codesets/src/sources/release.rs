//! Which release an official file name speaks of.

use superbill::Date;

/// The first day of the release that a file name speaks of. ICD-10 years begin in October of the year before, or in
/// April with the name of the month; HCPCS quarters have the month in the name.
pub fn first_day(name: &str) -> Option<Date> {
    let digits = |at: usize| {
        name.get(at..at + 4)
            .filter(|d| d.bytes().all(|b| b.is_ascii_digit()))
    };
    let whole = (0..name.len())
        .find_map(digits)
        .filter(|y| y.starts_with("20"));
    // "conv26.xlsx"
    let short = || {
        let stem = name.rsplit_once('.')?.0.strip_prefix("conv")?;
        (stem.len() == 2).then(|| format!("20{stem}"))
    };
    let year: u32 = whole.map(str::to_string).or_else(short)?.parse().ok()?;
    if name.starts_with("hcpc") {
        let months = [("jan", 1), ("apr", 4), ("jul", 7), ("oct", 10)];
        let month = months.iter().find(|(m, _)| name.contains(m))?;
        return Date::new(year, month.1, 1);
    }
    if name.contains("april") {
        return Date::new(year, 4, 1);
    }
    Date::new(year - 1, 10, 1)
}
