//! Diagnoses that CMS exempts from saying whether they were present on admission, set `poa-exempt`: the list of a fiscal year.
//!
//! ```text
//! CODE  the codes, see `codes8` in `sections`
//! ```

use super::sections::codes8;
use crate::code_key::key8;
use crate::container::{Container, TableInfo};
use crate::date::Date;
use crate::error::Error;

/// Diagnoses that are exempt from the indicator for present on admission.
#[derive(Debug)]
pub struct PoaExempt {
    info: TableInfo,
    codes: Vec<u64>,
}

impl PoaExempt {
    pub(super) fn open(c: &Container<'_>) -> Result<PoaExempt, Error> {
        Ok(PoaExempt {
            info: c.info.clone(),
            codes: codes8(c.section(b"CODE")?)?,
        })
    }

    /// Whether the undotted code of a diagnosis is exempt; `None` on days of which the list does not speak.
    pub fn exempt(&self, code: &str, on: Date) -> Option<bool> {
        let (from, to) = (Date::parse(&self.info.from)?, Date::parse(&self.info.to)?);
        let key = key8(code).filter(|_| from <= on && on <= to)?;
        Some(self.codes.binary_search(&key).is_ok())
    }

    /// The release of this table.
    pub fn info(&self) -> Option<&TableInfo> {
        Some(&self.info)
    }
}

/// Encodes a table of sorted codes.
#[cfg(any(feature = "write", test))]
pub fn encode(info: &TableInfo, codes: &[String]) -> Vec<u8> {
    let codes = super::sections::write::codes8(codes);
    crate::container::write(info, &[(*b"CODE", codes)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Vec<u8> {
        let codes = ["B900", "Z9989"].map(String::from);
        encode(&crate::edits::tests::info("poa-exempt"), &codes)
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
