//! CMS's order files of ICD-10-CM and ICD-10-PCS: one line a code, headers included, fixed columns:
//! 1-5 order number, 7-13 code, 15 whether it can be billed, 17-76 short title, 78 on long title.

use anyhow::{bail, ensure, Context, Result};

/// One line of an order file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Without dot.
    pub code: String,
    /// Whether it can be billed; a header otherwise.
    pub billable: bool,
    /// The long title.
    pub title: String,
}

/// Reads an order file. `name` is for messages.
pub fn read(name: &str, text: &str) -> Result<Vec<Line>> {
    let repair = "take it from the agency's zip again";
    ensure!(
        text.ends_with('\n'),
        "{name}: the last line is cut short; {repair}"
    );
    let mut out: Vec<Line> = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let at = || {
            format!(
                "{name} line {} is not in the layout of an order file; {repair}",
                i + 1
            )
        };
        let column =
            |from: usize, to: usize| line.get(from - 1..to).map(str::trim).with_context(at);
        let number: usize = column(1, 5)?.parse().with_context(at)?;
        let code = column(7, 13)?.to_string();
        let billable = match column(15, 15)? {
            "1" => true,
            "0" => false,
            _ => bail!(at()),
        };
        let title = line
            .get(77..)
            .map(str::trim)
            .unwrap_or_default()
            .to_string();
        let plain = (3..=7).contains(&code.len())
            && code
                .bytes()
                .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
        ensure!(plain && !title.is_empty(), at());
        ensure!(
            number == i + 1,
            "{name} line {}: lines are missing or doubled before it; {repair}",
            i + 1
        );
        out.push(Line {
            code,
            billable,
            title,
        });
    }
    for (line, next) in out.iter().zip(out.iter().skip(1)) {
        let header = next.code.starts_with(line.code.as_str());
        ensure!(
            line.billable != header,
            "{name}: {} is wrongly marked as billable or not; {repair}",
            line.code
        );
    }
    let last = out
        .last()
        .with_context(|| format!("{name} is empty; {repair}"))?;
    ensure!(
        last.billable,
        "{name} ends with the header {}: it is cut short; {repair}",
        last.code
    );
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
00001 A00     0 Made up                                                      Made up disease
00002 A000    1 Made up, one                                                 Made up disease, one
00003 A001    1 Made up, two                                                 Made up disease, two\r
";

    #[test]
    fn reads_the_columns_and_refuses_what_is_cut_or_altered() {
        let lines = read("f", GOOD).unwrap();
        assert_eq!(lines.len(), 3);
        assert_eq!(
            lines[2],
            Line {
                code: "A001".into(),
                billable: true,
                title: "Made up disease, two".into()
            }
        );
        assert!(!lines[0].billable);
        let cut = |n: usize| GOOD.split_inclusive('\n').take(n).collect::<String>();
        assert!(read("f", &cut(2)).is_ok());
        for bad in [
            String::new(),
            cut(1),
            GOOD.trim_end().into(),
            GOOD.replace("00002 ", "00003 "),
            GOOD.replace("00003 ", "00002 "),
            GOOD.replace("A00     0", "A00     1"),
            GOOD.replace("A000    1", "A000    x"),
            GOOD.replace("A001 ", "a001 "),
            GOOD.split_inclusive('\n').skip(2).collect(),
        ] {
            assert!(
                read("f", &bad).unwrap_err().to_string().starts_with('f'),
                "{bad}"
            );
        }
    }
}
