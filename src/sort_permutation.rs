//! One sort for everything in the library. The standard library's are compiled anew for every type that is sorted, with
//! four algorithms each, and were a fourteenth of the WebAssembly module's code.

/// So many are put in their places one by one: the words of a query are, several times for every keystroke.
const FEW: usize = 8;

/// The numbers below `count` in order, equal ones as they come; `before(a, b)` says whether `a` must come before `b`.
#[allow(clippy::indexing_slicing)] // All numbers are below `count`, the length of both lists.
pub(crate) fn sort_permutation(
    count: usize,
    before: &mut dyn FnMut(usize, usize) -> bool,
) -> Vec<usize> {
    if count <= FEW {
        let mut sorted = Vec::with_capacity(count);
        for next in 0..count {
            let at = sorted.iter().position(|other| before(next, *other));
            sorted.insert(at.unwrap_or(next), next);
        }
        return sorted;
    }
    let mut sorted: Vec<usize> = (0..count).collect();
    let mut merged = sorted.clone();
    let mut width = 1;
    while width < count {
        for start in (0..count).step_by(2 * width) {
            let (mid, end) = (count.min(start + width), count.min(start + 2 * width));
            let (mut left, mut right) = (start, mid);
            for place in &mut merged[start..end] {
                // From the right only what must come first: that keeps equal ones in order.
                let from_right =
                    left == mid || (right < end && before(sorted[right], sorted[left]));
                let from = if from_right { &mut right } else { &mut left };
                *place = sorted[*from];
                *from += 1;
            }
        }
        std::mem::swap(&mut sorted, &mut merged);
        width *= 2;
    }
    sorted
}

/// The items in order, equal ones as they come.
pub(crate) fn sorted<T>(items: Vec<T>, before: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let numbers = sort_permutation(
        items.len(),
        &mut |a, b| matches!((items.get(a), items.get(b)), (Some(a), Some(b)) if before(a, b)),
    );
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    let mut taken = Vec::with_capacity(items.len());
    taken.extend(numbers.into_iter().filter_map(|i| items.get_mut(i)?.take()));
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_standard_library_does() {
        let mut seed = 7u64;
        let mut random = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % below
        };
        for count in (0..70).chain([1000]) {
            let items: Vec<(u64, usize)> = (0..count).map(|i| (random(9), i)).collect();
            let mut want = items.clone();
            want.sort_by_key(|i| i.0);
            assert_eq!(sorted(items, |a, b| a.0 < b.0), want);
        }
    }
}
