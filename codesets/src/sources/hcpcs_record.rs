//! CMS's HCPCS contractor record, 320 columns: 1-5 code, 6-10 sequence number, 11 kind of record (3 first line of a
//! procedure, 4 its further lines, 7 and 8 the same of a modifier), 12-91 long descriptor, and in first lines 92-119
//! short descriptor, 120-127 up to four pricing indicators of two characters, 230 coverage, 257-259 BETOS, 261-265 up to
//! five types of service of one, 269-276 day added, 277-284 day of the last action, 285-292 last day.

use super::text::squeeze;
use anyhow::{bail, ensure, Context, Result};
use superbill::Date;

/// A procedure code of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The code.
    pub code: String,
    /// The long descriptor, its lines joined.
    pub title: String,
    /// The short descriptor.
    pub short: String,
    /// First day.
    pub from: Date,
    /// Last day; `Date::MAX` while in force.
    pub to: Date,
    /// The day of the last change.
    pub changed: Date,
    /// Pricing indicators.
    pub pricing: Vec<String>,
    /// Coverage; empty when the record has none.
    pub coverage: String,
    /// Berenson-Eggers type of service; empty when the record has none.
    pub betos: String,
    /// Types of service.
    pub services: Vec<String>,
}

/// The text of a file. Trade names bring in a byte beyond ASCII now and then; one blank for each keeps the columns.
pub fn text(bytes: Vec<u8>) -> String {
    let plain = |b: u8| if b.is_ascii() { char::from(b) } else { ' ' };
    bytes.into_iter().map(plain).collect()
}

/// Reads the file's procedure codes; modifiers are skipped. `name` is for messages.
pub fn read(name: &str, text: &str) -> Result<Vec<Record>> {
    let repair = "take it from the agency's zip again";
    let mut out: Vec<Record> = Vec::new();
    for (i, line) in text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
    {
        let at = || {
            format!(
                "{name} line {} is not in the layout of a HCPCS record; {repair}",
                i + 1
            )
        };
        let column = |from: usize, to: usize| {
            line.get(from - 1..to.min(line.len()))
                .map(str::trim)
                .with_context(at)
        };
        let day = |from: usize| {
            let day = line.get(from - 1..from + 7).with_context(at)?;
            if day.trim().is_empty() {
                return Ok(None);
            }
            Date::parse(day).map(Some).with_context(at)
        };
        let code = column(1, 5)?;
        let title = squeeze(column(12, 91)?);
        match column(11, 11)? {
            "3" => {
                let from = day(269)?.with_context(at)?;
                let changed = day(277)?.unwrap_or(from);
                let to = day(285)?.unwrap_or(Date::MAX);
                let plain = code.len() == 5
                    && code
                        .bytes()
                        .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
                ensure!(plain && !title.is_empty() && from <= to, at());
                ensure!(
                    out.last().is_none_or(|last| last.code.as_str() < code),
                    "{name} line {}: {code} is out of order; {repair}",
                    i + 1
                );
                let short = squeeze(column(92, 119)?);
                let each = |from: usize, size: usize, most: usize| -> Result<Vec<String>> {
                    let mut out = Vec::new();
                    for i in 0..most {
                        let at = from + i * size;
                        let cell = column(at, at + size - 1)?;
                        if !cell.is_empty() {
                            out.push(cell.to_string());
                        }
                    }
                    Ok(out)
                };
                out.push(Record {
                    code: code.into(),
                    title,
                    short,
                    from,
                    to,
                    changed,
                    pricing: each(120, 2, 4)?,
                    coverage: column(230, 230)?.into(),
                    betos: column(257, 259)?.into(),
                    services: each(261, 1, 5)?,
                });
            }
            "4" => {
                let last = out
                    .last_mut()
                    .filter(|last| last.code == code)
                    .with_context(at)?;
                last.title = format!("{} {title}", last.title);
            }
            "7" | "8" => {}
            _ => bail!(at()),
        }
    }
    ensure!(!out.is_empty(), "{name} has no procedure codes; {repair}");
    Ok(out)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A line of the layout; made up.
    pub(crate) fn line(code: &str, kind: char, title: &str, days: [&str; 3]) -> String {
        let [from, changed, to] = days;
        format!(
            "{code:<5}00100{kind}{title:<80}{:<28}{:<8}A{:101}{:1}{:26}{:<3} {:<5}{:3}{from:8}{changed:8}{to:8}{:28}\n",
            "Short", "3246", "", "D", "", "D1E", "APR", "", ""
        )
    }

    #[test]
    fn reads_the_columns_and_refuses_what_is_cut_or_altered() {
        let first = line(
            "A9999",
            '3',
            "Made up supply, first line",
            ["20200101", "20261001", ""],
        );
        let good = format!(
            "{first}{}{}{}",
            line("A9999", '4', "and second line", ["", "", ""]),
            line("ZZ", '7', "Made up modifier", ["20200101", "", ""]),
            line("B0001", '3', "Ended", ["19990101", "20200101", "20201231"]),
        );
        assert_eq!(first.len(), 321);
        let records = read("f", &good).unwrap();
        let d = |n| Date::from_number(n).unwrap();
        assert_eq!(
            records[0],
            Record {
                code: "A9999".into(),
                title: "Made up supply, first line and second line".into(),
                short: "Short".into(),
                from: d(20200101),
                to: Date::MAX,
                changed: d(20261001),
                pricing: vec!["32".into(), "46".into()],
                coverage: "D".into(),
                betos: "D1E".into(),
                services: ["A", "P", "R"].map(String::from).to_vec(),
            }
        );
        assert_eq!((records.len(), records[1].to), (2, d(20201231)));
        for bad in [
            String::new(),
            good[..good.len() - 60].into(),
            good[321..].into(),
            good.replace("20200101", "20200230"),
            good.replace("B0001", "A0001"),
            good.replace("001004", "001005"),
        ] {
            assert!(read("f", &bad).is_err(), "{bad}");
        }
    }
}
