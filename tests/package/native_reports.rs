//! Reports of the library as serde writes them: `native_reports FOLDER`, with the tables of a folder beside the embedded
//! ones. Reads a line of JSON a claim, `{"claim": ..., "options": ...}` as JavaScript's `validate` takes them.

use serde_json::Value;
use std::error::Error;
use std::io::{stdin, BufRead};
use superbill::rules::{validate_json, Options};
use superbill::{Catalog, Date};

fn main() -> Result<(), Box<dyn Error>> {
    let mut tables = Catalog::embedded()?;
    let folder = std::env::args().nth(1).ok_or("which folder of tables?")?;
    let files: Result<Vec<_>, _> = std::fs::read_dir(folder)?
        .map(|file| file.map(|f| f.path()))
        .collect();
    let mut files = files?;
    // Beside the tables lie the modules by which an application names them.
    files.retain(|f| f.extension().is_some_and(|e| e == "tbl"));
    files.sort();
    for file in files {
        tables.load(&std::fs::read(file)?)?;
    }
    for line in stdin().lock().lines() {
        let call: Value = serde_json::from_str(&line?)?;
        let given = &call["options"];
        let date = |name: &str| given[name].as_str().and_then(Date::parse);
        let mut options = Options::new().on(date("on")).today(date("today"));
        options.field = given["field"].as_str().map(str::to_owned);
        options.timely_filing_days = given["timelyFilingDays"].as_u64().map(|n| n as u32);
        let claim = serde_json::to_vec(&call["claim"])?;
        let report = validate_json(&claim, &tables, &options)?;
        println!("{}", serde_json::to_string(&report)?);
    }
    Ok(())
}
