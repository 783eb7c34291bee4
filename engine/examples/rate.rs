//! The native side of `./x bench engines`: `rate FILE.837 ROWS FOLDER TABLES...` checks that many rows, each the file with another claim
//! number, in batches of 1,000 on one thread, and prints processor seconds and what was found: once as a Rust program has it (findings
//! that are counted and dropped), once as an engine has it (columns, by the interface of the module, compiled natively).

#[path = "../tests/support/given.rs"]
mod given;

use given::Given;
use std::error::Error;
use superbill::rules::{Batch, Options};
use superbill::{Catalog, Date};
use superbill_engine as engine;

const BATCH: usize = 1000;

/// Processor seconds of this thread, as Linux counts them.
fn used() -> Result<f64, Box<dyn Error>> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = text.split(' ').next().unwrap_or_default();
    Ok(nanoseconds.parse::<f64>()? / 1e9)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, file, count, folder, names @ ..] = &arguments[..] else {
        return Err("usage: rate FILE.837 ROWS FOLDER TABLES...".into());
    };
    let (claim, count) = (std::fs::read_to_string(file)?, count.parse::<usize>()?);
    let mut tables = Catalog::embedded()?;
    for name in names {
        let table = std::fs::read(format!("{folder}/{name}.tbl"))?;
        tables.load(&table)?;
        let given = Given::new(&table);
        // SAFETY: the room is from `alloc` and written.
        read(unsafe { engine::load_table(given.0, given.1) });
    }
    let rows: Vec<String> = (0..BATCH)
        .map(|n| claim.replace("A000000", &format!("A{n:06}")))
        .collect();
    let options = Options::new().today(Date::new(2026, 11, 20));
    let check = |row: &String| {
        let mut batch = Batch::new(options.clone());
        let answers = batch.check_bytes(row.as_bytes(), &tables);
        answers
            .filter_map(|a| a.report)
            .map(|r| r.findings.len())
            .sum::<usize>()
    };
    let batches = count.div_ceil(BATCH);
    rows.iter().map(check).for_each(drop);
    let begin = used()?;
    let mut findings = 0;
    for _ in 0..batches {
        findings += rows.iter().map(check).sum::<usize>();
    }
    let seconds = used()? - begin;
    let values = rows.concat();
    let ends = rows.iter().scan(0u32, |end, row| {
        *end += row.len() as u32;
        Some(*end)
    });
    let offsets: Vec<u8> = std::iter::once(0)
        .chain(ends)
        .flat_map(u32::to_le_bytes)
        .collect();
    columns(values.as_bytes(), &offsets);
    let begin = used()?;
    let mut told = 0;
    for _ in 0..batches {
        told += columns(values.as_bytes(), &offsets);
    }
    let columns = used()? - begin;
    assert_eq!(told, findings);
    println!(
        r#"{{"rows": {}, "seconds": {seconds}, "columns": {columns}, "findings": {findings}}}"#,
        batches * BATCH
    );
    Ok(())
}

/// The answer copied, as a host does, and given back.
fn read(answer: *mut u8) -> Vec<u8> {
    assert!(!answer.is_null());
    // SAFETY: an answer begins with its length and is as long as it says.
    unsafe {
        let length = u32::from_le_bytes(*answer.cast::<[u8; 4]>());
        let whole = std::slice::from_raw_parts(answer, length as usize).to_vec();
        engine::free(answer, length);
        whole
    }
}

/// Checks a batch by the interface; how many findings its columns tell of.
fn columns(values: &[u8], offsets: &[u8]) -> usize {
    let (values, offsets) = (Given::new(values), Given::new(offsets));
    let options = Given::new(br#"{"today":"2026-11-20"}"#);
    // SAFETY: all three are from `alloc` and written.
    let answer = read(unsafe {
        engine::validate_batch(
            values.0, values.1, offsets.0, offsets.1, options.0, options.1, 1,
        )
    });
    let number = |at: usize| {
        let bytes = answer[at..at + 4].try_into().unwrap_or_default();
        u32::from_le_bytes(bytes) as usize
    };
    assert_eq!(number(4), 0);
    // The last of the twenty-one buffers has a number for every finding.
    number(16 + 8 * 20) / 4
}
