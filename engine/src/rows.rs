//! Columns of texts in Arrow's layout: all values in one piece, and one more offset than there are rows.

use crate::answer::Failed;

/// Rows as the host passes them.
pub(crate) struct Rows<'a> {
    values: &'a [u8],
    offsets: Vec<usize>,
}

impl<'a> Rows<'a> {
    /// Offsets are 32-bit numbers, in order, that stay within the values.
    pub(crate) fn new(values: &'a [u8], offsets: &[u8]) -> Result<Rows<'a>, Failed> {
        let bad = || {
            crate::options::bad(
                "the offsets of the rows do not fit their values: pass one more 32-bit number than there are rows, in \
                order, none beyond the end of the values",
            )
        };
        let numbers = offsets.chunks_exact(4);
        if !numbers.remainder().is_empty() {
            return Err(bad());
        }
        let offsets: Vec<usize> = numbers
            .map(|n| u32::from_le_bytes(n.try_into().unwrap_or_default()) as usize)
            .collect();
        let ordered = offsets.is_sorted() && offsets.last().is_none_or(|end| *end <= values.len());
        ordered.then_some(Rows { values, offsets }).ok_or_else(bad)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a [u8]> + '_ {
        let pairs = self.offsets.iter().zip(self.offsets.iter().skip(1));
        pairs.map(|(from, to)| self.values.get(*from..*to).unwrap_or_default())
    }
}

/// A column of texts that is being made.
#[derive(Debug)]
pub(crate) struct Column {
    offsets: Vec<u8>,
    values: Vec<u8>,
}

impl Default for Column {
    fn default() -> Column {
        Column {
            offsets: 0u32.to_le_bytes().to_vec(),
            values: Vec::new(),
        }
    }
}

impl Column {
    pub(crate) fn push(&mut self, value: &[u8]) {
        self.values.extend_from_slice(value);
        self.end();
    }

    /// Ends a value that was written into [`Column::open`]'s room.
    pub(crate) fn end(&mut self) {
        self.offsets
            .extend((self.values.len() as u32).to_le_bytes());
    }

    /// Where the next value is written.
    pub(crate) fn open(&mut self) -> &mut Vec<u8> {
        &mut self.values
    }

    /// Offsets, then values.
    pub(crate) fn into_buffers(self) -> [Vec<u8>; 2] {
        [self.offsets, self.values]
    }
}

/// A column of yes or no that is being made, eight to a byte, the first one in the lowest bit.
#[derive(Debug, Default)]
pub(crate) struct Bits {
    pub(crate) bytes: Vec<u8>,
    len: usize,
}

impl Bits {
    pub(crate) fn push(&mut self, bit: bool) {
        let place = self.len % 8;
        match self.bytes.last_mut() {
            Some(byte) if place > 0 => *byte |= u8::from(bit) << place,
            _ => self.bytes.push(u8::from(bit)),
        }
        self.len += 1;
    }
}
