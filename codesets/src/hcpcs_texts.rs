//! Names of HCPCS codes. The registries have only CMS's 28-character texts; they are spelled out by
//! a dictionary of ours (`hcpcs-words.tsv`) and completed by what one unit of the code is
//! (`hcpcs-units.tsv`), both facts and words of our own. The agency's long descriptions are read
//! only from the agency's own file.

use crate::addenda;
use anyhow::{ensure, Result};
use std::collections::{BTreeMap, BTreeSet};
use superbill::table::rows::{Alias, AliasKind, Row};
use superbill::tokenizer;

const WORDS: &str = "hcpcs-words.tsv";
const UNITS: &str = "hcpcs-units.tsv";

/// Amount that one unit of a code stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// A number; of a combination those of its parts with a slash between them.
    pub amount: String,
    /// In the singular.
    pub unit: String,
}

/// The dictionary and the units.
#[derive(Debug, Default)]
pub struct Texts {
    /// Meanings of a shortened word, each with the beginnings of the codes that it is for; none is
    /// all.
    words: BTreeMap<String, Vec<(Vec<String>, String)>>,
    /// By code.
    pub units: BTreeMap<String, Unit>,
}

impl Texts {
    /// Reads both addenda.
    pub fn read() -> Result<Texts> {
        Self::parse(&addenda::read(WORDS)?, &addenda::read(UNITS)?)
    }

    fn parse(words: &str, units: &str) -> Result<Texts> {
        let mut out = Texts::default();
        for row in addenda::rows(WORDS, words, &["short", "words", "codes"])? {
            let (short, words) = (row.get("short"), row.get("words"));
            ensure!(
                // A word may be itself where it is no shortened one.
                !words.is_empty()
                    && short == short.to_lowercase()
                    && (short != words || !row.get("codes").is_empty()),
                "{}: not a word in small letters and what it stands for",
                row.at
            );
            let codes: Vec<String> = row.get("codes").split(' ').map(str::to_string).collect();
            let meanings = out.words.entry(short.into()).or_default();
            let again = meanings.iter().any(|(c, _)| *c == codes);
            ensure!(!again, "{}: {short} is there twice", row.at);
            meanings.push((codes, words.into()));
        }
        for row in addenda::rows(UNITS, units, &["code", "amount", "unit"])? {
            let (code, amount, unit) = (row.get("code"), row.get("amount"), row.get("unit"));
            let number = amount.split('/').all(|n| n.parse::<f64>().is_ok());
            ensure!(
                crate::codes::is_level_ii(code) && number && !unit.is_empty(),
                "{}: not a code, an amount and a unit",
                row.at
            );
            let (amount, unit) = (amount.into(), unit.into());
            let again = out.units.insert(code.into(), Unit { amount, unit });
            ensure!(again.is_none(), "{}: {code} is there twice", row.at);
        }
        Ok(out)
    }

    /// Shortened words that do not begin what they stand for, as terms that search reads as it; those that have one
    /// meaning, or one but for some codes, and are no word of the texts themselves.
    pub fn shorthand(&self, rows: &[Row]) -> Vec<Alias> {
        let said: BTreeSet<String> = rows
            .iter()
            .flat_map(|r| tokenizer::words(&r.title))
            .map(|w| w.text)
            .collect();
        let plain = |text: &str| tokenizer::words(text).into_iter().map(|w| w.text);
        let mut out = Vec::new();
        for (short, meanings) in &self.words {
            let everywhere =
                |(codes, _): &&(Vec<String>, String)| codes.iter().all(String::is_empty);
            let one = match meanings.as_slice() {
                [one] => Some(one),
                several => several.iter().find(everywhere),
            };
            let Some((_, words)) = one else {
                continue;
            };
            let apart = !words.to_lowercase().starts_with(short.as_str());
            let known = plain(words).all(|w| said.contains(&w));
            if apart && known && !said.contains(short) {
                out.push(Alias {
                    term: short.clone(),
                    codes: Vec::new(),
                    rewrite: words.to_lowercase(),
                    kind: AliasKind::Everyday,
                });
            }
        }
        out
    }

