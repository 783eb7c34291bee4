//! CMS's Medicare Code Editor: what it knows of the diagnoses, procedures and discharge statuses of inpatient stays, set
//! `mce`.
//!
//! The values of the histories are bits, one per attribute, as in [`dx`] and [`procedure`]; see
//! [`history`](super::history) for their sections. The table answers for codes that exist on that day: whether one does is
//! what the code tables know.
//!
//! ```text
//! AGES              varint n, n x { attribute: index u8, youngest u8, oldest u8, from this day on u32 }
//! STAT              varint n, n x { patient status u8, first day u32, last day u32 }
//! DXHI, DXKE, DXRU  diagnoses
//! PRHI, PRKE, PRRU  procedures
//! ```

use super::dx::AgeRange;
use super::history::{Histories, Tags};
use super::sections::{count, day, end};
use crate::container::{Container, Reader, TableInfo};
use crate::date::Date;
use crate::error::Error;

/// Bits of a diagnosis, in the order of [`NAMES`](dx::NAMES).
pub mod dx {
    /// The editor's own names for its attributes; the index of a name is its bit.
    pub const NAMES: [&str; 19] = [
        "ecodepdx",
        "manifestation",
        "unacceptable",
        "male",
        "female",
        "newborn",
        "pediatric",
        "maternity",
        "adult",
        "unspecified",
        "qadm",
        "reqsdx",
        "wrngproc",
        "diabtypeI",
        "delout",
        "ncov6",
        "ncov7",
        "ncov_z302",
        "clintrial",
    ];
    /// How an injury came about.
    pub const EXTERNAL_CAUSE: u32 = 1;
    /// Shows another disease, which is coded first.
    pub const MANIFESTATION: u32 = 1 << 1;
    /// No reason for a stay by itself.
    pub const UNACCEPTABLE: u32 = 1 << 2;
    /// Of men only.
    pub const MALE: u32 = 1 << 3;
    /// Of women only.
    pub const FEMALE: u32 = 1 << 4;
    /// The attributes that stand for ages, see [`Mce::ages`](super::Mce::ages).
    pub const AGES: [u32; 4] = [1 << 5, 1 << 6, 1 << 7, 1 << 8];
    /// Leaves the side open.
    pub const UNSPECIFIED_SIDE: u32 = 1 << 9;
    /// Mostly treated without a stay.
    pub const QUESTIONABLE_ADMISSION: u32 = 1 << 10;
    /// Principal only together with another diagnosis.
    pub const REQUIRES_SECONDARY: u32 = 1 << 11;
    /// A wrong operation, side or patient.
    pub const WRONG_PROCEDURE: u32 = 1 << 12;
    /// Diabetes for which a pancreas transplant is covered.
    pub const TYPE_1_DIABETES: u32 = 1 << 13;
    /// Says how a delivery ended.
    pub const DELIVERY_OUTCOME: u32 = 1 << 14;
    /// Makes the procedures of the same name not covered: three lists of the editor, by their names.
    pub const NOT_COVERED_WITH: [u32; 3] = [1 << 15, 1 << 16, 1 << 17];
}

