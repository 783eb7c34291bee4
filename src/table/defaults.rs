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

impl CodeTable {
    /// The row below a header that says the least beside it, as far down as there is one; of those that are `wanted`.
    pub(crate) fn default_below(
        &self,
        header: CodeId,
        wanted: &dyn Fn(CodeId) -> bool,
    ) -> Option<CodeId> {
        let mut row = header;
        while !self.is_billable(row) {
            row = self
                .child_rows(row)
                .filter(|r| self.span(*r, None).is_some_and(|s| s.to == Date::MAX))
                .min_by_key(|r| self.says_more(row, *r))?;
        }
        (row != header && wanted(row)).then_some(row)
    }

    fn is_billable(&self, row: CodeId) -> bool {
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
        let more: i32 = own.iter().filter(|w| !above.contains(w)).map(weight).sum();
        let less: i32 = above.iter().filter(|w| !own.contains(w)).map(weight).sum();
        let adds = |word: Option<u16>| {
            let has = |words: &[u16]| words.iter().filter(|w| Some(**w) == word).count();
            has(own) > has(above)
        };
        // "Not specified as recurrent" too; but not "with unspecified complications".
        let unspecified = (adds(marks.unspecified) || adds(marks.not)) && !adds(marks.with);
        let without = adds(marks.without) && !adds(marks.with);
        let code = self.code(row);
        let last = code.ends_with('9') || code.ends_with('0') && unspecified;
        let bonus = |is: bool, bonus: i32| if is { bonus } else { 0 };
        more + less - bonus(unspecified, UNSPECIFIED) - bonus(without, WITHOUT) - bonus(last, LAST)
    }
}
