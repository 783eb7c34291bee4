//! The exact search against its naive twin: every row scanned one by one and costed from its texts.
//!
//! The twin knows nothing of postings, ranges of words, leading words, bounds or extension sets; it shares with the
//! search the reading of the query, the filter, and the numbers of `ranking.tsv`.

use super::filter::Filter;
use super::names::sided;
use super::query_word::{is_function_word, polar, says_little, QueryWord, Says, SIDES};
use super::stages::OTHER_STRENGTH;
use super::{asides, query, search, Options};
use crate::catalog::Catalog;
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::table::{CodeId, CodeTable, Feature};
use crate::tokenizer::words;
use std::collections::HashMap;

/// Words, by their numbers, with their weights.
type Weighed = Vec<(u16, i32)>;
/// Rows with what each costs more, and the words of the seventh character.
type DocRows = Vec<(CodeId, i32, Weighed)>;

struct Doc {
    words: Weighed,
    cost: i32,
    rows: DocRows,
    /// The code that a name stands for; none of a title.
    name: Option<CodeId>,
}

fn weighed(table: &CodeTable, text: &str) -> Weighed {
    let number = |w: crate::tokenizer::Word| table.lexicon.find(&w.text);
    let weight = |w: u16| (w, i32::from(table.lexicon.weight(w)));
    words(text)
        .into_iter()
        .filter_map(number)
        .map(weight)
        .collect()
}

fn entry_rows(table: &CodeTable, entry: usize, cost: i32) -> DocRows {
    let mut rows = vec![(CodeId::new(entry, 0), cost, Vec::new())];
    for (x, ext) in table.exts(entry).iter().enumerate() {
        let words = weighed(table, &table.ext_title(ext));
        let own: i32 = words.iter().map(|w| w.1).sum();
        rows.push((CodeId::new(entry, x + 1), cost + own, words));
    }
    rows
}

fn docs(table: &CodeTable) -> Vec<Doc> {
    (0..table.docs.cost.len())
        .map(|doc| {
            let rows = match table.targets(doc) {
                None => entry_rows(table, doc, 0),
                Some(targets) => (0i32..)
                    .zip(targets)
                    .flat_map(|(k, row)| {
                        let (row, cost) = (*row, k * table.feature(Feature::LaterCode));
                        match row.ext() {
                            0 => entry_rows(table, row.entry(), cost),
                            _ => vec![(row, cost, vec![(u16::MAX, 0)])],
                        }
                    })
                    .collect(),
            };
            Doc {
                words: weighed(table, &table.text(doc)),
                cost: i32::from(table.docs.cost[doc]),
                rows,
                name: table.targets(doc).and_then(|rows| rows.first().copied()),
            }
        })
        .collect()
}

/// Most that a word of `have` takes off for one query word; `None` when it stands for none.
fn discount(have: &[(u16, i32)], typed: &QueryWord) -> Option<i32> {
    let one = |(w, weight): &(u16, i32)| Some(weight - typed.part_cost(*w)?);
    have.iter().filter_map(one).max()
}

/// Whether a text says all of what was typed and nothing else that says something.
fn whole<'q>(
    table: &CodeTable,
    have: &[(u16, i32)],
    typed: impl Iterator<Item = &'q QueryWord>,
) -> bool {
    let marks = |w: u16| match table.lexicon.word(w) {
        "without" => true,
        "with" => query::is_strict(table),
        _ => false,
    };
    let says = |w: u16| !says_little(table, Some(w)) || marks(w);
    let typed: Vec<&QueryWord> = typed.filter(|q| q.whole_word().is_none_or(says)).collect();
    let mut saying: Vec<u16> = have.iter().map(|w| w.0).filter(|w| says(*w)).collect();
    saying.sort_unstable();
    saying.dedup();
    !typed.is_empty()
        && saying.len() == typed.len()
        && saying.iter().all(|w| typed.iter().any(|q| q.is_whole(*w)))
        && typed.iter().all(|q| saying.iter().any(|w| q.is_whole(*w)))
}

