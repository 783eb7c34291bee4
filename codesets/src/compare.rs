//! Compares the table's texts of HCPCS codes with the agency's long descriptions: whether both
//! state the same unit, and how many of the official words are said or found. The descriptions are
//! only compared with; nothing of them is kept.

use crate::hcpcs_texts::Unit;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use superbill::table::rows::TableInput;
use superbill::{tokenizer, Date};

/// The outcome.
#[derive(Debug, Default)]
pub struct Compared {
    /// Codes whose description states a unit.
    pub stated: usize,
    /// Those of which we say the same amount and unit.
    pub agreeing: usize,
    /// The others, a line each: code, what we say, what is stated.
    pub differing: Vec<String>,
    /// Words of the descriptions, each once a code.
    pub words: usize,
    /// Those that are shown.
    pub said: usize,
    /// Those that are shown or are in another name of the code.
    pub searchable: usize,
}

impl Compared {
    /// The outcome in lines.
    pub fn lines(&self) -> String {
        let share = |n: usize, of: usize| n as f64 * 100.0 / of.max(1) as f64;
        let mut out = String::new();
        for line in &self.differing {
            let _ = writeln!(out, "{line}");
        }
        let _ = writeln!(
            out,
            "units: {} of {} codes that state one agree ({:.1} %)",
            self.agreeing,
            self.stated,
            share(self.agreeing, self.stated)
        );
        let _ = writeln!(
            out,
            "words: {:.1} % of the official words are said, {:.1} % said or searchable",
            share(self.said, self.words),
            share(self.searchable, self.words)
        );
        out
    }
}

/// The descriptions of a tab-separated text with the columns `code` and `long_title`.
pub fn descriptions(text: &str) -> Result<BTreeMap<String, String>> {
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let at = |name| head.iter().position(|h| *h == name);
    let (code, long) = at("code").zip(at("long_title")).context(
        "the file has no columns code and long_title; it is tab-separated with a header line",
    )?;
    let pair = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        Some((cells.get(code)?.to_string(), cells.get(long)?.to_string()))
    };
    Ok(lines.filter_map(pair).collect())
}

/// Compares the rows of the table with the descriptions of the same codes.
pub fn compare(
    input: &TableInput,
    units: &BTreeMap<String, Unit>,
    long: &BTreeMap<String, String>,
) -> Compared {
    let mut out = Compared::default();
    let mut names: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for alias in &input.aliases {
        if let Some(code) = alias.codes.first() {
            names.entry(code).or_default().extend(words(&alias.term));
        }
    }
    for row in &input.rows {
        let in_force = row.spans.iter().any(|s| s.to == Date::MAX);
        let Some(official) = long.get(&row.code).filter(|_| in_force) else {
            continue;
        };
        let mut theirs = stated(&row.code, &outside(official));
        // The whole of a combination stands in parentheses: "1 gram/0.125 grams (1.125 grams)".
        theirs.extend(stated(&row.code, official));
        if !theirs.is_empty() {
            out.stated += 1;
            let ours = units.get(&row.code).map(amounts).unwrap_or_default();
            if ours.iter().any(|o| theirs.contains(o)) {
                out.agreeing += 1;
            } else {
                out.differing
                    .push(format!("{}\t{ours:?}\t{theirs:?}", row.code));
            }
        }
        let said: BTreeSet<String> = words(&row.title).collect();
        let more = names.get(row.code.as_str());
        for word in words(official).collect::<BTreeSet<_>>() {
            out.words += 1;
            let shown = said.contains(&word);
            out.said += usize::from(shown);
            out.searchable += usize::from(shown || more.is_some_and(|m| m.contains(&word)));
        }
    }
    out
}

fn words(text: &str) -> impl Iterator<Item = String> {
    tokenizer::words(text)
        .into_iter()
        .map(|w| w.text.trim_end_matches('s').to_string())
}

