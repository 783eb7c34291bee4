//! Medically unlikely units, sets `mue-practitioner` and `mue-hospital`, an edition each.
//!
//! ```text
//! CODE  all codes, see `codes5` in `sections`: a varint count, then differences
//! UNIT  per code a varint: the most units that are not unlikely
//! MAIS  per code a u8: the adjudication indicator, 1 to 3
//! WHYS  per code a u8: index of the rationale
//! TEXT  CMS's rationales, each ended by a line feed
//! ```

use super::sections::{codes5, end};
use crate::code_key::key5;
use crate::container::{Container, Reader, TableInfo};
use crate::error::Error;

/// Medically unlikely units.
#[derive(Debug)]
pub struct Mue {
    info: TableInfo,
    codes: Vec<u32>,
    entries: Vec<(MueEntry, u8)>,
    rationales: Vec<String>,
}

/// Medically unlikely edit (MUE) of one code: the most units, and whether that holds per line or
/// per day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MueEntry {
    /// The most units that are not unlikely.
    pub value: u32,
    /// The adjudication indicator: 1 per line, 2 per day absolute, 3 per day.
    pub mai: u8,
}

impl Mue {
    pub(super) fn open(c: &Container<'_>) -> Result<Mue, Error> {
        let wrong = || Error::bad_table("its units do not fit together");
        let codes = codes5(c.section(b"CODE")?)?;
        let text = std::str::from_utf8(c.section(b"TEXT")?).map_err(|_| wrong())?;
        let rationales: Vec<String> = text.split_terminator('\n').map(str::to_string).collect();
        let mut units = Reader::new(c.section(b"UNIT")?);
        let mut mais = Reader::new(c.section(b"MAIS")?);
        let mut whys = Reader::new(c.section(b"WHYS")?);
        let mut entries = Vec::with_capacity(codes.len());
        for _ in &codes {
            let (value, mai, why) = (units.varint()?, mais.u8()?, whys.u8()?);
            if !(1..=3).contains(&mai) || usize::from(why) >= rationales.len() {
                return Err(wrong());
            }
            entries.push((MueEntry { value, mai }, why));
        }
        for r in [&units, &mais, &whys] {
            end(r)?;
        }
        Ok(Mue {
            info: c.info.clone(),
            codes,
            entries,
            rationales,
        })
    }

    fn entry(&self, code: &str) -> Option<&(MueEntry, u8)> {
        self.entries
            .get(self.codes.binary_search(&key5(code)?).ok()?)
    }

    /// The entry of a code.
    pub fn get(&self, code: &str) -> Option<MueEntry> {
        self.entry(code).map(|e| e.0)
    }

    /// CMS's rationale for the edit, in its words.
    pub fn rationale(&self, code: &str) -> Option<&str> {
        self.rationales
            .get(usize::from(self.entry(code)?.1))
            .map(String::as_str)
    }

    /// Description of this table: release, source, days.
    pub fn info(&self) -> Option<&TableInfo> {
        Some(&self.info)
    }
}

/// Encodes a table: entry and rationale by code.
///
/// # Panics
/// When a code is not a procedure code, or there are more than 256 rationales or one has a line feed.
#[cfg(any(feature = "write", test))]
pub fn encode(
    info: &TableInfo,
    rows: &std::collections::BTreeMap<String, (MueEntry, String)>,
) -> Vec<u8> {
    let key =
        |code: &String| key5(code).unwrap_or_else(|| panic!("{code} is not a procedure code"));
    let codes: Vec<u32> = rows.keys().map(key).collect();
    let [mut units, mut mais, mut whys] = [const { Vec::new() }; 3];
    let mut rationales: Vec<&str> = Vec::new();
    for (entry, rationale) in rows.values() {
        crate::container::push_varint(&mut units, entry.value);
        mais.push(entry.mai);
        let known = rationales
            .iter()
            .position(|r| r == rationale)
            .unwrap_or_else(|| {
                rationales.push(rationale);
                rationales.len() - 1
            });
        whys.push(u8::try_from(known).expect("at most 256 rationales"));
    }
    assert!(
        rationales.iter().all(|r| !r.contains('\n')),
        "a rationale has a line feed"
    );
    let texts = rationales
        .iter()
        .flat_map(|r| r.bytes().chain([b'\n']))
        .collect();
    let codes = crate::edits::sections::write::codes5(&codes);
    let sections = [
        (*b"CODE", codes),
        (*b"UNIT", units),
        (*b"MAIS", mais),
        (*b"WHYS", whys),
        (*b"TEXT", texts),
    ];
    crate::container::write(info, &sections)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn table() -> Vec<u8> {
        let row = |code: &str, value, mai, why: &str| {
            (code.to_string(), (MueEntry { value, mai }, why.to_string()))
        };
        let rows = [
            row("99213", 2, 3, "Clinical: Data"),
            row("J1885", 8, 3, "Prescribing Information"),
            row("0001U", 1, 2, "Nature of Analyte"),
        ];
        encode(
            &crate::edits::tests::info("mue-practitioner"),
            &BTreeMap::from(rows),
        )
    }

    #[test]
    fn gives_units_indicator_and_rationale() {
        let bytes = table();
        let t = Mue::open(&Container::open(&bytes).unwrap()).unwrap();
        assert_eq!(t.get("J1885"), Some(MueEntry { value: 8, mai: 3 }));
        assert_eq!(t.rationale("0001U"), Some("Nature of Analyte"));
        assert_eq!(
            (t.get("99214"), t.get(""), t.rationale("\u{e9}")),
            (None, None, None)
        );
    }

    #[test]
    fn altered_sections_are_refused_or_read_without_a_panic() {
        crate::edits::tests::damage(&table(), |c| {
            if let Ok(t) = Mue::open(c) {
                let _ = (t.get("J1885"), t.rationale("99213"));
            }
        });
    }
}