    /// Text to show for a code whose short text is `short`.
    pub fn display(&self, code: &str, short: &str) -> String {
        let text = self.spelled(code, short);
        match self.units.get(code) {
            Some(unit) if !says(&text, unit) => {
                // "A-subunit" has no unit at its end.
                let apart = |t: &&str| !t.ends_with(char::is_alphanumeric);
                let bare = text.strip_suffix(&unit.unit).filter(apart);
                let bare = bare.unwrap_or(&text);
                let bare = bare.trim_end_matches([',', ' ', '1']);
                let bare = bare.strip_suffix("per").or_else(|| bare.strip_suffix("pr"));
                let text = without_stub(bare.unwrap_or(&text));
                let text = text.strip_suffix(&unit.unit).filter(apart).unwrap_or(text);
                let text = text.trim_end_matches([',', ' ', '/']);
                format!("{text}, per {}", unit.words())
            }
            _ => text,
        }
    }

    /// The text with each shortened word spelled out.
    fn spelled(&self, code: &str, short: &str) -> String {
        let mut out = String::with_capacity(short.len() * 2);
        let mut rest = short;
        while let Some(first) = rest.chars().next() {
            let lower = rest.to_ascii_lowercase();
            // "w/off set heel" has one; a "w/c", with or without its "h", is a wheelchair.
            let ends = |s: &&str| {
                let next = lower.get(s.len()..).and_then(|rest| rest.chars().next());
                s.ends_with('/') || next.is_none_or(|c| !c.is_alphanumeric())
            };
            let slashed = ["w/ch", "w/c", "w/wo", "w/o", "w/"]
                .into_iter()
                .find(|s| lower.starts_with(s) && ends(s));
            let begins = out.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            if let Some(slashed) = slashed.filter(|_| begins) {
                let words = match slashed {
                    "w/ch" | "w/c" => "wheelchair ",
                    "w/wo" => "with or without ",
                    "w/o" => "without ",
                    _ => "with ",
                };
                push_cased(&mut out, words, first.is_uppercase());
                rest = rest[slashed.len()..].trim_start_matches(['.', ' ']);
                continue;
            }
            let length = if first.is_ascii_digit() {
                rest.find(|c: char| !c.is_ascii_digit() && c != '.')
            } else {
                rest.find(|c: char| !c.is_alphanumeric())
            };
            let length = length.unwrap_or(rest.len()).max(first.len_utf8());
            let (word, behind) = rest.split_at(length);
            rest = behind;
            if first.is_ascii_digit() {
                out.push_str(word);
                // "15m" and "1mg" are a number and a word.
                let next = rest
                    .split(|c: char| !c.is_alphanumeric())
                    .next()
                    .unwrap_or("");
                let known = is_unit(code, next) || self.words.contains_key(&next.to_lowercase());
                if next.len() > 1 && known || is_unit(code, next) {
                    out.push(' ');
                }
                continue;
            }
            match self.word(code, &word.to_lowercase(), &out) {
                None => out.push_str(word),
                Some(words) => {
                    push_cased(&mut out, words, first.is_uppercase());
                    // The point of a shortened word.
                    rest = rest.strip_prefix('.').unwrap_or(rest);
                }
            }
        }
        tidied(&out, short.len() >= CUT)
    }

