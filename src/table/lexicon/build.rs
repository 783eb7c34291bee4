//! The other direction: from tokens to a lexicon.

use super::*;
use crate::container::push_varint;
use crate::table::string_pool::store;
use crate::tokenizer::words;
use std::collections::{BTreeMap, BTreeSet};

fn folded(token: &str) -> Vec<String> {
    words(token).into_iter().map(|w| w.text).collect()
}

/// The sort key of surface tokens: folded words first, so that a token's first words come out in order.
pub(crate) fn dict_order(token: &str) -> (Vec<String>, &str) {
    (folded(token), token)
}

/// The form of a token that is one ASCII word with some letters as capitals.
fn form(token: &str) -> Option<Formed<'_>> {
    let word = token.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let (before, behind) = token.split_once(word).filter(|_| token.is_ascii())?;
    let small = word.to_ascii_lowercase();
    let capitals = [0, 1, u8::MAX].into_iter().find(|n| {
        let n = word.len().min(usize::from(*n));
        word[..n] == small[..n].to_ascii_uppercase() && word[n..] == small[n..]
    })?;
    let plain = word.bytes().all(|b| b.is_ascii_alphanumeric()) && !word.is_empty();
    plain.then_some((capitals, before, behind))
}

/// How many capitals a word has in a form, and what stands before and behind it.
type Formed<'a> = (u8, &'a str, &'a str);

impl Lexicon {
    /// The section `DICT` of `tokens`, which must be sorted by [`dict_order`] and unique.
    pub(crate) fn build(tokens: &[String]) -> Vec<u8> {
        let of: Vec<Vec<String>> = tokens.iter().map(|t| folded(t)).collect();
        let all: BTreeSet<&str> = of.iter().flatten().map(String::as_str).collect();
        let mut uses: BTreeMap<Formed<'_>, u32> = BTreeMap::new();
        for form in tokens.iter().filter_map(|t| form(t)) {
            *uses.entry(form).or_default() += 1;
        }
        // A form that only one token has is longer than the literal.
        let mut forms: Vec<(Formed<'_>, u32)> = uses.into_iter().filter(|f| f.1 > 1).collect();
        forms.sort_by_key(|(_, uses)| u32::MAX - uses);
        let forms: Vec<Formed<'_>> = forms.into_iter().map(|f| f.0).take(100).collect();

        let (mut plane, mut literals) = (vec![], vec![]);
        let mut at = 0;
        for word in [None].into_iter().chain(all.iter().copied().map(Some)) {
            let mut next = if word.is_some() { NEXT_WORD } else { 0 };
            let from = plane.len();
            while of
                .get(at)
                .is_some_and(|o| o.first().map(String::as_str) == word)
            {
                let form = form(&tokens[at]).and_then(|f| forms.iter().position(|g| *g == f));
                plane.push(next + form.map_or(LITERAL, |f| f as u8));
                if form.is_none() {
                    literals.push(tokens[at].as_str());
                }
                (next, at) = (0, at + 1);
            }
            if plane.len() == from && word.is_some() {
                plane.push(NEXT_WORD + NO_TOKEN);
            }
        }
        let (shared, rests) = store(all.iter().copied());
        let mut section = Vec::new();
        for n in [shared.len(), plane.len(), literals.len(), rests.len()] {
            push_varint(&mut section, n as u32);
        }
        section.push(forms.len() as u8);
        for (capitals, before, behind) in &forms {
            let length = before.len() + behind.len();
            section.extend([*capitals, before.len() as u8, length as u8]);
            section.extend([*before, *behind].concat().bytes());
        }
        let (literal_shared, literal_rests) = store(literals);
        let planes = [shared, rests, plane, literal_shared, literal_rests];
        section.extend(planes.concat());
        section
    }

    /// A lexicon of these tokens in which all words weigh the same.
    pub(crate) fn of(tokens: &[String]) -> Result<Lexicon, Error> {
        let weights = vec![
            16;
            tokens
                .iter()
                .flat_map(|t| folded(t))
                .collect::<BTreeSet<_>>()
                .len()
        ];
        Lexicon::read(&Lexicon::build(tokens), &weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_comes_back_with_its_words() {
        let mut tokens = Vec::new();
        for word in ["fracture", "acute", "b12", "x", "2"] {
            for (before, behind) in [("", ""), ("", ","), ("(", ")"), ("[", "]-"), ("'", "'")] {
                for word in [
                    word.to_string(),
                    word.to_uppercase(),
                    word[..1].to_uppercase() + &word[1..],
                ] {
                    tokens.push(format!("{before}{word}{behind}"));
                }
            }
        }
        let odd = [
            "non-ST",
            "Non-Fracture",
            "Crohn's",
            "É",
            "Ménière's",
            "--",
            "-",
            "",
            "a.b",
            "B12.",
            "bOth",
            "µg",
            "once;",
            "Œdema",
        ];
        tokens.extend(odd.map(String::from));
        tokens.sort_by(|a, b| dict_order(a).cmp(&dict_order(b)));
        tokens.dedup();
        let lexicon = Lexicon::of(&tokens).unwrap();
        for (i, token) in tokens.iter().enumerate() {
            let got = lexicon
                .words_of(i as u16)
                .unwrap()
                .iter()
                .map(|w| lexicon.word(*w));
            assert_eq!(got.collect::<Vec<_>>(), folded(token), "{token}");
            let mut shown = String::from("x");
            lexicon.push_token(i as u16, &mut shown);
            assert_eq!(shown, format!("x{token}"));
            let Some((word, before, around)) = lexicon.shape(i as u16) else {
                assert_eq!(lexicon.literal(i as u16), token);
                continue;
            };
            let end = before + lexicon.word(word).len();
            let shown = &token[before..end];
            assert_eq!(shown.to_ascii_lowercase(), lexicon.word(word), "{token}");
            assert_eq!(around, before + token.len() - end, "{token}");
        }
        let formed = |token: &str| {
            let at = tokens.iter().position(|t| t == token).unwrap() as u16;
            lexicon.shape(at).is_some()
        };
        assert!(formed("(FRACTURE)") && formed("B12.") == formed("once;") && !formed("non-ST"));
        assert_eq!((lexicon.shape(9999), lexicon.literal(9999)), (None, ""));
        assert_eq!(lexicon.words_of(9999), None);
    }

    #[test]
    fn a_cut_or_altered_dictionary_never_panics() {
        let tokens = ["-", "acute", "Acute", "non-ST", "st", "ST"].map(String::from);
        let mut tokens = tokens.to_vec();
        tokens.sort_by(|a, b| dict_order(a).cmp(&dict_order(b)));
        let good = Lexicon::build(&tokens);
        let weights = [16; 3];
        assert!(Lexicon::read(&good, &weights).is_ok());
        // Whether it still is what it was, the checksum tells.
        let unhurt = |dict: &[u8]| {
            let Ok(lexicon) = Lexicon::read(dict, &weights) else {
                return;
            };
            for token in 0..9 {
                lexicon.push_token(token, &mut String::new());
                let own = lexicon.words_of(token).unwrap_or_default();
                assert!(own.iter().all(|w| usize::from(*w) < lexicon.word_count()));
            }
        };
        for at in 0..good.len() {
            unhurt(&good[..at]);
            for change in [1, 2, 0x7f, 0x80] {
                let mut bad = good.clone();
                bad[at] ^= change;
                unhurt(&bad);
            }
        }
    }
}
