//! A reader of Python's marshal format, for the values of pyoce's tables: dicts, lists, text, numbers.

use anyhow::{bail, Context, Result};
use std::collections::BTreeMap;

/// A Python value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `None`
    None,
    /// `True` or `False`
    Bool(bool),
    /// A whole number of 32 bits.
    Int(i32),
    /// A floating point number.
    Float(f64),
    /// Text.
    Str(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A list or tuple.
    List(Vec<Value>),
    /// A dict with text keys.
    Dict(BTreeMap<String, Value>),
}

impl Value {
    /// The entry `key` of a dict.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Dict(d) => d.get(key),
            _ => None,
        }
    }

    /// The text under `key`.
    pub fn str(&self, key: &str) -> Result<&str> {
        match self.get(key) {
            Some(Value::Str(s)) => Ok(s),
            other => bail!("expected text under {key}, found {other:?}"),
        }
    }

    /// The number under `key`.
    pub fn int(&self, key: &str) -> Result<i32> {
        match self.get(key) {
            Some(Value::Int(n)) => Ok(*n),
            other => bail!("expected a number under {key}, found {other:?}"),
        }
    }

    /// Whether `key` holds anything but `None`, `False` or 0.
    pub fn flag(&self, key: &str) -> bool {
        !matches!(
            self.get(key),
            None | Some(Value::None | Value::Bool(false) | Value::Int(0))
        )
    }
}

/// Reads one value.
pub fn read(bytes: &[u8]) -> Result<Value> {
    Reader {
        rest: bytes,
        seen: Vec::new(),
    }
    .value(0)?
    .context("a marshalled value is missing")
}

struct Reader<'a> {
    rest: &'a [u8],
    /// Values marked for later reference, in the order of their marks.
    seen: Vec<Value>,
}

impl Reader<'_> {
    fn take(&mut self, n: usize) -> Result<&[u8]> {
        let (taken, rest) = self
            .rest
            .split_at_checked(n)
            .context("a marshalled value is cut short")?;
        self.rest = rest;
        Ok(taken)
    }

    fn int(&mut self) -> Result<i32> {
        Ok(i32::from_le_bytes(self.take(4)?.try_into()?))
    }

    fn len(&mut self, short: bool) -> Result<usize> {
        Ok(if short {
            usize::from(self.take(1)?[0])
        } else {
            usize::try_from(self.int()?)?
        })
    }

    fn text(&mut self, short: bool) -> Result<Value> {
        let n = self.len(short)?;
        Ok(Value::Str(String::from_utf8(self.take(n)?.to_vec())?))
    }

    fn list(&mut self, short: bool, depth: u32) -> Result<Value> {
        let n = self.len(short)?;
        let mut items = Vec::new();
        for _ in 0..n {
            items.push(self.value(depth + 1)?.context("a list ends early")?);
        }
        Ok(Value::List(items))
    }

    fn dict(&mut self, depth: u32) -> Result<Value> {
        let mut dict = BTreeMap::new();
        while let Some(key) = self.value(depth + 1)? {
            let Value::Str(key) = key else {
                bail!("a dict key that is not text")
            };
            dict.insert(key, self.value(depth + 1)?.context("a dict ends early")?);
        }
        Ok(Value::Dict(dict))
    }

    /// A value, or `None` for the mark that ends a dict.
    fn value(&mut self, depth: u32) -> Result<Option<Value>> {
        if depth > 32 {
            bail!("marshalled values nested without end");
        }
        let tag = self.take(1)?[0];
        // The slot is taken before the value is read: what is inside it may take later ones.
        let slot = (tag & 0x80 != 0).then(|| {
            self.seen.push(Value::None);
            self.seen.len() - 1
        });
        let value = match tag & 0x7f {
            b'0' => return Ok(None),
            b'N' => Value::None,
            b'T' => Value::Bool(true),
            b'F' => Value::Bool(false),
            b'i' => Value::Int(self.int()?),
            b'g' => Value::Float(f64::from_le_bytes(self.take(8)?.try_into()?)),
            b'z' | b'Z' => self.text(true)?,
            b'a' | b'A' | b'u' | b't' => self.text(false)?,
            b's' => {
                let n = self.len(false)?;
                Value::Bytes(self.take(n)?.to_vec())
            }
            b')' => self.list(true, depth)?,
            b'(' | b'[' => self.list(false, depth)?,
            b'{' => self.dict(depth)?,
            b'r' => {
                let n = self.len(false)?;
                self.seen.get(n).context("a reference to nothing")?.clone()
            }
            other => bail!("a marshalled value of kind {:?}", char::from(other)),
        };
        if let Some(slot) = slot {
            self.seen[slot] = value.clone();
        }
        Ok(Some(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_dict_with_references() {
        // marshal.dumps({"a": 7, "b": "x", "c": "x"}) of CPython 3.13
        let bytes = b"\xfb\xda\x01a\xe9\x07\0\0\0\xda\x01b\xda\x01x\xda\x01cr\x04\0\0\x000";
        let v = read(bytes).unwrap();
        assert_eq!(
            (
                v.int("a").unwrap(),
                v.str("b").unwrap(),
                v.str("c").unwrap()
            ),
            (7, "x", "x")
        );
        assert!(v.flag("a") && !v.flag("d"));
        for cut in 0..bytes.len() {
            assert!(read(&bytes[..cut]).is_err());
        }
    }
}
