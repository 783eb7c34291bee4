//! A reader of LMDB files from memory: enough to list the records of a table.
//!
//! Two of our sources are LMDB files. The usual bindings map the file into memory, which is `unsafe` and wants the file
//! on disk; ours is 321 MB that only exists compressed inside a wheel. The format is small and has not changed since
//! 2012, so reading it is a hundred lines.

use anyhow::{bail, ensure, Context, Result};

const PAGE_HEADER: usize = 16;
const MAGIC: u32 = 0xBEEF_C0DE;
const BRANCH: u16 = 0x01;
const LEAF: u16 = 0x02;
/// The value is on its own run of overflow pages.
const BIG: u16 = 0x01;
/// The value describes a named table.
const SUB_TABLE: u16 = 0x02;
/// The value is a set of values; none of our sources has one.
const DUPLICATES: u16 = 0x04;
const NO_PAGE: u64 = u64::MAX;

/// An LMDB file in memory.
pub struct Lmdb<'a> {
    bytes: &'a [u8],
    page_size: usize,
    main: u64,
}

/// A record: key and value.
pub type Record<'a> = (&'a [u8], &'a [u8]);

struct Node<'a> {
    flags: u16,
    key: &'a [u8],
    value: &'a [u8],
}

impl<'a> Lmdb<'a> {
    /// Finds the newer of the two meta pages.
    pub fn open(bytes: &'a [u8]) -> Result<Lmdb<'a>> {
        let mut file = Lmdb {
            bytes,
            page_size: 4096,
            main: NO_PAGE,
        };
        ensure!(file.u32(PAGE_HEADER)? == MAGIC, "not an LMDB file");
        file.page_size = file.u32(PAGE_HEADER + 24)? as usize;
        ensure!(
            file.page_size >= 512,
            "an LMDB file with an impossible page size"
        );
        let mut newest = None;
        for meta in [PAGE_HEADER, file.page_size + PAGE_HEADER] {
            let transaction = file.u64(meta + 128)?;
            if newest < Some(transaction) {
                newest = Some(transaction);
                file.main = file.u64(meta + 24 + 48 + 40)?;
            }
        }
        Ok(file)
    }

    /// All records of the unnamed table, in the order of their keys.
    pub fn main(&self) -> Result<Vec<Record<'a>>> {
        self.list(self.main)
    }

