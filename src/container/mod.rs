//! The envelope of every table file (`.tbl`): named sections behind one checksum.
//!
//! ```text
//! 0   8  magic "SUPRBILL"
//! 8   4  schema (u32 LE), see [`SCHEMA`]
//! 12  4  number of sections n (u32 LE)
//! 16  4  XXH32 (seed 0) of all bytes from 20 on (u32 LE)
//! 20  n x { tag: 4 ASCII bytes, offset: u32 LE from byte 0, length: u32 LE }
//! ..     the sections, in the order of their entries, without gaps
//! ```
//!
//! The section `META` is the JSON of a [`TableInfo`]; the others belong to the kind of table that `META` names.
//! All integers are little endian. "varint" is LEB128, at most 5 bytes.

use crate::date::Date;
use crate::error::Error;
use crate::scan::json::flat_object;
use serde::Serialize;
use xxhash_rust::xxh32::xxh32;

/// Version of the byte format. A reader refuses every other one: tables and library ship together.
pub const SCHEMA: u32 = 5;
const MAGIC: &[u8; 8] = b"SUPRBILL";
const HEADER: usize = 20;

/// Description of a table in its own header. JavaScript gets it from `tables()` and `loadTable()`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TableInfo {
    /// Code set or kind of table: `icd10cm`, `icd10pcs`, `hcpcs`, `cpt`, `notes`, `ncci-ptp-hospital`, `mue`, ...
    pub set: String,
    /// The data release, in its publisher's words, e.g. `FY2027`.
    pub release: String,
    /// Rows of the newest release for a code set; entries for any other table.
    pub rows: u32,
    /// First day that the table can answer for, in JSON `YYYY-MM-DD`.
    pub from: Date,
    /// Last day that the table can answer for.
    pub to: Date,
    /// Where the data is from, in one line.
    pub source: String,
}

impl TableInfo {
    /// Not by serde: its reader for this one struct would be a tenth of the WebAssembly module's code.
    fn read(meta: &[u8]) -> Option<TableInfo> {
        let mut info = TableInfo::default();
        let ([mut rows, mut from, mut to], mut count) = ([const { String::new() }; 3], 0);
        flat_object(meta, &mut |key, text| {
            let field = match key {
                "set" => &mut info.set,
                "release" => &mut info.release,
                "rows" => &mut rows,
                "from" => &mut from,
                "to" => &mut to,
                "source" => &mut info.source,
                _ => return,
            };
            *field = text;
            count += 1;
        })?;
        info.rows = rows.parse().ok()?;
        (info.from, info.to) = (Date::parse(&from)?, Date::parse(&to)?);
        (count == 6).then_some(info)
    }
}

/// A verified envelope over borrowed bytes.
#[derive(Clone, Debug)]
pub struct Container<'a> {
    bytes: &'a [u8],
    entries: Vec<([u8; 4], usize, usize)>,
    /// The parsed `META` section.
    pub info: TableInfo,
    /// The bytes are part of the library itself, see [`Container::open_embedded`].
    pub(crate) trusted: bool,
}

fn u32_at(b: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(b.get(at..at + 4)?.try_into().ok()?) as usize)
}

