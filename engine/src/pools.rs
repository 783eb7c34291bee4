//! The module's allocator: small pieces from lists by size, large ones from the standard allocator.
//!
//! A claim makes several hundred small pieces and gives nearly all of them back before the next claim. The standard allocator of
//! WebAssembly looks for the best place and joins neighbors every time, which took a tenth of a batch; here a piece goes onto the
//! list of its size and comes back from it. Memory of a list stays its own, so the module is never larger than its busiest moment of
//! every size.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::ptr::null_mut;

/// The sizes of pieces. Two to a doubling, so that little is left over and a text that grows moves seldom.
const SIZES: [usize; 12] = [16, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024];

/// Every piece lies at a multiple of this; what asks for more is the standard allocator's.
const ALIGN: usize = 16;

/// Where new pieces are cut from, at a time.
const CHUNK: usize = 1 << 16;

const LARGEST: usize = SIZES[SIZES.len() - 1];

/// By sixteenths of a size, which of [`SIZES`] holds it.
const CLASSES: [u8; LARGEST / ALIGN + 1] = classes();

const fn classes() -> [u8; LARGEST / ALIGN + 1] {
    let mut out = [0; LARGEST / ALIGN + 1];
    let (mut at, mut class) = (0, 0);
    while at < out.len() {
        if at * ALIGN > SIZES[class] {
            class += 1;
        }
        out[at] = class as u8;
        at += 1;
    }
    out
}

/// Which list a piece is of; none for a large one.
#[inline]
fn class_of(layout: &Layout) -> Option<usize> {
    if layout.align() > ALIGN {
        return None;
    }
    let at = layout.size().div_ceil(ALIGN);
    CLASSES.get(at).map(|class| usize::from(*class))
}

/// A piece that nobody uses holds the address of the next one.
struct Unused {
    next: *mut Unused,
}

struct Lists {
    unused: [*mut Unused; SIZES.len()],
    /// Bytes of the last chunk that were never cut: their address and how many.
    rest: (*mut u8, usize),
}

/// Serves one thread, which is all that a module without threads has.
pub(crate) struct Pools(UnsafeCell<Lists>);

// SAFETY: a module that is compiled without atomics has one thread.
#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
unsafe impl Sync for Pools {}

impl Pools {
    pub(crate) const fn new() -> Pools {
        Pools(UnsafeCell::new(Lists {
            unused: [null_mut(); SIZES.len()],
            rest: (null_mut(), 0),
        }))
    }
}

impl Lists {
    /// A piece that never was one before; null when there is no memory.
    #[cold]
    fn cut(&mut self, size: usize) -> *mut u8 {
        if self.rest.1 < size {
            let Ok(layout) = Layout::from_size_align(CHUNK, ALIGN) else {
                return null_mut();
            };
            // SAFETY: the layout is not of size 0.
            let chunk = unsafe { System.alloc(layout) };
            if chunk.is_null() {
                return chunk;
            }
            self.rest = (chunk, CHUNK);
        }
        let (piece, left) = self.rest;
        // SAFETY: `size` of the bytes behind `piece` are left.
        self.rest = (unsafe { piece.add(size) }, left - size);
        piece
    }
}

