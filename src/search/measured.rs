//! Measures choose among the codes of a procedure that differ in them: the length of a wound, the width of a growth,
//! somebody's age, the minutes of a talk. The plain texts of such codes end with what they cover ("up to 2.5 cm", "5 to 11 years").
//! Of a disease an age says in whom it is ("45 y/o male with chest pain").

use super::services::is_done;
use super::table_search::Search;
use super::top_k::{Candidate, TopK};
use super::typed;
use super::units::{number, unit, COUNT, WHOLE};
use super::word_list::is;
use crate::code_set::CodeSet;
use crate::table::{CodeId, CodeTable};

/// How much less a name says that was typed beside a measure: one that has the number comes first.
pub(super) const LEFT_OUT: i32 = 20;

/// Units of ages and of nothing else, words for whom it is in, and words that stand between that and the disease.
const AGE: &str = "yo y/o y.o yom yof";
const WHOM: &str = "male female man woman boy girl m f pt patient is";
const BEGINS: &str = "with has is presents presenting who c/o in for";
/// Words beside which a time is no age ("2 years ago").
const TIME: &str = "ago since every follow followup last for";
const ADULT: u32 = 1_800;
const MONTH: u32 = 8;
/// Words between the numbers of one measure, words that belong to it, and of these what says that it is more than the number.
const BETWEEN: &str = "x by to";
const BEFORE: &str = "age aged about up under less greater more over than at least > <";
const OVER: &str = "greater more over >";

/// A measure in hundredths of its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Measure {
    unit: &'static str,
    value: u32,
}

/// Numbers, signs, letters and what parts them.
fn kind(b: u8) -> u8 {
    match b {
        b'0'..=b'9' | b'.' => 0,
        b'>' | b'<' => 1,
        b'/' | 128.. => 2,
        b if b.is_ascii_alphabetic() => 2,
        _ => 3,
    }
}

/// Adds the word's numbers and units ("4x3cm", "2 year-old"), or the word, with its place.
fn pieces<'t>(place: usize, word: &'t str, out: &mut Vec<(usize, &'t str)>) {
    let bytes = word.as_bytes();
    let parts = bytes.first().is_some_and(|b| kind(*b) < 2)
        || word
            .split_once('-')
            .is_some_and(|(first, _)| unit(first).is_some());
    let mut from = 0;
    for at in 1..=bytes.len() {
        let own = bytes.get(from).map_or(3, |b| kind(*b));
        let ends = bytes.get(at).is_none_or(|b| {
            let other = kind(*b);
            other == 3 && own != 3 || (parts || own == 3) && other != own
        });
        if ends {
            let piece = word.get(from..at).unwrap_or("");
            let piece = piece.strip_suffix('.').unwrap_or(piece);
            if own != 3 && !piece.is_empty() {
                out.push((place, piece));
            }
            from = at;
        }
    }
}

/// The measures in a text.
#[derive(Debug, PartialEq, Eq)]
struct Read {
    /// Of each unit the largest.
    measures: Vec<Measure>,
    /// The words without them.
    rest: String,
    /// And without whom it is in.
    bare: String,
}

