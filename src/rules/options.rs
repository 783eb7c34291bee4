//! How to validate.

use crate::date::Date;

/// How to validate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The date to check codes on where the claim has no date of service.
    pub on: Option<Date>,
    /// Today: the library has no clock.
    pub today: Option<Date>,
    /// A JSON Pointer: run only the rules that read that field.
    pub field: Option<String>,
    /// Days after the date of service within which the payer takes the claim; Medicare's year is known.
    pub timely_filing_days: Option<u32>,
}
