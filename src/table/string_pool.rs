//! Texts one behind the other, and how a table stores them.

use super::chunked::{copy, parts, sum, CHUNK, PART};
use std::ops::Range;

/// Texts one behind the other.
#[derive(Default)]
pub(super) struct StringPool {
    text: String,
    ends: Vec<u32>,
}

/// The bytes of texts, each of which shares its beginning with the one before: so many bytes (a plane of u8), then its other
/// bytes, in lines.
pub(super) struct Stored<'a> {
    pub(super) shared: &'a [u8],
    pub(super) rests: &'a [u8],
}

impl Stored<'_> {
    /// The texts; `None` when they are cut short or no text, or should be in order and are not.
    #[inline(never)]
    pub(super) fn read(mut self, in_order: bool) -> Option<StringPool> {
        let total = sum(self.shared) + self.rests.len();
        let mut text = vec![0; total + CHUNK];
        let mut ends = Vec::with_capacity(self.shared.len());
        let mut at = (0, 0);
        for part in parts(self.shared.len()) {
            at = self.some(part, &mut text, &mut ends, at, in_order)?;
        }
        if !self.rests.is_empty() {
            return None;
        }
        text.truncate(at.1);
        Some(StringPool {
            text: String::from_utf8(text).ok()?,
            ends,
        })
    }

    /// Appends texts; from `before` to `to` is the last one.
    #[inline(never)]
    fn some(
        &mut self,
        part: Range<usize>,
        text: &mut [u8],
        ends: &mut Vec<u32>,
        (mut before, mut to): (usize, usize),
        in_order: bool,
    ) -> Option<(usize, usize)> {
        let mut rests = self.rests;
        let shares = self.shared.get(part)?;
        let mut own_ends = [0; PART];
        for (shared, end) in shares.iter().zip(&mut own_ends) {
            let shared = usize::from(*shared);
            let (start, next) = (to, before + shared);
            if next > start {
                return None;
            }
            copy(text, before, to, shared)?;
            to += shared;
            let (old, new) = text.split_at_mut_checked(to)?;
            let mut length = 0;
            for (place, byte) in new.iter_mut().zip(rests) {
                if *byte == b'\n' {
                    break;
                }
                *place = *byte;
                length += 1;
            }
            // What is shared is all that could be, so that the first byte behind it tells.
            if in_order && (length == 0 || (next < start && old.get(next) >= rests.first())) {
                return None;
            }
            to += length;
            rests = match rests.get(length..)? {
                [b'\n', more @ ..] => more,
                [] => &[],
                _ => return None,
            };
            *end = to as u32;
            before = start;
        }
        ends.extend_from_slice(own_ends.get(..shares.len())?);
        self.rests = rests;
        Some((before, to))
    }
}

#[cfg(any(feature = "write", test))]
/// The two planes of [`Stored`].
pub(super) fn store<'a>(texts: impl IntoIterator<Item = &'a str>) -> (Vec<u8>, Vec<u8>) {
    let (mut shared, mut rests, mut before) = (Vec::new(), Vec::new(), "");
    for text in texts {
        let same = before.bytes().zip(text.bytes()).take_while(|(a, b)| a == b);
        let n = same.count().min(255);
        shared.push(n as u8);
        rests.push(&text.as_bytes()[n..]);
        before = text;
    }
    (shared, rests.join(&b'\n'))
}

/// The first eight bytes of the text at `place` as a number, zeros behind a shorter one: mostly these tell which of two texts
/// comes first. What stands behind it is read with it and taken off again.
#[inline(always)]
fn head(all: &[u8], place: Range<usize>) -> u64 {
    let text = all.get(place.start..).unwrap_or_default();
    let eight = text.first_chunk().copied().unwrap_or_else(|| {
        let mut eight = [0; 8];
        eight
            .iter_mut()
            .zip(text)
            .for_each(|(to, from)| *to = *from);
        eight
    });
    let missing = 8 * 8usize.saturating_sub(place.len()) as u32;
    u64::from_be_bytes(eight) & u64::MAX.checked_shl(missing).unwrap_or(0)
}

impl StringPool {
    #[inline(always)]
    fn place(&self, i: usize) -> Range<usize> {
        let end = self.ends.get(i).map_or(0, |e| *e as usize);
        let before = i.checked_sub(1).and_then(|i| self.ends.get(i));
        before.map_or(0, |e| *e as usize)..end
    }

