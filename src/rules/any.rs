//! Bytes of any format: which one it is, and a report on every claim.

use super::batch::{Batch, Checked};
use super::fhir;
use super::options::Options;
use super::relocate::relocate;
use super::validate;
use crate::catalog::Catalog;
use crate::claim::Format;
use crate::error::Error;
use crate::formats::{self, json, x12};
use crate::report::{Report, Severity};

impl Batch {
    /// Checks the claims of bytes of any format that is known: X12 837, FHIR resources, or the JSON of clearinghouses; one
    /// value, a list of them, or newline-delimited. `options.format` names one and ends the guessing.
    ///
    /// A report that belongs to the file and to no claim has no index.
    pub fn check_bytes<'a>(
        &'a mut self,
        bytes: &'a [u8],
        tables: &'a Catalog,
    ) -> Box<dyn Iterator<Item = Checked> + 'a> {
        match self.options.format {
            Some(Format::X12) => Box::new(self.check_x12(bytes, tables)),
            None if x12::is_x12(bytes) => Box::new(self.check_x12(bytes, tables)),
            _ => {
                let values = json::values(bytes);
                Box::new(values.flat_map(move |value| self.check_text(value, tables)))
            }
        }
    }

    /// Checks a JSON text: a claim, or a FHIR document with any number of them.
    pub fn check_text(&mut self, bytes: &[u8], tables: &Catalog) -> Vec<Checked> {
        match formats::of_json(bytes, self.options.format) {
            Format::Fhir => self.check_fhir(bytes, tables),
            _ => match json::read(bytes) {
                Ok(all) => {
                    let each = all.iter();
                    each.map(|(claim, paths)| self.check_placed(claim, paths, tables))
                        .collect()
                }
                Err(error) => vec![self.unread(error)],
            },
        }
    }
}

/// Checks a claim of any format: the JSON of clearinghouses, a FHIR resource or Bundle with one claim, or an X12 837 file with one.
///
/// # Errors
/// [`ErrorCode::BadInput`](crate::ErrorCode::BadInput) when the bytes cannot be read, or hold no claim or several.
pub fn validate_bytes(bytes: &[u8], tables: &Catalog, options: &Options) -> Result<Report, Error> {
    let is_x12 = match options.format {
        Some(format) => format == Format::X12,
        None => x12::is_x12(bytes),
    };
    if is_x12 {
        return validate_x12(bytes, tables, options);
    }
    match formats::of_json(bytes, options.format) {
        Format::Fhir => fhir::validate(bytes, tables, options),
        _ => validate_text(bytes, tables, options),
    }
}

/// The one claim of a file; what is found of the file stands before what is found of the claim.
fn validate_x12(bytes: &[u8], tables: &Catalog, options: &Options) -> Result<Report, Error> {
    let mut batch = Batch::new(options.clone());
    let (mut of_file, mut only) = (Vec::new(), None);
    for checked in batch.check_x12(bytes, tables) {
        let report = checked.report.ok_or_else(Error::several_claims)?;
        match checked.index {
            None => of_file.extend(report.findings),
            Some(_) if only.is_some() => return Err(Error::several_claims()),
            Some(_) => only = Some(report),
        }
    }
    let mut report = only.ok_or_else(Error::several_claims)?;
    of_file.append(&mut report.findings);
    report.findings = of_file;
    report.valid = !report
        .findings
        .iter()
        .any(|f| f.severity == Severity::Error);
    Ok(report)
}

/// Checks a claim in JSON.
pub(super) fn validate_text(
    bytes: &[u8],
    tables: &Catalog,
    options: &Options,
) -> Result<Report, Error> {
    let mut all = json::read(bytes)?.into_iter();
    let (Some((claim, paths)), None) = (all.next(), all.next()) else {
        return Err(Error::several_claims());
    };
    let mut report = validate(&claim, tables, options);
    relocate(&mut report, &paths);
    Ok(report)
}
