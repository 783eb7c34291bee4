//! The best rows so far.

use crate::table::CodeId;

/// A row that was found, how, and at what cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(super) cost: i32,
    pub(super) table: u8,
    pub(super) row: CodeId,
    /// The document (title or other name) that matched; the entry itself for a code match.
    pub(super) doc: u32,
    pub(super) variant: u8,
}

/// The best rows so far, at most one per row, sorted by (cost, table, row).
pub(super) struct TopK {
    pub(super) limit: usize,
    pub(super) found: Vec<Candidate>,
}

impl TopK {
    pub(super) fn new(limit: usize) -> TopK {
        TopK {
            limit,
            found: Vec::with_capacity(limit.min(64) + 1),
        }
    }

    /// Nothing that costs more than this can get in.
    #[inline(always)]
    pub(super) fn threshold(&self) -> i32 {
        if self.found.len() < self.limit {
            i32::MAX
        } else {
            self.found.last().map_or(i32::MIN, |f| f.cost)
        }
    }

    // `at` is a place found in the list or its last one; a list without room is left before.
    #[allow(clippy::indexing_slicing)]
    pub(super) fn offer(&mut self, f: Candidate) {
        let key = |f: &Candidate| (f.cost, f.table, f.row);
        if self.found.len() == self.limit && self.found.last().is_none_or(|l| key(l) <= key(&f)) {
            return;
        }
        let same = |o: &Candidate| o.row == f.row && o.table == f.table;
        let mut at = match self.found.iter().position(same) {
            Some(at) if self.found[at].cost <= f.cost => return,
            Some(at) => at,
            None if self.found.len() == self.limit => self.limit - 1,
            None => {
                self.found.push(f);
                self.found.len() - 1
            }
        };
        // They are few, and most that get in get in at the end.
        while at > 0 && key(&f) < key(&self.found[at - 1]) {
            self.found[at] = self.found[at - 1];
            at -= 1;
        }
        self.found[at] = f;
    }

    /// Puts a row where another stands and that behind it, unless it stands there or before; whether it was put there.
    pub(super) fn put_before(&mut self, at: usize, f: Candidate) -> bool {
        let same = |o: &Candidate| o.table == f.table && o.row == f.row;
        match self.found.iter().position(same) {
            Some(before) if before <= at => return false,
            Some(behind) => drop(self.found.remove(behind)),
            None if self.found.len() >= self.limit => drop(self.found.pop()),
            None => {}
        }
        self.found.insert(at.min(self.found.len()), f);
        true
    }
}
