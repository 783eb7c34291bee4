//! What was looked up last: a claim asks for the same few codes at every keystroke, a batch from claim to claim.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The answers of a search for the keys that it was asked for last. It stands beside what is searched, which never changes,
/// so no answer can be out of date; a key and its answer are one number, so no thread sees half of them.
#[derive(Debug)]
pub(crate) struct Recent {
    slots: Vec<AtomicU64>,
}

/// An answer takes so many bits of a slot, its key the others.
const ANSWER_BITS: u32 = 22;

impl Recent {
    /// With so many slots, which must be a power of two.
    pub(crate) fn new(slots: usize) -> Recent {
        Recent {
            slots: (0..slots).map(|_| AtomicU64::new(0)).collect(),
        }
    }

    /// What `search` finds for a key: mostly what it found before. It must always find the same.
    #[inline(always)]
    pub(crate) fn answer(&self, key: u64, search: impl FnOnce() -> Option<usize>) -> Option<usize> {
        // The upper bits of a product depend on all of the key.
        let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        let slot = self
            .slots
            .get(hash as usize & (self.slots.len().wrapping_sub(1)));
        let name = key + 1;
        let Some(slot) = slot.filter(|_| name >> (64 - ANSWER_BITS) == 0) else {
            return search();
        };
        let known = slot.load(Relaxed);
        if known >> ANSWER_BITS == name {
            return (known as usize & ((1 << ANSWER_BITS) - 1)).checked_sub(1);
        }
        let found = search();
        let answer = found.map_or(0, |n| n + 1);
        if answer >> ANSWER_BITS == 0 {
            slot.store(name << ANSWER_BITS | answer as u64, Relaxed);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn every_answer_is_that_of_the_search() {
        let recent = Recent::new(8);
        let asked = Cell::new(0);
        let search = |key: u64| {
            asked.set(asked.get() + 1);
            (key % 3 > 0).then_some((key % 5_000_000) as usize)
        };
        let long = [
            u64::MAX - 1,
            1 << 42,
            (1 << 42) - 1,
            (1 << 42) - 2,
            4_194_302,
            4_194_303,
            4_194_304,
        ];
        let keys: Vec<u64> = (0..100).chain(long).collect();
        for key in keys.iter().chain(&keys) {
            for _ in 0..3 {
                let want = search(*key);
                assert_eq!(recent.answer(*key, || search(*key)), want, "{key}");
            }
        }
        let before = asked.get();
        for _ in 0..10 {
            recent.answer(7, || search(7));
        }
        assert!(asked.get() <= before + 1);
        assert_eq!(Recent::new(0).answer(7, || search(7)), search(7));
    }
}
