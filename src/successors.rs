//! Successors of procedure codes that ended. The codes of a set are in its own table, but a HCPCS
//! code is often followed by a CPT code and a CPT code by several, so this is a list of its own,
//! with the source of each line.

/// The lines, sorted by code; those that begin with `#` say where they are from.
const LINES: &str = include_str!("successors.txt");

/// Successors of one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Succession {
    codes: &'static str,
    /// Amount that one unit of the old and of the new code is, where that changed.
    pub(crate) units: Option<(&'static str, &'static str)>,
}

impl Succession {
    /// The successors: mostly one.
    pub(crate) fn codes(self) -> impl Iterator<Item = &'static str> {
        self.codes.split(' ')
    }
}

/// Successors of a HCPCS or CPT code, where a public source names them.
pub(crate) fn of(code: &str) -> Option<Succession> {
    rows().find_map(|(from, succession)| {
        let (first, last) = from.split_once('-').unwrap_or((from, from));
        // Of a range all codes end in the same letter.
        let range = code.len() == first.len() && (first..=last).contains(&code);
        (range && code.get(4..) == first.get(4..) || from == code).then_some(succession)
    })
}

/// Each line: the code or range, and what replaced it.
fn rows() -> impl Iterator<Item = (&'static str, Succession)> {
    let lines = LINES.lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(|line| {
        let mut columns = line.split('\t');
        let (from, codes, _source) = (columns.next()?, columns.next()?, columns.next()?);
        let units = columns.next().and_then(|u| u.split_once('>'));
        Some((from, Succession { codes, units }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_has_codes_and_a_source_that_is_named() {
        let data = LINES.lines().filter(|l| !l.starts_with('#'));
        assert_eq!(data.clone().count(), rows().count());
        assert!(rows().count() > 60);
        for line in data {
            let mut columns = line.split('\t').skip(2);
            let source = columns.next().unwrap();
            let notes: String = LINES.lines().filter(|l| l.starts_with('#')).collect();
            assert!(
                notes.contains(&format!("{source}: ")) || notes.contains(&format!("{source}, ")),
                "{line}"
            );
        }
        for (_, s) in rows() {
            assert!(s.codes().all(|c| c.len() == 5));
        }
        let from: Vec<&str> = rows().map(|r| r.0).collect();
        assert!(from.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn codes_are_followed_by_what_the_sources_say() {
        let codes = |c: &str| of(c).map(|s| s.codes().collect::<Vec<_>>());
        assert_eq!(codes("G2012"), Some(vec!["98016"]));
        assert_eq!(codes("0051A"), Some(vec!["90480"]));
        assert_eq!(codes("00510"), None);
        assert_eq!(codes("99213"), None);
        assert_eq!(of("J0640").unwrap().units, Some(("50 mg", "1 mg")));
    }
}