/// Bits of a procedure, in the order of [`NAMES`](procedure::NAMES).
pub mod procedure {
    /// The editor's own names for its attributes; the index of a name is its bit.
    pub const NAMES: [&str; 15] = [
        "male",
        "female",
        "noncovered",
        "lcov",
        "los",
        "vagdel",
        "csect",
        "kidneyxp",
        "ncov45",
        "ncov12agele60",
        "lcov_artheartxpa",
        "lcov_artheartxpb",
        "ncov6",
        "ncov7",
        "ncov_z302",
    ];
    /// Of men only.
    pub const MALE: u32 = 1;
    /// Of women only.
    pub const FEMALE: u32 = 1 << 1;
    /// Not covered.
    pub const NOT_COVERED: u32 = 1 << 2;
    /// Covered in some circumstances.
    pub const LIMITED: u32 = 1 << 3;
    /// Ventilation of more than four days.
    pub const LONG_STAY: u32 = 1 << 4;
    /// A delivery, vaginal or by cesarean section.
    pub const DELIVERY: u32 = 1 << 5 | 1 << 6;
    /// A kidney transplant.
    pub const KIDNEY_TRANSPLANT: u32 = 1 << 7;
    /// A pancreas transplant, covered with a kidney transplant or for diabetes of type 1.
    pub const PANCREAS_TRANSPLANT: u32 = 1 << 8;
    /// Not covered of patients over 60.
    pub const NOT_OVER_60: u32 = 1 << 9;
    /// The two halves of an artificial heart, of limited coverage together.
    pub const ARTIFICIAL_HEART: [u32; 2] = [1 << 10, 1 << 11];
    /// Not covered with a diagnosis of the same list, see [`NOT_COVERED_WITH`](super::dx::NOT_COVERED_WITH).
    pub const NOT_COVERED_WITH: [u32; 3] = [1 << 12, 1 << 13, 1 << 14];
}

const DX: Tags = [*b"DXHI", *b"DXKE", *b"DXRU"];
const PROCEDURES: Tags = [*b"PRHI", *b"PRKE", *b"PRRU"];

/// Tables of the Medicare Code Editor for inpatient claims, set `mce`: edits of diagnoses and of
/// procedures by day.
#[derive(Debug)]
pub struct Mce {
    info: TableInfo,
    ages: Vec<AgeRange>,
    statuses: Vec<Status>,
    diagnoses: Histories,
    procedures: Histories,
}

/// A patient status and the days on which it may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// The two digits as a number.
    pub status: u8,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Mce {
    pub(super) fn open(c: &Container<'_>) -> Result<Mce, Error> {
        Ok(Mce {
            info: c.info.clone(),
            ages: super::dx::ages(c)?,
            statuses: statuses(c.section(b"STAT")?)?,
            diagnoses: Histories::open_as(c, DX)?,
            procedures: Histories::open_as(c, PROCEDURES)?,
        })
    }

    /// The bits of [`dx`] of an undotted code that exists, on a day.
    pub fn diagnosis(&self, code: &str, on: Date) -> u32 {
        self.diagnoses.on(code, on).unwrap_or(0)
    }

    /// The bits of [`procedure`] of a code that exists, on a day.
    pub fn procedure(&self, code: &str, on: Date) -> u32 {
        self.procedures.on(code, on).unwrap_or(0)
    }

    /// The youngest and the oldest age that a diagnosis with these bits allows on a day, one pair for each age attribute.
    pub fn ages(&self, bits: u32, on: Date) -> impl Iterator<Item = (u32, u32)> + '_ {
        let of = dx::AGES.into_iter().filter(move |bit| bits & bit != 0);
        of.filter_map(move |bit| {
            let defined = |a: &&AgeRange| 1u32.checked_shl(a.attribute.into()) == Some(bit);
            let known = self.ages.iter().filter(defined).filter(|a| a.from <= on);
            let last = known.max_by_key(|a| a.from)?;
            Some((last.lo.into(), last.hi.into()))
        })
    }

    /// Whether a patient status may be given on a day.
    pub fn has_status(&self, status: u8, on: Date) -> bool {
        let mut all = self.statuses.iter();
        all.any(|s| s.status == status && s.from <= on && on <= s.to)
    }

    /// The release of this table.
    pub fn info(&self) -> Option<&TableInfo> {
        Some(&self.info)
    }
}

fn statuses(section: &[u8]) -> Result<Vec<Status>, Error> {
    let mut r = Reader::new(section);
    let mut out = Vec::new();
    for _ in 0..count(&mut r, section, 9)? {
        out.push(Status {
            status: r.u8()?,
            from: day(&mut r)?,
            to: day(&mut r)?,
        });
    }
    end(&r)?;
    Ok(out)
}

/// The codes of a set in order, each with the days from which it has which attributes.
#[cfg(any(feature = "write", test))]
pub type Coded = [(String, Vec<(Date, u32)>)];

