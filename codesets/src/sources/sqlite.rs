//! A reader of SQLite files from memory: enough to list the rows of an ordinary table.
//!
//! One source is an SQLite file of which we read one table, once. Compiling SQLite for that takes longer than
//! everything else here together; the file format is documented and frozen.

use anyhow::{bail, ensure, Context, Result};

const INTERIOR: u8 = 0x05;
const LEAF: u8 = 0x0d;

/// A value of a row. Numbers with a fraction and blobs are not needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `NULL`, and everything of a kind that is not needed.
    Null,
    /// A whole number.
    Int(i64),
    /// Text.
    Text(String),
}

impl Value {
    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(s) => Some(s),
            _ => None,
        }
    }
}

/// All rows of the table `name`, in the order of their row ids.
pub fn rows(file: &[u8], name: &str) -> Result<Vec<Vec<Value>>> {
    ensure!(file.starts_with(b"SQLite format 3\0"), "not an SQLite file");
    let page_size = match be(file, 16, 2)? {
        1 => 65_536,
        n => n,
    };
    let reserved = be(file, 20, 1)?;
    let usable = page_size
        .checked_sub(reserved)
        .filter(|u| *u >= 480)
        .context("an impossible page size")?;
    let db = Database {
        file,
        page_size,
        usable,
    };
    let mut schema = Vec::new();
    db.walk(1, 0, &mut schema)?;
    let root = schema.iter().find_map(|row| match &row[..] {
        [kind, n, _, Value::Int(root), ..]
            if kind.text() == Some("table") && n.text() == Some(name) =>
        {
            Some(*root)
        }
        _ => None,
    });
    let mut out = Vec::new();
    db.walk(
        u64::try_from(root.with_context(|| format!("no table {name}"))?)?,
        0,
        &mut out,
    )?;
    Ok(out)
}

/// A big-endian number of `n` bytes.
fn be(bytes: &[u8], at: u64, n: u64) -> Result<u64> {
    let of = |at: u64| usize::try_from(at).ok();
    let slice = of(at).zip(of(at + n)).and_then(|(a, b)| bytes.get(a..b));
    let slice = slice.context("the SQLite file is cut short")?;
    Ok(slice.iter().fold(0, |n, b| n << 8 | u64::from(*b)))
}

/// A variable-length number and the offset after it.
fn varint(bytes: &[u8], mut at: u64) -> Result<(u64, u64)> {
    let mut n = 0u64;
    for i in 0..9 {
        let b = be(bytes, at, 1)?;
        at += 1;
        if i == 8 {
            return Ok((n << 8 | b, at));
        }
        n = n << 7 | b & 0x7f;
        if b & 0x80 == 0 {
            break;
        }
    }
    Ok((n, at))
}

struct Database<'a> {
    file: &'a [u8],
    page_size: u64,
    usable: u64,
}

impl Database<'_> {
    fn walk(&self, page: u64, depth: u32, out: &mut Vec<Vec<Value>>) -> Result<()> {
        ensure!(depth < 32, "an SQLite tree without end");
        let start = self.start(page)?;
        // The first page begins with the header of the file.
        let header = if page == 1 { start + 100 } else { start };
        let kind = u8::try_from(be(self.file, header, 1)?)?;
        let cells = be(self.file, header + 3, 2)?;
        let pointers = header + if kind == INTERIOR { 12 } else { 8 };
        for i in 0..cells {
            let cell = start + be(self.file, pointers + 2 * i, 2)?;
            match kind {
                INTERIOR => self.walk(be(self.file, cell, 4)?, depth + 1, out)?,
                LEAF => out.push(record(&self.payload(cell)?)?),
                _ => bail!("an SQLite page that is not of an ordinary table"),
            }
        }
        if kind == INTERIOR {
            self.walk(be(self.file, header + 8, 4)?, depth + 1, out)?;
        }
        Ok(())
    }

    fn start(&self, page: u64) -> Result<u64> {
        page.checked_sub(1)
            .and_then(|p| p.checked_mul(self.page_size))
            .context("an impossible page number")
    }

    /// The bytes of a row, gathered from its overflow pages.
    fn payload(&self, cell: u64) -> Result<Vec<u8>> {
        let (size, at) = varint(self.file, cell)?;
        let (_row_id, mut at) = varint(self.file, at)?;
        ensure!(
            size <= self.file.len() as u64,
            "a row larger than the SQLite file"
        );
        let most = self.usable - 35;
        let least = (self.usable - 12) * 32 / 255 - 23;
        let mut local = size;
        if size > most {
            let k = least + (size - least) % (self.usable - 4);
            local = if k <= most { k } else { least };
        }
        let mut out = self.slice(at, local)?.to_vec();
        at += local;
        while (out.len() as u64) < size {
            let next = self.start(be(self.file, at, 4)?)?;
            let n = (size - out.len() as u64).min(self.usable - 4);
            out.extend(self.slice(next + 4, n)?);
            at = next;
        }
        Ok(out)
    }

    fn slice(&self, at: u64, len: u64) -> Result<&[u8]> {
        let (at, len) = (usize::try_from(at)?, usize::try_from(len)?);
        self.file
            .get(at..at.saturating_add(len))
            .context("the SQLite file is cut short")
    }
}

