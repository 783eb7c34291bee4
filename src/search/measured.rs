//! Measures choose among the codes of a procedure that differ in them: the length of a wound, the width of a growth,
//! somebody's age, the minutes of a talk. The plain texts of such codes end with what they cover ("up to 2.5 cm", "5 to 11 years").
//! Of a disease an age says in whom it is ("45 y/o male with chest pain").

use super::table_search::Search;
use super::top_k::{Candidate, TopK};
use super::typed;
use crate::code_set::CodeSet;
use crate::table::{CodeId, CodeTable};

/// How much less a name says that was typed beside a measure: one that has the number comes first.
pub(super) const LEFT_OUT: i32 = 20;

/// Units as they are typed, as texts have them, and how much of that they are, in parts of [`WHOLE`].
const UNITS: [(&str, &str, u32); 21] = [
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
    ("months", "years", 100),
    ("month", "years", 100),
    ("mo", "years", 100),
    ("week", "years", 23),
    ("minutes", "minutes", 1_200),
    ("minute", "minutes", 1_200),
    ("mins", "minutes", 1_200),
    ("min", "minutes", 1_200),
    ("hours", "minutes", 72_000),
    ("hour", "minutes", 72_000),
    ("hr", "minutes", 72_000),
];
const WHOLE: u32 = 1_200;
/// Units of ages and of nothing else, words for whom it is in, and words that stand between that and the disease.
const AGE: &str = "yo y/o";
const WHOM: &str = "male female man woman boy girl m f pt patient";
const BEGINS: &str = "with has is presents presenting who c/o in for";
/// Words between the numbers of one measure, words that belong to it, and of these what says that it is more than the number.
const BETWEEN: &str = "x by to";
const BEFORE: &str = "age aged about up under less greater more over than at least > <";
const OVER: &str = "greater more over >";

fn is(word: &str, all: &str) -> bool {
    all.split(' ').any(|other| word.eq_ignore_ascii_case(other))
}

/// A measure in hundredths of its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Measure {
    unit: &'static str,
    value: u32,
}

fn unit(word: &str) -> Option<(&'static str, u32)> {
    let found = UNITS.iter().find(|u| word.eq_ignore_ascii_case(u.0))?;
    Some((found.1, found.2))
}

/// A number in hundredths.
fn number(word: &str) -> Option<u32> {
    const MOST: f32 = 10_000.0;
    let number: f32 = word.parse().ok()?;
    let written = word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    (written && number < MOST).then_some((number * 100.0) as u32)
}

/// The word's numbers and units ("4x3cm"), or the word.
fn pieces(word: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        '0'..='9' | '.' => 0,
        '>' | '<' => 1,
        '/' => 2,
        c if c.is_alphabetic() => 2,
        _ => 3,
    };
    let word = word
        .trim_matches(|c: char| kind(c) == 3 || c == '/')
        .trim_end_matches('.');
    if !word.starts_with(|c| kind(c) < 2) {
        // "2 year-old"
        return match word.split_once('-') {
            Some((first, old)) if unit(first).is_some() => vec![first, old],
            _ => vec![word],
        };
    }
    let mut out = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end);
        if kind(first) < 3 {
            out.push(piece);
        }
        rest = behind;
    }
    out
}

/// The measures in a text.
#[derive(Debug, PartialEq, Eq)]
struct Read<'a> {
    /// Of each unit the largest.
    measures: Vec<Measure>,
    /// Whether all of them are somebody's age.
    ages: bool,
    /// The words without them.
    rest: Vec<&'a str>,
}

fn read(text: &str) -> Option<Read<'_>> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut rest: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let words = rest.clone();
    let all: Vec<(usize, &str)> = words
        .into_iter()
        .enumerate()
        .flat_map(|(at, word)| pieces(word).into_iter().map(move |piece| (at, piece)))
        .collect();
    let piece = |at: usize| all.get(at).map_or("", |p| p.1);
    let mut measures: Vec<Measure> = Vec::new();
    let mut ages = true;
    for at in 1..all.len() {
        // "Age 45" needs no unit.
        let aged = is(piece(at - 1), "age aged") && number(piece(at)).is_some();
        let (unit, scale, mut from, mut to) = match unit(piece(at)) {
            Some((unit, scale)) => (unit, scale, at, at),
            None if aged => ("years", WHOLE, at + 1, at),
            None => continue,
        };
        let mut most = None;
        while let Some(before) = from.checked_sub(1) {
            match number(piece(before)) {
                Some(number) => most = most.max(Some(number)),
                None if most.is_some() && is(piece(before), BETWEEN) => {}
                None => break,
            }
            from = before;
        }
        let Some(most) = most else { continue };
        let mut value = most.saturating_mul(scale) / WHOLE;
        while from > 0 && is(piece(from - 1), BEFORE) {
            from -= 1;
            value += u32::from(is(piece(from), OVER));
        }
        let old = is(piece(to + 1), "old");
        to += usize::from(old);
        ages &= old || aged || is(piece(at), AGE) || is(piece(from), "age aged");
        for (word, _) in all.get(from..=to).unwrap_or_default() {
            if let Some(word) = rest.get_mut(*word) {
                *word = "";
            }
        }
        match measures.iter_mut().find(|m| m.unit == unit) {
            Some(other) => other.value = other.value.max(value),
            None => measures.push(Measure { unit, value }),
        }
    }
    rest.retain(|w| !w.is_empty());
    (!measures.is_empty() && !rest.is_empty()).then_some(Read {
        measures,
        ages,
        rest,
    })
}