    /// Meaning of a word in the texts of a code: the one for the longest beginning of the code.
    fn word(&self, code: &str, word: &str, before: &str) -> Option<&str> {
        let after_number = before
            .trim_end()
            .chars()
            .next_back()
            .is_some_and(|c| c.is_ascii_digit());
        match word {
            "m" | "min" | "mins" if after_number && is_unit(code, word) => return Some("minutes"),
            "mo" | "mos" if after_number => return Some("months"),
            "yr" | "yrs" if after_number => return Some("years"),
            "pt" if after_number => return Some("points"),
            "cm" if before.ends_with("square ") => return Some("centimeter"),
            "cm" if before.ends_with("cubic ") => return Some("centimeter"),
            _ => {}
        }
        let meanings = self.words.get(word)?.iter();
        let fits = meanings.filter_map(|(codes, words)| {
            let fitting = codes.iter().filter(|c| code.starts_with(c.as_str()));
            Some((fitting.map(String::len).max()?, words))
        });
        fits.max_by_key(|(length, _)| *length)
            .map(|(_, words)| words.as_str())
    }
}

/// From this length on a short text may have been cut off.
const CUT: usize = 27;

/// A text without what spelling it out left: a word twice ("mental hlth health"), words that only a comma parts, and at the end of
/// a text that was cut off a parenthesis that stays open, words that lead to nothing, and the first letter of a word.
fn tidied(text: &str, cut: bool) -> String {
    const LEADING: &str = " a an and at by for from of on or per than that the to with without ";
    /// Words behind which Roman numbers stand.
    const COUNTED: [&str; 6] = ["level", "stage", "type", "phase", "class", "grade"];
    let mut out = String::with_capacity(text.len());
    let mut last = String::new();
    for word in text.split_whitespace() {
        let lower = word.to_lowercase();
        if lower == last && lower.len() > 2 && lower.chars().all(char::is_alphabetic) {
            continue;
        }
        if !out.is_empty() && !word.starts_with(',') {
            out.push(' ');
        }
        // "Catheter,hemodialysis", but not "n,m" of a tumor.
        let mut parts = word.split(',').peekable();
        while let Some(part) = parts.next() {
            out.push_str(part);
            if let Some(next) = parts.peek() {
                let is_word = |p: &str| p.len() > 1 && p.chars().all(char::is_alphabetic);
                let first = next.split(|c: char| !c.is_alphanumeric()).next();
                let before = part.rsplit(|c: char| !c.is_alphanumeric()).next();
                let apart = first.is_some_and(is_word) && before.is_some_and(is_word);
                out.push_str(if apart { ", " } else { "," });
            }
        }
        last = lower;
    }
    let out = out
        .replace(" additional on", " add-on")
        .replace(" additional-on", " add-on");
    if !cut {
        return out;
    }
    let mut text = match out.rfind('(') {
        Some(at) if !out[at..].contains(')') => &out[..at],
        _ => &out,
    };
    loop {
        text = text.trim_end_matches([' ', ',', '/', '&']);
        let Some((before, end)) = text.rsplit_once(' ') else {
            break;
        };
        // "Level i" and "1 g" are whole.
        let letter = end.len() == 1 && end.chars().all(|c| c.is_ascii_lowercase());
        let counted = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let one = end == "i" && COUNTED.contains(&counted.as_str());
        let letter = letter && !one && !before.ends_with(|c: char| c.is_ascii_digit());
        if !letter && !LEADING.contains(&format!(" {} ", end.to_lowercase())) {
            break;
        }
        text = before;
    }
    text.to_string()
}

/// Whether a word right behind a number is its unit; "m" is a minute where services are counted by time, "u" a unit of a drug.
fn is_unit(code: &str, word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    match word.as_str() {
        "u" => code.starts_with('J'),
        "m" => ["G0", "G20", "G3", "S", "T", "H"]
            .iter()
            .any(|c| code.starts_with(c)),
        _ => [
            "mg", "mcg", "gm", "ml", "cc", "mci", "min", "mins", "minutes", "iu", "units", "cm",
            "sq",
        ]
        .contains(&word.as_str()),
    }
}

