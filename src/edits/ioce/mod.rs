//! Tables of CMS's outpatient code editor (I/OCE), set `ioce`: attributes of procedures, diagnoses,
//! modifiers and revenue codes, the payment classes of procedures (APC), and lists of pairs of
//! codes.
//!
//! Prices are in it only where an edit compares them. The values of the histories:
//!
//! ```text
//! CDHI, CDKE, CDRU  procedures: index into RECS; 0 on days when the code is not in the editor's list
//! CAHI, CAKE, CARU  procedures: their payment class, five digits as a number
//! APHI, APKE, APRU  payment classes: status (two bytes) | composite of imaging << 16
//! PYHI, PYKE, PYRU  payment classes: the national payment in hundredths, where it is compared
//! DXHI, DXKE, DXRU  diagnoses: bits of DxFlag | youngest age << 16 | oldest age << 24
//! MDHI, MDKE, MDRU  modifiers: 1 when in the list, and bits of ModifierFlag << 1
//! RVHI, RVKE, RVRU  revenue codes: 1 when in the list, bits of RevenueFlag << 1, status << 16
//! RECS  varint n, n x { flags u128, youngest, oldest, status (2 bytes), edit of the days u8, first day u32, last day u32,
//!       time in partial hospitalization u8, time in intensive care u8 }
//! PAIR  varint n, n x { list u8, code (5 bytes, NUL-padded), other code (5), first day u32, last day u32 }, in order
//! ```
#![allow(clippy::indexing_slicing)]

pub mod flag;
#[cfg(any(feature = "write", test))]
pub mod write;

pub use flag::{DxFlag, Flag, ModifierFlag, PairList, RevenueFlag};

use super::history::{Histories, Tags};
use super::sections::{count, day, end};
use crate::container::{Container, Reader, TableInfo};
use crate::date::Date;
use crate::error::Error;

const CODES: Tags = [*b"CDHI", *b"CDKE", *b"CDRU"];
const CLASSES_OF_CODES: Tags = [*b"CAHI", *b"CAKE", *b"CARU"];
const CLASSES: Tags = [*b"APHI", *b"APKE", *b"APRU"];
const PAYMENTS: Tags = [*b"PYHI", *b"PYKE", *b"PYRU"];
const DIAGNOSES: Tags = [*b"DXHI", *b"DXKE", *b"DXRU"];
const MODIFIERS: Tags = [*b"MDHI", *b"MDKE", *b"MDRU"];
const REVENUE: Tags = [*b"RVHI", *b"RVKE", *b"RVRU"];
const RECORD: usize = 31;
const PAIR: usize = 19;

/// A status indicator of the outpatient payment system, such as `J1`; one letter has a blank behind it.
pub type Status = [u8; 2];

/// Attributes of a procedure code in the outpatient editor's list, on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Procedure {
    /// Bits of [`Flag`].
    pub flags: u128,
    /// Youngest age in years.
    pub youngest: u8,
    /// Oldest age in years.
    pub oldest: u8,
    /// Status indicator: how Medicare pays for the procedure.
    pub status: Status,
    /// The edit for days outside of `from` and `to`; 0 for none.
    pub days_edit: u8,
    /// First day on which Medicare pays for it.
    pub from: Date0,
    /// Last such day.
    pub to: Date0,
    /// How its units count in the hours of partial hospitalization: 0 an hour, then 15, 30, 45 minutes, none.
    pub partial_time: u8,
    /// How its units count in the hours of intensive outpatient care, coded as in `partial_time`.
    pub intensive_time: u8,
}

/// A day, or none: `yyyymmdd` or 0.
pub type Date0 = u32;

impl Procedure {
    /// Whether the procedure has that attribute.
    pub const fn is(&self, flag: Flag) -> bool {
        self.flags >> flag as u32 & 1 == 1
    }
}

/// A payment class (APC).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// Status indicator of the class.
    pub status: Status,
    /// The family of imaging whose procedures of a day are paid together; 0 for none.
    pub imaging: u8,
}

/// Attributes of a diagnosis in the outpatient editor's list, on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    bits: u32,
}

/// Of a diagnosis that it does not know: no attribute, every age.
impl Default for Diagnosis {
    fn default() -> Self {
        Diagnosis { bits: 124 << 24 }
    }
}

impl Diagnosis {
    /// Whether the diagnosis has that attribute.
    pub const fn is(self, flag: DxFlag) -> bool {
        self.bits >> flag as u32 & 1 == 1
    }

    /// Youngest and oldest age in years.
    pub fn ages(self) -> (u32, u32) {
        (self.bits >> 16 & 0xff, self.bits >> 24)
    }
}

/// Attributes of a modifier or a revenue code in the outpatient editor's list, on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    bits: u32,
}

impl Listed {
    /// Whether the editor's list has it on that day.
    pub const fn known(self) -> bool {
        self.bits & 1 == 1
    }

