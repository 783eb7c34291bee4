//! The number of a row.

/// An entry or one of its seventh-character extensions: `entry << 5 | extension`, extension 0 being the entry itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodeId(pub(crate) u32);

impl CodeId {
    pub(crate) fn new(entry: usize, ext: usize) -> CodeId {
        CodeId((entry << 5 | ext) as u32)
    }
    pub(crate) fn entry(self) -> usize {
        (self.0 >> 5) as usize
    }
    pub(crate) fn ext(self) -> usize {
        (self.0 & 31) as usize
    }
}
