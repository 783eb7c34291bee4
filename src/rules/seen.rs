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

/// A service: the claim that billed it first; the low half of its number; the rest of its number, and the line. Nothing is
/// all zeros.
type Place = [u32; 3];

/// So many bits of a place are for the line; claims have no more lines than that.
const LINE_BITS: u32 = 10;
const MOST_LINES: u32 = (1 << LINE_BITS) - 1;
/// Bits of the number that a place keeps, and the one that every service has. Two services in a batch of millions have the
/// same by accident less often than once in a million batches.
const KEPT: u64 = (1 << 53) - 1;
const TAKEN: u64 = 1 << 53;

/// Services with the claim and the line that billed each first: 12 bytes each, in tables with open addressing that are up to
/// seven eighths full and grow by a quarter. There are many small ones, so that when one grows, little is there twice.
#[derive(Debug, Default)]
pub(super) struct Seen {
    tables: Vec<Table>,
}

/// Tables, by the highest bits of a number.
const TABLES: usize = 64;

#[derive(Clone, Debug, Default)]
struct Table {
    places: Vec<Place>,
    count: usize,
}

impl Seen {
    /// The claim and line that a service has already; else it gets these.
    pub(super) fn earlier(&mut self, service: Number, line: (u32, u32)) -> Option<(u32, u32)> {
        if self.tables.is_empty() {
            self.tables = vec![Table::default(); TABLES];
        }
        let number = service.mixed();
        let table = self.tables.get_mut((number >> 58) as usize)?;
        table.earlier(number & KEPT | TAKEN, line)
    }
}

fn written(number: u64, (claim, line): (u32, u32)) -> Place {
    let rest = (number >> 32) as u32;
    [
        claim,
        number as u32,
        rest << LINE_BITS | line.min(MOST_LINES),
    ]
}

fn number(place: &Place) -> u64 {
    u64::from(place[2] >> LINE_BITS) << 32 | u64::from(place[1])
}

impl Table {
    fn earlier(&mut self, service: u64, line: (u32, u32)) -> Option<(u32, u32)> {
        if self.count * 8 >= self.places.len() * 7 {
            let larger = vec![[0; 3]; self.places.len() + self.places.len() / 4 + 8];
            for place in std::mem::replace(&mut self.places, larger) {
                if place[2] != 0 {
                    *self.place(number(&place))? = place;
                }
            }
        }
        let place = self.place(service)?;
        if place[2] != 0 {
            return Some((place[0], place[2] & MOST_LINES));
        }
        *place = written(service, line);
        self.count += 1;
        None
    }

    /// Where a service is or would be.
    fn place(&mut self, service: u64) -> Option<&mut Place> {
        // A length need be no power of two: the low half of the number, as a share of all there are, is a share of the length.
        let share = u64::from(service as u32) * self.places.len() as u64;
        let mut at = (share >> 32) as usize;
        while self
            .places
            .get(at)
            .is_some_and(|p| p[2] != 0 && number(p) != service)
        {
            at = if at + 1 < self.places.len() {
                at + 1
            } else {
                0
            };
        }
        self.places.get_mut(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_each_service_is_remembered() {
        let mut seen = Seen::default();
        let service = |i: u32| Number::START.with(&i.to_le_bytes());
        for i in 0..100_000 {
            assert_eq!(seen.earlier(service(i), (i, i % 1000)), None, "{i}");
        }
        for i in 0..100_000 {
            let again = seen.earlier(service(i), (i + 1, 0));
            assert_eq!(again, Some((i, i % 1000)), "{i}");
        }
        let room: usize = seen.tables.iter().map(|t| t.places.len() * 12).sum();
        assert!(room < 100_000 * 18, "{room} bytes");
    }
}