impl<'a> Container<'a> {
    /// Checks magic, schema, checksum and section bounds, and reads `META`.
    pub fn open(bytes: &'a [u8]) -> Result<Container<'a>, Error> {
        Container::read(bytes, false)
    }

    /// Opens a table inside the library as [`open`](Container::open) does, without the proofs that
    /// only altered bytes could fail: whoever alters the library alters more than its tables, and
    /// the proofs take a good part of the time to the first answer. A test opens every embedded
    /// table with them.
    #[cfg(feature = "embedded")]
    pub(crate) fn open_embedded(bytes: &'static [u8]) -> Result<Container<'static>, Error> {
        Container::read(bytes, true)
    }

    /// Opens bytes that [`Container::open`] has opened before, without their checksum.
    pub(crate) fn reopen(bytes: &'a [u8]) -> Result<Container<'a>, Error> {
        let mut container = Container::read(bytes, true)?;
        container.trusted = false;
        Ok(container)
    }

    fn read(bytes: &'a [u8], trusted: bool) -> Result<Container<'a>, Error> {
        if bytes.get(..8) != Some(MAGIC) {
            return Err(Error::bad_table("it does not begin like one"));
        }
        let short = || Error::bad_table("it is cut short");
        let schema = u32_at(bytes, 8).ok_or_else(short)?;
        if schema != SCHEMA as usize {
            return Err(Error::bad_table(&format!(
                "its schema is {schema} and this library reads {SCHEMA}"
            )));
        }
        let n = u32_at(bytes, 12).ok_or_else(short)?;
        let sum = u32_at(bytes, 16).ok_or_else(short)?;
        let body = bytes.get(HEADER..).ok_or_else(short)?;
        if !trusted && xxh32(body, 0) as usize != sum {
            return Err(Error::bad_table(
                "its checksum does not match, so it is cut short or altered",
            ));
        }
        if n > 64 {
            return Err(Error::bad_table("it lists too many sections"));
        }
        let mut entries = Vec::with_capacity(n);
        for i in 0..n {
            let at = HEADER + 12 * i;
            let tag: [u8; 4] = bytes
                .get(at..at + 4)
                .and_then(|t| t.try_into().ok())
                .ok_or_else(short)?;
            let (start, len) = (
                u32_at(bytes, at + 4).ok_or_else(short)?,
                u32_at(bytes, at + 8).ok_or_else(short)?,
            );
            let end = start
                .checked_add(len)
                .filter(|e| *e <= bytes.len())
                .ok_or_else(short)?;
            entries.push((tag, start, end));
        }
        let meta = entries
            .iter()
            .find(|e| &e.0 == b"META")
            .and_then(|e| bytes.get(e.1..e.2));
        let meta = meta.ok_or_else(|| Error::bad_table("it has no META section"))?;
        let info = TableInfo::read(meta)
            .ok_or_else(|| Error::bad_table("its META section is not readable"))?;
        Ok(Container {
            bytes,
            entries,
            info,
            trusted,
        })
    }

    /// The bytes of a section, or an error that names the missing one.
    pub fn section(&self, tag: &[u8; 4]) -> Result<&'a [u8], Error> {
        self.optional(tag).ok_or_else(|| {
            Error::bad_table(&format!(
                "section {} is missing",
                String::from_utf8_lossy(tag)
            ))
        })
    }

    /// The bytes of a section that need not be there.
    pub fn optional(&self, tag: &[u8; 4]) -> Option<&'a [u8]> {
        self.entries
            .iter()
            .find(|e| &e.0 == tag)
            .and_then(|e| self.bytes.get(e.1..e.2))
    }
}

/// Writes an envelope around `sections`; the same input gives the same bytes.
#[cfg(any(feature = "write", test))]
pub fn write(info: &TableInfo, sections: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let meta = serde_json::to_vec(info).expect("a struct of strings and numbers is always JSON");
    let all: Vec<(&[u8; 4], &[u8])> = std::iter::once((b"META", &meta[..]))
        .chain(sections.iter().map(|(t, b)| (t, &b[..])))
        .collect();
    let mut offset = HEADER + 12 * all.len();
    let mut body = Vec::new();
    for (tag, b) in &all {
        body.extend_from_slice(*tag);
        body.extend((offset as u32).to_le_bytes());
        body.extend((b.len() as u32).to_le_bytes());
        offset += b.len();
    }
    for (_, b) in &all {
        body.extend_from_slice(b);
    }
    let mut out = MAGIC.to_vec();
    out.extend(SCHEMA.to_le_bytes());
    out.extend((all.len() as u32).to_le_bytes());
    out.extend(xxh32(&body, 0).to_le_bytes());
    out.extend(body);
    out
}

/// A bounds-checked reader of a section. Every method answers an error at the end of the bytes, never a panic.
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads `bytes` from their start.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    /// Whether everything has been read.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// All that is left.
    pub fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.rest)
    }

    /// The next byte.
    pub fn u8(&mut self) -> Result<u8, Error> {
        let (b, rest) = self
            .rest
            .split_first()
            .ok_or_else(|| Error::bad_table("a section ends early"))?;
        self.rest = rest;
        Ok(*b)
    }

    /// The next `n` bytes.
    pub fn bytes(&mut self, n: usize) -> Result<&'a [u8], Error> {
        if n > self.rest.len() {
            return Err(Error::bad_table("a section ends early"));
        }
        let (b, rest) = self.rest.split_at(n);
        self.rest = rest;
        Ok(b)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let ended = |_| Error::bad_table("a section ends early");
        <[u8; N]>::try_from(self.bytes(N)?).map_err(ended)
    }

    /// The next two bytes as a number.
    pub fn u16(&mut self) -> Result<u16, Error> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    /// The next four bytes as a number.
    pub fn u32(&mut self) -> Result<u32, Error> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    /// The next varint, quickest when it is one byte or two: for long lists of such.
    #[inline(always)]
    pub(crate) fn short_varint(&mut self) -> Result<u32, Error> {
        match self.rest {
            [b, rest @ ..] if *b < 0x80 => {
                self.rest = rest;
                Ok(u32::from(*b))
            }
            [b, c, rest @ ..] if *c < 0x80 => {
                self.rest = rest;
                Ok(u32::from(b & 0x7f) | u32::from(*c) << 7)
            }
            _ => self.varint(),
        }
    }

    /// The next varint.
    pub fn varint(&mut self) -> Result<u32, Error> {
        let mut n = 0u64;
        for (i, b) in self.rest.iter().take(5).enumerate() {
            n |= u64::from(b & 0x7f) << (7 * i);
            if b & 0x80 == 0 {
                self.rest = self.rest.get(i + 1..).unwrap_or_default();
                return u32::try_from(n).map_err(|_| Error::bad_table("a number is too large"));
            }
        }
        Err(Error::bad_table("a number is too long or cut short"))
    }
}

