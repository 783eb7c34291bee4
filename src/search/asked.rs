//! Words around a question that are no part of it: "cpt code for", "icd 10 code", and what problem lists put behind a name.

use crate::code_set::CodeSet;
use std::borrow::Cow;

/// How a set is called, and whether that needs "code" behind it: an ICD is a device, too.
const NAMES: [(&str, Option<CodeSet>, bool); 15] = [
    ("icd 10 cm", Some(CodeSet::Icd10cm), false),
    ("icd10 cm", Some(CodeSet::Icd10cm), false),
    ("icd10cm", Some(CodeSet::Icd10cm), false),
    ("icd 10 pcs", Some(CodeSet::Icd10pcs), false),
    ("icd10pcs", Some(CodeSet::Icd10pcs), false),
    ("icd 10", Some(CodeSet::Icd10cm), false),
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

/// Marks that stand between a name and the rest.
const BETWEEN: [char; 6] = [' ', ':', ',', '-', '(', ')'];

/// Whether a text is that word; a hyphen is a blank.
fn same(text: &str, word: &str) -> bool {
    let plain = |b: u8| {
        if b == b'-' {
            b' '
        } else {
            b.to_ascii_lowercase()
        }
    };
    text.bytes().map(plain).eq(word.bytes())
}

/// The text behind a whole word.
fn behind<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (own, rest) = text.split_at_checked(word.len())?;
    let apart = same(own, word) && rest.starts_with(BETWEEN);
    apart.then(|| rest.trim_start_matches(BETWEEN))
}

/// The text before one.
fn before<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (rest, own) = text.split_at_checked(text.len().checked_sub(word.len())?)?;
    let apart = same(own, word) && rest.ends_with(BETWEEN);
    apart.then(|| rest.trim_end_matches(BETWEEN))
}

/// The text without such marks, wherever they stand.
pub(super) fn unmarked(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains(['(', '[']) {
        return text;
    }
    let lower = text.to_ascii_lowercase();
    let found = MARKS
        .iter()
        .find_map(|mark| Some((lower.find(mark)?, mark.len())));
    match found.filter(|(_, length)| text.trim().len() > *length) {
        Some((at, length)) => {
            let (first, rest) = text.split_at_checked(at).unwrap_or_default();
            let rest = rest.get(length..).unwrap_or_default();
            Cow::Owned(
                format!("{} {}", first.trim_end(), rest.trim_start())
                    .trim()
                    .to_string(),
            )
        }
        None => text,
    }
}

/// The set that was asked for by name, and the text without that: nothing is taken that leaves nothing, and a code has a set of its own.
pub(super) fn bare(text: &str) -> (Option<CodeSet>, &str) {
    let text = text.trim();
    let found = led(text).or_else(|| followed(text));
    let Some((set, rest)) = found.filter(|(_, rest)| !rest.is_empty()) else {
        return (None, text);
    };
    let words = rest.contains(' ') || !rest.bytes().any(|b| b.is_ascii_digit());
    (set.filter(|_| words), rest)
}

const CODE: [&str; 2] = ["codes", "code"];

/// "What is the cpt code for", "icd 10".
fn led(text: &str) -> Option<(Option<CodeSet>, &str)> {
    let mut rest = text;
    for word in ["what", "what's", "is", "the"] {
        rest = behind(rest, word).unwrap_or(rest);
    }
    let (mut set, mut needs, mut named) = (None, true, false);
    for &(name, of, needs_code) in &NAMES {
        // Longer names stand before those that begin them.
        if let Some(text) = behind(rest, name).filter(|_| !named) {
            (set, needs, named, rest) = (of, needs_code, true, text);
        }
    }
    let code = CODE.iter().find_map(|code| behind(rest, code));
    let rest = code.unwrap_or(rest);
    let of = ["for", "of"].iter().find_map(|of| behind(rest, of));
    if CODE.iter().any(|code| same(of.unwrap_or(rest), code)) {
        return None;
    }
    let coded = code.is_some() && (named || of.is_some());
    (coded || !needs).then(|| (set, of.unwrap_or(rest)))
}

/// "Gout icd 10 code".
fn followed(text: &str) -> Option<(Option<CodeSet>, &str)> {
    let text = text.strip_suffix(')').unwrap_or(text);
    let code = CODE.iter().find_map(|code| before(text, code));
    let rest = code.unwrap_or(text);
    for &(name, set, needs) in &NAMES {
        if code.is_some() || !needs {
            if let Some(rest) = before(rest, name) {
                return Some((set, rest));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{bare, unmarked};
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
            ("icd 10 gout", Some(Icd10cm), "gout"),
            ("ICD-10: gout", Some(Icd10cm), "gout"),
            ("diagnosis code gout", Some(Icd10cm), "gout"),
            ("gout (icd-10)", Some(Icd10cm), "gout"),
            ("cpt code for g0000", None, "g0000"),
            ("code gout", None, "code gout"),
            // A device, and what is left of nothing.
            ("check of icd", None, "check of icd"),
            ("icd for heart failure", None, "icd for heart failure"),
            ("diagnosis of", None, "diagnosis of"),
            ("cpt code", None, "cpt code"),
            ("procedure for x", None, "procedure for x"),
        ] {
            assert_eq!(bare(typed), (set, rest), "{typed}");
        }
    }
    #[test]
    fn a_mark_of_a_problem_list_is_taken_out() {
        for (typed, read) in [
            ("gout (CMS/HCC)", "gout"),
            ("gout (HCC),", "gout ,"),
            ("Gout(HCC) stable", "Gout stable"),
            ("(hcc) gout", "gout"),
            ("(hcc)", "(hcc)"),
            ("hcc", "hcc"),
        ] {
            assert_eq!(unmarked(typed.into()), read);
        }
    }
}
