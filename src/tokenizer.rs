//! How text becomes words: one tokenizer for titles, other names and queries, so that what is typed can match.
//!
//! A word is a run of ASCII letters and digits after lower-casing and folding of accents. Apostrophes and dots *inside*
//! a run are dropped ("Crohn's" is `crohns`, "E11.6" is `e116`); everything else separates.

/// One word of a text and where it stands there, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Folded form: `[a-z0-9]+`.
    pub text: String,
    /// Byte range in the text.
    pub range: std::ops::Range<usize>,
}

/// The words of `text`, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    each_word(text, &mut String::new(), &mut |word, range| {
        let text = word.to_string();
        out.push(Word { text, range });
    });
    out
}

/// The words of `text`, lent in `folded` instead of made.
pub(crate) fn each_word(
    text: &str,
    folded: &mut String,
    word: &mut dyn FnMut(&str, std::ops::Range<usize>),
) {
    // The place of the word that is read, if one is.
    let mut open: Option<std::ops::Range<usize>> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut letters = ['\0'; 2];
        let n = fold(c, &mut letters);
        if n > 0 {
            if open.is_none() {
                folded.clear();
            }
            open = Some(open.map_or(at, |o| o.start)..at + c.len_utf8());
            folded.push(letters[0]);
            if n > 1 {
                folded.push(letters[1]);
            }
        } else if is_mark(c) && open.is_some() {
            // a combining accent belongs to the letter before it
        } else if matches!(c, '.' | '\'' | '\u{2019}')
            && open.is_some()
            && chars.peek().is_some_and(|(_, next)| is_in_word(*next))
        {
            // dropped inside a run
        } else if let Some(range) = open.take() {
            word(folded, range);
        }
    }
    if let Some(range) = open {
        word(folded, range);
    }
}

/// Whether words are made of it. (`char::is_alphanumeric` knows all scripts, which are 2 KB of tables.)
pub(crate) fn is_in_word(c: char) -> bool {
    fold(c, &mut ['\0'; 2]) > 0
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Writes the folded form of `c` (one or two letters) and returns how many; 0 when `c` is not part of a word.
fn fold(c: char, out: &mut [char; 2]) -> usize {
    let one = |out: &mut [char; 2], c| {
        out[0] = c;
        1
    };
    match c {
        'a'..='z' | '0'..='9' => one(out, c),
        'A'..='Z' => one(out, c.to_ascii_lowercase()),
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => one(out, 'a'),
        'Ç' | 'ç' | 'Ć'..='č' => one(out, 'c'),
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => one(out, 'e'),
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => one(out, 'i'),
        'Ñ' | 'ñ' | 'Ń'..='ň' => one(out, 'n'),
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => one(out, 'o'),
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => one(out, 'u'),
        'Ý' | 'ý' | 'ÿ' => one(out, 'y'),
        'Ś'..='š' => one(out, 's'),
        'Ź'..='ž' => one(out, 'z'),
        'Ł' | 'ł' => one(out, 'l'),
        'µ' | 'μ' => one(out, 'u'),
        'Æ' | 'æ' | 'Œ' | 'œ' | 'ß' => {
            *out = match c {
                'Æ' | 'æ' => ['a', 'e'],
                'ß' => ['s', 's'],
                _ => ['o', 'e'],
            };
            2
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(s: &str) -> Vec<String> {
        words(s).into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn folds_case_accents_dots_and_apostrophes() {
        assert_eq!(
            texts("Crohn's disease, E11.6"),
            ["crohns", "disease", "e116"]
        );
        assert_eq!(
            texts("Ménière Sjögren me\u{301}nie\u{300}re"),
            ["meniere", "sjogren", "meniere"]
        );
        assert_eq!(
            texts("non-ST (NSTEMI) s/p"),
            ["non", "st", "nstemi", "s", "p"]
        );
        assert_eq!(texts("E11. ... '' \u{1f600} \u{202e}"), ["e11"]);
    }

    #[test]
    fn ranges_cover_the_word_in_the_text() {
        let text = "Ménière's  x";
        let w = words(text);
        assert_eq!(&text[w[0].range.clone()], "Ménière's");
        assert_eq!(&text[w[1].range.clone()], "x");
    }
}
