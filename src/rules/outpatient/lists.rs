//! Consequences of an edit for a claim, by its number.

/// Edits that reject or deny the line that they are found at, so that later ones leave it alone.
pub(super) const fn denies_line(edit: u8) -> bool {
    matches!(
        edit,
        9 | 13
            | 17
            | 18
            | 20
            | 28
            | 30
            | 40
            | 45
            | 47
            | 49
            | 53
            | 64
            | 65
            | 67..=69
            | 76
            | 83
            | 91
            | 93
            | 103..=108
            | 110..=112
            | 115
            | 117
            | 121
            | 127
            | 134
            | 136
    )
}

/// Edits that reject or deny a line without keeping others from it.
pub(super) const fn is_soft(edit: u8) -> bool {
    matches!(edit, 7 | 95 | 128 | 129 | 131 | 137 | 138)
}

/// Edits that reject, deny, return or suspend the claim.
pub(super) const fn is_of_claim(edit: u8) -> bool {
    !denies_line(edit) && !is_soft(edit)
}
