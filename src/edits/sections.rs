//! Sections that edit tables share: lists of codes, days and counts as bytes.

use crate::code_key::key8;
use crate::container::Reader;
use crate::date::Date;
use crate::error::Error;

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

/// Sorted five-character codes: a count, then the difference of each [`key5`](crate::code_key::key5) from the one before, all varints.
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

    /// Writes codes of up to five characters as the bytes that [`super::codes5`] reads.
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

    /// Writes sorted codes of up to eight characters as the bytes that [`super::codes8`] reads.
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
    fn lists_of_codes_are_read_back_and_must_be_in_order() {
        assert_eq!(
            codes8(&write::codes8(&["E11", "E110", "I10"])),
            Ok(["E11", "E110", "I10"].map(|c| key8(c).unwrap()).to_vec())
        );
        assert!(codes8(&write::codes8(&["E11", "E11"])).is_err());
    }
}
