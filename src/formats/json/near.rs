//! Keys that look like misspellings of known ones.

/// Whether an unknown key is likely a misspelled `known` one: another case, `_` or `-` between words, or, for longer names,
/// up to two letters added, left out, changed or swapped.
pub(super) fn is_near(key: &str, known: &str) -> bool {
    let letters = |s: &str| -> Vec<u8> {
        s.bytes()
            .filter(|b| !matches!(b, b'_' | b'-' | b' '))
            .map(|b| b.to_ascii_lowercase())
            .collect()
    };
    let (a, b) = (letters(key), letters(known));
    if a == b {
        return true;
    }
    let most = match b.len() {
        0..=3 => return false,
        4..=7 => 1,
        _ => 2,
    };
    a.len().abs_diff(b.len()) <= most && distance(&a, &b) <= most
}

/// Edit distance with swaps of neighbors; three rows, no table.
#[allow(clippy::indexing_slicing)] // Each row is one longer than `b`.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *y && b[j - 1] == *x {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_are_misspellings_and_nothing_else() {
        for (key, known) in [
            ("member_id", "memberId"),
            ("MemberID", "memberId"),
            ("diagnosisCdoe", "diagnosisCode"),
            ("procedureCodes", "procedureCode"),
            ("NPI", "npi"),
        ] {
            assert!(is_near(key, known), "{key}");
        }
        for (key, known) in [
            ("npj", "npi"),
            ("notes", "npi"),
            ("memberName", "memberId"),
            ("x", "memberId"),
        ] {
            assert!(!is_near(key, known), "{key}");
        }
    }
}