    /// Whether a modifier has that attribute.
    pub const fn modifier(self, flag: ModifierFlag) -> bool {
        self.bits >> (1 + flag as u32) & 1 == 1
    }

    /// Whether a revenue code has that attribute.
    pub const fn revenue(self, flag: RevenueFlag) -> bool {
        self.bits >> (1 + flag as u32) & 1 == 1
    }

    /// The status indicator of a line with that revenue code and no procedure.
    pub fn status(self) -> Status {
        [(self.bits >> 16) as u8, (self.bits >> 24) as u8]
    }
}

/// A pair of codes of a list, with its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// Index of the [`PairList`].
    pub list: u8,
    /// The code, NUL-padded.
    pub code: [u8; 5],
    /// The other code, NUL-padded.
    pub other: [u8; 5],
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// A code as it stands in a [`Pair`]; a longer one is cut and matches nothing there.
pub fn padded(code: &str) -> [u8; 5] {
    let mut out = [0; 5];
    for (to, from) in out.iter_mut().zip(code.bytes()) {
        *to = from;
    }
    out
}

/// The outpatient code editor's tables.
#[derive(Debug)]
pub struct Ioce {
    info: TableInfo,
    records: Vec<Procedure>,
    codes: Histories,
    classes_of_codes: Histories,
    classes: Histories,
    payments: Histories,
    diagnoses: Histories,
    modifiers: Histories,
    revenue: Histories,
    pairs: Vec<Pair>,
}

impl Ioce {
    pub(super) fn open(c: &Container<'_>) -> Result<Ioce, Error> {
        Ok(Ioce {
            info: c.info.clone(),
            records: records(c.section(b"RECS")?)?,
            codes: Histories::open_as(c, CODES)?,
            classes_of_codes: Histories::open_as(c, CLASSES_OF_CODES)?,
            classes: Histories::open_as(c, CLASSES)?,
            payments: Histories::open_as(c, PAYMENTS)?,
            diagnoses: Histories::open_as(c, DIAGNOSES)?,
            modifiers: Histories::open_as(c, MODIFIERS)?,
            revenue: Histories::open_as(c, REVENUE)?,
            pairs: pairs(c.section(b"PAIR")?)?,
        })
    }

    /// A procedure that exists, on a day; `None` when the editor has not got it on that day.
    pub fn procedure(&self, code: &str, on: Date) -> Option<&Procedure> {
        let record = self.codes.on(code, on)? as usize;
        self.records.get(record).filter(|_| record != 0)
    }

    /// The payment class of a procedure, five digits as a number; 0 for none.
    pub fn class_of(&self, code: &str, on: Date) -> u32 {
        self.classes_of_codes.on(code, on).unwrap_or(0)
    }

    /// A payment class on a day.
    pub fn class(&self, class: u32, on: Date) -> Option<Class> {
        let [first, second, imaging, _] = self.classes.on(&digits(class)?, on)?.to_le_bytes();
        let status = [first, second];
        (status != [0, 0]).then_some(Class { status, imaging })
    }

    /// The payment of a class, where it is compared; 0 for others.
    pub fn payment(&self, class: u32, on: Date) -> u32 {
        let code = digits(class);
        code.and_then(|c| self.payments.on(&c, on)).unwrap_or(0)
    }

    /// A diagnosis that exists, on a day.
    pub fn diagnosis(&self, code: &str, on: Date) -> Diagnosis {
        let bits = self.diagnoses.on(code, on);
        bits.map_or_else(Diagnosis::default, |bits| Diagnosis { bits })
    }

    /// A modifier on a day.
    pub fn modifier(&self, code: &str, on: Date) -> Listed {
        let two = self.modifiers.on(code, on).filter(|_| code.len() == 2);
        Listed {
            bits: two.unwrap_or(0),
        }
    }

    /// A revenue code on a day.
    pub fn revenue(&self, code: &str, on: Date) -> Listed {
        let digits = code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit());
        let bits = self.revenue.on(code, on).filter(|_| digits);
        Listed {
            bits: bits.unwrap_or(0),
        }
    }

    /// Whether a list has that pair on a day.
    pub fn pairs(&self, list: PairList, code: &str, other: &str, on: Date) -> bool {
        let other = padded(other);
        self.others(list, code, on).any(|p| p.other == other)
    }

    /// Pairs of a list that begin with `code` and are in force on a day.
    pub fn others(&self, list: PairList, code: &str, on: Date) -> impl Iterator<Item = &Pair> + '_ {
        let key = (list as u8, padded(code));
        let from = self.pairs.partition_point(|p| (p.list, p.code) < key);
        let same = self.pairs[from..]
            .iter()
            .take_while(move |p| (p.list, p.code) == key);
        same.filter(move |p| p.from <= on && on <= p.to)
    }

    /// The release of this table.
    pub fn info(&self) -> Option<&TableInfo> {
        Some(&self.info)
    }
}

