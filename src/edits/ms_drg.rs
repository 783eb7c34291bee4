//! Medicare's diagnosis related groups, set `ms-drg`: the titles of the groups, and which diagnoses are complications. For
//! information: nothing is grouped.
//!
//! ```text
//! HIST, KEYS, RUNS  diagnoses: 0, 1 for a complication (CC), 2 for a major one (MCC); see `history`
//! DRGS              varint n, n x { group u16, first day u32, last day u32, length of the title varint, title }, in order
//! ```

use super::history::Histories;
use super::sections::{count, day, end};
use crate::container::{Container, Reader, TableInfo};
use crate::date::Date;
use crate::error::Error;
use serde::Serialize;

/// Whether a secondary diagnosis is a complication for Medicare's groups of stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Complication {
    /// Major complication or comorbidity.
    #[serde(rename = "MCC")]
    Mcc,
    /// Complication or comorbidity.
    #[serde(rename = "CC")]
    Cc,
    /// Neither.
    #[serde(rename = "none")]
    None,
}

/// Titles of groups, and complications.
#[derive(Debug)]
pub struct MsDrg {
    info: TableInfo,
    complications: Histories,
    groups: Vec<Group>,
}

/// A diagnosis related group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Number of the group, 1 to 999.
    pub number: u16,
    /// First day of this title.
    pub from: Date,
    /// Last day of it.
    pub to: Date,
    /// The title.
    pub title: String,
}

impl MsDrg {
    pub(super) fn open(c: &Container<'_>) -> Result<MsDrg, Error> {
        let section = c.section(b"DRGS")?;
        let mut r = Reader::new(section);
        let mut groups = Vec::new();
        for _ in 0..count(&mut r, section, 11)? {
            let number = u16::from_le_bytes([r.u8()?, r.u8()?]);
            let (from, to) = (day(&mut r)?, day(&mut r)?);
            let length = r.varint()? as usize;
            let title = std::str::from_utf8(r.bytes(length)?);
            let title = title.map_err(|_| Error::bad_table("a title in it is not text"))?;
            groups.push(Group {
                number,
                from,
                to,
                title: title.to_owned(),
            });
        }
        end(&r)?;
        Ok(MsDrg {
            info: c.info.clone(),
            complications: Histories::open(c)?,
            groups,
        })
    }

    /// Whether a diagnosis that exists is a complication on a day.
    pub fn complication(&self, code: &str, on: Date) -> Complication {
        match self.complications.on(code, on) {
            Some(1) => Complication::Cc,
            Some(2) => Complication::Mcc,
            _ => Complication::None,
        }
    }

    /// A group on a day, or its newest title.
    pub fn group(&self, number: u16, on: Option<Date>) -> Option<&Group> {
        let mut all = self.groups.iter().filter(|g| g.number == number);
        match on {
            Some(on) => all.find(|g| g.from <= on && on <= g.to),
            None => all.next_back(),
        }
    }

    /// The release of this table.
    pub fn info(&self) -> Option<&TableInfo> {
        Some(&self.info)
    }
}

/// Encodes a table: the codes of diagnoses in order, each with its values from days on; groups in order.
///
/// # Panics
/// When a code has no history.
#[cfg(any(feature = "write", test))]
pub fn encode(
    info: &TableInfo,
    diagnoses: &[(String, Vec<(Date, u32)>)],
    groups: &[Group],
) -> Vec<u8> {
    use crate::container::push_varint;

    let mut section = Vec::new();
    push_varint(&mut section, groups.len() as u32);
    for g in groups {
        section.extend(g.number.to_le_bytes());
        section.extend(g.from.number().to_le_bytes());
        section.extend(g.to.number().to_le_bytes());
        push_varint(&mut section, g.title.len() as u32);
        section.extend(g.title.as_bytes());
    }
    let mut sections = vec![(*b"DRGS", section)];
    sections.extend(super::history::sections(diagnoses));
    crate::container::write(info, &sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(n: u32) -> Date {
        Date::from_number(n).unwrap()
    }

    fn table() -> Vec<u8> {
        let group = |from, to, title: &str| Group {
            number: 291,
            from: d(from),
            to: d(to),
            title: title.into(),
        };
        encode(
            &crate::edits::tests::info("ms-drg"),
            &[
                ("A021".into(), vec![(d(20221001), 2)]),
                ("E119".into(), vec![(d(20221001), 0), (d(20241001), 1)]),
            ],
            &[
                group(20221001, 20240930, "Older"),
                group(20241001, 99991231, "Newer"),
            ],
        )
    }

    #[test]
    fn complications_have_the_names_that_javascript_sees() {
        let all = [Complication::Mcc, Complication::Cc, Complication::None];
        let names = serde_json::to_string(&all).unwrap();
        assert_eq!(names, r#"["MCC","CC","none"]"#);
    }

    #[test]
    fn complications_and_titles_have_their_days() {
        let bytes = table();
        let t = MsDrg::open(&Container::open(&bytes).unwrap()).unwrap();
        assert_eq!(t.complication("A021", d(20230101)), Complication::Mcc);
        assert_eq!(t.complication("E119", d(20230101)), Complication::None);
        assert_eq!(t.complication("E119", d(20250101)), Complication::Cc);
        let title = |on| t.group(291, on).map(|g| g.title.as_str());
        assert_eq!(title(Some(d(20240930))), Some("Older"));
        assert_eq!((title(None), t.group(1, None)), (Some("Newer"), None));
    }

    #[test]
    fn altered_sections_are_refused_or_read_without_a_panic() {
        crate::edits::tests::damage(&table(), |c| {
            if let Ok(t) = MsDrg::open(c) {
                let _ = (t.complication("A021", d(20230101)), t.group(291, None));
            }
        });
    }
}
