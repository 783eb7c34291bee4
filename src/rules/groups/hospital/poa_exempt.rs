//! Diagnoses of the kinds of which CMS exempts some from saying whether they were present on admission.
//!
//! CMS publishes the exempt codes of each fiscal year, some 38,000. No source of the tables has that list, so this is our own
//! reading of what it is of, wider than the list itself: blogs.hcpro.com/icd-10/2013/09/icd-10-cm-lists-codes-exempt-from-poa-reporting
//! names sequelae of stroke, supervision of pregnancy, many congenital conditions and later encounters for injuries;
//! icdlist.com/icd-10/poa lists whole categories of chapter Z.

/// Beginnings of the codes of these kinds, in order: sequelae of infections, malnutrition and
/// stroke, an old infarction, pregnancy and delivery, the newborn, what is congenital, external
/// causes, and reasons for contact with health services.
const KINDS: &[&str] = &[
    "B90", "B91", "B92", "B94", "E64", "I252", "I69", "O", "P", "Q", "V", "W", "X", "Y", "Z",
];

/// Whether CMS may exempt a diagnosis: it is of one of the kinds, or a later encounter for an injury or a fracture or a sequela
/// of it, where the seventh character is not that of the first treatment.
pub(super) fn may_be_exempt(code: &str) -> bool {
    let kind = KINDS.iter().any(|k| code.starts_with(k));
    let injury = code.starts_with(['S', 'T', 'M']);
    let seventh = code.as_bytes().get(6);
    kind || injury && seventh.is_some_and(|c| !b"ABC0123456789X".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_may_be_exempt_are_told_from_others() {
        for code in [
            "Z87891", "Q210", "Y92018", "Y93H9", "O80", "Z3A40", "I252", "V4352XA", "I69390",
            "S72001D", "T8131XS", "M8008XD",
        ] {
            assert!(may_be_exempt(code), "{code}");
        }
        for code in [
            "J189", "I10", "I251", "S065X1A", "S72001A", "T8144XA", "E6601", "B182", "M1A00X0",
            "M8008XA", "L89153",
        ] {
            assert!(!may_be_exempt(code), "{code}");
        }
    }
}
