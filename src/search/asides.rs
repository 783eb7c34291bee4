//! Words that stand aside of what a query names: how bad it is, how it goes on, in whom, since when, why somebody comes.

use super::names::named;
use super::query::{readings, Interpretation, LONGEST_ABBREVIATION};
use super::query_word::SIDES;
use super::word_list::is;
use crate::code_set::CodeSet;
use crate::table::CodeTable;

/// Words that stand aside of a disease: how it goes on, why somebody comes, and whom it is in.
const ASIDES: [&str; 3] = [
    "controlled confirmed known new onset stable worse worsening emergency",
    "check recheck follow up followup fu",
    "adult child patient pt baby toddler son daughter my has have feels feeling mood \
        keeps cant wont stop very really extremely so bad diagnosis diagnosed",
];
/// Which trimester it is.
const WHICH: &str = "first second third 1st 2nd 3rd 1 2 3";
/// Words for how something was proved, beside one that says that it was.
const PROVED: &str = "positive pos pcr rapid antigen swab test tested";
/// How a disease is inherited, when it begins and what it is beside: names of diseases say it of many that have one code.
const KINDS: &str = "autosomal recessive dominant x linked inherited hereditary familial \
    childhood primary early late onset infection";
/// Words that say that something has been treated before, and those with which "healing" is what somebody has. (What has healed is
/// history or a sequela.)
const FOLLOWED: &str = "followup fu recheck aftercare";
const NOT_HEALED: &str = "non not never delayed poor poorly slow impaired";
/// Words for what may have brought it about. Those of the second list are left out only behind a word that says so: by themselves
/// they are what somebody has.
const EVENT: &str = "fall accident crash mva mvc assault";
const CAUSE: &str = "injury trauma lifting";
const SINCE: &str = "after following since from during";
/// Ways to see a disease, said last behind "on".
const SEEN: &str = "ekg ecg holter telemetry ct mri xray x ray ultrasound us echo imaging exam";
/// In what a size and a duration are told, and when something began.
const SIZES: &str = "cm mm inch inches";
const TIMES: &str = "days day weeks week wks months mo mos years yrs";
const WHEN: &str = "yesterday today morning night last this week month year \
    monday tuesday wednesday thursday friday saturday sunday";
/// Words beside which weeks tell one code from another ("fetal death 12 weeks"); what somebody has who is pregnant has none of them.
const WEEKS: &str = "weeks week wks";
const CARRIED: &str = "pregnancy pregnant gestation fetus fetal abortion miscarriage labor preterm";
/// How much less a name says with such words left out.
const LEFT_OUT: i32 = 20;
/// And the number of its kind: more than a name that is typed in full is put before others.
const NUMBER: i32 = 100;

/// The words without what stands aside of the disease: "asthma stable", "knee pain after fall", "asthma check". Only what
/// nothing has with these words is looked for without. `on` is whether that word was typed, which is none of these.
pub(super) fn without(table: &CodeTable, typed: &[String], on: bool) -> Vec<(Vec<String>, i32)> {
    let mut out = Vec::new();
    if table.set() != CodeSet::Icd10cm {
        return out;
    }
    let numberless = without_number(table, typed);
    let kindless = without_kind(&numberless);
    // What was ruled out is named by all its words ("suspected newborn infection ruled out").
    let ruled_out = typed.iter().any(|w| w == "ruled");
    let kind = !ruled_out && !kindless.is_empty() && kindless.len() < numberless.len();
    let mut number = 0;
    if numberless.len() < typed.len() {
        number = NUMBER;
        out.push((numberless, number));
    }
    if kind {
        out.push((kindless, number + LEFT_OUT));
    }
    let mut words = typed.to_vec();
    if let Some([.., since, event]) = typed.get(1..) {
        let cause = is(since, SINCE);
        if is(event, EVENT) || cause && is(event, CAUSE) {
            words.truncate(typed.len() - 1 - usize::from(cause));
        }
    }
    if let Some(at) = words.iter().position(|w| w == "radiating") {
        if at > 0 {
            words.truncate(at);
        }
    }
    if on {
        let seen = words.iter().rev().take_while(|w| is(w, SEEN)).count();
        words.truncate(words.len() - seen);
    }
    without_time(&mut words);
    without_size(&mut words);
    if words.iter().any(|w| w == "controlled") {
        words.retain(|w| w != "well");
    }
    // A pregnancy has a code for its test.
    if words.last().is_some_and(|w| is(w, PROVED)) && !words.iter().any(|w| is(w, CARRIED)) {
        let positive = |w: &String| is(w, "positive pos");
        let proved = words.iter().any(positive);
        // Of HIV a positive test is another code than the disease.
        let hiv = words.iter().any(|w| w == "hiv");
        words.retain(|w| !(proved && is(w, PROVED)) || hiv && positive(w));
    }
    // What has no code for each trimester has one for pregnancy.
    let is_one =
        |two: &[String]| matches!(two, [which, of] if of == "trimester" && is(which, WHICH));
    if let Some(at) = words.windows(2).position(is_one) {
        words.splice(at..=at + 1, ["pregnancy".to_string()]);
    }
    let (mut length, mut more) = (typed.len(), 0);
    for asides in ASIDES {
        words.retain(|w| !is(w, asides));
        more += LEFT_OUT;
        if words.len() < length && !words.is_empty() {
            length = words.len();
            // "Hospital follow up" is none of a hospital; what has a side is something of the body.
            let ids: Vec<Option<u16>> = words.iter().map(|w| table.lexicon.find(w)).collect();
            let sided = words.iter().any(|w| SIDES.contains(&w.as_str()));
            if more == LEFT_OUT || sided || named(table, &ids, 0).is_some() {
                out.push((words.clone(), more));
            }
        }
    }
    out
}

