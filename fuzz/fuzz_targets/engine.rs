//! The plain module's interface as a host calls it: any bytes, offsets, options, shapes and counts, one call after the other. What
//! comes back must lie within itself and fit the rows that were passed.
#![no_main]

#[path = "../../engine/tests/support/given.rs"]
mod given;

use given::Given;
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use superbill_engine as engine;

const FILE: &[u8] = include_bytes!("../../engine/bench/claim.837");
const CLAIM: &[u8] = include_bytes!("../../tests/corpus/base.json");
const TABLE: &[u8] = include_bytes!("../../src/embedded/modifiers.tbl");

#[derive(Arbitrary, Debug)]
enum Values<'a> {
    Bytes(&'a [u8]),
    /// A sound file with bytes of it replaced.
    File(Vec<(u16, u8)>),
    Claim(Vec<(u16, u8)>),
}

impl Values<'_> {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Values::Bytes(bytes) => bytes.to_vec(),
            Values::File(changes) => changed(FILE, changes),
            Values::Claim(changes) => changed(CLAIM, changes),
        }
    }
}

fn changed(sound: &[u8], changes: &[(u16, u8)]) -> Vec<u8> {
    let mut out = sound.to_vec();
    for (at, value) in changes {
        let at = usize::from(*at) % out.len();
        out[at] = *value;
    }
    out
}

#[derive(Arbitrary, Debug)]
enum Offsets<'a> {
    /// All of the values in one row.
    Whole,
    Bytes(&'a [u8]),
    Numbers(Vec<u32>),
    /// In order and within the values.
    Cuts(Vec<u16>),
}

impl Offsets<'_> {
    fn bytes(&self, end: usize) -> Vec<u8> {
        let numbers = match self {
            Offsets::Bytes(bytes) => return bytes.to_vec(),
            Offsets::Whole => vec![0, end as u32],
            Offsets::Numbers(numbers) => numbers.clone(),
            Offsets::Cuts(cuts) => {
                let mut cuts: Vec<u32> = cuts
                    .iter()
                    .map(|n| u32::from(*n) % (end as u32 + 1))
                    .collect();
                cuts.sort_unstable();
                cuts
            }
        };
        numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
    }
}