fn digits(class: u32) -> Option<String> {
    (class != 0).then(|| format!("{class:05}"))
}

fn records(section: &[u8]) -> Result<Vec<Procedure>, Error> {
    let mut r = Reader::new(section);
    let mut out = Vec::new();
    for _ in 0..count(&mut r, section, RECORD)? {
        let mut flags = [0; 16];
        flags.copy_from_slice(r.bytes(16)?);
        out.push(Procedure {
            flags: u128::from_le_bytes(flags),
            youngest: r.u8()?,
            oldest: r.u8()?,
            status: [r.u8()?, r.u8()?],
            days_edit: r.u8()?,
            from: r.u32()?,
            to: r.u32()?,
            partial_time: r.u8()?,
            intensive_time: r.u8()?,
        });
    }
    end(&r)?;
    Ok(out)
}

fn pairs(section: &[u8]) -> Result<Vec<Pair>, Error> {
    let mut r = Reader::new(section);
    let mut out = Vec::new();
    for _ in 0..count(&mut r, section, PAIR)? {
        let list = r.u8()?;
        let mut code = || -> Result<[u8; 5], Error> {
            let mut code = [0; 5];
            code.copy_from_slice(r.bytes(5)?);
            Ok(code)
        };
        out.push(Pair {
            list,
            code: code()?,
            other: code()?,
            from: day(&mut r)?,
            to: day(&mut r)?,
        });
    }
    end(&r)?;
    if !out.is_sorted() {
        return Err(Error::bad_table("its pairs are out of order"));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(n: u32) -> Date {
        Date::from_number(n).unwrap()
    }

    fn table() -> Vec<u8> {
        let one = Procedure {
            flags: 1 << Flag::Device as u32,
            oldest: 124,
            status: *b"J1",
            ..Procedure::default()
        };
        let history = |code: &str, values: &[(u32, u32)]| {
            let days = values.iter().map(|(from, v)| (d(*from), *v));
            (code.to_string(), days.collect())
        };
        write::encode(
            &crate::edits::tests::info("ioce"),
            &write::Input {
                records: vec![Procedure::default(), one],
                codes: vec![
                    history("99213", &[(20190701, 0)]),
                    history("C1900", &[(20190701, 0), (20200101, 1), (20210101, 0)]),
                ],
                classes_of_codes: vec![history("99213", &[(20190701, 5012)])],
                classes: vec![history("05012", &[(20190701, 0x2056)])],
                payments: vec![history("05012", &[(20190701, 12345)])],
                diagnoses: vec![history("F0280", &[(20190701, 0b100 | 124 << 24)])],
                modifiers: vec![
                    history("50", &[(20190701, 0)]),
                    history("59", &[(20190701, 3)]),
                ],
                revenue: vec![
                    history("0250", &[(20190701, 1 | 1 << 3 | 0x204e << 16)]),
                    history("0251", &[(20190701, 0)]),
                ],
                pairs: vec![Pair {
                    list: PairList::Imaging as u8,
                    code: padded("70450"),
                    other: padded("08005"),
                    from: d(20190701),
                    to: Date::MAX,
                }],
            },
        )
    }

    #[test]
    fn everything_is_read_back() {
        let bytes = table();
        let t = Ioce::open(&Container::open(&bytes).unwrap()).unwrap();
        let on = d(20200601);
        assert!(t.procedure("C1900", on).unwrap().is(Flag::Device));
        assert_eq!(t.procedure("C1900", d(20210101)), None);
        assert_eq!(t.class_of("99213", on), 5012);
        let class = t.class(5012, on).unwrap();
        assert_eq!((class.status, t.payment(5012, on)), (*b"V ", 12345));
        let dx = t.diagnosis("F0280", on);
        assert!(dx.is(DxFlag::Manifestation) && dx.ages() == (0, 124));
        let m = t.modifier("59", on);
        assert!(m.known() && m.modifier(ModifierFlag::Ncci) && !t.modifier("50", on).known());
        let r = t.revenue("0250", on);
        assert!(r.known() && r.revenue(RevenueFlag::WithoutProcedure) && r.status() == *b"N ");
        assert!(!t.revenue("0251", on).known());
        assert!(t.pairs(PairList::Imaging, "70450", "08005", on));
        assert!(!t.pairs(PairList::OffCampus, "70450", "08005", on));
    }

    #[test]
    fn altered_sections_are_refused_or_read_without_a_panic() {
        crate::edits::tests::damage(&table(), |c| {
            if let Ok(t) = Ioce::open(c) {
                let on = d(20200601);
                let class = t.class_of("99213", on);
                let _ = (
                    t.procedure("C1900", on),
                    t.class(class, on),
                    t.payment(class, on),
                );
                let _ = (
                    t.diagnosis("F0280", on),
                    t.modifier("59", on),
                    t.revenue("0250", on),
                );
                let _ = t.pairs(PairList::Imaging, "70450", "08005", on);
            }
        });
    }
}
