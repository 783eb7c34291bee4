//! The rows of a published table, whichever of its forms is at hand: tab-delimited text, CSV, or a workbook.

use anyhow::{bail, Context, Result};
use calamine::{Data, Reader};
use std::path::Path;

/// Calls `row` with the cells of every row. An error names the file and the line.
pub fn each(path: &Path, mut row: impl FnMut(&[String]) -> Result<()>) -> Result<()> {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let extension = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let mut each =
        |line: u64, cells: &[String]| row(cells).with_context(|| format!("{name} line {line}"));
    match extension.as_str() {
        "txt" => {
            let bytes = std::fs::read(path).with_context(|| format!("cannot read {name}"))?;
            for (i, line) in (1..).zip(String::from_utf8_lossy(&bytes).lines()) {
                let cells: Vec<String> = line.split('\t').map(|c| c.trim().to_string()).collect();
                each(i, &cells)?;
            }
        }
        "csv" => {
            let bytes = std::fs::read(path).with_context(|| format!("cannot read {name}"))?;
            let mut reader = csv::ReaderBuilder::new()
                .flexible(true)
                .has_headers(false)
                .from_reader(&bytes[..]);
            for record in reader.byte_records() {
                let record = record.with_context(|| format!("{name} is not readable"))?;
                let cells: Vec<String> = record
                    .iter()
                    .map(|c| String::from_utf8_lossy(c).trim().to_string())
                    .collect();
                each(record.position().map_or(0, csv::Position::line), &cells)?;
            }
        }
        "xlsx" => {
            let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(path)
                .with_context(|| format!("{name} is cut short or not a workbook"))?;
            let sheet = workbook
                .worksheet_range_at(0)
                .with_context(|| format!("{name} has no sheet"))?;
            for (i, cells) in (1..).zip(
                sheet
                    .with_context(|| format!("{name} is not readable"))?
                    .rows(),
            ) {
                let cells: Vec<String> = cells.iter().map(text).collect();
                each(i, &cells)?;
            }
        }
        other => bail!("{name}: {other} is none of txt, csv, xlsx"),
    }
    Ok(())
}

/// A cell as it would stand in the text form: whole numbers without a point.
fn text(cell: &Data) -> String {
    match cell {
        Data::Float(n) if n.fract() == 0.0 => format!("{n:.0}"),
        other => other.to_string().trim().to_string(),
    }
}
