//! The claim form's small code lists: the values are facts, the words are our own.

/// Whether a list of `(value, words)` sorted by value has it.
pub fn has(list: &[(&str, &str)], value: &str) -> bool {
    list.binary_search_by(|(v, _)| (*v).cmp(value)).is_ok()
}

/// Places of service that are assigned (CMS place of service code set, 2026).
pub const PLACES: &[(&str, &str)] = &[
    ("01", "pharmacy"),
    ("02", "telehealth, patient not at home"),
    ("03", "school"),
    ("04", "homeless shelter"),
    ("05", "Indian Health Service, free-standing"),
    ("06", "Indian Health Service, provider-based"),
    ("07", "tribal 638, free-standing"),
    ("08", "tribal 638, provider-based"),
    ("09", "prison"),
    ("10", "telehealth, patient at home"),
    ("11", "office"),
    ("12", "home"),
    ("13", "assisted living"),
    ("14", "group home"),
    ("15", "mobile unit"),
    ("16", "temporary lodging"),
    ("17", "walk-in retail clinic"),
    ("18", "worksite"),
    ("19", "hospital outpatient, off campus"),
    ("20", "urgent care"),
    ("21", "hospital inpatient"),
    ("22", "hospital outpatient, on campus"),
    ("23", "emergency room"),
    ("24", "ambulatory surgical center"),
    ("25", "birthing center"),
    ("26", "military treatment facility"),
    ("27", "outreach site, street"),
    ("31", "skilled nursing facility"),
    ("32", "nursing facility"),
    ("33", "custodial care"),
    ("34", "hospice"),
    ("41", "ambulance, land"),
    ("42", "ambulance, air or water"),
    ("49", "independent clinic"),
    ("50", "federally qualified health center"),
    ("51", "psychiatric inpatient"),
    ("52", "psychiatric partial hospitalization"),
    ("53", "community mental health center"),
    ("54", "intermediate care facility"),
    ("55", "residential substance abuse treatment"),
    ("56", "psychiatric residential treatment"),
    ("57", "substance abuse treatment, not residential"),
    ("58", "opioid treatment, not residential"),
    ("60", "mass immunization"),
    ("61", "inpatient rehabilitation"),
    ("62", "outpatient rehabilitation"),
    ("65", "dialysis"),
    ("66", "PACE center"),
    ("71", "public health clinic"),
    ("72", "rural health clinic"),
    ("81", "independent laboratory"),
    ("99", "another place"),
];

/// First days of the places that were assigned since ICD-10-CM came into use, as numbers (CMS place of service code set).
pub const PLACES_FROM: &[(&str, u32)] = &[
    ("02", 20170101),
    ("10", 20220101),
    ("19", 20160101),
    ("27", 20231001),
    ("58", 20200101),
];

