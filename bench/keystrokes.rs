//! The keystroke log through the library natively: `cargo run --release --example keystrokes`; prints JSON. What the
//! package adds over this is WebAssembly and the boundary. Answers are written as JSON here too, as the boundary does.

use std::time::Instant;
use superbill::rows::CodeSet;
use superbill::search::Options;
use superbill::Tables;

fn main() -> Result<(), superbill::Error> {
    let tables = Tables::embedded()?;
    let log = include_str!("queries/keystrokes.txt");
    let options = Options {
        sets: vec![CodeSet::Icd10cm],
        ..Options::default()
    };
    let mut micros = Vec::new();
    for pass in 0..2 {
        for query in log.lines() {
            let begin = Instant::now();
            let hits = tables.search(query, &options)?;
            let json = superbill::search::row(&hits);
            let took = begin.elapsed().as_secs_f64() * 1e6;
            std::hint::black_box(json);
            // The first pass fills caches, as the other measurements' first pass does.
            if pass == 1 {
                micros.push(took);
            }
        }
    }
    micros.sort_by(f64::total_cmp);
    let at = |share: f64| {
        micros
            .get((micros.len() as f64 * share) as usize)
            .or(micros.last())
            .copied()
            .unwrap_or(0.0)
    };
    println!(
        r#"{{"p50": {:.2}, "p99": {:.2}, "max": {:.2}, "mean": {:.2}}}"#,
        at(0.5),
        at(0.99),
        at(1.0),
        micros.iter().sum::<f64>() / micros.len().max(1) as f64
    );
    Ok(())
}