    /// The value of `key` in the unnamed table; keys may be padded with NULs.
    pub fn value(&self, key: &str) -> Result<&'a [u8]> {
        let found = self
            .main()?
            .into_iter()
            .find(|(k, _)| k.trim_ascii_end_nul() == key.as_bytes());
        Ok(found.with_context(|| format!("no record {key}"))?.1)
    }

    /// All records of a named table, in the order of their keys.
    pub fn table(&self, name: &str) -> Result<Vec<Record<'a>>> {
        let mut nodes = Vec::new();
        self.walk(self.main, 0, &mut nodes)?;
        let node = nodes
            .into_iter()
            .find(|n| n.key == name.as_bytes() && n.flags & SUB_TABLE != 0);
        let described = node.with_context(|| format!("no table {name}"))?.value;
        let root = described
            .get(40..48)
            .context("a table description is cut short")?;
        self.list(u64::from_le_bytes(root.try_into()?))
    }

    fn list(&self, root: u64) -> Result<Vec<Record<'a>>> {
        let mut nodes = Vec::new();
        self.walk(root, 0, &mut nodes)?;
        Ok(nodes.into_iter().map(|n| (n.key, n.value)).collect())
    }

    fn walk(&self, page: u64, depth: u32, out: &mut Vec<Node<'a>>) -> Result<()> {
        if page == NO_PAGE {
            return Ok(());
        }
        ensure!(depth < 32, "an LMDB tree without end");
        let at = self.page_at(page)?;
        let flags = self.u16(at + 10)?;
        let nodes = usize::from(self.u16(at + 12)?).saturating_sub(PAGE_HEADER) / 2;
        for i in 0..nodes {
            let node = at + usize::from(self.u16(at + PAGE_HEADER + 2 * i)?);
            let size = u64::from(self.u32(node)?);
            let node_flags = self.u16(node + 4)?;
            let key_size = usize::from(self.u16(node + 6)?);
            if flags & BRANCH != 0 {
                self.walk(size | u64::from(node_flags) << 32, depth + 1, out)?;
            } else if flags & LEAF != 0 && node_flags & DUPLICATES == 0 {
                let inline = node + 8 + key_size;
                let start = if node_flags & BIG != 0 {
                    self.page_at(self.u64(inline)?)? + PAGE_HEADER
                } else {
                    inline
                };
                let key = self.slice(node + 8, key_size)?;
                let value = self.slice(start, size as usize)?;
                out.push(Node {
                    flags: node_flags,
                    key,
                    value,
                });
            } else {
                bail!("an LMDB page of a kind that none of our sources has");
            }
        }
        Ok(())
    }

    fn page_at(&self, page: u64) -> Result<usize> {
        usize::try_from(page)?
            .checked_mul(self.page_size)
            .context("an LMDB page number is too large")
    }

    fn slice(&self, at: usize, len: usize) -> Result<&'a [u8]> {
        let end = at.checked_add(len).context("an LMDB offset is too large")?;
        self.bytes
            .get(at..end)
            .context("the LMDB file is cut short")
    }

    fn u16(&self, at: usize) -> Result<u16> {
        Ok(u16::from_le_bytes(self.slice(at, 2)?.try_into()?))
    }

    fn u32(&self, at: usize) -> Result<u32> {
        Ok(u32::from_le_bytes(self.slice(at, 4)?.try_into()?))
    }

    fn u64(&self, at: usize) -> Result<u64> {
        Ok(u64::from_le_bytes(self.slice(at, 8)?.try_into()?))
    }
}

/// NULs at the end of a fixed-width field, taken off.
pub trait TrimNul {
    /// `self` without its trailing NULs.
    fn trim_ascii_end_nul(&self) -> &[u8];
}

impl TrimNul for [u8] {
    fn trim_ascii_end_nul(&self) -> &[u8] {
        let end = self.iter().rposition(|b| *b != 0).map_or(0, |i| i + 1);
        &self[..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two meta pages, one leaf with one record: the smallest file that LMDB itself would read.
    fn small() -> Vec<u8> {
        let mut f = vec![0u8; 3 * 512];
        for (page, transaction, root) in [(0, 1u64, NO_PAGE), (1, 2, 2)] {
            let meta = page * 512 + PAGE_HEADER;
            f[meta..meta + 4].copy_from_slice(&MAGIC.to_le_bytes());
            f[meta + 24..meta + 28].copy_from_slice(&512u32.to_le_bytes());
            f[meta + 112..meta + 120].copy_from_slice(&root.to_le_bytes());
            f[meta + 128..meta + 136].copy_from_slice(&transaction.to_le_bytes());
        }
        let leaf = 2 * 512;
        f[leaf + 10] = LEAF as u8;
        f[leaf + 12] = PAGE_HEADER as u8 + 2;
        f[leaf + 16..leaf + 18].copy_from_slice(&500u16.to_le_bytes());
        f[leaf + 500..leaf + 511].copy_from_slice(&[1, 0, 0, 0, 0, 0, 2, 0, b'k', 0, b'v']);
        f
    }

    #[test]
    fn reads_the_newer_meta_page_and_refuses_what_is_cut() {
        let f = small();
        let db = Lmdb::open(&f).unwrap();
        assert_eq!(db.main().unwrap(), vec![(&b"k\0"[..], &b"v"[..])]);
        assert_eq!(db.value("k").unwrap(), b"v");
        assert!(db.value("x").is_err() && db.table("k").is_err());
        assert!(Lmdb::open(&f[..100]).is_err() && Lmdb::open(&[0; 2048]).is_err());
        assert!(Lmdb::open(&f[..2 * 512]).unwrap().main().is_err());
    }
}
