//! Words around a question that are no part of it: "cpt code for", "icd 10 code", and what problem lists put behind a name.

use crate::code_set::CodeSet;

/// How a set is called, and whether that needs "code" behind it: an ICD is a device, too.
const NAMES: [(&str, Option<CodeSet>, bool); 20] = [
    ("icd 10 cm", Some(CodeSet::Icd10cm), false),
    ("icd-10 cm", Some(CodeSet::Icd10cm), false),
    ("icd-10-cm", Some(CodeSet::Icd10cm), false),
    ("icd10 cm", Some(CodeSet::Icd10cm), false),
    ("icd10cm", Some(CodeSet::Icd10cm), false),
    ("icd 10 pcs", Some(CodeSet::Icd10pcs), false),
    ("icd-10 pcs", Some(CodeSet::Icd10pcs), false),
    ("icd-10-pcs", Some(CodeSet::Icd10pcs), false),
    ("icd10pcs", Some(CodeSet::Icd10pcs), false),
    ("icd 10", Some(CodeSet::Icd10cm), false),
    ("icd-10", Some(CodeSet::Icd10cm), false),
    ("icd10", Some(CodeSet::Icd10cm), false),
    ("icd", Some(CodeSet::Icd10cm), true),
    ("diagnosis", Some(CodeSet::Icd10cm), true),
    ("dx", Some(CodeSet::Icd10cm), true),
    ("cpt", Some(CodeSet::Cpt), false),
    ("hcpcs", Some(CodeSet::Hcpcs), false),
    ("procedure", None, true),
    ("billing", None, true),
    ("medical", None, true),
];

/// Marks that problem lists put behind a diagnosis whose category raises what a plan is paid.
const MARKS: [&str; 4] = ["(hcc)", "(cms/hcc)", "(cms-hcc)", "[hcc]"];

fn before<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(end.len())?;
    let (rest, own) = text.split_at_checked(at)?;
    own.eq_ignore_ascii_case(end).then_some(rest)
}

fn behind<'a>(text: &'a str, begin: &str) -> Option<&'a str> {
    let (own, rest) = text.split_at_checked(begin.len())?;
    own.eq_ignore_ascii_case(begin).then_some(rest)
}

/// The text behind a whole word.
pub(super) fn behind_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = behind(text, word)?;
    rest.strip_prefix(' ').map(str::trim_start)
}

/// The text before one.
pub(super) fn before_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = before(text, word)?;
    rest.strip_suffix(' ')
        .map(|r| r.trim_end_matches([' ', ',', '-']))
}

/// The set that was asked for by name, and the text without that: nothing is taken that leaves nothing.
pub(super) fn bare(text: &str) -> (Option<CodeSet>, &str) {
    let mut text = text.trim();
    if let Some(rest) = MARKS.iter().find_map(|mark| before_word(text, mark)) {
        text = rest;
    }
    let found = led(text).or_else(|| followed(text));
    match found.filter(|(_, rest)| !rest.is_empty()) {
        Some(found) => found,
        None => (None, text),
    }
}

/// "What is the cpt code for", "icd 10 for".
fn led(text: &str) -> Option<(Option<CodeSet>, &str)> {
    let mut rest = text;
    for word in ["what", "what's", "is", "the"] {
        rest = behind_word(rest, word).unwrap_or(rest);
    }
    let named = NAMES
        .iter()
        .filter_map(|(name, set, needs)| Some((*set, *needs, behind_word(rest, name)?)))
        .min_by_key(|(_, _, rest)| rest.len());
    let (set, needs, rest) = named.unwrap_or((None, true, rest));
    let code = ["codes", "code"]
        .iter()
        .find_map(|code| behind_word(rest, code));
    let coded = code.is_some();
    let rest = code.unwrap_or(rest);
    let rest = ["for", "of"].iter().find_map(|of| behind_word(rest, of))?;
    (coded || !needs).then_some((set, rest))
}

/// "Gout icd 10 code".
fn followed(text: &str) -> Option<(Option<CodeSet>, &str)> {
    let code = ["codes", "code"]
        .iter()
        .find_map(|code| before_word(text, code));
    let rest = code.unwrap_or(text);
    let name = NAMES
        .iter()
        .filter(|(_, _, needs)| code.is_some() || !needs);
    let (rest, set) = name
        .filter_map(|(name, set, _)| Some((before_word(rest, name)?, *set)))
        .min_by_key(|(rest, _)| rest.len())?;
    Some((set, rest))
}

#[cfg(test)]
mod tests {
    use super::bare;
    use crate::code_set::CodeSet::{Cpt, Hcpcs, Icd10cm, Icd10pcs};

    #[test]
    fn words_around_a_question_are_taken_off() {
        for (typed, set, rest) in [
            ("What is the CPT code for knee x", Some(Cpt), "knee x"),
            ("icd 10 code for gout", Some(Icd10cm), "gout"),
            ("ICD-10 for gout", Some(Icd10cm), "gout"),
            ("code for gout", None, "gout"),
            ("hcpcs for walker", Some(Hcpcs), "walker"),
            ("gout icd 10 code", Some(Icd10cm), "gout"),
            ("gout - icd-10", Some(Icd10cm), "gout"),
            ("gout dx code", Some(Icd10cm), "gout"),
            ("hysterectomy icd 10 pcs", Some(Icd10pcs), "hysterectomy"),
            ("gout (CMS/HCC)", None, "gout"),
            // A device, and what is left of nothing.
            ("check of icd", None, "check of icd"),
            ("icd for heart failure", None, "icd for heart failure"),
            ("diagnosis of", None, "diagnosis of"),
            ("cpt code", None, "cpt code"),
            ("HCC", None, "HCC"),
            ("(hcc)", None, "(hcc)"),
            ("procedure for x", None, "procedure for x"),
        ] {
            assert_eq!(bare(typed), (set, rest), "{typed}");
        }
    }
}