/// Cost of a text that says "with" of what was typed behind "without", the other way round, or
/// denies what was typed.
fn opposite(table: &CodeTable, have: &[(u16, i32)], typed: &[QueryWord]) -> i32 {
    let polar = |w: &(u16, i32)| match table.lexicon.word(w.0) {
        "not" | "non" if table.set() == CodeSet::Icd10cm => Some(false),
        word => polar(word),
    };
    let cost = |q: &QueryWord| {
        let joins = |w: &(u16, i32)| ["and", "or"].contains(&table.lexicon.word(w.0));
        let side = |w: &(u16, i32)| SIDES.contains(&table.lexicon.word(w.0));
        let parts = |w: &(u16, i32)| is_function_word(table, Some(w.0)) && !joins(w) || side(w);
        let agrees = |at: usize| {
            let mut before = have[..at].iter().rev();
            let marker = before.position(|w| polar(w).is_some() || parts(w));
            let word = |back: &usize| &have[at - 1 - back];
            // "Not" says it of the next word alone.
            let not = |back: &usize| ["not", "non"].contains(&table.lexicon.word(word(back).0));
            let marker = marker.filter(|back| !not(back) || *back == 0);
            let with = marker.and_then(|back| polar(word(&back)));
            with.is_none_or(|with| with != (q.says == Says::Without))
        };
        let stands = |w: &(u16, i32)| polar(w).is_none() && !parts(w) && q.part_cost(w.0).is_some();
        let mut places = (0..have.len()).filter(|at| stands(&have[*at])).peekable();
        let denied = places.peek().is_some() && !places.any(agrees);
        let whole = table.feature(Feature::Opposite);
        match q.says {
            Says::Nothing => 0,
            _ if !denied => 0,
            Says::Named => whole / 4,
            Says::With | Says::Without => whole,
        }
    };
    typed.iter().map(cost).max().unwrap_or(0)
}

/// Whether a text says that there is what stands behind "non" in the query or is joined with it.
fn says_denied(table: &CodeTable, have: &[(u16, i32)], typed: &[QueryWord]) -> bool {
    let have: Vec<&str> = have.iter().map(|w| table.lexicon.word(w.0)).collect();
    let joins = |w: &&str| ["and", "or"].contains(w);
    let little = |w: &str| super::query_word::says_little(table, table.lexicon.find(w));
    let content = |w: &str| !little(w) && w != "specified";
    // "Without" is said of the next word, or of a list up to the one behind its last "and" or "or"; "not" of the next word.
    let has_not = |at: usize| {
        let polar = |w: &str| ["with", "without"].contains(&w);
        let from = have[..at].iter().rposition(|w| polar(w));
        let without = from
            .filter(|from| have[*from] == "without")
            .is_some_and(|from| {
                let to = (at..have.len()).find(|at| polar(have[*at]));
                let mut list = (from..to.unwrap_or(have.len())).rev();
                let list = list.find(|at| joins(&have[*at])).unwrap_or(from);
                at <= list || !have[list + 1..at].iter().any(|w| content(w))
            });
        let not = have[..at].iter().rposition(|w| ["not", "non"].contains(w));
        without || not.is_some_and(|not| !have[not + 1..at].iter().any(|w| content(w)))
    };
    (0..typed.len()).any(|i| {
        let behind = i > 0 && typed[i - 1].text == "non";
        let joined = typed[i].text.strip_prefix("non");
        let own = behind.then_some(&*typed[i].text).or(joined).unwrap_or("");
        // "Epilepsy" is of the family of "epileptic".
        let family =
            |own: &str| own[..own.len().min(6.max(own.len().saturating_sub(3)))].to_string();
        let is_asked = |own: &str| {
            (0..typed.len()).any(|k| {
                let text = &*typed[k].text;
                let denied = k > 0 && typed[k - 1].text == "non";
                let same = text == own || own.len() >= 4 && text.starts_with(&family(own));
                k != i && !denied && same
            })
        };
        let asked = is_asked(own);
        let id = table.lexicon.find(own);
        let stands_for = match id.and_then(|id| table.rewrite(&[id])) {
            Some([other]) => Some(table.lexicon.word(*other)).filter(|w| !is_asked(w)),
            _ => None,
        };
        let said = |own: &str| {
            let whole = own.len() < 4;
            let begun = !whole && !table.lexicon.prefix_range(own).is_empty();
            let known = begun || table.lexicon.find(own).is_some();
            let family = family(own);
            let begins = |w: &str| w == family || !whole && w.starts_with(&family);
            let places = || (0..have.len()).filter(|at| begins(have[*at]));
            let joined = have
                .iter()
                .any(|w| w.strip_prefix("non").is_some_and(begins));
            known && places().any(|at| !has_not(at)) && !joined && !places().any(has_not)
        };
        !asked && !own.is_empty() && [Some(own), stands_for].into_iter().flatten().any(said)
    })
}

