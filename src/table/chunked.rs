//! How long passes over a table's bytes are made. What opens a table runs in code that the WebAssembly engine has just met and
//! has not optimized yet, so these loops are kept short, by hand.

use std::ops::Range;

/// How many items a part of a pass has.
pub(super) const PART: usize = 512;

/// A long pass in parts, each for a call of its own. A WebAssembly engine runs code that it has just met unoptimized and
/// exchanges it for optimized code only from one call to the next, so one call over a whole table would never profit.
pub(super) fn parts(count: usize) -> impl DoubleEndedIterator<Item = Range<usize>> {
    (0..count)
        .step_by(PART)
        .map(move |from| from..count.min(from + PART))
}

/// Items are copied so many at a time, which is one or two instructions; behind the last one there must be room for it.
pub(super) const CHUNK: usize = 8;

/// Copies `count` items to further behind. It may spoil as many as a chunk has behind the copy; `None` when there is no room.
#[inline(always)]
pub(super) fn copy<T: Copy>(items: &mut [T], from: usize, to: usize, count: usize) -> Option<()> {
    let mut at = 0;
    while at < count {
        let chunk: [T; CHUNK] = *items.get(from + at..)?.first_chunk()?;
        *items.get_mut(to + at..)?.first_chunk_mut()? = chunk;
        at += CHUNK;
    }
    Some(())
}

/// The sum of a plane of bytes.
#[inline(never)]
pub(super) fn sum(plane: &[u8]) -> usize {
    plane.iter().map(|n| usize::from(*n)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_copy_as_single_items_do() {
        for (from, to, count) in [(0, 3, 3), (0, 9, 9), (2, 20, 17), (5, 5, 0), (0, 30, 30)] {
            let mut items: Vec<u8> = (0..64).collect();
            let want = [&items[..to], &items[from..from + count]].concat();
            copy(&mut items, from, to, count).unwrap();
            assert_eq!(items[..to + count], want);
        }
        assert_eq!(copy(&mut [0; 10], 0, 3, 1), None);
        assert_eq!(copy(&mut [0; 10], 11, 0, 1), None);
    }

    #[test]
    fn parts_are_everything_once() {
        for count in [0, 1, 511, 512, 513, 5000] {
            let all: Vec<usize> = parts(count).flatten().collect();
            assert_eq!(all, (0..count).collect::<Vec<_>>());
        }
    }
}
