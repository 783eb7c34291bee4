//! How a table keeps lists and numbers of entries in memory.

use crate::container::Reader;
use crate::error::Error;

/// Lists of varying length, flat.
#[derive(Debug)]
pub(crate) struct JaggedArray<T> {
    pub(super) flat: Vec<T>,
    pub(super) ends: Vec<u32>,
}

impl<T> Default for JaggedArray<T> {
    fn default() -> JaggedArray<T> {
        JaggedArray {
            flat: Vec::new(),
            ends: Vec::new(),
        }
    }
}

impl<T: Copy + Default> JaggedArray<T> {
    /// Room for so many lists, and so many items that are there already.
    pub(super) fn zeroed(lists: usize, items: usize) -> JaggedArray<T> {
        JaggedArray {
            flat: vec![T::default(); items],
            ends: Vec::with_capacity(lists),
        }
    }
}

impl<T: Copy> JaggedArray<T> {
    pub(super) fn reserve(&mut self, lists: usize, items: usize) {
        self.ends.reserve_exact(lists);
        self.flat.reserve_exact(items);
    }
    /// Ends the list that `flat` has grown by.
    pub(super) fn end(&mut self) {
        self.ends.push(self.flat.len() as u32);
    }
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
    /// Where a list ends in `flat`.
    #[inline(always)]
    pub(super) fn end_at(&self, i: usize) -> usize {
        self.ends.get(i).map_or(0, |e| *e as usize)
    }
    pub(super) fn end_of_all(&self) -> usize {
        self.ends.last().map_or(0, |e| *e as usize)
    }
    #[inline(always)]
    pub(crate) fn get(&self, i: usize) -> &[T] {
        let end = self.ends.get(i).map_or(0, |e| *e as usize);
        let start = if i == 0 {
            0
        } else {
            self.ends.get(i - 1).map_or(0, |e| *e as usize)
        };
        self.flat.get(start..end).unwrap_or(&[])
    }
}

/// A number for each entry, in planes of bytes as they are stored: none when all are 0, one when they are below 256.
#[derive(Default)]
pub(super) struct BytePlanes {
    low: Vec<u8>,
    high: Vec<u8>,
}

impl BytePlanes {
    pub(super) fn read(r: &mut Reader<'_>, count: usize) -> Result<BytePlanes, Error> {
        let planes = r.u8()?;
        let mut plane = |is_there: bool| r.bytes(if is_there { count } else { 0 });
        Ok(BytePlanes {
            low: plane(planes > 0)?.to_vec(),
            high: plane(planes > 1)?.to_vec(),
        })
    }

    #[inline(always)]
    pub(super) fn get(&self, entry: usize) -> usize {
        let high = self.high.get(entry).map_or(0, |b| usize::from(*b));
        self.low.get(entry).map_or(0, |b| usize::from(*b)) | high << 8
    }
}
