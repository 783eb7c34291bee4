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
const NUMBER: usize = 6;
const SERVICE: usize = NUMBER + 4;
/// So many bits of a place are for the line; of claims with more lines the later ones are not told apart.
const LINE_BITS: u32 = 6;
const MOST_LINES: u32 = (1 << LINE_BITS) - 1;
/// Later claims are compared with those before them only.
const MOST_CLAIMS: u32 = u32::MAX >> LINE_BITS;
/// As many lists as there are at first, by the lowest bits of a number; those bits need not be kept. With the 48 that are, two
/// services of seven million have the same number by accident less often than once in ten thousand batches.
const LISTS: usize = 1 << LIST_BITS;
const LIST_BITS: u32 = 10;
/// So many services are kept as they are: a claim by itself has hardly more, and the lists would cost more than it does.
const FEW: usize = 64;
/// A list has so many services on average before there are twice as many lists.
const FULL: usize = 48;
/// A list gets room for so many more when it has none left.
const MORE: usize = 4;

/// Services with the claim and the line that billed each first: 11 to 13 bytes each, room that waits for more included. They
/// are in many short lists, of which none is ever copied with all others, so that memory grows as evenly as the file is read.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The first services: their numbers and places.
    few: Vec<(u64, u32)>,
    lists: Vec<Vec<u8>>,
    count: usize,
}

/// The claim and the line of a place, if the line is one that places tell apart.
fn read(place: u32) -> (u32, Option<u32>) {
    let line = place & MOST_LINES;
    (place >> LINE_BITS, (line < MOST_LINES).then_some(line))
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
            self.lists = vec![Vec::new(); LISTS];
            for (number, place) in std::mem::take(&mut self.few) {
                self.listed(number, Some(place));
            }
        }
        self.listed(number, place)
    }

    /// Like [`earlier`](Seen::earlier), among the lists.
    fn listed(&mut self, number: u64, place: Option<u32>) -> Option<(u32, Option<u32>)> {
        if self.count >= self.lists.len() * FULL {
            self.grow();
        }
        let of_lists = self.lists.len().checked_sub(1)?;
        let list = self.lists.get_mut(number as usize & of_lists)?;
        let [a, b, c, d, e, f, ..] = (number >> LIST_BITS).to_le_bytes();
        let number = [a, b, c, d, e, f];
        let known = list.chunks_exact(SERVICE);
        if let Some(place) = known.filter_map(|s| s.strip_prefix(&number)).next() {
            return Some(read(u32::from_le_bytes(place.try_into().ok()?)));
        }
        let place = place?;
        if list.capacity() < list.len() + SERVICE {
            list.reserve_exact(MORE * SERVICE);
        }
        list.extend_from_slice(&number);
        list.extend_from_slice(&place.to_le_bytes());
        self.count += 1;
        None
    }

    /// Twice as many lists: each gives those of its services away whose next bit says so.
    fn grow(&mut self) {
        let lists = self.lists.len();
        let bit = lists >> LIST_BITS;
        self.lists.reserve_exact(lists);
        for i in 0..lists {
            let Some(list) = self.lists.get_mut(i) else {
                return;
            };
            let goes = |service: &&[u8]| {
                let low = service
                    .first_chunk()
                    .map_or(0, |n: &[u8; 4]| u32::from_le_bytes(*n));
                low as usize & bit != 0
            };
            let (go, stay): (Vec<&[u8]>, Vec<&[u8]>) = list.chunks_exact(SERVICE).partition(goes);
            let (go, stay) = (go.concat(), stay.concat());
            *list = stay;
            self.lists.push(go);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_each_service_is_remembered() {
        let mut seen = Seen::default();
        let service = |i: u32| Number::START.with(&i.to_le_bytes());
        for i in 0..200_000 {
            assert_eq!(seen.earlier(service(i), (i, i % 50)), None, "{i}");
        }
        for i in 0..200_000 {
            let again = seen.earlier(service(i), (i + 1, 0));
            assert_eq!(again, Some((i, Some(i % 50))), "{i}");
        }
        let header = std::mem::size_of::<Vec<u8>>();
        let room: usize = seen.lists.iter().map(|l| l.capacity() + header).sum();
        assert!(room < 200_000 * 13, "{room} bytes");
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
