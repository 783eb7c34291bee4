//! Modifiers of procedure codes, set `modifiers`.
//!
//! Level II modifiers carry CMS's own short text and dates. Those of Level I (two digits, `1P` to `8P`, `P1` to `P6`) are
//! the AMA's: their text here is our own, and where no source dates them they are open at both ends.
//!
//! ```text
//! CODE  n x 2 bytes, sorted
//! FROM  n x u32, first days; 0 when not known
//! LAST  n x u32, last days; 99991231 while in force
//! FLAG  n x u8: 1 Level I, 2 NCCI-associated, 4 telehealth, 8 therapy plan, 16 assistant at surgery
//! TEXT  n texts, each ended by a line feed
//! PAIR  pairs of modifiers that CMS does not accept on one line, 4 bytes each, sorted, the smaller first
//! ```

use super::sections::{day, end};
use crate::container::{Container, Reader, TableInfo};
use crate::date::Date;
use crate::error::Error;

/// Bits of `FLAG`.
pub mod flag {
    /// Of CPT, not of HCPCS Level II.
    pub const LEVEL_1: u8 = 1;
    /// On either line of an NCCI pair with indicator 1, it lets both be paid.
    pub const NCCI: u8 = 2;
    /// Says that the service was given at a distance.
    pub const TELEHEALTH: u8 = 4;
    /// Says under which therapist's plan of care the service was given.
    pub const THERAPY: u8 = 8;
    /// Says that the clinician assisted another one.
    pub const ASSISTANT: u8 = 16;
}

/// Modifiers with their dates and our own or CMS's text.
#[derive(Debug)]
pub struct Modifiers {
    info: TableInfo,
    rows: Vec<Row>,
    pairs: Vec<[u8; 4]>,
}

#[derive(Debug)]
struct Row {
    code: [u8; 2],
    from: Date,
    to: Date,
    flags: u8,
    text: String,
}

/// One modifier: its code, a short text and the days on which it is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modifier {
    /// Meaning of the modifier in a few words.
    pub text: String,
    /// First day; `Date::MIN` when not known.
    pub from: Date,
    /// Last day; `Date::MAX` while in force.
    pub to: Date,
    /// Bits of [`flag`].
    pub flags: u8,
}

impl Modifiers {
    pub(super) fn open(c: &Container<'_>) -> Result<Modifiers, Error> {
        let unreadable = || Error::bad_table("its texts are not readable");
        let texts = std::str::from_utf8(c.section(b"TEXT")?).map_err(|_| unreadable())?;
        let mut texts = texts.split_terminator('\n');
        let mut codes = Reader::new(c.section(b"CODE")?);
        let mut from = Reader::new(c.section(b"FROM")?);
        let mut last = Reader::new(c.section(b"LAST")?);
        let mut flags = Reader::new(c.section(b"FLAG")?);
        let mut rows: Vec<Row> = Vec::new();
        while !codes.is_empty() {
            let row = Row {
                code: [codes.u8()?, codes.u8()?],
                from: day(&mut from)?,
                to: day(&mut last)?,
                flags: flags.u8()?,
                text: texts.next().ok_or_else(unreadable)?.to_string(),
            };
            if rows.last().is_some_and(|l| l.code >= row.code) {
                return Err(Error::bad_table("its codes are out of order"));
            }
            rows.push(row);
        }
        for r in [&from, &last, &flags] {
            end(r)?;
        }
        let mut r = Reader::new(c.section(b"PAIR")?);
        let mut pairs = Vec::new();
        while !r.is_empty() {
            pairs.push([r.u8()?, r.u8()?, r.u8()?, r.u8()?]);
        }
        if texts.next().is_some() || !pairs.is_sorted_by(|a, b| a < b) {
            return Err(Error::bad_table("its sections do not fit together"));
        }
        Ok(Modifiers {
            info: c.info.clone(),
            rows,
            pairs,
        })
    }

    fn row(&self, modifier: &str) -> Option<&Row> {
        let at = self
            .rows
            .binary_search_by(|r| r.code[..].cmp(modifier.as_bytes()))
            .ok()?;
        self.rows.get(at)
    }

    /// The modifier of that name, upper case.
    pub fn get(&self, modifier: &str) -> Option<Modifier> {
        let r = self.row(modifier)?;
        Some(Modifier {
            text: r.text.clone(),
            from: r.from,
            to: r.to,
            flags: r.flags,
        })
    }

