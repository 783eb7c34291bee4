//! Every byte of a table altered, behind a checksum that is right again: refused, or harmless whatever is asked of it.
#![cfg(all(not(target_arch = "wasm32"), feature = "write"))]

mod made_up;

use superbill::Catalog;

/// Loads altered bytes and asks everything; says whether they were taken.
fn survives(bytes: &[u8]) -> bool {
    let mut tables = Catalog::empty();
    let taken = tables.load(bytes).is_ok();
    assert_eq!(
        taken,
        !tables.infos().is_empty(),
        "a refused table left something behind"
    );
    made_up::ask_everything(&tables);
    taken
}

fn every_byte_altered(good: &[u8]) {
    assert!(survives(good), "the table as made is refused");
    let (mut refused, mut taken) = (0, 0);
    for at in 0..good.len() {
        for flip in [0x01, 0x10, 0x80, 0xff] {
            let mut bad = good.to_vec();
            bad[at] ^= flip;
            // What is altered in the checksum itself stays so.
            if !(16..20).contains(&at) {
                made_up::reseal(&mut bad);
            }
            match survives(&bad) {
                true => taken += 1,
                false => refused += 1,
            }
        }
    }
    // Letters of titles and costs can be anything; most of the rest cannot.
    assert!(
        refused > 1000 && taken > 100,
        "{refused} refused, {taken} taken"
    );
}

#[test]
fn every_altered_byte_of_diagnoses_is_refused_or_harmless() {
    every_byte_altered(&made_up::diagnoses());
}

#[test]
fn every_altered_byte_of_procedures_is_refused_or_harmless() {
    every_byte_altered(&made_up::procedures());
}

/// Numbers become as large or as small as they can be; fuzzing found an address that overflowed so.
#[test]
fn every_stretch_overwritten_is_refused_or_harmless() {
    for good in [made_up::diagnoses(), made_up::procedures()] {
        for at in 20..good.len() {
            for (length, value) in [(2, 0xff), (4, 0xff), (4, 0x7f), (8, 0x00), (8, 0xff)] {
                let mut bad = good.clone();
                bad.iter_mut()
                    .skip(at)
                    .take(length)
                    .for_each(|b| *b = value);
                made_up::reseal(&mut bad);
                survives(&bad);
            }
        }
    }
}

#[test]
fn every_cut_is_refused() {
    let good = made_up::diagnoses();
    for n in 0..good.len() {
        let mut cut = good[..n].to_vec();
        made_up::reseal(&mut cut);
        assert!(!survives(&cut), "cut to {n} bytes and taken");
    }
}

/// Offsets and lengths of sections that reach beyond the bytes, overlap or are missing.
#[test]
fn odd_directories_are_refused_or_harmless() {
    let good = made_up::diagnoses();
    let sections = u32::from_le_bytes([good[12], good[13], good[14], good[15]]) as usize;
    for entry in 0..sections {
        for field in [24, 28] {
            for value in [0, 1, 20, good.len() as u32, u32::MAX, u32::MAX - 19] {
                let mut bad = good.clone();
                let at = 12 * entry + field;
                bad[at..at + 4].copy_from_slice(&value.to_le_bytes());
                made_up::reseal(&mut bad);
                survives(&bad);
            }
        }
    }
    for n in [
        0,
        1,
        sections as u32 - 1,
        sections as u32 + 1,
        64,
        65,
        u32::MAX,
    ] {
        let mut bad = good.clone();
        bad[12..16].copy_from_slice(&n.to_le_bytes());
        made_up::reseal(&mut bad);
        survives(&bad);
    }
}

/// A text repeats the one before in three bytes, and a word may have many parts: without limits, a file of some kilobytes
/// would unfold to gigabytes. The encoder asks the reader, which refuses.
#[test]
fn few_bytes_do_not_unfold_to_very_many_words() {
    assert!(made_up::swollen(10, 10).is_ok());
    let many = made_up::swollen(1000, 60).expect_err("15 million words are too many");
    assert!(many.0.contains("texts are longer"), "{many}");
    let long = made_up::swollen(4, 1000).expect_err("a word of a thousand parts is too long");
    assert!(long.0.contains("too long"), "{long}");
}

/// A list keeps its length in a byte; the code that a succession is of counts.
#[test]
fn a_list_that_is_too_long_is_an_error_that_names_it() {
    assert!(made_up::long_lists(255, 254).is_ok());
    let name = made_up::long_lists(256, 1).expect_err("256 codes of a name");
    assert!(name.0.contains("anything"), "{name}");
    let code = made_up::long_lists(1, 255).expect_err("255 successors and the code");
    assert!(code.0.contains("Q00000"), "{code}");
    assert!(made_up::long_rewrite(255).is_ok());
    let rewrite = made_up::long_rewrite(256).expect_err("256 words of a name");
    assert_eq!(rewrite.0, "word stands for more than 255 words");
}

/// The names that stand for other words: how many, how many words each has, and the way to it from the one before.
#[test]
fn a_rewrite_of_a_name_that_is_not_there_is_refused() {
    let good = made_up::diagnoses();
    let written = [2, 1, 4, 0, 1];
    let at = good
        .windows(5)
        .position(|w| w == written)
        .expect("fx and dm2 are rewritten");
    let taken = |way: u8| {
        let mut bad = good.clone();
        bad[at + 4] = way;
        made_up::reseal(&mut bad);
        survives(&bad)
    };
    // Five names: the last one is four behind the first.
    assert!(taken(1) && taken(4));
    assert!(!taken(5) && !taken(0x7f));
}