/// Appends `n` as a varint.
#[cfg(any(feature = "write", test))]
pub fn push_varint(out: &mut Vec<u8>, mut n: u32) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info() -> TableInfo {
        TableInfo {
            set: "icd10cm".into(),
            release: "FY2027".into(),
            rows: 1,
            from: Date::new(2015, 10, 1).unwrap(),
            to: Date::new(2027, 9, 30).unwrap(),
            source: "made up".into(),
        }
    }

    #[test]
    fn every_cut_and_every_flipped_byte_is_refused() {
        let good = write(&info(), &[(*b"ABCD", vec![1, 2, 3])]);
        let c = Container::open(&good).unwrap();
        assert_eq!(
            (c.info.clone(), c.section(b"ABCD").unwrap()),
            (info(), &[1u8, 2, 3][..])
        );
        for n in 0..good.len() {
            assert!(Container::open(&good[..n]).is_err(), "cut at {n}");
            let mut bad = good.clone();
            bad[n] ^= 0x40;
            assert!(Container::open(&bad).is_err(), "flipped {n}");
        }
    }

    #[test]
    fn varints_round_trip_and_overlong_ones_are_refused() {
        for n in [0, 1, 127, 128, 16_383, 16_384, u32::MAX] {
            let mut b = Vec::new();
            push_varint(&mut b, n);
            assert_eq!(Reader::new(&b).varint(), Ok(n));
        }
        assert!(Reader::new(&[0xff; 5]).varint().is_err());
        assert!(Reader::new(&[0x80; 6]).varint().is_err());
    }
}
