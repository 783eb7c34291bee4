//! Meanings of the characters of ICD-10-PCS codes in CMS's definitions, set `pcs-definitions`.
//!
//! ```text
//! TERM  UTF-8, one line a term: section, axis (1 to 7), title, definition, explanation, separated by tabs; in order
//! ```
//!
//! The set `hcpcs-records` has the same form: section `H`, axis 0, a HCPCS Level II code as title, and as definition what CMS's
//! record of it says, with `|` between the parts.

use crate::container::{Container, TableInfo};
use crate::error::Error;

/// Definitions of operations, approaches and what else has one.
#[derive(Debug)]
pub struct PcsTerms {
    info: TableInfo,
    terms: Vec<Term>,
}

/// A defined value of an axis.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// First character of the codes.
    pub section: char,
    /// Which character of a code, from 1.
    pub axis: u8,
    /// The value's title, such as `Bypass`.
    pub title: String,
    /// Official definition of the term.
    pub definition: String,
    /// Explanation of the definition in practice; may be empty.
    pub explanation: String,
}

impl PcsTerms {
    pub(super) fn open(c: &Container<'_>) -> Result<PcsTerms, Error> {
        let bad = || Error::bad_table("a definition in it cannot be read");
        let text = std::str::from_utf8(c.section(b"TERM")?).map_err(|_| bad())?;
        let term = |line: &str| {
            let mut fields = line.split('\t');
            let mut next = || fields.next().map(str::to_owned);
            let (section, axis) = (next()?, next()?);
            Some(Term {
                section: section.chars().next()?,
                axis: axis.parse().ok()?,
                title: next()?,
                definition: next()?,
                explanation: next()?,
            })
        };
        let terms = text.lines().map(|l| term(l).ok_or_else(bad));
        Ok(PcsTerms {
            info: c.info.clone(),
            terms: terms.collect::<Result<_, _>>()?,
        })
    }

    /// The definition of a value of an axis in a section.
    pub fn term(&self, section: char, axis: u8, title: &str) -> Option<&Term> {
        let mut all = self.terms.iter();
        all.find(|t| (t.section, t.axis) == (section, axis) && t.title == title)
    }

    /// The release of this table.
    pub fn info(&self) -> Option<&TableInfo> {
        Some(&self.info)
    }
}

/// Encodes a table.
#[cfg(any(feature = "write", test))]
pub fn encode(info: &TableInfo, terms: &[Term]) -> Vec<u8> {
    let line = |t: &Term| {
        let fields = [
            &t.section.to_string(),
            &t.axis.to_string(),
            &t.title,
            &t.definition,
            &t.explanation,
        ];
        let plain = fields.map(|f| f.replace(['\t', '\n'], " "));
        format!("{}\n", plain.join("\t"))
    };
    let text: String = terms.iter().map(line).collect();
    crate::container::write(info, &[(*b"TERM", text.into_bytes())])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Vec<u8> {
        let term = Term {
            section: '0',
            axis: 3,
            title: "Bypass".into(),
            definition: "Made up".into(),
            explanation: String::new(),
        };
        encode(&crate::edits::tests::info("pcs-definitions"), &[term])
    }

    #[test]
    fn a_term_is_found_in_its_section_and_axis() {
        let bytes = table();
        let t = PcsTerms::open(&Container::open(&bytes).unwrap()).unwrap();
        assert_eq!(t.term('0', 3, "Bypass").unwrap().definition, "Made up");
        assert_eq!(
            (t.term('1', 3, "Bypass"), t.term('0', 5, "Bypass")),
            (None, None)
        );
    }

    #[test]
    fn altered_sections_are_refused_or_read_without_a_panic() {
        crate::edits::tests::damage(&table(), |c| {
            if let Ok(t) = PcsTerms::open(c) {
                let _ = t.term('0', 3, "Bypass");
            }
        });
    }
}
