//! An unknown diagnosis, and the codes that it may have been meant to be.

use crate::code_set::CodeSet;
use crate::rules::context::Context;
use crate::search::{icd9, meant};
use crate::table::{CodeStatus, CodeTable};

/// A diagnosis in ICD-9-CM as it is written there, and the valid codes that CMS's conversion gives for it.
pub(super) fn of_icd9(
    cx: &Context<'_>,
    code: &str,
    on: Option<crate::Date>,
) -> Option<(String, Vec<String>)> {
    let table = cx.tables.codes(CodeSet::Icd10cm)?;
    let (written, became) = icd9::former(table, code)?;
    let valid = |c: &String| on.is_none_or(|on| table.status(c, on) == CodeStatus::Valid);
    let valid = became.into_iter().filter(valid);
    Some((written, valid.map(|c| cx.for_field(table, &c)).collect()))
}

/// The fault of such a code in the box of that letter.
pub(super) fn is_icd9(written: &str, letter: impl std::fmt::Display) -> String {
    format!(
        "{written} (box 21{letter}) is not an ICD-10-CM code: it is ICD-9-CM, which ended on \
        2015-09-30"
    )
}

/// Correction of such a code.
pub(super) const INSTEAD_OF_ICD9: &str = "give the ICD-10-CM code that the record supports";

/// The codes that an unknown one becomes by its 7th character, with the placeholder X up to it: S134XX.
pub(super) fn seventh_characters(table: &CodeTable, code: &str, on: crate::Date) -> Vec<String> {
    if !(4..=6).contains(&code.len()) {
        return Vec::new();
    }
    let filled = format!("{code}{}", "X".repeat(6 - code.len()));
    let characters = ('0'..='9').chain('A'..='Z').map(|c| format!("{filled}{c}"));
    characters
        .filter(|c| table.status(c, on) == CodeStatus::Valid)
        .collect()
}

/// Fault of an unknown code in words, and the codes that would be right.
pub(super) fn guess(
    table: &CodeTable,
    code: &str,
    on: crate::Date,
) -> Option<(&'static str, Vec<String>)> {
    let billable = |c: &str| table.status(c, on) == CodeStatus::Valid;
    let shorter = |n: usize| code.get(..n).filter(|_| n < code.len());
    // S42001 with one character behind it that is none of its 7th characters.
    if let Some(stem) = shorter(6).filter(|_| code.len() == 7) {
        let below = table.billable_below(stem, on, 20);
        if !below.is_empty() {
            return Some((": this 7th character is not one of its choices", below));
        }
    }
    // W010A for W010XXA.
    if let (Some(stem), Some(last), 4..=6) = (
        shorter(code.len().saturating_sub(1)),
        code.get(code.len().saturating_sub(1)..),
        code.len(),
    ) {
        let filled = format!("{stem}{}{last}", "X".repeat(7 - code.len()));
        if billable(&filled) {
            return Some((
                ": the 7th character needs the placeholder X before it",
                vec![filled],
            ));
        }
    }
    // E1199 for E119.
    let complete = (3..code.len())
        .rev()
        .filter_map(shorter)
        .find(|c| billable(c))?;
    Some((
        ": it has more characters than the list",
        vec![complete.to_owned()],
    ))
}

/// Codes that one with a slip in it may have been meant to be: those that a search for it shows.
pub(super) fn slipped(table: &CodeTable, code: &str, on: crate::Date) -> Vec<String> {
    let mut codes = meant::meant(&[table], code);
    codes.retain(|c| table.status(c, on) == CodeStatus::Valid);
    codes
}