#[derive(Arbitrary, Debug)]
enum Call<'a> {
    Validate(Values<'a>, Offsets<'a>, &'a [u8], u32),
    /// With the options that hosts pass most, and a shape that there is.
    ValidateWell(Values<'a>, Offsets<'a>, bool),
    Search(&'a [u8], Offsets<'a>, &'a [u8]),
    Split(Values<'a>),
    Keys(Values<'a>, Offsets<'a>),
    Ask(&'a [u8]),
    Load(&'a [u8]),
    /// A sound table with bytes of it replaced.
    LoadChanged(Vec<(u16, u8)>),
    ClickHouse(&'a [u8], u32, bool),
}

/// The buffers of an answer, checked to lie within it; `None` when the call could not be done.
fn read(answer: *mut u8) -> Option<Vec<Vec<u8>>> {
    assert!(!answer.is_null());
    // SAFETY: an answer begins with its length, and is as long as it says.
    let whole = unsafe {
        let length = u32::from_le_bytes(*answer.cast::<[u8; 4]>());
        let whole = std::slice::from_raw_parts(answer, length as usize).to_vec();
        engine::free(answer, length);
        whole
    };
    let number = |at: usize| u32::from_le_bytes(whole[at..at + 4].try_into().unwrap()) as usize;
    let mut end = 12 + 8 * number(8);
    let mut buffers = Vec::new();
    for i in 0..number(8) {
        let (from, length) = (number(12 + 8 * i), number(16 + 8 * i));
        assert!(from % 8 == 0 && from >= end);
        end = from + length;
        buffers.push(whole[from..end].to_vec());
    }
    if number(4) != 0 {
        let why: serde_json::Value = serde_json::from_slice(&buffers[0]).expect("JSON");
        assert!(why["code"].is_string() && why["message"].is_string());
        return None;
    }
    Some(buffers)
}

/// The values of a column; its offsets are in order and end with the values.
fn column(offsets: &[u8], values: &[u8]) -> Vec<Vec<u8>> {
    let ends: Vec<usize> = offsets
        .chunks(4)
        .map(|n| u32::from_le_bytes(n.try_into().expect("whole numbers")) as usize)
        .collect();
    assert_eq!((ends.first(), ends.last()), (Some(&0), Some(&values.len())));
    ends.windows(2).map(|w| values[w[0]..w[1]].to_vec()).collect()
}

fn validate(values: &[u8], offsets: &[u8], options: &[u8], shape: u32) {
    let rows = (offsets.len() / 4).saturating_sub(1);
    let (values, offsets) = (Given::new(values), Given::new(offsets));
    let options = Given::new(options);
    // SAFETY: all three are from `alloc` and written.
    let answer = read(unsafe {
        engine::validate_batch(
            values.0, values.1, offsets.0, offsets.1, options.0, options.1, shape,
        )
    });
    let Some(buffers) = answer else { return };
    if shape == 0 {
        let reports = column(&buffers[0], &buffers[1]);
        assert_eq!(reports.len(), rows);
        for report in reports {
            serde_json::from_slice::<serde_json::Value>(&report).expect("a report is JSON");
        }
        return;
    }
    assert_eq!(buffers.len(), 21);
    for bits in [0, 1, 5] {
        assert_eq!(buffers[bits].len(), rows.div_ceil(8));
    }
    assert!(buffers[2..5].iter().all(|b| b.len() == 4 * rows));
    assert_eq!(column(&buffers[6], &buffers[7]).len(), rows);
    let found = buffers[20].len() / 4;
    assert_eq!(buffers[19].len(), found.div_ceil(8));
    for at in (9..19).step_by(2) {
        let texts = column(&buffers[at], &buffers[at + 1]);
        assert_eq!(texts.len(), found);
        // Arrow takes them for UTF-8 unseen.
        assert!(texts.iter().all(|t| std::str::from_utf8(t).is_ok()));
    }
    assert_eq!(buffers[8].len(), 4 * (rows + 1));
    assert_eq!(buffers[8][4 * rows..], (found as u32).to_le_bytes());
}

fn load(bytes: &[u8]) -> bool {
    let table = Given::new(bytes);
    // SAFETY: it is from `alloc` and written.
    read(unsafe { engine::load_table(table.0, table.1) }).is_some()
}

fn click_house(bytes: &[u8], count: u32, search: bool) {
    let input = engine::clickhouse_create_buffer(bytes.len() as u32);
    // SAFETY: a buffer begins with the address of its bytes, which are as many as asked for.
    unsafe {
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), *input.cast::<*mut u8>(), bytes.len());
        let answer = match search {
            true => engine::superbill_search(input, count),
            false => engine::superbill_validate(input, count),
        };
        assert!(!answer.is_null());
        engine::clickhouse_destroy_buffer(answer);
        engine::clickhouse_destroy_buffer(input);
    }
}

fn call(call: &Call) {
    match call {
        Call::Validate(values, offsets, options, shape) => {
            let values = values.bytes();
            validate(&values, &offsets.bytes(values.len()), options, *shape);
        }
        Call::ValidateWell(values, offsets, columns) => {
            let values = values.bytes();
            let options = br#"{"today":"2026-11-20"}"#;
            validate(&values, &offsets.bytes(values.len()), options, u32::from(*columns));
        }
        Call::Search(values, offsets, options) => {
            let offsets = offsets.bytes(values.len());
            let (values, ends) = (Given::new(values), Given::new(&offsets));
            let options = Given::new(options);
            // SAFETY: all three are from `alloc` and written.
            let answer = read(unsafe {
                engine::search_batch(values.0, values.1, ends.0, ends.1, options.0, options.1)
            });
            if let Some(buffers) = answer {
                let rows = (offsets.len() / 4).saturating_sub(1);
                assert_eq!(column(&buffers[0], &buffers[1]).len(), rows);
            }
        }
        Call::Split(values) => {
            let file = Given::new(&values.bytes());
            // SAFETY: it is from `alloc` and written.
            let parts = read(unsafe { engine::split_837(file.0, file.1) }).expect("rows");
            column(&parts[0], &parts[1]);
        }
        Call::Keys(values, offsets) => {
            let values = values.bytes();
            let offsets = offsets.bytes(values.len());
            let (values, ends) = (Given::new(&values), Given::new(&offsets));
            // SAFETY: both are from `alloc` and written.
            let keys = unsafe { engine::service_keys(values.0, values.1, ends.0, ends.1) };
            if let Some(buffers) = read(keys) {
                let found = column(&buffers[2], &buffers[3]).len();
                assert_eq!(buffers[1].len(), 4 * found);
                let rows = (offsets.len() / 4).saturating_sub(1);
                assert_eq!(buffers[0].len(), 4 * (rows + 1));
                assert_eq!(buffers[0][4 * rows..], (found as u32).to_le_bytes());
            }
        }
        Call::Ask(question) => {
            let question = Given::new(question);
            // SAFETY: it is from `alloc` and written.
            read(unsafe { engine::ask(question.0, question.1) });
        }
        // What was taken goes again, so that an input alone decides what happens.
        Call::Load(bytes) => {
            if load(bytes) {
                assert!(load(TABLE));
            }
        }
        Call::LoadChanged(changes) => {
            load(&changed(TABLE, changes));
            assert!(load(TABLE));
        }
        Call::ClickHouse(bytes, count, search) => click_house(bytes, *count, *search),
    }
}

fuzz_target!(|calls: Vec<Call>| {
    for one in calls.iter().take(8) {
        call(one);
    }
});
