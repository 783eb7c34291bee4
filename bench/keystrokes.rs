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
    let (mut second, mut means) = (Vec::new(), Vec::new());
    for pass in 0..15 {
        let mut micros = Vec::new();
        for query in log.lines() {
            let begin = Instant::now();
            let json = tables.search_row(query, &options)?;
            let took = begin.elapsed().as_secs_f64() * 1e6;
            std::hint::black_box(json);
            micros.push(took);
        }
        means.push(micros.iter().sum::<f64>() / micros.len().max(1) as f64);
        // The first pass fills caches, as the other measurements' first passes do.
        if pass == 1 {
            second = micros;
        }
    }
    let at = |times: &mut Vec<f64>, share: f64| {
        times.sort_by(f64::total_cmp);
        let index = (times.len() as f64 * share) as usize;
        times.get(index).or(times.last()).copied().unwrap_or(0.0)
    };
    println!(
        r#"{{"p50": {:.2}, "p99": {:.2}, "max": {:.2}, "mean": {:.2}}}"#,
        at(&mut second, 0.5),
        at(&mut second, 0.99),
        at(&mut second, 1.0),
        at(&mut means, 0.5),
    );
    Ok(())
}