/// An amount in thousandths of a hundredth, so that it can be compared, and a unit.
type Amount = (u64, &'static str);

fn amounts(unit: &Unit) -> Vec<Amount> {
    let name = canonical(&unit.unit.to_lowercase().replace(' ', ""));
    let parts = unit.amount.split('/').filter_map(|n| n.parse::<f64>().ok());
    parts.filter_map(|n| Some((scaled(n), name?))).collect()
}

fn scaled(n: f64) -> u64 {
    (n * 100_000.0).round() as u64
}

/// The one name of a unit, however it is written.
fn canonical(word: &str) -> Option<&'static str> {
    const UNITS: &[(&str, &[&str])] = &[
        ("mg", &["mg", "milligram"]),
        ("mcg", &["mcg", "ug", "microgram"]),
        ("g", &["g", "gm", "gram"]),
        ("ml", &["ml", "milliliter", "cc"]),
        ("unit", &["unit", "iu", "usp", "u", "internationalunit"]),
        ("mci", &["mci", "millicurie"]),
        ("uci", &["uci", "microcurie", "microcuire"]),
        ("meq", &["meq"]),
        ("sqcm", &["squarecentimeter", "sqcm", "squarecenitmeter"]),
        ("sqmm", &["squaremillimeter"]),
        ("sqin", &["squareinch", "sqin"]),
        ("cucm", &["cubiccentimeter", "cubiccm"]),
        ("cuft", &["cubicfoot"]),
        ("min", &["minute", "min"]),
        ("hour", &["hour", "hr"]),
        ("day", &["day", "diem"]),
        ("week", &["week"]),
        ("month", &["month", "calendarmonth"]),
        ("mile", &["mile", "statutemile"]),
        ("oz", &["ounce", "oz", "fluidounce", "fluidoz"]),
        ("gallon", &["gallon"]),
        ("pint", &["pint"]),
        ("pound", &["pound", "lb"]),
        ("yard", &["yard", "linearyard"]),
        ("foot", &["foot", "feet", "ft"]),
        ("inch", &["inch", "inche"]),
        ("session", &["session", "treatmentsession"]),
        ("visit", &["visit", "encounter"]),
        (
            "dose",
            &["dose", "studydose", "treatmentdose", "therapeuticdose"],
        ),
        ("treatment", &["treatment"]),
        ("lens", &["len"]),
        ("pair", &["pair"]),
        ("test", &["test", "strip", "tablet"]),
        ("shoe", &["shoe"]),
        ("box", &["box"]),
    ];
    let one = word.trim_end_matches('s');
    let found = UNITS.iter().find(|(_, names)| names.contains(&one));
    found.map(|(name, _)| *name)
}

/// The units that a description states: each behind "per" or "each", and the amount at its end. Measures of
/// quality have no units, whatever periods they name.
fn stated(code: &str, text: &str) -> BTreeSet<Amount> {
    let mut out = BTreeSet::new();
    if code.starts_with('M') || code.starts_with("G8") || code.starts_with("G9") {
        return out;
    }
    let tokens = tokens(text);
    let mut amounts: Vec<(usize, Amount)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let number = token.parse::<f64>().ok();
        let per = matches!(token.as_str(), "per" | "each");
        let before = at.checked_sub(1).and_then(|b| tokens.get(b));
        // "Mg per ml" is a concentration, "more than 10 mg" a range.
        let other = before.is_some_and(|b| match per {
            true => canonical(b).is_some(),
            false => matches!(b.as_str(), "to" | "than" | "over"),
        });
        if number.is_none() && !per || other {
            continue;
        }
        let mut next = at + 1;
        let mut amount = number.unwrap_or(1.0);
        if per {
            next += usize::from(tokens.get(next).is_some_and(|t| t == "additional"));
            if let Some(n) = tokens.get(next).and_then(|t| t.parse::<f64>().ok()) {
                (amount, next) = (n, next + 1);
            }
        }
        let Some((unit, length)) = unit_at(&tokens, next) else {
            continue;
        };
        // Flow is per minute or hour, and each foot is a part of the body.
        let rate = per && next == at + 1 && matches!(unit, "min" | "hour" | "foot");
        let amount = (scaled(amount), unit);
        if per && (!rate || code.starts_with(['S', 'T']) && unit == "hour") {
            out.insert(amount);
        } else if !per {
            amounts.push((next + length, amount));
        }
    }
    let minutes = amounts.iter().filter(|(_, (_, unit))| *unit == "min");
    if !out.is_empty() {
        // "30 minutes per calendar month" states both.
        out.extend(minutes.map(|(_, amount)| *amount));
    } else if code.starts_with(['J', 'Q', 'A', 'C']) {
        // What drugs and materials come in is said last; times are those of a regimen, and what is counted by the
        // piece has a size.
        let piece = tokens.iter().any(|t| t == "each");
        let size = |unit| piece || matches!(unit, "inch" | "sqin");
        let time = |unit| size(unit) || matches!(unit, "hour" | "day" | "week" | "month" | "min");
        let last = amounts
            .iter()
            .filter(|(end, (_, unit))| tokens.len() - end <= 5 && !time(unit));
        out.extend(last.map(|(_, amount)| *amount));
    }
    out
}

