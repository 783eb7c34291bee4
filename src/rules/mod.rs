//! The rules, and `validate` that runs them.
//!
//! A rule is a `static` with its documentation and a function; the registry is a plain slice. To add one: write it in the
//! file of its group in `groups/`, name it in `registry.rs`, give it a case in `tests/corpus`. `RULES.md` is made from the same texts.

mod answers;
mod any;
mod batch;
mod beyond;
mod bill;
mod brief;
mod choice;
mod choosing;
mod context;
mod dental;
mod edited;
mod edition;
mod fhir;
mod file;
mod groups;
mod kinds;
mod need;
mod options;
mod outpatient;
mod registry;
mod relocate;
mod rule;
mod run;
mod seen;
mod service_key;
mod stay;
mod transport;
mod words;

pub use any::validate_bytes;
pub use batch::{service_keys, Batch, BatchError, Checked};
pub(crate) use bill::{Bill, Payer};
pub use brief::Brief;
pub use choice::Choice;
pub use context::Context;
pub use need::Need;
pub use options::Options;
pub use registry::{all, dental, hospital, professional};
pub(crate) use rule::{leaves, predicts, prose, TR3, TR3_HOSPITAL};
pub use rule::{Findings, Rule};
pub use service_key::ServiceKey;

use crate::catalog::Catalog;
use crate::claim::Claim;
use crate::error::Error;
use crate::report::Report;
use run::{asked, check};

/// Checks a claim. Never fails on a bad claim: that is what the report is for.
pub fn validate(claim: &Claim<'_>, tables: &Catalog, options: &Options) -> Report {
    let cx = Context::new(claim, tables, options);
    let mut report = check(&cx, &asked(options, claim.form(), None));
    options.rules.apply(&mut report);
    report
}

/// Checks a claim that is still JSON text.
///
/// ```
/// # #[cfg(feature = "embedded")] {
/// use superbill::{rules, Catalog, Date};
///
/// let catalog = Catalog::embedded()?;
/// let options = rules::Options::new().on(Date::new(2026, 11, 1));
/// let claim = br#"{"claimInformation": {"healthCareCodeInformation": [{"diagnosisCode": "E11"}]}}"#;
/// let report = rules::validate_json(claim, &catalog, &options)?;
/// assert!(!report.valid);
/// let header = report.findings.iter().find(|f| f.rule == "dx.header-not-billable");
/// assert!(header.is_some_and(|f| f.path.ends_with("/0/diagnosisCode")), "{:?}", report.findings);
/// # }
/// # Ok::<(), superbill::Error>(())
/// ```
///
/// # Errors
/// [`ErrorCode::BadInput`](crate::ErrorCode::BadInput), with line and column, when the bytes are not JSON, or with the limit that
/// they pass.
pub fn validate_json(bytes: &[u8], tables: &Catalog, options: &Options) -> Result<Report, Error> {
    any::validate_text(bytes, tables, options)
}

#[cfg(test)]
mod tests;
