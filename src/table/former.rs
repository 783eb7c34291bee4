//! Codes of the revision before (ICD-9-CM), and the codes that CMS's conversion gives for them.

use super::code_id::CodeId;
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
    pub(super) fn check(&self, row: impl Fn(u32) -> Result<CodeId, Error>) -> Result<(), Error> {
        self.walk(|_, rows| rows.iter().try_for_each(|r| row(r.0).map(drop)))
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
        let mut head = Reader::new(&self.0);
        let codes = head.varint()? as usize;
        let [letters, firsts, further] = [head.varint()?, head.varint()?, head.varint()?];
        let shapes = head.bytes(codes)?;
        let counts = head.bytes(codes)?;
        let [mut letters, mut firsts, mut further] = [
            Reader::new(head.bytes(letters as usize)?),
            Reader::new(head.bytes(firsts as usize)?),
            Reader::new(head.bytes(further as usize)?),
        ];
        let mut exts = head;
        let nowhere = || Error::bad_table("a conversion leads nowhere");
        let (mut code, mut rows): (Vec<u8>, Vec<CodeId>) = (Vec::new(), Vec::new());
        let mut first = 0u32;
        for (shape, count) in shapes.iter().zip(counts) {
            code.truncate(usize::from(shape >> 4));
            code.extend(letters.bytes(usize::from(shape & 15))?);
            rows.clear();
            let mut entry = first;
            for place in 0..*count {
                let steps = if place == 0 {
                    &mut firsts
                } else {
                    &mut further
                };
                let step = steps.varint()?;
                // Odd differences go down.
                let next = match step & 1 {
                    0 => entry.checked_add(step >> 1),
                    _ => entry.checked_sub(step >> 1),
                };
                entry = next.filter(|e| *e < 1 << 27).ok_or_else(nowhere)?;
                if place == 0 {
                    first = entry;
                }
                let ext = exts.u8()?;
                if ext > 31 {
                    return Err(nowhere());
                }
                rows.push(CodeId::new(entry as usize, usize::from(ext)));
            }
            each(&code, &rows)?;
        }
        match letters.is_empty() && firsts.is_empty() && further.is_empty() && exts.is_empty() {
            true => Ok(()),
            false => Err(Error::bad_table("conversions have more than their codes")),
        }
    }
}

/// The bytes of the section.
#[cfg(any(feature = "write", test))]
pub(super) fn encode(codes: &[(String, Vec<CodeId>)]) -> Vec<u8> {
    use crate::container::push_varint;
    let [mut shapes, mut counts, mut letters, mut firsts, mut further, mut exts]: [Vec<u8>; 6] =
        Default::default();
    let (mut before, mut first) = ("", 0u32);
    for (code, rows) in codes {
        let shared = before
            .bytes()
            .zip(code.bytes())
            .take_while(|(a, b)| a == b)
            .count()
            .min(15);
        let rest = &code.as_bytes()[shared..];
        let rest = &rest[..rest.len().min(15)];
        shapes.push((shared << 4 | rest.len()) as u8);
        letters.extend(rest);
        counts.push(rows.len().min(255) as u8);
        let mut last = first;
        for (place, row) in rows.iter().take(255).enumerate() {
            let entry = row.entry() as u32;
            let steps = if place == 0 {
                &mut firsts
            } else {
                &mut further
            };
            push_varint(steps, entry.abs_diff(last) << 1 | u32::from(entry < last));
            exts.push(row.ext() as u8);
            if place == 0 {
                first = entry;
            }
            last = entry;
        }
        before = code;
    }
    let mut out = Vec::new();
    for length in [shapes.len(), letters.len(), firsts.len(), further.len()] {
        push_varint(&mut out, length as u32);
    }
    for plane in [shapes, counts, letters, firsts, further, exts] {
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
        former.check(|n| Ok(CodeId(n))).unwrap();
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
        assert!(short.check(|n| Ok(CodeId(n))).is_err());
    }
}
