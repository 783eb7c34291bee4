//! How services are told apart in what people type: by contrast, level and number, each of which is written in many ways. They are read as the one
//! way in which our names of CPT codes have them.

use super::word_list::is;
use std::borrow::Cow;

/// Words for numbers, those of levels in Roman digits behind them.
const NUMBERS: [(&str, &str); 11] = [
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("ii", "2"),
    ("iii", "3"),
    ("iv", "4"),
    ("v", "5"),
    ("vi", "6"),
];
/// Words beside which such numbers stand.
const COUNTED: &str = "level levels view views lesion lesions muscle muscles region regions \
    visit visits vessel vessels";
/// More than a number, and less, and what else is said in several words. "3 or more" is 3 itself, which the names have.
const SAID: [(&str, &str); 17] = [
    ("cat scan", "ct"),
    ("more than", "over"),
    ("greater than", "over"),
    ("longer than", "over"),
    ("older than", "over"),
    (">", "over"),
    ("and over", ""),
    ("and up", ""),
    ("at least", ""),
    ("or more", ""),
    ("and older", ""),
    ("or older", ""),
    ("less than", "under"),
    ("younger than", "under"),
    ("<", "under"),
    ("or less", "under"),
    ("or fewer", "under"),
];

/// Ways to say [`WITH_AND_WITHOUT`].
const BOTH: [&str; 7] = [
    "without and with",
    "without & with",
    "without + with",
    "without with",
    "with & without",
    "with + without",
    "with without",
];
const WITH_AND_WITHOUT: &str = "with and without";

/// Words beside anesthesia that is said of another service, and those of codes that lie elsewhere.
const NO_SERVICE: &str = "without under with local general no wo w topical";
/// Words of what makes any anesthesia harder, which has codes of its own.
const HARDER: &str = "anesthesia anesthetic emergency extreme age over under 1 70 year years old \
    patient controlled hypotension hypothermia";

/// Whether anesthesia itself is the service that some words name.
pub(super) fn is_anesthesia(words: &[String]) -> bool {
    let own = words.iter().any(|w| is(w, "anesthesia anesthetic"));
    let harder = words.iter().all(|w| is(w, HARDER));
    own && words.len() > 1 && !harder && !words.iter().any(|w| is(w, NO_SERVICE))
}

/// Words for what is done to somebody, and endings of such words; none that is a disease or a state, too ("aspiration", "closure").
const DONE: &str =
    "repair removal excision exc biopsy bx injection inj xray ct mri mra ultrasound orif \
    debridement destruction cryotherapy insertion arthroscopy manipulation i&d ablation release \
    arthroplasty laparoscopic lap splint views duplex pcr reduction decompression mohs emg \
    eeg transfusion lithotripsy cast reconstruction";
/// Words beside which a fusion is surgery; elsewhere it is also what somebody has.
const FUSED: &str = "lumbar cervical thoracic spinal spine";
/// Words for what somebody has, with which displays of services begin.
const HARM: &str = "broken torn stiff";
const DOING: [&str; 6] = ["ectomy", "plasty", "oscopy", "otomy", "ostomy", "ography"];
/// Words of reasons for a visit: what a service found, that it was done, what came of it.
const REASON: &str = "abnormal positive elevated high low history hx status post after following \
    complication leak problem problems dislocation bleeding dehiscence site newborn screening \
    encounter need aftercare follow f/u fu s/p h/o due failed infection infected pain for check \
    illness sickness twin reaction";

/// Whether a word, in small letters, is one for what is done to somebody.
pub(super) fn is_done(word: &str) -> bool {
    is(word, DONE) || word == "x-ray" || DOING.iter().any(|end| word.ends_with(end))
}

/// Whether a service is named, and not a reason for one.
pub(super) fn is_named(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let mut words = lower.split(' ').filter(|w| !w.is_empty());
    let fused = lower.ends_with(" fusion") && words.clone().any(|w| is(w, FUSED));
    let done = fused || words.clone().any(is_done);
    done && words.clone().count() > 1 && !words.any(|w| is(w, REASON))
}

/// Whether it is told what somebody has, and nothing is done to it.
pub(super) fn is_harm(text: &str) -> bool {
    let mut words = text.split(' ');
    is(words.next().unwrap_or_default(), HARM) && !words.any(is_done)
}

/// The text of a query for a service, in words of our names.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(' ') {
        return Cow::Borrowed(text);
    }
    let said = text.to_ascii_lowercase();
    let said = format!(" {} ", said.replace('>', " > ").replace('<', " < "));
    let said = otherwise(said, &SAID);
    let mut words: Vec<String> = Vec::new();
    for word in said.split(' ').filter(|w| !w.is_empty()) {
        spell(word, &mut words);
    }
    contrast(&mut words);
    count(&mut words);
    let said = otherwise(
        format!(" {} ", words.join(" ")),
        &BOTH.map(|way| (way, WITH_AND_WITHOUT)),
    );
    Cow::Owned(said.trim().to_string())
}

