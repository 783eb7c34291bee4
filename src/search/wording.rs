//! Wording of former lists and of problem lists that says nothing of which code is meant, or says it as no title does.

use super::asides::DEGREES;
use super::word_list::is;
use std::borrow::Cow;

/// Ends of texts: what ICD-9-CM said last of a delivery and of a finding of tubercle bacilli, and what a problem list says of a goal, of
/// insulin and of what nobody asked: no title has what stands behind.
const TAILS: [&str; 16] = [
    ", affecting management of mother",
    ", unspecified as to episode",
    ", delivered, with",
    ", antepartum condition",
    ", postpartum condition",
    ", bacteriological or histological",
    ", tubercle bacilli",
    ", not stated as uncontrolled",
    // Of schizophrenia.
    ", subchronic",
    ", chronic with acute exac",
    " goal ",
    " with target ",
    ", with long-term",
    ", with long term",
    " without long-term",
    " without long term",
];

/// The last words of a clause that begins with "unspecified" in a problem list: nobody was asked.
const NOT_ASKED: &str = "type severity cause chronicity pattern presence location trigger lung";

/// The text without such clauses ("gout, unspecified cause").
fn asked(said: &str) -> String {
    let unasked = |clause: &str| {
        let last = clause.rsplit(' ').next().unwrap_or_default();
        let whether = clause.starts_with("unspecified whether ");
        whether || clause.starts_with("unspecified ") && is(last, NOT_ASKED)
    };
    // The first says what somebody has, in whatever words.
    let mut first = true;
    let clauses = said.split(", ");
    let stays = |c: &&str| std::mem::take(&mut first) || !unasked(c);
    clauses.filter(stays).collect::<Vec<_>>().join(", ")
}

/// Words of a vaccine that is not given now.
const NOT_GIVEN: [&str; 6] = [" not ", "declin", "refus", " status", "reaction", "counsel"];

/// How a habit goes on, said last of it, and what names one. (A headache that is episodic has a code.)
const GOES_ON: [&str; 2] = [", continuous", ", episodic"];
const HABITS: [&str; 4] = ["alcohol", "drug", "abuse", "dependence"];

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
const SAID: [(&str, &str); 36] = [
    // What is history is past: problem lists say it twice.
    ("history of past ", "history of "),
    ("past history", "history"),
    // And what a title says without these words.
    ("episode of recurrent ", "recurrent "),
    ("single current episode of ", "single episode "),
    (" of native heart", ""),
    ("status post ", "s/p "),
    ("midline low back", "low back"),
    ("back pain without sciatica", "back pain"),
    (" due to infectious organism", ""),
    (", born in hospital", ""),
    ("one or more ", ""),
    (" without mention of complication", ""),
    (", without mention of infection", ""),
    (" without major open wound", ""),
    ("hematoma and contusion", "contusion"),
    (" without mention of open wound into cavity", ""),
    ("(s)", ""),
    ("(es)", ""),
    (" mention of ", " "),
    (", so stated", ""),
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
];

/// Words of ICD-9-CM for a burn, by what it does to the skin.
const SKIN: [&str; 4] = [
    "erythema ",
    "epidermal loss ",
    "full-thickness skin loss ",
    "deep necrosis of underlying tissues ",
];

/// A burn by its degree ("blisters, epidermal loss [second degree] of ankle").
fn burn(text: &str) -> Option<String> {
    let (skin, site) = text.split_once(']')?;
    let (skin, degree) = skin.split_once('[')?;
    let mut degrees = ["first", "second", "third"].into_iter();
    let degree = degrees.find(|d| degree.contains(d))?;
    if !SKIN.iter().any(|loss| skin.ends_with(loss)) {
        return None;
    }
    let site = site
        .rsplit_once("body part,")
        .map_or(site, |(_, site)| site);
    Some(format!("burn of {degree} degree {site}"))
}

