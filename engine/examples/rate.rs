//! The native side of `./x bench engines`: `rate FILE.837 ROWS FOLDER TABLES...` checks that many rows, each the file with another claim
//! number, in batches of 1,000 on one thread, and prints processor seconds and what was found.

use std::error::Error;
use superbill::rules::{Batch, Options};
use superbill::{Catalog, Date};

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
        tables.load(&std::fs::read(format!("{folder}/{name}.tbl"))?)?;
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
    rows.iter().map(check).for_each(drop);
    let begin = used()?;
    let mut findings = 0;
    for _ in 0..count.div_ceil(BATCH) {
        findings += rows.iter().map(check).sum::<usize>();
    }
    let seconds = used()? - begin;
    println!(
        r#"{{"rows": {}, "seconds": {seconds}, "findings": {findings}}}"#,
        count.div_ceil(BATCH) * BATCH
    );
    Ok(())
}
