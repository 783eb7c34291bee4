//! Hits as they cross to JavaScript: numbers alone, of which the loader (`api.js`) makes objects. From keystroke to keystroke
//! the same titles and names are shown, so the loader asks for the text of each once and keeps it.
//!
//! ```text
//! [set, row, billable, from, to, name, note, matches, start, end, ... of each match], of each hit
//! ```
//!
//! The set is its number in [`CodeSet`](crate::code_set::CodeSet), days are `yyyymmdd`, and what is absent is 0. The texts of a row and of
//! a name are those of [`Catalog::row_text`](crate::Catalog::row_text) and [`Catalog::name_text`](crate::Catalog::name_text); whether there
//! is a note is said here, and the note itself is that of [`Catalog::note_text`](crate::Catalog::note_text).

use super::{Candidate, Search};
use crate::date::Date;

impl Search<'_> {
    /// Appends the numbers of what was found.
    pub(super) fn push_numbers(&self, f: &Candidate, on: Option<Date>, out: &mut Vec<u32>) {
        let plain = self.plain(f, on);
        let day = |date: Option<Date>| date.map_or(0, Date::number);
        out.extend([
            self.table.set() as u32,
            f.row.0,
            plain.billable.into(),
            day(plain.from),
            day(plain.to),
            // Names come behind the entries, so none is 0.
            plain.name.map_or(0, |doc| doc as u32),
            plain.has_note.into(),
            0,
        ]);
        let start = out.len();
        self.mark(f, out);
        let matches = (out.len() - start) / 2;
        if let Some(count) = out.get_mut(start - 1) {
            *count = matches as u32;
        }
    }
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::code_set::CodeSet;
    use crate::search::{Hit, Options};

    /// As `api.js` reads them.
    fn hits(tables: &Catalog, numbers: &[u32], on: Option<Date>) -> Vec<Hit> {
        let (mut hits, mut rest) = (Vec::new(), numbers);
        while let [set, row, billable, from, to, name, note, matches, more @ ..] = rest {
            let (marks, others) = more.split_at(2 * *matches as usize);
            rest = others;
            let text = tables.row_text(*set, *row);
            let (code, display) = text.split_once(' ').unwrap();
            let is = |n: &u32| *n != 0;
            let sets = CodeSet::ALL.into_iter();
            hits.push(Hit {
                set: sets.clone().find(|s| *s as u32 == *set).unwrap(),
                code: code.into(),
                display: display.into(),
                billable: is(billable),
                from: is(from).then(|| Date::from_number(*from).unwrap()),
                to: is(to).then(|| Date::from_number(*to).unwrap()),
                matches: marks.chunks(2).map(|m| [m[0], m[1]]).collect(),
                via: is(name).then(|| tables.name_text(*set, *name)),
                note: is(note).then(|| tables.note_text(*set, *row, on)),
            });
        }
        assert!(rest.is_empty());
        hits
    }

    #[test]
    fn numbers_and_texts_are_what_the_hits_say() {
        let tables = Catalog::embedded().unwrap();
        let (mut via, mut note, mut ended) = (0, 0, 0);
        for query in [
            "i42.0",
            "htn",
            "type 2 diab neurop",
            "wheelchair",
            "crohn",
            "menieres",
            "99213",
            "ear infecton",
            "fx r hip",
            "e11",
            "zz",
            "",
        ] {
            for on in [None, Date::new(2026, 9, 1), Date::new(2026, 11, 3)] {
                let options = Options {
                    on,
                    limit: 40,
                    ..Options::default()
                };
                let want = tables.search(query, &options).unwrap();
                let mut numbers = Vec::new();
                tables
                    .search_numbers(query, &options, &mut numbers)
                    .unwrap();
                assert_eq!(hits(&tables, &numbers, on), want, "{query}");
                via += want.iter().filter(|h| h.via.is_some()).count();
                note += want.iter().filter(|h| h.note.is_some()).count();
                ended += want.iter().filter(|h| h.to.is_some()).count();
            }
        }
        assert!(via > 0 && note > 0 && ended > 0);
    }

    #[test]
    fn a_number_that_no_hit_has_is_no_text() {
        let tables = Catalog::embedded().unwrap();
        for number in [1 << 30, u32::MAX] {
            assert_eq!(tables.row_text(0, number).trim(), "");
            assert_eq!(tables.name_text(0, number), "");
            assert_eq!(tables.row_text(number, 0), "");
            assert_eq!(tables.note_text(0, number, None), "");
        }
    }
}
