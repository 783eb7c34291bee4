//! Services that were billed before, in little room: a file may have millions.

/// A number for everything that tells services apart (FNV-1a).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number(u64);

impl Number {
    pub(super) const START: Number = Number(0xcbf2_9ce4_8422_2325);

    /// Continued by a part, whose end counts too.
    pub(super) fn with(self, part: &[u8]) -> Number {
        let step = |n: u64, b: u8| (n ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
        Number(part.iter().chain(&[0xff]).fold(self.0, |n, b| step(n, *b)))
    }

    /// The number with every bit depending on all (the last step of MurmurHash3, which is in the
    /// public domain): the low bits of an FNV number are its weakest.
    pub(super) fn mixed(self) -> u64 {
        let n = (self.0 ^ self.0 >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
        let n = (n ^ n >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        n ^ n >> 33
    }
}

/// Of a service the rest of its number and its place, in bytes.
const NUMBER: usize = 5;
const SERVICE: usize = NUMBER + 4;
/// So many bits of a place are for the line; of claims with more lines the later ones are not told apart.
const LINE_BITS: u32 = 6;
const MOST_LINES: u32 = (1 << LINE_BITS) - 1;
/// Later claims are compared with those before them only.
const MOST_CLAIMS: u32 = u32::MAX >> LINE_BITS;
/// As many lists as there are at first, by the lowest bits of a number; those bits need not be kept. With the 40 that are, two
/// services of seven million have the same number by accident less often than once in two thousand batches.
const LISTS: usize = 1 << LIST_BITS;
const LIST_BITS: u32 = 16;
/// So many services are kept as they are: a claim by itself has hardly more, and the lists would cost more than it does.
const FEW: usize = 64;
/// A list has so many services on average before there is another list.
const FULL: usize = 64;
/// Services of a block, and blocks of a page: more than any other text or list here takes, so that pages are not put between those,
/// which come and go.
const ROOM: usize = 8;
const PAGE: usize = 8192;

/// Some services of a list, and the number of the block with those before them.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    services: [[u8; SERVICE]; ROOM],
    before: u32,
}

/// The last block of a list, counted from 1, and how many services that has; those before it are full.
#[derive(Clone, Copy, Debug)]
struct List {
    block: u32,
    count: usize,
}

const EMPTY: List = List {
    block: 0,
    count: ROOM,
};

/// Services with the claim and the line that billed each first: of millions 10 to 11 bytes each, with the room that waits for
/// more. They are in many short lists, in blocks of one size; lists are added one at a time and share their blocks, so that
/// memory grows as evenly as the file is read, and no hole is left in it.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The first services: their numbers and places.
    few: Vec<(u64, u32)>,
    lists: Vec<List>,
    pages: Vec<Vec<Block>>,
    /// The last of the blocks that no list has any more; each knows the one before.
    free: u32,
    count: usize,
}

/// The claim and the line of a place, if the line is one that places tell apart.
fn read(place: u32) -> (u32, Option<u32>) {
    let line = place & MOST_LINES;
    (place >> LINE_BITS, (line < MOST_LINES).then_some(line))
}

fn block(pages: &mut [Vec<Block>], number: u32) -> Option<&mut Block> {
    let at = (number as usize).checked_sub(1)?;
    pages.get_mut(at / PAGE)?.get_mut(at % PAGE)
}

/// The number of a new block.
fn another(pages: &mut Vec<Vec<Block>>) -> u32 {
    if pages.last().is_none_or(|page| page.len() == PAGE) {
        pages.push(Vec::with_capacity(PAGE));
    }
    let before = (pages.len() - 1) * PAGE;
    let page = pages.last_mut().map_or(0, |page| {
        page.push(Block::default());
        page.len()
    });
    (before + page) as u32
}

/// The services of a list's last block, and the list before them.
fn last(pages: &[Vec<Block>], list: List) -> Option<(&[[u8; SERVICE]], List)> {
    let at = (list.block as usize).checked_sub(1)?;
    let block = pages.get(at / PAGE)?.get(at % PAGE)?;
    let before = List {
        block: block.before,
        count: ROOM,
    };
    Some((block.services.get(..list.count)?, before))
}

impl Seen {
    /// The claim and line that a service has already; else it gets these. Without a line it is a late one of a long claim.
    pub(super) fn earlier(
        &mut self,
        service: Number,
        (claim, line): (u32, u32),
    ) -> Option<(u32, Option<u32>)> {
        let number = service.mixed();
        let place = (claim <= MOST_CLAIMS).then(|| claim << LINE_BITS | line.min(MOST_LINES));
        if self.lists.is_empty() {
            if let Some((_, place)) = self.few.iter().find(|(n, _)| *n == number) {
                return Some(read(*place));
            }
            if self.few.len() < FEW {
                self.few.extend(place.map(|place| (number, place)));
                return None;
            }
            self.lists = vec![EMPTY; LISTS];
            for (number, place) in std::mem::take(&mut self.few) {
                self.listed(number, Some(place));
            }
        }
        self.listed(number, place)
    }

