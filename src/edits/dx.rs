//! The official edits of ICD-10-CM codes, set `dx-edits`.
//!
//! CMS's Medicare Code Editor gives most codes no attribute at all. The values of the histories are bits, one per
//! attribute; see [`history`](super::history) for their sections.
//!
//! ```text
//! AGES  varint n, n x { attribute: index u8, youngest u8, oldest u8, from this day on u32 }
//! HIST, KEYS, RUNS
//! ```

use super::history::Histories;
use super::sections::{count, day, end};
use crate::container::{Container, Reader, TableInfo};
use crate::date::Date;
use crate::error::Error;

/// How many attributes a code can have: those that come first in the editor's own [list](super::mce::dx::NAMES), by the index of
/// their bit.
pub const ATTRIBUTES: usize = 13;
const OLDEST: u8 = 124;

/// The official edits of diagnosis codes.
#[derive(Debug)]
pub struct DxEdits {
    info: TableInfo,
    ages: Vec<AgeRange>,
    codes: Histories,
}

/// The ages that an attribute stands for, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeRange {
    /// Index of the attribute.
    pub attribute: u8,
    /// Youngest age in years.
    pub lo: u8,
    /// Oldest age in years.
    pub hi: u8,
    /// First day of this definition; it holds until the next one of the same attribute.
    pub from: Date,
}

/// Edits of one diagnosis code in the official code editors (MCE and I/OCE): sex, ages, and where
/// it may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DxEdit {
    /// Youngest age in years.
    pub age_lo: u8,
    /// Oldest age in years; 124 when there is no limit.
    pub age_hi: u8,
    /// `M` or `F` when the code is for one sex only. CMS ended these edits for nearly all codes on 2024-09-30.
    pub sex: Option<char>,
    /// Says how an injury came about; never the first diagnosis.
    pub external_cause: bool,
    /// Shows another disease, which is coded first.
    pub manifestation: bool,
    /// Not acceptable as a principal diagnosis of an inpatient stay.
    pub unacceptable_principal: bool,
    /// Not acceptable as a principal diagnosis unless another diagnosis is reported.
    pub needs_secondary: bool,
    /// Does not say the side although codes exist that do.
    pub unspecified_side: bool,
    /// Usually no reason to admit a patient.
    pub questionable_admission: bool,
}

impl DxEdits {
    pub(super) fn open(c: &Container<'_>) -> Result<DxEdits, Error> {
        Ok(DxEdits {
            info: c.info.clone(),
            ages: ages(c)?,
            codes: Histories::open(c)?,
        })
    }

    /// The edits of an undotted code as the newest release has them; `None` when it has none.
    pub fn get(&self, code: &str) -> Option<DxEdit> {
        self.on(code, Date::MAX.day_before())
    }

    /// The edits of an undotted code on a day; `None` when it has none.
    pub fn on(&self, code: &str, on: Date) -> Option<DxEdit> {
        let bits = self.codes.on(code, on)?;
        (bits != 0).then(|| self.decode(bits, on))
    }

    fn decode(&self, bits: u32, on: Date) -> DxEdit {
        let is = |attribute: usize| bits >> attribute & 1 == 1;
        let (mut age_lo, mut age_hi) = (0, OLDEST);
        for attribute in (0..ATTRIBUTES).filter(|a| is(*a)) {
            let defined = |a: &&AgeRange| usize::from(a.attribute) == attribute && a.from <= on;
            if let Some(a) = self.ages.iter().filter(defined).max_by_key(|a| a.from) {
                (age_lo, age_hi) = (age_lo.max(a.lo), age_hi.min(a.hi));
            }
        }
        DxEdit {
            age_lo,
            age_hi,
            sex: is(3).then_some('M').or(is(4).then_some('F')),
            external_cause: is(0),
            manifestation: is(1),
            unacceptable_principal: is(2),
            unspecified_side: is(9),
            questionable_admission: is(10),
            needs_secondary: is(11),
        }
    }

    /// The release of this table.
    pub fn info(&self) -> Option<&TableInfo> {
        Some(&self.info)
    }
}