    /// Whether a modifier has one of these bits of [`flag`]; quicker than [`get`](Modifiers::get).
    pub fn is(&self, modifier: &str, flags: u8) -> bool {
        self.row(modifier).is_some_and(|r| r.flags & flags != 0)
    }

    /// Whether a modifier exists and is in force on a day; quicker than [`get`](Modifiers::get).
    pub fn valid(&self, modifier: &str, on: Date) -> bool {
        self.row(modifier)
            .is_some_and(|r| r.from <= on && on <= r.to)
    }

    /// Whether CMS refuses the two on one line (I/OCE edit 102), in whichever order.
    pub fn conflict(&self, a: &str, b: &str) -> bool {
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        let pair: Option<[u8; 4]> = [low.as_bytes(), high.as_bytes()].concat().try_into().ok();
        a.len() == 2 && pair.is_some_and(|p| self.pairs.binary_search(&p).is_ok())
    }

    /// The release of this table.
    pub fn info(&self) -> Option<&TableInfo> {
        Some(&self.info)
    }
}

/// Encodes a table: rows by modifier, and pairs that conflict. Duplicate pairs and orders count once.
///
/// # Panics
/// When a modifier is not two bytes long or a text has a line feed.
#[cfg(any(feature = "write", test))]
pub fn encode(
    info: &TableInfo,
    rows: &std::collections::BTreeMap<String, Modifier>,
    conflicts: &std::collections::BTreeSet<(String, String)>,
) -> Vec<u8> {
    let [mut codes, mut from, mut last, mut flags, mut texts] = [const { Vec::new() }; 5];
    for (code, row) in rows {
        assert!(
            code.len() == 2 && !row.text.contains('\n'),
            "{code} is not a modifier"
        );
        codes.extend(code.bytes());
        from.extend(row.from.number().to_le_bytes());
        last.extend(row.to.number().to_le_bytes());
        flags.push(row.flags);
        texts.extend(row.text.bytes().chain([b'\n']));
    }
    let ordered = |(a, b): &(String, String)| {
        if a < b {
            format!("{a}{b}")
        } else {
            format!("{b}{a}")
        }
    };
    let pairs: std::collections::BTreeSet<String> = conflicts.iter().map(ordered).collect();
    let pairs = pairs.into_iter().flat_map(String::into_bytes).collect();
    let tags = [*b"CODE", *b"FROM", *b"LAST", *b"FLAG", *b"TEXT", *b"PAIR"];
    let sections: Vec<_> = tags
        .into_iter()
        .zip([codes, from, last, flags, texts, pairs])
        .collect();
    crate::container::write(info, &sections)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn table() -> Vec<u8> {
        let modifier = |text: &str, to, flags| Modifier {
            text: text.into(),
            from: Date::MIN,
            to,
            flags,
        };
        let ended = Date::from_number(20241231).unwrap();
        let rows = BTreeMap::from([
            (
                "59".to_string(),
                modifier("separate", Date::MAX, flag::LEVEL_1 | flag::NCCI),
            ),
            ("JG".to_string(), modifier("340b", ended, 0)),
        ]);
        let pairs =
            [("FX", "CT"), ("CT", "FX"), ("CT", "FY")].map(|(a, b)| (a.to_string(), b.to_string()));
        encode(
            &crate::edits::tests::info("modifiers"),
            &rows,
            &BTreeSet::from(pairs),
        )
    }

    #[test]
    fn finds_modifiers_and_conflicts_in_both_orders() {
        let bytes = table();
        let t = Modifiers::open(&Container::open(&bytes).unwrap()).unwrap();
        assert_eq!(t.get("JG").unwrap().to, Date::new(2024, 12, 31).unwrap());
        assert!(
            t.valid("JG", Date::new(2024, 12, 31).unwrap())
                && !t.valid("JG", Date::new(2025, 1, 1).unwrap())
        );
        assert!(t.is("59", flag::NCCI) && !t.is("JG", flag::NCCI) && !t.is("", flag::NCCI));
        assert!(t.conflict("CT", "FX") && t.conflict("FX", "CT") && t.conflict("FY", "CT"));
        assert!(!t.conflict("FX", "FY") && !t.conflict("", "CTFX") && !t.conflict("C", "TFX"));
        assert_eq!(
            (t.get("5"), t.get("599"), t.get("\u{e9}")),
            (None, None, None)
        );
    }

    #[test]
    fn altered_sections_are_refused_or_read_without_a_panic() {
        crate::edits::tests::damage(&table(), |c| {
            if let Ok(t) = Modifiers::open(c) {
                let _ = (t.get("59"), t.conflict("CT", "FX"));
            }
        });
    }
}
