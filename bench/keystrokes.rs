//! The keystroke log through the library natively: `cargo run --release --example keystrokes -- [DIR]`; prints JSON. What the
//! package adds over this is WebAssembly and the boundary. With DIR also every beginning of the queries in its `*.tsv`, and
//! which were the slowest.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant;
use superbill::search::Options;
use superbill::Catalog;
use superbill::CodeSet;

fn main() -> Result<(), superbill::Error> {
    let tables = Catalog::embedded()?;
    let log: Vec<&str> = include_str!("queries/keystrokes.txt").lines().collect();
    let options = Options::new().sets(vec![CodeSet::Icd10cm]);
    let hits = |query: &str| tables.search(query, &options).map(black_box).map(drop);
    let mut micros = Vec::new();
    // The first pass fills caches, as the other measurements' first passes do.
    for _ in 0..2 {
        micros.clear();
        for query in &log {
            let begin = Instant::now();
            hits(query)?;
            micros.push(begin.elapsed().as_secs_f64() * 1e6);
        }
    }
    // As `means` of bench/one.mjs does it: the median of nine behind twelve.
    let mut means = Vec::new();
    for pass in 0..21 {
        let took = mean(&log, &hits)?;
        if pass >= 12 {
            means.push(took);
        }
    }
    let at = |times: &mut Vec<f64>, share: f64| {
        times.sort_by(f64::total_cmp);
        let index = (times.len() as f64 * share) as usize;
        times.get(index).or(times.last()).copied().unwrap_or(0.0)
    };
    println!(
        r#"{{"p50": {:.2}, "p99": {:.2}, "max": {:.2}, "mean": {:.2}}}"#,
        at(&mut micros, 0.5),
        at(&mut micros, 0.99),
        at(&mut micros, 1.0),
        at(&mut means, 0.5),
    );
    let Some(dir) = std::env::args().nth(1) else {
        return Ok(());
    };
    // The least of three times: what a query takes, not what else the machine did.
    let mut slowest: Vec<(f64, String)> = Vec::new();
    for typed in beginnings(&dir) {
        let mut least = f64::MAX;
        for _ in 0..3 {
            let begin = Instant::now();
            hits(&typed)?;
            least = least.min(begin.elapsed().as_secs_f64() * 1e6);
        }
        slowest.push((least, typed));
    }
    let mut micros: Vec<f64> = slowest.iter().map(|s| s.0).collect();
    println!(
        r#"{{"of": {}, "p50": {:.2}, "p99": {:.2}, "max": {:.2}}}"#,
        micros.len(),
        at(&mut micros, 0.5),
        at(&mut micros, 0.99),
        at(&mut micros, 1.0),
    );
    slowest.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (micros, typed) in slowest.iter().take(12) {
        println!("{micros:>8.0} {typed}");
    }
    Ok(())
}

/// Every beginning of two letters or more of the queries in a folder, each once.
fn beginnings(dir: &str) -> BTreeSet<String> {
    let files = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let texts = files.filter_map(|f| std::fs::read_to_string(f.path()).ok());
    let mut out = BTreeSet::new();
    for text in texts {
        for query in text.lines().filter_map(|l| l.split('\t').next()) {
            let ends = query.char_indices().map(|(at, _)| at).skip(2);
            out.extend(ends.filter_map(|at| query.get(..at)).map(str::to_owned));
            out.insert(query.to_owned());
        }
    }
    out
}

/// The mean time of a query in one pass through the log, in microseconds.
fn mean(
    log: &[&str],
    run: &dyn Fn(&str) -> Result<(), superbill::Error>,
) -> Result<f64, superbill::Error> {
    let begin = Instant::now();
    for query in log {
        run(query)?;
    }
    Ok(begin.elapsed().as_secs_f64() * 1e6 / log.len() as f64)
}
