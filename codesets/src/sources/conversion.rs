//! The agency's conversion table of ICD-10-CM: each new code with the day it began and the codes that were used before. As
//! text or as a workbook; three columns behind a notice and a line of headings.

use super::mce::Change;
use super::sheet;
use anyhow::{bail, ensure, Context, Result};
use std::collections::BTreeSet;
use std::path::Path;
use superbill::Date;

/// The changes, old code to new, each once. New codes before which there was none (`None`) say nothing; neither do ranges and
/// words ("Codes in Categories ..."), whose codes go on, nor misprints: in how many rows something is left out comes second.
pub fn read(path: &Path) -> Result<(BTreeSet<Change>, usize)> {
    let (mut out, mut left_out, mut begun) = (BTreeSet::new(), 0, false);
    sheet::each(path, |cells| {
        let cell = |i: usize| cells.get(i).map_or("", |c| c.trim());
        if !begun {
            begun = cell(1).to_lowercase().starts_with("effective");
            return Ok(());
        }
        if cells.iter().all(|c| c.trim().is_empty()) {
            return Ok(());
        }
        let Some(new) = code(cell(0)) else {
            left_out += 1;
            return Ok(());
        };
        let day = day(cell(1)).with_context(|| format!("{:?} is not when {new} began", cell(1)))?;
        let before = cell(2);
        ensure!(
            !before.is_empty(),
            "{new} has no previous code, not even None"
        );
        let mut odd = false;
        for old in before.split([',', ';', ' ', '+']).filter(|w| !w.is_empty()) {
            match code(old) {
                Some(old) => drop(out.insert((old, new.clone(), day))),
                None if matches!(old.to_lowercase().as_str(), "and" | "or" | "none") => {}
                None => odd = true,
            }
        }
        left_out += usize::from(odd);
        Ok(())
    })?;
    if !begun {
        bail!("there is no line of headings with the column Effective");
    }
    ensure!(!out.is_empty(), "there are no codes");
    Ok((out, left_out))
}

/// A code without its point: a letter, a digit, then up to five digits or letters.
fn code(text: &str) -> Option<String> {
    let plain: String = text.trim().replace('.', "").to_ascii_uppercase();
    let b = plain.as_bytes();
    let shape = (3..=7).contains(&b.len())
        && b[0].is_ascii_uppercase()
        && b[1].is_ascii_digit()
        && b.iter().all(u8::is_ascii_alphanumeric);
    shape.then_some(plain)
}

/// A year, whose codes begin in October; or a day, which a workbook keeps as the number of days since 1899-12-30.
fn day(text: &str) -> Option<Date> {
    let number: u32 = match text.parse() {
        Ok(number) => number,
        Err(_) => return written(text),
    };
    match number {
        2015..=2099 => Date::new(number, 10, 1),
        40_000..=80_000 => {
            let mut on = Date::new(2009, 7, 6)?;
            for _ in 40_000..number {
                on = crate::spans::day_after(on);
            }
            Some(on)
        }
        _ => Date::parse(text),
    }
}

/// `April 1, 2023`, `4/1/2023` or `2023-04-01`, with a time behind or not.
fn written(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text
        .split(['/', ' ', ',', '-', 'T'])
        .filter(|p| !p.is_empty())
        .collect();
    let number = |i: usize| parts.get(i)?.parse::<u32>().ok();
    let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let first = parts.first()?.to_lowercase();
    let month = (1..).zip(months).find(|(_, m)| first.starts_with(m));
    match month {
        Some((month, _)) => Date::new(number(2)?, month, number(1)?),
        None if number(0)? > 31 => Date::new(number(0)?, number(1)?, number(2)?),
        None => Date::new(number(2)?, number(0)?, number(1)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_read_and_nothing_is_guessed() {
        let dir = std::env::temp_dir().join(format!("conversion-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let path = dir.join("conversion_table_2041.txt");
        let good = "A made-up notice\nCurrent code assignment\tEffective\tPrevious Code(s) Assignment\n\
            A00.01\t2040\tA00.0\nA00.09\t2040\tA00.0, B99.8 and B99.9 \nZ99.8\t44652\tNone\nQA0.01\t2040\tQA0.0\nZ99.9\t2040\tH44.20-H44.23\n\
            B00.1\t4/1/2041\tB00\n\t\t\n";
        std::fs::write(&path, good).unwrap();
        let (changes, left_out) = read(&path).unwrap();
        let day = |y, m| Date::new(y, m, 1).unwrap();
        let change = |old: &str, new: &str, on| (old.to_string(), new.to_string(), on);
        let want = [
            change("A000", "A0001", day(2040, 10)),
            change("A000", "A0009", day(2040, 10)),
            change("B00", "B001", day(2041, 4)),
            change("B998", "A0009", day(2040, 10)),
            change("B999", "A0009", day(2040, 10)),
        ];
        assert_eq!((changes, left_out), (want.into_iter().collect(), 2));
        assert_eq!(
            (super::day("44652"), super::day("45017")),
            (Some(day(2022, 4)), Some(day(2023, 4)))
        );
        assert_eq!(
            (
                super::day("April 1, 2023"),
                super::day("2023-04-01 00:00:00")
            ),
            (Some(day(2023, 4)), Some(day(2023, 4)))
        );
        for bad in [
            "A00.01\t2040\tA00.0\n",
            &good.replace("Z99.8\t44652", "Z99.8\tsoon"),
            &good[..90],
        ] {
            std::fs::write(&path, bad).unwrap();
            assert!(read(&path).is_err(), "{bad}");
        }
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
