//! Codes of the revision before (ICD-9-CM), and the codes that CMS's conversion gives for them.

use super::code_id::CodeId;
use crate::container::Reader;
use crate::error::Error;

/// The section `FORM` as it is: few ask for it, and then for one code.
#[derive(Default)]
pub(super) struct Former(Vec<u8>);

impl Former {
    /// The section; each row that it names is checked by `row`.
    pub(super) fn read(
        bytes: &[u8],
        row: impl Fn(u32) -> Result<CodeId, Error>,
    ) -> Result<Former, Error> {
        let former = Former(bytes.to_vec());
        former.walk(|_, rows| rows.iter().try_for_each(|r| row(r.0).map(drop)))?;
        Ok(former)
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
        let (mut code, mut rows): (Vec<u8>, Vec<CodeId>) = (Vec::new(), Vec::new());
        let mut last = 0u32;
        while !r.is_empty() {
            let shape = r.u8()?;
            code.truncate(usize::from(shape >> 4));
            for _ in 0..shape & 15 {
                code.push(r.u8()?);
            }
            rows.clear();
            for _ in 0..r.u8()? {
                let step = r.varint()?;
                // Odd differences go down.
                let step = (step >> 1, step & 1);
                let next = match step {
                    (n, 0) => last.checked_add(n),
                    (n, _) => last.checked_sub(n),
                };
                last = next.ok_or_else(|| Error::bad_table("a conversion leads nowhere"))?;
                rows.push(CodeId(last));
            }
            each(&code, &rows)?;
        }
        Ok(())
    }
}

/// The bytes of the section.
#[cfg(any(feature = "write", test))]
pub(super) fn encode(codes: &[(String, Vec<CodeId>)]) -> Vec<u8> {
    use crate::container::push_varint;
    let mut out = Vec::new();
    let (mut before, mut last) = ("", 0u32);
    for (code, rows) in codes {
        let shared = before
            .bytes()
            .zip(code.bytes())
            .take_while(|(a, b)| a == b)
            .count()
            .min(15);
        let rest = &code.as_bytes()[shared..];
        out.push((shared << 4 | rest.len().min(15)) as u8);
        out.extend(&rest[..rest.len().min(15)]);
        out.push(rows.len().min(255) as u8);
        for row in rows.iter().take(255) {
            let down = row.0 < last;
            push_varint(&mut out, row.0.abs_diff(last) << 1 | u32::from(down));
            last = row.0;
        }
        before = code;
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
        let former = Former::read(&bytes, |n| Ok(CodeId(n))).unwrap();
        let mut all = Vec::new();
        let walked = former.walk(|code, rows| {
            all.push((String::from_utf8_lossy(code).into_owned(), rows.to_vec()));
            Ok(())
        });
        walked.unwrap();
        assert_eq!(all, codes);
        assert!(Former::read(&bytes[..bytes.len() - 1], |n| Ok(CodeId(n))).is_err());
        assert!(Former::read(&bytes, |_| Err(Error::bad_table("no such row"))).is_err());
    }
}
