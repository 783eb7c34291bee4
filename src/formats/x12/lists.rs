//! Values that only the 837 has: facts, in our own words where they need any.

/// How the patient of a dependent's loop is related to the subscriber.
pub const PATIENT_RELATIONS: &[(&str, &str)] = &[
    ("01", "spouse"),
    ("19", "child"),
    ("20", "employee"),
    ("21", "unknown"),
    ("22", "handicapped dependent"),
    ("39", "organ donor"),
    ("40", "cadaver donor"),
    ("53", "life partner"),
    ("76", "dependent"),
    ("G8", "other"),
];

/// How the patient is related to another payer's subscriber.
pub const RELATIONS: &[(&str, &str)] = &[
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

/// Frequency codes of a hospital's bill that Medicare names (Claims Processing Manual, chapter 25, FL 4).
pub const FREQUENCIES: &str = "0,1,2,3,4,5,6,7,8,9,A,B,C,D,E,F,G,H,I,J,K,M,N,O,P,Q";