/// Encodes a table.
///
/// # Panics
/// When a code has no history.
#[cfg(any(feature = "write", test))]
pub fn encode(
    info: &TableInfo,
    ages: &[AgeRange],
    statuses: &[Status],
    diagnoses: &Coded,
    procedures: &Coded,
) -> Vec<u8> {
    use super::history::sections_as;

    let mut section = Vec::new();
    crate::container::push_varint(&mut section, statuses.len() as u32);
    for s in statuses {
        section.push(s.status);
        section.extend(s.from.number().to_le_bytes());
        section.extend(s.to.number().to_le_bytes());
    }
    let mut sections = vec![
        (*b"AGES", super::dx::age_section(ages)),
        (*b"STAT", section),
    ];
    sections.extend(sections_as(diagnoses, DX));
    sections.extend(sections_as(procedures, PROCEDURES));
    crate::container::write(info, &sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(n: u32) -> Date {
        Date::from_number(n).unwrap()
    }

    fn table() -> Vec<u8> {
        let code = |c: &str, h: &[(u32, u32)]| {
            (c.to_string(), h.iter().map(|(f, b)| (d(*f), *b)).collect())
        };
        let age = |lo, hi, from| AgeRange {
            attribute: 7,
            lo,
            hi,
            from: d(from),
        };
        encode(
            &crate::edits::tests::info("mce"),
            &[age(12, 55, 19840301), age(9, 64, 20191001)],
            &[Status {
                status: 8,
                from: d(19941001),
                to: d(20050930),
            }],
            &[
                code("A1815", &[(20151001, dx::MALE), (20241001, 0)]),
                code("O80", &[(20151001, dx::AGES[2])]),
            ],
            &[
                code("5A1945Z", &[(20151001, 0)]),
                code("5A1955Z", &[(20151001, procedure::LONG_STAY)]),
            ],
        )
    }

    #[test]
    fn attributes_change_on_their_days() {
        let bytes = table();
        let t = Mce::open(&Container::open(&bytes).unwrap()).unwrap();
        assert_eq!(t.diagnosis("A1815", d(20240930)), dx::MALE);
        assert_eq!(t.diagnosis("A1815", d(20241001)), 0);
        let ages = |on| t.ages(t.diagnosis("O80", on), on).collect::<Vec<_>>();
        assert_eq!(ages(d(20190930)), [(12, 55)]);
        assert_eq!(ages(d(20191001)), [(9, 64)]);
        assert_eq!(t.procedure("5A1955Z", d(20261001)), procedure::LONG_STAY);
        assert_eq!(t.procedure("5A1945Z", d(20261001)), 0);
        assert!(t.has_status(8, d(20050930)) && !t.has_status(8, d(20051001)));
    }

    #[test]
    fn the_bits_have_the_names() {
        let bit = |names: &[&str], name| 1 << names.iter().position(|n| *n == name).unwrap();
        assert_eq!(bit(&dx::NAMES, "wrngproc"), dx::WRONG_PROCEDURE);
        assert_eq!(bit(&dx::NAMES, "delout"), dx::DELIVERY_OUTCOME);
        assert_eq!(bit(&dx::NAMES, "adult"), dx::AGES[3]);
        assert_eq!(
            bit(&procedure::NAMES, "ncov12agele60"),
            procedure::NOT_OVER_60
        );
        for (name, (ours, theirs)) in ["ncov6", "ncov7", "ncov_z302"].iter().zip(
            dx::NOT_COVERED_WITH
                .iter()
                .zip(&procedure::NOT_COVERED_WITH),
        ) {
            assert_eq!(bit(&dx::NAMES, name), *ours);
            assert_eq!(bit(&procedure::NAMES, name), *theirs);
        }
    }

    #[test]
    fn altered_sections_are_refused_or_read_without_a_panic() {
        crate::edits::tests::damage(&table(), |c| {
            if let Ok(t) = Mce::open(c) {
                let on = d(20200101);
                let bits = t.diagnosis("O80", on) | t.procedure("5A1955Z", on);
                let _ = (t.ages(bits, on).count(), t.has_status(8, on));
            }
        });
    }
}
