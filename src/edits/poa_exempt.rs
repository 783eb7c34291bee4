//! Diagnoses that CMS exempts from saying whether they were present on admission, set `poa-exempt`: the list of a fiscal year,
//! and what its edition of April changes.
//!
//! ```text
//! CODE  the codes, see `codes8` in `sections`
//! LATE  where there is a later edition: its first day (u32), and the codes that it adds or takes away
//! ```

use super::sections::{codes8, day};
use crate::code_key::key8;
use crate::container::{Container, Reader, TableInfo};
use crate::date::Date;
use crate::error::Error;
#[cfg(any(feature = "write", test))]
use std::collections::BTreeSet;

/// Diagnoses that are exempt from the indicator for present on admission.
#[derive(Debug)]
pub struct PoaExempt {
    info: TableInfo,
    codes: Vec<u64>,
    late: (Date, Vec<u64>),
}

impl PoaExempt {
    pub(super) fn open(c: &Container<'_>) -> Result<PoaExempt, Error> {
        let late = match c.optional(b"LATE") {
            Some(section) => {
                let mut r = Reader::new(section);
                (day(&mut r)?, codes8(r.rest())?)
            }
            None => Default::default(),
        };
        Ok(PoaExempt {
            info: c.info.clone(),
            codes: codes8(c.section(b"CODE")?)?,
            late,
        })
    }

    /// Whether the undotted code of a diagnosis is exempt; `None` on days of which the list does not speak.
    pub fn exempt(&self, code: &str, on: Date) -> Option<bool> {
        let key = key8(code).filter(|_| self.info.from <= on && on <= self.info.to)?;
        let (first, changed) = &self.late;
        let changes = *first <= on && changed.binary_search(&key).is_ok();
        Some(self.codes.binary_search(&key).is_ok() != changes)
    }

    /// The release of this table.
    pub fn info(&self) -> Option<&TableInfo> {
        Some(&self.info)
    }
}

/// Encodes a list, and the one that takes its place from a day on.
#[cfg(any(feature = "write", test))]
pub fn encode(
    info: &TableInfo,
    codes: &BTreeSet<String>,
    later: Option<&(Date, BTreeSet<String>)>,
) -> Vec<u8> {
    let encoded = |codes: &mut dyn Iterator<Item = &String>| {
        super::sections::write::codes8(&codes.cloned().collect::<Vec<_>>())
    };
    let mut sections = vec![(*b"CODE", encoded(&mut codes.iter()))];
    if let Some((from, later)) = later {
        let mut late = from.number().to_le_bytes().to_vec();
        late.extend(encoded(&mut codes.symmetric_difference(later)));
        sections.push((*b"LATE", late));
    }
    crate::container::write(info, &sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Vec<u8> {
        let list = |codes: [&str; 2]| codes.map(String::from).into();
        let april = (Date::new(2026, 4, 1).unwrap(), list(["B900", "Z999"]));
        let info = crate::edits::tests::info("poa-exempt");
        encode(&info, &list(["B900", "Z9989"]), Some(&april))
    }

    #[test]
    fn the_list_speaks_of_its_days_only() {
        let bytes = table();
        let t = PoaExempt::open(&Container::open(&bytes).unwrap()).unwrap();
        let on = |code, day| t.exempt(code, Date::from_number(day).unwrap());
        assert_eq!(
            (on("B900", 20261001), on("J189", 20261001)),
            (Some(true), Some(false))
        );
        assert_eq!((on("B900", 20150930), on("B900", 20270401)), (None, None));
        assert_eq!(on("\u{e9}", 20261001), None);
        // April's edition takes one away and adds another.
        let both = |code| (on(code, 20260331), on(code, 20260401));
        assert_eq!(both("B900"), (Some(true), Some(true)));
        assert_eq!(both("Z9989"), (Some(true), Some(false)));
        assert_eq!(both("Z999"), (Some(false), Some(true)));
    }

    #[test]
    fn altered_sections_are_refused_or_read_without_a_panic() {
        crate::edits::tests::damage(&table(), |c| {
            if let Ok(t) = PoaExempt::open(c) {
                let _ = t.exempt("B900", Date::MIN);
            }
        });
    }
}
