//! Codes as integers whose order is the order of the codes.

/// A five-character procedure code as a number; the order of the numbers is the order of the codes.
pub(crate) fn key5(code: &str) -> Option<u32> {
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
pub(crate) fn code5(mut key: u32) -> String {
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
    out.push_str(
        text.get(..length)
            .and_then(|t| std::str::from_utf8(t).ok())
            .unwrap_or(""),
    );
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
        assert!(key8("E11") < key8("E110") && key8("E110") < key8("E1100"));
        for bad in ["", "123456789", "e11", "E1.1", "é"] {
            assert_eq!((key5(bad), key8(bad)), (None, None), "{bad}");
        }
    }
}