fn push_cased(out: &mut String, words: &str, upper: bool) {
    let mut chars = words.chars();
    match chars.next().filter(|_| upper) {
        Some(first) => {
            out.extend(first.to_uppercase());
            out.push_str(chars.as_str());
        }
        None => out.push_str(words),
    }
}

/// Whether the text has the amount already. Only the amount is looked for: a text that says "500 mg" needs no more.
fn says(text: &str, unit: &Unit) -> bool {
    let lower = text.to_lowercase();
    let short: String = unit.unit.to_lowercase().chars().take(2).collect();
    let amounts = unit.amount.split('/');
    let numbers = |text: &str| -> Vec<(String, String)> {
        let mut out = Vec::new();
        let mut rest = text;
        while let Some(mut at) = rest.find(|c: char| c.is_ascii_digit()) {
            // ".25" begins with its point.
            at -= usize::from(rest[..at].ends_with('.'));
            let from = &rest[at..];
            let end = from
                .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
                .unwrap_or(from.len());
            let number = from[..end].trim_end_matches(['.', ',']).replace(',', "");
            out.push((number, from[end..].trim_start().to_string()));
            rest = &from[end..];
        }
        out
    };
    let found = numbers(&lower);
    let mut said = amounts.map(|amount| {
        let value = amount.parse::<f64>().ok();
        found.iter().any(|(number, behind)| {
            let number = number.parse::<f64>().ok();
            number == value && (behind.starts_with(&short) || unit.amount.contains('/'))
        })
    });
    let per_one = unit.amount == "1"
        && ["per ", "each ", "/"]
            .iter()
            .any(|p| lower.contains(&format!("{p}{}", unit.unit)));
    per_one || said.all(|s| s)
}

/// The text without a remainder at its end that the unit says in full: "per square centimet", "/10 ml", ", each".
fn without_stub(text: &str) -> &str {
    let stub = [", per ", " per ", ", each", " each", "/"]
        .into_iter()
        .filter_map(|s| text.to_lowercase().rfind(s))
        .filter(|at| text.len() - at < 22 && *at > 3)
        .min();
    let cut = stub.and_then(|at| {
        let tail = text.get(at..)?;
        let per = tail.to_lowercase();
        // "/" also stands between words; only a number or a unit behind it is a remainder.
        let counts = per.starts_with('/') && !per[1..].starts_with(|c: char| c.is_ascii_digit());
        (!counts).then(|| text.get(..at)).flatten()
    });
    cut.unwrap_or(text).trim_end_matches([',', ' '])
}

impl Unit {
    /// "15 mg", "session", "50 strips".
    fn words(&self) -> String {
        let symbol = ["mg", "mcg", "g", "mL", "mEq"].contains(&self.unit.as_str());
        let plural = match self.unit.as_str() {
            "foot" => "feet".to_string(),
            "cubic foot" => "cubic feet".to_string(),
            "inch" => "inches".to_string(),
            "square inch" => "square inches".to_string(),
            other => format!("{other}s"),
        };
        if symbol && self.amount.contains('/') {
            let parts: Vec<String> = self
                .amount
                .split('/')
                .map(|n| format!("{n} {}", self.unit))
                .collect();
            return parts.join(" and ");
        }
        match self.amount.as_str() {
            _ if symbol => format!("{} {}", self.amount, self.unit),
            "1" => self.unit.clone(),
            amount => format!("{} {plural}", grouped(amount)),
        }
    }
}

