//! From a code to its row and back.

use super::code::Code;
use super::{CodeId, CodeTable};
use crate::code_set::CodeSet;
use crate::sort_permutation::sort_permutation;

impl CodeTable {
    /// The rows that a code of the revision before became, that first which says the least beside it; `None` when it is none.
    pub(crate) fn became(&self, code: &str) -> Option<Vec<CodeId>> {
        let rows = self.former.find(code)?;
        let cost = |n: usize| rows.get(n).and_then(|row| self.docs.cost.get(row.entry()));
        let order = sort_permutation(rows.len(), &mut |a, b| cost(a) < cost(b));
        Some(
            order
                .into_iter()
                .filter_map(|n| rows.get(n).copied())
                .collect(),
        )
    }

    /// Codes that an ICD-9-CM code became, with that code; of a category those of its unspecified code.
    pub(crate) fn category_became(&self, code: &str) -> Option<(Vec<CodeId>, String)> {
        let ends: &[&str] = match code.as_bytes() {
            [b'2', b'5', b'0'] => &["00"],
            // Of broken bones "9" is an open fracture.
            [b'8', _, _] => &[],
            [_, _, _] => &["9", "90"],
            _ => &["0"],
        };
        [""].iter().chain(ends).find_map(|end| {
            let code = format!("{code}{end}");
            Some((self.became(&code)?, code))
        })
    }

    pub(super) fn entry(&self, code: &str) -> Option<usize> {
        self.codes.find(Code::of(code)?)
    }

    /// The row of a code without dot, in upper case.
    pub fn find(&self, code: &str) -> Option<CodeId> {
        if let Some(entry) = self.entry(code) {
            return Some(CodeId::new(entry, 0));
        }
        let (letter, head) = code.as_bytes().split_last().filter(|_| code.len() == 7)?;
        let stem = std::str::from_utf8(head).ok()?;
        let mut len = 6;
        loop {
            if let Some(entry) = self.entry(&stem[..len]) {
                let at = self.exts(entry).iter().position(|e| e.letter == *letter)?;
                return Some(CodeId::new(entry, at + 1));
            }
            if len <= 3 || !stem[..len].ends_with('X') {
                return None;
            }
            len -= 1;
        }
    }

    /// The code of a row, without dot.
    pub fn code(&self, row: CodeId) -> String {
        let mut code = String::with_capacity(8);
        self.code_of(row).push(&mut code);
        code
    }

    pub(super) fn code_of(&self, row: CodeId) -> Code {
        let own = self.codes.get(row.entry()).unwrap_or(Code::EMPTY);
        let ext = row.ext().checked_sub(1);
        match ext.and_then(|i| self.exts(row.entry()).get(i)) {
            Some(ext) => own.with_seventh(ext.letter),
            None => own,
        }
    }

    /// A code in its written form: `E1140` becomes `E11.40`; other sets are written as they are.
    pub fn formatted(&self, code: &str) -> String {
        let mut code = code.to_owned();
        self.dot(&mut code);
        code
    }

    /// A row's code in its written form.
    pub(crate) fn formatted_row(&self, row: CodeId) -> String {
        let mut code = self.code(row);
        self.dot(&mut code);
        code
    }

    pub(super) fn dot(&self, code: &mut String) {
        if self.set == CodeSet::Icd10cm && code.len() > 3 && code.is_char_boundary(3) {
            code.insert(3, '.');
        }
    }
}
