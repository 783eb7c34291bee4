//! Rows to reports, as JSON or as columns.

use crate::answer::{Answer, Failed};
use crate::options;
use crate::rows::{Bits, Column, Rows};
use serde::Serialize;
use superbill::formats::x12::is_x12;
use superbill::report::{Finding, Severity};
use superbill::rules::{Batch, BatchError, Checked, Options};
use superbill::Catalog;

/// How the answers of a batch are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Offsets and values, one JSON a row. A row of one claim gives its report, as `validate` of the npm package does; what could
    /// not be read gives `{"error": {"code", "message"}}`; a row of an 837 file gives the list that `validateMany` would.
    Reports,
    /// By row: whether it could be read, then whether it is valid (bits), errors, warnings, infos (32-bit numbers); whether there is
    /// an error (bits), offsets and values of its code; offsets of its findings. Then by finding offsets and values of rule,
    /// severity, path, message and fix; whether there is a line (bits), and the line (a 32-bit number). Twenty-one buffers, in
    /// this order, that a host takes for Arrow's arrays as they are.
    Columns,
}

impl Shape {
    pub(crate) fn from_number(n: u32) -> Result<Shape, Failed> {
        match n {
            0 => Ok(Shape::Reports),
            1 => Ok(Shape::Columns),
            _ => Err(options::bad("a shape is 0 (reports) or 1 (columns)")),
        }
    }
}

/// Checks every row for itself.
pub(crate) fn batch(
    rows: &Rows<'_>,
    tables: &Catalog,
    by: &Options,
    shape: Shape,
) -> Result<Answer, Failed> {
    Ok(match shape {
        Shape::Reports => {
            let mut out = Column::default();
            for row in rows.iter() {
                one(row, tables, by, out.open());
                out.end();
            }
            Answer::new(out.into_buffers().into())
        }
        Shape::Columns => {
            let mut out = Columns::default();
            for row in rows.iter() {
                out.push(&answers(row, tables, by));
            }
            Answer::new(out.into_buffers())
        }
    })
}

/// The report of one row as JSON, see [`Shape::Reports`].
pub(crate) fn one(row: &[u8], tables: &Catalog, by: &Options, out: &mut Vec<u8>) {
    report(row, &answers(row, tables, by), out);
}

fn answers(row: &[u8], tables: &Catalog, by: &Options) -> Vec<Checked> {
    Batch::new(by.clone()).check_bytes(row, tables).collect()
}

fn report(row: &[u8], answers: &[Checked], out: &mut Vec<u8>) {
    // Writing to memory cannot fail.
    let _ = match answers {
        many if is_x12(row) => serde_json::to_writer(out, many),
        [one] if one.report.is_some() => serde_json::to_writer(out, &one.report),
        [one] if one.error.is_some() => serde_json::to_writer(out, &Unread { error: &one.error }),
        many => serde_json::to_writer(out, many),
    };
}

#[derive(Serialize)]
struct Unread<'a> {
    error: &'a Option<BatchError>,
}

#[derive(Default)]
struct Columns {
    read: Bits,
    valid: Bits,
    errors: Vec<u8>,
    warnings: Vec<u8>,
    infos: Vec<u8>,
    /// Where the findings of each row end.
    ends: Vec<u8>,
    count: u32,
    has_failed: Bits,
    failed: Column,
    rule: Column,
    severity: Column,
    path: Column,
    message: Column,
    fix: Column,
    has_line: Bits,
    line: Vec<u8>,
}

impl Columns {
    fn push(&mut self, answers: &[Checked]) {
        let mut counts = [0u32; 3];
        let reports = answers.iter().filter_map(|a| a.report.as_ref());
        for finding in reports.flat_map(|r| &r.findings) {
            let place = match finding.severity {
                Severity::Error => 0,
                Severity::Warning => 1,
                Severity::Info => 2,
            };
            counts[place] += 1;
            self.finding(finding);
        }
        let failed = answers.iter().find_map(|a| a.error.as_ref());
        let read = failed.is_none() && !answers.is_empty();
        self.read.push(read);
        self.valid.push(read && counts[0] == 0);
        for (column, n) in [&mut self.errors, &mut self.warnings, &mut self.infos]
            .into_iter()
            .zip(counts)
        {
            column.extend(n.to_le_bytes());
        }
        self.ends.extend(self.count.to_le_bytes());
        self.has_failed.push(failed.is_some());
        self.failed
            .push(failed.map_or("", |e| e.code.as_str()).as_bytes());
    }

    fn finding(&mut self, finding: &Finding) {
        self.count += 1;
        self.rule.push(finding.rule.as_bytes());
        self.severity.push(match finding.severity {
            Severity::Error => b"error",
            Severity::Warning => b"warning",
            Severity::Info => b"info",
        });
        self.path.push(finding.path.as_bytes());
        self.message.push(finding.message.as_bytes());
        self.fix.push(finding.fix.description.as_bytes());
        self.has_line.push(finding.line.is_some());
        let line = finding.line.map_or(0, |n| n as u32);
        self.line.extend(line.to_le_bytes());
    }

    fn into_buffers(self) -> Vec<Vec<u8>> {
        let mut starts = 0u32.to_le_bytes().to_vec();
        starts.extend(self.ends);
        let [failed, failed_text] = self.failed.into_buffers();
        let mut out = vec![
            self.read.bytes,
            self.valid.bytes,
            self.errors,
            self.warnings,
            self.infos,
            self.has_failed.bytes,
            failed,
            failed_text,
            starts,
        ];
        for column in [self.rule, self.severity, self.path, self.message, self.fix] {
            out.extend(column.into_buffers());
        }
        out.extend([self.has_line.bytes, self.line]);
        out
    }
}
