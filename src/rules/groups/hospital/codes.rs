//! Condition, occurrence, span and value codes. There is no public list but of condition codes: of the others these are those
//! that CMS's manuals and its claims data name. Values only; what they mean is the UB-04 manual's.

/// Condition codes that a provider gives (CMS publishes them with its claims data). 63, which that list counts among the
/// payers' own, is one: a contractor's list of what providers send has it (CGS, "Medicare Secondary Payer: Condition,
/// Occurrence, Value ... Codes": care of those in custody that 42 CFR 411.4(b) allows). AJ is no payer's in CMS's list.
#[rustfmt::skip]
const CONDITIONS: &[&str] = &[
    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "17", "18", "19", "20",
    "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35",
    "36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46", "47", "48", "49", "50",
    "51", "52", "53", "54", "55", "56", "57", "58", "59", "63", "66", "67", "68", "69", "70", "71",
    "72", "73", "74", "76", "77", "78", "79", "80", "81", "82", "83", "84", "85", "86", "87",
    "88", "89", "90", "91", "92", "A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9",
    "AA", "AB", "AC", "AD", "AE", "AF", "AG", "AH", "AI", "AJ", "AK", "AL", "AM", "AN", "B0", "B1",
    "B2", "B3", "B4", "BP", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "D0", "D1", "D2", "D3",
    "D4", "D5", "D6", "D7", "D8", "D9", "DR", "E0", "G0", "H0", "H2", "H3", "H4", "H5", "P1",
    "P7", "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "W0", "W2", "W3", "W4", "W5",
    "Z0",
];

/// Condition codes that only a payer sets.
#[rustfmt::skip]
const PAYERS_CONDITIONS: &[&str] = &[
    "12", "13", "14", "15", "16", "60", "61", "62", "64", "65", "98", "EY", "M0",
    "M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "M9", "MA", "MB", "MC", "MD", "ME", "MF",
    "MG", "MH", "MI", "MJ", "MK", "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS", "MT", "MU",
    "MV", "MW", "MX", "MY", "MZ", "UU", "Z1", "Z2", "Z3", "Z4", "Z5", "Z6", "Z7", "Z8", "Z9",
    "ZA", "ZB", "ZC", "ZD", "ZE", "ZF", "ZG", "ZH", "ZI", "ZJ", "ZK", "ZL", "ZM", "ZN", "ZO",
    "ZP", "ZQ", "ZR", "ZS", "ZT", "ZU", "ZV", "ZW", "ZX", "ZY", "ZZ",
];

/// Occurrence codes that public manuals name.
#[rustfmt::skip]
const OCCURRENCES: &[&str] = &[
    "01", "02", "03", "04", "05", "06", "09", "10", "11", "12", "16", "17", "18", "19", "20",
    "21", "22", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35", "36",
    "37", "38", "39", "40", "41", "42", "43", "44", "45", "46", "47", "50", "51", "52", "53",
    "54", "55", "56", "57", "58", "59", "60", "61", "62", "A1", "A2", "A3", "A4", "B1", "B2",
    "B3", "C1", "C2", "C3", "D1", "D2", "D3", "DR", "E1", "E2", "E3", "F1", "F2", "F3", "G1",
    "G2", "G3",
];

/// Occurrence span codes that public manuals name.
#[rustfmt::skip]
const SPANS: &[&str] = &[
    "70", "71", "72", "73", "74", "75", "76", "77", "78", "79", "80", "81", "82", "M0", "M1",
    "M2", "M3", "M4", "MR",
];

/// Value codes that public manuals name.
#[rustfmt::skip]
const VALUES: &[&str] = &[
    "01", "02", "04", "05", "06", "08", "09", "10", "11", "12", "13", "14", "15", "16", "21",
    "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35", "37",
    "38", "39", "40", "41", "42", "43", "44", "45", "46", "47", "48", "49", "50", "51", "52",
    "53", "54", "55", "56", "57", "58", "59", "60", "61", "66", "67", "68", "69", "80", "81",
    "82", "83", "84", "85", "86", "87", "88", "89", "90", "91", "92", "A0", "A1", "A2", "A3",
    "A4", "A5", "A6", "A7", "A8", "A9", "AA", "AB", "B1", "B2", "B3", "B7", "BA", "BB", "C1",
    "C2", "C3", "C7", "CA", "CB", "D3", "D4", "D5", "D6", "D7", "E1", "E2", "E3", "F1", "F2",
    "F3", "FC", "FD", "G1", "G2", "G3", "G8", "Y1", "Y2", "Y3", "Y4", "Y5",
];

/// Whether a code exists, and who sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// A provider gives it.
    Yes,
    /// A payer sets it, nobody sends it.
    Payers,
    /// It is of the shape of such a code, and no public manual names it.
    No,
    /// It cannot be one.
    Never,
}

fn among(list: &[&str], code: &str) -> bool {
    list.binary_search(&code).is_ok()
}

fn is_shaped(code: &str) -> bool {
    let b = code.as_bytes();
    b.len() == 2
        && b.iter()
            .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
}

/// Whether a code of two characters is in the range of occurrence spans: 70 to 99 and M0 to Z9.
fn is_span_shaped(code: &str) -> bool {
    matches!(
        code.as_bytes(),
        [b'7'..=b'9', b'0'..=b'9'] | [b'M'..=b'Z', _]
    )
}

/// Whether a condition code exists, and who sets it.
pub(super) fn condition(code: &str) -> Known {
    match code {
        _ if among(CONDITIONS, code) => Known::Yes,
        _ if among(PAYERS_CONDITIONS, code) => Known::Payers,
        _ if is_shaped(code) => Known::No,
        _ => Known::Never,
    }
}

/// Whether an occurrence code exists, and who sets it.
pub(super) fn occurrence(code: &str) -> Known {
    match code {
        _ if among(OCCURRENCES, code) => Known::Yes,
        "23" | "48" | "49" => Known::Payers,
        _ if is_shaped(code) && !is_span_shaped(code) => Known::No,
        _ => Known::Never,
    }
}

/// Whether an occurrence span code exists, and who sets it.
pub(super) fn span(code: &str) -> Known {
    match code {
        "79" => Known::Payers,
        _ if among(SPANS, code) => Known::Yes,
        _ if is_shaped(code) && is_span_shaped(code) => Known::No,
        _ => Known::Never,
    }
}

/// Whether a value code exists, and who sets it.
pub(super) fn value(code: &str) -> Known {
    match code.as_bytes() {
        _ if among(VALUES, code) => Known::Yes,
        b"17" | b"18" | b"19" | b"20" | [b'6', b'2'..=b'5'] | [b'7', b'0'..=b'9'] | [b'Q', _] => {
            Known::Payers
        }
        _ if is_shaped(code) => Known::No,
        _ => Known::Never,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_so_that_they_can_be_searched() {
        for list in [CONDITIONS, PAYERS_CONDITIONS, OCCURRENCES, SPANS, VALUES] {
            assert!(list.windows(2).all(|w| w[0] < w[1]), "{:?}", list.first());
        }
    }

    #[test]
    fn a_code_is_known_in_its_own_list() {
        assert_eq!(
            (condition("41"), condition("62")),
            (Known::Yes, Known::Payers)
        );
        assert_eq!(
            (occurrence("K9"), occurrence("70")),
            (Known::No, Known::Never)
        );
        assert_eq!((span("Y9"), span("55")), (Known::No, Known::Never));
        assert_eq!((value("80"), value("Q0")), (Known::Yes, Known::Payers));
        assert_eq!(condition("0"), Known::Never);
    }
}