/// The section `AGES`.
pub(super) fn ages(c: &Container<'_>) -> Result<Vec<AgeRange>, Error> {
    let section = c.section(b"AGES")?;
    let mut r = Reader::new(section);
    let mut ages = Vec::new();
    for _ in 0..count(&mut r, section, 7)? {
        let (attribute, lo, hi) = (r.u8()?, r.u8()?, r.u8()?);
        ages.push(AgeRange {
            attribute,
            lo,
            hi,
            from: day(&mut r)?,
        });
    }
    end(&r)?;
    Ok(ages)
}

/// Writes the ages of diagnoses as the bytes that [`ages`] reads.
#[cfg(any(feature = "write", test))]
pub(super) fn age_section(ages: &[AgeRange]) -> Vec<u8> {
    let mut section = Vec::new();
    crate::container::push_varint(&mut section, ages.len() as u32);
    for a in ages {
        section.extend([a.attribute, a.lo, a.hi]);
        section.extend(a.from.number().to_le_bytes());
    }
    section
}

/// Encodes a table: `codes` are all codes in order, each with the days from which it has which attributes.
///
/// # Panics
/// When a code has no history.
#[cfg(any(feature = "write", test))]
pub fn encode(
    info: &TableInfo,
    ages: &[AgeRange],
    codes: &[(String, Vec<(Date, u32)>)],
) -> Vec<u8> {
    let mut sections = vec![(*b"AGES", age_section(ages))];
    sections.extend(super::history::sections(codes));
    crate::container::write(info, &sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(n: u32) -> Date {
        Date::from_number(n).unwrap()
    }

    fn table() -> Vec<u8> {
        let info = crate::edits::tests::info("dx-edits");
        let code = |c: &str, h: &[(u32, u32)]| {
            (c.to_string(), h.iter().map(|(f, b)| (d(*f), *b)).collect())
        };
        let ages = [
            AgeRange {
                attribute: 7,
                lo: 12,
                hi: 55,
                from: d(20151001),
            },
            AgeRange {
                attribute: 7,
                lo: 9,
                hi: 64,
                from: d(20191001),
            },
        ];
        encode(
            &info,
            &ages,
            &[
                code("A1815", &[(20151001, 1 << 3), (20241001, 0)]),
                code("E119", &[(20151001, 0)]),
                code("O80", &[(20151001, 1 << 7)]),
                code("V0001XA", &[(20161001, 1)]),
            ],
        )
    }

    /// The bits before the first attribute that only steers other edits.
    #[test]
    fn the_attributes_end_with_the_wrong_procedure() {
        use crate::edits::mce::dx::{NAMES, WRONG_PROCEDURE};
        assert_eq!(NAMES.get(ATTRIBUTES - 1), Some(&"wrngproc"));
        assert_eq!(NAMES.get(ATTRIBUTES), Some(&"diabtypeI"));
        assert_eq!(1 << (ATTRIBUTES - 1), WRONG_PROCEDURE);
    }

    #[test]
    fn edits_change_on_their_days() {
        let bytes = table();
        let t = DxEdits::open(&Container::open(&bytes).unwrap()).unwrap();
        assert_eq!(t.on("A1815", d(20240930)).unwrap().sex, Some('M'));
        assert_eq!(t.on("A1815", d(20241001)), None);
        assert_eq!(t.get("E119"), None);
        let ages = |on| t.on("O80", on).map(|e| (e.age_lo, e.age_hi));
        assert_eq!(ages(d(20190930)), Some((12, 55)));
        assert_eq!(ages(d(20191001)), Some((9, 64)));
        assert_eq!(ages(d(20300101)), Some((9, 64)));
        assert!(t.get("V0001XA").unwrap().external_cause);
        assert_eq!(
            (t.get(""), t.get("\u{e9}"), t.get("A00")),
            (None, None, None)
        );
    }

    #[test]
    fn altered_sections_are_refused_or_read_without_a_panic() {
        crate::edits::tests::damage(&table(), |c| {
            if let Ok(t) = DxEdits::open(c) {
                let _ = (t.get("A1815"), t.on("O80", d(20200101)), t.get("V0001XA"));
            }
        });
    }
}
