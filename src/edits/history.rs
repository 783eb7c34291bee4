//! Values of codes day by day, for many codes at once.
//!
//! Most codes have nothing, and neighbors mostly have the same. So a table holds runs of neighboring codes with the
//! same history of values; a run is named by the shortest prefix that sets its first code apart from the code before
//! it. It answers for codes that exist: whether one does is what the code table knows.
//!
//! ```text
//! HIST  varint n, n x { varint k, k x { from this day on u32, value u32 } }, the first day of each is 0
//! KEYS  the names of the runs, see `codes8` in `sections`
//! RUNS  per run a varint: the history of the codes from this name up to the next one
//! ```

use super::sections::{codes8, count, day, end};
use crate::code_key::key8;
use crate::container::{Container, Reader};
use crate::date::Date;
use crate::error::Error;

/// Values from their first days on.
pub(super) type History = Vec<(Date, u32)>;

/// The histories of all codes of a set.
#[derive(Debug)]
pub(super) struct Histories {
    histories: Vec<History>,
    keys: Vec<u64>,
    runs: Vec<u32>,
}

/// The names of the three sections; a table that holds several sets of codes has three for each.
pub(super) type Tags = [[u8; 4]; 3];
/// The three sections of a table that holds one set of codes.
pub(super) const ONLY: Tags = [*b"HIST", *b"KEYS", *b"RUNS"];

impl Histories {
    pub fn open(c: &Container<'_>) -> Result<Histories, Error> {
        Histories::open_as(c, ONLY)
    }

    /// Reads the histories from sections of these names.
    pub fn open_as(c: &Container<'_>, tags: Tags) -> Result<Histories, Error> {
        let section = c.section(&tags[0])?;
        let mut r = Reader::new(section);
        let mut histories = Vec::new();
        for _ in 0..count(&mut r, section, 9)? {
            let mut history = Vec::new();
            for _ in 0..count(&mut r, section, 8)? {
                history.push((day(&mut r)?, r.u32()?));
            }
            if !history.is_sorted_by(|a, b| a.0 < b.0) {
                return Err(Error::bad_table("a history in it is out of order"));
            }
            histories.push(history);
        }
        end(&r)?;

        let keys = codes8(c.section(&tags[1])?)?;
        let mut r = Reader::new(c.section(&tags[2])?);
        let mut runs = Vec::with_capacity(keys.len());
        for _ in &keys {
            let history = r.varint()?;
            if history as usize >= histories.len() {
                return Err(Error::bad_table("a run in it has no history"));
            }
            runs.push(history);
        }
        end(&r)?;
        Ok(Histories {
            histories,
            keys,
            runs,
        })
    }

    /// The value of a code on a day.
    pub fn on(&self, code: &str, on: Date) -> Option<u32> {
        // Eight characters are no code's.
        let key = key8(code).filter(|_| code.len() < 8)?;
        let run = self.keys.partition_point(|k| *k <= key).checked_sub(1)?;
        let run = *self.runs.get(run)?;
        let history = self.histories.get(run as usize)?;
        history
            .iter()
            .rev()
            .find(|(from, _)| *from <= on)
            .map(|(_, value)| *value)
    }
}

/// The sections of a table: `codes` are all codes in order, each with its history.
///
/// # Panics
/// When a history is empty.
#[cfg(any(feature = "write", test))]
pub(super) fn sections(codes: &[(String, History)]) -> Vec<([u8; 4], Vec<u8>)> {
    sections_as(codes, ONLY)
}

/// The sections under these names.
///
/// # Panics
/// When a history is empty.
#[cfg(any(feature = "write", test))]
pub(super) fn sections_as(codes: &[(String, History)], tags: Tags) -> Vec<([u8; 4], Vec<u8>)> {
    use crate::container::push_varint;
    use std::collections::BTreeMap;

    let (mut numbers, mut histories) = (BTreeMap::new(), Vec::new());
    let (mut keys, mut runs) = (Vec::new(), Vec::new());
    let (mut last_code, mut last_history) = ("", None);
    for (code, history) in codes {
        // What was before a code existed does not matter, so its first value holds from the beginning.
        let mut history = history.clone();
        history.dedup_by_key(|h| h.1);
        history.first_mut().expect("every code has a value").0 = Date::MIN;
        let number = *numbers
            .entry(history.clone())
            .or_insert(histories.len() as u32);
        if number as usize == histories.len() {
            histories.push(history);
        }
        if last_history != Some(number) {
            let shared = code
                .bytes()
                .zip(last_code.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            keys.push(&code[..shared + 1]);
            push_varint(&mut runs, number);
            last_history = Some(number);
        }
        last_code = code;
    }
    let mut section = Vec::new();
    push_varint(&mut section, histories.len() as u32);
    for history in &histories {
        push_varint(&mut section, history.len() as u32);
        for (from, value) in history {
            section.extend(from.number().to_le_bytes());
            section.extend(value.to_le_bytes());
        }
    }
    vec![
        (tags[0], section),
        (tags[1], crate::edits::sections::write::codes8(&keys)),
        (tags[2], runs),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_keeps_its_history() {
        // Made-up codes of several lengths, by a small generator that always gives the same ones.
        let mut state = 3u32;
        let mut random = move |n: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % n
        };
        let codes: BTreeSet<String> = (0..400)
            .map(|_| {
                let ending: String = (0..random(5))
                    .map(|_| char::from(b'0' + random(4) as u8))
                    .collect();
                format!(
                    "{}{:02}{ending}",
                    char::from(b'A' + random(3) as u8),
                    random(20)
                )
            })
            .collect();
        let days = [20151001, 20191001, 20241001].map(|n| Date::from_number(n).unwrap());
        let mut history = || -> History {
            let from = random(3) as usize;
            days[from..].iter().map(|d| (*d, random(2))).collect()
        };
        let codes: Vec<(String, History)> = codes.into_iter().map(|c| (c, history())).collect();
        let bytes =
            crate::container::write(&crate::edits::tests::info("made-up"), &sections(&codes));
        let t = Histories::open(&Container::open(&bytes).unwrap()).unwrap();
        for (code, history) in &codes {
            for on in days {
                let first = history.first().map(|h| h.1);
                let scanned = history.iter().rfind(|h| h.0 <= on).map(|h| h.1).or(first);
                assert_eq!(t.on(code, on), scanned, "{code} on {on}");
            }
        }
        assert_eq!(
            (
                t.on("", days[0]),
                t.on("0", days[0]),
                t.on("\u{e9}", days[0])
            ),
            (None, None, None)
        );
    }
}