fn naive(table: &CodeTable, docs: &[Doc], text: &str, options: &Options) -> Vec<(i32, String)> {
    let mut filter = Filter::new(table, options);
    let typed = super::typed::typed(table, query::cut(text), &mut |code| filter.add_within(code));
    let (variants, _) = super::table_search::as_typed(table, &typed);
    // What a row costs, and by which reading.
    let mut best: HashMap<CodeId, (i32, usize)> = HashMap::new();
    for (reading, v) in variants.iter().enumerate() {
        let mut offer = |row: CodeId, cost: i32| {
            let best = best.entry(row).or_insert((cost, reading));
            if cost < best.0 {
                *best = (cost, reading);
            }
        };
        for doc in docs {
            if says_denied(table, &doc.words, &v.words) {
                continue;
            }
            let denied = |row: &CodeId| says_denied(table, &docs[row.entry()].words, &v.words);
            let first = doc
                .words
                .first()
                .zip(v.words.first())
                .is_some_and(|(h, q)| discount(std::slice::from_ref(h), q).is_some());
            let when = |is: bool, feature| if is { table.feature(feature) } else { 0 };
            let base = doc.cost
                + v.cost
                + when(first, Feature::FirstWord)
                + opposite(table, &doc.words, &v.words);
            let matched: Vec<Option<i32>> =
                v.words.iter().map(|q| discount(&doc.words, q)).collect();
            // Function words need not be typed as the name has them.
            let is_side = |q: &&QueryWord| SIDES.contains(&q.text.as_str());
            let unsided = || v.words.iter().filter(|q| !is_side(q));
            let named = v.plain
                && doc.name.is_some()
                && !whole(table, &doc.words, v.words.iter())
                && whole(table, &doc.words, unsided());
            let side = v.words.iter().find(is_side).and_then(QueryWord::whole_word);
            let side = side.zip(doc.name).filter(|_| named);
            if let Some(row) = side.and_then(|(side, row)| sided(table, row, side)) {
                if let Some(state) = filter.cost(row) {
                    let takes: i32 = matched.iter().flatten().sum();
                    let base = doc.cost + when(first, Feature::FirstWord) - takes;
                    let cost = base + table.feature(Feature::Whole) + state;
                    offer(row, cost);
                }
            }
            if v.plain && whole(table, &doc.words, v.words.iter()) {
                let base =
                    doc.cost + when(first, Feature::FirstWord) + table.feature(Feature::Whole);
                let takes: i32 = matched.iter().flatten().sum();
                // A strength that was typed and that the text has not got.
                let number = |q: &QueryWord| q.text.bytes().all(|b| b.is_ascii_digit());
                let other = v.words.iter().zip(&matched);
                let other = other.filter(|(q, m)| number(q) && m.is_none()).count();
                let base = base + other as i32 * OTHER_STRENGTH;
                for (row, more, seventh) in doc.rows.iter().filter(|r| !denied(&r.0)) {
                    let Some(state) = filter.cost(*row) else {
                        continue;
                    };
                    let cost = base + more - takes + state;
                    let _ = seventh;
                    offer(*row, cost);
                }
            }
            if matched.iter().all(Option::is_none) && doc.rows.len() == 1 {
                continue;
            }
            for (row, more, seventh) in doc.rows.iter().filter(|r| !denied(&r.0)) {
                let takes = v
                    .words
                    .iter()
                    .zip(&matched)
                    .map(|(q, m)| m.or_else(|| discount(seventh, q)));
                let (Some(takes), Some(state)) = (takes.sum::<Option<i32>>(), filter.cost(*row))
                else {
                    continue;
                };
                let cost = base + more - takes + state;
                offer(*row, cost);
            }
        }
    }
    let mut rows: Vec<(i32, CodeId)> = best.iter().map(|(row, (cost, _))| (*cost, *row)).collect();
    rows.sort_unstable();
    rows.truncate(options.limit);
    let wanted = |header: CodeId, row: CodeId| {
        let words = &variants[best[&header].1].words;
        filter.cost(row).is_some() && !says_denied(table, &docs[row.entry()].words, words)
    };
    with_defaults(table, &wanted, &mut rows, options.limit);
    rows.into_iter()
        .map(|(cost, row)| (cost, table.formatted_row(row)))
        .collect()
}

/// Each header behind what is billed when no more is said than its title.
fn with_defaults(
    table: &CodeTable,
    wanted: &dyn Fn(CodeId, CodeId) -> bool,
    rows: &mut Vec<(i32, CodeId)>,
    limit: usize,
) {
    for header in rows.clone() {
        let default = table.default_below(header.1, &|row| wanted(header.1, row));
        let at = |rows: &[(i32, CodeId)], row| rows.iter().position(|r| r.1 == row);
        let (Some(row), Some(place)) = (default, at(rows, header.1)) else {
            continue;
        };
        if at(rows, row).is_some_and(|before| before < place) {
            continue;
        }
        rows.retain(|r| r.1 != row);
        rows.insert(place, (header.0, row));
        rows.truncate(limit);
    }
}

