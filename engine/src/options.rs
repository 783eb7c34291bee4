//! Options as JSON, with the names of the npm package.

use serde::Deserialize;
use std::collections::BTreeMap;
use superbill::report::Severity;
use superbill::rules::{self, Choice};
use superbill::{search, CodeSet, Date};

use crate::answer::Failed;

/// An option that cannot be used, and why.
pub(crate) fn bad(message: &str) -> Failed {
    Failed::new("bad-option", message)
}

fn read<'a, T: Deserialize<'a> + Default>(bytes: &'a [u8], known: &str) -> Result<T, Failed> {
    if bytes.is_empty() {
        return Ok(T::default());
    }
    // A list would be taken for the values in their order.
    let object = bytes.trim_ascii_start().first() == Some(&b'{');
    // The reason may quote a value, so only what may be there is said.
    serde_json::from_slice(if object { bytes } else { b"" }).map_err(|_| {
        bad(&format!(
            "options are a JSON object with, as needed, {known}"
        ))
    })
}

fn day(text: Option<&str>, name: &str) -> Result<Option<Date>, Failed> {
    let wrong = || {
        let message = format!("`{name}` must be an existing day written YYYY-MM-DD");
        Failed::new("bad-date", &message)
    };
    text.map(|text| Date::parse(text).ok_or_else(wrong))
        .transpose()
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Validation {
    on: Option<String>,
    today: Option<String>,
    timely_filing_days: Option<u32>,
    medicare_edits: bool,
    opps: Option<bool>,
    rules: Rules,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Rules {
    only: Option<Vec<String>>,
    without: Vec<String>,
    severity: BTreeMap<String, String>,
}

/// Options of `validate_batch`.
pub(crate) fn validation(bytes: &[u8]) -> Result<rules::Options, Failed> {
    let given: Validation = read(
        bytes,
        "on, today (days), timelyFilingDays (a number), medicareEdits, opps (true or false), rules ({only, without, severity})",
    )?;
    let mut choice = Choice::default();
    if let Some(only) = &given.rules.only {
        choice = choice.only(only)?;
    }
    choice = choice.without(&given.rules.without)?;
    for (name, severity) in &given.rules.severity {
        let severity = match severity.as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            "info" => Severity::Info,
            _ => return Err(bad("a severity is error, warning or info")),
        };
        choice = choice.severity(name, severity)?;
    }
    let mut options = rules::Options::new()
        .on(day(given.on.as_deref(), "on")?)
        .today(day(given.today.as_deref(), "today")?)
        .medicare_edits(given.medicare_edits)
        .opps(given.opps)
        .rules(choice);
    options.timely_filing_days = given.timely_filing_days;
    Ok(options)
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Search {
    sets: Vec<String>,
    limit: Option<usize>,
    on: Option<String>,
    billable: Option<bool>,
    within: Option<String>,
    fallback: Option<bool>,
}

/// The set of that name.
pub(crate) fn set(name: &str) -> Result<CodeSet, Failed> {
    let wrong = || Failed::new("unknown-set", "a set is icd10cm, icd10pcs, hcpcs or cpt");
    CodeSet::from_name(name).ok_or_else(wrong)
}

/// A day that may be absent.
pub(crate) fn on(text: Option<&str>) -> Result<Option<Date>, Failed> {
    day(text, "on")
}

/// Options of `search_batch`.
pub(crate) fn search(bytes: &[u8]) -> Result<search::Options, Failed> {
    let given: Search = read(
        bytes,
        "sets (a list), limit (a number), on (a day), billable, fallback (true or false), within (a code)",
    )?;
    let sets: Result<Vec<CodeSet>, Failed> = given.sets.iter().map(|name| set(name)).collect();
    let mut options = search::Options::new()
        .sets(sets?)
        .on(on(given.on.as_deref())?)
        .billable(given.billable);
    options.within = given.within;
    options.limit = given.limit.unwrap_or(options.limit);
    options.fallback = given.fallback.unwrap_or(options.fallback);
    Ok(options)
}