/// The words whose bits are not set.
fn left(words: &[&str], gone: u128) -> String {
    let mut out = String::new();
    for (at, word) in words.iter().enumerate() {
        if gone >> at & 1 == 0 {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// Reads the measures of a text, or the `ages` in it only.
fn read(text: &str, ages: bool) -> Option<Read> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    // Their places are bits.
    let words: Vec<&str> = text
        .split(' ')
        .filter(|w| !w.is_empty())
        .take(100)
        .collect();
    let mut all: Vec<(usize, &str)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        pieces(at, word, &mut all);
    }
    let piece = |at: usize| all.get(at).map_or("", |p| p.1);
    let place = |at: usize| all.get(at).map_or(usize::MAX, |p| p.0);
    let mut measures: Vec<Measure> = Vec::new();
    let (mut taken, mut whom) = (0u128, 0u128);
    for at in 1..all.len() {
        // "Age 45" needs no unit, nor does a number behind what is done ("wart destruction 20").
        let bare = number(piece(at)).is_some();
        let aged = bare && is(piece(at - 1), "age aged");
        let (unit, scale, mut from, mut to) = match unit(piece(at)) {
            Some((unit, scale)) => (unit, scale, at, at),
            None if aged => ("years", WHOLE, at + 1, at),
            // A year is none.
            None if bare
                && piece(at).len() < 3
                && at + 1 == all.len()
                && is_done(piece(at - 1)) =>
            {
                (COUNT, WHOLE, at + 1, at)
            }
            None => continue,
        };
        let mut most = None;
        let mut joined = true;
        while from > 0 {
            let number = number(piece(from - 1));
            // Of "stage 3 80 yo" the stage is none of it.
            let own = match number {
                Some(_) => joined || place(from - 1) == place(from),
                None => most.is_some() && is(piece(from - 1), BETWEEN),
            };
            if !own {
                break;
            }
            most = most.max(number);
            joined = number.is_none();
            from -= 1;
        }
        let Some(most) = most else { continue };
        let mut value = most.saturating_mul(scale) / WHOLE;
        while from > 0 && is(piece(from - 1), BEFORE) {
            from -= 1;
            value += u32::from(is(piece(from), OVER));
        }
        let old = is(piece(to + 1), "old");
        to += usize::from(old);
        let age = old || aged || is(piece(at), AGE) || is(piece(from), "age aged");
        let before = if from > 0 { piece(from - 1) } else { "" };
        let time = unit == "years" && (is(before, TIME) || is(piece(to + 1), TIME));
        if !age && (ages || time) {
            continue;
        }
        if unit == "years" && value > 100 {
            // Of an age the completed years count.
            value -= value % 100;
        }
        // What is counted says what is done, as well.
        let counted = |at: usize| unit == COUNT && number(piece(at)).is_none();
        for at in (from..=to).filter(|at| !counted(*at)) {
            taken |= 1 << place(at).min(127);
        }
        let mut says = |at: usize| {
            let own = is(piece(at), WHOM);
            // A letter is the sex and nothing else.
            let of = if piece(at).len() == 1 {
                &mut taken
            } else {
                &mut whom
            };
            *of |= u128::from(own) << place(at).min(127);
            own
        };
        let mut behind = to + 1;
        while says(behind) {
            behind += 1;
        }
        while from > 0 && says(from - 1) {
            from -= 1;
        }
        match measures.iter_mut().find(|m| m.unit == unit) {
            Some(other) => other.value = other.value.max(value),
            None => measures.push(Measure { unit, value }),
        }
    }
    // What stands between whom it is in and the disease.
    for (at, word) in words.iter().enumerate() {
        if (taken | whom) >> at & 1 == 0 {
            if !is(word, BEGINS) {
                break;
            }
            whom |= 1 << at;
        }
    }
    let rest = left(&words, taken);
    (!measures.is_empty() && !rest.is_empty()).then(|| Read {
        measures,
        bare: left(&words, taken | whom),
        rest,
    })
}

/// The beginning of a text that ends with what it covers, the unit of that, the least and the most.
fn covered(title: &str) -> Option<(&str, &'static str, u32, u32)> {
    let comma = title.bytes().rposition(|b| b == b',')?;
    let stem = title.get(..comma)?;
    let (mut first, mut last, mut end) = ("", "", "");
    for word in title.get(comma + 1..)?.split(' ').filter(|w| !w.is_empty()) {
        if first.is_empty() {
            first = word;
        }
        (last, end) = (end, word);
    }
    let (unit, _) = unit(end)?;
    let last = number(last)?;
    let (least, most) = match first {
        "over" | "from" => (last, u32::MAX),
        "under" => (0, last.saturating_sub(1)),
        "up" => (0, last),
        _ => (number(first)?, last),
    };
    Some((stem, unit, least, most))
}

/// The words of a procedure without what was measured, and those of a disease without an age; then both without whom it is in.
#[inline(never)]
pub(super) fn without(table: &CodeTable, text: &str) -> Vec<Vec<String>> {
    let diagnoses = table.set() == CodeSet::Icd10cm;
    let wanted = diagnoses || table.set() == CodeSet::Cpt;
    let Some(read) = wanted.then(|| read(text, diagnoses)).flatten() else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut add = |text: &str| out.push(typed::typed(table, text, &mut |_| {}));
    let child = read.measures.iter().map(|m| m.value).min();
    if let Some(age) = child.filter(|age| diagnoses && *age < ADULT) {
        let whom = if age < MONTH { "newborn " } else { "child " };
        add(&(whom.to_string() + &read.bare));
    }
    add(&read.rest);
    if read.bare.len() < read.rest.len() && !read.bare.is_empty() {
        add(&read.bare);
    }
    out
}

impl Search<'_> {
    /// Puts before each code of such a family the one that covers what was measured.
    #[inline(never)]
    pub(super) fn measured(&self, top: &mut TopK) {
        if self.table.set() != CodeSet::Cpt {
            return;
        }
        let Some(Read { measures, .. }) = read(self.text, false) else {
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
        let (stem, unit, ..) = covered(&title)?;
        let measure = measures.iter().find(|m| m.unit == unit)?;
        let code = self.table.code(row);
        let beside = self
            .table
            .descendants_of_len(code.get(..FAMILY)?, code.len());
        let covers = |row: CodeId| {
            let title = self.table.row_title(row);
            let (own, same, least, most) = covered(&title)?;
            (own == stem && same == unit && most >= measure.value).then_some((most, least, row))
        };
        let valid = beside.filter(|row| self.filter.cost(*row).is_some());
        let (_, least, row) = valid.filter_map(covers).min_by_key(|(most, ..)| *most)?;
        // Less than the family begins with is not billed with it.
        (measure.value >= least).then_some(row)
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
            let read = read(text, false).expect(text);
            assert_eq!(
                (&read.measures[..], read.rest),
                (&[measure][..], rest.to_string()),
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
            assert_eq!(read(text, false), None, "{text}");
        }
        for (text, rest, bare) in [
            ("45 y/o male with gout", "male with gout", "gout"),
            (
                "gout in 70 y.o. woman, stable",
                "gout in woman, stable",
                "gout in stable",
            ),
            ("3 weeks old, fever", "fever", "fever"),
            ("45yom gout", "gout", "gout"),
            ("2 year-old-boy croup", "croup", "croup"),
            ("ckd stage 3 80 yo", "ckd stage 3", "ckd stage 3"),
            (
                "copd for 2 years in 70 yo",
                "copd for 2 years in",
                "copd for 2 years in",
            ),
        ] {
            let read = read(text, true).expect(text);
            assert_eq!((read.rest, read.bare), (rest.into(), bare.into()));
        }
        for text in ["cough for 3 months", "24 weeks pregnant", "stage 3"] {
            assert_eq!(read(text, true), None, "{text}");
        }
    }

    #[test]
    fn a_text_ends_with_what_it_covers() {
        assert_eq!(
            covered("Wound, face, up to 2.5 cm"),
            Some(("Wound, face", "cm", 0, 250))
        );
        assert_eq!(
            covered("Visit, under 1 year"),
            Some(("Visit", "years", 0, 99))
        );
        assert_eq!(
            covered("Visit, 5 to 11 years"),
            Some(("Visit", "years", 500, 1100))
        );
        assert_eq!(
            covered("Talk, over 52 minutes"),
            Some(("Talk", "minutes", 5200, u32::MAX))
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