/// Whether a word is one or more digits.
fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

/// Leaves out since when, how often and how long ("since last week", "for 2 weeks", "x 3 days").
fn without_time(words: &mut Vec<String>) {
    if let Some(at) = words.iter().position(|w| w == "since") {
        let time = |w: &&String| is(w, WHEN) || is(w, TIMES) || is_number(w);
        let times = words.iter().skip(at + 1).take_while(time).count();
        if at > 0 && times > 0 {
            words.drain(at..=at + times);
        }
    }
    let any = |all: &str| words.iter().any(|w| is(w, all));
    let own = words.first().is_some_and(|w| !is(w, CARRIED));
    let pregnant = any("labor") || own && any("pregnancy pregnant");
    let carried = !pregnant && any(CARRIED);
    let time = |pair: &[String]| match pair {
        [first, time] if first == "first" && time == "time" => true,
        [n, unit] => is_number(n) && is(unit, TIMES) && !(carried && is(unit, WEEKS)),
        _ => false,
    };
    if let Some(at) = words.windows(2).position(time) {
        // "8 to 28 days" is an age, and function words are gone already.
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let x = usize::from(before.is_some_and(|w| w == "x"));
        if before.is_some_and(|w| !is_number(w)) {
            words.drain(at - x..at + 2);
        }
    }
}

/// Leaves out how large something is ("3 cm", "2.5 cm", "4 x 3 cm"). Of "3 cm x 2 cm" the unit was taken once.
fn without_size(words: &mut Vec<String>) {
    let Some(unit) = words.iter().position(|w| is(w, SIZES)) else {
        return;
    };
    let part = |w: &&String| is_number(w) || *w == "x";
    let before = words.iter().take(unit).rev().take_while(part).count();
    let behind = words.iter().skip(unit + 1).take_while(part).count();
    if before > 0 {
        words.drain(unit - before..=unit + behind);
    }
}

/// The words without the number of a kind of disease ("type 4b").
fn without_number(table: &CodeTable, typed: &[String]) -> Vec<String> {
    let mut words = typed.to_vec();
    // Where a word was mistyped its number may be what tells ("diabets type 1").
    let known = |w: &String| table.lexicon.find(w).is_some();
    if let [first, before @ .., last] = typed {
        let digit = |b: &u8| matches!(b, b'i' | b'v' | b'x');
        let number =
            last.bytes().all(|b| digit(&b)) || last.starts_with(|c: char| c.is_ascii_digit());
        // A short name with a number is one name ("MEN 2A" is none of what begins with "men").
        let short = before.is_empty() && first.len() < LONGEST_ABBREVIATION;
        if number && last.len() <= 4 && !short && known(first) && before.iter().all(known) {
            words.pop();
            if words.last().is_some_and(|w| w == "type") {
                words.pop();
            }
        }
    }
    words
}

/// The words without how a disease is inherited and the like.
fn without_kind(typed: &[String]) -> Vec<String> {
    let mut words = typed.to_vec();
    // "Mumps infectious disease" is mumps.
    let infectious =
        |pair: &[String]| matches!(pair, [a, b] if a == "infectious" && b == "disease");
    if let Some(at) = words.windows(2).position(infectious) {
        words.drain(at..at + 2);
    }
    words.retain(|w| !is(w, KINDS));
    words
}

/// Whether a diagnosis is said to be followed up.
pub(super) fn followed_up(table: &CodeTable, typed: &[String]) -> bool {
    let any = |all: &str| typed.iter().any(|w| is(w, all));
    table.set() == CodeSet::Icd10cm
        && (any(FOLLOWED)
            || typed.windows(2).any(|pair| pair == ["follow", "up"])
            || any("healing") && !any(NOT_HEALED))
}

/// Whether what is specified and has no code of its own is named: it begins with "other", or one thing is other ("of other sites").
/// Elsewhere that tells one code from another ("influenza due to other identified influenza virus").
pub(super) fn residual(typed: &[String]) -> bool {
    let mut behind = typed.iter().skip_while(|w| !is(w, "other oth"));
    let other = behind.next().is_some();
    let one = behind.filter(|w| *w != "specified").count() < 2;
    typed.first().is_some_and(|w| is(w, "other oth"))
        || other && one
        || typed.last().is_some_and(|w| w == "nec")
}

/// Words with which a list says that no more was said.
const UNSAID: &str = "unspecified unsp nos";

/// The words without "unspecified": the usual code of a name need not say it ("unspecified essential hypertension").
#[inline(never)]
pub(super) fn without_unsaid(table: &CodeTable, typed: &[String], out: &mut Vec<Interpretation>) {
    const MORE: i32 = 4;
    if table.set() == CodeSet::Icd10cm && typed.iter().any(|w| is(w, UNSAID)) {
        let said: Vec<String> = typed.iter().filter(|w| !is(w, UNSAID)).cloned().collect();
        readings(table, &said, MORE, out);
    }
}

/// Words for how bad something is, which few titles have.
pub(super) const DEGREES: [&str; 3] = ["mild", "moderate", "severe"];

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
    for doc in table.docs.having_word(bad) {
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
