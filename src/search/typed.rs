//! From a text to its words: shorthand is read before anything else, sides go last, a code among the words narrows the search.

use super::amounts;
use super::denied::{with_non, NON};
use super::query::{looks_like_code, plain_code};
use super::query_word::{polar, SIDES};
use super::services;
use super::units::unit;
use super::word_list::is;
use super::wording;
use crate::code_set::CodeSet;
use crate::table::CodeTable;
use crate::tokenizer::{each_word, is_in_word};
use std::borrow::Cow;

/// Most words of a query that are looked at.
pub const MAX_WORDS: usize = 24;

/// Words that say only how sure a diagnosis is: the thing itself is looked for (guideline IV.H
/// codes the symptom, which whoever types the thing will know).
const DOUBT: &str = "r/o ro poss possible probable prob c/o eval dx";

/// The query with shorthand as the words that titles of diagnoses have, so that "w/o" and "w/" are never taken for each other
/// and nothing is found for what says little, and amounts as HCPCS has them. Short texts of the other sets have the shorthand itself.
fn spelled_out<'a>(table: &CodeTable, text: &'a str) -> Cow<'a, str> {
    let apart = match table.set() {
        CodeSet::Icd10cm => wording::use_disorder(wording::plain(text)),
        CodeSet::Hcpcs => amounts::apart(text),
        CodeSet::Cpt => return services::plain(text),
        CodeSet::Icd10pcs => return Cow::Borrowed(text),
    };
    let diagnoses = table.set() == CodeSet::Icd10cm;
    let doubtful = |w: &str| diagnoses && is(w, DOUBT);
    let text = &*apart;
    let several = text.contains(' ');
    // "Sle w nephritis": between words it is no beginning of one; at the end it may be.
    let joins = |w: &str| diagnoses && is(w, "w wo");
    let any = text.contains('/') || text.split(' ').any(|w| doubtful(w) || joins(w));
    if !any || !several {
        return apart;
    }
    let mut out = String::with_capacity(text.len() + 16);
    let said = text.split(' ').filter(|w| !doubtful(w)).count();
    let mut parts = text.split(' ').peekable();
    while let Some(word) = parts.next() {
        if said > 0 && doubtful(word) {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        let lower = word.to_ascii_lowercase();
        let behind = |n: usize| word.get(n..).unwrap_or("");
        match lower.strip_prefix("w/") {
            Some("o") => out.push_str("without"),
            Some("d") if diagnoses => out.push_str("withdrawal"),
            Some(rest) if rest.starts_with("o-") || rest.starts_with("o,") => {
                out.push_str("without ");
                out.push_str(behind(4));
            }
            // "w/wo" and the like are a term of their own.
            Some("wo" | "w/o") => out.push_str(word),
            Some(_) => {
                out.push_str("with ");
                out.push_str(behind(2));
            }
            None if diagnoses && lower == "f/u" => out.push_str("follow up"),
            None if diagnoses && lower.starts_with("d/o") => {
                out.push_str("disorder");
                out.push_str(behind(3));
            }
            None if joins(word) && out.len() > 1 && parts.peek().is_some() => {
                out.push_str(if lower == "w" { "with" } else { "without" });
            }
            None => out.push_str(word),
        }
    }
    Cow::Owned(out)
}

/// The text behind an amount that it begins with, which no diagnosis has ("25,000 units of vitamin d").
fn without_amount(text: &str) -> &str {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',' || c == '.');
    match unit.trim_start().split_once(' ') {
        Some((word, rest)) if unit.len() < text.len() && amounts::is_strength(word) => {
            rest.strip_prefix("of ").unwrap_or(rest)
        }
        _ => text,
    }
}

/// Whether a title of the table has this word; documents of titles stand before those of other names.
fn in_a_title(table: &CodeTable, word: &str) -> bool {
    let word = table.lexicon.find(word);
    let first = word.and_then(|w| table.docs.having_word(w).first());
    first.is_some_and(|doc| table.targets(*doc as usize).is_none())
}

