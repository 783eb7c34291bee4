//! Queries altered by rule: typos, words run together or split, British spelling, plural, "w/o".

use superbill::search::Options;
use superbill::CodeSet;
use superbill::{Catalog, Error};

/// One way of altering a query.
#[derive(Clone, Copy)]
pub enum Altered {
    OneTypo,
    TwoTypos,
    Together,
    Split,
    British,
    Plural,
}

/// xorshift from an FNV-1a hash of the text.
struct Random(u32);

impl Random {
    fn of(text: &str) -> Random {
        let hash = |h: u32, c: char| (h ^ c as u32).wrapping_mul(0x0100_0193);
        Random(text.chars().fold(0x811c_9dc5, hash) | 1)
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as usize % n.max(1)
    }
}

/// A word with a letter left out, doubled, changed or swapped with the next, not the first one.
fn typo(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + random.below(letters.len() - 2);
    match random.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = (b'a' + random.below(26) as u8) as char,
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

const BRITISH: [(&str, &str); 14] = [
    ("hem", "haem"),
    ("emia", "aemia"),
    ("edema", "oedema"),
    ("esoph", "oesoph"),
    ("tumor", "tumour"),
    ("diarrhea", "diarrhoea"),
    ("pediatric", "paediatric"),
    ("gynec", "gynaec"),
    ("orthoped", "orthopaed"),
    ("anesth", "anaesth"),
    ("fetal", "foetal"),
    ("estrogen", "oestrogen"),
    ("leuk", "leuc"),
    ("color", "colour"),
];

impl Altered {
    pub const ALL: [Altered; 6] = [
        Altered::OneTypo,
        Altered::TwoTypos,
        Altered::Together,
        Altered::Split,
        Altered::British,
        Altered::Plural,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Altered::OneTypo => "one typo",
            Altered::TwoTypos => "two typos",
            Altered::Together => "run together",
            Altered::Split => "split",
            Altered::British => "british",
            Altered::Plural => "plural",
        }
    }

    /// The query so altered; none where it does not apply.
    pub fn of(self, query: &str) -> Option<String> {
        let mut random = Random::of(query);
        let words: Vec<&str> = query.split(' ').collect();
        let plain = |w: &&str| w.bytes().all(|b| b.is_ascii_lowercase());
        let long: Vec<usize> = (0..words.len())
            .filter(|i| plain(&words[*i]) && words[*i].len() >= 5)
            .collect();
        let mut out: Vec<String> = words.iter().map(|w| w.to_string()).collect();
        match self {
            Altered::OneTypo => {
                let at = *long.get(random.below(long.len()))?;
                out[at] = typo(words[at], &mut random);
            }
            Altered::TwoTypos if long.len() >= 2 => {
                for at in &long[..2] {
                    out[*at] = typo(words[*at], &mut random);
                }
            }
            Altered::TwoTypos => {
                let at = *long.iter().find(|i| words[**i].len() >= 9)?;
                let half = words[at].len() / 2;
                let (a, b) = words[at].split_at(half);
                out[at] = typo(a, &mut random) + &typo(b, &mut random);
            }
            Altered::Together => {
                let pair = |i: &usize| {
                    words[*i].len() >= 3
                        && words[*i + 1].len() >= 3
                        && plain(&words[*i])
                        && plain(&words[*i + 1])
                };
                let pairs: Vec<usize> = (0..words.len().saturating_sub(1)).filter(pair).collect();
                let at = *pairs.get(random.below(pairs.len()))?;
                let behind = out.remove(at + 1);
                out[at] += &behind;
            }
            Altered::Split => {
                let at = *long.iter().find(|i| words[**i].len() >= 8)?;
                let cut = 3 + random.below(words[at].len() - 6);
                out[at].insert(cut, ' ');
            }
            Altered::British => {
                let (from, to) = BRITISH
                    .iter()
                    .find(|(from, to)| query.contains(from) && !query.contains(to))?;
                return Some(query.replace(from, to));
            }
            Altered::Plural => {
                let at = *long.last()?;
                if words[at].ends_with('s') || words[at].ends_with('y') {
                    return None;
                }
                out[at].push('s');
            }
        }
        let out = out.join(" ");
        (out != query).then_some(out)
    }
}

/// Titles of ICD-10-CM that say "without".
pub fn titles(tables: &Catalog) -> Result<Vec<String>, Error> {
    let mut out = Vec::new();
    for letter in 'A'..='Z' {
        let options = Options::new()
            .sets(vec![CodeSet::Icd10cm])
            .limit(500)
            .within(letter)
            .billable(Some(true));
        out.extend(
            tables
                .search("without", &options)?
                .into_iter()
                .map(|h| h.display)
                .filter(|t| t.contains("without")),
        );
    }
    out.sort();
    out.dedup();
    // Every so manyth, as the sample that is judged has about as many.
    let step = (out.len() / 320).max(1);
    Ok(out.into_iter().step_by(step).collect())
}

/// How many titles were asked with "w/o" for "without", and those whose first answer says "with" of it.
pub fn opposites(tables: &Catalog, titles: &[String]) -> Result<(usize, Vec<String>), Error> {
    let options = Options::new().sets(vec![CodeSet::Icd10cm]);
    let mut wrong = Vec::new();
    for title in titles {
        let query = title.to_lowercase().replace("without", "w/o");
        let hits = tables.search(&query, &options)?;
        let Some(first) = hits.first() else { continue };
        let negated = |t: &str| {
            t.contains("without") || t.contains(" not ") || t.contains(" no ") || t.contains("non")
        };
        if !negated(&first.display.to_lowercase()) {
            wrong.push(format!("{query} -> {} {}", first.code, first.display));
        }
    }
    Ok((titles.len(), wrong))
}
