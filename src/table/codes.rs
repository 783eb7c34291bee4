//! The codes of a table, in order: an fst, of which a block is unpacked when one of its codes is asked for. Most of a code
//! set is never asked for, and unpacking all of it was a tenth of opening a table.

use super::code::Code;
use super::fst_check;
use crate::container::Reader;
use crate::error::Error;
use fst::raw::Fst;
use std::ops::Range;
use std::sync::OnceLock;

/// How many characters the codes of a block share.
const SHARED: usize = 2;

pub(super) struct Codes {
    fst: Fst<Vec<u8>>,
    blocks: Blocks,
    /// How many blocks are proved to hold what was counted.
    proved: usize,
}

/// How many blocks are proved at once: some milliseconds of a slow phone.
const PROVED_AT_ONCE: usize = 32;

struct Blocks {
    all: Vec<Block>,
    /// The block of every so many entries.
    by_place: Vec<u16>,
    /// How many codes they have together.
    count: usize,
}

const PLACES: usize = 64;

/// The codes that begin with the same characters.
struct Block {
    shared: Code,
    /// The fst's node that they lead to.
    addr: usize,
    /// The first one's place among all codes, and how many there are.
    start: usize,
    count: usize,
    codes: OnceLock<Vec<Code>>,
}

impl Codes {
    /// Of the sections `CODE` and `BLCK`. What is not `trusted` must be proved with [`prove`](Codes::prove) before it is used.
    #[inline(never)]
    pub(super) fn read(fst: &[u8], counts: &[u8], trusted: bool) -> Result<Codes, Error> {
        if !trusted {
            fst_check::verify(fst)?;
        }
        let fst =
            Fst::new(fst.to_vec()).map_err(|_| Error::bad_table("the codes are not readable"))?;
        let mut blocks = Blocks {
            all: Vec::with_capacity(counts.len()),
            by_place: Vec::with_capacity(16 * counts.len()),
            count: 0,
        };
        let mut counts = Reader::new(counts);
        blocks
            .find(&fst, fst.root().addr(), Code::EMPTY, &mut counts)
            .ok_or_else(|| Error::bad_table("a code is malformed"))?;
        if !counts.rest().is_empty() {
            return Err(Codes::miscounted());
        }
        let proved = if trusted { blocks.all.len() } else { 0 };
        Ok(Codes {
            fst,
            blocks,
            proved,
        })
    }

    /// Proves some of what is not; `false` when nothing is left.
    pub(super) fn prove(&mut self) -> Result<bool, Error> {
        let some = self.blocks.all.iter().skip(self.proved);
        for block in some.take(PROVED_AT_ONCE) {
            if self.unpack(block).is_none_or(|l| l.len() != block.count) {
                return Err(Codes::miscounted());
            }
            self.proved += 1;
        }
        Ok(self.proved < self.blocks.all.len())
    }

    fn miscounted() -> Error {
        Error::bad_table("the codes are not those that were counted")
    }

    /// The codes of a block; `None` when one is malformed.
    fn unpack(&self, block: &Block) -> Option<Vec<Code>> {
        let mut list = Vec::with_capacity(block.count.min(1 << 16));
        if block.shared.len() < SHARED {
            list.push(block.shared);
        } else {
            push_codes(&self.fst, block.addr, block.shared, &mut list)?;
        }
        Some(list)
    }

    #[inline(always)]
    fn codes<'a>(&'a self, block: &'a Block) -> &'a [Code] {
        let unpack = || {
            let mut list = self.unpack(block).unwrap_or_default();
            // As many as were counted, as was proved; this spares the callers a case that there is not.
            list.resize(block.count, Code::BEHIND_ALL);
            list
        };
        block.codes.get_or_init(unpack)
    }

    pub(super) fn len(&self) -> usize {
        self.blocks.count
    }

    pub(super) fn get(&self, entry: usize) -> Option<Code> {
        let first = usize::from(*self.blocks.by_place.get(entry / PLACES)?);
        let mut blocks = self.blocks.all.get(first..)?.iter();
        let block = blocks.find(|b| entry < b.start + b.count)?;
        let place = entry.checked_sub(block.start)?;
        self.codes(block).get(place).copied()
    }

    /// The entry with that code.
    pub(super) fn find(&self, code: Code) -> Option<usize> {
        let blocks = &self.blocks.all;
        let block = blocks.binary_search_by_key(&code.head(SHARED), |b| b.shared);
        let block = blocks.get(block.ok()?)?;
        let place = self.codes(block).binary_search(&code).ok()?;
        Some(block.start + place)
    }

    /// The entries whose codes begin with that one.
    pub(super) fn beginning(&self, code: Code) -> Range<usize> {
        let blocks = &self.blocks.all;
        let shared = code.head(SHARED);
        let from = blocks.partition_point(|b| b.shared < shared);
        let start = |block: usize| blocks.get(block).map_or(self.len(), |b| b.start);
        if code.len() <= SHARED {
            let behind = |b: &Block| b.shared < code || b.shared.begins_with(code);
            return start(from)..start(blocks.partition_point(behind));
        }
        let Some(block) = blocks.get(from).filter(|b| b.shared == shared) else {
            return 0..0;
        };
        let codes = self.codes(block);
        let first = codes.partition_point(|c| *c < code);
        let behind = codes.partition_point(|c| *c < code || c.begins_with(code));
        block.start + first..block.start + behind
    }
}