/// The words of a query, each once, sides last. A word that is no word but begins a code of the table narrows the search
/// through `within` instead ("e11 foot").
pub(super) fn typed(table: &CodeTable, text: &str, within: &mut dyn FnMut(&str)) -> Vec<String> {
    let mut typed: Vec<String> = Vec::new();
    let mut sides: Vec<String> = Vec::new();
    let mut count = 0;
    let sided = matches!(table.set(), CodeSet::Icd10cm | CodeSet::Icd10pcs);
    let spelled = spelled_out(table, text);
    let diagnoses = table.set() == CodeSet::Icd10cm;
    let text = if diagnoses {
        without_amount(&spelled)
    } else {
        &spelled
    };
    let inpatient = table.set() == CodeSet::Icd10pcs;
    each_word(text, &mut String::with_capacity(24), &mut |word, range| {
        count += 1;
        // Of diagnoses it may be long term; operations have only sides.
        let word = match word {
            "lt" if inpatient => "left",
            "rt" if inpatient => "right",
            word => word,
        };
        let beside = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)) == Some(&b'/');
        let in_shorthand = beside(range.start.checked_sub(1)) || beside(Some(range.end));
        let behind = text
            .get(range.end..)
            .unwrap_or("")
            .trim_start_matches(|c: char| !is_in_word(c));
        // "L spine" is the lumbar one.
        let spine = behind
            .get(..5)
            .is_some_and(|w| w.eq_ignore_ascii_case("spine"));
        // "Disease of the valve" and "valve disease" are one.
        let naming = |w: &String| w.starts_with("disease") || w.starts_with("disorder");
        if diagnoses && word == "of" && typed.last().is_some_and(naming) {
            return;
        }
        // "(R)" right behind the name of a device is a mark of it; titles have no such name, but what has sides ("knee(R)").
        let before = text.get(..range.start).unwrap_or("");
        let behind_it = before
            .strip_suffix('(')
            .is_some_and(|b| b.ends_with(is_in_word));
        let mark = behind_it
            && word == "r"
            && table.set() == CodeSet::Icd10pcs
            && typed.last().is_some_and(|w| !in_a_title(table, w));
        let long_term = ["use", "current"].iter().any(|w| behind.starts_with(w));
        let named = SIDES.contains(&word) || sided && word == "lt" && !long_term;
        let lumbar = spine && word == "l";
        let denied = typed.last().is_some_and(|w| w == NON);
        let side = named && !denied && !in_shorthand && !mark && !lumbar;
        let to = if side { &mut sides } else { &mut typed };
        // A letter that another word follows is no beginning ("L ankle sprain" is none of a ligament), nor a capital one at the end.
        let capital = || {
            let written = text.get(range.clone()).unwrap_or("");
            written.bytes().all(|b| b.is_ascii_uppercase())
                && text.bytes().any(|b| b.is_ascii_lowercase())
        };
        let whole = side
            && (sided || table.set() == CodeSet::Cpt)
            && (word.len() > 1 || !behind.is_empty() || capital());
        let word = match word {
            "l" | "lt" if whole => "left",
            "r" | "rt" if whole => "right",
            // Of a diagnosis it says nothing.
            "dx" if table.set() == CodeSet::Cpt => "diagnostic",
            word => word,
        };
        // "Without this and without that" says it twice, "non" of each word.
        if count <= MAX_WORDS
            && (polar(word).is_some() || word == NON || denied || !to.iter().any(|w| w == word))
        {
            to.push(word.to_string());
        }
    });
    if diagnoses {
        typed = with_non(table, &typed, false).unwrap_or(typed);
    }
    typed.append(&mut sides);
    if table.set() == CodeSet::Cpt && services::is_anesthesia(&typed) {
        within("00100-01999");
    }
    if typed.len() > 1 {
        // A number with a point or a unit is none ("10.5 cm", "120 minutes").
        let is_number = |w: &str| w.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let measured = |at: usize, w: &String| {
            // Five digits are a code, and no count ("17110 warts").
            let next = typed.get(at + 1).filter(|_| w.len() < 5);
            is_number(w) && (w.contains('.') || next.and_then(|next| unit(next)).is_some())
        };
        let code_like = |(at, w): (usize, &String)| {
            w.len() >= 3
                && !measured(at, w)
                && looks_like_code(w, w)
                && table.lexicon.prefix_range(w).is_empty()
                && table.descendants(&plain_code(w)).next().is_some()
        };
        let code = typed.iter().enumerate().position(code_like);
        if let Some(at) = code {
            within(&typed.remove(at));
        }
    }
    typed
}
