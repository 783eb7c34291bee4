//! Words that stand aside of what a query names: how bad it is, how it goes on, in whom, since when, why somebody comes.

use super::names::named;
use super::query::{readings, Interpretation, LONGEST_ABBREVIATION};
use crate::code_set::CodeSet;
use crate::table::CodeTable;

/// Words that stand aside of a disease: how it goes on, why somebody comes, and whom it is in.
const ASIDES: [&str; 3] = [
    "controlled confirmed known new onset stable worse worsening emergency",
    "check recheck follow up followup fu",
    "adult child patient pt",
];
/// Words for what may have brought it about. Those of the second list are left out only behind a word that says so: by themselves
/// they are what somebody has.
const EVENT: &str = "fall accident crash mva mvc assault";
const CAUSE: &str = "injury trauma lifting";
const SINCE: &str = "after following since from during";
/// How much less a name says with such words left out.
const LEFT_OUT: i32 = 20;

/// The words without what stands aside of the disease: "asthma stable", "knee pain after fall", "asthma check". Only what
/// nothing has with these words is looked for without.
pub(super) fn without(table: &CodeTable, typed: &[String]) -> Vec<(Vec<String>, i32)> {
    let is = |word: &str, all: &str| all.split(' ').any(|other| other == word);
    let mut out = Vec::new();
    if table.set() != CodeSet::Icd10cm {
        return out;
    }
    let mut words = typed.to_vec();
    if let Some([.., since, event]) = typed.get(1..) {
        let cause = is(since, SINCE);
        if is(event, EVENT) || cause && is(event, CAUSE) {
            words.truncate(typed.len() - 1 - usize::from(cause));
        }
    }
    if let Some(at) = words
        .iter()
        .position(|w| w == "radiating")
        .filter(|at| *at > 0)
    {
        words.truncate(at);
    }
    if words.iter().any(|w| w == "controlled") {
        words.retain(|w| w != "well");
    }
    let (mut length, mut more) = (typed.len(), 0);
    for asides in ASIDES {
        words.retain(|w| !is(w, asides));
        more += LEFT_OUT;
        if words.len() < length && !words.is_empty() {
            length = words.len();
            // "Hospital follow up" is none of a hospital.
            let ids: Vec<Option<u16>> = words.iter().map(|w| table.lexicon.find(w)).collect();
            if more == LEFT_OUT || named(table, &ids, 0).is_some() {
                out.push((words.clone(), more));
            }
        }
    }
    out
}

/// Words for how bad something is, which few titles have.
const DEGREES: [&str; 3] = ["mild", "moderate", "severe"];

/// A short name behind a word for how bad it is, without that word, where no text has it beside what the name stands for:
/// "severe ra" is rheumatoid arthritis before it is the beginning of a severe radiculopathy.
#[inline(never)]
pub(super) fn without_degree(table: &CodeTable, typed: &[String], out: &mut Vec<Interpretation>) {
    let [degree, name] = typed else { return };
    if !(2..=LONGEST_ABBREVIATION).contains(&name.len()) || !DEGREES.contains(&degree.as_str()) {
        return;
    }
    let (Some(word), Some(bad)) = (table.lexicon.find(name), table.lexicon.find(degree)) else {
        return;
    };
    let own = [word];
    let means = table.rewrite(&own).unwrap_or(&own);
    for doc in table.docs.having(u32::from(bad)..u32::from(bad) + 1) {
        let have = table.docs.words.get(*doc as usize);
        if means.iter().all(|w| have.contains(w)) {
            return;
        }
    }
    let first = out.len();
    readings(table, std::slice::from_ref(name), 0, out);
    if let Some(read) = out.get_mut(first).and_then(|v| v.words.first_mut()) {
        read.no_beginning(table);
    }
}
