//! Answers put before or in place of others: the row below a header that is billed, and the later encounter of an injury.

use super::asides;
use super::denied::Denied;
use super::stages::FIRST;
use super::table_search::Search;
use super::top_k::{Candidate, TopK};
use crate::code_set::CodeSet;
use crate::table::CodeId;

impl Search<'_> {
    /// Puts before each header that was found what is billed when nothing more is said; before one that was typed as a code only
    /// where that was left `open` ("E11.-").
    pub(super) fn defaults(&self, open: bool, top: &mut TopK) {
        let mut at = 0;
        while let Some(found) = top.found.get(at).copied() {
            at += 1;
            let typed = found.cost < FIRST / 2 && !(open && at == 1);
            if found.table != self.number || typed {
                continue;
            }
            let wanted = |row| self.filter.cost(row).is_some();
            let below = |row| self.table.default_below(row, &wanted);
            let other = self.other_below(&found).filter(|_| !typed);
            let other =
                other.and_then(|row| below(row).or_else(|| Some(row).filter(|r| wanted(*r))));
            let Some(row) = other.or_else(|| below(found.row)) else {
                continue;
            };
            let words = self.variants.get(usize::from(found.variant));
            if Denied::new(self.table, words.map_or(&[], |v| &v.words)).is_said(row.entry()) {
                continue;
            }
            at += usize::from(top.put_before(at - 1, Candidate { row, ..found }));
        }
    }

    /// The row for what is specified and has no code of its own, below a category that was found with the word "other".
    fn other_below(&self, found: &Candidate) -> Option<CodeId> {
        const OTHER_SPECIFIED: char = '8';
        const LONGEST: usize = 4;
        let words = &self.variants.get(usize::from(found.variant))?.words;
        let said = |word: &str| words.iter().any(|w| w.text == word);
        let mut code = self.table.code(found.row);
        if !asides::residual(&self.typed)
            || !said("other")
            || said("unspecified")
            || code.len() > LONGEST
        {
            return None;
        }
        code.push(OTHER_SPECIFIED);
        let row = self.table.find(&code)?;
        let title = self.table.docs.words.get(row.entry());
        let other = self.table.lexicon.marks.other;
        let is_residual =
            self.table.set() == CodeSet::Icd10cm && title.iter().any(|w| other == Some(*w));
        is_residual.then_some(row)
    }

    /// Whoever follows an injury up means its later encounter, which names of injuries do not have.
    pub(super) fn later(&self, top: &mut TopK) {
        if !asides::followed_up(self.table, &self.typed) {
            return;
        }
        let mut at = 0;
        while let Some(found) = top.found.get(at).copied() {
            let own = found.table == self.number;
            let later = own.then(|| self.later_of(found.row)).flatten();
            if let Some(row) = later {
                let later = Candidate { row, ..found };
                let same = |o: &Candidate| o.table == self.number && o.row == row;
                match top.found.iter().position(same) {
                    Some(before) if before < at => {
                        top.found.remove(at);
                        continue;
                    }
                    Some(behind) => drop(top.found.remove(behind)),
                    None => {}
                }
                top.found.splice(at..=at, [later]);
            }
            at += 1;
        }
    }

    /// The later encounter of a first one, where that is wanted.
    fn later_of(&self, row: CodeId) -> Option<CodeId> {
        let code = self.table.code(row);
        let first = code.strip_suffix('A').filter(|stem| stem.len() == 6)?;
        let later = self.table.find(&format!("{first}D"));
        later.filter(|row| self.filter.cost(*row).is_some())
    }
}