/// A whole number of thousands with commas.
fn grouped(amount: &str) -> String {
    let whole = amount.bytes().all(|b| b.is_ascii_digit()) && amount.len() > 3;
    let comma = |(i, c): (usize, char)| {
        let before = whole && i > 0 && (amount.len() - i) % 3 == 0;
        before.then_some(',').into_iter().chain([c])
    };
    amount.chars().enumerate().flat_map(comma).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Texts {
        Texts::parse(
            "short\twords\tcodes\ninj\tinjection\t\ninj\tinj\tG0002\nadd\taddition\tL\nadd\tadditional\tG\n\
             examina\texamination\t\n",
            "code\tamount\tunit\nJ0001\t15\tmg\nA0001\t50\tstrip\nJ0002\t1\tmg\nJ0003\t100000\tunit\n\
             J0004\t50/25\tmg\nJ0005\t1\tunit\nG0001\t30\tminute\nQ0001\t1\tsquare centimeter\nA0002\t1\tmile\n",
        )
        .unwrap()
    }

    #[test]
    fn words_are_spelled_out_and_units_said_once() {
        let t = texts();
        for (code, short, display) in [
            ("J0001", "Made up inj", "Made up injection, per 15 mg"),
            ("J0001", "Inj., made up, 15mg", "Injection, made up, 15 mg"),
            ("A0001", "Test strips", "Test strips, per 50 strips"),
            ("J0002", "Made up", "Made up, per 1 mg"),
            (
                "J0003",
                "Made up inj",
                "Made up injection, per 100,000 units",
            ),
            ("J0004", "Made up", "Made up, per 50 mg and 25 mg"),
            ("G0001", "Service add 30m", "Service additional 30 minutes"),
            (
                "Q0001",
                "Graft, per square centimet",
                "Graft, per square centimeter",
            ),
            ("A0002", "Mileage per mile", "Mileage per mile"),
            (
                "L0001",
                "Add to boot w/o sole",
                "Addition to boot without sole",
            ),
            ("L0001", "Boot w/off", "Boot with off"),
            (
                "E0001",
                "W/c seat, man w/ch",
                "Wheelchair seat, man wheelchair",
            ),
            ("J0005", "A-subunit", "A-subunit, per unit"),
            ("G0002", "Inj add", "Inj additional"),
            (
                "H0001",
                "Add w/wo examina",
                "Add with or without examination",
            ),
        ] {
            assert_eq!(t.display(code, short), display, "{short}");
        }
    }

    #[test]
    fn what_a_cut_text_leaves_over_is_taken_off() {
        for (text, cut, tidy) in [
            (
                "Mental health health assessment",
                false,
                "Mental health assessment",
            ),
            ("Walker 4 4 wheels", false, "Walker 4 4 wheels"),
            (
                "Catheter,hemodialysis,short-term",
                false,
                "Catheter, hemodialysis, short-term",
            ),
            ("Colon t4,n,m0, 1,000 mg", false, "Colon t4,n,m0, 1,000 mg"),
            ("Visit additional on", false, "Visit add-on"),
            (
                "Peak expiratory flow rate (p",
                true,
                "Peak expiratory flow rate",
            ),
            ("Drug (one) level i", true, "Drug (one) level i"),
            ("Barrier <=4 square i", true, "Barrier <=4 square"),
            ("Humidifier with i", true, "Humidifier"),
            ("Solution amino acid &", true, "Solution amino acid"),
            ("Bed without rail without m", true, "Bed without rail"),
            (
                "Bed without rail without",
                false,
                "Bed without rail without",
            ),
            ("Stockings 40+", true, "Stockings 40+"),
            ("Filler, per 1 g", true, "Filler, per 1 g"),
        ] {
            assert_eq!(tidied(text, cut), tidy);
        }
    }

    #[test]
    fn faulty_lines_are_named() {
        let words = "short\twords\tcodes\n";
        let units = "code\tamount\tunit\n";
        for (w, u) in [
            ("a\t\t\n", ""),
            ("A\tb\t\n", ""),
            ("a\tb\t\na\tc\t\n", ""),
            ("", "J0001\tx\tmg\n"),
            ("", "99213\t1\tmg\n"),
            ("", "J0001\t1\tmg\nJ0001\t2\tmg\n"),
        ] {
            let read = Texts::parse(&format!("{words}{w}"), &format!("{units}{u}"));
            assert!(read.is_err(), "{w}{u}");
        }
    }
}