/// States, territories, freely associated states and military "states" of a United States address (USPS).
pub const STATES: &[(&str, &str)] = &[
    ("AA", "Armed Forces Americas"),
    ("AE", "Armed Forces Europe"),
    ("AK", "Alaska"),
    ("AL", "Alabama"),
    ("AP", "Armed Forces Pacific"),
    ("AR", "Arkansas"),
    ("AS", "American Samoa"),
    ("AZ", "Arizona"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DC", "District of Columbia"),
    ("DE", "Delaware"),
    ("FL", "Florida"),
    ("FM", "Micronesia"),
    ("GA", "Georgia"),
    ("GU", "Guam"),
    ("HI", "Hawaii"),
    ("IA", "Iowa"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("MA", "Massachusetts"),
    ("MD", "Maryland"),
    ("ME", "Maine"),
    ("MH", "Marshall Islands"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MO", "Missouri"),
    ("MP", "Northern Mariana Islands"),
    ("MS", "Mississippi"),
    ("MT", "Montana"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("NE", "Nebraska"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NV", "Nevada"),
    ("NY", "New York"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("PR", "Puerto Rico"),
    ("PW", "Palau"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VA", "Virginia"),
    ("VI", "U.S. Virgin Islands"),
    ("VT", "Vermont"),
    ("WA", "Washington"),
    ("WI", "Wisconsin"),
    ("WV", "West Virginia"),
    ("WY", "Wyoming"),
];

/// Country codes of two letters (ISO 3166-1).
const COUNTRIES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/// Whether `code` is a country code of two letters (ISO 3166).
pub fn is_country(code: &str) -> bool {
    code.len() == 2 && COUNTRIES.as_bytes().chunks(2).any(|c| c == code.as_bytes())
}

/// Relationship of the patient to the subscriber in the 837P. `18` itself is never a dependent's.
pub const RELATIONSHIPS: &[(&str, &str)] = &[
    ("01", "spouse"),
    ("18", "self"),
    ("19", "child"),
    ("20", "employee"),
    ("21", "unknown"),
    ("39", "organ donor"),
    ("40", "cadaver donor"),
    ("53", "life partner"),
    ("G8", "other"),
];

/// Kinds of payer (claim filing indicator).
pub const FILINGS: &[(&str, &str)] = &[
    ("11", "other non-federal program"),
    ("12", "preferred provider organization"),
    ("13", "point of service"),
    ("14", "exclusive provider organization"),
    ("15", "indemnity insurance"),
    ("16", "Medicare managed care"),
    ("17", "dental maintenance organization"),
    ("AM", "car insurance"),
    ("BL", "Blue Cross or Blue Shield"),
    ("CH", "military (CHAMPUS)"),
    ("CI", "commercial insurance"),
    ("DS", "disability insurance"),
    ("FI", "Federal Employees Program"),
    ("HM", "health maintenance organization"),
    ("LM", "liability insurance"),
    ("MA", "Medicare Part A"),
    ("MB", "Medicare Part B"),
    ("MC", "Medicaid"),
    ("OF", "other federal program"),
    ("TV", "Title V"),
    ("VA", "Veterans Affairs"),
    ("WC", "workers' compensation"),
    ("ZZ", "not known"),
];

/// Frequency codes of a professional claim.
pub const FREQUENCIES: &[(&str, &str)] = &[("1", "original"), ("7", "replacement"), ("8", "void")];

/// Why a claim is late.
pub const DELAYS: &[(&str, &str)] = &[
    ("1", "proof of eligibility delayed"),
    ("10", "administration delay in prior approval"),
    ("11", "another reason"),
    ("15", "natural disaster"),
    ("2", "litigation"),
    ("3", "authorization delayed"),
    ("4", "delay in certifying the provider"),
    ("5", "delay in supplying billing forms"),
    ("6", "delay in delivering custom-made appliances"),
    ("7", "third party delayed"),
    ("8", "delay in determining eligibility"),
    ("9", "original claim rejected, not for timely filing"),
];

/// Related causes of a condition (CLM11), each with its meaning.
pub const CAUSES: &[(&str, &str)] = &[
    ("AA", "car accident"),
    ("EM", "employment"),
    ("OA", "other accident"),
];

/// Who pays first: `P` primary, `S` secondary, `T` tertiary, `A`-`H` fourth to eleventh, `U` unknown.
pub const RESPONSIBILITIES: &[(&str, &str)] = &[
    ("A", "fourth"),
    ("B", "fifth"),
    ("C", "sixth"),
    ("D", "seventh"),
    ("E", "eighth"),
    ("F", "ninth"),
    ("G", "tenth"),
    ("H", "eleventh"),
    ("P", "primary"),
    ("S", "secondary"),
    ("T", "tertiary"),
    ("U", "unknown"),
];

/// The first two digits of taxonomy codes: the groupings of the NUCC's list, which is published twice a year. The whole
/// list is not carried; a code in no grouping cannot be in it.
pub const TAXONOMY_GROUPS: &[(&str, &str)] = &[
    ("10", "behavioral health and social services"),
    ("11", "chiropractic"),
    ("12", "dental"),
    ("13", "dietary and nutrition"),
    ("14", "emergency medical services"),
    ("15", "eye and vision"),
    ("16", "nursing"),
    ("17", "other providers"),
    ("18", "pharmacy"),
    ("19", "groups"),
    ("20", "physicians"),
    ("21", "podiatry"),
    ("22", "respiratory, developmental, rehabilitative"),
    ("23", "speech, language, hearing"),
    ("24", "technologists and technicians"),
    ("25", "agencies"),
    ("26", "ambulatory facilities"),
    ("27", "hospital units"),
    ("28", "hospitals"),
    ("29", "laboratories"),
    ("30", "managed care organizations"),
    ("31", "nursing and custodial care"),
    ("32", "residential treatment"),
    ("33", "suppliers"),
    ("34", "transportation"),
    ("36", "physician assistants and advanced practice nurses"),
    ("37", "nursing service related"),
    ("38", "respite care"),
    ("39", "students"),
    ("40", "prevention and other technical"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_so_that_they_can_be_searched() {
        for list in [
            PLACES,
            STATES,
            RELATIONSHIPS,
            FILINGS,
            FREQUENCIES,
            DELAYS,
            CAUSES,
            RESPONSIBILITIES,
            TAXONOMY_GROUPS,
        ] {
            assert!(
                list.windows(2).all(|w| w[0].0 < w[1].0),
                "{:?}",
                list.first()
            );
            assert!(list.iter().all(|(v, _)| has(list, v)));
        }
    }

    #[test]
    fn there_are_249_countries() {
        assert_eq!(COUNTRIES.len(), 2 * 249);
        assert!(is_country("US") && is_country("CA") && !is_country("XX") && !is_country("SU"));
    }
}
