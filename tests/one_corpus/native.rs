//! What the crate itself says of every row of the one corpus: `native_answers FOLDER < inputs`, with the tables of a folder beside the
//! embedded ones. A line in is `{"hex": bytes, "options": ...}`; a line out is the list of answers as serde writes it.

use serde_json::Value;
use std::error::Error;
use std::io::{stdin, BufRead};
use superbill::rules::{Batch, Checked, Options};
use superbill::{Catalog, Date};

fn bytes(hex: &str) -> Result<Vec<u8>, std::num::ParseIntError> {
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|p| u8::from_str_radix(&String::from_utf8_lossy(p), 16))
        .collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut tables = Catalog::embedded()?;
    let folder = std::env::args().nth(1).ok_or("which folder of tables?")?;
    for name in std::env::args().skip(2) {
        tables.load(&std::fs::read(format!("{folder}/{name}.tbl"))?)?;
    }
    for line in stdin().lock().lines() {
        let given: Value = serde_json::from_str(&line?)?;
        let by = &given["options"];
        let date = |name: &str| by[name].as_str().and_then(Date::parse);
        let options = Options::new().on(date("on")).today(date("today"));
        let claims = bytes(given["hex"].as_str().ok_or("a row has bytes")?)?;
        let mut batch = Batch::new(options);
        let answers: Vec<Checked> = batch.check_bytes(&claims, &tables).collect();
        println!("{}", serde_json::to_string(&answers)?);
    }
    Ok(())
}