// SAFETY: a piece is on no list while it is used, pieces do not overlap, all are as long as their class, and sizes and chunks are
// multiples of ALIGN. Both ways compute the class from the same layout.
unsafe impl GlobalAlloc for Pools {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some(class) = class_of(&layout) else {
            // SAFETY: by the caller's promise.
            return unsafe { System.alloc(layout) };
        };
        // SAFETY: one thread, and nothing below calls back.
        let lists = unsafe { &mut *self.0.get() };
        let first = lists.unused[class];
        if first.is_null() {
            return lists.cut(SIZES[class]);
        }
        // SAFETY: what is on a list is a piece with the next one's address.
        lists.unused[class] = unsafe { (*first).next };
        first.cast()
    }

    #[inline]
    unsafe fn dealloc(&self, address: *mut u8, layout: Layout) {
        let Some(class) = class_of(&layout) else {
            // SAFETY: by the caller's promise it came from there.
            return unsafe { System.dealloc(address, layout) };
        };
        // SAFETY: one thread.
        let lists = unsafe { &mut *self.0.get() };
        let piece = address.cast::<Unused>();
        // SAFETY: the piece is nobody's now, at least 16 bytes long and at a multiple of 16.
        unsafe {
            piece.write(Unused {
                next: lists.unused[class],
            });
        }
        lists.unused[class] = piece;
    }

    #[inline]
    unsafe fn realloc(&self, address: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: by the caller's promise the size is one that a layout can have.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        match (class_of(&layout), class_of(&wanted)) {
            // SAFETY: by the caller's promise it came from there.
            (None, None) => unsafe { System.realloc(address, layout, size) },
            (Some(here), Some(there)) if here == there => address,
            _ => {
                // SAFETY: by the caller's promise; both pieces are as long as what is copied, and they do not overlap.
                unsafe {
                    let moved = self.alloc(wanted);
                    if !moved.is_null() {
                        moved.copy_from_nonoverlapping(address, layout.size().min(size));
                        self.dealloc(address, layout);
                    }
                    moved
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chunks stay for good, so that they must be reachable for good.
    struct Alone(Pools);
    // SAFETY: one test uses it.
    unsafe impl Sync for Alone {}
    static ALONE: Alone = Alone(Pools::new());

    #[test]
    fn pieces_hold_what_is_written_whatever_is_asked_for_and_given_back() {
        let pools = &ALONE.0;
        let mut held: Vec<(*mut u8, Layout, u8)> = Vec::new();
        let mut random = 1u32;
        let mut next = |below: usize| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (random >> 8) as usize % below
        };
        // SAFETY: every piece is used within its layout, given back once, and with the layout that it has.
        unsafe {
            let same = |at: *mut u8, len: usize, mark: u8| {
                assert!(std::slice::from_raw_parts(at, len)
                    .iter()
                    .all(|b| *b == mark));
            };
            // Miri takes a thousand times as long.
            let rounds = if cfg!(miri) { 300 } else { 20_000 };
            for round in 0..rounds {
                let mark = round as u8;
                match next(4) {
                    0 | 1 => {
                        let layout = Layout::from_size_align(next(1200) + 1, 1 << next(7)).unwrap();
                        let at = pools.alloc(layout);
                        assert!(!at.is_null() && at as usize % layout.align() == 0);
                        at.write_bytes(mark, layout.size());
                        held.push((at, layout, mark));
                    }
                    2 if !held.is_empty() => {
                        let (at, layout, mark) = held.swap_remove(next(held.len()));
                        same(at, layout.size(), mark);
                        let size = next(3000) + 1;
                        let moved = pools.realloc(at, layout, size);
                        same(moved, layout.size().min(size), mark);
                        moved.write_bytes(mark, size);
                        let layout = Layout::from_size_align(size, layout.align()).unwrap();
                        held.push((moved, layout, mark));
                    }
                    _ if !held.is_empty() => {
                        let (at, layout, mark) = held.swap_remove(next(held.len()));
                        same(at, layout.size(), mark);
                        pools.dealloc(at, layout);
                    }
                    _ => {}
                }
            }
            for (at, layout, mark) in held {
                same(at, layout.size(), mark);
                pools.dealloc(at, layout);
            }
        }
    }

    #[test]
    fn a_size_is_of_the_smallest_class_that_holds_it() {
        for size in 1..=LARGEST + 1 {
            let layout = Layout::from_size_align(size, 1).unwrap();
            assert_eq!(class_of(&layout), SIZES.iter().position(|s| *s >= size));
        }
        let wide = Layout::from_size_align(16, 2 * ALIGN).unwrap();
        assert_eq!(class_of(&wide), None);
    }
}
