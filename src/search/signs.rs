//! Signs that are measured at a visit: their numbers say what somebody has.

use super::units::number;
use super::word_list::is;

/// Names of what is measured at a visit, the least number and the largest, what it is called below the next and from the last one on
/// (usual limits of adults, own reading), all in hundredths.
type Sign = (&'static str, u32, u32, u32, &'static str, u32, &'static str);
#[rustfmt::skip]
const SIGNS: [Sign; 7] = [
    ("bp pressure", 4_000, 30_000, 9_000, "hypotension", 13_000, HIGH),
    ("o2 spo2 sat sats", 4_000, 10_000, 9_300, "hypoxemia", u32::MAX, ""),
    ("hr pulse", 2_000, 30_000, 6_000, "bradycardia", 10_100, "tachycardia"),
    ("glucose sugar bs", 2_000, 99_900, 7_000, "hypoglycemia", 14_000, "hyperglycemia"),
    ("a1c hba1c", 570, 2_000, 0, "", 0, HIGH),
    // In Fahrenheit, and in Celsius.
    ("temp temperature", 8_000, 11_000, 9_500, "hypothermia", 10_040, "fever"),
    ("temp temperature", 3_000, 4_500, 3_500, "hypothermia", 3_800, "fever"),
];
/// Said beside the name.
const HIGH: &str = "elevated";

/// Reads a sign as what it says ("bp 180/110"); one that is as it should be says nothing.
pub(super) fn read(words: &mut Vec<String>) {
    let found = words.windows(2).enumerate().find_map(|(at, pair)| {
        let [name, value] = pair else { return None };
        let value = number(value)?;
        SIGNS.iter().filter(|s| is(name, s.0)).find_map(|sign| {
            // Words have lost their points ("98.6").
            let value = if value > sign.2 { value / 10 } else { value };
            (sign.1..=sign.2)
                .contains(&value)
                .then_some((at, value, sign))
        })
    });
    let Some((at, value, (_, _, _, low, below, high, above))) = found else {
        return;
    };
    let said = match value {
        _ if value < *low => *below,
        _ if value >= *high => *above,
        _ => "",
    };
    let numbers = |w: &&String| number(w).is_some();
    let to = at + 1 + words.iter().skip(at + 1).take_while(numbers).count();
    // "Blood sugar 400"
    let before = words.get(..at).and_then(|w| w.last());
    let two = before.is_some_and(|w| is(w, "blood o2 oxygen"));
    let from = if said == HIGH {
        at + 1
    } else {
        at - usize::from(two)
    };
    words.drain(from..to);
    if !said.is_empty() {
        words.insert(from, said.to_string());
    }
}
