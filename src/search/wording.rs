//! Wording of former lists and of problem lists that says nothing of which code is meant, or says it as no title does.

use super::asides::DEGREES;
use std::borrow::Cow;

/// Ends of texts: what ICD-9-CM said last of a delivery, of a finding of tubercle bacilli, of how a habit goes on and of a wound, and what a
/// problem list says of a goal: no title has what stands behind.
const TAILS: [&str; 15] = [
    ", affecting management of mother",
    ", unspecified as to episode",
    ", delivered, with",
    ", antepartum condition",
    ", postpartum condition",
    ", bacteriological or histological",
    ", tubercle bacilli",
    ", not stated as uncontrolled",
    " without mention of complication",
    ", without mention of infection",
    ", continuous",
    ", episodic",
    " without major open wound",
    " without mention of open wound into cavity",
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

/// Wording of ICD-9-CM that no title of ICD-10-CM has, and the words that say it there (own reading of the conversion, which
/// gives the codes of the one for the other).
const SAID: [(&str, &str); 23] = [
    ("(s)", ""),
    ("(es)", ""),
    (" mention of ", " "),
    (", so stated", ""),
    (", unspecified whether generalized or localized", ""),
    (" in the mother", " complicating pregnancy"),
    (" affecting fetus or newborn", " newborn affected by"),
    ("abrasion or friction burn", "abrasion"),
    (" except finger alone", ""),
    (
        "brief [less than one hour] loss of consciousness",
        "loss of consciousness of 30 minutes or less",
    ),
    (
        "moderate [1-24 hours] loss of consciousness",
        "loss of consciousness of 6 hours to 24 hours",
    ),
    (
        "prolonged [more than 24 hours] loss",
        "loss greater than 24 hours",
    ),
    ("without open intracranial wound, ", ""),
    ("without intractable epilepsy", "not intractable"),
    ("with intractable epilepsy", "intractable"),
    ("without intractable migraine", "not intractable"),
    ("with intractable migraine", "intractable"),
    ("screening examination for", "screening for"),
    (
        "supervision of high-risk pregnancy with",
        "supervision of pregnancy with",
    ),
    (
        "pregnancy with fetal loss and retention",
        "pregnancy after intrauterine death",
    ),
    (
        "illegally induced abortion",
        "induced termination of pregnancy",
    ),
    (
        "legally induced abortion",
        "induced termination of pregnancy",
    ),
    ("amputation status", "acquired absence"),
];

/// A burn by its degree, which ICD-9-CM called by what it does to the skin ("blisters, epidermal loss [second degree] of ankle").
fn burn(text: &str) -> Option<String> {
    let (skin, site) = text.split_once(']')?;
    let (_, degree) = skin.split_once('[')?;
    let mut words = degree
        .split([' ', ','])
        .rev()
        .skip_while(|w| *w != "degree");
    let degree = words
        .nth(1)
        .filter(|w| ["first", "second", "third"].contains(w))?;
    let site = site
        .rsplit_once("body part,")
        .map_or(site, |(_, site)| site);
    Some(format!("burn of {degree} degree {site}"))
}

/// A shorter text without a comma is none of a former list.
const SHORTEST: usize = 20;

/// The severity of a use disorder behind its name, where names have it ("severe opioid use disorder"), and of its remission only
/// that it is one: DSM-5 tells an early one from a sustained one, and no title does.
pub(super) fn use_disorder(text: Cow<'_, str>) -> Cow<'_, str> {
    const NAME: &str = " use disorder";
    let has = |part: &str| {
        let mut parts = text.as_bytes().windows(part.len());
        parts.any(|bytes| bytes.eq_ignore_ascii_case(part.as_bytes()))
    };
    if !has(NAME) && !has(" remission") {
        return text;
    }
    let mut said = text.to_ascii_lowercase();
    for when in [" early", " sustained"] {
        said = said.replace(&format!("{when} remission"), " remission");
    }
    let moved = DEGREES.into_iter().find_map(|degree| {
        let rest = said.strip_prefix(degree)?;
        let (substance, more) = rest.strip_prefix(' ')?.split_once(NAME)?;
        Some(format!("{substance}{NAME} {degree}{more}"))
    });
    Cow::Owned(moved.unwrap_or(said))
}

/// The text of a diagnosis without such wording.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let has = |part: &str| {
        let mut parts = text.as_bytes().windows(part.len());
        parts.any(|bytes| bytes.eq_ignore_ascii_case(part.as_bytes()))
    };
    if text.len() < SHORTEST && ![", ", " goal "].into_iter().any(has) {
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
    let mut said = burn(said).unwrap_or_else(|| said.to_string());
    for (former, now) in SAID {
        if said.contains(former) {
            said = said.replace(former, now);
        }
    }
    if let Some(wound) = said
        .strip_prefix("open wound of ")
        .and_then(|w| w.strip_suffix(", complicated"))
    {
        said = format!("laceration with foreign body of {wound}");
    }
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
