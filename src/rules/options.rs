//! How to validate.

use super::choice::Choice;
use crate::claim::Format;
use crate::date::Date;

/// How to validate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The date to check codes on where the claim has no date of service.
    pub on: Option<Date>,
    /// Today: the library has no clock.
    pub today: Option<Date>,
    /// A JSON Pointer: run only the rules that read that field.
    pub field: Option<String>,
    /// Days after the date of service within which the payer takes the claim; Medicare's year is known.
    pub timely_filing_days: Option<u32>,
    /// Hold every hospital's claim to Medicare's code editors, whoever pays; else those of Medicare and Medicare Advantage.
    pub medicare_edits: bool,
    /// Whether the hospital is paid for outpatients by Medicare's system (OPPS); by its type of bill where this is not said.
    /// Not paid so are critical access hospitals, those of Maryland and of the Indian Health Service.
    pub opps: Option<bool>,
    /// Which rules are asked, and how bad it is what they find.
    pub rules: Choice,
    /// The format of the bytes; found out from them when it is not said.
    pub format: Option<Format>,
    /// Show names and identifiers in the segments of an X12 file that findings quote; they are masked else.
    pub identifiers: bool,
}

impl Options {
    /// All rules, without a date of today.
    pub fn new() -> Options {
        Options::default()
    }

    /// The date to check codes on where the claim has no date of service.
    #[must_use]
    pub fn on(mut self, day: impl Into<Option<Date>>) -> Options {
        self.on = day.into();
        self
    }

    /// Today's date, which rules about the future and about timely filing need.
    #[must_use]
    pub fn today(mut self, day: impl Into<Option<Date>>) -> Options {
        self.today = day.into();
        self
    }

    /// Runs only the rules that read the field at this JSON Pointer.
    #[must_use]
    pub fn field(mut self, pointer: impl Into<String>) -> Options {
        self.field = Some(pointer.into());
        self
    }

    /// Holds every hospital's claim to Medicare's code editors, whoever pays.
    #[must_use]
    pub fn medicare_edits(mut self, all: bool) -> Options {
        self.medicare_edits = all;
        self
    }

    /// Whether the hospital is paid for outpatients by Medicare's system (OPPS).
    #[must_use]
    pub fn opps(mut self, paid: impl Into<Option<bool>>) -> Options {
        self.opps = paid.into();
        self
    }

    /// Days after the date of service within which the payer takes the claim.
    #[must_use]
    pub fn timely_filing_days(mut self, days: u32) -> Options {
        self.timely_filing_days = Some(days);
        self
    }

    /// Which rules are asked, and how bad it is what they find.
    #[must_use]
    pub fn rules(mut self, choice: Choice) -> Options {
        self.rules = choice;
        self
    }

    /// Shows names and identifiers in the segments of an X12 file that findings quote.
    #[must_use]
    pub fn identifiers(mut self, shown: bool) -> Options {
        self.identifiers = shown;
        self
    }

    /// The format of the bytes, where it is known.
    #[must_use]
    pub fn format(mut self, format: impl Into<Option<Format>>) -> Options {
        self.format = format.into();
        self
    }
}