    /// Like [`earlier`](Seen::earlier), among the lists.
    fn listed(&mut self, number: u64, place: Option<u32>) -> Option<(u32, Option<u32>)> {
        // By the bits that all lists are told by, and by one more where there are as many already.
        let bits = self.lists.len().next_power_of_two() - 1;
        let mut at = number as usize & bits;
        if at >= self.lists.len() {
            at &= bits / 2;
        }
        let [a, b, c, d, e, ..] = (number >> LIST_BITS).to_le_bytes();
        let number = [a, b, c, d, e];
        let mut list = *self.lists.get(at)?;
        while let Some((services, before)) = last(&self.pages, list) {
            let mut known = services.iter().filter_map(|s| s.strip_prefix(&number));
            if let Some(place) = known.next() {
                return Some(read(u32::from_le_bytes(place.try_into().ok()?)));
            }
            list = before;
        }
        let [f, g, h, i] = place?.to_le_bytes();
        self.add(at, [a, b, c, d, e, f, g, h, i]);
        self.count += 1;
        if self.count > self.lists.len() * FULL {
            self.grow();
        }
        None
    }

    /// Puts a service at the end of a list.
    fn add(&mut self, at: usize, service: [u8; SERVICE]) -> Option<()> {
        let list = self.lists.get_mut(at)?;
        if list.count == ROOM {
            let number = match self.free {
                0 => another(&mut self.pages),
                free => free,
            };
            let new = block(&mut self.pages, number)?;
            self.free = new.before;
            new.before = list.block;
            *list = List {
                block: number,
                count: 0,
            };
        }
        let block = block(&mut self.pages, list.block)?;
        *block.services.get_mut(list.count)? = service;
        list.count += 1;
        Some(())
    }

    /// One list more: another, whose services it has been told by one bit less, gives those away that have that bit.
    fn grow(&mut self) -> Option<()> {
        let new = self.lists.len();
        let bit = 1 << new.ilog2();
        self.lists.push(EMPTY);
        let old = new & !bit;
        let whole = std::mem::replace(self.lists.get_mut(old)?, EMPTY);
        let (mut all, mut list, mut first) = (Vec::with_capacity(2 * FULL), whole, 0);
        while let Some((services, before)) = last(&self.pages, list) {
            all.extend_from_slice(services);
            (first, list) = (list.block, before);
        }
        block(&mut self.pages, first)?.before = self.free;
        self.free = whole.block;
        for service in all {
            let low = u32::from_le_bytes(*service.first_chunk()?);
            let goes = low as usize & bit >> LIST_BITS != 0;
            self.add(if goes { new } else { old }, service);
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_each_service_is_remembered() {
        let mut seen = Seen::default();
        let service = |i: u32| Number::START.with(&i.to_le_bytes());
        let all = 4_300_000;
        for i in 0..all {
            assert_eq!(seen.earlier(service(i), (i, i % 50)), None, "{i}");
        }
        for i in (0..all).step_by(101) {
            let again = seen.earlier(service(i), (i + 1, 0));
            assert_eq!(again, Some((i, Some(i % 50))), "{i}");
        }
        let blocks = seen.pages.len() * PAGE * std::mem::size_of::<Block>();
        let room = blocks + seen.lists.capacity() * std::mem::size_of::<List>();
        assert!(room < all as usize * 11, "{room} bytes");
        let free = std::iter::successors(Some(seen.free), |n| {
            block(&mut seen.pages, *n).map(|b| b.before)
        });
        assert!(free.count() < 100 && seen.lists.len() > LISTS);
    }

    #[test]
    fn what_is_beyond_a_place_is_not_named() {
        let mut seen = Seen::default();
        let service = |i: u8| Number::START.with(&[i]);
        for (i, place) in [(1, (7, 62)), (2, (7, 63)), (3, (7, 900)), (4, (1 << 26, 0))] {
            assert_eq!(seen.earlier(service(i), place), None);
        }
        let mut again = |i| seen.earlier(service(i), (9, 9));
        assert_eq!(again(1), Some((7, Some(62))));
        assert_eq!(again(2), Some((7, None)));
        assert_eq!(again(3), Some((7, None)));
        assert_eq!(again(4), None);
    }
}