/// The text, which blanks surround, with each way to say something replaced by the other.
fn otherwise(mut said: String, ways: &[(&str, &str)]) -> String {
    for (way, other) in ways {
        if said.contains(way) {
            said = said.replace(&format!(" {way} "), &format!(" {other} "));
        }
    }
    said
}

/// Shorthand for a word or two.
const SHORT: [(&str, &str); 21] = [
    ("w", "with"),
    ("w/", "with"),
    ("wo", "without"),
    ("w/o", "without"),
    ("w/wo", "with without"),
    ("w/w/o", "with without"),
    ("wwo", "with without"),
    ("w&wo", "with without"),
    ("w&w/o", "with without"),
    ("w/&w/o", "with without"),
    ("w+w/o", "with without"),
    ("lvl", "level"),
    ("lev", "level"),
    ("bx", "biopsy"),
    ("addl", "additional"),
    ("add'l", "additional"),
    ("1st", "first"),
    ("2nd", "second"),
    ("3rd", "third"),
    ("noncontrast", "without contrast"),
    ("non-contrast", "without contrast"),
];

/// Adds a word with its shorthand spelled out ("w/contrast", "15+").
fn spell(word: &str, out: &mut Vec<String>) {
    let before = out.last().map_or("", String::as_str);
    let (mut first, mut own) = ("", word);
    if let Some((_, words)) = SHORT.iter().find(|(short, _)| *short == word) {
        (first, own) = words.split_once(' ').unwrap_or(("", words));
    } else if word == "no" && !before.is_empty() {
        own = "without";
    } else if word == "pt" && is(before, "new est established") {
        own = "patient";
    } else if is(word, "each ea") && !before.is_empty() {
        // "Each additional" and "additional" are one.
        return;
    } else if let Some(behind) = word.strip_prefix("w/").filter(|b| !b.starts_with('o')) {
        (first, own) = ("with", behind);
    } else if let Some(number) = word.strip_suffix('+') {
        if number.bytes().all(|b| b.is_ascii_digit()) {
            own = number;
        }
    }
    if !first.is_empty() {
        out.push(first.to_string());
    }
    out.push(own.to_string());
}

/// Leaves out how contrast is given ("with IV contrast only"). Contrast that is swallowed makes no study with contrast (CPT's
/// guidelines of radiology).
fn contrast(words: &mut Vec<String>) {
    /// Words between "with" and "contrast", or behind it.
    const GIVEN: &str = "iv intravenous only then the oral po";
    let Some(contrast) = words.iter().position(|w| w == "contrast") else {
        return;
    };
    let vein = words.iter().any(|w| is(w, "iv intravenous"));
    let swallowed = words.iter().any(|w| is(w, "oral po"));
    if let Some(with) = words.iter_mut().find(|w| *w == "with") {
        if swallowed && !vein {
            *with = "without".to_string();
        }
    }
    let (mut at, mut given) = (0, false);
    words.retain(|w| {
        at += 1;
        let near = at + 4 > contrast && at <= contrast + 2;
        // "Oral and iv"
        given = near && (is(w, GIVEN) || given && w == "and");
        !given
    });
}

/// Writes the number of what is counted in digits ("level three", "two views").
fn count(words: &mut [String]) {
    for at in 0..words.len() {
        let beside = |at: Option<usize>| at.and_then(|at| words.get(at)).cloned();
        let before = beside(at.checked_sub(1)).unwrap_or_default();
        let behind = beside(Some(at + 1)).unwrap_or_default();
        let Some(word) = words.get_mut(at) else {
            return;
        };
        let number = NUMBERS.iter().find(|(name, _)| name == word);
        // "V view" is none.
        let counts = before == "level" || word.len() > 2 && is(&behind, COUNTED);
        if let Some((_, digit)) = number.filter(|_| counts) {
            *word = (*digit).to_string();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_tells_services_apart_is_read_in_one_way() {
        for (typed, read) in [
            (
                "mri brain w/wo contrast",
                "mri brain with and without contrast",
            ),
            (
                "MRI brain w & w/o contrast",
                "mri brain with and without contrast",
            ),
            (
                "ct chest without and with contrast",
                "ct chest with and without contrast",
            ),
            ("egd w/biopsy", "egd with biopsy"),
            ("office visit lvl iii", "office visit level 3"),
            ("x-ray two views", "x-ray 2 views"),
            ("iv push", "iv push"),
            ("vitamin v 5", "vitamin v 5"),
            ("warts 15 or more", "warts 15"),
            ("knee x-ray at least 3 views", "knee x-ray 3 views"),
            ("hand over follow up to", "hand over follow up to"),
            ("ct chest w/iv contrast only", "ct chest with contrast"),
            (
                "mri brain without and then with contrast",
                "mri brain with and without contrast",
            ),
            (
                "ct abdomen with oral contrast",
                "ct abdomen without contrast",
            ),
            (
                "ct abdomen with oral and iv contrast",
                "ct abdomen with contrast",
            ),
            ("ct head noncontrast", "ct head without contrast"),
            ("est pt each addl hour", "est patient additional hour"),
            ("pt eval", "pt eval"),
            ("discharge > 30 min", "discharge over 30 min"),
        ] {
            assert_eq!(plain(typed), read);
        }
    }
}
