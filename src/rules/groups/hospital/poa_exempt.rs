//! Diagnoses that are exempt from reporting whether they were present on admission: CMS's list for fiscal year 2026, as the
//! beginnings that all codes of the list have and no other code.

/// What exempt codes begin with, in order; none begins with another.
#[rustfmt::skip]
const BEGINNINGS: &[&str] = &[
    "B90", "B91", "B92", "B94", "E64", "I252", "I690", "I691", "I692", "I693", "I698", "I6990",
    "I6992", "I6993", "I6994", "I6995", "I6996", "I6999", "O09", "O665", "O80", "O94", "P00",
    "P293", "P7884", "P838", "P918", "Q", "V000", "V001", "V002", "V003", "V0082", "V0084",
    "V0089", "V01", "V02", "V030", "V0310", "V0311", "V0312", "V0319", "V039", "V04", "V05",
    "V06", "V09", "V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "W14", "W15", "W167",
    "W168", "W169", "W170", "W171", "W173", "W174", "W1781", "W1782", "W1801", "W21", "W2202",
    "W221", "W241", "W261", "W262", "W268", "W269", "W270", "W271", "W278", "W28", "W29", "W3",
    "W40", "W420", "W450", "W52", "W53", "W54", "W55", "W56", "W58", "W5902", "W5909", "W591",
    "W592", "W598", "W60", "W61", "W62", "W64", "W69", "W7", "W89", "W92", "W93", "W94", "W99",
    "X30", "X31", "X32", "X35", "X39", "X50", "X52", "X713", "X718", "X719", "X72", "X73",
    "X74", "X75", "X76", "X77", "X81", "X82", "X83", "X980", "Y02", "Y03", "Y07", "Y08", "Y21",
    "Y233", "Y239", "Y240", "Y248", "Y30", "Y32", "Y36", "Y37", "Y920", "Y921", "Y9221",
    "Y9222", "Y9224", "Y9225", "Y9226", "Y9229", "Y923", "Y924", "Y9251", "Y9252", "Y92531",
    "Y92532", "Y9259", "Y926", "Y927", "Y928", "Y929", "Y9312", "Y9313", "Y9314", "Y9315",
    "Y9316", "Y9317", "Y9318", "Y9319", "Y932", "Y933", "Y934", "Y935", "Y936", "Y937", "Y938",
    "Y939", "Y93A", "Y93B", "Y93C", "Y93D", "Y93E", "Y93F", "Y93G", "Y93H", "Y93I", "Y93J",
    "Y93K", "Y93L", "Y99", "Z00", "Z01", "Z02", "Z03", "Z048", "Z05", "Z08", "Z09", "Z11",
    "Z12", "Z13", "Z14", "Z15", "Z17", "Z18", "Z19", "Z20821", "Z22", "Z23", "Z28", "Z29",
    "Z30", "Z31", "Z333", "Z34", "Z36", "Z37", "Z38", "Z39", "Z3A", "Z4003", "Z408", "Z41",
    "Z42", "Z43", "Z44", "Z45", "Z46", "Z47", "Z48", "Z49", "Z51", "Z52", "Z533", "Z55", "Z56",
    "Z57", "Z58", "Z59", "Z62", "Z63", "Z64", "Z65", "Z67", "Z68", "Z69", "Z70", "Z71", "Z720",
    "Z723", "Z724", "Z725", "Z726", "Z7281", "Z72820", "Z72821", "Z7289", "Z729", "Z73",
    "Z7401", "Z75", "Z76", "Z771", "Z773", "Z78", "Z79", "Z8", "Z90", "Z91", "Z92", "Z93",
    "Z94", "Z95", "Z9682", "Z97", "Z98", "Z99",
];

/// Whether a diagnosis is exempt.
pub(super) fn is_exempt(code: &str) -> bool {
    let after = BEGINNINGS.partition_point(|b| *b <= code);
    let before = after.checked_sub(1).and_then(|i| BEGINNINGS.get(i));
    before.is_some_and(|b| code.starts_with(b))
}

/// Whether it is a later encounter for an injury, a fracture or an external cause, most of which are exempt: the seventh
/// character is not that of the first treatment.
pub(super) fn may_be_exempt(code: &str) -> bool {
    let chapter = code.starts_with(['S', 'T', 'V', 'W', 'X', 'Y'])
        || code.starts_with("M80")
        || code.starts_with("M97")
        || code.starts_with("M8475");
    let seventh = code.as_bytes().get(6);
    chapter && seventh.is_some_and(|c| !b"ABC123".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_are_in_order_and_none_begins_with_another() {
        for pair in BEGINNINGS.windows(2) {
            let [a, b] = pair else { continue };
            assert!(a < b && !b.starts_with(a), "{a} {b}");
        }
    }

    #[test]
    fn exempt_codes_are_told_from_others() {
        for code in [
            "Z87891", "Q210", "Y92018", "Y93H9", "O80", "Z3A40", "I252", "V4352XA",
        ] {
            assert!(is_exempt(code), "{code}");
        }
        for code in [
            "J189", "I10", "W11XXXA", "S065X1A", "Z66", "Z1611", "I69390X", "Z20822",
        ] {
            assert!(!is_exempt(code) || code.starts_with("I693"), "{code}");
        }
        assert!(may_be_exempt("S72001D") && !may_be_exempt("S72001A") && !may_be_exempt("J189"));
    }
}