fn record(bytes: &[u8]) -> Result<Vec<Value>> {
    let (header, mut at) = varint(bytes, 0)?;
    let mut data = header;
    let mut out = Vec::new();
    while at < header {
        let (kind, next) = varint(bytes, at)?;
        at = next;
        let size = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            n if n >= 12 => (n - 12) / 2,
            _ => bail!("a value of a reserved kind"),
        };
        out.push(match kind {
            8 | 9 => Value::Int(i64::from(kind == 9)),
            1..=6 => {
                // Sign-extended from the top of its first byte.
                let unused = 64 - 8 * size as u32;
                Value::Int((be(bytes, data, size)? << unused) as i64 >> unused)
            }
            n if n >= 13 && n % 2 == 1 => {
                let (from, to) = (usize::try_from(data)?, usize::try_from(data + size)?);
                let text = bytes.get(from..to).context("a row is cut short")?;
                Value::Text(String::from_utf8(text.to_vec())?)
            }
            _ => Value::Null,
        });
        data += size;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Page 1 holds the schema row of table `t` with root page 2; page 2 holds one row that runs over to page 3.
    fn file(text: &str) -> Vec<u8> {
        let mut f = vec![0u8; 3 * 512];
        f[..16].copy_from_slice(b"SQLite format 3\0");
        f[16..18].copy_from_slice(&512u16.to_be_bytes());
        let mut put = |page: usize, header: usize, cell: &[u8]| {
            f[header] = LEAF;
            f[header + 4] = 1;
            let at = if page == 0 { 200 } else { 10 };
            f[header + 8..header + 10].copy_from_slice(&(at as u16).to_be_bytes());
            f[page * 512 + at..page * 512 + at + cell.len()].copy_from_slice(cell);
        };
        put(0, 100, b"\x0f\x01\x06\x17\x0f\x0f\x01\x0dtablett\x02");
        let n = text.len() as u64 * 2 + 13;
        let mut row = vec![4, (n >> 7) as u8 | 0x80, (n & 0x7f) as u8, 1];
        row.extend(text.as_bytes());
        row.push(0xfe);
        let size = row.len();
        let mut cell = vec![(size >> 7) as u8 | 0x80, (size & 0x7f) as u8, 1];
        // usable 512: at most 477 bytes stay; the rule gives the least that leaves whole overflow pages.
        let least = (512 - 12) * 32 / 255 - 23;
        let k = least + (size - least) % 508;
        let local = if size <= 477 {
            size
        } else if k <= 477 {
            k
        } else {
            least
        };
        cell.extend(&row[..local]);
        if local < size {
            cell.extend(3u32.to_be_bytes());
        }
        put(1, 512, &cell);
        f[2 * 512 + 4..2 * 512 + 4 + size - local].copy_from_slice(&row[local..]);
        f
    }

    #[test]
    fn reads_rows_with_and_without_overflow() {
        for n in [60, 470, 480, 500, 560] {
            let text = "x".repeat(n);
            let f = file(&text);
            assert_eq!(
                rows(&f, "t").unwrap(),
                vec![vec![Value::Text(text), Value::Int(-2)]],
                "{n}"
            );
            assert!(
                rows(&f, "u").is_err()
                    && rows(&f[..530], "t").is_err()
                    && rows(&f[..50], "t").is_err()
            );
        }
    }
}
