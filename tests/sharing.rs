//! A file that is shared among several readers: put together, their answers are those of one, whatever is wrong with the file.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use superbill::rules::{Batch, Options};
use superbill::{Catalog, Date};

fn batch() -> Batch {
    Batch::new(Options::new().today(Date::new(2026, 11, 20)))
}

/// Samples of all kinds of claims.
fn samples() -> Vec<String> {
    let read = |path: &str| String::from_utf8(support::read(path)).expect("a sample is text");
    let mut all = vec![
        read("tests/x12/professional.edi"),
        read("tests/x12/dental.edi"),
    ];
    let names = ["inpatient", "outpatient", "secondary", "hospice", "snf"];
    all.extend(names.map(|name| read(&format!("tests/hospital/{name}.edi"))));
    all
}

/// A file in which the subscriber of a sample has three claims, and three other subscribers have one each.
fn many(sample: &str) -> String {
    let at = |what: &str| sample.find(what).expect("a sample has it");
    let (level, claim, end) = (at("HL*2*"), at("CLM*"), at("\nSE*") + 1);
    let (above, own) = (&sample[level..claim], &sample[claim..end]);
    let mut text = sample[..end].to_owned();
    for _ in 0..2 {
        text += own;
    }
    for number in 3..6 {
        let above = above.replace("HL*2*", &format!("HL*{number}*")).replacen(
            "MI*",
            &format!("MI*{number}"),
            1,
        );
        text += &above;
        text += own;
    }
    text + &sample[end..]
}

/// The answers of all parts to a file that comes in pieces, each answer once.
fn shared(
    bytes: &[u8],
    of: usize,
    by_patient: bool,
    piece: usize,
    tables: &Catalog,
) -> Vec<String> {
    let mut together: Vec<Option<String>> = Vec::new();
    for part in 1..=of {
        let mut batch = batch().share(part, of);
        if by_patient {
            batch = batch.by_patient();
        }
        let mut answers = Vec::new();
        let mut pieces = bytes.chunks(piece).peekable();
        while let Some(piece) = pieces.next() {
            answers.extend(batch.feed_x12(piece, pieces.peek().is_none(), tables));
        }
        together.resize(answers.len(), None);
        for (place, answer) in together.iter_mut().zip(answers) {
            if answer.report.is_some() || answer.error.is_some() {
                assert!(place.is_none(), "two parts answer the same");
                *place = Some(serde_json::to_string(&answer).expect("an answer is JSON"));
            }
        }
    }
    together.into_iter().flatten().collect()
}

fn whole(bytes: &[u8], tables: &Catalog) -> Vec<String> {
    let mut batch = batch();
    let answers = batch.check_x12(bytes, tables);
    let text = |a| serde_json::to_string(&a).expect("an answer is JSON");
    answers.map(text).collect()
}

#[test]
fn parts_together_answer_as_one() {
    let tables = support::tables();
    for sample in samples() {
        let text = many(&sample);
        let alone = whole(text.as_bytes(), &tables);
        assert!(alone.len() >= 6, "{} answers", alone.len());
        for of in [1, 2, 3] {
            for by_patient in [false, true] {
                for piece in [61, 1 << 15] {
                    let parts = shared(text.as_bytes(), of, by_patient, piece, &tables);
                    assert_eq!(parts, alone, "{of} parts, by patient: {by_patient}");
                }
            }
        }
    }
}

/// The same of files in which any segment is missing, comes twice, comes at another place or has another name. (What repeats the
/// subscriber within a claim is left out: whose claim that is, is not known before it was read.)
#[test]
fn parts_of_a_faulty_file_together_answer_as_one() {
    let tables = Catalog::empty();
    let mut count = 0;
    for sample in samples() {
        let text = many(&sample);
        let segments: Vec<&str> = text.split_inclusive('~').collect();
        for at in 1..segments.len() {
            let other = (at * 7 + 3) % segments.len();
            let renamed = segments[at].replacen(|c: char| c.is_ascii_uppercase(), "Q", 1);
            let faulty: [Vec<&str>; 4] = [
                [&segments[..at], &segments[at + 1..]].concat(),
                [&segments[..at], &segments[at - 1..]].concat(),
                [&segments[..at], &segments[other..=other], &segments[at..]].concat(),
                [&segments[..at], &[renamed.as_str()], &segments[at + 1..]].concat(),
            ];
            for segments in faulty {
                let subscribers =
                    |all: &[&str]| all.iter().filter(|s| s.contains("NM1*IL*")).count();
                if subscribers(&segments)
                    > subscribers(&text.split_inclusive('~').collect::<Vec<_>>())
                {
                    continue;
                }
                let text = segments.concat();
                let alone = whole(text.as_bytes(), &tables);
                let by_patient = at % 3 != 0;
                let parts = shared(text.as_bytes(), 2, by_patient, 997, &tables);
                assert_eq!(parts, alone, "{text}");
                count += 1;
            }
        }
    }
    assert!(count > 1000, "{count} files");
}
