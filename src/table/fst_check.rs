//! Proves that the bytes of an `fst` can be walked without a panic and in bounded time.
//!
//! The fst crate trusts its input: on altered bytes it may index out of bounds (its own documentation says so), and in
//! WebAssembly a panic ends the instance. Tables may come from outside, so every node that can be reached is decoded
//! here once, with bounds, before the crate sees the bytes. Nodes only refer to lower addresses, so one pass down and
//! one pass up suffice.

use super::chunked::{parts, PART};
use crate::error::Error;
use std::ops::Range;

/// More keys than any medical code set or word list has; a small crafted fst could otherwise list billions.
const MAX_KEYS: u64 = 4_000_000;

/// A node that can be reached.
struct Node {
    addr: usize,
    is_final: bool,
    /// How many nodes it leads to: the next ones of a list that all nodes share.
    targets: usize,
}

/// Checks an fst of version 3 (what fst 0.4 writes).
///
/// # Errors
/// [`ErrorCode::BadTable`](crate::ErrorCode::BadTable) when any reachable node is malformed.
pub(crate) fn verify(bytes: &[u8]) -> Result<(), Error> {
    check(bytes).ok_or_else(|| Error::bad_table("its code index is malformed"))
}

#[allow(clippy::indexing_slicing)] // The root is within: its address was compared with the length.
fn check(bytes: &[u8]) -> Option<()> {
    let word = |at: usize| Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
    if bytes.len() < 36 || word(0)? != 3 {
        return None;
    }
    let end = bytes.len() - 4;
    let root = usize::try_from(word(end - 8)?).ok()?;
    let len = word(end - 16)?;
    if root == 0 {
        // no key, or only the empty one
        return (bytes.len() == 36 && len <= 1).then_some(());
    }
    if root.checked_add(21)? != bytes.len() {
        return None;
    }
    let mut walk = Walk {
        data: &bytes[..=root],
        keys: vec![NOT_REACHED; root + 1],
        nodes: Vec::new(),
        targets: Vec::new(),
    };
    walk.keys[root] = 0;
    for part in parts(root + 1).rev() {
        walk.down(part)?;
    }
    walk.keys[0] = 1;
    while !walk.nodes.is_empty() {
        walk.up()?;
    }
    (walk.keys[root] == len).then_some(())
}

/// A walk over the nodes: down to those that can be reached, and up again, which counts their keys.
struct Walk<'a> {
    data: &'a [u8],
    /// How many keys a node leads to; [`NOT_REACHED`] until another one leads to it.
    keys: Vec<u64>,
    /// The nodes that can be reached, the highest first.
    nodes: Vec<Node>,
    /// The nodes that those lead to, in the same order.
    targets: Vec<usize>,
}

const NOT_REACHED: u64 = u64::MAX;

#[allow(clippy::indexing_slicing)] // Targets are below their node (`decode`), so below the length.
impl Walk<'_> {
    /// Decodes the nodes of a part that can be reached.
    #[inline(never)]
    fn down(&mut self, part: Range<usize>) -> Option<()> {
        for addr in part.rev() {
            if self.keys[addr] == NOT_REACHED || addr == 0 {
                continue;
            }
            let from = self.targets.len();
            let is_final = decode(self.data, addr, &mut self.targets)?;
            // Each takes a byte at least, unless nodes overlap.
            if self.targets.len() > self.data.len() {
                return None;
            }
            for t in &self.targets[from..] {
                self.keys[*t] = 0;
            }
            self.nodes.push(Node {
                addr,
                is_final,
                targets: self.targets.len() - from,
            });
        }
        Some(())
    }

    /// Counts the keys of the lowest nodes that are not counted.
    #[inline(never)]
    fn up(&mut self) -> Option<()> {
        for node in self
            .nodes
            .drain(self.nodes.len().saturating_sub(PART)..)
            .rev()
        {
            let from = self.targets.len() - node.targets;
            let below: u64 = self.targets[from..].iter().map(|t| self.keys[*t]).sum();
            self.targets.truncate(from);
            let all = below + u64::from(node.is_final);
            // Only the root of an empty map leads nowhere.
            if all > MAX_KEYS || (all == 0 && node.addr + 1 != self.data.len()) {
                return None;
            }
            self.keys[node.addr] = all;
        }
        Some(())
    }
}

/// A little-endian number of `size` bytes that fits 32 bits, so that sums of outputs along a path cannot overflow.
fn packed(data: &[u8], at: usize, size: usize) -> Option<u64> {
    let bytes = data.get(at..at.checked_add(size)?)?;
    let n = bytes.iter().rev().fold(0u64, |n, b| n << 8 | u64::from(*b));
    (n <= u64::from(u32::MAX)).then_some(n)
}

