//! Indicators of Medicare's physician fee schedule, set `pfs-indicators`: what a code's payment includes and which modifiers
//! its payment knows. Made from CMS's own quarterly file; no amounts, no texts.
//!
//! ```text
//! CODE  all codes, see `codes5` in `sections`: a varint count, then differences
//! INDI  per code a u32: seven indicators of four bits, the lowest first: global days, PC/TC, multiple, bilateral,
//!       assistant, co-surgeon, team
//! ```

use super::sections::{codes5, end};
use crate::code_key::key5;
use crate::container::{Container, Reader, TableInfo};
use crate::error::Error;

/// Global period of a procedure: the days of care around it that its payment includes (fee
/// schedule, `GLOB DAYS`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlobalDays {
    /// The day itself.
    Zero,
    /// The day and the ten after it.
    Ten,
    /// The day before, the day, and the ninety after it.
    Ninety,
    /// Maternity: its own rules.
    Maternity,
    /// The concept does not apply.
    None,
    /// The contractor decides.
    Contractor,
    /// Included in another service.
    AddOn,
}

impl GlobalDays {
    const ALL: [(&'static str, GlobalDays); 7] = [
        ("000", GlobalDays::Zero),
        ("010", GlobalDays::Ten),
        ("090", GlobalDays::Ninety),
        ("MMM", GlobalDays::Maternity),
        ("XXX", GlobalDays::None),
        ("YYY", GlobalDays::Contractor),
        ("ZZZ", GlobalDays::AddOn),
    ];

    /// By CMS's name, `000` to `ZZZ`.
    pub fn named(name: &str) -> Option<GlobalDays> {
        Self::ALL.iter().find(|(n, _)| *n == name).map(|(_, g)| *g)
    }
}

/// The indicators of one code, each a digit of CMS's list; 9 is "does not apply".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeScheduleEntry {
    /// Global days.
    pub global: GlobalDays,
    /// Professional and technical component; 0 is a physician's service without them.
    pub components: u8,
    /// Several procedures on a day.
    pub multiple: u8,
    /// Both sides; 0 and 9 know no modifier 50, 2 means both already.
    pub bilateral: u8,
    /// Assistant at surgery; 1 is never paid, 2 is, 0 with documents.
    pub assistant: u8,
    /// Two surgeons; 0 is not permitted.
    pub co_surgeons: u8,
    /// A team; 0 is not permitted.
    pub team: u8,
}

/// Indicators by code.
#[derive(Debug)]
pub struct FeeSchedule {
    info: TableInfo,
    codes: Vec<u32>,
    entries: Vec<FeeScheduleEntry>,
}

impl FeeSchedule {
    pub(super) fn open(c: &Container<'_>) -> Result<FeeSchedule, Error> {
        let codes = codes5(c.section(b"CODE")?)?;
        let mut r = Reader::new(c.section(b"INDI")?);
        let mut entries = Vec::with_capacity(codes.len());
        for _ in &codes {
            let bits = r.u32()?;
            let digit = |at: u32| (bits >> (4 * at) & 15) as u8;
            let global = GlobalDays::ALL.get(usize::from(digit(0)));
            let (Some((_, global)), true) = (global, (1..7).all(|at| digit(at) <= 9)) else {
                return Err(Error::bad_table("an indicator in it is none"));
            };
            entries.push(FeeScheduleEntry {
                global: *global,
                components: digit(1),
                multiple: digit(2),
                bilateral: digit(3),
                assistant: digit(4),
                co_surgeons: digit(5),
                team: digit(6),
            });
        }
        end(&r)?;
        Ok(FeeSchedule {
            info: c.info.clone(),
            codes,
            entries,
        })
    }

    /// The indicators of a code.
    pub fn get(&self, code: &str) -> Option<FeeScheduleEntry> {
        let at = self.codes.binary_search(&key5(code)?).ok()?;
        self.entries.get(at).copied()
    }

    /// The release of this table.
    pub fn info(&self) -> Option<&TableInfo> {
        Some(&self.info)
    }
}

/// Encodes a table.
///
/// # Panics
/// When a code is not a procedure code.
#[cfg(any(feature = "write", test))]
pub fn encode(
    info: &TableInfo,
    rows: &std::collections::BTreeMap<String, FeeScheduleEntry>,
) -> Vec<u8> {
    let key =
        |code: &String| key5(code).unwrap_or_else(|| panic!("{code} is not a procedure code"));
    let codes: Vec<u32> = rows.keys().map(key).collect();
    let mut indicators = Vec::new();
    for e in rows.values() {
        let global = GlobalDays::ALL.iter().position(|(_, g)| *g == e.global);
        let digits = [
            global.unwrap_or_default() as u8,
            e.components,
            e.multiple,
            e.bilateral,
            e.assistant,
            e.co_surgeons,
            e.team,
        ];
        let bits = digits
            .iter()
            .rev()
            .fold(0u32, |bits, digit| bits << 4 | u32::from(*digit));
        indicators.extend(bits.to_le_bytes());
    }
    let codes = super::sections::write::codes5(&codes);
    crate::container::write(info, &[(*b"CODE", codes), (*b"INDI", indicators)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Vec<u8> {
        let entry = |global, components, bilateral| FeeScheduleEntry {
            global,
            components,
            multiple: 2,
            bilateral,
            assistant: 1,
            co_surgeons: 0,
            team: 9,
        };
        let rows = [
            ("20610".to_string(), entry(GlobalDays::Zero, 0, 1)),
            ("27447".to_string(), entry(GlobalDays::Ninety, 0, 1)),
            ("95810".to_string(), entry(GlobalDays::None, 1, 0)),
        ];
        encode(&crate::edits::tests::info("pfs-indicators"), &rows.into())
    }

    #[test]
    fn indicators_are_read_back() {
        let bytes = table();
        let t = FeeSchedule::open(&Container::open(&bytes).unwrap()).unwrap();
        let knee = t.get("27447").unwrap();
        assert_eq!(
            (knee.global, knee.multiple, knee.assistant, knee.team),
            (GlobalDays::Ninety, 2, 1, 9)
        );
        assert_eq!(
            t.get("95810").map(|e| (e.components, e.bilateral)),
            Some((1, 0))
        );
        assert_eq!(t.get("99213"), None);
        assert_eq!(GlobalDays::named("ZZZ"), Some(GlobalDays::AddOn));
    }

    #[test]
    fn altered_sections_are_refused_or_read_without_a_panic() {
        crate::edits::tests::damage(&table(), |c| {
            if let Ok(t) = FeeSchedule::open(c) {
                let _ = t.get("27447");
            }
        });
    }
}
