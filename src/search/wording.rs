//! Wording of former lists and of problem lists that says nothing of which code is meant, or says it as no title does.

use std::borrow::Cow;

/// Ends of texts: what ICD-9-CM said last of a delivery and of a finding of tubercle bacilli, and what a problem list says of a goal: no title
/// has what stands behind.
const TAILS: [&str; 10] = [
    ", affecting management of mother",
    ", unspecified as to episode",
    ", delivered, with",
    ", antepartum condition",
    ", postpartum condition",
    ", bacteriological or histological",
    ", tubercle bacilli",
    ", not stated as uncontrolled",
    ", without mention of complication",
    " goal ",
];

/// Names of what is measured, which stand before a goal.
const MEASURED: [&str; 4] = [" bp", " ldl", " a1c", " hba1c"];

/// Levels that are said of a measure and are nothing without it.
const LEVELS: [&str; 5] = ["high", "elevated", "low", "abnormal", "controlled"];

/// The regions of a bone or muscle whose joint ICD-9-CM meant where it spoke of joints.
const JOINTS: [(&str, &str); 5] = [
    (", shoulder region", " shoulder"),
    (", upper arm", " elbow"),
    (", forearm", " wrist"),
    (", pelvic region and thigh", " hip"),
    (", lower leg", " knee"),
];

/// The text of a diagnosis without such wording.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let has = |part: &str| {
        let mut parts = text.as_bytes().windows(part.len());
        parts.any(|bytes| bytes.eq_ignore_ascii_case(part.as_bytes()))
    };
    if ![", ", " mention ", " goal "].into_iter().any(has) {
        return Cow::Borrowed(text);
    }
    let lower = text.to_ascii_lowercase();
    let end = TAILS.iter().filter_map(|tail| lower.find(tail)).min();
    let mut said = lower.get(..end.unwrap_or(lower.len())).unwrap_or("");
    for name in MEASURED {
        let rest = said.strip_suffix(name);
        let rest = rest.filter(|rest| !LEVELS.iter().any(|level| rest.ends_with(level)));
        said = rest.unwrap_or(said);
    }
    let mut said = said.replace(" mention of ", " ");
    if end.is_some() {
        said = said.replace(" of mother", " complicating pregnancy");
    }
    for (region, joint) in JOINTS {
        if let Some(head) = said.strip_suffix(region) {
            if head.contains("joint") || head.contains("arthr") {
                said = head.replace(" of joint", "").replace(" in joint", "") + joint;
                break;
            }
        }
    }
    Cow::Owned(said)
}