/// Whether a text has these words, in whatever case.
fn has(text: &str, part: &str) -> bool {
    let mut parts = text.as_bytes().windows(part.len());
    parts.any(|bytes| bytes.eq_ignore_ascii_case(part.as_bytes()))
}

/// The severity of a use disorder behind its name, where names have it ("severe opioid use disorder"), and of its remission only
/// that it is one: DSM-5 tells an early one from a sustained one, and no title does.
pub(super) fn use_disorder(text: Cow<'_, str>) -> Cow<'_, str> {
    const NAME: &str = " use disorder";
    if !has(&text, NAME) && !has(&text, " remission") {
        return text;
    }
    let mut said = text.to_ascii_lowercase();
    for when in [" early", " sustained"] {
        said = said.replace(&format!("{when} remission"), " remission");
    }
    // Amphetamines are among the other stimulants.
    for own in ["methamphetamine", "amphetamine"] {
        let Some((before, rest)) = said.split_once(own) else {
            continue;
        };
        if let Some((_, behind)) = rest.split_once(NAME) {
            said = format!("{before}stimulant{NAME}{behind}");
        }
    }
    // One code has both.
    for both in ["moderate-severe", "moderate/severe", "moderate to severe"] {
        said = said.replace(both, "moderate");
    }
    if let Some(told) = induced(&said) {
        return Cow::Owned(told);
    }
    let moved = DEGREES.into_iter().find_map(|degree| {
        let rest = said.strip_prefix(degree)?;
        let (substance, more) = rest.strip_prefix(' ')?.split_once(NAME)?;
        Some(format!("{substance}{NAME} {degree}{more}"))
    });
    Cow::Owned(moved.unwrap_or(said))
}

/// A shorter text without a comma is none of a former list.
const SHORTEST: usize = 20;

/// The disorder that a substance has brought about, behind that of its use ("opioid-induced sleep disorder with mild use disorder"), as
/// names have it.
fn induced(said: &str) -> Option<String> {
    let (what, _) = said.split_once(" use disorder")?;
    let (what, degree) = what.rsplit_once(' ')?;
    let what = what.strip_suffix(" with").or(what.strip_suffix(" w/"))?;
    let (substance, _) = what.split_once("-induced ")?;
    let known = DEGREES.contains(&degree) && !substance.contains(' ');
    // Titles call both a mood disorder.
    let what = what.replace("-induced depressive", "-induced mood");
    let what = what.replace("-induced bipolar", "-induced mood");
    known.then(|| format!("{substance} use disorder {degree} with {what}"))
}

/// The text of a diagnosis without such wording.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.len() < SHORTEST && !text.contains(',') && !has(text, " goal ") {
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
    if HABITS.iter().any(|habit| said.contains(habit)) {
        for goes_on in GOES_ON {
            said = said.strip_suffix(goes_on).unwrap_or(said);
        }
    }
    if said.starts_with("open wound of ") {
        said = said.strip_suffix(", complicated").unwrap_or(said);
    }
    // Whatever is given, there is one code for its being given.
    let given = said.contains("vaccin") || said.contains("immuniz");
    if said.starts_with("need for ") && given && !NOT_GIVEN.iter().any(|n| said.contains(n)) {
        said = "encounter for immunization";
    }
    let mut said = burn(said).unwrap_or_else(|| asked(said));
    for (former, now) in SAID {
        if said.contains(former) {
            said = said.replace(former, now);
        }
    }
    if let Some(limb) = said.strip_suffix("amputation status") {
        said = format!("{limb}acquired absence");
    }
    if end.is_some() {
        for mother in [" of mother", " in the mother"] {
            said = said.replace(mother, " complicating pregnancy");
        }
    }
    for (region, joint) in JOINTS {
        if let Some(head) = said.strip_suffix(region) {
            if head.contains("joint") || head.contains("arthr") {
                said = head.replace(" of joint", "").replace(" in joint", "") + joint;
                break;
            }
        }
    }
    if said == lower {
        return Cow::Borrowed(text);
    }
    Cow::Owned(said)
}
