//! How the codes of procedures are written.

/// Whether `code` has the shape of a CPT code: five digits, or four digits and the letter of its category.
pub fn is_cpt(code: &str) -> bool {
    let (digits, last) = code.as_bytes().split_at(code.len().min(4));
    digits.len() == 4
        && digits.iter().all(u8::is_ascii_digit)
        && matches!(last, [b'0'..=b'9' | b'A' | b'F' | b'M' | b'T' | b'U'])
}

/// A Level II code: a letter A to V and four digits. D-codes are the dentists' (ADA) and are left out.
pub fn is_level_ii(code: &str) -> bool {
    let (letter, digits) = code.as_bytes().split_first().unwrap_or((&0, &[]));
    matches!(letter, b'A'..=b'C' | b'E'..=b'V')
        && digits.len() == 4
        && digits.iter().all(u8::is_ascii_digit)
}