    #[inline(always)]
    pub(super) fn get(&self, i: usize) -> &str {
        self.text.get(self.place(i)).unwrap_or("")
    }

    #[inline(always)]
    fn bytes(&self, i: usize) -> &[u8] {
        self.text.as_bytes().get(self.place(i)).unwrap_or(&[])
    }

    #[inline(always)]
    pub(super) fn byte(&self, i: usize, at: usize) -> Option<u8> {
        let place = self.place(i);
        let byte = self.text.as_bytes().get(place.start + at).copied();
        byte.filter(|_| at < place.len())
    }

    #[inline(always)]
    pub(super) fn len_of(&self, i: usize) -> usize {
        self.place(i).len()
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Where the first of these texts is, which are in order, that does not come before `text`.
    pub(super) fn first_from(&self, text: &str) -> usize {
        let (mut start, mut end) = (0, self.len());
        let text = text.as_bytes();
        let head = head(text, 0..text.len());
        while start < end {
            let mid = (start + end) / 2;
            let other_head = self::head(self.text.as_bytes(), self.place(mid));
            if other_head < head || (other_head == head && self.bytes(mid) < text) {
                start = mid + 1;
            } else {
                end = mid;
            }
        }
        start
    }

    /// Which of these texts, which are in order, begin with `text`.
    pub(super) fn beginning(&self, text: &str) -> Range<usize> {
        let start = self.first_from(text);
        let text = text.as_bytes();
        // Mostly they are few: the steps get longer, then shorter again.
        let begins = |i: usize| i < self.len() && self.bytes(i).starts_with(text);
        let (mut end, mut step) = (start, 1);
        while begins(end + step - 1) {
            end += step;
            step *= 2;
        }
        while step > 1 {
            step /= 2;
            if begins(end + step - 1) {
                end += step;
            }
        }
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(shared: &[u8], rests: &[u8], in_order: bool) -> Option<Vec<String>> {
        let strings = Stored { shared, rests }.read(in_order)?;
        Some((0..strings.len()).map(|i| strings.get(i).into()).collect())
    }

    #[test]
    fn what_is_stored_comes_back() {
        let mut texts: Vec<String> = (0..3000).map(|n| format!("{:b}", n * 7)).collect();
        texts.extend(
            [
                "é",
                "è",
                "",
                "a long text of which much is shared",
                "a long text of which",
            ]
            .map(String::from),
        );
        let (shared, rests) = store(texts.iter().map(String::as_str));
        assert_eq!(read(&shared, &rests, false), Some(texts.clone()));
        assert_eq!(read(&shared, &rests, true), None);
        texts.sort();
        texts.retain(|t| !t.is_empty());
        texts.dedup();
        let (shared, rests) = store(texts.iter().map(String::as_str));
        assert_eq!(read(&shared, &rests, true), Some(texts));
    }

    #[test]
    fn beginnings_are_found_in_order() {
        let mut strings = StringPool::default();
        let texts = (0..300).map(|n| format!("{:o}", 64 + n / 3 * 3));
        let mut texts: Vec<String> = texts.collect();
        texts.sort();
        texts.dedup();
        texts.iter().for_each(|t| strings.push(t));
        for text in ["", "0", "1", "10", "12", "123", "3", "555", "9", "1000"] {
            let own: Vec<&str> = strings.beginning(text).map(|i| strings.get(i)).collect();
            let all = texts.iter().filter(|t| t.starts_with(text));
            assert_eq!(own, all.collect::<Vec<_>>(), "{text}");
            let before = texts.iter().filter(|t| t.as_str() < text);
            assert_eq!(strings.beginning(text).start, before.count(), "{text}");
        }
    }

    #[test]
    fn damage_is_refused() {
        assert_eq!(
            read(&[0, 1], b"ab\nc", true),
            Some(vec!["ab".into(), "ac".into()])
        );
        for (shared, rests) in [
            (&[1, 0][..], &b"ab\nc"[..]),
            (&[0, 3], b"ab\nc"),
            (&[0, 1], b"ac\nb"),
            (&[0, 1], b"ab\nb"),
            (&[0, 1], b"ab"),
            (&[0], b"ab\nc\xff"),
            (&[0], b"\xff"),
        ] {
            assert_eq!(read(shared, rests, true), None, "{shared:?} {rests:?}");
        }
    }
}
