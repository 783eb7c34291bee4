//! Attributes of HCPCS and CPT codes in CMS's outpatient editor, set `hcpcs-edits`.
//!
//! The value of a code's history is `bits | youngest << 16 | oldest << 24`, the bits as in [`flag`]; see
//! [`history`](super::history) for the sections `HIST`, `KEYS` and `RUNS`.

use super::history::Histories;
use crate::container::{Container, TableInfo};
use crate::date::Date;
use crate::error::Error;

/// Bits of a procedure code.
pub mod flag {
    /// May be done on one or both sides; modifier 50 says that both were.
    pub const BILATERAL_CONDITIONAL: u16 = 1;
    /// May be done on both sides, each paid in full.
    pub const BILATERAL_INDEPENDENT: u16 = 2;
    /// The code means both sides already.
    pub const BILATERAL_INHERENT: u16 = 4;
    /// Covered in some circumstances only (I/OCE edit 12).
    pub const QUESTIONABLE: u16 = 8;
    /// Not covered by Medicare (I/OCE edit 9).
    pub const NOT_COVERED: u16 = 16;
    /// Medicare wants another code for it (I/OCE edit 28).
    pub const NOT_RECOGNIZED: u16 = 32;
    /// Excluded from Medicare by law (I/OCE edit 50).
    pub const EXCLUDED_BY_LAW: u16 = 64;
    /// Billed to the contractor for medical equipment only (I/OCE edit 61).
    pub const EQUIPMENT_CONTRACTOR: u16 = 128;
    /// The administration of a vaccine.
    pub const VACCINE: u16 = 256;
}

/// Attributes of all procedure codes in CMS's outpatient editor, by day.
#[derive(Debug)]
pub struct ProcedureEdits {
    info: TableInfo,
    codes: Histories,
}

/// Attributes of one procedure code on one day: bits of [`flag`] and an age range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProcedureEdit {
    /// Youngest age in years.
    pub age_lo: u8,
    /// Oldest age in years; 124 when there is no limit.
    pub age_hi: u8,
    /// Bits of [`flag`].
    pub flags: u16,
}

impl ProcedureEdits {
    pub(super) fn open(c: &Container<'_>) -> Result<ProcedureEdits, Error> {
        Ok(ProcedureEdits {
            info: c.info.clone(),
            codes: Histories::open(c)?,
        })
    }

    /// The edits of a code that exists, on a day.
    pub fn on(&self, code: &str, on: Date) -> Option<ProcedureEdit> {
        let [low, high, age_lo, age_hi] = self.codes.on(code, on)?.to_le_bytes();
        Some(ProcedureEdit {
            age_lo,
            age_hi,
            flags: u16::from_le_bytes([low, high]),
        })
    }

    /// The release of this table.
    pub fn info(&self) -> Option<&TableInfo> {
        Some(&self.info)
    }
}

/// Encodes a table: `codes` are all codes in order, each with the days from which it has which edits.
///
/// # Panics
/// When a code has no history.
#[cfg(any(feature = "write", test))]
pub fn encode(info: &TableInfo, codes: &[(String, Vec<(Date, ProcedureEdit)>)]) -> Vec<u8> {
    let value = |e: &ProcedureEdit| {
        let [low, high] = e.flags.to_le_bytes();
        u32::from_le_bytes([low, high, e.age_lo, e.age_hi])
    };
    let values =
        |h: &Vec<(Date, ProcedureEdit)>| h.iter().map(|(from, e)| (*from, value(e))).collect();
    let codes: Vec<_> = codes
        .iter()
        .map(|(code, h)| (code.clone(), values(h)))
        .collect();
    crate::container::write(info, &super::history::sections(&codes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Vec<u8> {
        let day = |n| Date::from_number(n).unwrap();
        let edit = |age_lo, age_hi, flags| ProcedureEdit {
            age_lo,
            age_hi,
            flags,
        };
        encode(
            &crate::edits::tests::info("hcpcs-edits"),
            &[
                (
                    "0001A".into(),
                    vec![(day(20201001), edit(12, 124, flag::VACCINE))],
                ),
                (
                    "90460".into(),
                    vec![
                        (day(20190701), edit(0, 18, 0)),
                        (day(20240101), edit(0, 17, 0)),
                    ],
                ),
                ("99213".into(), vec![(day(20190701), edit(0, 124, 0))]),
            ],
        )
    }

    #[test]
    fn ages_and_flags_change_on_their_days() {
        let bytes = table();
        let t = ProcedureEdits::open(&Container::open(&bytes).unwrap()).unwrap();
        let day = |n| Date::from_number(n).unwrap();
        let first = t.on("0001A", day(20210101)).unwrap();
        assert_eq!(
            (first.age_lo, first.age_hi, first.flags),
            (12, 124, flag::VACCINE)
        );
        assert_eq!(t.on("90460", day(20231231)).map(|e| e.age_hi), Some(18));
        assert_eq!(t.on("90460", day(20240101)).map(|e| e.age_hi), Some(17));
        assert_eq!(t.on("99213", day(20240101)).map(|e| e.flags), Some(0));
    }

    #[test]
    fn altered_sections_are_refused_or_read_without_a_panic() {
        crate::edits::tests::damage(&table(), |c| {
            if let Ok(t) = ProcedureEdits::open(c) {
                let _ = (t.on("0001A", Date::MAX), t.on("99213", Date::MIN));
            }
        });
    }
}
