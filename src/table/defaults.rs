//! The default code of a header: what is billed when nothing more is said than its title.

use super::{CodeId, CodeTable};
use crate::date::Date;

/// Cost of a row that says "other": where no code below a header is unspecified, the residual one
/// is what the index gives.
const OTHER: i32 = 8;
/// How much is preferred what says that no more is said, the form without what the others have, and the number that such
/// codes have.
const UNSPECIFIED: i32 = 40;
const WITHOUT: i32 = 24;
const LAST: i32 = 24;
/// How much is preferred what begins as the header does.
const FIRST: i32 = 40;

impl CodeTable {
    /// The row below a header that the table names as its default, else the one that says the least beside it, as far down as
    /// there is one; of those that are `wanted`.
    pub(crate) fn default_below(
        &self,
        header: CodeId,
        wanted: &dyn Fn(CodeId) -> bool,
    ) -> Option<CodeId> {
        let mut row = header;
        while !self.is_billable(row) {
            let known = self.defaults.iter().find(|(of, _)| *of == row);
            let in_force = |r: &CodeId| self.span(*r, None).is_some_and(|s| s.to == Date::MAX);
            let least = || {
                let below = self.child_rows(row).filter(in_force);
                below.min_by_key(|r| self.says_more(row, *r))
            };
            // One that is known stands behind (the reader of tables sees to that), so this comes to an end.
            row = known.map(|(_, default)| *default).or_else(least)?;
        }
        (row != header && wanted(row)).then_some(row)
    }

    pub(crate) fn is_billable(&self, row: CodeId) -> bool {
        self.span(row, None).is_some_and(|s| s.billable)
    }

    /// How much more a row says than the header it lies below.
    fn says_more(&self, header: CodeId, row: CodeId) -> i32 {
        let marks = &self.lexicon.marks;
        if row.ext() > 0 {
            let ext = self.exts(row.entry()).get(row.ext() - 1);
            return ext.map_or(0, |e| e.cost);
        }
        let (own, above) = (
            self.docs.words.get(row.entry()),
            self.docs.words.get(header.entry()),
        );
        let weight = |id: &u16| match *id {
            id if marks.other == Some(id) => OTHER,
            id => i32::from(self.lexicon.weight(id)),
        };
        let place = |word: Option<u16>| own.iter().position(|w| Some(*w) == word);
        let adds = |word: Option<u16>| {
            let has = |words: &[u16]| words.iter().filter(|w| Some(**w) == word).count();
            has(own) > has(above)
        };
        let with = place(marks.with).filter(|_| adds(marks.with));
        let is = |at: Option<usize>, word: Option<u16>| {
            word.is_some() && at.and_then(|at| own.get(at)).copied() == word
        };
        // "Not specified as recurrent" too, and "unspecified whether with"; but not "with unspecified complications".
        // Below "other and unspecified" what is not other is unspecified.
        let rest = above.iter().any(|w| Some(*w) == marks.other)
            && place(marks.other).is_none()
            && place(marks.unspecified).is_some();
        let unspecified = (adds(marks.unspecified) || adds(marks.not) || rest)
            && with.is_none_or(|at| is(at.checked_sub(2), marks.unspecified));
        let without = adds(marks.without) && with.is_none();
        // What it is without it does not say more.
        let said = if without { place(marks.without) } else { None };
        let said = own.get(..said.unwrap_or(own.len())).unwrap_or(own);
        let more: i32 = said.iter().filter(|w| !above.contains(w)).map(weight).sum();
        let less: i32 = above.iter().filter(|w| !own.contains(w)).map(weight).sum();
        let code = self.code(row);
        let last = code.ends_with('9') || code.ends_with('0') && unspecified;
        // "Poisoning by, adverse effect of and underdosing of" is a poisoning first.
        let first = own.first() == above.first();
        let bonus = |is: bool, bonus: i32| if is { bonus } else { 0 };
        more + less
            - bonus(unspecified, UNSPECIFIED)
            - bonus(without, WITHOUT)
            - bonus(last, LAST)
            - bonus(first, FIRST)
    }
}

#[cfg(any(feature = "write", test))]
impl CodeTable {
    /// The code that is billed when nothing more is said than the title of a header; without dot.
    pub fn default_of(&self, header: &str) -> Option<String> {
        let row = self.default_below(self.find(header)?, &|_| true)?;
        Some(self.code(row))
    }

    /// Of headers with their defaults those that the titles do not give, from the lowest up.
    pub(super) fn not_in_titles(
        &mut self,
        mut named: Vec<(CodeId, CodeId)>,
    ) -> Vec<(CodeId, CodeId)> {
        named.sort_by_key(|(header, _)| (std::cmp::Reverse(self.code(*header).len()), *header));
        named.dedup_by_key(|(header, _)| *header);
        for (header, default) in named {
            let (of, code) = (self.code(header), self.code(default));
            let said = self
                .default_of(&of)
                .is_some_and(|said| said.starts_with(&code));
            if !said && code.starts_with(&of) && code != of {
                self.defaults.push((header, default));
            }
        }
        self.defaults.sort();
        std::mem::take(&mut self.defaults)
    }
}