/// The beginning of a text that ends with what it covers, the unit of that, and the most.
fn covered(title: &str) -> Option<(&str, &'static str, u32)> {
    let (stem, tail) = title.rsplit_once(", ")?;
    let mut words = tail.split(' ');
    let first = words.next()?;
    let (unit, _) = unit(words.next_back()?)?;
    let last = words.next_back().unwrap_or(first);
    let most = match first {
        "over" => u32::MAX,
        "under" => number(last)?.saturating_sub(1),
        "up" => number(last)?,
        _ => number(first).and_then(|_| number(last))?,
    };
    Some((stem, unit, most))
}

/// The words of a procedure without what was measured, and those of a disease without whom it is in.
#[inline(never)]
pub(super) fn without(table: &CodeTable, text: &str) -> Option<Vec<String>> {
    let mut read = read(text)?;
    match table.set() {
        CodeSet::Cpt => {}
        CodeSet::Icd10cm if read.ages => {
            let ends = [',', ':', ';', '.'];
            read.rest.retain(|w| !is(w.trim_end_matches(ends), WHOM));
            let begins = read.rest.iter().take_while(|w| is(w, BEGINS)).count();
            read.rest.drain(..begins);
        }
        _ => return None,
    }
    Some(typed::typed(table, &read.rest.join(" "), &mut |_| {}))
}

impl Search<'_> {
    /// Puts before each code of such a family the one that covers what was measured.
    #[inline(never)]
    pub(super) fn measured(&self, top: &mut TopK) {
        if self.table.set() != CodeSet::Cpt {
            return;
        }
        let Some(Read { measures, .. }) = read(self.text) else {
            return;
        };
        let mut at = 0;
        while let Some(found) = top.found.get(at).copied() {
            // Not one that was typed as a code.
            let own = found.table == self.number && found.variant != u8::MAX;
            let covers = own.then(|| self.covers(found.row, &measures)).flatten();
            if let Some(row) = covers {
                at += usize::from(top.put_before(at, Candidate { row, ..found }));
            }
            at += 1;
        }
    }

    /// The code beside a row that covers what was measured.
    fn covers(&self, row: CodeId, measures: &[Measure]) -> Option<CodeId> {
        const FAMILY: usize = 3;
        let title = self.table.row_title(row);
        let (stem, unit, _) = covered(&title)?;
        let measure = measures.iter().find(|m| m.unit == unit)?;
        let code = self.table.code(row);
        let beside = self
            .table
            .descendants_of_len(code.get(..FAMILY)?, code.len());
        let most = |row: CodeId| {
            let title = self.table.row_title(row);
            let (own, same, most) = covered(&title)?;
            (own == stem && same == unit && most >= measure.value).then_some((most, row))
        };
        let valid = beside.filter(|row| self.filter.cost(*row).is_some());
        Some(valid.filter_map(most).min_by_key(|(most, _)| *most)?.1)
    }
}

#[cfg(test)]
mod tests {
    use super::{covered, read, Measure};

    #[test]
    fn measures_are_read_and_left_out() {
        for (text, unit, value, rest) in [
            (
                "laceration repair 3 cm face",
                "cm",
                300,
                "laceration repair face",
            ),
            ("repair 2.6-7.5cm, hand", "cm", 750, "repair hand"),
            ("cyst 4 x 3 cm x-ray", "cm", 400, "cyst x-ray"),
            ("mole 8mm", "cm", 80, "mole"),
            ("wound over 7.5 cm", "cm", 751, "wound"),
            ("physical 45 y/o male", "years", 4500, "physical male"),
            ("5-year-old well child", "years", 500, "well child"),
            (
                "new patient physical age 45",
                "years",
                4500,
                "new patient physical",
            ),
            ("well child 9 months", "years", 75, "well child"),
            ("well child 12 mo", "years", 100, "well child"),
            ("therapy 1 hr", "minutes", 6000, "therapy"),
        ] {
            let measure = Measure { unit, value };
            let read = read(text).expect(text);
            assert_eq!(
                (&read.measures[..], read.rest.join(" ")),
                (&[measure][..], rest.into()),
                "{text}"
            );
        }
        for text in [
            "graft 20 sq cm",
            "chest x-ray 2 views",
            "3 cm",
            "level 3",
            "99999999 cm wound",
            "ct.5 x",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        for (text, ages) in [
            ("45 y/o male", true),
            ("3 week old with fever", true),
            ("2 year-old boy", true),
            ("cough for 3 months", false),
            ("5 year old wound 3 cm", false),
        ] {
            assert_eq!(read(text).map(|r| r.ages), Some(ages), "{text}");
        }
    }

    #[test]
    fn a_text_ends_with_what_it_covers() {
        assert_eq!(
            covered("Wound, face, up to 2.5 cm"),
            Some(("Wound, face", "cm", 250))
        );
        assert_eq!(covered("Visit, under 1 year"), Some(("Visit", "years", 99)));
        assert_eq!(
            covered("Visit, 5 to 11 years"),
            Some(("Visit", "years", 1100))
        );
        assert_eq!(
            covered("Talk, over 52 minutes"),
            Some(("Talk", "minutes", u32::MAX))
        );
        for text in [
            "Chest, 2 views",
            "Wound, each 5 cm beyond",
            "Shot, through 18 years",
            "Wound",
        ] {
            assert_eq!(covered(text), None);
        }
    }
}
