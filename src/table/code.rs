//! Codes as numbers.

#[cfg(test)]
use crate::code_key::code8;
use crate::code_key::{key8, push8};

/// A code without dot as its [`key8`]: comparing codes is comparing numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Code(u64);

impl Code {
    /// Longest code, in characters.
    const MOST: usize = 7;
    /// The empty code, with which every code begins.
    pub(super) const EMPTY: Code = Code(0);
    /// Behind all codes in their order, and the beginning of none.
    pub(super) const BEHIND_ALL: Code = Code(u64::MAX);

    /// `None` for what no code can be or begin with; every code begins with the empty one.
    pub(super) fn of(text: &str) -> Option<Code> {
        if text.is_empty() {
            Some(Code::EMPTY)
        } else {
            key8(text).map(Code)
        }
    }

    pub(super) fn len(self) -> usize {
        8 - self.0.trailing_zeros() as usize / 8
    }

    /// With one more character; `None` when it is full, or for what is no character of a code.
    pub(super) fn with(self, character: u8) -> Option<Code> {
        let len = self.len();
        let fits = character.is_ascii_uppercase() || character.is_ascii_digit();
        (fits && len < Code::MOST).then(|| Code(self.0 | u64::from(character) << (56 - 8 * len)))
    }

    /// The first so many characters of the code, which are at least one; all of a shorter one.
    pub(super) fn head(self, characters: usize) -> Code {
        Code(self.0 & u64::MAX << (64 - 8 * characters))
    }

    pub(super) fn character(self, at: usize) -> Option<u8> {
        self.0.to_be_bytes().get(at).copied().filter(|b| *b > 0)
    }

    /// With that seventh character, and an X at every place before it that has none.
    pub(super) fn with_seventh(self, character: u8) -> Code {
        let free = self.len()..Code::MOST - 1;
        let padded = free.fold(self, |code, _| code.with(b'X').unwrap_or(code));
        padded.with(character).unwrap_or(padded)
    }

    pub(super) fn push(self, out: &mut String) {
        push8(out, self.0);
    }

    #[cfg(test)]
    pub(super) fn text(self) -> String {
        code8(self.0)
    }

    pub(super) fn begins_with(self, other: Code) -> bool {
        let bits = 8 * other.len() as u32;
        // Nothing is left to compare with the empty text.
        (self.0 ^ other.0).checked_shr(64 - bits).unwrap_or(0) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_behave_as_their_texts() {
        let texts = [
            "", "A", "A0", "A00", "A009", "B00", "S72001", "S72001A", "9",
        ];
        for a in texts {
            let one = Code::of(a).unwrap();
            assert_eq!((one.text().as_str(), one.len()), (a, a.len()));
            assert_eq!(one.character(2), a.as_bytes().get(2).copied());
            assert_eq!(one.head(2).text(), a[..a.len().min(2)]);
            let longer = (a.len() < Code::MOST).then(|| Code::of(&format!("{a}X")).unwrap());
            assert_eq!(one.with(b'X'), longer, "{a}");
            assert_eq!((one.with(b'x'), one.with(b'.')), (None, None));
            assert!(one < Code::BEHIND_ALL && !one.begins_with(Code::BEHIND_ALL));
            for b in texts {
                let other = Code::of(b).unwrap();
                assert_eq!(one.cmp(&other), a.cmp(b), "{a} {b}");
                assert_eq!(one.begins_with(other), a.starts_with(b), "{a} {b}");
            }
        }
        assert!(Code::of("e11").is_none() && Code::of("E11.9").is_none());
    }
}