/// The unit that begins at a token, of one word or two, and how many tokens it is.
fn unit_at(tokens: &[String], at: usize) -> Option<(&'static str, usize)> {
    let first = tokens.get(at)?;
    let two = tokens.get(at + 1).map(|second| format!("{first}{second}"));
    let two = two.and_then(|t| canonical(&t)).map(|u| (u, 2));
    two.or_else(|| canonical(first).map(|u| (u, 1)))
}

/// The text without what stands in parentheses.
fn outside(text: &str) -> String {
    let mut depth = 0;
    let outside = |c: &char| {
        depth += i32::from(*c == '(');
        let keep = depth == 0;
        depth -= i32::from(*c == ')' && depth > 0);
        keep
    };
    text.chars().filter(outside).collect()
}

/// Words and numbers; "1,000" is one number, "i.u." one word, "5mg" two.
fn tokens(text: &str) -> Vec<String> {
    let kept = text
        .to_lowercase()
        .replace("1/2", "0.5")
        .replace("i. u.", "iu");
    let chars: Vec<char> = kept.chars().collect();
    let digit = |at: Option<usize>| {
        at.and_then(|at| chars.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    let mut out = vec![String::new()];
    for (at, c) in chars.iter().enumerate() {
        let (before, after) = (digit(at.checked_sub(1)), digit(Some(at + 1)));
        match c {
            '.' if after => {
                let new = out.last().is_some_and(|w| !w.is_empty() && !before);
                new.then(|| out.push(String::new()));
                push(&mut out, '.');
            }
            ',' if before && after => {}
            '.' => {}
            c if c.is_ascii_digit() => {
                let number = out.last().is_some_and(|w| {
                    w.is_empty() || w.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                });
                (!number).then(|| out.push(String::new()));
                push(&mut out, *c);
            }
            c if c.is_alphanumeric() => {
                before.then(|| out.push(String::new()));
                push(&mut out, *c);
            }
            _ => out.push(String::new()),
        }
    }
    out.retain(|w| !w.is_empty());
    let million = |(at, w): (usize, &String)| match out.get(at + 1) {
        Some(next) if next == "million" => w
            .parse::<f64>()
            .map_or(w.clone(), |n| format!("{}", n * 1e6)),
        _ => w.clone(),
    };
    let words: Vec<String> = out.iter().enumerate().map(million).collect();
    words.into_iter().filter(|w| w != "million").collect()
}

fn push(out: &mut [String], c: char) {
    if let Some(last) = out.last_mut() {
        last.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_from_descriptions() {
        // Made-up descriptions.
        for (code, text, amount) in [
            ("J0001", "Injection, made up, per 15 mg", Some((15.0, "mg"))),
            (
                "J0001",
                "Injection, made up, 0.5 mg (not otherwise)",
                Some((0.5, "mg")),
            ),
            (
                "J0001",
                "Injection, made up, 1.2 million units",
                Some((1_200_000.0, "unit")),
            ),
            ("J0001", "Made up factor, per i.u.", Some((1.0, "unit"))),
            ("Q0001", "Graft, per square centimeter", Some((1.0, "sqcm"))),
            (
                "A0001",
                "Made up strips, per 50 strips",
                Some((50.0, "test")),
            ),
            (
                "G0001",
                "Service; each additional 30 minutes",
                Some((30.0, "min")),
            ),
            (
                "J0001",
                "Injection, made up, 1,000 units",
                Some((1000.0, "unit")),
            ),
            ("J0001", "Injection, made up, 2mg", Some((2.0, "mg"))),
            ("E0001", "Chair with 12 inch seat, made up", None),
            ("M0001", "Seen each month of the period", None),
        ] {
            let want = amount.map(|(n, u)| (scaled(n), u)).into_iter().collect();
            assert_eq!(stated(code, text), want, "{text}");
        }
        let combined = Unit {
            amount: "50/25".into(),
            unit: "mg".into(),
        };
        assert_eq!(amounts(&combined), [(5_000_000, "mg"), (2_500_000, "mg")]);
    }
}
