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

/// Frequency codes of a hospital's bill that Medicare names (Claims Processing Manual, chapter 25, FL 4).
pub const FREQUENCIES: &str = "0,1,2,3,4,5,6,7,8,9,A,B,C,D,E,F,G,H,I,J,K,M,N,O,P,Q";

/// Kinds of documents that are attached to a claim (PWK01).
pub const DOCUMENTS: &str = "03,04,05,06,07,08,09,10,11,13,15,21,A3,A4,AM,AS,B2,B3,B4,BR,BS,BT,CB,\
    CK,CT,D2,DA,DB,DG,DJ,DS,EB,HC,HR,I5,IR,LA,M1,MT,NN,OB,OC,OD,OE,OX,OZ,P4,P5,PE,PN,PO,PQ,PY,PZ,\
    RB,RR,RT,RX,SG,V5,XP";