/// Whether the node is final; the nodes that it leads to are appended to `targets`.
fn decode(data: &[u8], addr: usize, targets: &mut Vec<usize>) -> Option<bool> {
    // The first node lies behind the 16 bytes of version and type.
    let below = |at: usize, n: usize| at.checked_sub(n).filter(|a| *a >= 16);
    let state = *data.get(addr)?;
    let low = state & 0b11_1111;
    let byte_if_zero = usize::from(low == 0);
    let target = |end: usize, at: usize, size: usize| -> Option<usize> {
        match packed(data, at, size)? {
            0 => Some(0),
            delta => end
                .checked_sub(usize::try_from(delta).ok()?)
                .filter(|t| *t >= 16),
        }
    };
    let sizes = |at: usize| {
        let pack = *data.get(at)?;
        let (t, o) = (usize::from(pack >> 4), usize::from(pack & 15));
        (t <= 8 && o <= 8).then_some((t, o))
    };
    match state >> 6 {
        0b11 => {
            let end = below(addr, byte_if_zero)?;
            targets.push(below(end, 1)?);
            Some(false)
        }
        0b10 => {
            let pack = below(addr, byte_if_zero + 1)?;
            let (t, o) = sizes(pack).filter(|s| s.0 > 0)?;
            let at = below(pack, t)?;
            let end = below(at, o)?;
            packed(data, end, o)?;
            targets.push(target(end, at, t)?);
            Some(false)
        }
        flags => {
            let is_final = flags == 0b01;
            let count = match low {
                0 => match usize::from(*data.get(below(addr, 1)?)?) {
                    1 => 256,
                    n => n,
                },
                n => usize::from(n),
            };
            let pack = below(addr, byte_if_zero + 1)?;
            let (t, o) = sizes(pack)?;
            if count > 0 && t == 0 {
                return None;
            }
            let index = if count > 32 { 256 } else { 0 };
            let inputs = below(pack, index + count)?;
            let addrs = below(inputs, count * t)?;
            let outputs = below(addrs, count * o)?;
            let end = if is_final {
                below(outputs, o)?
            } else {
                outputs
            };
            for i in 0..=count {
                packed(data, if i == count { end } else { outputs + i * o }, o)?;
            }
            // The index of a wide node must agree with its inputs, which are stored last to first.
            for (byte, i) in data.get(inputs + count..pack)?.iter().enumerate() {
                let i = (usize::from(*i), byte);
                if i.0 < count
                    && data.get(inputs + count - 1 - i.0).copied().map(usize::from) != Some(i.1)
                {
                    return None;
                }
            }
            for i in 0..count {
                targets.push(target(end, addrs + i * t, t)?);
            }
            Some(is_final)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let keys: Vec<String> = (0..400u32)
            .map(|i| format!("{:03}{:x}", i % 40 * 7, i))
            .collect();
        let mut keys: Vec<(String, u64)> = keys.into_iter().zip(0..).collect();
        keys.extend((33u8..120).map(|b| (char::from(b).to_string(), 9)));
        keys.sort();
        keys.dedup_by(|a, b| a.0 == b.0);
        let mut b = fst::MapBuilder::memory();
        for (i, (k, _)) in keys.iter().enumerate() {
            b.insert(k, i as u64).unwrap();
        }
        b.into_inner().unwrap()
    }

    #[test]
    fn accepts_what_the_crate_writes() {
        verify(&sample()).unwrap();
        verify(&fst::MapBuilder::memory().into_inner().unwrap()).unwrap();
    }

    #[test]
    fn more_nodes_than_a_part_are_walked() {
        let mut all = fst::MapBuilder::memory();
        // The ends of the keys differ, so that they share no nodes.
        for n in 0..2000u64 {
            let key = format!("{n:04}{:016x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            all.insert(key, n).unwrap();
        }
        verify(&all.into_inner().unwrap()).unwrap();
    }

    /// Wide nodes that share their bytes would be decoded into much more than there is: a few are, many are refused.
    #[test]
    fn overlapping_nodes_are_refused() {
        let overlapping = |count: u8| {
            let mut bytes = vec![3];
            bytes.resize(16 + 130, 0);
            // Each of these bytes but the lowest is a node of 20 transitions to the end of a key, with the byte below it as its sizes.
            bytes.extend(vec![0x14; usize::from(count) + 1]);
            // The root leads to all of them: how far back each is, what leads there, the sizes, how many.
            bytes.extend(1..=count);
            bytes.extend(1..=count);
            bytes.extend([0x10, count]);
            let root = bytes.len() as u64 - 1;
            bytes.extend((20 * u64::from(count)).to_le_bytes());
            bytes.extend(root.to_le_bytes());
            bytes.extend([0; 4]);
            verify(&bytes).is_ok()
        };
        assert!(overlapping(5) && !overlapping(20));
    }

    /// Every altered byte, in several ways, with the checksums left aside: refused, or harmless to walk to the end.
    #[test]
    fn altered_bytes_are_refused_or_harmless() {
        let good = sample();
        let (mut refused, mut harmless) = (0, 0);
        for at in 0..good.len() {
            for flip in [0x01, 0x10, 0x40, 0x80, 0xff] {
                let mut bad = good.clone();
                bad[at] ^= flip;
                if verify(&bad).is_err() {
                    refused += 1;
                    continue;
                }
                if let Ok(map) = fst::Map::new(bad) {
                    let mut stream = map.stream();
                    while fst::Streamer::next(&mut stream).is_some() {}
                    for b in 0..=255u8 {
                        let _ = map.get([b]);
                        let _ = map.get([b'0', b, b'1']);
                    }
                    harmless += 1;
                }
            }
        }
        assert!(refused > 1000 && harmless > 100, "{refused} {harmless}");
    }
}
