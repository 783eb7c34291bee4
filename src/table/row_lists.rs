//! Lists of rows, as a table stores them.

use super::code_id::CodeId;
use crate::container::Reader;
use crate::error::Error;

/// Lists of rows, read one after the other. Their bytes: varints for how many bytes the first and the further steps take;
/// steps from the first row of the list before to that of each list, then steps from row to row within the lists (varints,
/// zigzag, in entries); extensions (a u8 for each row). How many rows each list has is stored elsewhere.
pub(super) struct RowLists<'a> {
    firsts: Reader<'a>,
    further: Reader<'a>,
    exts: Reader<'a>,
    first: u32,
}

impl<'a> RowLists<'a> {
    /// Of a section that goes on behind them: they have so many rows together.
    pub(super) fn read(r: &mut Reader<'a>, rows: usize) -> Result<RowLists<'a>, Error> {
        let [firsts, further] = [r.varint()?, r.varint()?].map(|n| n as usize);
        Ok(RowLists {
            firsts: Reader::new(r.bytes(firsts)?),
            further: Reader::new(r.bytes(further)?),
            exts: Reader::new(r.bytes(rows)?),
            first: 0,
        })
    }

    /// Appends the next list, of so many rows, whose entries may not be there.
    #[inline(always)]
    pub(super) fn next(&mut self, rows: u8, to: &mut Vec<CodeId>) -> Result<(), Error> {
        let mut entry = self.first;
        for place in 0..rows {
            let steps = match place {
                0 => &mut self.firsts,
                _ => &mut self.further,
            };
            let step = steps.short_varint()?;
            entry = entry.wrapping_add(step >> 1 ^ (step & 1).wrapping_neg());
            let ext = self.exts.u8()?;
            if entry >= 1 << 27 || ext > 31 {
                return Err(Error::bad_table("a row is none that a table can have"));
            }
            if place == 0 {
                self.first = entry;
            }
            to.push(CodeId::new(entry as usize, ext.into()));
        }
        Ok(())
    }

    /// Whether all has been read.
    pub(super) fn is_empty(&self) -> bool {
        self.firsts.is_empty() && self.further.is_empty() && self.exts.is_empty()
    }
}

/// The plane of how many rows the lists have, and the bytes of [`RowLists`].
///
/// # Panics
/// When a list has more than 255 rows.
#[cfg(any(feature = "write", test))]
pub(super) fn encode<'a>(lists: impl IntoIterator<Item = &'a [CodeId]>) -> [Vec<u8>; 2] {
    use crate::container::push_varint;
    let [mut counts, mut firsts, mut further, mut exts]: [Vec<u8>; 4] = Default::default();
    let mut first = 0;
    for rows in lists {
        counts.push(u8::try_from(rows.len()).expect("no list is that long"));
        let mut before = first;
        for (place, row) in rows.iter().enumerate() {
            let entry = row.entry() as i32;
            let step = entry - before;
            let steps = if place == 0 {
                first = entry;
                &mut firsts
            } else {
                &mut further
            };
            push_varint(steps, (step << 1 ^ step >> 31) as u32);
            exts.push(row.ext() as u8);
            before = entry;
        }
    }
    let mut out = Vec::new();
    push_varint(&mut out, firsts.len() as u32);
    push_varint(&mut out, further.len() as u32);
    for plane in [firsts, further, exts] {
        out.extend(plane);
    }
    [counts, out]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_and_damage_is_refused() {
        let row = |n: u32| CodeId(n);
        let lists = [
            vec![row(32 * 70_000 + 31), row(5), row(32 * 70_001)],
            vec![],
            vec![row(32 * 3)],
            vec![row(32 * ((1 << 27) - 1)), row(0)],
        ];
        let [counts, bytes] = encode(lists.iter().map(Vec::as_slice));
        let read = |bytes: &[u8]| {
            let (mut r, mut all) = (Reader::new(bytes), Vec::new());
            let rows = lists.iter().map(Vec::len).sum();
            let mut reader = RowLists::read(&mut r, rows).ok()?;
            for count in &counts {
                let mut rows = Vec::new();
                reader.next(*count, &mut rows).ok()?;
                all.push(rows);
            }
            (reader.is_empty() && r.is_empty()).then_some(all)
        };
        assert_eq!(read(&bytes), Some(lists.to_vec()));
        for end in 0..bytes.len() {
            assert_eq!(read(&bytes[..end]), None);
        }
        // Nor is a row before the first one, or one beyond the last.
        for (step, is_one) in [
            (&[0][..], true),
            (&[1], false),
            (&[0x80, 0x80, 0x80, 0x80, 1], false),
        ] {
            let bytes = [&[step.len() as u8, 0], step, &[0]].concat();
            let mut reader = RowLists::read(&mut Reader::new(&bytes), 1).unwrap();
            assert_eq!(reader.next(1, &mut Vec::new()).is_ok(), is_one, "{step:?}");
        }
        // No row has that many extensions.
        let mut bad = bytes.clone();
        *bad.last_mut().unwrap() = 32;
        assert_eq!(read(&bad), None);
    }
}