fn compare(table: &CodeTable, docs: &[Doc], text: &str, options: &Options) {
    let typed = query::cut(text);
    let plain = query::plain_code(typed);
    let code = query::looks_like_code(typed, &plain) && table.descendants(&plain).next().is_some()
        || !super::pasted::read(&[table], typed).codes.is_empty();
    // What is found by code has its own test, and a filter in the query is another query.
    if code || text.contains(':') {
        return;
    }
    let fast: Vec<String> = search(&[table], text, options)
        .into_iter()
        .map(|h| h.code)
        .collect();
    // What is put in place of an answer has its own test (`tests/answers.rs`).
    let typed = super::typed::typed(table, typed, &mut |_| {});
    let later = fast.iter().any(|code| code.ends_with('D'));
    if asides::residual(&typed) || later && asides::followed_up(table, &typed) {
        return;
    }
    let slow = naive(table, docs, text, options);
    assert_eq!(
        fast,
        slow.iter().map(|r| r.1.clone()).collect::<Vec<_>>(),
        "{text:?}: {slow:?}"
    );
}

fn log() -> Vec<&'static str> {
    let mut all: Vec<&str> = include_str!("../../bench/queries/keystrokes.txt")
        .lines()
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Queries that deny a word, apart, joined and beside what is asked.
const DENIED: [&str; 16] = [
    "non recurrent inguinal hernia",
    "non psychotic dementia",
    "non st elevation mi with stent",
    "non diabetic non hypertensive ckd",
    "non disp fracture radius",
    "heartburn non heart related",
    "non intractable migraine without aura",
    "non etoh cirrhosis",
    "non intractable migraine",
    "nondominant side",
    "non alcoholic fatty liver",
    "displaced or nondisplaced fracture of shaft",
    "non toxic goiter",
    "non epileptic seizures",
    "non acute candidiasis",
    "nontraumatic hemorrhage",
];

fn run(part: usize, of: usize) {
    let tables = Catalog::embedded().expect("the embedded tables open");
    let table = tables
        .codes(CodeSet::Icd10cm)
        .expect("ICD-10-CM is embedded");
    let docs = docs(table);
    let exact = Options {
        fallback: false,
        ..Options::default()
    };
    for text in log().into_iter().skip(part).step_by(of) {
        compare(table, &docs, text, &exact);
    }
    for text in DENIED.into_iter().skip(part).step_by(of) {
        compare(table, &docs, text, &exact);
    }
    // Random words of the table, cut at random, in twos and threes, under filters.
    let mut state = 0x2545_f491_4f6c_dd1du64 + part as u64;
    let mut random = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n as u64) as usize
    };
    for i in 0..240 / of {
        let mut text = String::new();
        let doc = &docs[random(docs.len())];
        for _ in 0..1 + random(3) {
            // Mostly words that stand together, sometimes any.
            let from = if random(4) == 0 {
                &docs[random(docs.len())].words
            } else {
                &doc.words
            };
            if let Some((w, _)) = from.get(random(from.len().max(1))) {
                let w = table.lexicon.word(*w);
                text.push_str(&w[..1 + random(w.len())]);
                text.push(' ');
            }
        }
        let options = Options {
            limit: 1 + random(25),
            on: [None, Date::new(2026, 6, 1), Date::new(2026, 11, 1)][i % 3],
            billable: [None, Some(true), Some(false)][random(3)],
            within: [None, None, Some("S".into()), Some("E11".into())][random(4)].clone(),
            ..exact.clone()
        };
        compare(table, &docs, &text, &options);
    }
}

/// Strengths are in names of drugs, which HCPCS has.
#[test]
fn equals_a_scan_of_all_rows_with_strengths() {
    let tables = Catalog::embedded().expect("the embedded tables open");
    let table = tables.codes(CodeSet::Hcpcs).expect("HCPCS is embedded");
    let docs = docs(table);
    let exact = Options::new().fallback(false);
    for text in [
        "normal saline 500 ml",
        "normal saline 77 ml",
        "heparin sodium 1000 units",
    ] {
        compare(table, &docs, text, &exact);
    }
}

#[test]
fn equals_a_scan_of_all_rows_first_half() {
    run(0, 2);
}

#[test]
fn equals_a_scan_of_all_rows_second_half() {
    run(1, 2);
}
