//! What the edit tables share: codes as numbers and days as bytes.

use crate::container::Reader;
use crate::date::Date;
use crate::Error;

/// A five-character procedure code as a number; the order of the numbers is the order of the codes.
pub(super) fn key5(code: &str) -> Option<u32> {
    if code.len() != 5 {
        return None;
    }
    code.bytes().try_fold(0, |n, b| {
        let digit = match b {
            b'0'..=b'9' => b - b'0',
            b'A'..=b'Z' => b - b'A' + 10,
            _ => return None,
        };
        Some(n * 36 + u32::from(digit))
    })
}

/// The code of a [`key5`].
pub(super) fn code5(mut key: u32) -> String {
    let mut out = [b'0'; 5];
    for b in out.iter_mut().rev() {
        let digit = (key % 36) as u8;
        *b = if digit < 10 {
            b'0' + digit
        } else {
            b'A' + digit - 10
        };
        key /= 36;
    }
    out.iter().copied().map(char::from).collect()
}

/// Up to eight letters and digits as a number; the order of the numbers is the order of the texts.
pub(crate) fn key8(code: &str) -> Option<u64> {
    if !(1..=8).contains(&code.len()) {
        return None;
    }
    let mut key = 0;
    for b in code.bytes() {
        if !(b.is_ascii_digit() || b.is_ascii_uppercase()) {
            return None;
        }
        key = key << 8 | u64::from(b);
    }
    Some(key << (8 * (8 - code.len())))
}

/// A [`key8`] of up to seven characters in 42 bits: six are enough to tell letters and digits apart.
pub(crate) fn packed(key: u64) -> u64 {
    let halves = |n: u64, upper: u64, lower: u64, bits: u32| (n & upper) >> bits | n & lower;
    let n = key & 0x3f3f_3f3f_3f3f_3f3f;
    let n = halves(n, 0x3f00_3f00_3f00_3f00, 0x003f_003f_003f_003f, 2);
    let n = halves(n, 0x0fff_0000_0fff_0000, 0x0000_0fff_0000_0fff, 4);
    let n = halves(n, 0x00ff_ffff_0000_0000, 0x0000_0000_00ff_ffff, 8);
    n >> 6
}

/// The text of a [`key8`].
pub(crate) fn code8(key: u64) -> String {
    let mut code = String::with_capacity(8);
    push8(&mut code, key);
    code
}

/// Appends the same.
pub(crate) fn push8(out: &mut String, key: u64) {
    let text = key.to_be_bytes();
    let length = text.iter().position(|b| *b == 0).unwrap_or(8);
    out.push_str(std::str::from_utf8(&text[..length]).unwrap_or(""));
}

/// A day as four bytes; 0 is [`Date::MIN`].
pub(super) fn day(r: &mut Reader<'_>) -> Result<Date, Error> {
    match r.u32()? {
        0 => Ok(Date::MIN),
        n => Date::from_number(n).ok_or_else(|| Error::bad_table("a day in it does not exist")),
    }
}

/// A count of things that take at least `size` bytes each: refused before anything is allocated for them.
pub(super) fn count(r: &mut Reader<'_>, section: &[u8], size: usize) -> Result<usize, Error> {
    let n = r.varint()? as usize;
    if n.saturating_mul(size) > section.len() {
        return Err(Error::bad_table(
            "a count in it is larger than what follows",
        ));
    }
    Ok(n)
}

/// Sorted five-character codes: a count, then the difference of each [`key5`] from the one before, all varints.
pub(super) fn codes5(section: &[u8]) -> Result<Vec<u32>, Error> {
    let mut r = Reader::new(section);
    let n = count(&mut r, section, 1)?;
    let mut codes = Vec::with_capacity(n);
    let mut last = 0u32;
    for i in 0..n {
        let step = r.varint()?;
        let key = last
            .checked_add(step)
            .filter(|k| *k < 36u32.pow(5) && (i == 0 || step > 0));
        last = key.ok_or_else(|| Error::bad_table("its codes are out of order"))?;
        codes.push(last);
    }
    end(&r)?;
    Ok(codes)
}

/// Sorted codes of up to eight characters, as [`key8`]s: a varint count, then per code a byte { how many characters it
/// shares with the code before, << 4 | how many follow } and those that follow.
pub(super) fn codes8(section: &[u8]) -> Result<Vec<u64>, Error> {
    let mut r = Reader::new(section);
    let mut keys: Vec<u64> = Vec::new();
    let mut last = String::new();
    for _ in 0..count(&mut r, section, 2)? {
        let lengths = r.u8()?;
        last.truncate(usize::from(lengths >> 4));
        last.extend(
            r.bytes(usize::from(lengths & 15))?
                .iter()
                .copied()
                .map(char::from),
        );
        let key = key8(&last).filter(|k| keys.last().is_none_or(|l| l < k));
        keys.push(key.ok_or_else(|| Error::bad_table("its codes are out of order"))?);
    }
    end(&r)?;
    keys.shrink_to_fit();
    Ok(keys)
}

/// That nothing is left of a section.
pub(super) fn end(r: &Reader<'_>) -> Result<(), Error> {
    if r.is_empty() {
        Ok(())
    } else {
        Err(Error::bad_table("a section is longer than what it holds"))
    }
}

/// Encoders of the same.
#[cfg(any(feature = "write", test))]
pub(super) mod write {
    use crate::container::push_varint;

    /// What [`super::codes5`] reads.
    pub fn codes5(keys: &[u32]) -> Vec<u8> {
        let mut out = Vec::new();
        push_varint(&mut out, keys.len() as u32);
        let mut last = 0;
        for key in keys {
            push_varint(&mut out, key - last);
            last = *key;
        }
        out
    }

    /// What [`super::codes8`] reads; the codes are sorted.
    pub fn codes8<S: AsRef<str>>(codes: &[S]) -> Vec<u8> {
        let mut out = Vec::new();
        push_varint(&mut out, codes.len() as u32);
        let mut last = "";
        for code in codes {
            let code = code.as_ref();
            let shared = last
                .bytes()
                .zip(code.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            out.push((shared << 4 | (code.len() - shared)) as u8);
            out.extend(code.bytes().skip(shared));
            last = code;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_the_order_and_give_the_code_back() {
        let codes = [
            "00100", "0001A", "99499", "A0021", "J1885", "V5364", "ZZZZZ",
        ];
        for a in codes {
            assert_eq!(code5(key5(a).unwrap()), a);
            assert_eq!(code8(key8(a).unwrap()), a);
            for b in codes {
                assert_eq!(key5(a).cmp(&key5(b)), a.cmp(b));
                assert_eq!(key8(a).cmp(&key8(b)), a.cmp(b));
            }
        }
        assert_eq!(
            codes8(&write::codes8(&["E11", "E110", "I10"])),
            Ok(["E11", "E110", "I10"].map(|c| key8(c).unwrap()).to_vec())
        );
        assert!(codes8(&write::codes8(&["E11", "E11"])).is_err());
        assert!(key8("E11") < key8("E110") && key8("E110") < key8("E1100"));
        for bad in ["", "123456789", "e11", "E1.1", "é"] {
            assert_eq!((key5(bad), key8(bad)), (None, None), "{bad}");
        }
    }
}