impl Blocks {
    /// Appends the blocks of codes that begin with `code`, which leads to the node at `addr`; `None` for what is no code.
    fn find(
        &mut self,
        fst: &Fst<Vec<u8>>,
        addr: usize,
        code: Code,
        counts: &mut Reader<'_>,
    ) -> Option<()> {
        let node = fst.node(addr);
        let full = code.len() == SHARED;
        if full || node.is_final() {
            let (start, count) = (self.count, counts.varint().ok()? as usize);
            let end = start.checked_add(count)?;
            // A row's number, which has its entry's, must fit 32 bits.
            if code == Code::EMPTY || end > 1 << 26 {
                return None;
            }
            let number = u16::try_from(self.all.len()).ok()?;
            while self.by_place.len() * PLACES < end {
                self.by_place.push(number);
            }
            self.count = end;
            self.all.push(Block {
                shared: code,
                addr,
                start,
                count,
                codes: OnceLock::new(),
            });
        }
        for i in 0..if full { 0 } else { node.len() } {
            let next = node.transition(i);
            self.find(fst, next.addr, code.with(next.inp)?, counts)?;
        }
        Some(())
    }
}

/// The fst's node for the end of a code that no other one extends.
const LEAF: usize = 0;

/// Appends the codes that begin with `code`, which leads to the node at `addr`; `None` when one is malformed. (A stream of the
/// fst's keys would do the same in three times as many instructions: it carries an automaton, bounds and outputs.)
fn push_codes(fst: &Fst<Vec<u8>>, addr: usize, code: Code, list: &mut Vec<Code>) -> Option<()> {
    let node = fst.node(addr);
    if node.is_final() {
        list.push(code);
    }
    for i in 0..node.len() {
        let next = node.transition(i);
        let longer = code.with(next.inp)?;
        if next.addr == LEAF {
            list.push(longer);
        } else {
            push_codes(fst, next.addr, longer, list)?;
        }
    }
    Some(())
}

/// The section `BLCK` of codes in order.
#[cfg(any(feature = "write", test))]
pub(super) fn counts<'a>(codes: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    let mut counts: Vec<(&str, u32)> = Vec::new();
    for code in codes {
        let shared = code.get(..SHARED).unwrap_or(code);
        match counts.last_mut() {
            Some((last, n)) if *last == shared => *n += 1,
            _ => counts.push((shared, 1)),
        }
    }
    let mut out = Vec::new();
    for (_, n) in counts {
        crate::container::push_varint(&mut out, n);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(list: &[&str], counts: &[u8]) -> Result<Codes, Error> {
        let set = fst::Set::from_iter(list).unwrap();
        let mut codes = Codes::read(set.as_fst().as_bytes(), counts, false)?;
        while codes.prove()? {}
        Ok(codes)
    }

    #[test]
    fn blocks_answer_as_the_whole_list_does() {
        let list = [
            "0", "A", "A0", "A00", "A001", "A01", "AB", "B000001", "BA1", "BB", "Z",
        ];
        let all = codes(&list, &counts(list)).unwrap();
        let listed: Vec<String> = (0..all.len()).map(|i| all.get(i).unwrap().text()).collect();
        assert_eq!(listed, list);
        assert_eq!(all.get(list.len()), None);
        for text in list
            .into_iter()
            .chain(["1", "A000", "B", "B0", "B00", "C", "ZZ", "ZZZ"])
        {
            let code = Code::of(text).unwrap();
            assert_eq!(
                all.find(code),
                list.iter().position(|l| *l == text),
                "{text}"
            );
            let own: Vec<&str> = list[all.beginning(code)].to_vec();
            let want = list.iter().filter(|l| l.starts_with(text));
            assert_eq!(own, want.copied().collect::<Vec<_>>(), "{text}");
        }
        assert_eq!(all.beginning(Code::EMPTY), 0..list.len());
        assert!(all.beginning(Code::BEHIND_ALL).is_empty());
        assert_eq!(all.find(Code::BEHIND_ALL), None);
    }

    #[test]
    fn what_was_not_counted_is_refused() {
        let list = ["A0", "A00", "B1", "B11", "B12"];
        assert!(codes(&list, &[2, 3]).is_ok());
        for counts in [&[][..], &[2], &[2, 2], &[1, 4], &[2, 3, 0], &[2, 0x80]] {
            assert!(codes(&list, counts).is_err(), "{counts:?}");
        }
        // Behind what is proved at once, too.
        let list: Vec<String> = ('A'..='D')
            .flat_map(|a| ('A'..='Z').map(move |b| format!("{a}{b}0")))
            .collect();
        let list: Vec<&str> = list.iter().map(String::as_str).collect();
        let mut counts = vec![1; list.len()];
        assert!(codes(&list, &counts).is_ok());
        counts[90] = 2;
        counts[91] = 0;
        assert!(codes(&list, &counts).is_err());
        assert!(codes(&["a0"], &[1]).is_err());
        assert!(codes(&["", "A0"], &[1, 1]).is_err());
        assert!(codes(&["A1234567"], &[1]).is_err());
        assert!(codes(&[], &[]).is_ok());
    }
}
