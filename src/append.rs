//! Appending short texts, ten titles of them at every keystroke. In WebAssembly, a copy of a length that the compiler does
//! not know is a call out of the module, which takes several times as long as a few bytes of it.

use std::ops::Range;

/// Appends a few ASCII characters.
#[inline(always)]
pub(crate) fn push_ascii(out: &mut String, few: &[u8]) {
    debug_assert!(few.is_ascii());
    for byte in few {
        // The mask tells the compiler that it is one byte.
        out.push(char::from(byte & 0x7f));
    }
}

/// Appends a part of a text that is mostly short: so many bytes as a short one has at most are appended whatever they are,
/// and what is behind the part is taken off again.
#[inline(always)]
pub(crate) fn push_part(out: &mut String, text: &str, part: Range<usize>) {
    const SHORT: usize = 16;
    match text.get(part.start..part.start + SHORT) {
        Some(more) if part.len() <= SHORT && text.is_char_boundary(part.end) => {
            let end = out.len() + part.len();
            out.push_str(more);
            out.truncate(end);
        }
        _ => out.push_str(text.get(part).unwrap_or("")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_any_length_are_appended_whole() {
        let text = "a short one, ä longer one and the end";
        for from in 0..=text.len() {
            for to in from..=text.len() {
                let mut out = String::from("x");
                push_part(&mut out, text, from..to);
                assert_eq!(out[1..], *text.get(from..to).unwrap_or(""));
            }
        }
    }

    #[test]
    fn characters_are_appended() {
        let mut out = String::new();
        push_ascii(&mut out, b", \x7f");
        assert_eq!(out, ", \x7f");
    }
}
