//! Codes of the revision before (ICD-9-CM), and the codes that CMS's conversion gives for them.

use super::chunked::sum;
use super::code_id::CodeId;
use super::row_lists::{self, RowLists};
use crate::container::Reader;
use crate::error::Error;

/// The section `FORM` as it is: few ask for it, and then for one code.
#[derive(Default)]
pub(super) struct Former(Vec<u8>);

impl Former {
    /// The section.
    pub(super) fn of(bytes: &[u8]) -> Former {
        Former(bytes.to_vec())
    }

    /// Checks that it can be read, and each row that it names by `row`.
    pub(super) fn check(&self, row: impl Fn(CodeId) -> Result<(), Error>) -> Result<(), Error> {
        self.walk(|_, rows| rows.iter().try_for_each(|r| row(*r)))
    }

    /// The rows that a code became, in the order of the conversion; `None` when it is none.
    pub(super) fn find(&self, code: &str) -> Option<Vec<CodeId>> {
        let mut found = None;
        // It was checked when it was read.
        let _ = self.walk(|known, rows| {
            if known == code.as_bytes() {
                found = Some(rows.to_vec());
            }
            Ok(())
        });
        found
    }

    /// Calls `each` with every code and its rows, in order.
    fn walk(
        &self,
        mut each: impl FnMut(&[u8], &[CodeId]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut r = Reader::new(&self.0);
        let [codes, letters] = [r.varint()?, r.varint()?].map(|n| n as usize);
        let [shapes, counts] = [r.bytes(codes)?, r.bytes(codes)?];
        let mut letters = Reader::new(r.bytes(letters)?);
        let mut lists = RowLists::read(&mut r, sum(counts))?;
        let (mut code, mut rows): (Vec<u8>, Vec<CodeId>) = (Vec::new(), Vec::new());
        for (shape, count) in shapes.iter().zip(counts) {
            let shared = usize::from(shape >> 4);
            let before = code.get(shared).copied().unwrap_or(0);
            if shared > code.len() {
                return Err(Error::bad_table(
                    "a code shares more than the one before has",
                ));
            }
            code.truncate(shared);
            code.extend(letters.bytes(usize::from(shape & 15))?);
            if let Some(first) = code.get_mut(shared) {
                *first = first.wrapping_add(before);
            }
            rows.clear();
            lists.next(*count, &mut rows)?;
            each(&code, &rows)?;
        }
        match letters.is_empty() && lists.is_empty() && r.is_empty() {
            true => Ok(()),
            false => Err(Error::bad_table("conversions have more than their codes")),
        }
    }
}

/// The bytes of the section.
#[cfg(any(feature = "write", test))]
pub(super) fn encode(codes: &[(String, Vec<CodeId>)]) -> Vec<u8> {
    use crate::container::push_varint;
    let (mut shapes, mut letters, mut before) = (Vec::new(), Vec::new(), &[][..]);
    for (code, _) in codes {
        let code = code.as_bytes();
        let same = before.iter().zip(code).take_while(|(a, b)| a == b);
        let shared = same.count();
        let mut rest = code[shared..].to_vec();
        if let Some(first) = rest.first_mut() {
            *first = first.wrapping_sub(before.get(shared).copied().unwrap_or(0));
        }
        assert!(shared < 16 && rest.len() < 16, "no code is that long");
        shapes.push((shared << 4 | rest.len()) as u8);
        letters.extend(rest);
        before = code;
    }
    let [counts, rows] = row_lists::encode(codes.iter().map(|(_, rows)| rows.as_slice()));
    let mut out = Vec::new();
    push_varint(&mut out, shapes.len() as u32);
    push_varint(&mut out, letters.len() as u32);
    for plane in [shapes, counts, letters, rows] {
        out.extend(plane);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_found_and_damage_is_refused() {
        let codes = [
            ("25000".to_string(), vec![CodeId(64), CodeId(32)]),
            ("25001".to_string(), vec![]),
            ("V700".to_string(), vec![CodeId(96)]),
        ];
        let bytes = encode(&codes);
        let former = Former::of(&bytes);
        former.check(|_| Ok(())).unwrap();
        let mut all = Vec::new();
        let walked = former.walk(|code, rows| {
            all.push((String::from_utf8_lossy(code).into_owned(), rows.to_vec()));
            Ok(())
        });
        walked.unwrap();
        assert_eq!(all, codes);
        assert!(former
            .check(|_| Err(Error::bad_table("no such row")))
            .is_err());
        let short = Former::of(&bytes[..bytes.len() - 1]);
        assert!(short.check(|_| Ok(())).is_err());
        // One code that shares a letter with none before it.
        let shares = |letters: u8| Former::of(&[1, 0, letters << 4, 0, 0, 0]).check(|_| Ok(()));
        assert!(shares(0).is_ok() && shares(1).is_err());
    }
}
